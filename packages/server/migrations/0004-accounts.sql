-- Accounts: targets, closings of months, what was frozen.

create table target (
  id            integer generated always as identity primary key,
  region_code   char(6) collate "C" not null references region (code),
  year          smallint not null,
  indicator     text not null,
  value         numeric not null,
  monthly       numeric[] check (monthly is null or cardinality(monthly) = 12),
  version       integer not null,
  document      text not null,
  document_date date,
  simulated     boolean not null default false,
  created_by    text not null,
  created_at    timestamptz not null,
  superseded_at timestamptz,
  unique (region_code, year, indicator, version)
);
comment on table target is '约束性指标：地区×指标×年，含来源文件与版本；新版本取代旧版本，旧版本保留';
comment on column target.monthly is '逐月计划值（1—12 月），空则按历史分布拆分';

create table closing (
  id         integer generated always as identity primary key,
  period     text collate "C" not null unique check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  as_of      timestamptz not null,
  policy     jsonb not null,
  note       text not null default '',
  simulated  boolean not null default false,
  closed_by  text not null,
  closed_at  timestamptz not null
);
comment on table closing is '月结账：按 as_of 时刻已知的数据冻结；每月只结一次，事后更正记入未结月份';

create table closing_day (
  closing_id  integer not null references closing (id),
  region_code char(6) collate "C" not null,
  day         date not null,
  values      jsonb not null,
  primary key (closing_id, region_code, day)
);
comment on table closing_day is '结账时冻结的区域日值（与 air_day_region 同义的一行）';

create table closing_entry (
  closing_id  integer not null references closing (id),
  region_code char(6) collate "C" not null,
  indicator   text not null,
  entry       jsonb not null,
  primary key (closing_id, region_code, indicator)
);
comment on table closing_entry is '结账时各市各科目的记账：期初、额度、支出、更正、期末';

create table boundary (
  id          integer generated always as identity primary key,
  level       text not null check (level in ('city', 'county')),
  geojson     jsonb not null,
  source      text not null,
  approval_no text not null default '',
  created_by  text not null,
  created_at  timestamptz not null
);
comment on table boundary is '运维人员上传的行政边界；approval_no 为审图号';
