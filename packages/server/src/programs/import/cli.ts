import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError, type LedgerImport, Month, sayLedgerIssue } from '@qingzhang/contract';
import { columnLetters, findLayout, headingKey, knownHeadings, matchTargets } from '@qingzhang/domain';
import { type Command, InvalidArgumentError } from 'commander';
import { type CommandContext, print, printJson, withApp } from '../../cli/command.ts';
import { readPrograms } from '../board/programs.ts';
import { findBatch } from './batch.ts';
import { analysisOf } from './kept.ts';
import { faultText } from './lists.ts';
import { readSheets } from './read-sheet.ts';
import { readLedger } from './reading-job.ts';
import { runLedger } from './running-job.ts';
import { acceptFile, MOST_BYTES, presentImport, runBatch } from './service.ts';

/** Some rows were turned away; the good ones are in. */
const EXIT_SOME_REJECTED = 3;
/** Columns have to be looked at first; nothing was taken. */
const EXIT_ASKS = 4;

interface ImportOptions {
  readonly program?: string;
  readonly month?: string;
  readonly agree?: true;
  readonly issue?: true;
  readonly dry?: true;
  readonly json?: true;
}

const codes =
  '\n退出码：0 全部入账，1 失败，3 有行要改（其余已入账），4 有列没有把握、一行也没有入账（看过后加 --agree）。' +
  '\nExit codes: 0 all taken, 1 failed, 3 some rows to mend (the others are in), 4 columns to be looked at (then --agree).';

/** `qingzhang programs import KEY FILE`, `qingzhang report import FILE`. */
export function registerLedgerImportCommands(program: Command): void {
  const group = (name: string, description: string) =>
    program.commands.find((command) => command.name() === name) ??
    program.command(name).description(description);
  shared(group('programs', '专项 · programs').command('import <key> <file>'))
    .description('把事项清单导入专项台账 · items of a program from a spreadsheet')
    .option('--issue', '入账即下达 · issue new items at once')
    .action((key: string, file: string, options: ImportOptions) =>
      withApp((context) =>
        importFile(context, file, { ...options, program: key }, { assign: true, report: false }),
      ),
    );
  shared(group('report', '填报 · reports').command('import <file>'))
    .description('把一个月的填报表导入台账 · a month’s reports from a spreadsheet')
    .option('--program <key>', '专项，不写则按表头认 · the program; recognised by the headings unless given')
    .action((file: string, options: ImportOptions) =>
      withApp((context) => importFile(context, file, options, { assign: false, report: true })),
    );
}

function shared(command: Command): Command {
  return command
    .option('--month <month>', '月份，如 2026-07；不写则为现在要报的月 · the month', monthOf)
    .option('--agree', '列的对法照建议认可 · agree to the columns as proposed')
    .option('--dry', '只核对，不入账 · check only, take nothing')
    .option('--json', '以 JSON 输出 · print JSON')
    .addHelpText('after', codes);
}

function monthOf(text: string): string {
  const month = Month.safeParse(text);
  if (!month.success) throw new InvalidArgumentError('月份写成 2026-07 · write 2026-07');
  return month.data;
}

async function importFile(
  context: CommandContext,
  path: string,
  options: ImportOptions,
  rights: { readonly assign: boolean; readonly report: boolean },
): Promise<void> {
  const { platform, call } = context;
  const found = await stat(path).catch(() => null);
  if (found === null) throw new AppError('thing.notFound', { what: 'file', id: path });
  if (!found.isFile()) throw new AppError('thing.invalid', { what: path, reason: '不是文件 · not a file' });
  const key = options.program ?? (await recognise(platform, path, rights));
  const content = await platform.files.write(createReadStream(path), MOST_BYTES);
  const file = {
    program: key,
    month: options.month ?? null,
    content,
    name: basename(path),
    mime: 'application/octet-stream',
  };
  const accepted = await acceptFile(platform, call(), file, rights, false);
  // A connection held as long as the command lives: when it is gone, so is the command.
  const held = await platform.database.pool.connect();
  try {
    const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
    await work(context, path, options, accepted.id, rows[0]?.pid ?? null);
  } finally {
    held.release();
  }
}

async function work(
  { platform, call, signal }: CommandContext,
  path: string,
  options: ImportOptions,
  id: number,
  backend: number | null,
): Promise<void> {
  const { actor } = call();
  const live = process.stderr.isTTY && options.json !== true;
  const how = {
    signal,
    backend,
    onProgress: (share: number) => {
      if (live) process.stderr.write(`\r${path} ${Math.round(share * 100)}%`);
    },
  };
  await readLedger(platform, id, how);
  const load = async () => {
    const batch = await findBatch(platform.db, id);
    if (batch === undefined) throw new AppError('thing.notFound', { what: 'ledgerImport', id });
    return batch;
  };
  let batch = await load();
  let shown = await presentImport(platform, batch, actor);
  const asks = shown.columns.filter(({ ask }) => ask);
  const waits = asks.length > 0 && options.agree !== true;
  if (batch.state === 'matching' && options.dry !== true && !waits && (shown.counts?.ready ?? 0) > 0) {
    // What stood against rows is said as it was before the good ones went in.
    await runBatch(platform, actor, batch, batch.revision, false, options.issue === true);
    await runLedger(platform, batch.id, how);
    batch = await load();
    shown = { ...shown, ...(await presentImport(platform, batch, actor)) };
  }
  if (live) process.stderr.write('\r\u001b[K');
  const issues = batch.state === 'matching' || batch.state === 'done' ? await issuesOf(platform, batch) : [];
  if (options.json) printJson({ ...shown, issues });
  else describe(path, shown, issues, { dry: options.dry === true, waits });
  if (batch.state === 'failed' || batch.state === 'cancelled') process.exitCode = 1;
  else if (waits) process.exitCode = EXIT_ASKS;
  else if ((shown.counts?.mend ?? 0) > 0) process.exitCode = EXIT_SOME_REJECTED;
}

interface SaidIssue {
  readonly row: number;
  readonly cell: string | null;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

async function issuesOf(
  platform: CommandContext['platform'],
  batch: NonNullable<Awaited<ReturnType<typeof findBatch>>>,
): Promise<SaidIssue[]> {
  const { rows, knowledge } = await analysisOf(platform, batch);
  const names = new Map(knowledge.targets.map(({ key, name }) => [key, name]));
  return rows.flatMap((row) =>
    row.issues.map((issue) => {
      const name = issue.target === null ? '' : (names.get(issue.target) ?? '');
      const say = (lang: 'zh' | 'en') => {
        const { title, hint } = sayLedgerIssue(issue, name, lang);
        return hint === '' ? title : `${title}：${hint}`;
      };
      const cell = issue.column === null ? null : `${columnLetters(issue.column)}${row.stored.no}`;
      return { row: row.stored.no, cell, code: issue.code, zh: say('zh'), en: say('en') };
    }),
  );
}

const SHOWN_ISSUES = 40;

function describe(
  path: string,
  shown: LedgerImport,
  issues: readonly SaidIssue[],
  said: { dry: boolean; waits: boolean },
): void {
  const head = `${basename(path)}（批次 ${shown.id}，${shown.programName.zh}，${shown.month}）`;
  if (shown.failure !== null && shown.state !== 'done') {
    const { code, params } = shown.failure;
    const words = (['zh', 'en'] as const).map((lang) => `  ${faultText(code, params, lang)}\n`);
    process.stderr.write(`${head}：失败 · failed\n${words.join('')}`);
    return;
  }
  const state = said.dry
    ? '只核对，未入账 · checked only'
    : shown.state === 'done'
      ? '已入账 · taken in'
      : '未入账 · nothing taken';
  print(`${head}：${state}`);
  const counts = shown.counts;
  if (counts !== null) {
    print(
      `  ${counts.total} 行：可入账 ${counts.ready}（新增 ${counts.create}，更新 ${counts.change}，相同 ${counts.same}），要改 ${counts.mend}，跳过 ${counts.skipped}` +
        ` · rows: ready (new, changed, same), to mend, skipped`,
    );
  }
  for (const column of shown.columns) {
    if (column.target === null && !column.ask) continue;
    const target = shown.targets.find(({ key }) => key === column.target);
    const mark = column.ask ? '▲' : ' ';
    print(
      `  ${mark} ${columnLetters(column.column)} ${column.heading} → ${target?.name ?? '不导入'}${column.unit === null ? '' : `（${column.unit}）`} ${column.confidence === null ? '' : `${column.confidence}%`}`,
    );
  }
  if (said.waits)
    print(
      '  带 ▲ 的列没有把握，一行也没有入账；看过没错就加 --agree 再来 · columns marked ▲ are unsure; add --agree',
    );
  for (const issue of issues.slice(0, SHOWN_ISSUES))
    print(`  第 ${issue.row} 行 ${issue.cell ?? ''} ${issue.zh}`);
  if (issues.length > SHOWN_ISSUES) print(`  … 共 ${issues.length} 处 · in all`);
}

/** The program whose columns a file's headings name best; refused where two are equally near. */
async function recognise(
  platform: CommandContext['platform'],
  path: string,
  rights: { readonly assign: boolean; readonly report: boolean },
): Promise<string> {
  const sheets = await readSheets(path, { between: () => Promise.resolve() });
  const programs = (await readPrograms(platform.db)).filter(({ state }) => state === 'active');
  const scored = programs
    .map(({ key, definition }) => {
      const targets = matchTargets(definition, rights).filter(({ key: target }) =>
        target.startsWith('field:'),
      );
      const own = knownHeadings(targets);
      const named = sheets
        .filter(({ hidden }) => !hidden)
        .map(({ rows }) => findLayout(rows.slice(0, 60), own).headings)
        .map(
          (headings) =>
            headings.filter((heading) => heading.split(' / ').some((part) => own.has(headingKey(part))))
              .length,
        );
      return { key, score: Math.max(0, ...named) };
    })
    .sort((a, b) => b.score - a.score);
  const [best, next] = scored;
  if (best === undefined || best.score < 2 || best.score === next?.score) {
    throw new AppError('thing.invalid', {
      what: 'program',
      reason: `表头认不出是哪个专项，请加 --program · the headings name no single program, add --program（${scored
        .slice(0, 3)
        .map(({ key }) => key)
        .join(', ')}）`,
    });
  }
  return best.key;
}
