import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { closeMonth } from '../closings/service.ts';
import { statementDocument } from '../statement/document.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../testing/small-province.ts';
import { bookDebts, type DebtMovement, declareSubjects, setDebtStandings } from './book.ts';
import { debtRows, readDebts } from './rows.ts';
import { allDebts, cityDebts } from './service.ts';

const platform = await createTestPlatform({ now: '2025-01-20T09:00:00+08:00' });
const { db, clock } = platform;

const move = (
  ref: string,
  kind: DebtMovement['kind'],
  amount: number,
  on: string,
  more: Partial<DebtMovement> = {},
) => ({
  subject: 'villages',
  ref,
  cityCode: NORTH,
  unit: '村',
  openedOn: '2024-11-02',
  dueOn: '2025-01-15',
  kind,
  amount,
  on,
  ...more,
});
const book = (...movements: DebtMovement[]) => bookDebts(db, platform.call(), movements);
const line = async (month: string, subject = 'villages') => {
  const { rows } = await readDebts(db, [NORTH], month, clock.now().toISOString().slice(0, 10));
  return rows.find((row) => row.subject === subject);
};

beforeAll(async () => {
  const places = await createProvince(platform);
  await writeDays(platform, places.get(NORTH) ?? 0, '2025-01-01', '2025-01-31', () => 50);
  await writeDays(platform, places.get(SOUTH) ?? 0, '2025-01-01', '2025-01-31', () => 50);
  await declareSubjects(db, [
    {
      subject: 'villages',
      name: '农村生活污水',
      nameEn: 'Rural sewage',
      unit: '村',
      sort: 7,
      simulated: true,
    },
    {
      subject: 'households',
      name: '清洁取暖',
      nameEn: 'Clean heating',
      unit: '户',
      sort: 4,
      simulated: true,
    },
  ]);
});

describe('DIS-3.5 opening + added − paid + rebound = closing', () => {
  test('a month of one city, old debt apart from new', async () => {
    await book(
      move('a', 'added', 1, '2024-11-02'),
      move('b', 'added', 1, '2024-11-02'),
      move('c', 'added', 1, '2024-11-02'),
      move('d', 'added', 1, '2025-01-05', { openedOn: '2025-01-05', dueOn: '2025-06-30' }),
      move('a', 'paid', 1, '2025-01-08'),
      move('b', 'paid', 1, '2025-01-09'),
      move('b', 'rebound', 1, '2025-01-18'),
    );
    expect(await line('2025-01')).toMatchObject({
      opening: 3,
      added: 1,
      paid: 2,
      rebound: 1,
      closing: 3,
      old: 2,
      overdue: 2,
      lamp: 'red',
      reason: { zh: '逾期、反弹' },
    });
    expect(await line('2024-12')).toMatchObject({ opening: 3, added: 0, paid: 0, closing: 3, overdue: 0 });
    expect(await line('2024-11')).toMatchObject({ opening: 0, added: 3, closing: 3, old: 0 });
    expect(await line('2024-10')).toBeUndefined();
  });

  test('a quantity: households paid off village by village, and taken back', async () => {
    const household = (kind: DebtMovement['kind'], amount: number, on: string) =>
      move('v1', kind, amount, on, {
        subject: 'households',
        unit: '户',
        openedOn: '2025-01-02',
        dueOn: '2025-10-20',
      });
    await book(household('added', 212, '2025-01-02'), household('paid', 212, '2025-01-10'));
    await book(household('paid', -25, '2025-01-12'));
    expect(await line('2025-01', 'households')).toMatchObject({
      opening: 0,
      added: 212,
      paid: 187,
      closing: 25,
      old: 0,
      overdue: 0,
      lamp: 'green',
    });
  });

  test('the lamp an area has set stands with its reason', async () => {
    const reason = { zh: '落后 9.6 点', en: '9.6 points behind' };
    await setDebtStandings(db, platform.call(), [
      { subject: 'households', cityCode: NORTH, month: '2025-01', lamp: 'yellow', reason },
    ]);
    expect(await line('2025-01', 'households')).toMatchObject({ lamp: 'yellow', reason });
  });
});

describe('closing', () => {
  test('a closed month stands; what belongs to it later is booked in the open one, its day beside it', async () => {
    clock.set('2025-02-08T18:00:00+08:00');
    const before = await line('2025-01');
    await closeMonth(platform, { period: '2025-01', note: '' }, platform.call());
    await book(move('c', 'paid', 1, '2025-01-30'));
    const { frozen } = await readDebts(db, [NORTH], '2025-01', '2025-02-08');
    expect(frozen).toBe(true);
    // At the end of January nothing else had become overdue.
    expect(await line('2025-01')).toEqual(before);
    expect(await line('2025-02')).toMatchObject({ opening: 3, paid: 1, closing: 2 });
    const entry = await db
      .selectFrom('debt_entry')
      .select(['on_date', 'about_on'])
      .where('ref', '=', 'c')
      .where('kind', '=', 'paid')
      .executeTakeFirstOrThrow();
    expect(entry).toEqual({ on_date: '2025-02-01', about_on: '2025-01-30' });
  });

  test('the statement prints the frozen lines, each reconciling', async () => {
    const { actor } = platform.call();
    const document = await statementDocument(platform, { code: NORTH, month: '2025-01' }, actor);
    expect(document.ledger?.rows.map(({ label, opening, closing }) => [label, opening, closing])).toEqual([
      ['清洁取暖', 0, 25],
      ['农村生活污水', 3, 3],
    ]);
    const stranger = { scope: { regions: [SOUTH], programs: 'all', items: 'all' } } as const;
    const other = await statementDocument(platform, { code: NORTH, month: '2025-01' }, stranger);
    expect(other.ledger).toBeNull();
  });
});

describe('who sees whose debts (DIS-12)', () => {
  const { actor } = platform.call();
  const south = {
    ...actor,
    role: 'city',
    regionCode: SOUTH,
    scope: { ...actor.scope, regions: [SOUTH] },
  } as const;
  test('a city sees its own', async () => {
    await expect(cityDebts(db, south, clock.now(), NORTH, { lang: 'zh' })).rejects.toMatchObject({
      code: 'permission.otherRegion',
    });
    expect((await allDebts(db, south, clock.now(), { lang: 'zh' })).rows).toEqual([]);
    expect((await allDebts(db, actor, clock.now(), { lang: 'zh' })).rows.length).toBe(2);
  });
});

test('whatever is booked: every month opens with the closing before it, and the last equals the balances', async () => {
  const kind = fc.constantFrom('added' as const, 'paid' as const, 'rebound' as const);
  const movement = fc.record({
    ref: fc.constantFrom('p', 'q', 'r'),
    kind,
    amount: fc.integer({ min: 1, max: 9 }),
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 3, max: 6 }),
  });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(movement, { minLength: 1, maxLength: 30 }), async (movements) => {
      const subject = `random${run++}`;
      await declareSubjects(db, [
        { subject, name: subject, nameEn: subject, unit: '项', sort: 99, simulated: true },
      ]);
      for (const { ref, kind: what, amount, day, month } of movements) {
        const on = `2025-0${month}-${String(day).padStart(2, '0')}`;
        await book(move(ref, what, amount, on, { subject, openedOn: '2025-03-01' }));
      }
      let opening = 0;
      for (const month of ['2025-03', '2025-04', '2025-05', '2025-06']) {
        const row = (await debtRows(db, [NORTH], month, '2025-07-01')).find((one) => one.subject === subject);
        expect(row?.opening ?? 0).toBe(opening);
        if (row) expect(row.opening + row.added - row.paid + row.rebound).toBe(row.closing);
        opening = row?.closing ?? opening;
      }
      const { total } = await db
        .selectFrom('debt')
        .select((eb) => eb.fn.sum<string>('balance').as('total'))
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      expect(Number(total)).toBe(opening);
    }),
    { numRuns: 15 },
  );
});
