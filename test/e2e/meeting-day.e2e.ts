import {
  type Endpoint,
  getFollowUp,
  getMeeting,
  getProgramBoard,
  getRelease,
  getStage,
  getTask,
  type InputOf,
  issuePaper,
  listPapers,
  listPrograms,
  listRecord,
  listTasks,
  type Meeting,
  type OutputOf,
  postVenueScreen,
  type StageState,
  urlOf,
} from '@qingzhang/contract';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { launchChromium } from '../../packages/server/test/harness/browser.ts';
import { createTestPlatform } from '../../packages/server/test/harness/platform.ts';
import { HALF_YEAR, prepareHalfYear } from './setup/half-year.ts';
import { allShow, clockOn, openBrowser, pressedAt, shownSince } from './setup/halls.ts';
import { say, share } from './setup/say.ts';
import { command, type ProgramOptions, type ServerProcess, startServer } from './setup/server-process.ts';

// The acceptance of the dispatch meeting: the half-year meeting of the simulated province (模拟数据) from its opening to
// the tasks, the minutes and the release, in a server process of its own and separate browsers for chair, recorder, hall
// and eleven branch venues. QINGZHANG_E2E_FULL=1: every page of every item is shown, and a venue is without network for a
// whole minute; otherwise two pages of an item, and a shorter outage.

const FULL = process.env.QINGZHANG_E2E_FULL === '1';
const OUTAGE_MS = FULL ? 60_000 : 8_000;
const PAGES_AN_ITEM = FULL ? Number.POSITIVE_INFINITY : 2;
/** From the key to the last of twelve screens in one browser on a busy machine; bench/stage.ts proves the 300 ms. */
const BUDGET_MS = 1_500;
const PICTURES = process.env.QINGZHANG_E2E_PICTURES;

const platform = await createTestPlatform({
  template: inject('world').template,
  now: '2026-07-20T09:00:00+08:00',
});
let options: ProgramOptions;
let server: ServerProcess;
let browser: Browser;
let id = 0;
let meeting: Meeting;
let chair: Page;
let recorder: Page;
let hall: Page;
let branches: Page[] = [];
let office: Page;
const screens: Page[] = [];
const latencies: number[] = [];

beforeAll(async () => {
  const ready = await prepareHalfYear(platform);
  id = ready.id;
  options = {
    databaseUrl: platform.testDatabase.url,
    data: platform.config.data,
    moved: ready.begins.getTime() - Date.now(),
  };
  [server, browser] = await Promise.all([startServer(options), launchChromium()]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

const open = (size: readonly [number, number], login?: string) =>
  openBrowser(browser, {
    url: server.url,
    moved: options.moved,
    size,
    ...(login === undefined ? {} : { login: { login, password: HALF_YEAR.password } }),
  });

/** The server's own answer with the session of who sits before the page. */
async function answerOf<E extends Endpoint>(who: Page, endpoint: E, input: InputOf<E>) {
  const parts: { params?: unknown; query?: unknown; body?: unknown } = { ...Object(input) };
  return who.context().request.fetch(urlOf(endpoint, parts), {
    method: endpoint.method,
    ...(parts.body === undefined ? {} : { data: parts.body }),
  });
}
async function ask<E extends Endpoint>(who: Page, endpoint: E, input: InputOf<E>): Promise<OutputOf<E>> {
  const answer = await answerOf(who, endpoint, input);
  if (!answer.ok()) throw new Error(`${endpoint.path}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}
const stage = () => ask(chair, getStage, { params: { id } });
const lines = async () => (await ask(recorder, listRecord, { params: { id }, query: {} })).items;

/** The chair presses a key; the stage after it, once every screen shows it. */
async function press(key: string, on: readonly Page[] = screens): Promise<StageState> {
  const before = (await stage()).revision;
  await chair.keyboard.press(key);
  let state = await stage();
  while (state.revision === before) state = await stage();
  await allShow(on, state);
  const pressed = await pressedAt(chair);
  const took = (await Promise.all(on.map((screen) => shownSince(screen, state.revision)))).map(
    (at) => (at < 0 ? Number.POSITIVE_INFINITY : at) - pressed,
  );
  latencies.push(Math.max(...took));
  return state;
}

/** How many items of the agenda have been begun, and which pages have been shown. */
let begun = 0;
const shown = new Set<string>();

/** Begin item after item and turn through its pages (the first ones, unless all are asked for), until so many have been. */
async function through(items: number, on: readonly Page[] = screens): Promise<void> {
  while (begun < items) {
    let state = begun === 0 ? await stage() : await press('n', on);
    begun += 1;
    await clocksAgree(on);
    for (let turns = 1; ; turns += 1) {
      if (state.page !== null) shown.add(state.page);
      const at = state.pages.findIndex(({ key }) => key === state.page);
      const next = state.pages[at + 1];
      if (next === undefined || next.agendaItem !== state.agendaItem || turns >= PAGES_AN_ITEM) break;
      state = await press('PageDown', on);
    }
  }
}

/** Every screen counts the speaker's time as the server does. */
async function clocksAgree(on: readonly Page[] = [...screens]): Promise<void> {
  const { timer, now, page } = await stage();
  // The cover shows none.
  if (timer === null || page === 'cover') return;
  const running = timer.startedAt === null ? 0 : (Date.parse(now) - Date.parse(timer.startedAt)) / 1000;
  const left = timer.seconds - timer.used - running;
  for (const seconds of await Promise.all(on.map(clockOn))) {
    expect(seconds).not.toBeNull();
    expect(Math.abs((seconds ?? 0) - left)).toBeLessThan(4);
  }
}

/** Something to promise on: the city that is farthest behind in a program that counts households. */
async function promised() {
  const board = await ask(chair, getProgramBoard, {
    params: { key: 'clean-heating' },
    query: { month: HALF_YEAR.month },
  });
  const [tile] = board.tiles
    .filter(({ applicable, plan, done }) => applicable && plan !== null && done !== null)
    .toSorted((one, other) => (other.gap ?? 0) - (one.gap ?? 0));
  const city = meeting.venues.find(({ region }) => region === tile?.region)?.name.replace(/分会场$/, '');
  if (tile === undefined || city === undefined) throw new Error('nothing to promise');
  return { tile: { ...tile, city }, program: board.definition.shortName.zh };
}

/** The recorder types a line; resolves when the server has it. */
async function type(words: string): Promise<void> {
  const before = (await lines()).filter(({ state }) => state === 'kept').length;
  await recorder.getByRole('textbox', { name: '内容' }).focus();
  await recorder.keyboard.type(words);
  await recorder.keyboard.press('Enter');
  await eventually(async () => (await lines()).filter(({ state }) => state === 'kept').length).toBe(
    before + 1,
  );
}

/** A busy machine is given its time. */
const eventually = (look: () => Promise<unknown>) => expect.poll(look, { timeout: 20_000, interval: 100 });
const follow = () => ask(office, getFollowUp, { params: { id }, query: {} });

const picture = async (who: Page, name: string) => {
  if (PICTURES !== undefined) await who.screenshot({ path: `${PICTURES}/${name}.png` });
};

interface Figure {
  readonly id: string;
  readonly text: string;
}
/** The figures that a page names, with the digits it shows. */
const figuresOf = (html: string): Figure[] =>
  [...html.matchAll(/data-figure="([^"]+)">([^<]*)</g)].map(([, name = '', text = '']) => ({
    id: name,
    text,
  }));
/** Digits without sign and signs of thousands: 下降12.4% says its direction in words. */
const plain = (text: string): string => text.replace(/[^\d.]/g, '');
const said = (value: number, digits?: number): string =>
  plain(digits === undefined ? String(value) : value.toFixed(digits));

const Row = z.looseObject({
  ...{ code: z.string(), compositeIndex: z.number(), pm25: z.number(), goodDays: z.number() },
  ...{ goodDayShare: z.number(), change: z.looseObject({ compositeIndex: z.number(), pm25: z.number() }) },
});
const Evaluation = z.object({ rows: z.array(Row), region: Row.extend({ code: z.string() }) });
/** Of a mean the papers say the books by the target itself (稳妥), of days how many may still exceed. */
const Balance = z.looseObject({
  ...{ indicator: z.string(), safeAllowance: z.string().nullish(), mayExceed: z.number().nullish() },
});
const Accounts = z.object({ cities: z.array(z.object({ code: z.string(), year: z.array(Balance) })) });

/** What the command line and the boards answer for the half-year, by the names the papers give their figures. */
async function figuresAt(asOf: string): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  const half = ['--from', '2026-01-01', '--to', '2026-06-30'];
  const evaluation = Evaluation.parse(await command(options, 'evaluate', 'air', ...half, '--as-of', asOf));
  for (const row of [...evaluation.rows, evaluation.region]) {
    const put = (name: string, text: string) => known.set(`${HALF_YEAR.period}/${row.code}/${name}`, text);
    put('index/now', said(row.compositeIndex, 2));
    put('pm25/now', said(row.pm25));
    put('goodDayCount/now', said(row.goodDays));
    put('goodDays/now', said(row.goodDayShare, 1));
    put('index/change', said(Math.abs(row.change.compositeIndex), 1));
    put('pm25/change', said(Math.abs(row.change.pm25), 1));
  }
  const accounts = Accounts.parse(
    await command(options, 'account', '--year', '2026', '--at', '2026-06-30T24:00', '--as-of', asOf),
  );
  for (const { code, year } of accounts.cities) {
    for (const { indicator, safeAllowance, mayExceed } of year) {
      const balance = safeAllowance ?? mayExceed ?? null;
      if (balance !== null)
        known.set(`account|year|${indicator}|${code}|2026/allowance`, plain(String(balance)));
    }
  }
  const { items } = await ask(office, listPrograms, { query: {} });
  for (const { key } of items) {
    const { tiles, province } = await ask(office, getProgramBoard, {
      params: { key },
      query: { month: HALF_YEAR.month },
    });
    for (const tile of [...tiles, ...(province === null ? [] : [province])]) {
      const place = tile === province ? 'province' : tile.region;
      if (tile.progress !== null) known.set(`work/${key}/${place}/progress`, said(tile.progress, 1));
      if (tile.gap !== null)
        known.set(`work/${key}/${place}/${tile.gap >= 0 ? 'gap' : 'ahead'}`, said(tile.gap, 1));
    }
  }
  return known;
}

describe('the half-year meeting, from its opening to what follows', { timeout: 150_000 }, () => {
  it('the office makes a link for each venue; twelve screens, the chair and the recorder sit down', async () => {
    [chair, recorder] = await Promise.all([open([1440, 900], 'tingzhang'), open([1366, 768], 'diaodu')]);
    meeting = await ask(recorder, getMeeting, { params: { id }, query: {} });
    expect(meeting).toMatchObject({ state: 'ready', period: HALF_YEAR.period, simulated: true });
    expect(meeting.venues.map(({ kind }) => kind)).toEqual([
      'main',
      ...Array.from({ length: 11 }, () => 'city'),
    ]);
    for (const { id: venue, kind } of meeting.venues) {
      const { path } = await ask(recorder, postVenueScreen, { params: { id, venue } });
      const page = await open(kind === 'main' ? [1920, 1080] : [480, 270]);
      await page.goto(path, { waitUntil: 'commit' });
      screens.push(page);
    }
    const [main, ...others] = screens;
    if (main === undefined) throw new Error('no main hall');
    hall = main;
    branches = others;
    await chair.goto(`/meetings/${id}/chair`);
    await recorder.goto(`/meetings/${id}/record`);
    const state = await stage();
    expect(state.state).toBe('ready');
    // Whatever is tried out before: the halls see the cover alone.
    await Promise.all(screens.map((screen) => screen.getByText(meeting.title).first().waitFor()));
    await chair.getByText('12 个会场在线 12').waitFor();
    await Promise.all([picture(hall, '01-hall-before'), picture(chair, '01-chair-before')]);
  });

  it('the chair opens; every item of the agenda and every page reaches all screens, and so does the clock', async () => {
    await chair.getByRole('button', { name: '宣布开会' }).click();
    await chair.getByRole('dialog').getByRole('button', { name: '宣布开会' }).click();
    await chair.getByRole('button', { name: '宣布散会' }).waitFor();
    await allShow(screens, await stage());
    const { agenda } = await stage();
    const leaves = agenda.filter(({ id: item }) => !agenda.some(({ parent }) => parent === item));
    // Held so far here; the rest while a venue and then the server is lost and found.
    await through(leaves.findIndex(({ kind }) => kind === 'pledge') + 1);
    await Promise.all([
      picture(chair, '02-chair'),
      picture(hall, '02-hall'),
      picture(branches[0] ?? hall, '02-branch'),
    ]);
  });

  it('the recorder keeps what is said: a promise that does not add up, a demand with something missing', async () => {
    const { agenda, agendaItem } = await stage();
    const speaking = agenda.find((item) => item.id === agendaItem);
    expect(speaking).toMatchObject({ kind: 'pledge' });
    const { tile, program } = await promised();
    const target = Math.floor((tile.done ?? 0) + 0.9 * ((tile.plan ?? 0) - (tile.done ?? 0)));
    await type(`2${tile.city} ${program} 0930前 完成${target}${tile.unit} 每月不少于1${tile.unit}`);
    await type('5领导包联到项，进度日清周结');
    await type('1太原、阳泉 清洁取暖进度快，做法在全省推广');
    await type('3吕梁、晋中 0831前 责任:市局局长 衡量:问题清单全部销号 补齐十环节短板');
    await type('4传达省政府批示精神：问题要查清，责任要压实（模拟）');
    await type('3大同 责任:市局局长 衡量:先立后破报警为零 两村先恢复旧炉再拆');
    const kept = await lines();
    expect(kept.map(({ kind }) => kind)).toEqual([
      ...['commitment', 'experience', 'comment', 'requirement', 'instruction', 'requirement'],
    ]);
    const [promise, , , demand, , gap] = kept;
    expect(promise).toMatchObject({ deadline: '2026-09-30', missing: [], measure: { value: target } });
    expect(promise?.doubt).toMatch(/照此只到/);
    await recorder
      .getByText(/算不平：照此只到/)
      .first()
      .waitFor();
    await chair
      .getByText(/算不平：照此只到/)
      .first()
      .waitFor();
    expect(demand).toMatchObject({ cities: ['141100', '140700'], deadline: '2026-08-31', missing: [] });
    expect(gap).toMatchObject({ cities: ['140200'], missing: ['deadline'] });
    await recorder.getByText('1 条待补').waitFor();
    await Promise.all([picture(recorder, '03-recorder'), picture(chair, '03-chair')]);
  });

  it(`a venue without network for ${OUTAGE_MS / 1000} s keeps its page and its clock, and lands on the right page`, async () => {
    const lost = branches[3];
    const name = meeting.venues[4]?.name ?? '';
    if (lost === undefined) throw new Error('no fourth venue');
    const before = await stage();
    await clocksAgree([lost]);
    const since = Date.now();
    await lost.context().setOffline(true);
    await lost.getByText(/断线重连中 \d+ 秒/).waitFor();
    const rest = screens.filter((screen) => screen !== lost);
    await through(begun + 2, rest);
    await eventually(() => chair.getByText(`${name} 断线`).count()).toBeGreaterThan(0);
    await picture(lost, '04-branch-lost');
    await picture(chair, '04-chair-lost');
    const left = await clockOn(lost);
    await lost.waitForTimeout(Math.max(2_100, OUTAGE_MS - (Date.now() - since)));
    const later = await clockOn(lost);
    // The last page still stands and the last speaker's clock still counts.
    expect(await lost.locator('[data-page]').first().getAttribute('data-page')).toBe(before.page);
    expect((left ?? 0) - (later ?? 0)).toBeGreaterThan(1);
    await lost.context().setOffline(false);
    await allShow(screens, await stage());
    await lost.getByText(/断线重连中/).waitFor({ state: 'detached' });
    await clocksAgree();
    await chair.getByText('12 个会场在线 12').waitFor();
  });

  it('the server is killed while the recorder types: nothing is lost, the screens come back, the clock has gone on', async () => {
    const before = await stage();
    const kept = await lines();
    const words = recorder.getByRole('textbox', { name: '内容' });
    await words.focus();
    await recorder.keyboard.type('3各市 0810前 责任:各市生态环境局局长');
    const { port } = server;
    await server.kill();
    const killed = Date.now();
    await recorder.keyboard.type(' 衡量:台账报省厅 列出问题台账逐项定措施');
    await recorder.keyboard.press('Enter');
    await recorder.getByText('未送出 1 条').waitFor();
    await recorder
      .locator('[data-waiting="queued"]')
      .getByText(/逐项定措施/)
      .waitFor();
    await hall.getByText(/断线重连中 \d+ 秒/).waitFor();
    await picture(recorder, '05-recorder-killed');
    await picture(hall, '05-hall-killed');
    // The hall's page stands, and its clock counts by itself.
    expect(await hall.locator('[data-page]').first().getAttribute('data-page')).toBe(before.page);

    server = await startServer(options, port);
    await recorder.getByText('未送出 1 条').waitFor({ state: 'detached' });
    await Promise.all(
      [...screens, chair].map((screen) => screen.getByText(/断线重连中/).waitFor({ state: 'detached' })),
    );
    say(`the server was away, and everybody back, in ${((Date.now() - killed) / 1000).toFixed(1)} s`);
    const after = await stage();
    expect(after).toMatchObject({ page: before.page, revision: before.revision, timer: before.timer });
    await allShow(screens, after);
    await clocksAgree();
    const now = await lines();
    expect(now.slice(0, kept.length).map(({ text, revision }) => [text, revision])).toEqual(
      kept.map(({ text, revision }) => [text, revision]),
    );
    expect(now.at(-1)).toMatchObject({
      kind: 'requirement',
      state: 'kept',
      deadline: '2026-08-10',
      missing: [],
    });
    expect(now.at(-1)?.cities.length).toBe(11);
    expect(now.length).toBe(kept.length + 1);
  });

  it('the meeting is held to its end: what was shown has stood on every screen within the time', async () => {
    const { agenda } = await stage();
    await through(agenda.filter(({ id: item }) => !agenda.some(({ parent }) => parent === item)).length);
    // What stands behind the last item: the bulletin's text by screens.
    let state = await stage();
    for (let turns = 1; state.page !== state.pages.at(-1)?.key && turns <= PAGES_AN_ITEM; turns += 1) {
      state = await press('PageDown');
      if (state.page !== null) shown.add(state.page);
    }
    await picture(hall, '06-hall-bulletin');
    await chair.getByRole('button', { name: '宣布散会' }).click();
    await chair.getByRole('dialog').getByRole('button', { name: '宣布散会' }).click();
    await Promise.all(screens.map((screen) => screen.getByText('会议结束').waitFor()));
    const ended = await stage();
    expect(ended.state).toBe('ended');
    expect(ended.agenda.every(({ endedAt }) => endedAt !== null)).toBe(true);
    const unseen = ended.pages.map(({ key }) => key).filter((key) => !shown.has(key));
    if (FULL) expect(unseen).toEqual([]);
    // Every item of the agenda that has pages has shown one.
    const items = new Set(ended.pages.flatMap(({ agendaItem }) => agendaItem ?? []));
    const seen = new Set(ended.pages.filter(({ key }) => shown.has(key)).map((one) => one.agendaItem));
    expect([...items].filter((item) => !seen.has(item))).toEqual([]);
    const [half, most] = [share(latencies, 0.5), share(latencies, 0.95)];
    say(
      `${latencies.length} turns, from the key to the last of 12 screens: p50 ${half.toFixed(0)} ms, p95 ${most.toFixed(0)} ms`,
    );
    expect(most).toBeLessThan(BUDGET_MS);
    await Promise.all([picture(hall, '06-hall-ended'), picture(chair, '06-chair-ended')]);
    await Promise.all(screens.map((screen) => screen.context().close()));
  });

  it('the minutes are drafted, refused with the gap named, filled, issued under a number', async () => {
    await recorder.context().close();
    office = await open([1440, 900], 'diaodu');
    await office.goto(`/meetings/${id}/follow-up`);
    await office.getByRole('button', { name: '由记录起草纪要' }).click();
    await office.getByText('1 条记录不全，纪要不能签发。').waitFor();
    await eventually(async () => (await follow()).minutes?.state).toBe('draft');
    const { minutes, gaps } = await follow();
    expect(gaps).toMatchObject([{ missing: ['deadline'] }]);
    const refused = await answerOf(office, issuePaper, { params: { id: minutes?.id ?? 0 }, query: {} });
    expect(refused.status()).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'minutes.incomplete' });
    expect(await office.getByRole('button', { name: '签发纪要' }).isDisabled()).toBe(true);
    await office.getByText('缺时限').waitFor();
    await picture(office, '07-follow-up-gap');

    await office.getByRole('link', { name: /去补记录/ }).click();
    await office.waitForURL(/\/record/);
    // The line is open for mending, the cursor in what it lacks.
    await office.locator('#part-deadline:focus').fill('0831');
    expect(await office.locator(`[data-key="${gaps[0]?.clientKey}"]`).isVisible()).toBe(true);
    await office.keyboard.press('Enter');
    await eventually(async () => (await follow()).gaps.length).toBe(0);
    await office.goto(`/meetings/${id}/follow-up`);
    await office.getByRole('button', { name: '按记录重新起草' }).click();
    await office.getByRole('button', { name: '签发纪要' }).click();
    await office.locator('.ant-popconfirm:visible').getByRole('button', { name: /签发/ }).click();
    await eventually(async () => (await follow()).minutes?.state).toBe('issued');
    const number = (await follow()).minutes?.number ?? '';
    expect(number).toMatch(/\d/);
    await office.getByText(number).first().waitFor();
  });

  it('requirements become tasks of eleven cities, promises are booked; a city sees its own alone', async () => {
    await office.getByRole('button', { name: '要求转任务、承诺入账' }).click();
    await office
      .locator('.ant-popconfirm:visible')
      .getByRole('button', { name: /转任务/ })
      .click();
    await eventually(async () => (await follow()).tasks.length).toBeGreaterThan(0);
    const { tasks, commitments, cities } = await follow();
    const codes = meeting.venues.flatMap(({ region, kind }) =>
      kind === 'city' && region !== null ? [region] : [],
    );
    // All cities' ledger, two cities' list, Datong's two villages.
    expect(tasks.length).toBe(codes.length + 3);
    expect(codes.filter((code) => !tasks.some(({ city }) => city === code))).toEqual([]);
    expect(cities.map(({ city }) => city)).toEqual(codes);
    expect(commitments.length).toBe(1);
    await office.getByRole('table').first().waitFor();
    await picture(office, '08-follow-up');
    const city = await open([1366, 768], 'lvliang');
    const own = await ask(city, getFollowUp, { params: { id }, query: {} });
    expect(new Set(own.tasks.map((task) => task.city))).toEqual(new Set(['141100']));
    expect(own.tasks.length).toBe(2);
    const { items } = await ask(city, listTasks, { query: {} });
    expect(items.every((task) => task.city === '141100')).toBe(true);
    expect(items.filter(({ id: task }) => own.tasks.some((one) => one.id === task)).length).toBe(2);
    const [other] = tasks.filter((task) => task.city === '140100');
    expect((await answerOf(city, getTask, { params: { id: other?.id ?? 0 }, query: {} })).status()).toBe(404);
    await city.goto('/tasks');
    await city
      .getByText(/逐项定措施/)
      .first()
      .waitFor();
    await picture(city, '09-city-tasks');
    await city.context().close();
  });

  it('the release is drafted from the record', async () => {
    await office.goto(`/meetings/${id}/follow-up`);
    await office.getByRole('button', { name: '起草新闻稿' }).click();
    await eventually(async () => (await follow()).release?.state).toBe('draft');
    const { release } = await follow();
    const draft = await ask(office, getRelease, { params: { id: release?.id ?? 0 }, query: {} });
    expect(draft).toMatchObject({ meeting: { id }, state: 'draft', simulated: true });
    expect(draft.blocks.length).toBeGreaterThan(3);
    await office.waitForTimeout(800);
    await picture(office, '10-release');
  });

  it('the figures in all papers are those of evaluate, account and the boards at the closing', async () => {
    const { items } = await ask(office, listPapers, { params: { id }, query: {} });
    const [asOf, ...others] = new Set(
      items.filter(({ frozenAt }) => frozenAt !== null).map((one) => one.asOf),
    );
    expect(others).toEqual([]);
    if (asOf === undefined) throw new Error('nothing is frozen');
    const closed = platform.db.selectFrom('closing').select('as_of').where('period', '=', HALF_YEAR.month);
    expect(new Date(asOf)).toEqual((await closed.executeTakeFirstOrThrow()).as_of);

    const bulletins = await office.context().request.get('/api/bulletins');
    const bulletin = (await bulletins.json()).items.find(
      ({ period }: { period: string }) => period === HALF_YEAR.period,
    );
    const files = [
      ...items.map((paper) => ({ kind: paper.kind, path: `/api/papers/${paper.id}/files/html` })),
      { kind: 'bulletin', path: `/api/bulletins/${bulletin.id}/html` },
      { kind: 'release', path: `/api/releases/${(await follow()).release?.id}/files/html` },
    ];
    const figures: (Figure & { readonly kind: string })[] = [];
    const twice: string[] = [];
    for (const { kind, path } of files) {
      const answer = await office.context().request.get(path);
      expect(answer.ok()).toBe(true);
      const html = await answer.text();
      figures.push(...figuresOf(html).map((one) => ({ ...one, kind })));
      // A direction in words and a sign say it twice: 下降-2.7% would be a rise.
      twice.push(
        ...(html
          .replace(/<[^>]*>/g, '')
          .match(/.{12}(?:下降|上升|增加|减少|降低|提高)[-−+＋]\d[^，；。]*/g) ?? []),
      );
    }
    const truth = await figuresAt(asOf);
    const compared = new Map<string, number>();
    const wrong: string[] = [];
    for (const { id: name, text, kind } of figures) {
      const value = truth.get(name);
      if (value === undefined) continue;
      compared.set(kind, (compared.get(kind) ?? 0) + 1);
      if (value !== plain(text)) wrong.push(`${kind} ${name}: ${text}, not ${value}`);
    }
    say(`digits compared: ${JSON.stringify(Object.fromEntries(compared))} of ${figures.length}`);
    expect(wrong).toEqual([]);
    expect(twice).toEqual([]);
    for (const kind of ['bulletin', 'comment-card', 'city-paper', 'speech', 'minutes'])
      expect(compared.get(kind) ?? 0, kind).toBeGreaterThan(5);
  });
});
