/** 立项、交办、拆分: how a task comes to be. */
import { isDeepStrictEqual } from 'node:util';

import { AppError, type NewTask, type TaskSplit } from '@qingzhang/contract';
import { addWorkdays } from '@qingzhang/domain';
import type { z } from 'zod';
import type { Call } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { requirePermission, seesRegion } from '../platform/policy.ts';
import { act, applyChange, rulesOf, writeEvent } from './change.ts';
import { derive, type Rules } from './derive.ts';
import { requireOwner } from './people.ts';
import { nextTaskNo, requirePlace } from './queries.ts';
import type { TaskPatch, TaskRecord } from './record.ts';
import { searchTerms } from './search.ts';
import { responsibleOf, shortTitle, tellTask } from './tell.ts';

const NO_EXTRAS = { sentReport: false, notice: null, lookBackDue: null, closePeople: [] } as const;

/** A form, or the part of it that is given. */
export type Given = { readonly [K in keyof NewTask]?: NewTask[K] | undefined };

/** The columns a form fills. */
export function columnsOf(input: Given): TaskPatch {
  const columns: TaskPatch = {};
  const set = <K extends keyof TaskPatch>(key: K, value: TaskPatch[K] | undefined) => {
    if (value !== undefined) columns[key] = value;
  };
  set('text', input.text);
  set('source', input.source);
  set('source_title', input.sourceTitle);
  set('source_document', input.sourceDocument);
  set('source_clause', input.sourceClause);
  set('source_link', input.sourceLink);
  set('city_code', input.city);
  set('county_code', input.county);
  set('lead_unit', input.leadUnit === '' ? null : input.leadUnit);
  set('supporting_units', input.supportingUnits);
  set('owner_post', input.ownerPost === '' ? null : input.ownerPost);
  set('owner_id', input.ownerId);
  set('owner_phone', input.ownerPhone);
  set('deadline', input.deadline);
  set('deadline_set_by', input.deadlineSetBy);
  set('start_on', input.start);
  set('milestones', input.milestones === undefined ? undefined : JSON.stringify(input.milestones));
  set(
    'measure',
    input.measure === undefined ? undefined : input.measure === null ? null : JSON.stringify(input.measure),
  );
  set('urgency', input.urgency);
  set('complexity', input.complexity);
  set('confidentiality', input.confidentiality);
  if (input.link !== undefined) {
    set('program_key', input.link?.program ?? null);
    set('program_region', input.link?.region ?? null);
    set('program_measure', input.link?.measure ?? null);
  }
  return columns;
}

export const termsOfTask = (
  task: Pick<TaskRecord, 'no' | 'text' | 'source_title' | 'lead_unit' | 'owner_post'>,
) => searchTerms(task.no, task.text, task.source_title, task.lead_unit, task.owner_post);

/** Place and program exist and lie in the actor's sight, and the owner sees them. */
export async function requireFit(db: Db, call: Call, input: Given, current?: TaskRecord): Promise<void> {
  const city = input.city === undefined ? (current?.city_code ?? null) : input.city;
  const county = input.county === undefined ? (current?.county_code ?? null) : input.county;
  await requirePlace(db, city, county);
  if (city !== null && !seesRegion(call.actor, city, county)) {
    throw new AppError('thing.notFound', { what: 'city', id: city });
  }
  const { programs } = call.actor.scope;
  const program = input.link === undefined ? (current?.program_key ?? null) : (input.link?.program ?? null);
  if (program !== null && programs !== 'all' && !programs.includes(program)) {
    throw new AppError('thing.notFound', { what: 'program', id: program });
  }
  const owner = input.ownerId === undefined ? (current?.owner_id ?? null) : input.ownerId;
  if (owner !== null) await requireOwner(db, owner, { city, county, program });
}

/** A draft (待交办). Anything may still be missing but its text and source. */
export async function createTask(db: Db, call: Call, input: NewTask, simulated = false): Promise<number> {
  requirePermission(call.actor, 'tasks.write');
  return transaction(db, async (trx) => {
    await requireFit(trx, call, input);
    const record = await insertTask(trx, call, { ...columnsOf(input), simulated });
    await writeEvent({ trx, call }, record, { kind: 'created' }, null);
    return record.id;
  });
}

async function insertTask(trx: Db, call: Call, columns: TaskPatch): Promise<TaskRecord> {
  const rules = await rulesOf(trx, call.at);
  const no = await nextTaskNo(trx, Number(rules.today.slice(0, 4)));
  const row = await trx
    .insertInto('task')
    .values({
      text: '',
      source: 'hand',
      source_title: '',
      urgency: 'normal',
      complexity: 'ordinary',
      confidentiality: 'internal',
      ...(columns as object),
      no,
      state: 'draft',
      state_since: call.at,
      open: false,
      lamp: 'grey',
      lamp_sort: 4,
      lamp_reason: JSON.stringify({ code: 'noPlan' }),
      lamp_computed: 'grey',
      lamp_day: rules.today,
      created_by: call.actor.id,
      created_post: call.actor.post,
      created_at: call.at,
      changed_at: call.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return trx
    .updateTable('task')
    .set({ ...derive(row, NO_EXTRAS, rules), search: termsOfTask(row) })
    .where('id', '=', row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Which columns a patch changes: each with its old and new value. */
export function changesOf(task: TaskRecord, patch: TaskPatch): Record<string, unknown> {
  const detail: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(patch)) {
    const before = Object.entries(task).find(([name]) => name === key)?.[1];
    const same =
      key === 'measure' || key === 'milestones'
        ? isDeepStrictEqual(before, JSON.parse(String(value)))
        : JSON.stringify(before) === JSON.stringify(value);
    if (!same) detail[key] = [before ?? null, value];
  }
  return detail;
}

/** Change a draft; history keeps each field's old and new value. */
export async function changeDraft(
  db: Db,
  call: Call,
  id: number,
  { revision, ...input }: Given & { readonly revision: number },
): Promise<number> {
  return act(db, call, { id, revision, act: 'edit' }, async ({ trx, task }) => {
    await requireFit(trx, call, input, task);
    const patch = columnsOf(input);
    const detail = changesOf(task, patch);
    const merged = { ...task, ...(patch as object) };
    return { patch: { ...patch, search: termsOfTask(merged) }, event: { kind: 'changed', detail } };
  });
}

/** A draft nobody wants. It stays in the books as withdrawn. */
export async function discardDraft(db: Db, call: Call, id: number, revision: number): Promise<number> {
  return act(db, call, { id, revision, act: 'discard' }, async () => ({
    patch: { state: 'cancelled' },
    event: { kind: 'discarded' },
  }));
}

/** 交办: the clocks begin to run. Refused while lead unit, owner post, deadline or measure is missing (DIS-8.2). */
export async function issueTask(db: Db, call: Call, id: number, revision: number): Promise<number> {
  return act(db, call, { id, revision, act: 'issue' }, async ({ trx, task, today }) => {
    if (task.deadline !== null && task.deadline < today) {
      throw new AppError('task.deadlineTooEarly', { earliest: today });
    }
    return {
      patch: issued(call),
      event: { kind: 'issued', detail: { deadline: task.deadline, ownerPost: task.owner_post } },
      after: async (record) =>
        tellTask(trx, call, record, await responsibleOf(trx, record), 'task.assigned', {
          title: shortTitle(record.text),
          ...(record.deadline === null ? {} : { due: record.deadline }),
        }),
    };
  });
}

const issued = (call: Call): TaskPatch => ({
  state: 'issued',
  issued_at: call.at,
  issued_by: call.actor.id,
  issued_post: call.actor.post,
  clock_from: beijingDay(call.at),
});

/**
 * 拆分: one part for each city or county, issued at once. By the issuing side; by a city among its own counties, whose
 * issuing side the city then is. A part's deadline is never later than the whole's, and by a city no earlier than the days
 * the rule leaves (层层加码, DIS-14.3).
 */
export async function splitTask(
  db: Db,
  call: Call,
  id: number,
  { revision, parts }: z.output<typeof TaskSplit>,
): Promise<number> {
  return act(db, call, { id, revision, act: 'split' }, async (context) => {
    const { trx, task, today } = context;
    if (task.program_key !== null) throw new AppError('thing.conflict', { what: task.no, state: 'linked' });
    const byCity = call.actor.role === 'city' || task.issuer_city !== null;
    const earliest = earliestOwn(context);
    for (const part of parts) {
      if (byCity && (part.city !== task.city_code || part.county === null)) {
        throw new AppError('permission.otherRegion', {
          region: part.county ?? part.city,
          own: task.city_code,
        });
      }
      if (task.city_code !== null && part.city !== task.city_code) {
        throw new AppError('thing.invalid', { what: 'part', reason: `outside ${task.city_code}` });
      }
      await requireFit(trx, call, { city: part.city, county: part.county, ownerId: part.ownerId });
      const deadline = part.deadline ?? task.deadline;
      if (deadline !== null && task.deadline !== null && deadline > task.deadline) {
        throw new AppError('task.deadlineTooLate', { latest: task.deadline });
      }
      const least = byCity ? earliest : today;
      if (deadline !== null && deadline < least && deadline !== task.deadline) {
        throw new AppError('task.deadlineTooEarly', { earliest: least });
      }
    }
    return {
      patch: {},
      event: { kind: 'split', detail: { parts: parts.length } },
      after: async (parent) => {
        for (const part of parts) {
          const row = await insertTask(trx, call, {
            text: part.text === null || part.text === '' ? parent.text : part.text,
            source: parent.source,
            source_title: parent.source_title,
            source_document: parent.source_document,
            source_clause: parent.source_clause,
            parent_id: parent.id,
            weight: String(part.weight),
            city_code: part.city,
            county_code: part.county,
            lead_unit: part.leadUnit,
            owner_post: part.ownerPost,
            owner_id: part.ownerId,
            issuer_city: byCity ? parent.city_code : null,
            start_on: parent.start_on,
            milestones: JSON.stringify(parent.milestones),
            deadline: part.deadline ?? parent.deadline,
            deadline_set_by: part.deadline === null ? parent.deadline_set_by : byCity ? 'city' : 'province',
            measure: JSON.stringify(part.measure ?? parent.measure),
            urgency: parent.urgency,
            complexity: parent.complexity,
            confidentiality: parent.confidentiality,
            simulated: parent.simulated,
          });
          await writeEvent({ trx, call }, row, { kind: 'created', detail: { parent: parent.no } }, null);
          await applyChange(
            { ...context, task: row },
            {
              patch: issued(call),
              event: { kind: 'issued', detail: { deadline: row.deadline } },
              after: async (record) =>
                tellTask(trx, call, record, await responsibleOf(trx, record), 'task.assigned', {
                  title: shortTitle(record.text),
                  ...(record.deadline === null ? {} : { due: record.deadline }),
                }),
            },
          );
        }
      },
    };
  });
}

/** The earliest deadline a lower level may set itself or its own: n working days after issue. */
export function earliestOwn({
  task,
  today,
  calendar,
  settings,
}: Rules & { readonly task: TaskRecord }): string {
  return addWorkdays(calendar, task.clock_from ?? today, settings.selfDeadlineWorkdays);
}
