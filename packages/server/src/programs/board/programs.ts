import { AppError, parseDefinition } from '@qingzhang/contract';
import {
  type Milestone,
  monthBefore,
  type ProgramDefinition,
  type Reporting,
  reportDueOn,
} from '@qingzhang/domain';
import { type Day, daysInMonth } from '@qingzhang/standards';
import { z } from 'zod';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';

/** A program as the board needs it. */
export interface BoardProgram {
  readonly key: string;
  readonly version: number;
  readonly state: 'draft' | 'active' | 'ended';
  readonly year: number;
  readonly office: string;
  readonly simulated: boolean;
  readonly endedOn: Day | null;
  readonly definition: ProgramDefinition;
}

/** Definitions by program, version and moment: a version never changes, so that it is read and parsed once. */
const parsed = new Map<string, ProgramDefinition>();
const KEPT = 200;

interface VersionName {
  readonly key: string;
  readonly version: number;
  readonly made: Date;
}
const nameOf = ({ key, version, made }: VersionName): string => `${key}/${version}/${made.getTime()}`;

/** Read the definitions that are not known yet. */
async function definitionsOf(
  db: Db,
  wanted: readonly VersionName[],
): Promise<(name: VersionName) => ProgramDefinition> {
  const unknown = wanted.filter((one) => !parsed.has(nameOf(one)));
  const found = new Map<string, ProgramDefinition>();
  if (unknown.length > 0) {
    const rows = await db
      .selectFrom('program_version')
      .select(['program_key', 'version', 'created_at', 'definition'])
      .where(
        'program_key',
        'in',
        unknown.map(({ key }) => key),
      )
      .execute();
    for (const row of rows) {
      const name = nameOf({ key: row.program_key, version: row.version, made: row.created_at });
      if (!unknown.some((one) => nameOf(one) === name)) continue;
      const definition = parseDefinition(row.definition);
      found.set(name, definition);
      const oldest = parsed.keys().next();
      if (parsed.size >= KEPT && !oldest.done) parsed.delete(oldest.value);
      parsed.set(name, definition);
    }
  }
  return (one) => {
    const definition = parsed.get(nameOf(one)) ?? found.get(nameOf(one));
    if (definition === undefined) throw new AppError('thing.notFound', { what: 'program', id: one.key });
    return definition;
  };
}

/** Programs in their order, as far as asked for; `keys` null: all. */
export async function readPrograms(db: Db, keys: readonly string[] | null = null): Promise<BoardProgram[]> {
  let query = db
    .selectFrom('program')
    .innerJoin('program_version as v', (join) =>
      join.onRef('v.program_key', '=', 'program.key').onRef('v.version', '=', 'program.version'),
    )
    .select([
      'program.key',
      'program.version',
      'program.state',
      'program.year',
      'program.office',
      'program.simulated',
      'program.ended_at',
      'v.created_at as made',
    ])
    .orderBy('program.sort')
    .orderBy('program.key');
  if (keys !== null) query = query.where('program.key', 'in', keys.length === 0 ? [''] : [...keys]);
  const rows = await query.execute();
  const definitionOf = await definitionsOf(db, rows);
  return rows.map((row) => ({
    key: row.key,
    version: row.version,
    state: z.enum(['draft', 'active', 'ended']).parse(row.state),
    year: row.year,
    office: row.office,
    simulated: row.simulated,
    endedOn: row.ended_at === null ? null : beijingDay(row.ended_at),
    definition: definitionOf(row),
  }));
}

/** One program, or that there is none. */
export async function requireProgram(db: Db, key: string): Promise<BoardProgram> {
  const [program] = await readPrograms(db, [key]);
  if (program === undefined) throw new AppError('thing.notFound', { what: 'program', id: key });
  return program;
}

const Path = z.array(z.object({ day: z.string(), share: z.number(), name: z.any().optional() }));

/** Cities' own milestones (program_path); a city without any follows the definition. */
export async function readPaths(db: Db, key: string): Promise<ReadonlyMap<string, readonly Milestone[]>> {
  const rows = await db
    .selectFrom('program_path')
    .select(['region_code', 'milestones'])
    .where('program_key', '=', key)
    .execute();
  return new Map(
    rows.map((row) => [
      row.region_code,
      Path.parse(row.milestones).map(({ day, share }) => ({ day, share })),
    ]),
  );
}

/** The last day of a month. */
export function monthEnd(month: string): Day {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return `${month}-${String(daysInMonth(year, number)).padStart(2, '0')}`;
}

/** Which months move on a day, and which report is asked for. */
export interface OpenMonths {
  readonly months: readonly string[];
  /** The report that is asked for: of the last month that has ended. Null: none is asked. */
  readonly dueMonth: string | null;
  /** The same once its day has passed: then a city without it is yellow. */
  readonly overdueMonth: string | null;
}

/** What a program asks for now: one that has ended asks for no report any more (its items stay to be closed). */
export function reportingNow({ state, definition }: Pick<BoardProgram, 'state' | 'definition'>): Reporting {
  return state === 'ended' ? { ...definition.reporting, every: 'none' } : definition.reporting;
}

/** Months that still move: the running one and, until its reports are due, the one before. */
export function openMonths(today: Day, { reporting }: Pick<ProgramDefinition, 'reporting'>): OpenMonths {
  const month = today.slice(0, 7);
  if (reporting.every === 'none') return { months: [month], dueMonth: null, overdueMonth: null };
  const before = monthBefore(month);
  return today <= reportDueOn(reporting, before)
    ? { months: [before, month], dueMonth: before, overdueMonth: null }
    : { months: [month], dueMonth: before, overdueMonth: before };
}
