import {
  actOnItem,
  createItem,
  type Desk,
  getDesk,
  getDeskChanges,
  getDeskXlsx,
  getItem,
  type ItemActBody,
  listReportForms,
  postMeeting,
  putMeetingStep,
  type ReportForms,
  type SearchAnswer,
  searchAll,
  searchAllXlsx,
  sendReports,
} from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../accounts/testing/small-province.ts';
import { everywhere, systemActor } from '../platform/actor.ts';
import { insertRectification, problem, rectification } from '../programs/items/testing/rectification.ts';
import { openReport } from './classify.ts';
import { readDesk } from './desk.ts';
import { type DeskItem, reportCounts, workingItems } from './queries.ts';

const platform = await createTestPlatform();
await createProvince(platform);
const [COUNTY, OTHER] = ['910101', '910102'];
await platform.db
  .insertInto('region')
  .values({
    ...{ code: OTHER, level: 'county', name: '西区', short_name: '西', name_en: 'West' },
    ...{ parent_code: NORTH, sort: 4 },
  })
  .execute();
await insertRectification(platform);
const named = (key: string, zh: string): ProgramDefinition => ({
  ...rectification,
  key,
  name: { zh, en: key },
  shortName: { zh, en: key },
});
await insertRectification(platform, named('dual-high-projects', '两高项目'));
await insertRectification(platform, named('dual-high-corridor', '两高沿线'));

const server = await createTestApp(platform);
const dispatch = await server.signedIn('dispatch');
const office = await server.signedIn('office');
const second = await server.signedIn('office');
const city = await server.signedIn('city', NORTH);
const county = await server.signedIn('county', COUNTY);
const colleague = await server.signedIn('county', COUNTY);
const elsewhere = await server.signedIn('county', OTHER);

const desk = async (who: TestClient, limit = 50): Promise<Desk> => {
  const answer = await who.call(getDesk, { query: { limit } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const make = async (text: string, key = rectification.key): Promise<number> => {
  const answer = await dispatch.call(createItem, {
    params: { key },
    body: { ...problem(text, { county: COUNTY }), openedOn: '2026-04-01', issue: true },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
};
const act = async (who: TestClient, id: number, body: ItemActBody): Promise<number> => {
  const { revision } = (await who.call(getItem, { params: { id }, query: {} })).json();
  const answer = await who.call(actOnItem, { params: { id }, body: { revision, body } });
  return answer.statusCode;
};
const acts = (section: Desk['due']) =>
  section.rows.flatMap((row) => (row.kind === 'item' ? [`${row.act} ${row.title}`] : []));

it('shows what to sign, to nobody of another county, and to nobody after a colleague has done it', async () => {
  const id = await make('截流闸失效');
  expect(acts((await desk(county)).due)).toEqual(['sign 截流闸失效']);
  expect(acts((await desk(colleague)).due)).toEqual(['sign 截流闸失效']);
  expect(acts((await desk(elsewhere)).due)).toEqual([]);
  expect(acts((await desk(city)).due)).toEqual([]);
  expect(await act(colleague, id, { act: 'sign' })).toBe(200);
  const after = await desk(county);
  expect(acts(after.due)).toEqual([]);
  // Its report of May was due on the fifth: it stands with what is overdue.
  expect(after.due.rows).toMatchObject([
    { kind: 'reports', month: '2026-05', left: 1, only: { item: id }, due: '2026-06-05' },
  ]);
  expect(after.due.rows[0]?.daysLeft).toBeLessThan(0);
});

it('takes a report from the desk once; then the row is gone and the city has it to look at', async () => {
  const [row] = (await desk(county)).due.rows;
  if (row?.kind !== 'reports' || row.only === null) return expect.unreachable('a report to send');
  const body = {
    month: row.month,
    deviceKey: 'device-key-1',
    rows: [
      {
        ...{ item: row.only.item, revision: row.only.revision, kind: 'progress' as const },
        values: { cases: 2, fines: 1.5 },
      },
    ],
  };
  const answer = await county.call(sendReports, { body });
  expect(answer.json()).toMatchObject({ sent: 1, outcomes: [{ outcome: 'sent' }] });
  expect((await county.call(sendReports, { body })).json()).toMatchObject({ sent: 0 });
  expect((await desk(county)).due.total).toBe(0);
  expect((await desk(colleague)).reports.total).toBe(0);
  expect(acts((await desk(city)).judge)).toEqual(['judge 截流闸失效']);
  expect((await desk(elsewhere)).judge.total).toBe(0);
});

it('gives a phone its forms: own items, what was sent last, what the report is asked of', async () => {
  const forms: ReportForms = (await county.call(listReportForms, { query: {} })).json();
  expect(forms.rows).toMatchObject([
    {
      ...{ title: '截流闸失效', month: '2026-05', values: { cases: 2, fines: 1.5 } },
      report: { state: 'sent' },
    },
  ]);
  expect(forms.definitions.map(({ key }) => key)).toEqual([rectification.key]);
  const own = forms.rows[0]?.item ?? 0;
  expect((await elsewhere.call(listReportForms, { query: { item: own } })).json().rows).toEqual([]);
  // The city's own are those of no county; a county's is there when asked for.
  expect((await city.call(listReportForms, { query: {} })).json().rows).toEqual([]);
  expect((await city.call(listReportForms, { query: { item: own } })).json().rows).toHaveLength(1);
});

it('DIS-12: extensions wait for the level that issued, never for who asked', async () => {
  const id = await make('提升泵停运');
  await act(county, id, { act: 'sign' });
  expect(await act(county, id, { act: 'askExtension', until: '2027-02-01', reason: '冬季停工' })).toBe(200);
  expect(acts((await desk(dispatch)).judge)).toContain('decideExtension 提升泵停运');
  expect(acts((await desk(office)).judge)).toContain('decideExtension 提升泵停运');
  expect(acts((await desk(city)).judge)).not.toContain('decideExtension 提升泵停运');
  expect(await act(office, id, { act: 'approveExtension', note: '' })).toBe(200);
  for (const who of [dispatch, office, second]) {
    expect(acts((await desk(who)).judge)).not.toContain('decideExtension 提升泵停运');
  }
});

it('DIS-12: a lamp set by hand waits for a second person', async () => {
  const id = await make('在线监测失真');
  await act(county, id, { act: 'sign' });
  expect(await act(office, id, { act: 'overrideLamp', lamp: 'red', reason: '现场发现造假' })).toBe(200);
  expect(acts((await desk(office)).judge)).toEqual([]);
  expect(acts((await desk(second)).judge)).toContain('confirmLamp 在线监测失真');
  expect(await act(second, id, { act: 'confirmLamp' })).toBe(200);
  expect(acts((await desk(second)).judge)).toEqual([]);
});

it('asks for yearly checks two weeks ahead by the moment of the call, whatever the database’s clock says', async () => {
  const standing = async (text: string, nextCheck: string) => {
    const life = JSON.stringify({ standing: { since: '2095-06-29', nextCheck, accepted: [] } });
    const id = await make(text);
    await platform.db.updateTable('item').set({ state: 'standing', life }).where('id', '=', id).execute();
  };
  await standing('常年巡河', '2099-06-29');
  await standing('常年巡山', '2099-06-30');
  const actor = { ...systemActor('system'), role: 'supervision' as const, scope: everywhere };
  const checks = async (day: string) => {
    const call = { actor, requestId: null, at: new Date(`${day}T23:30:00+08:00`) };
    return acts((await readDesk(platform.db, call, { lang: 'zh', limit: 50 })).judge);
  };
  expect(await checks('2099-06-14')).toEqual([]);
  expect(await checks('2099-06-15')).toEqual(['recheck 常年巡河']);
  expect((await checks('2099-06-16')).toSorted()).toEqual(['recheck 常年巡山', 'recheck 常年巡河']);
  await platform.db.updateTable('item').set({ state: 'draft' }).where('state', '=', 'standing').execute();
});

it('DIS-12: what is not this person’s to judge does not crowd out what is', async () => {
  const id = await make('夹在中间的一项');
  // Hundreds that wait longer, all of them the county's or the province's to judge, and one that the city checks.
  const many = (state: string, from: number) => sql`
    insert into item (program_key, version, identity, no, title, city_code, county_code, level, state, state_since, opened_on, changed_at)
    select program_key, version, 'crowd' || g, g, 'x', city_code, county_code, 'province', ${state}, '2026-01-01', opened_on, changed_at
    from item cross join generate_series(${from}::int, ${from + 299}::int) g where id = ${id}`;
  for (const [index, state] of ['applied', 'acceptance', 'extension'].entries()) {
    await many(state, 10_000 + index * 300).execute(platform.db);
  }
  await platform.db.updateTable('item').set({ state: 'cityCheck' }).where('id', '=', id).execute();
  expect(acts((await desk(city)).judge)).toContain('check 夹在中间的一项');
  await sql`delete from item where identity like 'crowd%'`.execute(platform.db);
  await platform.db.updateTable('item').set({ state: 'working' }).where('id', '=', id).execute();
});

it('counts reports in SQL by the rule that the domain of the desk states', async () => {
  const { rows } = await sql<DeskItem>`select * from item where county_code = ${COUNTY}`.execute(platform.db);
  const today = '2026-06-15';
  const open = rows.filter(
    (item) => item.returned === null && openReport(item, rectification, today)?.open === true,
  );
  const asked = rows.filter((item) => openReport(item, rectification, today) !== null);
  const actor = {
    ...systemActor('system'),
    role: 'county' as const,
    scope: { ...everywhere, regions: [COUNTY] },
  };
  const [count] = await reportCounts(
    platform.db,
    actor,
    [{ program: rectification.key, month: '2026-05', before: null }],
    today,
  );
  expect(asked.length).toBeGreaterThan(1);
  expect(count).toMatchObject({ all: asked.length, left: open.length });
  // Few are named one by one, many are a list to open.
  expect(new Set(count?.first)).toEqual(new Set(open.length <= 3 ? open.map(({ id }) => id) : []));
});

it('who sees all cities gets the very rows that the cities get, in the same order', async () => {
  const actor = { ...systemActor('system'), role: 'partner' as const, scope: everywhere };
  const rows = async (scope: typeof everywhere) =>
    (await workingItems(platform.db, { ...actor, scope }, '2026-12-31')).map(
      ({ id, state }) => `${state} ${id}`,
    );
  const id = await make('刚交办的一项');
  const back = await make('退回的一项');
  const returned = JSON.stringify({ reason: '缺', post: '市局', at: '2026-06-14T00:00:00Z', reportId: null });
  await platform.db.updateTable('item').set({ state: 'standing', returned }).where('id', '=', back).execute();
  const all = await rows(everywhere);
  expect(all).toEqual(expect.arrayContaining([`issued ${id}`, `standing ${back}`]));
  expect(new Set(all.map((one) => one.split(' ')[0]))).toEqual(new Set(['issued', 'standing', 'working']));
  expect(all).toEqual(await rows({ ...everywhere, regions: [NORTH, SOUTH] }));
  await platform.db.updateTable('item').set({ state: 'draft' }).where('id', 'in', [id, back]).execute();
});

it('cuts sections to the screen and says how many there are; the spreadsheet has all', async () => {
  for (const text of ['管网错接一', '管网错接二', '管网错接三', '管网错接四']) await make(text);
  const one = await desk(county, 2);
  expect(one.due.rows).toHaveLength(2);
  expect(one.due.total).toBeGreaterThanOrEqual(4);
  expect(one.overview).toMatchObject({ redOf: 'items' });
  expect(one.overview.open).toBeGreaterThanOrEqual(7);
  const file = await county.call(getDeskXlsx, { query: {} });
  expect(file.statusCode).toBe(200);
  expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
});

it('finds Chinese words, initials and numbers, marks the hit, keeps 两高项目 and 两高沿线 apart', async () => {
  await make('两高项目未批先建', 'dual-high-projects');
  await make('两高沿线裸露堆场', 'dual-high-corridor');
  const find = async (who: TestClient, q: string): Promise<SearchAnswer> =>
    (await who.call(searchAll, { query: { q } })).json();
  const both = await find(county, '两高');
  expect(both.groups.map(({ name, total }) => [name.zh, total])).toEqual([
    ['两高沿线', 1],
    ['两高项目', 1],
  ]);
  expect(both.groups[0]?.hits[0]?.title).toContainEqual({ text: '两高', hit: true });
  expect((await find(county, '两高沿线')).groups.map(({ name }) => name.zh)).toEqual(['两高沿线']);
  expect((await find(county, 'jlz')).total).toBe(1);
  expect((await find(county, '截流闸')).groups[0]?.hits[0]?.no).toBe('1');
  expect((await find(elsewhere, '截流闸')).total).toBe(0);
  expect((await find(county, '%_')).total).toBe(0);
  expect((await county.call(searchAllXlsx, { query: { q: '两高' } })).statusCode).toBe(200);
});

it('who prepares meetings finds the steps of the checklist, until they are done; nobody else does', async () => {
  const made = await dispatch.call(postMeeting, {
    query: {},
    body: { kind: 'monthly', period: '2026-05', startsAt: '2026-06-24T09:00:00+08:00' },
  });
  expect(made.statusCode, made.body).toBe(200);
  const { id } = made.json();
  const steps = async (who: TestClient) => {
    const { due, next } = await desk(who);
    return [due, next].map(({ rows }) =>
      rows.flatMap((row) => (row.kind === 'meeting' && row.meeting === id ? [row.step] : [])),
    );
  };
  expect((await desk(dispatch)).due.rows.find(({ kind }) => kind === 'meeting')).toMatchObject({
    title: '印发会议通知：2026年5月重点工作月调度会',
    daysLeft: 0,
    link: `/meetings/${id}/papers`,
  });
  expect(await steps(dispatch)).toEqual([
    ['notice'],
    ['closeMonth', 'bulletin', 'cards', 'speakers', 'papersNumbered', 'papersSent', 'videoTest'],
  ]);
  expect(await steps(office)).toEqual([[], []]);
  const done = { state: 'done', note: '' } as const;
  await dispatch.call(putMeetingStep, { params: { id, step: 'notice' }, query: {}, body: done });
  expect((await steps(dispatch))[0]).toEqual([]);
  expect((await dispatch.call(getDeskXlsx, { query: {} })).statusCode).toBe(200);
});

it('asks few questions of the database, and answers where there is no reading at all', async () => {
  const changes = await county.call(getDeskChanges, { query: {} });
  expect(changes.statusCode, changes.body).toBe(200);
  const started = performance.now();
  for (let round = 0; round < 5; round += 1) await desk(county, 6);
  expect((performance.now() - started) / 5).toBeLessThan(500);
  expect((await server.anonymous.call(getDesk, { query: {} })).statusCode).toBe(401);
  const reader = await server.signedIn('reader');
  expect((await reader.call(getDesk, { query: {} })).statusCode).toBe(403);
});
