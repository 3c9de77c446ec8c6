/** Items out of the database, some or many at once. */
import { AppError } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may, seesItem } from '../../platform/policy.ts';
import { type ItemRecord, type MeasureRecord, recordOf } from './record.ts';

const CHUNK = 5000;

/** The items with these ids, in the order of their ids; with `lock` nobody else changes them until the transaction ends. */
export async function readItems(
  db: Db,
  ids: readonly number[],
  options: { readonly lock?: boolean } = {},
): Promise<ItemRecord[]> {
  const sorted = [...new Set(ids)].sort((a, b) => a - b);
  const items: ItemRecord[] = [];
  for (let start = 0; start < sorted.length; start += CHUNK) {
    const some = sorted.slice(start, start + CHUNK);
    const rows = await db
      .selectFrom('item')
      .selectAll()
      .where(sql<boolean>`id = any(${some}::bigint[])`)
      .orderBy('id')
      .$if(options.lock === true, (query) => query.forUpdate())
      .execute();
    const measures = await readMeasures(db, some);
    for (const row of rows) items.push(recordOf(row, measures.get(row.id) ?? []));
  }
  return items;
}

/** Measures by item, in their order. */
export async function readMeasures(db: Db, ids: readonly number[]): Promise<Map<number, MeasureRecord[]>> {
  const rows = await db
    .selectFrom('item_measure')
    .selectAll()
    .where(sql<boolean>`item_id = any(${[...ids]}::bigint[])`)
    .orderBy('item_id')
    .orderBy('sort')
    .orderBy('id')
    .execute();
  const found = new Map<number, MeasureRecord[]>();
  for (const row of rows) {
    const list = found.get(row.item_id) ?? [];
    found.set(row.item_id, list);
    list.push({
      id: row.id,
      text: row.text,
      due: row.due,
      doneOn: row.done_on,
      planned: row.planned === null ? null : Number(row.planned),
      done: row.done === null ? null : Number(row.done),
      unit: row.unit,
      weight: Number(row.weight),
    });
  }
  return found;
}

type Asker = Pick<Actor, 'scope' | 'role' | 'actingFor'>;

/** Whether the item is there for the actor: within the scope, and once issued; drafts are for those who issue. */
export function seesRecord(actor: Asker, item: ItemRecord): boolean {
  return seesItem(actor, item) && (item.state !== 'draft' || may(actor, 'items.assign'));
}

/** One item as far as the actor sees it; else it is not there. */
export async function requireItem(
  db: Db,
  actor: Asker,
  id: number,
  options: { readonly lock?: boolean } = {},
): Promise<ItemRecord> {
  const [item] = await readItems(db, [id], options);
  if (item === undefined || !seesRecord(actor, item))
    throw new AppError('thing.notFound', { what: 'item', id });
  return item;
}
