import {
  type CityAccount,
  getCityAccount,
  getOverview,
  getSituation,
  listClosings,
  listTargets,
} from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { WORLD } from './setup/moments.ts';
import { accountTable, choosing, confirm, dense } from './setup/pages.ts';

const { test, open } = await startJourneys();
const code = '141100';

const yearRung = ({ rungs }: CityAccount) =>
  rungs.find(({ scale, indicator }) => scale === 'year' && indicator === 'pm25');

it('sets a new version of a target: the account follows, the old version stays', async () => {
  const { page, ask } = await open('dispatch');
  const before = await ask(getCityAccount, { params: { code }, query: {} });
  // Seen before, so that an answer kept by the page would show.
  await page.goto(`/cities/${code}`);
  await page
    .getByText(yearRung(before)?.allowance ?? 'none')
    .first()
    .waitFor();
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '目标' }).click();

  const items = (await ask(listTargets, { query: { year: 2026 } })).items;
  const old = items.find(({ region, indicator }) => region === code && indicator === 'pm25');
  const value = String(Number(old?.value) + 6);
  await page.getByRole('button', { name: `吕梁市 PM2.5：${old?.value}` }).click();
  const drawer = page.getByRole('dialog', { name: /吕梁市.*2026年.*PM2.5/ });
  await drawer.getByLabel('目标值').fill('不是数');
  expect(await drawer.getByRole('button', { name: '保存为新版本' }).isDisabled()).toBe(true);
  await drawer.getByLabel('目标值').fill(value);
  await drawer.getByLabel('依据文件').fill('晋政办发〔2026〕30号');
  await drawer.getByRole('button', { name: '保存为新版本' }).click();
  await drawer.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: `吕梁市 PM2.5：${value}` }).click();
  const history = dense(await drawer.textContent());
  expect(history).toContain('历次版本');
  for (const part of [
    `${value}µg/m³第2版`,
    '晋政办发〔2026〕30号',
    `${old?.value}µg/m³第1版`,
    dense(old?.document ?? '?'),
  ]) {
    expect(history).toContain(dense(part));
  }
  await page.keyboard.press('Escape');

  const after = await ask(getCityAccount, { params: { code }, query: {} });
  expect(yearRung(after)?.allowance).not.toBe(yearRung(before)?.allowance);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '城市' }).click();
  await page.goBack();
  await page.goBack();
  await page.waitForURL(/\/cities\/141100/);
  await page
    .getByRole('table', { name: /时保日/ })
    .getByText(yearRung(after)?.allowance ?? 'none')
    .first()
    .waitFor();
});

it('closes the oldest open month after its checks; what is corrected later is an adjustment, not a change', async () => {
  const { page, ask } = await open('dispatch');
  await page.goto('/bulletins?tab=closings');
  const { next } = await ask(listClosings, { query: {} });
  expect(next).toMatchObject({ period: WORLD.next, ready: true });
  await page.getByRole('heading', { name: '下一次结账：2026年5月' }).waitFor();
  await page.getByText('检查通过，可以结账。').waitFor();
  for (const { text } of next?.findings ?? []) await page.getByText(text).waitFor();
  await page.getByLabel('结账说明（可不填）').fill('五月审核完毕');
  await page.getByRole('button', { name: '给2026年5月结账' }).click();
  await confirm(page, /^结\s?账$/);
  const row = page.getByRole('row').filter({ hasText: '2026年5月' });
  await row.getByText('五月审核完毕').waitFor();
  expect(dense(await row.textContent())).toContain('没有调整');
  const { closings } = await ask(getOverview, undefined);
  expect(closings.map(({ period }) => period)).toContain(WORLD.next);

  const frozen = await ask(getSituation, { query: { period: WORLD.next } });
  expect(frozen.standing.closed).not.toBeNull();

  // Later come two days of one station, re-read after a calibration.
  const hours = Array.from({ length: 48 }, (_, index) => {
    const day = index < 24 ? '2026-05-12' : '2026-05-13';
    return `${day} ${`${(index % 24) + 1}`.padStart(2, '0')}:00,SIM141101,10,30,190,150,0.8,90`;
  });
  // Within the hour after which an idle session ends.
  test.platform.clock.advance(1_800_000);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '数据' }).click();
  const text = `time,station,so2,no2,pm10,pm25,co,o3\n${hours.join('\n')}\n`;
  await choosing(page, page.getByRole('button', { name: '选择文件' }), '更正.csv', text);
  await page
    .getByRole('region', { name: '更正.csv', exact: true })
    .getByText(/行更正了旧值/)
    .waitFor();

  const items = (await ask(listClosings, { query: {} })).items;
  const adjustments = items.find(({ period }) => period === WORLD.next)?.adjustments ?? [];
  const pm25 = adjustments.find(({ region, indicator }) => region === code && indicator === 'pm25');
  expect(Number((pm25?.amount ?? '').replace('−', '-'))).not.toBe(0);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '通报' }).click();
  await page.getByRole('link', { name: '结账', exact: true }).click();
  await expect
    .poll(async () => dense(await row.textContent()))
    .toContain(dense(`吕梁 PM2.5 ${pm25?.amount}`));

  // The closed month stays as it was, and says that corrections came after it.
  const later = await ask(getSituation, { query: { period: WORLD.next } });
  expect(later.rows.map(({ stats }) => stats)).toEqual(frozen.rows.map(({ stats }) => stats));
  expect(later.standing.adjusted).toBe(true);
  await page.goto(`/?period=${WORLD.next}`);
  await accountTable(page);
  await page.getByText('已结账', { exact: true }).first().waitFor();
  await page.getByText('有调整', { exact: true }).first().waitFor();
});
