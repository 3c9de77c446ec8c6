/** 为什么 of an account: formula with its numbers, clauses, inputs, completeness, where the target comes from. */
import type { Explanation, Lang } from '@qingzhang/contract';
import {
  type Account,
  accountReason,
  accountRung,
  bookPlan,
  counted,
  type DayAccount,
  dayReason,
  dayRung,
  formulaLines,
  groupDigits,
  isPollutant,
  monthSpan,
  type PollutantDay,
  type Explanation as Reckoning,
  ruleWord,
  type Span,
  settledDays,
  thresholdOf,
  unitWord,
  yearSpan,
} from '@qingzhang/domain';
import { DECIMALS, type Pollutant, type Standard, toNumber } from '@qingzhang/standards';
import { statKey } from '../../evaluation/figure-keys.ts';
import type { CityBooks } from '../books.ts';

import { planWords } from '../city/curve.ts';
import type { AccountFigure } from '../keys.ts';
import type { Standpoint } from '../moment.ts';
import type { TargetRow } from '../queries.ts';
import { pick } from '../sentences.ts';
import { dayName, fullName, indicatorName, monthName } from '../words/words.ts';

/** An explanation without what every one has: standing, knowledge, completeness. */
export type AccountExplanation = Omit<Explanation, 'standing' | 'knownAt' | 'completeness'>;

export interface WhyContext {
  readonly stand: Standpoint;
  readonly books: CityBooks;
  readonly lang: Lang;
}

type PeriodFigure = Exclude<AccountFigure, { scale: 'day' }>;

/** The account of a month or a year; null without a target. */
export function explainPeriod(context: WhyContext, figure: PeriodFigure): AccountExplanation | null {
  const { books, lang, stand } = context;
  const { indicator } = figure;
  const account = (figure.scale === 'month' ? books.accounts.month : books.accounts.yearly)[indicator];
  const target = books.targets.find((one) => one.indicator === indicator);
  if (account === undefined || target === undefined) return null;
  const words = accountRung(account, lang);
  const { count, unit } = account.rest;
  const rest =
    account.kind === 'mean' && count > 0
      ? pick(
          lang,
          `　余下 ${count} ${unit === 'hours' ? '小时' : '天'}平均`,
          ` · average of the ${count} ${unit} left`,
        )
      : '';
  return {
    title: words.title,
    subject: subjectOf(context, indicatorName(indicator, lang)),
    value: words.allowance.replace('≤', '≤ '),
    unit: `${words.unit}${rest}`,
    lamp: { state: account.lamp.state, reason: accountReason(account, lang) },
    formula: formulaLines(account.explanation, lang),
    facts: [...lines(account, lang), planFact(context, account)],
    rules: rulesOf(account.explanation, lang),
    edition: editionOf(books.standard, stand, lang),
    document: documentOf(target, account, lang),
    inputs: monthInputs(account, lang),
    spark: sparkOf(context, account),
    links: linksOf(context, account),
  };
}

/** 按修约可用 and 稳妥, or what stands in their place for budgets of days and the index. */
function lines(account: Account, lang: Lang): Explanation['facts'] {
  const usable = pick(lang, '按修约可用', 'usable after rounding');
  const safe = pick(lang, '稳妥', 'safe');
  const nothing = pick(lang, '已无余量', 'nothing left');
  switch (account.kind) {
    case 'mean': {
      const { threshold } = account;
      const end = threshold.inclusive
        ? pick(lang, '偶数目标含端点', 'even: the end counts')
        : pick(lang, '奇数目标不含端点', 'odd: the end does not count');
      const bound = (text: string | undefined) => (text === undefined ? nothing : `≤ ${text}`);
      return [
        {
          label: usable,
          text: `T* = ${threshold.text}${pick(lang, '，', ', ')}${end}：${bound(account.allowance?.text)}`,
        },
        { label: safe, text: `T = ${account.target}：${bound(account.safeAllowance?.text)}` },
      ];
    }
    case 'index':
      return account.worth.map(({ indicator, unit, value }) => ({
        label: pick(lang, `折 ${indicatorName(indicator, lang)}`, `in ${indicatorName(indicator, lang)}`),
        text: `${value.text} ${unit}`,
      }));
    default: {
      const days = (count: number) =>
        count < 0 ? nothing : pick(lang, `可超 ${count} 天`, `${counted(count, 'day')} may exceed`);
      return [
        { label: usable, text: days(account.mayExceed) },
        { label: safe, text: days(account.safeMayExceed) },
      ];
    }
  }
}

function planFact({ books, lang }: WhyContext, account: Account): Explanation['facts'][number] {
  const target = books.input.targets.find((one) => one.indicator === account.indicator)!;
  return { label: pick(lang, '目标路径', 'path'), text: planWords(bookPlan(books.input, target), lang) };
}

const subjectOf = ({ books, stand, lang }: WhyContext, what: string): string => {
  const city = stand.cities.find((one) => one.code === books.code);
  return `${city === undefined ? books.code : fullName(city, lang)} · ${what}`;
};

const rulesOf = (explanation: Reckoning, lang: Lang): Explanation['rules'] =>
  explanation.rules.map((id) => ({ id, text: ruleWord(id, lang) }));

function editionOf(standard: Standard, stand: Standpoint, lang: Lang): string {
  const { limits, aqi, evaluation } = standard.documents;
  return pick(
    lang,
    `${limits}、${aqi}、${evaluation}（数据日期 ${stand.year} 年）`,
    `${limits}, ${aqi}, ${evaluation} (data of ${stand.year})`,
  );
}

function documentOf(target: TargetRow, account: Account, lang: Lang): string {
  const date = target.documentDate === null ? '' : `，${target.documentDate}`;
  const value = account.scale === 'month' ? account.target : target.value;
  const example = target.simulated ? pick(lang, '（示例）', ' (example)') : '';
  return pick(
    lang,
    `${account.scale === 'month' ? '月计划' : '目标'} ${value}：${target.document}${date}，第 ${target.version} 版${example}`,
    `${account.scale === 'month' ? 'plan' : 'target'} ${value}: ${target.document}${date.replace('，', ', ')}, version ${target.version}${example}`,
  );
}

/** Inputs month by month with their total. */
function monthInputs(account: Account, lang: Lang): Explanation['inputs'] {
  const { inputs } = account.explanation;
  const mean = account.kind === 'mean' || account.kind === 'percentile';
  const spent =
    account.kind === 'mean'
      ? pick(lang, `已用 ${unitWord('µg·d', lang)}`, 'spent µg·days')
      : account.indicator === 'goodDayShare'
        ? pick(lang, '优良天', 'good days')
        : account.indicator === 'heavyDays'
          ? pick(lang, '重污染天', 'heavy days')
          : pick(lang, '合计', 'sum');
  const valid = inputs.reduce((sum, row) => sum + row.valid, 0);
  const of = inputs.reduce((sum, row) => sum + row.of, 0);
  const count = (row: { valid: number; of: number }) =>
    row.valid === row.of ? String(row.valid) : `${row.valid}/${row.of}`;
  const columns = [
    { key: 'label', label: pick(lang, '月', 'month'), numeric: false },
    { key: 'days', label: pick(lang, '有效天', 'valid days'), numeric: true },
    ...(mean ? [{ key: 'mean', label: pick(lang, '均值', 'mean'), numeric: true }] : []),
    { key: 'spent', label: spent, numeric: true },
  ];
  const total =
    account.kind === 'mean'
      ? account.settled.usable.spent.text
      : String(inputs.reduce((sum, row) => sum + Number(row.spent), 0));
  return {
    caption: pick(
      lang,
      `城市日${account.kind === 'share' || account.kind === 'count' ? ' AQI' : `均 ${indicatorName(account.indicator, lang)}`}，${valid} 个有效日`,
      `daily ${account.kind === 'share' || account.kind === 'count' ? 'AQI' : indicatorName(account.indicator, lang)} of the city, ${valid} valid days`,
    ),
    columns,
    rows: inputs.map((row) => ({
      label: monthName(Number(row.label.slice(5)), lang),
      days: count(row),
      mean: row.mean ?? '—',
      spent: groupDigits(row.spent),
    })),
    total:
      inputs.length === 0
        ? null
        : {
            label: pick(lang, '合计', 'total'),
            days: count({ valid, of }),
            mean: account.kind === 'mean' ? (account.soFar?.text ?? '—') : '',
            spent: account.kind === 'percentile' ? '' : groupDigits(total),
          },
  };
}

function spanOfAccount({ books }: WhyContext, account: Account): Span {
  const { ytd } = books.year;
  const span =
    account.scale === 'year' ? yearSpan(ytd.year) : monthSpan(ytd.year, Number(account.period.slice(5)));
  return { from: span.from, to: Math.min(span.to, settledDays(ytd)) };
}

function sparkOf(context: WhyContext, account: Account): Explanation['spark'] {
  const { books, lang } = context;
  const { ytd, days } = { ytd: books.year.ytd, days: spanOfAccount(context, account) };
  if (days.to <= days.from || account.kind === 'index') return null;
  const { indicator } = account;
  const values = isPollutant(indicator)
    ? ytd.days[indicator].slice(days.from, days.to).map((value) => value && drawn(toNumber(value), indicator))
    : [...ytd.aqi.slice(days.from, days.to)];
  const first = new Date(Date.UTC(ytd.year, 0, 1 + days.from)).toISOString().slice(0, 10);
  const last = new Date(Date.UTC(ytd.year, 0, days.to)).toISOString().slice(0, 10);
  const limit = isPollutant(indicator) ? Number(account.target) : indicator === 'heavyDays' ? 200 : 100;
  return {
    values,
    from: dayName(first, lang),
    to: dayName(last, lang),
    limit,
    limitLabel: isPollutant(indicator)
      ? pick(
          lang,
          `${account.scale === 'month' ? '计划' : '目标'} ${account.target}`,
          `${account.scale === 'month' ? 'plan' : 'target'} ${account.target}`,
        )
      : `AQI ${limit}`,
  };
}

const drawn = (value: number, pollutant: Pollutant): number => {
  const scale = 10 ** (DECIMALS[pollutant] + 1);
  return Math.round(value * scale) / scale;
};

/** Each month's statistic can itself be asked why. */
function linksOf({ books, stand, lang }: WhyContext, account: Account): Explanation['links'] {
  const indicator = account.indicator === 'goodDayShare' ? 'goodDays' : account.indicator;
  return account.explanation.inputs.map((row) => ({
    label: `${monthName(Number(row.label.slice(5)), lang)} ${row.mean ?? row.spent}`,
    why: statKey(indicator, books.code, row.label, stand.view.dust),
  }));
}

/** One pollutant's account of the day under way. */
export function explainDay(
  context: WhyContext,
  day: DayAccount,
  own: PollutantDay,
  date: string,
): AccountExplanation {
  const { books, lang, stand } = context;
  const words = dayRung({ ...day, lead: own, lamp: own.lamp }, lang);
  const { pollutant, limit } = own;
  const threshold = thresholdOf(limit, DECIMALS[pollutant]);
  const usable = pick(lang, '按修约可用', 'usable after rounding');
  const safe = pick(lang, '稳妥', 'safe');
  const nothing = pick(lang, '已无余量', 'nothing left');
  const hours = books.year.ytd.today?.hours[pollutant] ?? [];
  return {
    title: words.title,
    subject: subjectOf(context, `${indicatorName(pollutant, lang)} · ${dayName(date, lang)}`),
    value: words.allowance.replace('≤', '≤ '),
    unit:
      own.allowance === null
        ? ''
        : pick(
            lang,
            `${own.unit}　余下 ${own.hoursLeft} 小时`,
            `${own.unit} · the ${counted(own.hoursLeft, 'hour')} left`,
          ),
    lamp: { state: own.lamp.state, reason: dayReason(own, lang) },
    formula: formulaLines(own.explanation, lang),
    facts: [
      {
        label: usable,
        text: `T* = ${own.explanation.values.threshold ?? ''}${threshold.usable.inclusive ? '' : pick(lang, '（不含端点）', ' (end excluded)')}：${own.allowance ? `≤ ${own.allowance.text}` : nothing}`,
      },
      { label: safe, text: `T = ${limit}：${own.safeAllowance ? `≤ ${own.safeAllowance.text}` : nothing}` },
      {
        label: pick(lang, '现在', 'now'),
        text: own.present ? `${own.present.text} ${own.unit}（${own.present.hour}:00）` : '—',
      },
    ],
    rules: rulesOf(own.explanation, lang),
    edition: editionOf(books.standard, stand, lang),
    document: pick(lang, `良的上限 ${limit}（IAQI 100）`, `upper limit of a good day ${limit} (IAQI 100)`),
    inputs: hourInputs(own, lang),
    spark: {
      values: hours.slice(0, day.hour).map((value) => value && drawn(value.num / value.den, pollutant)),
      from: '1:00',
      to: `${day.hour}:00`,
      limit: Number(limit),
      limitLabel: limit,
    },
    links: [],
  };
}

function hourInputs(own: PollutantDay, lang: Lang): Explanation['inputs'] {
  const ozone = own.explanation.formula === 'ozoneWindow';
  return {
    caption: ozone
      ? pick(lang, '8 小时窗口', '8-hour windows')
      : pick(
          lang,
          `已过 ${own.hoursSpent} 小时，有效 ${own.validHours}`,
          `${counted(own.hoursSpent, 'hour')} spent, ${own.validHours} valid`,
        ),
    columns: [
      { key: 'label', label: pick(lang, '时段', 'hours'), numeric: false },
      { key: 'days', label: pick(lang, '已知/共', 'known/of'), numeric: true },
      { key: 'mean', label: pick(lang, '均值', 'mean'), numeric: true },
      { key: 'spent', label: pick(lang, '已用', 'spent'), numeric: true },
    ],
    rows: own.explanation.inputs.map((row) => ({
      label: row.label,
      days: `${row.valid}/${row.of}`,
      mean: row.mean ?? '—',
      spent: groupDigits(row.spent),
    })),
    total: null,
  };
}
