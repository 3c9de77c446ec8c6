import { getOverview, getSituation, listUsers } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { accountTable, choose } from './setup/pages.ts';

const { open } = await startJourneys();

/** A square for every city, where the tiles stand: no real boundary. */
const squares = (
  cities: readonly { code: string; name: string; tile: { column: number; row: number } | null }[],
) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: cities.map(({ code, name, tile }) => {
      const [west, south] = [110 + (tile?.column ?? 0), 40 - (tile?.row ?? 0)];
      const ring = [
        [0, 0],
        [0, 0.9],
        [0.9, 0.9],
        [0.9, 0],
        [0, 0],
      ] as const;
      return {
        type: 'Feature',
        properties: { adcode: Number(code), name },
        geometry: { type: 'Polygon', coordinates: [ring.map(([x, y]) => [west + x, south + y])] },
      };
    }),
  });

it('shows the boundaries an operator uploaded, with their source and review number, and takes them down again', async () => {
  const { page, ask } = await open('dispatch');
  const { cities } = await ask(getOverview, undefined);
  await page.goto('/?period=2026-05');
  await accountTable(page);
  await page.getByRole('button', { name: '上传边界' }).click();
  const form = page.getByRole('dialog', { name: '行政区边界' });
  const save = form.getByRole('button', { name: '换成这份边界' });
  expect(await save.isDisabled()).toBe(true);
  const file = (name: string, text: string) =>
    form
      .getByLabel('边界文件（GeoJSON）')
      .setInputFiles({ name, mimeType: 'application/geo+json', buffer: Buffer.from(text) });
  await form.getByLabel('来源').fill('自绘方格（测试）');
  await form.getByLabel('审图号').fill('晋S〔2026〕001号');
  await file('市界.geojson', squares(cities));
  await save.click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText('边界：自绘方格（测试），审图号 晋S〔2026〕001号').waitFor();
  const { rows } = await ask(getSituation, { query: { period: '2026-05' } });
  const map = page.getByRole('region', { name: /PM2.5城市图/ });
  for (const { region, stats } of rows) {
    const name = cities.find(({ code }) => code === region)?.shortName;
    await map.getByRole('button', { name: `${name} ${stats.pm25?.figure.text}`, exact: true }).waitFor();
  }
  await map
    .getByRole('button', { name: `太原 ${rows[0]?.stats.pm25?.figure.text}`, exact: true })
    .press('Enter');
  await page.getByRole('dialog', { name: '为什么' }).getByRole('heading', { name: '算式' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '方位图' }).click();
  await page.getByText('不代表边界').waitFor();

  await page.getByRole('button', { name: '上传边界' }).click();
  await form.getByRole('button', { name: '撤下边界' }).click();
  await form.waitFor({ state: 'hidden' });
  expect((await ask(getOverview, undefined)).boundary).toBeNull();
});

it('gives a new person a password once, lets them in, and out again when disabled', async () => {
  const { page, ask, context } = await open('admin');
  await page.goto('/admin/users');
  await page.getByRole('button', { name: '新建用户' }).click();
  const form = page.getByRole('dialog', { name: '新建用户' });
  await form.getByLabel('用户名').fill('linfen');
  await form.getByLabel('姓名').fill('临汾市局');
  await form.getByLabel('岗位').fill('临汾市局 · 调度员');
  await form.getByRole('button', { name: '建立用户' }).click();
  await form.getByText('市局用户要选所在市。').waitFor();
  await choose(page, '所在市', '临汾市');
  await form.getByRole('button', { name: '建立用户' }).click();
  const once = page.getByRole('dialog', { name: 'linfen 的新密码' });
  const password = (await once.locator('code').textContent()) ?? '';
  expect(password.length).toBeGreaterThanOrEqual(8);
  await page.keyboard.press('Escape');
  const row = page.getByRole('row').filter({ hasText: 'linfen' });
  expect(await row.textContent()).toContain('临汾市');
  expect(JSON.stringify(await ask(listUsers, undefined))).not.toContain(password);

  const enter = () =>
    context.request.fetch('/api/session', { method: 'POST', data: { login: 'linfen', password } });
  const { page: theirs, context: own } = await open(null);
  await theirs.goto('/');
  await theirs.getByLabel('用户名').fill('linfen');
  await theirs.getByLabel('密码').fill(password);
  await theirs.getByRole('button', { name: '登录' }).click();
  await accountTable(theirs);
  await row.getByRole('button', { name: '停用' }).click();
  await row.getByText('已停用').waitFor();
  expect((await own.request.get('/api/situation')).status()).toBe(401);
  expect((await enter()).status()).toBeGreaterThanOrEqual(400);
});
