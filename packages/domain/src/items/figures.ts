/** What an item weighs and how far it is: planned and done as the program's debt counts them, percent, alarms. */
import type {
  Alarm,
  DebtRule,
  FieldValues,
  ItemState,
  ProgramDefinition,
  ReadingTerm,
  Term,
} from '../programs/definition.ts';
import { evaluateTerm, holds, type ItemFacts } from '../programs/terms.ts';

/** 整改措施, as far as progress asks. */
export interface MeasureDone {
  readonly due: string | null;
  readonly doneOn: string | null;
  readonly planned: number | null;
  readonly done: number | null;
  readonly weight: number;
}

export interface ItemFigures {
  /** In the debt's unit: 1 item, or so many 户; null: not known. */
  readonly planned: number | null;
  readonly done: number | null;
  /** Percent; null: nothing to measure by. 100 only when closed, and never while standing (DIS-3.2). */
  readonly progress: number | null;
}

const closedStates: readonly ItemState[] = ['closed', 'lookBack'];
const tenth = (value: number): number => Math.round(value * 10) / 10;
/** The most that an item shows before it is closed out. */
const ALMOST = 99.9;

/**
 * Planned, done and progress of an item. A quantity counts as reported; an item by itself counts when it is closed, and is as
 * far as is reported of it where the definition says by what, as its measures otherwise.
 */
export function itemFigures(
  debt: DebtRule,
  item: {
    readonly values: FieldValues;
    readonly state: ItemState;
    readonly measures: readonly MeasureDone[];
  },
): ItemFigures {
  const closed = closedStates.includes(item.state);
  const facts: ItemFacts = { values: item.values, state: item.state };
  if (debt.by === 'items') {
    const open = debt.progress === undefined ? null : reportedShare(debt.progress, facts);
    return {
      planned: 1,
      done: closed ? 1 : 0,
      progress: closed ? 100 : (open ?? measuresDone(item.measures)),
    };
  }
  const planned = evaluateTerm(debt.planned, facts);
  const done = evaluateTerm(debt.done, facts);
  if (planned === null || planned <= 0) return { planned, done, progress: closed ? 100 : null };
  const percent = tenth((Math.max(0, done ?? 0) / planned) * 100);
  return { planned, done, progress: Math.min(percent, item.state === 'standing' ? ALMOST : 100) };
}

/** Percent by what is reported; null: not reported yet. */
function reportedShare(progress: Term, facts: ItemFacts): number | null {
  const share = evaluateTerm(progress, facts);
  return share === null ? null : Math.min(ALMOST, Math.max(0, tenth(share)));
}

/** Weighted share of the measures, each by its quantity where it has one; null without measures. */
export function measuresDone(measures: readonly MeasureDone[]): number | null {
  const weight = measures.reduce((sum, one) => sum + one.weight, 0);
  if (weight === 0) return null;
  const done = measures.reduce((sum, one) => sum + one.weight * shareOf(one), 0);
  return Math.min(tenth((done / weight) * 100), ALMOST);
}

function shareOf({ doneOn, planned, done }: MeasureDone): number {
  if (doneOn !== null) return 1;
  if (planned === null || planned <= 0 || done === null) return 0;
  return Math.min(1, Math.max(0, done / planned));
}

/** An alarm that is on, with how much of it. */
export interface AlarmOn {
  readonly key: string;
  readonly severity: Alarm['severity'];
  readonly amount: number | null;
}

/** The alarms that are on; what is unknown rings nothing. Closed items and drafts have none. */
export function alarmsOn(
  alarms: readonly Alarm[],
  item: {
    readonly values: FieldValues;
    readonly previous?: FieldValues;
    readonly state: ItemState;
    readonly overdue: boolean;
    readonly reading?: (term: ReadingTerm) => number | null;
  },
): AlarmOn[] {
  if (item.state === 'draft' || closedStates.includes(item.state)) return [];
  return alarms
    .filter((alarm) => holds(alarm.when, item))
    .map(({ key, severity, amount }) => ({
      key,
      severity,
      amount: amount === undefined ? null : evaluateTerm(amount, item),
    }));
}

/** What of an item is still owed in the debt's unit (DIS-3.5); drafts owe nothing yet. */
export function owed(
  debt: DebtRule,
  item: Pick<ItemFigures, 'planned' | 'done'> & { readonly state: ItemState },
): number {
  if (item.state === 'draft' || closedStates.includes(item.state)) return 0;
  if (debt.by === 'items') return 1;
  return Math.max(0, (item.planned ?? 0) - Math.max(0, item.done ?? 0));
}

/** Fields that are asked every time, once, or come from above; computed ones are nobody's to type. */
export function fieldKeys(
  definition: Pick<ProgramDefinition, 'fields'>,
  source: 'issued' | 'once' | 'reported' | 'computed',
): string[] {
  return definition.fields.filter((field) => field.source === source).map(({ key }) => key);
}
