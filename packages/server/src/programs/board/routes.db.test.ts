import * as contract from '@qingzhang/contract';
import exceljs from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../../accounts/testing/small-province.ts';
import { rebuildMonths, recomputeProgress } from './progress.ts';
import { insertItems, insertProgram, smallDefinition } from './testing/small-program.ts';

const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { app, signedIn } = await createTestApp(platform);
const KEY = smallDefinition.key;
const EAST = '910101';
const params = { key: KEY };
let clients: Record<'dispatch' | 'north' | 'east' | 'office' | 'reader', TestClient>;

beforeAll(async () => {
  await createProvince(platform);
  await insertProgram(platform);
  const item = (
    no: number,
    city: string,
    planned: number,
    installed: number | null,
    running: number,
    more = {},
  ) => ({
    no,
    city,
    county: city === NORTH ? EAST : null,
    values: {
      village: `${city === NORTH ? '前营' : '下河'}村${no}`,
      route: no % 2 ? 'power' : 'gas',
      planned,
      installed,
      running,
      powered: installed,
      removed: 0,
      paid: 0.1,
    },
    accepted: { installed: 1 },
    reportMonth: '2021-06',
    ...more,
  });
  await insertItems(platform.db, [
    item(1, NORTH, 200, 20, 0, {
      lamp: 'red',
      alarms: ['oldFirst'],
      values: { village: '前营村1', route: 'power', planned: 200, installed: 20, running: 0, removed: 18 },
    }),
    item(2, NORTH, 100, 20, 0, { deadline: '2021-07-02', lamp: 'red' }),
    item(3, NORTH, 100, 20, 0, { reportMonth: null, lamp: 'yellow' }),
    item(4, NORTH, 100, 20, 10, {
      returned: { reason: '签字表少 5 份', post: '市局审核岗', at: '2021-07-03T10:14:00+08:00', reportId: 1 },
    }),
    item(5, NORTH, 100, 20, 10),
    item(6, SOUTH, 100, 60, 40),
    item(7, SOUTH, 100, null, 0, { state: 'draft' }),
    ...[8, 9, 10, 11].map((no) => item(no, SOUTH, 100, 50, 30)),
  ]);
  await rebuildMonths(platform.db, KEY, ['2021-05'], platform.clock.now());
  await recomputeProgress(platform.db, platform.clock.now());
  clients = {
    dispatch: await signedIn('dispatch'),
    north: await signedIn('city', NORTH),
    east: await signedIn('county', EAST),
    office: await signedIn('office', undefined, [{ kind: 'program', key: 'another' }]),
    reader: await signedIn('reader'),
  };
});

const sheetOf = async (client: TestClient, endpoint: Parameters<TestClient['call']>[0], input: object) => {
  const answer = await client.call(endpoint, input as never);
  expect(answer.statusCode).toBe(200);
  const book = new exceljs.Workbook();
  const bytes = new Uint8Array(answer.rawPayload);
  await book.xlsx.load(bytes.buffer as ArrayBuffer);
  return book.worksheets[0]!;
};

describe('专项看板', () => {
  it('late first, province last; pace, lead sentence, alarms with amounts', async () => {
    const answer = await clients.dispatch.call(contract.getProgramBoard, { params, query: {} });
    expect(answer.statusCode).toBe(200);
    const board = contract.ProgramBoard.parse(answer.json());
    expect([board.month, board.closed]).toEqual(['2021-06', false]);
    expect(board.tiles.map(({ region, lamp }) => [region, lamp])).toEqual([
      [NORTH, 'red'],
      [SOUTH, 'blue'],
    ]);
    const [north, south] = board.tiles;
    // 600 planned, 100 installed: 16.7 % of a path at 35 %.
    expect(north).toMatchObject({
      plan: 600,
      done: 100,
      progress: 16.7,
      planned: 35,
      gap: 18.3,
      unit: '户',
      unreported: 1,
      todo: 4,
      overdue: 1,
      rank: 2,
    });
    expect(north?.reason).toContain('落后序时 18.3 点');
    // 500 left over 112 days: 4.46 a day is told by the week.
    expect(north?.pace).toMatchObject({ need: 32, per: 'week', month: '2021-06', unit: '户' });
    expect(north?.alarms).toEqual([{ key: 'oldFirst', count: 1, amount: 18 }]);
    expect(south?.applicable).toBe(true);
    expect(board.province).toMatchObject({ region: '910000', items: 10, plan: 1100 });
    const lead = board.lead.map(({ text }) => text).join('');
    expect(lead).toContain('计划 1,100 户，安装 360 户（32.7%），序时 35.0%；其中运行 180 户（16.4%）');
    expect(lead).toContain('甲落后，其余 1 市');
    expect(lead).toContain('▲ 甲 1 村先拆后通，涉及 18 户');
    expect(board.may).toEqual({ define: true, assign: true, report: false, remind: true });
  });

  it('DIS-12: a city sees itself, a county its rows, another program and a reader nothing', async () => {
    const north = contract.ProgramBoard.parse(
      (await clients.north.call(contract.getProgramBoard, { params, query: {} })).json(),
    );
    expect([north.tiles.map(({ region }) => region), north.province]).toEqual([[NORTH], null]);
    const east = contract.ProgramBoard.parse(
      (await clients.east.call(contract.getProgramBoard, { params, query: {} })).json(),
    );
    expect(east.tiles.map(({ region, items }) => [region, items])).toEqual([[EAST, 5]]);
    expect((await clients.office.call(contract.getProgramBoard, { params, query: {} })).statusCode).toBe(404);
    expect((await clients.office.call(contract.listItems, { params, query: {} })).statusCode).toBe(404);
    expect((await clients.reader.call(contract.listPrograms, { query: {} })).statusCode).toBe(403);
    const list = contract.listPrograms.response.parse(
      (await clients.office.call(contract.listPrograms, { query: {} })).json(),
    );
    expect(list.items).toEqual([]);
    const ranking = (await clients.north.call(contract.getProgramRanking, { params, query: {} })).json();
    expect(ranking.rows.map(({ region, rank }: { region: string; rank: number }) => [region, rank])).toEqual([
      [NORTH, 2],
    ]);
  });

  it('lists programs with the cities’ lamps', async () => {
    const { items } = contract.listPrograms.response.parse(
      (await clients.dispatch.call(contract.listPrograms, { query: {} })).json(),
    );
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      key: KEY,
      progress: 32.7,
      gap: 4.6,
      items: 10,
      overdue: 1,
      lamps: { red: 1, blue: 1 },
    });
    expect(items[0]?.strip.map(({ region, lamp }) => [region, lamp])).toEqual([
      [NORTH, 'red'],
      [SOUTH, 'blue'],
    ]);
  });

  it('scores only where switched on, with parts and n', async () => {
    const off = (await clients.dispatch.call(contract.getProgramScores, { query: {} })).json();
    expect([off.enabled, off.rows]).toEqual([false, []]);
    expect(
      (await clients.north.call(contract.setProgramScores, { body: { enabled: true } })).statusCode,
    ).toBe(403);
    await clients.dispatch.call(contract.setProgramScores, { body: { enabled: true } });
    const on = contract.ProgramScores.parse(
      (await clients.dispatch.call(contract.getProgramScores, { query: {} })).json(),
    );
    expect(on.rows.map(({ region, n }) => [region, n])).toEqual([
      [NORTH, 5],
      [SOUTH, 5],
    ]);
    expect(on.rows[0]?.parts.find(({ part }) => part === 'overdue')?.points).toBe(-2);
    const own = contract.ProgramScores.parse(
      (await clients.north.call(contract.getProgramScores, { query: {} })).json(),
    );
    expect(own.rows.map(({ region }) => region)).toEqual([NORTH]);
    expect(on.rows.every(({ unranked }) => unranked === null)).toBe(true);
  });

  it('DIS-5.5 a city whose progress is missing has no score and says of which program, wherever scores are shown', async () => {
    const { pool } = platform.database;
    const { rows } = await pool.query(
      'select month, progress from program_month where region_code = $1 order by month desc limit 1',
      [NORTH],
    );
    const set = (progress: number | null) =>
      pool.query('update program_month set progress = $1 where region_code = $2 and month = $3', [
        progress,
        NORTH,
        rows[0].month,
      ]);
    await set(null);
    const scores = contract.ProgramScores.parse(
      (await clients.dispatch.call(contract.getProgramScores, { query: {} })).json(),
    );
    expect(scores.rows.find(({ region }) => region === NORTH)).toMatchObject({
      total: null,
      rank: null,
      unranked: '未参评：清洁取暖进度缺失',
    });
    expect(scores.rows.find(({ region }) => region === SOUTH)).toMatchObject({ rank: 1, unranked: null });
    await set(rows[0].progress);
  });

  it('a city’s own path changes its lamp and is written down', async () => {
    const body = {
      milestones: [
        { day: '2021-04-01', share: 0 },
        { day: '2021-12-31', share: 100 },
      ],
      reason: '气源晚到',
    };
    const target = { params: { key: KEY, region: NORTH }, body };
    expect((await clients.north.call(contract.setProgramPath, target)).statusCode).toBe(403);
    expect(
      (
        await clients.dispatch.call(contract.setProgramPath, {
          ...target,
          body: {
            ...body,
            milestones: [
              { day: '2021-04-01', share: 9 },
              { day: '2021-12-31', share: 1 },
            ],
          },
        })
      ).statusCode,
    ).toBe(400);
    expect((await clients.dispatch.call(contract.setProgramPath, target)).statusCode).toBe(200);
    const board = contract.ProgramBoard.parse(
      (await clients.dispatch.call(contract.getProgramBoard, { params, query: {} })).json(),
    );
    expect(board.tiles.find(({ region }) => region === NORTH)?.planned).toBe(32.8);
    await clients.dispatch.call(contract.setProgramPath, {
      ...target,
      body: { milestones: [], reason: '恢复' },
    });
  });

  it('催报 tells the posts with missing rows once a day', async () => {
    const first = (await clients.dispatch.call(contract.remindUnreported, { params, body: {} })).json();
    expect(first).toEqual({ rows: 1, people: 1 });
    await clients.dispatch.call(contract.remindUnreported, { params, body: {} });
    const told = await platform.db.selectFrom('notification').select(['kind', 'region_code']).execute();
    expect(told).toEqual([{ kind: 'report.due', region_code: EAST }]);
  });

  it('spreadsheets of list, board, ranking and scores hold the same figures', async () => {
    const board = await sheetOf(clients.dispatch, contract.getProgramBoardXlsx, { params, query: {} });
    expect(JSON.stringify(board.getSheetValues())).toContain('落后序时 18.3 点');
    const ranking = await sheetOf(clients.dispatch, contract.getProgramRankingXlsx, { params, query: {} });
    expect(JSON.stringify(ranking.getSheetValues())).toContain('乙市');
    await sheetOf(clients.dispatch, contract.listProgramsXlsx, { query: {} });
    await sheetOf(clients.dispatch, contract.getProgramScoresXlsx, { query: {} });
  });
});

describe('台账', () => {
  const page = async (client: TestClient, query: Record<string, unknown>) =>
    contract.listItems.response.parse(
      (await client.call(contract.listItems, { params, query } as never)).json(),
    );

  it('rows with reasons, alarms, evidence, what may be reported; totals and counts of the filter', async () => {
    const all = await page(clients.north, { city: NORTH });
    expect(all.items.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5]);
    expect(all.items[0]).toMatchObject({
      lamp: 'red',
      alarms: [{ key: 'oldFirst', amount: 18 }],
      evidence: { signature: 'missing' },
      mayReport: true,
      previous: { installed: 1 },
      county: EAST,
    });
    expect(all.items[1]?.daysLeft).toBe(-1);
    expect(all.items[3]?.returned?.reason).toBe('签字表少 5 份');
    expect(all.counts).toEqual({
      todo: 4,
      returned: 1,
      unreported: 1,
      overdue: 1,
      all: 5,
      alarms: { oldFirst: 1 },
    });
    expect(all.totals).toMatchObject({ planned: 600, installed: 100 });
    const returned = await page(clients.north, { city: NORTH, show: 'returned' });
    expect([returned.total, returned.totals.planned, returned.counts.all]).toEqual([1, 100, 5]);
    const alarmed = await page(clients.north, { show: 'alarm', alarm: 'oldFirst' });
    expect(alarmed.items.map(({ no }) => no)).toEqual([1]);
  });

  it('kept figures and figures counted now say the same', async () => {
    const kept = await page(clients.dispatch, {});
    const counted = await page(clients.east, {});
    const north = await page(clients.dispatch, { city: NORTH });
    expect(counted.counts).toEqual(north.counts);
    expect(counted.totals).toEqual(north.totals);
    expect(kept.counts.all).toBe(10);
  });

  it.each([
    ['no', 'up'],
    ['no', 'down'],
    ['installed', 'up'],
    ['installed', 'down'],
    ['deadline', 'up'],
    ['deadline', 'down'],
    ['lamp', 'up'],
    ['title', 'down'],
    ['route', 'up'],
    ['reported', 'up'],
  ])('pages by %s %s give every row once, in one order', async (sort, order) => {
    const whole = await page(clients.dispatch, { sort, order, limit: 500 });
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const some: Awaited<ReturnType<typeof page>> = await page(clients.dispatch, {
        sort,
        order,
        limit: 3,
        ...(cursor && { cursor }),
      });
      found.push(...some.items.map(({ id }) => id));
      cursor = some.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(found).toEqual(whole.items.map(({ id }) => id));
    expect(new Set(found).size).toBe(11);
  });

  it('drafts only for who issues items; a broken cursor and an unknown sort are refused', async () => {
    expect((await page(clients.north, {})).items.some(({ state }) => state === 'draft')).toBe(false);
    const bad = (query: object) => clients.north.call(contract.listItems, { params, query } as never);
    expect((await bad({ cursor: 'x' })).statusCode).toBe(400);
    expect((await bad({ sort: 'nothing' })).statusCode).toBe(400);
  });

  it('the spreadsheet: headings with units, issued columns locked and shaded, choices to pick from, scope kept', async () => {
    const sheet = await sheetOf(clients.north, contract.listItemsXlsx, { params, query: {} });
    const headings = sheet.getRow(3).values as unknown[];
    expect(headings).toContain('计划（户）');
    expect(headings).toContain('事项编号');
    expect(sheet.actualRowCount).toBe(3 + 5);
    const at = (name: string) => sheet.getRow(4).getCell(headings.indexOf(name));
    expect(at('计划（户）').value).toBe(200);
    expect(at('计划（户）').protection?.locked ?? true).toBe(true);
    expect(at('安装（户）').protection?.locked).toBe(false);
    expect(at('计划（户）').fill).toMatchObject({ fgColor: { argb: 'FFF0F2F4' } });
    expect(at('路径').value).toBe('煤改电');
    expect(JSON.stringify(at('路径').dataValidation)).toContain('煤改电,煤改气');
  });

  it('places: points worst first and counts by county', async () => {
    await platform.db
      .updateTable('item')
      .set({ longitude: 112.5, latitude: 37.8 })
      .where('no', 'in', [1, 5])
      .execute();
    const places = contract.listItemPlaces.response.parse(
      (await clients.north.call(contract.listItemPlaces, { params, query: {} })).json(),
    );
    expect(places.points.map(({ lamp }) => lamp)).toEqual(['red', 'green']);
    expect(places.counties).toEqual([
      { county: EAST, items: 5, lamps: { blue: 0, green: 2, yellow: 1, red: 2, grey: 0 } },
    ]);
    expect(places.withoutPlace).toBe(3);
    await sheetOf(clients.north, contract.listItemPlacesXlsx, { params, query: {} });
  });

  it('nobody without a session', async () => {
    expect((await app.inject({ method: 'GET', url: `/api/programs/${KEY}/items` })).statusCode).toBe(401);
  });
});
