import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { addFigures, addHeldMeeting, NORTH, SOUTH } from '../after/testing.ts';

// What a bureau learns of a meeting's papers: its own once they are finished, letters and minutes once they are issued,
// what was sent to it as long as it stands.
const platform = await createTestPlatform({ now: '2025-02-12T14:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
let dispatch: TestClient;
let north: TestClient;
let south: TestClient;
let county: TestClient;
let leader: TestClient;

beforeAll(async () => {
  await addFigures(platform);
  dispatch = await signedIn('dispatch');
  leader = await signedIn('leader');
  north = await signedIn('city', NORTH);
  south = await signedIn('city', SOUTH);
  county = await signedIn('county', '910101');
}, 120_000);

const model = (title: string) =>
  JSON.stringify({
    kind: 'official',
    version: 1,
    id: 'test',
    form: 'plain',
    title,
    language: 'zh-CN',
    date: '2025-02-12',
    organisation: '某省生态环境厅',
    simulated: true,
    badges: [],
    blocks: [
      { kind: 'title', key: 'title', lines: [title] },
      { kind: 'paragraph', key: 'p1', runs: [{ kind: 'text', text: '拟约谈甲市。' }] },
    ],
  });

async function addPaper(
  meeting: number,
  kind: contract.PaperKind,
  state: string,
  city: string | null = NORTH,
  user: number | null = null,
): Promise<number> {
  const { id } = await db
    .insertInto('paper')
    .values({
      kind,
      meeting_id: meeting,
      subject: `${kind}-${crypto.randomUUID()}`,
      city_code: city,
      user_id: user,
      title: `${kind} ${state}`,
      state,
      model: model(`${kind} ${state}`),
      figures: '[]',
      composed_at: platform.clock.now(),
      as_of: platform.clock.now(),
      simulated: true,
      created_post: '调度办',
      created_at: platform.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
const read = async (who: TestClient, id: number) =>
  (await who.call(contract.getPaper, { params: { id }, query: {} })).statusCode;
const file = async (who: TestClient, id: number) =>
  (await who.call(contract.getPaperFile, { params: { id, format: 'html' }, query: {} })).statusCode;
const desk = async (who: TestClient, id: number) =>
  (await who.call(contract.getDocumentDesk, { params: { owner: 'paper', id }, query: {} })).statusCode;
const send = (id: number, to: number[]) =>
  dispatch.call(contract.sendCopies, { params: { owner: 'paper', id }, body: { to } });
const setState = (id: number, state: 'draft' | 'final' | 'withdrawn') =>
  dispatch.call(contract.setPaperState, { params: { id }, query: {}, body: { state, reason: '改一处' } });

describe('a bureau and the papers of a meeting', () => {
  it('a letter is its city’s only once it is issued, also when it is finished', async () => {
    const meeting = await addHeldMeeting(db);
    const letter = await addPaper(meeting, 'letter', 'final');
    expect([await read(north, letter), await file(north, letter)]).toEqual([404, 404]);
    const listed = await north.call(contract.listPapers, { params: { id: meeting }, query: {} });
    expect(listed.json().items).toEqual([]);
    await db.updateTable('paper').set({ state: 'issued' }).where('id', '=', letter).execute();
    expect(await read(north, letter)).toBe(200);
    expect(await read(south, letter)).toBe(404);
  });

  it('a letter or notice is sent to nobody before it is issued', async () => {
    const meeting = await addHeldMeeting(db);
    for (const kind of ['letter', 'notice'] as const) {
      const paper = await addPaper(meeting, kind, 'final', kind === 'letter' ? NORTH : null);
      expect((await send(paper, [north.id])).statusCode, kind).toBe(409);
    }
  });

  it('a comment card goes to nobody of a bureau, and none opens one', async () => {
    const meeting = await addHeldMeeting(db);
    const card = await addPaper(meeting, 'comment-card', 'final', null, leader.id);
    expect((await send(card, [leader.id])).statusCode).toBe(200);
    expect((await send(card, [north.id])).statusCode).toBe(400);
    await db
      .insertInto('paper_copy')
      .values({
        owner_kind: 'paper',
        owner_id: card,
        user_id: north.id,
        copy_no: 99,
        sent_by: dispatch.id,
        sent_post: '调度办',
        sent_at: platform.clock.now(),
      })
      .execute();
    expect([await read(north, card), await file(north, card)]).toEqual([404, 404]);
  });

  it('what was sent and is written anew is not read while it is a draft', async () => {
    const meeting = await addHeldMeeting(db);
    const paper = await addPaper(meeting, 'city-paper', 'final', SOUTH);
    expect((await send(paper, [north.id])).statusCode).toBe(200);
    expect(await read(north, paper)).toBe(200);
    expect((await setState(paper, 'draft')).statusCode).toBe(200);
    expect([await read(north, paper), await file(north, paper)]).toEqual([404, 404]);
    await setState(paper, 'final');
    expect(await read(north, paper)).toBe(200);
    await dispatch.call(contract.withdrawCopy, { params: { owner: 'paper', id: paper, userId: north.id } });
    expect(await read(north, paper)).toBe(404);
  });

  it('what was changed in the office’s papers is not told to the city that reads them', async () => {
    const meeting = await addHeldMeeting(db, { state: 'preparing' });
    const paper = await addPaper(meeting, 'city-paper', 'draft');
    const edited = await dispatch.call(contract.postDocumentEdit, {
      params: { owner: 'paper', id: paper },
      body: {
        revision: 1,
        edit: { act: 'replace', block: 'p1', runs: [{ kind: 'text', text: '甲市已改善。' }] },
      },
    });
    expect(edited.statusCode).toBe(200);
    await setState(paper, 'final');
    const page = await north.call(contract.getPaperFile, {
      params: { id: paper, format: 'html' },
      query: {},
    });
    expect(page.body).toContain('甲市已改善');
    expect(page.body).not.toContain('约谈');
    expect([await desk(north, paper), await desk(dispatch, paper)]).toEqual([404, 200]);
    const speech = await addPaper(meeting, 'speech', 'draft');
    expect([await desk(north, speech), await desk(south, speech)]).toEqual([200, 404]);
  });

  it('papers of a meeting that is not announced, that one does not attend or that is cancelled are not there', async () => {
    const planned = await addHeldMeeting(db, { state: 'planned' });
    await db.updateTable('meeting').set({ announced_at: null }).where('id', '=', planned).execute();
    const speech = await addPaper(planned, 'speech', 'draft');
    expect(await read(north, speech)).toBe(404);

    const elsewhere = await addHeldMeeting(db);
    await db
      .deleteFrom('attendee')
      .where('meeting_id', '=', elsewhere)
      .where('venue_id', 'in', (eb) =>
        eb
          .selectFrom('venue')
          .select('id')
          .where('region_code', '=', NORTH)
          .where('meeting_id', '=', elsewhere),
      )
      .execute();
    await db
      .deleteFrom('venue')
      .where('meeting_id', '=', elsewhere)
      .where('region_code', '=', NORTH)
      .execute();
    const minutes = await addPaper(elsewhere, 'minutes', 'issued', null);
    expect([await read(north, minutes), await read(county, minutes), await read(south, minutes)]).toEqual([
      404, 404, 200,
    ]);

    const gone = await addHeldMeeting(db, { state: 'cancelled' });
    const paper = await addPaper(gone, 'city-paper', 'final');
    expect(await read(north, paper)).toBe(404);
    expect((await send(paper, [north.id])).statusCode).toBe(409);
    const notice = await addPaper(gone, 'notice', 'final', null);
    const issue = await dispatch.call(contract.issuePaper, { params: { id: notice }, query: {} });
    expect(issue.statusCode).toBe(409);
  });

  it('DIS-10.2: whoever opens a paper without a copy of one’s own leaves post and moment on it', async () => {
    const meeting = await addHeldMeeting(db);
    const paper = await addPaper(meeting, 'city-paper', 'final');
    const page = async (who: TestClient) =>
      (await who.call(contract.getPaperFile, { params: { id: paper, format: 'html' }, query: {} })).body;
    expect(await page(north)).toContain('2025-02-12 14:00');
    expect(await page(dispatch)).not.toContain('2025-02-12 14:00');
  });

  it('DIS-14.4: how many opened a paper is told to who distributes it, and to nobody else', async () => {
    const meeting = await addHeldMeeting(db);
    const paper = await addPaper(meeting, 'city-paper', 'final');
    await send(paper, [north.id, leader.id]);
    const copies = async (who: TestClient) =>
      contract.Paper.parse((await who.call(contract.getPaper, { params: { id: paper }, query: {} })).json())
        .copies;
    expect(await copies(dispatch)).toEqual({ sent: 2, read: 0 });
    expect([await copies(north), await copies(leader)]).toEqual([null, null]);
  });
});
