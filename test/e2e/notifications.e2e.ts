import { currentSession, listMessages } from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { notify, settle } from '../../packages/server/src/notifications/notify.ts';
import { startMailServer } from '../../packages/server/src/notifications/testing-servers.ts';
import type { Call } from '../../packages/server/src/platform/actor.ts';
import { systemActor } from '../../packages/server/src/platform/actor.ts';
import { startJourneys } from './setup/journey.ts';
import { download } from './setup/pages.ts';

const { test, open } = await startJourneys();
const { db, clock } = test.platform;

const call = (): Call => ({
  actor: { ...systemActor('system'), post: '调度办' },
  requestId: null,
  at: clock.now(),
});
/** A return, an extension and an assignment to somebody, about two things. */
async function tell(userId: number, kinds: readonly ('item.returned' | 'item.extended' | 'task.assigned')[]) {
  for (const kind of kinds) {
    const task = kind === 'task.assigned';
    await notify(db, call(), {
      to: [{ userId, as: 'responsible' }],
      kind,
      subject: { type: task ? 'task' : 'item', id: 7 },
      params: {
        title: task ? '秋冬季攻坚' : '某村污水治理（模拟）',
        due: '2026-06-20',
        reason: '照片看不清',
      },
      link: task ? '/ranking' : '/targets',
    });
  }
}
const bell = (page: Page) => page.getByRole('link', { name: /^消息，/ });

it('a message arrives while the page is open: it is counted, shown, and leads to the exact place', async () => {
  const city = await open('city', { regionCode: '140200' });
  const { page } = city;
  const { user } = await city.ask(currentSession, undefined);
  await page.goto('/notifications');
  await page.getByText('没有未读消息').waitFor();
  await bell(page).getByText(/\d/).waitFor({ state: 'detached' });

  await tell(user.id, ['item.extended', 'item.returned']);
  const pop = page.locator('.ant-notification-notice').filter({ hasText: '事项退回整改' });
  await pop.waitFor();
  expect(await pop.textContent()).toContain('6月20日截止，还剩 5 天');
  // The extension waits for the digest: counted, not shown.
  expect(await page.locator('.ant-notification-notice').filter({ hasText: '延期' }).count()).toBe(0);
  await page.getByRole('link', { name: '消息，2 条未读' }).waitFor();

  // Both are about one thing: one group, the newest first.
  const group = page.getByRole('listitem').filter({ hasText: '事项退回整改：某村污水治理' });
  await group.getByText('同一事项较早的 1 条').waitFor();
  expect(await group.textContent()).toContain('理由：照片看不清');
  await page.screenshot({ path: shot('messages') });
  await group.getByRole('link', { name: /事项退回整改/ }).click();
  await page.waitForURL(({ pathname }) => pathname === '/targets');
  await page.getByRole('link', { name: '消息，1 条未读' }).waitFor();
});

it('what a colleague has done is no longer open; a message can be put off with a reason', async () => {
  const office = await open('office', { scope: [{ kind: 'program', key: '*' }] });
  const { page } = office;
  const { user } = await office.ask(currentSession, undefined);
  await tell(user.id, ['task.assigned', 'item.returned']);
  await page.goto('/notifications');
  await page.getByRole('link', { name: '消息，2 条未读' }).waitFor();
  await settle(db, call(), { type: 'item', id: 7 }, 'done', { userIds: [user.id] });

  const line = page.getByRole('listitem').filter({ hasText: '交办任务' });
  await line.getByRole('button', { name: '推迟提醒' }).click();
  const dialog = page.getByRole('dialog');
  const put = dialog.getByRole('button', { name: /推迟到 .* 再提醒/ });
  expect(await put.isDisabled()).toBe(true);
  await dialog.getByLabel('理由').fill('等资金下达');
  await put.click();
  await page.getByText('没有未读消息').waitFor();
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.getByText('推迟至 2026-06-18：等资金下达').waitFor();
  await page.getByText(/已有人办理/).waitFor();
  const { items } = await office.ask(listMessages, { query: {} });
  expect(items).toEqual([]);
  const { name } = await download(page, page.getByRole('link', { name: /导出/ }));
  expect(name).toBe('我的消息.xlsx');
});

it('goes on counting where the stream is cut off, and comes back', async () => {
  const city = await open('city', { regionCode: '140300' });
  const { page, context } = city;
  const { user } = await city.ask(currentSession, undefined);
  await page.goto('/notifications?tab=settings');
  await page.getByLabel('邮箱').waitFor();
  await context.setOffline(true);
  await tell(user.id, ['task.assigned']);
  await context.setOffline(false);
  await page.getByRole('link', { name: '消息，1 条未读' }).waitFor({ timeout: 20_000 });
  // Being offline is what this journey is about: what could not be fetched then is no fault of the page.
  await page.getByLabel('邮箱').fill('yangquan@example.test');
  await page.getByLabel('免打扰从').fill('21:00');
  await page.getByRole('button', { name: '保存通知设置' }).click();
  await page.getByText('通知设置已保存').waitFor();
  await page.screenshot({ path: shot('settings') });
});

it('the dispatch office sees deliveries fail and arrive, and changes the calendar with a reason', async () => {
  const mail = await startMailServer({ user: 'qingzhang', password: 'secret' });
  const dispatch = await open('dispatch');
  const { page } = dispatch;
  const { user } = await dispatch.ask(currentSession, undefined);
  try {
    const letter = await db
      .insertInto('digest')
      .values({ user_id: user.id, day: '2026-06-15', assembled_at: clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow();
    await db
      .insertInto('delivery')
      .values({
        channel: 'email',
        digest_id: letter.id,
        state: 'failed',
        attempts: 10,
        last_error: '451 the mailbox is busy',
        next_try_at: clock.now(),
        created_at: clock.now(),
        done_at: clock.now(),
      })
      .execute();
    await page.goto('/notifications?tab=deliveries');
    const row = page.getByRole('row').filter({ hasText: '451 the mailbox is busy' });
    await row.getByText('失败').waitFor();
    await page.getByRole('button', { name: '添加群机器人' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('群名称').fill('大同工作群');
    await dialog
      .getByLabel('机器人地址（Webhook）')
      .fill('https://oapi.dingtalk.com/robot/send?access_token=0123456789abcd');
    await dialog.getByLabel('市', { exact: true }).selectOption('140200');
    await dialog.getByRole('button', { name: '添加群机器人' }).click();
    await page
      .getByRole('row')
      .filter({ hasText: '大同工作群' })
      .getByText('oapi.dingtalk.com …abcd')
      .waitFor();
    await page.screenshot({ path: shot('deliveries'), fullPage: true });
    await row.getByRole('button', { name: '重新投递' }).click();
    await row.getByText(/待发送|已取消/).waitFor();
  } finally {
    await mail.close();
  }

  await page.goto('/work-calendar');
  await page.getByRole('heading', { level: 1, name: '2026年工作日历' }).waitFor();
  const october = page.getByRole('region', { name: '10月' });
  await october.getByText('18 个工作日').waitFor();
  await page.screenshot({ path: shot('calendar'), fullPage: true });
  await october.getByRole('button', { name: /2026-10-09/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('依据（文件、文号）').fill('省政府办公厅通知');
  await dialog.getByLabel('理由').fill('省运会开幕');
  await dialog.getByRole('button', { name: '定为休息' }).click();
  await october.getByText('17 个工作日').waitFor();
  await page.getByText(/省运会开幕 · 省政府办公厅通知/).waitFor();
  await page.getByRole('link', { name: '2027' }).click();
  await page.getByText(/尚未公布或录入，暂按周末推算/).waitFor();
});

it('on a phone, in English: the bell and the list, nothing wider than the screen', async () => {
  const city = await open('city', {
    regionCode: '140100',
    context: { viewport: { width: 390, height: 844 }, hasTouch: true },
  });
  const { page } = city;
  const { user } = await city.ask(currentSession, undefined);
  await tell(user.id, ['item.returned', 'task.assigned']);
  await page.goto('/notifications?lang=en');
  await page.getByText('Item returned to you: 某村污水治理（模拟）').first().waitFor();
  await page.getByText('due 20 June, 5 days left').first().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.screenshot({ path: shot('phone') });
  for (const path of ['/notifications?lang=en&tab=settings', '/work-calendar?lang=en']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForTimeout(300);
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(390);
  }
});

/** Where pictures go: `SHOTS` names a directory, else nowhere worth keeping. */
function shot(name: string): string {
  return `${process.env.SHOTS ?? '/tmp'}/notifications-${name}.png`;
}
