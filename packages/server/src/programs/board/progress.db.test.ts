import { type Condition, evaluateTerm, holds, type Term } from '@qingzhang/domain';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../../accounts/testing/small-province.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { boardsLag } from './job.ts';
import { provincePath, rebuildMonths, recomputeProgress, touchProgress } from './progress.ts';
import { conditionSql, termSql } from './term-sql.ts';
import { insertItems, insertProgram, smallDefinition } from './testing/small-program.ts';

const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db } = platform;
const KEY = smallDefinition.key;

beforeAll(async () => {
  await createProvince(platform);
  await insertProgram(platform);
});

const rows = () =>
  db
    .selectFrom('program_month')
    .select([
      'region_code',
      'month',
      'figures',
      'progress',
      'planned_share',
      'items',
      'open_items',
      'overdue',
      'unreported',
      'lamp',
      'lamp_reason',
    ])
    .where('program_key', '=', KEY)
    .orderBy('month')
    .orderBy('region_code')
    .execute();

describe('program_month', () => {
  it('incremental equals full, whatever is touched in whatever order', async () => {
    const city = fc.constantFrom(NORTH, SOUTH);
    const change = fc.record({
      city,
      planned: fc.integer({ min: 1, max: 400 }),
      installed: fc.option(fc.integer({ min: 0, max: 400 })),
      running: fc.option(fc.integer({ min: 0, max: 400 })),
      paid: fc.option(fc.integer({ min: 0, max: 999 }).map((tenths) => tenths / 10)),
      gas: fc.boolean(),
      state: fc.constantFrom('draft', 'issued', 'working', 'closed', 'reopened'),
      lamp: fc.constantFrom('green', 'red', 'yellow'),
      alarmed: fc.boolean(),
    });
    let no = 1000;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
        async (steps) => {
          await sql`delete from item`.execute(db);
          await sql`delete from program_month`.execute(db);
          await recomputeProgress(db, platform.clock.now());
          for (const step of steps) {
            await transaction(db, async (trx) => {
              const items = step.map((one) => ({
                no: no++,
                city: one.city,
                state: one.state,
                lamp: one.lamp,
                alarms: one.alarmed ? ['oldFirst'] : [],
                values: {
                  planned: one.planned,
                  installed: one.installed,
                  running: one.running,
                  paid: one.paid,
                  removed: 9,
                  route: one.gas ? 'gas' : 'power',
                },
              }));
              await insertItems(trx, items);
              await touchProgress(
                trx,
                step.map((one) => ({ program: KEY, city: one.city })),
                platform.clock.now(),
              );
            });
          }
          const incremental = await rows();
          await recomputeProgress(db, platform.clock.now());
          expect(incremental).toEqual(await rows());
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  it('judges each city against the path, keeps the open month of reports beside the running one, and the province is the sum', async () => {
    await sql`delete from item`.execute(db);
    await sql`delete from program_month`.execute(db);
    await insertItems(db, [
      {
        no: 1,
        city: NORTH,
        values: { planned: 200, installed: 20, running: 10, paid: 0.1 },
        reportMonth: '2021-06',
      },
      { no: 2, city: NORTH, values: { planned: 100, installed: null }, deadline: '2021-07-01' },
      {
        no: 3,
        city: SOUTH,
        values: { planned: 100, installed: 60, running: 60, paid: 0.2 },
        reportMonth: '2021-06',
      },
    ]);
    await recomputeProgress(db, platform.clock.now());
    const all = await rows();
    expect(all.map(({ region_code, month }) => `${month} ${region_code}`)).toEqual([
      '2021-06 910000',
      `2021-06 ${NORTH}`,
      `2021-06 ${SOUTH}`,
      '2021-07 910000',
      `2021-07 ${NORTH}`,
      `2021-07 ${SOUTH}`,
    ]);
    const june = Object.fromEntries(all.slice(0, 3).map((row) => [row.region_code, row]));
    expect(june[NORTH]).toMatchObject({
      lamp: 'red',
      items: 2,
      overdue: 1,
      unreported: 1,
      planned_share: '35',
    });
    expect(Number(june[NORTH]?.progress)).toBeCloseTo(20 / 3);
    expect(june[SOUTH]).toMatchObject({ lamp: 'blue', progress: '60', unreported: 0 });
    expect(june['910000']).toMatchObject({ items: 3, progress: '20' });
    expect(june['910000']?.figures).toMatchObject({ 's.paid': 0.3, 's.planned': 400, 'm.gasVillages': 0 });
  });

  it('a board of an earlier day is behind until the night’s work has been done, also by who starts later', async () => {
    const now = () => platform.clock.now();
    await recomputeProgress(db, now());
    expect(await boardsLag(db, now())).toBe(false);
    const later = new Date('2021-07-05T08:00:00+08:00');
    expect(await boardsLag(db, later)).toBe(true);
    // Somebody acts in one city first: the others are still behind.
    await transaction(db, (trx) => touchProgress(trx, [{ program: KEY, city: NORTH }], later));
    expect(await boardsLag(db, later)).toBe(true);
    await recomputeProgress(db, later);
    expect(await boardsLag(db, later)).toBe(false);
    await recomputeProgress(db, now());
  });

  it('past months stay as they were', async () => {
    const june = (await rows()).filter(({ month }) => month === '2021-06');
    const later = new Date('2021-07-20T09:00:00+08:00');
    await db
      .updateTable('item')
      .set({ values: JSON.stringify({ planned: 100, installed: 100 }) })
      .where('no', '=', 3)
      .execute();
    await transaction(db, (trx) => touchProgress(trx, [{ program: KEY, city: SOUTH }], later));
    expect((await rows()).filter(({ month }) => month === '2021-06')).toEqual(june);
    const south = (await rows()).find(
      ({ month, region_code }) => month === '2021-07' && region_code === SOUTH,
    );
    expect(south?.progress).toBe('100');
  });

  it('rebuilds a past month from the reports of its time', async () => {
    const item = await db.selectFrom('item').select('id').where('no', '=', 3).executeTakeFirstOrThrow();
    const report = (month: string, installed: number) => ({
      item_id: item.id,
      month,
      kind: 'progress',
      values: JSON.stringify({ installed }),
      state: 'accepted',
      sent_by: 'x',
      sent_post: 'x',
      sent_at: `${month}-28T08:00:00+08:00`,
    });
    await db
      .insertInto('item_report')
      .values([report('2021-04', 10), report('2021-05', 40)])
      .execute();
    await rebuildMonths(db, KEY, ['2021-04', '2021-05'], platform.clock.now());
    const past = (await rows()).filter(({ region_code }) => region_code === SOUTH);
    expect(past.slice(0, 2).map(({ month, progress }) => [month, progress])).toEqual([
      ['2021-04', '10'],
      ['2021-05', '40'],
    ]);
  });

  it('weighs the province’s path by what the cities have planned', () => {
    const own = [
      { day: '2021-04-01', share: 0 },
      { day: '2021-10-01', share: 100 },
    ];
    const early = [
      { day: '2021-04-01', share: 0 },
      { day: '2021-07-01', share: 100 },
    ];
    const path = provincePath(own, new Map([[NORTH, early]]), [
      { region: NORTH, columns: { items: 1, planned: 300 } },
      { region: SOUTH, columns: { items: 1, planned: 100 } },
    ]);
    expect(path[0]).toEqual({ day: '2021-04-01', share: 0 });
    expect(path[1]?.share).toBeCloseTo(75 + 25 * (91 / 183), 5);
    expect(path[2]).toEqual({ day: '2021-10-01', share: 100 });
  });
});

describe('terms and conditions as SQL mean what the domain says', () => {
  const field = fc.constantFrom('a', 'b', 'c', 'missing');
  const { term } = fc.letrec<{ term: Term }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 2 },
      fc.integer({ min: -3, max: 9 }).map((constant): Term => ({ constant })),
      field.map((key): Term => ({ field: key })),
      field.map((key): Term => ({ previous: key })),
      fc.tuple(tie('term'), tie('term')).map(([x, y]): Term => ({ minus: [x, y] })),
      fc.tuple(tie('term'), tie('term')).map(([x, y]): Term => ({ ratio: [x, y] })),
      fc.array(tie('term'), { maxLength: 3 }).map((sum): Term => ({ sum })),
    ),
  }));
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2 },
      fc.record({ op: fc.constantFrom('gt', 'ge', 'lt', 'le', 'eq', 'ne'), left: term, right: term }),
      field.map((key): Condition => ({ filled: key })),
      field.map((key): Condition => ({ is: key, in: ['yes', 'gas'] })),
      fc.array(tie('condition'), { maxLength: 2 }).map((all): Condition => ({ all })),
      fc.array(tie('condition'), { maxLength: 2 }).map((any): Condition => ({ any })),
      tie('condition').map((not): Condition => ({ not })),
    ),
  }));
  const value = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constantFrom(null, 'gas', '', true, false));
  const values = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value);

  it('property', async () => {
    await fc.assert(
      fc.asyncProperty(term, condition, values, values, async (one, some, now, before) => {
        const result = await sql<{ term: number | null; holds: boolean }>`
          select ${termSql(one)} as term, ${conditionSql(some, '2021-07-04')} as holds
          from (select ${JSON.stringify(now)}::jsonb as "values", ${JSON.stringify(before)}::jsonb as accepted,
            'working' as state, null::date as deadline, null::date as pause_until) i`.execute(db);
        const facts = { values: now, previous: before, state: 'working' as const, overdue: false };
        const expected = evaluateTerm(one, facts);
        if (expected === null) expect(result.rows[0]?.term).toBeNull();
        else expect(result.rows[0]?.term).toBeCloseTo(expected, 6);
        expect(result.rows[0]?.holds).toBe(holds(some, facts));
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
