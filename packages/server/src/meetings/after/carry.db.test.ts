import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { debtRows } from '../../accounts/debts/rows.ts';
import { messagesOf } from '../../notifications/testing.ts';
import { addFigures, addHeldMeeting, addLine, NORTH, SOUTH } from './testing.ts';

// What is changed in the record after its task was made changes the task, as long as nobody has taken it up.
const platform = await createTestPlatform({ now: '2025-02-12T14:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
let dispatch: TestClient;
let north: TestClient;
let south: TestClient;

beforeAll(async () => {
  await addFigures(platform);
  [dispatch, north, south] = await Promise.all([
    signedIn('dispatch'),
    signedIn('city', NORTH),
    signedIn('city', SOUTH),
  ]);
}, 120_000);

const makeTasks = async (id: number) =>
  contract.FollowUp.parse((await dispatch.call(contract.makeTasks, { params: { id }, query: {} })).json());
const lineOf = async (id: number, clientKey: string): Promise<contract.RecordLine> => {
  const { items } = (await dispatch.call(contract.listRecord, { params: { id }, query: {} })).json();
  const found = (items as contract.RecordLine[]).find((one) => one.clientKey === clientKey);
  if (found === undefined) throw new Error('no line');
  return found;
};
const amend = async (id: number, clientKey: string, change: Partial<contract.RecordLineInput>) => {
  const { revision, kind, text } = await lineOf(id, clientKey);
  return dispatch.call(contract.putRecordLine, {
    params: { id, clientKey },
    query: {},
    body: { revision, line: { kind, text, ...change } },
  });
};
const taskOf = (id: number) =>
  db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const eventsOf = (id: number) =>
  db.selectFrom('task_event').selectAll().where('task_id', '=', id).orderBy('id').execute();
const sign = async (id: number, who: TestClient) => {
  const { revision } = await taskOf(id);
  const answer = await who.call(contract.signTask, { params: { id }, query: {}, body: { revision } });
  expect(answer.statusCode).toBe(200);
};
const owed = async (city: string, subject: string) =>
  (await debtRows(db, [city], '2025-02', '2025-02-12')).find((row) => row.subject === subject)?.closing ?? 0;

describe('a line changed after its task was made', () => {
  it('changes the task nobody has signed: text, date, owner, measure; history says old and new, the city is told', async () => {
    const id = await addHeldMeeting(db);
    const key = await addLine(db, id, 'requirement', '加快改造', { cities: [NORTH] });
    const [made] = (await makeTasks(id)).tasks;
    if (made === undefined) throw new Error('no task');
    const answer = await amend(id, key, {
      text: '加快清洁取暖改造',
      deadline: '2025-07-31',
      ownerPost: '甲市局副局长',
      measure: { kind: 'text', text: '改造户数达到500户' },
    });
    expect(answer.statusCode).toBe(200);
    const task = await taskOf(made.id);
    expect(task).toMatchObject({
      text: '加快清洁取暖改造',
      deadline: '2025-07-31',
      owner_post: '甲市局副局长',
      measure: { kind: 'text', text: '改造户数达到500户' },
      state: 'issued',
    });
    const event = (await eventsOf(made.id)).at(-1);
    expect(event).toMatchObject({ kind: 'amended', from_state: 'issued', to_state: 'issued' });
    expect(event?.detail).toMatchObject({
      text: ['加快改造', '加快清洁取暖改造'],
      deadline: ['2025-06-30', '2025-07-31'],
      owner_post: ['市局局长', '甲市局副局长'],
    });
    for (const part of ['内容 加快改造 → 加快清洁取暖改造', '完成时限 2025年6月30日 → 2025年7月31日']) {
      expect(event?.reason).toContain(part);
    }
    expect(event?.post).toBe(
      (await db.selectFrom('app_user').select('post').where('id', '=', dispatch.id).executeTakeFirstOrThrow())
        .post,
    );
    const log = await db
      .selectFrom('audit_log')
      .select('action')
      .where('object_id', '=', String(made.id))
      .execute();
    expect(log.map(({ action }) => action)).toContain('task.amended');
    const told = await messagesOf(db, 'task', made.id);
    expect(told.filter(({ kind }) => kind === 'task.changed').map(({ user_id }) => user_id)).toContain(
      north.id,
    );
    expect((await makeTasks(id)).tasks).toHaveLength(1);
  });

  it('leaves what was signed, and says where task and record differ', async () => {
    const id = await addHeldMeeting(db);
    const key = await addLine(db, id, 'requirement', '开展排查', { cities: [NORTH, SOUTH] });
    const [one, two] = (await makeTasks(id)).tasks;
    if (one === undefined || two === undefined) throw new Error('no task');
    await sign(one.id, north);
    expect((await amend(id, key, { deadline: '2025-08-31' })).statusCode).toBe(200);
    expect([(await taskOf(one.id)).deadline, (await taskOf(two.id)).deadline]).toEqual([
      '2025-06-30',
      '2025-08-31',
    ]);
    const follow = await makeTasks(id);
    expect(follow.tasks.map(({ id: task, apart }) => [task, apart])).toEqual([
      [one.id, ['deadline']],
      [two.id, []],
    ]);
    const log = await db
      .selectFrom('audit_log')
      .select('detail')
      .where('action', '=', 'record.carry')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    expect(log?.detail).toMatchObject({
      tasks: { [one.no]: 'change:taken', [two.no]: 'change:done' },
    });
    // A city is not told how the record differs from what it was given.
    const own = contract.FollowUp.parse(
      (await north.call(contract.getFollowUp, { params: { id }, query: {} })).json(),
    );
    expect(own.tasks.map(({ apart }) => apart)).toEqual([[]]);
  });

  it('withdrawn, takes the untouched task back and out of the books; the signed one says so; asked for again, it is made anew', async () => {
    const id = await addHeldMeeting(db);
    const before = { north: await owed(NORTH, 'tasks'), south: await owed(SOUTH, 'tasks') };
    const key = await addLine(db, id, 'requirement', '两市开展整治', { cities: [NORTH, SOUTH] });
    const [one, two] = (await makeTasks(id)).tasks;
    if (one === undefined || two === undefined) throw new Error('no task');
    expect(await owed(SOUTH, 'tasks')).toBe(before.south + 1);
    await sign(one.id, north);
    expect((await amend(id, key, { state: 'void' })).statusCode).toBe(200);
    expect([(await taskOf(one.id)).state, (await taskOf(two.id)).state]).toEqual(['working', 'cancelled']);
    expect([await owed(NORTH, 'tasks'), await owed(SOUTH, 'tasks')]).toEqual([
      before.north + 1,
      before.south,
    ]);
    expect((await eventsOf(two.id)).at(-1)).toMatchObject({
      kind: 'withdrawn',
      reason: '会议记录中这一条已作废',
    });
    // Nobody is asked to do what was taken back.
    const told = await db
      .selectFrom('message as m')
      .innerJoin('notification as n', 'n.id', 'm.notification_id')
      .select(['m.settled_reason'])
      .where('n.subject_type', '=', 'task')
      .where('n.subject_id', '=', String(two.id))
      .execute();
    expect(told.length).toBeGreaterThan(0);
    expect(told.every(({ settled_reason }) => settled_reason === 'withdrawn')).toBe(true);
    expect((await makeTasks(id)).tasks.map(({ id: task, apart }) => [task, apart])).toEqual([
      [one.id, ['withdrawn']],
    ]);
    expect((await amend(id, key, { state: 'kept' })).statusCode).toBe(200);
    const again = (await makeTasks(id)).tasks;
    expect(again.map(({ city }) => city)).toEqual([NORTH, SOUTH]);
    expect(again[1]?.id).not.toBe(two.id);
    expect(again.map(({ apart }) => apart)).toEqual([[], []]);
    expect((await makeTasks(id)).tasks).toHaveLength(2);
  });

  it('a city taken out or put in, and a line added afterwards, by the same step, once', async () => {
    const id = await addHeldMeeting(db);
    const key = await addLine(db, id, 'requirement', '抓好管控', { cities: [NORTH] });
    await makeTasks(id);
    expect((await amend(id, key, { cities: [SOUTH] })).statusCode).toBe(200);
    await addLine(db, id, 'requirement', '后来补记的要求', { cities: [NORTH] });
    await Promise.all([makeTasks(id), makeTasks(id), makeTasks(id)]);
    const { tasks } = await makeTasks(id);
    expect(tasks.map(({ city, text }) => [city, text])).toEqual([
      [SOUTH, '抓好管控'],
      [NORTH, '后来补记的要求'],
    ]);
  });

  it('what the office set on a draft by hand stays; what the record changes follows', async () => {
    const id = await addHeldMeeting(db);
    const key = await addLine(db, id, 'requirement', '昨天就要办完', {
      cities: [NORTH],
      deadline: '2025-02-11',
    });
    const [made] = (await makeTasks(id)).tasks;
    if (made === undefined) throw new Error('no task');
    expect(made.state).toBe('draft');
    const { revision } = await taskOf(made.id);
    const set = await dispatch.call(contract.patchTask, {
      params: { id: made.id },
      query: {},
      body: { revision, deadline: '2025-03-31' },
    });
    expect(set.statusCode).toBe(200);
    expect((await amend(id, key, { text: '三月底前办完' })).statusCode).toBe(200);
    expect(await taskOf(made.id)).toMatchObject({
      text: '三月底前办完',
      deadline: '2025-03-31',
      state: 'draft',
    });
  });

  it('a promise not yet judged follows its line, its debt too; withdrawn and taken up again it is owed once', async () => {
    const id = await addHeldMeeting(db);
    const key = await addLine(db, id, 'commitment', '六月底前完成', { cities: [NORTH] });
    const before = await owed(NORTH, 'commitments');
    await makeTasks(id);
    const promise = () =>
      db.selectFrom('commitment').selectAll().where('meeting_id', '=', id).executeTakeFirstOrThrow();
    expect((await amend(id, key, { text: '七月底前完成', deadline: '2025-07-31' })).statusCode).toBe(200);
    expect(await promise()).toMatchObject({ text: '七月底前完成', due: '2025-07-31', state: 'open' });
    const { id: ref } = await promise();
    const debt = await db
      .selectFrom('debt')
      .selectAll()
      .where('subject', '=', 'commitments')
      .where('ref', '=', String(ref))
      .executeTakeFirstOrThrow();
    expect(debt).toMatchObject({ due_on: '2025-07-31' });
    expect(await owed(NORTH, 'commitments')).toBe(before + 1);
    await amend(id, key, { state: 'void' });
    expect(await promise()).toMatchObject({ state: 'withdrawn' });
    expect(await owed(NORTH, 'commitments')).toBe(before);
    await amend(id, key, { state: 'kept' });
    await makeTasks(id);
    expect(await promise()).toMatchObject({ state: 'open' });
    expect(await owed(NORTH, 'commitments')).toBe(before + 1);
  });
});

describe('after the minutes', () => {
  it('the record is closed, and a draft older than the record is not issued', async () => {
    const id = await addHeldMeeting(db);
    const key = await addLine(db, id, 'requirement', '加快改造', { cities: [NORTH] });
    // A line that waits keeps the meeting from being followed.
    const draft = async () =>
      contract.Paper.parse(
        (await dispatch.call(contract.draftMinutes, { params: { id }, query: {} })).json(),
      );
    const paper = await draft();
    platform.clock.set('2025-02-12T14:10:00+08:00');
    expect((await amend(id, key, { deadline: '2025-07-31' })).statusCode).toBe(200);
    const issue = () => dispatch.call(contract.issuePaper, { params: { id: paper.id }, query: {} });
    const behind = await issue();
    expect(behind.json()).toMatchObject({ code: 'minutes.behind' });
    platform.clock.set('2025-02-12T14:20:00+08:00');
    await draft();
    expect((await issue()).statusCode).toBe(200);
    const late = await amend(id, key, { deadline: '2025-09-30' });
    expect(late.statusCode).toBe(409);
    const { code, params } = contract.ErrorBody.parse(late.json());
    expect([code, params]).toEqual(['record.closed', { number: '2025年第1期' }]);
    expect(contract.sayError(code, params, 'zh')).toContain('请在任务页办理');
    const added = await dispatch.call(contract.putRecordLine, {
      params: { id, clientKey: crypto.randomUUID() },
      query: {},
      body: { revision: null, line: { kind: 'comment', text: '晚到的话' } },
    });
    expect(added.json()).toMatchObject({ code: 'record.closed' });
    // The line as it stands is answered, however often it is sent again.
    expect((await amend(id, key, {})).statusCode).toBe(200);
  });
});

describe('at once', () => {
  it('two changes of one line and the making of tasks: one change holds, the task says what the record says', async () => {
    for (let round = 0; round < 3; round += 1) {
      const id = await addHeldMeeting(db);
      const key = await addLine(db, id, 'requirement', `第${round}轮要求`, { cities: [NORTH, SOUTH] });
      if (round > 0) await makeTasks(id);
      const [a, b, made] = await Promise.all([
        amend(id, key, { deadline: '2025-07-31' }),
        amend(id, key, { deadline: '2025-08-31' }),
        dispatch.call(contract.makeTasks, { params: { id }, query: {} }),
      ]);
      expect(made.statusCode).toBe(200);
      expect([a.statusCode, b.statusCode].sort()).toEqual([200, 409]);
      const { deadline } = await lineOf(id, key);
      const { tasks } = await makeTasks(id);
      expect(tasks.map((task) => task.deadline)).toEqual([deadline, deadline]);
    }
  });

  it('a signature and a change: either the task follows, or it is told apart', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await addHeldMeeting(db);
      const key = await addLine(db, id, 'requirement', '加快改造', { cities: [SOUTH] });
      const [made] = (await makeTasks(id)).tasks;
      if (made === undefined) throw new Error('no task');
      const { revision } = await taskOf(made.id);
      const [changed, signed] = await Promise.all([
        amend(id, key, { deadline: '2025-07-31' }),
        south.call(contract.signTask, { params: { id: made.id }, query: {}, body: { revision } }),
      ]);
      expect(changed.statusCode).toBe(200);
      const [task] = (await makeTasks(id)).tasks;
      if (signed.statusCode === 200 && task?.deadline === '2025-06-30')
        expect(task.apart).toEqual(['deadline']);
      else expect(task).toMatchObject({ deadline: '2025-07-31', apart: [] });
    }
  });
});
