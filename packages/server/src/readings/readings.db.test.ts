import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayNumber, hourIndex } from '@qingzhang/standards';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/harness/database.ts';
import { importAirHours } from '../intake/import-air-hours.ts';
import { loadProvincePreset } from '../intake/presets.ts';
import { importRegister } from '../intake/register-file.ts';
import { stationRegister } from '../intake/stations.ts';
import type { TouchedDays } from '../intake/touched.ts';
import { type Call, systemActor } from '../platform/actor.ts';
import { FixedClock } from '../platform/clock.ts';
import { dustRegister } from './dust-file.ts';
import { enterDustEvent, enterInvalidation, withdrawDustEvent, withdrawInvalidation } from './exclusions.ts';
import { loadHourGrid } from './hour-grid.ts';
import * as queries from './queries.ts';

const { db, pool, url } = await createTestDatabase();
const clock = new FixedClock('2024-01-01T00:00:00+08:00');
const platform = { db, database: { pool, url, embedded: false }, clock };
const directory = mkdtempSync(join(tmpdir(), 'qz-readings-'));
const call = (): Call => ({ actor: systemActor('cli'), requestId: null, at: clock.now() });

let files = 0;
function file(content: string): string {
  const path = join(directory, `f${++files}.csv`);
  writeFileSync(path, content);
  return path;
}

let touched: TouchedDays = new Map();
const onTouched = async (_: unknown, days: TouchedDays) => {
  touched = days;
};
const head = 'time,station,so2,no2,pm10,pm25,co,o3\n';
const moments: Date[] = [];
let taiyuan = 0;
let yangquan = 0;

async function take(rows: string) {
  clock.advance(60_000);
  const batch = await importAirHours(platform, call(), { path: file(head + rows) }, { onTouched });
  expect(batch.state).toBe('done');
  moments.push(clock.now());
  clock.advance(60_000);
  return batch;
}

beforeAll(async () => {
  await loadProvincePreset(db, '140000');
  await importRegister(platform, call(), stationRegister, {
    path: file(
      'station_code,station_name,city,lon,lat\n1081A,尖草坪,太原,112.5,37.8\n1739A,赛鱼,阳泉市,113.4,37.8\n',
    ),
  });
  const { rows } = await sql<{ id: number; code: string }>`select id, code from place`.execute(db);
  taiyuan = rows.find((row) => row.code === '1081A')!.id;
  yangquan = rows.find((row) => row.code === '1739A')!.id;
  await take(
    '2020-01-01 01:00,1081A,1,2,3,4,0.5,6\n2020-01-01 24:00,1081A,1,2,3,4,0.5,6\n2020-01-02 01:00,1081A,1,2,3,,0.5,6\n2020-01-01 01:00,1739A,1,2,3,4,0.5,6\n',
  );
  await take('2020-01-01 01:00,1081A,1,2,3,40,0.5,6\n');
  await take('2020-01-01 01:00,1081A,1,2,3,41,0.5,6\n');
});

describe('readings as of a moment', () => {
  it('come back as they were known then', async () => {
    const first = hourIndex('2020-01-01', 1);
    const at = async (moment?: Date) => (await loadHourGrid(db, [taiyuan], first, 1, moment)).columns.pm25[0];
    expect(await at(moments[0])).toBe(4000);
    expect(await at(moments[1])).toBe(40_000);
    expect(await at(moments[2])).toBe(41_000);
    expect(await at()).toBe(41_000);
    expect(await at(new Date('2023-12-31T00:00:00Z'))).toBe(-0x80000000);
  });

  it('list their revisions, the latest first, each with what took its place', async () => {
    const all = { limit: 10, after: null, city: null, placeId: null, from: undefined, to: undefined };
    const revisions = await queries.listRevisions(db, all);
    expect(revisions.map((one) => [one.before.pm25, one.after.pm25])).toEqual([
      [40, 41],
      [4, 40],
    ]);
    expect(revisions[0]).toMatchObject({
      hour: '2020-01-01T01:00:00+08:00',
      place: { code: '1081A', city: '140100' },
    });
    const second = await queries.listRevisions(db, { ...all, after: revisions[0]!.cursor });
    expect(second).toHaveLength(1);
    expect(await queries.listRevisions(db, { ...all, city: '140300' })).toEqual([]);
    expect(
      await queries.listRevisions(db, { ...all, placeId: taiyuan, from: '2020-01-01', to: '2020-01-01' }),
    ).toHaveLength(2);
    expect(await queries.listRevisions(db, { ...all, from: '2020-01-02' })).toEqual([]);
  });
});

describe('completeness', () => {
  it('counts hours and values per place and day; label 24:00 belongs to the day it closes (AIR-3.1)', async () => {
    const { days, places } = await queries.completenessOf(db, '2020-01', null);
    expect(days).toBe(31);
    expect(places.map((place) => [place.code, place.cityName])).toEqual([
      ['1081A', '太原市'],
      ['1739A', '阳泉市'],
    ]);
    expect(places[0]!.hours.slice(0, 3)).toEqual([2, 1, 0]);
    expect(places[0]!.values.slice(0, 3)).toEqual([12, 5, 0]);
    const own = await queries.completenessOf(db, '2020-01', '140300');
    expect(own.places.map((place) => place.code)).toEqual(['1739A']);
    const none = await queries.completenessOf(db, '2019-12', null);
    expect(none.places.every((place) => place.hours.every((count) => count === 0))).toBe(true);
  });

  it('knows the span of a place', async () => {
    const spans = await queries.readingSpan(db, [taiyuan, yangquan, 999]);
    expect(spans.get(taiyuan)).toEqual({
      first: '2020-01-01T01:00:00+08:00',
      last: '2020-01-02T01:00:00+08:00',
    });
    expect(spans.has(999)).toBe(false);
  });
});

describe('dust events (AIR-5)', () => {
  const event = {
    firstHour: '2020-01-01T01:00:00+08:00',
    lastHour: '2020-01-02T00:00:00+08:00',
    cities: ['140100'],
    pollutants: ['pm10' as const],
    document: '晋环函〔2020〕1号',
    note: '',
  };

  it('touch the days of their cities’ places that have readings, and no other; withdrawn with a reason', async () => {
    const entered = await enterDustEvent(db, call(), event, onTouched);
    expect(entered).toMatchObject({ ...event, withdrawnAt: null });
    expect([...touched]).toEqual([[taiyuan, new Set([dayNumber('2020-01-01')])]]);
    touched = new Map();
    const withdrawn = await withdrawDustEvent(db, call(), entered.id, '撤销', onTouched);
    expect(withdrawn).toMatchObject({ withdrawnBy: 'cli', withdrawnReason: '撤销' });
    expect(touched.size).toBe(1);
    await expect(withdrawDustEvent(db, call(), entered.id, '再撤', onTouched)).rejects.toMatchObject({
      code: 'thing.conflict',
    });
    expect(await queries.listDustEvents(db, {})).toHaveLength(1);
    expect(await queries.listDustEvents(db, { withdrawn: false })).toEqual([]);
    expect(await queries.listDustEvents(db, { from: '2020-01-02' })).toEqual([]);
  });

  it('need a document (AIR-5.2), known cities and whole hours in order', async () => {
    const refuse = (change: object) =>
      expect(enterDustEvent(db, call(), { ...event, ...change }, onTouched)).rejects;
    await refuse({ document: ' ' }).toMatchObject({ code: 'thing.invalid' });
    await refuse({ cities: ['999999'] }).toMatchObject({ code: 'thing.notFound' });
    await refuse({ lastHour: '2019-12-31T00:00:00+08:00' }).toMatchObject({ code: 'thing.invalid' });
    await refuse({ firstHour: '2020-01-01T01:30:00+08:00' }).toMatchObject({ code: 'thing.invalid' });
  });

  it('come in from a file: the good ones go in, the same file again changes nothing', async () => {
    const path = file(
      'start,end,cities,pollutants,document,note\n' +
        '2020-03-18 10:00,2020-03-19 08:00,太原;阳泉市,PM10;PM2.5,晋环函〔2020〕2号,\n' +
        '2020-03-20 10:00,2020-03-20 18:00,太原,PM10,,没有文件\n' +
        '2020-03-21 10:00,2020-03-20 18:00,太原,PM10,x,\n' +
        '2020-03-21 10:00,2020-03-22 18:00,长安,PM10,x,\n' +
        '2020-03-21 10:00,2020-03-22 18:00,太原,O3,x,\n',
    );
    const batch = await importRegister(platform, call(), dustRegister(onTouched), { path });
    expect(batch).toMatchObject({
      kind: 'dust-events',
      state: 'done',
      rows: { total: 5, new: 1, rejected: 4 },
    });
    expect(batch.detail.rejects.map((one) => one.code).sort()).toEqual([
      'register.city',
      'register.document',
      'register.pollutant',
      'register.span',
    ]);
    const again = await importRegister(platform, call(), dustRegister(onTouched), { path });
    expect(again.rows).toMatchObject({ new: 0, same: 1 });
    const [latest] = await queries.listDustEvents(db, { withdrawn: false });
    expect(latest).toMatchObject({ cities: ['140100', '140300'], pollutants: ['pm10', 'pm25'] });
  });
});

describe('invalidations', () => {
  it('carry a reason, touch the place’s days, leave the readings, and can be withdrawn', async () => {
    const entered = await enterInvalidation(
      db,
      call(),
      {
        placeId: taiyuan,
        firstHour: '2020-01-01T01:00:00+08:00',
        lastHour: '2020-01-02T01:00:00+08:00',
        pollutants: ['so2'],
        reason: '仪器校准',
      },
      onTouched,
    );
    expect(entered).toMatchObject({ place: { code: '1081A' }, reason: '仪器校准', withdrawnAt: null });
    expect([...touched]).toEqual([[taiyuan, new Set([dayNumber('2020-01-01'), dayNumber('2020-01-02')])]]);
    const grid = await loadHourGrid(db, [taiyuan], hourIndex('2020-01-01', 1), 1);
    expect(grid.columns.so2[0]).toBe(1000);
    expect(await queries.listInvalidations(db, { city: '140300' })).toEqual([]);
    const withdrawn = await withdrawInvalidation(db, call(), entered.id, '复核有效', onTouched);
    expect(withdrawn.withdrawnReason).toBe('复核有效');
    await expect(withdrawInvalidation(db, call(), 9999, 'x', onTouched)).rejects.toMatchObject({
      code: 'thing.notFound',
    });
    const { rows } = await sql<{
      action: string;
    }>`select action from audit_log where object_type = 'invalidation' order by id`.execute(db);
    expect(rows.map((row) => row.action)).toEqual(['invalidation.enter', 'invalidation.withdraw']);
  });
});
