import type {
  AuditLine,
  Delegation,
  Lang,
  ManagedUser,
  OpenSignIn,
  PolicyMatrix,
  RoleName,
} from '@qingzhang/contract';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';
import { permissionWords, roleWords } from './words.ts';

type Heading = Readonly<Record<Lang, string>>;

const columnsOf = (headings: Readonly<Record<string, Heading>>, lang: Lang) =>
  Object.entries(headings).map(([key, heading]) => ({ key, title: heading[lang] }));

const yes = (value: boolean, lang: Lang) => (value ? (lang === 'zh' ? '是' : 'yes') : '');

/** Beijing wall clock, `2026-06-15 10:20`. */
const beijing = (instant: string | null) =>
  instant === null
    ? null
    : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

const LOGIN: Heading = { zh: '用户名', en: 'Login' };
const POST: Heading = { zh: '岗位', en: 'Post' };

/** 用户: who may sign in, with role and scope. */
export function usersXlsx(users: readonly ManagedUser[], lang: Lang): FileReply {
  const title = lang === 'zh' ? '用户' : 'Users';
  const headings = {
    login: LOGIN,
    name: { zh: '姓名', en: 'Name' },
    post: POST,
    role: { zh: '角色', en: 'Role' },
    region: { zh: '所属区域', en: 'Region' },
    scope: { zh: '管辖范围', en: 'Scope' },
    disabled: { zh: '已停用', en: 'Disabled' },
    awaiting: { zh: '待授权', en: 'Awaiting a role' },
    factor: { zh: '动态口令', en: 'Second factor' },
    last: { zh: '最近登录', en: 'Last sign-in' },
    created: { zh: '建立时间', en: 'Created' },
  };
  return xlsxReply(title, {
    title,
    columns: columnsOf(headings, lang),
    rows: users.map((user) => ({
      login: user.login,
      name: user.displayName,
      post: user.post,
      role: roleWords[user.role][lang],
      region: user.regionCode,
      scope: user.scope.map(({ kind, key }) => `${kind}:${key}`).join(' '),
      disabled: yes(user.disabled, lang),
      awaiting: yes(user.awaitingRole, lang),
      factor: yes(user.secondFactor, lang),
      last: beijing(user.lastSignInAt),
      created: beijing(user.createdAt),
    })),
  });
}

/** 登录会话. */
export function sessionsXlsx(sessions: readonly OpenSignIn[], lang: Lang): FileReply {
  const title = lang === 'zh' ? '登录会话' : 'Sign-ins';
  const headings = {
    login: LOGIN,
    post: POST,
    method: { zh: '方式', en: 'Method' },
    factor: { zh: '动态口令', en: 'Second factor' },
    ip: { zh: '地址', en: 'Address' },
    agent: { zh: '浏览器', en: 'Browser' },
    began: { zh: '登录时间', en: 'Began' },
    seen: { zh: '最近使用', en: 'Last used' },
    ends: { zh: '到期', en: 'Ends' },
  };
  return xlsxReply(title, {
    title,
    columns: columnsOf(headings, lang),
    rows: sessions.map((one) => ({
      login: one.login,
      post: one.post,
      method: one.method,
      factor: yes(one.secondFactor, lang),
      ip: one.ip,
      agent: one.agent,
      began: beijing(one.createdAt),
      seen: beijing(one.lastSeenAt),
      ends: beijing(one.expiresAt),
    })),
  });
}

/** 代办授权. */
export function delegationsXlsx(items: readonly Delegation[], lang: Lang): FileReply {
  const title = lang === 'zh' ? '代办授权' : 'Delegations';
  const headings = {
    principal: { zh: '委托人', en: 'Principal' },
    deputy: { zh: '代办人', en: 'Deputy' },
    from: { zh: '自', en: 'From' },
    to: { zh: '至', en: 'Until' },
    reason: { zh: '事由', en: 'Reason' },
    by: { zh: '经手', en: 'By' },
    ended: { zh: '提前结束', en: 'Ended early' },
  };
  const who = (one: Delegation['principal']) => `${one.post}（${one.login}）`;
  return xlsxReply(title, {
    title,
    columns: columnsOf(headings, lang),
    rows: items.map((one) => ({
      principal: who(one.principal),
      deputy: who(one.deputy),
      from: beijing(one.from),
      to: beijing(one.to),
      reason: one.reason,
      by: one.createdBy,
      ended: beijing(one.endedAt),
    })),
  });
}

/** 谁能做什么: a row a permission, a column a role. */
export function policyXlsx(matrix: PolicyMatrix, lang: Lang): FileReply {
  const title = lang === 'zh' ? '谁能做什么' : 'Who can do what';
  return xlsxReply(title, {
    title,
    columns: [
      { key: 'permission', title: lang === 'zh' ? '权限' : 'Permission' },
      { key: 'words', title: lang === 'zh' ? '说明' : 'Meaning' },
      ...matrix.roles.map(({ role }) => ({ key: role, title: roleWords[role][lang] })),
    ],
    rows: matrix.permissions.map((permission) => ({
      permission,
      words: permissionWords[permission][lang],
      ...Object.fromEntries(
        matrix.roles.map(({ role, permissions }): [RoleName, string] => [
          role,
          permissions.includes(permission) ? '●' : '',
        ]),
      ),
    })),
  });
}

/** 审计日志, streamed. */
export function auditXlsx(lines: AsyncIterable<AuditLine>, lang: Lang): FileReply {
  const title = lang === 'zh' ? '审计日志' : 'Audit log';
  const headings = {
    id: { zh: '编号', en: 'Number' },
    at: { zh: '时间', en: 'Time' },
    actor: { zh: '经手', en: 'By' },
    actingFor: { zh: '代', en: 'Acting for' },
    action: { zh: '动作', en: 'Action' },
    objectType: { zh: '对象', en: 'Object' },
    objectId: { zh: '对象编号', en: 'Object number' },
    detail: { zh: '内容', en: 'Detail' },
    requestId: { zh: '请求编号', en: 'Request' },
  };
  return xlsxReply(title, { title, columns: columnsOf(headings, lang), rows: rows() });

  async function* rows() {
    for await (const line of lines) {
      // A cell of Excel holds 32,767 characters.
      const detail = JSON.stringify(line.detail).slice(0, 32_000);
      yield { ...line, at: beijing(line.at), detail };
    }
  }
}
