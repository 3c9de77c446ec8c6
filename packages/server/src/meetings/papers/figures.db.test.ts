import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { closeMonth } from '../../accounts/closings/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { makeBulletin } from '../../bulletins/service.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';
import { rebuildMonths, recomputeProgress } from '../../programs/board/progress.ts';
import { insertItems, insertProgram, smallDefinition } from '../../programs/board/testing/small-program.ts';
import { ensureTaskSubject } from '../../tasks/nightly.ts';
import { addHeldMeeting, addLine } from '../after/testing.ts';

// One figure has one text, wherever it stands: papers, cards, bulletin, minutes and letters of a meeting; from the freezing
// on for good, whatever becomes of the data.
const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);
const KEY = smallDefinition.key;
let dispatch: TestClient;
let leader: TestClient;
let meeting: number;
let live: number;
let places: Map<string, number>;

const village = (no: number, city: string, installed: number) => ({
  no,
  city,
  lamp: city === NORTH ? ('red' as const) : ('green' as const),
  values: { village: `村${no}`, route: 'power', planned: 1000, installed, running: 20 },
  accepted: { installed, running: 20 },
  reportMonth: '2021-06',
});

beforeAll(async () => {
  places = await createProvince(platform);
  for (const [year, a, b] of [
    ['2020', 60, 40],
    ['2021', 50, 44],
  ] as const) {
    await writeDays(platform, places.get(NORTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => a);
    await writeDays(platform, places.get(SOUTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => b);
  }
  await ensureCalendar(db, platform.call());
  await ensureTaskSubject(db);
  await insertProgram(platform);
  await insertItems(db, [
    ...[1, 2, 3, 4, 5].map((no) => village(no, NORTH, 160)),
    ...[6, 7, 8, 9, 10].map((no) => village(no, SOUTH, 500)),
  ]);
  await recomputeProgress(db, clock.now());
  await closeMonth(platform, { period: '2021-06', note: '' }, platform.call());
  await makeBulletin(platform, '2021-06', platform.call());
  dispatch = await signedIn('dispatch');
  leader = await signedIn('leader');
  await addPromise('2021-05-20', '6月底前安装 1,600 户', 1600);
  meeting = await addMeeting('2021-07-24');
  live = await addMeeting('2021-07-28');
}, 120_000);

async function addMeeting(on: string): Promise<number> {
  const id = await addHeldMeeting(db, { on, period: '2021-06', state: 'preparing', title: `${on}调度会` });
  await db.updateTable('meeting').set({ opened_at: null }).where('id', '=', id).execute();
  const part = (sort: number, kind: string, title: string, more = {}) =>
    db
      .insertInto('agenda_item')
      .values({ meeting_id: id, sort, kind, title, minutes: 5, ...more })
      .returning('id')
      .executeTakeFirstOrThrow();
  await part(1, 'bulletin', '通报');
  const pledges = await part(2, 'pledge', '表态发言');
  const experience = await part(3, 'experience', '经验交流');
  await part(4, 'pledge', '甲市', { parent_id: pledges.id, city_code: NORTH, program_key: KEY });
  await part(5, 'experience', '乙市', { parent_id: experience.id, city_code: SOUTH, program_key: KEY });
  const comments = await part(6, 'comments', '点评');
  await part(7, 'comments', '点评大气', { parent_id: comments.id, portfolio: '大气' });
  return id;
}

/** What NORTH promised in a meeting before: so many households by the end of June. */
async function addPromise(on: string, text: string, value: number): Promise<void> {
  const id = await addHeldMeeting(db, { on, period: '2021-04', state: 'followed', title: `${on}调度会` });
  const key = await addLine(db, id, 'commitment', text, { cities: [NORTH], program_key: KEY });
  const line = await db
    .selectFrom('record_line')
    .select('id')
    .where('client_key', '=', key)
    .executeTakeFirstOrThrow();
  const measure = {
    kind: 'figure',
    name: '安装户数',
    op: '>=',
    value,
    unit: '户',
    measure: 'installedShare',
  };
  await db
    .insertInto('commitment')
    .values({
      meeting_id: id,
      line_id: line.id,
      city_code: NORTH,
      program_key: KEY,
      text,
      measure: JSON.stringify(measure),
      made_on: on,
      due: '2021-06-30',
      state: 'open',
    })
    .execute();
}

/** What the chair reads beside each speaker of a meeting, in both languages. */
async function notesOf(id: number): Promise<contract.ChairNotes[]> {
  const items = await db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', id)
    .where('city_code', 'is not', null)
    .orderBy('sort')
    .execute();
  const asked = items.flatMap(({ id: item }) => (['zh', 'en'] as const).map((lang) => ({ item, lang })));
  const answers = await Promise.all(
    asked.map((query) => leader.call(contract.getChairNotes, { params: { id }, query })),
  );
  // The item's own number differs between meetings.
  return answers.map((answer) => ({ ...contract.ChairNotes.parse(answer.json()), item: null }));
}
/** 算不平, as it is asked of a meeting's lines. */
const doubtsOf = async (id: number) =>
  contract.listRecord.response
    .parse((await dispatch.call(contract.listRecord, { params: { id }, query: {} })).json())
    .items.map(({ doubt }) => doubt);

interface Said {
  readonly where: string;
  readonly text: string;
  readonly unit: string;
}

/** Every figure that stands anywhere in a stored document, by its id: sentences, cells, facts of cards. */
function figuresIn(where: string, value: unknown, found = new Map<string, Said[]>()): Map<string, Said[]> {
  if (typeof value !== 'object' || value === null) return found;
  const own: Record<string, unknown> = { ...value };
  const put = (id: unknown, text: unknown, unit: unknown) => {
    if (typeof id !== 'string' || typeof text !== 'string') return;
    found.set(id, [...(found.get(id) ?? []), { where, text, unit: typeof unit === 'string' ? unit : '' }]);
  };
  if (own.kind === 'figure') put(own.id, own.text, own.unit);
  if ('figureId' in own) put(own.figureId, own.figure ?? own.text, own.unit);
  for (const one of Object.values(own)) figuresIn(where, one, found);
  return found;
}

async function saidIn(id: number, kinds?: readonly string[]): Promise<Map<string, Said[]>> {
  const papers = await db
    .selectFrom('paper')
    .select(['kind', 'subject', 'model', 'figures'])
    .where('meeting_id', '=', id)
    .where('state', '<>', 'withdrawn')
    .orderBy('id')
    .execute();
  const found = new Map<string, Said[]>();
  for (const { kind, subject, model, figures } of papers) {
    if (kinds !== undefined && !kinds.includes(kind)) continue;
    figuresIn(`${kind} ${subject}`, model, found);
    for (const { id: figure, text, unit } of contract.PaperFigure.array().parse(figures)) {
      found.set(figure, [...(found.get(figure) ?? []), { where: `${kind} list`, text, unit }]);
    }
  }
  return found;
}

/** A tie may stand beside a rank in a cell; signs are written in two ways. */
const digits = (text: string) => text.replace(/[^\d.]/gu, '');
const apart = (found: ReadonlyMap<string, readonly Said[]>) =>
  [...found].flatMap(([id, said]) =>
    new Set(said.map(({ text }) => digits(text))).size > 1 ? [{ id, said }] : [],
  );
/** 点 is short for 个百分点 on cards; a cell's unit stands in its heading. */
const unit = (text: string) => (text.trim() === '点' ? '个百分点' : text.trim());
const unitsApart = (found: ReadonlyMap<string, readonly Said[]>) =>
  [...found].flatMap(([id, said]) => {
    const units = new Set(said.flatMap((one) => (one.unit === '' ? [] : [unit(one.unit)])));
    return units.size > 1 ? [{ id, said }] : [];
  });

const post = async (endpoint: typeof contract.freezeMeeting | typeof contract.composePapers, id: number) => {
  const answer = await dispatch.call(endpoint, { params: { id }, query: {}, body: {} });
  expect(answer.statusCode, answer.body).toBe(200);
};

describe('the figures of a meeting', () => {
  it('have one text and one unit each in every paper, card and list, and in the bulletin', async () => {
    await post(contract.composePapers, live);
    await post(contract.freezeMeeting, meeting);
    const found = await saidIn(meeting);
    expect(found.size).toBeGreaterThan(30);
    expect([...found.values()].filter((said) => said.length > 1).length).toBeGreaterThan(15);
    expect(apart(found)).toEqual([]);
    expect(unitsApart(found)).toEqual([]);
    const bulletin = await db
      .selectFrom('bulletin')
      .select('model')
      .where('period', '=', '2021-06')
      .executeTakeFirstOrThrow();
    const both = figuresIn('bulletin', bulletin.model, new Map(found));
    const shared = [...both].filter(
      ([, said]) =>
        said.some(({ where }) => where === 'bulletin') && said.some((s) => s.where !== 'bulletin'),
    );
    expect(shared.length).toBeGreaterThan(8);
    expect(apart(new Map(shared))).toEqual([]);
    expect(unitsApart(new Map(shared))).toEqual([]);
  });

  it('are frozen with the agenda as it then is: changed while they are gathered, the freezing is asked again', async () => {
    const id = await addMeeting('2021-07-30');
    const [line] = await db
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', id)
      .where('title', '=', '甲市')
      .execute();
    const freeze = () =>
      dispatch.call(contract.freezeMeeting, { params: { id }, query: {} }).then((one) => one.statusCode);
    const remove = () =>
      dispatch
        .call(contract.deleteAgendaItem, { params: { id, item: line?.id ?? 0 }, query: {} })
        .then((one) => one.statusCode);
    const [frozen, removed] = await Promise.all([freeze(), remove()]);
    const speeches = await db
      .selectFrom('paper')
      .select('subject')
      .where('meeting_id', '=', id)
      .where('kind', '=', 'speech')
      .where('state', '<>', 'withdrawn')
      .execute();
    // Frozen before the line went, or behind it: never with a speech of nobody's.
    const items = await db
      .selectFrom('agenda_item')
      .select('id')
      .where('meeting_id', '=', id)
      .where('parent_id', 'is not', null)
      .where('kind', 'in', ['pledge', 'experience'])
      .execute();
    if (frozen === 200) expect([2, items.length]).toContain(speeches.length);
    else expect([frozen, removed, await freeze()]).toEqual([409, 200, 200]);
  });

  it('stand from the freezing on, on paper, on screens, in minutes and letters; live papers follow', async () => {
    const papers = await saidIn(meeting);
    const pages = await db.selectFrom('screen_page').selectAll().where('meeting_id', '=', meeting).execute();
    expect(pages.length).toBeGreaterThan(5);
    for (const id of [meeting, live]) {
      await addLine(db, id, 'commitment', '9月30日前安装 5,000 户，9月1日起每天不少于 5 户', {
        ...{ cities: [NORTH], program_key: KEY, deadline: '2021-09-30' },
        measure: { kind: 'figure', name: '安装户数', op: '>=', value: 5000, unit: '户', measure: null },
      });
    }
    const notes = await notesOf(meeting);
    const [pledge] = notes;
    expect(pledge).toMatchObject({
      city: '甲市',
      promises: [{ result: '800户，完成50%', verdict: 'broken', verdictText: '未兑现' }],
      promisesFrom: '2021年5月20日会议，未兑现 1',
    });
    expect(pledge?.questions.join()).toContain('800 户');
    const doubts = await doubtsOf(meeting);
    expect(doubts).toEqual([expect.stringMatching(/^照此只到/u)]);
    // Corrected behind the closing, reported behind the freezing, and the next month comes.
    clock.set('2021-08-03T09:00:00+08:00');
    await writeDays(platform, places.get(NORTH) ?? 0, '2021-06-01', '2021-06-30', () => 75);
    await writeDays(platform, places.get(NORTH) ?? 0, '2021-07-01', '2021-07-31', () => 20);
    await writeDays(platform, places.get(SOUTH) ?? 0, '2021-07-01', '2021-07-31', () => 20);
    await insertItems(db, [village(11, NORTH, 999), village(12, SOUTH, 0)]);
    await rebuildMonths(db, KEY, ['2021-06'], clock.now());
    await recomputeProgress(db, clock.now());
    dispatch = await signedIn('dispatch');
    expect(
      (await dispatch.call(contract.composePapers, { params: { id: meeting }, query: {}, body: {} }))
        .statusCode,
    ).toBe(409);
    expect(await saidIn(meeting)).toEqual(papers);
    expect(
      await db.selectFrom('screen_page').selectAll().where('meeting_id', '=', meeting).execute(),
    ).toEqual(pages);
    // The chair's own page too; of the meeting that is not frozen it says what is known now.
    leader = await signedIn('leader');
    // Nothing that is kept in memory for a while answers for what is frozen.
    const elapsed = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed() + 3_600_000);
    expect(await notesOf(meeting)).toEqual(notes);
    expect(await doubtsOf(meeting)).toEqual(doubts);
    const [fresh] = await notesOf(live);
    expect(fresh?.promises).toMatchObject([{ promised: '6月底前安装 1,600 户' }]);
    expect(fresh?.promises[0]?.result).not.toBe(pledge?.promises[0]?.result);
    expect(fresh?.questions).not.toEqual(pledge?.questions);
    expect(await doubtsOf(live)).not.toEqual(doubts);
    vi.restoreAllMocks();

    const key = `work/${KEY}/${NORTH}/progress`;
    const before = (await saidIn(live)).get(key)?.[0]?.text;
    expect(before).toBe(papers.get(key)?.[0]?.text);
    await post(contract.composePapers, live);
    expect((await saidIn(live)).get(key)?.[0]?.text).not.toBe(before);

    await db
      .updateTable('meeting')
      .set({ state: 'ended', opened_at: clock.now(), ended_at: clock.now() })
      .where('id', '=', meeting)
      .execute();
    const line = await addLine(db, meeting, 'requirement', '加快安装', { cities: [NORTH], program_key: KEY });
    const minutes = await dispatch.call(contract.draftMinutes, { params: { id: meeting }, query: {} });
    expect(minutes.statusCode).toBe(200);
    const letter = await dispatch.call(contract.postLetter, {
      params: { id: meeting },
      query: {},
      body: { kind: 'supervision', city: NORTH, matter: '安装滞后', lines: [line], due: null },
    });
    expect(letter.statusCode).toBe(200);
    const after = await saidIn(meeting);
    const spoken = (where: RegExp) => after.get(key)?.some((said) => where.test(said.where));
    expect([spoken(/^letter supervision/u), spoken(/^minutes/u)]).toEqual([true, true]);
    expect(apart(after)).toEqual([]);
    expect(unitsApart(after)).toEqual([]);
    // The letter's table says the same as its sentence.
    const { model } = await db
      .selectFrom('paper')
      .select('model')
      .where('meeting_id', '=', meeting)
      .where('kind', '=', 'letter')
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(model)).toContain(`"figureId":"${key}"`);
  });
});
