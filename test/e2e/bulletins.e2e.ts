import { getBulletin, getSituation, listBulletins } from '@qingzhang/contract';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { WORLD } from './setup/moments.ts';
import { choose, confirm, dense, download } from './setup/pages.ts';

const { open } = await startJourneys();

async function textOfPdf(content: Uint8Array): Promise<string> {
  const task = getDocument({ data: new Uint8Array(content), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, index) => {
      const { items } = await (await pdf.getPage(index + 1)).getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join('');
    }),
  );
  await task.destroy();
  return dense(pages.join(''));
}

it('makes the bulletin of the closed month, shows it, hands it out as files, and issues it', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/bulletins');
  await choose(page, '哪一期', '2026年4月');
  await page.getByText('期内各月均已结账').waitFor();
  await page.getByRole('button', { name: '生成2026年4月通报' }).click();
  await page.waitForURL(/\/bulletins\/\d+$/);
  const id = Number(new URL(page.url()).pathname.split('/').at(-1));
  const draft = await ask(getBulletin, { params: { id } });
  expect(draft).toMatchObject({ period: WORLD.closed, state: 'draft', closed: true, simulated: true });
  await page.getByRole('heading', { level: 1, name: draft.title }).waitFor();

  const { province, rows } = await ask(getSituation, { query: { period: WORLD.closed } });
  const index = province.stats.index?.figure.text ?? '?';
  const paper = page.frameLocator('iframe');
  await paper.getByText(index).first().waitFor();
  const read = dense(await paper.locator('body').textContent());
  expect(read).toContain(dense(draft.title));
  for (const { stats } of rows) expect(read).toContain(stats.index?.figure.text ?? '?');

  const docx = await download(page, page.getByRole('link', { name: '下载 DOCX' }));
  expect(docx.content.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  expect(docx.content.includes('word/document.xml')).toBe(true);
  const xlsx = await download(page, page.getByRole('link', { name: '下载 XLSX' }));
  expect(xlsx.content.includes('xl/workbook.xml')).toBe(true);
  const pdf = await download(page, page.getByRole('link', { name: '下载 PDF' }));
  expect(pdf.content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  const printed = await textOfPdf(pdf.content);
  expect(printed).toContain(index);
  expect(printed).toContain('空气质量');

  // Until it is issued only those who make bulletins see it.
  const reader = await open('reader');
  expect(await reader.statusOf(getBulletin, { params: { id } })).toBe(404);
  expect((await reader.ask(listBulletins, undefined)).items).toEqual([]);

  await page.getByRole('button', { name: '印发' }).click();
  await confirm(page, /^印\s?发$/);
  await page.getByText('已印发', { exact: true }).waitFor();
  const issued = await ask(getBulletin, { params: { id } });
  expect(issued.state).toBe('issued');
  expect(issued.number).toMatch(/2026/);
  expect(await page.getByRole('button', { name: '印发' }).count()).toBe(0);
  expect((await reader.ask(getBulletin, { params: { id } })).number).toBe(issued.number);
  await page.getByRole('link', { name: '全部通报' }).click();
  await page.getByRole('row').filter({ hasText: draft.title }).getByText('已印发').waitFor();
});

it('says that a bulletin of an open month is a preview', async () => {
  const { page } = await open('dispatch');
  await page.goto('/bulletins');
  await page.getByText('2026年5月没有结账').waitFor();
  await page.getByRole('button', { name: '生成2026年5月通报' }).click();
  await page.waitForURL(/\/bulletins\/\d+$/);
  await page.getByText('未结账 预览').waitFor();
  await page.frameLocator('iframe').getByText('2026年5月').first().waitFor();
});
