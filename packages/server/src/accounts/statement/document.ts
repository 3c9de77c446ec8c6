/** 账单: one city's month on one page, from the books; the page, the PDF and the preview are drawn from this. */

import { AppError } from '@qingzhang/contract';
import {
  type BadgeRun,
  bold,
  type Inline,
  type MonthBarsSpec,
  type StatementAirRow,
  type StatementDocument,
  type StatementLedger,
  text,
} from '@qingzhang/documents';
import {
  groupDigits,
  type Indicator,
  type Statement,
  type StatementMonth,
  type StatementRow,
  statement,
  statementSentence,
  unitWord,
} from '@qingzhang/domain';
import { type Month, parsePeriod, spanOf } from '@qingzhang/standards';
import type { Actor } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Platform } from '../../platform/platform.ts';
import { seesRegion } from '../../platform/policy.ts';
import { type CityBooks, cityBooks } from '../books.ts';
import { closingsOf } from '../city/account.ts';
import { adjustmentsOf } from '../closings/service.ts';
import { readDebts, type StoredDebtRow } from '../debts/rows.ts';
import { yearAccountKey } from '../keys.ts';
import { type Standpoint, standAt, standingOf } from '../moment.ts';
import { indicatorName } from '../words/words.ts';

export interface StatementQuestion {
  readonly code: string;
  /** 2020-06. */
  readonly month: string;
  readonly at?: string | undefined;
  readonly asOf?: string | undefined;
}

/** Everything the statement prints, in Chinese as official documents are. */
export async function statementDocument(
  platform: Platform,
  question: StatementQuestion,
  actor: Pick<Actor, 'scope'>,
): Promise<StatementDocument> {
  const month = parsePeriod(question.month) as Month;
  const { from, to } = spanOf(month);
  const stand = await standAt(platform, { at: question.at, asOf: question.asOf, period: month });
  const city = stand.cities.find((one) => one.code === question.code);
  if (city === undefined) throw new AppError('thing.notFound', { what: 'city', id: question.code });
  if (stand.day < from) throw new AppError('thing.notFound', { what: 'readings', id: question.month });
  const books = (await cityBooks(stand, { cities: [city.code] })).get(city.code)!;
  const closings = await closingsOf(stand, month.year, city.code);
  const facts = statement(books.input, month.month, closings);
  const standing = await standingOf(
    stand,
    { from, to: stand.lastDay < from ? from : to },
    {
      cities: [city.code],
      simulatedTargets: books.targets.some((target) => target.simulated),
    },
  );
  const closing = stand.closings.find((row) => row.period === question.month) ?? null;
  // Another city's debts are not everybody's business; its air is.
  const debts = seesRegion(actor, city.code, null)
    ? // What is late is judged by today, however old the readings are.
      await readDebts(platform.db, [city.code], question.month, beijingDay(platform.clock.now()))
    : null;
  const later = closing === null ? [] : await laterAdjustments(platform, question.month, city.code);
  return {
    kind: 'statement',
    version: 1,
    id: `statement-${city.code}-${question.month}`,
    language: 'zh-CN',
    date: stand.day,
    organisation: `${stand.province?.name ?? ''}生态环境厅`,
    simulated: standing.simulated,
    city: city.name,
    period: `${month.year}年${month.month}月`,
    number: `${question.month}-${city.shortName}`,
    dataUntil: `数据截至 ${clock(stand)}`,
    closed: closing === null ? null : `${moment(closing.closedAt)} 结账`,
    badges: badges(standing, closing !== null, later.length > 0),
    summary: summaryOf(facts, books),
    air: {
      note: facts.rows.some(({ adjustment }) => !/^-?0$/.test(adjustment))
        ? '期初余额 − 本月支出 ± 更正 ＝ 期末余额'
        : '期初余额 − 本月支出 ＝ 期末余额',
      leftTitle: `余 ${facts.daysLeft} 天`,
      rows: facts.rows.map((row) => airRow(row, books)),
    },
    chart: chartOf(facts),
    ledger: debts === null || debts.rows.length === 0 ? null : debtLedger(debts.rows, month.year),
    adjustments: [...facts.rows.flatMap(bookedParts), ...later],
    signatures: ['市生态环境局局长（签字）', '复核岗', '日期'],
    footer: '有异议请向省厅调度办提出。凭账单号可复算每个数。',
  };
}

/** 事项账: each subject in its own unit, so nothing is totalled. */
function debtLedger(rows: readonly StoredDebtRow[], year: number): StatementLedger {
  return {
    note: `期初 ＋ 新增 − 销账 ＋ 反弹 ＝ 期末　旧账指 ${year} 年以前形成`,
    rows: rows.map(
      ({ name, unit, opening, added, paid, rebound, closing, old, overdue, lamp, reason, subject }, i) => ({
        label: name.zh,
        unit,
        opening,
        added,
        paid,
        rebound,
        closing,
        old,
        overdue,
        lamp,
        reason: reason.zh,
        ...(i > 0 && subject === 'tasks' ? { divided: true } : {}),
      }),
    ),
  };
}

/** 2020-06-30 24:00. */
function clock(stand: Standpoint): string {
  const hour = stand.running?.hour ?? 24;
  return `${stand.day} ${String(hour).padStart(2, '0')}:00`;
}

/** 7月20日 18:00, Beijing time. */
function moment(at: Date): string {
  const beijing = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return `${Number(beijing.slice(5, 7))}月${Number(beijing.slice(8, 10))}日 ${beijing.slice(11, 16)}`;
}

function badges(
  standing: { simulated: boolean; dust: 'measured' | 'deducted'; dustHours: number; reviewed: boolean },
  closed: boolean,
  adjusted: boolean,
): BadgeRun[] {
  const badge = (kind: BadgeRun['badge'], words: string): BadgeRun => ({
    kind: 'badge',
    badge: kind,
    text: words,
  });
  return [
    closed ? badge('closed', '已结账') : badge('open', '未结账'),
    ...(standing.reviewed ? [badge('reviewed', '已审核')] : [badge('live', '实时未审核')]),
    ...(standing.dustHours > 0 ? [badge('dust', standing.dust === 'deducted' ? '扣沙' : '未扣沙')] : []),
    ...(adjusted ? [badge('adjusted', '有调整')] : []),
    ...(standing.simulated ? [badge('simulated', '模拟数据')] : []),
  ];
}

const summaryOf = (facts: Statement, books: CityBooks): Inline[] =>
  statementSentence(facts, books.accounts.yearly.goodDayShare, 'zh').map((run) =>
    run.tone === 'strong' ? bold(run.text) : text(run.text),
  );

/** 优良天 is a budget of days that may exceed: the books call it 超标天. */
const accountName = (indicator: Indicator): string =>
  indicator === 'goodDayShare' ? '超标天' : indicatorName(indicator, 'zh');

function airRow(row: StatementRow, books: CityBooks): StatementAirRow {
  const affordable =
    row.allowance === null
      ? null
      : row.unit === 'days'
        ? `${row.indicator === 'heavyDays' ? '' : '超标 '}≤${row.allowance} 天`
        : `每天 ≤${row.allowance}`;
  return {
    figureId: yearAccountKey(row.indicator, books.code, books.accounts.year),
    label: accountName(row.indicator),
    unit: unitWord(row.unit, 'zh'),
    budget: groupDigits(row.budget),
    opening: groupDigits(row.opening),
    plan: groupDigits(row.planned),
    spent: groupDigits(row.spent),
    closing: groupDigits(row.closing),
    affordable,
    ...(row.lamp === 'none' ? { lamp: null, remark: '数据无效' } : { lamp: row.lamp }),
  };
}

function chartOf({ chart, belowPlan }: Statement): StatementDocument['chart'] {
  if (chart === null) return null;
  const name = indicatorName(chart.indicator, 'zh');
  const value = (words: string | null) =>
    words === null ? null : { value: Number(words), text: short(words) };
  const spec: MonthBarsSpec = {
    type: 'month-bars',
    unit: 'µg/m³',
    measure: `${name} 月均`,
    months: chart.months.map(({ month, actual, plan }: StatementMonth) => ({
      label: `${Number(month.slice(5))}月`,
      actual: value(actual),
      plan: value(plan),
    })),
    ...(belowPlan === null ? {} : { remark: remark(belowPlan) }),
  };
  const known = chart.months.filter(({ actual }) => actual !== null);
  const alt = `${name} 逐月均值与月计划：${known.map((one) => `${Number(one.month.slice(5))}月 ${one.actual}`).join('，')}`;
  return { spec, alt };
}

/** Decided values may carry four decimals; a chart prints one. */
const short = (words: string): string => (/\.\d{2,}$/.test(words) ? Number(words).toFixed(1) : words);

function remark(below: string): string {
  if (Number(below) === 0) return '余下各月与月计划持平';
  return below.startsWith('-') ? `余下各月可比月计划高 ${below.slice(1)}` : `余下各月须比月计划再低 ${below}`;
}

/** Corrections of earlier months that this month's entry has booked. */
function bookedParts(row: StatementRow): string[] {
  const unit = unitWord(row.unit, 'zh');
  return row.parts.map((part) => {
    const amount = part.text.startsWith('-') ? part.text : `+${part.text}`;
    return !('month' in part)
      ? `年度目标调整，${accountName(row.indicator)} 余额 ${amount} ${unit}，记入本月`
      : `${part.month}月 ${accountName(row.indicator)} 更正 ${amount} ${unit}，记入本月`;
  });
}

/** What was corrected after this month's closing, booked in the month that is open now. */
async function laterAdjustments(platform: Platform, month: string, code: string): Promise<string[]> {
  const now = await standAt(platform);
  const found = (await adjustmentsOf(now, 'zh')).get(month) ?? [];
  return found
    .filter(({ region }) => region === code)
    .map(
      ({ indicator, amount, unit }) =>
        `${Number(month.slice(5))}月 ${accountName(indicator)} ${amount} ${unit}，记入未结月份`,
    );
}
