import { currentSession, listAudit, listUsers, createUser as newUser } from '@qingzhang/contract';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { accountTable, choose, download } from './setup/pages.ts';

const { test, open } = await startJourneys();

async function enter(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('用户名').fill(login);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
}

it('three administrators: one creates, another gives the role, the person changes the password, the third reads it all', async () => {
  const admin = await open('admin');
  await admin.page.goto('/');
  await admin.page.waitForURL(/\/admin\/users/);
  const rooms = admin.page.getByRole('navigation', { name: '主导航' });
  expect(await rooms.getByRole('link').allTextContents()).toEqual(['用户']);
  await admin.page.getByRole('button', { name: '新建用户' }).click();
  const form = admin.page.getByRole('dialog', { name: '新建用户' });
  await form.getByLabel('用户名').fill('linfen');
  await form.getByLabel('姓名').fill('临汾市局');
  await form.getByLabel('岗位').fill('临汾市局 · 调度员');
  await form.getByRole('button', { name: '建立用户' }).click();
  const once = admin.page.getByRole('dialog', { name: 'linfen 的新密码' });
  const password = (await once.locator('code').textContent()) ?? '';
  expect(password.length).toBeGreaterThanOrEqual(14);
  await admin.page.keyboard.press('Escape');
  await admin.page.getByRole('row').filter({ hasText: 'linfen' }).getByText('待授权').waitFor();
  const file = await download(admin.page, admin.page.getByRole('link', { name: /导出/ }));
  expect(file.name).toBe('用户.xlsx');

  const theirs = await open(null);
  await theirs.page.goto('/');
  await theirs.page.getByText('涉密信息不得进入本系统').waitFor();
  await enter(theirs.page, 'linfen', password);
  await theirs.page.getByRole('alert').filter({ hasText: '尚未授权' }).waitFor();

  const security = await open('security');
  await security.page.goto('/');
  await security.page.waitForURL(/\/admin\/security/);
  const row = security.page.getByRole('row').filter({ hasText: 'linfen' });
  await row.getByRole('button', { name: '授予角色' }).click();
  const assign = security.page.getByRole('dialog', { name: '授予 linfen 角色和范围' });
  await choose(security.page, '角色', '市局');
  await choose(security.page, '所属区域', '临汾市');
  await assign.getByRole('button', { name: '授予角色' }).click();
  await assign.waitFor({ state: 'hidden' });
  await row.getByText('可用').waitFor();
  expect(await row.textContent()).toContain('临汾市');

  await enter(theirs.page, 'linfen', password);
  const change = theirs.page.getByRole('dialog', { name: '修改密码' });
  await change.getByText('登录后须先更换密码').waitFor();
  expect(await theirs.page.getByRole('navigation').count()).toBe(0);
  await change.getByLabel('现在的密码').fill(password);
  await change.getByLabel(/^新密码/).fill('Changed-by-me-1');
  await change.getByLabel('再输一遍新密码').fill('Changed-by-me-1');
  await change.getByRole('button', { name: '改用新密码' }).click();
  await accountTable(theirs.page);

  const auditor = await open('auditor');
  await auditor.page.goto('/');
  await auditor.page.waitForURL(/\/admin\/audit/);
  await auditor.page.getByLabel('动作（如 user.）').fill('user.');
  await auditor.page.getByRole('button', { name: '筛选日志' }).click();
  await auditor.page.getByRole('cell', { name: 'user.changePassword' }).first().waitFor();
  await auditor.page.getByRole('cell', { name: 'user.assignRole' }).first().waitFor();
  expect(await auditor.page.getByRole('cell', { name: 'session.begin' }).count()).toBe(0);
  await auditor.page.getByRole('button', { name: '校验散列链' }).click();
  await auditor.page.getByText(/完好，共 \d+ 环/).waitFor();
  const { items } = await auditor.ask(listAudit, { query: { action: 'file.export' } });
  expect(items[0]).toMatchObject({ actor: admin.login, objectId: '/api/users.xlsx' });
  expect(JSON.stringify(await admin.ask(listUsers, undefined))).not.toContain(password);
  expect(await auditor.statusOf(newUser, { body: { login: 'xx', displayName: 'x', post: 'x' } })).toBe(403);
});

it('a second factor is set up from the QR code and asked for at the next sign-in', async () => {
  const { page, login, password } = await open('dispatch');
  await page.goto('/account');
  await page.getByRole('button', { name: '启用动态口令' }).click();
  await page.getByLabel('先输入现在的密码').fill(password);
  await page.getByRole('button', { name: '取得二维码' }).click();
  await page.getByRole('img', { name: '动态口令二维码' }).waitFor();
  const secret = ((await page.locator('form code').textContent()) ?? '').replaceAll(' ', '');
  const totp = new TOTP({ secret: Secret.fromBase32(secret) });
  const code = (shift = 0) => totp.generate({ timestamp: test.platform.clock.now().getTime() + shift });
  await page.getByLabel('验证器上的六位数字').fill(code());
  await page.getByRole('button', { name: '验证并启用' }).click();
  await page.getByRole('button', { name: '恢复码已保存好' }).waitFor();
  expect(await page.getByText(/^\w{4}-\w{4}-\w{4}$/).count()).toBe(10);
  await page.getByRole('button', { name: '恢复码已保存好' }).click();
  await page.getByText(/起启用，恢复码还有 10 个/).waitFor();

  const again = await open(null);
  await again.page.goto('/');
  await enter(again.page, login, password);
  const field = again.page.getByLabel('动态口令');
  await field.fill(code());
  await again.page.getByRole('button', { name: '验证口令并登录' }).click();
  // The code of the setting-up is used up.
  await again.page.getByRole('alert').filter({ hasText: '已经用过' }).waitFor();
  await field.fill(code(30_000));
  await again.page.getByRole('button', { name: '验证口令并登录' }).click();
  await accountTable(again.page);
});

it('somebody acts for somebody: says so on every page, and goes back', async () => {
  const principal = await open('city', { regionCode: '141100' });
  const deputy = await open('county', { regionCode: '141123' });
  await principal.page.goto('/account');
  await principal.page.getByLabel('代办人用户名').fill(deputy.login);
  await principal.page.getByLabel('自', { exact: true }).fill('2026-06-15');
  await principal.page.getByLabel('至（含当日）').fill('2026-06-20');
  await principal.page.getByLabel('事由').fill('出差');
  await principal.page.getByRole('button', { name: '委托代办' }).click();
  await principal.page.getByRole('cell', { name: '有效' }).waitFor();

  await deputy.page.goto('/');
  await deputy.page.getByRole('button', { name: '本人与设置' }).click();
  await deputy.page.getByRole('menuitem', { name: `代${principal.login}办` }).click();
  await deputy.page.getByText(`正在代${principal.login}办理`).waitFor();
  expect(await deputy.ask(currentSession, undefined)).toMatchObject({
    user: { login: deputy.login, role: 'city', regionCode: '141100' },
  });
  await deputy.page.getByRole('button', { name: '回到本人' }).click();
  await deputy.page.getByText(`正在代${principal.login}办理`).waitFor({ state: 'hidden' });
  expect(await deputy.ask(currentSession, undefined)).toMatchObject({
    user: { role: 'county' },
    actingFor: null,
  });
});

it('who can do what is readable, and the policy can be set', async () => {
  const { page } = await open('security');
  await page.goto('/admin/security?tab=matrix');
  const matrix = page.getByRole('table', { name: '谁能做什么' });
  await matrix.waitFor();
  expect(await matrix.getByRole('columnheader').count()).toBe(17);
  const row = matrix.getByRole('row').filter({ hasText: '省级验收或退回' });
  expect(await row.getByRole('img', { name: '可以' }).count()).toBe(3);
  await page.getByRole('link', { name: '安全策略' }).click();
  await page.getByRole('spinbutton', { name: '最少位数' }).fill('12');
  await page.getByRole('button', { name: '保存安全策略' }).click();
  await page.getByText('安全策略已保存').waitFor();
  const theirs = await open('reader');
  await theirs.page.goto('/account');
  await theirs.page.getByRole('button', { name: '修改密码' }).click();
  await theirs.page.getByText('至少 12 位').first().waitFor();
  await page.getByRole('link', { name: '登录会话' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: theirs.login })
    .getByRole('button', { name: '结束会话' })
    .click();
  await page.getByRole('row').filter({ hasText: theirs.login }).waitFor({ state: 'hidden' });
  expect(await theirs.statusOf(currentSession, undefined)).toBe(401);
});
