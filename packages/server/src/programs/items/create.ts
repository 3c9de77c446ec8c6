/** 新建事项: one by hand or fifty thousand from a spreadsheet, by the same few statements. */
import { AppError, type NewItem } from '@qingzhang/contract';
import {
  actOn,
  deadlineRefusal,
  type FieldValues,
  type ItemRefusal,
  isEmptyValue,
  type LifeContext,
  type ProgramDefinition,
} from '@qingzhang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import { declareSubjects } from '../../accounts/debts/book.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { BoardProgram } from '../board/programs.ts';
import { holdVersion } from '../definitions/queries.ts';
import { derive, identityOf, type Judge, judgeOf, typed } from './derive.ts';
import { lifeActor } from './people.ts';
import { type ItemRecord, lifeFacts, withLife } from './record.ts';
import { addEvents, follow, type ItemEventRow, insertItems } from './save.ts';

/** What an item is made with. */
export type NewItemFacts = z.output<typeof NewItem>;

export interface CreatedItem {
  readonly id: number;
  readonly no: number;
  readonly identity: string;
}

export interface CreateOptions {
  /** Issue them at once (交办): each needs its lead unit and deadline. */
  readonly issue?: boolean;
  /** What the history calls it; `created` unless said. */
  readonly kind?: 'created' | 'imported';
  /** Beside the first event: the import's number … */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A new item that cannot be made: which one of those given, and why. */
export interface CreateRefusal {
  readonly index: number;
  readonly refusal:
    | ItemRefusal
    | { readonly code: 'identityEmpty' | 'identityTaken'; readonly params: { readonly identity: string } }
    | { readonly code: 'fieldMissing'; readonly params: { readonly fields: string } };
}

/** Items waiting to be issued have nothing that lacks yet. */
const nothingYet = (judge: Judge): LifeContext => ({
  rules: judge.program.definition,
  calendar: judge.calendar,
  today: judge.today,
  evidence: {},
  repeats: [],
  measures: [],
  standards: [],
  blanks: [],
  reportReturned: false,
  openObjections: [],
});

/**
 * Make items of a program in the caller's transaction, in the order given. All or nothing: the first that cannot be made
 * fails the call with `thing.invalid`. Use `refusedItems` first where rows are to be told apart.
 */
export async function createItems(
  trx: Db,
  call: Call,
  program: BoardProgram,
  items: readonly NewItemFacts[],
  options: CreateOptions = {},
): Promise<CreatedItem[]> {
  if (items.length === 0) return [];
  await holdVersion(trx, program.key, program.version);
  const judge = await judgeOf(trx, program, call.at);
  // Numbers follow each other: whoever makes items of the program waits here.
  const { rows } = await sql<{ sort: number }>`
    select sort from program where key = ${program.key} for no key update`.execute(trx);
  const sort = rows[0]?.sort;
  if (sort === undefined) throw new AppError('thing.notFound', { what: 'program', id: program.key });
  const { rows: last } = await sql<{ no: number }>`
    select coalesce(max(no), 0) as no from item where program_key = ${program.key}`.execute(trx);
  const first = (last[0]?.no ?? 0) + 1;

  const [refused] = await refusedItems(trx, judge, items, options);
  if (refused !== undefined) {
    const { code, params } = refused.refusal;
    throw new AppError('thing.invalid', { what: 'item', reason: code, index: refused.index, ...params });
  }
  const actor = lifeActor(call.actor);
  const made = items.map((one, index) => {
    const draft = derive(draftOf(program, one, first + index, judge, call.at), judge);
    if (options.issue !== true) return draft;
    const outcome = actOn(lifeFacts(draft), { act: 'issue' }, actor, nothingYet(judge));
    if (!outcome.ok)
      throw new AppError('thing.invalid', {
        what: 'item',
        reason: outcome.refusal.code,
        index,
        ...outcome.refusal.params,
      });
    return derive(withLife(draft, outcome.facts, call.at), judge);
  });
  const ids = await insertItems(trx, made);
  const stored = made.map((item) => ({ ...item, id: ids.get(item.no) ?? 0 }));
  await insertMeasures(
    trx,
    stored.map(({ id }, index) => ({ id, measures: items[index]?.measures ?? [] })),
  );

  const kind = options.kind ?? 'created';
  const events: ItemEventRow[] = stored.flatMap((item) => {
    const own = { item: item.id, reason: null };
    const detail = { ...options.detail, values: item.values };
    const birth: ItemEventRow = { ...own, kind, from: null, to: 'draft', detail };
    return item.state === 'issued'
      ? [birth, { ...own, kind: 'issue', from: 'draft', to: 'issued', detail: {} }]
      : [birth];
  });
  await addEvents(trx, call, events);
  const { definition } = program;
  await declareSubjects(trx, [
    {
      subject: program.key,
      name: definition.shortName.zh,
      nameEn: definition.shortName.en,
      unit: definition.debt.unit,
      sort,
      simulated: program.simulated,
    },
  ]);
  await follow(
    trx,
    call,
    new Map([[program.key, judge]]),
    stored.map((after) => ({ before: null, after })),
  );
  return stored.map(({ id, no, identity }) => ({ id, no, identity }));
}

/** The items that could not be made, each with its first reason; one query however many there are. */
export async function refusedItems(
  db: Db,
  judge: Judge,
  items: readonly NewItemFacts[],
  options: CreateOptions = {},
): Promise<CreateRefusal[]> {
  const { definition, key } = judge.program;
  const identities = items.map((item) =>
    identityOf(definition, { ...item, values: mirroredValues(definition, item) }),
  );
  const { rows } = await sql<{ identity: string }>`
    select identity from item where program_key = ${key}
      and identity = any(${identities.filter((one) => one !== null)}::text[])`.execute(db);
  const taken = new Set(rows.map(({ identity }) => identity));
  return items.flatMap((item, index): CreateRefusal[] => {
    const identity = identities[index] ?? null;
    if (identity === null)
      return [
        { index, refusal: { code: 'identityEmpty', params: { identity: definition.identity.join(', ') } } },
      ];
    if (taken.has(identity)) return [{ index, refusal: { code: 'identityTaken', params: { identity } } }];
    taken.add(identity);
    const late = deadlineRefusal(item);
    if (late !== null) return [{ index, refusal: late }];
    // A draft needs its name alone; the rest is filled in before it is issued.
    if (options.issue !== true) return [];
    const missing = missingFields(definition, mirroredValues(definition, item));
    if (missing.length > 0)
      return [{ index, refusal: { code: 'fieldMissing', params: { fields: missing.join('、') } } }];
    if ((item.leadUnit ?? '').trim() === '')
      return [{ index, refusal: { code: 'leadUnitMissing', params: {}, missing: [] } }];
    if (item.deadline === null && item.kind !== 'standing')
      return [{ index, refusal: { code: 'deadlineMissing', params: {}, missing: [] } }];
    return [];
  });
}

/** Names of issued fields that an item cannot be without, as the form by hand asks for them; who reports fills in the others. */
function missingFields({ fields }: Pick<ProgramDefinition, 'fields'>, values: FieldValues): string[] {
  return fields
    .filter(({ required, source }) => required === 'always' && source === 'issued')
    .filter(({ key }) => isEmptyValue(values[key]))
    .map(({ name }) => name.zh);
}

/** What is given as a fact of its own and what is given as a field of the same name are one. */
function mirroredValues(definition: ProgramDefinition, item: NewItemFacts): FieldValues {
  const values: Record<string, FieldValues[string]> = { ...typed(definition, item.values) };
  for (const fact of ['problem', 'target', 'site', 'township'] as const) {
    if (values[fact] !== undefined && values[fact] !== null) continue;
    if (item[fact] !== null && definition.fields.some(({ key }) => key === fact)) values[fact] = item[fact];
  }
  return values;
}

function draftOf(program: BoardProgram, item: NewItemFacts, no: number, judge: Judge, at: Date): ItemRecord {
  const { values: _values, measures, openedOn, city, county, ...facts } = item;
  const values = mirroredValues(program.definition, item);
  return {
    ...facts,
    id: 0,
    program: program.key,
    version: program.version,
    identity: identityOf(program.definition, { city, county, values }) ?? '',
    no,
    title: '',
    city,
    county,
    handlerId: null,
    pauseUntil: null,
    state: 'draft',
    stateSince: at,
    life: {},
    values,
    // What comes with the item needs nobody's acceptance: it is what the first report is compared with.
    accepted: values,
    planned: null,
    done: null,
    progress: null,
    lamp: 'grey',
    lampReason: { code: 'noPlan' },
    lampOverride: null,
    lampBase: 'grey',
    lampMonth: null,
    yellowMonths: 0,
    alarms: [],
    rejectedCount: 0,
    reboundCount: 0,
    returned: null,
    reportMonth: null,
    reportState: null,
    reportedAt: null,
    openedOn: openedOn ?? judge.today,
    closedOn: null,
    lookBackOn: null,
    evidence: {},
    search: [],
    changedAt: at,
    revision: 1,
    measures: measures.map((measure) => ({ id: 0, doneOn: null, done: null, ...measure })),
  };
}

/** Measures of many items at once. */
export async function insertMeasures(
  trx: Db,
  items: readonly { readonly id: number; readonly measures: NewItemFacts['measures'] }[],
): Promise<void> {
  const rows = items.flatMap(({ id, measures }) =>
    measures.map((measure, sort) => ({ item: id, sort, ...measure })),
  );
  for (let start = 0; start < rows.length; start += 5000) {
    await sql`
      insert into item_measure (item_id, sort, text, due, planned, unit, weight)
      select item, sort, text, due, planned, unit, weight
      from jsonb_to_recordset(${JSON.stringify(rows.slice(start, start + 5000))}::jsonb) as one (
        item bigint, sort int, text text, due date, planned numeric, unit text, weight numeric)`.execute(trx);
  }
}
