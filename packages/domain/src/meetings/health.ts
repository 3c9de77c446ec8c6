/**
 * 机制自身的健康 (DIS-15.2): meetings held against planned, papers on time, follow-ups closed; and the errors that such
 * mechanisms die of (DIS-15.3), as far as they show. Counted over meetings, never over persons.
 */
import { type Day, daysBetween } from '@qingzhang/standards';
import { MOST_PRIORITIES } from './agenda.ts';

export interface Portion {
  readonly onTime: number;
  readonly of: number;
}

/** One meeting as the mechanism's health sees it. */
export interface MeetingHealth {
  readonly id: number;
  readonly day: Day;
  /** Month that a regular meeting speaks of ('2021-06'); null: special. */
  readonly about: string | null;
  readonly state: 'coming' | 'held' | 'cancelled';
  /** The post that chairs; empty: nobody is named. */
  readonly chair: string;
  readonly papers: Portion;
  readonly minutes: Portion;
  readonly followUps: {
    readonly of: number;
    readonly closed: number;
    readonly late: number;
    readonly ownerless: number;
  };
  readonly experience: number;
  readonly pledges: number;
}

/** What was to be held: by the calendar, month by month of the period's end, with the day it was due. */
export interface ExpectedMeeting {
  readonly about: string;
  readonly day: Day;
}

/** DIS-15.3: the error that shows, of which meeting, with its figures. */
export type HealthWarning =
  | { readonly code: 'noPurpose'; readonly meeting: number }
  | { readonly code: 'tooMany'; readonly meeting: number; readonly count: number; readonly most: number }
  | { readonly code: 'nobodyResponsible'; readonly meeting: number; readonly count: number }
  | { readonly code: 'noChair'; readonly meeting: number }
  | { readonly code: 'manyChairs'; readonly count: number; readonly of: number }
  | { readonly code: 'cancelledOften'; readonly count: number; readonly of: number }
  | { readonly code: 'missed'; readonly about: string }
  | { readonly code: 'rare'; readonly days: number }
  | { readonly code: 'noAnalysts'; readonly onTime: number; readonly of: number }
  | { readonly code: 'noFollowUp'; readonly late: number; readonly of: number }
  | { readonly code: 'minutesLate'; readonly late: number; readonly of: number }
  | { readonly code: 'brutal'; readonly meetings: number }
  | { readonly code: 'bland'; readonly meetings: number };

export interface HealthCount {
  readonly held: number;
  readonly planned: number;
  readonly cancelled: number;
  readonly papers: Portion;
  readonly minutes: Portion;
  readonly followUps: { readonly of: number; readonly closed: number; readonly late: number };
  /** Days from one meeting held to the next, longest; null: fewer than two. */
  readonly longestGap: number | null;
}

/** More days than this from one meeting to the next: not monthly any more. */
const RARE_DAYS = 45;
/** So many meetings in a row make a habit. */
const HABIT = 3;

const total = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

const portion = (rows: readonly Portion[]): Portion => ({
  onTime: total(rows, ({ onTime }) => onTime),
  of: total(rows, ({ of }) => of),
});

/** What was planned for days that are over: by the calendar, and what people planned besides. */
function due(
  meetings: readonly MeetingHealth[],
  expected: readonly ExpectedMeeting[],
  today: Day,
): { readonly planned: number; readonly missed: readonly ExpectedMeeting[] } {
  const past = meetings.filter(({ day, state }) => day <= today || state === 'held');
  // A meeting that is still to come answers for its month: it was put off, not missed.
  const made = new Set(
    meetings.flatMap(({ about, state }) => (about === null || state === 'cancelled' ? [] : about)),
  );
  const cancelled = new Set(past.flatMap(({ about, state }) => (state === 'cancelled' ? (about ?? []) : [])));
  const missed = expected.filter(
    ({ day, about }) => day < today && !made.has(about) && !cancelled.has(about),
  );
  // What was cancelled and made anew was planned once.
  const again = past.filter(
    ({ about, state }) => state === 'cancelled' && about !== null && made.has(about),
  ).length;
  return { planned: past.length - again + missed.length, missed };
}

/** Count a year's meetings (in order of their days); `before`: the last one held before the year. */
export function countHealth(
  meetings: readonly MeetingHealth[],
  expected: readonly ExpectedMeeting[],
  today: Day,
  before: Day | null = null,
): HealthCount {
  const held = meetings.filter(({ state }) => state === 'held');
  const days = [...(before === null ? [] : [before]), ...held.map(({ day }) => day)];
  const gaps = days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day));
  const running = meetings.filter(({ state }) => state !== 'cancelled');
  return {
    held: held.length,
    planned: due(meetings, expected, today).planned,
    cancelled: meetings.filter(({ state }) => state === 'cancelled').length,
    papers: portion(running.map(({ papers }) => papers)),
    minutes: portion(running.map(({ minutes }) => minutes)),
    followUps: {
      of: total(held, ({ followUps }) => followUps.of),
      closed: total(held, ({ followUps }) => followUps.closed),
      late: total(held, ({ followUps }) => followUps.late),
    },
    longestGap: gaps.length === 0 ? null : Math.max(...gaps),
  };
}

/** Errors that show. `running`: the year is the present one, so that the time since the last meeting counts. */
export function healthWarnings(
  meetings: readonly MeetingHealth[],
  expected: readonly ExpectedMeeting[],
  today: Day,
  before: Day | null,
  running: boolean,
): HealthWarning[] {
  const count = countHealth(meetings, expected, today, before);
  const held = meetings.filter(({ state }) => state === 'held');
  const alive = meetings.filter(({ state }) => state !== 'cancelled');
  const warnings: HealthWarning[] = [];
  for (const { id, experience, pledges, chair, followUps, state } of alive) {
    const named = experience + pledges;
    if (state === 'held' && named === 0) warnings.push({ code: 'noPurpose', meeting: id });
    if (named > MOST_PRIORITIES) {
      warnings.push({ code: 'tooMany', meeting: id, count: named, most: MOST_PRIORITIES });
    }
    if (chair === '') warnings.push({ code: 'noChair', meeting: id });
    if (followUps.ownerless > 0) {
      warnings.push({ code: 'nobodyResponsible', meeting: id, count: followUps.ownerless });
    }
  }
  for (const { about } of due(meetings, expected, today).missed) warnings.push({ code: 'missed', about });
  if (count.cancelled >= 2 && count.cancelled * 3 >= count.planned) {
    warnings.push({ code: 'cancelledOften', count: count.cancelled, of: count.planned });
  }
  const last = held.at(-1)?.day ?? before;
  const since = running && last !== null ? daysBetween(last, today) : 0;
  const gap = Math.max(count.longestGap ?? 0, since);
  if (gap > RARE_DAYS) warnings.push({ code: 'rare', days: gap });
  const chairs = new Map<string, number>();
  for (const { chair } of held) if (chair !== '') chairs.set(chair, (chairs.get(chair) ?? 0) + 1);
  if (held.length >= HABIT && Math.max(0, ...chairs.values()) * 2 < held.length) {
    warnings.push({ code: 'manyChairs', count: chairs.size, of: held.length });
  }
  if (count.papers.of >= 4 && count.papers.onTime * 2 < count.papers.of) {
    warnings.push({ code: 'noAnalysts', ...count.papers });
  }
  const { of, late } = count.followUps;
  if (late > 0 && late * 3 >= of) warnings.push({ code: 'noFollowUp', late, of });
  const lateMinutes = count.minutes.of - count.minutes.onTime;
  if (lateMinutes >= 2) warnings.push({ code: 'minutesLate', late: lateMinutes, of: count.minutes.of });
  const recent = held.slice(-HABIT);
  if (recent.length === HABIT) {
    if (recent.every(({ pledges, experience }) => pledges > 0 && experience === 0)) {
      warnings.push({ code: 'brutal', meetings: HABIT });
    }
    if (recent.every(({ pledges }) => pledges === 0)) warnings.push({ code: 'bland', meetings: HABIT });
  }
  return warnings;
}
