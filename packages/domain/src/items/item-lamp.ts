/** The lamp of one item: DIS-2.2 over the item's own facts, and the program's alarms that set it. */
import { type Day, daysBetween } from '@qingzhang/standards';
import { sayLampReason } from '../lamps/lamp-words.ts';
import { type Milestone, plannedPercent, startsOn } from '../lamps/milestones.ts';
import {
  type JudgedLamp,
  type LampBands,
  type LampReason,
  type ProgramLamp,
  programLamp,
} from '../lamps/program-lamp.ts';
import type { Alarm, ItemState, ProgramDefinition } from '../programs/definition.ts';
import type { AlarmOn, MeasureDone } from './figures.ts';

/** A reason of DIS-2.2, an alarm of the program, or the words of who set the lamp by hand. */
export type ItemLampReason =
  | LampReason
  | {
      readonly code: 'alarm';
      readonly name: Alarm['name'];
      readonly amount: number | null;
      readonly unit: string | null;
    }
  | { readonly code: 'byHand'; readonly reason: string; readonly post: string };

export interface ItemLamp {
  readonly lamp: ProgramLamp;
  readonly reason: ItemLampReason;
  /** Without the rule of consecutive yellow months. */
  readonly base: ProgramLamp;
}

export interface ItemLampFacts {
  readonly state: ItemState;
  readonly today: Day;
  readonly progress: number | null;
  readonly startOn: Day | null;
  readonly deadline: Day | null;
  readonly closedOn: Day | null;
  readonly pauseUntil: Day | null;
  readonly reboundCount: number;
  /** Evidence refused and not replaced, plus reports returned and not sent again. */
  readonly rejected: number;
  readonly reportMissing: string | null;
  readonly yellowBefore: number;
  readonly alarms: readonly AlarmOn[];
  readonly measures: readonly Pick<MeasureDone, 'due' | 'weight'>[];
  /** 序时进度 of the item's city (or the program's); only for programs that count quantities. */
  readonly milestones: readonly Milestone[];
}

const closing: readonly ItemState[] = ['applied', 'cityCheck', 'acceptance', 'notice'];

/**
 * The lamp of an item. Quantities are held against the program's planned path, other items against their own measures' due
 * dates; where there is neither, the deadline alone speaks.
 */
export function itemLamp(
  definition: Pick<ProgramDefinition, 'debt' | 'alarms'>,
  facts: ItemLampFacts,
  bands?: LampBands,
): ItemLamp {
  const { today, state } = facts;
  if (state === 'draft') return { lamp: 'grey', reason: { code: 'noPlan' }, base: 'grey' };
  const closed = state === 'closed' || state === 'lookBack';
  const milestones = definition.debt.by === 'quantity' ? facts.milestones : ownPath(facts.measures);
  const path = { start: facts.startOn, milestones };
  const begins = startsOn(path);
  const paused = facts.pauseUntil !== null && facts.pauseUntil >= today;
  const judged = programLamp(
    {
      planned: milestones.length === 0 ? null : plannedPercent(path, today),
      actual: facts.progress,
      daysLeft: facts.deadline === null || state === 'standing' ? null : daysBetween(today, facts.deadline),
      ...(closed
        ? {
            closed: {
              daysEarly:
                facts.deadline === null || facts.closedOn === null
                  ? null
                  : daysBetween(facts.closedOn, facts.deadline),
            },
          }
        : {}),
      inCloseOut: closing.includes(state),
      rebound: facts.reboundCount > 0,
      rejected: facts.rejected,
      reportMissing: facts.reportMissing,
      yellowBefore: facts.yellowBefore,
      startsOn: begins !== null && begins > today ? begins : null,
      pausedUntil: paused ? facts.pauseUntil : null,
    },
    bands,
  );
  return closed ? judged : withAlarm(definition.alarms, facts.alarms, judged);
}

/** The measures' due dates as a path: each brings its weight. Measures without a date plan nothing. */
function ownPath(measures: readonly Pick<MeasureDone, 'due' | 'weight'>[]): Milestone[] {
  const total = measures.reduce((sum, { weight }) => sum + weight, 0);
  const dated = measures
    .flatMap(({ due, weight }) => (due === null ? [] : [{ due, weight }]))
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
  let sum = 0;
  return dated.map(({ due, weight }) => {
    sum += weight;
    return { day: due, percent: (sum / total) * 100 };
  });
}

/** A red alarm is named before every other cause; a yellow one only where the lamp was not yellow or red anyway. */
function withAlarm(definitions: readonly Alarm[], on: readonly AlarmOn[], judged: JudgedLamp): ItemLamp {
  const of = (severity: 'red' | 'yellow') => on.find((one) => one.severity === severity);
  const red = of('red');
  if (red !== undefined) return { lamp: 'red', reason: alarmReason(definitions, red), base: judged.base };
  const yellow = of('yellow');
  if (yellow === undefined || judged.lamp === 'red' || judged.lamp === 'yellow') return judged;
  return { lamp: 'yellow', reason: alarmReason(definitions, yellow), base: 'yellow' };
}

function alarmReason(definitions: readonly Alarm[], on: AlarmOn): ItemLampReason {
  const own = definitions.find(({ key }) => key === on.key);
  return {
    code: 'alarm',
    name: own?.name ?? { zh: on.key, en: on.key },
    amount: on.amount,
    unit: own?.unit ?? null,
  };
}

/** 先拆后通 180 户; every lamp is shown with these words (DIS-2.2). */
export function sayItemLampReason(reason: ItemLampReason, lang: 'zh' | 'en'): string {
  if (reason.code === 'byHand') {
    return lang === 'zh' ? `${reason.post}调整：${reason.reason}` : `Set by ${reason.post}: ${reason.reason}`;
  }
  if (reason.code !== 'alarm') return sayLampReason(reason, lang);
  return reason.amount === null
    ? reason.name[lang]
    : `${reason.name[lang]} ${reason.amount}${reason.unit === null ? '' : ` ${reason.unit}`}`;
}
