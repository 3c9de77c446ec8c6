-- Issued documents: numbers that are reserved once and never again, one draft a period.

create table document_number (
  prefix      text collate "C" not null,
  year        smallint not null,
  last_number integer not null check (last_number > 0),
  primary key (prefix, year)
);
comment on table document_number is '发文字号：每个机关代字每年一个流水号，签发时取用，永不重用';

alter table bulletin add column number text;
comment on column bulletin.number is '发文字号，签发时写入，之后不变';
alter table bulletin add constraint bulletin_number_when_issued check ((state = 'issued') = (number is not null));
create unique index bulletin_number on bulletin (number);
create unique index bulletin_one_draft on bulletin (period) where state = 'draft';
