/** 13710: the clocks of a task on the official working-day calendar (DIS-1.5, DIS-11.2). */
import { type Day, dayOfMonth, daysInMonth, formatDay, monthOf, yearOf } from '@qingzhang/standards';
import { addWorkdays, nextWorkday, type WorkCalendar } from '../calendar/working-days.ts';

/** 当日签收, 3 日报进展, 7 日办结, 1 月 (复杂事项), 0 销号清零. */
export const clockNames = ['sign', 'progress', 'settle', 'month', 'writeOff'] as const;
export type ClockName = (typeof clockNames)[number];

/** ✓ 按时, ✕ 超时, running, not yet begun, stopped by an approved extension, does not apply. */
export type ClockState = 'met' | 'late' | 'running' | 'notYet' | 'stopped' | 'none';

export interface Clock {
  readonly clock: ClockName;
  readonly state: ClockState;
  /** The last day in time, always a working day; null where the clock does not apply. */
  readonly due: Day | null;
  readonly doneOn: Day | null;
}

/** What the clocks are read from; days on which things were done, null where they were not. */
export interface ClockFacts {
  /** The day of issue, or of reopening after a rebound. Null: a draft, no clock runs. */
  readonly issuedOn: Day | null;
  readonly complexity: 'ordinary' | 'complex';
  readonly deadline: Day | null;
  readonly signedOn: Day | null;
  /** First report sent after issue. */
  readonly reportedOn: Day | null;
  /** A dated plan was given: settles the seventh day of a complex matter, and the month of one that takes longer. */
  readonly plannedOn: Day | null;
  /** Close-out applied for (办结) and not returned. */
  readonly settledOn: Day | null;
  readonly closedOn: Day | null;
  /** The deadline an approved extension gave; null: none was approved. */
  readonly extendedTo: Day | null;
  readonly notApplicable: boolean;
}

/** 一个月内: the same date of the next month, or its last day. */
export function monthLater(day: Day): Day {
  const month = monthOf(day) === 12 ? 1 : monthOf(day) + 1;
  const year = yearOf(day) + (month === 1 ? 1 : 0);
  return formatDay(year, month, Math.min(dayOfMonth(day), daysInMonth(year, month)));
}

/**
 * The five clocks as they stand on a day. One clock runs at a time: the first that is not done. 3 and 7 are working days
 * after issue; a day off is put off to the next working day. An approved extension stops the clocks that were not done and
 * puts off 办结 to its day. A complex matter owes a dated plan by the seventh day and its result within the month; where
 * its deadline lies beyond the month, the dated plan is enough ("or else a dated plan", DIS-1.5).
 */
export function clocksOf(facts: ClockFacts, today: Day, calendar: WorkCalendar): readonly Clock[] {
  const { issuedOn: issued } = facts;
  if (issued === null || facts.notApplicable) {
    return clockNames.map((clock) => ({ clock, state: 'none', due: null, doneOn: null }));
  }
  const complex = facts.complexity === 'complex';
  const month = nextWorkday(calendar, monthLater(issued));
  const long = facts.deadline !== null && facts.deadline > month;
  const settled = facts.settledOn ?? facts.closedOn;
  const later = (due: Day): Day =>
    facts.extendedTo !== null && facts.extendedTo > due ? nextWorkday(calendar, facts.extendedTo) : due;
  // Whoever reported or settled without signing has seen the task.
  const signed = earliest(facts.signedOn, facts.reportedOn, settled);
  const reported = earliest(facts.reportedOn, facts.plannedOn, settled);
  const clocks: readonly { clock: ClockName; due: Day | null; doneOn: Day | null; stops: boolean }[] = [
    { clock: 'sign', due: nextWorkday(calendar, issued), doneOn: signed, stops: false },
    { clock: 'progress', due: addWorkdays(calendar, issued, 3), doneOn: reported, stops: true },
    {
      clock: 'settle',
      due: later(addWorkdays(calendar, issued, 7)),
      doneOn: complex ? earliest(facts.plannedOn, settled) : settled,
      stops: true,
    },
    {
      clock: 'month',
      due: complex ? later(month) : null,
      doneOn: !complex ? null : long ? earliest(facts.plannedOn, settled) : settled,
      stops: true,
    },
    {
      clock: 'writeOff',
      due: facts.deadline === null ? null : nextWorkday(calendar, facts.deadline),
      doneOn: facts.closedOn,
      stops: true,
    },
  ];
  const current = clocks.find(({ due, doneOn }) => due !== null && doneOn === null)?.clock;
  const stopped = facts.extendedTo !== null && today <= facts.extendedTo;
  return clocks.map(({ clock, due, doneOn, stops }): Clock => {
    if (clock === 'month' && due === null) return { clock, state: 'none', due, doneOn };
    if (doneOn !== null) return { clock, state: due === null || doneOn <= due ? 'met' : 'late', due, doneOn };
    if (stops && stopped) return { clock, state: 'stopped', due, doneOn };
    if (due !== null && today > due) return { clock, state: 'late', due, doneOn };
    return { clock, state: clock === current && clock !== 'writeOff' ? 'running' : 'notYet', due, doneOn };
  });
}

function earliest(...days: readonly (Day | null)[]): Day | null {
  return days.reduce<Day | null>(
    (least, day) => (day !== null && (least === null || day < least) ? day : least),
    null,
  );
}
