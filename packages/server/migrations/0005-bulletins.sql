-- Bulletins: the document model as generated, and its number of printing.

create table bulletin (
  id           integer generated always as identity primary key,
  period       text collate "C" not null,
  title        text not null,
  state        text not null check (state in ('draft', 'issued')),
  as_of        timestamptz not null,
  closed       boolean not null,
  model        jsonb not null,
  facts        jsonb not null,
  simulated    boolean not null default false,
  created_by   text not null,
  created_at   timestamptz not null,
  issued_by    text,
  issued_at    timestamptz
);
comment on table bulletin is '通报：生成时的文档模型与事实，各格式由同一模型渲染';
create index bulletin_period on bulletin (period, created_at desc);
