import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';

const { test, open } = await startJourneys();

it('asks for the sign-in, says in Chinese what was wrong, and leads back to where one wanted to go', async () => {
  const { page, context, login, password } = await open('dispatch');
  await context.clearCookies();
  await page.goto('/ranking?period=2026-05');
  await page.waitForURL(/\/sign-in\?/);
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码').fill('not the password');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: '用户名或密码不对' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/sign-in');

  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL(
    ({ pathname, searchParams }) => pathname === '/ranking' && searchParams.get('period') === '2026-05',
  );
  await page.getByRole('heading', { level: 1, name: /排名/ }).waitFor();
  expect((await context.cookies()).find(({ name }) => name === 'qingzhang_session')).toMatchObject({
    httpOnly: true,
    sameSite: 'Lax',
  });
});

it('signs out: afterwards neither the pages nor the server know the person', async () => {
  const { page, context } = await open('dispatch');
  await page.goto('/');
  await page.getByRole('table', { name: /各市账户/ }).waitFor();
  await page.getByRole('button', { name: '本人与设置' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await page.waitForURL(/\/sign-in/);
  expect((await context.request.get('/api/situation')).status()).toBe(401);
  await page.goto('/');
  await page.waitForURL(/\/sign-in/);
});

const pages = [
  '/',
  '/cities/140100',
  '/cities/140100/statement?month=2026-05',
  '/ranking',
  '/data',
  '/targets',
  '/bulletins',
  '/bulletins/1',
  '/admin/users',
  '/admin/security',
  '/admin/audit',
  '/account',
];

it('shows no page to anybody who is not signed in', async () => {
  const { page } = await open(null);
  for (const path of pages) {
    await page.goto(path);
    await page.waitForURL(/\/sign-in/);
    expect(new URL(page.url()).searchParams.get('to'), path).toContain(path.split('?')[0]);
    expect(await page.getByRole('navigation').count(), path).toBe(0);
  }
});

it('serves the pages and nothing of the API without a session', async () => {
  const answers = await Promise.all(
    ['overview', 'situation', 'ranking', 'targets', 'closings', 'bulletins', 'imports', 'users'].map(
      async (name) => (await fetch(`${test.url}/api/${name}`)).status,
    ),
  );
  expect(new Set(answers)).toEqual(new Set([401]));
});
