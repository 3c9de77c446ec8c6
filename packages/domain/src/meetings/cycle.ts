/** 调度会的周期: which meeting is held when, about which period, and what a meeting's state allows next (DIS-1.2). */
import {
  addDays,
  type Day,
  formatDay,
  formatPeriod,
  month as monthPeriod,
  type Period,
  spanOf,
} from '@qingzhang/standards';
import { addWorkdays, nextWorkday, type WorkCalendar } from '../calendar/working-days.ts';

/** 月度、季度、半年、年度. */
export const regularMeetingKinds = ['monthly', 'quarterly', 'half-year', 'year'] as const;
export type RegularMeetingKind = (typeof regularMeetingKinds)[number];

/** A period that a meeting speaks of. */
export type MeetingPeriod = Extract<Period, { kind: 'month' | 'quarter' | 'half' | 'year' }>;

const KINDS: Readonly<Record<MeetingPeriod['kind'], RegularMeetingKind>> = {
  month: 'monthly',
  quarter: 'quarterly',
  half: 'half-year',
  year: 'year',
};

/** The kind of meeting that a period is spoken of at. */
export const meetingKindOf = (period: MeetingPeriod): RegularMeetingKind => KINDS[period.kind];

/**
 * What the regular meeting of a month is about: the year before in January, the half-year in July, the quarter in April
 * and October, else the month before.
 */
export function periodBefore(year: number, month: number): MeetingPeriod {
  switch (month) {
    case 1:
      return { kind: 'year', year: year - 1 };
    case 7:
      return { kind: 'half', year, half: 1 };
    case 4:
    case 10:
      return { kind: 'quarter', year, quarter: (month - 1) / 3 };
    default:
      return monthPeriod(year, month - 1);
  }
}

/** The last month of a period, 'YYYY-MM': the one whose closing freezes its figures. */
export const lastMonthOf = (period: MeetingPeriod): string => spanOf(period).to.slice(0, 7);

/** When the nation's data come and how long the department then needs. */
export interface CycleRules {
  /** Day of the month after the period on which the national data are out, 1…28. */
  readonly dataDay: number;
  /** Working days after it; 0: the data day itself, or the next working day. */
  readonly afterWorkdays: number;
}

/** A meeting that the calendar proposes. */
export interface ProposedMeeting {
  readonly kind: RegularMeetingKind;
  readonly period: MeetingPeriod;
  /** '2021-H1'. */
  readonly key: string;
  /** The last month of the period. */
  readonly month: string;
  readonly dataDay: Day;
  readonly day: Day;
}

/** The twelve regular meetings held in a calendar year, by date: data day + working days (DIS-1.2). */
export function proposeMeetings(
  year: number,
  { dataDay, afterWorkdays }: CycleRules,
  calendar: WorkCalendar,
): ProposedMeeting[] {
  return Array.from({ length: 12 }, (_, index) => {
    const period = periodBefore(year, index + 1);
    const out = formatDay(year, index + 1, dataDay);
    return {
      kind: meetingKindOf(period),
      period,
      key: formatPeriod(period),
      month: lastMonthOf(period),
      dataDay: out,
      day: afterWorkdays === 0 ? nextWorkday(calendar, out) : addWorkdays(calendar, out, afterWorkdays),
    };
  });
}

/** The first day on which a meeting about the period can be held: the day after its end. */
export const earliestMeetingDay = (period: MeetingPeriod): Day => addDays(spanOf(period).to, 1);

/** 计划 · 筹备 · 就绪 · 进行 · 散会 · 已落实 · 取消. */
export type MeetingLifeState =
  | 'planned'
  | 'preparing'
  | 'ready'
  | 'live'
  | 'ended'
  | 'followed'
  | 'cancelled';

const NEXT: Readonly<Record<MeetingLifeState, readonly MeetingLifeState[]>> = {
  planned: ['preparing', 'cancelled'],
  // Papers that were never finished do not keep a meeting from being held.
  preparing: ['ready', 'live', 'cancelled'],
  ready: ['preparing', 'live', 'cancelled'],
  // Back: opened or ended by mistake; nothing recorded is lost.
  live: ['ended', 'ready', 'preparing'],
  ended: ['followed', 'live'],
  followed: ['ended'],
  cancelled: [],
};

/** Whether a meeting may go from one state to another. */
export const mayMeetingBecome = (from: MeetingLifeState, to: MeetingLifeState): boolean =>
  NEXT[from].includes(to);

/** Not begun yet: its agenda, venues and dates may be changed. */
export const isBeforeMeeting = (state: MeetingLifeState): boolean =>
  state === 'planned' || state === 'preparing' || state === 'ready';
