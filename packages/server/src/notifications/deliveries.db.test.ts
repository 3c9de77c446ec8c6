import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { type Call, systemActor } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { seal } from '../session/secret-box.ts';
import { deliverDue, retryMinutes, robotSeal } from './deliveries.ts';
import { type Notification, notify, settle } from './notify.ts';
import { publishDue } from './publish.ts';
import { addRegions, addUser, messagesOf } from './testing.ts';
import { startMailServer, startRobotServer } from './testing-servers.ts';
import { notificationWorker } from './worker.ts';

const PASSWORD = 'p@ss/word-of-the-mail';
const mail = await startMailServer({ user: 'qingzhang', password: PASSWORD });
const group = await startRobotServer();
afterAll(async () => {
  await mail.close();
  await group.close();
});

const platform = await createTestPlatform({
  config: { smtp: mail.url, publicUrl: 'https://qz.example', webhookHosts: [group.host] },
});
const { db, clock, config } = platform;
await addRegions(db);
const city = await addUser(db, { role: 'city', region: '140200', post: '大同市局' });
const county = await addUser(db, { role: 'county', region: '140213', post: '平城分局' });
const deputy = await addUser(db, { role: 'deputy', scopes: [['region', '140200']], post: '分管副厅长' });

const prefer = (user_id: number, email: string | null, more: object = {}) => {
  const row = { email, changed_at: clock.now(), ...more };
  return db
    .insertInto('notification_preference')
    .values({ user_id, ...row })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
    .execute();
};
await prefer(city, 'datong@example.test');
await prefer(deputy, 'deputy@example.test');

const robot = await db
  .insertInto('webhook')
  .values({
    service: 'dingtalk',
    name: '大同工作群',
    url_sealed: seal(
      config,
      robotSeal.url,
      Buffer.from(`http://${group.host}/robot/send?access_token=tok-0123456789`),
    ),
    url_hint: '',
    key_sealed: seal(config, robotSeal.key, Buffer.from('SEC-key')),
    region_code: '140200',
    enabled: false,
    changed_by: 'x',
    changed_at: clock.now(),
  })
  .returning('id')
  .executeTakeFirstOrThrow();

let subject = 0;
const call = (): Call => ({
  actor: { ...systemActor('system'), post: '调度办' },
  requestId: null,
  at: clock.now(),
});
const tell = (more: Partial<Notification<'lamp.red'>> = {}) => {
  subject += 1;
  return notify(db, call(), {
    to: [{ userId: city, as: 'responsible' }],
    kind: 'lamp.red',
    subject: { type: 'task', id: subject },
    params: { title: `清洁取暖${subject}`, due: '2026-06-20', reason: '进度滞后' },
    link: `/tasks/${subject}`,
    ...more,
  });
};
const round = async (on: Platform = platform) => {
  await publishDue(on, clock.now());
  return deliverDue(on, clock.now());
};
const rows = () => db.selectFrom('delivery').selectAll().orderBy('id').execute();

beforeEach(async () => {
  await db.deleteFrom('delivery').execute();
  await db.deleteFrom('digest').execute();
  await db.deleteFrom('notification').execute();
  mail.letters.length = 0;
  group.messages.length = 0;
  mail.refuse(0);
  group.answerWith(null);
  clock.set('2026-06-15T10:20:00+08:00');
});

describe('letters over a real mail server', () => {
  it('say what it is, what is left of the time, why, and where to go', async () => {
    await tell();
    expect(await round()).toBe(1);
    const [letter] = mail.letters;
    expect(letter).toMatchObject({
      to: 'datong@example.test',
      subject: `亮红灯：清洁取暖${subject}（6月20日截止，还剩 5 天）`,
    });
    expect(letter?.text).toContain('理由：进度滞后');
    expect(letter?.text).toContain(`https://qz.example/tasks/${subject}`);
    expect(letter?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await round()).toBe(0);
    expect(mail.letters).toHaveLength(1);
  });

  it('fail, are tried again later, and arrive', async () => {
    mail.refuse(2);
    await tell();
    expect(await round()).toBe(0);
    expect(await rows()).toMatchObject([
      { state: 'waiting', attempts: 1, next_try_at: new Date('2026-06-15T10:21:00+08:00') },
    ]);
    expect((await rows())[0]?.last_error).toContain('busy');
    expect(await round()).toBe(0);
    expect((await rows())[0]?.attempts).toBe(1);
    clock.advance(60_000);
    await round();
    expect(await rows()).toMatchObject([{ attempts: 2, next_try_at: new Date('2026-06-15T10:23:00+08:00') }]);
    clock.advance(120_000);
    expect(await round()).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 3, done_at: clock.now() }]);
    expect(mail.letters).toHaveLength(1);
  });

  it('a process killed in the middle leaves it to the next, and the letter keeps its name', async () => {
    await tell();
    await publishDue(platform, clock.now());
    // Claimed, and then the process was gone.
    const claimed_until = new Date(clock.now().getTime() + 120_000);
    await db.updateTable('delivery').set({ claimed_until, attempts: 1 }).execute();
    clock.advance(60_000);
    expect(await round()).toBe(0);
    clock.advance(60_000);
    expect(await round()).toBe(1);
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'sent', attempts: 2 });
    expect(mail.letters[0]?.headers.get('message-id')).toContain(`qingzhang-${row?.id}-`);
  });

  it('stop after ten tries; the reason carries no password', async () => {
    await tell();
    const wrong = {
      ...platform,
      config: { ...config, smtp: mail.url.replace(/:[^:@]+@/, ':wrong-password@') },
    };
    let last = clock.now();
    for (let i = 0; i < 12; i += 1) {
      await round(wrong);
      last = clock.now();
      clock.advance(61 * 60_000);
    }
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'failed', attempts: 10 });
    expect(row?.done_at?.getTime()).toBeLessThanOrEqual(last.getTime());
    // Our test server repeats the password it was given; what is kept does not.
    expect(row?.last_error).toContain('no such login …');
    expect(row?.last_error).not.toContain('wrong-password');
    expect([1, 2, 3, 7, 10].map(retryMinutes)).toEqual([1, 2, 4, 60, 60]);
  });

  it('wait for the end of the quiet hours; an emergency does not', async () => {
    clock.set('2026-06-15T23:00:00+08:00');
    await tell();
    expect(await round()).toBe(0);
    subject += 1;
    await notify(db, call(), {
      to: [{ userId: city, as: 'responsible' }],
      kind: 'warning.issued',
      subject: { type: 'warning', id: subject },
      params: { title: '重污染天气橙色预警' },
      link: '/',
    });
    expect(await round()).toBe(1);
    expect(mail.letters.map((letter) => letter.subject)).toEqual(['预警：重污染天气橙色预警']);
    clock.set('2026-06-16T07:00:00+08:00');
    expect(await round()).toBe(1);
    expect(mail.letters[1]?.subject).toContain('还剩 4 天');
  });

  it('DIS-11.3: settled or read meanwhile, it is not sent', async () => {
    mail.refuse(1);
    await tell();
    await tell();
    clock.set('2026-06-15T10:20:00+08:00');
    await publishDue(platform, clock.now());
    await settle(db, call(), { type: 'task', id: subject - 1 }, 'done');
    await db.updateTable('message').set({ read_at: clock.now() }).where('settled_at', 'is', null).execute();
    expect(await round()).toBe(0);
    expect((await rows()).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(mail.letters).toEqual([]);
  });

  it('DIS-11.4: the superior a day later, or never where it is done', async () => {
    const to = [
      { userId: city, as: 'responsible' },
      { userId: deputy, as: 'superior' },
    ] as const;
    await tell({ to });
    await tell({ to });
    await round();
    expect(mail.letters.map((letter) => letter.to)).toEqual(['datong@example.test', 'datong@example.test']);
    clock.set('2026-06-16T10:00:00+08:00');
    await settle(db, call(), { type: 'task', id: subject }, 'done');
    clock.set('2026-06-16T10:19:59+08:00');
    await round();
    expect(mail.letters).toHaveLength(2);
    clock.set('2026-06-16T10:20:00+08:00');
    await round();
    expect(mail.letters.slice(2).map((letter) => [letter.to, letter.subject.slice(0, 7)])).toEqual([
      ['deputy@example.test', '报知：亮红灯：'],
    ]);
    const never = (await messagesOf(db, 'task', subject)).find((row) => row.user_id === deputy);
    expect(never).toMatchObject({ seq: null, settled_reason: 'done' });
  });

  it('nobody is told of a place that has left their scope since', async () => {
    await tell({ region: '140105' });
    await tell({ region: '140213' });
    expect(await round()).toBe(1);
    expect((await messagesOf(db, 'task', subject - 1))[0]).toMatchObject({
      seq: null,
      settled_reason: 'withdrawn',
    });
  });
});

describe('the daily digest', () => {
  const digest = (more: Partial<Notification<'lamp.red'>> = {}) => tell({ urgency: 'digest', ...more });
  const tick = async () => {
    await platform.jobs.enqueue(db, notificationWorker.type, {});
    await platform.jobs.drain(platform, [notificationWorker]);
  };

  it('comes once at 08:30 with what is unread, and what came later comes tomorrow', async () => {
    clock.set('2026-06-15T17:00:00+08:00');
    await digest();
    await digest();
    await digest();
    await tick();
    await settle(db, call(), { type: 'task', id: subject }, 'done');
    clock.set('2026-06-16T08:29:00+08:00');
    await tick();
    expect(mail.letters).toEqual([]);
    clock.set('2026-06-16T08:30:00+08:00');
    await tick();
    expect(mail.letters.map((letter) => letter.subject)).toEqual(['今日待办汇总：2 条未读']);
    expect(mail.letters[0]?.text).toContain(`1. 亮红灯：清洁取暖${subject - 2}（6月20日截止，还剩 4 天）`);
    expect(mail.letters[0]?.text).not.toContain(`清洁取暖${subject}（`);
    await digest();
    for (const time of ['08:31', '12:00', '23:59']) {
      clock.set(`2026-06-16T${time}:00+08:00`);
      await tick();
    }
    expect(mail.letters).toHaveLength(1);
    clock.set('2026-06-17T08:30:00+08:00');
    await tick();
    expect(mail.letters[1]?.subject).toBe('今日待办汇总：1 条未读');
  });

  it('is one, whatever crashes: two servers, a lost answer, a late start', async () => {
    await digest();
    await publishDue(platform, clock.now());
    clock.set('2026-06-16T11:00:00+08:00');
    const { assembleDigests } = await import('./digest.ts');
    const made = await Promise.all([1, 2, 3].map(() => assembleDigests(db, clock.now())));
    expect(made.sort()).toEqual([0, 0, 1]);
    expect(await rows()).toHaveLength(1);
    await Promise.all([deliverDue(platform, clock.now()), deliverDue(platform, clock.now())]);
    expect(mail.letters).toHaveLength(1);
  });

  it('leaves out what was put off until its day comes', async () => {
    await digest();
    await publishDue(platform, clock.now());
    await db
      .updateTable('message')
      .set({ snoozed_until: '2026-06-18', snooze_reason: '等资金下达' })
      .execute();
    clock.set('2026-06-17T09:00:00+08:00');
    await tick();
    expect(mail.letters).toEqual([]);
    clock.set('2026-06-18T09:00:00+08:00');
    await tick();
    expect(mail.letters).toHaveLength(1);
  });

  it('does not come to who does not want it', async () => {
    await prefer(city, 'datong@example.test', { digest: false });
    await digest();
    await publishDue(platform, clock.now());
    clock.set('2026-06-16T09:00:00+08:00');
    await tick();
    expect(await rows()).toEqual([]);
    await prefer(city, 'datong@example.test', { digest: true });
  });
});

describe('group messages over a real receiver', () => {
  beforeEach(() => db.updateTable('webhook').set({ enabled: true }).execute());
  const toCounty = { to: [{ userId: county, as: 'responsible' }], region: '140213' } as const;

  it('are said once for all members, signed, without reasons and names', async () => {
    await tell({ ...toCounty, to: [...toCounty.to, { userId: city, as: 'responsible' }] });
    expect(await round()).toBe(2);
    expect(group.messages).toHaveLength(1);
    const [said] = group.messages;
    expect(said?.content).toBe(
      `【青账】亮红灯：清洁取暖${subject}\n6月20日截止，还剩 5 天\nhttps://qz.example/tasks/${subject}`,
    );
    expect(said?.url.searchParams.get('access_token')).toBe('tok-0123456789');
    expect(said?.url.searchParams.get('timestamp')).toBe(String(clock.now().getTime()));
    expect(said?.url.searchParams.get('sign')).toMatch(/^[A-Za-z0-9+/]{43}=$/);
  });

  it('never hear what goes to superiors, to other cities, or into the digest', async () => {
    await tell({ to: [{ userId: county, as: 'superior' }], region: '140213' });
    await tell({ ...toCounty, urgency: 'digest' });
    clock.advance(25 * 3_600_000);
    await round();
    expect(group.messages).toEqual([]);
  });

  it.each([
    [
      'a busy robot',
      { status: 200, body: '{"errcode":130101,"errmsg":"too fast tok-0123456789"}' },
      /^130101 too fast …/,
    ],
    [
      'a redirect is not followed',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' },
      /HTTP 302/,
    ],
    ['an error page', { status: 502, body: '<html>' }, /HTTP 502/],
    ['another answer', { status: 200, body: '<html>' }, /not the robot/],
    ['too long an answer', { status: 200, body: 'x'.repeat(70_000) }, /more than/],
  ])('%s: failure, then again, then said', async (_, answer, reason) => {
    group.answerWith(() => answer);
    await tell(toCounty);
    expect(await round()).toBe(0);
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'waiting', attempts: 1, channel: 'dingtalk' });
    expect(row?.last_error).toMatch(reason);
    group.answerWith(null);
    clock.advance(60_000);
    expect(await round()).toBe(1);
    expect(group.messages).toHaveLength(1);
  });

  it('are not sent to hosts that the operator no longer allows, nor by a robot that was switched off', async () => {
    await tell(toCounty);
    await round({ ...platform, config: { ...config, webhookHosts: ['oapi.dingtalk.com'] } });
    expect((await rows())[0]?.last_error).toBe('the address may not be called (host)');
    await db.updateTable('webhook').set({ enabled: false }).where('id', '=', robot.id).execute();
    clock.advance(60_000);
    await round();
    expect((await rows())[0]).toMatchObject({ state: 'cancelled' });
    expect(group.messages).toEqual([]);
  });

  it('are cancelled when the last responsible person is done', async () => {
    group.answerWith(() => ({ status: 500, body: '' }));
    await tell(toCounty);
    await round();
    await settle(db, call(), { type: 'task', id: subject }, 'done');
    expect((await rows())[0]).toMatchObject({ state: 'cancelled' });
  });
});
