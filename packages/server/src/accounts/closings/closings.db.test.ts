import { parseExact } from '@qingzhang/domain';
import { add, compare, subtract } from '@qingzhang/standards';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { loadRegionDaysAsOf } from '../../evaluation/day-book.ts';
import { standAt } from '../moment.ts';
import { accountReport } from '../report.ts';
import { readSituation } from '../situation/situation.ts';
import { statementDocument } from '../statement/document.ts';
import { addTarget } from '../targets/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../testing/small-province.ts';
import { listEntries, listFrozenDays } from './queries.ts';
import { checkClosing, closeMonth, listClosings, monthEntries } from './service.ts';

const platform = await createTestPlatform({ now: '2025-01-02T09:00:00+08:00' });
const { db, clock } = platform;
let places: Map<string, number>;

const place = (city: string): number => places.get(city) ?? Number.NaN;
const close = (period: string) => closeMonth(platform, { period, note: '' }, platform.call());
const entries = async () => {
  const report = await accountReport(platform, {});
  return report.cities
    .find(({ code }) => code === NORTH)
    ?.entries.find(({ indicator }) => indicator === 'pm25');
};

beforeAll(async () => {
  places = await createProvince(platform);
  for (const region of [NORTH, SOUTH]) {
    for (const [indicator, value] of [
      ['pm25', '40'],
      ['goodDayShare', '80.0'],
    ] as const) {
      const target = {
        region,
        year: 2025,
        indicator,
        value,
        monthly: null,
        document: '文件',
        documentDate: null,
      };
      await addTarget(db, target, platform.call());
    }
  }
  clock.set('2025-02-01T08:00:00+08:00');
  for (const city of [NORTH, SOUTH])
    await writeDays(platform, place(city), '2025-01-01', '2025-01-31', () => 50);
});

describe('before closing', () => {
  test('an unfinished month stops, a finished one is ready', async () => {
    expect(await checkClosing(platform, '2025-01', 'zh')).toEqual({
      period: '2025-01',
      ready: true,
      findings: [],
    });
    const later = await checkClosing(platform, '2025-02', 'zh');
    expect(later).toMatchObject({ ready: false, findings: [{ severity: 'stop' }] });
    await expect(close('2025-02')).rejects.toMatchObject({
      code: 'thing.conflict',
      params: { state: 'notOver' },
    });
  });

  test('a running import stops it', async () => {
    const batch = await db
      .insertInto('batch')
      .values({
        kind: 'air-hours',
        file_name: 'x',
        state: 'running',
        created_by: 'test',
        created_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await expect(close('2025-01')).rejects.toMatchObject({ params: { state: 'importsRunning' } });
    await db.deleteFrom('batch').where('id', '=', batch.id).execute();
  });

  test('nobody without the permission closes', async () => {
    const call = platform.call();
    const actor = { ...call.actor, role: 'city' as const, regionCode: NORTH };
    await expect(
      closeMonth(platform, { period: '2025-01', note: '' }, { ...call, actor }),
    ).rejects.toMatchObject({
      code: 'permission.denied',
    });
  });
});

describe('a closed month', () => {
  test('freezes the days and the entries as known then, and says who', async () => {
    clock.set('2025-02-02T18:00:00+08:00');
    const closing = await close('2025-01');
    expect(closing).toMatchObject({ period: '2025-01', asOf: '2025-02-02T10:00:00.000Z', adjustments: [] });
    const [row] = await db.selectFrom('closing').selectAll().execute();
    expect(await listFrozenDays(db, row?.id ?? 0)).toHaveLength(62);
    const frozen = await listEntries(db, 2025);
    expect(frozen.map(({ region, indicator }) => `${region} ${indicator}`)).toEqual([
      '910100 goodDayShare',
      '910100 pm25',
      '910200 goodDayShare',
      '910200 pm25',
    ]);
    const pm25 = frozen.find(({ indicator }) => indicator === 'pm25')?.entry;
    expect(pm25).toMatchObject({
      month: 1,
      opening: '14600',
      spent: '1550',
      adjustment: '0',
      closing: '13050',
    });
    await expect(close('2025-01')).rejects.toMatchObject({
      code: 'thing.conflict',
      params: { state: 'closed' },
    });
    const audit = await db
      .selectFrom('audit_log')
      .select('action')
      .where('action', '=', 'month.close')
      .execute();
    expect(audit).toHaveLength(1);
  });

  test('stays as it was when a value of it is corrected; the correction is booked in the open month', async () => {
    clock.set('2025-02-10T09:00:00+08:00');
    await writeDays(platform, place(NORTH), '2025-02-01', '2025-02-09', () => 30);
    await writeDays(platform, place(SOUTH), '2025-02-01', '2025-02-09', () => 30);
    const before = await readSituation(platform, { periodKey: '2025-01', lang: 'zh' });
    expect(before.standing).toMatchObject({ adjusted: false, closed: { asOf: '2025-02-02T10:00:00.000Z' } });
    clock.set('2025-02-11T09:00:00+08:00');
    await writeDays(platform, place(NORTH), '2025-01-10', '2025-01-11', () => 38);

    const after = await readSituation(platform, { periodKey: '2025-01', lang: 'zh' });
    expect(after.standing.adjusted).toBe(true);
    expect({ ...after, standing: before.standing }).toEqual(before);

    expect((await listClosings(platform, 'zh')).items[0]?.adjustments).toEqual([
      { region: NORTH, indicator: 'pm25', amount: '+24.0', unit: 'µg·天' },
    ]);
    // 14600 − 1550 stood frozen; 24 come back in February, which has spent 9 × 30.
    expect(await entries()).toMatchObject({
      opening: '13050',
      spent: '270',
      adjustment: '24',
      closing: '12804',
      closed: false,
      reconciled: true,
      parts: [{ kind: 'revision', month: 1, text: '24' }],
    });
  });

  test('asked as of its closing it is computed again to what was frozen', async () => {
    const [row] = await db.selectFrom('closing').selectAll().where('period', '=', '2025-01').execute();
    const asOf = row?.as_of ?? new Date(0);
    const recomputed = await loadRegionDaysAsOf(db, [NORTH, SOUTH], '2025-01-01', '2025-01-31', asOf);
    const frozen = await listFrozenDays(db, row?.id ?? 0);
    expect(recomputed.map(({ region, day, ...values }) => ({ region, day, values }))).toEqual(frozen);
    const stand = await standAt(platform, {
      at: '2025-02-01T00:00:00+08:00',
      asOf: asOf.toISOString(),
    });
    const again = await monthEntries(stand, { kind: 'month', year: 2025, month: 1 });
    const kept = (await listEntries(db, 2025)).map(({ period: _, ...entry }) => entry);
    const order = (list: typeof again) =>
      [...list].sort((a, b) => `${a.region}${a.indicator}`.localeCompare(`${b.region}${b.indicator}`));
    expect(order(again)).toEqual(order(kept));
    // Without that moment the correction shows: what is compared is reckoned, not read back.
    const today = await standAt(platform, { at: '2025-02-01T00:00:00+08:00' });
    const now = await monthEntries(today, { kind: 'month', year: 2025, month: 1 });
    expect(now.find(({ region, indicator }) => region === NORTH && indicator === 'pm25')?.entry.spent).toBe(
      '1526',
    );
  });

  test('the statement of the closed month prints the frozen figures and names what came later', async () => {
    const document = await statementDocument(
      platform,
      { code: NORTH, month: '2025-01' },
      platform.call().actor,
    );
    expect(document).toMatchObject({
      number: '2025-01-甲',
      closed: '2月2日 18:00 结账',
      period: '2025年1月',
    });
    const row = document.air.rows.find(({ label }) => label === 'PM2.5');
    expect(row).toMatchObject({ budget: '14,600', opening: '14,600', spent: '1,550', closing: '13,050' });
    expect(document.adjustments).toEqual(['1月 PM2.5 +24.0 µg·天，记入未结月份']);
    expect(document.badges.map(({ text }) => text)).toEqual(['已结账', '实时未审核', '有调整']);
  });

  test('months close in order, and each opening is the closing before it', async () => {
    clock.set('2025-04-02T09:00:00+08:00');
    for (const city of [NORTH, SOUTH]) {
      await writeDays(platform, place(city), '2025-02-10', '2025-03-31', (day) => 20 + Number(day.slice(8)));
    }
    expect((await listClosings(platform, 'zh')).next).toMatchObject({ period: '2025-02', ready: true });
    await expect(close('2025-03')).rejects.toMatchObject({ params: { state: 'previousOpen' } });
    await close('2025-02');
    clock.advance(60_000);
    await close('2025-03');
    const kept = (await listEntries(db, 2025)).filter(
      ({ region, indicator }) => region === NORTH && indicator === 'pm25',
    );
    expect(kept.map(({ entry }) => entry.month)).toEqual([1, 2, 3]);
    for (const [index, { entry }] of kept.entries()) {
      const sum = subtract(
        subtract(add(parseExact(entry.opening), parseExact(entry.adjustment)), parseExact(entry.spent)),
        parseExact(entry.lapsed),
      );
      expect(compare(sum, parseExact(entry.closing))).toBe(0);
      const next = kept[index + 1];
      if (next) expect(next.entry.opening).toBe(entry.closing);
    }
    expect(kept[1]?.entry.adjustment).toBe('24');
  });

  test('an invalid month is closed with a note, and simulated data say so', async () => {
    clock.set('2025-05-02T09:00:00+08:00');
    await writeDays(platform, place(NORTH), '2025-04-01', '2025-04-30', () => 35, { simulated: true });
    await writeDays(platform, place(SOUTH), '2025-04-01', '2025-04-20', () => 35, { simulated: true });
    const check = await checkClosing(platform, '2025-04', 'zh');
    expect(check).toMatchObject({ ready: true, findings: [{ severity: 'note' }] });
    expect(check.findings[0]?.text).toMatch(/^乙 .*有效天数不足/);
    expect(await close('2025-04')).toMatchObject({ simulated: true });
    const page = await readSituation(platform, { periodKey: '2025-04', lang: 'zh' });
    expect(page.standing.simulated).toBe(true);
    expect((await readSituation(platform, { periodKey: '2025-03', lang: 'zh' })).standing.simulated).toBe(
      false,
    );
  });
});
