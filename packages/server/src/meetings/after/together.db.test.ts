import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { debtRows } from '../../accounts/debts/rows.ts';
import { addFigures, addHeldMeeting, addLine, NORTH, SOUTH } from './testing.ts';

// The same act by several people at the same moment happens once: numbers, tasks, promises, copies.
const platform = await createTestPlatform({ now: '2025-02-12T14:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
let dispatch: TestClient;
let leader: TestClient;
let north: TestClient;

beforeAll(async () => {
  await addFigures(platform);
  [dispatch, leader, north] = await Promise.all([
    signedIn('dispatch'),
    signedIn('leader'),
    signedIn('city', NORTH),
  ]);
}, 120_000);

const codes = (answers: readonly { statusCode: number }[]) =>
  answers.map(({ statusCode }) => statusCode).sort();
const six = <T>(run: (n: number) => T): T[] => Array.from({ length: 6 }, (_, n) => run(n));

describe('six at once', () => {
  it('DIS-7.5: one paper takes one number; six papers take six that follow', async () => {
    const id = await addHeldMeeting(db);
    await addLine(db, id, 'requirement', '加快改造', { cities: [NORTH] });
    const minutes = contract.Paper.parse(
      (await dispatch.call(contract.draftMinutes, { params: { id }, query: {} })).json(),
    );
    const issued = await Promise.all(
      six((n) =>
        (n % 2 ? leader : dispatch).call(contract.issuePaper, { params: { id: minutes.id }, query: {} }),
      ),
    );
    expect(codes(issued)).toEqual([200, 409, 409, 409, 409, 409]);
    const drafted = await Promise.all(
      six((n) =>
        dispatch.call(contract.postLetter, {
          params: { id },
          query: {},
          body: {
            kind: 'supervision',
            city: n % 2 ? NORTH : SOUTH,
            matter: `事项${n}`,
            lines: [],
            due: null,
          },
        }),
      ),
    );
    expect(codes(drafted)).toEqual([200, 200, 200, 200, 200, 200]);
    const letters = await Promise.all(
      drafted.map((answer) =>
        leader.call(contract.issuePaper, {
          params: { id: contract.Paper.parse(answer.json()).id },
          query: {},
        }),
      ),
    );
    const numbers = letters.map((answer) => contract.Paper.parse(answer.json()).number ?? '');
    expect(numbers.map((text) => Number(/(\d+)号$/u.exec(text)?.[1])).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('DIS-6.5: a promise settled by six stands as one of them said, and the books balance', async () => {
    const id = await addHeldMeeting(db);
    await addLine(db, id, 'commitment', '六月底前完成', { cities: [NORTH] });
    await dispatch.call(contract.makeTasks, { params: { id }, query: {} });
    const { id: promise } = await db
      .selectFrom('commitment')
      .select('id')
      .where('meeting_id', '=', id)
      .executeTakeFirstOrThrow();
    const states = ['kept', 'broken', 'withdrawn', 'late', 'open', 'kept'] as const;
    const answers = await Promise.all(
      six((n) =>
        dispatch.call(contract.settleCommitment, {
          params: { id: promise },
          query: {},
          body: { state: states[n] ?? 'kept', result: '结果', value: null, meeting: null, reason: '说明' },
        }),
      ),
    );
    expect(codes(answers)).toEqual([200, 200, 200, 200, 200, 200]);
    const { state } = await db
      .selectFrom('commitment')
      .select('state')
      .where('id', '=', promise)
      .executeTakeFirstOrThrow();
    const [row] = (await debtRows(db, [NORTH], '2025-02', '2025-02-12')).filter(
      ({ subject }) => subject === 'commitments',
    );
    const owed = state === 'open' || state === 'broken' ? 1 : 0;
    expect(row?.closing ?? 0, state).toBe(owed);
  });

  it('copies sent by six have one number each', async () => {
    const minutes = await addHeldMeeting(db);
    const paper = contract.Paper.parse(
      (await dispatch.call(contract.draftMinutes, { params: { id: minutes }, query: {} })).json(),
    );
    await dispatch.call(contract.setPaperState, {
      params: { id: paper.id },
      query: {},
      body: { state: 'final', reason: '' },
    });
    const sent = await Promise.all(
      six(() =>
        dispatch.call(contract.sendCopies, {
          params: { owner: 'paper', id: paper.id },
          body: { to: [north.id, leader.id] },
        }),
      ),
    );
    expect(codes(sent)).toEqual([200, 200, 200, 200, 200, 200]);
    const copies = await db
      .selectFrom('paper_copy')
      .select('copy_no')
      .where('owner_id', '=', paper.id)
      .where('owner_kind', '=', 'paper')
      .orderBy('copy_no')
      .execute();
    expect(copies.map(({ copy_no }) => copy_no)).toEqual([1, 2]);
  });
});
