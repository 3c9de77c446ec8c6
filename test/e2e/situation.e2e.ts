import {
  getCityWork,
  getOverview,
  getSituation,
  getWhy,
  type Situation,
  type SituationRow,
} from '@qingzhang/contract';
import ExcelJS from 'exceljs';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { accountTable, choose, dense, download, textOf } from './setup/pages.ts';

const { open } = await startJourneys();

const lamps = {
  safe: '●安全',
  tight: '▲趋紧',
  overdrawn: '■透支',
  impossible: '✕已无可能',
  none: '—无灯',
} as const;

const names = async (table: Locator): Promise<string[]> =>
  (await table.locator('tbody').getByRole('rowheader').getByRole('link').allTextContents()).map(dense);

it('begins with a sentence a scale, then a row a city in protocol order, every figure as the server says', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/');
  const table = await accountTable(page);
  const situation = await ask(getSituation, { query: {} });
  const overview = await ask(getOverview, undefined);
  expect(situation.say).toHaveLength(3);
  for (const { heading, sentence } of situation.say) {
    await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    expect(dense(await page.locator('main').textContent())).toContain(dense(textOf(sentence)));
  }
  expect(await names(table)).toEqual(overview.cities.map(({ name }) => name));
  expect(overview.cities).toHaveLength(11);

  const rows = await table.locator('tbody tr').all();
  for (const [index, row] of situation.rows.entries()) {
    const shown = dense(await rows[index]!.textContent());
    for (const cell of [row.today, row.month, row.year, row.days]) {
      // The lamp is a shape and a word, not a colour alone.
      expect(shown).toContain(dense(`${lamps[cell.lamp]}${cell.main}${cell.sub}`));
    }
    for (const stat of [row.stats.index, row.stats.pm25, row.stats.o3, row.stats.goodDays]) {
      expect(stat?.figure.text).not.toBeNull();
      expect(shown).toContain(dense(stat?.figure.text ?? ''));
    }
  }
  const states = situation.rows.flatMap(({ today, month, year, days }) => [today, month, year, days]);
  expect(new Set(states.map(({ lamp }) => lamp)).size).toBeGreaterThan(1);
});

it('beside the air stand overdue tasks and old debts, each the way to its list; who sees no tasks has no such column', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/');
  const table = await accountTable(page);
  const { cities } = await ask(getCityWork, undefined);
  expect(cities.length).toBe(11);
  const cells = (await table.locator('tbody td.wk').allTextContents()).map(dense);
  expect(cells).toEqual(cities.map(({ late, old }) => `${late}/${old}`));
  const sum = (key: 'late' | 'old') => cities.reduce((total, one) => total + one[key], 0);
  expect(dense(await table.locator('tfoot td.wk').textContent())).toBe(`${sum('late')}/${sum('old')}`);
  const first = cities.findIndex(({ late }) => late > 0);
  await table
    .locator('tbody tr')
    .nth(Math.max(first, 0))
    .getByRole('link', { name: /逾期任务 \d+ 项/u })
    .click();
  await page.waitForURL(new RegExp(`/tasks\\?.*city=${cities[Math.max(first, 0)]?.city}`));
  expect(page.url()).toContain('late=true');
  await page.goBack();
  await table
    .getByRole('link', { name: /旧账 \d+ 笔/u })
    .first()
    .click();
  await page.waitForURL(/\/cities\/\d{6}.*#debts-title/);
  await page.locator('#debts-title').waitFor();

  const reader = await open('reader');
  await reader.page.goto('/');
  const plain = await accountTable(reader.page);
  expect(await plain.locator('td.wk').count()).toBe(0);
});

it('ranks by a heading: state, then change, then protocol order again', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/?period=2026-05');
  const table = await accountTable(page);
  const { rows } = await ask(getSituation, { query: { period: '2026-05' } });
  const { cities } = await ask(getOverview, undefined);
  const nameOf = ({ region }: SituationRow) => cities.find(({ code }) => code === region)?.name;
  const change = ({ stats }: SituationRow) =>
    stats.index?.delta.kind === 'change' ? Number(stats.index.delta.text) : 0;
  const by = (value: (row: SituationRow) => number) =>
    [...rows].sort((a, b) => value(a) - value(b) || rows.indexOf(a) - rows.indexOf(b)).map(nameOf);
  const heading = table.getByRole('columnheader').getByRole('button', { name: /综合指数/ });

  await heading.click();
  await page.waitForURL(/sort=index(&|$)/);
  expect(await names(table)).toEqual(by(({ stats }) => Number(stats.index?.figure.text)));
  await heading.click();
  await page.waitForURL(/sort=index-change/);
  expect(await names(table)).toEqual(by(change));
  await heading.click();
  await page.waitForURL((url) => !url.searchParams.has('sort'));
  expect(await names(table)).toEqual(rows.map(nameOf));
});

it('keeps the period in the address: month, half-year, year, and after a reload', async () => {
  const { page, ask } = await open('reader');
  await page.goto('/?period=2026-05');
  const periods = page.getByRole('group', { name: '期间' });
  const shows = async (key: string) => {
    const said = await ask(getSituation, { query: { period: key } });
    await page.getByRole('heading', { level: 1, name: said.period.label }).waitFor({ state: 'attached' });
    const figure = said.rows[0]?.stats.index?.figure.text ?? '';
    await (await accountTable(page)).locator('tbody tr').first().getByText(figure).first().waitFor();
    return said;
  };
  await shows('2026-05');
  await periods.getByRole('button', { name: '半年', exact: true }).click();
  await page.waitForURL(/period=2026-H1/);
  await shows('2026-H1');
  await page.reload();
  const half: Situation = await shows('2026-H1');
  // The history begins in April 2025: nothing of a whole half-year can be compared with what was left of that one.
  for (const { stats } of half.rows) expect(stats.goodDays?.delta.kind).toBe('none');
  await periods.getByRole('button', { name: '年', exact: true }).click();
  await page.waitForURL(/period=2026(&|$)/);
  const year = await shows('2026');
  expect(year.period.label).not.toBe(half.period.label);
  expect(await periods.getByRole('button', { pressed: true }).textContent()).toBe('年');
});

it('maps the chosen indicator', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/?period=2026-05');
  await accountTable(page);
  await choose(page, '图上的指标', 'O₃');
  await page.waitForURL(/indicator=o3/);
  const map = page.getByRole('region', { name: /O₃城市图/ });
  await map.waitFor();
  const { rows } = await ask(getSituation, { query: { period: '2026-05' } });
  const { cities } = await ask(getOverview, undefined);
  for (const { region, stats } of rows) {
    const city = cities.find(({ code }) => code === region)?.shortName;
    await map.getByRole('button', { name: `${city} ${stats.o3?.figure.text}` }).waitFor();
  }
});

it('answers why by keyboard, and gives the focus back', async () => {
  const { page, ask } = await open('reader');
  await page.goto('/?period=2026-05');
  const table = await accountTable(page);
  const { rows } = await ask(getSituation, { query: { period: '2026-05' } });
  const figure = rows[0]?.stats.index?.figure;
  const asked = table
    .locator('tbody tr')
    .first()
    .getByRole('button', { name: figure?.text ?? '', exact: true });
  await table.locator('tbody').getByRole('link').first().focus();
  const focused = page.locator('*:focus');
  for (let tabs = 0; tabs < 12 && (await focused.textContent()) !== figure?.text; tabs += 1) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: '为什么' });
  await drawer.getByRole('heading', { name: '算式' }).waitFor();
  const why = await ask(getWhy, { query: { key: figure?.why ?? '' } });
  expect(why.value).toBe(figure?.text);
  const shown = dense(await drawer.textContent());
  for (const line of [...why.formula, ...why.rules.map(({ id }) => id)]) expect(shown).toContain(dense(line));
  expect(new URL(page.url()).searchParams.get('why')).toBe(figure?.why);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  expect(await asked.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
});

it('exports the table as a real spreadsheet with the same figures', async () => {
  const { page, ask } = await open('reader');
  await page.goto('/?period=2026-05');
  await accountTable(page);
  const file = await download(page, page.getByRole('link', { name: '导出 XLSX' }));
  expect(file.name).toMatch(/\.xlsx$/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(file.content).buffer);
  const sheet = book.worksheets[0];
  const cells: unknown[][] = [];
  sheet?.eachRow((row) => cells.push(Array.isArray(row.values) ? row.values.slice(1) : []));
  const header = cells.find((row) => row.includes('综合指数'));
  const at = header?.indexOf('综合指数') ?? -1;
  const { rows } = await ask(getSituation, { query: { period: '2026-05' } });
  const { cities } = await ask(getOverview, undefined);
  const table = await accountTable(page);
  for (const { region, stats } of rows) {
    const city = cities.find(({ code }) => code === region)?.name;
    const line = cells.find((row) => row[0] === city);
    expect(line?.[at], city).toBe(Number(stats.index?.figure.text));
    const row = table.getByRole('row').filter({ hasText: city ?? '' });
    expect(await row.textContent()).toContain(Number(line?.[at]).toFixed(2));
  }
});
