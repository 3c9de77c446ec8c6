import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewTarget } from '@qingzhang/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { importRegister } from '../../intake/register-file.ts';
import { listTargetRows } from '../queries.ts';
import { createProvince, NORTH, SOUTH } from '../testing/small-province.ts';
import { targetRegister } from './register.ts';
import { addTarget, listTargets } from './service.ts';

const platform = await createTestPlatform({ now: '2026-01-10T09:00:00+08:00' });
const { db, clock } = platform;
const directory = mkdtempSync(join(tmpdir(), 'qz-targets-'));
afterAll(() => rmSync(directory, { recursive: true }));

const target = (changes: Partial<NewTarget> = {}): NewTarget => ({
  region: NORTH,
  year: 2026,
  indicator: 'pm25',
  value: '38',
  monthly: null,
  document: '某环发〔2026〕1号',
  documentDate: '2026-01-05',
  ...changes,
});

beforeAll(async () => {
  await createProvince(platform);
});

describe('versions of a target', () => {
  test('a new value supersedes: the old version stays and is what was known then', async () => {
    const first = await addTarget(db, target(), platform.call());
    expect(first).toMatchObject({ version: 1, value: '38', unit: 'µg/m³', supersededAt: null });
    const between = clock.now();
    clock.set('2026-02-01T09:00:00+08:00');
    const second = await addTarget(db, target({ value: '36.5' }), platform.call());
    expect(second).toMatchObject({ version: 2, value: '36.5' });
    const now = await listTargetRows(db, { year: 2026, regions: [NORTH] });
    expect(now.map(({ value, version }) => `${version} ${value}`)).toEqual(['2 36.5']);
    const then = await listTargetRows(db, { year: 2026, regions: [NORTH], asOf: between });
    expect(then.map(({ value, version }) => `${version} ${value}`)).toEqual(['1 38']);
    const before = await listTargetRows(db, { year: 2026, asOf: new Date('2026-01-01T00:00:00+08:00') });
    expect(before).toEqual([]);
    const { items } = await listTargets(db, { year: 2026, history: true, lang: 'zh' });
    expect(items.map(({ version, supersededAt }) => [version, supersededAt])).toEqual([
      [2, null],
      [1, '2026-02-01T01:00:00.000Z'],
    ]);
  });

  test('the same again changes nothing and leaves no audit row', async () => {
    const audits = () =>
      db.selectFrom('audit_log').select('action').where('object_type', '=', 'target').execute();
    const before = await audits();
    expect(await addTarget(db, target({ value: '36.5' }), platform.call())).toMatchObject({ version: 2 });
    expect(await audits()).toEqual(before);
    expect(before.map(({ action }) => action)).toEqual(['target.add', 'target.revise']);
  });

  test('decimals stay as decided, of monthly values too', async () => {
    const monthly = Array.from({ length: 12 }, (_, index) => `${30 + index}.50`);
    await addTarget(db, target({ region: SOUTH, value: '40.0', monthly }), platform.call());
    const [row] = await listTargetRows(db, { year: 2026, regions: [SOUTH] });
    expect([row?.value, row?.monthly]).toEqual(['40.0', monthly]);
  });

  test.each([
    [{ indicator: 'goodDayShare', value: '100.1' }, 'target.value'],
    [{ indicator: 'heavyDays', value: '2.5' }, 'target.value'],
    [{ value: '0' }, 'target.value'],
    [{ documentDate: '2026-02-30' }, 'target.documentDate'],
    [{ region: '990000' }, 'target.region'],
    [{ region: '910101' }, 'target.region'],
  ] satisfies [Partial<NewTarget>, string][])('%j is refused as %s', async (changes, what) => {
    await expect(addTarget(db, target(changes), platform.call())).rejects.toMatchObject({
      code: 'thing.invalid',
      params: { what },
    });
  });

  test('who may not set targets is refused by the service itself', async () => {
    const call = platform.call();
    const city = { ...call, actor: { ...call.actor, role: 'city' as const, regionCode: NORTH } };
    await expect(addTarget(db, target(), city)).rejects.toMatchObject({ code: 'permission.denied' });
  });
});

describe('a file of targets', () => {
  const put = async (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return importRegister(platform, platform.call(), targetRegister(), { path });
  };
  const rejects = (batch: number) =>
    db
      .selectFrom('batch_reject')
      .select(['line', 'col', 'code'])
      .where('batch_id', '=', batch)
      .orderBy('line')
      .execute();
  const months = Array.from({ length: 12 }, (_, index) => `${index + 1}月`).join(',');

  test('Chinese headings, names for codes; the same file twice changes nothing', async () => {
    const text = `﻿地区,年份,指标,目标值,${months},来源文件,文件日期
甲市,2027,PM2.5,37,60,50,40,30,25,25,22,22,26,36,48,58,某环发〔2027〕1号,2027-01-06
乙,2027年,优良天数比例,76.0%,,,,,,,,,,,,,某环发〔2027〕1号,
910200,2027,重污染天数,2,,,,,,,,,,,,,某环发〔2027〕1号,2027/01/06
`;
    const first = await put('zh.csv', text);
    expect(first).toMatchObject({ state: 'done', rows: { new: 3, same: 0, revised: 0, rejected: 0 } });
    const rows = await listTargetRows(db, { year: 2027 });
    expect(rows.map(({ region, indicator, value }) => `${region} ${indicator} ${value}`)).toEqual([
      '910100 pm25 37',
      '910200 goodDayShare 76.0',
      '910200 heavyDays 2',
    ]);
    expect(rows[0]?.monthly).toHaveLength(12);
    expect(rows[2]?.documentDate).toBe('2027-01-06');
    expect(await put('zh.csv', text)).toMatchObject({ rows: { new: 0, same: 3, revised: 0, rejected: 0 } });
  });

  test('bad rows are kept with line, column and reason; good ones go in', async () => {
    const header = `region,year,indicator,value,m1,m2,document`;
    const batch = await put(
      'en.csv',
      `${header}
910100,2028,pm25,37,,,doc
Nowhere,2028,pm25,37,,,doc
910100,1999,pm25,37,,,doc
910100,2028,radon,37,,,doc
910100,2028,so2,thirty,,,doc
910100,2028,no2,30,1,2,doc
910100,2028,o3,160,,,
`,
    );
    expect(batch).toMatchObject({ state: 'done', rows: { new: 1, rejected: 6 } });
    expect((await rejects(batch.id)).map(({ line, col, code }) => `${line} ${col} ${code}`)).toEqual([
      '3 region target.region',
      '4 year target.year',
      '5 indicator target.indicator',
      '6 value target.value',
      '7 m3 target.monthly',
      '8 document target.document',
    ]);
  });

  test('a file without the columns is none of ours', async () => {
    expect(await put('other.csv', 'a,b\n1,2\n')).toMatchObject({ state: 'failed' });
  });
});
