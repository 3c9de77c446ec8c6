import { type Desk, getDesk, getDeskXlsx, type MeetingRules } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../accounts/testing/small-province.ts';
import { meetingRules } from '../meetings/cycle/rules.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';
import { insertRectification, rectification } from '../programs/items/testing/rectification.ts';

const platform = await createTestPlatform();
const { db } = platform;
await createProvince(platform);
await insertRectification(platform);
await insertRectification(platform, {
  ...rectification,
  key: 'rural-sewage',
  name: { zh: '农村生活污水治理', en: 'Rural sewage' },
  shortName: { zh: '农村污水', en: 'Sewage' },
});
const server = await createTestApp(platform);
const every = [{ kind: 'program', key: '*' }] as const;
const leader = await server.signedIn('leader');
const deputy = await server.signedIn('deputy', undefined, every);
const other = await server.signedIn('deputy', undefined, every);
const dispatch = await server.signedIn('dispatch');
const office = await server.signedIn('office', undefined, every);
const at = platform.clock.now();

const desk = async (who: TestClient): Promise<Desk> => {
  const answer = await who.call(getDesk, { query: { limit: 100 } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const pages = (section: Desk['due']) =>
  section.rows.flatMap((row) => (row.kind === 'page' ? [`${row.act} ${row.title}`] : []));

const field = (name: string, userId: number, programs: string[]): MeetingRules['portfolios'][number] => ({
  ...{ key: name, name, post: '副厅长', air: false },
  ...{ userId, programs },
});
await writeSetting(
  db,
  meetingRules,
  {
    ...(await readSetting(db, meetingRules)),
    portfolios: [
      field('inspection', deputy.id, [rectification.key]),
      field('water', other.id, ['rural-sewage']),
    ],
  },
  platform.call(),
);

const red = (program_key: string, region_code: string, planned: number, progress: number) =>
  db
    .insertInto('program_month')
    .values({
      ...{ program_key, region_code, month: '2026-06', figures: '{}', lamp: 'red', computed_at: at },
      ...{
        progress,
        planned_share: planned,
        items: 5,
        open_items: 5,
        overdue: 2,
        rebounds: 0,
        unreported: 0,
      },
      lamp_reason: JSON.stringify({ reason: { code: 'overdueItems', items: 2, of: 5 }, base: 'red' }),
    })
    .execute();
await red(rectification.key, NORTH, 60, 50);
await red(rectification.key, SOUTH, 60, 20);
await red('rural-sewage', NORTH, 50, 10);

it('DIS-12: who leads finds the red lamps of the own field, the farthest behind first, with the reason; nobody else does', async () => {
  const watched = (await desk(deputy)).watch;
  expect(watched.rows).toMatchObject([
    {
      ...{ kind: 'page', act: 'askCity', title: rectification.shortName.zh, city: SOUTH, lamp: 'red' },
      link: `/programs/${rectification.key}?region=${SOUTH}`,
    },
    { act: 'askCity', city: NORTH },
  ]);
  expect(watched.rows[0]?.reason).toContain('逾期 2');
  expect((await desk(other)).watch.rows.map(({ title }) => title)).toEqual(['农村污水']);
  // The head has all fields; the offices have their own work instead.
  expect((await desk(leader)).watch.total).toBe(3);
  expect((await desk(dispatch)).watch.total).toBe(0);
  expect((await desk(office)).watch.total).toBe(0);
  const paired = await server.signedIn('deputy', undefined, [...every, { kind: 'region', key: NORTH }]);
  expect((await desk(paired)).watch.rows.map(({ city }) => city)).toEqual([NORTH, NORTH]);
});

it('red tasks stand below them: of the own programs, and of paired cities what belongs to none', async () => {
  const task = (no: string, program_key: string | null, lamp: 'red' | 'green') =>
    db
      .insertInto('task')
      .values({
        ...{ no, text: `任务${no}`, source: 'meeting', source_title: '会', city_code: NORTH, program_key },
        ...{ program_region: program_key === null ? null : NORTH, lead_unit: '市局', owner_post: '局长' },
        ...{ issued_at: at, deadline: '2026-06-10', measure: JSON.stringify({ kind: 'text', text: '完成' }) },
        ...{ urgency: 'normal', complexity: 'ordinary', confidentiality: 'internal', state: 'working' },
        ...{ state_since: at, open: true, lamp, lamp_sort: lamp === 'red' ? 0 : 2, lamp_computed: lamp },
        ...{ lamp_reason: JSON.stringify({ code: 'overdue', days: 5 }), lamp_day: '2026-06-15' },
        ...{ created_post: '调度办', created_at: at, changed_at: at },
      })
      .execute();
  await task('2026-1', rectification.key, 'red');
  await task('2026-2', 'rural-sewage', 'red');
  await task('2026-3', null, 'red');
  await task('2026-4', null, 'green');
  const asked = async (who: TestClient) =>
    (await desk(who)).watch.rows.flatMap((row) =>
      row.kind === 'page' && row.act === 'askTask' ? [row.title] : [],
    );
  expect(await asked(leader)).toEqual(['任务2026-1', '任务2026-2', '任务2026-3']);
  expect(await asked(deputy)).toEqual(['任务2026-1']);
  expect(await asked(office)).toEqual([]);
  expect((await desk(deputy)).watch.rows.at(-1)).toMatchObject({
    lamp: 'red',
    due: '2026-06-10',
    reason: '逾期 5 天',
  });
  const paired = await server.signedIn('deputy', undefined, [...every, { kind: 'region', key: NORTH }]);
  await writeSetting(
    db,
    meetingRules,
    {
      ...(await readSetting(db, meetingRules)),
      portfolios: [
        field('paired', paired.id, ['rural-sewage']),
        field('inspection', deputy.id, [rectification.key]),
      ],
    },
    platform.call(),
  );
  expect(await asked(paired)).toEqual(['任务2026-2', '任务2026-3']);
  await db.updateTable('task').set({ lamp: 'green', lamp_sort: 2 }).execute();
});

it('a meeting stands on its chair’s desk with its preparation, a card on the desk of whom it is for, until it is over', async () => {
  const { id } = await db
    .insertInto('meeting')
    .values({
      ...{ kind: 'special', period: '2026-05', title: '5月重点工作调度会', state: 'preparing' },
      ...{ starts_at: new Date('2026-06-18T09:00:00+08:00'), chair_post: '厅长', chair_id: leader.id },
      ...{ created_post: '调度办', created_at: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('meeting_step')
    .values(
      (['notice', 'speakers', 'videoTest'] as const).map((step, index) => ({
        ...{ meeting_id: id, step, offset_days: index - 7, due: '2026-06-10', owner_role: 'dispatch' },
        ...{
          state: index === 0 ? 'done' : 'open',
          automatic: false,
          done_on: index === 0 ? '2026-06-09' : null,
        },
      })),
    )
    .execute();
  const card = await db
    .insertInto('paper')
    .values({
      ...{
        kind: 'comment-card',
        meeting_id: id,
        subject: '督察',
        user_id: deputy.id,
        title: '点评参考卡：副厅长',
      },
      ...{ state: 'draft', model: '{}', composed_at: at, as_of: at, created_post: '调度办', created_at: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const [chaired] = (await desk(leader)).next.rows;
  expect(chaired).toMatchObject({
    ...{ kind: 'page', act: 'chair', title: '主持 5月重点工作调度会', due: '2026-06-18' },
    ...{ link: `/meetings/${id}`, reason: '筹备 1/3 步，迟 2：确认发言、视频调试' },
  });
  expect((await desk(deputy)).next.rows).toMatchObject([
    { act: 'readCard', title: '点评参考卡：副厅长', link: `/meetings/${id}/papers?paper=${card.id}` },
  ]);
  expect(pages((await desk(other)).next)).toEqual([]);
  // On the day itself it is what is due, and leads to the chair's page once it is ready.
  await db
    .updateTable('meeting')
    .set({ state: 'ready', starts_at: new Date('2026-06-15T15:00:00+08:00') })
    .where('id', '=', id)
    .execute();
  expect((await desk(leader)).due.rows).toMatchObject([{ act: 'chair', link: `/meetings/${id}/chair` }]);
  await db.updateTable('meeting').set({ state: 'ended' }).where('id', '=', id).execute();
  expect(pages((await desk(leader)).due)).toEqual([]);
  expect(pages((await desk(deputy)).due)).toEqual([]);
});

it('finished papers wait for the signature of the head; a draft and what is signed do not', async () => {
  const { id } = await db
    .insertInto('paper')
    .values({
      ...{
        kind: 'letter',
        subject: 'supervision-1',
        title: '关于加快整改的督办函',
        city_code: NORTH,
        state: 'final',
      },
      ...{ model: '{}', composed_at: at, as_of: at, created_post: '调度办', created_at: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  expect((await desk(leader)).judge.rows[0]).toMatchObject({
    ...{ act: 'signPaper', title: '关于加快整改的督办函', city: NORTH, link: `/papers/paper/${id}` },
    reason: '调度办 已定稿，等签发',
  });
  expect(pages((await desk(deputy)).judge)).toEqual([]);
  await db.updateTable('paper').set({ state: 'draft' }).where('id', '=', id).execute();
  expect(pages((await desk(leader)).judge)).toEqual([]);
});

it('DIS-9.2: a release waits with the office for its reviews, with who leads for the final one; never with who wrote it', async () => {
  const { id } = await db
    .insertInto('release')
    .values({
      ...{ title: '全省1—5月调度会召开', state: 'review', model: '{}', as_of: at, drafted_at: at },
      ...{ authors: [], created_post: '调度办', created_at: at },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const review = (stage: string, who: number) =>
    db
      .insertInto('release_review')
      .values({
        ...{ release_id: id, round: 1, stage, verdict: 'pass', revision: 1, reviewed_by: who },
        ...{ reviewed_people: [who], reviewed_post: '审稿人', reviewed_at: at },
      })
      .execute();
  const title = 'reviewRelease 全省1—5月调度会召开';
  expect(pages((await desk(dispatch)).judge)).toEqual([title]);
  expect(pages((await desk(leader)).judge)).toEqual([]);
  await review('first', dispatch.id);
  // Nobody does two reviews of one text.
  expect(pages((await desk(dispatch)).judge)).toEqual([]);
  await review('second', office.id);
  expect(pages((await desk(leader)).judge)).toEqual([title]);
  expect((await desk(deputy)).judge.rows).toMatchObject([
    { act: 'reviewRelease', link: `/releases/${id}`, reason: '新闻稿，等终审' },
  ]);
  await db
    .updateTable('release')
    .set({ authors: [deputy.id] })
    .where('id', '=', id)
    .execute();
  expect(pages((await desk(deputy)).judge)).toEqual([]);
  await db.updateTable('release').set({ state: 'approved' }).where('id', '=', id).execute();
  expect(pages((await desk(dispatch)).judge)).toEqual(['publishRelease 全省1—5月调度会召开']);
  const file = await leader.call(getDeskXlsx, { query: {} });
  expect(file.statusCode).toBe(200);
});
