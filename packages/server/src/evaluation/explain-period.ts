import type { Region } from '@qingzhang/contract';
import {
  type AirPeriod,
  DECIMALS,
  dayCount,
  fixedHalfEven,
  formatPeriod,
  formatRounded,
  INDEX_DECIMALS,
  INDEX_STATISTIC,
  indexLimit,
  monthsOf,
  POLLUTANT_NAMES,
  POLLUTANTS,
  type Pollutant,
  percentilePosition,
  STANDARDS,
  samePeriodLastYear,
  spanOf,
  sum,
  toNumber,
} from '@qingzhang/standards';
import type { EvaluatedDay } from './air-days.ts';
import type { ExplainContext, FigureExplanation, NamedRegion } from './explain.ts';
import { aqiKey, dayKey, type EvaluationFigure, statKey } from './figure-keys.ts';
import { publishedOf, publishedOfRegion, textOf, unitOf } from './published.ts';
import type { CityPeriod, RegionResult } from './statistics.ts';
import { className, indicatorName, ruleTexts, spanText, word } from './words.ts';

type StatFigure = Extract<EvaluationFigure, { kind: 'stat' }>;

/** A pollutant over a period: the mean of the city days, or their percentile (AIR-3.10, 3.16). */
export function explainPollutant(
  context: ExplainContext,
  region: NamedRegion,
  figure: StatFigure & { readonly pollutant: Pollutant },
  city: CityPeriod,
  days: readonly EvaluatedDay[],
): FigureExplanation {
  const { lang } = context;
  const { pollutant } = figure;
  const { now } = city;
  const own = now.pollutants[pollutant];
  const kind = INDEX_STATISTIC[pollutant];
  const values = days.flatMap((day) => {
    const value = day[figure.dust].values[pollutant];
    return value === null ? [] : [{ day: day.row.day, value }];
  });
  const decimals = DECIMALS[pollutant];
  const fine = (value: Parameters<typeof fixedHalfEven>[0]) => fixedHalfEven(value, decimals + 3);
  const published = own.published === null ? '—' : formatRounded(own.published, decimals);
  const common = head(context, region, figure, city, published);
  if (kind === 'mean') {
    const total = sum(values.map(({ value }) => value));
    return {
      ...common,
      formula: [
        'x̄ = Σ x(d) ÷ n',
        `= ${fixedHalfEven(total, decimals + 1)} ÷ ${values.length}`,
        own.mean === null ? `→ ${word('invalid', lang)}` : `= ${fine(own.mean)} → ${published}`,
      ],
      rules: ruleTexts(['AIR-3.10', 'AIR-3.18', 'AIR-3.11', 'AIR-3.8'], lang),
      inputs: monthRows(context, figure, pollutant, days),
      spark: sparkOf(days, figure, pollutant, now),
    };
  }
  const sorted = [...values].sort((a, b) => toNumber(a.value) - toNumber(b.value));
  const { lower, hundredths } = percentilePosition(Math.max(1, sorted.length), kind);
  const at = (position: number) => sorted[position - 1];
  const first = Math.max(0, lower - 4);
  return {
    ...common,
    formula: [
      `k = 1 + (n − 1) × ${kind}%`,
      `= 1 + (${sorted.length} − 1) × ${kind}% = ${lower}.${`${hundredths}`.padStart(2, '0')}`,
      ...(at(lower) === undefined
        ? [`→ ${word('invalid', lang)}`]
        : [
            hundredths === 0
              ? `= X(${lower}) = ${fine(at(lower)!.value)} → ${published}`
              : `X(${lower}) + (X(${lower + 1}) − X(${lower})) × 0.${`${hundredths}`.padStart(2, '0')} = ${own.percentile === null ? '—' : fine(own.percentile)} → ${published}`,
          ]),
    ],
    rules: ruleTexts([pollutant === 'o3' ? 'AIR-3.5' : 'AIR-3.3', 'AIR-3.16', 'AIR-3.18', 'AIR-3.11'], lang),
    inputs: {
      caption: `n = ${sorted.length}`,
      columns: [
        { key: 'rank', label: word('rank', lang), numeric: true },
        { key: 'day', label: word('day', lang), numeric: false },
        { key: 'value', label: word('value', lang), numeric: true },
      ],
      rows: sorted.slice(first, first + 12).map(({ day, value }, index) => ({
        rank: String(first + index + 1),
        day,
        value: fixedHalfEven(value, decimals + 1),
      })),
      total: null,
    },
    spark: sparkOf(days, figure, pollutant, now),
    links: sorted
      .slice(-3)
      .reverse()
      .map(({ day }) => ({ label: day, why: dayKey(pollutant, region.code, day) })),
  };
}

/** The composite index: six single indices added up (AIR-4.1…4.5). */
export function explainIndex(
  context: ExplainContext,
  region: NamedRegion,
  figure: StatFigure,
  city: CityPeriod,
): FigureExplanation {
  const { lang } = context;
  const { now } = city;
  const standard = STANDARDS[now.edition];
  const published = now.index.published === null ? '—' : formatRounded(now.index.published, INDEX_DECIMALS);
  const singles = POLLUTANTS.map((pollutant) => now.index.single[pollutant]);
  return {
    ...head(context, region, figure, city, published),
    formula: [
      'I = Σ C(i) ÷ S(i)',
      `= ${singles.map((single) => (single === null ? '—' : fixedHalfEven(single, 3))).join(' + ')}`,
      now.index.value === null
        ? `→ ${word('invalid', lang)}`
        : `= ${fixedHalfEven(now.index.value, 5)} → ${published}`,
    ],
    rules: ruleTexts(['AIR-4.1', 'AIR-4.2', 'AIR-4.3', 'AIR-4.5', 'AIR-4.11'], lang),
    inputs: {
      caption: spanText(spanOf(now.period).from, spanOf(now.period).to, lang),
      columns: [
        { key: 'pollutant', label: word('pollutant', lang), numeric: false },
        { key: 'concentration', label: `${word('concentration', lang)} C`, numeric: true },
        { key: 'limit', label: `${word('limit', lang)} S`, numeric: true },
        { key: 'single', label: word('single', lang), numeric: true },
        { key: 'share', label: word('share', lang), numeric: true },
      ],
      rows: POLLUTANTS.map((pollutant) => {
        const { statistic } = now.pollutants[pollutant];
        const single = now.index.single[pollutant];
        const share = now.index.loadShares[pollutant];
        return {
          pollutant: POLLUTANT_NAMES[pollutant],
          concentration:
            statistic === null ? word('invalid', lang) : fixedHalfEven(statistic, DECIMALS[pollutant] + 3),
          limit: fixedHalfEven(indexLimit(pollutant, standard), 0),
          single: single === null ? '—' : fixedHalfEven(single, 4),
          share: share === null ? '—' : formatRounded(share, 1),
        };
      }),
      total: {
        pollutant: word('total', lang),
        single: now.index.value === null ? '—' : fixedHalfEven(now.index.value, 4),
      },
    },
    spark: null,
    links: POLLUTANTS.map((pollutant) => ({
      label: POLLUTANT_NAMES[pollutant],
      why: statKey(pollutant, region.code, formatPeriod(figure.period), figure.dust, figure.yearBefore),
    })),
  };
}

/** Good days, their share, heavy days: counted from the daily AQI (AIR-3.21). */
export function explainDays(
  context: ExplainContext,
  region: NamedRegion,
  figure: StatFigure,
  city: CityPeriod,
  days: readonly EvaluatedDay[],
): FigureExplanation {
  const { lang } = context;
  const { now } = city;
  const stats = publishedOf(now);
  const published = textOf(stats[figure.indicator]) ?? '—';
  const counts = now.days;
  const rows = monthsOf(now.period).map(({ span }) => {
    const aqis = days
      .filter(({ row }) => row.day >= span.from && row.day <= span.to)
      .flatMap((day) => day[figure.dust].aqi.aqi ?? []);
    return {
      month: span.from.slice(0, 7),
      validDays: String(aqis.length),
      good: String(aqis.filter((aqi) => aqi <= 100).length),
      heavy: String(aqis.filter((aqi) => aqi > 200).length),
    };
  });
  const formula =
    figure.indicator === 'goodDayShare'
      ? ['R = G ÷ N × 100%', `= ${counts.good} ÷ ${counts.valid} × 100% = ${published}%`]
      : figure.indicator === 'goodDays'
        ? ['G = #{ d : AQI(d) ≤ 100 }', `= ${published}`]
        : ['H = #{ d : AQI(d) > 200 }', `= ${published}`];
  const worst = days
    .flatMap((day) => {
      const { aqi } = day[figure.dust].aqi;
      return aqi === null ? [] : [{ day: day.row.day, aqi }];
    })
    .sort((a, b) => b.aqi - a.aqi)
    .slice(0, 3);
  return {
    ...head(context, region, figure, city, published),
    formula,
    rules: ruleTexts(['AIR-3.21', 'AIR-3.22', 'AIR-2.10', 'AIR-5.6'], lang),
    facts: counts.byLevel.map((count, index) => ({ label: className(index + 1, lang), text: String(count) })),
    inputs: {
      caption: spanText(spanOf(now.period).from, spanOf(now.period).to, lang),
      columns: [
        { key: 'month', label: word('month', lang), numeric: false },
        { key: 'validDays', label: word('validDays', lang), numeric: true },
        { key: 'good', label: word('good', lang), numeric: true },
        { key: 'heavy', label: word('heavy', lang), numeric: true },
      ],
      rows,
      total: {
        month: word('total', lang),
        validDays: String(counts.valid),
        good: String(counts.good),
        heavy: String(counts.heavy),
      },
    },
    spark: {
      values: days.map((day) => day[figure.dust].aqi.aqi),
      from: spanOf(now.period).from,
      to: spanOf(now.period).to,
      limit: figure.indicator === 'heavyDays' ? 200 : 100,
      limitLabel: 'AQI',
    },
    links: worst.map(({ day, aqi }) => ({ label: `${day} AQI ${aqi}`, why: aqiKey(region.code, day) })),
  };
}

/** A province's figure: the mean over its cities (AIR-3.10, 3.23, 4.12). */
export function explainRegion(
  context: ExplainContext,
  region: NamedRegion,
  figure: StatFigure,
  result: RegionResult,
  cities: readonly Region[],
): FigureExplanation {
  const { lang } = context;
  const periods = result.cities.map((city) => city.now);
  const stats = publishedOfRegion(result.now, periods);
  const published = textOf(stats[figure.indicator]) ?? '—';
  const values = result.cities.map((city) => textOf(publishedOf(city.now)[figure.indicator]));
  const present = values.filter((value) => value !== null);
  const span = spanOf(result.period);
  return {
    title: indicatorName(figure.indicator, lang),
    subject: `${region.name} · ${spanText(span.from, span.to, lang)}`,
    value: published,
    unit: unitOf(figure.indicator, lang),
    lamp: null,
    formula: ['x̄ = Σ x(i) ÷ m', `m = ${present.length}`, `→ ${published}`],
    facts: [{ label: word('n', lang), text: `${present.length} / ${values.length}` }],
    rules: ruleTexts(
      figure.indicator === 'index'
        ? ['AIR-4.12', 'AIR-3.11']
        : figure.indicator === 'goodDayShare' || figure.indicator === 'goodDays'
          ? ['AIR-3.23', 'AIR-3.11']
          : ['AIR-3.10', 'AIR-3.11'],
      lang,
    ),
    edition: periods[0] === undefined ? '' : documentsOf(periods[0].edition),
    document: null,
    inputs: {
      caption: indicatorName(figure.indicator, lang),
      columns: [
        { key: 'city', label: word('city', lang), numeric: false },
        { key: 'value', label: word('published', lang), numeric: true },
      ],
      rows: result.cities.map((_, index) => ({
        city: (lang === 'zh' ? cities[index]?.name : cities[index]?.nameEn) ?? '',
        value: values[index] ?? word('invalid', lang),
      })),
      total: { city: word('average', lang), value: published },
    },
    spark: null,
    completeness: [],
    knownAt: instantText(Math.max(0, ...result.cities.map((city) => city.knownAt))),
    links: result.cities.map((city, index) => ({
      label: (lang === 'zh' ? cities[index]?.shortName : cities[index]?.nameEn) ?? city.code,
      why: statKey(figure.indicator, city.code, formatPeriod(figure.period), figure.dust, figure.yearBefore),
    })),
  };
}

/** The documents of an edition, as cited. */
export function documentsOf(edition: AirPeriod['edition']): string {
  const { limits, aqi, evaluation } = STANDARDS[edition].documents;
  return `${limits}、${aqi}、${evaluation}`;
}

/** An instant as ISO text in Beijing time. */
export function instantText(ms: number): string {
  const shifted = new Date(ms + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 19)}+08:00`;
}

function head(
  context: ExplainContext,
  region: NamedRegion,
  figure: StatFigure,
  city: CityPeriod,
  published: string,
): FigureExplanation {
  const { lang } = context;
  const span = spanOf(city.now.period);
  const other = textOf(publishedOf(city.otherDust)[figure.indicator]);
  const indicator = figure.indicator;
  const own = isPollutant(indicator) ? city.now.pollutants[indicator].validity : null;
  const calendar = dayCount(city.now.period);
  return {
    title: indicatorName(indicator, lang),
    subject: `${region.name} · ${spanText(span.from, span.to, lang)}`,
    value: published,
    unit: unitOf(indicator, lang),
    lamp: null,
    formula: [],
    facts: [],
    rules: [],
    edition: documentsOf(city.now.edition),
    document: null,
    inputs: { caption: '', columns: [], rows: [], total: null },
    spark: null,
    completeness: [
      {
        label: word('coverage', lang),
        text: `${own === null ? city.now.days.valid : own.days} / ${calendar}`,
      },
      ...(own !== null && own.shortMonths.length > 0
        ? [{ label: word('shortMonths', lang), text: own.shortMonths.join('、') }]
        : []),
      {
        label: word('basis', lang),
        text:
          city.seriesDays === 0
            ? word('stations', lang)
            : city.seriesDays >= city.now.days.valid
              ? word('series', lang)
              : word('mixed', lang, { days: city.seriesDays }),
      },
      {
        label: word('dustRemoved', lang),
        text:
          city.dustDays === 0
            ? word('none', lang)
            : `${city.dustDays} d · ${city.dustHours} h · ${word('otherDust', lang)} ${other ?? '—'}`,
      },
      {
        label: word('struckOut', lang),
        text: city.excluded === 0 ? word('none', lang) : String(city.excluded),
      },
    ],
    knownAt: instantText(city.knownAt),
    links: [],
  };
}

function isPollutant(indicator: string): indicator is Pollutant {
  return POLLUTANTS.some((name) => name === indicator);
}

function monthRows(
  context: ExplainContext,
  figure: StatFigure,
  pollutant: Pollutant,
  days: readonly EvaluatedDay[],
): FigureExplanation['inputs'] {
  const { lang } = context;
  const decimals = DECIMALS[pollutant] + 1;
  const rowOf = (label: string, from: string, to: string, expected: number) => {
    const values = days
      .filter(({ row }) => row.day >= from && row.day <= to)
      .flatMap((day) => day[figure.dust].values[pollutant] ?? []);
    const total = sum(values);
    return {
      month: label,
      validDays: values.length === expected ? String(expected) : `${values.length}/${expected}`,
      mean:
        values.length === 0
          ? '—'
          : fixedHalfEven({ num: total.num, den: total.den * BigInt(values.length) }, decimals),
      sum: fixedHalfEven(total, decimals),
    };
  };
  const shown = figure.yearBefore ? samePeriodLastYear(figure.period) : figure.period;
  const { from, to } = spanOf(shown);
  return {
    caption: `${POLLUTANT_NAMES[pollutant]} · ${spanText(from, to, lang)}`,
    columns: [
      { key: 'month', label: word('month', lang), numeric: false },
      { key: 'validDays', label: word('validDays', lang), numeric: true },
      { key: 'mean', label: word('mean', lang), numeric: true },
      { key: 'sum', label: word('sum', lang), numeric: true },
    ],
    rows: monthsOf(shown).map(({ span }) =>
      rowOf(span.from.slice(0, 7), span.from, span.to, dayCount({ kind: 'custom', ...span })),
    ),
    total: rowOf(word('total', lang), from, to, dayCount(shown)),
  };
}

function sparkOf(
  days: readonly EvaluatedDay[],
  figure: StatFigure,
  pollutant: Pollutant,
  period: AirPeriod,
): FigureExplanation['spark'] {
  const { from, to } = spanOf(period.period);
  const limit = STANDARDS[period.edition].gradeTwo.day[pollutant] / 10 ** DECIMALS[pollutant];
  return {
    values: days.map((day) => {
      const value = day[figure.dust].values[pollutant];
      return value === null ? null : Number(fixedHalfEven(value, DECIMALS[pollutant] + 1));
    }),
    from,
    to,
    limit,
    limitLabel: String(limit),
  };
}
