import {
  type Attendee,
  askLeave,
  deleteAttendee,
  deleteVenue,
  judgeLeave,
  listAttendees,
  listAttendeesXlsx,
  postAttendee,
  postMeeting,
  postVenue,
  postVenueScreen,
  putAttendee,
  signInAttendee,
  type Venue,
} from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { addRegions, addUser, messagesOf } from '../../notifications/testing.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { hashToken } from '../../session/service.ts';
import { layOut } from './attendance.ts';
import { setMeetingState } from './change.ts';
import { requireMeeting } from './record.ts';

const platform = await createTestPlatform({ now: '2021-07-20T09:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);

let dispatch: TestClient;
let second: TestClient;
let datong: TestClient;
let taiyuan: TestClient;
let county: TestClient;
let partner: TestClient;
let office: TestClient;
let head: number;
let id: number;

const people = async () => {
  dispatch = await signedIn('dispatch');
  second = await signedIn('dispatch');
  datong = await signedIn('city', '140200');
  taiyuan = await signedIn('city', '140100');
  county = await signedIn('county', '140213');
};
beforeAll(async () => {
  await addRegions(db);
  await ensureCalendar(db, platform.call());
  await people();
  partner = await signedIn('partner');
  office = await signedIn('office');
  await addUser(db, { role: 'leader', post: '省厅 · 厅长' });
  head = await addUser(db, { role: 'city', post: '大同市局 · 局长', region: '140200' });
  const made = await dispatch.call(postMeeting, {
    query: {},
    body: { kind: 'half-year', period: '2021-H1', startsAt: '2021-07-22T09:00:00+08:00' },
  });
  id = made.json().id;
});

interface Lists {
  venues: Venue[];
  items: Attendee[];
}
const lists = async (who: TestClient = dispatch): Promise<Lists> =>
  (await who.call(listAttendees, { params: { id }, query: {} })).json();
const venueOf = async (region: string | null) => (await lists()).venues.find((one) => one.region === region)!;
const at = async (region: string | null) => {
  const { items } = await lists();
  const venue = await venueOf(region);
  return items.filter((one) => one.venue === venue.id);
};
const one = async (attendee: number) => (await lists()).items.find((row) => row.id === attendee)!;
const become = (state: 'ready' | 'live' | 'ended') =>
  transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, platform.call().actor, id, { hold: true });
    await setMeetingState(trx, platform.call(), meeting, state);
  });

describe('lists by post in protocol order (DIS-6.6)', () => {
  it('the hall: the chair first, posts of the rules, then whoever of the house has an account', async () => {
    const hall = await at(null);
    expect(hall.map(({ post, category }) => `${post} ${category}`).slice(0, 3)).toEqual([
      '党组书记、厅长 chair',
      '党组成员、副厅长 attend',
      '驻厅纪检监察组组长 attend',
    ]);
    expect(hall.map(({ seat }) => seat)).toEqual(hall.map((_, index) => String(index + 1)));
    expect(hall.some(({ userId }) => userId === office.id)).toBe(true);
    expect(hall[0]?.unit).toBe('山西省生态环境厅');
  });

  it('a bureau: 局长 is who holds the post, 分管副局长 stands though nobody has an account', async () => {
    const bureau = await at('140200');
    expect(bureau.map(({ post, userId }) => [post, userId === null])).toEqual([
      ['局长', false],
      ['分管副局长', true],
      ['调度员', true],
      [expect.stringContaining('city'), false],
    ]);
  });

  it('a post is not held by who only has it as a part of another', () => {
    const holder = {
      id: 1,
      post: '大同市局 · 分管副局长',
      role: 'city',
      region_code: '140200',
      category: 'attend' as const,
    };
    expect(layOut([{ post: '局长', category: 'attend' }], [holder], { id: null, post: '' })).toEqual([
      { post: '局长', category: 'attend', userId: null },
      { post: '分管副局长', category: 'attend', userId: 1 },
    ]);
  });
});

describe('a bureau', () => {
  it('sees its own venue and nobody else’s; another department sees itself', async () => {
    const own = await lists(datong);
    expect(own.venues.map(({ region }) => region)).toEqual(['140200']);
    expect(new Set(own.items.map(({ venue }) => venue))).toEqual(new Set([own.venues[0]?.id]));
    // No venue of its own and nobody named: the meeting is not the county's.
    expect((await county.call(listAttendees, { params: { id }, query: {} })).statusCode).toBe(404);
    expect((await lists(partner)).items.map(({ userId }) => userId)).toEqual([partner.id]);
    const hall = await venueOf(null);
    expect((await datong.call(listAttendees, { params: { id }, query: { venue: hall.id } })).statusCode).toBe(
      404,
    );
  });

  it('keeps its own list, and no other', async () => {
    const own = await venueOf('140200');
    const added = await datong.call(postAttendee, {
      params: { id },
      body: { venue: own.id, post: '监测站站长' },
    });
    expect(added.statusCode, added.body).toBe(200);
    const row: Attendee = added.json().items.at(-1);
    expect(row).toMatchObject({ post: '监测站站长', can: { edit: true } });
    const other = await venueOf('140100');
    const foreign = await datong.call(postAttendee, { params: { id }, body: { venue: other.id, post: 'x' } });
    expect(foreign.statusCode).toBe(404);
    const moved = await datong.call(putAttendee, {
      params: { id, attendee: row.id },
      body: { venue: other.id, post: 'x' },
    });
    expect(moved.statusCode).toBe(404);
    expect((await taiyuan.call(deleteAttendee, { params: { id, attendee: row.id } })).statusCode).toBe(404);
    const person = await datong.call(postAttendee, {
      params: { id },
      body: { venue: own.id, post: 'x', userId: office.id },
    });
    expect(person.statusCode).toBe(404);
    expect((await datong.call(deleteAttendee, { params: { id, attendee: row.id } })).statusCode).toBe(200);
  });

  it('who is of the house reads every list and keeps none', async () => {
    const own = await venueOf('140200');
    expect((await lists(office)).venues).toHaveLength(3);
    const tried = await office.call(postAttendee, { params: { id }, body: { venue: own.id, post: 'x' } });
    expect(tried.statusCode).toBe(403);
  });
});

describe('leave', () => {
  const ask = (who: TestClient, attendee: number, body: object) =>
    who.call(askLeave, { params: { id, attendee }, body: { reason: '参加省委会议', ...body } });
  const judge = (who: TestClient, attendee: number, approve: boolean, reason = '') =>
    who.call(judgeLeave, { params: { id, attendee }, body: { approve, reason } });

  it('is asked by the bureau, judged by the office, and a refusal says why', async () => {
    const { id: attendee } = (await at('140200'))[0]!;
    expect((await ask(taiyuan, attendee, {})).statusCode).toBe(404);
    const asked = await ask(datong, attendee, { substitute: '分管副局长' });
    expect(asked.statusCode, asked.body).toBe(200);
    expect(await one(attendee)).toMatchObject({ leave: 'asked', can: { judgeLeave: true, askLeave: false } });
    expect((await ask(datong, attendee, {})).statusCode).toBe(409);
    expect((await judge(datong, attendee, true)).statusCode).toBe(403);
    expect((await judge(second, attendee, false)).json()).toMatchObject({ code: 'task.reasonNeeded' });
    await judge(second, attendee, false, '须主要负责人到会');
    expect(await one(attendee)).toMatchObject({
      leave: 'refused',
      leaveAnswer: '须主要负责人到会',
      leaveBy: expect.any(String),
    });
    await ask(datong, attendee, { substitute: '分管副局长' });
    await judge(second, attendee, true);
    expect(await one(attendee)).toMatchObject({ leave: 'approved', substitute: '分管副局长' });
    expect(await venueOf('140200')).toMatchObject({ onLeave: 1, expected: 4 });
  });

  it('tells the office that it waits, and who asked the answer; nobody of what a colleague has judged (DIS-11.3)', async () => {
    const { items } = (
      await datong.call(postAttendee, {
        params: { id },
        body: { venue: (await venueOf('140200')).id, post: '总工程师', userId: head },
      })
    ).json();
    const attendee = items.find((row: Attendee) => row.post === '总工程师').id;
    const told = async () =>
      (await messagesOf(db, 'meeting', `leave:${attendee}`)).map(({ kind, user_id, settled_reason }) => [
        kind,
        user_id,
        settled_reason,
      ]);
    await ask(datong, attendee, {});
    const office = [dispatch.id, second.id].sort((a, b) => a - b);
    expect(await told()).toEqual(office.map((user) => ['leave.received', user, null]));
    const [message] = await messagesOf(db, 'meeting', `leave:${attendee}`);
    expect(message).toMatchObject({
      params: { reason: '参加省委会议', due: '2021-07-22' },
      link: `/meetings/${id}/venues`,
      urgency: 'now',
    });
    await judge(second, attendee, false, '须到会');
    const judged = office.map((user) => ['leave.received', user, 'done']);
    const asker = [datong.id, head].sort((a, b) => a - b);
    expect(await told()).toEqual([...judged, ...asker.map((user) => ['leave.returned', user, null])]);
    await ask(datong, attendee, {});
    await judge(dispatch, attendee, true);
    const last = (await told()).slice(-2 - office.length);
    expect(last).toEqual([
      ...office.map((user) => ['leave.received', user, 'done']),
      ...asker.map((user) => ['leave.approved', user, null]),
    ]);
  });

  it('is never judged by who asked, nor by whose leave it is', async () => {
    const hall = await venueOf(null);
    const { items } = (
      await dispatch.call(postAttendee, {
        params: { id },
        body: { venue: hall.id, post: '工作人员', userId: second.id },
      })
    ).json();
    const attendee = items.find((row: Attendee) => row.userId === second.id && row.post === '工作人员').id;
    await ask(dispatch, attendee, {});
    expect((await judge(dispatch, attendee, true)).json()).toMatchObject({ code: 'leave.fourEyes' });
    expect((await judge(second, attendee, true)).json()).toMatchObject({ code: 'leave.fourEyes' });
    const third = await signedIn('dispatch');
    expect((await judge(third, attendee, true)).statusCode).toBe(200);
  });
});

describe('signing in', () => {
  const sign = (who: TestClient, attendee: number, signedIn = true) =>
    who.call(signInAttendee, { params: { id, attendee }, body: { signedIn } });

  it('begins on the day; late is who comes after the opening and after the hour', async () => {
    const [absent, deputy, officer] = await at('140200');
    expect((await sign(datong, deputy!.id)).json()).toMatchObject({ code: 'meeting.state' });
    clock.set('2021-07-22T08:50:00+08:00');
    await people();
    expect((await sign(datong, deputy!.id)).statusCode).toBe(200);
    expect(await one(deputy!.id)).toMatchObject({ late: false, signedInAt: '2021-07-22T08:50:00+08:00' });
    // A substitute signs in for who is on leave.
    expect((await sign(datong, absent!.id)).statusCode).toBe(200);
    clock.set('2021-07-22T09:02:00+08:00');
    await become('ready');
    await become('live');
    clock.set('2021-07-22T09:07:00+08:00');
    expect((await sign(taiyuan, officer!.id)).statusCode).toBe(404);
    await sign(datong, officer!.id);
    expect(await one(officer!.id)).toMatchObject({ late: true });
    // Again: the first time stays. A mistake is taken back.
    await sign(datong, deputy!.id);
    expect((await one(deputy!.id)).signedInAt).toBe('2021-07-22T08:50:00+08:00');
    await sign(datong, deputy!.id, false);
    expect(await one(deputy!.id)).toMatchObject({ signedInAt: null, late: false });
    expect(await venueOf('140200')).toMatchObject({ signedIn: 2 });
  });

  it('on leave without a substitute nobody does; in session the lists stand', async () => {
    const hall = await at(null);
    const away = hall.find(({ leave }) => leave === 'approved')!;
    expect((await sign(dispatch, away.id)).statusCode).toBe(409);
    const tried = await dispatch.call(postAttendee, {
      params: { id },
      body: { venue: hall[0]!.venue, post: 'x' },
    });
    expect(tried.json()).toMatchObject({ code: 'meeting.state' });
  });
});

describe('venues and their screens', () => {
  it('a screen’s link is told once, kept as a digest, and ends with the next', async () => {
    const venue = await venueOf('140200');
    const first = await dispatch.call(postVenueScreen, { params: { id, venue: venue.id } });
    const { path } = first.json();
    expect(path).toMatch(/^\/screen\/[\w-]{22}$/);
    const kept = async () =>
      (
        await db
          .selectFrom('venue')
          .select('screen_hash')
          .where('id', '=', venue.id)
          .executeTakeFirstOrThrow()
      ).screen_hash;
    expect(await kept()).toEqual(hashToken(path.slice('/screen/'.length)));
    const next = (await dispatch.call(postVenueScreen, { params: { id, venue: venue.id } })).json().path;
    expect(next).not.toBe(path);
    expect(await kept()).toEqual(hashToken(next.slice('/screen/'.length)));
    expect(await venueOf('140200')).toMatchObject({ screen: true });
    const entries = await db
      .selectFrom('audit_log')
      .select('detail')
      .where('action', '=', 'meeting.screen')
      .execute();
    expect(JSON.stringify(entries)).not.toContain(next.slice('/screen/'.length));
    expect((await datong.call(postVenueScreen, { params: { id, venue: venue.id } })).statusCode).toBe(403);
  });

  it('counties can have their own; the hall stays, and a bureau has one', async () => {
    const made = await dispatch.call(postMeeting, {
      query: {},
      body: {
        kind: 'special',
        period: '2021-06',
        startsAt: '2021-07-28T09:00:00+08:00',
        venues: ['140200', '140213'],
      },
    });
    const other = made.json().id;
    expect(made.json().venues.map((venue: Venue) => `${venue.kind} ${venue.name}`)).toEqual([
      'main 主会场',
      'city 大同分会场',
      'county 平城分会场',
    ]);
    const seen = (await county.call(listAttendees, { params: { id: other }, query: {} })).json();
    expect(seen.venues.map((venue: Venue) => venue.region)).toEqual(['140213']);
    const add = (body: object) => dispatch.call(postVenue, { params: { id: other }, body: body as never });
    expect((await add({ region: '140200', kind: 'city', name: '大同第二分会场' })).statusCode).toBe(409);
    expect((await add({ region: '140100', kind: 'county', name: 'x' })).statusCode).toBe(400);
    const added = (await add({ region: '140100', kind: 'city', name: '太原分会场' })).json();
    expect(added.venues).toHaveLength(4);
    expect(added.items.filter((row: Attendee) => row.venue === added.venues[1].id).length).toBeGreaterThan(2);
    const drop = (venue: number) => dispatch.call(deleteVenue, { params: { id: other, venue } });
    expect((await drop(added.venues[0].id)).statusCode).toBe(409);
    expect((await drop(added.venues[1].id)).json().venues).toHaveLength(3);
    // Of another meeting.
    expect((await drop((await venueOf('140200')).id)).statusCode).toBe(404);
  });

  it('the seating is a spreadsheet, of one’s own venue for a bureau', async () => {
    const all = await dispatch.call(listAttendeesXlsx, { params: { id }, query: {} });
    const own = await datong.call(listAttendeesXlsx, { params: { id }, query: {} });
    expect([all.statusCode, own.statusCode]).toEqual([200, 200]);
    expect(all.rawPayload.length).toBeGreaterThan(own.rawPayload.length);
    expect(head).toBeGreaterThan(0);
  });
});
