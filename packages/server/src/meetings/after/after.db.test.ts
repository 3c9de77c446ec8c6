import * as contract from '@qingzhang/contract';
import { sayError } from '@qingzhang/contract';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { debtRows } from '../../accounts/debts/rows.ts';
import { messagesOf } from '../../notifications/testing.ts';
import { signTask } from '../../tasks/life.ts';
import { findMeeting } from '../cycle/read.ts';
import { judgeSteps } from '../cycle/steps.ts';
import { addPages, pointsPage } from '../stage/testing.ts';
import { readFollowUp } from './follow-up.ts';
import { addFigures, addHeldMeeting, addLine, NORTH, SOUTH } from './testing.ts';

const platform = await createTestPlatform({ now: '2025-02-12T14:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);
let dispatch: TestClient;
let leader: TestClient;
let north: TestClient;
let south: TestClient;
let office: TestClient;

/** Nobody's session outlives a day. */
const people = async () => {
  dispatch = await signedIn('dispatch');
  leader = await signedIn('leader');
  north = await signedIn('city', NORTH);
  south = await signedIn('city', SOUTH);
  office = await signedIn('office', undefined, [{ kind: 'program', key: '*' }]);
};
beforeAll(async () => {
  clock.set('2025-02-05T09:00:00+08:00');
  await addFigures(platform);
  clock.set('2025-02-12T14:00:00+08:00');
  await people();
}, 120_000);

const figure = (value: number, unit = '户') => ({
  kind: 'figure',
  name: '安装户数',
  op: '>=',
  value,
  unit,
  measure: null,
});
const minutesOf = (id: number, who = dispatch) =>
  who.call(contract.draftMinutes, { params: { id }, query: {} });
const issue = (id: number, who = dispatch) => who.call(contract.issuePaper, { params: { id }, query: {} });
const tasksOf = (id: number, who = dispatch) => who.call(contract.makeTasks, { params: { id }, query: {} });
const followUp = async (id: number, who = dispatch) =>
  contract.FollowUp.parse((await who.call(contract.getFollowUp, { params: { id }, query: {} })).json());
const page = async (paper: number, who = dispatch) =>
  (await who.call(contract.getPaperFile, { params: { id: paper, format: 'html' }, query: {} })).body;
const words = (html: string) => html.replace(/<[^>]*>/gu, '');

describe('DIS-8 minutes', () => {
  let id: number;
  let paper: contract.Paper;
  let gap: string;

  it('are drafted from the record: reported, heard, conveyed, required, promised; what was withdrawn is not in them', async () => {
    id = await addHeldMeeting(db);
    const agenda = async (kind: string, change: object = {}) =>
      (
        await db
          .insertInto('agenda_item')
          .values({ meeting_id: id, sort: 1, kind, title: kind, minutes: 5, ...change })
          .returning('id')
          .executeTakeFirstOrThrow()
      ).id;
    const pledges = await agenda('pledge');
    const pledge = await agenda('pledge', {
      parent_id: pledges,
      city_code: NORTH,
      speaker_post: '甲市局局长',
    });
    const analysis = await agenda('analysis');
    const demands = await agenda('requirements');
    await addLine(db, id, 'instruction', '传达关于汛期水环境安全的批示精神。');
    await addLine(db, id, 'comment', '甲市大气改善明显；', { speaker_post: '副厅长' });
    await addLine(db, id, 'comment', '乙市要举一反三', { speaker_post: '副厅长' });
    // Said while a city spoke, by nobody named: not its head's own comment.
    await addLine(db, id, 'comment', '进度要赶上', { agenda_item_id: pledge, speaker_post: '' });
    await addLine(db, id, 'comment', '这句作废', { state: 'void', speaker_post: '副厅长' });
    await addLine(db, id, 'note', '总体向好，进展不平衡', { agenda_item_id: analysis });
    await addLine(db, id, 'note', '一要强化政治意识，坚决扛起责任。', { agenda_item_id: demands });
    await addLine(db, id, 'note', '记录员的备注', {});
    await addLine(db, id, 'commitment', '3月底前完成安装500户', {
      cities: [NORTH],
      agenda_item_id: pledge,
      deadline: '2025-03-31',
      measure: figure(500),
    });
    await addLine(db, id, 'requirement', '加快清洁取暖改造', { cities: [NORTH, SOUTH], lead_unit: '' });
    gap = await addLine(db, id, 'requirement', '重点抓好臭氧管控', {
      cities: [SOUTH],
      deadline: null,
      measure: null,
      owner_post: '',
    });
    const drafted = await minutesOf(id);
    expect(drafted.statusCode).toBe(200);
    paper = contract.Paper.parse(drafted.json());
    expect(paper).toMatchObject({ kind: 'minutes', state: 'draft', number: null, simulated: true });
    const text = words(await page(paper.id));
    for (const part of [
      '2025年1月重点工作调度会纪要',
      '2025年2月12日，党组书记、厅长主持召开',
      '主会场2人、1个分会场1人',
      '全省环境空气质量综合指数',
      '甲市作表态发言：3月底前完成安装500户。',
      '副厅长（重点工作）：甲市大气改善明显；乙市要举一反三。',
      '厅领导（重点工作）：进度要赶上。',
      '传达关于汛期水环境安全的批示精神。',
      '总体向好，进展不平衡。',
      '一是强化政治意识。坚决扛起责任。',
      '加快清洁取暖改造。（责任单位：各市生态环境局；责任岗位：市局局长；完成时限：2025年6月30日；完成标准：全部完成）',
      '完成时限：（待补）',
      '甲市：3月底前完成安装500户。（完成时限：2025年3月31日）',
      '根据录音整理，未经本人审阅',
      '一级巡视员',
      '总工程师',
      '模拟数据',
    ]) {
      expect(text).toContain(part);
    }
    // Posts, never persons; nothing withdrawn; no private notes.
    for (const part of ['张三', '这句作废', '记录员的备注']) expect(text).not.toContain(part);
    const desk = contract.DocumentDesk.parse(
      (
        await dispatch.call(contract.getDocumentDesk, { params: { owner: 'paper', id: paper.id }, query: {} })
      ).json(),
    );
    expect(desk.blocks.some(({ runs }) => runs.some((run) => run.kind === 'figure'))).toBe(true);
  });

  it('drafting anew keeps people’s edits and takes what was recorded since', async () => {
    const owner = { owner: 'paper', id: paper.id } as const;
    const desk = contract.DocumentDesk.parse(
      (await dispatch.call(contract.getDocumentDesk, { params: owner, query: {} })).json(),
    );
    const conveyed = desk.blocks.find(({ key }) => key.startsWith('conveyed.'));
    const edited = await dispatch.call(contract.postDocumentEdit, {
      params: owner,
      body: {
        revision: desk.revision,
        edit: {
          act: 'replace',
          block: conveyed?.key ?? '',
          runs: [{ kind: 'text', text: '会议传达学习了批示精神。' }],
        },
      },
    });
    expect(edited.statusCode).toBe(200);
    await addLine(db, id, 'instruction', '传达第二条要求');
    const again = contract.Paper.parse((await minutesOf(id)).json());
    expect(again.id).toBe(paper.id);
    const text = words(await page(paper.id));
    expect(text).toContain('会议传达学习了批示精神。');
    expect(text).toContain('传达第二条要求。');
    expect(text).not.toContain('传达关于汛期水环境安全的批示精神');
  });

  it('are refused while a matter lacks something, naming every line and what it lacks (DIS-8.2)', async () => {
    const refused = await issue(paper.id);
    expect(refused.statusCode).toBe(409);
    const { code, params } = contract.ErrorBody.parse(refused.json());
    expect(code).toBe('minutes.incomplete');
    expect(params.lines).toEqual([
      { clientKey: gap, text: '重点抓好臭氧管控', missing: ['deadline', 'owner', 'measure'] },
    ]);
    expect(sayError(code, params, 'zh')).toContain('“重点抓好臭氧管控”缺时限、责任岗位、衡量');
    expect(sayError(code, params, 'en')).toContain('lacks date, owner, measure');
    expect((await followUp(id)).gaps).toEqual(params.lines);
    // A number is not lost by a refusal.
    expect((await db.selectFrom('document_number').selectAll().execute()).length).toBe(0);
  });

  it('only who may sign issues them', async () => {
    expect((await issue(paper.id, office)).statusCode).toBe(403);
    expect((await issue(paper.id, north)).statusCode).toBe(403);
    expect((await minutesOf(id, leader)).statusCode).toBe(403);
  });

  it('take a number and the day’s date, stand from then on, and with the tasks made the meeting is followed', async () => {
    await db
      .updateTable('record_line')
      .set({ deadline: '2025-06-30', owner_post: '乙市局局长', measure: JSON.stringify(figure(90, '%')) })
      .where('client_key', '=', gap)
      .execute();
    await minutesOf(id);
    clock.set('2025-02-14T10:00:00+08:00');
    await people();
    const issued = contract.Paper.parse((await issue(paper.id, leader)).json());
    expect(issued).toMatchObject({
      state: 'issued',
      number: '2025年第1期',
      frozenAt: '2025-02-14T02:00:00.000Z',
    });
    const text = words(await page(paper.id));
    expect(text).toContain('2025年第1期');
    expect(text).toContain('2025年2月14日');
    expect(text).not.toContain('草稿');
    expect((await issue(paper.id)).statusCode).toBe(409);
    expect((await minutesOf(id)).json()).toMatchObject({ code: 'thing.conflict' });
    expect((await findMeeting(db, id))?.state).toBe('ended');
    const made = contract.FollowUp.parse((await tasksOf(id)).json());
    expect(made.tasks.map(({ city, state }) => [city, state])).toEqual([
      [NORTH, 'issued'],
      [SOUTH, 'issued'],
      [SOUTH, 'issued'],
    ]);
    expect((await findMeeting(db, id))?.state).toBe('followed');
    const log = await db.selectFrom('audit_log').select('action').orderBy('id').execute();
    const actions = log.map(({ action }) => action);
    for (const action of ['minutes.draft', 'paper.issue', 'meeting.tasks', 'meeting.followed']) {
      expect(actions).toContain(action);
    }
  });

  it('tasks say where they come from, whose they are, and owe what 13710 asks (DIS-1.5)', async () => {
    const rows = await db.selectFrom('task').selectAll().orderBy('id').execute();
    expect(rows[0]).toMatchObject({
      source: 'meeting',
      source_title: '2025年1月重点工作调度会',
      source_document: '2025年1月重点工作调度会纪要2025年第1期',
      source_clause: '会议要求（一）',
      source_link: `/meetings/${id}`,
      lead_unit: '甲市生态环境局',
      owner_post: '市局局长',
      deadline: '2025-06-30',
      complexity: 'complex',
      simulated: true,
    });
    expect(rows[2]?.measure).toMatchObject({ kind: 'figure', target: 90, unit: '%' });
    const [first] = (await followUp(id)).tasks;
    // Friday: signed the same day, arranged by Wednesday.
    expect(first).toMatchObject({ signedOn: null, arrangedDue: '2025-02-19' });
    const [task] = rows;
    if (task === undefined) throw new Error('no task');
    await signTask(db, platform.call(), task.id, task.revision);
    expect((await followUp(id)).tasks[0]).toMatchObject({ state: 'working', signedOn: '2025-02-14' });
    const told = await messagesOf(db, 'task', task.id);
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['task.assigned']));
    expect(told.map(({ user_id }) => user_id)).toContain(north.id);
    expect(told.map(({ user_id }) => user_id)).not.toContain(south.id);
  });

  it('the checklist follows from the facts: minutes, tasks; then arrangements by the third day', async () => {
    const meeting = await findMeeting(db, id);
    if (meeting === null) throw new Error('no meeting');
    for (const [step, offset] of [
      ['minutesDraft', 1],
      ['minutesIssued', 2],
      ['tasksIssued', 2],
      ['arrangements', 3],
      ['firstResults', 7],
    ] as const) {
      await db
        .insertInto('meeting_step')
        .values({
          meeting_id: id,
          step,
          offset_days: offset,
          due: '2025-02-20',
          owner_role: 'dispatch',
          state: 'open',
          automatic: true,
        })
        .execute();
    }
    const stateOf = async () =>
      Object.fromEntries(
        (await judgeSteps(db, [meeting], clock.now())).get(id)?.map(({ step, state }) => [step, state]) ?? [],
      );
    expect(await stateOf()).toMatchObject({
      minutesDraft: 'done',
      minutesIssued: 'done',
      tasksIssued: 'done',
      arrangements: 'open',
      firstResults: 'open',
    });
    await db.updateTable('task').set({ reported_on: '2025-02-17', last_report_on: '2025-02-17' }).execute();
    expect(await stateOf()).toMatchObject({ arrangements: 'done', firstResults: 'open' });
    await db.updateTable('task').set({ progress: '20' }).execute();
    expect(await stateOf()).toMatchObject({ firstResults: 'done' });
    const { cities } = await followUp(id);
    expect(cities).toMatchObject([
      { city: NORTH, tasks: 1, signed: 1, arranged: 1, late: 0, wasLate: 0, commitments: 1, kept: 0 },
      { city: SOUTH, tasks: 2, arranged: 2, commitments: 0 },
    ]);
  });

  it('what is late now is told apart from what was late once and from what is not arranged yet', async () => {
    const south = async () => {
      const call = { ...platform.call(), at: new Date('2025-02-21T09:00:00+08:00') };
      return (await readFollowUp(db, call, id, 'zh')).cities.find(({ city }) => city === SOUTH);
    };
    const tasks = (await followUp(id)).tasks.filter(({ city }) => city === SOUTH).map((task) => task.id);
    const before = await db.selectFrom('task').selectAll().where('id', 'in', tasks).execute();
    const [slow, other] = tasks;
    const set = (task: number | undefined, values: object) =>
      db
        .updateTable('task')
        .set(values)
        .where('id', '=', task ?? 0)
        .execute();
    // Friday's task is arranged by Wednesday, 19 February; here a day after.
    await set(slow, { reported_on: '2025-02-20' });
    expect(await south()).toMatchObject({ late: 0, wasLate: 1, unarranged: 0, arranged: 2 });
    await set(slow, { reported_on: null, planned_on: null, overdue: true });
    expect(await south()).toMatchObject({ late: 1, wasLate: 0, unarranged: 1, arranged: 1 });
    // Closed: nothing of it is late any more, that it was is still to be read.
    const closed = { state: 'closed', open: false, closed_on: '2025-02-21', overdue: false };
    await set(slow, { ...closed, settled_on: '2025-02-21' });
    await set(other, { ...closed, settled_on: '2025-02-18', reported_on: '2025-02-17' });
    expect(await south()).toMatchObject({ late: 0, wasLate: 1, unarranged: 0, closed: 2 });
    for (const { id: task, state, open, reported_on, planned_on, closed_on, settled_on, overdue } of before)
      await set(task, { state, open, reported_on, planned_on, closed_on, settled_on, overdue });
  });

  it('a city sees its own tasks and promises, nobody else’s, and no gaps', async () => {
    const own = await followUp(id, south);
    expect(own.tasks.map(({ city }) => city)).toEqual([SOUTH, SOUTH]);
    expect(own.commitments).toEqual([]);
    expect(own.cities.map(({ city }) => city)).toEqual([SOUTH]);
    expect(own.requirements).toBe(2);
    expect(own.can).toEqual({ draft: false, issue: false, tasks: false, release: false });
    expect(own.minutes).toMatchObject({ state: 'issued' });
    expect((await north.call(contract.makeTasks, { params: { id }, query: {} })).statusCode).toBe(403);
    expect((await tasksOf(id, leader)).statusCode).toBe(403);
  });

  it('is answered at once, and as a spreadsheet', async () => {
    const times: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      const began = performance.now();
      await followUp(id);
      times.push(performance.now() - began);
    }
    expect(Math.min(...times)).toBeLessThan(100);
    const sheet = await dispatch.call(contract.getFollowUpXlsx, { params: { id }, query: {} });
    expect(sheet.statusCode).toBe(200);
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('tasks and promises', () => {
  it('are refused before the meeting has ended', async () => {
    const live = await addHeldMeeting(db, { state: 'live' });
    for (const answer of [await tasksOf(live), await minutesOf(live)]) {
      expect(answer.json()).toMatchObject({ code: 'meeting.state', params: { state: 'live' } });
    }
  });

  it('a line that lacks something waits; filled, it is made by the next call, and nothing twice, however often at once', async () => {
    const id = await addHeldMeeting(db, { on: '2025-02-13', title: '第二次会' });
    await addLine(db, id, 'requirement', '全省开展回头看', { lead_unit: '大气环境处' });
    const late = await addLine(db, id, 'requirement', '补齐台账', { cities: [SOUTH], owner_post: '' });
    await addLine(db, id, 'commitment', '两市都承诺', { cities: [NORTH, SOUTH] });
    const answers = await Promise.all(Array.from({ length: 6 }, () => tasksOf(id)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200]);
    const first = await followUp(id);
    expect(first.tasks.map(({ city }) => city)).toEqual([null]);
    expect(first.commitments.map(({ city }) => city)).toEqual([NORTH, SOUTH]);
    await db
      .updateTable('record_line')
      .set({ owner_post: '乙市局局长' })
      .where('client_key', '=', late)
      .execute();
    await Promise.all([tasksOf(id), tasksOf(id), tasksOf(id)]);
    const second = await followUp(id);
    expect(second.tasks.map(({ city }) => city)).toEqual([null, SOUTH]);
    expect(second.commitments).toHaveLength(2);
    expect(second.gaps).toEqual([]);
    expect((await findMeeting(db, id))?.state).toBe('ended');
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from debt where subject = 'commitments' and ref in (
        select id::text from commitment where meeting_id = ${id}) and balance = 1`.execute(db);
    expect(rows[0]?.n).toBe(2);
  });

  it('a deadline that is over leaves the task a draft on the office’s desk', async () => {
    const id = await addHeldMeeting(db, { title: '第三次会' });
    await addLine(db, id, 'requirement', '昨天就要办完', { cities: [NORTH], deadline: '2025-02-13' });
    const made = contract.FollowUp.parse((await tasksOf(id)).json());
    expect(made.tasks).toMatchObject([{ city: NORTH, state: 'draft' }]);
    // Not yet given to the city.
    expect((await followUp(id, north)).tasks).toEqual([]);
  });
});

describe('DIS-6.5 settling a promise', () => {
  let next: number;
  let id: number;
  const settle = (body: object, who = dispatch, of = id) =>
    who.call(contract.settleCommitment, {
      params: { id: of },
      query: {},
      body: { state: 'kept', result: '', ...body },
    });
  const line = async () =>
    (await debtRows(db, [NORTH], '2025-02', '2025-02-14')).find(({ subject }) => subject === 'commitments');

  it('the next meeting hears what is open, own cities only', async () => {
    next = await addHeldMeeting(db, { on: '2025-02-20', state: 'preparing', title: '下一次会' });
    const list = async (query: object, who = dispatch) =>
      (await who.call(contract.listCommitments, { query })).json().items as contract.Commitment[];
    const heard = await list({ before: next });
    expect(heard.map(({ city, state }) => [city, state])).toEqual([
      [NORTH, 'open'],
      [NORTH, 'open'],
      [SOUTH, 'open'],
    ]);
    expect((await list({ before: next }, south)).map(({ city }) => city)).toEqual([SOUTH]);
    expect((await list({ city: NORTH }, south)).length).toBe(0);
    id = heard[0]?.id ?? 0;
    const sheet = await south.call(contract.listCommitmentsXlsx, { query: {} });
    expect(sheet.statusCode).toBe(200);
  });

  it('moves the city’s books: paid when kept or late, rebound when opened again, owed while broken, off when withdrawn', async () => {
    expect(await line()).toMatchObject({ name: { zh: '承诺' }, unit: '项', added: 2, paid: 0, closing: 2 });
    expect((await settle({ state: 'kept' })).json()).toMatchObject({ code: 'thing.invalid' });
    expect((await settle({ state: 'kept', result: '完成' }, north)).statusCode).toBe(403);
    expect((await settle({ state: 'kept', result: '完成' }, office)).statusCode).toBe(403);
    const kept = await settle({ state: 'kept', result: '安装512户', value: 512, meeting: next });
    expect(kept.json()).toMatchObject({
      state: 'kept',
      result: '安装512户',
      settledIn: { id: next, title: '下一次会' },
      can: { settle: true },
    });
    expect(await line()).toMatchObject({ paid: 1, closing: 1 });
    expect((await settle({ state: 'open', result: '' })).json()).toMatchObject({ code: 'task.reasonNeeded' });
    expect((await settle({ state: 'open', result: '', reason: '核查发现虚报' })).json()).toMatchObject({
      state: 'open',
      settledIn: null,
      result: null,
    });
    expect(await line()).toMatchObject({ paid: 1, rebound: 1, closing: 2 });
    await settle({ state: 'broken', result: '只完成一半' });
    expect(await line()).toMatchObject({ closing: 2 });
    expect((await settle({ state: 'withdrawn', result: '' })).json()).toMatchObject({
      code: 'task.reasonNeeded',
    });
    await settle({ state: 'withdrawn', result: '', reason: '任务取消' });
    expect(await line()).toMatchObject({ added: 1, closing: 1 });
    await settle({ state: 'late', result: '补齐', reason: '又办了' });
    expect(await line()).toMatchObject({ closing: 1 });
    const row = await line();
    expect((row?.opening ?? 0) + (row?.added ?? 0) - (row?.paid ?? 0) + (row?.rebound ?? 0)).toBe(
      row?.closing,
    );
    const log = await db
      .selectFrom('audit_log')
      .select('action')
      .where('action', 'like', 'commitment.%')
      .execute();
    expect(log).toHaveLength(5);
  });

  it('is not settled in the meeting that heard it made, and nobody of elsewhere reaches it', async () => {
    const { meeting_id } = await db
      .selectFrom('commitment')
      .select('meeting_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const same = await settle({ state: 'kept', result: '好', meeting: meeting_id, reason: '理由' });
    expect(same.json()).toMatchObject({ code: 'thing.invalid' });
    expect((await settle({ state: 'kept', result: '好' }, dispatch, 99_999)).statusCode).toBe(404);
  });
});

describe('DIS-7.1 letters', () => {
  it('a supervision letter presses a city’s lines, is edited as a draft and issued under its own number; no other city reads it', async () => {
    const id = await addHeldMeeting(db, { title: '第四次会' });
    const mine = await addLine(db, id, 'requirement', '加快清洁取暖改造。', { cities: [NORTH] });
    const other = await addLine(db, id, 'requirement', '别市的事', { cities: [SOUTH] });
    const post = (body: object, who = dispatch) =>
      who.call(contract.postLetter, {
        params: { id },
        query: {},
        body: {
          kind: 'supervision',
          city: NORTH,
          matter: '清洁取暖改造滞后',
          lines: [mine],
          due: '2025-02-28',
          ...body,
        },
      });
    expect((await post({ lines: [other] })).json()).toMatchObject({ code: 'thing.notFound' });
    expect((await post({ city: '140100' })).json()).toMatchObject({ code: 'thing.notFound' });
    expect((await post({}, office)).statusCode).toBe(403);
    const letter = contract.Paper.parse((await post({})).json());
    const second = contract.Paper.parse((await post({ kind: 'plain' })).json());
    expect(letter).toMatchObject({ kind: 'letter', city: NORTH, state: 'draft' });
    const text = words(await page(letter.id));
    for (const part of [
      '关于清洁取暖改造滞后的督办函',
      '甲市人民政府',
      '加快清洁取暖改造。请于2025年6月30日前完成。',
      '请于2025年2月28日前将落实情况书面报我厅',
    ]) {
      expect(text).toContain(part);
    }
    const issued = contract.Paper.parse((await issue(letter.id)).json());
    expect(issued.number).toMatch(/环督〔2025〕1号$/u);
    expect(contract.Paper.parse((await issue(second.id)).json()).number).toMatch(/环函〔2025〕1号$/u);
    const read = (who: TestClient) => who.call(contract.getPaper, { params: { id: letter.id }, query: {} });
    expect((await read(north)).statusCode).toBe(200);
    expect((await read(south)).statusCode).toBe(404);
    expect((await followUp(id)).letters).toHaveLength(2);
    expect((await followUp(id, south)).letters).toHaveLength(0);
  });
});

describe('files of a meeting', () => {
  it('the deck has every page of the screens; without pages there is none', async () => {
    const id = await addHeldMeeting(db, { title: '第五次会' });
    const deck = (who = leader) => who.call(contract.getMeetingDeck, { params: { id } });
    expect((await deck()).json()).toMatchObject({ code: 'thing.notFound' });
    await addPages(db, id, [pointsPage('cover', null), pointsPage('work', null)]);
    const answer = await deck();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('presentationml');
    expect(answer.rawPayload.toString('latin1')).toContain('ppt/slides/slide2.xml');
    expect((await deck(north)).statusCode).toBe(403);
  });

  it('all papers in one archive, folder by folder; the export is kept in the log', async () => {
    const id = await addHeldMeeting(db, { title: '第六次会' });
    await addLine(db, id, 'instruction', '传达批示');
    await minutesOf(id);
    await addPages(db, id, [pointsPage('cover', null)]);
    const archive = (who = dispatch) => who.call(contract.getMeetingArchive, { params: { id } });
    const answer = await archive();
    expect(answer.statusCode).toBe(200);
    const names = answer.rawPayload.toString('utf8');
    for (const name of [
      '08 会议纪要/第六次会纪要（草稿）（模拟数据）.docx',
      '08 会议纪要/第六次会纪要（草稿）（模拟数据）.pdf',
      '第六次会（模拟数据）.pptx',
    ]) {
      expect(names).toContain(name);
    }
    expect((await archive(leader)).statusCode).toBe(403);
    const log = await db
      .selectFrom('audit_log')
      .select('object_id')
      .where('action', '=', 'papers.export')
      .execute();
    expect(log.map(({ object_id }) => object_id)).toEqual([String(id)]);
  }, 60_000);
});
