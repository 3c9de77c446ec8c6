import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, writeDays } from '../../accounts/testing/small-province.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';
import { recomputeProgress } from '../../programs/board/progress.ts';
import { insertItems, insertProgram, smallDefinition } from '../../programs/board/testing/small-program.ts';
import { ensureTaskSubject } from '../../tasks/nightly.ts';
import { addHeldMeeting, addLine, NORTH, SOUTH } from './testing.ts';

// What follows a meeting, where a program has figures: suggestions, linked tasks, the same digits in minutes and letters.
const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
const KEY = smallDefinition.key;
let dispatch: TestClient;
let meeting: number;
let next: number;

const installed = (value: number) => ({
  kind: 'figure',
  name: '安装户数',
  op: '>=',
  value,
  unit: '户',
  measure: null,
});

beforeAll(async () => {
  const places = await createProvince(platform);
  for (const city of [NORTH, SOUTH]) {
    await writeDays(platform, places.get(city) ?? Number.NaN, '2021-06-01', '2021-06-30', () => 40);
  }
  await ensureCalendar(db, platform.call());
  await ensureTaskSubject(db);
  await insertProgram(platform);
  const item = (no: number, city: string, planned: number, done: number) => ({
    no,
    city,
    county: city === NORTH ? '910101' : null,
    values: {
      village: `村${no}`,
      route: 'power',
      planned,
      installed: done,
      running: 0,
      powered: done,
      removed: 0,
      paid: 0.1,
    },
    accepted: { installed: 1 },
    reportMonth: '2021-06',
  });
  await insertItems(db, [item(1, NORTH, 600, 100), item(2, SOUTH, 500, 310)]);
  await recomputeProgress(db, platform.clock.now());
  dispatch = await signedIn('dispatch');
  meeting = await addHeldMeeting(db, { on: '2021-07-02', period: '2021-06', title: '六月会' });
  next = await addHeldMeeting(db, {
    on: '2021-07-20',
    period: '2021-06',
    title: '下次会',
    state: 'preparing',
  });
}, 120_000);

describe('where a program has figures', () => {
  it('a requirement with a figure becomes a task that follows the program, so that nobody reports it twice', async () => {
    await addLine(db, meeting, 'requirement', '加快安装', {
      cities: [NORTH],
      program_key: KEY,
      deadline: '2021-10-31',
      measure: installed(600),
    });
    await addLine(db, meeting, 'requirement', '按规范施工', {
      cities: [NORTH],
      program_key: KEY,
      deadline: '2021-10-31',
    });
    await addLine(db, meeting, 'commitment', '6月底前安装150户', {
      cities: [NORTH],
      program_key: KEY,
      deadline: '2021-06-30',
      measure: installed(150),
    });
    await addLine(db, meeting, 'commitment', '6月底前安装300户', {
      cities: [SOUTH],
      program_key: KEY,
      deadline: '2021-06-30',
      measure: installed(300),
    });
    await addLine(db, meeting, 'commitment', '10月底前安装500户', {
      cities: [SOUTH],
      program_key: KEY,
      deadline: '2021-10-31',
      measure: installed(500),
    });
    const made = await dispatch.call(contract.makeTasks, { params: { id: meeting }, query: {} });
    expect(made.statusCode).toBe(200);
    const tasks = await db.selectFrom('task').selectAll().orderBy('id').execute();
    expect(tasks[0]).toMatchObject({
      program_key: KEY,
      program_region: NORTH,
      measure: { kind: 'figure', name: '安装户数', baseline: 0, target: 600 },
    });
    // Words have no figure to follow.
    expect(tasks[1]).toMatchObject({ program_key: null, measure: { kind: 'text' } });
  });

  it('DIS-6.5: the next meeting reads beside each promise what the figures say, and nothing is decided yet', async () => {
    const ask = async (query: object) =>
      (await dispatch.call(contract.listCommitments, { query })).json().items as contract.Commitment[];
    const heard = await ask({ before: next });
    expect(
      heard.map(({ city, state, suggestion }) => [city, state, suggestion?.verdict, suggestion?.text]),
    ).toEqual([
      [NORTH, 'open', 'broken', '100户，完成67%'],
      [SOUTH, 'open', 'kept', '310户，完成103%'],
      [SOUTH, 'open', 'open', '310户，完成62%'],
    ]);
    expect((await ask({ meeting })).map(({ suggestion }) => suggestion)).toEqual([null, null, null]);
    const [first] = heard;
    const settled = await dispatch.call(contract.settleCommitment, {
      params: { id: first?.id ?? 0 },
      query: {},
      body: { state: 'broken', result: '安装100户', value: 100, meeting: next },
    });
    expect(settled.json()).toMatchObject({ state: 'broken', settledIn: { id: next } });
    const row = await db
      .selectFrom('commitment')
      .select('suggested')
      .where('id', '=', first?.id ?? 0)
      .executeTakeFirst();
    expect(row?.suggested).toMatchObject({ verdict: 'broken', value: 100 });
    // What was settled in this meeting is still what it heard.
    expect((await ask({ before: next })).map(({ state }) => state)).toEqual(['broken', 'open', 'open']);
  });

  it('minutes and letters say the program’s figures, as references of one name', async () => {
    const minutes = contract.Paper.parse(
      (await dispatch.call(contract.draftMinutes, { params: { id: meeting }, query: {} })).json(),
    );
    const lines = await db
      .selectFrom('record_line')
      .select('client_key')
      .where('text', '=', '加快安装')
      .execute();
    const letter = contract.Paper.parse(
      (
        await dispatch.call(contract.postLetter, {
          params: { id: meeting },
          query: {},
          body: {
            kind: 'warning',
            city: NORTH,
            matter: '安装滞后',
            lines: lines.map(({ client_key }) => client_key),
            due: null,
          },
        })
      ).json(),
    );
    const desk = async (id: number) =>
      contract.DocumentDesk.parse(
        (await dispatch.call(contract.getDocumentDesk, { params: { owner: 'paper', id }, query: {} })).json(),
      );
    const used = (blocks: contract.DocumentDesk['blocks']) =>
      blocks.flatMap(({ runs }) => runs.flatMap((run) => (run.kind === 'figure' ? [run.id] : [])));
    const inMinutes = await desk(minutes.id);
    expect(used(inMinutes.blocks)).toContain(`work/${KEY}/province/progress`);
    const inLetter = await desk(letter.id);
    expect(used(inLetter.blocks)).toContain(`work/${KEY}/${NORTH}/progress`);
    const share = (figures: contract.PaperFigure[], code: string) =>
      figures.find(({ id }) => id === `work/${KEY}/${code}/progress`)?.text;
    expect(share(inLetter.figures, NORTH)).toBe('16.7');
    expect(share(inMinutes.figures, NORTH)).toBe('16.7');
    expect(share(inMinutes.figures, 'province')).toBe('37.3');
  });
});
