-- 调度会：日历、清单、议程、会场、参会。Meetings: the cycle, the checklist, agenda, venues, attendance.

create table meeting (
  id            integer generated always as identity primary key,
  kind          text collate "C" not null check (kind in ('monthly', 'quarterly', 'half-year', 'year', 'special')),
  period        text collate "C" not null,
  title         text not null,
  state         text collate "C" not null check (state in
                  ('planned', 'preparing', 'ready', 'live', 'ended', 'followed', 'cancelled')),
  starts_at     timestamptz not null,
  proposed_reason jsonb not null default '{}',
  minutes_planned integer not null default 120,
  place         text not null default '',
  chair_post    text not null default '',
  chair_id      integer references app_user (id),
  previous_id   integer references meeting (id),
  conference_link text,
  conference_note text not null default '',
  cancelled_reason text,
  announced_at  timestamptz,
  frozen_at     timestamptz,
  opened_at     timestamptz,
  ended_at      timestamptz,
  followed_at   timestamptz,
  simulated     boolean not null default false,
  revision      integer not null default 1,
  created_by    integer references app_user (id),
  created_post  text not null,
  created_at    timestamptz not null
);
comment on table meeting is '调度会：计划、筹备、就绪、进行、散会、落实';
comment on column meeting.announced_at is '开始筹备的时刻；此后各市局可见';
create unique index meeting_one_a_period on meeting (kind, period) where kind <> 'special' and state <> 'cancelled';
create index meeting_starts on meeting (starts_at);
alter table paper add constraint paper_meeting_exists foreign key (meeting_id) references meeting (id);

create table meeting_said (
  meeting_id integer primary key references meeting (id),
  said       jsonb not null,
  kept_at    timestamptz not null
);
comment on table meeting_said is '冻结时的说法：会后纪要、函所用的句子和数字，数据更正后不变';

create table meeting_step (
  meeting_id  integer not null references meeting (id),
  step        text collate "C" not null,
  offset_days smallint not null,
  due         date not null,
  owner_role  text collate "C" not null,
  state       text collate "C" not null check (state in ('open', 'done', 'skipped')),
  automatic   boolean not null,
  done_on     date,
  done_by     integer references app_user (id),
  done_post   text,
  note        text not null default '',
  primary key (meeting_id, step)
);
comment on table meeting_step is '会议清单 T−7…T+7：自动的按事实判断，其余由人勾办';

create table agenda_item (
  id           integer generated always as identity primary key,
  meeting_id   integer not null references meeting (id),
  parent_id    integer references agenda_item (id),
  sort         integer not null,
  kind         text collate "C" not null check (kind in
                 ('opening', 'bulletin', 'review', 'experience', 'pledge', 'comments', 'instructions', 'analysis', 'requirements', 'other')),
  title        text not null,
  minutes      integer not null check (minutes between 0 and 600),
  city_code    text collate "C" references region (code),
  program_key  text collate "C",
  portfolio    text not null default '',
  speaker_post text not null default '',
  speaker_id   integer references app_user (id),
  suggested    boolean not null default false,
  touched      boolean not null default false,
  reason       jsonb not null default '[]',
  confirmed_by integer references app_user (id),
  confirmed_post text,
  confirmed_at timestamptz,
  started_at   timestamptz,
  ended_at     timestamptz,
  used_seconds integer not null default 0
);
comment on table agenda_item is '议程：大项与其下的发言；reason 为推荐理由（数据，显示时成句）';
comment on column agenda_item.touched is '由人填写或改过：按规则重排时保留';
create index agenda_item_meeting on agenda_item (meeting_id, sort);

create table suggestion_aside (
  meeting_id  integer not null references meeting (id),
  kind        text collate "C" not null check (kind in ('experience', 'pledge')),
  city_code   text collate "C" not null references region (code),
  program_key text collate "C" not null default '',
  reason      text not null default '',
  put_by      integer references app_user (id),
  put_post    text not null,
  put_at      timestamptz not null,
  primary key (meeting_id, kind, city_code, program_key)
);
comment on table suggestion_aside is '先放下的发言建议：谁、何时、为何；收回即删去（经过见审计）';
comment on column suggestion_aside.program_key is '专项；空为大气';

create table venue (
  id          integer generated always as identity primary key,
  meeting_id  integer not null references meeting (id),
  kind        text collate "C" not null check (kind in ('main', 'city', 'county')),
  region_code text collate "C" references region (code),
  name        text not null,
  sort        integer not null,
  screen_hash bytea,
  last_seen   timestamptz,
  seen_revision bigint,
  seen_page   text,
  unique (meeting_id, name)
);
comment on table venue is '主会场与分会场；screen_hash 为会场大屏链接的摘要';
create unique index venue_region on venue (meeting_id, region_code) where region_code is not null;
create index venue_screen on venue (screen_hash) where screen_hash is not null;

create table attendee (
  id           integer generated always as identity primary key,
  meeting_id   integer not null references meeting (id),
  venue_id     integer not null references venue (id),
  sort         integer not null,
  post         text not null,
  name         text not null default '',
  unit         text not null default '',
  user_id      integer references app_user (id),
  category     text collate "C" not null check (category in ('chair', 'attend', 'sit-in', 'staff')),
  seat         text not null default '',
  leave_state  text collate "C" not null default 'none' check (leave_state in ('none', 'asked', 'approved', 'refused')),
  leave_reason text not null default '',
  leave_people integer[] not null default '{}',
  leave_answer text not null default '',
  leave_by     text,
  leave_at     timestamptz,
  substitute   text not null default '',
  signed_in_at timestamptz,
  signed_in_by text,
  late         boolean not null default false
);
comment on table attendee is '参会人员：按职务与礼宾次序，请假须批准，按会场签到';
comment on column attendee.leave_people is '谁提出的请假（及被代办者）：不能自己批准';
create index attendee_meeting on attendee (meeting_id, venue_id, sort);

-- 会议清单“交叉核对”：某月还没有审核的月报。
create index item_report_waiting on item_report (month, item_id) where state = 'sent';
