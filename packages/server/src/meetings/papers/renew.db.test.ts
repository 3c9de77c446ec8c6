import type { DocumentDesk, DocumentEditInput, EditRun } from '@qingzhang/contract';
import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { closeMonth } from '../../accounts/closings/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { workers } from '../../jobs.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';
import { addHeldMeeting } from '../after/testing.ts';
import { renewPapers } from './renew.ts';

// Issue 4: a figure in a text is a reference that stays live until closing and frozen after. Drafts follow by themselves.
const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db, clock, jobs } = platform;
const { signedIn } = await createTestApp(platform);
const renewers = workers.filter(({ type }) => type.name === 'papers.renew');
let dispatch: TestClient;
let meeting: number;
let places: Map<string, number>;

/** Another hour, corrected or late: the month's mean of the north becomes another one. */
const newData = (value: number) => {
  clock.advance(60_000);
  return writeDays(platform, places.get(NORTH) ?? 0, '2021-06-01', '2021-06-30', () => value);
};
const post = async (endpoint: typeof contract.composePapers | typeof contract.freezeMeeting) => {
  const answer = await dispatch.call(endpoint, { params: { id: meeting }, query: {}, body: {} });
  expect(answer.statusCode, answer.body).toBe(200);
};
const read = (answer: { statusCode: number; body: string }): unknown => {
  expect(answer.statusCode, answer.body).toBe(200);
  return JSON.parse(answer.body);
};
const listed = async () =>
  contract.listPapers.response.parse(
    read(await dispatch.call(contract.listPapers, { params: { id: meeting }, query: {} })),
  );
const paperOf = async (kind: string, subject = '') => {
  const { items } = await listed();
  const found = items.find((one) => one.kind === kind && one.subject === subject);
  if (found === undefined) throw new Error(`no ${kind} ${subject}`);
  return found;
};
const stored = (id: number) =>
  db.selectFrom('paper').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const at = (id: number) => ({ params: { owner: 'paper' as const, id }, query: {} });
const desk = async (id: number): Promise<DocumentDesk> =>
  contract.DocumentDesk.parse(read(await dispatch.call(contract.getDocumentDesk, at(id))));
const edit = (id: number, revision: number, input: DocumentEditInput, seen?: readonly EditRun[] | null) =>
  dispatch.call(contract.postDocumentEdit, {
    params: at(id).params,
    body: { revision, edit: input, ...(seen === undefined ? {} : { seen: seen && [...seen] }) },
  });
const renewals = () =>
  db
    .selectFrom('audit_log')
    .select(['actor_login', 'detail'])
    .where('action', '=', 'papers.renew')
    .orderBy('id')
    .execute();
/** The paragraph that says the north's index, and what it says. */
const indexBlock = (shown: DocumentDesk) => {
  const block = shown.blocks.find(({ runs }) =>
    runs.some((run) => run.kind === 'figure' && run.id === `2021-06/${NORTH}/index/now`),
  );
  if (block === undefined) throw new Error('no paragraph with the index');
  return block;
};
const digits = (shown: DocumentDesk) =>
  shown.figures.find(({ id }) => id === `2021-06/${NORTH}/index/now`)?.text;

beforeAll(async () => {
  places = await createProvince(platform);
  for (const [year, north, south] of [
    ['2020', 60, 40],
    ['2021', 50, 44],
  ] as const) {
    await writeDays(platform, places.get(NORTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => north);
    await writeDays(platform, places.get(SOUTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => south);
  }
  await ensureCalendar(db, platform.call());
  dispatch = await signedIn('dispatch');
  meeting = await addHeldMeeting(db, {
    on: '2021-07-24',
    period: '2021-06',
    state: 'preparing',
    title: '调度会',
  });
  await db.updateTable('meeting').set({ opened_at: null }).where('id', '=', meeting).execute();
  const steps = ['cityReports', 'speakers', 'videoTest'].map((step) => ({
    ...{ meeting_id: meeting, step, offset_days: -3, due: '2021-07-21' },
    ...{ owner_role: 'dispatch', state: 'open', automatic: false },
  }));
  await db.insertInto('meeting_step').values(steps).execute();
  await post(contract.composePapers);
}, 120_000);

describe('drafts of papers', () => {
  it('follow their figures by the hour: digits change, edits stay, the log says how many; else nothing is said', async () => {
    const { id } = await paperOf('city-paper', NORTH);
    const before = await desk(id);
    const block = indexBlock(before);
    const figure = block.runs.filter((run) => run.kind === 'figure')[0]!;
    const runs: EditRun[] = [
      { kind: 'text', text: '甲市综合指数' },
      figure,
      { kind: 'text', text: '，须警醒。' },
    ];
    expect((await edit(id, before.revision, { act: 'replace', block: block.key, runs })).statusCode).toBe(
      200,
    );
    expect(await renewPapers(platform, platform.call(), meeting)).toBeNull();
    expect(await renewals()).toEqual([]);

    await newData(90);
    const others = await stored((await paperOf('city-paper', SOUTH)).id);
    await jobs.enqueue(db, renewers[0]!.type, {});
    await jobs.drain(platform, renewers);
    const after = await desk(id);
    expect(after.updating).toBe(false);
    expect(digits(after)).not.toBe(digits(before));
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.blocks.find(({ key }) => key === block.key)).toMatchObject({ origin: 'edited', runs });
    const page = await dispatch.call(contract.getPaperFile, { params: { id, format: 'html' }, query: {} });
    expect(page.body).toContain('，须警醒。');
    expect(page.body).toContain(digits(after));
    expect((await stored(others.id)).revision).toBeGreaterThan(others.revision);
    const log = await renewals();
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({ actor_login: 'system', detail: { figures: expect.any(Number) } });
    const said = log[0]?.detail as { papers: { id: number; figures: number }[]; figures: number };
    expect(said.figures).toBeGreaterThan(3);
    expect(said.papers.find((one) => one.id === id)?.figures).toBeGreaterThan(3);

    // Read again with nothing changed, and the same values once more: quiet.
    await newData(90);
    expect(await renewPapers(platform, platform.call(), meeting)).toEqual({ papers: 0, figures: 0 });
    clock.advance(24 * 3_600_000);
    dispatch = await signedIn('dispatch');
    expect(await renewPapers(platform, platform.call(), meeting)).toEqual({ papers: 0, figures: 0 });
    expect(await renewals()).toHaveLength(1);
    expect((await desk(id)).revision).toBe(after.revision);
    // Asked for by hand on the same day too: what reads the same is the same.
    await post(contract.composePapers);
    const { revision } = await desk(id);
    await post(contract.composePapers);
    expect((await desk(id)).revision).toBe(revision);
  });

  it('opened behind their figures are asked for once, and come without anybody waiting', async () => {
    const { id } = await paperOf('city-paper', NORTH);
    expect((await desk(id)).updating).toBe(false);
    const before = digits(await desk(id));
    await newData(70);
    for (let time = 0; time < 3; time++) {
      expect((await desk(id)).updating).toBe(true);
      expect((await listed()).updating).toBe(true);
    }
    // Not in the request itself.
    expect(digits(await desk(id))).toBe(before);
    expect(await jobs.drain(platform, renewers)).toBe(1);
    expect((await listed()).updating).toBe(false);
    expect((await desk(id)).updating).toBe(false);
    expect(digits(await desk(id))).not.toBe(before);
  });

  it('leave who writes alone: words over a paragraph that stayed are kept, over another one are told', async () => {
    const { id } = await paperOf('city-paper', NORTH);
    const open = await desk(id);
    const block = indexBlock(open);
    await newData(91);
    await renewPapers(platform, platform.call(), meeting);
    const now = await desk(id);
    expect(now.revision).toBeGreaterThan(open.revision);
    const other = open.blocks.find(({ key, kind }) => kind === 'paragraph' && key !== block.key)!;
    const runs: EditRun[] = [{ kind: 'text', text: '我市将严格落实。' }];
    // Without saying what was seen, an older revision is a conflict as ever.
    const input = { act: 'replace', block: other.key, runs } as const;
    expect((await edit(id, open.revision, input)).json()).toMatchObject({ code: 'document.changed' });
    const saved = await edit(id, open.revision, input, other.runs);
    expect(saved.statusCode, saved.body).toBe(200);
    expect(
      contract.DocumentDesk.parse(saved.json()).blocks.find(({ key }) => key === other.key),
    ).toMatchObject({
      origin: 'edited',
      runs,
    });
    // What the editor saw is not what stands there any more: nobody is overwritten.
    const stale = await edit(id, open.revision, { act: 'remove', block: other.key }, other.runs);
    expect(stale.json()).toMatchObject({ code: 'document.changed' });
    // And the words survive the next hour.
    await newData(64);
    await renewPapers(platform, platform.call(), meeting);
    expect((await desk(id)).blocks.find(({ key }) => key === other.key)).toMatchObject({ runs });
  });

  it('written while they are made anew lose nothing, in whichever order both come', async () => {
    const { id } = await paperOf('city-paper', NORTH);
    for (const value of [81, 82, 83]) {
      await newData(value);
      const open = await desk(id);
      const block = open.blocks.find(({ kind }) => kind === 'paragraph')!;
      const runs: EditRun[] = [{ kind: 'text', text: `第${value}次改写。` }];
      const [saved, done] = await Promise.all([
        edit(id, open.revision, { act: 'replace', block: block.key, runs }, block.runs),
        renewPapers(platform, platform.call(), meeting),
      ]);
      expect(saved.statusCode, saved.body).toBe(200);
      expect(done?.papers).toBeGreaterThan(0);
      const now = await desk(id);
      expect(now.blocks.find(({ key }) => key === block.key)).toMatchObject({ runs });
      expect(digits(now)).not.toBe(digits(open));
    }
  });

  it('stand once finished; frozen, nothing moves whatever comes', async () => {
    const { id } = await paperOf('city-paper', SOUTH);
    const finish = await dispatch.call(contract.setPaperState, {
      params: { id },
      query: {},
      body: { state: 'final', reason: '' },
    });
    expect(finish.statusCode).toBe(200);
    const finished = await stored(id);
    await newData(55);
    await renewPapers(platform, platform.call(), meeting);
    expect(await stored(id)).toEqual(finished);

    await closeMonth(platform, { period: '2021-06', note: '' }, platform.call());
    await renewPapers(platform, platform.call(), meeting);
    await post(contract.freezeMeeting);
    const all = () =>
      db.selectFrom('paper').selectAll().where('meeting_id', '=', meeting).orderBy('id').execute();
    const frozen = await all();
    const log = await renewals();
    await newData(120);
    const shown = await listed();
    expect(shown.updating).toBe(false);
    expect((await desk(shown.items[0]?.id ?? 0)).updating).toBe(false);
    await jobs.enqueue(db, renewers[0]!.type, {});
    await jobs.enqueue(db, renewers[0]!.type, { meeting });
    await jobs.drain(platform, renewers);
    expect(await all()).toEqual(frozen);
    expect(await renewals()).toEqual(log);
  });
});
