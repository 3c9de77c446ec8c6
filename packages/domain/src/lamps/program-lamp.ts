/** 蓝绿黄红灰: the lamp of a program in a city, of an item, of a task (DIS-2.2), with its reason as data. */
import type { Day } from '@qingzhang/standards';
import { tidyPercent } from './milestones.ts';

/** 蓝 ahead, 绿 on plan, 黄 slow, 红 late or back again, 灰 not counted. */
export type ProgramLamp = 'blue' | 'green' | 'yellow' | 'red' | 'grey';

/** The lamps in the order they are always shown and sorted: what needs somebody first. */
export const programLamps = [
  'red',
  'yellow',
  'green',
  'blue',
  'grey',
] as const satisfies readonly ProgramLamp[];

/** Limits of the lamps; the standard is DIS-2.2's [design], the department may change it. */
export interface LampBands {
  /** Blue from this many points ahead of plan: A ≥ P + 10. */
  readonly ahead: number;
  /** Green up to this gap while more than `calmDays` are left: gap ≤ 5 with dl > 30. */
  readonly calmGap: number;
  readonly calmDays: number;
  /** Yellow up to this gap, red beyond: 15. */
  readonly farGap: number;
  /** Yellow from this many days before the deadline unless close-out has been applied for: dl ≤ 15. */
  readonly closeOutDays: number;
  /** Yellow from this many rejected pieces of evidence. */
  readonly rejections: number;
  /** Red from this many yellow months in a row, this one included. */
  readonly yellowMonths: number;
}

export const standardLampBands: LampBands = {
  ahead: 10,
  calmGap: 5,
  calmDays: 30,
  farGap: 15,
  closeOutDays: 15,
  rejections: 1,
  yellowMonths: 2,
};

/** What the lamp is judged by, on one day. */
export interface LampFacts {
  /** P: planned percent of the day (`plannedPercent`); null: no milestones, so no gap. */
  readonly planned: number | null;
  /** A: accepted actual percent; null: nothing accepted yet, which counts as 0 against a plan. */
  readonly actual: number | null;
  /** Calendar days to the deadline: 0 on the day itself, negative when overdue; null: none. */
  readonly daysLeft: number | null;
  /** Closed: days before the deadline (negative: after); null where it had none. Absent: not closed. */
  readonly closed?: { readonly daysEarly: number | null };
  /** Close-out has been applied for and not been returned. */
  readonly inCloseOut?: boolean;
  /** Came back after close-out and has not been closed again. */
  readonly rebound?: boolean;
  /** Rejected pieces of evidence not yet replaced by accepted ones. */
  readonly rejected?: number;
  /** The month (2021-06) whose report is missing. */
  readonly reportMissing?: string | null;
  /** Yellow months directly before this one: months whose `base` lamp was yellow. */
  readonly yellowBefore?: number;
  /** By plan work has not begun: the day it begins. */
  readonly startsOn?: Day | null;
  /** Paused by an approved extension until this day. */
  readonly pausedUntil?: Day | null;
  /** This city has no such task (本市无此项). */
  readonly notApplicable?: boolean;
}

/** Why a lamp shows what it shows; plain facts that `sayLampReason` puts in words. Points and days are ≥ 0. */
export type LampReason =
  | { readonly code: 'notApplicable' }
  | { readonly code: 'paused'; readonly until: Day }
  | { readonly code: 'notStarted'; readonly startsOn: Day }
  | { readonly code: 'closedEarly'; readonly days: number }
  | { readonly code: 'closed' }
  | { readonly code: 'closedLate'; readonly days: number }
  | { readonly code: 'rebound' }
  | { readonly code: 'overdue'; readonly days: number }
  | { readonly code: 'farBehind'; readonly points: number; readonly limit: number }
  | { readonly code: 'yellowMonths'; readonly months: number; readonly after: LampReason }
  | { readonly code: 'behind'; readonly points: number }
  /** Behind by little, with few days left: neither green nor a full yellow gap. */
  | { readonly code: 'behindLate'; readonly points: number; readonly days: number }
  | { readonly code: 'deadlineNear'; readonly days: number }
  | { readonly code: 'reportMissing'; readonly month: string }
  | { readonly code: 'rejected'; readonly times: number }
  | { readonly code: 'ahead'; readonly points: number }
  | { readonly code: 'onPlan' }
  /** Behind by little with much time; `days` null: no deadline. */
  | { readonly code: 'calm'; readonly points: number; readonly days: number | null }
  | { readonly code: 'noPlan' };

/** The lamp of a day. */
export interface JudgedLamp {
  readonly lamp: ProgramLamp;
  readonly reason: LampReason;
  /** The lamp without the rule of consecutive yellow months: what next month counts as `yellowBefore`. */
  readonly base: ProgramLamp;
}

const give = (lamp: ProgramLamp, reason: LampReason): JudgedLamp => ({ lamp, reason, base: lamp });

/**
 * The lamp of DIS-2.2. The worst cause wins, and of equally bad ones the first in this order: rebound, overdue, far behind,
 * yellow months in a row; behind, near its deadline, report missing, evidence rejected. Grey comes before all: what is
 * not applicable, paused or not begun is not judged. What is closed is judged once, by its deadline.
 *
 * A gap of more than 0 and at most 5 points with 30 days or less is named by neither green nor yellow in DIS-2.2: it
 * is yellow (docs/decisions/0012-tasks.md).
 */
export function programLamp(facts: LampFacts, bands: LampBands = standardLampBands): JudgedLamp {
  if (facts.notApplicable) return give('grey', { code: 'notApplicable' });
  if (facts.closed !== undefined) return closedLamp(facts.closed.daysEarly);
  if (facts.pausedUntil) return give('grey', { code: 'paused', until: facts.pausedUntil });
  if (facts.rebound) return give('red', { code: 'rebound' });
  const { daysLeft } = facts;
  if (daysLeft !== null && daysLeft < 0) return give('red', { code: 'overdue', days: -daysLeft });
  if (facts.startsOn) return give('grey', { code: 'notStarted', startsOn: facts.startsOn });
  const gap = gapOf(facts);
  if (gap !== null && gap > bands.farGap) {
    return give('red', { code: 'farBehind', points: gap, limit: bands.farGap });
  }
  const yellow = yellowReason(facts, gap, bands);
  if (yellow !== null) {
    const months = (facts.yellowBefore ?? 0) + 1;
    if (months < bands.yellowMonths) return give('yellow', yellow);
    return { lamp: 'red', reason: { code: 'yellowMonths', months, after: yellow }, base: 'yellow' };
  }
  if (gap === null) return give('green', { code: 'noPlan' });
  if (gap <= -bands.ahead) return give('blue', { code: 'ahead', points: -gap });
  if (gap <= 0) return give('green', { code: 'onPlan' });
  return give('green', { code: 'calm', points: gap, days: daysLeft });
}

/** 落后 n 个点: P − A in percentage points; negative when ahead; null without a plan. */
export function gapOf(facts: Pick<LampFacts, 'planned' | 'actual'>): number | null {
  return facts.planned === null ? null : tidyPercent(facts.planned - (facts.actual ?? 0));
}

function closedLamp(daysEarly: number | null): JudgedLamp {
  if (daysEarly !== null && daysEarly > 0) return give('blue', { code: 'closedEarly', days: daysEarly });
  if (daysEarly !== null && daysEarly < 0) return give('green', { code: 'closedLate', days: -daysEarly });
  return give('green', { code: 'closed' });
}

function yellowReason(facts: LampFacts, gap: number | null, bands: LampBands): LampReason | null {
  const { daysLeft } = facts;
  if (gap !== null && gap > bands.calmGap) return { code: 'behind', points: gap };
  if (gap !== null && gap > 0 && daysLeft !== null && daysLeft <= bands.calmDays) {
    return { code: 'behindLate', points: gap, days: daysLeft };
  }
  if (daysLeft !== null && daysLeft <= bands.closeOutDays && !facts.inCloseOut) {
    return { code: 'deadlineNear', days: daysLeft };
  }
  if (facts.reportMissing) return { code: 'reportMissing', month: facts.reportMissing };
  const times = facts.rejected ?? 0;
  return times >= bands.rejections && times > 0 ? { code: 'rejected', times } : null;
}

/** How many of each; grey is counted but never stands in a denominator (DIS-2.2). */
export interface LampCounts extends Readonly<Record<ProgramLamp, number>> {
  /** 计入: all but grey. */
  readonly counted: number;
}

/** Count lamps. */
export function countLamps(lamps: Iterable<ProgramLamp>): LampCounts {
  const counts = { red: 0, yellow: 0, green: 0, blue: 0, grey: 0 };
  for (const lamp of lamps) counts[lamp] += 1;
  return { ...counts, counted: counts.red + counts.yellow + counts.green + counts.blue };
}
