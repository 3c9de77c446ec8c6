import {
  actOnItem,
  createItem,
  getDesk,
  getItem,
  type ItemActBody,
  type ItemPage,
  listReportForms,
  putItemStandard,
  searchAll,
} from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import {
  insertRectification,
  rectification,
} from '../../packages/server/src/programs/items/testing/rectification.ts';
import { cleanHeating } from '../../packages/server/src/programs/presets/clean-heating.ts';
import { startJourneys, type Traveller } from './setup/journey.ts';

const { test, open } = await startJourneys();
const [city, county] = ['141100', '141127'];
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const heating = cleanHeating(2026);
await insertRectification(test.platform);
await insertRectification(test.platform, heating);

/** A photo as a camera takes it: large, and nothing but noise, so that no two are the same. */
const photo = (seed: number) =>
  sharp(
    Buffer.from(
      Uint8Array.from({ length: 2400 * 1800 * 3 }, (_, index) => (index * seed + index / 977) % 251),
    ),
    { raw: { width: 2400, height: 1800, channels: 3 } },
  )
    .jpeg()
    .toBuffer();

async function village(dispatch: Traveller, name: string, planned = 400): Promise<ItemPage> {
  return dispatch.ask(createItem, {
    params: { key: heating.key },
    body: {
      values: { site: name, planned, route: 'electric' },
      city,
      county,
      leadUnit: '县能源局',
      deadline: '2026-10-20',
      openedOn: '2026-04-01',
      issue: true,
    },
  });
}

/** One more act, as the person who may; each reads the page first, as people do. */
async function act(who: Traveller, item: number, body: ItemActBody): Promise<ItemPage> {
  const { revision } = await who.ask(getItem, { params: { id: item }, query: {} });
  return who.ask(actOnItem, { params: { id: item }, body: { revision, body } });
}

const fill = async (page: Page, values: Readonly<Record<string, string>>) => {
  for (const [name, value] of Object.entries(values)) {
    await page.getByLabel(new RegExp(`^${name}`)).fill(value);
  }
};

it('a county signs, reports by phone with a photo, loses the network in the middle and is sent once', async () => {
  const dispatch = await open('dispatch');
  const { id } = await village(dispatch, '普明村');
  const { page, context, ask } = await open('county', { regionCode: county, context: phone });

  // The desk is where a county begins; the new item waits to be signed for.
  await page.goto('/');
  await page.waitForURL(/\/today/);
  await page.getByRole('link', { name: '签收：普明村' }).click();
  await page.getByRole('button', { name: '签收本项' }).click();
  await page.getByRole('button', { name: '签收本项' }).waitFor({ state: 'hidden' });

  await page.getByRole('navigation', { name: '手机导航' }).getByRole('link', { name: '上报' }).click();
  await page.getByRole('link', { name: '填报' }).click();
  await page.getByRole('heading', { name: '上报' }).waitFor();
  // What is kept for later must be there before the network goes.
  await page.evaluate(() => 'serviceWorker' in navigator);
  await page.reload();
  await page.getByLabel(/^安装/).waitFor();

  await context.setOffline(true);
  await page.getByText('无网络：', { exact: false }).first().waitFor();
  await fill(page, { 下单: '300', 安装: '120', '通电/气': '100', 运行: '90', 旧炉拆除: '60', 投诉: '0' });
  await page.getByText(/已存在本机 \d\d:\d\d/).waitFor();
  await page.locator('input[type=file]').setInputFiles({
    name: 'IMG_0001.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(7),
  });
  await page.getByRole('img', { name: '照片 1' }).waitFor();
  await page.getByText('30.0%', { exact: true }).waitFor();

  // Everything survives a reload without a network: the page, the form, the draft, the photo.
  await page.reload();
  await expect.poll(() => page.getByLabel(/^安装/).inputValue()).toBe('120');
  await page.getByRole('img', { name: '照片 1' }).waitFor();
  await page.getByRole('button', { name: '保存，联网后发送' }).click();
  await page.getByText(/无网络：已存在本机 \d\d:\d\d，联网后自动发送/).waitFor();

  await context.setOffline(false);
  await page.getByText(/已报到，市、省报表与通报都取这个数/).waitFor();
  const item = await ask(getItem, { params: { id }, query: {} });
  expect(item.reports).toHaveLength(1);
  expect(item.values).toMatchObject({ installed: 120, running: 90 });
  expect(item.evidenceList).toHaveLength(1);
  expect(item.evidenceList[0]).toMatchObject({ rule: 'runningPhotos', image: true });
  // Scaled down on the device.
  expect(item.evidenceList[0]?.size).toBeLessThan((await photo(7)).byteLength);
  // Nothing waits on the desk any more.
  expect((await ask(getDesk, { query: {} })).reports.total).toBe(0);

  // The city gives this one piece back with a reason; the item stays where it is.
  const bureau = await open('city', { regionCode: city });
  await bureau.page.goto(`/items/${id}`);
  await bureau.page
    .locator('#evidence')
    .getByRole('button', { name: /^退回“/ })
    .click();
  await bureau.page.getByLabel('为什么退回（填报方会看到）').fill('看不清设备');
  await bureau.page
    .locator('#evidence')
    .getByRole('button', { name: /^退回“/ })
    .click();
  await bureau.page.getByText('退回：看不清设备').or(bureau.page.getByText('被退回')).first().waitFor();
  const judged = await ask(getItem, { params: { id }, query: {} });
  expect(judged.evidenceList).toMatchObject([{ state: 'refused', refusal: '看不清设备' }]);
  expect(judged.state).toBe('working');
});

it('a city returns the report with a reason: the county finds it on its desk, mends it, one tap does the rest', async () => {
  const dispatch = await open('dispatch');
  const { id } = await village(dispatch, '界河口村');
  const branch = await open('county', { regionCode: county, context: phone });
  await act(branch, id, { act: 'sign' });
  await branch.page.goto(`/report/${id}`);
  await fill(branch.page, { 下单: '50', 安装: '40', '通电/气': '40', 运行: '30', 旧炉拆除: '20', 投诉: '0' });
  await branch.page.getByRole('button', { name: /^提交\d+月进度$/ }).click();
  await branch.page.getByText(/已报到/).waitFor();

  const bureau = await open('city', { regionCode: city });
  await bureau.page.goto('/today');
  await bureau.page.getByRole('link', { name: '核看月报：界河口村' }).click();
  await bureau.page.getByRole('button', { name: /^退回 2026-05 月报/ }).click();
  const send = bureau.page.getByRole('button', { name: /^退回 2026-05 月报/ }).last();
  // Empty is not a reason.
  expect(await send.isDisabled()).toBe(true);
  await bureau.page.getByLabel(/为什么退回/).fill('运行户数与电费清单对不上');
  await send.click();
  await bureau.page.getByText('退回：运行户数与电费清单对不上').first().waitFor();

  await branch.page.goto('/today');
  await branch.page.getByText('退回：运行户数与电费清单对不上').waitFor();
  await branch.page.getByRole('link', { name: '补正：界河口村' }).click();
  await branch.page.getByText(/退回：运行户数与电费清单对不上/).waitFor();
  await expect.poll(() => branch.page.getByLabel(/^运行/).inputValue()).toBe('30');
  await branch.page.getByLabel(/^运行/).fill('25');
  await branch.page.getByRole('button', { name: /^提交\d+月进度$/ }).click();
  await branch.page.getByText(/已报到/).waitFor();
  const item = await branch.ask(getItem, { params: { id }, query: {} });
  expect(item.values).toMatchObject({ running: 25 });
  expect(item.reports.map(({ state }) => state)).toEqual(['sent', 'returned']);
  expect((await branch.ask(getDesk, { query: {} })).returned.total).toBe(0);
});

it('figures that do not fit are asked about before sending; both values are shown where somebody was faster', async () => {
  const dispatch = await open('dispatch');
  const { id } = await village(dispatch, '大蛇头村');
  const branch = await open('county', { regionCode: county, context: phone });
  await act(branch, id, { act: 'sign' });
  const { page } = branch;
  await page.goto(`/report/${id}`);
  await fill(page, { 下单: '50', 安装: '40', '通电/气': '40', 运行: '0', 旧炉拆除: '0', 投诉: '0' });
  const question = page.getByRole('region', { name: '发送前问一句' });
  await question.getByText('通电 40 户，运行 0 户，对吗？').waitFor();
  await page.getByRole('button', { name: /^提交\d+月进度$/ }).click();
  await page.getByText('先答上面的问题或选原因。').waitFor();
  await question.getByText('等调试').click();

  // A colleague of the city changes the row meanwhile: the revision is another one.
  const bureau = await open('city', { regionCode: city });
  await act(bureau, id, { act: 'comment', text: '请核对下单数' });
  await page.getByRole('button', { name: /^提交\d+月进度$/ }).click();
  const clash = page.getByRole('region', { name: '两边的数' });
  await clash.getByRole('row', { name: /安装/ }).getByText('40 户').waitFor();
  await clash.getByRole('button', { name: '用我的数再发' }).click();
  await page.getByText(/已报到/).waitFor();
  const item = await branch.ask(getItem, { params: { id }, query: {} });
  expect(item.values).toMatchObject({ installed: 40 });
  expect(item.reports[0]?.answers).toMatchObject({ connectedNotRunning: '等调试' });
});

/** A problem that the county has rectified and applied for, with all that close-out asks. */
async function applied(dispatch: Traveller, branch: Traveller, text: string, seed: number): Promise<number> {
  const { id } = await dispatch.ask(createItem, {
    params: { key: rectification.key },
    body: {
      values: { round: '二轮', problem: text },
      city,
      county,
      leadUnit: '县水务局',
      deadline: '2026-08-31',
      nationalDeadline: '2026-08-31',
      openedOn: '2026-04-22',
      measures: [{ text: '改造截流闸，闸底抬高 0.6 m', due: '2026-05-15', planned: 1, unit: '座' }],
      issue: true,
    },
  });
  await act(branch, id, { act: 'sign' });
  const page = branch.page;
  await page.goto(`/items/${id}`);
  await page.getByRole('button', { name: '改整改措施' }).click();
  await page.getByLabel('措施 1 的完成日期').fill('2026-05-13');
  await page.getByLabel('措施 1 的完成量').fill('1');
  await page.getByRole('button', { name: '保存 1 条措施' }).click();
  await page.getByRole('button', { name: '改整改措施' }).waitFor();
  for (const [index, side] of (['改前', '改后'] as const).entries()) {
    const picture = { name: `${side}.jpg`, mimeType: 'image/jpeg', buffer: await photo(seed + index * 2) };
    if (index === 0) await page.getByPlaceholder('地点，如：溢流口').fill('溢流口');
    await page.getByLabel(`拍${side}`).first().setInputFiles(picture);
    await page.getByRole('button', { name: new RegExp(`放大看：溢流口 ${side}`) }).waitFor();
  }
  const { evidenceList } = await branch.ask(getItem, { params: { id }, query: {} });
  const evidence = evidenceList[0]?.id ?? 0;
  await branch.ask(putItemStandard, {
    params: { id, standard: 'measures' },
    body: { met: 'evidence', evidence },
  });
  await page.reload();
  await page.getByRole('button', { name: '写明不适用' }).last().click();
  await page.getByLabel('为什么不适用').fill('执法队核查，属设施失修');
  await page.getByRole('button', { name: '写明不适用' }).last().click();
  await page.getByText('执法队核查，属设施失修').waitFor();
  await page.getByRole('button', { name: '申请销号' }).click();
  await page.getByRole('button', { name: '申请销号' }).last().click();
  await page.getByText('正在市级核查').waitFor();
  return id;
}

it('a city checks on site, two posts of the province accept with four eyes, and the notice begins', async () => {
  const dispatch = await open('dispatch');
  const branch = await open('county', { regionCode: county });
  const id = await applied(dispatch, branch, '县城污水主干管截流闸失效，雨天污水直排', 11);
  // Who applied does not judge.
  expect(await branch.page.getByRole('button', { name: /核查通过/ }).count()).toBe(0);

  const bureau = await open('city', { regionCode: city });
  await bureau.page.goto('/today');
  await bureau.page.getByRole('link', { name: /^核查：县城污水主干管/ }).click();
  // Back once, with a reason; the way shows the loop, the county's desk says why.
  await bureau.page.getByLabel(/^意见/).fill('溢流口照片不是同一机位');
  await bureau.page.getByRole('button', { name: /^退回 R$/ }).click();
  await bureau.page.getByText('正在整改').waitFor();
  await bureau.page
    .getByText(/退回 1 次：溢流口照片不是同一机位/)
    .first()
    .waitFor();
  await branch.page.goto('/today');
  await branch.page.getByText('退回：溢流口照片不是同一机位').waitFor();
  await branch.page.getByRole('link', { name: /^补正：县城污水主干管/ }).click();
  await branch.page.getByRole('button', { name: '申请销号' }).click();
  await branch.page.getByRole('button', { name: '申请销号' }).last().click();
  await branch.page.getByText('正在市级核查').waitFor();
  await bureau.page.reload();
  const pass = bureau.page.getByRole('button', { name: /核查通过，报省级验收/ });
  expect(await pass.isDisabled()).toBe(true);
  await bureau.page.getByText('还缺：核查记录').waitFor();
  await bureau.page.getByLabel('加文件').setInputFiles({
    name: '核查记录.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF'),
  });
  await bureau.page.getByText('还缺：核查记录').waitFor({ state: 'hidden' });
  await bureau.page.getByLabel('到现场日期').fill('2026-06-15');
  await bureau.page.getByLabel('到现场的岗位').fill('水科、执法队');
  await pass.click();
  await bureau.page.getByText('正在验收').waitFor();

  const first = await open('office');
  await first.page.goto(`/items/${id}`);
  await first.page.getByRole('button', { name: /同意，交第二人/ }).waitFor();
  // R puts the cursor into the reason; an empty reason is not sent.
  await first.page.keyboard.press('r');
  await first.page.getByText('写明退回的原因').waitFor();
  expect(await first.page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
  await first.page.keyboard.press('Escape');
  await first.page.locator('h1').click();
  await first.page.evaluate('document.activeElement.blur()');
  await first.page.keyboard.press('a');
  await first.page.keyboard.press('Enter');
  await first.page.getByText('您已作为第一人同意').first().waitFor();
  expect((await first.ask(getDesk, { query: {} })).judge.total).toBe(0);

  const second = await open('office');
  await second.page.goto('/today');
  await second.page.getByRole('link', { name: /^验收：县城污水主干管/ }).click();
  await second.page.getByRole('button', { name: /同意，进入公示/ }).click();
  await second.page.getByText('正在公示').waitFor();
  const item = await second.ask(getItem, { params: { id }, query: {} });
  expect(item.state).toBe('notice');
  expect(item.acceptance.map(({ post }) => post)).toEqual([first.login, second.login]);
});

it('searches in Chinese, by initials and within the own scope; a key opens it', async () => {
  const { page, ask } = await open('county', { regionCode: county });
  await page.goto('/today');
  await page.getByRole('heading', { name: '今日' }).waitFor();
  await page.keyboard.press('/');
  await page.getByRole('searchbox', { name: '查事项' }).fill('截流闸');
  await page.locator('mark', { hasText: '截流闸' }).waitFor();
  const answer = await ask(searchAll, { query: { q: 'jlz' } });
  expect(answer.total).toBe(1);
  const other = await open('county', { regionCode: '141121' });
  expect((await other.ask(searchAll, { query: { q: '截流闸' } })).total).toBe(0);
  expect((await other.ask(listReportForms, { query: {} })).rows).toEqual([]);
});
