-- Programs: definitions and their versions, items with their life, reports, evidence, monthly progress, ledger imports.

create table program (
  key         text collate "C" primary key,
  version     integer not null,
  state       text not null check (state in ('draft', 'active', 'ended')),
  year        integer not null,
  sort        integer not null,
  office      text not null,
  simulated   boolean not null default false,
  created_by  text not null,
  created_at  timestamptz not null,
  ended_at    timestamptz
);
comment on table program is '专项；定义见 program_version';
comment on column program.version is '现行版本';
comment on column program.office is '主管处室（岗位名）';

create table program_version (
  program_key text collate "C" not null references program (key),
  version     integer not null,
  definition  jsonb not null,
  note        text not null,
  migration   jsonb not null default '{}'::jsonb,
  created_by  text not null,
  created_at  timestamptz not null,
  primary key (program_key, version)
);
comment on table program_version is '专项定义的各个版本，只增不改；note 为变更说明，migration 为事项迁移结果';

create table program_draft (
  key        text collate "C" primary key,
  definition jsonb not null,
  office     text not null,
  based_on   integer,
  owner_id   integer references app_user (id),
  changed_by text not null,
  changed_at timestamptz not null
);
comment on table program_draft is '专项定义的草稿，一个专项一份；新专项发布前只有草稿';
comment on column program_draft.based_on is '所据版本，新专项为空';

create table program_path (
  program_key text collate "C" not null references program (key),
  region_code char(6) collate "C" not null references region (code),
  milestones  jsonb not null,
  set_by      text not null,
  set_at      timestamptz not null,
  primary key (program_key, region_code)
);
comment on table program_path is '个别市的序时进度（里程碑），没有的按专项统一里程碑';

create table item (
  id                bigint generated always as identity primary key,
  program_key       text collate "C" not null references program (key),
  version           integer not null,
  identity          text collate "C" not null,
  no                integer not null,
  title             text not null,
  city_code         char(6) collate "C" not null references region (code),
  county_code       char(6) collate "C" references region (code),
  township          text,
  site              text,
  longitude         double precision,
  latitude          double precision,
  level             text not null default 'province' check (level in ('national', 'province', 'city')),
  kind              text not null default 'dated' check (kind in ('immediate', 'dated', 'standing')),
  source_document   text,
  source_clause     text,
  problem           text,
  target            text,
  lead_unit         text,
  supporting_units  text[] not null default '{}',
  leader_post       text,
  supervisor_unit   text,
  acceptor_unit     text,
  handler_id        integer references app_user (id),
  start_on          date,
  deadline          date,
  national_deadline date,
  pause_until       date,
  state             text not null check (state in ('draft', 'issued', 'working', 'extension', 'applied', 'cityCheck',
                      'acceptance', 'notice', 'closed', 'lookBack', 'reopened', 'standing')),
  state_since       timestamptz not null,
  life              jsonb not null default '{}'::jsonb,
  values            jsonb not null default '{}'::jsonb,
  accepted          jsonb not null default '{}'::jsonb,
  planned           numeric,
  done              numeric,
  progress          numeric,
  lamp              text not null default 'grey' check (lamp in ('blue', 'green', 'yellow', 'red', 'grey')),
  lamp_reason       jsonb not null default '{}'::jsonb,
  lamp_override     jsonb,
  lamp_base         text not null default 'grey',
  lamp_month        text collate "C",
  yellow_months     integer not null default 0,
  alarms            text[] not null default '{}',
  rejected_count    integer not null default 0,
  rebound_count     integer not null default 0,
  returned          jsonb,
  report_month      text collate "C",
  report_state      text check (report_state in ('sent', 'returned', 'accepted')),
  reported_at       timestamptz,
  opened_on         date not null,
  closed_on         date,
  look_back_on      date,
  evidence_count    jsonb not null default '{}'::jsonb,
  search            text[] not null default '{}',
  changed_at        timestamptz not null,
  revision          integer not null default 1,
  unique (program_key, identity),
  unique (program_key, no)
) with (fillfactor = 85);
comment on table item is '事项：台账的一行；一项一号，反弹不换号';
comment on column item.identity is '识别串：同一事项在各次导入中一致';
comment on column item.life is '办理经过的要点：申请人、核查人、第一验收人、公示起止、销号文号等（由状态机维护）';
comment on column item.values is '各字段的最新值（含未认可的上报）';
comment on column item.accepted is '上月（最近一次认可的上报）的值，供预填与比较';
comment on column item.planned is '计划量：按定义的 debt 规则，一项记 1';
comment on column item.done is '完成量';
comment on column item.search is '检索词：两字组、拼音首字母（小写）';
comment on column item.lamp_base is '不计“连续黄灯”的灯色，次月据此计黄灯月数';
comment on column item.lamp_month is '灯色所在月份；跨月时 yellow_months 随之滚动';
comment on column item.revision is '每次改动加一；并发改动据此识别';
create index item_by_city on item (program_key, city_code, state, lamp);
create index item_by_county on item (county_code, program_key) where county_code is not null;
create index item_by_city_all on item (city_code, program_key);
create index item_due on item (deadline) where state not in ('closed', 'draft', 'lookBack', 'standing');
create index item_state on item (state, state_since);
create index item_handler on item (handler_id) where handler_id is not null;
create index item_search on item using gin (search);
create index item_points on item (program_key, lamp, id) where longitude is not null and latitude is not null;
create index item_places on item (program_key, city_code, county_code, lamp, longitude, latitude) where state <> 'draft';

create table item_measure (
  id       bigint generated always as identity primary key,
  item_id  bigint not null references item (id),
  sort     integer not null,
  text     text not null,
  due      date,
  done_on  date,
  planned  numeric,
  done     numeric,
  unit     text,
  weight   numeric not null default 1
);
comment on table item_measure is '整改措施';
create index item_measure_item on item_measure (item_id, sort);

create table item_event (
  id       bigint generated always as identity primary key,
  item_id  bigint not null references item (id),
  at       timestamptz not null,
  actor_id integer references app_user (id),
  actor    text not null,
  post     text not null,
  acting_for text,
  kind     text not null,
  from_state text,
  to_state text,
  reason   text,
  detail   jsonb not null default '{}'::jsonb
);
comment on table item_event is '经过：状态、上报、字段改动、退回、意见、佐证，只增不删';
comment on column item_event.detail is '字段改动为 {字段: [旧值, 新值]}';
create index item_event_item on item_event (item_id, id desc);

create table item_report (
  id        bigint generated always as identity primary key,
  item_id   bigint not null references item (id),
  month     text collate "C" not null,
  kind      text not null check (kind in ('progress', 'unchanged', 'none', 'done', 'import')),
  cause     text,
  note      text,
  values    jsonb not null,
  answers   jsonb not null default '{}'::jsonb,
  state     text not null check (state in ('sent', 'returned', 'accepted')),
  return_reason text,
  sent_by   text not null,
  sent_post text not null,
  sent_at   timestamptz not null,
  judged_by text,
  judged_at timestamptz,
  device_key text collate "C",
  unique (item_id, device_key)
);
comment on table item_report is '月报；device_key 使断网后重发无害';
create index item_report_item on item_report (item_id, month, id);

create table item_evidence (
  id         bigint generated always as identity primary key,
  item_id    bigint not null references item (id),
  rule_key   text not null,
  label      text not null default '',
  side       text check (side in ('before', 'after')),
  pair       integer,
  file_id    integer not null references stored_file (id),
  thumb_id   integer references stored_file (id),
  sha256     char(64) collate "C" not null,
  look       char(16) collate "C",
  taken_on   date,
  state      text not null default 'have' check (state in ('have', 'refused', 'withdrawn')),
  refusal    text,
  repeat_of  bigint references item_evidence (id),
  repeat_how text check (repeat_how in ('same', 'alike')),
  repeat_word text,
  repeat_judged text,
  added_by   text not null,
  added_post text not null,
  added_at   timestamptz not null,
  device_key text collate "C",
  unique (item_id, device_key)
);
comment on table item_evidence is '佐证；look 为图像感知散列，repeat_of 指出同一图片用在别处';
create index item_evidence_item on item_evidence (item_id, rule_key);
create index item_evidence_sha on item_evidence (sha256);
create index item_evidence_look on item_evidence (look) where look is not null;
create index item_evidence_file on item_evidence (file_id);

create table item_standard (
  item_id      bigint not null references item (id),
  standard_key text not null,
  met          text not null check (met in ('evidence', 'notApplicable')),
  because      text,
  evidence_id  bigint references item_evidence (id),
  agreed_by    text,
  set_by       text not null,
  set_at       timestamptz not null,
  primary key (item_id, standard_key)
);
comment on table item_standard is '销号标准逐条：佐证，或写明为何不适用';

create table close_out (
  program_key text collate "C" not null references program (key),
  year        integer not null,
  number      integer not null,
  item_id     bigint not null references item (id),
  on_day      date not null,
  mark        text not null,
  primary key (program_key, year, number)
);
comment on table close_out is '销号登记：每专项每年连续编号，一经占用不再使用，反弹后原号保留';
create index close_out_item on close_out (item_id);

create table item_notice (
  id        bigint generated always as identity primary key,
  item_id   bigint not null references item (id),
  kind      text not null check (kind in ('objection', 'publicNotice')),
  text      text not null,
  from_who  text not null,
  at        timestamptz not null,
  answer    text,
  answered_by text,
  answered_at timestamptz
);
comment on table item_notice is '公示与异议';
create index item_notice_item on item_notice (item_id);

create table program_month (
  program_key text collate "C" not null references program (key),
  region_code char(6) collate "C" not null references region (code),
  month       text collate "C" not null,
  figures     jsonb not null,
  progress    numeric,
  planned_share numeric,
  items       integer not null,
  open_items  integer not null,
  overdue     integer not null,
  rebounds    integer not null,
  unreported  integer not null,
  lamp        text not null,
  lamp_reason jsonb not null,
  computed_at timestamptz not null,
  primary key (program_key, region_code, month)
);
comment on table program_month is '专项各市（及全省）各月的指标；当月随事项改动重算，过月即为月末值';

create table ledger_import (
  id          bigint generated always as identity primary key,
  program_key text collate "C" not null references program (key),
  city_code   char(6) collate "C" references region (code),
  sender      text collate "C" not null,
  file_id     integer not null references stored_file (id),
  sha256      char(64) collate "C" not null,
  month       text collate "C" not null,
  state       text not null check (state in ('reading', 'matching', 'running', 'done', 'cancelled', 'withdrawn', 'failed')),
  rights      jsonb not null,
  sheet       text,
  layout      jsonb not null default '{}'::jsonb,
  match       jsonb not null default '{}'::jsonb,
  summary     jsonb not null default '{}'::jsonb,
  issue       boolean not null default false,
  revision    integer not null default 1,
  progress    real not null default 0,
  cancel_asked boolean not null default false,
  backend     jsonb,
  failure     jsonb,
  created_by  integer references app_user (id),
  created_login text not null,
  created_post text not null,
  created_at  timestamptz not null,
  finished_at timestamptz,
  withdrawn_at timestamptz
);
comment on table ledger_import is '台账导入批次：一个文件一批，一批一个事务，24 小时内可整批撤回';
comment on column ledger_import.sender is '发送单位：列对应按它记住';
comment on column ledger_import.rights is '发送人当时可写什么：{assign, report}';
comment on column ledger_import.layout is '表样：表头行、各列表头、工作表清单';
comment on column ledger_import.match is '各列对应、按原因的修改（mends）';
comment on column ledger_import.summary is '各类行数';
comment on column ledger_import.revision is '每个决定加一；据此认出过时的页面';
create index ledger_import_program on ledger_import (program_key, id desc);
create index ledger_import_sender on ledger_import (sender, id desc);

create table ledger_import_row (
  import_id bigint not null references ledger_import (id),
  row_no    integer not null,
  kind      text not null check (kind in ('title', 'heading', 'data', 'subtotal', 'note')),
  cells     jsonb not null,
  edit      jsonb,
  outcome   text check (outcome in ('created', 'changed', 'same', 'reject', 'skipped')),
  item_id   bigint,
  revision  integer,
  hash      text collate "C",
  issues    jsonb,
  before    jsonb,
  primary key (import_id, row_no)
);
comment on table ledger_import_row is '文件的逐行与逐行结果（空行不存）；reject 的行另存待改，before 供整批撤回';
comment on column ledger_import_row.edit is '在页面上改过的格 {列: 值} 与指定的事项';
comment on column ledger_import_row.revision is '入账后事项的 revision：撤回前据此认出后来的改动';
comment on column ledger_import_row.hash is '该行写入内容的散列：同一内容再传不算新上报';
create index ledger_import_row_item on ledger_import_row (item_id, import_id desc) where item_id is not null;

create table column_match (
  program_key text collate "C" not null references program (key),
  sender      text collate "C" not null,
  heading     text not null,
  target      text,
  unit        text,
  used_at     timestamptz not null,
  primary key (program_key, sender, heading)
);
comment on table column_match is '记住的列对应：按发送单位记，下月同样的表不再问；target 为空表示不导入';
