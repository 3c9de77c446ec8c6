-- Duties: sessions, scopes, delegations, second factor, the chained audit log.

-- Users: age of the password, forced change, second factor, name in another system.

alter table app_user
  add column password_changed_at  timestamptz,
  add column must_change_password boolean not null default false,
  add column totp_secret          text,
  add column totp_since           timestamptz,
  add column totp_last_step       bigint,
  add column last_sign_in_at      timestamptz,
  add column role_given_at        timestamptz;
update app_user set role_given_at = created_at;
comment on column app_user.role is '角色；新建账号为读者，由安全管理员授予角色和范围';
comment on column app_user.role_given_at is '安全管理员授予角色的时间；空为待授权，不能登录';
comment on column app_user.region_code is '市局、县分局等用户所属市县';
comment on column app_user.password_changed_at is '口令更换时间；空为账号建立时';
comment on column app_user.must_change_password is '登录后须先更换口令（首次登录、重置之后）';
comment on column app_user.totp_secret is '动态口令密钥，用数据目录中的密钥加密（AES-256-GCM）';
comment on column app_user.totp_since is '动态口令启用时间；空为尚未启用';
comment on column app_user.totp_last_step is '最近用过的动态口令时间步，同一口令不能再用';

create table user_scope (
  user_id integer not null references app_user (id) on delete cascade,
  kind    text not null check (kind in ('region', 'program', 'item')),
  key     text collate "C" not null,
  primary key (user_id, kind, key)
);
comment on table user_scope is '用户的管辖范围：区域、专项、事项；* 表示全部';

create table password_history (
  id            bigint generated always as identity primary key,
  user_id       integer not null references app_user (id) on delete cascade,
  password_hash text not null,
  replaced_at   timestamptz not null
);
comment on table password_history is '用过的口令的散列，防止重复使用';
create index password_history_user on password_history (user_id, id);

create table recovery_code (
  user_id   integer not null references app_user (id) on delete cascade,
  code_hash bytea not null,
  used_at   timestamptz,
  primary key (user_id, code_hash)
);
comment on table recovery_code is '动态口令的一次性恢复码，只存散列';

-- Acting for somebody.

create table delegation (
  id           integer generated always as identity primary key,
  principal_id integer not null references app_user (id),
  deputy_id    integer not null references app_user (id),
  valid_from   timestamptz not null,
  valid_to     timestamptz not null,
  reason       text not null,
  created_by   integer references app_user (id),
  created_at   timestamptz not null,
  ended_at     timestamptz,
  ended_by     integer references app_user (id),
  check (principal_id <> deputy_id),
  check (valid_from < valid_to)
);
comment on table delegation is '代办授权：在期限内由他人代为办理，留双方姓名';
create index delegation_principal on delegation (principal_id);
create index delegation_deputy on delegation (deputy_id);

-- Sessions can be listed and ended one by one; the token's hash is not for that.

alter table session
  add column id            integer generated always as identity unique,
  add column method        text not null default 'password' check (method in ('password', 'oidc')),
  add column second_factor boolean not null default false,
  add column delegation_id integer references delegation (id);
comment on column session.method is '登录方式：口令、统一身份认证';
comment on column session.second_factor is '是否已验证第二因素';
comment on column session.delegation_id is '正在代办的授权；空为本人办理';

create table sign_in_step (
  token_hash bytea primary key,
  user_id    integer not null references app_user (id) on delete cascade,
  method     text not null check (method in ('password', 'oidc')),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
comment on table sign_in_step is '已通过第一步、等待第二因素的登录；只存令牌的散列';

create table oidc_attempt (
  state_hash bytea primary key,
  nonce      text not null,
  verifier   text not null,
  next       text not null,
  expires_at timestamptz not null
);
comment on table oidc_attempt is '正在进行的统一身份认证登录';

-- The audit log: acting-for names both; rows are chained by hash and can only be added.

alter table audit_log
  add column acting_for_id    integer references app_user (id),
  add column acting_for_login text;
comment on column audit_log.acting_for_login is '代办时的委托人';
create index audit_log_actor on audit_log (actor_login, id);
create index audit_log_at on audit_log (at, id);

create table audit_chain (
  seq      bigint primary key,
  audit_id bigint not null unique,
  prev     bytea not null,
  hash     bytea not null
);
comment on table audit_chain is '审计日志的散列链：每环为上一环散列与本行内容的 SHA-256，按提交次序';

create table audit_head (
  single  boolean primary key default true check (single),
  seq     bigint not null,
  hash    bytea not null,
  touched boolean not null default false
);
comment on table audit_head is '散列链的最末一环';
comment on column audit_head.touched is '本事务已接过环；提交前由触发器一次改好 seq 和 hash，不逐行改';
insert into audit_head (seq, hash) values (0, sha256(convert_to('qingzhang audit log', 'UTF8')));

-- A field as its length in bytes and its text, so that no two rows have one canonical text.
create function audit_field(value text) returns text
  language sql immutable parallel safe
  return case when value is null then '-,' else octet_length(convert_to(value, 'UTF8')) || ':' || value || ',' end;

create function audit_canonical(entry audit_log) returns text
  language sql stable parallel safe
  return audit_field(entry.id::text)
    || audit_field(((extract(epoch from entry.at) * 1000000)::bigint)::text)
    || audit_field(entry.actor_id::text)
    || audit_field(entry.actor_login)
    || audit_field(entry.acting_for_id::text)
    || audit_field(entry.acting_for_login)
    || audit_field(entry.action)
    || audit_field(entry.object_type)
    || audit_field(entry.object_id)
    || audit_field(entry.detail::text)
    || audit_field(entry.request_id);

-- Locks the head until the transaction ends; whoever commits next links after it. The first row of a transaction follows
-- the head, further ones the last link: the head itself is written once (audit_head_settle), however many rows there are.
create function audit_link(entry audit_log) returns void
  language plpgsql as $$
declare
  head audit_head%rowtype;
  before record;
begin
  select * into strict head from audit_head for update;
  if head.touched then
    select seq, hash into strict before from audit_chain order by seq desc limit 1;
  else
    select head.seq as seq, head.hash as hash into before;
    update audit_head set touched = true;
  end if;
  insert into audit_chain (seq, audit_id, prev, hash) values (before.seq + 1, entry.id, before.hash,
    sha256(before.hash || convert_to(audit_field((before.seq + 1)::text) || audit_canonical(entry), 'UTF8')));
end $$;

create function audit_head_settle() returns trigger
  language plpgsql as $$
begin
  update audit_head set seq = last.seq, hash = last.hash, touched = false
  from (select seq, hash from audit_chain order by seq desc limit 1) last;
  return null;
end $$;

-- Comes after all rows of the transaction: it is put in line when the first of them is linked.
create constraint trigger audit_head_settle after update on audit_head
  deferrable initially deferred
  for each row when (new.touched and not old.touched) execute function audit_head_settle();

do $$
declare
  entry audit_log;
begin
  for entry in select * from audit_log order by id loop
    perform audit_link(entry);
  end loop;
end $$;
set constraints all immediate;
set constraints all deferred;

create function audit_log_link() returns trigger
  language plpgsql as $$
begin
  perform audit_link(new);
  return null;
end $$;

-- Deferred: a long transaction holds the head only while it commits.
create constraint trigger audit_log_link after insert on audit_log
  deferrable initially deferred
  for each row execute function audit_log_link();

create function audit_append_only() returns trigger
  language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end $$;

create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function audit_append_only();
create trigger audit_chain_append_only before update or delete or truncate on audit_chain
  for each statement execute function audit_append_only();
create trigger audit_head_kept before delete or truncate on audit_head
  for each statement execute function audit_append_only();
