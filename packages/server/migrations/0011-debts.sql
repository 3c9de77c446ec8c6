-- Debts: what cities owe in items, tasks and commitments, as entries of one book (DIS-3.5).

create table debt (
  subject     text collate "C" not null,
  ref         text collate "C" not null,
  city_code   char(6) collate "C" not null references region (code),
  unit        text not null,
  opened_on   date not null,
  due_on      date,
  balance     numeric not null default 0,
  primary key (subject, ref)
);
comment on table debt is '一笔账：一个事项、任务或承诺；subject 为专项键、tasks 或 commitments';
comment on column debt.balance is '现余额，等于各笔记账之和';
create index debt_city on debt (city_code, subject);

create table debt_entry (
  id        bigint generated always as identity primary key,
  subject   text collate "C" not null,
  ref       text collate "C" not null,
  city_code char(6) collate "C" not null references region (code),
  kind      text not null check (kind in ('added', 'paid', 'rebound')),
  amount    numeric not null check (amount <> 0),
  on_date   date not null,
  about_on  date not null,
  opened_on date not null,
  booked_by text not null,
  booked_at timestamptz not null,
  foreign key (subject, ref) references debt (subject, ref)
);
comment on table debt_entry is '记账：新增、销账、反弹；期初＋新增－销账＋反弹＝期末；只增不改';
comment on column debt_entry.amount is '数量，销账为正数表示减少；冲回为负';
comment on column debt_entry.on_date is '记账日：落在已结账月份的，记入其后第一个未结月份的首日';
comment on column debt_entry.about_on is '事情发生的日期';
create index debt_entry_city on debt_entry (city_code, on_date, subject);
create index debt_entry_ref on debt_entry (subject, ref, id);

create table debt_subject (
  subject text collate "C" primary key,
  name    text not null,
  name_en text not null,
  unit    text not null,
  sort    integer not null,
  simulated boolean not null default false
);
comment on table debt_subject is '科目：专项、任务、承诺在账单上的名称与次序';

create table debt_standing (
  subject   text collate "C" not null references debt_subject (subject),
  city_code char(6) collate "C" not null references region (code),
  month     text collate "C" not null,
  lamp      text not null check (lamp in ('blue', 'green', 'yellow', 'red', 'grey')),
  reason    jsonb not null,
  set_at    timestamptz not null,
  primary key (subject, city_code, month)
);
comment on table debt_standing is '各科目各市当月的灯与原因，由专项、任务写入';

create table debt_closing (
  closing_id integer not null references closing (id) on delete cascade,
  city_code  char(6) collate "C" not null references region (code),
  subject    text collate "C" not null,
  row        jsonb not null,
  primary key (closing_id, city_code, subject)
);
comment on table debt_closing is '结账时各市各科目的一行，冻结后不再变';
