import { getItem, getLedgerImport, listItems } from '@qingzhang/contract';
import exceljs from 'exceljs';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { pdfPages } from '../../packages/documents/src/testing/pdf-text.ts';
import { recomputeProgress } from '../../packages/server/src/programs/board/progress.ts';
import { renewItems } from '../../packages/server/src/programs/items/night.ts';
import { listRegions } from '../../packages/server/src/regions/queries.ts';
import { startJourneys, type Traveller } from './setup/journey.ts';
import { dense, download } from './setup/pages.ts';
import { type ListedCounty, problemOf, rectificationList, TASKS } from './setup/rectification-list.ts';

const { test, open } = await startJourneys();
const { db, clock } = test.platform;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const [CITY, COUNTY] = ['141100', '141123'];
const KEY = 'central-inspection';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Where pictures of the journey go: `QINGZHANG_PICTURES` names a folder, else nowhere. */
async function look(page: Page, name: string, fullPage = true): Promise<void> {
  const folder = process.env.QINGZHANG_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/work-${name}.png`, fullPage });
}

async function bring(page: Page, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: '选择文件' }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: XLSX, buffer });
}

/** A photo as a camera takes it, no two alike. */
const photo = (seed: number): Promise<Buffer> =>
  sharp(
    Buffer.from(Uint8Array.from({ length: 640 * 480 * 3 }, (_, index) => (index * seed + index / 977) % 251)),
    { raw: { width: 640, height: 480, channels: 3 } },
  )
    .jpeg()
    .toBuffer();

/** Counties in the order of their cities. */
async function allCounties(): Promise<ListedCounty[]> {
  const regions = await listRegions(db);
  return regions.flatMap(({ level, code, name, parent, managed }): ListedCounty[] => {
    const city = regions.find((one) => one.code === parent);
    return level === 'county' && managed && city
      ? [{ code, name, city: city.code, cityName: city.name }]
      : [];
  });
}

/** 82 places: five tasks of the county of the journey, more of its city, then all other cities in turn. */
async function places(): Promise<ListedCounty[]> {
  const rows = await allCounties();
  const own = rows.find(({ code }) => code === COUNTY);
  if (own === undefined) throw new Error(`no county ${COUNTY}`);
  const rest = rows
    .filter(({ city }) => city === CITY && own.city === CITY)
    .filter(({ code }) => code !== COUNTY);
  const others = rows.filter(({ city }) => city !== CITY);
  return [...Array(5).fill(own), ...rest.slice(0, 7), ...others].slice(0, TASKS);
}

/** Who has been met before signs in again: each test is another visit. */
const people = new Map<string, { readonly login: string; readonly password: string }>();
async function visit(name: string, ...how: Parameters<typeof open>): Promise<Traveller> {
  const [role, options] = how;
  const known = people.get(name);
  const one = await open(known === undefined ? role : null, options);
  if (known === undefined) people.set(name, { login: one.login, password: one.password });
  else {
    const answer = await one.context.request.post('/api/session', { data: known });
    expect(answer.ok()).toBe(true);
  }
  return { ...one, ...people.get(name) };
}
const desktop = { viewport: { width: 1440, height: 900 } };
const office = () => visit('office', 'office', { scope: [], context: desktop });
const county = () => visit('county', 'county', { regionCode: COUNTY, context: phone });
const city = () => visit('city', 'city', { regionCode: CITY, context: desktop });
const deputy = () => visit('deputy', 'deputy', { context: desktop });

/** What the jobs of every night do. */
async function night(): Promise<void> {
  await renewItems(db, test.platform.call());
  await recomputeProgress(db, clock.now());
}

/** Items of the county by their place in the list. */
const numbered = new Map<number, number>();
const itemOf = (n: number): number => {
  const id = numbered.get(n);
  if (id === undefined) throw new Error(`no item ${n}`);
  return id;
};

it('the inspection office makes the program its own and publishes 82 tasks from its spreadsheet', async () => {
  const { page, ask } = await office();
  await county();
  await city();
  await page.goto('/programs');
  await page.getByRole('link', { name: '定义专项' }).click();
  const form = page.getByRole('form', { name: '新建专项' });
  await form.getByLabel('专项名称').fill('中央生态环境保护督察整改');
  await form.getByLabel('标识').fill(KEY);
  await form.getByLabel('从哪里开始').selectOption({ label: '照《中央生态环境保护督察整改》' });
  await form.getByRole('button', { name: '开始设计' }).click();
  await page.getByRole('heading', { level: 1, name: '中央生态环境保护督察整改' }).waitFor();
  await look(page, '01-design');
  const publish = page.getByRole('form', { name: '发布' });
  await publish.getByLabel('主管处室').fill('督察办');
  await publish.getByLabel('变更说明').fill('整改方案印发，启用专项');
  await publish.getByRole('button', { name: '发布第 1 版' }).click();
  await page.getByRole('link', { name: '打开看板' }).click();
  await page.getByText('还没有事项').waitFor();
  await look(page, '02-empty-board');
  await page.getByRole('link', { name: '导入台账' }).click();

  await bring(page, '整改任务清单（定稿）.xlsx', await rectificationList(await places()));
  const columns = page.getByRole('region', { name: '列对上了吗' });
  await columns.waitFor();
  await look(page, '03-matched');
  const batch = () =>
    ask(getLedgerImport, { params: { id: Number(new URL(page.url()).searchParams.get('batch')) } });
  expect((await batch()).counts).toMatchObject({ heading: 2, note: 1 });
  // What was guessed with doubt, or taken for a mere row number, is put right where it stands.
  const means = async (heading: RegExp, target: string) => {
    const select = columns.getByRole('combobox', { name: heading }).first();
    if ((await select.inputValue()) === target) return;
    await select.selectOption(target);
    await expect
      .poll(async () => (await batch()).columns.some((one) => one.target === target && !one.ask))
      .toBe(true);
    await expect.poll(() => select.isEnabled()).toBe(true);
  };
  await means(/“序号”/, 'field:problemNo');
  await means(/牵头”/, 'base:leadUnit');
  await means(/配合”/, 'base:supportingUnits');
  const wrong = page.getByRole('combobox', { name: /某某新区/ });
  await wrong.selectOption({ label: (await places())[39]?.name ?? '' });
  await page.getByRole('button', { name: '照此改 1 行' }).click();
  await page.getByText('没有要改的行。').waitFor();
  const issue = page.getByLabel('入账后即下达');
  await issue.click();
  await expect.poll(() => issue.isChecked()).toBe(true);
  await look(page, '04-ready');
  await page.getByRole('button', { name: /入账 82 行/ }).click();
  await page.getByText('82 行已入账').waitFor();
  await page.getByRole('link', { name: '看台账' }).click();
  await page.getByRole('table').first().waitFor();
  await look(page, '05-board');

  const { items } = await ask(listItems, { params: { key: KEY }, query: { show: 'all', limit: 100 } });
  expect(items).toHaveLength(TASKS);
  expect(new Set(items.map(({ state }) => state))).toEqual(new Set(['issued']));
  for (const { id, title } of items) {
    const n = Number(/^第(\d+)号/.exec(title)?.[1]);
    expect(title).toBe(problemOf(n));
    numbered.set(n, id);
  }
}, 120_000);

it('a county on a phone signs, reports one with a photo and applies for close-out with what is asked', async () => {
  const { page } = await county();
  await page.goto('/');
  await page.waitForURL(/\/today/);
  await look(page, '10-phone-desk');
  for (const n of [1, 2, 3, 4, 5]) {
    await page.goto(`/items/${itemOf(n)}`);
    await page.getByRole('button', { name: '签收本项' }).waitFor();
    if (n === 1) await look(page, '11-phone-item');
    await page.getByRole('button', { name: '签收本项' }).click();
    await page.getByRole('button', { name: '签收本项' }).waitFor({ state: 'hidden' });
  }
  for (const n of [2, 3, 4]) {
    await page.goto(`/report/${itemOf(n)}`);
    await page.getByLabel(/^整改措施数/).fill('3');
    await page.getByLabel(/^已落实措施数/).fill('3');
    if (n !== 4) await page.getByLabel(/^公开链接/).fill(`https://news.example.cn/zgqk/${n}.html`);
    if (n === 2) {
      await page.locator('input[type=file]').setInputFiles({
        name: 'IMG_0231.jpg',
        mimeType: 'image/jpeg',
        buffer: await photo(5),
      });
      await page.getByRole('img', { name: '照片 1' }).waitFor();
      await look(page, '12-phone-report');
    }
    await page.getByRole('button', { name: /^提交\d+月进度$/ }).click();
    await page.getByText(/已报到/).waitFor();
    if (n === 2) await look(page, '13-phone-sent');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  }

  for (const n of [2, 3, 4]) {
    await page.goto(`/items/${itemOf(n)}`);
    await page.getByRole('button', { name: '改整改措施' }).click();
    for (const no of [1, 2, 3]) await page.getByLabel(`措施 ${no} 的完成日期`).fill('2026-06-14');
    await page.getByRole('button', { name: '保存 3 条措施' }).click();
    await page.getByRole('button', { name: '改整改措施' }).waitFor();
    const group = (name: string) =>
      page.locator('#evidence > div').filter({ has: page.getByRole('heading', { name }) });
    for (const [name, file] of [
      ['自验报告', '自验报告.pdf'],
      ['长效机制文件', '长效机制.pdf'],
      ['省级媒体公开', '媒体公开.pdf'],
    ] as const) {
      await group(name)
        .locator('input[type=file]')
        .setInputFiles({
          name: file,
          mimeType: 'application/pdf',
          buffer: Buffer.from(`%PDF-1.4\n% ${n} ${file}\n%%EOF`),
        });
      await group(name)
        .getByRole('link', { name: new RegExp(file) })
        .waitFor();
    }
    for (const side of ['改前', '改后'] as const) {
      if (n === 2 && side === '改后') continue;
      await group('整改前后照片')
        .getByLabel(`拍${side}`)
        .first()
        .setInputFiles({
          name: `${side}.jpg`,
          mimeType: 'image/jpeg',
          buffer: await photo(n * 4 + (side === '改前' ? 1 : 2)),
        });
      await group('整改前后照片')
        .getByRole('button', { name: new RegExp(`放大看.*${side}`) })
        .waitFor();
    }
    if (n === 2) await look(page, '14-phone-evidence');
    for (const standard of await page.getByRole('combobox', { name: /的佐证$/ }).all()) {
      await standard.selectOption({ index: 1 });
      await expect.poll(() => standard.isEnabled()).toBe(true);
    }
    if (n === 4) {
      // What close-out asks and nobody has filled is named, and the button waits for it.
      await page.getByText('销号前要填的 1 栏还空着').waitFor();
      await page.goto(`/report/${itemOf(n)}`);
      await page.getByLabel(/^公开链接/).fill(`https://news.example.cn/zgqk/${n}.html`);
      await page.getByRole('button', { name: /^提交\d+月进度$/ }).click();
      await page.getByText(/已报到/).waitFor();
      await page.goto(`/items/${itemOf(n)}`);
    }
    await page.getByRole('button', { name: '申请销号' }).click();
    await page.getByRole('button', { name: '申请销号' }).last().click();
    await page.getByText('正在市级核查').waitFor();
  }
  await look(page, '15-phone-applied');
  // Who applied does not judge.
  expect(await page.getByRole('button', { name: /核查通过|同意/ }).count()).toBe(0);
}, 120_000);

it('the city verifies two and returns one with a reason, which the county sees first', async () => {
  const { page } = await city();
  await page.goto('/today');
  await page.getByRole('link', { name: new RegExp(`^核查：${problemOf(2)}`) }).waitFor();
  await look(page, '20-city-desk');
  for (const n of [2, 3]) {
    await page.goto('/today');
    await page.getByRole('link', { name: new RegExp(`^核查：${problemOf(n)}`) }).click();
    await page.getByLabel('到现场日期').fill('2026-06-15');
    await page.getByLabel('到现场的岗位').fill('市局水科、市执法队');
    if (n === 2) await look(page, '21-city-check');
    await page.getByRole('button', { name: /核查通过，报省级验收/ }).click();
    await page.getByText('正在验收').waitFor();
  }
  const reason = '改后照片与改前不是同一点位，请按原方位重拍';
  await page.goto('/today');
  await page.getByRole('link', { name: new RegExp(`^核查：${problemOf(4)}`) }).click();
  await page.getByRole('button', { name: /^退回 R$/ }).click();
  // Empty is not a reason.
  await page.getByText('写明退回的原因').waitFor();
  await page.getByLabel(/^意见/).fill(reason);
  await page.getByRole('button', { name: /^退回 R$/ }).click();
  await page.getByText(`退回：${reason}`).or(page.getByText(reason)).first().waitFor();
  await look(page, '22-city-returned');

  const branch = await county();
  await branch.page.goto('/today');
  await branch.page.getByText(`退回：${reason}`).waitFor();
  // Before everything else there is to do.
  expect(dense(await branch.page.locator('main li').first().textContent())).toContain(dense(reason));
  await look(branch.page, '23-phone-returned');
}, 60_000);

it('the province accepts with four eyes: two people of two posts, neither of them who applied or checked', async () => {
  const first = await office();
  await first.page.goto('/today');
  await first.page.getByRole('link', { name: new RegExp(`^验收：${problemOf(2)}`) }).click();
  await first.page.getByRole('button', { name: /同意，交第二人/ }).click();
  await first.page.getByText('您已作为第一人同意').first().waitFor();
  await look(first.page, '30-first-signed');
  // Not twice, not even after coming back.
  await first.page.reload();
  await first.page.getByText('您已作为第一人同意').first().waitFor();
  expect(await first.page.getByRole('button', { name: /同意/ }).count()).toBe(0);
  for (const who of [await county(), await city()]) {
    await who.page.goto(`/items/${itemOf(2)}`);
    await who.page.getByText('第一人').waitFor();
    expect(await who.page.getByRole('button', { name: /同意|^退回 R$/ }).count()).toBe(0);
  }
  const second = await deputy();
  await second.page.goto('/today');
  await look(second.page, '31-second-desk');
  await second.page.getByRole('link', { name: new RegExp(`^验收：${problemOf(2)}`) }).click();
  await second.page.getByRole('button', { name: /同意，进入公示/ }).click();
  await second.page.getByText('正在公示').waitFor();
  await look(second.page, '32-accepted');
  const { acceptance } = await second.ask(getItem, { params: { id: itemOf(2) }, query: {} });
  expect(acceptance.map(({ post }) => post)).toEqual([first.login, second.login]);
}, 60_000);

it('a lamp turns red: the county that answers hears of it at once, its city a day later', async () => {
  // The first of the list was due on the 17th.
  clock.set('2026-06-18T08:40:00+08:00');
  await night();
  const red = `亮红灯：${problemOf(1)}`;
  const branch = await county();
  await branch.page.goto('/notifications');
  // What else is said of the item that day stands above it.
  await branch.page
    .getByText(/同一事项较早的/)
    .first()
    .click();
  await branch.page.getByText(red).first().waitFor();
  await look(branch.page, '40-county-red');
  await branch.page.goto('/today');
  await branch.page
    .getByText(/逾期 1 个工作日/)
    .first()
    .waitFor();
  const bureau = await city();
  await bureau.page.goto('/notifications');
  await bureau.page.getByRole('heading', { level: 1 }).waitFor();
  await bureau.page.waitForTimeout(1500);
  expect(await bureau.page.getByText(red).count()).toBe(0);
  await bureau.page.goto(`/programs/${KEY}`);
  await bureau.page.getByRole('table').first().waitFor();
  await look(bureau.page, '41-city-board');

  clock.set('2026-06-19T08:45:00+08:00');
  const later = await city();
  await later.page.goto('/notifications');
  await later.page
    .getByText(/同一事项较早的/)
    .first()
    .click();
  await later.page.getByText(red).first().waitFor();
  await look(later.page, '42-city-red');
}, 60_000);

it('the statement of the city reconciles, on the page and on paper', async () => {
  // The public notice has passed, the item is closed; what was looked at again had come back.
  clock.set('2026-06-24T09:00:00+08:00');
  await night();
  const second = await deputy();
  await second.page.goto(`/items/${itemOf(2)}`);
  await second.page.getByRole('button', { name: '报告反弹' }).click();
  await second.page.getByLabel('反弹的事实').fill('雨后复查，溢流口仍有污水外溢');
  await second.page.getByRole('button', { name: '报告反弹' }).last().click();
  await second.page.getByText('反弹 1 次').first().waitFor();
  await look(second.page, '50-rebound');

  const { page } = await city();
  await page.goto(`/cities/${CITY}`);
  const debts = page
    .getByRole('region', { name: /事项账/ })
    .or(page.locator('section:has(#debts-title)'))
    .first();
  const row = debts.getByRole('row').filter({ hasText: '督察整改' });
  await row.waitFor();
  await row.scrollIntoViewIfNeeded();
  await look(page, '51-city-debts', false);
  const cells = (await row.getByRole('cell').allTextContents()).map((text) =>
    Number(text.replace(/[＋,]/g, '').replace('−', '-')),
  );
  const [opening = NaN, added = NaN, paid = NaN, rebound = NaN, closing = NaN] = cells;
  expect({ opening, added, paid, rebound, closing }).toEqual({
    opening: 0,
    added: 12,
    paid: -1,
    rebound: 1,
    closing: 12,
  });
  expect(opening + added + paid + rebound).toBe(closing);

  await page.goto(`/cities/${CITY}/statement?month=2026-06`);
  const paper = page.frameLocator('iframe');
  await paper.getByText('督察整改').first().waitFor();
  await look(page, '52-statement');
  const file = await download(page, page.getByRole('link', { name: /PDF/ }));
  const words = (await pdfPages(file.content)).join('');
  expect(words).toContain('督察整改');
  expect(words).toContain('0＋12−1＋11201红');
}, 60_000);

/** 各市各县报来的表: other words for the columns, totals in between, units in the cells. */
async function stationWorkbook(counties: readonly ListedCounty[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('汇总');
  sheet.addRow(['各市加油站油气回收改造进度汇总表（模拟数据）']);
  sheet.mergeCells('A1:I1');
  sheet.addRow(['序号', '地市', '县区', '加油站', '任务（台）', '进度', null, '责任单位', '完成时限']);
  sheet.addRow([null, null, null, null, null, '改造完成', '投资（万元）', null, null]);
  sheet.mergeCells('F2:G2');
  counties.forEach((one, index) => {
    const planned = 10 + (index % 5);
    const done = doneOf(index);
    sheet.addRow([
      index + 1,
      one.cityName,
      one.name,
      `${one.name}第${index + 1}加油站`,
      index % 6 === 0 ? `${planned}台` : planned,
      index % 4 === 0
        ? String(done).replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)] ?? digit)
        : done,
      3.5 + index,
      `${one.name}商务局`,
      '2026年9月底',
    ]);
    if (index % 6 === 5) sheet.addRow(['合计', one.cityName, null, null, 72, null, null]);
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}
/** Six stations a city; the first city has done most, the last least. */
const doneOf = (index: number): number => Math.max(0, 9 - 2 * Math.floor(index / 6));

it('a new program is defined, published, filled from a messy spreadsheet, ranked and exported', async () => {
  const { page, ask } = await visit('air', 'office', { scope: [], context: desktop });
  await page.goto('/programs/design');
  const form = page.getByRole('form', { name: '新建专项' });
  await form.getByLabel('专项名称').fill('加油站油气回收改造');
  await form.getByLabel('标识').fill('vapour-recovery');
  await form.getByRole('button', { name: '开始设计' }).click();
  await page.getByRole('heading', { level: 1, name: '加油站油气回收改造' }).waitFor();

  await page.getByLabel('依据', { exact: true }).fill('晋气防办〔2026〕18号（模拟）');
  await page.getByLabel('第 1 个字段的名称').fill('加油站名称');
  const field = async (n: number, name: string, type: string, unit: string, source: string) => {
    await page.getByRole('button', { name: '加一个字段' }).click();
    await page.getByLabel(`第 ${n} 个字段的名称`).fill(name);
    await page.getByLabel(`${name}的类型`).selectOption(type);
    await page.getByLabel(`${name}的单位`).fill(unit);
    await page.getByLabel(`${name}谁填`).selectOption(source);
  };
  await field(2, '计划改造', 'integer', '台', 'issued');
  await page.getByLabel('表里的其他叫法').fill('任务、任务数');
  await field(3, '已改造', 'integer', '台', 'reported');
  await page.getByLabel('表里的其他叫法').fill('改造完成、完成');
  await field(4, '累计投资', 'number', '万元', 'reported');
  const measures = page.locator('#measures');
  await measures.getByLabel('指标名称', { exact: true }).fill('改造率');
  await measures.getByLabel('怎么算').selectOption('ratio');
  await measures.getByLabel('完成', { exact: true }).selectOption({ label: '已改造' });
  await measures.getByLabel('计划', { exact: true }).selectOption({ label: '计划改造' });
  for (const [n, day, share] of [
    [1, '2026-01-01', '0'],
    [2, '2026-09-30', '100'],
  ] as const) {
    await page.getByRole('button', { name: '加一个里程碑' }).click();
    await page.getByLabel(`里程碑 ${n} 的日期`).fill(day);
    await page.getByLabel(`里程碑 ${n} 应完成百分比`).fill(share);
  }
  await page.getByText('检查没有发现问题，可以发布').waitFor();
  await look(page, '60-new-program');
  const publish = page.getByRole('form', { name: '发布' });
  await publish.getByLabel('主管处室').fill('大气处');
  await publish.getByLabel('变更说明').fill('新设专项');
  await publish.getByRole('button', { name: '发布第 1 版' }).click();
  await page.getByRole('link', { name: '打开看板' }).click();
  await page.getByText('还没有事项').waitFor();
  await page.getByRole('link', { name: '导入台账' }).click();

  const all = await allCounties();
  const cities = [...new Set(all.map(({ city }) => city))].slice(0, 4);
  const stations = cities.flatMap((city) => all.filter((one) => one.city === city).slice(0, 6));
  expect(stations).toHaveLength(24);
  await bring(page, '油气回收进度（各市汇总）.xlsx', await stationWorkbook(stations));
  const columns = page.getByRole('region', { name: '列对上了吗' });
  await columns.waitFor();
  await look(page, '61-new-matched');
  const means = async (heading: RegExp, label: string) => {
    const select = columns.getByRole('combobox', { name: heading }).first();
    const now = await select.evaluate(
      (one: { selectedOptions: ArrayLike<{ label: string }> }) => one.selectedOptions[0]?.label,
    );
    if (now?.startsWith(label)) return;
    await select.selectOption({ label });
    await expect.poll(() => select.isEnabled()).toBe(true);
  };
  await means(/加油站”/, '加油站名称');
  await means(/任务（台）”/, '计划改造 台');
  await means(/改造完成”/, '已改造 台');
  await means(/投资（万元）”/, '累计投资 万元');
  const issue = page.getByLabel('入账后即下达');
  await issue.click();
  await expect.poll(() => issue.isChecked()).toBe(true);
  await look(page, '62-new-ready');
  await page.getByRole('button', { name: /入账 24 行/ }).click();
  await page.getByText('24 行已入账').waitFor();
  await page.getByRole('link', { name: '看台账' }).click();

  // Ranked by what was defined: read from the page, in the order of the rates that were sent.
  const ranking = page.getByRole('region', { name: '排名' });
  await ranking.getByRole('row').nth(1).waitFor();
  await look(page, '63-new-board');
  const order = (await ranking.getByRole('rowheader').allTextContents()).slice(0, 4);
  const names = cities.map((code) => all.find(({ city }) => city === code)?.cityName);
  expect(order).toEqual(names);
  const { items } = await ask(listItems, {
    params: { key: 'vapour-recovery' },
    query: { show: 'all', limit: 100 },
  });
  expect(items).toHaveLength(24);

  const exported = await download(page, page.getByRole('link', { name: '导出台账' }));
  const ledger = new exceljs.Workbook();
  await ledger.xlsx.load(new Uint8Array(exported.content).buffer);
  const text = JSON.stringify(ledger.worksheets[0]?.getSheetValues());
  for (const [index, one] of stations.entries()) expect(text).toContain(`${one.name}第${index + 1}加油站`);
  const ranked = await download(page, ranking.getByRole('link', { name: /导出/ }));
  const table = new exceljs.Workbook();
  await table.xlsx.load(new Uint8Array(ranked.content).buffer);
  const first = JSON.stringify(table.worksheets[0]?.getSheetValues());
  for (const name of names) expect(first).toContain(name);
}, 90_000);
