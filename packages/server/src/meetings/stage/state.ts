/** The stage as rows, as facts for the domain's moves, and as every screen gets it. */
import { type AgendaItem, CLOSED_PAGE, type StageState } from '@qingzhang/contract';
import type { StageFacts } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { meetingRules } from '../cycle/rules.ts';
import type { Sight, StageMeeting } from './access.ts';
import { hallPages, isBefore } from './hall-pages.ts';
import { noteOf } from './notes-text.ts';

interface AgendaRow {
  readonly id: number;
  readonly parent: number | null;
  readonly kind: AgendaItem['kind'];
  readonly title: string;
  readonly minutes: number;
  readonly city: string | null;
  readonly program: string | null;
  readonly speaker: string;
  readonly note: string;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly used: number;
}

interface PageRow {
  readonly key: string;
  readonly title: string;
  readonly version: number;
  readonly agendaItem: number | null;
  readonly subs: number;
  readonly cover: boolean;
}

/** Everything of a stage at one revision. */
export interface StageRows {
  readonly meeting: StageMeeting;
  readonly revision: number;
  readonly recordRevision: number;
  readonly page: string | null;
  readonly sub: number;
  readonly blank: boolean;
  readonly item: number | null;
  readonly timer: {
    readonly item: number;
    readonly seconds: number;
    readonly used: number;
    readonly startedAt: Date | null;
  } | null;
  readonly agenda: readonly AgendaRow[];
  readonly pages: readonly PageRow[];
  /** Pages that halls have seen. */
  readonly shown: ReadonlySet<string>;
  /** How far halls load beforehand. */
  readonly ahead: number;
}

/** Read the stage of a meeting. */
export async function readStageRows(db: Db, meeting: StageMeeting): Promise<StageRows> {
  const stage = await db
    .selectFrom('stage')
    .selectAll()
    .where('meeting_id', '=', meeting.id)
    .executeTakeFirst();
  const [agenda, pages, shown, rules] = await Promise.all([
    readAgenda(db, meeting.id),
    readPageRows(db, meeting.id),
    readShown(db, meeting.id),
    readSetting(db, meetingRules),
  ]);
  const timer =
    stage === undefined || stage.timer_item_id === null
      ? null
      : {
          item: stage.timer_item_id,
          seconds: stage.timer_seconds,
          used: stage.timer_used,
          startedAt: stage.timer_started_at,
        };
  return {
    meeting,
    revision: Number(stage?.revision ?? 0),
    recordRevision: Number(stage?.record_revision ?? 0),
    page: stage?.page ?? null,
    sub: stage?.sub ?? 0,
    blank: stage?.blank ?? false,
    item: stage?.agenda_item_id ?? null,
    timer,
    agenda,
    pages,
    shown,
    ahead: rules.screensAhead,
  };
}

/** The agenda in its order: each item, then what stands below it. */
export async function readAgenda(db: Db, meetingId: number): Promise<AgendaRow[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .select(['id', 'parent_id', 'kind', 'title', 'minutes', 'city_code', 'program_key', 'speaker_post'])
    .select(['reason', 'started_at', 'ended_at', 'used_seconds'])
    .where('meeting_id', '=', meetingId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
  const keys = [...new Set(rows.map(({ program_key }) => program_key).filter((key) => key !== null))];
  const names = keys.length === 0 ? new Map<string, string>() : await shortNames(db, keys);
  const name = (key: string) => names.get(key) ?? key;
  const all = rows.map((row) => ({
    id: row.id,
    parent: row.parent_id,
    kind: row.kind as AgendaRow['kind'],
    title: row.title,
    minutes: row.minutes,
    city: row.city_code,
    program: row.program_key,
    speaker: row.speaker_post,
    note: noteOf(row.reason, name),
    startedAt: row.started_at,
    endedAt: row.ended_at,
    used: row.used_seconds,
  }));
  const below = (parent: number | null): AgendaRow[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.id)]);
  return below(null);
}

/** What programs are called in short, in Chinese. */
async function shortNames(db: Db, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('program as p')
    .innerJoin('program_version as v', (join) =>
      join.onRef('v.program_key', '=', 'p.key').onRef('v.version', '=', 'p.version'),
    )
    .select('p.key')
    .select(sql<string | null>`v.definition -> 'shortName' ->> 'zh'`.as('name'))
    .where('p.key', 'in', [...keys])
    .execute();
  return new Map(rows.map(({ key, name }) => [key, name ?? key]));
}

async function readPageRows(db: Db, meetingId: number): Promise<PageRow[]> {
  const rows = await db
    .selectFrom('screen_page')
    .select(['key', 'title', 'version', 'agenda_item_id'])
    .select(sql<number>`coalesce((content ->> 'subs')::int, 1)`.as('subs'))
    .select(sql<boolean>`content -> 'body' ->> 'kind' = 'cover'`.as('cover'))
    .where('meeting_id', '=', meetingId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    title: row.title,
    version: row.version,
    agendaItem: row.agenda_item_id,
    subs: Math.max(1, row.subs),
    cover: row.cover,
  }));
}

/** What was on the halls' screens, by the acts that put it there. */
async function readShown(db: Db, meetingId: number): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('stage_event')
    .select(sql<string | null>`detail ->> 'hall'`.as('page'))
    .distinct()
    .where('meeting_id', '=', meetingId)
    .execute();
  return new Set(rows.flatMap(({ page }) => page ?? []));
}

const second = (at: Date | null): number | null => (at === null ? null : Math.floor(at.getTime() / 1000));

/** The rows as the domain's moves take them. */
export function factsOfStage(rows: StageRows): StageFacts {
  const { meeting, timer } = rows;
  return {
    state: meeting.state,
    revision: rows.revision,
    page: rows.page,
    sub: rows.sub,
    blank: rows.blank,
    item: rows.item,
    clock: timer === null ? null : { ...timer, startedAt: second(timer.startedAt) },
    openedAt: second(meeting.openedAt),
    endedAt: second(meeting.endedAt),
    items: rows.agenda.map(({ id, parent, minutes, startedAt, endedAt, used }) => ({
      id,
      parent,
      minutes,
      startedAt: second(startedAt),
      endedAt: second(endedAt),
      used,
    })),
    pages: rows.pages.map(({ key, subs, agendaItem }) => ({ key, subs, item: agendaItem })),
  };
}

/** Keys that a hall may load. */
export const hallKeys = (rows: StageRows): ReadonlySet<string> =>
  hallPages({ ...rows, state: rows.meeting.state });

/**
 * The stage as a screen gets it. A hall never gets the office's notes, and before the opening nothing but the cover. Later
 * every page has its place there, so that all count alike; what a hall may not load yet has neither key nor title.
 */
export function presentStage(rows: StageRows, sight: Sight, now: Date): StageState {
  const { meeting, timer } = rows;
  const early = sight === 'hall' && isBefore(meeting.state);
  const keys = sight === 'hall' ? hallKeys(rows) : null;
  const listed = rows.pages.map((page, at) =>
    keys === null || keys.has(page.key)
      ? { key: page.key, version: page.version, title: page.title, agendaItem: page.agendaItem }
      : { key: `~${at + 1}`, version: CLOSED_PAGE, title: '', agendaItem: null },
  );
  const pages = early ? listed.filter(({ version }) => version !== CLOSED_PAGE) : listed;
  // After the end the department may turn pages that no hall shows.
  const page = rows.page !== null && (keys?.has(rows.page) ?? true) ? rows.page : null;
  const running = early ? null : timer;
  return {
    meeting: meeting.id,
    title: meeting.title,
    state: meeting.state,
    revision: rows.revision,
    page: early ? (pages[0]?.key ?? null) : page,
    sub: early ? 0 : rows.sub,
    blank: !early && rows.blank,
    agendaItem: early ? null : rows.item,
    timer: running === null ? null : { ...running, startedAt: running.startedAt?.toISOString() ?? null },
    now: now.toISOString(),
    startsAt: meeting.startsAt.toISOString(),
    openedAt: meeting.openedAt?.toISOString() ?? null,
    minutesPlanned: meeting.minutesPlanned,
    agenda: early ? [] : rows.agenda.map((row) => presentItem(row, rows.agenda, sight)),
    pages,
    conferenceLink: meeting.conferenceLink,
    simulated: meeting.simulated,
  };
}

/** A part's minutes are its speakers', and what they used counts in; the running stretch is the clock's. */
function presentItem(row: AgendaRow, all: readonly AgendaRow[], sight: Sight): StageState['agenda'][number] {
  const speakers = all.filter(({ parent }) => parent === row.id);
  const sum = (of: (one: AgendaRow) => number) => speakers.reduce((total, one) => total + of(one), 0);
  return {
    id: row.id,
    parent: row.parent,
    kind: row.kind,
    title: row.title,
    speaker: row.speaker,
    city: row.city,
    program: row.program,
    minutes: speakers.length === 0 ? row.minutes : sum(({ minutes }) => minutes),
    usedSeconds: row.used + sum(({ used }) => used),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    note: sight === 'hall' ? '' : row.note,
  };
}
