/** A meeting to hold in tests: two cities as venues, an agenda with speakers, pages of several screens. */
import type { ScreenPage } from '@qingzhang/contract';
import { addRegions } from '../../notifications/testing.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { hashToken } from '../../session/service.ts';

/** What a test holds. */
export interface TestMeeting {
  readonly id: number;
  readonly main: number;
  readonly taiyuan: number;
  readonly datong: number;
  /** Agenda items: opening, bulletin, pledges, two speakers below. */
  readonly items: readonly [number, number, number, number, number];
  /** The link's secret of a venue's screen. */
  token(venue: number): Promise<string>;
}

/** A page of points, as the office makes them. */
export const pointsPage = (key: string, agendaItem: number | null, subs = 1): ScreenPage => ({
  key,
  agendaItem,
  title: `第${key}页`,
  body:
    key === 'cover'
      ? { kind: 'cover', lines: ['模拟数据'] }
      : { kind: 'points', points: [{ head: '', text: `内部数据${key}` }] },
  side: null,
  badges: ['模拟数据'],
  until: '',
  base: '',
  subs,
  version: 1,
});

/** Put pages into a meeting in the order given. */
export async function addPages(db: Db, meetingId: number, pages: readonly ScreenPage[]): Promise<void> {
  await db
    .insertInto('screen_page')
    .values(
      pages.map(({ key, agendaItem, title, version, ...content }, sort) => ({
        meeting_id: meetingId,
        key,
        sort,
        agenda_item_id: agendaItem,
        title,
        version,
        content: JSON.stringify(content),
        composed_at: new Date('2026-06-01T00:00:00+08:00'),
      })),
    )
    .execute();
}

/** A meeting that is ready to be opened, of a year nobody else uses. */
export async function addMeeting(db: Db, state = 'ready', year = 2026): Promise<TestMeeting> {
  await addRegions(db);
  const { id } = await db
    .insertInto('meeting')
    .values({
      kind: 'special',
      period: `${year}-H1`,
      title: `${year}年上半年重点工作调度会`,
      state,
      starts_at: new Date(`${year}-07-24T09:00:00+08:00`),
      minutes_planned: 120,
      simulated: true,
      frozen_at: new Date(`${year}-07-23T18:00:00+08:00`),
      created_post: '调度办',
      created_at: new Date(`${year}-07-01T09:00:00+08:00`),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const venues = await db
    .insertInto('venue')
    .values([
      { meeting_id: id, kind: 'main', region_code: null, name: '主会场', sort: 0 },
      { meeting_id: id, kind: 'city', region_code: '140100', name: '太原市分会场', sort: 1 },
      { meeting_id: id, kind: 'city', region_code: '140200', name: '大同市分会场', sort: 2 },
    ])
    .returning('id')
    .execute();
  const [main = 0, taiyuan = 0, datong = 0] = venues.map((venue) => venue.id);
  const add = async (
    sort: number,
    kind: string,
    title: string,
    minutes: number,
    more: { parent_id?: number; city_code?: string } = {},
  ) => {
    const row = { meeting_id: id, sort, kind, title, minutes, ...more };
    const made = await db.insertInto('agenda_item').values(row).returning('id').executeTakeFirstOrThrow();
    return made.id;
  };
  const opening = await add(0, 'opening', '主持开场', 2);
  const bulletin = await add(1, 'bulletin', '通报', 15);
  const pledges = await add(2, 'pledge', '表态发言', 0);
  const first = await add(3, 'pledge', '大同市', 4, { parent_id: pledges, city_code: '140200' });
  const second = await add(4, 'pledge', '太原市', 4, { parent_id: pledges, city_code: '140100' });
  await addPages(db, id, [
    pointsPage('cover', opening),
    pointsPage('air', bulletin, 2),
    pointsPage('work', bulletin),
    pointsPage('datong', first),
    pointsPage('taiyuan', second),
  ]);
  return {
    id,
    main,
    taiyuan,
    datong,
    items: [opening, bulletin, pledges, first, second],
    token: async (venue) => {
      const token = `screen-${venue}-${crypto.randomUUID()}`;
      await db
        .updateTable('venue')
        .set({ screen_hash: hashToken(token) })
        .where('id', '=', venue)
        .execute();
      return token;
    },
  };
}
