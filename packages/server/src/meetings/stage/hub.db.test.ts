import { type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as contract from '@qingzhang/contract';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { buildApp } from '../../http/app.ts';
import { addRegions } from '../../notifications/testing.ts';
import { createPlatform } from '../../platform/platform.ts';
import { STREAMS_PER_OWNER, StageHub } from './hub.ts';
import { linesAfter } from './record-list.ts';
import { addMeeting, type TestMeeting } from './testing.ts';

// Two server processes' worth on one database: what one does, screens of both show, in order.

const platform = await createTestPlatform({ now: '2026-07-24T09:00:00+08:00' });
const { db, clock } = platform;
const { app, signedIn } = await createTestApp(platform);
const second = createPlatform({
  config: platform.config,
  database: { ...platform.testDatabase, embedded: true, close: async () => {} },
  clock,
  log: platform.log,
});
const otherApp = await buildApp(second);
const dispatch = await signedIn('dispatch');
await addRegions(db);
const datong = await signedIn('city', '140200');

interface Heard {
  readonly name: string;
  readonly data: unknown;
}
interface Reader {
  readonly heard: Heard[];
  readonly states: () => contract.StageState[];
  readonly ended: () => boolean;
  close(): void;
}

const ports = new Map<FastifyInstance, number>();
beforeAll(async () => {
  for (const one of [app, otherApp]) {
    await one.listen({ port: 0, host: '127.0.0.1' });
    const address = one.server.address() as AddressInfo;
    ports.set(one, address.port);
  }
});
const readers: Reader[] = [];
afterAll(async () => {
  for (const reader of readers) reader.close();
  await otherApp.close();
});

/** A screen that keeps what it hears. */
function listen(on: FastifyInstance, path: string, cookie = ''): Promise<Reader> {
  return new Promise((resolve, reject) => {
    const heard: Heard[] = [];
    let ended = false;
    const headers = { accept: 'text/event-stream', ...(cookie === '' ? {} : { cookie }) };
    const port = ports.get(on) ?? 0;
    const asked = request({ host: '127.0.0.1', port, path, headers }, (response: IncomingMessage) => {
      let text = '';
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        for (;;) {
          const at = text.indexOf('\n\n');
          if (at < 0) return;
          const found = /^event: (\w+)\ndata: (.*)$/s.exec(text.slice(0, at));
          text = text.slice(at + 2);
          if (found !== null) heard.push({ name: found[1] ?? '', data: JSON.parse(found[2] ?? '') });
        }
      });
      response.on('close', () => {
        ended = true;
      });
      const reader: Reader = {
        heard,
        states: () =>
          heard.filter(({ name }) => name === 'state').map(({ data }) => contract.StageState.parse(data)),
        ended: () => ended,
        close: () => void asked.destroy(),
      };
      readers.push(reader);
      resolve(reader);
    });
    asked.on('error', (error) => (ended ? undefined : reject(error)));
    asked.end();
  });
}

const stream = (on: FastifyInstance, meeting: TestMeeting, who: TestClient = dispatch) =>
  listen(on, `/api/meetings/${meeting.id}/stage/events`, who.cookie);
const act = (meeting: TestMeeting, one: contract.StageAct) =>
  dispatch.call(contract.postStage, { params: { id: meeting.id }, body: { act: one } });
const soon = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 5000, interval: 20 });

it('twelve screens of two servers hear the whole state first, then every revision once, in order', async () => {
  const meeting = await addMeeting(db, 'ready', 2031);
  const token = await meeting.token(meeting.datong);
  const screens = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      n % 3 === 0
        ? listen(n % 2 ? otherApp : app, `/api/screens/${token}/events`)
        : stream(n % 2 ? otherApp : app, meeting),
    ),
  );
  await soon(() => expect(screens.every((screen) => screen.states().length === 1)).toBe(true));
  await act(meeting, { act: 'open' });
  for (const page of ['air', 'work', 'datong', 'taiyuan', 'cover'])
    await act(meeting, { act: 'show', page, sub: 0 });
  await soon(() => {
    for (const screen of screens)
      expect(screen.states().at(-1)).toMatchObject({ revision: 6, page: 'cover' });
  });
  for (const [n, screen] of screens.entries()) {
    const revisions = screen.states().map(({ revision }) => revision);
    // Another server may skip what was over when it looked; nobody hears anything twice or backwards.
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    if (n % 2 === 0) expect(revisions).toEqual([0, 1, 2, 3, 4, 5, 6]);
  }
  // A screen that comes late lands on the right page at once.
  const late = await stream(otherApp, meeting);
  await soon(() => expect(late.states()[0]).toMatchObject({ revision: 6, page: 'cover', state: 'live' }));
});

it('a jump to a page that halls could not load brings the page itself, before the state that shows it', async () => {
  const meeting = await addMeeting(db, 'ready', 2039);
  const token = await meeting.token(meeting.datong);
  const halls = await Promise.all([app, otherApp].map((on) => listen(on, `/api/screens/${token}/events`)));
  const chair = await stream(app, meeting);
  await act(meeting, { act: 'open' });
  const at = async (page: string) => {
    await act(meeting, { act: 'show', page, sub: 0 });
    for (const hall of [...halls, chair])
      await soon(() => expect(hall.states().at(-1)).toMatchObject({ page }));
  };
  const told = ({ heard }: Reader) =>
    heard.flatMap(({ name, data }) => {
      if (name === 'state') return [`state ${contract.StageState.parse(data).page}`];
      // A beat may fall between.
      if (name !== 'page') return [];
      const { page } = z.object({ page: contract.ScreenPage }).parse(data);
      return [`page ${page.key}: ${page.body.kind === 'points' ? page.body.points[0]?.text : ''}`];
    });
  for (const hall of halls) await soon(() => expect(hall.states().at(-1)?.state).toBe('live'));
  const from = halls.map((hall) => told(hall).length);
  // The next item's page was open beforehand; the last speaker's was not; what was shown is.
  for (const page of ['air', 'taiyuan', 'cover', 'taiyuan']) await at(page);
  for (const [n, hall] of halls.entries()) {
    expect(told(hall).slice(from[n])).toEqual([
      'state air',
      'page taiyuan: 内部数据taiyuan',
      'state taiyuan',
      'state cover',
      'state taiyuan',
    ]);
  }
  expect(chair.heard.map(({ name }) => name)).not.toContain('page');
});

it('a record is heard by who writes and drives, never by a hall; a line sent by another process too', async () => {
  const meeting = await addMeeting(db, 'ready', 2032);
  const token = await meeting.token(meeting.main);
  const hall = await listen(app, `/api/screens/${token}/events`);
  const city = await stream(app, meeting, datong);
  const [near, far] = [await stream(app, meeting), await stream(otherApp, meeting)];
  const clientKey = crypto.randomUUID();
  const line = { kind: 'commitment' as const, text: '私下的话：9月30日前安装 22.63 万户' };
  await dispatch.call(contract.putRecordLine, {
    params: { id: meeting.id, clientKey },
    query: {},
    body: { revision: null, line },
  });
  for (const reader of [near, far]) {
    await soon(() => {
      const [record] = reader.heard.filter(({ name }) => name === 'record');
      expect(record?.data).toMatchObject({ line: { clientKey, missing: ['city', 'deadline', 'measure'] } });
    });
  }
  await act(meeting, { act: 'open' });
  await soon(() => expect(hall.states().at(-1)?.state).toBe('live'));
  for (const reader of [hall, city]) {
    expect(reader.heard.map(({ name }) => name)).not.toContain('record');
    expect(reader.heard.map(({ name }) => name)).not.toContain('presence');
    expect(JSON.stringify(reader.heard)).not.toContain('私下');
  }
});

it('who is there: told to who drives, as screens come, fall silent, come back, or show another page', async () => {
  const meeting = await addMeeting(db, 'ready', 2033);
  await act(meeting, { act: 'open' });
  const chair = await stream(app, meeting);
  const presence = () => chair.heard.filter(({ name }) => name === 'presence').at(-1)?.data;
  const stateOf = (venue: number) => {
    const items = contract.getPresence.response.parse(presence() ?? { items: [] }).items;
    return items.find((one) => one.venue === venue)?.state;
  };
  await soon(() => expect(stateOf(meeting.datong)).toBe('absent'));
  const token = await meeting.token(meeting.datong);
  const seen = (page: string, revision: number) =>
    fetch(`http://127.0.0.1:${ports.get(otherApp)}/api/screens/${token}/seen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ page, revision }),
    });
  // 大屏接在另一台服务器上。
  expect(await (await seen('cover', 1)).json()).toEqual({ revision: 1 });
  await soon(() => expect(stateOf(meeting.datong)).toBe('online'));
  clock.advance(42_000);
  await soon(() => expect(stateOf(meeting.datong)).toBe('reconnecting'));
  const items = contract.getPresence.response.parse(presence()).items;
  expect(items.find(({ venue }) => venue === meeting.datong)?.seconds).toBe(42);
  await seen('work', 1);
  await soon(() => expect(stateOf(meeting.datong)).toBe('otherPage'));
  await seen('cover', 1);
  await soon(() => expect(stateOf(meeting.datong)).toBe('online'));
});

describe('streams end', () => {
  it('when the link is made anew, and when the meeting is followed up', async () => {
    const meeting = await addMeeting(db, 'ready', 2034);
    const old = await listen(app, `/api/screens/${await meeting.token(meeting.main)}/events`);
    const fresh = await listen(app, `/api/screens/${await meeting.token(meeting.main)}/events`);
    await soon(() => expect(old.ended()).toBe(true));
    expect(fresh.ended()).toBe(false);
    await db.updateTable('meeting').set({ state: 'followed' }).where('id', '=', meeting.id).execute();
    await soon(() => expect(fresh.ended()).toBe(true));
  });

  it('too many windows of one person are refused; a stream needs somebody who listens', async () => {
    const meeting = await addMeeting(db, 'ready', 2035);
    for (let n = 0; n < STREAMS_PER_OWNER; n += 1) await stream(app, meeting);
    await expect(stream(app, meeting)).rejects.toThrow('429');
    const answer = await dispatch.call(contract.openStage, { params: { id: meeting.id }, query: {} });
    expect(answer.statusCode).toBe(400);
  });

  it('who does not read is let go; stopping ends everybody at once and writes the last signs of life', async () => {
    const meeting = await addMeeting(db, 'ready', 2036);
    const hub = new StageHub(platform, linesAfter);
    const sinks = [0, Number.MAX_SAFE_INTEGER].map((waiting) => ({
      text: '',
      ended: false,
      waiting,
      write(part: string) {
        this.text += part;
      },
      end() {
        this.ended = true;
      },
    }));
    for (const sink of sinks) {
      const lasting = { kind: 'session', hash: Buffer.alloc(32), role: '' } as const;
      await hub.open({
        meeting: meeting.id,
        sight: 'staff',
        lang: 'zh',
        drives: false,
        records: false,
        lasting,
        sink,
      });
    }
    hub.beat();
    expect(sinks.map(({ ended }) => ended)).toEqual([false, true]);
    hub.seen(meeting.datong, { at: clock.now(), revision: 3, page: 'air' });
    await hub.stop();
    expect(sinks.map(({ ended }) => ended)).toEqual([true, true]);
    expect(hub.size).toBe(0);
    const venue = await db
      .selectFrom('venue')
      .select('seen_page')
      .where('id', '=', meeting.datong)
      .executeTakeFirst();
    expect(venue?.seen_page).toBe('air');
  });
});

it('one that closes late, or twice, does not shut out those who have opened since; two at once share the room', async () => {
  const meeting = await addMeeting(db, 'ready', 2038);
  const hub = new StageHub(platform, linesAfter);
  const lasting = { kind: 'session', hash: Buffer.alloc(32), role: '' } as const;
  const about = { meeting: meeting.id, sight: 'staff', lang: 'zh', drives: false, records: false } as const;
  const texts: string[] = [];
  const open = (n: number) => {
    texts[n] = '';
    const write = (text: string) => {
      texts[n] += text;
    };
    return hub.open({ ...about, lasting, sink: { write, end: () => {}, waiting: 0 } });
  };
  const first = await open(0);
  first();
  await Promise.all([open(1), open(2)]);
  first();
  expect(hub.size).toBe(2);
  await act(meeting, { act: 'open' });
  await hub.changed(meeting.id);
  for (const n of [1, 2]) expect(texts[n]).toContain('"state":"live"');
  expect(texts[0]).not.toContain('"state":"live"');
  await hub.stop();
});

it('what was heard acting for somebody (代办) ends with the delegation', async () => {
  const meeting = await addMeeting(db, 'ready', 2037);
  const [leader, office] = [
    await signedIn('leader'),
    await signedIn('office', undefined, [{ kind: 'program', key: '*' }]),
  ];
  const login = (await office.call(contract.currentSession, {})).json().user.login;
  const created = await leader.call(contract.createDelegation, {
    body: { deputy: login, from: '2026-07-20', to: '2026-07-31', reason: '出差' },
  });
  const delegation = created.json().id;
  await office.call(contract.actFor, { body: { delegation } });
  const acting = await stream(app, meeting, office);
  const kept = await stream(app, meeting, dispatch);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect([acting.ended(), kept.ended()]).toEqual([false, false]);
  await leader.call(contract.endOwnDelegation, { params: { id: delegation } });
  await soon(() => expect(acting.ended()).toBe(true));
  expect(kept.ended()).toBe(false);
});
