/** 移交: the items in a person's name go with the person's tasks (DIS-12). */
import { sql } from 'kysely';
import { audit } from '../../platform/audit/audit.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { HandoverContribution, OwnedThing } from '../../tasks/handover.ts';
import { addEvents } from './save.ts';

async function itemsOf(db: Db, person: number, hold = false): Promise<OwnedThing[]> {
  let query = db
    .selectFrom('item')
    .select(['id', 'title', 'city_code', 'county_code', 'program_key', 'state', 'deadline'])
    .where('handler_id', '=', person)
    .where('state', '<>', 'closed')
    .orderBy('id');
  if (hold) query = query.forUpdate();
  return (await query.execute()).map((row) => ({
    area: 'items',
    id: row.id,
    title: row.title,
    city: row.city_code,
    county: row.county_code,
    program: row.program_key,
    state: row.state,
    deadline: row.deadline,
    link: `/items/${row.id}`,
  }));
}

/** Every open item of the person: its handler changes, nothing else; a line in each item's history. */
export const itemHandover: HandoverContribution = {
  area: 'items',
  list: (db, person) => itemsOf(db, person),
  hold: (trx, person) => itemsOf(trx, person, true),
  move: async (trx, call, items, { from, to, toPost, reason }) => {
    if (items.length === 0) return;
    const ids = items.map(({ id }) => id);
    await sql`
      update item set handler_id = ${to}, revision = revision + 1, changed_at = ${call.at}
      where id = any(${ids}::bigint[])`.execute(trx);
    await addEvents(
      trx,
      call,
      items.map(({ id, state }) => ({
        item: id,
        kind: 'handover',
        from: state,
        to: state,
        reason,
        detail: { handler: [null, toPost] },
      })),
    );
    await audit(trx, call, {
      action: 'item.handOver',
      objectType: 'user',
      objectId: from,
      detail: { to, items: ids.length, reason },
    });
  },
};
