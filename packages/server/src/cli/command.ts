import { AppError, sayError } from '@qingzhang/contract';
import { type Command, CommanderError } from 'commander';
import { type Call, systemActor } from '../platform/actor.ts';
import { type Config, type ConfigIssue, readConfig } from '../platform/config/config.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openPlatform, type Platform } from '../platform/platform.ts';
import { areaPreparations } from './areas.ts';

/** What a command works with. */
export interface CommandContext {
  readonly platform: Platform;
  /** A fresh call by the actor `cli`, at the clock's present moment. */
  call(): Call;
  /** Aborted by Ctrl-C: a long command stops, cleans up and the program ends with 1. */
  readonly signal: AbortSignal;
}

/** Registers an area's commands with the program: `export function registerIntakeCommands(program) { … }`. */
export type CommandRegistration = (program: Command) => void;

/**
 * Run a command over the migrated database: the running server's, or one that is started for it and stopped after.
 */
export async function withApp<T>(run: (context: CommandContext) => Promise<T>): Promise<T> {
  const config = configFromEnvironment();
  const interrupted = new AbortController();
  const stop = () => interrupted.abort(new Error('interrupted'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const platform = await openPlatform(config, 'command');
  try {
    await migrate(platform.database.pool);
    for (const prepare of areaPreparations) await prepare(platform);
    const call = () => ({ actor: systemActor('cli'), requestId: null, at: platform.clock.now() });
    return await run({ platform, call, signal: interrupted.signal });
  } finally {
    process.removeListener('SIGINT', stop);
    process.removeListener('SIGTERM', stop);
    await platform.close();
  }
}

/** The process's settings; each command may overrule some by its own options. */
export function configFromEnvironment(overrules: Readonly<Record<string, string | undefined>> = {}): Config {
  const given = Object.entries(overrules).filter(([, value]) => value !== undefined);
  return readConfig({ ...process.env, ...Object.fromEntries(given) }, process.cwd());
}

/** One JSON value on standard output, for a machine. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

/** A line for a person. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Say on standard error what went wrong: as JSON for a machine, else in plain words, Chinese first. */
export function printError(error: unknown, json: boolean): void {
  if (error instanceof AppError) {
    const params = error.code === 'config.invalid' ? { ...error.params, issues: null } : error.params;
    if (json) {
      process.stderr.write(`${JSON.stringify({ error: { code: error.code, params: error.params } })}\n`);
      return;
    }
    for (const language of ['zh', 'en'] as const) {
      const text =
        error.code === 'config.invalid'
          ? sayConfigIssues(error.params.issues, language)
          : sayError(error.code, params, language);
      process.stderr.write(`${text}\n`);
    }
    return;
  }
  const reason = error instanceof Error ? error.message : String(error);
  if (json) process.stderr.write(`${JSON.stringify({ error: { code: 'internal', params: { reason } } })}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? reason) : reason}\n`);
}

function sayConfigIssues(issues: unknown, language: 'zh' | 'en'): string {
  const isIssue = (one: unknown): one is ConfigIssue =>
    typeof one === 'object' && one !== null && 'name' in one && 'accepts' in one;
  const lines = (Array.isArray(issues) ? issues : []).filter(isIssue).map((issue) => {
    const accepts = issue.accepts[language];
    if (issue.kind === 'unknown') {
      return language === 'zh'
        ? `  没有名为 ${issue.name} 的设置。可用的有：${accepts}`
        : `  There is no setting ${issue.name}. Known: ${accepts}`;
    }
    return language === 'zh'
      ? `  ${issue.name} 不能是“${issue.value}”，应为：${accepts}`
      : `  ${issue.name} cannot be "${issue.value}"; it takes: ${accepts}`;
  });
  const head = language === 'zh' ? '设置有误，没有启动：' : 'Not started, settings cannot be used:';
  return [head, ...lines].join('\n');
}

/** The exit code that goes with a failure: 2 for a wrong call, 1 for anything else. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof AppError && error.code === 'config.invalid' ? 2 : 1;
}
