/** 交账 (DIS-3.5): whatever is done to items, by the functions that do it, the account of every city reconciles. */
import { AppError, type ItemActBody } from '@qingzhang/contract';
import { owed, type ProgramDefinition } from '@qingzhang/domain';
import { addDays } from '@qingzhang/standards';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createTestUser } from '../../../test/harness/user.ts';
import { freezeDebts, readDebts } from '../../accounts/debts/rows.ts';
import { createProvince, NORTH, SOUTH } from '../../accounts/testing/small-province.ts';
import { type Actor, everywhere } from '../../platform/actor.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { smallDefinition } from '../board/testing/small-program.ts';
import { publish } from '../definitions/service.ts';
import { sendReports } from '../reports/send.ts';
import { actOnItem } from './act.ts';
import { putMeasures } from './edit.ts';
import { renewItems } from './night.ts';
import { changeItems, createItems, readItems } from './store.ts';
import { insertRectification, problem, rectification } from './testing/rectification.ts';

const START = '2026-11-20';
const platform = await createTestPlatform({ now: `${START}T10:00:00+08:00` });
const { db, clock } = platform;
const cities = [NORTH, SOUTH];

/** Without evidence, so that a life runs through in a few acts; the guards have their own tests. */
const life = { ...rectification.life, acceptance: 'city', coSign: false, noticeDays: 0 } as const;
const easy = { evidence: [], standards: [], life, sunset: '2029-12-31' } as const;
const byItems: ProgramDefinition = { ...rectification, ...easy, key: 'owed-items' };
const byQuantity: ProgramDefinition = { ...smallDefinition, ...easy, key: 'owed-households', checks: [] };
const keys = [byItems.key, byQuantity.key];

const actors = new Map<string, Actor>();
beforeAll(async () => {
  await createProvince(platform);
  await insertRectification(platform, byItems);
  await insertRectification(platform, byQuantity);
  for (const [name, role, region] of [
    ['dispatch', 'dispatch', undefined],
    ['county', 'county', '910101'],
    ['checker', 'city', NORTH],
    ['acceptor', 'city', NORTH],
    ['visitor', 'supervision', undefined],
  ] as const) {
    const { id, login } = await createTestUser(platform, name, role, region);
    const base = { id, login, displayName: name, post: name, role, actingFor: null };
    actors.set(name, { ...base, regionCode: region ?? null, scope: everywhere });
  }
});

const as = (name: string) => {
  const actor = actors.get(name);
  if (actor === undefined) throw new Error(name);
  return { ...platform.call(), actor };
};
const today = () => clock.now().toISOString().slice(0, 10);

const word = fc.integer({ min: 0, max: 1e6 });
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('create' as const),
      program: fc.constantFrom(...keys),
      city: fc.constantFrom(...cities),
      issue: fc.boolean(),
      opened: fc.constantFrom(null, '2026-01-15', '2026-10-31', '2026-11-01', '2027-03-01'),
      planned: fc.integer({ min: 0, max: 40 }),
      installed: fc.integer({ min: 0, max: 50 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      pick: word,
      act: fc.constantFrom('forward' as const, 'return' as const, 'rebound' as const, 'lookBack' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      pick: word,
      amount: fc.integer({ min: 0, max: 60 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      pick: word,
      planned: fc.integer({ min: 0, max: 60 }),
      later: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('measures' as const), pick: word }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 25 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'close' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('publish' as const), half: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let made = 0;

/** The next act of an item's life and who does it. */
const forward: Readonly<Record<string, readonly [string, ItemActBody]>> = {
  draft: ['dispatch', { act: 'issue' }],
  issued: ['county', { act: 'sign' }],
  reopened: ['county', { act: 'sign' }],
  working: ['county', { act: 'apply', note: '' }],
  acceptance: ['acceptor', { act: 'accept', note: '' }],
  closed: ['visitor', { act: 'startLookBack' }],
  lookBack: ['visitor', { act: 'passLookBack', note: '' }],
};

async function run(one: Step): Promise<void> {
  if (one.do === 'wait') {
    clock.set(`${addDays(today(), one.days)}T10:00:00+08:00`);
    await renewItems(db, platform.call());
    return;
  }
  if (one.do === 'create') {
    const name = `第${made++}件`;
    const quantity = one.program === byQuantity.key;
    const values = quantity
      ? { village: name, route: 'gas', planned: one.planned, installed: one.installed }
      : { round: '二轮', problem: name };
    const more = {
      values,
      city: one.city,
      county: one.city === NORTH ? '910101' : null,
      deadline: '2027-06-30',
      ...(one.opened === null ? {} : { openedOn: one.opened }),
    };
    await transaction(db, async (trx) =>
      createItems(trx, as('dispatch'), await requireProgram(trx, one.program), [problem(name, more)], {
        issue: one.issue,
      }),
    );
    return;
  }
  if (one.do === 'close') {
    const { rows } = await sql<{ last: string | null }>`select max(period) as last from closing`.execute(db);
    const previous = addDays(`${today().slice(0, 7)}-01`, -1).slice(0, 7);
    if (rows[0]?.last !== null && (rows[0]?.last ?? '') >= previous) return;
    await transaction(db, async (trx) => {
      const { id } = await trx
        .insertInto('closing')
        .values({
          period: previous,
          as_of: clock.now(),
          policy: '{}',
          closed_by: 'test',
          closed_at: clock.now(),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await freezeDebts(trx, id, cities, previous);
    });
    return;
  }
  if (one.do === 'publish') {
    const { definition } = await requireProgram(db, byQuantity.key);
    const done = one.half
      ? { times: [{ field: 'installed' }, { constant: 0.5 }] as const }
      : { field: 'installed' };
    const debt = { by: 'quantity' as const, unit: '户', planned: { field: 'planned' }, done };
    await publish(db, byQuantity.key, { definition: { ...definition, debt }, note: '口径' }, platform.call());
    return;
  }
  const { rows } = await sql<{ id: number }>`select id from item order by id`.execute(db);
  const [item] = await readItems(db, rows.length === 0 ? [] : [rows[one.pick % rows.length]?.id ?? 0]);
  if (item === undefined) return;
  if (one.do === 'act') {
    const reason = '不实';
    if (one.act === 'return') return actOnItem(db, as('checker'), item.id, null, { act: 'return', reason });
    if (one.act === 'rebound') return actOnItem(db, as('visitor'), item.id, null, { act: 'rebound', reason });
    if (item.state === 'cityCheck') {
      const visit = { visitedOn: today(), visitors: ['甲', '乙'], note: '' };
      return actOnItem(db, as('checker'), item.id, null, { act: 'check', ...visit });
    }
    const next = forward[item.state];
    if (next !== undefined) await actOnItem(db, as(next[0]), item.id, null, next[1]);
    return;
  }
  if (one.do === 'report') {
    const values = item.program === byQuantity.key ? { installed: one.amount } : { cases: one.amount };
    await sendReports(platform, as('county'), {
      month: today().slice(0, 7),
      deviceKey: `device-${made++}`,
      lang: 'zh',
      dry: false,
      rows: [
        {
          item: item.id,
          revision: item.revision,
          kind: 'progress',
          cause: null,
          note: null,
          values,
          answers: {},
        },
      ],
    });
    return;
  }
  if (one.do === 'measures') {
    const measure = {
      text: '措施',
      due: null,
      doneOn: null,
      planned: null,
      done: null,
      unit: null,
      weight: 1,
    };
    await putMeasures(db, as('county'), item.id, { revision: item.revision, measures: [measure] });
    return;
  }
  const values = item.program === byQuantity.key ? { values: { planned: one.planned } } : {};
  const facts = one.later ? { facts: { deadline: '2027-09-30' } } : {};
  await transaction(db, async (trx) =>
    changeItems(trx, as('dispatch'), await requireProgram(trx, item.program), [
      { id: item.id, ...values, ...facts },
    ]),
  );
}

async function reconciles(last: Step): Promise<void> {
  const said = JSON.stringify(last);
  const { rows } = await sql<{ subject: string; city_code: string; balance: string }>`
    select subject, city_code, sum(balance) as balance from debt group by 1, 2`.execute(db);
  const ids = (await sql<{ id: number }>`select id from item`.execute(db)).rows.map(({ id }) => id);
  const items = await readItems(db, ids);
  const debts = new Map<string, ProgramDefinition['debt']>();
  for (const key of keys) debts.set(key, (await requireProgram(db, key)).definition.debt);
  for (const subject of keys) {
    const debt = debts.get(subject);
    if (debt === undefined) throw new Error(subject);
    for (const city of cities) {
      const want = items
        .filter((item) => item.program === subject && item.city === city)
        .reduce((sum, item) => sum + owed(debt, item), 0);
      const have = rows.find((row) => row.subject === subject && row.city_code === city)?.balance ?? 0;
      expect(Number(have), `${subject} ${city} after ${said}`).toBeCloseTo(want, 5);
    }
  }
  const opening = new Map<string, number>();
  const now = today();
  for (let month = '2026-01'; month <= now.slice(0, 7); month = addDays(`${month}-28`, 4).slice(0, 7)) {
    const { rows: lines } = await readDebts(db, cities, month, now);
    for (const city of cities) {
      for (const subject of keys) {
        const line = lines.find((one) => one.cityCode === city && one.subject === subject);
        const key = `${city} ${subject}`;
        const before = opening.get(key) ?? 0;
        expect(line?.opening ?? before, `${key} ${month} opens after ${said}`).toBeCloseTo(before, 5);
        if (line === undefined) {
          expect(before, `${key} ${month} has no line after ${said}`).toBeCloseTo(0, 5);
          continue;
        }
        expect(line.opening + line.added - line.paid + line.rebound).toBeCloseTo(line.closing, 5);
        expect(line.closing).toBeGreaterThanOrEqual(0);
        expect(line.old, `${key} ${month} old after ${said}`).toBeGreaterThanOrEqual(0);
        expect(line.old, `${key} ${month} old after ${said}`).toBeLessThanOrEqual(line.closing);
        opening.set(key, line.closing);
      }
    }
  }
  for (const subject of keys) {
    for (const city of cities) {
      const have = rows.find((row) => row.subject === subject && row.city_code === city)?.balance ?? 0;
      expect(opening.get(`${city} ${subject}`) ?? 0, `now after ${said}`).toBeCloseTo(Number(have), 5);
    }
  }
}

test('DIS-3.5: Σ balances = Σ owed, and every month opens with the closing before it, whatever is done', async () => {
  let acted = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 25, maxLength: 45 }), async (steps) => {
      await sql`truncate debt_closing, closing, debt_entry, debt, item_event, item_report, item_measure, item_standard,
        item_notice, close_out, item_evidence, program_month, item restart identity cascade`.execute(db);
      clock.set(`${START}T10:00:00+08:00`);
      for (const one of steps) {
        try {
          await run(one);
          acted += 1;
        } catch (error) {
          // What a guard refuses changes nothing; anything else is a fault.
          if (!(error instanceof AppError)) throw error;
          refused += 1;
        }
        await reconciles(one);
      }
    }),
    { numRuns: 6, interruptAfterTimeLimit: 12_000 },
  );
  expect(acted).toBeGreaterThan(refused);
}, 60_000);
