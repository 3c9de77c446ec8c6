-- 新闻稿与公开：三审三校、发布、更正与撤稿。Releases, their three reviews, what the public sees.

create table release (
  id          integer generated always as identity primary key,
  meeting_id  integer references meeting (id),
  title       text not null,
  state       text collate "C" not null check (state in ('draft', 'review', 'approved', 'published', 'withdrawn')),
  model       jsonb not null,
  figures     jsonb not null default '[]',
  source      text not null default '',
  reprint     text not null default '',
  revision    integer not null default 1,
  -- Raised when a review returns the text; reviews of an earlier round stay on record.
  round       integer not null default 1,
  -- Everybody who drafted or edited the text (and for whom): they do not review it.
  authors     integer[] not null default '{}',
  as_of       timestamptz not null,
  drafted_at  timestamptz not null,
  embargo_until timestamptz,
  published_at timestamptz,
  published_by integer references app_user (id),
  published_post text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  simulated   boolean not null default false,
  created_by  integer references app_user (id),
  created_post text not null,
  created_at  timestamptz not null
);
comment on table release is '新闻稿：草稿、三审三校、发布、撤稿';
comment on column release.authors is '写过、改过这一稿的人（含被代办者）：不能审、校';
create unique index release_of_meeting on release (meeting_id) where state <> 'withdrawn';

create table release_review (
  id          integer generated always as identity primary key,
  release_id  integer not null references release (id),
  round       integer not null check (round > 0),
  stage       text collate "C" not null check (stage in ('first', 'second', 'final', 'proof-1', 'proof-2', 'proof-3')),
  verdict     text collate "C" not null check (verdict in ('pass', 'return')),
  opinion     text not null default '',
  revision    integer not null,
  reviewed_by integer references app_user (id),
  reviewed_people integer[] not null default '{}',
  reviewed_post text not null,
  acting_for  text,
  accepted    text[] not null default '{}',
  reviewed_at timestamptz not null
);
comment on table release_review is '三审三校的记录：哪一审、意见、针对哪一稿';
comment on column release_review.accepted is '审核人看过并认可的提示（检查代码与原文）';
create index release_review_release on release_review (release_id, id);

-- What the public reads: whole copies made at publishing; public pages read nothing else.
create table publication (
  id           integer generated always as identity primary key,
  kind         text collate "C" not null check (kind in ('bulletin', 'release', 'ranking')),
  source_id    integer,
  period       text collate "C",
  slug         text collate "C" not null unique,
  title        text not null,
  summary      text not null default '',
  html         text not null,
  plain        text not null,
  search       text[] not null default '{}',
  source_revision integer,
  published_at timestamptz not null,
  updated_at   timestamptz not null,
  corrected    text,
  withdrawn_at timestamptz,
  withdrawn_note text,
  simulated    boolean not null default false
);
comment on table publication is '对外公开的整份副本；公开页面只读此表';
create index publication_published on publication (published_at desc) where withdrawn_at is null;
create index publication_search on publication using gin (search);
create unique index publication_source on publication (kind, source_id) where withdrawn_at is null and source_id is not null;
create unique index publication_ranking on publication (period) where withdrawn_at is null and kind = 'ranking';

-- What the public read before each correction.
create table publication_version (
  id           integer generated always as identity primary key,
  publication_id integer not null references publication (id),
  title        text not null,
  html         text not null,
  plain        text not null,
  note         text not null,
  replaced_post text not null,
  replaced_at  timestamptz not null
);
comment on table publication_version is '更正以前的版本与更正说明';
create index publication_version_of on publication_version (publication_id, id);

create table publication_file (
  publication_id integer not null references publication (id),
  format      text collate "C" not null check (format in ('pdf', 'docx')),
  file_id     integer not null references stored_file (id),
  primary key (publication_id, format)
);
comment on table publication_file is '公开副本的文件：PDF 与 DOCX';

create table correction_request (
  id          integer generated always as identity primary key,
  publication_id integer not null references publication (id),
  kind        text collate "C" not null check (kind in ('correction', 'take-down')),
  text        text not null,
  contact     text not null default '',
  state       text collate "C" not null check (state in ('open', 'accepted', 'refused')),
  due         date not null,
  answer      text,
  received_at timestamptz not null,
  answered_by integer references app_user (id),
  answered_post text,
  answered_at timestamptz
);
comment on table correction_request is '更正与撤稿申请：有时限';
create index correction_request_open on correction_request (due) where state = 'open';
