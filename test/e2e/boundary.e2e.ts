import { getOverview, getSituation } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { accountTable } from './setup/pages.ts';

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
