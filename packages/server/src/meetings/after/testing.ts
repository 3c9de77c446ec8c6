/** What tests of what follows a meeting begin with: a small province with figures, and a meeting that has ended. */
import type { TestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../../accounts/testing/small-province.ts';
import { ensureCalendar } from '../../platform/calendar/calendar.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { ensureTaskSubject } from '../../tasks/nightly.ts';

export { NORTH, SOUTH };

/** January 2025 of two cities; the calendar; the books' lines. */
export async function addFigures(platform: TestPlatform): Promise<void> {
  const places = await createProvince(platform);
  for (const [city, value] of [
    [NORTH, 50],
    [SOUTH, 40],
  ] as const) {
    await writeDays(platform, places.get(city) ?? Number.NaN, '2025-01-01', '2025-01-31', () => value);
  }
  await ensureCalendar(platform.db, platform.call());
  await ensureTaskSubject(platform.db);
}

/** A meeting about January 2025 with both cities as venues. */
export async function addHeldMeeting(
  db: Db,
  options: {
    readonly state?: string;
    readonly on?: string;
    readonly title?: string;
    readonly period?: string;
  } = {},
): Promise<number> {
  const at = new Date(`${options.on ?? '2025-02-12'}T09:00:00+08:00`);
  const { id } = await db
    .insertInto('meeting')
    .values({
      kind: 'special',
      period: options.period ?? '2025-01',
      title: options.title ?? '2025年1月重点工作调度会',
      state: options.state ?? 'ended',
      starts_at: at,
      chair_post: '党组书记、厅长',
      announced_at: at,
      opened_at: at,
      simulated: true,
      created_post: '调度办',
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const venues = await db
    .insertInto('venue')
    .values([
      { meeting_id: id, kind: 'main', region_code: null, name: '主会场', sort: 0 },
      { meeting_id: id, kind: 'city', region_code: NORTH, name: '甲市分会场', sort: 1 },
      { meeting_id: id, kind: 'city', region_code: SOUTH, name: '乙市分会场', sort: 2 },
    ])
    .returning('id')
    .execute();
  const [main = 0, north = 0] = venues.map((venue) => venue.id);
  await db
    .insertInto('attendee')
    .values([
      {
        meeting_id: id,
        venue_id: main,
        sort: 1,
        post: '党组书记、厅长',
        category: 'chair',
        signed_in_at: at,
      },
      { meeting_id: id, venue_id: main, sort: 2, post: '一级巡视员', category: 'sit-in', signed_in_at: at },
      {
        meeting_id: id,
        venue_id: main,
        sort: 3,
        post: '总工程师',
        category: 'attend',
        leave_state: 'approved',
      },
      {
        meeting_id: id,
        venue_id: north,
        sort: 1,
        post: '局长',
        name: '张三',
        category: 'attend',
        signed_in_at: at,
      },
    ])
    .execute();
  return id;
}

/** One thing said; complete unless something is taken away. */
export async function addLine(
  db: Db,
  meeting: number,
  kind: string,
  text: string,
  change: {
    readonly cities?: string[];
    readonly deadline?: string | null;
    readonly measure?: object | null;
    readonly owner_post?: string;
    readonly lead_unit?: string;
    readonly speaker_post?: string;
    readonly agenda_item_id?: number;
    readonly program_key?: string;
    readonly state?: string;
  } = {},
): Promise<string> {
  const { measure = { kind: 'text', text: '全部完成' }, ...rest } = change;
  const key = crypto.randomUUID();
  const last = await db
    .selectFrom('record_line')
    .select((eb) => eb.fn.max('sort').as('sort'))
    .where('meeting_id', '=', meeting)
    .executeTakeFirst();
  const demands = kind === 'requirement' || kind === 'commitment';
  await db
    .insertInto('record_line')
    .values({
      meeting_id: meeting,
      client_key: key,
      sort: (last?.sort ?? 0) + 10,
      kind,
      state: 'kept',
      text,
      ...(demands ? { deadline: '2025-06-30', owner_post: '市局局长' } : {}),
      recorded_post: '调度办',
      recorded_at: new Date('2025-02-12T09:30:00+08:00'),
      changed_at: new Date('2025-02-12T09:30:00+08:00'),
      ...rest,
      measure: demands && measure !== null ? JSON.stringify(measure) : null,
    })
    .execute();
  return key;
}
