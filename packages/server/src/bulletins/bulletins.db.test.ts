import {
  getBulletin,
  getBulletinFile,
  issueBulletin,
  listBulletins,
  postBulletin,
} from '@qingzhang/contract';
import pg from 'pg';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { closeMonth } from '../accounts/closings/service.ts';
import { addTarget } from '../accounts/targets/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../accounts/testing/small-province.ts';
import { reevaluate } from '../evaluation/reevaluate.ts';
import { bulletinNames } from '../issuing/issuer.ts';
import { writeSetting } from '../platform/settings/settings.ts';
import { enterDustEvent } from '../readings/exclusions.ts';
import { makeDemoBulletins } from './demo.ts';
import * as service from './service.ts';

const platform = await createTestPlatform({ now: '2025-03-05T09:00:00+08:00' });
const { db, clock } = platform;
const { anonymous, signedIn } = await createTestApp(platform);
let places: Map<string, number>;
const place = (city: string): number => places.get(city) ?? Number.NaN;
const make = (period: string) => service.makeBulletin(platform, period, platform.call());
const issue = (id: number) => service.issueBulletin(platform, id, platform.call());
const compose = (period: string) => service.composePeriod(platform, { period }, platform.call());
const stored = async (id: number) =>
  db.selectFrom('bulletin').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

beforeAll(async () => {
  places = await createProvince(platform);
  for (const [year, north, south] of [
    ['2024', 60, 40],
    ['2025', 50, 50],
  ] as const) {
    await writeDays(platform, place(NORTH), `${year}-01-01`, `${year}-02-28`, () => north);
    await writeDays(platform, place(SOUTH), `${year}-01-01`, `${year}-02-28`, () => south);
  }
  const target = { year: 2025, monthly: null, document: '文件', documentDate: null };
  await addTarget(db, { ...target, region: NORTH, indicator: 'pm25', value: '40' }, platform.call());
  await addTarget(
    db,
    { ...target, region: SOUTH, indicator: 'goodDayShare', value: '80.0' },
    platform.call(),
  );
  await closeMonth(platform, { period: '2025-01', note: '' }, platform.call());
});

describe('the facts', () => {
  it('figures as published, last year, change in per cent, ties (AIR-4.7, 4.9)', async () => {
    const { facts, closed } = await compose('2025-01');
    expect(closed).toBe(true);
    const [north, south] = facts.main.cities;
    // 50/60 + 50/40 + 50/70 + 50/35 + 0.5/4 + 50/160
    expect(north?.indicators.index.now).toEqual({ text: '4.66', value: 4.66 });
    expect(north?.indicators.pm25).toEqual({
      now: { text: '50', value: 50 },
      lastYear: { text: '60', value: 60 },
      change: { text: '-16.7', value: -16.7 },
      rank: 1,
      changeRank: 1,
    });
    expect(south?.indicators.pm25).toMatchObject({ change: { text: '25.0' }, rank: 1, changeRank: 2 });
    expect(facts.main.province.indicators.pm25.now?.text).toBe('50');
    expect(north?.days).toEqual({
      classes: [0, 31, 0, 0, 0, 0],
      lastYear: { good: 31, heavy: 0 },
      primary: {},
    });
    expect(north?.exceedances).toContainEqual({
      pollutant: 'pm25',
      limit: { text: '35', value: 35 },
      multiple: { text: '0.43', value: 0.43 },
    });
    expect(facts.cumulative).toBeNull();
    expect(facts.settings).toMatchObject({ issuer: '某省生态环境厅', wholeProvince: '全省', number: null });
  });

  it('accounts of the targets at the end of the period (AIR-8.4, 8.6)', async () => {
    const { facts } = await compose('2025-01');
    expect(facts.targets).toEqual([
      {
        figureId: `account|year|pm25|${NORTH}|2025`,
        code: NORTH,
        name: '甲市',
        indicator: 'PM2.5年均浓度',
        short: 'PM2.5年均浓度',
        kind: 'mean',
        unit: '微克/立方米',
        target: { text: '40', value: 40 },
        actual: { text: '50', value: 50 },
        account: {
          unit: '微克·天/立方米',
          budget: { text: '14600', value: 14600 },
          spent: { text: '1550', value: 1550 },
          left: { text: '13050', value: 13050 },
        },
        allowance: { text: '39.0', value: 39 },
        daysLeft: 334,
        state: expect.any(String),
      },
      expect.objectContaining({ code: SOUTH, kind: 'days', actual: { text: '100.0', value: 100 } }),
    ]);
  });

  it('a later month brings 1—n months beside it', async () => {
    const { facts, model } = await compose('2025-02');
    expect(model.title).toBe('关于2025年2月及1—2月全省环境空气质量状况的通报');
    expect(facts.cumulative).toMatchObject({ kind: 'months', from: '2025-01-01', to: '2025-02-28' });
    expect(facts.status).toMatchObject({ closedAt: null, dataUntil: '2025年2月28日24时', simulated: false });
  });

  it('asks as many queries for twelve cities as for two', async () => {
    const count = async () => {
      const spy = vi.spyOn(pg.Client.prototype, 'query');
      // A day book of its own: nothing is known yet, as at the first question after a start.
      const fresh = { ...platform, database: { ...platform.database } };
      await service.composePeriod(fresh, { period: '2025-01' }, platform.call());
      const { length } = spy.mock.calls;
      spy.mockRestore();
      return length;
    };
    const few = await count();
    expect(few).toBeGreaterThan(5);
    const more = Array.from({ length: 10 }, (_, index) => ({
      code: `9103${String(index).padStart(2, '0')}`,
      level: 'city',
      name: `城${index}市`,
      short_name: `城${index}`,
      name_en: `City ${index}`,
      parent_code: '910000',
      sort: 10 + index,
    }));
    await db.insertInto('region').values(more).execute();
    expect(await count()).toBe(few);
    await db
      .deleteFrom('region')
      .where(
        'code',
        'in',
        more.map(({ code }) => code),
      )
      .execute();
  });

  it('refuses what no bulletin is made of', async () => {
    await expect(compose('2025-01-01..2025-01-10')).rejects.toMatchObject({ code: 'thing.invalid' });
    await expect(compose('2025-YTD-02')).rejects.toMatchObject({ code: 'thing.invalid' });
    await expect(compose('2025-03')).rejects.toMatchObject({ code: 'thing.invalid' });
    await expect(compose('2023-01')).rejects.toMatchObject({ code: 'thing.notFound' });
    await expect(compose('2024-06')).rejects.toMatchObject({ code: 'thing.notFound' });
  });
});

describe('making again', () => {
  it('of a closed month gives the identical document whatever was corrected since', async () => {
    const before = await compose('2025-01');
    const open = await compose('2025-02');
    clock.advance(3_600_000);
    await writeDays(platform, place(NORTH), '2025-01-10', '2025-02-10', () => 200);
    const call = platform.call();
    const target = { year: 2025, monthly: null, document: '新文件', documentDate: null };
    await addTarget(db, { ...target, region: NORTH, indicator: 'pm25', value: '30' }, call);
    const after = await compose('2025-01');
    expect(JSON.stringify(after.model)).toBe(JSON.stringify(before.model));
    expect(JSON.stringify(after.facts)).toBe(JSON.stringify(before.facts));
    // The same correction does move a month that is still open.
    expect(JSON.stringify((await compose('2025-02')).facts.main)).not.toBe(JSON.stringify(open.facts.main));
  });

  it('as of a moment gives what was known then, and says so', async () => {
    const asOf = new Date('2025-03-05T09:30:00+08:00');
    const then = await service.composePeriod(platform, { period: '2025-02', asOf }, platform.call());
    const north = then.facts.main.cities.find(({ code }) => code === NORTH);
    expect(north?.indicators.pm25.now?.text).toBe('50');
    expect(then.facts.status.knownAt).toBe('2025-03-05T09:30+08:00');
  });

  it('replaces the draft of the period', async () => {
    const first = await make('2025-02');
    const second = await make('2025-02');
    expect(second.id).toBe(first.id);
    expect(second).toMatchObject({ state: 'draft', number: null, closed: false, issuedAt: null });
    expect((await stored(second.id)).model).toMatchObject({
      watermark: '草稿',
      kind: 'official',
      version: 1,
    });
  });
});

describe('issuing', () => {
  it('gives the next number of the year, the date of the day, no watermark; and once only', async () => {
    const draft = await make('2025-01');
    const issued = await issue(draft.id);
    expect(issued).toMatchObject({ id: draft.id, state: 'issued', number: '某环发〔2025〕1号' });
    const row = await stored(draft.id);
    expect(row.model).not.toHaveProperty('watermark');
    expect(row.model).toMatchObject({ date: '2025-03-05', blocks: expect.arrayContaining([]) });
    expect(JSON.stringify(row.model)).toContain('某环发〔2025〕1号');
    await expect(issue(draft.id)).rejects.toMatchObject({
      code: 'thing.conflict',
      params: { state: 'issued' },
    });
    await expect(issue(999_999)).rejects.toMatchObject({ code: 'thing.notFound' });
  });

  it('asks for plans after the meeting about the same period, by working days as set (DIS-6.1)', async () => {
    const due = async () => (await compose('2025-01')).facts.settings.planDue;
    expect(await due()).toBe('2025-03-19');
    const meeting = await db
      .insertInto('meeting')
      .values({
        kind: 'monthly',
        period: '2025-01',
        title: '调度会',
        state: 'preparing',
        // On the day by which plans would be due: a Wednesday.
        starts_at: new Date('2025-03-19T09:00:00+08:00'),
        created_post: '调度办',
        created_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect(await due()).toBe('2025-03-24');
    await writeSetting(
      db,
      bulletinNames,
      { ...bulletinNames.standard, planAfterMeeting: 5 },
      platform.call(),
    );
    expect(await due()).toBe('2025-03-26');
    await writeSetting(db, bulletinNames, bulletinNames.standard, platform.call());
    await db
      .updateTable('meeting')
      .set({ starts_at: new Date('2025-03-07T09:00:00+08:00') })
      .where('id', '=', meeting.id)
      .execute();
    expect(await due()).toBe('2025-03-19');
    await db.deleteFrom('meeting').where('id', '=', meeting.id).execute();
  });

  it('never changes what was issued: making again is another draft', async () => {
    const [issued] = await service
      .listBulletins(platform, platform.call().actor)
      .then((all) => all.filter(({ state }) => state === 'issued'));
    const before = await stored(issued?.id ?? 0);
    await writeSetting(
      db,
      bulletinNames,
      { ...bulletinNames.standard, issuer: '某省环境委员会', prefix: '某环委', planDays: 3 },
      platform.call(),
    );
    const again = await make('2025-01');
    expect(again.id).not.toBe(issued?.id);
    expect(await stored(issued?.id ?? 0)).toEqual(before);
    // Another 机关代字 has numbers of its own.
    expect((await issue(again.id)).number).toBe('某环委〔2025〕1号');
    await writeSetting(db, bulletinNames, bulletinNames.standard, platform.call());
  });

  it('DIS-7.5 numbers are given one after the other, never twice, and begin anew with the year', async () => {
    const ids: number[] = [];
    for (const period of ['2025-01', '2025-02', '2024-01', '2024-02']) ids.push((await make(period)).id);
    const numbers = (await Promise.all(ids.map(issue))).map(({ number }) => number);
    expect([...numbers].sort()).toEqual([2, 3, 4, 5].map((n) => `某环发〔2025〕${n}号`));
    clock.set('2026-01-04T08:00:00+08:00');
    const draft = await make('2025-02');
    await expect(Promise.allSettled([issue(draft.id), issue(draft.id)])).resolves.toSatisfy(
      (results: PromiseSettledResult<unknown>[]) =>
        results.filter(({ status }) => status === 'fulfilled').length === 1,
    );
    expect((await stored(draft.id)).number).toBe('某环发〔2026〕1号');
    const last = await make('2025-01');
    expect((await issue(last.id)).number).toBe('某环发〔2026〕2号');
  });

  it('is on the record', async () => {
    const log = await db
      .selectFrom('audit_log')
      .select(['action', 'detail'])
      .where('object_type', '=', 'bulletin')
      .execute();
    expect(log.filter(({ action }) => action === 'bulletin.issue')).toHaveLength(8);
    expect(log).toContainEqual({
      action: 'bulletin.issue',
      detail: { period: '2025-02', number: '某环发〔2026〕1号', date: '2026-01-04' },
    });
  });
});

describe('over HTTP', () => {
  it('a city bureau reads what was issued, and neither makes nor sees drafts', async () => {
    const office = await signedIn('dispatch');
    const bureau = await signedIn('city', NORTH);
    const made = await office.call(postBulletin, { body: { period: '2025-01' } });
    expect(made.statusCode).toBe(200);
    const { id, createdBy } = made.json();
    expect(createdBy).toMatch(/^dispatch/);
    for (const client of [anonymous, bureau]) {
      const refused = client === anonymous ? 401 : 403;
      expect((await client.call(postBulletin, { body: { period: '2025-01' } })).statusCode).toBe(refused);
      expect((await client.call(issueBulletin, { params: { id } })).statusCode).toBe(refused);
    }
    expect((await bureau.call(getBulletin, { params: { id } })).statusCode).toBe(404);
    expect((await bureau.call(getBulletinFile, { params: { id, format: 'html' } })).statusCode).toBe(404);
    const states = (response: { json(): { items: { state: string }[] } }) =>
      new Set(response.json().items.map(({ state }) => state));
    expect(states(await bureau.call(listBulletins, {}))).toEqual(new Set(['issued']));
    expect(states(await office.call(listBulletins, {}))).toEqual(new Set(['issued', 'draft']));
    const issued = await office.call(issueBulletin, { params: { id } });
    expect(issued.json()).toMatchObject({ state: 'issued', number: '某环发〔2026〕3号' });
    const read = (await bureau.call(getBulletin, { params: { id } })).json();
    expect(read).toEqual({ ...issued.json(), updating: false });
  });

  it('files: the page in the browser, the others to keep, named as the document', async () => {
    const reader = await signedIn('reader');
    const office = await signedIn('dispatch');
    const { id } = (await office.call(postBulletin, { body: { period: '2025-02' } })).json();
    const file = (format: 'html' | 'docx' | 'pdf' | 'xlsx') =>
      office.call(getBulletinFile, { params: { id, format } });
    const page = await file('html');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-disposition']).toMatch(/^inline/);
    expect(page.body).toContain('关于2025年2月');
    expect(page.body).toContain('草稿');
    const word = await file('docx');
    expect(decodeURIComponent(String(word.headers['content-disposition']))).toContain(
      '关于2025年2月及1—2月全省环境空气质量状况的通报（草稿）.docx',
    );
    expect(word.rawPayload.subarray(0, 2).toString()).toBe('PK');
    expect((await file('pdf')).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await file('xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    // Issued, it is another document: nothing of the draft is served from memory.
    await office.call(issueBulletin, { params: { id } });
    const issued = await reader.call(getBulletinFile, { params: { id, format: 'html' } });
    expect(issued.body).toContain('某环发〔2026〕4号');
    expect(issued.body).not.toContain('草稿');
    expect((await file('docx')).headers['content-disposition']).not.toContain(encodeURIComponent('草稿'));
  });
});

describe('dust and simulated data', () => {
  it('AIR-5.8 both views stand side by side', async () => {
    await writeDays(platform, place(SOUTH), '2025-03-01', '2025-03-31', (day) =>
      day === '2025-03-15' ? 400 : 50,
    );
    await writeDays(platform, place(NORTH), '2025-03-01', '2025-03-31', () => 50, { simulated: true });
    const event = {
      firstHour: '2025-03-15T01:00:00+08:00',
      lastHour: '2025-03-16T00:00:00+08:00',
      cities: [SOUTH],
      pollutants: ['pm10' as const, 'pm25' as const],
      document: '沙尘认定',
      note: '',
    };
    await enterDustEvent(db, platform.call(), event, reevaluate);
    const { facts, model } = await compose('2025-03');
    expect(facts.status.dustExcluded).toEqual({ hours: 24, cityDays: 1 });
    const [month] = facts.dust;
    expect(month?.rows.map(({ shortName, hours, days }) => [shortName, hours, days])).toEqual([
      ['乙', 24, 1],
      ['全省', 24, 1],
    ]);
    expect(month?.rows[0]).toMatchObject({
      deducted: { pm10: { text: '50' } },
      measured: { pm10: { text: '61' } },
    });
    expect(facts.main.cities.find(({ code }) => code === SOUTH)?.indicators.pm10.now?.text).toBe('50');
    expect(model.simulated).toBe(true);
    expect(facts.dust.map(({ key }) => key)).toEqual(['2025-03', '2025-YTD-03']);
  });

  it('the demo issues the last closed month, and a half-year only when it is whole', async () => {
    const call = platform.call();
    await closeMonth(platform, { period: '2025-02', note: '' }, call);
    await closeMonth(platform, { period: '2025-03', note: '' }, call);
    const made = await makeDemoBulletins(platform, call, ['2025-01', '2025-02', '2025-03']);
    expect(
      made.map(({ period, state, closed, simulated }) => ({ period, state, closed, simulated })),
    ).toEqual([{ period: '2025-03', state: 'issued', closed: true, simulated: true }]);
    expect(await makeDemoBulletins(platform, call, ['2025-03'])).toEqual([]);
  });
});
