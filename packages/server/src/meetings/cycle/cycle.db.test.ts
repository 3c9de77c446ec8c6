import { getMeeting, listMeetings, type Meeting, patchMeeting, postMeeting } from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { addRegions } from '../../notifications/testing.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';

const platform = await createTestPlatform({ now: '2021-07-05T09:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);

let dispatch: TestClient;
let city: TestClient;
let office: TestClient;
beforeAll(async () => {
  await addRegions(db);
  await ensureCalendar(db, platform.call());
  dispatch = await signedIn('dispatch');
  city = await signedIn('city', '140200');
  office = await signedIn('office');
});

const halfYear = {
  kind: 'half-year',
  period: '2021-H1',
  startsAt: '2021-07-24T09:00:00+08:00',
} as const;

describe('a meeting', () => {
  let meeting: Meeting;
  it('is laid out at once: checklist, venues, agenda, lists (DIS-6.1, DIS-6.2, DIS-6.6)', async () => {
    const made = await dispatch.call(postMeeting, { query: {}, body: halfYear });
    expect(made.statusCode, made.body).toBe(200);
    meeting = made.json();
    expect(meeting.title).toBe('2021年上半年重点工作调度会');
    expect(meeting.state).toBe('planned');
    expect(meeting.steps[0]).toMatchObject({ step: 'notice', offset: -7, due: '2021-07-15', late: false });
    expect(meeting.steps.at(-1)).toMatchObject({ step: 'firstResults', due: '2021-08-03' });
    expect(meeting.agenda.filter(({ parent }) => parent === null).map(({ kind }) => kind)).toEqual([
      'opening',
      'bulletin',
      'review',
      'experience',
      'pledge',
      'comments',
      'instructions',
      'analysis',
      'requirements',
    ]);
    expect(meeting.venues.map(({ name }) => name)).toEqual(['主会场', '太原分会场', '大同分会场']);
    expect(meeting.venues.every(({ expected }) => expected > 0)).toBe(true);
    expect(meeting.proposedWhy).toBe(
      '按规则建议 7月22日（国家数据日 7月19日之后第 3 个工作日），改在 7月24日',
    );
  });

  it('is held once a period', async () => {
    const again = await dispatch.call(postMeeting, { query: {}, body: halfYear });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'meeting.exists' });
  });

  it('is not seen by the cities before its preparation begins; then without the checklist', async () => {
    expect((await city.call(getMeeting, { params: { id: meeting.id }, query: {} })).statusCode).toBe(404);
    expect((await city.call(listMeetings, { query: {} })).json().items).toEqual([]);
    expect((await office.call(getMeeting, { params: { id: meeting.id }, query: {} })).statusCode).toBe(200);
    const moved = await dispatch.call(patchMeeting, {
      params: { id: meeting.id },
      query: {},
      body: { revision: meeting.revision, startsAt: '2021-07-22T09:00:00+08:00' },
    });
    expect(moved.json()).toMatchObject({ proposedWhy: '国家数据日 7月19日之后第 3 个工作日' });
    const stale = await dispatch.call(patchMeeting, {
      params: { id: meeting.id },
      query: {},
      body: { revision: meeting.revision, place: 'x' },
    });
    expect(stale.json()).toMatchObject({ code: 'meeting.changed' });
  });
});
