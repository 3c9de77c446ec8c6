/** 一条要求变成的任务: what a task of a line says in one place. Pure but for its sources. */
import { AppError, type NewTask } from '@qingzhang/contract';
import { addWorkdays, sayDemand, sayMeasure, type WorkCalendar } from '@qingzhang/domain';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { type BoardProgram, readPrograms } from '../../programs/board/programs.ts';
import { listRegions } from '../../regions/queries.ts';
import { taskPeople } from '../../tasks/people.ts';
import type { LineFields, LineRow } from '../stage/record-rows.ts';

/** What a task is worded and addressed by. */
export interface TaskSources {
  readonly regions: Awaited<ReturnType<typeof listRegions>>;
  readonly programs: readonly BoardProgram[];
  readonly people: Awaited<ReturnType<typeof taskPeople>>;
  readonly calendar: WorkCalendar;
  readonly today: string;
}

export async function taskSources(db: Db, at: Date): Promise<TaskSources> {
  const [regions, programs, people, calendar] = await Promise.all([
    listRegions(db),
    readPrograms(db),
    taskPeople(db),
    readCalendar(db),
  ]);
  return { regions, programs, people, calendar, today: beijingDay(at) };
}

/** The fields of a task that follow from the line; what it comes from is its maker's. */
export type TaskOfLine = Pick<
  NewTask,
  | 'text'
  | 'city'
  | 'county'
  | 'leadUnit'
  | 'supportingUnits'
  | 'ownerPost'
  | 'ownerId'
  | 'deadline'
  | 'measure'
  | 'complexity'
  | 'link'
>;

/** So much of a name a task keeps. */
const NAME = 100;

/** What the task of a line says for one place (null: the province as a whole). */
export function taskOf(line: LineFields, code: string | null, sources: TaskSources): TaskOfLine {
  const { regions, programs, people, calendar, today } = sources;
  const region = regions.find((one) => one.code === code);
  if (code !== null && region === undefined) throw new AppError('thing.notFound', { what: 'city', id: code });
  const county = region?.level === 'county' ? region.code : null;
  const city = county === null ? code : (region?.parent ?? null);
  const bureau = region === undefined ? line.leadUnit : `${region.name}生态环境局`;
  // What all cities are to do, each does itself: 各市生态环境局局长 is the head of its own bureau.
  const leadUnit = line.cities.length > 1 || line.leadUnit === '' ? bureau : line.leadUnit;
  const ownerPost = region === undefined ? line.ownerPost : line.ownerPost.replace(/^各市/u, region.name);
  const link = linkOf(line, city, programs);
  const owner = people.filter(
    (one) => one.post === ownerPost && one.sees(city, county, link?.program ?? null),
  );
  return {
    text: sayDemand(line),
    city,
    county,
    leadUnit: leadUnit.slice(0, NAME),
    supportingUnits: line.supportingUnits.map((unit) => unit.slice(0, NAME)),
    ownerPost: ownerPost.slice(0, NAME),
    // A post that several hold is the bureau's to give out.
    ownerId: owner.length === 1 ? (owner[0]?.id ?? null) : null,
    deadline: line.deadline,
    measure: measureOf(line, link !== null),
    complexity: isLong(line.deadline, today, calendar) ? 'complex' : 'ordinary',
    link,
  };
}

/** More than 13710 gives an ordinary matter: it owes a dated plan on the seventh day, not its result. */
const isLong = (deadline: string | null, today: string, calendar: WorkCalendar): boolean =>
  deadline !== null && deadline > addWorkdays(calendar, today, 7);

/**
 * The program's figure that answers for the task, where the promised one is known there: a share or a count reached, in a
 * city. A percentage follows the program's progress; an amount the measure that was named, or the program's own.
 */
function linkOf(
  line: Pick<LineRow, 'program' | 'measure'>,
  city: string | null,
  programs: readonly BoardProgram[],
): NewTask['link'] {
  const { measure } = line;
  if (line.program === null || city === null || measure?.kind !== 'figure' || measure.op === '<=')
    return null;
  const program = programs.find(({ key, state }) => key === line.program && state === 'active');
  const known = program?.definition.measures.filter(({ of }) => of.kind !== 'amount') ?? [];
  const own =
    measure.measure === null
      ? known.find(({ role }) => role === 'progress')
      : known.find(({ key }) => key === measure.measure);
  return program === undefined || own === undefined
    ? null
    : { program: program.key, region: city, measure: own.key };
}

/** 完成标准: an amount to be reached counts up from nothing; limits, shares and words stay words. */
export function measureOf({ measure }: Pick<LineRow, 'measure'>, linked: boolean): NewTask['measure'] {
  if (measure === null) return null;
  if (measure.kind === 'text') return measure;
  const counts =
    measure.op !== '<=' && measure.value > 0 && measure.unit !== '' && !(linked && measure.unit === '%');
  if (!counts) return { kind: 'text', text: sayMeasure(measure) };
  const { name, unit, value } = measure;
  return { kind: 'figure', name, unit, baseline: 0, target: value, current: null };
}
