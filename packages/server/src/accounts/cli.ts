import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, withApp } from '../cli/command.ts';
import { parseMoment } from '../evaluation/cli.ts';
import { closeMonth } from './closings/service.ts';
import { type AccountReport, accountReport } from './report.ts';

interface AccountOptions {
  readonly year?: number;
  readonly at?: Date;
  readonly asOf?: Date;
  readonly city?: string;
  readonly json?: true;
}

/** `qingzhang account` and `qingzhang close-month`. */
export function registerAccountCommands(program: Command): void {
  program
    .command('account')
    .description('账户：时、日、月、年四级余额与灯 · balances of the cities at four scales')
    .option('--year <year>', '年份，默认为所站时刻的年份 · year', parseYear)
    .option(
      '--at <time>',
      '所站时刻，2020-06-15T10:00，默认为最后有数据的小时 · moment to stand at',
      parseMoment,
    )
    .option('--as-of <time>', '只用此刻已知的数据 · only what was known at this moment', parseMoment)
    .option('--city <code>', '只看一市，六位代码 · one city')
    .option('--json', '以 JSON 输出 · print JSON')
    .addHelpText('after', ACCOUNT_HELP)
    .action((options: AccountOptions) =>
      withApp(async ({ platform }) => {
        const report = await accountReport(platform, {
          year: options.year,
          city: options.city,
          at: options.at?.toISOString(),
          asOf: options.asOf?.toISOString(),
        });
        if (options.json) printJson(report);
        else printReport(report);
      }),
    );

  program
    .command('close-month')
    .description('月结账：冻结当月数据与各账户记账 · close a month')
    .argument('<month>', '月份 2020-05 · month', parseMonth)
    .option('--note <text>', '备注 · a note', '')
    .option('--json', '以 JSON 输出 · print JSON')
    .addHelpText(
      'after',
      '\n退出码：0 已结账，1 不能结账（说明缘由），2 用法不对。\nExit codes: 0 closed, 1 refused (the reason is said), 2 called wrongly.',
    )
    .action((month: string, options: { note: string; json?: true }) =>
      withApp(async ({ platform, call }) => {
        const closing = await closeMonth(platform, { period: month, note: options.note }, call());
        if (options.json) printJson(closing);
        else print(`${closing.period}：已结账，冻结于 ${closing.asOf} · closed as of ${closing.asOf}`);
      }),
    );
}

const ACCOUNT_HELP = `
JSON：{at, asOf, year, month, lastDay, standing, cities: [{code, name, failing, day, month, year, entries}]}
  day    {state, reason, hour, hoursLeft, pollutants: [{pollutant, state, reason, limit, present, allowance, safeAllowance, hoursLeft}]} 或 null
  month  每个指标 {indicator, state, reason, target, allowance, safeAllowance, budget, spent, left, mayExceed, rest, explanation}
  year   同 month，另含预留 reserve · as month, with reserve
  entries 本月记账 {indicator, unit, budget, opening, planned, spent, lapsed, adjustment, closing, carried, closed}
state: safe | tight | overdrawn | impossible | none。各市结构相同，未设目标的指标不出现 · the same structure for each city
退出码：0 完成，1 没有数据或城市不存在，2 用法不对 · exit codes: 0 done, 1 no data or no such city, 2 called wrongly`;

function parseMonth(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) {
    throw new InvalidArgumentError('应为月份，如 2020-05 · a month such as 2020-05');
  }
  return text;
}

function parseYear(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new InvalidArgumentError('应为年份，如 2020 · a year such as 2020');
  return Number(text);
}

function printReport(report: AccountReport): void {
  print(
    `${report.at} · ${report.month} · ${report.standing.simulated ? '模拟数据 simulated' : ''}`.trimEnd(),
  );
  print(['', '今天 today', '本月 month', '全年 year', '天数 days'].join('\t'));
  for (const city of report.cities) {
    const cell = ({ mark, main, sub }: { mark: string; main: string; sub: string }) =>
      `${mark} ${main} ${sub}`.trim();
    const { today, month, year, days } = city.table;
    print([city.name, cell(today), cell(month), cell(year), cell(days)].join('\t'));
  }
}
