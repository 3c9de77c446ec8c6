-- The working-day calendar, messages and their delivery.

create table calendar_year (
  year       integer primary key check (year between 1949 and 2200),
  source     text not null,
  changed_by text not null,
  changed_at timestamptz not null
);
comment on table calendar_year is '已公布放假安排的年份；不在表中的年份按周末推算并提示';
comment on column calendar_year.source is '依据：国务院办公厅通知，或数据包及版本';

create table calendar_day (
  day        date primary key,
  work       boolean not null,
  name       text not null,
  name_en    text not null,
  source     text not null,
  reason     text,
  changed_by text not null,
  changed_at timestamptz not null
);
comment on table calendar_day is '与周一至周五不同的日子：放假的工作日、调休上班的周末，以及有名称的节日';
comment on column calendar_day.work is '是：上班（调休）；否：放假';
comment on column calendar_day.reason is '人工改动的理由；随数据包装入的为空';

create table calendar_state (
  single  boolean primary key default true check (single),
  version uuid not null
);
comment on table calendar_state is '日历的版本，每次改动更换，供各进程判断缓存是否有效';
insert into calendar_state (version) values (gen_random_uuid());

create table notification (
  id           bigint generated always as identity primary key,
  kind         text collate "C" not null,
  subject_type text collate "C" not null,
  subject_id   text collate "C" not null,
  params       jsonb not null,
  link         text not null,
  urgency      text not null check (urgency in ('emergency', 'now', 'digest')),
  region_code  char(6) collate "C" references region (code),
  program_key  text collate "C",
  once         text collate "C" unique,
  by_id        integer references app_user (id),
  by_post      text not null,
  created_at   timestamptz not null
);
comment on table notification is '通知：一件事通知一次；文字由类别与参数在显示时生成';
comment on column notification.urgency is '紧急（不受免打扰限制）、即时、每日汇总（DIS-11.1）';
comment on column notification.region_code is '所涉市县：范围已不含它的人看不到；也用于选择群机器人';
comment on column notification.program_key is '所涉专项：范围已不含它的人看不到';
comment on column notification.once is '防重复键：同键只通知一次';
create index notification_subject on notification (subject_type, subject_id, id);

create table message (
  id              bigint generated always as identity primary key,
  notification_id bigint not null references notification (id) on delete cascade,
  user_id         integer not null references app_user (id) on delete cascade,
  recipient       text not null check (recipient in ('responsible', 'superior')),
  visible_from    timestamptz not null,
  seq             bigint unique,
  published_at    timestamptz,
  read_at         timestamptz,
  settled_at      timestamptz,
  settled_reason  text,
  snoozed_until   date,
  snooze_reason   text,
  digest_day      date,
  unique (notification_id, user_id),
  check ((seq is null) = (published_at is null))
);
comment on table message is '一人一条的消息';
comment on column message.recipient is '责任人，或其上级（晚至少 24 小时，DIS-11.4）';
comment on column message.visible_from is '从何时起可见';
comment on column message.seq is '发布序号，按提交次序；空为尚未发布（本人看不到）';
comment on column message.settled_at is '事情已有人办理；发布之前办理的永不发布（DIS-11.3）';
comment on column message.digest_day is '收入哪一天的汇总';
create index message_due on message (visible_from) where seq is null and settled_at is null;
create index message_own on message (user_id, seq);
create index message_unread on message (user_id) where seq is not null and read_at is null and settled_at is null;
create index message_undigested on message (user_id) where seq is not null and digest_day is null and settled_at is null;

create table message_head (
  single boolean primary key default true check (single),
  seq    bigint not null
);
comment on table message_head is '最近的发布序号；发布时锁定此行，使序号与提交次序一致';
insert into message_head (seq) values (0);

create table notification_preference (
  user_id    integer primary key references app_user (id) on delete cascade,
  email      text,
  by_email   boolean not null default true,
  digest     boolean not null default true,
  digest_at  time not null default '08:30',
  quiet_from time not null default '22:00',
  quiet_to   time not null default '07:00',
  lang       text not null default 'zh' check (lang in ('zh', 'en')),
  changed_at timestamptz not null
);
comment on table notification_preference is '各人的通知方式：邮箱、汇总时间、免打扰时段（北京时间）';

create table webhook (
  id          integer generated always as identity primary key,
  service     text not null check (service in ('dingtalk', 'wecom')),
  name        text not null,
  url_sealed  text not null,
  url_hint    text not null,
  key_sealed  text,
  region_code char(6) collate "C" references region (code),
  role        text collate "C",
  enabled     boolean not null default true,
  changed_by  text not null,
  changed_at  timestamptz not null
);
comment on table webhook is '群机器人：某市县、某角色的工作群';
comment on column webhook.url_sealed is '地址，加密保存（地址本身即凭证）';
comment on column webhook.url_hint is '可以显示的部分：主机名与末四位';
comment on column webhook.key_sealed is '加签密钥，加密保存';

create table digest (
  id           bigint generated always as identity primary key,
  user_id      integer not null references app_user (id) on delete cascade,
  day          date not null,
  assembled_at timestamptz not null,
  unique (user_id, day)
);
comment on table digest is '每人每天一份汇总';

create table delivery (
  id           bigint generated always as identity primary key,
  channel      text not null check (channel in ('email', 'dingtalk', 'wecom')),
  message_id   bigint references message (id) on delete cascade,
  digest_id    bigint references digest (id) on delete cascade,
  webhook_id   integer references webhook (id) on delete cascade,
  notification_id bigint references notification (id) on delete cascade,
  state        text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'cancelled')),
  attempts     integer not null default 0,
  next_try_at  timestamptz not null,
  claimed_until timestamptz,
  last_error   text,
  created_at   timestamptz not null,
  done_at      timestamptz,
  check (num_nonnulls(message_id, digest_id, notification_id) = 1),
  check ((webhook_id is null) = (channel = 'email')),
  unique (channel, message_id),
  unique (channel, digest_id),
  unique (webhook_id, notification_id)
);
comment on table delivery is '投递：一条消息、一份汇总（邮件）或一件通知（群机器人）的一次送达，失败后重试';
comment on column delivery.claimed_until is '正在投递的进程占用到何时；进程中断后到时即可重试';
comment on column delivery.last_error is '最近一次失败的原因，不含凭证';
create index delivery_waiting on delivery (next_try_at) where state = 'waiting';
create index delivery_message on delivery (message_id) where message_id is not null;
create index delivery_notification on delivery (notification_id) where notification_id is not null;
