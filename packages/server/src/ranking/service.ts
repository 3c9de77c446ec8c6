/** 排名: cities or counties by state and by change over a period, and what moved the most telling one. */
import type { Lang, RankColumn, Ranking, StatCell } from '@qingzhang/contract';
import { formatPeriod, monthOfDay, type Period, samePeriodLastYear, spanOf } from '@qingzhang/standards';
import { periodKeyOf, type Standpoint, settledPart, standingOf, standOnPeriod } from '../accounts/moment.ts';
import { statKey } from '../evaluation/figure-keys.ts';
import { publishedOf, publishedOfRegion, statCells } from '../evaluation/published.ts';
import { type CityPeriod, evaluateCities, expectedDays, validDays } from '../evaluation/statistics.ts';
import { evaluateSmall, type Subject } from '../evaluation/subjects.ts';
import type { Platform } from '../platform/platform.ts';
import { decompose } from './decomposition.ts';
import { type RankSubject, rankRows } from './rank-rows.ts';
import { periodLabel, rankingSentence, text } from './words.ts';

/** What may be asked of the ranking. */
export interface RankingQuestion {
  readonly period?: string | undefined;
  readonly at?: string | undefined;
  readonly asOf?: string | undefined;
  readonly by: 'index' | 'pm25' | 'pm10' | 'so2' | 'no2' | 'co' | 'o3' | 'goodDayShare';
  readonly level: 'city' | 'county';
  readonly city?: string | undefined;
  readonly lang: Lang;
}

/** The whole page. */
export async function rankingOf(platform: Platform, question: RankingQuestion): Promise<Ranking> {
  const { lang } = question;
  const { stand, asked: whole } = await standOnPeriod(platform, { ...question, periodKey: question.period });
  const period = settledPart(stand, whole) ?? whole;
  const column = await columnOf(stand, question, period);
  const main = {
    ...column,
    column: { ...column.column, period: { ...column.column.period, key: periodKeyOf(whole) } },
  };
  const lastMonth = lastMonthOf(period);
  const month = lastMonth === null ? null : await columnOf(stand, question, lastMonth);
  return {
    sentence: sentenceOf(main, question, lang),
    columns: [main.column, ...(month === null ? [] : [month.column])],
    table: main.subjects.map((subject, index) => ({
      region: subject.code,
      name: subject.name,
      rank: main.column.rows[index]?.rank ?? null,
      changeRank: main.column.rows[index]?.changeRank ?? null,
      stats: subject.cells,
      maxPollutants: [...(main.periods[index]?.now.index.main ?? [])],
      validDays: subject.validDays,
    })),
    decomposition: question.level === 'city' ? await decompositionOf(stand, main, question) : null,
    province: main.province,
  };
}

interface Column {
  readonly column: RankColumn;
  readonly subjects: readonly RankSubject[];
  readonly periods: readonly CityPeriod[];
  readonly province: Record<string, StatCell>;
}

async function columnOf(stand: Standpoint, question: RankingQuestion, period: Period): Promise<Column> {
  const { lang, by } = question;
  const key = formatPeriod(period);
  const cellsOf = (code: string, now: RankSubject['now'], last: RankSubject['last'], ask: boolean) =>
    statCells(now, last, lang, (indicator, earlier) =>
      ask ? statKey(indicator, code, key, stand.view.dust, earlier) : null,
    );
  const subjectOf = (name: string, result: CityPeriod, ask: boolean): RankSubject => {
    const [now, last] = [publishedOf(result.now), publishedOf(result.last)];
    return {
      code: result.code,
      name,
      now,
      last,
      cells: cellsOf(result.code, now, last, ask),
      validDays: validDays(result.now),
    };
  };
  let subjects: RankSubject[];
  let periods: CityPeriod[];
  let province: Record<string, StatCell> = {};
  if (question.level === 'county') {
    const found = await evaluateSmall(stand.db, 'county', period, stand.view);
    const measured = found.filter(({ result }) => result.now.days.valid > 0);
    periods = measured.map(({ result }) => result);
    const nameOf = (region: Pick<Subject, 'name' | 'nameEn'>) =>
      lang === 'zh' ? region.name : region.nameEn;
    const names = measured.map(({ subject }) => nameOf(subject));
    subjects = measured.map(({ subject, result }, index) => {
      const name = names[index] ?? subject.code;
      // 城区 alone may be one of several: its city is said with it.
      const city = stand.cities.find(({ code }) => code.slice(0, 4) === subject.code.slice(0, 4));
      const unique = names.indexOf(name) === names.lastIndexOf(name) || city === undefined;
      if (unique) return subjectOf(name, result, false);
      return subjectOf(lang === 'zh' ? `${city.shortName}${name}` : `${city.nameEn} ${name}`, result, false);
    });
  } else {
    const result = await evaluateCities(stand.db, stand.book, stand.codes, period, stand.view);
    periods = [...result.cities];
    subjects = result.cities.map((city, index) => {
      const region = stand.cities[index];
      return subjectOf((lang === 'zh' ? region?.shortName : region?.nameEn) ?? city.code, city, true);
    });
    const now = publishedOfRegion(
      result.now,
      result.cities.map((city) => city.now),
    );
    const last = publishedOfRegion(
      result.last,
      result.cities.map((city) => city.last),
    );
    province = cellsOf(stand.province?.code ?? '', now, last, stand.province !== null);
  }
  const span = spanOf(period);
  const days = periods[0] === undefined ? 0 : expectedDays(periods[0].now);
  const rows = rankRows(subjects, by, text('invalid', lang));
  return {
    subjects,
    periods,
    province,
    column: {
      period: { key: periodKeyOf(period), label: periodLabel(period, lang), ...span, days },
      standing: await standingOf(stand, span),
      lastYear: periodLabel(samePeriodLastYear(period), lang),
      n: rows.filter((row) => row.rank !== null).length,
      rows,
      note: text('note', lang, { days }),
    },
  };
}

/** The last month of a period longer than one, as far as it has come. */
function lastMonthOf(period: Period): Period | null {
  if (period.kind === 'month') return null;
  const { from, to } = spanOf(period);
  const month = spanOf(monthOfDay(to));
  if (month.from <= from) return null;
  return month.to === to ? monthOfDay(to) : { kind: 'custom', from: month.from, to };
}

function sentenceOf(main: Column, question: RankingQuestion, lang: Lang): Ranking['sentence'] {
  const { rows } = main.column;
  const named = (test: (row: RankColumn['rows'][number]) => boolean) => rows.filter(test);
  const names = (list: RankColumn['rows']) => list.map((row) => row.name ?? row.region);
  const best = named((row) => row.rank === 1);
  const worst = named((row) => row.fromWorst === 1);
  const improved = named(
    (row) => row.changeRank === 1 && row.cell.delta.kind === 'change' && row.cell.delta.sense === 'better',
  );
  const rebounded = rows
    .filter((row) => row.cell.delta.kind === 'change' && row.cell.delta.sense === 'worse')
    .sort((a, b) => (b.changeRank ?? 0) - (a.changeRank ?? 0));
  return rankingSentence(
    {
      indicator: question.by,
      level: question.level,
      best: best[0] === undefined ? null : { names: names(best), value: best[0].cell.figure.text ?? '' },
      worst: worst[0] === undefined ? null : { names: names(worst), value: worst[0].cell.figure.text ?? '' },
      improved: improved[0] === undefined ? null : { names: names(improved), change: arrow(improved[0]) },
      rebounded: rebounded.map((row) => ({ name: row.name ?? row.region, change: arrow(row) })),
      compared: rows.filter((row) => row.changeRank !== null).length,
    },
    lang,
  );
}

function arrow(row: RankColumn['rows'][number]): string {
  const { delta } = row.cell;
  if (delta.kind !== 'change') return '';
  const unit = delta.unit === '%' ? '%' : '';
  return `${delta.text.startsWith('-') ? '↓' : '↑'}${delta.text.replace(/^[+-]/, '')}${unit}`;
}

/** The city asked for; otherwise the one whose change ranks worst. */
async function decompositionOf(
  stand: Standpoint,
  main: Column,
  question: RankingQuestion,
): Promise<Ranking['decomposition']> {
  const wanted =
    main.periods.find((city) => city.code === question.city) ??
    main.periods[
      main.column.rows.reduce(
        (worst, row, index) =>
          (row.changeRank ?? 0) > (main.column.rows[worst]?.changeRank ?? 0) ? index : worst,
        0,
      )
    ];
  if (wanted === undefined) return null;
  const load = async (period: Period) => {
    const { from, to } = spanOf(period);
    const days = await stand.book.days(stand.db, [wanted.code], from, to, stand.view.policy, stand.view.asOf);
    return days.get(wanted.code) ?? [];
  };
  const [now, last] = await Promise.all([load(wanted.now.period), load(wanted.last.period)]);
  return decompose(wanted, { now, last }, stand.view.dust, question.lang);
}
