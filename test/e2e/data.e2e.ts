import {
  type DustEvent,
  getCityDay,
  getImport,
  getSituation,
  getWhatIfBase,
  listDustEvents,
  listRejects,
} from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { accountTable, choose, choosing, dense, download } from './setup/pages.ts';

const { open } = await startJourneys();
const upload = (page: Page, name: string, text: string) =>
  choosing(page, page.getByRole('button', { name: '选择文件' }), name, text);

/** A day before the history begins: 24 hours of one station, all of them new. */
const hours = Array.from({ length: 24 }, (_, index) => {
  const hour = `${index + 1}`.padStart(2, '0');
  return `2025-03-31 ${hour}:00,SIM140101,10,30,${70 + index},${40 + index},0.8,90`;
});
const header = 'time,station,so2,no2,pm10,pm25,co,o3';

it('takes the good rows of a file, lists the bad one, takes it mended, and the same again changes nothing', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/data');
  const broken = hours.map((line, index) => (index === 4 ? line.replace(',44,', ',四十四,') : line));
  await upload(page, '三月.csv', `${[header, ...broken].join('\n')}\n`);
  const batch = page.getByRole('region', { name: '三月.csv', exact: true });
  await batch.getByText('23 行已入库').waitFor();

  const id = Number(new URL(page.url()).searchParams.get('batch'));
  const { rows } = await ask(getImport, { params: { id } });
  expect(rows).toMatchObject({ total: 24, new: 23, rejected: 1 });
  expect(rows.new + rows.same + rows.revised + rows.empty + rows.rejected).toBe(rows.total);
  const legend = dense(await batch.textContent());
  expect(legend).toContain(`新入库${rows.new}`);
  expect(legend).toContain(`要改${rows.rejected}`);
  expect(legend).toContain(`共${rows.total}行`);

  // The rejected row: its line, its column, its reason, as it stands in the file.
  const { items } = await ask(listRejects, { params: { id }, query: {} });
  expect(items).toMatchObject([{ line: 6, column: 'pm25', code: 'cell.notNumber', raw: broken[4] }]);
  await batch.getByText('“四十四”不是数').waitFor();
  await batch.getByRole('button', { name: '逐行看' }).click();
  const line = batch.getByRole('row').filter({ hasText: '▲ pm25' });
  expect(dense(await line.last().textContent())).toBe(dense(`6▲pm25${broken[4]}`));

  const copy = await download(page, batch.getByRole('link', { name: 'CSV 副本' }));
  const text = copy.content.toString('utf8');
  expect(text).toContain('四十四');
  const mended = text.replace('四十四', '44').replace(/“44”不是数[^,\n"]*/, '');
  await upload(page, copy.name, mended);
  const second = page.getByRole('region', { name: copy.name, exact: true });
  await second.getByText('1 行已入库').waitFor();
  const mendedId = Number(new URL(page.url()).searchParams.get('batch'));
  expect((await ask(getImport, { params: { id: mendedId } })).rows).toMatchObject({ total: 1, new: 1 });
  const day = await ask(getCityDay, { params: { code: '140100', day: '2025-03-31' }, query: {} });
  expect(day.stations.find(({ code }) => code === 'SIM140101')?.hoursValid).toBe(24);

  await upload(page, '三月.csv', `${[header, ...hours].join('\n')}\n`);
  await page.waitForURL((url) => Number(url.searchParams.get('batch')) > mendedId);
  await page.getByRole('region', { name: '三月.csv', exact: true }).getByText('24 行与已有相同').waitFor();
  const again = Number(new URL(page.url()).searchParams.get('batch'));
  expect((await ask(getImport, { params: { id: again } })).rows).toMatchObject({
    total: 24,
    new: 0,
    same: 24,
    revised: 0,
  });
});

it('says what is wrong with a file that cannot be read at all', async () => {
  const { page } = await open('dispatch');
  await page.goto('/data');
  await upload(page, '通讯录.csv', '姓名,电话\n张三,1\n');
  await page.getByRole('alert').filter({ hasText: '没有入库' }).waitFor();
  await page
    .getByText(/看不出是哪种版式|缺少/)
    .first()
    .waitFor();
});

it('shows which hours are missing, and what was left out', async () => {
  const { page } = await open('reader');
  await page.goto('/data?tab=completeness&month=2026-05');
  await page.getByRole('table').getByText('SIM140101').waitFor();
  await page.goto('/data?tab=exclusions');
  await page.getByRole('row').filter({ hasText: '沙尘天气影响确认' }).waitFor();
  expect(await page.getByRole('button', { name: '录入沙尘事件' }).count()).toBe(0);
});

it('leaves a dust event out of the figures at once, and takes it in again when withdrawn', async () => {
  const { page, ask } = await open('dispatch');
  const city = '141100';
  const may = { query: { period: '2026-05' } };
  const stat = async () => {
    const { rows, standing } = await ask(getSituation, may);
    const { stats } = rows.find(({ region }) => region === city) ?? {};
    return { index: stats?.index?.figure.text ?? '', dustHours: standing.dustHours };
  };
  // The dustiest day of the month: without it the month's mean cannot stay.
  const base = await ask(getWhatIfBase, { params: { code: city }, query: {} });
  const pm10 = (base.days.pm10 ?? []).map((value, index) => ({
    day: new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10),
    mean: value === null ? 0 : value[0] / value[1],
  }));
  const worst = pm10.filter(({ day }) => day.startsWith('2026-05')).sort((a, b) => b.mean - a.mean)[0]?.day;
  const before = await stat();

  await page.goto('/?period=2026-05');
  const shown = async () => {
    const row = (await accountTable(page)).getByRole('row').filter({ hasText: '吕梁市' });
    return dense(await row.textContent());
  };
  expect(await shown()).toContain(before.index);
  const rooms = page.getByRole('navigation', { name: '主导航' });
  await rooms.getByRole('link', { name: '数据' }).click();
  await page.getByRole('navigation', { name: '数据的几个方面' }).getByRole('link', { name: '剔除' }).click();
  await page.getByRole('button', { name: '录入沙尘事件' }).click();
  for (const label of ['第一小时日期', '最后一小时日期']) {
    await page.getByLabel(label).fill(worst ?? '');
    await page.getByLabel(label).press('Enter');
  }
  await choose(page, '城市', '吕梁');
  await page.keyboard.press('Escape');
  await page.getByLabel('依据文件').fill('晋环测函〔2026〕7号');
  await page.getByRole('button', { name: '录入', exact: true }).click();
  const row = page.getByRole('row').filter({ hasText: '晋环测函〔2026〕7号' });
  await row.waitFor();
  const { items } = await ask(listDustEvents, { query: {} });
  const entered: DustEvent | undefined = items.find(({ document }) => document.includes('7号'));
  expect(entered).toMatchObject({ cities: [city], pollutants: ['pm10', 'pm25'], withdrawnAt: null });
  expect(entered?.firstHour).toContain(`${worst}T01:00`);

  const during = await stat();
  expect(during.index).not.toBe(before.index);
  expect(during.dustHours).toBeGreaterThan(before.dustHours);
  await rooms.getByRole('link', { name: '形势' }).click();
  await expect.poll(shown).toContain(during.index);
  const badge = page.getByRole('table').getByText('扣沙', { exact: true }).first();
  await expect.poll(() => badge.getAttribute('title')).toContain(`${during.dustHours} 小时`);
  const day = await ask(getCityDay, { params: { code: city, day: worst ?? '' }, query: {} });
  expect(day.exclusions.map(({ kind }) => kind)).toContain('dust');

  await rooms.getByRole('link', { name: '数据' }).click();
  await page.getByRole('navigation', { name: '数据的几个方面' }).getByRole('link', { name: '剔除' }).click();
  await row.getByRole('button', { name: '撤销' }).click();
  const ask2 = page.getByRole('tooltip').filter({ hasText: '撤销这次沙尘事件' });
  await ask2.getByRole('textbox', { name: /为什么撤销/ }).fill('复核不属沙尘');
  await ask2.getByRole('button', { name: '撤销' }).click();
  await row.waitFor({ state: 'detached' });
  expect(await stat()).toEqual(before);
  await rooms.getByRole('link', { name: '形势' }).click();
  await expect.poll(shown).toContain(before.index);
});
