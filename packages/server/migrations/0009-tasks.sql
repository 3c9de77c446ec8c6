-- Tasks, their clocks, supervision notices, look-backs.

create table task (
  id              bigint generated always as identity primary key,
  no              text collate "C" not null unique,
  text            text not null,
  source          text collate "C" not null check (source in ('meeting', 'inspection', 'note', 'alert', 'lead', 'petition',
                    'program', 'hand')),
  source_title    text not null,
  source_document text,
  source_clause   text,
  source_link     text,
  parent_id       bigint references task (id),
  weight          numeric not null default 1 check (weight > 0),
  city_code       char(6) collate "C" references region (code),
  county_code     char(6) collate "C" references region (code),
  lead_unit       text,
  supporting_units text[] not null default '{}',
  owner_id        integer references app_user (id),
  owner_post      text,
  owner_phone     text not null default '',
  issuer_city     char(6) collate "C" references region (code),
  issued_at       timestamptz,
  issued_by       integer references app_user (id),
  issued_post     text,
  signed_at       timestamptz,
  start_on        date,
  milestones      jsonb not null default '[]'::jsonb,
  planned_on      date,
  deadline        date,
  deadline_set_by text check (deadline_set_by in ('national', 'province', 'city')),
  self_deadline   date,
  extended_to     date,
  paused_until    date,
  measure         jsonb,
  urgency         text not null check (urgency in ('normal', 'urgent', 'critical')),
  complexity      text not null check (complexity in ('ordinary', 'complex')),
  confidentiality text not null check (confidentiality in ('public', 'internal')),
  program_key     text collate "C",
  program_region  char(6) collate "C",
  program_measure text,
  state           text collate "C" not null check (state in ('draft', 'issued', 'working', 'extension', 'applied', 'checked',
                    'closed', 'reopened', 'cancelled')),
  state_since     timestamptz not null,
  open            boolean not null,
  clock_from      date,
  reported_on     date,
  last_report_on  date,
  settled_on      date,
  closed_on       date,
  progress        numeric,
  rejected        integer not null default 0,
  returned        jsonb,
  rebounds        integer not null default 0,
  rebound         boolean not null default false,
  not_applicable  text,
  lamp            text collate "C" not null check (lamp in ('red', 'yellow', 'green', 'blue', 'grey')),
  lamp_sort       smallint not null,
  lamp_reason     jsonb not null,
  lamp_computed   text collate "C" not null,
  lamp_manual     jsonb,
  lamp_proposal   jsonb,
  lamp_day        date not null,
  overdue         boolean not null default false,
  months          jsonb not null default '[]'::jsonb,
  red_months      integer not null default 0,
  yellow_before   integer not null default 0,
  rung            text collate "C",
  rung_on         date,
  held            jsonb,
  parts           integer not null default 0,
  parts_closed    integer not null default 0,
  owner_act       text collate "C",
  owner_act_by    date,
  desk_act        text collate "C",
  desk_act_rung   text collate "C",
  desk_act_by     date,
  desk_act_why    jsonb,
  not_for         integer[] not null default '{}',
  act_sort        integer not null default 0,
  search          text[] not null default '{}',
  simulated       boolean not null default false,
  revision        integer not null default 1,
  created_by      integer references app_user (id),
  created_post    text not null,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  check (open = (state not in ('draft', 'closed', 'cancelled'))),
  check (state in ('draft', 'cancelled') or (lead_unit is not null and owner_post is not null and deadline is not null
    and measure is not null and issued_at is not null)),
  check (county_code is null or city_code is not null),
  check ((state = 'closed') = (closed_on is not null)),
  check ((program_key is null) = (program_region is null))
);
comment on table task is '任务：会议、督察、批示、预警、线索、信访或手工交办的一件事；一事一号，反弹不换号';
comment on column task.no is '任务编号：年-流水号';
comment on column task.text is '任务内容，原文照录';
comment on column task.weight is '子任务在上级任务进度中的份额';
comment on column task.issuer_city is '交办方：空为省厅，否则为拆分给县的市';
comment on column task.planned_on is '报送具体计划（里程碑）的日期，13710 之“7”“1”';
comment on column task.deadline_set_by is '时限由谁规定；国家规定的不能改动';
comment on column task.self_deadline is '责任方自定的时限，只能提前';
comment on column task.open is '在办：已交办、未销号';
comment on column task.clock_from is '13710 起算日：交办日，反弹后为重开日';
comment on column task.reported_on is '起算后第一次报进展；last_report_on 为最近一次';
comment on column task.progress is '认可的进度（百分数）';
comment on column task.lamp is '当前灯色（含人工改灯）；lamp_computed 为规则算出的';
comment on column task.months is '各月月末的灯与差距，旧的在前';
comment on column task.yellow_before is '本月之前连续黄灯的月数（不含连续黄灯规则本身）';
comment on column task.owner_act is '责任方现在要办的一件事；空为无';
comment on column task.desk_act is '交办方现在要办的一件事；空为无';
comment on column task.not_for is '四眼：不得由这些人办理交办方的这件事';
comment on column task.act_sort is '要我办的先后：小的在前';
comment on column task.search is '检索词：相邻两字、拉丁词（小写）';
comment on column task.revision is '每次改动加一；并发改动据此识别';
-- Counts by city and lamp read the index alone, whatever filter of the board is set.
create index task_counts on task (city_code, lamp_sort)
  include (overdue, open, source, program_key, county_code) where open;
create index task_counts_closed on task (city_code, lamp_sort)
  include (overdue, open, state, source, program_key, county_code) where state = 'closed';
create index task_order_all on task (lamp_sort, deadline, id) where state not in ('draft', 'cancelled');
create index task_dateless on task (city_code) where state = 'draft' and deadline is null;
create index task_order on task (lamp_sort, deadline, id) where open;
create index task_city_order on task (city_code, lamp_sort, deadline, id) where open;
create index task_county on task (county_code) where county_code is not null;
create index task_deadline on task (deadline) where open;
create index task_owner on task (owner_id) where owner_id is not null;
create index task_owner_act on task (city_code, act_sort, id)
  include (owner_id, county_code, state, open, owner_act, desk_act, desk_act_rung, lamp_sort, overdue, source, program_key)
  where owner_act is not null;
create index task_desk_act on task (act_sort, id)
  include (issuer_city, not_for, city_code, county_code, state, open, owner_act, desk_act, desk_act_rung, lamp_sort,
    overdue, source, program_key)
  where desk_act is not null;
create index task_parent on task (parent_id) where parent_id is not null;
create index task_lamp_day on task (lamp_day, id) where open;
create index task_search on task using gin (search);
create index task_program on task (program_key, program_region) where program_key is not null;
create index task_closed_on on task (closed_on) where closed_on is not null;

create table task_event (
  id         bigint generated always as identity primary key,
  task_id    bigint not null references task (id),
  at         timestamptz not null,
  actor_id   integer references app_user (id),
  actor      text not null,
  post       text not null,
  acting_for text,
  kind       text collate "C" not null,
  from_state text collate "C",
  to_state   text collate "C",
  reason     text,
  detail     jsonb not null default '{}'::jsonb
);
comment on table task_event is '任务经过，只增不改不删';
create index task_event_task on task_event (task_id, id desc);

create function task_event_append_only() returns trigger
  language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end $$;
create trigger task_event_append_only before update or delete or truncate on task_event
  for each statement execute function task_event_append_only();

create table task_file (
  id        bigint generated always as identity primary key,
  task_id   bigint not null references task (id),
  file_id   integer not null references stored_file (id),
  report_id bigint,
  close_id  bigint,
  notice_id bigint,
  added_by  integer references app_user (id),
  added_post text not null,
  added_at  timestamptz not null
);
comment on table task_file is '附件：随进展、销号申请或回复';
create index task_file_task on task_file (task_id);

create table task_report (
  id        bigint generated always as identity primary key,
  task_id   bigint not null references task (id),
  kind      text not null check (kind in ('progress', 'unchanged', 'none', 'program')),
  text      text not null,
  cause     text,
  progress  numeric check (progress between 0 and 100),
  value     numeric,
  state     text not null check (state in ('sent', 'accepted', 'returned')),
  sent_by   integer references app_user (id),
  sent_for  integer references app_user (id),
  sent_post text not null,
  acting_for text,
  sent_at   timestamptz not null,
  judged_by integer references app_user (id),
  judged_post text,
  judged_at timestamptz,
  judged_reason text,
  check ((kind = 'none') = (cause is not null)),
  check ((state = 'sent') = (judged_at is null)),
  check (state <> 'returned' or judged_reason is not null)
);
comment on table task_report is '进展；认可后计入进度与灯，退回须有原因';
create index task_report_task on task_report (task_id, id desc);
create index task_report_sent on task_report (task_id) where state = 'sent';
alter table task_file add foreign key (report_id) references task_report (id);

create table task_extension (
  id        bigint generated always as identity primary key,
  task_id   bigint not null references task (id),
  from_day  date not null,
  to_day    date not null,
  pause     boolean not null,
  reason    text not null,
  asked_by  integer references app_user (id),
  asked_for integer references app_user (id),
  asked_post text not null,
  asked_at  timestamptz not null,
  approved  boolean,
  decided_by integer references app_user (id),
  decided_post text,
  decided_at timestamptz,
  decided_reason text,
  check (pause or to_day > from_day),
  check ((approved is null) = (decided_at is null))
);
comment on table task_extension is '延期申请与审批；只能在到期前提出，只由交办方审批';
create index task_extension_task on task_extension (task_id, id desc);
create unique index task_extension_one on task_extension (task_id) where approved is null;

create table task_close (
  id        bigint generated always as identity primary key,
  task_id   bigint not null references task (id),
  note      text not null,
  applied_people integer[] not null,
  applied_post text not null,
  applied_at timestamptz not null,
  checked_people integer[],
  checked_post text,
  checked_at timestamptz,
  checked_note text,
  accepted_people integer[],
  accepted_post text,
  accepted_at timestamptz,
  accepted_note text,
  returned_post text,
  returned_at timestamptz,
  returned_reason text,
  rebound   boolean not null default false,
  check (accepted_at is null or checked_at is not null),
  check (returned_at is null or returned_reason is not null),
  check (accepted_people is null or not (accepted_people && checked_people)),
  check (accepted_people is null or not (accepted_people && applied_people)),
  check (checked_people is null or not (checked_people && applied_people))
);
comment on table task_close is '销号：申请、核查、验收；三方互不重叠（四眼），反弹后旧记录仍在';
comment on column task_close.applied_people is '申请人及其所代办的人';
create index task_close_task on task_close (task_id, id desc);
create unique index task_close_one on task_close (task_id) where accepted_at is null and returned_at is null;
alter table task_file add foreign key (close_id) references task_close (id);

create table task_look_back (
  id       bigint generated always as identity primary key,
  task_id  bigint not null references task (id),
  close_id bigint not null references task_close (id),
  months   integer not null,
  due_on   date not null,
  outcome  text check (outcome in ('passed', 'rebound')),
  done_at  timestamptz,
  done_by  integer references app_user (id),
  done_post text,
  note     text,
  unique (close_id, months),
  check ((outcome is null) = (done_at is null))
);
comment on table task_look_back is '回头看：销号后 3、6、12 个月抽样复核';
create index task_look_back_task on task_look_back (task_id, due_on);
create index task_look_back_due on task_look_back (due_on) where outcome is null;

create table task_notice (
  id        bigint generated always as identity primary key,
  task_id   bigint not null references task (id),
  rung      text collate "C" not null check (rung in ('remind', 'chase', 'supervise', 'bulletin', 'warning', 'summons',
              'listing', 'limit', 'transfer')),
  number    text not null unique,
  year      integer not null,
  city_code char(6) collate "C" references region (code),
  county_code char(6) collate "C" references region (code),
  program_key text collate "C",
  matter    text not null,
  demand    text not null,
  feedback  text not null,
  issued_by integer references app_user (id),
  issued_post text not null,
  issued_at timestamptz not null,
  receiver_post text not null,
  receiver_phone text not null,
  lead_unit text not null,
  supporting_units text[] not null,
  reply_due date,
  urgency   text not null,
  facts     jsonb not null,
  decision  jsonb,
  model     jsonb not null,
  lift      jsonb not null,
  reply_text text,
  reply_by  integer references app_user (id),
  reply_post text,
  reply_at  timestamptz,
  seen_at   timestamptz,
  lifted_at timestamptz,
  lifted_by integer references app_user (id),
  lifted_post text,
  lifted_note text,
  simulated boolean not null,
  check (rung not in ('listing', 'limit', 'transfer') or decision is not null)
);
comment on table task_notice is '督办梯级的一级：提醒函、催办单、督办单……；facts 为发出时的事实，model 为公文';
comment on column task_notice.lift is '解除条件，由数据判断';
comment on column task_notice.decision is '约谈以上须有的决定：何人或何会议、文件、日期';
create index task_notice_task on task_notice (task_id, id desc);
create index task_notice_list on task_notice (issued_at desc, id desc);
create index task_notice_open on task_notice (task_id) where lifted_at is null;
alter table task_file add foreign key (notice_id) references task_notice (id);

create table task_hold (
  id      bigint generated always as identity primary key,
  task_id bigint not null references task (id),
  rung    text collate "C" not null,
  reason  text not null,
  until   date not null,
  post    text not null,
  by_id   integer references app_user (id),
  at      timestamptz not null
);
comment on table task_hold is '缓发：哪一级、为何、到何日';
create index task_hold_task on task_hold (task_id, id desc);

create table handover (
  id        bigint generated always as identity primary key,
  from_id   integer not null references app_user (id),
  from_post text not null,
  to_id     integer not null references app_user (id),
  to_post   text not null,
  by_id     integer references app_user (id),
  by_post   text not null,
  at        timestamptz not null,
  reason    text not null,
  things    jsonb not null,
  check (from_id <> to_id)
);
comment on table handover is '移交：一人名下全部任务、事项一次交给另一人，留清单';
