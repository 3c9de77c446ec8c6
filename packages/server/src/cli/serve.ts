import { AppError } from '@qingzhang/contract';
import type { Command } from 'commander';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../http/app.ts';
import { catchUp, workers } from '../jobs.ts';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config/config.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openPlatform, type Platform } from '../platform/platform.ts';
import { createMissingAdministrators } from '../session/administrators.ts';
import { hasUsers } from '../session/users.ts';
import { areaPreparations, demoLoader, type Login, openLogins } from './areas.ts';
import { configFromEnvironment, print } from './command.ts';

interface ServeOptions {
  readonly host?: string;
  readonly port?: string;
  readonly demoOnFirstStart?: true;
}

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('启动服务：数据库、后台任务、网页 · start the server: database, jobs, pages')
    .option('--host <address>', '监听地址（HOST）· address to listen on')
    .option('--port <number>', '监听端口（PORT）· port to listen on')
    .option('--demo-on-first-start', '首次启动时装入演示数据 · load the demo at the first start')
    .action(serve);
}

/** Start, say where, and work until told to stop; then let requests and jobs end, and stop the database. */
async function serve(options: ServeOptions): Promise<void> {
  const config = configFromEnvironment({ HOST: options.host, PORT: options.port });
  const stopping = stopSignal();
  const began = Date.now();
  const platform = await openPlatform(config, 'serve');
  try {
    const where = platform.database.embedded ? `内置 PostgreSQL · embedded，${config.data}` : 'DATABASE_URL';
    print(`数据库 · database: ${where}`);
    for (const file of await migrate(platform.database.pool)) print(`迁移 · migrated: ${file}`);
    for (const prepare of areaPreparations) await prepare(platform);
    platform.files.clean();
    const logins = await firstStart(platform, options.demoOnFirstStart === true, stopping);

    const app = await buildApp(platform);
    try {
      const address = await listen(app, config);
      await platform.jobs.start(platform, workers);
      await catchUp(platform);
      const open = await openLogins(platform);
      const secret = logins.filter(({ login }) => !open.some((one) => one.login === login));
      announce(address, { open, secret }, Date.now() - began);
      await aborted(stopping);
      print('正在停止 · stopping …');
    } finally {
      await app.close();
    }
  } finally {
    await platform.close();
  }
  print('已停止 · stopped');
}

/**
 * Aborted when the server is to stop: by SIGINT or SIGTERM, or because the process that started it is gone (killed,
 * it cannot say so). Asked again later it ends at once; the database recovers by itself. Ctrl-C reaches a process
 * twice when npm passes it on: within two seconds it counts as once.
 */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  let asked = 0;
  const stop = () => {
    if (asked !== 0 && Date.now() - asked > 2000) process.exit(1);
    if (asked === 0) asked = Date.now();
    stopping.abort(new Error('interrupted'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started with a channel (scripts/start.mjs): its end is the starter's end, perhaps already now.
  if (process.connected === false) stop();
  process.once('disconnect', stop);
  process.channel?.unref(); // Listening for that must not keep a stopped server alive.
  return stopping.signal;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EADDRINUSE') throw new AppError('address.inUse', { host, port }, { cause: error });
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND') {
      throw new AppError('address.unusable', { host, port, reason: code }, { cause: error });
    }
    throw error;
  }
}

/** In an empty system: the demo if asked for; in any: the administrators that are missing, their passwords shown this once. */
async function firstStart(platform: Platform, demo: boolean, signal: AbortSignal): Promise<readonly Login[]> {
  const empty = !(await hasUsers(platform.db));
  const logins = empty && demo && demoLoader !== null ? await demoLoader(platform, print, signal) : [];
  const call = { actor: systemActor('system'), requestId: null, at: platform.clock.now() };
  return [...logins, ...(await createMissingAdministrators(platform.db, call))];
}

/** `open`: a demonstration's logins, said at each start; `secret`: what is shown this once. */
function announce(
  address: string,
  { open, secret }: { readonly open: readonly Login[]; readonly secret: readonly Login[] },
  milliseconds: number,
): void {
  print();
  print(`青账已启动（${(milliseconds / 1000).toFixed(1)} 秒）· Qingzhang is ready:  ${address}/`);
  for (const { login, password, displayName } of [...open, ...secret]) {
    print(`  ${displayName}: ${login} / ${password}`);
  }
  if (open.length > 0)
    print('  演示账号，人人可知，勿放真实数据 · demo logins, known to all: no real data here');
  if (secret.length > 0) print('  密码只显示这一次，请记下 · shown this once, write it down');
  print('按 Ctrl-C 停止 · Ctrl-C stops');
}
