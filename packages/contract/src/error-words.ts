import { itemRefusals, sayItemRefusal } from '@qingzhang/domain';
import type { ErrorCode, ErrorParams } from './errors.ts';
import { ledgerRefusalWords } from './ledger-words.ts';
import { stateWords } from './state-words.ts';
import { thingWords } from './thing-words.ts';

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
    zh: '连续输错，账号暂时锁定，请 {minutes} 分钟后再试，或请安全管理员解除锁定。',
    en: 'Too many mistakes: locked for {minutes} minutes. The security administrator can unlock it.',
  },
  'session.disabled': {
    zh: '账号已停用，请联系管理员。',
    en: 'The account is disabled. Ask an administrator.',
  },
  'session.awaitingRole': {
    zh: '账号已建立，尚未授权。请联系安全管理员授予角色和范围。',
    en: 'The account has no role yet. Ask the security administrator to give it one.',
  },
  'session.wrongCode': {
    zh: '动态口令不对，或已经用过。请等下一个口令再输入，也可用恢复码。',
    en: 'The code is wrong or was used already. Wait for the next one, or use a recovery code.',
  },
  'session.stepOver': { zh: '登录已超时，请重新输入密码。', en: 'Too late: enter the password again.' },
  'session.mustFirst': {
    zh: '请先完成必须的一步（{must}），再继续。',
    en: 'Something has to be done first ({must}).',
  },
  'session.oidcFailed': {
    zh: '统一身份认证没有通过（{reason}）。请重试，或用本地账号登录。',
    en: 'The other system did not confirm the sign-in ({reason}). Try again, or use a local account.',
  },
  'session.oidcUnknown': {
    zh: '统一身份认证的账号 {login} 在本系统没有对应的用户。请联系系统管理员建立。',
    en: 'There is no user {login} here. Ask the system administrator to create one.',
  },
  'session.oidcOff': { zh: '没有设置统一身份认证。', en: 'Signing in by another system is not set up.' },
  'permission.denied': {
    zh: '没有权限（{permission}）。需要的话请安全管理员调整角色。',
    en: 'Not permitted ({permission}). The security administrator can change your role.',
  },
  'permission.otherRegion': {
    zh: '只能填报本市（{own}）的数据，不能操作 {region}。',
    en: 'Only your own city ({own}) is yours to enter, not {region}.',
  },
  'user.loginTaken': { zh: '用户名 {login} 已存在，请换一个。', en: 'The login {login} exists already.' },
  'user.notFound': { zh: '没有这个用户：{login}', en: 'There is no user {login}.' },
  'user.weakPassword': {
    zh: '密码至少 {minLength} 位，大写字母、小写字母、数字、其他符号中至少 {classes} 种，不能含用户名，不能与最近 {history} 次的相同。',
    en: 'A password has at least {minLength} characters of {classes} kinds (upper and lower case, digits, other signs), does not contain the login and is none of the last {history}.',
  },
  'user.ownRole': {
    zh: '不能给自己授予角色。请另一位安全管理员办理。',
    en: 'Nobody gives themselves a role. Ask another security administrator.',
  },
  'user.administratorsApart': {
    zh: '三个管理员互不代管：不能在这里改动这个账号（{role}）。本人自行修改，或在服务器上用命令行重置。',
    en: 'The three administrators do not manage each other ({role}). Change it as that person, or on the machine’s command line.',
  },
  'user.scopeInvalid': {
    zh: '这个角色不能有这样的范围，或范围不存在：{kind} {key}',
    en: 'The role cannot have this scope, or it does not exist: {kind} {key}',
  },
  'user.secondFactorActive': {
    zh: '动态口令已启用。要换设备，请先停用。',
    en: 'A second factor is active. Remove it first to change the device.',
  },
  'user.secondFactorNone': {
    zh: '没有启用动态口令，或没有开始设置。',
    en: 'There is no second factor, and none was begun.',
  },
  'delegation.invalid': {
    zh: '不能这样委托：{login} 须是另一个可用的业务用户，且期限不超过 92 天、不早于今天结束。',
    en: 'Not possible: {login} must be another active business user, for at most 92 days, not ending before today.',
  },
  'delegation.notInForce': {
    zh: '这项代办授权（{id}）不在有效期内，或与您无关。',
    en: 'This delegation ({id}) is not in force, or is not yours.',
  },
  'user.regionInvalid': {
    zh: '市局用户须属于一个本省的市，县分局用户须属于一个县，其他角色不设所属区域（收到：{region}）。',
    en: 'A city’s user belongs to a managed city, a county’s to a county, others to none (given: {region}).',
  },
  'user.lastAdministrator': {
    zh: '这是最后一个可用的管理员（{role}），不能停用或改为其他角色。',
    en: 'This is the last administrator ({role}); it cannot be disabled or given another role.',
  },
  'thing.notFound': { zh: '找不到：{what} {id}', en: 'Not found: {what} {id}' },
  'thing.invalid': { zh: '{what} 不合要求：{reason}', en: '{what} cannot be accepted: {reason}' },
  'thing.conflict': {
    zh: '{what} 当前状态（{state}）不允许这样做。',
    en: '{what} is {state}: not possible now.',
  },
  'task.incomplete': {
    zh: '还不能交办，缺：{missing}。补全后再交办。',
    en: 'Cannot be issued yet; missing: {missing}.',
  },
  'task.changed': {
    zh: '任务 {no} 刚被别人改动。请看过新的内容再办。',
    en: 'Task {no} was changed by somebody else just now. Look at it again first.',
  },
  'task.notYours': {
    zh: '这一步由另一方办理（{side}）。',
    en: 'This step belongs to the other side ({side}).',
  },
  'task.fourEyes': {
    zh: '须由另一人办理：您已办过其中一步（{act}）。',
    en: 'Somebody else must do this: you have done a part of it already ({act}).',
  },
  'task.reasonNeeded': { zh: '请写明原因。', en: 'Say why.' },
  'task.fixedDeadline': {
    zh: '国家规定的时限（{deadline}）不能改动。',
    en: 'The national deadline ({deadline}) cannot be moved.',
  },
  'task.expired': {
    zh: '时限 {deadline} 已过，不能再申请延期。',
    en: 'The deadline {deadline} has passed; extension must be asked for before.',
  },
  'task.deadlineTooEarly': {
    zh: '时限太早，最早为 {earliest}。',
    en: 'Too early a deadline; {earliest} is the earliest.',
  },
  'task.deadlineTooLate': {
    zh: '时限太晚，最晚为 {latest}。',
    en: 'Too late a deadline; {latest} is the latest.',
  },
  'notice.outOfOrder': {
    zh: '梯级不能越过：下一级是 {next}，不是 {rung}。',
    en: 'No rung may be skipped: the next is {next}, not {rung}.',
  },
  'notice.needsDecision': {
    zh: '{rung} 须先有决定，请写明由谁或哪次会议决定、依据文件。',
    en: '{rung} needs a recorded decision: by whom or which meeting, in which document.',
  },
  'robot.address': {
    zh: '这个机器人地址不能使用：应以 https 开头、带有凭证，主机须在允许之列（{hosts}）。请从群设置里完整复制。',
    en: 'This robot address cannot be used: it begins with https, carries its token and lies at an allowed host ({hosts}). Copy it in full from the group’s settings.',
  },
  'item.refused': { zh: '现在不能这样办：{reason}。', en: 'Not possible now: {reason}.' },
  'item.changed': {
    zh: '这件事项刚被别人改动。请看过新的内容再办。',
    en: 'Somebody has just changed this item. Look at it again first.',
  },
  'evidence.refused': {
    zh: '{name} 不能作为佐证：{reason}',
    en: '{name} cannot be taken as evidence: {reason}',
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
  'minutes.incomplete': {
    zh: '纪要还不能签发：{lines}。请补全责任、时限和衡量。',
    en: 'The minutes cannot be issued yet: {lines}. Fill in owner, date and measure.',
  },
  'minutes.behind': {
    zh: '纪要起草之后，会议记录又有 {lines} 条更正。请先由记录重新起草（您的修改保留），再签发。',
    en: 'The record was changed in {lines} lines since the minutes were drafted. Draft them anew from the record first (your edits stay), then issue.',
  },
  'record.closed': {
    zh: '纪要已经签发（{number}），会议记录不再更改。已交办的任务请在任务页办理：延期、改派，或记为本市无此项。',
    en: 'The minutes are issued ({number}), so the record stands. Change a task that was given out on its own page: extend it, give it to another post, or mark it as not applicable.',
  },
  'meeting.notClosed': {
    zh: '{month} 还没有结账，会议材料不能定稿。请先结账。',
    en: '{month} is not closed yet, so the papers cannot be frozen. Close the month first.',
  },
  'meeting.state': {
    zh: '会议现在的状态（{state}）不能这样办（{act}）。',
    en: 'The meeting’s state ({state}) does not allow this ({act}).',
  },
  'meeting.changed': {
    zh: '会议安排刚被别人改动。请看过新的内容再改。',
    en: 'The meeting was changed by somebody else just now. Look at it again first.',
  },
  'meeting.exists': {
    zh: '{period} 的调度会已经建立。请打开它，或先取消它。',
    en: 'There is a meeting about {period} already. Open it, or cancel it first.',
  },
  'meeting.stepByFacts': {
    zh: '这一步按事实自动判断，不能手工勾办。不需要的可以注明原因后略过。',
    en: 'This step is judged by the facts and cannot be ticked. It can be skipped with a note.',
  },
  'leave.fourEyes': {
    zh: '请假须由另一人批准：这是您自己提出的。',
    en: 'Somebody else must judge this leave: you asked for it yourself.',
  },
  'screen.ended': {
    zh: '这个大屏链接已失效，请向调度办要新的链接。',
    en: 'This screen link has ended. Ask the dispatch office for a new one.',
  },
  'template.invalid': {
    zh: '模板“{part}”写得不对：{reason}',
    en: 'Part “{part}” of the template cannot be read: {reason}',
  },
  'document.changed': {
    zh: '《{title}》刚被别人修改。请看过新的文字再改。',
    en: 'Somebody has just edited “{title}”. Look at the new text first.',
  },
  'document.unknownFigure': {
    zh: '文稿里没有这个数字：{figure}',
    en: 'The document has no figure {figure}.',
  },
  'release.stopped': {
    zh: '安全检查未通过，不能发布：{findings}',
    en: 'The safety checks stop this release: {findings}',
  },
  'release.sameReviewer': {
    zh: '写稿人和已审（校）过的人不能再审（校）这一稿，请换人。',
    en: 'Who wrote or already reviewed this text cannot review it again; somebody else must.',
  },
  'release.notReviewed': {
    zh: '三审三校还没有完成：{waiting}',
    en: 'Not all reviews and proof-readings are there: {waiting}',
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
  const facts: ErrorParams = {
    ...params,
    ...(code === 'item.refused' ? { reason: sayRefused(params, language) } : {}),
    ...(code.startsWith('thing.') ? { what: sayThing(params.what, language) } : {}),
    ...(code === 'thing.conflict' ? { state: sayState(params.state, language) } : {}),
    ...(code === 'thing.invalid' ? { reason: sayInvalid(params, language) } : {}),
    ...(code === 'minutes.incomplete' ? { lines: sayGaps(params.lines, language) } : {}),
  };
  return words[language].replace(/\{(\w+)\}/g, (_, name: string) => say(facts[name]));
}

/** 还缺 2 类佐证（验收单；监测报告）: the rules' own words, and what lacks by name. */
function sayRefused(params: ErrorParams, language: 'zh' | 'en'): string {
  const reason = itemRefusals.find((one) => one === params.reason);
  if (reason === undefined) return say(params.reason);
  const facts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, say(value)]));
  const words = sayItemRefusal({ code: reason, params: facts }, language);
  const { missing } = params;
  if (!Array.isArray(missing) || missing.length === 0) return words;
  return language === 'zh' ? `${words}（${say(missing)}）` : `${words} (${say(missing)})`;
}

const lackWords: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  city: { zh: '市或单位', en: 'city or unit' },
  text: { zh: '内容', en: 'text' },
  deadline: { zh: '时限', en: 'date' },
  owner: { zh: '责任岗位', en: 'owner' },
  measure: { zh: '衡量', en: 'measure' },
};

/** “加快清洁取暖改造”缺时限、衡量: every line of the record with what it lacks. */
function sayGaps(lines: unknown, language: 'zh' | 'en'): unknown {
  if (!Array.isArray(lines)) return lines;
  const gaps: readonly unknown[] = lines;
  return gaps.map((gap) => {
    if (typeof gap !== 'object' || gap === null || !('text' in gap) || !('missing' in gap)) return gap;
    const missing: readonly unknown[] = Array.isArray(gap.missing) ? gap.missing : [];
    const lacks = missing.map((part) => lackWords[String(part)]?.[language] ?? String(part));
    const text = String(gap.text);
    const short = text.length > 24 ? `${text.slice(0, 24)}…` : text;
    return language === 'zh' ? `“${short}”缺${lacks.join('、')}` : `“${short}” lacks ${lacks.join(', ')}`;
  });
}

function sayThing(what: unknown, language: 'zh' | 'en'): unknown {
  return typeof what === 'string' && Object.hasOwn(thingWords, what) ? thingWords[what]?.[language] : what;
}

/** The state a thing is in, in words; a number, a version or a name shows itself. */
function sayState(state: unknown, language: 'zh' | 'en'): unknown {
  return language === 'zh' && typeof state === 'string' && Object.hasOwn(stateWords, state)
    ? stateWords[state]
    : state;
}

/** Why a new item was not accepted, in words; other reasons show themselves. */
function sayInvalid(params: ErrorParams, language: 'zh' | 'en'): unknown {
  const { reason } = params;
  if (typeof reason !== 'string' || !Object.hasOwn(ledgerRefusalWords, reason)) return reason;
  const words = ledgerRefusalWords[reason]?.[language];
  if (params.fields === undefined) return words;
  return language === 'zh' ? `${words}（${say(params.fields)}）` : `${words} (${say(params.fields)})`;
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
