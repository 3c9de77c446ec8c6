/** What follows from an item's own facts: computed fields, planned and done, progress, alarms, lamp, title, search terms. */

import {
  alarmsOn,
  type FieldValues,
  fieldKeys,
  type ItemState,
  itemFigures,
  itemLamp,
  type Milestone,
  type MirroredFact,
  missingReport,
  type ProgramDefinition,
  shiftMonth,
  type WorkCalendar,
  withComputed,
} from '@qingzhang/domain';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { searchTerms } from '../../platform/search/terms.ts';
import { type BoardProgram, readPaths, readPrograms, reportingNow } from '../board/programs.ts';
import type { ItemRecord } from './record.ts';

/** Everything that items of a program are judged by on a day. */
export interface Judge {
  readonly program: BoardProgram;
  readonly today: string;
  readonly calendar: WorkCalendar;
  readonly paths: ReadonlyMap<string, readonly Milestone[]>;
}

/** What the items of a program are judged by at a moment. */
export async function judgeOf(db: Db, program: BoardProgram, at: Date): Promise<Judge> {
  return {
    program,
    today: beijingDay(at),
    calendar: await readCalendar(db),
    paths: await readPaths(db, program.key),
  };
}

/** Judges of several programs by key. */
export async function judgesOf(db: Db, keys: readonly string[], at: Date): Promise<Map<string, Judge>> {
  const programs = await readPrograms(db, [...new Set(keys)]);
  const judges = await Promise.all(programs.map((program) => judgeOf(db, program, at)));
  return new Map(judges.map((judge) => [judge.program.key, judge]));
}

const closedStates: readonly ItemState[] = ['draft', 'closed', 'lookBack', 'standing'];

/** Past its deadline and still open; the same rule as the board's. */
export function isOverdue(
  item: Pick<ItemRecord, 'deadline' | 'state' | 'pauseUntil'>,
  today: string,
): boolean {
  if (item.deadline === null || item.deadline >= today || closedStates.includes(item.state)) return false;
  return item.pauseUntil === null || item.pauseUntil < today;
}

/** The item with everything that follows from its facts. Doing it again changes nothing. */
export function derive(item: ItemRecord, judge: Judge): ItemRecord {
  const { definition } = judge.program;
  const { today } = judge;
  const overdue = isOverdue(item, today);
  const facts = { values: item.values, previous: item.accepted, state: item.state, overdue };
  const values = withComputed(definition.fields, facts);
  const figures = itemFigures(definition.debt, { values, state: item.state, measures: item.measures });
  const alarms = alarmsOn(definition.alarms, { ...facts, values });
  const month = today.slice(0, 7);
  const yellowMonths = yellowBefore(item, month);
  const refused = Object.values(item.evidence).reduce((sum, { refused: count }) => sum + count, 0);
  const judged = itemLamp(definition, {
    state: item.state,
    today,
    progress: figures.progress,
    startOn: item.startOn,
    deadline: item.deadline,
    closedOn: item.closedOn,
    pauseUntil: item.pauseUntil,
    reboundCount: item.reboundCount,
    rejected: refused + (item.returned === null ? 0 : 1),
    reportMissing: missingReport(reportingNow(judge.program), item, today),
    yellowBefore: yellowMonths,
    alarms,
    measures: item.measures,
    milestones: (judge.paths.get(item.city) ?? definition.milestones).map(({ day, share }) => ({
      day,
      percent: share,
    })),
  });
  const byHand = item.lampOverride?.confirmed ? item.lampOverride : null;
  const mirrored = mirror(definition, item, values);
  const title = titleOf(definition, values, item.no);
  const known = title === item.title && mirrored.site === item.site && item.search.length > 0;
  return {
    ...item,
    ...mirrored,
    version: judge.program.version,
    values,
    title,
    planned: figures.planned,
    done: figures.done,
    progress: figures.progress,
    alarms: alarms.map(({ key }) => key),
    lamp: byHand?.lamp ?? judged.lamp,
    lampReason:
      byHand === null ? judged.reason : { code: 'byHand', reason: byHand.reason, post: byHand.post },
    lampBase: judged.base,
    lampMonth: month,
    yellowMonths,
    search: known
      ? item.search
      : searchTerms(
          [title, mirrored.site, mirrored.township, item.leadUnit, String(item.no)],
          [title, mirrored.site],
        ),
  };
}

/** Yellow months directly before this one: rolled on when the month has changed since the lamp was judged. */
function yellowBefore(
  item: Pick<ItemRecord, 'lampMonth' | 'lampBase' | 'yellowMonths'>,
  month: string,
): number {
  if (item.lampMonth === null || item.lampMonth === month) return item.yellowMonths;
  const next = item.lampMonth === shiftMonth(month, -1);
  return next && item.lampBase === 'yellow' ? item.yellowMonths + 1 : 0;
}

/** Facts that the program names its own way: the field's value is the fact. */
function mirror(definition: ProgramDefinition, item: ItemRecord, values: FieldValues) {
  const fact = (name: MirroredFact) => {
    if (!definition.fields.some(({ key }) => key === name)) return item[name];
    const value = values[name];
    return value === undefined || value === null || value === '' ? null : String(value);
  };
  return { township: fact('township'), site: fact('site'), problem: fact('problem'), target: fact('target') };
}

/** What an item is called in lists. */
export function titleOf(definition: ProgramDefinition, values: FieldValues, no: number): string {
  const own = values[definition.titleField];
  const text = own === undefined || own === null ? '' : String(own).replace(/\s+/gu, ' ').trim();
  return text === '' ? `${definition.shortName.zh} ${no}` : text.slice(0, 300);
}

/** Spelling does not make another item: width, case and spaces are folded. */
const folded = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : String(value).normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/**
 * 识别串: the same item has the same one in every import; null: the fields that name it are all empty. The county belongs to
 * it (the city where there is none), so that two villages of one name stay apart.
 */
export function identityOf(
  definition: Pick<ProgramDefinition, 'identity'>,
  item: { readonly city: string; readonly county: string | null; readonly values: FieldValues },
): string | null {
  const parts = definition.identity.map((key) => folded(item.values[key]));
  return parts.every((part) => part === '') ? null : [item.county ?? item.city, ...parts].join('|');
}

/** Values without what is computed: nobody types that. */
export function typed(definition: ProgramDefinition, values: FieldValues): FieldValues {
  const computed = new Set(fieldKeys(definition, 'computed'));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !computed.has(key)));
}
