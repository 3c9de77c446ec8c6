/** 通报所据: the facts of a bulletin from evaluation and accounts, as of the closing or as of now. */
import { AppError, type Standing } from '@qingzhang/contract';
import {
  type Day,
  dayOfHour,
  editionOf,
  HOURS_OF_DAY,
  type HourIndex,
  hourEndEpochMs,
  hourEndIso,
  hourIndex,
  labelOfHour,
  type Period,
  type Standard,
  samePeriodLastYear,
  sameReferenceState,
  spanOf,
  standardOfPeriod,
} from '@qingzhang/standards';
import { cityBooks } from '../accounts/books.ts';
import { periodKeyOf, type Standpoint, standAt, standingOf } from '../accounts/moment.ts';
import { lastHour } from '../accounts/queries.ts';
import { evaluateCities, type RegionResult } from '../evaluation/statistics.ts';
import { bulletinNames, namesOf } from '../issuing/issuer.ts';
import type { Platform } from '../platform/platform.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { chapterSources } from './chapters/index.ts';
import type { ChapterQuestion } from './chapters/source.ts';
import type { BulletinFacts, DataStatus, DustFacts, PeriodFacts } from './compose/facts.ts';
import { dustFacts } from './dust-facts.ts';
import { termsAfterMeeting } from './meeting-day.ts';
import { hasDays, periodFacts } from './period-facts.ts';
import { type BulletinPeriod, cumulativeOf, kindOf, labelOf } from './periods.ts';
import { targetFacts } from './target-facts.ts';

/** The facts of a bulletin and on what knowledge they stand. */
export interface Gathered {
  readonly facts: BulletinFacts;
  /** 机关代字 under which a number is reserved at issue. */
  readonly prefix: string;
  readonly asOf: Date;
  readonly closed: boolean;
}

/**
 * Facts of a period that is over: as of the closing of its last month, else as of the moment asked for, else as known now.
 * The number of queries does not depend on the number of cities.
 */
export async function factsOf(
  platform: Platform,
  period: BulletinPeriod,
  options: { readonly at: Date; readonly asOf?: Date | undefined },
): Promise<Gathered> {
  const span = spanOf(period);
  const key = periodKeyOf(period);
  const end = hourIndex(span.to, HOURS_OF_DAY);
  if (hourEndEpochMs(end) > options.at.getTime()) {
    throw new AppError('thing.invalid', {
      what: 'period',
      reason: `${key}：${span.to} 24:00 未到 · not over`,
    });
  }
  const stand = await standAt(platform, {
    at: hourEndIso(end),
    asOf: options.asOf?.toISOString(),
    period,
  });
  const { province, cities } = stand;
  if (province === null) throw new AppError('thing.notFound', { what: 'province', id: '' });
  const evaluate = (of: Period): Promise<RegionResult> =>
    evaluateCities(stand.db, stand.book, stand.codes, of, stand.view);
  const main = await evaluate(period);
  if (!hasDays(main)) throw new AppError('thing.notFound', { what: 'readings', id: key });
  const beside = cumulativeOf(period);
  const [together, books, names, last] = await Promise.all([
    beside === null ? null : evaluate(beside.period),
    cityBooks(stand),
    readSetting(stand.db, bulletinNames),
    lastHour(stand.db, stand.view.asOf, new Date(hourEndEpochMs(end))),
  ]);
  const simulatedTargets = [...books.values()].some((own) => own.targets.some((target) => target.simulated));
  const standing = await standingOf(
    stand,
    beside === null ? span : { from: spanOf(beside.period).from, to: span.to },
    { simulatedTargets: simulatedTargets || (stand.closing?.simulated ?? false) },
  );
  const { policy } = stand.view;
  const { prefix, ...organisation } = namesOf(names, province);
  const whole = organisation.wholeProvince;
  const regions = { province, cities, whole };
  const comparator = names.comparators.find((one) => one.period === key);
  const date = dayOfInstant(stand.closing?.closedAt ?? options.at);
  const own = periodFacts({ kind: kindOf(period), key, label: labelOf(period) }, main, regions, policy);
  const cumulative =
    beside === null || together === null
      ? null
      : periodFacts(
          { kind: 'months', key: periodKeyOf(beside.period), label: beside.label },
          together,
          regions,
          policy,
        );
  const dustOf = (of: PeriodFacts | null, result: RegionResult | null): DustFacts[] => {
    const found =
      of && result && dustFacts(of, result, { cities, provinceCode: province.code, whole }, stand.view);
    return found ? [found] : [];
  };
  const chapters = await gatherChapters(platform, {
    month: span.to.slice(0, 7),
    at: options.at,
    forecast: period.kind === 'half' || period.kind === 'year',
    regions: new Map(cities.map((city) => [city.code, city.shortName])),
  });
  const terms = await termsAfterMeeting(stand.db, names, key, date);
  const facts: BulletinFacts = {
    id: `bulletin-${key}`,
    main: own,
    cumulative,
    dust: [...dustOf(own, main), ...dustOf(cumulative, together)],
    status: statusOf(stand, together ?? main, last ?? end, standing, period),
    settings: { ...organisation, ...terms, number: null },
    comparator:
      comparator === undefined
        ? null
        : { name: comparator.name, index: { text: comparator.index, value: Number(comparator.index) } },
    targets: targetFacts(cities, books),
    ...(Object.keys(chapters).length > 0 ? { chapters } : {}),
  };
  return {
    facts,
    prefix,
    asOf: stand.view.asOf ?? options.at,
    closed: stand.closing !== null,
  };
}

/** What each area contributes beyond air, by its key. */
async function gatherChapters(
  platform: Platform,
  question: ChapterQuestion,
): Promise<Record<string, object>> {
  const gathered = await Promise.all(
    chapterSources.map(async ({ key, gather }) => ({ key, data: await gather(platform, question) })),
  );
  return Object.fromEntries(gathered.flatMap(({ key, data }) => (data === null ? [] : [[key, data]])));
}

function statusOf(
  stand: Standpoint,
  widest: RegionResult,
  last: HourIndex,
  { simulated, reviewed }: Standing,
  period: BulletinPeriod,
): DataStatus {
  const total = (pick: (city: RegionResult['cities'][number]) => number) =>
    widest.cities.reduce((sum, city) => sum + pick(city), 0);
  return {
    review: reviewed ? 'reviewed' : 'live',
    knownAt: stand.asOf === null ? null : beijing(stand.asOf),
    closedAt: stand.closing === null ? null : beijing(stand.closing.closedAt),
    dataUntil: hourInWords(last),
    dustExcluded:
      stand.view.dust === 'deducted'
        ? { hours: total((city) => city.dustHours), cityDays: total((city) => city.dustDays) }
        : null,
    standards: documentNames(standardOfPeriod(period, stand.view.policy)),
    comparability: comparability(stand, widest),
    simulated,
  };
}

/** 2020年6月30日24时. */
function hourInWords(hour: HourIndex): string {
  const [year, month, day] = dayOfHour(hour).split('-').map(Number);
  return `${year}年${month}月${day}日${labelOfHour(hour)}时`;
}

/** Titles of the standards behind their numbers; the year behind the number says which edition. */
const TITLES: Readonly<Record<string, string>> = {
  'GB 3095': '环境空气质量标准',
  'HJ 633': '环境空气质量指数（AQI）技术规定',
  'HJ 663': '环境空气质量评价技术规范',
};

function documentNames({ id, documents }: Standard): string[] {
  return [documents.limits, documents.aqi, documents.evaluation].map((code) => {
    const number = code.replace(/-\d{4}$/, '');
    const first = id === '2012';
    const trial = first && number !== 'GB 3095' ? '（试行）' : '';
    const amended = first && number === 'GB 3095' ? '及其修改单' : '';
    return `《${TITLES[number] ?? ''}${trial}》（${code.replace('-', '—')}）${amended}`;
  });
}

/** AIR-0.3, AIR-1.4: a word where last year was judged by another edition, or measured in another reference state. */
function comparability({ view }: Standpoint, { period }: RegionResult): string | null {
  const now = standardOfPeriod(period, view.policy);
  const last = spanOf(samePeriodLastYear(period));
  if (view.policy.edition === 'auto' && editionOf(last.to) !== now.id) {
    const limits = now.documents.limits.replace('-', '—');
    // Days keep the edition of their date, last year's that of the same date a year later (AIR-0.3).
    return editionOf(spanOf(period).from) === now.id
      ? `上年同期数据已按${limits}重新评价，两年口径一致`
      : `本期跨新旧标准，各日级别按当日适用标准评定、上年同期各日按相同日期的标准评定，时段评价均按${limits}`;
  }
  if (!sameReferenceState(spanOf(period).from, last.from)) {
    return '上年同期含2018年9月1日监测状态调整以前的数据，未作换算，同比仅供参考';
  }
  return null;
}

/** An instant on the Beijing clock, to the minute, with its zone. */
function beijing(instant: Date): string {
  const wall = new Date(instant.getTime() + 8 * 3_600_000).toISOString();
  return `${wall.slice(0, 16)}+08:00`;
}

/** The day of an instant on the Beijing clock; midnight itself begins the new day. */
export function dayOfInstant(instant: Date): Day {
  return beijing(instant).slice(0, 10);
}
