import * as contract from '@qingzhang/contract';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { closeMonth } from '../../accounts/closings/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';
import { recomputeProgress } from '../../programs/board/progress.ts';
import { insertItems, insertProgram, smallDefinition } from '../../programs/board/testing/small-program.ts';
import { ensureTaskSubject } from '../../tasks/nightly.ts';
import { addHeldMeeting, addLine } from './testing.ts';

// What is said after a frozen meeting is said in its words: a correction that turns a direction turns no sentence.
const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);
const KEY = smallDefinition.key;
let dispatch: TestClient;
let places: Map<string, number>;

const village = (no: number, city: string, installed: number) => ({
  no,
  city,
  values: { village: `村${no}`, route: 'power', planned: 1000, installed, running: 20 },
  accepted: { installed, running: 20 },
  reportMonth: '2021-06',
});

beforeAll(async () => {
  places = await createProvince(platform);
  for (const [year, a, b] of [
    ['2020', 60, 40],
    ['2021', 50, 38],
  ] as const) {
    await writeDays(platform, places.get(NORTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => a);
    await writeDays(platform, places.get(SOUTH) ?? 0, `${year}-06-01`, `${year}-06-30`, () => b);
  }
  await ensureCalendar(db, platform.call());
  await ensureTaskSubject(db);
  await insertProgram(platform);
  await insertItems(db, [village(1, NORTH, 160), village(2, SOUTH, 500)]);
  await recomputeProgress(db, clock.now());
  await closeMonth(platform, { period: '2021-06', note: '' }, platform.call());
  dispatch = await signedIn('dispatch');
}, 120_000);

const plain = (html: string) => html.replace(/<style>[\s\S]*?<\/style>|<[^>]*>/gu, '').replace(/\s/gu, '');
const page = async (id: number) =>
  plain((await dispatch.call(contract.getPaperFile, { params: { id, format: 'html' }, query: {} })).body);
/** Minutes and a letter to NORTH, as they read now; figures as the desk offers them. */
async function written(id: number, line: string) {
  const minutes = contract.Paper.parse(
    (await dispatch.call(contract.draftMinutes, { params: { id }, query: {} })).json(),
  );
  const letter = contract.Paper.parse(
    (
      await dispatch.call(contract.postLetter, {
        params: { id },
        query: {},
        body: { kind: 'supervision', city: NORTH, matter: '安装滞后', lines: [line], due: null },
      })
    ).json(),
  );
  const kept = await db
    .selectFrom('paper')
    .select(['id', 'figures', 'as_of'])
    .where('id', 'in', [minutes.id, letter.id])
    .orderBy('id')
    .execute();
  return {
    minutes: await page(minutes.id),
    letter: await page(letter.id),
    figures: kept.map(({ figures }) => figures),
    asOf: kept.map(({ as_of }) => as_of.toISOString()),
  };
}
const end = (id: number) =>
  db
    .updateTable('meeting')
    .set({ state: 'ended', opened_at: clock.now(), ended_at: clock.now() })
    .where('id', '=', id)
    .execute();

describe('a frozen meeting', () => {
  it('keeps its words with its digits: what falls still falls, who lags still lags, in minutes and letters', async () => {
    const make = async (title: string) => {
      const id = await addHeldMeeting(db, { on: '2021-07-24', period: '2021-06', state: 'preparing', title });
      return {
        id,
        line: await addLine(db, id, 'requirement', '加快安装', { cities: [NORTH], program_key: KEY }),
      };
    };
    const [frozen, live] = [await make('冻结的会'), await make('没有冻结的会')];
    const answer = await dispatch.call(contract.freezeMeeting, {
      params: { id: frozen.id },
      query: {},
    });
    expect(answer.statusCode, answer.body).toBe(200);
    await end(frozen.id);
    await end(live.id);
    const before = await written(frozen.id, frozen.line);
    expect(before.minutes).toMatch(/全省环境空气质量综合指数[\d.]+，同比下降/u);
    for (const text of [before.minutes, before.letter]) expect(text).toContain('落后序时进度');
    const same = await written(live.id, live.line);
    expect(same.minutes).toContain('同比下降');
    expect(same.letter).toContain('落后序时进度');

    // A month that is closed says what it said; but what lagged in a program is reported far ahead.
    clock.set('2021-07-06T09:00:00+08:00');
    dispatch = await signedIn('dispatch');
    const { numUpdatedRows } = await db
      .updateTable('program_month')
      .set({ figures: sql`figures || '{"m.installedShare.0.done": 1000}'` })
      .where('program_key', '=', KEY)
      .where('month', '=', '2021-06')
      .executeTakeFirstOrThrow();
    expect(Number(numUpdatedRows)).toBeGreaterThan(0);
    // Nothing that is kept in memory for a while answers.
    const elapsed = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => elapsed() + 3_600_000);
    // Somebody who writes of the month now says the other direction …
    const now = await written(live.id, live.line);
    expect(now.minutes).toContain('超前序时进度');
    expect(now.minutes).not.toContain('落后序时进度');
    expect(now.letter).toContain('超前序时进度');
    // … and the frozen meeting says what was said, word by word.
    const after = await written(frozen.id, frozen.line);
    // Only the day of the draft is another.
    const dateless = (text: string) => text.replace(/2021年7月\d+日/gu, '');
    expect(dateless(after.minutes)).toBe(dateless(before.minutes));
    expect(dateless(after.letter)).toBe(dateless(before.letter));
    expect(after.figures).toEqual(before.figures);
    expect(after.asOf).toEqual(before.asOf);
    vi.restoreAllMocks();
  });
});
