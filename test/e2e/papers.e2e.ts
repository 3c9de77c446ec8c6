import {
  getDocumentDesk,
  listDataReviews,
  listReceivedPapers,
  listTemplates,
  postDocumentEdit,
} from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { WORLD } from './setup/moments.ts';
import { choose, confirm, dense, download } from './setup/pages.ts';

const { open } = await startJourneys();
/** Problems that a test expects, taken off the list that must be empty in the end. */
const forgive = (problems: readonly string[]) => (problems as string[]).splice(0);

const shots = process.env.QINGZHANG_SHOTS;
const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png` });
};

it('a bulletin is edited where it stands, sent, opened by a bureau, and withdrawn', async () => {
  const office = await open('dispatch');
  const { page, ask } = office;
  await page.goto('/bulletins');
  await choose(page, '哪一期', '2026年4月');
  await page.getByRole('button', { name: '生成2026年4月通报' }).click();
  await page.waitForURL(/\/bulletins\/\d+$/);
  const id = Number(new URL(page.url()).pathname.split('/').at(-1));
  const params = { owner: 'bulletin', id } as const;
  const desk = () => ask(getDocumentDesk, { params, query: {} });
  await page.getByRole('link', { name: '修改文稿' }).click();
  await page.getByText('数字随数据更新').waitFor();
  await shoot(page, 'editor');

  // Every figure of the paper is a reference; the first paragraph that has one is rewritten with the keyboard alone.
  const { blocks, figures } = await desk();
  const target = blocks.find(
    ({ kind, runs }) => kind === 'paragraph' && runs.filter((run) => run.kind === 'figure').length > 2,
  );
  if (!target) throw new Error('no paragraph with figures');
  const [kept] = target.runs.filter((run) => run.kind === 'figure');
  const place = page.locator('button', { has: page.locator(`[data-figure="${kept?.id}"]`) }).first();
  await place.focus();
  await page.keyboard.press('Enter');
  const box = page.getByRole('textbox', { name: '修改本段' });
  await box.waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.type('经复核，');
  await page.keyboard.press('End');
  const wanted = figures.find(({ label, id: key }) => label.includes('大同') && key.includes('/index/now'));
  if (!wanted) throw new Error('no figure of 大同');
  await page.keyboard.type('大同综合指数');
  await page.keyboard.press('F2');
  await page.getByRole('combobox', { name: /查找数字/u }).waitFor();
  await page.keyboard.type('大同 综合指数');
  await shoot(page, 'editor-picker');
  await page.keyboard.press('Enter');
  await page.keyboard.type('。');
  await page.keyboard.press('Enter');
  const history = page.getByRole('complementary', { name: '修改痕迹' });
  await history.getByRole('listitem').first().waitFor();
  const edited = (await desk()).blocks.find(({ key }) => key === target.key);
  expect(edited?.origin).toBe('edited');
  const ids = edited?.runs.flatMap((run) => (run.kind === 'figure' ? [run.id] : []));
  const before = target.runs.flatMap((run) => (run.kind === 'figure' ? [run.id] : []));
  expect(ids?.slice(0, before.length)).toEqual(before);
  expect(ids).toHaveLength(before.length + 1);
  expect(dense(await history.textContent())).toContain('经复核，');

  // A figure cannot be typed into: what is typed beside it stays words; taken out it goes as a whole.
  await place.click();
  await page.keyboard.press('End');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await desk()).edits.length).toBe(2);
  const shorter = (await desk()).blocks.find(({ key }) => key === target.key);
  expect(shorter?.runs.filter((run) => run.kind === 'figure')).toHaveLength(before.length);

  // A number that reads like a figure is pointed out; one press makes it a reference.
  const typed = figures.find(({ id: key, text }) => key.endsWith('/index/now') && text.includes('.'));
  await page.locator('button', { hasText: '经复核，' }).first().hover();
  const beside = page.locator('div', { has: page.locator('> button', { hasText: '经复核，' }) }).last();
  await beside.getByRole('button', { name: '在后面加一段' }).click();
  await page.getByRole('textbox', { name: '新写一段' }).waitFor();
  await page.keyboard.type(`另据统计，指数为${typed?.text}。`);
  await page.getByRole('button', { name: '保存' }).click();
  const hint = page.getByRole('note').filter({ hasText: `手写的“${typed?.text}”` });
  await hint.waitFor();
  await shoot(page, 'editor-typed');
  await hint.getByRole('button').first().click();
  await hint.waitFor({ state: 'detached' });
  const added = (await desk()).blocks.find(({ origin }) => origin === 'added');
  expect(added?.runs.map(({ kind }) => kind)).toEqual(['text', 'figure', 'text']);

  // Somebody else was first: nothing is lost on either side.
  const other = await open('dispatch');
  await page.locator('button', { hasText: '经复核，' }).first().click();
  await page.getByRole('textbox', { name: '修改本段' }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.type('再');
  const { revision } = await desk();
  const first = blocks.find(({ kind }) => kind === 'recipients')!;
  const theirs = (over: number, block: string, text: string) =>
    other.ask(postDocumentEdit, {
      params,
      body: { revision: over, edit: { act: 'replace', block, runs: [{ kind: 'text', text }] } },
    });
  const next = await theirs(revision, first.key, '各市人民政府及有关单位');
  await theirs(next.revision, target.key, '经他人改写。');
  await page.keyboard.press('Enter');
  await page.getByText('刚被别人修改，没有保存').waitFor();
  // That answer was to come; it is the only one.
  expect(forgive(office.problems)).toEqual([expect.stringMatching(/^409: .*\/edits$/u)]);
  await page.getByRole('button', { name: '重新载入' }).click();
  await page.getByText('各市人民政府及有关单位').first().waitFor();
  await page.getByRole('textbox', { name: '修改本段' }).press('Enter');
  await page.getByText('再经复核，').first().waitFor();

  // What was taken out is put back from the history.
  const removed = page.locator('button', { hasText: '各市人民政府及有关单位' });
  await removed.hover();
  await page
    .locator('div', { has: page.locator('> button', { hasText: '各市人民政府及有关单位' }) })
    .last()
    .getByRole('button', { name: '删除' })
    .click();
  await removed.waitFor({ state: 'detached' });
  await history.getByRole('button', { name: '放回' }).click();
  await page
    .locator('button', { hasText: first.runs[0]?.kind === 'text' ? first.runs[0].text : '' })
    .first()
    .waitFor();

  // Words of a table, text by text with the keyboard; a row goes with its reason; a figure is no place to write.
  const grid = (await desk()).blocks.find(({ table }) => table?.caption?.key && table.rows.length > 1)?.table;
  const row = grid?.rows[0];
  if (!grid?.caption?.key || !row) throw new Error('no table');
  expect(row.cells.filter(({ figure, key }) => figure !== null && key !== null)).toEqual([]);
  await page.locator(`[data-cell="${grid.caption.key}"]`).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '修改：表题' }).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type('（已复核）');
  await page.keyboard.press('Tab');
  await page.getByRole('textbox', { name: '修改：表头' }).waitFor();
  await shoot(page, 'editor-table');
  await page.keyboard.press('Escape');
  expect(dense(await history.getByRole('listitem').first().textContent())).toContain('表题');
  await page
    .getByRole('button', { name: `删除一行：${row.name}` })
    .first()
    .click();
  await page.keyboard.type('另行通报');
  await page.keyboard.press('Enter');
  await history.getByText('理由：另行通报').waitFor();
  await shoot(page, 'editor-row');
  await history.getByRole('button', { name: '放回' }).click();
  await page
    .getByRole('button', { name: `删除一行：${row.name}` })
    .first()
    .waitFor();

  // The preview and the bulletin's own page say what was written.
  await page.getByRole('button', { name: '预览' }).click();
  await page.frameLocator('iframe').getByText('再经复核，').first().waitFor();
  await page.frameLocator('iframe').getByText('（已复核）').first().waitFor();
  await page.getByRole('button', { name: '分发' }).click();
  await page.getByText('定稿或印发之后才能分发').waitFor();
  await page.getByRole('link', { name: '通报页' }).click();
  await page.frameLocator('iframe').getByText('再经复核，').first().waitFor();
  await page.getByRole('button', { name: '印发' }).click();
  await confirm(page, /^印\s?发$/);
  await page.getByRole('link', { name: '修改痕迹与分发' }).click();
  await page.getByText('不再变化').waitFor();
  expect(await page.getByRole('button', { name: '在后面加一段' }).count()).toBe(0);

  // To a bureau: it opens, carries its number, counts as read.
  const bureau = await open('city', { regionCode: '140200' });
  await page.getByRole('button', { name: '分发' }).click();
  await page
    .getByRole('group', { name: '整组选取' })
    .getByRole('button', { name: /大同市/u })
    .click();
  await page.getByRole('button', { name: '分发给 1 人' }).click();
  await page.getByText('1 份，已阅 0 份').waitFor();
  await shoot(page, 'copies');
  await bureau.page.setViewportSize({ width: 390, height: 844 });
  await bureau.page.goto('/papers');
  await bureau.page.getByText('未读').waitFor();
  await shoot(bureau.page, 'received-phone');
  expect(await bureau.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  const [title] = (await bureau.ask(listReceivedPapers, undefined)).items;
  await bureau.page.getByRole('link', { name: title?.title ?? '?' }).click();
  const copy = bureau.page.frameLocator('iframe').locator('article');
  await copy.waitFor();
  expect(await copy.innerHTML()).toContain('份号 001');
  const pdf = await download(bureau.page, bureau.page.getByRole('link', { name: 'PDF' }));
  expect(pdf.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  await bureau.page.getByRole('link', { name: '收到的材料' }).click();
  await bureau.page.getByText('已读').waitFor();
  await page.reload();
  await page.getByRole('button', { name: '分发' }).click();
  await page.getByText('1 份，已阅 1 份').waitFor();
  await page.getByRole('button', { name: '收回' }).click();
  await confirm(page, /^收\s?回$/);
  await page.getByText('已收回').waitFor();
  expect((await bureau.ask(listReceivedPapers, undefined)).items).toEqual([]);
});

it('a template is changed without code: faults are shown, the preview follows, versions stay', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/templates');
  await page.getByRole('link', { name: '会议纪要' }).click();
  const text = page.getByRole('textbox', { name: '文字：title' });
  await page.frameLocator('iframe').getByText('现纪要如下').waitFor();
  await text.fill('{{没有}}纪要');
  await page.getByText('没有这个占位').waitFor();
  expect(await page.getByRole('button', { name: '保存为第 1 版' }).isDisabled()).toBe(true);
  await text.fill('纪要：');
  await text.press('End');
  await page.getByRole('button', { name: '会议名称', exact: true }).click();
  expect(await text.inputValue()).toBe('纪要：{{会议名称}}');
  await page
    .frameLocator('iframe')
    .getByText(/纪要：2026年上半年/u)
    .first()
    .waitFor();
  await shoot(page, 'template');
  await page.getByRole('button', { name: '保存为第 1 版' }).click();
  await page.getByRole('button', { name: '保存为第 2 版' }).waitFor();
  await page.getByRole('button', { name: '随系统提供' }).click();
  await expect.poll(() => text.inputValue()).toBe('{{会议名称}}纪要');
  await page.getByRole('button', { name: '保存为第 2 版' }).click();
  await expect
    .poll(
      async () => (await ask(listTemplates, undefined)).items.find(({ kind }) => kind === 'minutes')?.version,
    )
    .toBe(2);

  // Numbers: what comes next is shown, and changes with the prefix.
  await page.getByRole('link', { name: '文稿模板与编号' }).click();
  const prefix = page.getByRole('textbox', { name: '机关代字：函', exact: true });
  await prefix.fill('晋气防办');
  await page.getByRole('row', { name: /^函/u }).getByRole('button', { name: '保存' }).click();
  await page.getByText('晋气防办〔2026〕1号').waitFor();
  await shoot(page, 'templates');
});

it('the monitoring centre says that a month is reviewed; its badges change', async () => {
  const { page, ask } = await open('monitoring');
  await page.goto('/data?tab=reviews');
  const row = page.getByRole('row', { name: new RegExp(WORLD.closed) });
  await row.getByRole('textbox', { name: /审核单/u }).fill('审核单〔2026〕4号');
  await shoot(page, 'reviews');
  await row.getByRole('button', { name: '确认本月数据已审核' }).click();
  await row.getByText('已审核', { exact: true }).waitFor();
  const review = (await ask(listDataReviews, undefined)).items.find(({ month }) => month === WORLD.closed);
  expect(review).toMatchObject({ reviewed: true, document: '审核单〔2026〕4号' });
  await page.goto(`/?period=${WORLD.closed}`);
  await page.getByText('已审核', { exact: true }).first().waitFor();
});
