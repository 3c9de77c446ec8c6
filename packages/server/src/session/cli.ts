import { AppError, NewUser, RoleAssignment, roleNames, scopeKinds } from '@qingzhang/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { findUserByLogin } from './queries.ts';
import * as users from './users.ts';

/** `qingzhang user …`: for the machine's operator, who needs no login. */
export function registerUserCommands(program: Command): void {
  const user = program.command('user').description('用户：列表、新建、重置密码、停用 · users');

  user
    .command('list')
    .description('列出用户 · list the users')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: { json?: true }) =>
      withApp(async ({ platform }) => {
        const items = await users.listUsers(platform.db);
        if (options.json) return printJson({ items });
        for (const one of items) {
          const state = one.disabled ? '已停用 disabled' : '';
          print(
            [one.login, one.role, one.displayName, one.post, one.regionCode ?? '', state]
              .join('\t')
              .trimEnd(),
          );
        }
      }),
    );

  user
    .command('create <login>')
    .description('新建用户，密码只显示一次 · create a user; the password is shown once')
    .requiredOption('--role <role>', roleNames.join(', '))
    .requiredOption('--name <name>', '姓名或称谓 · name')
    .requiredOption('--post <post>', '岗位（对外显示）· post, shown to others')
    .option('--region <code>', '市局、县分局用户所属市县，六位代码 · the city or county of a bureau’s user')
    .option('--scope <kind:key...>', '管辖范围，如 program:* region:141100 · scope')
    .option('--json', '以 JSON 输出 · print JSON')
    .action(
      (
        login: string,
        options: {
          role: string;
          name: string;
          post: string;
          region?: string;
          scope?: string[];
          json?: true;
        },
      ) =>
        withApp(async ({ platform, call }) => {
          const person = NewUser.safeParse({ login, displayName: options.name, post: options.post });
          const assignment = RoleAssignment.safeParse({
            role: options.role,
            regionCode: options.region ?? null,
            scope: (options.scope ?? []).map((entry) => {
              const [kind, ...key] = entry.split(':');
              return { kind: scopeKinds.find((one) => one === kind), key: key.join(':') };
            }),
          });
          if (!person.success || !assignment.success) {
            const issues = [person, assignment].flatMap(({ error }) =>
              (error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
            );
            throw new AppError('request.invalid', { issues });
          }
          const created = await users.createUser(platform.db, { ...person.data, ...assignment.data }, call());
          if (options.json) printJson(created);
          else print(`${created.user.login} / ${created.password}`);
        }),
    );

  user
    .command('reset <login>')
    .description('重置密码并解除锁定 · a new password; ends a lock')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((login: string, options: { json?: true }) =>
      withApp(async ({ platform, call }) => {
        const found = await findUserByLogin(platform.db, login);
        if (found === null) throw new AppError('user.notFound', { login });
        const { password } = await users.resetPassword(platform.db, found.id, call());
        if (options.json) printJson({ login, password });
        else print(`${login} / ${password}`);
      }),
    );

  for (const [name, disabled, description] of [
    ['disable', true, '停用用户 · disable a user'],
    ['enable', false, '恢复用户 · enable a user again'],
  ] as const) {
    user
      .command(`${name} <login>`)
      .description(description)
      .action((login: string) =>
        withApp(async ({ platform, call }) => {
          const found = await findUserByLogin(platform.db, login);
          if (found === null) throw new AppError('user.notFound', { login });
          await users.changeUser(platform.db, found.id, { disabled }, call());
          print(`${login}: ${disabled ? '已停用 · disabled' : '可用 · enabled'}`);
        }),
      );
  }
}

/** `qingzhang audit verify`: whether the audit log is what it was. */
export function registerAuditCommands(program: Command): void {
  const audit = program.command('audit').description('审计日志 · the audit log');
  audit
    .command('verify')
    .description('校验散列链；断了以 1 退出 · check the chain; exits with 1 where it is broken')
    .option('--expect <seq:hash>', '以前记在外面的链头 · a head noted outside earlier', notedHead)
    .option('--json', '以 JSON 输出 · print JSON')
    .addHelpText(
      'after',
      '\n退出码：0 完好，1 断裂或没能校验，2 用法不对。\nExit codes: 0 intact, 1 broken or not verified, 2 called wrongly.',
    )
    .action((options: { expect?: NotedHead; json?: true }) =>
      withApp(async ({ platform }) => {
        const found = await verifyAudit(platform.db, options.expect ?? null);
        const { ok, checked, head, problem } = found;
        if (!ok) process.exitCode = 1;
        if (options.json) return printJson(found);
        if (problem === null) {
          print(`完好：${checked} 环 · intact, ${checked} links`);
          print(`链头，请记在系统之外 · head, to be kept outside: ${head.seq}:${head.hash}`);
          return;
        }
        const { zh, en } = PROBLEMS[problem.kind];
        const where = [
          problem.seq === null ? '' : `${problem.seq}`,
          problem.auditId === null ? '' : `audit_log ${problem.auditId}`,
        ].filter((part) => part !== '');
        print(`断裂：${zh}（${where.join('，')}）· broken: ${en} (${where.join(', ')})`);
      }),
    );
}

const PROBLEMS = {
  changedRow: { zh: '记录被改动', en: 'a row was changed' },
  missingRow: { zh: '记录被删除', en: 'a row is gone' },
  brokenLink: { zh: '链环不相接', en: 'a link does not fit the one before' },
  unchainedRow: { zh: '记录不在链上', en: 'a row was never linked' },
  headMoved: { zh: '链头不符', en: 'the head is another' },
} as const;

interface NotedHead {
  readonly seq: number;
  readonly hash: string;
}

function notedHead(text: string): NotedHead {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  if (seq === undefined || hash === undefined) {
    throw new InvalidArgumentError(
      '写成 序号:散列，如 audit verify 显示的 · write SEQ:HASH as shown by audit verify',
    );
  }
  return { seq: Number(seq), hash };
}
