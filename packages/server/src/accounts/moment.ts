/** 站位: the moment a page, a document or a command stands at, and how far its data may be trusted. */
import type { Region, Standing } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { AccountSettings } from '@qingzhang/domain';
import {
  addDays,
  type Day,
  dayOfHour,
  HOURS_OF_DAY,
  type HourIndex,
  hourEndEpochMs,
  hourEndIso,
  hourIndex,
  hourOfEpochMs,
  labelOfHour,
  MIN_DAY_HOURS,
  monthOf,
  monthOfDay,
  type Period,
  parsePeriod,
  spanOf,
  standardOfPeriod,
  yearOf,
} from '@qingzhang/standards';
import type { EvaluatedDay } from '../evaluation/air-days.ts';
import { type DayBook, dayBookOf } from '../evaluation/day-book.ts';
import { EvaluationPolicy, evaluationPolicy } from '../evaluation/settings.ts';
import { type AirView, periodOfSpan } from '../evaluation/statistics.ts';
import type { Db } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { allReviewed } from '../readings/reviews.ts';
import { listRegions } from '../regions/queries.ts';
import { type ClosingRow, hasSimulatedReadings, lastHour, listClosingRows } from './queries.ts';
import { accountBands } from './settings.ts';

/** What may be asked of a moment; all of it optional. */
export interface Asked {
  /** The hour to stand at, ISO; default: the last hour with data, at most the end of the period. */
  readonly at?: string | undefined;
  /** Only what was known at this moment, ISO. */
  readonly asOf?: string | undefined;
  /** The period asked for. When its last month is closed, figures are those known at the closing. */
  readonly period?: Period | undefined;
}

/** Where everything of one answer stands: moment, knowledge, view of the data, cities. */
export interface Standpoint {
  readonly db: Db;
  readonly book: DayBook;
  readonly province: Region | null;
  /** Managed cities in protocol order. */
  readonly cities: readonly Region[];
  readonly codes: readonly string[];
  readonly settings: AccountSettings;
  readonly view: AirView;
  /** The last hour the figures know. */
  readonly hour: HourIndex;
  readonly year: number;
  /** The month (1…12) and day of that hour. */
  readonly month: number;
  readonly day: Day;
  /** The last day all of whose hours are over. */
  readonly lastDay: Day;
  /** The day under way: hours spent, 1…23. Null at 24:00. */
  readonly running: { readonly day: Day; readonly hour: number } | null;
  /** What was asked for explicitly; a closing's moment is in `closing`. */
  readonly asOf: Date | null;
  /** The closing whose knowledge is shown. */
  readonly closing: ClosingRow | null;
  readonly closings: readonly ClosingRow[];
}

/** Find out where an answer stands. Fails with `thing.notFound` when there is no reading at all. */
export async function standAt(platform: Platform, asked: Asked = {}): Promise<Standpoint> {
  const { db } = platform;
  const [regions, closings, settings, current] = await Promise.all([
    listRegions(db),
    listClosingRows(db),
    readSetting(db, accountBands),
    readSetting(db, evaluationPolicy),
  ]);
  const asOf = asked.asOf === undefined ? null : new Date(asked.asOf);
  const closing = asOf === null && asked.period ? closingOf(closings, asked.period) : null;
  const known = asOf ?? closing?.asOf;
  const periodEnd = asked.period ? endOf(asked.period) : undefined;
  const last = await lastHour(
    db,
    known,
    periodEnd === undefined ? undefined : new Date(hourEndEpochMs(periodEnd)),
  );
  if (last === null) throw new AppError('thing.notFound', { what: 'readings', id: asked.at ?? '' });
  const now = (asOf ?? platform.clock.now()).getTime();
  const wanted = asked.at === undefined ? settledHour(last, now) : hourOfEpochMs(Date.parse(asked.at));
  const hour = Math.min(wanted, periodEnd ?? wanted);
  const day = dayOfHour(hour);
  const label = labelOfHour(hour);
  const { dust, ...policy } = closing ? EvaluationPolicy.parse(closing.policy) : current;
  const cities = regions.filter((region) => region.level === 'city' && region.managed);
  return {
    db,
    book: dayBookOf(platform),
    province: regions.find((region) => region.level === 'province' && region.managed) ?? null,
    cities,
    codes: cities.map((city) => city.code),
    settings,
    view: { policy, dust, ...(known === undefined ? {} : { asOf: known }) },
    hour,
    year: yearOf(day),
    month: monthOf(day),
    day,
    lastDay: label === HOURS_OF_DAY ? day : addDays(day, -1),
    running: label === HOURS_OF_DAY ? null : { day, hour: label },
    asOf,
    closing,
    closings,
  };
}

/** How long after its end a day may still get its last hours. */
const LATE_HOURS = 6;

/**
 * The hour a page stands at by itself: the last one known. When the day is long over, has enough hours to count and only its
 * last ones never came, it is the day's end: nobody waits for them any more.
 */
function settledHour(last: HourIndex, now: number): HourIndex {
  const end = hourIndex(dayOfHour(last), HOURS_OF_DAY);
  const over = now > hourEndEpochMs(end + LATE_HOURS);
  return over && labelOfHour(last) >= MIN_DAY_HOURS ? end : last;
}

/**
 * Where a page about a period stands, and that period: by default the half-year of its last hour. A period whose last month
 * is closed is shown as known at the closing.
 */
export async function standOnPeriod(
  platform: Platform,
  query: Pick<Asked, 'at' | 'asOf'> & { readonly periodKey?: string | undefined },
): Promise<{ stand: Standpoint; asked: Period }> {
  const { at, asOf } = query;
  if (query.periodKey !== undefined) {
    const asked = readPeriodKey(query.periodKey);
    return { stand: await standAt(platform, { at, asOf, period: asked }), asked };
  }
  const open = await standAt(platform, { at, asOf });
  const asked: Period = { kind: 'half', year: open.year, half: open.month <= 6 ? 1 : 2 };
  const closed = isClosed(open.closings, spanOf(asked).to.slice(0, 7));
  return { stand: closed ? await standAt(platform, { at, asOf, period: asked }) : open, asked };
}

function endOf(period: Period): HourIndex {
  return hourIndex(spanOf(period).to, HOURS_OF_DAY);
}

/** The earlier of two days. */
export function earlierDay(a: Day, b: Day): Day {
  if (a <= b) return a;
  return b;
}

/** The later of two days. */
export function laterDay(a: Day, b: Day): Day {
  if (a >= b) return a;
  return b;
}

/** The closing of a period's last month. */
function closingOf(closings: readonly ClosingRow[], period: Period): ClosingRow | null {
  const { to } = spanOf(period);
  const month = monthOfDay(to);
  // A span that ends within a month is never closed as such.
  return spanOf(month).to === to ? (closings.find((row) => row.period === to.slice(0, 7)) ?? null) : null;
}

/** Whether the month (2020-05) is closed. */
export function isClosed(closings: readonly ClosingRow[], month: string): boolean {
  return closings.some((row) => row.period === month);
}

/**
 * The period a key of the contract names: the forms of the standards, and `2020-YTD-06` for the year to the end of a
 * month. Throws `thing.invalid` for anything else.
 */
export function readPeriodKey(key: string): Period {
  const ytd = /^(\d{4})-YTD-(0[1-9]|1[0-2])$/.exec(key);
  const period = ytd
    ? { kind: 'ytd' as const, to: spanOf({ kind: 'month', year: Number(ytd[1]), month: Number(ytd[2]) }).to }
    : parsePeriod(key);
  if (period === null) throw new AppError('thing.invalid', { what: 'period', reason: key });
  return period;
}

/** The contract's key of a period (the inverse of {@link readPeriodKey}); a cut one is written as its span. */
export function periodKeyOf(period: Period): string {
  const { from, to } = spanOf(period);
  switch (period.kind) {
    case 'month':
      return to.slice(0, 7);
    case 'quarter':
      return `${period.year}-Q${period.quarter}`;
    case 'half':
      return `${period.year}-H${period.half}`;
    case 'year':
      return String(period.year);
    case 'ytd':
      return spanOf(monthOfDay(to)).to === to ? `${to.slice(0, 4)}-YTD-${to.slice(5, 7)}` : `${from}..${to}`;
    case 'custom':
      return `${from}..${to}`;
  }
}

/** The part of a period whose days are all over at the standpoint; null when none of it is. */
export function settledPart(stand: Pick<Standpoint, 'lastDay'>, period: Period): Period | null {
  const { from, to } = spanOf(period);
  if (to <= stand.lastDay) return period;
  return from > stand.lastDay ? null : periodOfSpan(from, stand.lastDay);
}

/** 标记: the badges of an answer about some days of some cities. */
export async function standingOf(
  stand: Standpoint,
  span: { readonly from: Day; readonly to: Day },
  options: { readonly cities?: readonly string[]; readonly simulatedTargets?: boolean } = {},
): Promise<Standing> {
  const cities = options.cities ?? stand.codes;
  const to = earlierDay(span.to, stand.day);
  const [days, simulated, reviewed] = await Promise.all([
    stand.book.days(stand.db, cities, span.from, to, stand.view.policy, stand.view.asOf),
    hasSimulatedReadings(stand.db, span.from, to),
    // A closing freezes figures, not what is said of them: a review made after it counts, unless an earlier moment is asked for.
    allReviewed(stand.db, { from: span.from, to }, stand.asOf),
  ]);
  const dustHours = [...days.values()].flat().reduce((sum, { row }) => sum + row.dustHours, 0);
  return {
    at: hourEndIso(stand.hour),
    asOf: stand.asOf?.toISOString() ?? null,
    closed: stand.closing && {
      at: stand.closing.closedAt.toISOString(),
      asOf: stand.closing.asOf.toISOString(),
    },
    reviewed,
    simulated: simulated || (options.simulatedTargets ?? false),
    // Where no hour was removed both views are the same, and nothing was deducted.
    dust: dustHours > 0 ? stand.view.dust : 'measured',
    dustHours,
    edition: standardOfPeriod(periodOfSpan(span.from, span.to), stand.view.policy).id,
    adjusted:
      stand.closing !== null && (await changedSince(stand, cities, span.from, to, stand.closing.asOf)),
  };
}

/** Whether anything about these days became known after a moment. */
async function changedSince(
  stand: Standpoint,
  cities: readonly string[],
  from: Day,
  to: Day,
  moment: Date,
): Promise<boolean> {
  const now = await stand.book.days(stand.db, cities, from, to, stand.view.policy);
  const later = ({ row }: EvaluatedDay) => row.knownAt > moment.getTime();
  return [...now.values()].some((days) => days.some(later));
}
