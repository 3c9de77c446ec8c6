import { gzipSync } from 'node:zlib';
import * as contract from '@qingzhang/contract';
import { ImportBatch } from '@qingzhang/contract';
import exceljs from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { runAirHours } from './import-air-hours.ts';
import { importWorker } from './jobs.ts';
import { loadProvincePreset } from './presets.ts';

const platform = await createTestPlatform();
const { app, anonymous, signedIn } = await createTestApp(platform);
/** How often what follows the data was asked for. */
let followed = 0;
const workers = [
  importWorker({
    onTouched: async () => {},
    onImported: async () => {
      followed += 1;
    },
  }),
];

let dispatch: TestClient;
let taiyuan: TestClient;
let reader: TestClient;

beforeAll(async () => {
  await loadProvincePreset(platform.db, 'shanxi');
  await sql`insert into place (kind, code, name, city_code) values
    ('station', '1081A', '尖草坪', '140100'), ('station', '1739A', '赛鱼', '140300')`.execute(platform.db);
  dispatch = await signedIn('dispatch');
  taiyuan = await signedIn('city', '140100');
  reader = await signedIn('reader');
});

const head = 'time,station,so2,no2,pm10,pm25,co,o3\n';

function upload(
  client: TestClient,
  content: string | Buffer,
  fields: Record<string, string> = {},
  name = '六月.csv',
) {
  const edge = 'qz-edge';
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const payload = Buffer.concat([
    Buffer.from(
      `${parts.join('')}--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${edge}--\r\n`),
  ]);
  return app.inject({
    method: 'POST',
    url: '/api/imports',
    headers: { cookie: client.cookie, 'content-type': `multipart/form-data; boundary=${edge}` },
    payload,
  });
}

async function hashOf(batch: ImportBatch): Promise<string> {
  return (await platform.files.find(platform.db, batch.fileId ?? 0)).sha256;
}

async function taken(client: TestClient, id: number): Promise<ImportBatch> {
  await platform.jobs.drain(platform, workers);
  return ImportBatch.parse((await client.call(contract.getImport, { params: { id } })).json());
}

describe('imports over HTTP', () => {
  it('are for those who may: 401, 403, 400, 404', async () => {
    expect((await upload(anonymous, head)).statusCode).toBe(401);
    expect((await upload(reader, head)).statusCode).toBe(403);
    expect((await reader.call(contract.listImports, { query: {} })).statusCode).toBe(403);
    expect((await upload(dispatch, head, { layout: 'other' })).statusCode).toBe(400);
    expect((await dispatch.call(contract.getImport, { params: { id: 4711 } })).statusCode).toBe(404);
    expect((await upload(taiyuan, 'x', { kind: 'stations' })).statusCode).toBe(403);
  });

  it('are queued, worked off in the background, listed, and give their turned-away rows back', async () => {
    const content = gzipSync(
      `${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 01:00,1739A,x,2,3,4,0.5,6\n`,
    );
    const response = await upload(dispatch, content, { hourLabel: 'end' }, '六月.csv.gz');
    expect(response.statusCode).toBe(200);
    const queued = ImportBatch.parse(response.json());
    expect(queued).toMatchObject({ state: 'queued', fileName: '六月.csv.gz', bytesTotal: content.length });
    const before = followed;
    const done = await taken(dispatch, queued.id);
    expect(followed - before).toBe(1);
    expect(done).toMatchObject({
      state: 'done',
      layout: 'plain',
      rows: { total: 2, new: 1, rejected: 1 },
      bytesDone: content.length,
    });
    const listed = (await dispatch.call(contract.listImports, { query: { limit: 10 } })).json();
    expect(listed.items[0].id).toBe(queued.id);
    const rejects = (
      await dispatch.call(contract.listRejects, { params: { id: queued.id }, query: {} })
    ).json();
    expect(rejects).toMatchObject({ total: 1, items: [{ line: 3, column: 'so2', code: 'cell.notNumber' }] });
    const csv = await dispatch.call(contract.getRejectsCsv, { params: { id: queued.id }, query: {} });
    expect(csv.headers['content-disposition']).toContain(encodeURIComponent('六月-rejects.csv'));
    expect(csv.body).toContain('2020-01-01 01:00,1739A,x,2,3,4,0.5,6,六月.csv.gz,3,so2,cell.notNumber');
    const xlsx = await dispatch.call(contract.getRejectsXlsx, { params: { id: queued.id }, query: {} });
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
    const mended = ImportBatch.parse((await upload(dispatch, csv.body.replace(',x,', ',1,'))).json());
    expect(await taken(dispatch, mended.id)).toMatchObject({
      state: 'done',
      rows: { total: 1, new: 1, rejected: 0 },
    });
    const { rows } = await sql<{ actor_login: string; action: string }>`
      select actor_login, action from audit_log where object_type = 'batch' and object_id = ${String(queued.id)} order by id`.execute(
      platform.db,
    );
    expect(rows.map((row) => row.action)).toEqual(['import.upload', 'import.airHours']);
    expect(new Set(rows.map((row) => row.actor_login)).size).toBe(1);
  });

  it('a city bureau brings in and sees its own city only', async () => {
    const content = `${head}2020-02-01 01:00,1081A,1,2,3,4,0.5,6\n2020-02-01 01:00,1739A,1,2,3,4,0.5,6\n`;
    const own = ImportBatch.parse((await upload(taiyuan, content)).json());
    expect((await taken(taiyuan, own.id)).detail.rejects).toEqual([
      { code: 'place.otherCity', count: 1, kept: 1 },
    ]);
    const other = ImportBatch.parse((await upload(dispatch, content)).json());
    expect((await taiyuan.call(contract.getImport, { params: { id: other.id } })).statusCode).toBe(404);
    expect(
      (await taiyuan.call(contract.getRejectsCsv, { params: { id: other.id }, query: {} })).statusCode,
    ).toBe(404);
    const listed = (await taiyuan.call(contract.listImports, { query: {} })).json();
    expect(listed.items.map((one: { id: number }) => one.id)).toEqual([own.id]);
    const places = (
      await taiyuan.call(contract.getCompleteness, { query: { month: '2020-02', city: '140300' } })
    ).json().places;
    expect(places.map((place: { code: string }) => place.code)).toEqual(['1081A']);
    await platform.jobs.drain(platform, workers);
  });

  it('can be cancelled while they wait; a finished one cannot', async () => {
    const queued = ImportBatch.parse(
      (await upload(dispatch, `${head}2020-03-01 01:00,1081A,1,2,3,4,0.5,6\n`)).json(),
    );
    const cancelled = await dispatch.call(contract.cancelImport, { params: { id: queued.id } });
    expect(cancelled.json()).toMatchObject({ state: 'cancelled' });
    expect(await taken(dispatch, queued.id)).toMatchObject({ state: 'cancelled', rows: { total: 0 } });
    expect((await dispatch.call(contract.cancelImport, { params: { id: queued.id } })).statusCode).toBe(409);
  });

  it('interrupted by the server’s stop they wait and are done again', async () => {
    const queued = ImportBatch.parse(
      (await upload(dispatch, `${head}2020-04-01 01:00,1081A,1,2,3,4,0.5,6\n`)).json(),
    );
    const stopping = runAirHours(
      platform,
      platform.call(),
      queued.id,
      platform.files.pathOf(await hashOf(queued)),
      {
        onTouched: async () => {},
        signal: AbortSignal.abort(),
        interrupted: 'requeue',
      },
    );
    await expect(stopping).rejects.toThrow();
    const waiting = (await dispatch.call(contract.getImport, { params: { id: queued.id } })).json();
    expect(waiting).toMatchObject({ state: 'queued', rows: { total: 0 } });
    expect(await taken(dispatch, queued.id)).toMatchObject({ state: 'done', rows: { new: 1 } });
  });

  it('say what was wrong with a file that cannot be read', async () => {
    const queued = ImportBatch.parse((await upload(dispatch, 'a,b\n1,2\n')).json());
    expect(await taken(dispatch, queued.id)).toMatchObject({
      state: 'failed',
      error: { code: 'layout.unknown' },
    });
  });
});

describe('dust events and invalidations over HTTP', () => {
  const event = {
    firstHour: '2020-01-01T01:00:00+08:00',
    lastHour: '2020-01-02T00:00:00+08:00',
    cities: ['140100'],
    pollutants: ['pm10' as const],
    document: '晋环函〔2020〕1号',
  };

  it('are entered by who reviews, read by all, withdrawn with a reason', async () => {
    expect((await anonymous.call(contract.listDustEvents, { query: {} })).statusCode).toBe(401);
    expect((await taiyuan.call(contract.postDustEvent, { body: event })).statusCode).toBe(403);
    expect(
      (await dispatch.call(contract.postDustEvent, { body: { ...event, document: '' } })).statusCode,
    ).toBe(400);
    const entered = await dispatch.call(contract.postDustEvent, { body: event });
    expect(entered.json()).toMatchObject({ cities: ['140100'], withdrawnAt: null });
    expect((await reader.call(contract.listDustEvents, { query: {} })).json().items).toHaveLength(1);
    const { id } = entered.json();
    const gone = await dispatch.call(contract.withdrawDustEvent, {
      params: { id },
      body: { reason: '撤销' },
    });
    expect(gone.json()).toMatchObject({ withdrawnReason: '撤销' });
    const none = await reader.call(contract.listDustEvents, { query: { withdrawn: 'false' } });
    expect(none.json().items).toEqual([]);
  });

  it('a city bureau sees invalidations and revisions of its own city', async () => {
    const { rows } = await sql<{ id: number }>`select id from place where code = '1739A'`.execute(
      platform.db,
    );
    const body = {
      placeId: rows[0]!.id,
      firstHour: event.firstHour,
      lastHour: event.lastHour,
      pollutants: ['so2' as const],
      reason: '校准',
    };
    expect((await taiyuan.call(contract.postInvalidation, { body })).statusCode).toBe(403);
    expect((await dispatch.call(contract.postInvalidation, { body })).statusCode).toBe(200);
    expect((await dispatch.call(contract.listInvalidations, { query: {} })).json().items).toHaveLength(1);
    expect((await taiyuan.call(contract.listInvalidations, { query: {} })).json().items).toEqual([]);
    const revised = ImportBatch.parse(
      (await upload(dispatch, `${head}2020-01-01 01:00,1739A,9,2,3,4,0.5,6\n`)).json(),
    );
    await taken(dispatch, revised.id);
    const all = (await dispatch.call(contract.listRevisions, { query: { limit: 1 } })).json();
    expect(all).toMatchObject({ items: [{ before: { so2: 1 }, after: { so2: 9 } }], nextCursor: null });
    expect((await taiyuan.call(contract.listRevisions, { query: {} })).json().items).toEqual([]);
  });

  it('give every list as a spreadsheet, within the same limits', async () => {
    const cells = async (client: TestClient, url: string) => {
      const answer = await app.inject({ method: 'GET', url, headers: { cookie: client.cookie } });
      expect(answer.statusCode, url).toBe(200);
      const book = new exceljs.Workbook();
      await book.xlsx.load(new Uint8Array(answer.rawPayload).buffer);
      const found: string[] = [];
      book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => void found.push(cell.text)));
      return found;
    };
    expect(await cells(dispatch, '/api/completeness.xlsx?month=2020-01')).toEqual(
      expect.arrayContaining(['1739A', '小时合计']),
    );
    expect(await cells(taiyuan, '/api/completeness.xlsx?month=2020-01')).not.toContain('1739A');
    const revisions = await cells(dispatch, '/api/revisions.xlsx?lang=en');
    expect(revisions).toEqual(expect.arrayContaining(['1739A', 'Known at', '9']));
    expect(await cells(taiyuan, '/api/revisions.xlsx')).not.toContain('1739A');
    expect(await cells(dispatch, '/api/invalidations.xlsx')).toContain('1739A');
    expect(await cells(taiyuan, '/api/invalidations.xlsx')).not.toContain('1739A');
    expect(await cells(reader, '/api/dust-events.xlsx?withdrawn=true')).toContain('认定文件');
    expect(await cells(dispatch, '/api/imports.xlsx')).toEqual(
      expect.arrayContaining(['六月.csv.gz', '新入库']),
    );
    expect(await cells(taiyuan, '/api/imports.xlsx')).not.toContain('六月.csv.gz');
    const refused = await reader.call(contract.listImportsXlsx, { query: {} });
    expect(refused.statusCode).toBe(403);
    expect(await cells(reader, '/api/bulletins.xlsx?lang=en')).toContain('Number');
    expect(await cells(reader, '/api/closings.xlsx')).toContain('结账后调整');
    expect((await anonymous.call(contract.getRevisionsXlsx, { query: {} })).statusCode).toBe(401);
  });
});
