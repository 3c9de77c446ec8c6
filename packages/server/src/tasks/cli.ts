import { TaskFilter } from '@qingzhang/contract';
import { sayLamp } from '@qingzhang/domain';
import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import { beijingDay } from '../platform/clock.ts';
import { listTasks } from './board.ts';
import { readTask } from './detail.ts';
import { recomputeTasks } from './nightly.ts';
import { sayClocks, sayState } from './xlsx.ts';

interface ListOptions {
  readonly late?: true;
  readonly city?: string;
  readonly all?: true;
  readonly json?: true;
}

/** `qingzhang tasks list|show|recompute`. */
export function registerTaskCommands(program: Command): void {
  const tasks = program.command('tasks').description('任务督办 · tasks');
  tasks
    .command('list')
    .description('在办任务，先红后黄 · open tasks, red first')
    .option('--late', '只列逾期的 · overdue ones only')
    .option('--city <code>', '只列这个市（六位代码）· of one city', cityCode)
    .option('--all', '含已销号的 · closed ones too')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: ListOptions) =>
      withApp(async ({ platform, call, signal }) => {
        const filter = TaskFilter.parse({
          ...(options.late ? { late: 'true' } : {}),
          ...(options.city === undefined ? {} : { city: options.city }),
          ...(options.all ? { closed: 'true' } : {}),
        });
        const items = [];
        let cursor: string | undefined;
        do {
          signal.throwIfAborted();
          const page = await listTasks(platform.db, call(), { ...filter, cursor, limit: 1000 });
          items.push(...page.items);
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined);
        if (options.json) {
          printJson({ total: items.length, items });
          return;
        }
        for (const row of items) {
          const where = row.leadUnit ?? row.county ?? row.city ?? '';
          print(
            [
              row.no,
              sayLamp(row.lamp.lamp, 'zh'),
              where,
              row.deadline ?? '',
              sayClocks(row.clocks),
              row.lamp.reason,
              row.text,
            ].join('\t'),
          );
        }
        print(`${items.length} 项 · tasks`);
      }),
    );
  tasks
    .command('show')
    .description('一项任务的全部 · one task, whole')
    .argument('<id>', '编号 · id', wholeNumber)
    .option('--json', '以 JSON 输出 · print JSON')
    .action((id: number, options: { readonly json?: true }) =>
      withApp(async ({ platform, call }) => {
        const task = await readTask(platform.db, call(), id, 'zh');
        if (options.json) {
          printJson(task);
          return;
        }
        print(
          `${task.no}　${sayLamp(task.lamp.lamp, 'zh')}　${task.lamp.reason}　${sayState(task.state, 'zh')}`,
        );
        print(task.text);
        for (const line of task.facts) print(line.map(({ text }) => text).join(''));
        for (const notice of task.notices)
          print(`${notice.number}\t${beijingDay(new Date(notice.issuedAt))}\t${notice.liftWords}`);
      }),
    );
  tasks
    .command('recompute')
    .description('按今天重算灯、时钟和待办 · compute lamps, clocks and what is to be done for today')
    .action(() =>
      withApp(async ({ platform, call, signal }) => {
        print(`${await recomputeTasks(platform.db, call(), signal)} 项 · tasks`);
      }),
    );
}

function cityCode(text: string): string {
  if (!/^\d{6}$/.test(text)) throw new InvalidArgumentError('140200');
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('1, 2, 3 …');
  return Number(text);
}
