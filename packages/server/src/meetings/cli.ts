import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@qingzhang/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import type { Db } from '../platform/database/transaction.ts';
import { exported, meetingFiles } from './after/archive.ts';
import { listMeetings } from './cycle/list.ts';
import { readMeeting } from './cycle/page.ts';
import { requireMeeting } from './cycle/read.ts';
import { stateWords, stepWords } from './cycle/words.ts';

interface WhichOptions {
  readonly last?: true;
  readonly json?: true;
}

/** `qingzhang meeting list|show|papers`. */
export function registerMeetingCommands(program: Command): void {
  const meeting = program.command('meeting').description('调度会 · dispatch meetings');
  meeting
    .command('list')
    .description('一年的会议 · the meetings of a year')
    .option('--year <year>', '年份，默认今年 · year, default this one', wholeNumber)
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: { readonly year?: number; readonly json?: true }) =>
      withApp(async ({ platform, call }) => {
        const { year, items, health } = await listMeetings(platform.db, call(), {
          lang: 'zh',
          ...yearOf(options),
        });
        if (options.json) {
          printJson({ year, items, health });
          return;
        }
        for (const one of items) {
          print(
            [
              one.id,
              one.startsAt.slice(0, 16).replace('T', ' '),
              stateWords(one.state, 'zh'),
              `材料按时 ${one.papers.onTime}/${one.papers.of}`,
              `落实 ${one.followUps.closed}/${one.followUps.of}`,
              `${one.title}${one.simulated ? '（模拟数据）' : ''}`,
            ].join('\t'),
          );
        }
        print(`${year} 年 ${items.length} 次会议 · meetings`);
      }),
    );
  meeting
    .command('show')
    .description('一次会议：清单、议程、会场 · one meeting with checklist, agenda and venues')
    .argument('[id]', '会议编号 · id', wholeNumber)
    .option('--last', '最近一次 · the last one')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((id: number | undefined, options: WhichOptions, command: Command) => {
      const which = oneOf(command, id, options);
      return withApp(async ({ platform, call }) => {
        const now = call();
        const shown = await readMeeting(platform.db, now, await which(platform.db, now.at), 'zh');
        if (options.json) {
          printJson(shown);
          return;
        }
        print(`${shown.title}${shown.simulated ? '（模拟数据）' : ''}`);
        print(
          `${shown.startsAt.slice(0, 16).replace('T', ' ')}　${shown.place}　${stateWords(shown.state, 'zh')}`,
        );
        for (const step of shown.steps) {
          const count = step.of === null ? '' : `${step.done ?? 0}/${step.of}`;
          print(['  ', mark(step), step.due, stepWords(step.step, 'zh'), count].join('\t'));
        }
        for (const item of shown.agenda) {
          print(`${item.parent === null ? '' : '  '}${item.title}\t${item.speaker}\t${item.minutes} 分`);
        }
        for (const venue of shown.venues) print(`  ${venue.name}\t${venue.signedIn}/${venue.expected}`);
      });
    });
  meeting
    .command('papers')
    .description('会议全部材料：DOCX 和 PDF、通报、纪要、函、幻灯片 · every paper of a meeting as files')
    .argument('[id]', '会议编号 · id', wholeNumber)
    .option('--last', '最近一次 · the last one')
    .requiredOption('--out <directory>', '输出文件夹 · folder to write to')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((id: number | undefined, options: WhichOptions & { readonly out: string }, command: Command) => {
      const which = oneOf(command, id, options);
      return withApp(async ({ platform, call, signal }) => {
        const now = call();
        const chosen = await requireMeeting(platform.db, now.actor, await which(platform.db, now.at));
        const directory = resolve(options.out);
        const files: { path: string; bytes: number }[] = [];
        for await (const { path, content } of meetingFiles(platform, now.actor, chosen)) {
          signal.throwIfAborted();
          const target = join(directory, path);
          await mkdir(dirname(target), { recursive: true });
          await writeFile(target, content);
          files.push({ path: target, bytes: content.length });
          if (!options.json) print(`  ${target}\t${content.length} B`);
        }
        if (files.length === 0) throw new AppError('thing.notFound', { what: 'paper', id: chosen.title });
        await exported(platform.db, now, chosen);
        const { title, simulated } = chosen;
        if (options.json) printJson({ meeting: chosen.id, title, simulated, files });
        else print(`${title}${simulated ? '（模拟数据 · simulated）' : ''}：${files.length} 个文件 · files`);
      });
    });
}

const mark = (step: { readonly state: string; readonly late: boolean }): string => {
  if (step.state === 'done') return '✓';
  if (step.state === 'skipped') return '—';
  return step.late ? '✕' : '○';
};

const yearOf = ({ year }: { readonly year?: number }) => (year === undefined ? {} : { year });

/** The meeting asked for: by id or the last one, never both, never neither. */
function oneOf(
  command: Command,
  id: number | undefined,
  { last }: WhichOptions,
): (db: Db, at: Date) => Promise<number> {
  if ((id === undefined) === (last === undefined)) {
    command.error('给出会议编号，或用 --last · give the id of a meeting, or --last', { exitCode: 2 });
  }
  return async (db, at) => id ?? lastMeeting(db, at);
}

/** The last meeting that has begun by its date; before the first one, the first to come. */
async function lastMeeting(db: Db, at: Date): Promise<number> {
  const rows = await db
    .selectFrom('meeting')
    .select(['id', 'starts_at'])
    .where('state', '<>', 'cancelled')
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  const found = rows.findLast(({ starts_at }) => starts_at <= at) ?? rows[0];
  if (found === undefined) throw new AppError('thing.notFound', { what: 'meeting', id: '--last' });
  return found.id;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('1, 2, 3 …');
  return Number(text);
}
