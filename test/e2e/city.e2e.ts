import { getCityAccount, getCityDay, getOverview } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { choose, dense, textOf } from './setup/pages.ts';

const { open } = await startJourneys();
const code = '141100';

it('shows the ladder: hour, day, month, year and days as the server reckons them', async () => {
  const { page, ask } = await open('reader');
  await page.goto(`/cities/${code}`);
  await page.getByRole('heading', { level: 1, name: '吕梁市 2026年账户' }).waitFor();
  const account = await ask(getCityAccount, { params: { code }, query: {} });
  const ladder = page.getByRole('table', { name: /时保日/ });
  const scales = account.rungs.map(({ scale }) => scale);
  for (const scale of ['day', 'month', 'year', 'days'] as const) expect(scales).toContain(scale);
  for (const rung of account.rungs) {
    const row = ladder.getByRole('row').filter({ hasText: rung.title }).filter({ hasText: rung.allowance });
    const shown = dense(await row.first().textContent());
    expect(shown).toContain(dense(textOf(rung.text)));
    expect(shown).toContain(dense(rung.allowance));
  }
  expect(dense(await page.locator('main').textContent())).toContain(dense(textOf(account.lead)));
});

it('opens the hours of a day from the calendar, and closes them', async () => {
  const { page, ask } = await open('reader');
  await page.goto(`/cities/${code}`);
  const day = '2026-05-20';
  await page.getByLabel(/^5月20日 AQI \d+/).click();
  await page.waitForURL(/day=2026-05-20/);
  const panel = page.getByRole('dialog', { name: /吕梁市.*5月20日.*逐时/ });
  await panel.getByRole('heading', { name: '剔除' }).waitFor();
  const said = await ask(getCityDay, { params: { code, day }, query: {} });
  const shown = dense(await panel.textContent());
  expect(shown).toContain(`AQI${said.aqi.text}`);
  expect(said.stations.length).toBeGreaterThan(1);
  for (const station of said.stations) {
    const row = panel.getByRole('row').filter({ hasText: station.code });
    const cells = dense(await row.textContent());
    for (const value of said.values) {
      expect(cells).toContain(station.values[value.pollutant]?.text ?? '—');
      expect(shown).toContain(value.figure.text ?? '—');
    }
    expect(cells).toContain(`${station.hoursValid}/24`);
  }
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).searchParams.has('day')).toBe(false);
});

it('answers what-if in the browser, without asking the server', async () => {
  const { page } = await open('reader');
  await page.goto(`/cities/${code}`);
  await page.getByRole('button', { name: '推演' }).click();
  const panel = page.getByRole('region', { name: '推演' });
  const outcome = panel.getByRole('row').filter({ hasText: 'PM2.5' });
  await outcome.waitFor();
  const figures = async () => {
    const cells = await outcome.getByRole('cell').allTextContents();
    return { month: Number.parseFloat(cells[0] ?? ''), year: Number.parseFloat(cells[1] ?? '') };
  };
  const before = await figures();
  expect(before.year).toBeGreaterThan(0);
  await page.waitForLoadState('networkidle');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));

  await panel.getByRole('button', { name: 'PM2.5', exact: true }).click();
  for (let times = 0; times < 8; times += 1) await panel.getByRole('button', { name: '升 5%' }).click();
  await expect.poll(async () => (await figures()).year).toBeGreaterThan(before.year);
  expect((await figures()).month).toBeGreaterThan(before.month);
  await panel.getByRole('button', { name: '恢复起点' }).click();
  await expect.poll(figures).toEqual(before);

  // A week drawn by keyboard weighs too.
  await panel.getByRole('spinbutton').fill('300');
  await expect.poll(async () => (await figures()).month).toBeGreaterThan(before.month);
  expect(asked).toEqual([]);
  await page.getByRole('button', { name: '收起推演' }).click();
  await panel.waitFor({ state: 'detached' });
});

it('goes from city to city and from year to year', async () => {
  const { page, ask } = await open('reader');
  await page.goto('/cities/140200');
  const title = page.getByRole('heading', { level: 1 });
  await title.filter({ hasText: '大同市' }).waitFor();
  const account = await ask(getCityAccount, { params: { code: '140200' }, query: {} });
  const others = page.getByRole('navigation', { name: '换一个市' });
  const { cities } = await ask(getOverview, undefined);
  const next = cities[cities.findIndex((city) => city.code === '140200') + 1];
  expect(account.next).toBe(next?.code);
  await others.getByRole('link', { name: next?.shortName ?? '' }).click();
  await page.waitForURL((url) => url.pathname === `/cities/${next?.code}`);
  await title.filter({ hasText: next?.name ?? '' }).waitFor();
  await others.getByRole('button', { name: '换一个市' }).click();
  await page.getByRole('menuitem', { name: '运城市' }).click();
  await page.waitForURL(/\/cities\/140800/);
  await title.filter({ hasText: '运城市' }).waitFor();

  await choose(page, '年份', '2025年');
  await page.waitForURL(/year=2025/);
  await title.filter({ hasText: '运城市 2025年账户' }).waitFor();
  const last = await ask(getCityAccount, { params: { code: '140800' }, query: { year: 2025 } });
  const good = last.classCounts.find(({ level }) => level === 1);
  await page.getByRole('heading', { name: new RegExp(`2025年每天.*优 ${good?.days}`) }).waitFor();
});
