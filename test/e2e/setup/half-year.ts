import { proposeMeetings } from '@qingzhang/domain';
import { DEMO_SEED, Province, shanxiProfile, shanxiStations } from '@qingzhang/simulator';
import { addDays, hourIndex } from '@qingzhang/standards';
import { closeMonth } from '../../../packages/server/src/accounts/closings/service.ts';
import { listBulletinRows } from '../../../packages/server/src/bulletins/queries.ts';
import { issueBulletin } from '../../../packages/server/src/bulletins/service.ts';
import { demoCall, importReadings, platformAt } from '../../../packages/server/src/demo/hours.ts';
import { castOf } from '../../../packages/server/src/demo/meetings/cast.ts';
import { holdDemoMeeting } from '../../../packages/server/src/demo/meetings/hold.ts';
import { beginMeetings, reviewMonth } from '../../../packages/server/src/demo/meetings/index.ts';
import { type DemoMonth, demoState, moment } from '../../../packages/server/src/demo/plan.ts';
import { createDemoUsers } from '../../../packages/server/src/demo/users.ts';
import { beginPrograms, workMonth } from '../../../packages/server/src/demo/work/programs.ts';
import { effectiveRules } from '../../../packages/server/src/meetings/cycle/rules.ts';
import { freezeMeeting } from '../../../packages/server/src/meetings/papers/compose-papers.ts';
import { readCalendar } from '../../../packages/server/src/platform/calendar/calendar.ts';
import type { Platform } from '../../../packages/server/src/platform/platform.ts';
import { writeSetting } from '../../../packages/server/src/platform/settings/settings.ts';
import { ensurePresets } from '../../../packages/server/src/programs/definitions/service.ts';
import { say } from './say.ts';

/** The half-year meeting that the journey holds, in the year of the simulated province (模拟数据). */
export const HALF_YEAR = { period: '2026-H1', month: '2026-06', password: 'qingzhang-demo' } as const;

const month = (key: string, lastDay: string): DemoMonth => ({
  key,
  firstDay: `${key}-01`,
  lastDay,
  lastHour: hourIndex(lastDay, 24),
  over: true,
});
const MONTHS = [
  month('2026-01', '2026-01-31'),
  month('2026-02', '2026-02-28'),
  month('2026-03', '2026-03-31'),
  month('2026-04', '2026-04-30'),
  month('2026-05', '2026-05-31'),
  month('2026-06', '2026-06-30'),
];

/**
 * Brings a copy of the journeys' province to the morning of its half-year meeting: the half-year closed and reviewed, the
 * key work of six months, everybody who takes part, the meeting prepared as the demonstration prepares one, its figures
 * frozen. Resolves to the meeting and the minute in which people sit down.
 */
export async function prepareHalfYear(
  platform: Platform,
): Promise<{ readonly id: number; readonly begins: Date }> {
  const { db } = platform;
  const { signal } = new AbortController();
  const started = performance.now();
  const province = new Province({
    seed: DEMO_SEED,
    stations: keptStations(await stationCodes(platform)),
    profile: shanxiProfile,
  });
  const load = async (first: string, from: number, to: string, at: string) => {
    const readings = [...province.history(first, hourIndex(to, 24))].filter(({ hour }) => hour >= from);
    await importReadings(platform, readings, `模拟-${first}-${to}.csv`, new Date(at), signal);
  };
  // The months before the province's first hour, so that the half-year has one to be compared with.
  await load('2025-01-01', hourIndex('2025-01-01', 1), '2025-03-31', '2026-01-01T03:00:00+08:00');
  await load('2026-06-15', hourIndex('2026-06-15', 11), '2026-06-30', '2026-07-01T02:00:00+08:00');
  const call = demoCall(moment('2026-01-05', '09:00'));
  await writeSetting(
    db,
    demoState,
    { seed: DEMO_SEED, anchorDay: '2026-01-01', firstDay: '2025-01-01' },
    call,
  );
  await createDemoUsers(db, call);
  await ensurePresets(db, 2026, call);
  const work = { platform, seed: DEMO_SEED, year: 2026, signal };
  await beginPrograms(work);
  for (const one of MONTHS) await workMonth(work, one.key, true);
  await beginMeetings(platform, 2026);
  for (const one of MONTHS) {
    await reviewMonth(platform, one);
    if (one.key <= '2026-04') continue;
    const at = moment(addDays(one.lastDay, 8), '18:00');
    await closeMonth(platformAt(platform, at), { period: one.key, note: '模拟数据' }, demoCall(at));
  }
  const meeting = proposeMeetings(2026, await effectiveRules(db), await readCalendar(db)).find(
    ({ key }) => key === HALF_YEAR.period,
  );
  if (meeting === undefined) throw new Error('the calendar proposes no half-year meeting');
  const { day } = meeting;
  await holdDemoMeeting(platform, { ...meeting, depth: 'preparing' }, { seed: DEMO_SEED, today: day });
  const { id } = await db
    .selectFrom('meeting')
    .select('id')
    .where('period', '=', HALF_YEAR.period)
    .executeTakeFirstOrThrow();
  const evening = moment(addDays(day, -1), '16:30');
  const cast = await castOf(db);
  await freezeMeeting(platformAt(platform, evening), cast.by('diaodu', evening), id);
  const bulletin = (await listBulletinRows(db, { drafts: true })).find(
    ({ period }) => period === HALF_YEAR.period,
  );
  if (bulletin === undefined) throw new Error('no bulletin of the half-year');
  await issueBulletin(platformAt(platform, evening), bulletin.id, cast.by('diaodu', evening));
  say(`the half-year made ready in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return { id, begins: moment(day, '08:58') };
}

async function stationCodes({ db }: Platform): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('place').select('code').where('kind', '=', 'station').execute();
  return new Set(rows.map(({ code }) => code));
}

/** The same stations as the province has, so that its weather goes on. */
function keptStations(codes: ReadonlySet<string>) {
  return shanxiStations.filter(({ code }) => codes.has(code));
}
