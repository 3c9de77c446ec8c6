import { AppError } from '@qingzhang/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { print, withApp } from '../cli/command.ts';
import { liveDemo } from './live.ts';
import { loadDemo } from './load.ts';
import { replayMeeting } from './meetings/replay.ts';
import { hasReadings } from './stations.ts';

interface DemoOptions {
  readonly live?: true;
  readonly every: number;
  readonly hours?: number;
  readonly meeting?: true;
  readonly speed: number;
}

/** `qingzhang demo [--live | --meeting]`. */
export function registerDemoCommands(program: Command): void {
  program
    .command('demo')
    .description(
      '演示：装入模拟省份，或让它实时走下去（模拟数据）· the simulated province; --live lets it go on',
    )
    .option('--live', '每隔几秒来一小时数据 · an hour of data every few seconds')
    .option('--every <seconds>', '两小时数据之间的秒数 · seconds between two hours of data', parseSeconds, 5)
    .option('--hours <count>', '走这么多小时后停 · stop after so many hours', parseCount)
    .option('--meeting', '重开上半年调度会，可在浏览器里看 · hold the half-year meeting again, live')
    .option('--speed <times>', '比实际快几倍 · how many times faster', parseSpeed, 30)
    .action((options: DemoOptions) =>
      withApp(async ({ platform, signal }) => {
        if (options.meeting) {
          const { host, port } = platform.config;
          return replayMeeting(
            platform,
            { speed: options.speed, address: `http://${host}:${port}` },
            print,
            signal,
          );
        }
        if (options.live) {
          const { every, hours } = options;
          return liveDemo(platform, { every, ...(hours === undefined ? {} : { hours }) }, print, signal);
        }
        if (await hasReadings(platform.db)) {
          throw new AppError('thing.conflict', {
            what: 'demo',
            state: '系统里已有数据 · there are data already',
          });
        }
        for (const { login, password, displayName } of await loadDemo(platform, print, signal)) {
          print(`  ${displayName}: ${login} / ${password}`);
        }
      }),
    );
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds >= 0.2 && seconds <= 3600)) throw new InvalidArgumentError('0.2 – 3600');
  return seconds;
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError('1, 2, 3 …');
  return count;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed >= 0.5 && speed <= 5000)) throw new InvalidArgumentError('0.5 – 5000');
  return speed;
}
