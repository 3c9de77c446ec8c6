import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { catchUp } from '../jobs.ts';
import { messagesOf } from '../notifications/testing.ts';
import { catchUpWorker } from '../programs/board/job.ts';
import { readBoard, readCalendarPage, readCities } from './board.ts';
import { createTask } from './create.ts';
import {
  type HandoverContribution,
  handOver,
  listHandovers,
  type OwnedThing,
  previewHandover,
} from './handover.ts';
import { askExtension, setApplicability } from './life.ts';
import { recomputeTasks, tasksLag, taskWorker } from './nightly.ts';
import { taskRoutes } from './routes.ts';
import { castOf, lifeOf, newTask, type Someone } from './testing.ts';

const platform = await createTestPlatform({ now: '2021-07-12T10:20:00+08:00' });
const { db, clock } = platform;
const cast = await castOf(platform);
const life = lifeOf(platform, cast);
const { read, revision } = life;
const refused = (code: string, params: object = {}) => ({ code, params: expect.objectContaining(params) });

const query = contract.TaskBoardQuery.parse({});
const board = (who: Someone, change: object = {}) => readBoard(db, who(), { ...query, ...change });

const ids: Record<string, number> = {};
beforeAll(async () => {
  ids.overdue = await life.working({ text: '清洁取暖：补齐安装', deadline: '2021-07-15' });
  ids.signed = await life.working({
    text: '两高沿线 G55 K612 裸露渣土清运',
    source: 'lead',
    deadline: '2021-12-31',
  });
  await life.report(ids.signed, null);
  ids.taiyuan = await life.issued({
    text: '沿河 2 处雨污混接重新整改',
    city: '140100',
    leadUnit: '太原市局',
    deadline: '2021-12-31',
  });
  ids.applied = await life.applied({ deadline: '2021-08-10' });
  ids.draft = await life.draft({ text: '待补全', deadline: null });
  clock.set('2021-07-20T10:20:00+08:00');
  await recomputeTasks(db, platform.call());
});

describe('the board', () => {
  it('counts lamps and cities in protocol order, and says in one sentence what is to be done', async () => {
    const all = await board(cast.dispatch);
    expect(all).toMatchObject({ total: 4, overdue: 1 });
    expect(all.cities.map(({ city, total }) => [city, total])).toEqual([
      ['140100', 1],
      ['140200', 3],
    ]);
    const sum = Object.values(all.lamps).reduce((a, b) => a + b, 0);
    expect(sum).toBe(4);
    expect(all.cities.reduce((a, b) => a + b.red, 0)).toBe(all.lamps.red);
    expect(all.sentence.map(({ text }) => text).join('')).toMatch(
      /^在办 4 项，逾期 1 项。今天要您办 \d 件：/u,
    );
  });
  it('要我办 is what this person must do, red first, each with one act; everything else is below, nothing twice', async () => {
    const own = await board(cast.dispatch);
    expect(own.mine.rows.map(({ id, action }) => [id, action?.act])).toEqual([
      [ids.overdue, 'notice'],
      [ids.applied, 'check'],
      [ids.signed, 'judge'],
      // Green, but never signed for: its first clock has run out.
      [ids.taiyuan, 'notice'],
      [ids.draft, 'complete'],
    ]);
    expect(own.mine.rows[0]?.lamp).toMatchObject({ lamp: 'red', reason: '逾期 3 天' });
    expect(own.others.total).toBe(0);
    // What a bureau owes in nobody's name is not the office's to do, and not lost either.
    const quiet = await life.working({ deadline: '2021-12-31' });
    const later = await board(cast.dispatch);
    expect(later.others).toMatchObject({ total: 1, rows: [{ id: quiet, action: null }] });
    expect(later.mine.rows.map(({ id }) => id)).not.toContain(quiet);
    expect((await board(cast.datong)).mine.rows.map(({ id }) => id)).toContain(quiet);
    await setApplicability(db, cast.dispatch(), quiet, {
      applies: false,
      reason: '本市无此项',
      revision: await revision(quiet),
    });
    await db.updateTable('task').set({ state: 'cancelled', open: false }).where('id', '=', quiet).execute();
    const city = await board(cast.datong);
    expect(city.total).toBe(3);
    const [mine, others] = [city.mine.rows, city.others.rows].map((rows) => rows.map(({ id }) => id));
    expect(mine).toEqual([ids.overdue]);
    expect(others?.sort()).toEqual([ids.signed, ids.applied].sort());
    expect(city.others.total).toBe(2);
    expect((await board(cast.taiyuan)).mine.rows.map(({ id }) => id)).toEqual([ids.taiyuan]);
  });
  it('leaders have only what is theirs; who only reads has nothing to do', async () => {
    expect((await board(cast.deputy)).mine.total).toBe(0);
    expect((await board(cast.discipline)).mine.total).toBe(0);
    expect((await board(cast.discipline)).total).toBe(4);
    expect((await board(cast.deputy)).total).toBe(3);
    const county = await board(cast.pingcheng);
    expect(county).toMatchObject({ total: 0, mine: { total: 0, rows: [] } });
  });
  it('each office has what it issued and what its programs ask, not the dispatch office’s notices; the second pair of eyes is anybody’s', async () => {
    const inspection = await cast.someone('office', undefined, [{ kind: 'program', key: '*' }]);
    const rows = async (who: Someone) =>
      (await board(who)).mine.rows.map(({ id, action }) => `${action?.act ?? ''} ${id}`).sort();
    const notices = (list: readonly string[]) => list.filter((one) => one.startsWith('notice'));
    expect(notices(await rows(cast.dispatch))).not.toEqual([]);
    expect(await rows(inspection)).toEqual([]);
    // What it drafts is its own, and nobody else's office's; the dispatch office follows everything.
    const own = await createTask(db, inspection(), newTask({ text: '督察整改：补全', deadline: null }));
    expect(await rows(inspection)).toEqual([`complete ${own}`]);
    expect(await rows(cast.office)).toEqual([]);
    expect(await rows(cast.dispatch)).toContain(`complete ${own}`);
    // What belongs to a program that is entered for an office is that office's, whoever issued it.
    const heating = await life.draft({ text: '清洁取暖：待补', deadline: null });
    await db
      .updateTable('task')
      .set({ program_key: 'heating', program_region: '140200' })
      .where('id', '=', heating)
      .execute();
    expect(await rows(cast.office)).toEqual([`complete ${heating}`]);
    expect(await rows(inspection)).toEqual([`complete ${own}`]);
    // A lamp proposed in the dispatch office may be confirmed by whoever is there.
    await db.updateTable('task').set({ desk_act: 'confirmLamp' }).where('id', '=', heating).execute();
    expect(await rows(inspection)).toContain(`confirmLamp ${heating}`);
    await db
      .updateTable('task')
      .set({ state: 'cancelled', desk_act: null })
      .where('id', 'in', [own, heating])
      .execute();
  });

  it('filters by source, city, lamp, words (Chinese from two characters, Latin, numbers)', async () => {
    const found = async (change: object) =>
      (await board(cast.discipline, change)).others.rows.map(({ id }) => id).sort((a, b) => a - b);
    expect(await found({ source: ['lead'] })).toEqual([ids.signed]);
    expect(await found({ city: ['140100'] })).toEqual([ids.taiyuan]);
    expect(await found({ q: '渣土' })).toEqual([ids.signed]);
    expect(await found({ q: 'k612' })).toEqual([ids.signed]);
    expect(await found({ q: '土渣' })).toEqual([]);
    expect(await found({ q: '渣' })).toEqual([ids.signed]);
    const no = (await read(cast.dispatch, ids.signed!)).no;
    expect(await found({ q: no })).toEqual([ids.signed]);
    expect(await found({ late: 'true' })).toEqual([ids.overdue]);
    expect(await found({ lamp: ['red'] })).toEqual([ids.overdue]);
  });
  it('pages go on where they stopped, without gap or repetition', async () => {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: contract.TaskBoard = await board(cast.discipline, {
        limit: 1,
        ...(cursor === null ? {} : { cursor }),
      });
      seen.push(...page.others.rows.map(({ id }) => id));
      cursor = page.others.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
    expect(seen[0]).toBe(ids.overdue);
    await expect(board(cast.discipline, { cursor: 'rubbish' })).rejects.toMatchObject(
      refused('thing.invalid'),
    );
  });
  it('the calendar has what falls due with its working days; cities show their worst', async () => {
    const span = contract.TaskCalendarQuery.parse({ from: '2021-07-01', to: '2021-08-10' });
    const calendar = await readCalendarPage(db, cast.discipline(), span);
    expect(calendar.days.filter(({ total }) => total > 0).map(({ day, total }) => [day, total])).toEqual([
      ['2021-07-15', 1],
      ['2021-08-10', 1],
    ]);
    expect(calendar.days.find(({ day }) => day === '2021-07-17')?.workday).toBe(false);
    expect(calendar.dateless).toBe(0);
    expect((await readCalendarPage(db, cast.dispatch(), span)).dateless).toBe(1);
    await expect(readCalendarPage(db, cast.dispatch(), { ...span, to: '2021-12-31' })).rejects.toMatchObject(
      refused('thing.invalid'),
    );
    const { cities } = await readCities(db, cast.discipline(), contract.TaskFilter.parse({}));
    expect(cities.map(({ city, rows }) => [city, rows[0]?.id])).toEqual([
      ['140100', ids.taiyuan],
      ['140200', ids.overdue],
    ]);
  });
});

describe('the night', () => {
  it('warns the responsible before the day, tells superiors only when it is over and a day later', async () => {
    const id = await life.working({ deadline: '2021-07-30' });
    for (const day of ['21', '22', '27', '29', '30', '31']) {
      clock.set(`2021-07-${day}T00:10:00+08:00`);
      await recomputeTasks(db, platform.call());
      await recomputeTasks(db, platform.call());
    }
    clock.set('2021-08-02T00:10:00+08:00');
    await recomputeTasks(db, platform.call());
    const told = (await messagesOf(db, 'task', id))
      .filter(({ kind, user_id }) =>
        kind.startsWith('task.due') || kind === 'task.overdue' ? user_id !== cast.datong2().actor.id : false,
      )
      .map(({ kind, recipient, visible_from }) => [kind, recipient, visible_from.toISOString().slice(0, 10)]);
    expect(told).toEqual([
      ['task.dueSoon', 'responsible', '2021-07-20'],
      ['task.dueSoon', 'responsible', '2021-07-26'],
      ['task.dueSoon', 'responsible', '2021-07-28'],
      ['task.dueToday', 'responsible', '2021-07-29'],
      ['task.overdue', 'responsible', '2021-08-01'],
      ['task.overdue', 'superior', '2021-08-02'],
    ]);
    const red = (await messagesOf(db, 'task', id)).filter(({ kind }) => kind === 'lamp.red');
    expect(red.map(({ recipient }) => recipient).sort()).toEqual(['responsible', 'responsible', 'superior']);
  });
  it('a night that was missed is made up at the next start or hour, once; lamps then say what 逾期 says', async () => {
    clock.set('2021-08-03T10:00:00+08:00');
    const id = await life.working({ text: '补算', deadline: '2021-08-04' });
    await recomputeTasks(db, platform.call());
    const lampOf = async () => (await read(cast.dispatch, id)).lamp;
    const before = await lampOf();
    // The server is down over two nights.
    clock.set('2021-08-06T08:30:00+08:00');
    expect((await lampOf()).lamp).toBe(before.lamp);
    await catchUp(platform);
    await platform.jobs.drain(platform, [taskWorker, catchUpWorker]);
    expect(await lampOf()).toMatchObject({ lamp: 'red', reason: '逾期 2 天' });
    expect(await tasksLag(db, '2021-08-06')).toBe(false);
    // What the hour asks for again leaves everything as it is.
    await db.updateTable('task').set({ lamp: 'green' }).where('id', '=', id).execute();
    await catchUp(platform);
    await platform.jobs.drain(platform, [taskWorker, catchUpWorker]);
    expect((await db.selectFrom('task').select('lamp').where('id', '=', id).executeTakeFirst())?.lamp).toBe(
      'green',
    );
    await db.updateTable('task').set({ state: 'cancelled', open: false }).where('id', '=', id).execute();
  });
  it('two yellow months make red; the month that was not reported says which (DIS-2.2)', async () => {
    clock.set('2021-07-12T10:20:00+08:00');
    const id = await life.working({ deadline: '2021-12-31', complexity: 'complex' });
    for (const day of ['2021-08-31', '2021-09-30', '2021-10-29']) {
      clock.set(`${day}T00:10:00+08:00`);
      await recomputeTasks(db, platform.call());
      const { lamp } = await read(cast.discipline, id);
      if (day.startsWith('2021-08')) expect(lamp.lamp).toBe('green');
      if (day.startsWith('2021-09')) expect(lamp.reason).toBe('8月未报');
      if (day.startsWith('2021-10'))
        expect(lamp).toMatchObject({ lamp: 'red', reason: expect.stringContaining('连续两个月黄灯（') });
    }
    expect((await read(cast.discipline, id)).months.map(({ lamp }) => lamp)).toEqual([
      'green',
      'green',
      'yellow',
      'red',
    ]);
  });
});

describe('hand-over in one step (DIS-12)', () => {
  const plant: OwnedThing = {
    ...{ area: 'items', id: 7, title: '平城污水厂', city: '140200', county: '140213', program: 'sewage' },
    ...{ state: 'working', deadline: null, link: '/items/7' },
  };
  const contributed: HandoverContribution = {
    area: 'items',
    list: async () => [plant],
    hold: async () => [plant],
    move: async () => {},
  };
  it('moves everything to one who sees it all, with reason, list and audit; a city among its own people', async () => {
    clock.set('2021-07-12T10:20:00+08:00');
    const leaver = await cast.someone('city', '140200');
    const from = leaver().actor.id ?? 0;
    const to = cast.datong2().actor.id ?? 0;
    const id = await life.issued({ ownerId: from, ownerPost: '市局科长' });
    const preview = await previewHandover(db, cast.datong().actor, from, [contributed]);
    expect(preview.things.map(({ area, id: thing }) => [area, thing])).toEqual([
      ['tasks', id],
      ['items', 7],
    ]);
    expect(preview.receivers.map((person) => person.id)).toContain(to);
    expect(preview.receivers.map((person) => person.id)).not.toContain(cast.taiyuan().actor.id);
    const body = { from, to, reason: '调离' };
    await expect(handOver(db, cast.taiyuan(), body, [])).rejects.toMatchObject(refused('thing.notFound'));
    await expect(handOver(db, cast.pingcheng(), body, [])).rejects.toMatchObject(
      refused('permission.denied'),
    );
    await expect(
      handOver(db, cast.dispatch(), { ...body, to: cast.taiyuan().actor.id ?? 0 }, []),
    ).rejects.toMatchObject(refused('thing.invalid'));
    await expect(handOver(db, cast.dispatch(), { ...body, to: from }, [])).rejects.toMatchObject(
      refused('thing.invalid'),
    );
    const narrow = await cast.someone('city', '140200', [{ kind: 'program', key: 'heating' }]);
    const narrowId = narrow().actor.id ?? 0;
    const { receivers } = await previewHandover(db, cast.datong().actor, from, [contributed]);
    expect(receivers.map((person) => person.id)).not.toContain(narrowId);
    await expect(handOver(db, cast.datong(), { ...body, to: narrowId }, [contributed])).rejects.toMatchObject(
      refused('thing.invalid', { what: 'receiver' }),
    );
    const done = await handOver(db, cast.datong(), body, [contributed]);
    expect(done).toMatchObject({ total: 2, reason: '调离' });
    expect((await read(cast.datong2, id)).ownerId).toBe(to);
    expect((await read(cast.datong2, id)).action).toMatchObject({ act: 'sign' });
    await expect(handOver(db, cast.datong(), body, [])).rejects.toMatchObject(refused('thing.conflict'));
    expect((await listHandovers(db, cast.datong().actor)).map((one) => one.total)).toEqual([2]);
    expect(await listHandovers(db, cast.taiyuan().actor)).toEqual([]);
    const audited = await db
      .selectFrom('audit_log')
      .select('detail')
      .where('action', '=', 'handover')
      .executeTakeFirstOrThrow();
    expect(audited.detail).toMatchObject({ to, total: 2, reason: '调离' });
  });
  it('takes the things of somebody who has left already', async () => {
    const gone = await cast.someone('city', '140200');
    const from = gone().actor.id ?? 0;
    const id = await life.issued({ ownerId: from });
    await db.updateTable('app_user').set({ disabled: true }).where('id', '=', from).execute();
    const to = cast.datong().actor.id ?? 0;
    await handOver(db, cast.datong2(), { from, to, reason: '离任' }, []);
    expect((await read(cast.datong, id)).ownerId).toBe(to);
  });
});

describe('the routes', async () => {
  const app = await createTestApp(platform, { areas: [taskRoutes()] });
  it('a form becomes a task, an act answers the task, a spreadsheet comes; readers are refused', async () => {
    clock.set('2021-07-12T10:20:00+08:00');
    const office = await app.signedIn('dispatch');
    const city = await app.signedIn('city', '140200');
    const reader = await app.signedIn('reader');
    const created = await office.call(contract.postTask, {
      query: {},
      body: newTask({ milestones: [{ day: '2021-07-30', percent: 100 }] }),
    });
    expect(created.statusCode).toBe(200);
    const task = contract.Task.parse(created.json());
    const issued = await office.call(contract.issueTask, {
      params: { id: task.id },
      query: {},
      body: { revision: 1 },
    });
    expect(issued.json()).toMatchObject({ state: 'issued', revision: 2 });
    const seen = await city.call(contract.getTask, { params: { id: task.id }, query: { lang: 'en' } });
    expect(contract.Task.parse(seen.json()).action).toMatchObject({
      act: 'sign',
      why: 'Sign for it the same day',
    });
    const stale = await city.call(contract.signTask, {
      params: { id: task.id },
      query: {},
      body: { revision: 1 },
    });
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'task.changed']);
    const changed = await office.call(contract.patchTask, {
      params: { id: task.id },
      query: {},
      body: { revision: 2, text: 'x' },
    });
    expect(changed.json().code).toBe('thing.conflict');
    expect((await reader.call(contract.getTaskBoard, { query: {} })).statusCode).toBe(403);
    expect((await city.call(contract.postTask, { query: {}, body: newTask() })).statusCode).toBe(403);
    const bad = await office.call(contract.postTask, {
      query: {},
      body: { ...newTask(), deadline: '2021-02-30' },
    });
    expect(bad.json().code).toBe('request.invalid');
    const sheet = await city.call(contract.listTasksXlsx, { query: {} });
    expect(sheet.headers['content-type']).toContain('spreadsheet');
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const page = contract.TaskBoard.parse((await city.call(contract.getTaskBoard, { query: {} })).json());
    expect(page.mine.rows.some(({ id }) => id === task.id)).toBe(true);
    for (const [endpoint, input] of [
      [contract.getTaskCities, { query: {} }],
      [contract.getTaskCalendar, { query: { from: '2021-07-01', to: '2021-07-31' } }],
      [contract.listTasks, { query: {} }],
      [contract.listNotices, { query: {} }],
      [contract.listNoticesXlsx, { query: {} }],
      [contract.listTaskPeople, { query: { region: '140213' } }],
      [contract.listTaskEvents, { params: { id: task.id }, query: {} }],
      [contract.getTaskSettings, {}],
    ] as const) {
      const answer = await app.app.inject({
        method: 'GET',
        url: contract.urlOf(endpoint, input),
        headers: { cookie: city.cookie },
      });
      expect([endpoint.path, answer.statusCode]).toEqual([endpoint.path, 200]);
    }
  });
  it('files are looked at before they are kept, and belong to their task', async () => {
    const office = await app.signedIn('dispatch');
    const city = await app.signedIn('city', '140200');
    const other = await app.signedIn('city', '140100');
    const id = await life.working();
    const upload = (cookie: string, name: string, bytes: Buffer) => {
      const boundary = 'x-boundary';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
      return app.app.inject({
        method: 'POST',
        url: `/api/tasks/${id}/files`,
        headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
      });
    };
    const pdf = Buffer.from('%PDF-1.7 竣工验收');
    expect((await upload(city.cookie, 'a.pdf', Buffer.from('MZ not a pdf'))).json().code).toBe(
      'thing.invalid',
    );
    expect((await upload(city.cookie, 'a.exe', pdf)).json().code).toBe('thing.invalid');
    expect((await upload(other.cookie, 'a.pdf', pdf)).statusCode).toBe(404);
    const file = contract.TaskFile.parse((await upload(city.cookie, '验收.pdf', pdf)).json());
    const reported = await city.call(contract.postTaskReport, {
      params: { id },
      query: {},
      body: {
        kind: 'progress',
        text: '已验收',
        progress: 100,
        files: [file.id],
        revision: await revision(id),
      },
    });
    expect(reported.json().reports[0].files).toMatchObject([{ name: '验收.pdf' }]);
    const again = await city.call(contract.postTaskReport, {
      params: { id },
      query: {},
      body: { kind: 'unchanged', files: [file.id], revision: await revision(id) },
    });
    expect(again.json().code).toBe('thing.notFound');
    const got = await office.call(contract.getTaskFile, { params: { id, file: file.id } });
    expect(got.rawPayload.equals(pdf)).toBe(true);
    expect((await other.call(contract.getTaskFile, { params: { id, file: file.id } })).statusCode).toBe(404);
    const elsewhere = await life.working();
    expect(
      (await city.call(contract.getTaskFile, { params: { id: elsewhere, file: file.id } })).statusCode,
    ).toBe(404);
  });
});

it('a proposal waits while an extension is being decided', async () => {
  clock.set('2021-07-12T10:20:00+08:00');
  const id = await life.working();
  await askExtension(db, cast.datong(), id, {
    to: '2021-08-31',
    pause: false,
    reason: '设备未到',
    revision: await revision(id),
  });
  expect((await read(cast.dispatch, id)).action).toMatchObject({ act: 'decideExtension' });
});
