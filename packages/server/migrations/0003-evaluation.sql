-- Evaluation: daily values, derived from hours and never edited.
-- Each concentration is the numerator of an exact fraction: a station's over 212 520 000 (DAY_DEN), a region's over
-- 212 520 000 × the number of stations that took part. Null: invalid (AIR-1.6).

create table air_day_place (
  place_id   integer not null references place (id),
  day        date not null,
  so2        bigint, no2 bigint, pm10 bigint, pm25 bigint, co bigint, o3 bigint,
  so2_n      smallint not null, no2_n smallint not null, pm10_n smallint not null,
  pm25_n     smallint not null, co_n  smallint not null, o3_n   smallint not null,
  o3_1h      integer,
  pm10_dust  bigint,
  pm25_dust  bigint,
  dust_hours smallint not null default 0,
  excluded   smallint not null default 0,
  known_at   timestamptz not null,
  primary key (place_id, day)
);
comment on table air_day_place is '点位日值。*_n：有效小时数（o3_n 为有效 8 小时均值数）；*_dust：扣除沙尘小时后的值；dust_hours、excluded：沙尘、审核剔除的小时数；known_at：所用数据最晚为系统所知的时刻';

create table air_day_region (
  region_code char(6) collate "C" not null references region (code),
  day         date not null,
  basis       text not null check (basis in ('stations', 'city_series')),
  places      smallint not null,
  so2         bigint, no2 bigint, pm10 bigint, pm25 bigint, co bigint, o3 bigint,
  so2_n       smallint not null, no2_n smallint not null, pm10_n smallint not null,
  pm25_n      smallint not null, co_n  smallint not null, o3_n   smallint not null,
  o3_1h       bigint,
  o3_1h_n     smallint not null default 0,
  pm10_dust   bigint, pm10_dust_n smallint,
  pm25_dust   bigint, pm25_dust_n smallint,
  dust_hours  smallint not null default 0,
  excluded    smallint not null default 0,
  known_at    timestamptz not null,
  primary key (region_code, day)
);
comment on table air_day_region is '区域（市、县）日值：点位均值（AIR-3.8），或城市小时序列。*_n：参加的点位数，即分母因子；places：应参加的点位数';

create table evaluation_version (
  region_code char(6) collate "C" not null references region (code),
  year        smallint not null,
  version     bigint not null,
  primary key (region_code, year)
);
comment on table evaluation_version is '城市年度日值的版本号：每次重算加一，缓存据此判断新旧';
