import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../../accounts/testing/small-province.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { searchCondition } from '../../platform/search/terms.ts';
import { requireProgram } from '../board/programs.ts';
import { recomputeProgress } from '../board/progress.ts';
import { smallDefinition } from '../board/testing/small-program.ts';
import { renewItems } from './night.ts';
import { changeItems, createItems, derive, judgeOf, readItems, refusedItems } from './store.ts';
import { insertRectification, problem, rectification } from './testing/rectification.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db } = platform;
const call = () => platform.call();
const heating = {
  ...smallDefinition,
  milestones: [
    { day: '2026-01-01', share: 0 },
    { day: '2026-12-31', share: 100 },
  ],
};
const program = () => requireProgram(db, rectification.key);

beforeAll(async () => {
  await createProvince(platform);
  await insertRectification(platform);
  await insertRectification(platform, heating);
});

const create = async (
  items: Parameters<typeof createItems>[3],
  options?: Parameters<typeof createItems>[4],
) => transaction(db, async (trx) => createItems(trx, call(), await program(), items, options));
const debt = async (subject: string) => {
  const { rows } = await sql<{ kind: string; amount: string }>`
    select kind, sum(amount) as amount from debt_entry where subject = ${subject} group by kind order by kind`.execute(
    db,
  );
  return Object.fromEntries(rows.map(({ kind, amount }) => [kind, Number(amount)]));
};

describe('DIS-3.1: items are made and changed in few statements', () => {
  it('fills identity, number, title, mirrored facts, figures, search, history, debt and board', async () => {
    const made = await create(
      [problem('县城污水直排'), problem('矿山未复垦', { city: SOUTH, county: null })],
      { issue: true },
    );
    expect(made.map(({ no }) => no)).toEqual([1, 2]);
    const items = await readItems(
      db,
      made.map(({ id }) => id),
    );
    expect(items[0]).toMatchObject({
      title: '县城污水直排',
      problem: '县城污水直排',
      identity: '910101|二轮|县城污水直排',
      state: 'issued',
      planned: 1,
      done: 0,
      lamp: 'green',
      life: { issued: { post: 'system' } },
    });
    const events = await db.selectFrom('item_event').select(['item_id', 'kind']).orderBy('id').execute();
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'issue', 'created', 'issue']);
    expect(await debt(rectification.key)).toEqual({ added: 2 });
    const board = await db
      .selectFrom('program_month')
      .select(['region_code', 'items'])
      .where('month', '=', '2026-06')
      .orderBy('region_code')
      .execute();
    expect(board).toMatchObject([
      { region_code: '910000', items: 2 },
      { region_code: NORTH, items: 1 },
      { region_code: SOUTH, items: 1 },
    ]);
    const find = async (text: string) =>
      (
        await db
          .selectFrom('item')
          .select('no')
          .where(searchCondition(text, 'search'))
          .orderBy('no')
          .execute()
      ).map(({ no }) => no);
    expect(await find('污水')).toEqual([1, 2]);
    expect(await find('城污水')).toEqual([1]);
    expect(await find('xcws')).toEqual([1]);
    expect(await find('kswfk')).toEqual([2]);
    expect(await find('水污')).toEqual([]);
  });

  it('tells apart what cannot be made: named twice, no name, no lead unit, a deadline after the national one', async () => {
    const judge = await judgeOf(db, await program(), platform.clock.now());
    const refused = await refusedItems(
      db,
      judge,
      [
        problem('县城 污水直排'),
        problem('新的'),
        problem('新的'),
        problem('', { values: { round: null } }),
        problem('无牵头', { leadUnit: null }),
        problem('无时限', { deadline: null }),
        problem('晚于国家', { nationalDeadline: '2026-12-30' }),
        problem('', { values: { round: '二轮', problem: '' }, problem: null }),
      ],
      { issue: true },
    );
    expect(refused.map(({ index, refusal }) => [index, refusal.code])).toEqual([
      [0, 'identityTaken'],
      [2, 'identityTaken'],
      [3, 'identityEmpty'],
      [4, 'leadUnitMissing'],
      [5, 'deadlineMissing'],
      [6, 'deadlineAfterNational'],
      [7, 'fieldMissing'],
    ]);
    const count = await db
      .selectFrom('item')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    await expect(create([problem('好的'), problem('好的')])).rejects.toMatchObject({ code: 'thing.invalid' });
    expect(
      await db
        .selectFrom('item')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow(),
    ).toEqual(count);
  });

  it('changes keep [old, new] of every field; the same again changes nothing; stale ones clash', async () => {
    const [made] = await create([problem('要改的', { nationalDeadline: '2026-12-31' })], { issue: true });
    const id = made?.id ?? 0;
    const change = async (wanted: object) =>
      (
        await transaction(db, async (trx) =>
          changeItems(trx, call(), await program(), [{ id, ...wanted }], { reason: '核定' }),
        )
      )[0];
    expect(
      await change({ revision: 1, values: { cases: 3, fines: 6 }, facts: { leadUnit: '县住建局' } }),
    ).toMatchObject({ outcome: 'changed', after: { revision: 2, values: { perCase: 2 } } });
    expect(await change({ values: { cases: 3 } })).toMatchObject({ outcome: 'same' });
    expect(await change({ revision: 1, values: { cases: 4 } })).toMatchObject({ outcome: 'clash' });
    expect(await change({ facts: { nationalDeadline: '2027-01-31' } })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'nationalDeadlineFixed' },
    });
    expect(await change({ facts: { deadline: '2027-01-01' } })).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'deadlineAfterNational' },
    });
    const event = await db
      .selectFrom('item_event')
      .select(['reason', 'detail'])
      .where('item_id', '=', id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      reason: '核定',
      detail: { leadUnit: ['县水务局', '县住建局'], cases: [null, 3], perCase: [null, 2] },
    });
  });
});

describe('incremental equals recomputed', () => {
  it('planned, done, progress, lamp and debt of quantities follow every change; a night changes nothing the day has not', async () => {
    const own = await requireProgram(db, heating.key);
    const village = (name: string, planned: number, installed: number | null) =>
      problem('', {
        values: { village: name, route: 'power', planned, installed, running: 0, removed: 0 },
        leadUnit: '乡',
        deadline: '2026-12-31',
      });
    const made = await transaction(db, (trx) =>
      createItems(trx, call(), own, [village('东庄', 400, 100), village('西庄', 200, null)], { issue: true }),
    );
    expect(await debt(heating.key)).toEqual({ added: 500 });
    const [first] = made;
    const set = (values: Record<string, number>) =>
      transaction(db, (trx) => changeItems(trx, call(), own, [{ id: first?.id ?? 0, values }]));
    await set({ installed: 180 });
    await set({ planned: 450, installed: 200 });
    await set({ installed: 190, removed: 50 });
    // 500 + 50 planned − 80 − 20 + 10 taken back.
    expect(await debt(heating.key)).toEqual({ added: 550, paid: 90 });
    const { rows } = await sql<{
      balance: string;
    }>`select sum(balance) as balance from debt where subject = ${heating.key}`.execute(db);
    expect(Number(rows[0]?.balance)).toBe(460);
    const judge = await judgeOf(db, own, platform.clock.now());
    const items = await readItems(
      db,
      made.map(({ id }) => id),
    );
    for (const item of items) expect(derive(item, judge)).toEqual(item);
    expect(items[0]).toMatchObject({ planned: 450, done: 190, progress: 42.2, alarms: ['oldFirst'] });
    await renewItems(db, call());
    expect(
      await readItems(
        db,
        made.map(({ id }) => id),
      ),
    ).toEqual(items);
    // Months later the same facts are late, and a form read before is still good.
    platform.clock.set('2026-09-20T00:05:00+08:00');
    await renewItems(db, call());
    const later = await readItems(
      db,
      made.map(({ id }) => id),
    );
    expect(later.map(({ lamp, revision }) => [lamp, revision])).toEqual([
      ['red', 4],
      ['red', 1],
    ]);
    platform.clock.set('2026-06-15T10:00:00+08:00');
  });

  it('a report accepted by itself hides no lamp that turns the same night: history and board know it', async () => {
    const [made] = await create([problem('当夜转红', { deadline: '2026-06-22' })], { issue: true });
    const id = made?.id ?? 0;
    await sql`update item set state = 'working', report_month = '2026-06', report_state = 'sent',
      reported_at = '2026-06-10T10:00:00+08:00' where id = ${id}`.execute(db);
    platform.clock.set('2026-06-23T00:05:00+08:00');
    await renewItems(db, call());
    platform.clock.set('2026-06-15T10:00:00+08:00');
    const [item] = await readItems(db, [id]);
    expect(item).toMatchObject({ lamp: 'red', reportState: 'accepted' });
    const { rows } = await sql<{ kind: string }>`
      select kind from item_event where item_id = ${id} and kind in ('lamp', 'reportAccepted') order by id`.execute(
      db,
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['reportAccepted', 'lamp']);
  });

  it('DIS-14.3: a program that has ended asks for no report any more, on lamps and boards', async () => {
    const definition = { ...rectification, key: 'ended-program' };
    await insertRectification(platform, definition);
    const [made] = await transaction(db, async (trx) =>
      createItems(trx, call(), await requireProgram(trx, definition.key), [problem('还没报')], {
        issue: true,
      }),
    );
    const at = async () => {
      await renewItems(db, call());
      await recomputeProgress(db, platform.clock.now(), [definition.key]);
      const [item] = await readItems(db, [made?.id ?? 0]);
      const { rows } = await sql<{ unreported: number }>`
        select unreported from program_month where program_key = ${definition.key} and region_code = ${NORTH}
        order by month desc limit 1`.execute(db);
      return { lamp: item?.lamp, code: item?.lampReason.code, unreported: rows[0]?.unreported };
    };
    platform.clock.set('2026-08-10T00:05:00+08:00');
    expect(await at()).toEqual({ lamp: 'yellow', code: 'reportMissing', unreported: 1 });
    await sql`update program set state = 'ended', ended_at = ${platform.clock.now()} where key = ${definition.key}`.execute(
      db,
    );
    platform.clock.set('2026-08-11T00:05:00+08:00');
    expect(await at()).toEqual({ lamp: 'green', code: 'noPlan', unreported: 0 });
    platform.clock.set('2026-06-15T10:00:00+08:00');
  });

  it('10,000 items go in and change within seconds', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      problem(`问题 ${index} 号污水渗漏`, { city: index % 2 ? NORTH : SOUTH, county: null }),
    );
    const started = performance.now();
    const made = await create(many, { issue: true });
    const created = performance.now();
    const outcomes = await transaction(db, async (trx) =>
      changeItems(
        trx,
        call(),
        await program(),
        made.map(({ id }, index) => ({ id, values: { cases: index % 7 } })),
      ),
    );
    const changed = performance.now();
    expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(10_000);
    expect(new Set(made.map(({ no }) => no)).size).toBe(10_000);
    // Six times this is the 50,000 rows of an import; the bound is generous because tests share their machine.
    expect(created - started).toBeLessThan(15_000);
    expect(changed - created).toBeLessThan(15_000);
  }, 60_000);
});
