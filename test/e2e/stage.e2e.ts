import { randomUUID } from 'node:crypto';
import {
  currentSession,
  getMeeting,
  getStage,
  listRecord,
  postMeeting,
  postStage,
  postVenueScreen,
  putRecordLine,
  type StageAct,
} from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { buildApp } from '../../packages/server/src/http/app.ts';
import { addPages } from '../../packages/server/src/meetings/stage/testing.ts';
import { screenPages } from '../../packages/web/src/dev/fixture-screens.ts';
import { startJourneys, type Traveller } from './setup/journey.ts';

const { test, open } = await startJourneys();

/** A meeting with the sample pages, laid out by the server; the figures on the pages are 示例. */
async function aMeeting(dispatch: Traveller, period: string): Promise<number> {
  const made = await dispatch.ask(postMeeting, {
    query: {},
    body: {
      kind: 'special',
      period,
      title: '重点工作专题调度会',
      startsAt: '2026-06-15T10:30:00+08:00',
      conferenceLink: 'https://meet.example.cn/26',
    },
  });
  await addPages(
    test.platform.db,
    made.id,
    screenPages.map((page) => ({ ...page, agendaItem: null, badges: ['模拟数据'] })),
  );
  return made.id;
}
const act = (who: Traveller, id: number, one: StageAct) =>
  who.ask(postStage, { params: { id }, body: { act: one } });

/** A venue's screen by its link, in a browser of nobody. */
async function aScreen(dispatch: Traveller, id: number, venue: number, url = test.url): Promise<Page> {
  const { path } = await dispatch.ask(postVenueScreen, { params: { id, venue } });
  const context = await test.browser.newContext({
    ...{
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      viewport: { width: 1920, height: 1080 },
      baseURL: url,
    },
  });
  const page = await context.newPage();
  await page.goto(path);
  return page;
}
const shows = (page: Page, key: string) =>
  page.locator(`[data-page="${key}"]`).first().waitFor({ state: 'attached' });
const blank = (page: Page) => page.locator('[data-blank]').waitFor({ state: 'attached' });
const close = (pages: readonly Page[]) => Promise.all(pages.map((page) => page.context().close()));

it('the chair drives every screen by keys; a venue without network keeps its page and comes back to the right one', async () => {
  const dispatch = await open('dispatch', { context: { viewport: { width: 1440, height: 900 } } });
  const id = await aMeeting(dispatch, '2026-01');
  const { venues } = await dispatch.ask(getMeeting, { params: { id }, query: {} });
  const [main, , datong] = venues;
  if (main === undefined || datong === undefined) throw new Error('no venues');
  const hall = await aScreen(dispatch, id, main.id);
  const branch = await aScreen(dispatch, id, datong.id);
  // Before the opening: name, time, the operator's box; no page of the papers.
  await hall.getByRole('heading', { name: '重点工作专题调度会' }).waitFor();
  await branch.getByText(datong.name, { exact: true }).waitFor();
  await branch.getByText(/会场技术人员/).waitFor();
  await branch.getByRole('img', { name: '视频会议二维码' }).waitFor();

  const { page } = dispatch;
  await page.goto(`/meetings/${id}/chair`);
  await page.getByRole('button', { name: '宣布开会' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/各会场大屏同时离开封面/).waitFor();
  await dialog.getByRole('button', { name: '宣布开会' }).click();
  await page.getByRole('button', { name: '宣布散会' }).waitFor();
  expect(await branch.getByText(/会场技术人员/).count()).toBe(0);

  // Every page beforehand, then a switch within the frame: both screens, by one key.
  const { revision } = await act(dispatch, id, { act: 'show', page: 'agenda', sub: 0 });
  // The chair's small picture of the next page is no sign that it has heard.
  const heard = page.locator(`section[data-revision="${revision}"]`).waitFor();
  await Promise.all([shows(hall, 'agenda'), shows(branch, 'agenda'), heard]);
  const before = Date.now();
  await page.keyboard.press('PageDown');
  await Promise.all([shows(hall, 'bars'), shows(branch, 'bars')]);
  expect(Date.now() - before).toBeLessThan(1_000);
  await hall.getByRole('heading', { name: /大同差 18.4 个百分点/ }).waitFor();
  await hall.getByRole('rowheader', { name: '临汾' }).waitFor();

  await page.keyboard.press('b');
  await Promise.all([blank(hall), blank(branch)]);
  await page.keyboard.press('b');
  await shows(hall, 'bars');

  // A page is found by a word of it.
  await page.keyboard.press('j');
  await page.getByRole('textbox', { name: /页码、标题/ }).fill('三点');
  await page.keyboard.press('Enter');
  await shows(branch, 'points');

  // The cable is pulled: the page stays, the screen says so quietly, the chair reads which venue it is.
  await branch.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await branch.context().setOffline(true);
  await branch.getByText(/断线重连中 \d+ 秒/).waitFor();
  await page.keyboard.press('ArrowLeft');
  await shows(hall, 'pledges');
  expect(await branch.getByRole('heading', { name: '三点要求' }).count()).toBe(1);
  // Somebody loads the page anew in despair: it stands again, without any network.
  await branch.reload();
  await branch.getByRole('heading', { name: '三点要求' }).waitFor();
  await branch.getByText(/断线重连中 \d+ 秒/).waitFor();
  test.platform.clock.advance(20_000);
  await page.getByText(new RegExp(`${datong.name} 断线 \\d+ 秒，重连中`)).waitFor();
  await branch.context().setOffline(false);
  await shows(branch, 'pledges');
  await branch.getByText(/断线重连中/).waitFor({ state: 'detached' });

  // A long paper goes on by screens, then to the next page.
  await act(dispatch, id, { act: 'show', page: 'document', sub: 0 });
  await shows(hall, 'document');
  await hall.getByText(/^第 9 页 1\/\d+$/).waitFor();
  await page.getByText(/^第 9 页 1\/\d+，共/).waitFor();
  await page.keyboard.press('PageDown');
  await hall.getByText(/^第 9 页 2\/\d+$/).waitFor();
  await page.keyboard.press('PageUp');
  await hall.getByText(/^第 9 页 1\/\d+$/).waitFor();

  // The operator's keys: the light ground for a projector, room for the conference's window.
  await hall.keyboard.press('l');
  await hall.locator('[data-ground="light"]').waitFor();
  await hall.keyboard.press('v');
  await hall.locator('[data-video="right"]').waitFor();

  await page.getByRole('button', { name: '宣布散会' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '宣布散会' }).click();
  await hall.getByText('会议结束').waitFor();
  await branch.getByText('会议结束').waitFor();
  // Ended by mistake: back with a reason.
  await page.getByRole('button', { name: '撤回散会' }).click();
  await page.getByRole('textbox', { name: /原因/ }).fill('误点');
  await page.getByRole('dialog').getByRole('button', { name: '撤回散会' }).click();
  await shows(branch, 'document');
  await close([hall, branch]);
});

it('what the recorder keeps survives a killed server; the screens come back by themselves', async () => {
  const first = await open('dispatch');
  const id = await aMeeting(first, '2026-02');
  await act(first, id, { act: 'open' });
  let app = await buildApp(test.platform);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = new URL(url);
  const baseURL = { baseURL: url, viewport: { width: 1366, height: 768 } };
  const recorder = await test.open('dispatch', { context: baseURL });
  const { page } = recorder;
  try {
    await page.goto(`/meetings/${id}/record`);
    const words = page.getByRole('textbox', { name: '内容' });
    await words.focus();
    await page.keyboard.type('2');
    await page.keyboard.type('大同 9月30日前安装22.63万户');
    await page.keyboard.press('Enter');
    await page.getByText(/^记录已存 /).waitFor();
    const kept = async () =>
      (await first.ask(listRecord, { params: { id }, query: {} })).items.map(
        ({ text, state }) => `${state} ${text}`,
      );
    expect(await kept()).toEqual(['kept 9月30日前安装22.63万户']);
    const venue = (await first.ask(getMeeting, { params: { id }, query: {} })).venues[0]?.id ?? 0;
    const hall = await aScreen(first, id, venue, url);
    await act(first, id, { act: 'show', page: 'map', sub: 0 });
    await shows(hall, 'map');

    await app.close();
    await hall.getByText(/断线重连中 \d+ 秒/).waitFor();
    await page.keyboard.type('3');
    await page.keyboard.type('吕梁 0831前 整改率≥70% 责任:市局局长 补齐短板');
    await page.keyboard.press('Enter');
    await page.getByText('未送出 1 条').waitFor();
    // The line stands there, on its way, with what it lacks judged on the device.
    await page
      .locator('[data-waiting="queued"]')
      .getByText(/补齐短板/)
      .waitFor();
    expect(await words.inputValue()).toBe('');
    await act(first, id, { act: 'show', page: 'table', sub: 0 });

    app = await buildApp(test.platform);
    await app.listen({ host: '127.0.0.1', port: Number(port) });
    await page.getByText('未送出 1 条').waitFor({ state: 'detached' });
    await page.locator('[data-waiting="queued"]').waitFor({ state: 'detached' });
    expect((await kept()).length).toBe(2);
    await shows(hall, 'table');
    const [, line] = (await first.ask(listRecord, { params: { id }, query: {} })).items;
    expect(line).toMatchObject({
      ...{
        kind: 'requirement',
        cities: ['141100'],
        deadline: '2026-08-31',
        ownerPost: '市局局长',
        missing: [],
      },
      measure: { name: '整改率', op: '>=', value: 70, unit: '%' },
    });

    // ↑ goes to the line before; what stood there stays readable.
    await words.press('ArrowUp');
    await expectValue(page, /补齐短板/);
    await words.press('End');
    await page.keyboard.type('，每周报');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '改过 1 次' }).click();
    await page.locator('del', { hasText: '补齐短板' }).waitFor();
    await page.locator('ins', { hasText: '每周报' }).waitFor();

    // In the middle of a word the page is loaded anew.
    await page.keyboard.press('Escape');
    await words.focus();
    await page.keyboard.type('5阳泉做法');
    await page.reload();
    await expectValue(page, /^阳泉做法$/);
    await close([hall]);
  } finally {
    await recorder.context.close();
    await app.close();
  }
});

it('two recorders on one line: both texts are shown, nothing is overwritten', async () => {
  const one = await open('dispatch');
  const id = await aMeeting(one, '2026-03');
  await act(one, id, { act: 'open' });
  // Its browser hears a refusal, as it should: not one of those that must hear none.
  const other = await test.open('dispatch');
  // The other's stream begins late: the line is kept after its record was answered, before anything is told.
  const kept = Promise.withResolvers<void>();
  await other.page.route(`**/api/meetings/${id}/stage/events*`, (route) =>
    kept.promise.then(() => route.continue()),
  );
  const answered = other.page.waitForResponse((response) => response.url().includes(`/${id}/record`));
  for (const { page } of [one, other]) await page.goto(`/meetings/${id}/record`);
  await answered;
  const words = (page: Page) => page.getByRole('textbox', { name: '内容' });
  await words(one.page).fill('大同加快清洁取暖');
  const put = one.page.waitForResponse((response) => response.request().method() === 'PUT');
  await words(one.page).press('Enter');
  await put;
  kept.resolve();
  await other.page.getByText('大同加快清洁取暖').first().waitFor();
  await words(other.page).press('ArrowUp');
  await expectValue(other.page, /加快清洁取暖/);
  // While the other is mending it, the first mends it too.
  await words(one.page).press('ArrowUp');
  await words(one.page).fill('大同加快清洁取暖，九月底前完成');
  await words(one.page).press('Enter');
  await other.page.locator('article').getByText('大同加快清洁取暖，九月底前完成').waitFor();
  await words(other.page).fill('大同加快清洁取暖，先立后破');
  await other.page.keyboard.press('Enter');
  const alert = other.page.getByRole('alert').filter({ hasText: '两份都在' });
  await alert.getByText('大同加快清洁取暖，先立后破').waitFor();
  await alert.getByText('大同加快清洁取暖，九月底前完成').waitFor();
  await alert.getByRole('button', { name: '用我的' }).click();
  await one.page.locator('article').getByText('大同加快清洁取暖，先立后破').waitFor();
  const { items } = await one.ask(listRecord, { params: { id }, query: {} });
  expect(items.length).toBe(1);
  expect(items[0]?.changes).toBe(2);
  await other.context.close();
});

it('the screen of a bureau’s own venue, signed in; its stage is no other city’s to drive', async () => {
  const dispatch = await open('dispatch');
  const id = await aMeeting(dispatch, '2026-04');
  await act(dispatch, id, { act: 'open' });
  const city = await open('city', { regionCode: '140200' });
  await city.page.goto(`/meetings/${id}/screen`);
  await act(dispatch, id, { act: 'show', page: 'table', sub: 0 });
  await shows(city.page, 'table');
  const { venues } = await dispatch.ask(getMeeting, { params: { id }, query: {} });
  const own = venues.find(({ region }) => region === '140200');
  await city.page.getByText(own?.name ?? '', { exact: true }).waitFor();
  expect(await city.page.getByRole('button').count()).toBe(0);
  expect(await city.statusOf(postStage, { params: { id }, body: { act: { act: 'next' } } })).toBe(403);
  const { revision } = await dispatch.ask(getStage, { params: { id } });
  await city.page.locator(`[data-revision="${revision}"]`).waitFor();
});

it('who spoke reads the words again and confirms them; nobody else does', async () => {
  const dispatch = await open('dispatch');
  const id = await aMeeting(dispatch, '2026-05');
  await act(dispatch, id, { act: 'open' });
  const leader = await open('leader');
  const { user } = await leader.ask(currentSession, {});
  const put = (speaker: string, text: string) =>
    dispatch.ask(putRecordLine, {
      params: { id, clientKey: randomUUID() },
      query: {},
      body: { revision: null, line: { kind: 'comment', speaker, text, cities: ['140300'] } },
    });
  await put(user.post, '阳泉做法在全省推广');
  await put('另一位领导', '忻州要再快一些');
  await leader.page.goto(`/meetings/${id}/record`);
  await leader.page.getByText('忻州要再快一些').waitFor();
  expect(await leader.page.getByRole('textbox', { name: '内容' }).count()).toBe(0);
  await leader.page.getByRole('button', { name: '本人审阅无误' }).click();
  await leader.page.getByText(/^本人已审阅/).waitFor();
  const { items } = await dispatch.ask(listRecord, { params: { id }, query: {} });
  expect(items.map(({ confirmed }) => confirmed?.post ?? null)).toEqual([user.post, null]);
});

const expectValue = async (page: Page, value: RegExp) =>
  expect.poll(() => page.getByRole('textbox', { name: '内容' }).inputValue()).toMatch(value);
