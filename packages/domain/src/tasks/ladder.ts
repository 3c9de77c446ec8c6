/** 督办梯级: which notice the rules propose next, and when one is lifted (DIS-2.3). People issue; rules only propose. */
import { type Day, daysBetween } from '@qingzhang/standards';
import { type WorkCalendar, workdaysBetween } from '../calendar/working-days.ts';
import type { ProgramLamp } from '../lamps/program-lamp.ts';

/** 提醒函 → 催办单 → 督办单 → 通报 → 预警函 → 约谈 → 挂牌督办 → 区域限批 → 移交. */
export const rungs = [
  'remind',
  'chase',
  'supervise',
  'bulletin',
  'warning',
  'summons',
  'listing',
  'limit',
  'transfer',
] as const;
export type Rung = (typeof rungs)[number];

/** Beyond the summons nothing is issued without a recorded decision (需厅务会决定), and no rule proposes it. */
export const needsDecision = (rung: Rung): boolean => rungs.indexOf(rung) > rungs.indexOf('summons');

/** Days of the ladder; working days unless said. The standard is DIS-2.3's [design]. */
export interface LadderSettings {
  readonly superviseOverdue: number;
  readonly superviseAfter: number;
  readonly bulletinOverdue: number;
  readonly bulletinAfter: number;
  readonly warningRedMonths: number;
  /** Calendar days. */
  readonly summonsAfter: number;
}

export const standardLadder: LadderSettings = {
  superviseOverdue: 3,
  superviseAfter: 3,
  bulletinOverdue: 7,
  bulletinAfter: 7,
  warningRedMonths: 2,
  summonsAfter: 15,
};

/** What the rules look at, on one day. */
export interface LadderFacts {
  readonly lamp: ProgramLamp;
  /** The deadline in force; null: none. */
  readonly deadline: Day | null;
  /** Close-out applied for or closed: nothing is proposed. */
  readonly settled: boolean;
  /** A 13710 clock that has run out. */
  readonly clockLate: boolean;
  /** Red months in a row, this one included. */
  readonly redMonths: number;
  /** The highest notice in force (issued, not lifted); null: none. */
  readonly last: { readonly rung: Rung; readonly issuedOn: Day } | null;
  /** Held back (缓发): the rung and until when. */
  readonly held: { readonly rung: Rung; readonly until: Day } | null;
}

/** Why a rung is proposed; plain facts. */
export type RungReason =
  | { readonly code: 'yellow' }
  | { readonly code: 'clockLate' }
  | { readonly code: 'red' }
  | { readonly code: 'overdue'; readonly workdays: number }
  | { readonly code: 'noEffect'; readonly after: Rung; readonly days: number }
  | { readonly code: 'redMonths'; readonly months: number };

export interface RungProposal {
  readonly rung: Rung;
  readonly reason: RungReason;
}

/** The rung above the last one in force; null at the top. */
export function nextRung(last: Rung | null): Rung | null {
  return last === null ? rungs[0] : (rungs[rungs.indexOf(last) + 1] ?? null);
}

/** 可否发: whether a person may issue this rung now. One rung at a time; 特急 may begin with the supervision notice. */
export function mayIssue(rung: Rung, last: Rung | null, urgency: 'normal' | 'urgent' | 'critical'): boolean {
  const next = last === null ? 0 : rungs.indexOf(last) + 1;
  const highest = last === null && urgency === 'critical' ? Math.max(next, rungs.indexOf('supervise')) : next;
  return rungs.indexOf(rung) <= highest;
}

/**
 * The rung the rules propose today, one above the last in force; null: none is due, it is held back, or it is for a
 * meeting to decide. Nothing is proposed for what is grey or settled; for blue and green only the reminder that a 13710
 * clock has run out.
 */
export function proposeRung(
  facts: LadderFacts,
  today: Day,
  calendar: WorkCalendar,
  settings: LadderSettings = standardLadder,
): RungProposal | null {
  if (facts.settled || facts.lamp === 'grey') return null;
  const rung = nextRung(facts.last?.rung ?? null);
  if (rung === null || needsDecision(rung)) return null;
  const calm = facts.lamp !== 'red' && facts.lamp !== 'yellow';
  if (calm && !(rung === 'remind' && facts.clockLate)) return null;
  if (facts.held !== null && facts.held.rung === rung && today <= facts.held.until) return null;
  const reason = reasonFor(rung, facts, today, calendar, settings);
  return reason === null ? null : { rung, reason };
}

function reasonFor(
  rung: Rung,
  facts: LadderFacts,
  today: Day,
  calendar: WorkCalendar,
  settings: LadderSettings,
): RungReason | null {
  const red = facts.lamp === 'red';
  const over =
    facts.deadline !== null && today > facts.deadline ? workdaysBetween(calendar, facts.deadline, today) : 0;
  const overdue = facts.deadline !== null && today > facts.deadline;
  const sinceLast = facts.last === null ? 0 : workdaysBetween(calendar, facts.last.issuedOn, today);
  const noEffect = (days: number): RungReason | null =>
    facts.last === null ? null : { code: 'noEffect', after: facts.last.rung, days };
  switch (rung) {
    case 'remind':
      if (red) return { code: 'red' };
      return facts.clockLate ? { code: 'clockLate' } : { code: 'yellow' };
    case 'chase':
      // T+0: from the first day after the deadline, or red for another reason one working day after the reminder.
      if (overdue) return { code: 'overdue', workdays: over };
      return red && sinceLast >= 1 ? { code: 'red' } : null;
    case 'supervise':
      if (!red) return null;
      if (overdue && over >= settings.superviseOverdue) return { code: 'overdue', workdays: over };
      return sinceLast >= settings.superviseAfter ? noEffect(sinceLast) : null;
    case 'bulletin':
      if (!red) return null;
      if (overdue && over >= settings.bulletinOverdue) return { code: 'overdue', workdays: over };
      return sinceLast >= settings.bulletinAfter ? noEffect(sinceLast) : null;
    case 'warning':
      return red && facts.redMonths >= settings.warningRedMonths
        ? { code: 'redMonths', months: facts.redMonths }
        : null;
    case 'summons': {
      const days = facts.last === null ? 0 : daysBetween(facts.last.issuedOn, today);
      return red && days >= settings.summonsAfter ? noEffect(days) : null;
    }
    case 'listing':
    case 'limit':
    case 'transfer':
      return null;
  }
}

/** 解除条件: symmetric to what led there (Anhui 2018: three months off target, lifted after three months on it). */
export type LiftCondition =
  | { readonly kind: 'withinGap'; readonly points: number; readonly months: number }
  | { readonly kind: 'notRed'; readonly months: number }
  | { readonly kind: 'settled' };

/** How a month ended. */
export interface MonthStanding {
  /** 2021-06. */
  readonly month: string;
  readonly lamp: ProgramLamp;
  /** Points behind plan; null: no plan. */
  readonly gap: number | null;
}

/**
 * Whether the data meet the condition: each of the last `months` ended months must, and all of them must have ended after
 * the notice. A month without a plan or a grey one proves nothing.
 */
export function liftMet(
  condition: LiftCondition,
  facts: {
    readonly settled: boolean;
    readonly issuedMonth: string;
    readonly months: readonly MonthStanding[];
  },
): boolean {
  if (condition.kind === 'settled') return facts.settled;
  const since = facts.months.filter(({ month }) => month >= facts.issuedMonth);
  const last = [...since].sort((a, b) => (a.month < b.month ? 1 : -1)).slice(0, condition.months);
  if (last.length < condition.months) return false;
  return last.every(({ lamp, gap }) =>
    condition.kind === 'withinGap'
      ? gap !== null && gap <= condition.points && lamp !== 'grey'
      : lamp !== 'red' && lamp !== 'grey',
  );
}

/** The condition that stands for a rung unless a person sets another: by gap where there is a plan, else by the lamp. */
export function standardLift(
  rung: Rung,
  planned: boolean,
  standard: { readonly points: number; readonly months: number },
): LiftCondition {
  // What is answered by doing the thing ends with the thing.
  if (rung === 'remind' || rung === 'chase') return { kind: 'settled' };
  const months = rung === 'limit' ? Math.max(3, standard.months) : standard.months;
  return planned ? { kind: 'withinGap', points: standard.points, months } : { kind: 'notRed', months };
}
