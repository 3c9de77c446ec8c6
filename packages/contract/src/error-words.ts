import type { ErrorCode, ErrorParams } from './errors.ts';

/**
 * What each error says, in plain words: what is wrong, where, what to do. `{name}` takes the error's param.
 * Both languages stand side by side so that neither is forgotten; pages and the command line read the same words.
 */
export const errorWords: Readonly<Record<ErrorCode, { readonly zh: string; readonly en: string }>> = {
  'request.invalid': {
    zh: '填写的内容不符合要求：{issues}',
    en: 'The request does not fit: {issues}',
  },
  'request.notFound': { zh: '没有这个地址：{path}', en: 'There is nothing at {path}.' },
  'request.foreignOrigin': {
    zh: '请求来自别的网站，已拒绝。请从本系统的页面操作。',
    en: 'The request came from another site and was refused. Use this system’s own pages.',
  },
  'request.tooLarge': {
    zh: '文件超过上限（{limit} 字节）。请拆分，或请管理员调高 QINGZHANG_UPLOAD_LIMIT_MB。',
    en: 'More than the limit of {limit} bytes. Split the file, or have QINGZHANG_UPLOAD_LIMIT_MB raised.',
  },
  'request.tooMany': {
    zh: '尝试太频繁，请 {seconds} 秒后再试。',
    en: 'Too many tries. Try again in {seconds} s.',
  },
  'session.required': { zh: '请先登录。', en: 'Please sign in.' },
  'session.wrongPassword': { zh: '用户名或密码不对。', en: 'Login or password is wrong.' },
  'session.locked': {
    zh: '密码连续输错，账号暂时锁定，请 {minutes} 分钟后再试，或请管理员重置密码。',
    en: 'Too many wrong passwords: locked for {minutes} minutes. An administrator can reset the password.',
  },
  'session.disabled': {
    zh: '账号已停用，请联系管理员。',
    en: 'The account is disabled. Ask an administrator.',
  },
  'permission.denied': {
    zh: '没有权限（{permission}）。需要的话请管理员调整角色。',
    en: 'Not permitted ({permission}). An administrator can change your role.',
  },
  'permission.otherRegion': {
    zh: '只能填报本市（{own}）的数据，不能操作 {region}。',
    en: 'Only your own city ({own}) is yours to enter, not {region}.',
  },
  'user.loginTaken': { zh: '用户名 {login} 已存在，请换一个。', en: 'The login {login} exists already.' },
  'user.notFound': { zh: '没有这个用户：{login}', en: 'There is no user {login}.' },
  'user.weakPassword': {
    zh: '密码至少 {minLength} 位，且不能与用户名相同。',
    en: 'A password has at least {minLength} characters and differs from the login.',
  },
  'user.regionInvalid': {
    zh: '市局用户必须属于一个本省的市，其他角色不设所属市（收到：{region}）。',
    en: 'A city bureau’s user belongs to one managed city, others to none (given: {region}).',
  },
  'user.lastAdministrator': {
    zh: '这是最后一个可用的系统管理员，不能停用或改为其他角色。',
    en: 'This is the last administrator; it cannot be disabled or given another role.',
  },
  'thing.notFound': { zh: '找不到：{what} {id}', en: 'Not found: {what} {id}' },
  'thing.invalid': { zh: '{what} 不合要求：{reason}', en: '{what} cannot be accepted: {reason}' },
  'thing.conflict': {
    zh: '{what} 当前状态（{state}）不允许这样做。',
    en: '{what} is {state}: not possible now.',
  },
  'config.invalid': { zh: '设置有误：{issues}', en: 'Settings cannot be used: {issues}' },
  'address.inUse': {
    zh: '{host}:{port} 已被别的程序占用。请停止它，或用 PORT 换一个端口。',
    en: '{host}:{port} is used by another program. Stop it, or choose another PORT.',
  },
  'address.unusable': {
    zh: '不能监听 {host}:{port}（{reason}）。请检查 HOST 和 PORT。',
    en: 'Cannot listen on {host}:{port} ({reason}). Check HOST and PORT.',
  },
  'database.tooOld': {
    zh: '数据库是 PostgreSQL {found}，需要 {needed} 或更高版本。',
    en: 'The database is PostgreSQL {found}; {needed} or later is needed.',
  },
  'database.unreachable': {
    zh: '连不上数据库：{reason}。请检查 DATABASE_URL 和数据库是否在运行。',
    en: 'The database cannot be reached: {reason}. Check DATABASE_URL and that it runs.',
  },
  'database.inUse': {
    zh: '数据目录 {directory} 已有一个服务在使用（进程 {pid}）。请先停止它，或用 QINGZHANG_DATA 换一个目录。',
    en: 'Another server (process {pid}) uses {directory}. Stop it, or choose another directory by QINGZHANG_DATA.',
  },
  'database.startFailed': {
    zh: '内置 PostgreSQL 没有启动：{reason}。详见日志 {log}；也可用 DATABASE_URL 指定外部数据库。',
    en: 'The embedded PostgreSQL did not start: {reason}. See {log}, or use an external one by DATABASE_URL.',
  },
  'migration.changed': {
    zh: '迁移文件 {file} 在执行之后被改动。请恢复原文件；要改结构，请新增一个迁移文件。',
    en: 'Migration {file} was changed after it was applied. Restore it; changes need a new file.',
  },
  'migration.newer': {
    zh: '数据库比程序新（已执行 {version}，程序只到 {known}）。请升级程序。',
    en: 'The database is newer ({version}) than the program ({known}). Upgrade the program.',
  },
  'migration.failed': {
    zh: '迁移 {file} 失败，已撤销：{reason}',
    en: 'Migration {file} failed and was rolled back: {reason}',
  },
  internal: {
    zh: '程序出错，已记入日志。请把编号告诉管理员。',
    en: 'A mistake of the program; it is in the log. Tell an administrator the number.',
  },
};

/** The words of an error with its params put in; an unknown code (a newer server) shows itself. */
export function sayError(code: string, params: ErrorParams, language: 'zh' | 'en'): string {
  const words = Object.entries(errorWords).find(([known]) => known === code)?.[1];
  if (words === undefined) return code;
  return words[language].replace(/\{(\w+)\}/g, (_, name: string) => say(params[name]));
}

function say(value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  if (Array.isArray(value)) return value.map(say).join('; ');
  if (typeof value === 'object') {
    return Object.values(value)
      .map((one) => say(one))
      .join(' ');
  }
  return String(value);
}
