-- 随数更新：草稿由什么做成。What drafts were made from, so that they follow their figures.

create table draft_basis (
  owner_kind text collate "C" not null check (owner_kind in ('meeting', 'bulletin')),
  owner_id   integer not null,
  basis      text collate "C",
  checked_at timestamptz,
  asked      text collate "C",
  asked_at   timestamptz,
  primary key (owner_kind, owner_id)
);
comment on table draft_basis is '草稿所据数据的摘要：与现在的不同，草稿即随数更新；一次会议的各件材料共用一条';
comment on column draft_basis.basis is '上次生成或核对时所据数据的摘要；为空则尚未核对';
comment on column draft_basis.asked is '已请后台按此摘要更新，避免重复请求';
