/** 移交 (DIS-12): all of a person's tasks, and what other areas contribute, to another person in one step. */
import {
  AppError,
  type Handover,
  type HandoverPreview,
  HandoverThing,
  type NewHandover,
} from '@qingzhang/contract';
import { sql } from 'kysely';
import { z } from 'zod';
import { notify } from '../notifications/notify.ts';
import type { Actor, Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { requirePermission, seesRegion } from '../platform/policy.ts';
import { applyChange, rulesOf } from './change.ts';
import { termsOfTask } from './create.ts';
import { type TaskPersonRow, taskPeople } from './people.ts';
import { shortTitle } from './tell.ts';

export type Thing = z.output<typeof HandoverThing>;

/** A thing with what the receiver must see to take it. */
export interface OwnedThing extends Thing {
  readonly county: string | null;
  readonly program: string | null;
}

/** What another area hands over with a person: its list, and its part of the one transaction. */
export interface HandoverContribution {
  /** `items`, `commitments`: the area's name in the list. */
  readonly area: string;
  /** Everything open in this person's name. */
  list(db: Db, person: number): Promise<readonly OwnedThing[]>;
  /** The same, locked until the transaction ends. */
  hold(trx: Db, person: number): Promise<readonly OwnedThing[]>;
  /** Put what is held in the receiver's name; history and audit of the single things are the area's own. */
  move(
    trx: Db,
    call: Call,
    held: readonly OwnedThing[],
    move: { readonly from: number; readonly to: number; readonly toPost: string; readonly reason: string },
  ): Promise<void>;
}

const tasksOf = (db: Db, person: number) =>
  db
    .selectFrom('task')
    .selectAll()
    .where('owner_id', '=', person)
    .where('state', 'not in', ['closed', 'cancelled'])
    .orderBy('id');

/** Locked as acts lock them, the parts before the whole, whose progress follows from theirs; told by number. */
async function holdTasks(trx: Db, person: number) {
  const tasks = await tasksOf(trx, person)
    .clearOrderBy()
    .orderBy(sql`parts > 0`)
    .orderBy(sql`parent_id is null`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return tasks.toSorted((a, b) => a.id - b.id);
}

const taskThing = (task: {
  readonly id: number;
  readonly text: string;
  readonly city_code: string | null;
  readonly state: string;
  readonly deadline: string | null;
}): Thing => ({
  area: 'tasks',
  id: task.id,
  title: shortTitle(task.text),
  city: task.city_code,
  state: task.state,
  deadline: task.deadline,
  link: `/tasks/${task.id}`,
});

/** Everybody that the actor may hand over from and to: a bureau among its own people. */
async function peopleFor(db: Db, actor: Actor): Promise<TaskPersonRow[]> {
  const people = await taskPeople(db);
  if (actor.scope.regions === 'all') return people;
  return people.filter(({ region }) => region !== null && seesRegion(actor, region, region));
}

async function disabledOrGone(db: Db, actor: Actor, id: number): Promise<TaskPersonRow> {
  const known = (await peopleFor(db, actor)).find((person) => person.id === id);
  if (known !== undefined) return known;
  // Whoever has left is disabled already: their things are still theirs until handed over.
  const row = await db
    .selectFrom('app_user')
    .select(['id', 'post', 'role', 'region_code'])
    .where('id', '=', id)
    .where('disabled', '=', true)
    .executeTakeFirst();
  const within =
    row !== undefined &&
    (actor.scope.regions === 'all' ||
      (row.region_code !== null && seesRegion(actor, row.region_code, row.region_code)));
  if (!within) throw new AppError('thing.notFound', { what: 'person', id });
  return { id: row.id, post: row.post, role: 'reader', region: row.region_code, sees: () => false };
}

const personOf = ({ id, post, role, region }: TaskPersonRow) => ({ id, post, role, region });

const seesTask = (
  person: TaskPersonRow,
  task: {
    readonly city_code: string | null;
    readonly county_code: string | null;
    readonly program_key: string | null;
  },
): boolean => person.sees(task.city_code, task.county_code, task.program_key);
const seesThing = (person: TaskPersonRow, thing: OwnedThing): boolean =>
  person.sees(thing.city, thing.county, thing.program);

/** What would be handed over, and who can take it. */
export async function previewHandover(
  db: Db,
  actor: Actor,
  id: number,
  contributions: readonly HandoverContribution[],
): Promise<z.output<typeof HandoverPreview>> {
  requirePermission(actor, 'handover');
  const from = await disabledOrGone(db, actor, id);
  const tasks = await tasksOf(db, id).execute();
  const others = (await Promise.all(contributions.map((one) => one.list(db, id)))).flat();
  const things = [...tasks.map(taskThing), ...others];
  const receivers = (await peopleFor(db, actor)).filter(
    (person) =>
      person.id !== id &&
      tasks.every((task) => seesTask(person, task)) &&
      others.every((one) => seesThing(person, one)),
  );
  return { from: personOf(from), total: things.length, things, receivers: receivers.map(personOf) };
}

/** Hand everything over: one transaction, one list, one line in the audit log beside those of the single things. */
export async function handOver(
  db: Db,
  call: Call,
  body: z.output<typeof NewHandover>,
  contributions: readonly HandoverContribution[],
): Promise<Handover> {
  requirePermission(call.actor, 'handover');
  if (body.from === body.to)
    throw new AppError('thing.invalid', { what: 'receiver', reason: 'the same person' });
  return transaction(db, async (trx) => {
    const from = await disabledOrGone(trx, call.actor, body.from);
    const to = (await peopleFor(trx, call.actor)).find(({ id }) => id === body.to);
    if (to === undefined) throw new AppError('thing.notFound', { what: 'person', id: body.to });
    const rules = await rulesOf(trx, call.at);
    // Whoever acts on an item feeds its figure into tasks afterwards: here too others' things are locked before tasks, lest
    // two wait for each other in a circle.
    const others: { one: HandoverContribution; held: readonly OwnedThing[] }[] = [];
    for (const one of contributions) others.push({ one, held: await one.hold(trx, body.from) });
    const tasks = await holdTasks(trx, body.from);
    for (const task of tasks) {
      if (!seesTask(to, task)) {
        throw new AppError('thing.invalid', { what: 'receiver', reason: `cannot see ${task.no}` });
      }
    }
    for (const { held } of others) {
      const hidden = held.find((thing) => !seesThing(to, thing));
      if (hidden !== undefined) {
        throw new AppError('thing.invalid', { what: 'receiver', reason: `cannot see ${hidden.title}` });
      }
    }
    const things: Thing[] = [];
    for (const task of tasks) {
      const owner = { owner_id: to.id, owner_post: to.post };
      await applyChange(
        { ...rules, trx, call, task },
        {
          patch: { ...owner, search: termsOfTask({ ...task, ...owner }) },
          event: {
            kind: 'handedOver',
            reason: body.reason,
            detail: { ownerPost: [task.owner_post, to.post] },
          },
        },
      );
      things.push(taskThing(task));
    }
    for (const { one, held } of others) {
      await one.move(trx, call, held, { from: from.id, to: to.id, toPost: to.post, reason: body.reason });
      things.push(...held);
    }
    if (things.length === 0) throw new AppError('thing.conflict', { what: from.post, state: 'nothing open' });
    const row = await trx
      .insertInto('handover')
      .values({
        from_id: from.id,
        from_post: from.post,
        to_id: to.id,
        to_post: to.post,
        by_id: call.actor.id,
        by_post: call.actor.post,
        at: call.at,
        reason: body.reason,
        things: JSON.stringify(things),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, call, {
      action: 'handover',
      objectType: 'user',
      objectId: from.id,
      detail: { to: to.id, reason: body.reason, total: things.length, handover: row.id },
    });
    await notify(trx, call, {
      to: [{ userId: to.id, as: 'responsible' }],
      kind: 'handover.received',
      subject: { type: 'person', id: from.id },
      params: { title: from.post, count: things.length, reason: body.reason },
      link: '/tasks',
    });
    return {
      id: row.id,
      at: call.at.toISOString(),
      fromPost: from.post,
      toPost: to.post,
      byPost: call.actor.post,
      reason: body.reason,
      total: things.length,
      things,
    };
  });
}

/** Past hand-overs that concern the actor's people, newest first. */
export async function listHandovers(db: Db, actor: Actor): Promise<Handover[]> {
  requirePermission(actor, 'handover');
  const rows = await db
    .selectFrom('handover as h')
    .innerJoin('app_user as u', 'u.id', 'h.from_id')
    .selectAll('h')
    .select('u.region_code')
    .orderBy('h.id', 'desc')
    .limit(200)
    .execute();
  const { regions } = actor.scope;
  return rows
    .filter(
      (row) =>
        regions === 'all' ||
        (row.region_code !== null && seesRegion(actor, row.region_code, row.region_code)),
    )
    .map((row) => {
      const things = z.array(HandoverThing).parse(row.things);
      return {
        id: row.id,
        at: row.at.toISOString(),
        fromPost: row.from_post,
        toPost: row.to_post,
        byPost: row.by_post,
        reason: row.reason,
        total: things.length,
        things,
      };
    });
}
