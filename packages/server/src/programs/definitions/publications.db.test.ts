import * as contract from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createTestApp } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH } from '../../accounts/testing/small-province.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { insertItems, insertProgram, smallDefinition } from '../board/testing/small-program.ts';
import { programItemsWorker } from '../items/night.ts';
import { publishWorker } from './publications.ts';
import { overWire, publish } from './service.ts';

const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db } = platform;
await createProvince(platform);
await insertProgram(platform);
const key = smallDefinition.key;
await insertItems(db, [{ city: NORTH, no: 1, values: { village: '甲', planned: 10, installed: 2 } }]);
// More than are brought to a new version at once, and more than one chunk.
const MANY = 6000;
await sql`
  insert into item (program_key, version, identity, no, title, city_code, county_code, state, state_since, opened_on,
    deadline, "values", accepted, planned, done, lamp_reason, changed_at)
  select program_key, version, 'many' || g, g, title, city_code, county_code, state, state_since, opened_on,
    deadline, "values", accepted, planned, done, lamp_reason, changed_at
  from item cross join generate_series(2, ${MANY}::int) g`.execute(db);

const server = await createTestApp(platform);
const dispatch = await server.signedIn('dispatch');
/** Villages are owed instead of households; how far each is follows from what is reported. */
const next: ProgramDefinition = {
  ...smallDefinition,
  debt: { by: 'items', unit: '村', progress: { field: 'installed' } },
};
const body = (basedOn: number) => ({ definition: overWire(next), note: '欠账按村算', basedOn });
const ask = async (basedOn = 1) =>
  dispatch.call(contract.publishProgram, { params: { key }, body: body(basedOn) });
const now = async () =>
  (await dispatch.call(contract.getProgramPublication, { params: { key } })).json().publication;
const versions = async () =>
  (
    await sql<{ version: number; n: number }>`
    select version, count(*)::int as n from item where program_key = ${key} group by 1 order by 1`.execute(db)
  ).rows;
const drain = () => platform.jobs.drain(platform, [publishWorker, programItemsWorker]);

it('many items are brought to a version by a job that is seen; a second publication is refused meanwhile', async () => {
  const begun = await ask();
  expect(begun.statusCode, begun.body).toBe(200);
  expect(begun.json()).toMatchObject({
    ...{ version: null, migration: null },
    publication: { version: 2, state: 'running', progress: 0, items: MANY, note: '欠账按村算' },
  });
  expect(await versions()).toEqual([{ version: 1, n: MANY }]);
  const second = await ask();
  expect([second.statusCode, second.json().code]).toEqual([409, 'thing.conflict']);
  // A definition that does not hold together is refused before anything begins.
  const broken = await dispatch.call(contract.publishProgram, {
    params: { key },
    body: { ...body(1), definition: { ...overWire(next), titleField: 'ghost' } },
  });
  expect(broken.statusCode).toBe(400);
});

it('stopped, nothing has changed, and it may begin anew', async () => {
  const stopped = await dispatch.call(contract.cancelProgramPublication, { params: { key } });
  expect(stopped.statusCode).toBe(200);
  await drain();
  expect(await now()).toMatchObject({ state: 'cancelled', version: 2 });
  expect(await versions()).toEqual([{ version: 1, n: MANY }]);
  expect(
    (await dispatch.call(contract.getProgramDesign, { params: { key }, query: {} })).json().version,
  ).toBe(1);
});

it('an error in the midst leaves every item at the old version', async () => {
  const shares: number[] = [];
  const cut = transaction(db, (trx) =>
    publish(
      trx,
      key,
      {
        ...{ definition: next, note: 'x', basedOn: 1 },
        pulse: async (share) => {
          shares.push(share);
          // Of the second chunk: the first has been written.
          if (share > 0.3) throw new Error('cut off');
        },
      },
      platform.call(),
    ),
  );
  await expect(cut).rejects.toThrow('cut off');
  expect(shares.length).toBeGreaterThan(2);
  expect(await versions()).toEqual([{ version: 1, n: MANY }]);
});

it('done, all items are at the new version, debts are booked and lamps follow; the design says so', async () => {
  expect((await ask()).json().publication).toMatchObject({ state: 'running' });
  await drain();
  expect(await now()).toMatchObject({ state: 'done', progress: 1, migration: { items: MANY } });
  expect(await versions()).toEqual([{ version: 2, n: MANY }]);
  const { rows } = await sql<{ owed: number; n: number; progress: number }>`
    select sum(balance)::int as owed, count(*)::int as n,
      (select min(progress)::float8 from item where program_key = ${key}) as progress
    from debt where subject = ${key}`.execute(db);
  expect(rows[0]).toEqual({ owed: MANY, n: MANY, progress: 2 });
  const design = (await dispatch.call(contract.getProgramDesign, { params: { key }, query: {} })).json();
  expect(design).toMatchObject({
    version: 2,
    versions: [{ version: 2, note: '欠账按村算' }, { version: 1 }],
  });
});

it('somebody else’s version in between is told, not overwritten', async () => {
  expect((await ask(1)).statusCode).toBe(409);
  expect((await ask(2)).json().publication).toMatchObject({ version: 3 });
  await publish(db, key, { definition: next, note: '别处先发布' }, platform.call());
  await drain();
  expect(await now()).toMatchObject({ state: 'failed', failure: { code: 'thing.conflict' } });
  expect(await versions()).toEqual([{ version: 3, n: MANY }]);
});
