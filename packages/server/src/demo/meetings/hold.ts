/** 一次调度会从筹备到落实 (模拟数据): each act by who would do it, at the moment it would be done. */
import { NewMeeting, RecordLineInput } from '@qingzhang/contract';
import { addWorkdays, type WorkCalendar } from '@qingzhang/domain';
import { addDays, type Day } from '@qingzhang/standards';
import { sql } from 'kysely';
import { listBulletinRows } from '../../bulletins/queries.ts';
import { issueBulletin, makeBulletin } from '../../bulletins/service.ts';
import { sendCopies } from '../../issuing/copies/copies.ts';
import { draftMinutes } from '../../meetings/after/draft-minutes.ts';
import { issuePaper } from '../../meetings/after/issue.ts';
import { postLetter } from '../../meetings/after/letters.ts';
import { makeTasks } from '../../meetings/after/make-tasks.ts';
import { commitmentRows, suggestionOf } from '../../meetings/commitments/read.ts';
import { settleCommitment } from '../../meetings/commitments/settle.ts';
import { changeAgendaItem } from '../../meetings/cycle/agenda.ts';
import { askLeave, judgeLeave, signIn } from '../../meetings/cycle/attendees.ts';
import { cancelMeeting } from '../../meetings/cycle/change.ts';
import { createMeeting, startPreparing } from '../../meetings/cycle/create.ts';
import { proposeAgenda } from '../../meetings/cycle/propose.ts';
import { type AgendaRow, agendaRows } from '../../meetings/cycle/read.ts';
import { effectiveRules } from '../../meetings/cycle/rules.ts';
import { setStep } from '../../meetings/cycle/steps.ts';
import { type MeetingFacts, meetingFacts } from '../../meetings/facts.ts';
import { composePapers, freezeMeeting } from '../../meetings/papers/compose-papers.ts';
import { paperDocuments } from '../../meetings/papers/document-source.ts';
import { paperRows } from '../../meetings/papers/store.ts';
import { actOnStage } from '../../meetings/stage/act.ts';
import { composeStagePages } from '../../meetings/stage/pages/compose.ts';
import { putPointsPage } from '../../meetings/stage/pages/edit.ts';
import { readPages } from '../../meetings/stage/pages-store.ts';
import { confirmLine, keepLine } from '../../meetings/stage/record.ts';
import { paperMessages } from '../../notifications/papers.ts';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import type { Platform } from '../../platform/platform.ts';
import { platformAt } from '../hours.ts';
import { moment } from '../plan.ts';
import { type Chance, chanceOf } from '../work/chance.ts';
import { type Cast, castOf } from './cast.ts';
import { closingLines, commentsOf, experienceOf, promisesOf, type Said } from './lines.ts';
import type { DemoMeeting } from './plan.ts';
import { releaseMeeting } from './release.ts';
import { writeSpeech } from './speech.ts';
import { followTasks } from './tasks.ts';

interface Scene {
  readonly platform: Platform;
  readonly cast: Cast;
  readonly calendar: WorkCalendar;
  readonly chance: Chance;
  readonly id: number;
  readonly day: Day;
  readonly today: Day;
}

const POINTS: readonly {
  readonly kind: AgendaRow['kind'];
  readonly title: string;
  readonly points: readonly (readonly [head: string, text: string])[];
}[] = [
  {
    kind: 'instructions',
    title: '传达近期批示指示精神，逐项抓好落实（模拟）',
    points: [
      ['空气质量', '问题要查清，责任要压实，改善要让群众看得见'],
      ['汛期水环境', '汛前排查、汛中巡查、雨后核查，确保不发生污水直排'],
    ],
  },
  {
    kind: 'analysis',
    title: '总体向好、稳中有进，但进展不平衡、形势不容乐观',
    points: [
      ['城市之间不平衡', '有的市连续红灯，有的市指标同比反弹'],
      ['旧账新账叠加', '多还旧账、不欠新账，逾期事项逐项销号'],
      ['目标余额吃紧', '以时保日、以日保月、以月保年'],
    ],
  },
  {
    kind: 'requirements',
    title: '强化政治意识、争先意识、担当意识',
    points: [
      ['一要强化政治意识', '只能变好、不能变坏，把批示要求落到项目上'],
      ['二要强化争先意识', '对照“三好三差”，后进市倒排工期、挂图作战'],
      ['三要强化担当意识', '清单化管理，每件事有责任岗位、有时限、有衡量'],
    ],
  },
];

/** Prepare, hold and follow up one meeting. Harmless to repeat: one that exists is left. Returns its title. */
export async function holdDemoMeeting(
  platform: Platform,
  meeting: DemoMeeting,
  { seed, today }: { readonly seed: number; readonly today: Day },
): Promise<string | null> {
  const { db } = platform;
  const known = await db
    .selectFrom('meeting')
    .select('id')
    .where('period', '=', meeting.key)
    .where('kind', '=', meeting.kind)
    .executeTakeFirst();
  if (known !== undefined) return null;
  const [cast, calendar] = await Promise.all([castOf(db), readCalendar(db)]);
  const at = (offset: number, clock: string) => moment(addWorkdays(calendar, meeting.day, offset), clock);
  const id = await createMeeting(
    db,
    cast.by('diaodu', at(-8, '09:30')),
    NewMeeting.parse({
      kind: meeting.kind,
      period: meeting.key,
      startsAt: `${meeting.day}T09:00:00+08:00`,
      place: '省厅三楼视频会议室',
      chairPost: '党组书记、厅长',
      chairId: cast.id('tingzhang'),
      conferenceNote: '视频会议号 8800 2026（模拟）',
    }),
    { simulated: true },
  );
  if (meeting.depth === 'cancelled') {
    await cancelMeeting(db, cast.by('diaodu', at(-6, '10:00')), id, '并入本季度调度会一并调度（模拟）');
    return null;
  }
  const scene: Scene = {
    platform,
    cast,
    calendar,
    chance: chanceOf(seed, `meeting-${meeting.key}`),
    id,
    day: meeting.day,
    today,
  };
  const reached = (offset: number) => addWorkdays(calendar, meeting.day, offset) <= today;
  await prepare(scene, meeting, reached);
  if (meeting.depth !== 'preparing') {
    const facts = await hold(scene, meeting);
    await followUp(scene, meeting, facts);
  }
  const row = await db.selectFrom('meeting').select('title').where('id', '=', id).executeTakeFirstOrThrow();
  return row.title;
}

const dayOf = (scene: Scene, offset: number): Day => addWorkdays(scene.calendar, scene.day, offset);
const when = (scene: Scene, offset: number, clock: string): Date => moment(dayOf(scene, offset), clock);

/** T−7 … T−1, as far as the day allows. */
async function prepare(
  scene: Scene,
  meeting: DemoMeeting,
  reached: (offset: number) => boolean,
): Promise<void> {
  const { platform, cast, id } = scene;
  const { db } = platform;
  if (!reached(-7)) return;
  await startPreparing(db, cast.by('diaodu', when(scene, -7, '09:00')), [id]);
  const notice = when(scene, -7, '10:00');
  await composePapers(platformAt(platform, notice), cast.by('diaodu', notice), id, ['notice']);
  const [paper] = await paperRows(db, id);
  if (paper !== undefined) await issuePaper(db, cast.by('diaodu', when(scene, -7, '15:00')), paper.id);
  if (!reached(-3)) return;
  const drafting = when(scene, -3, '09:40');
  const office = cast.by('diaodu', drafting);
  const there = platformAt(platform, drafting);
  const bulletin = (await listBulletinRows(db, { drafts: true })).find(
    ({ period }) => period === meeting.key,
  );
  const made = bulletin ?? (await makeBulletin(there, meeting.key, office));
  await settlePromises(scene, await meetingFacts(there, { period: meeting.key, at: drafting }), drafting);
  await proposeAgenda(there, office, id);
  if (!reached(-2)) return;
  for (const row of await agendaRows(db, id)) {
    if (row.parent_id === null || (row.kind !== 'pledge' && row.kind !== 'experience')) continue;
    await changeAgendaItem(db, cast.by('diaodu', when(scene, -2, '11:00')), id, row.id, {
      ...inputOf(row),
      confirmed: true,
    });
  }
  const papers = when(scene, -2, '16:00');
  await composePapers(platformAt(platform, papers), cast.by('diaodu', papers), id);
  for (const row of await paperRows(db, id)) {
    if (row.kind !== 'speech' || row.city_code === null || meeting.depth === 'brief') continue;
    const hour = when(scene, -2, '19:30');
    await writeSpeech(
      db,
      row.id,
      cast.city(row.city_code, hour),
      cast.city(row.city_code, when(scene, -2, '20:10')),
    );
  }
  if (meeting.depth === 'preparing' || !reached(-1)) {
    await composeStagePages(platformAt(platform, papers), cast.by('diaodu', papers), id);
    return;
  }
  await setStep(db, cast.by('diaodu', when(scene, -1, '15:30')), id, 'videoTest', {
    state: 'done',
    note: '11 个分会场联调正常（模拟）',
  });
  const frozen = when(scene, -1, '16:30');
  await freezeMeeting(platformAt(platform, frozen), cast.by('diaodu', frozen), id);
  if (made.state === 'draft')
    await issueBulletin(platformAt(platform, frozen), made.id, cast.by('diaodu', frozen));
  await pointsByHand(scene, when(scene, -1, '17:00'));
  await distribute(scene, when(scene, -1, '17:20'));
  await leave(scene);
}

const inputOf = (row: AgendaRow) => ({
  parent: row.parent_id,
  kind: row.kind as 'pledge',
  title: row.title,
  minutes: row.minutes,
  city: row.city_code,
  program: row.program_key,
  portfolio: row.portfolio,
  speaker: row.speaker_post,
  speakerId: row.speaker_id,
});

/** What no figure says is put on the screens by hand: what is conveyed, the analysis, the requirements. */
async function pointsByHand({ platform, cast, id }: Scene, at: Date): Promise<void> {
  const { db } = platform;
  const agenda = await agendaRows(db, id);
  for (const { kind, title, points } of POINTS) {
    const row = agenda.find((one) => one.kind === kind && one.parent_id === null);
    if (row === undefined) continue;
    await putPointsPage(db, cast.by('diaodu', at), id, `points.${kind}`, {
      title,
      agendaItem: row.id,
      points: points.map(([head, text]) => ({ head, text })),
      after: null,
    });
  }
}

/** Papers go to leaders and bureaus; most have opened theirs by the meeting. */
async function distribute({ platform, cast, chance, id }: Scene, at: Date): Promise<void> {
  const { db } = platform;
  const people = await db
    .selectFrom('app_user')
    .select(['id', 'role', 'region_code', 'login'])
    .where('disabled', '=', false)
    .execute();
  const leaders = people.filter(({ role }) => role === 'leader' || role === 'deputy').map((one) => one.id);
  const bureaus = people.filter(({ role }) => role === 'city');
  for (const row of await paperRows(db, id)) {
    if (row.kind === 'notice' || row.state === 'draft') continue;
    const to =
      row.kind === 'comment-card'
        ? [...new Set([cast.id('tingzhang'), ...(row.user_id === null ? [] : [row.user_id])])]
        : row.city_code === null
          ? [...leaders, ...bureaus.map((one) => one.id)]
          : [
              ...leaders,
              ...bureaus.filter(({ region_code }) => region_code === row.city_code).map((one) => one.id),
            ];
    await sendCopies(
      db,
      { source: paperDocuments, messages: paperMessages },
      row.id,
      to,
      cast.by('diaodu', at),
    );
  }
  const copies = await db
    .selectFrom('paper_copy as c')
    .innerJoin('paper as p', 'p.id', 'c.owner_id')
    .select('c.id')
    .where('c.owner_kind', '=', 'paper')
    .where('p.meeting_id', '=', id)
    .execute();
  const read = copies.filter((one) => chance.of(`read-${one.id}`) < 0.86).map((one) => one.id);
  if (read.length > 0) {
    const opened = new Date(at.getTime() + 95 * 60_000);
    await db.updateTable('paper_copy').set({ read_at: opened }).where('id', 'in', read).execute();
    await db
      .updateTable('message as m')
      .from('notification as n')
      .set({ settled_at: opened, settled_reason: 'done' })
      .whereRef('n.id', '=', 'm.notification_id')
      .where('n.kind', '=', 'paper.received')
      .where('m.settled_at', 'is', null)
      .execute();
  }
}

/** One asks leave and is given it, with who comes instead. */
async function leave({ platform, cast, id, ...scene }: Scene): Promise<void> {
  const { db } = platform;
  const row = await db
    .selectFrom('attendee as a')
    .innerJoin('venue as v', 'v.id', 'a.venue_id')
    .select(['a.id', 'v.region_code'])
    .where('a.meeting_id', '=', id)
    .where('v.kind', '=', 'city')
    .where('a.post', 'like', '%分管副局长%')
    .orderBy('a.id')
    .executeTakeFirst();
  if (row?.region_code === undefined || row.region_code === null) return;
  const there = { platform, cast, id, ...scene };
  await askLeave(db, cast.city(row.region_code, when(there, -1, '11:20')), id, row.id, {
    reason: '参加国家部委培训',
    substitute: '大气科科长',
  });
  await judgeLeave(db, cast.by('diaodu', when(there, -1, '14:10')), id, row.id, {
    approve: true,
    reason: '',
  });
}

/** The meeting itself: signing in, pages, clocks, the record. */
async function hold(scene: Scene, meeting: DemoMeeting): Promise<MeetingFacts> {
  const { platform, cast, chance, id } = scene;
  const { db } = platform;
  let second = 0;
  const start = moment(scene.day, '09:00').getTime();
  const now = () => new Date(start + second * 1000);
  await signEverybodyIn(scene);
  const facts = await meetingFacts(platformAt(platform, now()), { period: meeting.key, at: now() });
  const rules = await effectiveRules(db);
  const agenda = await agendaRows(db, id);
  const chair = () => cast.by('diaodu', now());
  const record = async (said: readonly Said[]) => {
    for (const { key, line } of said) {
      second += 25 + chance.between(key.slice(0, 6), 0, 30);
      await keepLine(db, cast.by('diaodu', now()), id, key, {
        revision: null,
        line: RecordLineInput.parse(line),
      });
    }
  };
  await actOnStage(db, chair(), id, { revision: null, act: { act: 'open' } });
  const pages = await readPages(db, id, null);
  const talk = { facts, day: scene.day, chance };
  const closing = closingLines(talk, agenda);
  for (const row of agenda) {
    const children = agenda.filter(({ parent_id }) => parent_id === row.id);
    if (children.length > 0) continue;
    second += 8;
    await actOnStage(db, chair(), id, { revision: null, act: { act: 'begin', item: row.id } });
    const began = second;
    const own = pages.filter(({ agendaItem }) => agendaItem === row.id).slice(1, 12);
    for (const page of own) {
      second += 35;
      await actOnStage(db, chair(), id, { revision: null, act: { act: 'show', page: page.key, sub: 0 } });
    }
    const portfolio = rules.portfolios.find(({ name }) => name === row.portfolio);
    if (row.kind === 'pledge' && row.parent_id !== null) await record(promisesOf(talk, row));
    if (row.kind === 'experience' && row.parent_id !== null) await record(experienceOf(talk, row));
    if (row.kind === 'comments' && row.parent_id !== null) {
      await record(
        commentsOf(talk, row, portfolio?.programs ?? [], portfolio?.air ?? false).slice(
          0,
          meeting.depth === 'full' ? 12 : 4,
        ),
      );
    }
    await record(closing.filter(({ line }) => line.agendaItem === row.id));
    // Nobody keeps exactly to the plan.
    second = Math.max(
      second,
      began + Math.round(row.minutes * 60 * (0.85 + 0.3 * chance.of(`used-${row.sort}-${row.kind}`))),
    );
  }
  second += 20;
  await actOnStage(db, chair(), id, { revision: null, act: { act: 'end' } });
  return facts;
}

async function signEverybodyIn({ platform, cast, chance, id, day }: Scene): Promise<void> {
  const { db } = platform;
  const rows = await db
    .selectFrom('attendee')
    .select(['id', 'leave_state', 'substitute'])
    .where('meeting_id', '=', id)
    .orderBy('id')
    .execute();
  const present = rows.filter(
    ({ leave_state, substitute }) => leave_state !== 'approved' || substitute !== '',
  );
  const at = (row: number) => moment(day, `08:${30 + chance.between(`sign-${row}`, 0, 26)}`);
  const [first, ...rest] = present;
  if (first === undefined) return;
  const call = cast.by('diaodu', at(first.id));
  await signIn(db, call, id, first.id, true);
  // As the first, all at once.
  await sql`
    update attendee set signed_in_at = one.at, signed_in_by = ${call.actor.post}
    from unnest(${rest.map((row) => row.id)}::int[], ${rest.map((row) => at(row.id))}::timestamptz[]) as one (id, at)
    where attendee.id = one.id`.execute(db);
}

/** What was promised before is heard and decided. */
async function settlePromises(
  { platform, cast, chance, id }: Scene,
  facts: MeetingFacts,
  at: Date,
): Promise<void> {
  for (const row of await commitmentRows(platform.db, { before: id })) {
    if (row.state !== 'open' || row.due > facts.bulletin.main.to) continue;
    const suggestion = suggestionOf(row, facts);
    // What no figure tells, a person does: most were kept.
    const own = chance.of(`heard-${row.id}`);
    const verdict = suggestion?.verdict ?? (own < 0.6 ? 'kept' : own < 0.8 ? 'late' : 'broken');
    if (verdict === 'open') continue;
    await settleCommitment(
      platformAt(platform, at),
      cast.by('diaodu', at),
      row.id,
      {
        state: verdict,
        result:
          suggestion?.text ??
          {
            kept: '已按期完成，省厅已核实（模拟）',
            late: '晚 6 天完成（模拟）',
            broken: '未完成，已说明原因（模拟）',
          }[verdict],
        value: suggestion?.value ?? null,
        meeting: id,
        reason: '',
      },
      'zh',
    );
  }
}

/** T+1 … T+7. */
async function followUp(scene: Scene, meeting: DemoMeeting, facts: MeetingFacts): Promise<void> {
  const { platform, cast, id } = scene;
  const { db } = platform;
  const drafting = when(scene, 1, '10:00');
  for (const row of await db
    .selectFrom('record_line')
    .select(['client_key', 'kind', 'cities'])
    .where('meeting_id', '=', id)
    .execute()) {
    const [city] = row.cities;
    if ((row.kind === 'commitment' || row.kind === 'experience') && city !== undefined) {
      await confirmLine(db, cast.city(city, when(scene, 1, '09:30')), id, row.client_key);
    }
  }
  const minutes = await draftMinutes(platformAt(platform, drafting), cast.by('diaodu', drafting), id);
  await issuePaper(db, cast.by('tingzhang', when(scene, 2, '09:30')), minutes);
  await makeTasks(db, cast.by('diaodu', when(scene, 2, '10:00')), id);
  await followTasks(platform, id, scene);
  if (meeting.depth !== 'full') return;
  const [worst] = facts.programs
    .flatMap(({ tiles, shortName }) => tiles.map((tile) => ({ tile, shortName })))
    .filter(({ tile }) => tile.applicable && tile.items >= 5 && tile.gap !== null)
    .sort((a, b) => (b.tile.gap ?? 0) - (a.tile.gap ?? 0));
  if (worst !== undefined) {
    const lines = await db
      .selectFrom('record_line')
      .select('client_key')
      .where('meeting_id', '=', id)
      .where('kind', '=', 'requirement')
      .where((eb) => eb(eb.val(worst.tile.region), '=', eb.fn.any('cities')))
      .orderBy('sort')
      .limit(3)
      .execute();
    const sending = when(scene, 3, '10:00');
    const letter = await postLetter(platformAt(platform, sending), cast.by('diaodu', sending), id, {
      kind: 'supervision',
      city: worst.tile.region,
      matter: `${worst.shortName.replace(/\s/gu, '')}进度严重滞后`,
      lines: lines.map(({ client_key }) => client_key),
      due: addDays(dayOf(scene, 3), 14),
    });
    await issuePaper(db, cast.by('tingzhang', when(scene, 3, '11:00')), letter);
  }
  await releaseMeeting(platform, cast, id, when(scene, 2, '14:00'));
}
