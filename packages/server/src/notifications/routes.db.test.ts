import { request as httpRequest } from 'node:http';
import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { type Call, systemActor } from '../platform/actor.ts';
import { ensureCalendar, readCalendar } from '../platform/calendar/calendar.ts';
import { STREAMS_PER_PERSON } from './hub.ts';
import { type Notification, notify, settle } from './notify.ts';
import { publishDue } from './publish.ts';
import { addRegions, messagesOf } from './testing.ts';
import { startRobotServer } from './testing-servers.ts';

const group = await startRobotServer();
const platform = await createTestPlatform({ config: { webhookHosts: [group.host] } });
const { db, clock } = platform;
await addRegions(db);
await ensureCalendar(db, platform.call());
const { app, signedIn } = await createTestApp(platform);
const datong = await signedIn('city', '140200');
const taiyuan = await signedIn('city', '140100');
const dispatch = await signedIn('dispatch');
const url = await app.listen({ host: '127.0.0.1', port: 0 });

const idOf = async (client: TestClient) => (await client.call(contract.currentSession, {})).json().user.id;
const [datongId, taiyuanId] = [await idOf(datong), await idOf(taiyuan)];
const call = (): Call => ({
  actor: { ...systemActor('system'), post: '调度办' },
  requestId: null,
  at: clock.now(),
});
let subject = 0;
const tell = async (userId: number, more: Partial<Notification<'item.returned'>> = {}) => {
  subject += 1;
  await notify(db, call(), {
    to: [{ userId, as: 'responsible' }],
    kind: 'item.returned',
    subject: { type: 'item', id: subject },
    params: { title: `某村治理${subject}`, due: '2026-06-20', reason: '照片看不清' },
    link: `/items/${subject}/report`,
    ...more,
  });
  await publishDue(platform, clock.now());
};
const list = async (client: TestClient, query = {}) =>
  contract.listMessages.response.parse((await client.call(contract.listMessages, { query })).json());

describe('one’s own messages', () => {
  beforeAll(async () => {
    for (let i = 0; i < 3; i += 1) await tell(datongId);
    await tell(taiyuanId);
  });

  it('are one’s own, newest first, each with the page that opens', async () => {
    const { items, nextCursor } = await list(datong, { limit: 2 });
    expect(items.map(({ link }) => link)).toEqual(['/items/3/report', '/items/2/report']);
    expect(items[0]).toMatchObject({
      byPost: '调度办',
      recipient: 'responsible',
      urgency: 'now',
      readAt: null,
    });
    const rest = await list(datong, { limit: 2, cursor: Number(nextCursor) });
    expect(rest.items.map(({ subject: { id } }) => id)).toEqual(['1']);
    expect(rest.nextCursor).toBeNull();
    expect((await list(taiyuan)).items).toHaveLength(1);
  });

  it('are read, one or all; others’ stay as they are', async () => {
    const [other] = (await list(taiyuan)).items;
    const [own] = (await list(datong)).items;
    if (other === undefined || own === undefined) throw new Error('no messages');
    const ids = [own.id, other.id];
    expect((await datong.call(contract.readMessages, { body: { ids } })).json()).toMatchObject({ open: 2 });
    expect((await list(taiyuan)).items[0]?.readAt).toBeNull();
    expect((await list(datong)).items).toHaveLength(2);
    expect((await list(datong, { state: 'all' })).items).toHaveLength(3);
    const later = { upTo: own.seq };
    expect((await datong.call(contract.readMessages, { body: later })).json()).toEqual({
      open: 0,
      upTo: own.seq,
    });
  });

  it('DIS-11.3: can be put off with a reason and a day, and come back', async () => {
    await tell(datongId);
    const [message] = (await list(datong)).items;
    const params = { id: message?.id ?? 0 };
    const put = (body: { until: string; reason: string }, client = datong) =>
      client.call(contract.snoozeMessage, { params, body });
    expect((await put({ until: '2026-06-18', reason: '' })).statusCode).toBe(400);
    expect((await put({ until: '2026-06-15', reason: '等资金下达' })).json()).toMatchObject({
      code: 'thing.invalid',
    });
    expect((await put({ until: '2026-09-18', reason: '等资金下达' })).statusCode).toBe(400);
    expect((await put({ until: '2026-06-18', reason: '等资金下达' }, taiyuan)).statusCode).toBe(404);
    expect((await put({ until: '2026-06-18', reason: '等资金下达' })).json()).toMatchObject({ open: 0 });
    expect((await list(datong)).items).toEqual([]);
    // The day has come.
    await db
      .updateTable('message')
      .set({ snoozed_until: '2026-06-15' })
      .where('id', '=', params.id)
      .execute();
    expect((await list(datong)).items[0]?.snoozed).toEqual({ until: '2026-06-15', reason: '等资金下达' });
    await datong.call(contract.readMessages, { body: { ids: [params.id] } });
  });

  it('what a colleague has done is no longer open', async () => {
    await tell(datongId);
    await settle(db, call(), { type: 'item', id: subject }, 'done');
    const { items } = await list(datong, { state: 'all' });
    expect(items[0]).toMatchObject({ settled: { reason: 'done' } });
    expect((await list(datong)).items).toEqual([]);
  });

  it('of a place outside one’s scope are not shown, not counted, not exported', async () => {
    await tell(taiyuanId, { region: '140105' });
    await db.updateTable('app_user').set({ region_code: '140200' }).where('id', '=', taiyuanId).execute();
    const before = await list(taiyuan, { state: 'all' });
    expect(before.items.map(({ subject: { id } }) => id)).not.toContain(String(subject));
    expect((await taiyuan.call(contract.countMessages, {})).json().open).toBe(1);
    await db.updateTable('app_user').set({ region_code: '140100' }).where('id', '=', taiyuanId).execute();
    expect((await taiyuan.call(contract.countMessages, {})).json().open).toBe(2);
  });

  it('are a spreadsheet too', async () => {
    const answer = await datong.call(contract.listMessagesXlsx, { query: {} });
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('the stream', () => {
  interface Reader {
    readonly status: number;
    text(): string;
    readonly ended: Promise<void>;
    close(): void;
  }
  const open = (client: TestClient, headers: Record<string, string> = {}) =>
    new Promise<Reader>((resolve, reject) => {
      const request = httpRequest(
        `${url}/api/events`,
        { headers: { cookie: client.cookie, accept: 'text/event-stream', ...headers } },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => {
            text += part;
          });
          const ended = new Promise<void>((done) => response.on('close', done));
          resolve({
            status: response.statusCode ?? 0,
            text: () => text,
            ended,
            close: () => request.destroy(),
          });
        },
      );
      request.on('error', reject).end();
    });
  const eventsOf = (reader: Reader) =>
    [...reader.text().matchAll(/^data: (.*)$/gm)].map((match) =>
      contract.MessageEvent.parse(JSON.parse(match[1] ?? '')),
    );
  const seen = (reader: Reader, ids: readonly number[]) =>
    vi.waitFor(() => expect(eventsOf(reader).map((event) => Number(event.subject.id))).toEqual(ids), {
      timeout: 8000,
    });

  it('says one’s own messages within a second or two, and nobody else’s', async () => {
    const own = await open(datong);
    const other = await open(taiyuan);
    expect(own.status).toBe(200);
    await tell(datongId);
    const mine = subject;
    await tell(taiyuanId);
    await seen(own, [mine]);
    await seen(other, [mine + 1]);
    expect(eventsOf(own)[0]).toMatchObject({ kind: 'item.returned', urgency: 'now', quiet: false });
    own.close();
    other.close();
  });

  it('goes on where it was cut off: what was missed is said, once', async () => {
    await tell(datongId);
    const first = await open(datong, { 'last-event-id': '0' });
    const { items } = await list(datong, { state: 'all' });
    const all = items
      .filter((message) => message.settled === null)
      .map(({ seq }) => seq)
      .reverse();
    await vi.waitFor(() => expect(eventsOf(first).map(({ seq }) => seq)).toEqual(all), {
      timeout: 5000,
    });
    first.close();
    const before = eventsOf(first).at(-1)?.seq ?? 0;
    await tell(datongId);
    const missed = subject;
    const second = await open(datong, { 'last-event-id': String(before) });
    await seen(second, [missed]);
    await tell(datongId);
    await seen(second, [missed, missed + 1]);
    second.close();
  });

  it('says in quiet hours that it is quiet, and of the digest too', async () => {
    const id = await idOf(dispatch);
    const quiet = { quiet_from: '09:00', quiet_to: '12:00', changed_at: clock.now() };
    await db
      .insertInto('notification_preference')
      .values({ user_id: id, ...quiet })
      .execute();
    const reader = await open(dispatch);
    await tell(id);
    await seen(reader, [subject]);
    expect(eventsOf(reader)[0]?.quiet).toBe(true);
    await db.deleteFrom('notification_preference').where('user_id', '=', id).execute();
    await tell(id, { urgency: 'digest' });
    await vi.waitFor(() => expect(eventsOf(reader)[1]).toMatchObject({ urgency: 'digest', quiet: true }), {
      timeout: 5000,
    });
    reader.close();
  });

  it('is not for who lost the scope', async () => {
    const reader = await open(taiyuan);
    await tell(taiyuanId, { region: '140213' });
    await tell(taiyuanId, { region: '140105' });
    await seen(reader, [subject]);
    reader.close();
  });

  it('ends with the session', async () => {
    const leaving = await signedIn('reader');
    const reader = await open(leaving);
    expect(reader.status).toBe(200);
    await leaving.call(contract.signOut, {});
    await reader.ended;
    expect((await open(leaving)).status).toBe(401);
  }, 15_000);

  it('is refused beyond some windows, and to what is no stream’s reader', async () => {
    const many = await Promise.all(Array.from({ length: STREAMS_PER_PERSON + 1 }, () => open(dispatch)));
    expect(many.map(({ status }) => status).sort()).toEqual([...Array(STREAMS_PER_PERSON).fill(200), 429]);
    for (const reader of many) reader.close();
    expect((await dispatch.call(contract.openEvents, {})).statusCode).toBe(400);
    expect((await open({ ...dispatch, cookie: '' })).status).toBe(401);
  });
});

describe('preferences', () => {
  const standard = {
    email: null,
    byEmail: true,
    digest: true,
    digestAt: '08:30',
    quietFrom: '22:00',
    quietTo: '07:00',
    lang: 'zh',
  } as const;

  it('hold the standard of DIS-11.1 until changed; the audit log keeps no address', async () => {
    expect((await datong.call(contract.getNotificationPreference, {})).json()).toEqual({
      preference: standard,
      mail: false,
    });
    const wanted = {
      ...standard,
      email: 'someone@example.test',
      quietFrom: '20:30',
      digestAt: '09:15',
    } as const;
    expect((await datong.call(contract.putNotificationPreference, { body: wanted })).json()).toEqual(wanted);
    const log = await db
      .selectFrom('audit_log')
      .selectAll()
      .where('action', '=', 'notifications.prefer')
      .execute();
    expect(log).toHaveLength(1);
    expect(JSON.stringify(log)).not.toContain('someone@');
    const wrong = { ...wanted, email: 'a@b\r\nBcc: c@d' };
    expect((await datong.call(contract.putNotificationPreference, { body: wrong })).statusCode).toBe(400);
  });
});

describe('robots and deliveries', () => {
  const robot = (more = {}) => ({
    service: 'wecom' as const,
    name: '大同工作群',
    url: `http://${group.host}/cgi-bin/webhook/send?key=0123456789-secret`,
    regionCode: '140200',
    role: 'city' as const,
    ...more,
  });

  it('are for who manages notifications', async () => {
    for (const endpoint of [contract.listRobots, contract.listDeliveries] as const) {
      expect((await datong.call(endpoint, { query: {} })).statusCode).toBe(403);
    }
  });

  it('are entered, tried, and never say their secret', async () => {
    const bad = await dispatch.call(contract.postRobot, {
      body: robot({ url: 'https://169.254.169.254/?key=x' }),
    });
    expect(bad.json()).toMatchObject({ code: 'robot.address', params: { fault: 'host' } });
    const made = await dispatch.call(contract.postRobot, { body: robot() });
    expect(made.json()).toMatchObject({ hint: `${group.host} …cret`, signed: false, enabled: true });
    const params = { id: made.json().id };
    expect((await dispatch.call(contract.testRobot, { params })).json()).toEqual({
      said: true,
      reason: null,
    });
    expect(group.messages.at(-1)?.content).toContain('已接通');
    const changed = await dispatch.call(contract.patchRobot, { params, body: { name: '大同群' } });
    expect(changed.json()).toMatchObject({ name: '大同群', regionCode: '140200' });
    const everything = [
      (await dispatch.call(contract.listRobots, {})).body,
      JSON.stringify(await db.selectFrom('webhook').selectAll().execute()),
      JSON.stringify(await db.selectFrom('audit_log').selectAll().execute()),
    ].join('');
    expect(everything).toContain('大同群');
    expect(everything).not.toContain('0123456789-secret');
  });

  it('deliveries are listed without words, sent again, and exported', async () => {
    await tell(datongId, { params: { title: '不该出现在投递页', due: '2026-06-20' } });
    const page = (await dispatch.call(contract.listDeliveries, { query: {} })).json();
    expect(page.items[0]).toMatchObject({
      channel: 'wecom',
      to: '大同群',
      kind: 'item.returned',
      state: 'waiting',
    });
    expect(page.counts.waiting).toBeGreaterThan(0);
    expect(JSON.stringify(page)).not.toContain('不该出现');
    const params = { id: page.items[0].id };
    await db
      .updateTable('delivery')
      .set({ state: 'failed', attempts: 10 })
      .where('id', '=', params.id)
      .execute();
    expect((await dispatch.call(contract.retryDelivery, { params })).statusCode).toBe(200);
    const again = (await dispatch.call(contract.listDeliveries, { query: { state: 'waiting' } })).json();
    expect(again.items[0]).toMatchObject({ id: params.id, attempts: 0 });
    await db.updateTable('delivery').set({ state: 'sent' }).where('id', '=', params.id).execute();
    expect((await dispatch.call(contract.retryDelivery, { params })).statusCode).toBe(409);
    for (const sheet of [contract.listDeliveriesXlsx, contract.listRobotsXlsx]) {
      expect((await dispatch.call(sheet, { query: {} })).rawPayload.subarray(0, 2).toString()).toBe('PK');
    }
  });
});

describe('the work calendar', () => {
  const year = (client: TestClient, value: number) =>
    client.call(contract.getCalendarYear, { params: { year: value } });

  it('shows a year; one that is not announced says so', async () => {
    const shown = (await year(datong, 2026)).json();
    expect(shown.announced.source).toContain('国务院办公厅');
    // October 2026: 22 weekdays, five of them off, one Saturday worked.
    expect(shown.workdays[9]).toBe(18);
    expect(shown.days.find((day: { day: string }) => day.day === '2026-10-10')).toMatchObject({
      work: true,
      name: '国庆节',
    });
    expect((await year(datong, 2027)).json()).toMatchObject({ announced: null, days: [] });
    const sheet = await datong.call(contract.getCalendarYearXlsx, { params: { year: 2026 }, query: {} });
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('is changed by who may, with reason and source, and everybody counts with it at once', async () => {
    const body = { work: false, name: '省运会', source: '省政府办公厅通知', reason: '全省放假一天' };
    const params = { day: '2027-06-18' };
    expect((await datong.call(contract.putCalendarDay, { params, body })).statusCode).toBe(403);
    expect(
      (await dispatch.call(contract.putCalendarDay, { params, body: { ...body, reason: '' } })).statusCode,
    ).toBe(400);
    const wrong = { params: { day: '2027-02-30' }, body };
    expect((await dispatch.call(contract.putCalendarDay, wrong)).json()).toMatchObject({
      code: 'thing.invalid',
    });
    expect((await dispatch.call(contract.putCalendarDay, { params, body })).json().days).toMatchObject([
      { day: '2027-06-18', work: false, name: '省运会', reason: '全省放假一天' },
    ]);
    expect((await readCalendar(db)).isWorkday('2027-06-18')).toBe(false);
    const warned = { type: 'calendar', id: 2027 } as const;
    await notify(db, call(), {
      to: [{ userId: datongId, as: 'responsible' }],
      kind: 'calendar.unannounced',
      subject: warned,
      params: { title: '2027' },
      link: '/work-calendar?year=2027',
    });
    const announce = { source: '国办发明电〔2026〕号', reason: '按通知录入完毕' };
    const known = await dispatch.call(contract.announceCalendarYear, {
      params: { year: 2027 },
      body: announce,
    });
    expect(known.json().known).toContain(2027);
    expect((await readCalendar(db)).knows(2027)).toBe(true);
    // Nobody is told any more that it is missing.
    expect(await messagesOf(db, 'calendar', 2027)).toMatchObject([{ settled_reason: 'done' }]);
    const gone = await dispatch.call(contract.deleteCalendarDay, { params, body: { reason: '录入有误' } });
    expect(gone.json().days).toEqual([]);
    expect((await readCalendar(db)).isWorkday('2027-06-18')).toBe(true);
    const log = await db
      .selectFrom('audit_log')
      .select('action')
      .where('object_type', '=', 'calendar')
      .orderBy('id')
      .execute();
    expect(log.map(({ action }) => action)).toEqual([
      'calendar.change',
      'calendar.announce',
      'calendar.remove',
    ]);
  });
});
