-- 各办各的：处室的今日只列本处室交办的任务。An office's desk: the tasks it issued, and those of its programs.

create index task_desk_act_post on task (coalesce(issued_post, created_post), act_sort, id)
  where desk_act is not null and issuer_city is null;
comment on index task_desk_act_post is '今日·任务：本处室交办（或起草）的，按办理先后';

create index task_desk_act_program on task (program_key, act_sort, id)
  where desk_act is not null and issuer_city is null and program_key is not null;
comment on index task_desk_act_program is '今日·任务：本处室专项的，按办理先后';

-- 发布：事项多的专项换版作为后台任务，一个事务，要么全部换到新版，要么一项不动。
create table program_publication (
  id          integer generated always as identity primary key,
  program_key text collate "C" not null references program (key),
  version     integer not null,
  definition  jsonb not null,
  note        text not null,
  office      text not null default '',
  year        integer,
  items       integer not null,
  standing    jsonb not null,
  state       text collate "C" not null check (state in ('running', 'done', 'failed', 'cancelled')),
  progress    real not null default 0,
  cancel_asked boolean not null default false,
  failure     jsonb,
  migration   jsonb,
  created_by  integer references app_user (id),
  created_post text not null,
  created_at  timestamptz not null,
  finished_at timestamptz,
  check ((state = 'running') = (finished_at is null))
);
comment on table program_publication is '专项换版的后台发布：进度、停止、结果；一个专项同时只有一个';
comment on column program_publication.version is '要发布的版本';
comment on column program_publication.standing is '发布人当时的岗位与管辖范围：任务以其名义办理';
comment on column program_publication.failure is '没有发布成的原因（错误代码与参数）';
create unique index program_publication_running on program_publication (program_key) where state = 'running';
create index program_publication_last on program_publication (program_key, id desc);
