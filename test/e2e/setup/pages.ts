import { readFile } from 'node:fs/promises';
import type { Sentence } from '@qingzhang/contract';
import type { Locator, Page } from 'playwright-core';

/** A sentence as it is read. */
export const textOf = (sentence: Sentence): string => sentence.map(({ text }) => text).join('');

/** Text without any white space: pages break and indent where they like. */
export const dense = (text: string | null): string => (text ?? '').replace(/\s+/g, '');

/** The account table of the situation page, once it shows data. */
export async function accountTable(page: Page): Promise<Locator> {
  const table = page.getByRole('table', { name: /各市账户/ });
  await table.waitFor();
  return table;
}

/** Choose an entry of a drop-down that is named by its label. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
}

/** Press a button that answers with a file; resolves to the file. */
export async function download(page: Page, button: Locator): Promise<{ name: string; content: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

/** Offer a file to the page as if it had been chosen from the disk. */
export async function choosing(page: Page, button: Locator, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

/** Say yes to the question that opened beside a button; two-letter words may stand apart there. */
export async function confirm(page: Page, yes: RegExp): Promise<void> {
  await page.locator('.ant-popconfirm:visible').getByRole('button', { name: yes }).click();
}
