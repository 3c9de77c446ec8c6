import { AppError } from '@qingzhang/contract';
import { EDITION_IDS, isDay, POLLUTANT_NAMES, POLLUTANTS } from '@qingzhang/standards';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { dayBookOf } from './day-book.ts';
import { type Report, reportAir } from './report.ts';
import { evaluationPolicy } from './settings.ts';
import { periodOfSpan } from './statistics.ts';
import type { Level } from './subjects.ts';

interface AirOptions {
  readonly from: string;
  readonly to: string;
  readonly by: Level;
  readonly edition: 'auto' | (typeof EDITION_IDS)[number];
  readonly dust?: 'deducted' | 'measured';
  readonly daily?: true;
  readonly asOf?: Date;
  readonly json?: true;
}

/** `qingzhang evaluate air`. */
export function registerEvaluationCommands(program: Command): void {
  program
    .command('evaluate')
    .description('评价 · evaluate')
    .command('air')
    .description(
      '空气质量评价：均值、百分位、综合指数、优良天、排名、同比 · statistics, index, days, ranks, last year',
    )
    .requiredOption('--from <day>', '首日 2020-01-01 · first day', parseDay)
    .requiredOption('--to <day>', '末日 2020-06-30 · last day', parseDay)
    .option('--by <level>', 'city | station | county | province | group:CODE', parseLevel, 'city')
    .addOption(
      new Option('--edition <edition>', '标准版本 · edition of the standards')
        .choices(['auto', ...EDITION_IDS])
        .default('auto'),
    )
    .addOption(
      new Option('--dust <view>', '扣沙或未扣沙，默认按设置 · dust hours left out or not').choices([
        'deducted',
        'measured',
      ]),
    )
    .option('--daily', '附每日 AQI 与浓度 · with every day')
    .option('--as-of <time>', '按此刻已知的数据，2020-07-05T10:00 · as known at this moment', parseMoment)
    .option('--json', '以 JSON 输出 · print JSON')
    .action((options: AirOptions) =>
      withApp(async ({ platform }) => {
        if (options.from > options.to)
          throw new AppError('thing.invalid', {
            what: '--from … --to',
            reason: `${options.from} > ${options.to}`,
          });
        const { dust, ...policy } = await readSetting(platform.db, evaluationPolicy);
        const report = await reportAir(platform.db, dayBookOf(platform), {
          period: periodOfSpan(options.from, options.to),
          level: options.by,
          daily: options.daily === true,
          view: {
            policy: options.edition === 'auto' ? policy : { ...policy, edition: options.edition },
            dust: options.dust ?? dust,
            ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
          },
        });
        if (options.json) printJson(report);
        else printReport(report);
      }),
    );
}

function parseDay(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('应为日期 YYYY-MM-DD · a day YYYY-MM-DD');
  return text;
}

function parseLevel(text: string): Level {
  if (text === 'city' || text === 'station' || text === 'county' || text === 'province') return text;
  if (text.startsWith('group:')) return `group:${text.slice('group:'.length)}`;
  throw new InvalidArgumentError('city | station | county | province | group:CODE');
}

/** A moment on the command line; without a zone it is Beijing time. */
export function parseMoment(text: string): Date {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(
    text,
  );
  const [, day = '', clock = '00:00', seconds = '', zone = '+08:00'] = match ?? [];
  const moment = new Date(`${day}T${clock === '24:00' ? '23:59' : clock}${seconds}${zone}`);
  if (match === null || !isDay(day) || Number.isNaN(moment.getTime())) {
    throw new InvalidArgumentError('应为时刻 YYYY-MM-DDTHH:MM · a moment YYYY-MM-DDTHH:MM');
  }
  return clock === '24:00' ? new Date(moment.getTime() + 60_000) : moment;
}

const COLUMNS = [
  ...POLLUTANTS.map((pollutant) => [pollutant, POLLUTANT_NAMES[pollutant]] as const),
  ['compositeIndex', '指数 index'],
  ['goodDays', '优良 good'],
  ['heavyDays', '重度 heavy'],
  ['validDays', '有效 valid'],
] as const;

function printReport(report: Report): void {
  print(
    `${report.period.from} — ${report.period.to} · GB 3095-${report.edition} · ${report.dust === 'deducted' ? '扣沙' : '未扣沙'}`,
  );
  print(['', ...COLUMNS.map(([, label]) => label), '同比 change', '名次 rank'].join('\t'));
  for (const row of report.rows) {
    const change = row.change.compositeIndex;
    print(
      [
        row.name,
        ...COLUMNS.map(([key]) => row[key] ?? '—'),
        change === null ? '—' : `${change > 0 ? '+' : ''}${change}%`,
        'rank' in row ? (row.rank.state ?? '—') : '',
      ].join('\t'),
    );
  }
}
