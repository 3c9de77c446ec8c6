/** Many at once: nobody waits for each other in a circle, nobody's figures are lost. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createTestUser } from '../../../test/harness/user.ts';
import { closeMonth } from '../../accounts/closings/service.ts';
import { bookDebts } from '../../accounts/debts/book.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { type Actor, everywhere } from '../../platform/actor.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { recomputeProgress } from '../board/progress.ts';
import { smallDefinition } from '../board/testing/small-program.ts';
import { publish } from '../definitions/service.ts';
import { actOnItem } from './act.ts';
import { changeItems, createItems, readItems } from './store.ts';
import { insertRectification, problem, rectification } from './testing/rectification.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db } = platform;
const life = { ...rectification.life, noticeDays: 0, coSign: false, acceptance: 'city' } as const;
const definition = { ...rectification, evidence: [], standards: [], life };
const heating = { ...smallDefinition, sunset: '2027-12-31' };
const people: Actor[] = [];

beforeAll(async () => {
  const places = await createProvince(platform);
  for (const city of [NORTH, SOUTH])
    await writeDays(platform, places.get(city) ?? 0, '2026-05-01', '2026-05-31', () => 50);
  await insertRectification(platform, definition);
  await insertRectification(platform, heating);
  for (const [name, role, region] of [
    ['applicant', 'county', '910101'],
    ['checker', 'city', NORTH],
    ['acceptor', 'city', NORTH],
  ] as const) {
    const { id, login } = await createTestUser(platform, name, role, region);
    const more = { regionCode: region, scope: everywhere, actingFor: null };
    people.push({ id, login, displayName: name, post: name, role, ...more });
  }
});

const as = (index: number) => {
  const actor = people[index];
  if (actor === undefined) throw new Error(String(index));
  return { ...platform.call(), actor };
};
const create = (key: string, all: Parameters<typeof createItems>[3]) =>
  transaction(db, async (trx) =>
    createItems(trx, platform.call(), await requireProgram(trx, key), all, { issue: true }),
  );
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Something that waits for the returned `open` inside its transaction. */
function gate() {
  let open = () => {};
  const shut = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, shut };
}

describe('acts on one program at once', () => {
  it('forty acts in two cities, close-out numbers included: all go in, and the board is what a recount says', async () => {
    const made = await create(
      rectification.key,
      Array.from({ length: 40 }, (_, index) =>
        problem(`并行 ${index}`, index % 2 === 0 ? {} : { city: SOUTH, county: null }),
      ),
    );
    const all = async (index: number, body: Parameters<typeof actOnItem>[4]) => {
      const began = performance.now();
      await Promise.all(made.map(({ id }) => actOnItem(db, as(index), id, null, body)));
      return performance.now() - began;
    };
    const visit = { visitedOn: '2026-06-15', visitors: ['甲', '乙'], note: '' };
    const took = [
      await all(0, { act: 'sign' }),
      await all(0, { act: 'apply', note: '' }),
      await all(1, { act: 'check', ...visit }),
      await all(2, { act: 'accept', note: '' }),
    ];
    const items = await readItems(
      db,
      made.map(({ id }) => id),
    );
    expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['closed']));
    const numbers = items.map(({ life: record }) => record.closeOuts?.at(-1)?.number ?? 0);
    expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    const board = async () =>
      (
        await sql`select region_code, month, figures, items, open_items from program_month
          where program_key = ${rectification.key} order by 1, 2`.execute(db)
      ).rows;
    const kept = await board();
    await recomputeProgress(db, platform.clock.now(), [rectification.key]);
    expect(await board()).toEqual(kept);
    // They go one after the other at the board; still well under a tenth of a second each.
    expect(Math.max(...took) / 40).toBeLessThan(500);
  }, 60_000);
});

describe('a new version', () => {
  it('waits for a change under way and keeps what it wrote', async () => {
    const values = { village: '甲村', route: 'gas', planned: 40, installed: 5 };
    const [made] = await create(heating.key, [problem('甲村', { values })]);
    const id = made?.id ?? 0;
    const { open, shut } = gate();
    const writing = transaction(db, async (trx) => {
      const program = await requireProgram(trx, heating.key);
      await changeItems(trx, platform.call(), program, [{ id, values: { installed: 30 } }]);
      await shut;
    });
    await pause(100);
    const next = { ...heating, name: { zh: '清洁取暖改造（二）', en: 'Heating 2' } };
    const publishing = publish(db, heating.key, { definition: next, note: '改名' }, platform.call());
    await pause(300);
    open();
    await Promise.all([writing, publishing]);
    const [item] = await readItems(db, [id]);
    expect(item).toMatchObject({ values: { installed: 30 }, done: 30, version: 2 });
    const { rows } = await sql<{ balance: number }>`
      select balance::float from debt where subject = ${heating.key} and ref = ${String(id)}`.execute(db);
    expect(rows).toEqual([{ balance: 10 }]);
  });

  it('items are not made by a version that is no longer in force', async () => {
    const old = { ...(await requireProgram(db, heating.key)), version: 1 };
    const values = { village: '乙村', route: 'gas', planned: 40, installed: 5 };
    await expect(
      transaction(db, (trx) => createItems(trx, platform.call(), old, [problem('乙村', { values })])),
    ).rejects.toMatchObject({ code: 'thing.conflict' });
  });

  it('another rule of debts is booked as a change of the debt, nothing as paid', async () => {
    const before = await sql<{ total: number }>`
      select sum(balance)::float as total from debt where subject = ${heating.key}`.execute(db);
    expect(before.rows[0]?.total).toBe(10);
    const debt = { by: 'items' as const, unit: '村' };
    await publish(db, heating.key, { definition: { ...heating, debt }, note: '按村算' }, platform.call());
    const { rows } = await sql`select kind, sum(amount)::float as amount from debt_entry
      where subject = ${heating.key} and booked_by = 'system' group by 1 order by 1`.execute(db);
    expect(rows).toEqual([
      { kind: 'added', amount: 26 },
      { kind: 'paid', amount: 25 },
    ]);
    const subject = await sql`select unit from debt_subject where subject = ${heating.key}`.execute(db);
    expect(subject.rows).toEqual([{ unit: '村' }]);
  });
});

describe('closing a month', () => {
  it('waits for bookings under way: what is frozen is what the next month opens with', async () => {
    const { open, shut } = gate();
    const movement = {
      ...{ subject: rectification.key, ref: 'late', cityCode: NORTH, unit: '项' },
      ...{ openedOn: '2026-05-20', dueOn: null, kind: 'added' as const, amount: 7, on: '2026-05-20' },
    };
    const booking = transaction(db, async (trx) => {
      await bookDebts(trx, platform.call(), [movement]);
      await shut;
    });
    await pause(100);
    const closing = closeMonth(platform, { period: '2026-05', note: '' }, platform.call());
    await pause(300);
    open();
    await Promise.all([booking, closing]);
    const { rows } = await sql`select (row->>'closing')::int as closing from debt_closing
      where subject = ${rectification.key} and city_code = ${NORTH}`.execute(db);
    expect(rows).toEqual([{ closing: 7 }]);
  });
});
