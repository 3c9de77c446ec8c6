-- 会中：大屏页、同步状态、记录、承诺。The stage: screens, their state, the record, commitments.

create table screen_page (
  id           integer generated always as identity primary key,
  meeting_id   integer not null references meeting (id),
  key          text collate "C" not null,
  sort         integer not null,
  agenda_item_id integer references agenda_item (id) on delete set null,
  title        text not null,
  content      jsonb not null,
  version      integer not null default 1,
  made_by_hand boolean not null default false,
  composed_at  timestamptz not null,
  unique (meeting_id, key)
);
comment on table screen_page is '大屏页：一页一句话一张图；会前生成，会上由主持人切换';

create table stage (
  meeting_id   integer primary key references meeting (id),
  revision     bigint not null default 0,
  page         text collate "C",
  sub          integer not null default 0,
  blank        boolean not null default false,
  agenda_item_id integer references agenda_item (id) on delete set null,
  timer_item_id integer references agenda_item (id) on delete set null,
  timer_started_at timestamptz,
  timer_seconds integer not null default 0,
  timer_used   integer not null default 0,
  record_revision bigint not null default 0,
  changed_at   timestamptz not null
);
comment on column stage.record_revision is '记录每变加一，供各进程推送给记录员';
comment on table stage is '会中同步状态：各会场看到的是同一行；revision 每变加一';

create table stage_event (
  meeting_id  integer not null references meeting (id),
  revision    bigint not null,
  act         text collate "C" not null,
  detail      jsonb not null default '{}',
  post        text not null,
  at          timestamptz not null,
  primary key (meeting_id, revision)
);
comment on table stage_event is '会中每次切换的经过';

create table record_line (
  id           integer generated always as identity primary key,
  meeting_id   integer not null references meeting (id),
  client_key   uuid not null,
  sort         integer not null,
  kind         text collate "C" not null check (kind in ('comment', 'commitment', 'instruction', 'requirement', 'experience', 'note')),
  state        text collate "C" not null check (state in ('recording', 'kept', 'void')),
  agenda_item_id integer references agenda_item (id) on delete set null,
  speaker_post text not null default '',
  cities       text[] not null default '{}',
  program_key  text collate "C",
  verb         text not null default '',
  text         text not null,
  deadline     date,
  measure      jsonb,
  lead_unit    text not null default '',
  supporting_units text[] not null default '{}',
  owner_post   text not null default '',
  revision     integer not null default 1,
  recorded_by  integer references app_user (id),
  recorded_post text not null,
  recorded_at  timestamptz not null,
  changed_at   timestamptz not null,
  record_revision bigint not null default 0,
  confirmed_post text,
  confirmed_at timestamptz,
  unique (meeting_id, client_key)
);
comment on table record_line is '会议记录：点评、承诺、传达、要求、经验；到市、到专项（DIS-1.3）';
create index record_line_meeting on record_line (meeting_id, sort);

create table record_change (
  id          bigint generated always as identity primary key,
  line_id     integer not null references record_line (id),
  before      jsonb not null,
  after       jsonb not null,
  changed_by  integer references app_user (id),
  changed_post text not null,
  changed_at  timestamptz not null
);
comment on table record_change is '记录的改动：原文保留';
create index record_change_line on record_change (line_id, id);

-- One city's promise, settled at the next meeting (DIS-6.5).
create table commitment (
  id           integer generated always as identity primary key,
  meeting_id   integer not null references meeting (id),
  line_id      integer not null references record_line (id),
  city_code    text collate "C" not null references region (code),
  program_key  text collate "C",
  text         text not null,
  measure      jsonb,
  made_on      date not null,
  due          date not null,
  state        text collate "C" not null check (state in ('open', 'kept', 'late', 'broken', 'withdrawn')),
  result_text  text,
  result_value numeric,
  suggested    jsonb,
  settled_meeting_id integer references meeting (id),
  settled_by   integer references app_user (id),
  settled_post text,
  settled_at   timestamptz,
  simulated    boolean not null default false,
  unique (line_id, city_code)
);
comment on table commitment is '承诺：每市一条，下次会上兑现（兑现、晚、未兑现）';
create index commitment_city on commitment (city_code, state);
create index commitment_meeting on commitment (meeting_id);

create table record_task (
  line_id   integer not null references record_line (id),
  task_id   integer not null references task (id),
  primary key (line_id, task_id)
);
comment on table record_task is '要求变成的任务';
