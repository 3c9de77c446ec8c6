import { AppError } from '@qingzhang/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { print, withApp } from '../cli/command.ts';
import { liveDemo } from './live.ts';
import { loadDemo } from './load.ts';
import { hasReadings } from './stations.ts';

interface DemoOptions {
  readonly live?: true;
  readonly every: number;
  readonly hours?: number;
}

/** `qingzhang demo [--live]`. */
export function registerDemoCommands(program: Command): void {
  program
    .command('demo')
    .description(
      '演示：装入模拟省份，或让它实时走下去（模拟数据）· the simulated province; --live lets it go on',
    )
    .option('--live', '每隔几秒来一小时数据 · an hour of data every few seconds')
    .option('--every <seconds>', '两小时数据之间的秒数 · seconds between two hours of data', parseSeconds, 5)
    .option('--hours <count>', '走这么多小时后停 · stop after so many hours', parseCount)
    .action((options: DemoOptions) =>
      withApp(async ({ platform, signal }) => {
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
