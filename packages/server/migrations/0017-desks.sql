-- 各办各的：处室的今日只列本处室交办的任务。An office's desk: the tasks it issued, and those of its programs.

create index task_desk_act_post on task (coalesce(issued_post, created_post), act_sort, id)
  where desk_act is not null and issuer_city is null;
comment on index task_desk_act_post is '今日·任务：本处室交办（或起草）的，按办理先后';

create index task_desk_act_program on task (program_key, act_sort, id)
  where desk_act is not null and issuer_city is null and program_key is not null;
comment on index task_desk_act_program is '今日·任务：本处室专项的，按办理先后';

-- 今日 of who sees all cities: what is to be signed and what came back, in the order of deadlines.
create index item_to_sign on item (deadline, program_key, no) where state in ('issued', 'reopened');
comment on index item_to_sign is '今日·待签收：按期限';
create index item_came_back on item (deadline, program_key, no) where returned is not null;
comment on index item_came_back is '今日·被退回：按期限';

-- 旧账：往年的欠账各市几笔，不扫全部账。
create index debt_old on debt (opened_on, city_code, subject) where balance > 0;
comment on index debt_old is '还没还清的账，按发生日；首页“旧账”据此计数';

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
