import { getItem, getProgramBoard, listItems, NewItem } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { requireProgram } from '../../packages/server/src/programs/board/programs.ts';
import { rebuildMonths, recomputeProgress } from '../../packages/server/src/programs/board/progress.ts';
import { insertProgram } from '../../packages/server/src/programs/board/testing/small-program.ts';
import { createItems } from '../../packages/server/src/programs/items/store.ts';
import { cleanHeating } from '../../packages/server/src/programs/presets/clean-heating.ts';
import { startJourneys } from './setup/journey.ts';
import { download } from './setup/pages.ts';

const { open, test } = await startJourneys();
const program = cleanHeating(2026);
const KEY = program.key;
const DATONG = '140200';
const YANGGAO = '140221';
/** City, county, share installed: 大同 far behind, 太原 ahead. */
const places = [
  [DATONG, YANGGAO, 0.1],
  [DATONG, '140222', 0.12],
  ['140100', '140105', 0.6],
  ['140600', '140602', 0.3],
] as const;

beforeAll(async () => {
  const { db, clock } = test.platform;
  await insertProgram(test.platform, program);
  await createItems(
    db,
    test.platform.call(),
    await requireProgram(db, KEY),
    places.flatMap(([city, county, share]) =>
      Array.from({ length: 15 }, (_, index) => {
        const planned = 100 + index;
        const installed = Math.round(planned * share);
        const village = `${['前营', '下河', '石桥', '西堡', '三岔'][index % 5]}${index}村`;
        return NewItem.parse({
          city,
          county,
          township: '南关乡',
          leadUnit: '能源局',
          deadline: '2026-10-31',
          openedOn: '2026-04-01',
          values: {
            site: village,
            route: 'electric',
            planned,
            ordered: planned,
            installed,
            powered: installed,
            running: installed,
            removed: 0,
            complaints: 0,
          },
        });
      }),
    ),
    { issue: true },
  );
  await sql`update item set opened_on = '2026-04-01', accepted = "values"`.execute(db);
  await rebuildMonths(db, KEY, ['2026-04', '2026-05'], clock.now());
  await recomputeProgress(db, clock.now());
});

const sheet = (page: Page) => page.getByRole('grid');
const heading = (page: Page, name: string) => sheet(page).getByRole('columnheader', { name });

/** The cell under a heading in the n-th row of rows that hold figures. */
async function cell(page: Page, row: number, column: string): Promise<Locator> {
  const at = await heading(page, column).first().getAttribute('aria-colindex');
  return sheet(page).locator(`[role=row][aria-rowindex="${row + 2}"] [role=gridcell][aria-colindex="${at}"]`);
}

/** What Ctrl V brings from a spreadsheet; a browser under test has no clipboard of its own. */
const paste = (page: Page, text: string) =>
  page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('[role=grid]').dispatchEvent(paste);
  }`);

it('the department sees who is late and how fast they must go; a tile opens its ledger', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/programs');
  const row = page.getByRole('row', { name: /清洁取暖/ });
  await row.getByText('本市无此项').first().waitFor({ state: 'attached' });
  await page.getByRole('link', { name: '清洁取暖改造' }).click();
  const board = await ask(getProgramBoard, { params: { key: KEY }, query: {} });
  await page.getByText('▲').or(page.getByText('落后，其余')).first().waitFor();
  const tiles = page.getByRole('list', { name: '各市进度' }).getByRole('button');
  expect(await tiles.count()).toBe(board.tiles.length + 1);
  expect(await tiles.first().textContent()).toContain('大同市');
  const pace = board.tiles[0]?.pace;
  expect(await tiles.first().textContent()).toContain(`要 ${pace?.need.toLocaleString('en-US')} 户`);
  await tiles.filter({ hasText: '太原市' }).click();
  await page.getByRole('region', { name: '太原市台账' }).waitFor();
  expect(new URL(page.url()).searchParams.get('region')).toBe('140100');
  const wall = await page.request.get(`/api/programs/${KEY}/wall?size=A3`);
  expect([wall.status(), wall.headers()['content-type']]).toEqual([200, 'application/pdf']);
});

it('a county mends rows like in a spreadsheet: types, pastes, undoes, sends', async () => {
  const { page, ask } = await open('county', { regionCode: YANGGAO });
  const rows = async () => (await ask(listItems, { params: { key: KEY }, query: { county: YANGGAO } })).items;
  const before = await rows();
  await page.goto(`/programs/${KEY}?tab=ledger&region=${YANGGAO}&show=all`);
  await (await cell(page, 0, '安装')).click();
  await page.keyboard.type('40');
  await page.keyboard.press('Enter');
  await page.getByText('已改 1 格（1 行）未提交').waitFor();
  // Issued from above: the key does nothing, and the cell says that it is locked.
  const locked = await cell(page, 0, '计划');
  expect(await locked.getAttribute('aria-readonly')).toBe('true');
  await locked.click();
  await page.keyboard.type('9');
  expect(await sheet(page).getByRole('textbox').count()).toBe(0);

  // A block from a spreadsheet: three rows of installed, powered, running beginning at the second row.
  await (await cell(page, 1, '安装')).click();
  await paste(page, '41\t41\t41\r\n42\t42\t42\r\n43\t43\t43\r\n');
  await page.getByText('已粘贴 9 格').waitFor();
  await page.getByText('已改 10 格（4 行）未提交').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText('已改 1 格（1 行）未提交').waitFor();
  await page.keyboard.press('Control+y');
  await page.getByText('已改 10 格（4 行）未提交').waitFor();
  expect(await (await cell(page, 3, '运行')).textContent()).toContain('43');

  // What cannot be read is red and holds the sending back.
  await (await cell(page, 4, '安装')).click();
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await sheet(page).locator('[role=gridcell][aria-invalid=true]').getByText('many').waitFor();
  expect(await page.getByRole('button', { name: /^提交/ }).isDisabled()).toBe(true);
  await page.keyboard.press('Control+z');

  // One tap: nothing changed in the sixth row; no progress in the seventh, with its cause.
  await (await cell(page, 5, '安装')).click();
  await page.getByRole('button', { name: '＝上月，无变化' }).click();
  await (await cell(page, 6, '安装')).click();
  await page.getByRole('button', { name: '资金未到位' }).click();

  // The draft outlives the page.
  await page.getByText('已存本机').waitFor();
  await page.reload();
  await page.getByText('已改 10 格（6 行）未提交').waitFor();

  await page.getByRole('button', { name: '提交 6 村' }).click();
  await page.getByText(/已提交 6 行/).waitFor();
  const after = await rows();
  expect(after.slice(0, 4).map(({ values }) => [values.installed, values.running])).toEqual([
    [40, before[0]?.values.running],
    [41, 41],
    [42, 42],
    [43, 43],
  ]);
  expect(after.slice(0, 7).map(({ report }) => report?.month ?? null)).toEqual([
    '2026-05',
    '2026-05',
    '2026-05',
    '2026-05',
    null,
    '2026-05',
    '2026-05',
  ]);
});

it('a doubtful figure is asked about below the grid before it is sent', async () => {
  const { page } = await open('county', { regionCode: YANGGAO });
  await page.goto(`/programs/${KEY}?tab=ledger&region=${YANGGAO}&show=all`);
  await (await cell(page, 8, '运行')).click();
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await page.getByText(/通电 \d+ 户，运行 0 户，对吗？/).waitFor();
  await page.getByRole('button', { name: '等调试' }).click();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('底色浅灰＝上级下达，不可改').waitFor();
});

it('the exported ledger comes back as a file, and a phone shows cards', async () => {
  const { page } = await open('city', {
    regionCode: DATONG,
    context: { viewport: { width: 390, height: 844 } },
  });
  await page.goto(`/programs/${KEY}`);
  await page
    .getByRole('link', { name: /前营0村/ })
    .first()
    .waitFor();
  expect(await sheet(page).count()).toBe(0);
  const file = await download(page, page.getByRole('link', { name: '导出台账' }));
  expect(file.name).toMatch(/清洁取暖改造 台账.*\.xlsx$/);
});

it('who issues makes an item by hand: what lacks is said, a draft is kept, its page opens, what was given is changed', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto(`/programs/${KEY}?region=${YANGGAO}`);
  await page.getByRole('button', { name: '新建事项' }).click();
  const drawer = page.getByRole('dialog', { name: /新建事项/ });
  await drawer.getByRole('button', { name: '交办', exact: true }).click();
  await drawer.getByText('还缺：牵头单位、本级时限。').waitFor();
  await drawer.getByLabel(/^村 ?/).first().fill('新桥村');
  await drawer
    .getByLabel(/^计划 ?/)
    .first()
    .fill('1,200');
  await drawer.getByLabel('牵头单位').fill('能源局');
  await drawer.getByLabel('本级时限').fill('2026-10-31');
  await drawer.getByLabel('措施 1', { exact: true }).fill('确村确户');
  await drawer.getByRole('button', { name: '存为草稿' }).click();
  await page.getByRole('heading', { name: '新桥村' }).waitFor();
  const id = Number(new URL(page.url()).pathname.split('/').at(-1));
  const made = await ask(getItem, { params: { id }, query: {} });
  expect([made.state, made.city, made.county, made.deadline]).toEqual([
    'draft',
    DATONG,
    YANGGAO,
    '2026-10-31',
  ]);
  expect([made.values.planned, made.measures.map(({ text }) => text)]).toEqual([1200, ['确村确户']]);

  // What was given is changed with a reason, which stays in the history.
  await page.getByRole('button', { name: '修改下达内容' }).click();
  await page.getByLabel('牵头单位').fill('住建局');
  await page.getByLabel('为什么改').fill('分工调整');
  await page.getByRole('button', { name: '保存修改' }).click();
  await page.getByText('牵头 住建局').waitFor();
  const changed = await ask(getItem, { params: { id }, query: {} });
  expect(changed.leadUnit).toBe('住建局');
  expect(changed.events.map(({ reason }) => reason)).toContain('分工调整');

  // Another one is issued at once.
  await page.goto(`/programs/${KEY}?region=${YANGGAO}`);
  await page.getByRole('button', { name: '新建事项' }).click();
  await drawer.getByLabel(/^村 ?/).first().fill('新庄村');
  await drawer.getByLabel('牵头单位').fill('能源局');
  await drawer.getByLabel('本级时限').fill('2026-10-31');
  await drawer.getByRole('button', { name: '交办', exact: true }).click();
  await drawer.getByText('有几栏要补或要改，已在栏下写明。').waitFor();
  await drawer
    .getByLabel(/^计划 ?/)
    .first()
    .fill('80');
  await drawer.getByLabel(/^路径/).selectOption('electric');
  await drawer.getByRole('button', { name: '交办', exact: true }).click();
  await page.getByRole('heading', { name: '新庄村' }).waitFor();
  const issued = Number(new URL(page.url()).pathname.split('/').at(-1));
  expect((await ask(getItem, { params: { id: issued }, query: {} })).state).toBe('issued');

  // Nothing is closed yet: the sample says so.
  await page.goto(`/programs/${KEY}?region=${YANGGAO}`);
  await page.getByRole('button', { name: '抽取回头看样本' }).click();
  await page.getByText('没有到期要回头看的已销号事项。').waitFor();
});
