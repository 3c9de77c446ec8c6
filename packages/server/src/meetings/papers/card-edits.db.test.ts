/** 点评参考卡 is edited like every paper: its words, never its figures; frozen it keeps its digits. */
import {
  type DocumentDesk,
  type DocumentEditInput,
  getDocumentDesk,
  getPaperFile,
  postDocumentEdit,
} from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { addFigures, addHeldMeeting, NORTH } from '../after/testing.ts';

const platform = await createTestPlatform({ now: '2025-02-12T14:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
let dispatch: TestClient;
let leader: TestClient;
let north: TestClient;
let id = 0;

/** A card as the composer makes it; the index of one city moves. */
const card = (gap: string) =>
  JSON.stringify({
    kind: 'comment-card',
    version: 1,
    id: 'card',
    language: 'zh-CN',
    date: '2025-02-12',
    organisation: '某省生态环境厅',
    simulated: true,
    post: '分管副厅长',
    meeting: '调度会',
    time: '2月12日 09:00',
    slot: null,
    badges: [],
    good: [],
    lagging: [
      {
        city: '甲',
        subject: '清洁取暖',
        figureId: 'heat/north/progress',
        figure: '16.6',
        unit: '%',
        sentence: [
          { kind: 'text', text: '落后序时 ' },
          { kind: 'figure', id: 'heat/north/gap', text: gap, unit: ' 点' },
        ],
        lamp: 'red',
      },
    ],
    questions: [{ city: '甲', text: [{ kind: 'text', text: '哪天补齐？' }] }],
    promises: null,
    footer: '数据截至月末。',
    number: '点评卡 01',
  });

beforeAll(async () => {
  await addFigures(platform);
  dispatch = await signedIn('dispatch');
  leader = await signedIn('leader');
  north = await signedIn('city', NORTH);
  const meeting = await addHeldMeeting(db);
  const at = platform.clock.now();
  const row = await db
    .insertInto('paper')
    .values({
      kind: 'comment-card',
      meeting_id: meeting,
      subject: 'card',
      city_code: null,
      user_id: leader.id,
      title: '点评参考卡',
      state: 'draft',
      model: card('18.4'),
      figures: JSON.stringify([]),
      composed_at: at,
      as_of: at,
      simulated: true,
      created_by: dispatch.id,
      created_post: '调度办',
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  id = row.id;
}, 120_000);

const params = () => ({ owner: 'paper' as const, id });
const deskOf = (who: TestClient) => who.call(getDocumentDesk, { params: params(), query: {} });
const send = async (edit: DocumentEditInput, who = dispatch) => {
  const { revision } = (await deskOf(dispatch)).json() as DocumentDesk;
  return who.call(postDocumentEdit, { params: params(), body: { revision, edit } });
};
const page = async () =>
  (await dispatch.call(getPaperFile, { params: { id, format: 'html' }, query: {} })).body;
const SENTENCE = 'table:lagging/heat.north.progress/sentence';

describe('DIS-6.4 a comment card is edited', () => {
  it('its sentences, figures as references; a question is added; the page says so', async () => {
    const gap = { kind: 'figure', id: 'heat/north/gap' } as const;
    const text = (words: string) => ({ kind: 'text', text: words }) as const;
    const done = await send({ act: 'replace', block: SENTENCE, runs: [text('已三次点名，差 '), gap] });
    expect(done.statusCode, done.body.slice(0, 300)).toBe(200);
    expect(done.json().edits[0]).toMatchObject({
      after: '已三次点名，差 18.4 点',
      place: { part: 'cell', row: '甲', column: '点评要点' },
    });
    const asked = await send({ act: 'insert', block: 'questions.甲', runs: [text('缺多少资金？')] });
    expect(asked.statusCode).toBe(200);
    expect(await page()).toMatch(/已三次点名，差 .*18\.4.*缺多少资金？/su);
    // New data under the edit: the words stay, the digits follow.
    await db
      .updateTable('paper')
      .set({ model: card('19.9') })
      .where('id', '=', id)
      .execute();
    expect(await page()).toMatch(/已三次点名，差 .*19\.9/su);
  });

  it('not its figures, cities, lamps; nothing is added where the form has no place', async () => {
    for (const column of ['figure', 'city', 'lamp']) {
      const block = SENTENCE.replace('sentence', column);
      expect(
        (await send({ act: 'replace', block, runs: [{ kind: 'text', text: '1' }] })).statusCode,
        column,
      ).toBe(404);
    }
    const below = await send({ act: 'insert', block: 'footer', runs: [{ kind: 'text', text: '另' }] });
    expect(below.statusCode).toBe(409);
    const only = await send({ act: 'remove', block: 'footer' });
    expect(only.statusCode).toBe(409);
  });

  it('by the office; a leader reads it, a bureau has none', async () => {
    const edit = { act: 'replace', block: 'footer', runs: [{ kind: 'text', text: '改' }] } as const;
    expect([
      (await send({ ...edit, runs: [...edit.runs] }, leader)).statusCode,
      (await deskOf(north)).statusCode,
    ]).toEqual([403, 404]);
  });

  it('finished it takes no more edits and keeps what was changed', async () => {
    await db
      .updateTable('paper')
      .set({ state: 'final', frozen_at: platform.clock.now() })
      .where('id', '=', id)
      .execute();
    const refused = await send({ act: 'restore', block: SENTENCE });
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'thing.conflict']);
    expect(await page()).toMatch(/已三次点名，差 .*19\.9/su);
  });
});
