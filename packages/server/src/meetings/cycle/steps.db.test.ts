import { NewMeeting, type StepName } from '@qingzhang/contract';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertRow } from '../../../test/foreign-objects.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { insertItems, insertProgram, smallDefinition } from '../../programs/board/testing/small-program.ts';
import { signTask } from '../../tasks/life.ts';
import { type Cast, castOf, lifeOf } from '../../tasks/testing.ts';
import { createMeeting } from './create.ts';
import { renewMeetings } from './night.ts';
import { findMeeting } from './record.ts';
import { judgeSteps } from './steps.ts';

// The checklist's automatic steps follow from what happened elsewhere (DIS-6.1), each with the day it happened on.
const platform = await createTestPlatform({ now: '2021-07-12T09:00:00+08:00' });
const { db, clock } = platform;

let cast: Cast;
let id: number;
beforeAll(async () => {
  cast = await castOf(platform);
  id = await createMeeting(
    db,
    cast.dispatch(),
    NewMeeting.parse({ kind: 'half-year', period: '2021-H1', startsAt: '2021-07-22T09:00:00+08:00' }),
  );
});

const step = async (name: StepName) => {
  const meeting = (await findMeeting(db, id))!;
  const { state, doneOn, late, done, of } = (await judgeSteps(db, [meeting], clock.now()))
    .get(id)!
    .find((one) => one.step === name)!;
  return { state, doneOn, late, done, of };
};
const at = (moment: string) => new Date(`${moment}+08:00`);
const whole = { done: null, of: null };

describe('before the meeting', () => {
  it('各市填报 and 交叉核对: cities with items, those whose reports are all there, those all judged', async () => {
    await insertProgram(platform);
    const [north, south] = await insertItems(db, [
      { no: 1, city: '140100', values: { planned: 10 } },
      { no: 2, city: '140200', values: { planned: 10 } },
    ]);
    const month = {
      program_key: smallDefinition.key,
      month: '2021-06',
      items: 1,
      figures: '{}',
      lamp_reason: '{}',
    };
    for (const [region, unreported] of [
      ['140100', 0],
      ['140200', 1],
    ] as const) {
      await insertRow(db, 'program_month', {
        ...month,
        region_code: region,
        unreported,
        lamp: 'green',
        computed_at: at('2021-07-14T10:00:00'),
      });
    }
    expect(await step('cityReports')).toEqual({ state: 'open', doneOn: null, late: false, done: 1, of: 2 });
    await db.updateTable('program_month').set({ unreported: 0 }).execute();
    expect(await step('cityReports')).toEqual({
      state: 'done',
      doneOn: '2021-07-14',
      late: false,
      done: 2,
      of: 2,
    });
    const report = { month: '2021-06', kind: 'progress', values: '{}' };
    await insertRow(db, 'item_report', { ...report, item_id: north, state: 'accepted' });
    await insertRow(db, 'item_report', { ...report, item_id: south, state: 'sent' });
    expect(await step('crossCheck')).toMatchObject({ state: 'open', done: 1, of: 2 });
    await sql`update item_report set state = 'accepted' where item_id = ${south}`.execute(db);
    expect(await step('crossCheck')).toMatchObject({ state: 'done', done: 2 });
  });

  it('the night writes down the day; what happens to the facts later does not move it', async () => {
    expect((await renewMeetings(db, platform.call())).settled).toBe(2);
    await db
      .updateTable('program_month')
      .set({ computed_at: at('2021-07-30T10:00:00') })
      .execute();
    expect(await step('cityReports')).toMatchObject({ state: 'done', doneOn: '2021-07-14', late: false });
  });

  it('结账 by the closing of the last month, 通报 by the bulletin of the period', async () => {
    expect(await step('closeMonth')).toMatchObject({ state: 'open', late: false });
    await insertRow(db, 'closing', { period: '2021-06', policy: '{}', closed_at: at('2021-07-17T18:00:00') });
    expect(await step('closeMonth')).toEqual({ state: 'done', doneOn: '2021-07-17', late: true, ...whole });
    const content = { model: '{}', facts: '{}', title: 'x' };
    await insertRow(db, 'bulletin', { ...content, period: '2021-06', state: 'draft' });
    expect(await step('bulletin')).toMatchObject({ state: 'open' });
    await insertRow(db, 'bulletin', {
      ...content,
      period: '2021-H1',
      state: 'issued',
      number: '某环发〔2021〕1号',
      created_at: at('2021-07-18T09:00:00'),
      issued_at: at('2021-07-19T09:00:00'),
    });
    expect(await step('bulletin')).toEqual({ state: 'done', doneOn: '2021-07-19', late: false, ...whole });
  });

  it('点评卡, 确认发言, 定稿, 分发: counted from papers, agenda and copies', async () => {
    const comments = await db
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', id)
      .where('portfolio', '<>', '')
      .execute();
    expect(await step('cards')).toMatchObject({ state: 'open', done: 0, of: comments.length });
    const paper = {
      meeting_id: id,
      state: 'draft',
      model: '{}',
      confidentiality: 'internal',
      city_code: null,
    };
    const cards: number[] = [];
    for (const [index] of comments.entries()) {
      cards.push(
        await insertRow(db, 'paper', {
          ...paper,
          kind: 'comment-card',
          subject: String(index),
          user_id: cast.deputy().actor.id,
          created_at: at('2021-07-20T09:00:00'),
        }),
      );
    }
    expect(await step('cards')).toMatchObject({ state: 'done', doneOn: '2021-07-20', late: false });

    const parent = await db
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', id)
      .where('kind', '=', 'pledge')
      .executeTakeFirstOrThrow();
    const line = { meeting_id: id, parent_id: parent.id, kind: 'pledge', minutes: 4, sort: 1 };
    await insertRow(db, 'agenda_item', { ...line, city_code: '140100' });
    expect(await step('speakers')).toMatchObject({ state: 'open', done: 0, of: 1 });
    await db
      .updateTable('agenda_item')
      .set({ confirmed_at: at('2021-07-21T09:00:00'), confirmed_post: 'x' })
      .where('parent_id', '=', parent.id)
      .execute();
    expect(await step('speakers')).toEqual({
      state: 'done',
      doneOn: '2021-07-21',
      late: true,
      done: 1,
      of: 1,
    });

    await db
      .updateTable('meeting')
      .set({ frozen_at: at('2021-07-21T18:00:00') })
      .where('id', '=', id)
      .execute();
    expect(await step('papersNumbered')).toMatchObject({ state: 'done', doneOn: '2021-07-21', late: false });

    expect(await step('papersSent')).toMatchObject({ state: 'open', done: 0, of: cards.length });
    for (const owner_id of cards) {
      const copy = { owner_kind: 'paper', owner_id, copy_no: owner_id, user_id: cast.dispatch().actor.id };
      await insertRow(db, 'paper_copy', { ...copy, sent_at: at('2021-07-21T19:00:00') });
    }
    expect(await step('papersSent')).toMatchObject({
      state: 'done',
      doneOn: '2021-07-21',
      done: cards.length,
    });
    // A copy called back is no copy; minutes and letters are not papers before the meeting.
    await db
      .updateTable('paper_copy')
      .set({ withdrawn_at: clock.now() })
      .where('owner_id', '=', cards[0]!)
      .execute();
    await insertRow(db, 'paper', { ...paper, kind: 'letter', subject: '140100' });
    // Nor is a card whose reader has no account: it is handed over on paper.
    await insertRow(db, 'paper', { ...paper, kind: 'comment-card', subject: 'printed' });
    expect(await step('papersSent')).toMatchObject({
      state: 'open',
      done: cards.length - 1,
      of: cards.length,
    });
  });

  it('a notice that was sent through the system counts though nobody ticked it', async () => {
    expect(await step('notice')).toMatchObject({ state: 'open' });
    const paper = {
      meeting_id: id,
      kind: 'notice',
      state: 'issued',
      model: '{}',
      confidentiality: 'internal',
      city_code: null,
    };
    await insertRow(db, 'paper', { ...paper, issued_at: at('2021-07-13T10:00:00') });
    expect(await step('notice')).toMatchObject({ state: 'done', doneOn: '2021-07-13', late: false });
  });
});

describe('after the meeting', () => {
  it('纪要: drafted, then issued', async () => {
    const paper = {
      meeting_id: id,
      kind: 'minutes',
      state: 'draft',
      model: '{}',
      confidentiality: 'internal',
      city_code: null,
    };
    const minutes = await insertRow(db, 'paper', { ...paper, created_at: at('2021-07-23T10:00:00') });
    expect(await step('minutesDraft')).toMatchObject({ state: 'done', doneOn: '2021-07-23', late: false });
    expect(await step('minutesIssued')).toMatchObject({ state: 'open' });
    await db
      .updateTable('paper')
      .set({ state: 'issued', issued_at: at('2021-07-27T10:00:00') })
      .where('id', '=', minutes)
      .execute();
    expect(await step('minutesIssued')).toMatchObject({ state: 'done', doneOn: '2021-07-27', late: true });
  });

  it('交办, T+3 部署, T+7 结果: requirements that are tasks, and what became of those', async () => {
    const life = lifeOf(platform, cast);
    clock.set('2021-07-23T10:00:00+08:00');
    const line = { meeting_id: id, state: 'kept', cities: ['140200'], program_key: null };
    const key = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
    const [first, second] = [
      await insertRow(db, 'record_line', { ...line, kind: 'requirement', client_key: key(1) }),
      await insertRow(db, 'record_line', { ...line, kind: 'requirement', client_key: key(2) }),
    ];
    await insertRow(db, 'record_line', { ...line, kind: 'comment', client_key: key(3) });
    await insertRow(db, 'record_line', { ...line, kind: 'requirement', state: 'void', client_key: key(4) });
    expect(await step('tasksIssued')).toMatchObject({ state: 'open', done: 0, of: 2 });
    const task = await life.issued();
    await insertRow(db, 'record_task', { line_id: first, task_id: task });
    const draft = await life.draft();
    await insertRow(db, 'record_task', { line_id: second, task_id: draft });
    expect(await step('tasksIssued')).toMatchObject({ state: 'open', done: 1, of: 2 });
    await db.deleteFrom('record_task').where('task_id', '=', draft).execute();
    await insertRow(db, 'record_task', { line_id: second, task_id: task });
    expect(await step('tasksIssued')).toMatchObject({ state: 'done', doneOn: '2021-07-23', done: 2 });

    expect(await step('arrangements')).toMatchObject({ state: 'open', done: 0, of: 1 });
    clock.set('2021-07-26T10:00:00+08:00');
    await signTask(db, cast.datong(), task, await life.revision(task));
    const report = await life.report(task, 30);
    expect(await step('arrangements')).toMatchObject({ state: 'done', doneOn: '2021-07-26', late: false });
    await life.accept(task, report);
    expect(await step('firstResults')).toMatchObject({ state: 'done', doneOn: '2021-07-26', done: 1, of: 1 });
  });

  it('新闻稿 when it is out', async () => {
    const release = await insertRow(db, 'release', {
      meeting_id: id,
      state: 'approved',
      model: '{}',
      published_at: null,
    });
    expect(await step('release')).toMatchObject({ state: 'open' });
    await db
      .updateTable('release')
      .set({ state: 'published', published_at: at('2021-07-23T20:00:00') })
      .where('id', '=', release)
      .execute();
    expect(await step('release')).toMatchObject({ state: 'done', doneOn: '2021-07-23', late: false });
  });
});
