import { DEMO_SEED, Province, shanxiProfile, shanxiStations } from '@qingzhang/simulator';
import { addDays, hourIndex } from '@qingzhang/standards';
import { closeMonth } from '../../../packages/server/src/accounts/closings/service.ts';
import { demoCall, importReadings, platformAt } from '../../../packages/server/src/demo/hours.ts';
import { castOf } from '../../../packages/server/src/demo/meetings/cast.ts';
import { holdDemoMeeting } from '../../../packages/server/src/demo/meetings/hold.ts';
import { beginMeetings, reviewMonth } from '../../../packages/server/src/demo/meetings/index.ts';
import { type DemoMonth, demoState, moment } from '../../../packages/server/src/demo/plan.ts';
import { createDemoUsers } from '../../../packages/server/src/demo/users.ts';
import { beginPrograms, workMonth } from '../../../packages/server/src/demo/work/programs.ts';
import { freezeMeeting } from '../../../packages/server/src/meetings/papers/compose-papers.ts';
import type { Platform } from '../../../packages/server/src/platform/platform.ts';
import { writeSetting } from '../../../packages/server/src/platform/settings/settings.ts';
import { ensurePresets } from '../../../packages/server/src/programs/definitions/service.ts';

/** The half-year meeting that the journey holds, in the year of the simulated province (模拟数据). */
export const HALF_YEAR = {
  period: '2026-H1',
  month: '2026-06',
  day: '2026-07-24',
  /** When the people sit down; the server's clock begins here. */
  begins: '2026-07-24T08:50:00+08:00',
  password: 'qingzhang-demo',
} as const;

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
 * frozen. Resolves to the meeting.
 */
export async function prepareHalfYear(platform: Platform): Promise<number> {
  const { db } = platform;
  const { signal } = new AbortController();
  const log = process.env.QINGZHANG_E2E_LOG === undefined ? () => {} : console.log;
  const started = performance.now();
  const lap = (what: string) => log(`${((performance.now() - started) / 1000).toFixed(1)} s ${what}`);
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
  lap('first quarter of the year before');
  await load('2026-06-15', hourIndex('2026-06-15', 11), '2026-06-30', '2026-07-01T02:00:00+08:00');
  lap('June');
  const call = demoCall(moment('2026-01-05', '09:00'));
  await writeSetting(
    db,
    demoState,
    { seed: DEMO_SEED, anchorDay: '2026-01-01', firstDay: '2025-01-01' },
    call,
  );
  await createDemoUsers(db, call);
  lap('people');
  await ensurePresets(db, 2026, call);
  const work = { platform, seed: DEMO_SEED, year: 2026, signal };
  await beginPrograms(work);
  lap('programs');
  for (const one of MONTHS) await workMonth(work, one.key, true);
  lap('key work');
  await beginMeetings(platform, 2026);
  for (const one of MONTHS.slice(3)) {
    await reviewMonth(platform, one);
    if (one.key === '2026-04') continue;
    const at = moment(addDays(one.lastDay, 8), '18:00');
    await closeMonth(platformAt(platform, at), { period: one.key, note: '模拟数据' }, demoCall(at));
  }
  lap('closed');
  await holdDemoMeeting(
    platform,
    {
      kind: 'half-year',
      period: { kind: 'half-year', year: 2026, half: 1 },
      key: HALF_YEAR.period,
      month: HALF_YEAR.month,
      day: HALF_YEAR.day,
      dataDay: '2026-07-19',
      depth: 'preparing',
    },
    { seed: DEMO_SEED, today: HALF_YEAR.day },
  );
  lap('prepared');
  const { id } = await db
    .selectFrom('meeting')
    .select('id')
    .where('period', '=', HALF_YEAR.period)
    .executeTakeFirstOrThrow();
  const evening = moment(addDays(HALF_YEAR.day, -1), '16:30');
  const cast = await castOf(db);
  await freezeMeeting(platformAt(platform, evening), cast.by('diaodu', evening), id);
  lap('frozen');
  return id;
}

async function stationCodes({ db }: Platform): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('place').select('code').where('kind', '=', 'station').execute();
  return new Set(rows.map(({ code }) => code));
}

/** The same stations as the province has, so that its weather goes on. */
function keptStations(codes: ReadonlySet<string>) {
  return shanxiStations.filter(({ code }) => codes.has(code));
}
