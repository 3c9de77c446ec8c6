/** 生成大屏页: gather, compose, and keep what is new; pages made by hand and the order people gave stay. */
import { AppError, type ScreenPage } from '@qingzhang/contract';
import { changedFields } from '@qingzhang/domain';
import type { Call } from '../../../platform/actor.ts';
import { audit } from '../../../platform/audit/audit.ts';
import { type Db, transaction } from '../../../platform/database/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type CommitmentRow, commitmentRows, suggestionOf } from '../../commitments/read.ts';
import { agendaRows, effectiveRules } from '../../cycle/read.ts';
import { type MeetingFacts, meetingFacts } from '../../facts.ts';
import { lockStage } from '../../locks.ts';
import { findStageMeeting, type StageMeeting } from '../access.ts';
import { readPages } from '../pages-store.ts';
import { bulletinModel } from './document.ts';
import { meetingPages, type PromiseFacts } from './meeting-pages.ts';
import type { DraftPage } from './page.ts';

/** A meeting that is ready has its figures frozen, on screens as on paper. */
const COMPOSABLE: ReadonlySet<string> = new Set(['planned', 'preparing']);

/**
 * Make a meeting's pages anew from the figures of its period: as of its closing, or as known now. A page whose content is as
 * before keeps its version; one that is composed no more goes. Refused once the figures are frozen.
 */
export async function composeStagePages(
  platform: Platform,
  call: Call,
  meetingId: number,
): Promise<ScreenPage[]> {
  const { db } = platform;
  const meeting = await composable(db, meetingId);
  const facts = await meetingFacts(platform, { period: meeting.period, at: call.at });
  return transaction(db, async (trx) => {
    await keepComposedPages(trx, call, meetingId, facts);
    return readPages(trx, meetingId, null);
  });
}

/** The pages from facts that are there, in the caller's transaction: also in the one that freezes the papers. */
export async function keepComposedPages(
  trx: Db,
  call: Call,
  meetingId: number,
  facts: MeetingFacts,
): Promise<void> {
  await lockStage(trx, meetingId, call.at);
  const meeting = await composable(trx, meetingId);
  const pages = await draftPages(trx, meeting, facts);
  await keepPages(trx, call, meetingId, pages);
  await raise(trx, call, meetingId, 'compose', { pages: pages.length });
  await audit(trx, call, {
    action: 'meeting.pages',
    objectType: 'meeting',
    objectId: meetingId,
    detail: { pages: pages.length, asOf: facts.asOf.toISOString() },
  });
}

async function composable(db: Db, id: number): Promise<StageMeeting> {
  const meeting = await findStageMeeting(db, id);
  if (meeting === undefined) throw new AppError('thing.notFound', { what: 'meeting', id });
  if (!COMPOSABLE.has(meeting.state))
    throw new AppError('meeting.state', { state: meeting.state, act: 'pages' });
  return meeting;
}

/** The pages as the figures say them. */
export async function draftPages(db: Db, meeting: StageMeeting, facts: MeetingFacts): Promise<DraftPage[]> {
  const [agenda, promises, rules, venues] = await Promise.all([
    agendaRows(db, meeting.id),
    commitmentRows(db, { before: meeting.id }),
    effectiveRules(db),
    db.selectFrom('venue').select('kind').where('meeting_id', '=', meeting.id).execute(),
  ]);
  const bulletin = await bulletinModel(db, meeting.period);
  const branches = venues.filter(({ kind }) => kind !== 'main').length;
  return meetingPages({
    title: meeting.title,
    when: sayMoment(meeting.startsAt),
    place: meeting.place,
    venues: branches === 0 ? '' : `主会场和 ${branches} 个分会场`,
    agenda: agenda.map((row) => ({
      id: row.id,
      parent: row.parent_id,
      kind: row.kind,
      title: row.title,
      minutes: row.minutes,
      city: row.city_code,
      program: row.program_key,
      portfolio: row.portfolio,
      speaker: row.speaker_post,
    })),
    promises: promises.filter(({ state }) => state !== 'withdrawn').map((row) => promiseOf(row, facts)),
    portfolios: rules.portfolios,
    simulated: meeting.simulated || facts.simulated,
    figures: facts,
    air: { bulletin: facts.bulletin, cities: facts.cities },
    programs: facts.programs,
    cities: facts.cities,
    bulletin,
  });
}

/** A promise with what became of it: as a person decided, else as the figures say. */
export function promiseOf(row: CommitmentRow, facts: MeetingFacts | null): PromiseFacts {
  const settled = row.state === 'kept' || row.state === 'late' || row.state === 'broken' ? row.state : null;
  const said = settled === null && facts !== null ? suggestionOf(row, facts) : null;
  return {
    city: row.city_code,
    program: row.program_key,
    promised: row.text,
    result: row.result_text ?? said?.text ?? '待核',
    verdict: settled ?? said?.verdict ?? 'open',
    from: `${sayDate(row.made_on)}会议`,
  };
}

const sayDate = (day: string): string =>
  `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
const WEEK = ['日', '一', '二', '三', '四', '五', '六'];
/** 2021年7月24日（星期六）9:00, Beijing time. */
function sayMoment(at: Date): string {
  const local = new Date(at.getTime() + 8 * 3_600_000);
  const iso = local.toISOString();
  return `${sayDate(iso.slice(0, 10))}（星期${WEEK[local.getUTCDay()]}）${Number(iso.slice(11, 13))}:${iso.slice(14, 16)}`;
}

/** Keep composed pages beside those made by hand, in the order people gave; new ones stand after what precedes them. */
async function keepPages(trx: Db, call: Call, meetingId: number, pages: readonly DraftPage[]): Promise<void> {
  const kept = await trx
    .selectFrom('screen_page')
    .select(['key', 'agenda_item_id', 'title', 'content', 'version', 'made_by_hand'])
    .where('meeting_id', '=', meetingId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
  const byHand = new Set(kept.filter((row) => row.made_by_hand).map(({ key }) => key));
  const composed = pages.filter(({ key }) => !byHand.has(key));
  const order = orderOf(
    kept.map(({ key }) => key).filter((key) => byHand.has(key) || composed.some((page) => page.key === key)),
    composed.map(({ key }) => key),
  );
  const gone = kept.filter(({ key }) => !order.includes(key)).map(({ key }) => key);
  if (gone.length > 0) {
    await trx
      .deleteFrom('screen_page')
      .where('meeting_id', '=', meetingId)
      .where('key', 'in', gone)
      .execute();
  }
  for (const page of composed) {
    const { key, agendaItem, title, ...content } = page;
    const was = kept.find((row) => row.key === key);
    if (was === undefined) {
      await trx
        .insertInto('screen_page')
        .values({
          meeting_id: meetingId,
          key,
          sort: 0,
          agenda_item_id: agendaItem,
          title,
          content: JSON.stringify(content),
          composed_at: call.at,
        })
        .execute();
      continue;
    }
    const news = changedFields(
      { title: was.title, agendaItem: was.agenda_item_id, content: was.content },
      { title, agendaItem, content: JSON.parse(JSON.stringify(content)) },
    );
    if (news === null) continue;
    await trx
      .updateTable('screen_page')
      .set({
        title,
        agenda_item_id: agendaItem,
        content: JSON.stringify(content),
        version: was.version + 1,
        composed_at: call.at,
      })
      .where('meeting_id', '=', meetingId)
      .where('key', '=', key)
      .execute();
  }
  await writeOrder(trx, meetingId, order);
}

/** The known order with new keys put in after the one that precedes them in the natural order. */
export function orderOf(known: readonly string[], natural: readonly string[]): string[] {
  const order = [...known];
  natural.forEach((key, at) => {
    if (order.includes(key)) return;
    const before = natural.slice(0, at).findLast((one) => order.includes(one));
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key);
  });
  return order;
}

/** Write the order of all pages. */
export async function writeOrder(trx: Db, meetingId: number, keys: readonly string[]): Promise<void> {
  for (const [sort, key] of keys.entries()) {
    await trx
      .updateTable('screen_page')
      .set({ sort })
      .where('meeting_id', '=', meetingId)
      .where('key', '=', key)
      .execute();
  }
}

/** Pages changed: a new revision of the stage, so that every screen hears of it. */
export async function raise(
  trx: Db,
  call: Call,
  meetingId: number,
  act: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { revision } = await trx
    .updateTable('stage')
    .set((eb) => ({ revision: eb('revision', '+', 1), changed_at: call.at }))
    .where('meeting_id', '=', meetingId)
    .returning('revision')
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('stage_event')
    .values({
      meeting_id: meetingId,
      revision,
      act: `pages.${act}`,
      detail: JSON.stringify(detail),
      post: call.actor.post,
      at: call.at,
    })
    .execute();
}
