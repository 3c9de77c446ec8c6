import {
  fillWords,
  type ImportBatch,
  importFaultWords,
  importNoteWords,
  layoutNames,
  rejectWords,
} from '@qingzhang/contract';
import { type Command, Option } from 'commander';
import { type CommandContext, print, printJson, withApp } from '../cli/command.ts';
import { type AirHoursFile, type ImportProgress, importAirHours } from './import-air-hours.ts';
import { regionRegister } from './regions-file.ts';
import { importRegister, type Register } from './register-file.ts';
import { stationRegister } from './stations.ts';
import type { OnTouched } from './touched.ts';

/** What the commands are given by whoever composes the areas. */
export interface IntakeCommandParts {
  onTouched: OnTouched;
  /** Registers of later areas that are imported by the same command (dust events …). */
  registers?: ReadonlyArray<{ command: string; summary: string; register: Register }>;
}

/** Some rows were turned away; the good ones are in. */
const EXIT_SOME_REJECTED = 3;

interface AirHoursOptions {
  format: (typeof layoutNames)[number] | 'auto';
  hourLabel: 'end' | 'begin';
  dryRun?: true;
  json?: true;
}

/** The command that later ones hang below: `import …`; made by whoever comes first. */
export function importCommand(program: Command): Command {
  return (
    program.commands.find((command) => command.name() === 'import') ??
    program.command('import').description('导入：小时数据、点位、区域、沙尘事件 · bring data in')
  );
}

/** `qingzhang import air-hours | stations | regions …` */
export function intakeCommands(parts: IntakeCommandParts): (program: Command) => void {
  return (program) => {
    const command = importCommand(program);
    registerAirHours(command, parts);
    const own = [
      { command: 'stations', summary: '点位登记 · register of stations', register: stationRegister },
      { command: 'regions', summary: '行政区划登记 · register of regions', register: regionRegister },
    ];
    for (const one of [...own, ...(parts.registers ?? [])]) registerRegister(command, one);
  };
}

function registerAirHours(command: Command, parts: IntakeCommandParts): void {
  command
    .command('air-hours <files...>')
    .description(
      '空气小时数据，CSV / CSV.GZ / XLSX，版式自动识别 · hourly air readings; formats: docs/formats.md',
    )
    .addOption(
      new Option('--format <layout>', '版式，默认自动识别 · layout')
        .choices(['auto', ...layoutNames])
        .default('auto'),
    )
    .addOption(
      new Option(
        '--hour-label <edge>',
        '时间标注的是小时的终点还是起点（AIR-3.1）· which edge of the hour labels name',
      )
        .choices(['end', 'begin'])
        .default('end'),
    )
    .option('--dry-run', '只检查，不入库 · check only, keep nothing')
    .option('--json', '以 JSON 输出 · print JSON')
    .addHelpText(
      'after',
      '\n退出码：0 全部入库，1 有文件失败，3 有行被拒（其余已入库）。\nExit codes: 0 all taken, 1 a file failed, 3 some rows were turned away (the others are in).',
    )
    .action((files: string[], options: AirHoursOptions) =>
      withApp(async (context) => {
        const batches: ImportBatch[] = [];
        for (const path of files) {
          if (context.signal.aborted) break;
          const file: AirHoursFile = {
            path,
            layout: options.format,
            hourLabel: options.hourLabel,
            dryRun: options.dryRun ?? false,
          };
          const meter = progressMeter(path, options.json ?? false);
          const batch = await importAirHours(context.platform, context.call(), file, {
            onTouched: parts.onTouched,
            onProgress: meter.show,
            signal: context.signal,
          });
          meter.clear();
          batches.push(batch);
          if (!options.json) describe(batch);
        }
        finish(batches, options.json ?? false);
      }),
    );
}

function registerRegister(
  command: Command,
  { command: name, summary, register }: { command: string; summary: string; register: Register },
): void {
  command
    .command(`${name} <files...>`)
    .description(`${summary} (docs/formats.md)`)
    .option('--dry-run', '只检查，不入库 · check only, keep nothing')
    .option('--json', '以 JSON 输出 · print JSON')
    .action((files: string[], options: { dryRun?: true; json?: true }) =>
      withApp(async ({ platform, call }: CommandContext) => {
        const batches: ImportBatch[] = [];
        for (const path of files) {
          const batch = await importRegister(platform, call(), register, {
            path,
            dryRun: options.dryRun ?? false,
          });
          batches.push(batch);
          if (!options.json) describe(batch);
        }
        finish(batches, options.json ?? false);
      }),
    );
}

function finish(batches: readonly ImportBatch[], json: boolean): void {
  if (json) printJson({ imports: batches });
  if (batches.some((batch) => batch.state !== 'done')) process.exitCode = 1;
  else if (batches.some((batch) => batch.rows.rejected > 0)) process.exitCode = EXIT_SOME_REJECTED;
}

/** What became of a file, in words. */
function describe(batch: ImportBatch): void {
  const { rows, error, detail } = batch;
  const head = `${batch.fileName}（批次 ${batch.id}）`;
  if (batch.state === 'cancelled') {
    print(`${head}：已取消，一行也没有入库 · cancelled, nothing was taken`);
    return;
  }
  if (batch.state !== 'done') {
    const code = error?.code ?? '';
    print(`${head}：失败 · failed`);
    print(`  ${fillWords(importFaultWords, code, error?.params ?? {}, 'zh')}`);
    print(`  ${fillWords(importFaultWords, code, error?.params ?? {}, 'en')}`);
    return;
  }
  const edge = batch.hourLabel === 'begin' ? '小时起点 begin' : '小时终点 end';
  const form =
    batch.hourLabel === null ? `${batch.encoding}` : `${batch.layout}，${batch.encoding}，时间标注 ${edge}`;
  print(`${head}：${form}${batch.dryRun ? '（试运行，未入库 · dry run）' : ''}`);
  print(
    `  ${rows.total} 行：新增 ${rows.new}，相同 ${rows.same}，更正 ${rows.revised}，全缺 ${rows.empty}，拒收 ${rows.rejected}` +
      ` · rows: new, same, revised, empty, turned away`,
  );
  if (batch.firstHour !== null) print(`  ${batch.firstHour} … ${batch.lastHour}`);
  for (const note of detail.notes) print(`  ${fillWords(importNoteWords, note.code, note.params, 'zh')}`);
  for (const { code, count } of detail.rejects) print(`  拒收 ${code}：${count}  ${gist(code)}`);
  const named = detail.unknownPlaces.slice(0, 12);
  if (named.length > 0) {
    const more = detail.unknownPlaces.length > named.length ? ` … 共 ${detail.unknownPlaces.length}` : '';
    print(`  未登记：${named.map((one) => `${one.place}×${one.rows}`).join('、')}${more}`);
  }
}

function gist(code: string): string {
  const words: Readonly<Record<string, { zh: string; en: string }>> = rejectWords;
  return (words[code]?.zh ?? '').split(/[。：{]/)[0] ?? '';
}

/** A line on standard error that says how far it is; only for a person at a terminal. */
function progressMeter(path: string, json: boolean) {
  const live = process.stderr.isTTY && !json;
  return {
    show: ({ bytesDone, bytesTotal, counts }: ImportProgress) => {
      if (!live) return;
      const share = bytesTotal > 0 ? Math.floor((bytesDone / bytesTotal) * 100) : 0;
      process.stderr.write(`\r${path} ${share}%  ${counts.total} 行 rows`);
    },
    clear: () => {
      if (live) process.stderr.write('\r\u001b[K');
    },
  };
}
