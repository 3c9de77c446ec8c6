-- 发文：模板、材料、逐处修改、印发与分发。Templates, papers, edits, distribution.

create table template (
  kind        text collate "C" not null,
  version     integer not null check (version > 0),
  body        jsonb not null,
  note        text not null default '',
  created_by  integer references app_user (id),
  created_post text not null,
  created_at  timestamptz not null,
  primary key (kind, version)
);
comment on table template is '文稿模板：每次修改为一个新版本，最新版本有效；没有版本的用程序自带的';
comment on column template.body is '按顺序的段落：键、种类、文字（含占位）';

-- A paper (材料) is composed from facts; edits lie over it, figures stay references until it is frozen.
create table paper (
  id           integer generated always as identity primary key,
  kind         text collate "C" not null check (kind in
                 ('notice', 'agenda', 'review', 'comment-card', 'city-paper', 'speech', 'minutes', 'letter')),
  meeting_id   integer,
  -- Whom it is about or for: a city code, a person id as text, or empty for the whole meeting.
  subject      text collate "C" not null default '',
  city_code    text collate "C" references region (code),
  user_id      integer references app_user (id),
  title        text not null,
  state        text not null check (state in ('draft', 'final', 'issued', 'withdrawn')),
  confidentiality text not null default 'internal' check (confidentiality in ('public', 'internal')),
  model        jsonb not null,
  figures      jsonb not null default '{}',
  revision     integer not null default 1,
  template_kind text,
  template_version integer,
  composed_at  timestamptz not null,
  as_of        timestamptz not null,
  frozen_at    timestamptz,
  number       text,
  simulated    boolean not null default false,
  created_by   integer references app_user (id),
  created_post text not null,
  created_at   timestamptz not null,
  issued_by    integer references app_user (id),
  issued_post  text,
  issued_at    timestamptz
);
comment on table paper is '会议材料与文稿：由事实生成的模型，人的修改另存（document_edit），数字是引用，结账定稿后冻结';
comment on column paper.figures is '可引用的数字：键 → 文字、单位、来处';
comment on column paper.frozen_at is '数字冻结的时刻；为空则仍随数据更新';
create unique index paper_one on paper (meeting_id, kind, subject) where kind <> 'letter' and state <> 'withdrawn';
create unique index paper_number on paper (kind, number) where number is not null;
create index paper_meeting on paper (meeting_id);

-- One act on one block of one document: the text before and after, by whom.
create table document_edit (
  id           bigint generated always as identity primary key,
  owner_kind   text collate "C" not null check (owner_kind in ('bulletin', 'paper', 'release')),
  owner_id     integer not null,
  block        text collate "C" not null,
  act          text collate "C" not null check (act in ('replace', 'insert', 'remove', 'restore')),
  before       jsonb,
  after        jsonb,
  composed     jsonb,
  edited_by    integer references app_user (id),
  edited_post  text not null,
  acting_for   text,
  edited_at    timestamptz not null
);
comment on table document_edit is '文稿逐处修改的记录：改前、改后、谁、何时；按顺序叠加即为现稿';
comment on column document_edit.composed is '修改时系统生成的原文：与现在的不同则提示';
create index document_edit_owner on document_edit (owner_kind, owner_id, id);

-- 分发：一份材料发给一个人，何时发，何时首次打开，下载几次。
create table paper_copy (
  id           bigint generated always as identity primary key,
  owner_kind   text collate "C" not null check (owner_kind in ('bulletin', 'paper', 'release')),
  owner_id     integer not null,
  user_id      integer not null references app_user (id),
  copy_no      integer not null check (copy_no > 0),
  sent_by      integer references app_user (id),
  sent_post    text not null,
  sent_at      timestamptz not null,
  read_at      timestamptz,
  downloads    integer not null default 0,
  withdrawn_at timestamptz,
  unique (owner_kind, owner_id, user_id)
);
comment on table paper_copy is '分发与签收：份号（水印上印出）、首次打开、下载次数';
create index paper_copy_user on paper_copy (user_id, sent_at desc);

-- 监测中心对一个月数据的审核结论（审核数据方可点名表态，DIS-6.3）。
create table data_review (
  month        text collate "C" primary key,
  document     text not null default '',
  note         text not null default '',
  reviewed_by  integer references app_user (id),
  reviewed_post text not null,
  reviewed_at  timestamptz not null
);
comment on table data_review is '某月监测数据已经审核：监测中心确认';

-- Bulletins are edited like papers: who edits over an older revision is told.
alter table bulletin add column revision integer not null default 1;
comment on column bulletin.revision is '每次重新生成或修改加一';
