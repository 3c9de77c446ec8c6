import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { handOver, previewHandover } from '../../tasks/handover.ts';
import { castOf, lifeOf } from '../../tasks/testing.ts';
import { itemHandover } from './handover.ts';

const platform = await createTestPlatform({ now: '2021-07-12T10:20:00+08:00' });
const { db, clock } = platform;
const cast = await castOf(platform);

async function item(no: number, handler: number, state: 'working' | 'closed'): Promise<number> {
  const { id } = await db
    .insertInto('item')
    .values({
      program_key: 'sewage',
      version: 1,
      identity: `no-${no}`,
      no,
      title: `污水厂 ${no}`,
      city_code: '140200',
      county_code: '140213',
      handler_id: handler,
      state,
      state_since: clock.now(),
      opened_on: '2021-01-01',
      changed_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

it('DIS-12: the open items in a person’s name go to another in one step, with a line in each history', async () => {
  await db
    .insertInto('program')
    .values({
      key: 'sewage',
      version: 1,
      state: 'active',
      year: 2021,
      sort: 1,
      office: '水处',
      created_by: 'x',
      created_at: clock.now(),
    })
    .execute();
  const from = cast.datong().actor.id ?? 0;
  const to = cast.datong2().actor.id ?? 0;
  const open = await item(1, from, 'working');
  const closed = await item(2, from, 'closed');
  const other = await item(3, to, 'working');

  const preview = await previewHandover(db, cast.datong().actor, from, [itemHandover]);
  expect(preview.things.map(({ area, id }) => [area, id])).toEqual([['items', open]]);
  expect(preview.receivers.map(({ id }) => id)).toContain(to);
  expect(preview.receivers.map(({ id }) => id)).not.toContain(cast.taiyuan().actor.id);

  const done = await handOver(db, cast.datong(), { from, to, reason: '调离' }, [itemHandover]);
  expect(done).toMatchObject({ total: 1, things: [{ id: open, link: `/items/${open}` }] });
  const rows = await db.selectFrom('item').select(['id', 'handler_id', 'revision']).orderBy('id').execute();
  expect(rows).toEqual([
    { id: open, handler_id: to, revision: 2 },
    { id: closed, handler_id: from, revision: 1 },
    { id: other, handler_id: to, revision: 1 },
  ]);
  const events = await db.selectFrom('item_event').select(['item_id', 'kind', 'reason']).execute();
  expect(events).toEqual([{ item_id: open, kind: 'handover', reason: '调离' }]);
});

it('waits for whoever works on an item of the person and then on a task: nobody is thrown out of a circle', async () => {
  const leaver = (await cast.someone('city', '140200'))();
  const from = leaver.actor.id ?? 0;
  const to = cast.datong2().actor.id ?? 0;
  const held = await item(4, from, 'working');
  const task = await lifeOf(platform, cast).issued({ ownerId: from });
  let open = () => {};
  const shut = new Promise<void>((resolve) => {
    open = resolve;
  });
  // As an act does: the item first, then the task that its program's figure goes into.
  const acting = transaction(db, async (trx) => {
    await sql`update item set revision = revision + 1 where id = ${held}`.execute(trx);
    await shut;
    await sql`select 1 from task where id = ${task} for update`.execute(trx);
  });
  await waiting(0);
  const handing = handOver(db, cast.datong(), { from, to, reason: '调离' }, [itemHandover]);
  await waiting(1);
  open();
  const [, done] = await Promise.all([acting, handing]);
  expect(done.things.map(({ area, id }) => [area, id])).toEqual([
    ['tasks', task],
    ['items', held],
  ]);
});

/** Until so many connections of this database wait for a lock. */
async function waiting(wanted: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if (rows[0]?.n === wanted) return;
  }
  throw new Error('nobody waits');
}
