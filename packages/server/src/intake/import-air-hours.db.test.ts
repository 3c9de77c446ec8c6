import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ImportBatch } from '@qingzhang/contract';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/harness/database.ts';
import { type Call, systemActor } from '../platform/actor.ts';
import { FixedClock } from '../platform/clock.ts';
import { askCancel, createBatch, failLostBatches, findBatch } from './batches.ts';
import { type AirHoursFile, importAirHours, runAirHours } from './import-air-hours.ts';
import { loadProvincePreset } from './presets.ts';
import { importRegister } from './register-file.ts';
import { listRejected } from './rejects.ts';
import { rejectsCsv } from './rejects-file.ts';
import { stationRegister } from './stations.ts';
import type { TouchedDays } from './touched.ts';

const { db, pool, url } = await createTestDatabase();
const clock = new FixedClock('2024-01-01T00:00:00+08:00');
const platform = { db, database: { pool, url, embedded: false }, clock };
const directory = mkdtempSync(join(tmpdir(), 'qz-intake-'));
const call = (): Call => ({ actor: systemActor('cli'), requestId: null, at: clock.now() });

let files = 0;
function file(content: string | Buffer, name = `f${++files}.csv`): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

let touched: TouchedDays[] = [];
function take(content: string | Buffer, options: Partial<AirHoursFile> = {}): Promise<ImportBatch> {
  return importAirHours(
    platform,
    call(),
    { path: file(content, options.name), ...options },
    {
      onTouched: async (_trx, days) => {
        touched.push(days);
      },
    },
  );
}

/** The current rows, in the words of our plain layout. */
async function hours(): Promise<string[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select p.code, to_char(a.hour, 'YYYY-MM-DD HH24:MI') as t, so2, no2, pm10, pm25, co, o3
      from air_hour a join place p on p.id = a.place_id order by p.kind, p.code, a.hour`.execute(db);
  return rows.map((row) =>
    [row.code, row.t, row.so2, row.no2, row.pm10, row.pm25, row.co, row.o3].map((v) => v ?? '').join(' '),
  );
}

const head = 'time,station,so2,no2,pm10,pm25,co,o3\n';

beforeAll(async () => {
  await loadProvincePreset(db, 'shanxi');
  await importRegister(platform, call(), stationRegister, {
    path: file(
      'station_code,station_name,city,city_adcode,lon,lat,control_or_stopped\n' +
        '1081A,尖草坪,太原,140100,112.5,37.8,N\n1083A,上兰(对照点),太原,140100,112.4,38.0,Y\n1739A,赛鱼,阳泉,140300,113.4,37.8,N\n',
    ),
  });
});

beforeEach(async () => {
  await sql`delete from air_hour`.execute(db);
  await sql`delete from air_hour_revision`.execute(db);
  touched = [];
});

describe('importing hourly readings', () => {
  it('takes our own layout: END labels, 24:00, missing marks are missing and not zero', async () => {
    const batch = await take(
      `${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 24:00,1081A,NA,—,-99,*,--,0\n2020-01-02 01:00,1081A,,,,,,\n`,
    );
    expect(batch).toMatchObject({
      state: 'done',
      layout: 'plain',
      encoding: 'utf-8',
      hourLabel: 'end',
      rows: { total: 3, new: 2, same: 0, revised: 0, empty: 1, rejected: 0 },
      firstHour: '2020-01-01T01:00:00+08:00',
      lastHour: '2020-01-02T00:00:00+08:00',
    });
    expect(await hours()).toEqual([
      '1081A 2020-01-01 01:00 1000 2000 3000 4000 500 6000',
      '1081A 2020-01-02 00:00      0',
    ]);
    // AIR-3.1: label 24:00 belongs to the day it closes.
    expect([...touched[0]!.values()].map((days) => [...days])).toEqual([[18262]]);
  });

  it('states the convention and shifts only when told to: labels that name the begin', async () => {
    const batch = await take(`${head}2020-01-01 23:00,1081A,1,2,3,4,0.5,6\n`, { hourLabel: 'begin' });
    expect(batch.hourLabel).toBe('begin');
    expect(batch.detail.notes.map((note) => note.code)).toContain('hour.begin');
    expect(await hours()).toEqual(['1081A 2020-01-02 00:00 1000 2000 3000 4000 500 6000']);
  });

  it('changes nothing when the same file comes twice', async () => {
    const content = `${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 02:00,1081A,1,2,3,4,0.5,6\n`;
    await take(content);
    const before = await hours();
    const again = await take(content);
    expect(again.rows).toEqual({ total: 2, new: 0, same: 2, revised: 0, empty: 0, rejected: 0 });
    expect(await hours()).toEqual(before);
    expect(touched).toHaveLength(1);
    const { rows } = await sql`select from air_hour_revision`.execute(db);
    expect(rows).toHaveLength(0);
  });

  it('keeps the old value as a revision with its batch; a missing cell erases nothing', async () => {
    const first = await take(
      `${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 02:00,1081A,1,2,3,4,0.5,6\n`,
    );
    clock.advance(1000);
    const second = await take(
      `${head}2020-01-01 01:00,1081A,1,2,3,40,,6\n2020-01-01 02:00,1081A,1,,3,4,0.5,6\n`,
    );
    expect(second.rows).toMatchObject({ new: 0, same: 1, revised: 1 });
    expect(second.detail.notes).toContainEqual({ code: 'cells.kept', params: { count: 2 } });
    expect(await hours()).toEqual([
      '1081A 2020-01-01 01:00 1000 2000 3000 40000 500 6000',
      '1081A 2020-01-01 02:00 1000 2000 3000 4000 500 6000',
    ]);
    const { rows } = await sql`select pm25, batch_id, superseded_by from air_hour_revision`.execute(db);
    expect(rows).toEqual([{ pm25: 4000, batch_id: first.id, superseded_by: second.id }]);
    // A value that was missing and comes later is a revision too: it changes what was known.
    clock.advance(1000);
    await take(`${head}2020-01-01 03:00,1081A,1,2,3,,0.5,6\n`);
    const filled = await take(`${head}2020-01-01 03:00,1081A,1,2,3,4,0.5,6\n`);
    expect(filled.rows.revised).toBe(1);
  });

  it('rejects a row that repeats an hour with another value, and counts one that repeats it with the same', async () => {
    const batch = await take(
      `${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 01:00,1081A,1,2,3,5,0.5,6\n2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n`,
    );
    expect(batch.rows).toMatchObject({ total: 3, new: 1, same: 1, rejected: 1 });
    expect(await hours()).toEqual(['1081A 2020-01-01 01:00 1000 2000 3000 4000 500 6000']);
    const rejects = await listRejected(db, batch.id, { limit: 10, after: null, code: null });
    expect(rejects).toMatchObject([
      {
        line: 3,
        column: 'pm25',
        code: 'row.duplicate',
        params: { first: 4, second: 5 },
        raw: '2020-01-01 01:00,1081A,1,2,3,5,0.5,6',
      },
    ]);
  });

  it('prefers the row under the registered name where a file names a station twice, whichever comes first', async () => {
    const names = 'time,city,adcode,station_name,pm25,pm10,co,no2,o3_1h,so2\n';
    const stale = '2020-04-02 08:00,太原,140100,上兰,25,57,0.4,20,140,12\n';
    const live = '2020-04-02 08:00,太原,140100,上兰(对照点),39,40,0.5,25,16,6\n';
    for (const content of [names + stale + live, names + live + stale]) {
      await sql`delete from air_hour`.execute(db);
      const batch = await take(content);
      expect(batch.rows).toMatchObject({ total: 2, new: 1, rejected: 1 });
      expect(batch.detail.rejects).toMatchObject([{ code: 'row.otherName', count: 1 }]);
      expect(await hours()).toEqual(['1083A 2020-04-02 08:00 6000 25000 40000 39000 500 16000']);
    }
  });

  const bad: Array<[string, string, string, string | null]> = [
    ['text in a number', '2020-01-01 01:00,1081A,1,2,abc,4,0.5,6', 'cell.notNumber', 'pm10'],
    ['negative', '2020-01-01 01:00,1081A,-3,2,3,4,0.5,6', 'cell.negative', 'so2'],
    ['absurd', '2020-01-01 01:00,1081A,1,2,3,4985,0.5,6', 'cell.absurd', 'pm25'],
    ['a time that is none', '2020-02-30 01:00,1081A,1,2,3,4,0.5,6', 'time.invalid', 'time'],
    ['a time between the hours', '2020-01-01 01:30,1081A,1,2,3,4,0.5,6', 'time.notWholeHour', 'time'],
    ['a time in another zone', '2020-01-01T01:00:00Z,1081A,1,2,3,4,0.5,6', 'time.otherZone', 'time'],
    ['a time to come', '2024-01-01 02:00,1081A,1,2,3,4,0.5,6', 'time.future', 'time'],
    ['an unknown station', '2020-01-01 01:00,9999A,1,2,3,4,0.5,6', 'place.unknown', 'station'],
    ['a row too short', '2020-01-01 01:00,1081A,1,2', 'row.fields', null],
    ['an open quote', '"2020-01-01 01:00,1081A,1,2,3,4,0.5,6', 'line.quote', null],
  ];
  it.each(bad)(
    'turns away %s, with line, column and reason; the good rows go in',
    async (_, line, code, column) => {
      const batch = await take(
        `${head}2020-01-01 05:00,1081A,1,2,3,4,0.5,6\n${line}\n2020-01-01 06:00,1081A,1,2,3,4,0.5,6\n`,
      );
      expect(batch).toMatchObject({ state: 'done', rows: { total: 3, new: 2, rejected: 1 } });
      const rejects = await listRejected(db, batch.id, { limit: 10, after: null, code: null });
      expect(rejects).toMatchObject([{ line: 3, column, code, raw: line }]);
      expect(await hours()).toHaveLength(2);
    },
  );

  it('gives turned-away rows back in the file’s own columns; mended, they go in', async () => {
    const batch = await take(
      `${head}2020-01-01 05:00,1081A,1,2,3,4,0.5,6\n2020-01-01 06:00,1081A,1,2,x3,4,0.5,6\n`,
    );
    const csv = await text(rejectsCsv(db, batch, 'zh'));
    expect(csv).toContain(
      'time,station,so2,no2,pm10,pm25,co,o3,reject_file,reject_line,reject_column,reject_code,reject_reason',
    );
    expect(csv).toContain('“x3”不是数');
    const mended = await take(csv.replace('x3', '3'));
    expect(mended).toMatchObject({
      state: 'done',
      rows: { total: 1, new: 1, rejected: 0 },
      detail: { ignored: [] },
    });
    expect(await hours()).toHaveLength(2);
  });

  it('reads GB18030, gzip and the long city layout; the city’s series is a place of its own kind', async () => {
    // 城市 and 太原 in GB18030.
    const content = Buffer.concat([
      Buffer.from('time,'),
      Buffer.from([0xb3, 0xc7, 0xca, 0xd0]),
      Buffer.from(',aqi,pm25,pm10,so2,no2,o3,co\n2020-01-01 00:00,'),
      Buffer.from([0xcc, 0xab, 0xd4, 0xad]),
      Buffer.from(',50,35,60,10,20,30,0.8\n'),
    ]);
    const batch = await take(gzipSync(content));
    expect(batch).toMatchObject({
      state: 'done',
      layout: 'city-hours',
      encoding: 'gb18030, gzip',
      rows: { new: 1 },
    });
    expect(await hours()).toEqual(['140100 2020-01-01 00:00 10000 20000 60000 35000 800 30000']);
    expect(batch.detail.ignored).toEqual(['aqi']);
  });

  it('reads transposed files: the place-hour is the row; unknown columns are named once', async () => {
    const rows = [
      'PM2.5,35,12',
      'PM2.5_24h,1,1',
      'PM10,60,15',
      'SO2,10,x',
      'NO2,20,5',
      'O3,30,6',
      'CO,0.8,0.3',
      'AQI,50,20',
    ];
    const lines = rows.map((row) => {
      const [type, a, b] = row.split(',');
      return `20200101,0,${type},${a},${b},9`;
    });
    const batch = await take(`date,hour,type,太原,大同,三亚\n${lines.join('\n')}\n`);
    expect(batch).toMatchObject({
      state: 'done',
      layout: 'national-wide',
      rows: { total: 3, new: 1, rejected: 2 },
    });
    // AIR-3.2: hour 0 of 1 January is the last hour of 31 December.
    expect(await hours()).toEqual(['140100 2020-01-01 00:00 10000 20000 60000 35000 800 30000']);
    expect([...touched[0]!.values()].map((days) => [...days])).toEqual([[18261]]);
    const rejects = await listRejected(db, batch.id, { limit: 10, after: null, code: null });
    expect(rejects).toMatchObject([
      { code: 'place.unknown', column: '三亚' },
      { code: 'cell.notNumber', column: '大同 so2', raw: '2019-12-31 24:00,大同,x,5,15,12,0.3,6' },
    ]);
    const mended = await take((await text(rejectsCsv(db, batch, 'en'))).replace(',x,', ',7,'));
    expect(mended.rows).toMatchObject({ total: 1, new: 1, rejected: 0 });
    expect(await hours()).toContain('140200 2020-01-01 00:00 7000 5000 15000 12000 300 6000');
  });

  it('reads a transposed station file and date+hour rows', async () => {
    const wide = await take('date,hour,type,1081A,1739A\n20200101,1,PM2.5,35,12\n20200101,1,CO,1,2\n');
    expect(wide).toMatchObject({ layout: 'national-wide', rows: { new: 2 } });
    const cities = await take(
      'date,hour,城市,AQI,PM2.5,PM10\n20200101,23,太原,1,35.0,60.0\n20200101,24,太原,1,36,61\n',
    );
    expect(cities).toMatchObject({
      layout: 'national-cities',
      rows: { new: 2 },
      detail: { absent: ['so2', 'no2', 'co', 'o3'] },
    });
  });

  it('reads XLSX: dates, numbers and texts', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('数据');
    sheet.addRow(['太原市空气质量小时数据']);
    sheet.addRow(['时间', '点位编码', 'SO2', 'NO2', 'PM10', 'PM2.5', 'CO', 'O3']);
    sheet.addRow([new Date('2020-01-01T01:00:00Z'), '1081A', 1, 2, 3, 4.25, 0.5, '6']);
    sheet.addRow(['2020-01-01 02:00', '1081A', 1, 2, 3, '—', 0.5]);
    sheet.getColumn(1).numFmt = 'yyyy-mm-dd hh:mm';
    const batch = await take(Buffer.from(await book.xlsx.writeBuffer()), { name: 'hours.xlsx' });
    expect(batch).toMatchObject({ state: 'done', encoding: 'xlsx', rows: { total: 2, new: 2, rejected: 0 } });
    expect(await hours()).toEqual([
      '1081A 2020-01-01 01:00 1000 2000 3000 4250 500 6000',
      '1081A 2020-01-01 02:00 1000 2000 3000  500 ',
    ]);
  });
});

describe('a file that cannot be read changes nothing', () => {
  const many =
    head + Array.from({ length: 60_000 }, (_, i) => `${hourStampOf(i)},1081A,1,2,3,4,0.5,6`).join('\n');
  const cases: Array<[string, () => Buffer, string]> = [
    ['a truncated gzip', () => gzipSync(Buffer.from(many)).subarray(0, -2000), 'file.damaged'],
    [
      'a gzip with a broken middle',
      () => {
        const bytes = gzipSync(Buffer.from(many));
        const middle = bytes.length >> 1;
        bytes.fill(0xff, middle, middle + 50);
        return bytes;
      },
      'file.damaged',
    ],
    [
      'a truncated spreadsheet',
      () => Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(500, 7)]),
      'file.damaged',
    ],
    ['an old spreadsheet', () => Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'file.xls'],
    ['an empty file', () => Buffer.alloc(0), 'file.empty'],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'file.notTable'],
    ['no header', () => Buffer.from('1,2,3\n4,5,6\n'), 'layout.unknown'],
    ['no time column', () => Buffer.from('station,pm25\n1081A,4\n'), 'layout.unknown'],
    ['daily values', () => Buffer.from('date,city,pm25\n2020-01-01,太原,35\n'), 'layout.daily'],
    ['a column twice', () => Buffer.from('time,station,pm25,PM2.5\n'), 'layout.repeatedColumn'],
  ];
  it.each(cases)('%s', async (_, content, code) => {
    const batch = await take(content());
    expect(batch).toMatchObject({ state: 'failed', error: { code }, rows: { total: 0, new: 0 } });
    expect(await hours()).toEqual([]);
    expect(touched).toEqual([]);
  });

  it('another layout than the one insisted on', async () => {
    const batch = await take('time,city,pm25\n2020-01-01 01:00,太原,35\n', { layout: 'plain' });
    expect(batch).toMatchObject({
      state: 'failed',
      error: { code: 'layout.other', params: { wanted: 'plain', found: 'city-hours' } },
    });
  });

  it('a file that is not there', async () => {
    const batch = await importAirHours(
      platform,
      call(),
      { path: join(directory, 'nowhere.csv') },
      { onTouched: async () => {} },
    );
    expect(batch).toMatchObject({ state: 'failed', error: { code: 'file.missing' } });
  });
});

describe('one file is one transaction', () => {
  const many =
    head +
    Array.from({ length: 100_000 }, (_, i) => `${hourStampOf(i)},1081A,1,2,3,4,0.5,${i % 100}`).join('\n');

  it('takes large files through COPY and finds every row the same again', async () => {
    const batch = await take(many);
    expect(batch.rows).toMatchObject({ total: 100_000, new: 100_000 });
    const again = await take(many);
    expect(again.rows).toMatchObject({ total: 100_000, same: 100_000, new: 0 });
    const changed = await take(many.replaceAll(',0.5,7\n', ',0.6,7\n'));
    expect(changed.rows).toMatchObject({ same: 99_000, revised: 1000, new: 0 });
    expect(changed.detail.rejects).toEqual([]);
  });

  it('cancelled on the way: nothing of it is there, and the batch says so', async () => {
    const path = file(many + `\n${head}`.repeat(1));
    const id = await createBatch(db, call(), {
      kind: 'air-hours',
      fileName: 'many.csv',
      fileId: null,
      bytesTotal: null,
      options: { layout: 'auto', hourLabel: 'end', scope: null, backend: null },
      dryRun: false,
      simulated: false,
    });
    const batch = await runAirHours(platform, call(), id, path, {
      onTouched: async () => {},
      // Asked for when the work is done but not committed.
      signal: AbortSignal.abort(),
    });
    expect(batch).toMatchObject({ state: 'cancelled', rows: { total: 0, new: 0 } });
    expect(await hours()).toEqual([]);
    await askCancel(db, id);
    expect((await findBatch(db, id))?.state).toBe('cancelled');
  });

  it('killed on the way: nothing of it is there; the next look finds the batch lost', async () => {
    const path = file(many);
    const failure = importAirHours(
      platform,
      call(),
      { path },
      {
        onTouched: async (trx) => {
          const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
          await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db);
          await sql`select 1`.execute(trx);
        },
      },
    );
    await expect(failure).rejects.toThrow();
    expect(await hours()).toEqual([]);
    await sql`update batch set state = 'running', options = options || '{"backend": {"pid": 1, "started": "long ago"}}'
               where id = (select max(id) from batch)`.execute(db);
    expect(await failLostBatches(db)).toBe(1);
    expect(await failLostBatches(db)).toBe(0);
  });

  it('an evaluation that fails takes the rows back', async () => {
    const path = file(`${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n`);
    const hooks = {
      onTouched: async () => {
        throw new Error('no');
      },
    };
    await expect(importAirHours(platform, call(), { path }, hooks)).rejects.toThrow('no');
    expect(await hours()).toEqual([]);
  });

  it('a dry run finds everything and keeps only the findings', async () => {
    const batch = await take(
      `${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 02:00,1081A,x,2,3,4,0.5,6\n`,
      {
        dryRun: true,
      },
    );
    expect(batch).toMatchObject({
      state: 'done',
      dryRun: true,
      rows: { new: 1, rejected: 1 },
      knownAt: null,
    });
    expect(await hours()).toEqual([]);
    expect(await listRejected(db, batch.id, { limit: 10, after: null, code: null })).toHaveLength(1);
  });
});

describe('a city bureau', () => {
  it('brings in its own city’s rows only', async () => {
    const actor = { ...systemActor('cli'), role: 'city' as const, regionCode: '140300', login: 'yq' };
    const path = file(`${head}2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 01:00,1739A,1,2,3,4,0.5,6\n`);
    const batch = await importAirHours(
      platform,
      { ...call(), actor },
      { path },
      { onTouched: async () => {} },
    );
    expect(batch.detail.rejects).toEqual([{ code: 'place.otherCity', count: 1, kept: 1 }]);
    expect(await hours()).toEqual(['1739A 2020-01-01 01:00 1000 2000 3000 4000 500 6000']);
  });
});

const real = join(import.meta.dirname, '../../../../../shared/data/air');
describe.skipIf(!existsSync(real))('the public files (skipped where ../shared/data is absent)', () => {
  const path = (name: string) => join(real, name);

  it('come in whole: counts, spans and agreements known from their descriptions', async () => {
    const take = (name: string) =>
      importAirHours(platform, call(), { path: path(name) }, { onTouched: async () => {} });
    await importRegister(platform, call(), stationRegister, { path: path('stations_shanxi.csv') });
    const cities = await take('shanxi_city_hourly_2018-12_2020-06.csv.gz');
    expect(cities).toMatchObject({
      layout: 'city-hours',
      rows: { total: 109_689, new: 109_678, empty: 11, rejected: 0 },
      firstHour: '2018-12-01T00:00:00+08:00',
      lastHour: '2020-06-30T23:00:00+08:00',
    });
    // The original day file holds the same values as the collected one: nothing is new, nothing differs.
    const day = await take('raw_china_cities_20200115.csv.gz');
    expect(day).toMatchObject({
      layout: 'national-cities',
      encoding: 'utf-8-bom, gzip',
      rows: { total: 8683, revised: 0 },
    });
    expect(day.rows.same).toBeGreaterThanOrEqual(264);
    const stations = await take('shanxi_station_hourly_2020-04-02_08.csv.gz');
    expect(stations).toMatchObject({
      layout: 'station-hours',
      rows: { total: 7780, new: 5381, empty: 1741 },
    });
    const feed = await take('raw_cnemc_station_sample_2022-01-04T14.csv');
    expect(feed).toMatchObject({ layout: 'cnemc-stations', rows: { total: 12, new: 7, rejected: 5 } });
    const nation = await take('china_city_hourly_2019-01_and_2020-01.csv.gz');
    expect(nation).toMatchObject({ state: 'done', rows: { total: 538_285, revised: 0 } });
    expect(readFileSync(path('check_shanxi_monthly.csv'), 'utf8')).toContain('adcode');
  }, 120_000);
});

async function text(stream: AsyncIterable<unknown>): Promise<string> {
  let all = '';
  for await (const part of stream) all += String(part);
  return all;
}

/** The i-th hour from 2010-01-01 on, as a label. */
function hourStampOf(i: number): string {
  const instant = new Date(Date.UTC(2010, 0, 1, i)).toISOString();
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}
