import * as contract from '@qingzhang/contract';
import exceljs from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { rebuildMonths, recomputeProgress } from '../../programs/board/progress.ts';
import { insertItems, insertProgram, smallDefinition } from '../../programs/board/testing/small-program.ts';

const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);
const PROGRAM = smallDefinition.key;
let id = 0;
let speaker = 0;
let dispatch: Awaited<ReturnType<typeof signedIn>>;
let leader: Awaited<ReturnType<typeof signedIn>>;
let north: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  const places = await createProvince(platform);
  await db.updateTable('region').set({ tile_column: 1, tile_row: 1 }).where('code', '=', NORTH).execute();
  await db.updateTable('region').set({ tile_column: 1, tile_row: 2 }).where('code', '=', SOUTH).execute();
  for (const [year, a, b] of [
    ['2020', 60, 40],
    ['2021', 50, 44],
  ] as const) {
    await writeDays(platform, places.get(NORTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => a);
    await writeDays(platform, places.get(SOUTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => b);
  }
  await insertProgram(platform);
  const village = (no: number, city: string, installed: number, running: number) => ({
    no,
    city,
    lamp: city === NORTH ? 'red' : 'green',
    values: { village: `村${no}`, route: 'power', planned: 1000, installed, running },
    accepted: { installed, running },
    reportMonth: '2021-06',
  });
  await insertItems(db, [
    ...[1, 2, 3, 4, 5].map((no) => village(no, NORTH, 160, 20)),
    ...[6, 7, 8, 9, 10].map((no) => village(no, SOUTH, 500, 400)),
  ]);
  await rebuildMonths(db, PROGRAM, ['2021-05'], clock.now());
  await recomputeProgress(db, clock.now());
  // 200 户 by the end of May: 600 in June are 20 a day.
  await sql`
    update program_month set figures = figures || '{"m.installedShare.0.done": 200}'
    where region_code = ${NORTH} and month = '2021-05'`.execute(db);
  [dispatch, leader, north] = await Promise.all([
    signedIn('dispatch'),
    signedIn('leader'),
    signedIn('city', NORTH),
  ]);
  const previous = await addMeeting('followed', '2021-04', '2021-05-20T09:00:00+08:00', null);
  id = await addMeeting('preparing', '2021-06', '2021-07-24T09:00:00+08:00', previous);
  const part = (sort: number, kind: string, title: string, minutes: number, more = {}) =>
    db
      .insertInto('agenda_item')
      .values({ meeting_id: id, sort, kind, title, minutes, ...more })
      .returning('id')
      .executeTakeFirstOrThrow()
      .then((row) => row.id);
  await part(1, 'opening', '主持开场', 2);
  await part(2, 'bulletin', '通报', 15);
  await part(3, 'review', '上次要求和承诺', 5);
  const pledges = await part(4, 'pledge', '表态发言', 0);
  const reason = JSON.stringify({
    program: PROGRAM,
    reviewed: true,
    reasons: [{ code: 'behind', points: 19 }],
  });
  const pledge = {
    parent_id: pledges,
    city_code: NORTH,
    program_key: PROGRAM,
    speaker_post: '甲市局长',
    reason,
  };
  speaker = await part(5, 'pledge', '甲市', 4, pledge);
  const comments = await part(6, 'comments', '点评', 0);
  await part(7, 'comments', '点评大气', 5, { parent_id: comments, portfolio: '大气' });
  await part(8, 'requirements', '部署', 30);
  const line = await db
    .insertInto('record_line')
    .values({ ...rowOf(previous), cities: [NORTH] })
    .returning('id')
    .executeTakeFirstOrThrow();
  const measure = {
    kind: 'figure',
    name: '安装户数',
    op: '>=',
    value: 1600,
    unit: '户',
    measure: 'installedShare',
  };
  await db
    .insertInto('commitment')
    .values({
      meeting_id: previous,
      line_id: line.id,
      city_code: NORTH,
      program_key: PROGRAM,
      text: '6月底安装 1,600 户',
      measure: JSON.stringify(measure),
      made_on: '2021-05-20',
      due: '2021-06-30',
      state: 'open',
    })
    .execute();
});

function rowOf(meeting: number) {
  return {
    meeting_id: meeting,
    client_key: crypto.randomUUID(),
    sort: 1,
    kind: 'commitment',
    state: 'kept',
    text: '6月底安装 1,600 户',
    recorded_post: '调度办',
    recorded_at: new Date('2021-05-20T10:00:00+08:00'),
    changed_at: new Date('2021-05-20T10:00:00+08:00'),
  };
}
async function addMeeting(state: string, period: string, starts: string, previous: number | null) {
  const row = await db
    .insertInto('meeting')
    .values({
      kind: 'monthly',
      period,
      title: `${period}调度会`,
      state,
      starts_at: new Date(starts),
      previous_id: previous,
      place: '省厅',
      created_post: '调度办',
      created_at: clock.now(),
      simulated: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('venue')
    .values([
      { meeting_id: row.id, kind: 'main', name: '主会场', sort: 0 },
      { meeting_id: row.id, kind: 'city', region_code: NORTH, name: '甲分会场', sort: 1 },
    ])
    .execute();
  return row.id;
}

type Line = Parameters<typeof keep>[0];
const keep = (
  line: contract.RecordLineInput,
  clientKey: string = crypto.randomUUID(),
  revision: number | null = null,
  who = dispatch,
) => who.call(contract.putRecordLine, { params: { id, clientKey }, query: {}, body: { revision, line } });
const drive = (act: contract.StageAct) =>
  dispatch.call(contract.postStage, { params: { id }, body: { act } });
const list = async () =>
  contract.listRecord.response.parse(
    (await dispatch.call(contract.listRecord, { params: { id }, query: {} })).json(),
  );

const promise = (text: string, value = 2000): Line => ({
  kind: 'commitment',
  text,
  cities: [NORTH],
  program: PROGRAM,
  deadline: '2021-09-30',
  measure: { kind: 'figure', name: '安装户数', op: '>=', value, unit: '户' },
});

describe('the pages', () => {
  it('are composed from the figures; the same again keeps every version', async () => {
    const compose = async () =>
      contract.composePages.response.parse(
        (await dispatch.call(contract.composePages, { params: { id } })).json(),
      ).items;
    const pages = await compose();
    const keys = pages.map(({ key }) => key);
    expect(keys).toEqual([
      'cover',
      'agenda',
      'air.rank',
      'air.index',
      'air.map',
      'air.worse',
      'work',
      `work.${PROGRAM}`,
      'promises',
      `speak.${NORTH}.${PROGRAM}`,
      'comments.air',
    ]);
    const titles = Object.fromEntries(pages.map(({ key, title }) => [key, title]));
    expect(titles['air.index']).toBe('综合指数 1 市同比变差：乙');
    expect(titles[`work.${PROGRAM}`]).toBe('清洁取暖：甲差 19.0 个百分点');
    expect(titles.promises).toBe('上次承诺 1 项：未兑现 1 项');
    const speaking = pages.find(({ key }) => key.startsWith('speak.'));
    expect(speaking).toMatchObject({
      agendaItem: speaker,
      side: { name: '甲市', promised: '6月底安装 1,600 户' },
    });
    expect(speaking?.side?.result).toEqual({ text: '800户，完成50%', verdict: 'broken' });
    expect((await compose()).map(({ version }) => version)).toEqual(pages.map(() => 1));
    await db
      .updateTable('agenda_item')
      .set({ minutes: 9 })
      .where('meeting_id', '=', id)
      .where('kind', '=', 'review')
      .execute();
    const again = await compose();
    expect(again.filter(({ version }) => version > 1).map(({ key }) => key)).toEqual(['agenda']);
  });

  it('by hand stand beside them, keep their place, and are never composed over', async () => {
    const put = (key: string, after: string | null = null) =>
      dispatch.call(contract.putStagePage, {
        params: { id, key },
        body: { title: '三点要求', agendaItem: null, points: [{ head: '一要', text: '倒排工期' }], after },
      });
    expect((await put('work')).statusCode).toBe(409);
    expect((await put('demands', 'air.map')).statusCode).toBe(200);
    const composed = await dispatch.call(contract.composePages, { params: { id } });
    const keys: string[] = composed.json().items.map(({ key }: { key: string }) => key);
    expect(keys.indexOf('demands')).toBe(keys.indexOf('air.map') + 1);
    const order = await dispatch.call(contract.putPageOrder, {
      params: { id },
      body: { keys: ['cover', 'demands'] },
    });
    expect(
      order
        .json()
        .items.slice(0, 3)
        .map(({ key }: { key: string }) => key),
    ).toEqual(['cover', 'demands', 'agenda']);
    const kept = await dispatch.call(contract.composePages, { params: { id } });
    expect(kept.json().items[1]).toMatchObject({ key: 'demands', version: 1 });
    expect(
      (await dispatch.call(contract.deleteStagePage, { params: { id, key: 'demands' } })).statusCode,
    ).toBe(200);
    expect((await leader.call(contract.composePages, { params: { id } })).statusCode).toBe(403);
  });
});

describe('the chair', () => {
  it('sees the last promise beside its result and two questions from the figures', async () => {
    const answer = await leader.call(contract.getChairNotes, { params: { id }, query: { item: speaker } });
    const notes = contract.ChairNotes.parse(answer.json());
    expect(notes).toMatchObject({
      item: speaker,
      city: '甲市',
      promises: [
        {
          promised: '6月底安装 1,600 户',
          result: '800户，完成50%',
          verdict: 'broken',
          verdictText: '未兑现',
        },
      ],
      promisesFrom: '2021年5月20日会议，未兑现 1',
      replan: null,
    });
    expect(notes.questions).toHaveLength(2);
    expect(notes.questions[0]).toBe('7月起每天要 38 户，6月只有 20 户。人和设备从哪里来？');
    expect(notes.questions[1]).toBe('已安装 800 户，只运行 100 户，差的 700 户卡在哪一步？');
    const stage = await dispatch.call(contract.getStage, { params: { id } });
    expect(stage.json().agenda.find((one: { id: number }) => one.id === speaker)).toMatchObject({
      note: '清洁取暖 −19.0 点',
    });
    expect((await north.call(contract.getChairNotes, { params: { id }, query: {} })).statusCode).toBe(403);
  });
});

describe('the record', () => {
  beforeAll(async () => {
    await drive({ act: 'open' });
  });

  it('keeps a line once, however often it is sent; a promise that does not add up is asked about, not refused', async () => {
    const clientKey = crypto.randomUUID();
    const line = promise('9月30日前安装 2,000 户，7月25日起每天不少于 5 户');
    const answers = await Promise.all([1, 2, 3].map(() => keep(line, clientKey)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const ids = new Set(answers.map((answer) => answer.json().id));
    expect(ids.size).toBe(1);
    expect(answers[0]?.json()).toMatchObject({ revision: 1, missing: [], changes: 0 });
    expect(answers[0]?.json().doubt).toMatch(/^照此只到 [\d,.]+ 户，每天须 \d+ 户$/);
    const en = await dispatch.call(contract.listRecord, { params: { id }, query: { lang: 'en' } });
    expect(en.json().items[0].doubt).toMatch(/^At this pace/);
    expect((await keep(promise('每天 60 户，9月30日前 2,000 户'))).json()).toMatchObject({ doubt: null });
  });

  it('a change keeps the text before it; two who change at once both hear both texts', async () => {
    const clientKey = crypto.randomUUID();
    await keep({ kind: 'requirement', text: '两村先恢复旧炉', cities: [NORTH] }, clientKey);
    const changed = await keep(
      { kind: 'requirement', text: '两村先恢复旧炉，通电后再拆', deadline: '2021-08-10' },
      clientKey,
      1,
    );
    expect(changed.json()).toMatchObject({
      revision: 2,
      changes: 1,
      cities: [NORTH],
      missing: ['owner', 'measure'],
    });
    const late = await keep({ kind: 'requirement', text: '另一种说法' }, clientKey, 1, dispatch);
    expect(late.statusCode).toBe(409);
    expect(late.json().params).toMatchObject({
      kept: '两村先恢复旧炉，通电后再拆',
      yours: '另一种说法',
      state: '2',
    });
    // 同一改动重发：还是那一条。
    const again = await keep(
      { kind: 'requirement', text: '两村先恢复旧炉，通电后再拆', deadline: '2021-08-10' },
      clientKey,
      1,
    );
    expect(again.json()).toMatchObject({ revision: 2 });
    const changes = await dispatch.call(contract.getRecordChanges, { params: { id, clientKey } });
    expect(changes.json().items).toMatchObject([
      { field: 'text', before: '两村先恢复旧炉', after: '两村先恢复旧炉，通电后再拆' },
      { field: 'deadline', before: '', after: '2021-08-10' },
    ]);
  });

  it('nothing is deleted: withdrawn stays in the list and lacks nothing', async () => {
    const clientKey = crypto.randomUUID();
    await keep({ kind: 'commitment', text: '记错了' }, clientKey);
    const before = (await list()).incomplete;
    const answer = await keep({ kind: 'commitment', text: '记错了', state: 'void' }, clientKey, 1);
    expect(answer.json()).toMatchObject({ state: 'void', missing: [], doubt: null });
    expect((await list()).incomplete).toBe(before - 1);
  });

  it.each<[string, contract.RecordLineInput, string]>([
    ['a city that is none', { kind: 'comment', text: '好', cities: ['999999'] }, 'city'],
    ['a program that is none', { kind: 'comment', text: '好', program: 'none' }, 'program'],
    ['another meeting’s item', { kind: 'comment', text: '好', agendaItem: 999_999 }, 'agenda'],
  ])('refuses %s', async (_, line, what) => {
    const answer = await keep(line);
    expect(answer.statusCode).toBe(404);
    expect(answer.json().params).toMatchObject({ what });
  });

  it('is confirmed by who spoke and by nobody else; a change takes the confirmation back', async () => {
    const clientKey = crypto.randomUUID();
    await keep(promise('9月30日前安装 2,000 户'), clientKey);
    const confirm = (who = north) =>
      who.call(contract.confirmRecordLine, { params: { id, clientKey }, query: {} });
    expect((await confirm(leader)).statusCode).toBe(404);
    expect((await confirm()).json().confirmed).not.toBeNull();
    const changed = await keep(promise('9月30日前安装 2,100 户', 2100), clientKey, 1);
    expect(changed.json().confirmed).toBeNull();
  });

  it('after the end the office amends, with the old text kept and audited; after the follow-up nobody', async () => {
    await drive({ act: 'end' });
    const clientKey = crypto.randomUUID();
    await keep({ kind: 'comment', text: '会后补记' }, clientKey);
    expect((await keep({ kind: 'comment', text: '会后补记，改' }, clientKey, 1)).statusCode).toBe(200);
    const log = await db
      .selectFrom('audit_log')
      .select('detail')
      .where('action', '=', 'record.amend')
      .execute();
    expect(log).toHaveLength(1);
    expect(log[0]?.detail).toMatchObject({ before: { text: '会后补记' }, after: { text: '会后补记，改' } });
    await db.updateTable('meeting').set({ state: 'followed' }).where('id', '=', id).execute();
    expect((await keep({ kind: 'comment', text: '晚了' })).json()).toMatchObject({ code: 'meeting.state' });
  });

  it('as a spreadsheet: names, not codes, and what is missing', async () => {
    const answer = await dispatch.call(contract.listRecordXlsx, { params: { id }, query: {} });
    const book = new exceljs.Workbook();
    await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer);
    const values = JSON.stringify(book.worksheets[0]?.getSheetValues());
    for (const text of [
      '甲市',
      '清洁取暖改造',
      '安装户数 ≥2000 户',
      '作废',
      '模拟数据',
      '未经本人审阅',
      '责任、衡量',
    ])
      expect(values).toContain(text);
  });
});
