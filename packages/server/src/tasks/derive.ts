/** What follows from a task's facts on a day: its lamp, what its sides are to do, where it stands in their lists. Pure. */

import type { ProgramLamp, TaskSettings } from '@qingzhang/contract';
import {
  type Clock,
  clocksOf,
  type LampReason,
  type LiftCondition,
  liftMet,
  plannedPercent,
  programLamp,
  programLamps,
  proposeRung,
  type Rung,
  rungs,
  startsOn,
  type WorkCalendar,
  workdaysBetween,
} from '@qingzhang/domain';
import { addDays, type Day, daysBetween } from '@qingzhang/standards';
import { beijingDay } from '../platform/clock.ts';
import {
  heldOf,
  type MonthEntry,
  manualLampOf,
  monthsOf,
  numberOf,
  pathOf,
  proposalOf,
  type TaskPatch,
  type TaskRecord,
} from './record.ts';

/** What stands in other tables and decides what is to be done. */
export interface Extras {
  /** A report waits to be judged. */
  readonly sentReport: boolean;
  /** The notice in force: the last one issued and not lifted. */
  readonly notice: {
    readonly rung: Rung;
    readonly issuedOn: Day;
    readonly replyDue: Day | null;
    readonly replied: boolean;
    readonly seen: boolean;
    readonly lift: LiftCondition;
  } | null;
  /** The next look-back not yet done. */
  readonly lookBackDue: Day | null;
  /** Who may not check or close: who applied, reported, checked. */
  readonly closePeople: readonly number[];
}

export interface Rules {
  readonly today: Day;
  readonly calendar: WorkCalendar;
  readonly settings: TaskSettings;
}

/** The clocks of a task on a day. */
export function taskClocks(record: TaskRecord, { today, calendar }: Rules): readonly Clock[] {
  return clocksOf(
    {
      issuedOn: record.clock_from,
      complexity: record.complexity === 'complex' ? 'complex' : 'ordinary',
      deadline: record.deadline,
      signedOn: record.signed_at === null ? null : beijingDay(record.signed_at),
      reportedOn: record.reported_on,
      plannedOn: record.planned_on,
      settledOn: record.settled_on,
      closedOn: record.closed_on,
      extendedTo: record.extended_to,
      notApplicable: record.not_applicable !== null,
    },
    today,
    calendar,
  );
}

/** The month before the one of the day. */
export const monthBefore = (day: Day): string => addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7);

/** 上月未报: open for the whole of last month and nothing reported since it began. Parents report through their parts. */
export function missingMonth(record: TaskRecord, today: Day): string | null {
  if (record.clock_from === null || record.parts > 0) return null;
  const month = monthBefore(today);
  const first = `${month}-01`;
  if (record.clock_from > first) return null;
  return record.last_report_on === null || record.last_report_on < first ? month : null;
}

interface Judged {
  readonly lamp: ProgramLamp;
  readonly base: ProgramLamp;
  readonly reason: object;
  readonly gap: number | null;
}

/**
 * The rules of lamps count calendar days; people are told working days, the same figure as beside the deadline (还剩 n 天,
 * 逾期 n 天).
 */
function inWorkdays(reason: LampReason, deadline: Day | null, { today, calendar }: Rules): LampReason {
  if (deadline === null) return reason;
  switch (reason.code) {
    case 'overdue':
      return { ...reason, days: Math.max(1, workdaysBetween(calendar, deadline, today)) };
    case 'deadlineNear':
    case 'behindLate':
      return { ...reason, days: workdaysBetween(calendar, today, deadline) };
    case 'calm':
      return reason.days === null ? reason : { ...reason, days: workdaysBetween(calendar, today, deadline) };
    default:
      return reason;
  }
}

function judge(record: TaskRecord, yellowBefore: number, rules: Rules): Judged {
  const { today, settings } = rules;
  const path = pathOf(record);
  const planned = plannedPercent(path, today);
  const begins = startsOn(path);
  const actual = numberOf(record.progress);
  const closed =
    record.closed_on === null
      ? {}
      : {
          closed: {
            // 办结 counts from the application: the issuing side's own days are not the city's fault.
            daysEarly:
              record.deadline === null
                ? null
                : daysBetween(record.settled_on ?? record.closed_on, record.deadline),
          },
        };
  const judged = programLamp(
    {
      planned,
      actual,
      daysLeft: record.deadline === null ? null : daysBetween(today, record.deadline),
      ...closed,
      inCloseOut: record.state === 'applied' || record.state === 'checked',
      rebound: record.rebound,
      rejected: record.rejected,
      reportMissing: missingMonth(record, today),
      yellowBefore,
      startsOn: begins !== null && today < begins ? begins : null,
      pausedUntil: record.paused_until !== null && today <= record.paused_until ? record.paused_until : null,
      notApplicable: record.not_applicable !== null,
    },
    settings.lamps,
  );
  const reason = inWorkdays(judged.reason, record.deadline, rules);
  return {
    ...judged,
    reason,
    gap: planned === null ? null : Math.round((planned - (actual ?? 0)) * 10) / 10,
  };
}

/** Months in a row directly before `month`, back from it, that fit. */
function monthsInARow(months: readonly MonthEntry[], month: string, fits: (one: MonthEntry) => boolean) {
  const byMonth = new Map(months.map((one) => [one.month, one]));
  let count = 0;
  for (let at = monthBefore(`${month}-01`); ; at = monthBefore(`${at}-01`)) {
    const entry = byMonth.get(at);
    if (entry === undefined || !fits(entry)) return count;
    count += 1;
  }
}

/** Whether the data lift the notice in force: months that have ended count. */
export function liftedByData(record: TaskRecord, notice: NonNullable<Extras['notice']>, today: Day): boolean {
  const settled = ['applied', 'checked', 'closed'].includes(record.state);
  const months = monthsOf(record).filter(({ month }) => month < today.slice(0, 7));
  return liftMet(notice.lift, { settled, issuedMonth: notice.issuedOn.slice(0, 7), months });
}

const DRAFT = { lamp: 'grey', base: 'grey', reason: { code: 'noPlan' }, gap: null } as const;

/** 在办: issued and not closed. */
export const isOpen = (state: string): boolean => !['draft', 'closed', 'cancelled'].includes(state);

/** Every derived column of the task. */
export function derive(record: TaskRecord, extras: Extras, rules: Rules): TaskPatch {
  const { today } = rules;
  const open = isOpen(record.state);
  const month = today.slice(0, 7);
  const known = monthsOf(record);
  const yellowBefore = monthsInARow(known, month, ({ base }) => base === 'yellow');
  const judged =
    record.state === 'draft' || record.state === 'cancelled' ? DRAFT : judge(record, yellowBefore, rules);
  const before = manualLampOf(record);
  // The corner mark ends when the rules come to say something else than when it was set.
  const manual = before !== null && open && before.computed === judged.lamp ? before : null;
  const lamp = manual?.lamp ?? judged.lamp;
  const entry: MonthEntry = { month, lamp, base: manual?.lamp ?? judged.base, gap: judged.gap };
  const months = open ? [...known.filter((one) => one.month !== month), entry].slice(-36) : known;
  const redMonths = lamp === 'red' ? 1 + monthsInARow(known, month, (one) => one.lamp === 'red') : 0;
  const overdue =
    open && record.deadline !== null && today > record.deadline && judged.lamp !== 'grey' && lamp !== 'grey';
  const owner = ownerAct(record, extras, rules);
  const desk = deskAct(record, extras, { ...rules, lamp, redMonths });
  const days = record.deadline === null ? 0 : daysBetween(today, record.deadline);
  const lampSort = programLamps.indexOf(lamp);
  const held = heldOf(record);
  return {
    open,
    lamp,
    lamp_sort: lampSort,
    lamp_computed: judged.lamp,
    lamp_reason: JSON.stringify(judged.reason),
    lamp_manual: manual === null ? null : JSON.stringify(manual),
    lamp_day: today,
    overdue,
    months: JSON.stringify(months),
    red_months: redMonths,
    yellow_before: yellowBefore,
    rung: extras.notice?.rung ?? null,
    rung_on: extras.notice?.issuedOn ?? null,
    owner_act: owner?.act ?? null,
    owner_act_by: owner?.by ?? null,
    desk_act: desk?.act ?? null,
    desk_act_rung: desk?.rung ?? null,
    desk_act_by: desk?.by ?? null,
    desk_act_why: desk?.why === undefined ? null : JSON.stringify(desk.why),
    not_for: [...(desk?.notFor ?? [])],
    act_sort: lampSort * 10_000 + Math.min(9_999, Math.max(0, days + 5_000)),
    held: held === null || today > held.until ? null : JSON.stringify(held),
  };
}

interface OwnerAct {
  readonly act: 'sign' | 'reply' | 'resubmit' | 'plan' | 'report' | 'apply';
  readonly by: Day | null;
}

/** The one thing the responsible side is to do now. */
function ownerAct(record: TaskRecord, extras: Extras, rules: Rules): OwnerAct | null {
  const { today, calendar } = rules;
  if (record.not_applicable !== null) return null;
  const clocks = taskClocks(record, rules);
  const dueOf = (name: string) => clocks.find(({ clock }) => clock === name)?.due ?? null;
  if (record.state === 'issued' || record.state === 'reopened') return { act: 'sign', by: dueOf('sign') };
  const { notice } = extras;
  if (notice !== null && notice.replyDue !== null && !notice.replied && record.state !== 'closed') {
    return { act: 'reply', by: notice.replyDue };
  }
  if (record.state !== 'working') return null;
  if (record.paused_until !== null && today <= record.paused_until) return null;
  if (record.returned !== null) return { act: 'resubmit', by: record.deadline };
  if (record.parts > 0)
    return record.parts_closed === record.parts ? { act: 'apply', by: record.deadline } : null;
  if (record.complexity === 'complex' && record.planned_on === null) {
    return { act: 'plan', by: dueOf('settle') };
  }
  if (record.reported_on === null) return { act: 'report', by: dueOf('progress') };
  if (missingMonth(record, today) !== null) return { act: 'report', by: today };
  if (numberOf(record.progress) === 100) return { act: 'apply', by: record.deadline };
  const left = record.deadline === null ? null : workdaysBetween(calendar, today, record.deadline);
  return left !== null && left <= 7 ? { act: 'apply', by: record.deadline } : null;
}

interface DeskAct {
  readonly act:
    | 'complete'
    | 'issue'
    | 'decideExtension'
    | 'check'
    | 'close'
    | 'seeReply'
    | 'confirmLamp'
    | 'notice'
    | 'judge'
    | 'lookBack'
    | 'lift';
  readonly rung?: Rung;
  readonly by?: Day | null;
  readonly why?: object;
  readonly notFor?: readonly number[];
}

/** What keeps a draft from being issued (DIS-8.2, DIS-3.2); empty: nothing. */
export function missingForIssue(
  record: Pick<TaskRecord, 'lead_unit' | 'owner_post' | 'deadline' | 'measure'>,
): string[] {
  const needs = {
    leadUnit: record.lead_unit,
    ownerPost: record.owner_post,
    deadline: record.deadline,
    measure: record.measure,
  };
  return Object.entries(needs).flatMap(([name, value]) => (value === null || value === '' ? [name] : []));
}

/** The one thing the issuing side is to do now. */
function deskAct(
  record: TaskRecord,
  extras: Extras,
  rules: Rules & { readonly lamp: ProgramLamp; readonly redMonths: number },
): DeskAct | null {
  const { today, calendar, settings } = rules;
  if (record.state === 'cancelled') return null;
  if (record.state === 'draft') return { act: missingForIssue(record).length > 0 ? 'complete' : 'issue' };
  if (record.state === 'closed') {
    return extras.lookBackDue !== null && extras.lookBackDue <= today
      ? { act: 'lookBack', by: extras.lookBackDue }
      : null;
  }
  if (record.state === 'extension') return { act: 'decideExtension', by: record.deadline };
  if (record.state === 'applied') return { act: 'check', notFor: extras.closePeople };
  if (record.state === 'checked') return { act: 'close', notFor: extras.closePeople };
  const { notice } = extras;
  if (notice?.replied && !notice.seen) return { act: 'seeReply' };
  const proposal = proposalOf(record);
  if (proposal !== null) return { act: 'confirmLamp', notFor: proposal.people };
  const late = taskClocks(record, rules).some(({ state, doneOn }) => state === 'late' && doneOn === null);
  const held = heldOf(record);
  const heldRung = rungs.find((rung) => rung === held?.rung);
  const next = proposeRung(
    {
      lamp: rules.lamp,
      deadline: record.deadline,
      settled: false,
      clockLate: late,
      redMonths: rules.redMonths,
      last: notice,
      held: held === null || heldRung === undefined ? null : { rung: heldRung, until: held.until },
    },
    today,
    calendar,
    settings.ladder,
  );
  // Notices are the department's; a city presses its counties by returning and asking.
  if (next !== null && record.issuer_city === null)
    return { act: 'notice', rung: next.rung, by: today, why: next.reason };
  if (extras.sentReport) return { act: 'judge' };
  if (notice !== null && liftedByData(record, notice, today)) return { act: 'lift', rung: notice.rung };
  return null;
}
