import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { movedNode } from './moved-clock.ts';

const main = fileURLToPath(new URL('../../../packages/server/src/cli/main.ts', import.meta.url));

export interface ProgramOptions {
  readonly databaseUrl: string;
  readonly data: string;
  /** How far its machine's clock stands from ours, in milliseconds. */
  readonly moved: number;
}

/** The program as an operator runs it, in a process of its own. */
function run({ databaseUrl, data, moved }: ProgramOptions, args: readonly string[], port = 0): ChildProcess {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(QINGZHANG_|VITEST|DATABASE_URL|NODE_OPTIONS)/.test(name),
  );
  return spawn(process.execPath, ['--import', movedNode(moved), main, ...args], {
    env: {
      ...Object.fromEntries(own),
      DATABASE_URL: databaseUrl,
      QINGZHANG_DATA: data,
      QINGZHANG_LOG_LEVEL: 'warn',
      PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  /** What it has printed. */
  said(): string;
  /** SIGKILL: no good-bye to anybody. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** `qingzhang serve`; resolves once it says where it listens. */
export async function startServer(options: ProgramOptions, port = 0): Promise<ServerProcess> {
  const child = run(options, ['serve'], port);
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += String(part);
      const found = /http:\/\/[\d.]+:\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    url,
    port: Number(new URL(url).port),
    said: () => said,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** A command of the program with `--json`: what it answers. */
export async function command(options: ProgramOptions, ...args: readonly string[]): Promise<unknown> {
  const child = run(options, [...args, '--json']);
  let out = '';
  let err = '';
  child.stdout?.on('data', (part) => {
    out += String(part);
  });
  child.stderr?.on('data', (part) => {
    err += String(part);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${err}`);
  return JSON.parse(out);
}
