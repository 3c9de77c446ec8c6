import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '@qingzhang/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import type { Db } from '../platform/database/transaction.ts';
import { draftRelease } from './draft.ts';
import { RELEASE_FORMATS, releaseFileName, renderRelease } from './files.ts';
import { releaseOfMeeting } from './store.ts';
import { releaseText } from './text.ts';
import { getRelease, requireRelease } from './view.ts';

interface ReleaseOptions {
  readonly meeting?: number;
  readonly last?: true;
  readonly out: string;
  readonly json?: true;
}

/**
 * `qingzhang release`: a meeting's release as files, drafted where there is none; publishes nothing. Ends with 0, with 1 where
 * the checks stop the text (or something failed), with 2 for a wrong call.
 */
export function registerReleaseCommands(program: Command): void {
  program
    .command('release')
    .description(
      '新闻稿：由会议起草，写出 DOCX、PDF、HTML，列出安全检查结果 · the news release of a meeting as files',
    )
    .option('--meeting <id>', '会议编号 · id of the meeting', wholeNumber)
    .option('--last', '最近一次有记录的会议 · the last meeting with a record')
    .requiredOption('--out <directory>', '输出文件夹 · folder to write to')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: ReleaseOptions, command: Command) => {
      if ((options.meeting === undefined) === (options.last === undefined)) {
        command.error('用 --meeting 给出会议编号，或用 --last · give --meeting ID, or --last', {
          exitCode: 2,
        });
      }
      return withApp(async ({ platform, call, signal }) => {
        const { db } = platform;
        const now = call();
        const meeting = options.meeting ?? (await lastMeeting(db));
        const known = await releaseOfMeeting(db, meeting);
        const id = known?.id ?? (await draftRelease(platform, now, meeting));
        const [release, model] = [
          await getRelease(db, now.actor, id, 'zh'),
          await releaseText(db, await requireRelease(db, id)),
        ];
        const directory = resolve(options.out);
        await mkdir(directory, { recursive: true });
        const files: { format: string; path: string; bytes: number }[] = [];
        for (const format of RELEASE_FORMATS) {
          signal.throwIfAborted();
          const path = join(directory, releaseFileName(model, format));
          const content = await renderRelease(model, format);
          await writeFile(path, content);
          files.push({ format, path, bytes: content.length });
        }
        const { title, state, simulated, words, findings } = release;
        const drafted = known === null;
        if (options.json) {
          printJson({ release: id, meeting, title, state, drafted, simulated, words, findings, files });
        } else {
          print(`${title}${simulated ? '（模拟数据 · simulated）' : ''}　${words} 字`);
          for (const file of files) print(`  ${file.path}\t${file.bytes} B`);
          for (const finding of findings) {
            const mark = finding.severity === 'stop' ? '✕ 须改' : finding.accepted ? '✓ 已认可' : '？ 待认可';
            print(`  ${mark}\t${finding.text}`);
          }
          if (findings.length === 0) print('  安全检查：没有发现问题 · nothing found');
        }
        if (findings.some(({ severity }) => severity === 'stop')) process.exitCode = 1;
      });
    });
}

/** The last meeting that has ended and has a record. */
async function lastMeeting(db: Db): Promise<number> {
  const row = await db
    .selectFrom('meeting as m')
    .select('m.id')
    .where('m.state', 'in', ['ended', 'followed'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('record_line as l')
          .select('l.id')
          .whereRef('l.meeting_id', '=', 'm.id')
          .where('l.state', '<>', 'void'),
      ),
    )
    .orderBy('m.starts_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'meeting', id: '--last' });
  return row.id;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('1, 2, 3 …');
  return Number(text);
}
