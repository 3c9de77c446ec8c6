import * as contract from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { addMeeting, type TestMeeting } from './testing.ts';

const platform = await createTestPlatform({ now: '2026-07-24T09:00:00+08:00' });
const { db, clock } = platform;
const meeting = await addMeeting(db);
const { signedIn, anonymous } = await createTestApp(platform);
const leader = await signedIn('leader');
const dispatch = await signedIn('dispatch');
const datong = await signedIn('city', '140200');
const county = await signedIn('county', '140213');
const office = await signedIn('office', undefined, [{ kind: 'program', key: '*' }]);

type Act = contract.StageAct;
const params = { id: meeting.id };
const drive = (act: Act, revision: number | null = null, id = meeting.id, who = dispatch) =>
  who.call(contract.postStage, { params: { id }, body: { act, revision } });
const stateOf = async (who = dispatch, id = meeting.id) =>
  contract.StageState.parse((await who.call(contract.getStage, { params: { id } })).json());

describe('driving', () => {
  it('opens, begins, pauses, ends: the row, the agenda, the events and the audit log say the same', async () => {
    expect(await stateOf()).toMatchObject({ state: 'ready', revision: 0, timer: null });
    const opened = await drive({ act: 'open' });
    expect(opened.json()).toMatchObject({
      state: 'live',
      revision: 1,
      page: 'cover',
      agendaItem: meeting.items[0],
    });
    clock.advance(95_000);
    await drive({ act: 'begin', item: meeting.items[1] }, 1);
    clock.advance(30_000);
    await drive({ act: 'pause' });
    clock.advance(600_000);
    const now = await stateOf(leader);
    expect(now).toMatchObject({ revision: 3, page: 'air' });
    expect(now.timer).toEqual({ item: meeting.items[1], seconds: 900, used: 30, startedAt: null });
    expect(now.agenda[0]).toMatchObject({ usedSeconds: 95 });
    expect(now.agenda.map(({ title }) => title)).toEqual([
      '主持开场',
      '通报',
      '表态发言',
      '大同市',
      '太原市',
    ]);
    await drive({ act: 'resume' });
    const events = await db
      .selectFrom('stage_event')
      .select(['revision', 'act'])
      .where('meeting_id', '=', meeting.id)
      .orderBy('revision')
      .execute();
    expect(events.map(({ act }) => act)).toEqual(['open', 'begin', 'pause', 'resume']);
    const log = await db
      .selectFrom('audit_log')
      .select('action')
      .where('action', 'like', 'meeting.%')
      .execute();
    expect(log.map(({ action }) => action)).toEqual(['meeting.live']);
  });

  it('a stale revision is told; without one the last to act wins', async () => {
    const stale = await drive({ act: 'next' }, 1);
    expect(stale.statusCode).toBe(409);
    expect(stale.json()).toMatchObject({ code: 'thing.conflict' });
    const { revision } = await stateOf();
    expect((await drive({ act: 'next' })).json()).toMatchObject({
      revision: revision + 1,
      page: 'air',
      sub: 1,
    });
    expect((await drive({ act: 'blank', on: true })).json()).toMatchObject({ blank: true });
    expect((await drive({ act: 'show', page: 'nowhere', sub: 0 })).statusCode).toBe(404);
    expect((await drive({ act: 'open' })).json()).toMatchObject({
      code: 'meeting.state',
      params: { state: 'live' },
    });
  });

  it('many at once: every act counts once, none is lost', async () => {
    const before = await stateOf();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        drive({ act: 'addTime', seconds: 10 + n }, null, meeting.id, n % 2 ? leader : dispatch),
      ),
    );
    expect(answers.map((answer) => answer.json().revision).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 10 }, (_, n) => before.revision + 1 + n),
    );
    expect((await stateOf()).timer?.seconds).toBe((before.timer?.seconds ?? 0) + 145);
  });

  it('a speaker’s seconds count for the item above; ended and reopened by mistake goes on', async () => {
    await drive({ act: 'begin', item: meeting.items[2] });
    clock.advance(100_000);
    const ended = await drive({ act: 'end' });
    expect(ended.json()).toMatchObject({ state: 'ended', timer: null });
    const pledge = contract.StageState.parse(ended.json()).agenda[2];
    expect(pledge).toMatchObject({ usedSeconds: 100 });
    expect((await drive({ act: 'next' })).statusCode).toBe(200);
    expect((await drive({ act: 'begin', item: meeting.items[1] })).statusCode).toBe(409);
    expect((await drive({ act: 'reopen', reason: '误点散会' })).json()).toMatchObject({
      state: 'live',
      timer: { item: meeting.items[3], used: 100, startedAt: null },
    });
    const log = await db
      .selectFrom('audit_log')
      .select(['action', 'detail'])
      .where('action', 'like', 'meeting.%')
      .orderBy('id')
      .execute();
    expect(log.map(({ action }) => action)).toEqual(['meeting.live', 'meeting.ended', 'meeting.live']);
    expect(log[2]?.detail).toMatchObject({ reason: '误点散会' });
  });
});

describe('what a hall may load', () => {
  it('follows the agenda: neither a link nor a guest reads the speakers’ pages long before; what was shown stays', async () => {
    const live = await addMeeting(db, 'ready', 2030);
    const token = await live.token(live.datong);
    const params = { id: live.id };
    const ways = [
      async (query: { keys?: string }) =>
        (await anonymous.call(contract.getScreenPages, { params: { token }, query })).json().items,
      async (query: { keys?: string }) =>
        (await datong.call(contract.getStagePages, { params, query })).json().items,
    ];
    const readable = async (query: { keys?: string } = {}) => {
      const [byLink, byGuest] = await Promise.all(ways.map((ask) => ask(query)));
      expect(byGuest).toEqual(byLink);
      return contract.ScreenPage.array()
        .parse(byLink)
        .map(({ key }) => key);
    };
    // A rehearsal before the opening shows nothing to halls, and opens nothing.
    await drive({ act: 'show', page: 'taiyuan', sub: 0 }, null, live.id);
    await drive({ act: 'open' }, null, live.id);
    expect(await readable()).toEqual(['cover', 'air', 'work']);
    expect(await readable({ keys: 'datong,taiyuan' })).toEqual([]);
    const state = await stateOf(datong, live.id);
    expect(state.pages.map(({ key, title, version }) => `${key} ${title} ${version}`)).toEqual([
      'cover 第cover页 1',
      'air 第air页 1',
      'work 第work页 1',
      '~4  0',
      '~5  0',
    ]);
    expect(JSON.stringify(state.pages)).not.toMatch(/datong|taiyuan/);
    // The department turns and jumps as it likes.
    expect((await stateOf(dispatch, live.id)).pages.map(({ key }) => key)).toContain('taiyuan');
    await drive({ act: 'show', page: 'taiyuan', sub: 0 }, null, live.id);
    expect(await readable({ keys: 'taiyuan' })).toEqual(['taiyuan']);
    await drive({ act: 'show', page: 'cover', sub: 0 }, null, live.id);
    expect(await readable()).toEqual(['cover', 'air', 'work', 'taiyuan']);
    await drive({ act: 'begin', item: live.items[1] }, null, live.id);
    expect(await readable()).toEqual(['cover', 'air', 'work', 'datong', 'taiyuan']);
    await drive({ act: 'end' }, null, live.id);
    await drive({ act: 'show', page: 'datong', sub: 0 }, null, live.id);
    expect(await readable()).toEqual(['cover', 'air', 'taiyuan']);
    expect(await stateOf(datong, live.id)).toMatchObject({ state: 'ended', page: null });
  });

  it('as far ahead as the rules say', async () => {
    const live = await addMeeting(db, 'ready', 2031);
    await drive({ act: 'open' }, null, live.id);
    const readable = async () =>
      (await stateOf(datong, live.id)).pages.filter(({ version }) => version > 0).length;
    const set = async (screensAhead: number) => {
      const rules = contract.MeetingRules.parse((await dispatch.call(contract.getMeetingRules, {})).json());
      const body = { ...rules, screensAhead };
      expect((await dispatch.call(contract.putMeetingRules, { body })).statusCode).toBe(200);
    };
    await set(2);
    expect(await readable()).toBe(4);
    await set(0);
    expect(await readable()).toBe(1);
    await set(1);
    expect(await readable()).toBe(3);
  });
});

describe('who sees what', () => {
  it('a bureau attends its own meetings only, from ready on; before the opening it sees the cover alone', async () => {
    const preparing: TestMeeting = await addMeeting(db, 'preparing', 2027);
    expect((await datong.call(contract.getStage, { params: { id: preparing.id } })).json()).toMatchObject({
      code: 'meeting.state',
    });
    const ready = await addMeeting(db, 'ready', 2028);
    await drive({ act: 'show', page: 'work', sub: 0 }, null, ready.id);
    expect(await stateOf(dispatch, ready.id)).toMatchObject({ page: 'work' });
    const early = await stateOf(datong, ready.id);
    expect(early).toMatchObject({ page: 'cover', agenda: [], timer: null });
    expect(early.pages.map(({ key }) => key)).toEqual(['cover']);
    const pages = await datong.call(contract.getStagePages, {
      params: { id: ready.id },
      query: { keys: 'cover,work' },
    });
    expect(pages.json().items.map(({ key }: { key: string }) => key)).toEqual(['cover']);
    // 没有会场的县、别的部门：等于没有这个会。
    expect((await county.call(contract.getStage, { params: { id: ready.id } })).statusCode).toBe(404);
    await db.deleteFrom('venue').where('id', '=', ready.datong).execute();
    expect((await datong.call(contract.getStage, { params: { id: ready.id } })).statusCode).toBe(404);
  });

  it('drives only who may, records only the office, reads the record only the department', async () => {
    for (const who of [datong, county, office])
      expect((await drive({ act: 'next' }, null, meeting.id, who)).statusCode).toBe(403);
    expect((await datong.call(contract.listRecord, { params, query: {} })).statusCode).toBe(403);
    expect((await office.call(contract.listRecord, { params, query: {} })).statusCode).toBe(200);
    expect((await anonymous.call(contract.getStage, { params })).statusCode).toBe(401);
  });

  it('a screen’s link shows the stage, nothing of others’, and ends with a new link or the follow-up', async () => {
    const live = await addMeeting(db, 'ready', 2029);
    const token = await live.token(live.datong);
    const screen = () => anonymous.call(contract.getScreen, { params: { token } });
    expect((await screen()).json()).toMatchObject({
      venueName: '大同市分会场',
      main: false,
      state: { page: 'cover', pages: [{ key: 'cover' }] },
    });
    await drive({ act: 'open' }, null, live.id);
    const keys = async (query: { keys?: string } = {}) => {
      const answer = await anonymous.call(contract.getScreenPages, { params: { token }, query });
      return answer.json().items.map(({ key }: { key: string }) => key);
    };
    expect(await keys()).toEqual(['cover', 'air', 'work']);
    expect((await anonymous.call(contract.getStage, { params: { id: live.id } })).statusCode).toBe(401);
    await live.token(live.datong);
    expect((await screen()).json()).toMatchObject({ code: 'screen.ended' });
    const again = await live.token(live.datong);
    await db.updateTable('meeting').set({ state: 'followed' }).where('id', '=', live.id).execute();
    const ended = await anonymous.call(contract.getScreenPages, { params: { token: again }, query: {} });
    expect(ended.statusCode).toBe(404);
    expect(ended.json()).toMatchObject({ code: 'screen.ended' });
  });
});
