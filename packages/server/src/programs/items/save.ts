/** Items written back, many in a few statements, and what follows from it elsewhere. */
import { owed } from '@qingzhang/domain';
import { sql } from 'kysely';
import { bookDebts, type DebtMovement } from '../../accounts/debts/book.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { touchProgress } from '../board/progress.ts';
import type { Judge } from './derive.ts';
import { feedTasks } from './linked-tasks.ts';
import { columns, fixedColumns, type ItemRecord } from './record.ts';

const CHUNK = 2000;
const quoted = (name: string) => sql.ref(name);

/** What is added to an item's history (经过). */
export interface ItemEventRow {
  readonly item: number;
  readonly kind: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** An item before and after; null before: it is new. */
export interface ItemChange {
  readonly before: ItemRecord | null;
  readonly after: ItemRecord;
  /** Why it is open again, for the account. */
  readonly rebound?: boolean;
}

/** Insert new items; their ids by number. Identities and numbers that are there already fail the transaction. */
export async function insertItems(trx: Db, items: readonly ItemRecord[]): Promise<Map<number, number>> {
  const ids = new Map<number, number>();
  const all = [...fixedColumns, ...columns];
  const names = sql.join(all.map(({ name }) => quoted(name)));
  const types = sql.join(all.map(({ name, type }) => sql`${quoted(name)} ${sql.raw(type)}`));
  for (let start = 0; start < items.length; start += CHUNK) {
    const rows = items
      .slice(start, start + CHUNK)
      .map((item) => Object.fromEntries(all.map(({ name, of }) => [name, of(item)])));
    const { rows: made } = await sql<{ id: number; no: number }>`
      insert into item (${names})
      select ${names} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (${types})
      returning id, no`.execute(trx);
    for (const { id, no } of made) ids.set(no, id);
  }
  return ids;
}

/**
 * Write changed items back. Their revision is raised by one, unless only what follows from other things has changed (a lamp
 * of the day, a picture added): nobody's half-filled form is made stale by that.
 */
export async function updateItems(
  trx: Db,
  items: readonly ItemRecord[],
  options: { readonly quiet?: boolean } = {},
): Promise<void> {
  const step = options.quiet === true ? 0 : 1;
  const sets = sql.join(columns.map(({ name }) => sql`${quoted(name)} = one.${quoted(name)}`));
  const types = sql.join(columns.map(({ name, type }) => sql`${quoted(name)} ${sql.raw(type)}`));
  for (let start = 0; start < items.length; start += CHUNK) {
    const rows = items.slice(start, start + CHUNK).map((item) => ({
      id: item.id,
      ...Object.fromEntries(columns.map(({ name, of }) => [name, of(item)])),
    }));
    await sql`
      update item set ${sets}, revision = item.revision + ${step}::int
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (id bigint, ${types})
      where item.id = one.id`.execute(trx);
  }
}

/** Add to the history; rows are only ever added. */
export async function addEvents(trx: Db, call: Call, events: readonly ItemEventRow[]): Promise<void> {
  const { actor, at } = call;
  for (let start = 0; start < events.length; start += CHUNK) {
    const rows = events.slice(start, start + CHUNK);
    await sql`
      insert into item_event (item_id, at, actor_id, actor, post, acting_for, kind, from_state, to_state, reason, detail)
      select item, ${at}, ${actor.id}::int, ${actor.login}, ${actor.post}, ${actor.actingFor?.post ?? null}::text,
        kind, "from", "to", reason, coalesce(detail, '{}')
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (
        item bigint, kind text, "from" text, "to" text, reason text, detail jsonb)`.execute(trx);
  }
}

/**
 * Tell the areas that follow: the accounts of debts (DIS-3.5) and the boards. Once per transaction and after all writes, so
 * that a board's figures hold what the transaction leaves behind.
 */
export async function follow(
  trx: Db,
  call: Call,
  judges: ReadonlyMap<string, Judge>,
  changes: readonly ItemChange[],
): Promise<void> {
  const movements = changes.flatMap((change) => {
    const judge = judges.get(change.after.program);
    return judge === undefined ? [] : movementsOf(change, judge);
  });
  await bookDebts(trx, call, movements);
  const touched = new Map<string, { program: string; city: string }>();
  for (const { before, after } of changes) {
    for (const city of new Set([before?.city ?? after.city, after.city])) {
      touched.set(`${after.program}|${city}`, { program: after.program, city });
    }
  }
  await touchProgress(trx, [...touched.values()], call.at);
  if (touched.size > 0) await feedTasks(trx, call, judges);
}

/** 新增、销账、反弹: how an item's change moves its city's debt. */
export function movementsOf({ before, after, rebound }: ItemChange, judge: Judge): DebtMovement[] {
  const { debt } = judge.program.definition;
  const was = before === null ? 0 : owed(debt, before);
  const is = owed(debt, after);
  const opens = (before === null || before.state === 'draft') && after.state !== 'draft';
  const future = after.openedOn > judge.today;
  const base = {
    subject: after.program,
    ref: String(after.id),
    cityCode: after.city,
    unit: debt.unit,
    // Nothing is owed before today that is dated later: a month's line holds what was opened up to its end.
    openedOn: future ? judge.today : after.openedOn,
    dueOn: after.deadline,
  };
  const tidy = (value: number) => Math.round(value * 1e6) / 1e6;
  if (opens) {
    // What comes with a past day (a ledger brought in) was owed since then; a draft is owed from the day it is issued.
    const earlier = before === null && after.openedOn < judge.today;
    const on = earlier ? after.openedOn : judge.today;
    // A draft of last year that is issued in this one is this year's debt.
    return is === 0 ? [] : [{ ...base, openedOn: on, kind: 'added', amount: tidy(is), on }];
  }
  if (rebound) return is === was ? [] : [{ ...base, kind: 'rebound', amount: tidy(is - was) }];
  // Another plan is a new debt (or less of one); everything else has been paid, or taken back.
  const replanned =
    before === null || debt.by === 'items' || after.state !== before.state
      ? 0
      : tidy(owed(debt, { ...before, planned: after.planned }) - was);
  const paid = tidy(was + replanned - is);
  const moved: DebtMovement[] = [];
  if (replanned !== 0) moved.push({ ...base, kind: 'added', amount: replanned });
  if (paid !== 0) moved.push({ ...base, kind: 'paid', amount: paid });
  const redated = before !== null && before.deadline !== after.deadline && is > 0;
  return moved.length === 0 && redated ? [{ ...base, kind: 'paid', amount: 0 }] : moved;
}

/** Values that differ, as [old, new] by key: what the history keeps of every field. */
export function differences(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, [unknown, unknown]> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  return Object.fromEntries(
    [...keys]
      .filter((key) => !same(before[key], after[key]))
      .map((key) => [key, [before[key] ?? null, after[key] ?? null]]),
  );
}
