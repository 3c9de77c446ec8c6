import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BulletinFormat } from '@qingzhang/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import { parseMoment } from '../evaluation/cli.ts';
import { fileNameOf, renderBulletin } from './files.ts';
import { composePeriod } from './service.ts';

interface BulletinOptions {
  readonly period: string;
  readonly out: string;
  readonly formats: readonly BulletinFormat[];
  readonly asOf?: Date;
  readonly json?: true;
}

/** `qingzhang bulletin`: composes the bulletin as the page does and writes its files; stores and issues nothing. */
export function registerBulletinCommands(program: Command): void {
  program
    .command('bulletin')
    .description('通报：生成一期环境空气质量通报的文件（草稿）· the bulletin of a period as files, a draft')
    .requiredOption('--period <period>', '2020-06 | 2020-Q2 | 2020-H1 | 2020')
    .requiredOption('--out <directory>', '输出文件夹 · folder to write to')
    .option('--formats <list>', 'html,docx,pdf,xlsx', parseFormats, BulletinFormat.options)
    .option(
      '--as-of <time>',
      '按此刻已知的数据，默认按结账时刻，未结账则按现在 · as known at this moment',
      parseMoment,
    )
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: BulletinOptions) =>
      withApp(async ({ platform, call, signal }) => {
        const { period, model, asOf, closed } = await composePeriod(platform, options, call());
        const directory = resolve(options.out);
        await mkdir(directory, { recursive: true });
        const files: { format: BulletinFormat; path: string; bytes: number; milliseconds: number }[] = [];
        for (const format of options.formats) {
          signal.throwIfAborted();
          const began = performance.now();
          const path = join(directory, fileNameOf(model, format));
          const content = await renderBulletin(model, format);
          await writeFile(path, content);
          const milliseconds = Math.round(performance.now() - began);
          files.push({ format, path, bytes: content.length, milliseconds });
        }
        const { title, simulated } = model;
        if (options.json) {
          printJson({ period, title, asOf: asOf.toISOString(), closed, simulated, files });
          return;
        }
        print(
          `${title}${closed ? '' : '（未结账 · not closed）'}${simulated ? '（模拟数据 · simulated）' : ''}`,
        );
        for (const file of files) print(`  ${file.path}\t${file.bytes} B\t${file.milliseconds} ms`);
      }),
    );
}

function parseFormats(text: string): BulletinFormat[] {
  const formats = text.split(',').map((part) => BulletinFormat.safeParse(part.trim()));
  const known = formats.flatMap((format) => (format.success ? [format.data] : []));
  if (known.length !== formats.length) throw new InvalidArgumentError(BulletinFormat.options.join(','));
  return [...new Set(known)];
}
