import { getOverview, getRanking, type RankRow } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { choose, dense, textOf } from './setup/pages.ts';

const { open } = await startJourneys();
const period = '2026-05';

it('ranks state and change with n, as the server does', async () => {
  const { page, ask } = await open('reader');
  await page.goto(`/ranking?period=${period}`);
  const ranking = await ask(getRanking, { query: { period } });
  const { cities } = await ask(getOverview, undefined);
  const column = ranking.columns[0];
  expect(column?.n).toBe(11);
  await page.getByText(`参加排名 ${column?.n} 个`).waitFor();
  expect(dense(await page.locator('main').textContent())).toContain(dense(textOf(ranking.sentence)));
  const first = page.getByRole('region', { name: new RegExp(`n = ${column?.n}`) }).first();
  await first.getByRole('button', { name: '看表' }).click();
  const lines = (await first.locator('tbody tr').allTextContents()).map(dense);
  expect(lines).toHaveLength(11);
  for (const row of column?.rows ?? []) {
    const name = cities.find(({ code }) => code === row.region)?.shortName ?? '';
    const line = lines.find((one) => one.includes(name)) ?? '';
    expect(
      line.startsWith(dense(`${row.tied ? '并列' : ''}${row.rank}${name}${row.cell.figure.text}`)),
      line,
    ).toBe(true);
    expect(
      line.endsWith(dense(`${row.changeTied ? '并列' : ''}${row.changeRank}${row.validDays}`)),
      line,
    ).toBe(true);
  }
});

it('gives equal published figures one rank and says so', async () => {
  const { page, ask } = await open('reader');
  await page.goto(`/ranking?period=${period}`);
  await choose(page, '按哪项指标排名', 'CO');
  await page.waitForURL(/by=co/);
  const { columns } = await ask(getRanking, { query: { period, by: 'co' } });
  const rows = columns[0]?.rows ?? [];
  const same = (a: RankRow) => rows.filter(({ cell }) => cell.figure.text === a.cell.figure.text);
  expect(rows.some(({ tied }) => tied)).toBe(true);
  for (const row of rows) {
    expect(row.tied, row.region).toBe(same(row).length > 1);
    expect(new Set(same(row).map(({ rank }) => rank)).size).toBe(1);
  }
  const first = page.getByRole('region', { name: /CO排名/ }).first();
  for (const rank of new Set(rows.filter(({ tied }) => tied).map((row) => row.rank))) {
    await first.getByText(`并列${rank}`, { exact: true }).first().waitFor();
  }
});

it('says exactly what moved a city: the contributions add up to the change', async () => {
  const { page, ask } = await open('reader');
  await page.goto(`/ranking?period=${period}`);
  await page.getByRole('button', { name: '太原：看它变化的原因' }).first().click();
  await page.waitForURL(/city=140100/);
  const table = page.getByRole('table', { name: '太原市综合指数变化的分解' });
  await table.waitFor();
  const { decomposition } = await ask(getRanking, { query: { period, city: '140100' } });
  expect(decomposition?.items).toHaveLength(6);
  const number = (text: string | undefined) => Number((text ?? '').replace('−', '-').replace('+', ''));
  const rows = await table.locator('tbody tr').all();
  const contributions = await Promise.all(
    rows.slice(0, -1).map(async (row) => number((await row.getByRole('cell').allTextContents()).at(-1))),
  );
  const total = number((await rows.at(-1)!.getByRole('cell').allTextContents()).at(-1));
  expect(contributions).toEqual(decomposition?.items.map(({ contribution }) => number(contribution)));
  expect(total).toBe(number(decomposition?.change));
  // Exactly before rounding, within the printed digits after it.
  const exact = decomposition?.items.reduce((sum, { value }) => sum + value, 0) ?? Number.NaN;
  expect(exact).toBeCloseTo(number(decomposition?.change), 2);
  const digits = (decomposition?.items[0]?.contribution.split('.')[1] ?? '').length;
  const printed = contributions.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(printed - total)).toBeLessThanOrEqual(6 * 0.5 * 10 ** -digits + 0.005);
});

it('ranks the counties on the same page', async () => {
  const { page, ask } = await open('reader');
  await page.goto(`/ranking?period=${period}`);
  await page.getByRole('group', { name: '城市或县区' }).getByRole('button', { name: '县区' }).click();
  await page.waitForURL(/level=county/);
  const { columns, table } = await ask(getRanking, { query: { period, level: 'county' } });
  await page.getByText(`参加排名 ${columns[0]?.n} 个`).waitFor();
  expect(columns[0]?.n).toBeGreaterThan(11);
  const names = await page
    .getByRole('table', { name: '总表' })
    .locator('tbody')
    .getByRole('rowheader')
    .allTextContents();
  expect(names.map(dense).slice(0, table.length)).toEqual(table.map(({ name }) => name));
  // Several cities have a 城区: it is told with its city.
  expect(new Set(names).size).toBe(names.length);
});
