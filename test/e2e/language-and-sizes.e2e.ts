import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { accountTable } from './setup/pages.ts';

const { open } = await startJourneys();

/** Fields whose texts people entered, in the language they write. */
const entered = new Set([
  ...['name', 'displayName', 'post', 'place', 'document', 'note', 'fileName', 'raw', 'createdBy', 'closedBy'],
]);

/** What the server's answers hold in those fields, gathered while pages are walked. */
function gatherNames(page: Page): { readonly texts: Set<string>; settled(): Promise<void> } {
  const texts = new Set<string>();
  const pending: Promise<void>[] = [];
  const walk = (value: unknown, key = ''): void => {
    if (typeof value === 'string' && entered.has(key)) texts.add(value);
    else if (Array.isArray(value)) for (const one of value) walk(one, key);
    // Regions have an English name: their Chinese one is no excuse.
    else if (value !== null && typeof value === 'object' && !('nameEn' in value)) {
      for (const [name, one] of Object.entries(value)) walk(one, name);
    }
  };
  page.on('response', (response) => {
    if (!response.url().includes('/api/') || !response.headers()['content-type']?.includes('json')) return;
    pending.push(response.json().then(walk, () => undefined));
  });
  return { texts, settled: async () => void (await Promise.all(pending)) };
}

it('speaks English everywhere once asked to, save the names that people gave', async () => {
  const { page } = await open('dispatch');
  const names = gatherNames(page);
  await page.goto('/');
  await accountTable(page);
  await page.getByRole('button', { name: '本人与设置' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.waitForURL(/lang=en/);
  await page.getByRole('navigation').getByRole('link', { name: 'Situation' }).waitFor();
  const found: Record<string, string[]> = {};
  const visit = async (path: string) => {
    if (path !== '/') await page.goto(`${path}${path.includes('?') ? '&' : '?'}lang=en`);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    await names.settled();
    const known = [...names.texts].sort((a, b) => b.length - a.length);
    const places = await page.getByRole('banner').or(page.getByRole('main')).allInnerTexts();
    const rest = known.reduce((text, name) => text.replaceAll(name, ''), places.join('\n'));
    const left = [...new Set(rest.split('\n').filter((line) => /\p{Script=Han}/u.test(line)))];
    if (left.length > 0) found[path] = left;
    expect(await page.locator('html').getAttribute('lang')).toMatch(/^en/);
  };
  for (const path of [
    ...['/', '/?period=2026-05', '/cities/141100', '/cities/141100?whatif=1', '/ranking?period=2026-05'],
    ...['/ranking?period=2026-05&level=county', '/data', '/data?tab=completeness', '/data?tab=exclusions'],
    ...[
      '/data?tab=revisions',
      '/targets',
      '/bulletins',
      '/bulletins?tab=closings',
      '/cities/141100/statement?month=2026-04',
    ],
  ]) {
    await visit(path);
  }
  expect(found).toEqual({});
});

describe('a phone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const pages = ['/', '/cities/141100', '/ranking?period=2026-05'];

  it.each(pages)('shows %s without scrolling sideways, with controls a thumb can hit', async (path) => {
    const { page } = await open('reader', { context: phone });
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    const width = await page.locator('html').evaluate((html) => html.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    const controls = page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link')
      .or(page.getByRole('button', { name: '本人与设置' }))
      .or(page.locator('fieldset.seg').getByRole('button'))
      .or(page.locator('main .btn'));
    const small: string[] = [];
    for (const control of await controls.all()) {
      if (!(await control.isVisible())) continue;
      const box = await control.boundingBox();
      if (box && (box.height < 44 || box.width < 44)) {
        small.push(`${await control.textContent()} ${Math.round(box.width)}×${Math.round(box.height)}`);
      }
    }
    expect(small).toEqual([]);
  });
});

it('fits the account table on a desk screen of 1366 × 768', async () => {
  const { page } = await open('dispatch', { context: { viewport: { width: 1366, height: 768 } } });
  await page.goto('/');
  const table = await accountTable(page);
  for (const [width, height] of [
    [1366, 768],
    [1280, 720],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    const sizes = await table.evaluate((element) => {
      const box = element.closest('.scroll');
      return {
        page: element.ownerDocument.documentElement.scrollWidth,
        inner: box?.scrollWidth ?? 0,
        outer: box?.clientWidth ?? 0,
      };
    });
    expect(sizes.page).toBeLessThanOrEqual(width);
    expect(sizes.inner).toBeLessThanOrEqual(sizes.outer);
  }
});
