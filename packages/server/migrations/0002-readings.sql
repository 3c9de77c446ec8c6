-- Readings: where air is measured, what was read, what was read before, what was turned away, what was excluded.

create table place (
  id           integer generated always as identity primary key,
  kind         text not null check (kind in ('station', 'city_series')),
  code         text collate "C" not null,
  name         text not null,
  city_code    char(6) collate "C" not null references region (code),
  county_code  char(6) collate "C" references region (code),
  longitude    double precision,
  latitude     double precision,
  counts       boolean not null default true,
  valid_from   date,
  valid_to     date,
  simulated    boolean not null default false,
  unique (kind, code)
);
comment on table place is '监测位置：点位，或城市小时序列（city_series，直接公布的城市均值，无点位数据时用）';
comment on column place.counts is '是否参加城市评价；对照点、停运点为否（AIR-3.8）';
create index place_city on place (city_code);

create table place_alias (
  alias     text not null,
  city_code char(6) collate "C" not null references region (code),
  place_id  integer not null references place (id) on delete cascade,
  primary key (alias, city_code)
);
comment on table place_alias is '点位别名：文件里的写法对应到点位，同名点位以城市区分';

create table batch (
  id            integer generated always as identity primary key,
  kind          text not null check (kind in ('air-hours', 'stations', 'targets', 'dust-events', 'regions', 'live')),
  file_id       integer references stored_file (id),
  file_name     text not null,
  layout        text,
  encoding      text,
  hour_label    text,
  state         text not null check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  bytes_total   bigint,
  bytes_done    bigint not null default 0,
  rows_total    integer not null default 0,
  rows_new      integer not null default 0,
  rows_same     integer not null default 0,
  rows_revised  integer not null default 0,
  rows_empty    integer not null default 0,
  rows_rejected integer not null default 0,
  first_hour    timestamptz,
  last_hour     timestamptz,
  dry_run       boolean not null default false,
  simulated     boolean not null default false,
  cancel_asked  boolean not null default false,
  error         jsonb,
  options       jsonb not null default '{}'::jsonb,
  detail        jsonb not null default '{}'::jsonb,
  created_by    text not null,
  created_at    timestamptz not null,
  started_at    timestamptz,
  known_at      timestamptz
);
comment on table batch is '一次导入。known_at 是其数据为系统所知的时刻；良好行在同一事务中入库';
comment on column batch.options is '提交时的选项：指定的版式、小时标注约定等，排队的任务据此执行';
comment on column batch.detail is '所识别到的：表头、忽略的列、缺少的列、各类拒收的行数与保留数、提醒';
create index batch_created on batch (created_at desc);

create table batch_reject (
  batch_id integer not null references batch (id) on delete cascade,
  line     bigint not null,
  ordinal  integer not null,
  col      text,
  code     text not null,
  params   jsonb not null default '{}'::jsonb,
  raw      text not null,
  primary key (batch_id, line, ordinal)
);
comment on table batch_reject is '被拒的行：行号、列、原因、原文，可下载修改后再导入';

create table air_hour (
  place_id integer not null,
  hour     timestamptz not null,
  so2      integer,
  no2      integer,
  pm10     integer,
  pm25     integer,
  co       integer,
  o3       integer,
  batch_id integer not null,
  primary key (place_id, hour)
);
comment on table air_hour is '空气小时值（当前值）。hour 是小时的终点（16:00 表示 15:00—16:00，AIR-3.1）；浓度为千分之一单位（µg/m³×1000，CO mg/m³×1000）；空为缺测';

create table air_hour_revision (
  place_id      integer not null,
  hour          timestamptz not null,
  so2           integer,
  no2           integer,
  pm10          integer,
  pm25          integer,
  co            integer,
  o3            integer,
  batch_id      integer not null,
  superseded_by integer not null,
  primary key (place_id, hour, batch_id)
);
comment on table air_hour_revision is '被更正的旧值：由 batch_id 带来，被 superseded_by 那一批取代';
create index air_hour_revision_by on air_hour_revision (superseded_by);

create table dust_event (
  id           integer generated always as identity primary key,
  start_hour   timestamptz not null,
  end_hour     timestamptz not null,
  pollutants   text[] not null check (pollutants <@ array['pm10', 'pm25']::text[] and cardinality(pollutants) > 0),
  document     text not null,
  note         text not null default '',
  simulated    boolean not null default false,
  created_by   text not null,
  created_at   timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  check (end_hour >= start_hour)
);
comment on table dust_event is '沙尘事件：首末小时（均含，小时终点），按文件剔除颗粒物小时值（AIR-5）';

create table dust_event_city (
  event_id  integer not null references dust_event (id) on delete cascade,
  city_code char(6) collate "C" not null references region (code),
  primary key (event_id, city_code)
);
comment on table dust_event_city is '沙尘事件影响的城市';

create table invalidation (
  id           integer generated always as identity primary key,
  place_id     integer not null references place (id),
  start_hour   timestamptz not null,
  end_hour     timestamptz not null,
  pollutants   text[] not null check (pollutants <@ array['so2', 'no2', 'pm10', 'pm25', 'co', 'o3']::text[] and cardinality(pollutants) > 0),
  reason       text not null check (reason <> ''),
  created_by   text not null,
  created_at   timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  check (end_hour >= start_hour)
);
comment on table invalidation is '审核剔除：某点位某时段数据判为无效，附理由；原值不动';
create index invalidation_place on invalidation (place_id, start_hour);
