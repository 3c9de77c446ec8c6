-- 主持人提示随材料冻结。What the chair's private page says is frozen with the papers.

create table chair_fact (
  meeting_id  integer not null references meeting (id),
  city_code   text collate "C" not null references region (code),
  -- Empty: the air, and what the city promised in all matters.
  program_key text collate "C" not null default '',
  facts       jsonb not null,
  primary key (meeting_id, city_code, program_key)
);
comment on table chair_fact is '主持人提示所据：定稿时各市各专项的上次承诺与兑现、可以问的话、进度，与会议材料一同冻结，此后数据更正不再改动';
comment on column chair_fact.program_key is '专项；空为大气和该市全部承诺';
comment on column chair_fact.facts is '承诺与兑现、两问（中英文）、核对“算不平”用的进度';
