import * as contract from '@qingzhang/contract';
import exceljs from 'exceljs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { bookDebts, declareSubjects } from './debts/book.ts';
import { createProvince, NORTH, SOUTH, writeDays } from './testing/small-province.ts';

const platform = await createTestPlatform({ now: '2025-03-01T09:00:00+08:00' });
const { app, anonymous, signedIn } = await createTestApp(platform);
let clients: Record<'dispatch' | 'city' | 'reader', TestClient>;

beforeAll(async () => {
  const places = await createProvince(platform);
  clients = {
    dispatch: await signedIn('dispatch'),
    city: await signedIn('city', NORTH),
    reader: await signedIn('reader'),
  };
  const empty = await clients.reader.call(contract.getSituation, { query: {} });
  expect([empty.statusCode, empty.json().params.what]).toEqual([404, 'readings']);
  for (const city of [NORTH, SOUTH]) {
    await writeDays(platform, places.get(city) ?? 0, '2024-02-01', '2024-02-29', () => 60);
    await writeDays(platform, places.get(city) ?? 0, '2025-01-01', '2025-02-28', () => 40);
  }
});

const city = { params: { code: NORTH }, query: {} };
const target = {
  region: NORTH,
  year: 2025,
  indicator: 'pm25' as const,
  value: '38',
  monthly: null,
  document: '某环发〔2025〕1号',
  documentDate: null,
};

/** One file and text fields as a browser sends them. */
function multipart(fields: Record<string, string>, file: { name: string; content: string }) {
  const boundary = 'qz-boundary';
  const parts = [
    ...Object.entries(fields).map(
      ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
    ),
    `Content-Disposition: form-data; name="file"; filename="${file.name}"\r\nContent-Type: application/octet-stream\r\n\r\n${file.content}`,
  ];
  return {
    payload: `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

const upload = (
  url: string,
  client: TestClient,
  fields: Record<string, string>,
  name: string,
  content: string,
) => {
  const { payload, headers } = multipart(fields, { name, content });
  return app.inject({ method: 'POST', url, payload, headers: { ...headers, cookie: client.cookie } });
};

describe('who may', () => {
  test.each([
    ['overview', contract.getOverview, {}],
    ['situation', contract.getSituation, { query: {} }],
    ['city', contract.getCityAccount, city],
    ['why', contract.getWhy, { query: { key: `account|year|pm25|${NORTH}|2025` } }],
    ['targets', contract.listTargets, { query: {} }],
    ['closings', contract.listClosings, { query: {} }],
    ['statement', contract.getStatement, { params: { code: NORTH }, query: { month: '2025-02' } }],
  ] as const)('%s needs a session', async (_, endpoint, input) => {
    const url = contract.urlOf(endpoint, input);
    expect((await app.inject({ method: 'GET', url })).statusCode).toBe(401);
  });

  test('a city bureau reads everything and sets no target, closes no month, uploads no boundary', async () => {
    const bureau = clients.city;
    expect(
      (await bureau.call(contract.getCityAccount, { params: { code: SOUTH }, query: {} })).statusCode,
    ).toBe(200);
    expect((await bureau.call(contract.postTarget, { body: target })).statusCode).toBe(403);
    expect((await bureau.call(contract.postClosing, { body: { period: '2025-01' } })).statusCode).toBe(403);
    expect((await bureau.call(contract.deleteBoundary, {})).statusCode).toBe(403);
    expect((await upload('/api/targets/import', bureau, {}, 'a.csv', 'region\n')).statusCode).toBe(403);
    expect((await upload('/api/boundary', bureau, {}, 'a.json', '{}')).statusCode).toBe(403);
    expect(await platform.db.selectFrom('target').select('id').execute()).toEqual([]);
  });

  test('without a session nothing is written', async () => {
    expect((await anonymous.call(contract.postTarget, { body: target })).statusCode).toBe(401);
    expect((await anonymous.call(contract.postClosing, { body: { period: '2025-01' } })).statusCode).toBe(
      401,
    );
  });
});

describe('the dispatch office', () => {
  test('sets a target, sees its versions, and the page shows the account', async () => {
    const { dispatch } = clients;
    const before = await dispatch.call(contract.getSituation, { query: {} });
    const cellOf = (body: unknown) =>
      contract.Situation.parse(body).rows.find(({ region }) => region === NORTH)?.year;
    expect(cellOf(before.json())).toMatchObject({ lamp: 'none', main: '未设目标' });
    expect((await dispatch.call(contract.postTarget, { body: target })).json()).toMatchObject({ version: 1 });
    expect(
      (await dispatch.call(contract.postTarget, { body: { ...target, value: '36' } })).json(),
    ).toMatchObject({ version: 2 });
    const after = cellOf((await dispatch.call(contract.getSituation, { query: {} })).json());
    expect(after).toMatchObject({ why: `account|year|pm25|${NORTH}|2025` });
    expect(after?.main).toMatch(/^≤\d+\.\d$/);
    expect(after?.sub).toContain('目标 36');
    const history = await dispatch.call(contract.listTargets, { query: { history: 'true' } });
    expect(history.json().items.map((item: { value: string }) => item.value)).toEqual(['36', '38']);
    const bad = await dispatch.call(contract.postTarget, {
      body: { ...target, indicator: 'goodDayShare', value: '120' },
    });
    expect([bad.statusCode, bad.json().params.what]).toEqual([400, 'target.value']);
  });

  test('imports a file of targets and hears at once what was turned away', async () => {
    const file = `region,year,indicator,value,document\n乙市,2025,pm25,41,文件\n丙市,2025,pm25,41,文件\n`;
    const response = await upload('/api/targets/import', clients.dispatch, {}, '目标.csv', file);
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({
      added: 1,
      same: 0,
      rejected: [{ line: 3, column: 'region', reason: '地区“丙市”不是本系统管辖的省或市。' }],
    });
    const again = await upload('/api/targets/import', clients.dispatch, {}, '目标.csv', file);
    expect(again.json()).toMatchObject({ added: 0, same: 1 });
    const broken = await upload('/api/targets/import', clients.dispatch, {}, 'x.csv', 'a,b\n1,2\n');
    expect(broken.statusCode).toBe(400);
  });

  test('closes a month once', async () => {
    const { dispatch } = clients;
    expect(
      (await dispatch.call(contract.postClosing, { body: { period: '2025-01', note: '例会前' } })).json(),
    ).toMatchObject({
      period: '2025-01',
      note: '例会前',
    });
    const twice = await dispatch.call(contract.postClosing, { body: { period: '2025-01' } });
    expect([twice.statusCode, twice.json().code]).toEqual([409, 'thing.conflict']);
    const overview = contract.Overview.parse((await clients.reader.call(contract.getOverview, {})).json());
    expect(overview.closings.map(({ period }) => period)).toEqual(['2025-01']);
    const list = await clients.reader.call(contract.listClosings, { query: { lang: 'en' } });
    expect(list.json().next).toMatchObject({ period: '2025-02', ready: true });
  });

  test('uploads a boundary that fits its cities, and takes it away again', async () => {
    const square = (x: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [x, 0],
          [x + 1, 0],
          [x + 1, 1],
          [x, 1],
          [x, 0],
        ],
      ],
    });
    const feature = (properties: object, x: number) => ({ type: 'Feature', properties, geometry: square(x) });
    const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
    const { dispatch, reader } = clients;
    const put = (content: string, fields = { source: '某测绘院', approvalNo: '某S（2025）001号' }) =>
      upload('/api/boundary', dispatch, fields, 'b.geojson', content);
    expect((await reader.call(contract.getBoundary, {})).statusCode).toBe(404);
    const refused = async (content: string) => (await put(content)).json().params.what;
    expect(await refused('not json')).toBe('boundary.json');
    expect(await refused('{"type":"Feature"}')).toBe('boundary.collection');
    expect(await refused(collection(feature({ adcode: NORTH }, 0)))).toBe('boundary.missing');
    expect(await refused(collection(feature({ adcode: NORTH }, 0), feature({ name: '丙市' }, 1)))).toBe(
      'boundary.unknown',
    );
    expect(
      await refused(
        collection({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [0, 0] } }),
      ),
    ).toBe('boundary.feature');
    const good = collection(feature({ adcode: Number(NORTH), secret: 1 }, 0), feature({ name: '乙市' }, 1));
    expect((await put(good, { source: '', approvalNo: '' })).statusCode).toBe(400);
    expect((await put(good)).statusCode).toBe(200);
    const shown = (await reader.call(contract.getBoundary, {})).json();
    expect(shown.geojson.features.map((one: { properties: object }) => one.properties)).toEqual([
      { code: NORTH, name: '甲市' },
      { code: SOUTH, name: '乙市' },
    ]);
    const overview = await reader.call(contract.getOverview, {});
    expect(overview.json().boundary).toMatchObject({ source: '某测绘院', approvalNo: '某S（2025）001号' });
    expect((await dispatch.call(contract.deleteBoundary, {})).json()).toEqual({ removed: true });
    expect((await dispatch.call(contract.deleteBoundary, {})).json()).toEqual({ removed: false });
  });
});

describe('downloads', () => {
  async function sheet(url: string, client = clients.reader) {
    const response = await app.inject({ method: 'GET', url, headers: { cookie: client.cookie } });
    expect(response.statusCode).toBe(200);
    const book = new exceljs.Workbook();
    await book.xlsx.load(Uint8Array.from(response.rawPayload).buffer);
    const found = book.worksheets[0];
    if (!found) throw new Error('no sheet');
    // The first row of a sheet is 1: the list has a hole at 0.
    return Array.from(found.getSheetValues(), (row) =>
      Array.isArray(row) ? row.slice(1).map(String).join('|') : '',
    );
  }

  test('the account table, the days of a city and the targets open as spreadsheets', async () => {
    const situation = await sheet('/api/situation.xlsx?period=2025-02');
    expect(situation.find((row) => row.startsWith('甲市'))).toContain('|40|60|-33.3|');
    const days = await sheet(`/api/cities/${NORTH}/days.xlsx?year=2025`);
    expect(days.find((row) => row.startsWith('2025-02-28'))).toMatch(/^2025-02-28\|/);
    expect(days.filter((row) => /^2025-\d\d-\d\d\|/.test(row))).toHaveLength(59);
    const targets = await sheet('/api/targets.xlsx?year=2025');
    expect(targets.find((row) => row.startsWith('乙市'))).toContain('PM2.5|41');
  });

  test('the account table has 任务 逾期/旧账 for who may read tasks, own cities only, and never of an earlier moment', async () => {
    await declareSubjects(platform.db, [
      {
        subject: 'villages',
        name: '农村生活污水',
        nameEn: 'Rural sewage',
        unit: '村',
        sort: 7,
        simulated: true,
      },
    ]);
    await bookDebts(
      platform.db,
      platform.call(),
      [NORTH, NORTH, SOUTH].map((cityCode, index) => ({
        subject: 'villages',
        ref: String(index),
        cityCode,
        unit: '村',
        openedOn: '2024-11-02',
        dueOn: null,
        kind: 'added' as const,
        amount: 5,
        on: '2024-11-02',
      })),
    );
    const url = '/api/situation.xlsx?period=2025-02';
    const whole = await sheet(url, clients.dispatch);
    expect(whole.some((row) => row.endsWith('|逾期任务|旧账（笔）'))).toBe(true);
    expect(whole.find((row) => row.startsWith('甲市'))).toMatch(/\|0\|2$/);
    expect(whole.find((row) => row.startsWith('乙市'))).toMatch(/\|0\|1$/);
    expect(whole.join()).toContain('逾期任务、旧账为 2025-03-01 的情况');
    const own = await sheet(url, clients.city);
    expect(own.find((row) => row.startsWith('甲市'))).toMatch(/\|0\|2$/);
    expect(own.find((row) => row.startsWith('乙市'))).not.toMatch(/\|0\|1$/);
    expect((await sheet(url)).join()).not.toContain('逾期任务');
    const earlier = await sheet(`${url}&at=2025-02-20T14:00:00%2B08:00`, clients.dispatch);
    expect(earlier.join()).not.toContain('逾期任务');
  });

  test('the statement as page and PDF', async () => {
    const input = (format: 'html' | 'pdf') => ({
      params: { code: NORTH },
      query: { month: '2025-01', format },
    });
    const html = await clients.reader.call(contract.getStatement, input('html'));
    expect(html.headers['content-type']).toContain('text/html');
    expect(html.body).toContain('<title>甲市 账单 2025年1月</title>');
    const pdf = await clients.reader.call(contract.getStatement, input('pdf'));
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const later = await clients.reader.call(contract.getStatement, {
      params: { code: NORTH },
      query: { month: '2025-06' },
    });
    expect(later.statusCode).toBe(404);
  });
});

describe('the moment of a page', () => {
  const at = async (query: object) =>
    contract.Situation.parse((await clients.reader.call(contract.getSituation, { query })).json());

  test('standing earlier shows the day under way and forgets what came after', async () => {
    const page = await at({ at: '2025-02-10T14:00:00+08:00', period: '2025-02' });
    expect(page.standing.at).toBe('2025-02-10T14:00:00+08:00');
    expect(page.period).toMatchObject({ to: '2025-02-09', days: 9, daysLeftInYear: 325 });
    expect(page.rows[0]?.strip.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 9 }, () => 'valid'),
      'running',
      ...Array.from({ length: 18 }, () => 'future'),
    ]);
    expect(page.rows[0]?.today.lamp).not.toBe('none');
  });

  test('as of a moment before anything was known there is nothing', async () => {
    const response = await clients.reader.call(contract.getSituation, {
      query: { asOf: '2020-01-01T00:00:00+08:00' },
    });
    expect(response.statusCode).toBe(404);
  });

  test('a year shows weeks, a month its days, and nonsense is refused', async () => {
    const year = await at({ period: '2025' });
    expect([year.stripUnit, year.rows[0]?.strip.length]).toEqual(['week', 53]);
    expect(year.rows[0]?.strip[0]).toMatchObject({ day: '2024-12-30', state: 'valid' });
    expect((await at({ period: '2025-02' })).rows[0]?.strip).toHaveLength(28);
    expect((await at({ period: '2025-YTD-02' })).period.label).toBe('年初以来至 2月28日');
    const bad = await clients.reader.call(contract.getSituation, { query: { period: '2025-13' } });
    expect([bad.statusCode, bad.json().code]).toEqual([400, 'thing.invalid']);
  });
});
