/** Pages by hand: points said in words, the order of all pages. */
import { AppError, type ScreenPage } from '@qingzhang/contract';
import type { Call } from '../../../platform/actor.ts';
import { type Db, transaction } from '../../../platform/database/transaction.ts';
import { lockStage } from '../../locks.ts';
import { findStageMeeting, requireStage, type StageMeeting } from '../access.ts';
import { readPages } from '../pages-store.ts';
import { raise, writeOrder } from './compose.ts';
import { screensOf } from './page.ts';

const EDITABLE: ReadonlySet<string> = new Set(['planned', 'preparing', 'ready', 'live']);

/** A page of points as it is typed. */
export interface PointsInput {
  readonly title: string;
  readonly agendaItem: number | null;
  readonly points: readonly { readonly head: string; readonly text: string }[];
  readonly after: string | null;
}

/** Put a page of points; a page composed from figures is never typed over. */
export function putPointsPage(db: Db, call: Call, meetingId: number, key: string, input: PointsInput) {
  return change(db, call, meetingId, 'put', { key }, async (trx, meeting) => {
    const keys = await keysOf(trx, meetingId);
    const known = keys.find((page) => page.key === key);
    if (known !== undefined && !known.byHand)
      throw new AppError('thing.conflict', { what: 'document', state: key });
    await requireItem(trx, meetingId, input.agendaItem);
    const body = { kind: 'points' as const, points: [...input.points] };
    const content = JSON.stringify({
      body,
      side: null,
      badges: meeting.simulated ? ['模拟数据'] : [],
      until: '',
      base: '',
      subs: screensOf(body),
    });
    const rest = { title: input.title, agenda_item_id: input.agendaItem, content, composed_at: call.at };
    if (known === undefined) {
      await trx
        .insertInto('screen_page')
        .values({ ...rest, meeting_id: meetingId, key, sort: 0, made_by_hand: true })
        .execute();
    } else {
      await trx
        .updateTable('screen_page')
        .set((eb) => ({ ...rest, version: eb('version', '+', 1) }))
        .where('meeting_id', '=', meetingId)
        .where('key', '=', key)
        .execute();
    }
    const others = keys.map((page) => page.key);
    if (known !== undefined && input.after === null) return;
    const order = others.filter((one) => one !== key);
    order.splice(placeFor(keys, order, input), 0, key);
    await writeOrder(trx, meetingId, order);
  });
}

/** After the page named, else after the last page of its item, else at the end. */
function placeFor(
  keys: readonly { readonly key: string; readonly item: number | null }[],
  order: readonly string[],
  { after, agendaItem }: PointsInput,
): number {
  if (after !== null && order.includes(after)) return order.indexOf(after) + 1;
  const last = keys.findLast((page) => page.item === agendaItem && order.includes(page.key));
  return agendaItem === null || last === undefined ? order.length : order.indexOf(last.key) + 1;
}

/** Take a page away; one that is on the screens stays. */
export function removePage(db: Db, call: Call, meetingId: number, key: string) {
  return change(db, call, meetingId, 'delete', { key }, async (trx, meeting) => {
    const stage = await trx
      .selectFrom('stage')
      .select('page')
      .where('meeting_id', '=', meetingId)
      .executeTakeFirst();
    if (meeting.state === 'live' && stage?.page === key)
      throw new AppError('thing.conflict', { what: 'document', state: key });
    const { numDeletedRows } = await trx
      .deleteFrom('screen_page')
      .where('meeting_id', '=', meetingId)
      .where('key', '=', key)
      .executeTakeFirst();
    if (Number(numDeletedRows) === 0) throw new AppError('thing.notFound', { what: 'document', id: key });
  });
}

/** The whole order at once; keys left out keep their places behind. */
export function orderPages(db: Db, call: Call, meetingId: number, wanted: readonly string[]) {
  return change(db, call, meetingId, 'order', {}, async (trx) => {
    const keys = (await keysOf(trx, meetingId)).map(({ key }) => key);
    const unknown = wanted.find((key) => !keys.includes(key));
    if (unknown !== undefined) throw new AppError('thing.notFound', { what: 'document', id: unknown });
    const first = [...new Set(wanted)];
    await writeOrder(trx, meetingId, [...first, ...keys.filter((key) => !first.includes(key))]);
  });
}

function change(
  db: Db,
  call: Call,
  meetingId: number,
  act: string,
  detail: Readonly<Record<string, unknown>>,
  run: (trx: Db, meeting: StageMeeting) => Promise<void>,
): Promise<ScreenPage[]> {
  return transaction(db, async (trx) => {
    await requireStage(trx, call.actor, meetingId);
    await lockStage(trx, meetingId, call.at);
    const meeting = await findStageMeeting(trx, meetingId);
    if (meeting === undefined) throw new AppError('thing.notFound', { what: 'meeting', id: meetingId });
    if (!EDITABLE.has(meeting.state))
      throw new AppError('meeting.state', { state: meeting.state, act: 'pages' });
    await run(trx, meeting);
    await raise(trx, call, meetingId, act, detail);
    return readPages(trx, meetingId, null);
  });
}

async function keysOf(trx: Db, meetingId: number) {
  const rows = await trx
    .selectFrom('screen_page')
    .select(['key', 'made_by_hand', 'agenda_item_id'])
    .where('meeting_id', '=', meetingId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ key: row.key, byHand: row.made_by_hand, item: row.agenda_item_id }));
}

async function requireItem(trx: Db, meetingId: number, id: number | null): Promise<void> {
  if (id === null) return;
  const item = await trx
    .selectFrom('agenda_item')
    .select('id')
    .where('id', '=', id)
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  if (item === undefined) throw new AppError('thing.notFound', { what: 'agenda', id });
}
