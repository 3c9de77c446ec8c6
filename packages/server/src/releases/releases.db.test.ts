import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { addHeldMeeting, NORTH } from '../meetings/after/testing.ts';
import { systemActor } from '../platform/actor.ts';
import { reviewRelease } from './acts.ts';
import { addReportedMeeting } from './testing.ts';

// Monday 17 February 2025.
const platform = await createTestPlatform({ now: '2025-02-17T09:00:00+08:00' });
const { db, clock } = platform;
const { app, signedIn } = await createTestApp(platform);
let meeting: number;
let dispatch: TestClient;
let readers: TestClient[];
let leader: TestClient;
let city: TestClient;

beforeAll(async () => {
  ({ meeting } = await addReportedMeeting(platform));
  dispatch = await signedIn('dispatch');
  leader = await signedIn('leader');
  readers = [await signedIn('deputy'), await signedIn('office'), await signedIn('dispatch')];
  city = await signedIn('city', NORTH);
});

const of = (id: number) => ({ params: { id }, query: {} });
const read = async (id: number, who = dispatch) =>
  contract.Release.parse((await who.call(contract.getRelease, of(id))).json());
const draft = (id = meeting, who = dispatch) => who.call(contract.postRelease, of(id));
const edit = async (id: number, block: string, text: string, who = dispatch) => {
  const { revision } = await read(id);
  const response = await who.call(contract.postDocumentEdit, {
    params: { owner: 'release', id },
    body: { revision, edit: { act: 'replace', block, runs: [{ kind: 'text', text }] } },
  });
  expect(response.statusCode, response.body).toBe(200);
};
const review = async (
  id: number,
  who: TestClient,
  stage: contract.ReviewStage,
  change: { verdict?: 'pass' | 'return'; opinion?: string; accepted?: string[]; revision?: number } = {},
) => {
  const { revision, findings } = await read(id);
  const accepted = findings.filter(({ severity }) => severity === 'ask').map(({ key }) => key);
  return who.call(contract.reviewRelease, {
    ...of(id),
    body: { stage, verdict: 'pass', opinion: '', revision, accepted, ...change },
  });
};
const readBySix = async (id: number) => {
  const [a, b, c] = readers as [TestClient, TestClient, TestClient];
  const order = [
    [a, 'first'],
    [b, 'second'],
    [c, 'final'],
    [a, 'proof-1'],
    [b, 'proof-2'],
    [c, 'proof-3'],
  ] as const;
  for (const [who, stage] of order) {
    const response = await review(id, who, stage);
    expect(response.statusCode, `${stage} ${response.body}`).toBe(200);
  }
};
const submit = (id: number, who = dispatch) => who.call(contract.submitRelease, of(id));
const publish = (id: number, who = leader) => who.call(contract.publishRelease, of(id));

describe('drafting (DIS-9.1)', () => {
  let id: number;

  it('lead, course, 会议指出, 会议强调, form; figures as references; instructions only that they were conveyed', async () => {
    const response = await draft();
    expect(response.statusCode, response.body).toBe(200);
    const release = contract.Release.parse(response.json());
    id = release.id;
    expect(release).toMatchObject({
      state: 'draft',
      round: 1,
      title: '某省生态环境厅召开2025年1月重点工作调度会',
      source: '某省生态环境厅',
    });
    const text = release.blocks.map(({ runs }) => runs.map((run) => run.text).join('')).join('\n');
    expect(text).toContain(
      '2025年2月12日，按照月调度工作机制，某省生态环境厅召开2025年1月重点工作调度会。某省生态环境厅党组书记、厅长主持会议并讲话。',
    );
    expect(text).toContain('会议指出，2025年1月，全省环境质量总体向好；全省环境空气质量综合指数');
    expect(text).toContain('同时，也要清醒看到，工作进展不平衡，必须采取有力措施');
    expect(text).toContain(
      '各市要把年度目标分解到县；甲市要加快清洁取暖改造；甲市，乙市，要倒排工期、挂图作战。',
    );
    expect(text).toMatch(
      /会议强调，一要强化政治意识，.*二要强化争先意识，.*三要强化担当意识，.*甲市要加快清洁取暖改造；/u,
    );
    expect(text).toContain('在厅机关设主会场，在2个市生态环境局设分会场');
    expect(text).not.toContain('暗号三七二');
    const figures = release.blocks.flatMap(({ runs }) => runs.filter(({ figure }) => figure));
    expect(figures.length).toBeGreaterThan(2);
    const { model } = await db
      .selectFrom('release')
      .select('model')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(model)).toContain('"kind":"figure"');
    expect(release.findings.filter(({ severity }) => severity === 'stop')).toEqual([]);
  });

  it('drafted again, edits stay', async () => {
    await edit(id, 'form', '会议以视频会议形式召开。');
    const { revision } = await read(id);
    const again = contract.Release.parse((await draft()).json());
    // The same record gives the same words: who reads it has not to read it again.
    expect(again).toMatchObject({ id, revision });
    expect(again.blocks.find(({ key }) => key === 'form')?.runs).toEqual([
      { text: '会议以视频会议形式召开。', bold: false, figure: false },
    ]);
  });

  it('needs an ended meeting with a record, and who may write', async () => {
    const empty = await addHeldMeeting(db, { title: '空会' });
    expect((await draft(empty)).json()).toMatchObject({
      code: 'thing.conflict',
      params: { what: 'record' },
    });
    const live = await addHeldMeeting(db, { title: '正在开的会', state: 'live' });
    expect((await draft(live)).json()).toMatchObject({ code: 'meeting.state' });
    expect((await draft(meeting, city)).statusCode).toBe(403);
    expect((await city.call(contract.getRelease, of(id))).statusCode).toBe(403);
  });

  it('findings stand at their blocks and say what to do, in both languages', async () => {
    await edit(id, 'form', '按照某环函〔2025〕12号要求，责令某某焦化有限公司整改。');
    const { findings } = await read(id);
    expect(findings.map(({ code, severity, block }) => `${code} ${severity} ${block}`)).toEqual([
      'fileNumber stop form',
      'enterprise ask form',
    ]);
    const en = await dispatch.call(contract.getRelease, { params: { id }, query: { lang: 'en' } });
    expect(en.json().findings[0].text).toContain('internal document');
    await edit(id, 'form', '会议以视频会议形式召开。');
  });

  it('three reviews and three proof-readings, in order, by others than who wrote', async () => {
    const [a, b, c] = readers as [TestClient, TestClient, TestClient];
    expect((await review(id, a, 'first')).json()).toMatchObject({ code: 'thing.conflict' });
    expect((await submit(id)).json()).toMatchObject({ state: 'review' });
    expect((await review(id, b, 'second')).json()).toMatchObject({ code: 'release.notReviewed' });
    expect((await review(id, dispatch, 'first')).json()).toMatchObject({ code: 'release.sameReviewer' });
    expect((await review(id, a, 'first')).statusCode).toBe(200);
    expect((await review(id, a, 'second')).json()).toMatchObject({ code: 'release.sameReviewer' });
    expect((await publish(id)).json()).toMatchObject({ code: 'release.notReviewed' });
    // Who acts for somebody is not somebody else.
    const actor = {
      ...systemActor('system'),
      id: c.id,
      role: 'deputy' as const,
      actingFor: { id: a.id, login: 'a', displayName: 'a', post: 'a' },
    };
    const call = { actor, requestId: null, at: clock.now() };
    const { revision } = await read(id);
    const input = { stage: 'second' as const, verdict: 'pass' as const, opinion: '', revision, accepted: [] };
    await expect(reviewRelease(db, call, id, input)).rejects.toMatchObject({ code: 'release.sameReviewer' });
    const seen = await read(id, b);
    expect(seen.can.review).toEqual(['second']);
    expect((await read(id, a)).can.review).toEqual([]);
  });

  it('a change of the text after a review makes it stale and asks again', async () => {
    await edit(id, 'form', '会议以视频会议的形式召开。');
    const { reviews, waiting } = await read(id);
    expect(reviews).toMatchObject([{ stage: 'first', stale: true }]);
    expect(waiting).toHaveLength(6);
  });

  it('returned with an opinion: a draft again, another round', async () => {
    const [a, b] = readers as [TestClient, TestClient];
    expect((await review(id, a, 'first', { verdict: 'return' })).json()).toMatchObject({
      code: 'thing.invalid',
    });
    const returned = await review(id, a, 'first', { verdict: 'return', opinion: '第二段请压缩' });
    expect(returned.json()).toMatchObject({ state: 'draft', round: 2 });
    await submit(id);
    expect((await read(id, b)).can.review).toEqual(['first']);
    const told = await db
      .selectFrom('notification')
      .select('kind')
      .where('subject_type', '=', 'release')
      .execute();
    expect(told.map(({ kind }) => kind)).toEqual(['release.review', 'release.returned', 'release.review']);
  });

  it('what has to be asked must be accepted by a reviewer before the last one passes', async () => {
    await edit(id, 'form', '责令某某焦化有限公司整改。');
    const [a, b, c] = readers as [TestClient, TestClient, TestClient];
    for (const [who, stage] of [
      [a, 'first'],
      [b, 'second'],
      [c, 'final'],
      [a, 'proof-1'],
      [b, 'proof-2'],
    ] as const) {
      expect((await review(id, who, stage, { accepted: [] })).statusCode).toBe(200);
    }
    const refused = await review(id, c, 'proof-3', { accepted: [] });
    expect(refused.json()).toMatchObject({ code: 'release.stopped' });
    const [finding] = (await read(id)).findings;
    expect(finding).toMatchObject({ code: 'enterprise', accepted: false });
    const passed = contract.Release.parse((await review(id, c, 'proof-3')).json());
    expect(passed).toMatchObject({ state: 'approved', waiting: [], findings: [{ accepted: true }] });
    // Changed once more: not approved any more.
    await edit(id, 'form', '会议以视频会议形式召开。');
    expect(await read(id)).toMatchObject({ state: 'review' });
    await readBySix(id);
  });

  it('published by who may, on record', async () => {
    expect((await publish(id, readers[0])).statusCode).toBe(403);
    // Locked until five minutes from now; the lock is no text, nobody reads again for it.
    const lock = async (minutes: number) => {
      const embargoUntil = new Date(clock.now().getTime() + minutes * 60_000).toISOString();
      const { revision } = await read(id);
      const body = { revision, embargoUntil };
      return dispatch.call(contract.patchRelease, { ...of(id), body });
    };
    const locked = contract.Release.parse((await lock(5)).json());
    expect(locked).toMatchObject({ state: 'approved', waiting: [] });
    const published = await publish(id);
    expect(published.statusCode, published.body).toBe(200);
    expect(published.json()).toMatchObject({
      publishedAt: locked.embargoUntil,
      state: 'published',
      publication: { slug: `release-${id}`, changed: false },
    });
    expect((await publish(id)).json()).toMatchObject({ code: 'thing.conflict' });
    // What is out is not locked again.
    expect((await lock(60)).json()).toMatchObject({ code: 'thing.conflict' });
    expect((await draft()).json()).toMatchObject({ code: 'thing.conflict' });
    const log = await db
      .selectFrom('audit_log')
      .select('action')
      .where('object_type', '=', 'release')
      .orderBy('id')
      .execute();
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'release.draft',
        'document.edit',
        'release.submit',
        'release.pass',
        'release.return',
        'release.publish',
      ]),
    );
    const files = await app.inject({
      url: `/api/releases/${id}/files/pdf`,
      headers: { cookie: leader.cookie },
    });
    expect(files.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('corrected: the changed text is read by six again, the note and the former text stay', async () => {
    const before = await read(id);
    await edit(id, 'form', '会议以视频形式召开，已更正。');
    const publication = before.publication?.id ?? 0;
    const correct = () =>
      leader.call(contract.correctPublication, {
        params: { id: publication },
        body: { note: '会议形式有误' },
      });
    expect((await correct()).json()).toMatchObject({ code: 'release.notReviewed' });
    expect(await read(id)).toMatchObject({ state: 'published', publication: { changed: true } });
    await readBySix(id);
    expect((await read(id, leader)).can.correct).toBe(true);
    expect((await correct()).json()).toMatchObject({ corrected: '2025年2月17日更正：会议形式有误' });
    const versions = await db.selectFrom('publication_version').selectAll().execute();
    expect(versions).toHaveLength(1);
    expect(versions[0]?.plain).not.toContain('已更正');
    expect(await read(id)).toMatchObject({ publication: { changed: false } });
  });

  it('the list and its sheet; withdrawn, the meeting can be drafted anew', async () => {
    const list = (await dispatch.call(contract.listReleases, { query: {} })).json();
    expect(list.items).toHaveLength(1);
    expect(list.meetings).toEqual([]);
    expect((await dispatch.call(contract.listReleasesXlsx, { query: {} })).statusCode).toBe(200);
    const gone = await leader.call(contract.withdrawRelease, { ...of(id), body: { reason: '内容不实' } });
    expect(gone.json()).toMatchObject({ state: 'withdrawn', publication: null });
    const list2 = (await dispatch.call(contract.listReleases, { query: {} })).json();
    expect(list2.meetings).toEqual([{ id: meeting, title: '2025年1月重点工作调度会' }]);
    expect((await draft()).json().id).not.toBe(id);
  });
});
