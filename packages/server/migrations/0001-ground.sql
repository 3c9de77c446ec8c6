-- The ground: regions, people, sessions, settings, the audit log, stored files.

create table region (
  code        char(6) collate "C" primary key check (code ~ '^[0-9]{6}$'),
  level       text not null check (level in ('province', 'city', 'county')),
  name        text not null,
  short_name  text not null,
  name_en     text not null,
  parent_code char(6) collate "C" references region (code),
  sort        integer not null,
  managed     boolean not null default true,
  tile_column integer,
  tile_row    integer,
  check ((tile_column is null) = (tile_row is null))
);
comment on table region is '行政区划：省、市、县，以 GB/T 2260 六位代码为键';
comment on column region.sort is '规定顺序（协议顺序），各表默认按此排列';
comment on column region.managed is '本系统管辖的区域；联防联控的外省城市为否';
comment on column region.tile_column is '示意图中的列，自西向东，从 0 起';
comment on column region.tile_row is '示意图中的行，自北向南，从 0 起';
create index region_parent on region (parent_code, sort);

create table region_group (
  code    text collate "C" not null,
  name    text not null,
  name_en text not null,
  primary key (code)
);
comment on table region_group is '城市组：如汾渭平原、京津冀及周边';

create table region_group_member (
  group_code  text collate "C" not null references region_group (code) on delete cascade,
  region_code char(6) collate "C" not null references region (code),
  valid_from  date not null,
  valid_to    date,
  primary key (group_code, region_code, valid_from),
  check (valid_to is null or valid_to >= valid_from)
);
comment on table region_group_member is '城市组成员，按日期有效（AIR-9.3）';

create table app_user (
  id            integer generated always as identity primary key,
  login         text collate "C" not null unique,
  display_name  text not null,
  post          text not null,
  role          text not null,
  region_code   char(6) collate "C" references region (code),
  password_hash text not null,
  disabled      boolean not null default false,
  failed_count  integer not null default 0,
  locked_until  timestamptz,
  created_at    timestamptz not null
);
comment on table app_user is '用户账号；对外只显示岗位（post）';

create table session (
  token_hash   bytea primary key,
  user_id      integer not null references app_user (id) on delete cascade,
  created_at   timestamptz not null,
  expires_at   timestamptz not null,
  last_seen_at timestamptz not null,
  ip           text,
  agent        text
);
comment on table session is '登录会话；只存令牌的散列';
create index session_by_user on session (user_id);

create table audit_log (
  id          bigint generated always as identity primary key,
  at          timestamptz not null,
  actor_id    integer references app_user (id),
  actor_login text not null,
  action      text not null,
  object_type text not null,
  object_id   text,
  detail      jsonb not null default '{}'::jsonb,
  request_id  text
);
comment on table audit_log is '审计日志，只增不改';
create index audit_log_object on audit_log (object_type, object_id, id);

create table setting (
  key        text collate "C" primary key,
  value      jsonb not null,
  updated_by text not null,
  updated_at timestamptz not null
);
comment on table setting is '可调参数（灯的界限、评价口径、发文机关等）';

create table stored_file (
  id         integer generated always as identity primary key,
  sha256     char(64) collate "C" not null,
  name       text not null,
  size       bigint not null,
  mime       text not null,
  created_by text not null,
  created_at timestamptz not null
);
comment on table stored_file is '文件登记；内容按 SHA-256 存放在数据目录';
create index stored_file_sha256 on stored_file (sha256);
