/** 承诺与兑现 as pages and spreadsheets show them, as far as somebody sees them. */
import { AppError, type Commitment, type Lang, RecordMeasure } from '@qingzhang/contract';
import { sayMeasure } from '@qingzhang/domain';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Actor, Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { may, requirePermission } from '../../platform/policy.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { listRegions } from '../../regions/queries.ts';
import { findMeeting, isInvited, requireMeeting } from '../cycle/read.ts';
import { type MeetingFacts, meetingFacts } from '../facts.ts';
import { programNames } from '../stage/record-list.ts';
import type { CommitmentState } from './book.ts';
import { type CommitmentFilter, type CommitmentRow, commitmentRows, suggestionOf } from './read.ts';

/** What is asked for. */
export interface CommitmentQuery {
  readonly lang: Lang;
  readonly meeting?: number | undefined;
  readonly before?: number | undefined;
  readonly city?: string | undefined;
  readonly state?: CommitmentState | undefined;
}

/** Own cities of who is invited; null: everybody of the house sees all. */
export const citiesOf = (actor: Actor): readonly string[] | null =>
  isInvited(actor) && actor.scope.regions !== 'all' ? actor.scope.regions : null;

/** Whether the promise is the actor's to see. Other departments see those of their own programs. */
export function seesCommitment(actor: Actor, row: Pick<CommitmentRow, 'city_code' | 'program_key'>): boolean {
  const cities = citiesOf(actor);
  if (cities !== null && !cities.includes(row.city_code)) return false;
  if (actor.role !== 'partner') return true;
  const { programs } = actor.scope;
  return programs === 'all' || (row.program_key !== null && programs.includes(row.program_key));
}

/**
 * The promises one sees. With `before`, those that this meeting has to hear, each with what the figures of its period say
 * of it before a person decides; without figures (the period is not over, nothing measured) they come without.
 */
export async function listCommitments(
  platform: Platform,
  call: Call,
  query: CommitmentQuery,
): Promise<{ items: Commitment[] }> {
  requirePermission(call.actor, 'meetings.read');
  const { db } = platform;
  const { lang, ...filter } = query;
  if (filter.before !== undefined) await requireMeeting(db, call.actor, filter.before);
  if (filter.meeting !== undefined) await requireMeeting(db, call.actor, filter.meeting);
  const rows = await seenRows(db, call.actor, filter);
  const facts = filter.before === undefined ? null : await factsFor(platform, call, filter.before, rows);
  return { items: await commitmentViews(db, call.actor, rows, lang, facts) };
}

async function seenRows(db: Db, actor: Actor, filter: CommitmentFilter): Promise<CommitmentRow[]> {
  const rows = await commitmentRows(db, { ...filter, cities: citiesOf(actor) });
  return rows.filter((row) => seesCommitment(actor, row));
}

/** Figures are gathered only where something measured waits for a verdict. */
async function factsFor(
  platform: Platform,
  call: Call,
  meetingId: number,
  rows: readonly CommitmentRow[],
): Promise<MeetingFacts | null> {
  if (!rows.some(({ state, measure }) => state === 'open' && measure?.kind === 'figure')) return null;
  return factsBefore(platform, call, meetingId);
}

/** Answers that several people ask for at once are gathered once. */
const KEPT = 30_000;
const kept = new WeakMap<
  Platform['database'],
  { key: string; at: number; facts: Promise<MeetingFacts | null> }
>();

/** The facts of a meeting's period; null where there are none yet. */
export async function factsBefore(
  platform: Platform,
  call: Pick<Call, 'at'>,
  meetingId: number,
): Promise<MeetingFacts | null> {
  const meeting = await findMeeting(platform.db, meetingId);
  if (meeting === null) return null;
  const now = call.at.getTime();
  const known = kept.get(platform.database);
  if (known?.key === meeting.period && now - known.at >= 0 && now - known.at < KEPT) return known.facts;
  const facts = meetingFacts(platform, { period: meeting.period, at: call.at }).catch((error: unknown) => {
    if (error instanceof AppError && error.code.startsWith('thing.')) return null;
    throw error;
  });
  kept.set(platform.database, { key: meeting.period, at: now, facts });
  facts.catch(() => kept.delete(platform.database));
  return facts;
}

/** One promise, or `thing.notFound` as if it were not there. */
export async function requireCommitment(
  db: Db,
  actor: Actor,
  id: number,
  hold = false,
): Promise<CommitmentRow> {
  let query = db.selectFrom('commitment').selectAll().where('id', '=', id);
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  const parsed =
    row === undefined
      ? null
      : { ...row, measure: row.measure === null ? null : RecordMeasure.parse(row.measure) };
  if (parsed === null || !seesCommitment(actor, parsed)) {
    throw new AppError('thing.notFound', { what: 'commitment', id });
  }
  return parsed;
}

const STATES: readonly CommitmentState[] = ['open', 'kept', 'late', 'broken', 'withdrawn'];
/** The state; a word that is not ours is a fault of the program. */
export function stateOf(row: Pick<CommitmentRow, 'state'>): CommitmentState {
  const state = STATES.find((one) => one === row.state);
  if (state === undefined) throw new Error(`commitment state ${row.state}`);
  return state;
}

/** Rows as they are shown: what belongs to them is read at once for all. */
export async function commitmentViews(
  db: Db,
  actor: Actor,
  rows: readonly CommitmentRow[],
  lang: Lang,
  facts: MeetingFacts | null = null,
): Promise<Commitment[]> {
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.flatMap((row) => [row.meeting_id, row.settled_meeting_id ?? row.meeting_id]))];
  const [meetings, programs] = await Promise.all([
    db.selectFrom('meeting').select(['id', 'title', 'starts_at']).where('id', 'in', ids).execute(),
    programNames(db, lang),
  ]);
  const byId = new Map(meetings.map((one) => [one.id, one]));
  const settles = may(actor, 'meetings.record');
  return rows.map((row): Commitment => {
    const made = byId.get(row.meeting_id);
    const settled = row.settled_meeting_id === null ? undefined : byId.get(row.settled_meeting_id);
    const state = stateOf(row);
    return {
      id: row.id,
      meeting: {
        id: row.meeting_id,
        title: made?.title ?? '',
        startsAt: beijingInstant(made?.starts_at ?? new Date(0)),
      },
      city: row.city_code,
      program: row.program_key,
      programName: row.program_key === null ? null : (programs.get(row.program_key) ?? row.program_key),
      text: row.text,
      measure: row.measure,
      madeOn: row.made_on,
      due: row.due,
      state,
      result: row.result_text,
      suggestion: facts === null || state !== 'open' ? null : suggestionOf(row, facts),
      settledIn: settled === undefined ? null : { id: settled.id, title: settled.title },
      settledPost: row.settled_post,
      simulated: row.simulated,
      can: { settle: settles },
    };
  });
}

type Words = readonly [zh: string, en: string];
const COLUMNS = {
  meeting: ['会议', 'Meeting'],
  city: ['市', 'City'],
  program: ['专项', 'Program'],
  text: ['承诺', 'Commitment'],
  measure: ['衡量', 'Measure'],
  madeOn: ['承诺日期', 'Made on'],
  due: ['时限', 'Due'],
  state: ['兑现', 'State'],
  result: ['结果', 'Result'],
  settledIn: ['认定会议', 'Settled in'],
  settledPost: ['认定岗位', 'Settled by'],
} as const satisfies Record<string, Words>;

/** 兑现 in words. */
export const COMMITMENT_WORDS: Readonly<Record<CommitmentState, Words>> = {
  open: ['未认定', 'open'],
  kept: ['兑现', 'kept'],
  late: ['晚兑现', 'kept late'],
  broken: ['未兑现', 'broken'],
  withdrawn: ['撤回', 'withdrawn'],
};
const pick = (words: Words, lang: Lang): string => words[lang === 'zh' ? 0 : 1];

/** The same as a spreadsheet. */
export async function commitmentsXlsx(
  platform: Platform,
  call: Call,
  query: CommitmentQuery,
): Promise<FileReply> {
  const { items } = await listCommitments(platform, call, query);
  return xlsxReply(
    query.lang === 'zh' ? '承诺与兑现' : 'Commitments',
    await commitmentSheet(platform.db, items, query.lang),
  );
}

/** The sheet of these promises. */
export async function commitmentSheet(db: Db, items: readonly Commitment[], lang: Lang) {
  const regions = await listRegions(db);
  const names = new Map(regions.map(({ code, name, nameEn }) => [code, lang === 'zh' ? name : nameEn]));
  return {
    title: lang === 'zh' ? '承诺与兑现' : 'Commitments',
    simulated: items.some(({ simulated }) => simulated),
    columns: Object.entries(COLUMNS).map(([key, words]) => ({ key, title: pick(words, lang) })),
    rows: items.map((one) => ({
      meeting: one.meeting.title,
      city: names.get(one.city) ?? one.city,
      program: one.programName ?? '',
      text: one.text,
      measure: one.measure === null ? '' : sayMeasure(one.measure),
      madeOn: one.madeOn,
      due: one.due,
      state: pick(COMMITMENT_WORDS[one.state], lang),
      result: one.result ?? one.suggestion?.text ?? '',
      settledIn: one.settledIn?.title ?? '',
      settledPost: one.settledPost ?? '',
    })),
  };
}
