import { AppError, NewUser } from '@qingzhang/contract';
import type { Command } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import { findUserByLogin } from './queries.ts';
import * as service from './service.ts';

/** `qingzhang user …`: for the machine's operator, who needs no login. */
export function registerUserCommands(program: Command): void {
  const user = program.command('user').description('用户：列表、新建、重置密码、停用 · users');

  user
    .command('list')
    .description('列出用户 · list the users')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: { json?: true }) =>
      withApp(async ({ platform }) => {
        const items = await service.listUsers(platform.db);
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
    .requiredOption('--role <role>', 'admin, dispatch, city, reader')
    .requiredOption('--name <name>', '姓名或称谓 · name')
    .requiredOption('--post <post>', '岗位（对外显示）· post, shown to others')
    .option('--region <code>', '市局用户所属市，六位代码 · the city of a city user')
    .option('--json', '以 JSON 输出 · print JSON')
    .action(
      (login: string, options: { role: string; name: string; post: string; region?: string; json?: true }) =>
        withApp(async ({ platform, call }) => {
          const parsed = NewUser.safeParse({
            login,
            displayName: options.name,
            post: options.post,
            role: options.role,
            regionCode: options.region ?? null,
          });
          if (!parsed.success) {
            const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
            throw new AppError('request.invalid', { issues });
          }
          const created = await service.createUser(platform.db, parsed.data, call());
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
        const { password } = await service.resetPassword(platform.db, found.id, call());
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
          await service.changeUser(platform.db, found.id, { disabled }, call());
          print(`${login}: ${disabled ? '已停用 · disabled' : '可用 · enabled'}`);
        }),
      );
  }
}
