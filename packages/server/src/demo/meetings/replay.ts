/**
 * 回放: the demonstration's half-year meeting held again, live (模拟数据). A meeting of its own with the same agenda, pages and
 * record, so that halls, chair and recorder can be watched in browsers while it runs; the one it follows stays as it was.
 */
import { randomUUID } from 'node:crypto';
import { AppError, NewMeeting, RecordLineInput, StageAct } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { z } from 'zod';
import { createMeeting, startPreparing } from '../../meetings/cycle/create.ts';
import { makeScreenLink } from '../../meetings/cycle/screens.ts';
import { actOnStage } from '../../meetings/stage/act.ts';
import { keepLine } from '../../meetings/stage/record.ts';
import { fieldsOf, readLineRows } from '../../meetings/stage/record-rows.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Cast, castOf } from './cast.ts';

export interface ReplayOptions {
  /** How many times faster than it was. */
  readonly speed: number;
  /** Where the pages are: printed before the screens' paths. */
  readonly address: string;
}

interface Moment {
  /** Milliseconds from the opening. */
  readonly at: number;
  readonly play: (cast: Cast, now: Date) => Promise<string>;
}

/** Hold it again; tells where to look, then what happens. Ends with the meeting, or when stopped. */
export async function replayMeeting(
  platform: Platform,
  options: ReplayOptions,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { db, clock } = platform;
  const source = await lastWholeMeeting(db);
  const cast = await castOf(db);
  const id = await copyMeeting(platform, cast, source);
  print('回放会议（模拟数据）· a meeting held again, simulated');
  print(`  主持 chair     ${options.address}/meetings/${id}/chair   （diaodu）`);
  print(`  记录 recorder  ${options.address}/meetings/${id}/record  （diaodu）`);
  for (const venue of await db
    .selectFrom('venue')
    .select(['id', 'name'])
    .where('meeting_id', '=', id)
    .orderBy('sort')
    .execute()) {
    const { path } = await makeScreenLink(db, cast.by('diaodu', clock.now()), id, venue.id);
    print(`  ${venue.name}  ${options.address}${path}`);
  }
  const moments = await momentsOf(db, source.id, id);
  const started = performance.now();
  for (const { at, play } of moments) {
    await pause(started + at / options.speed - performance.now(), signal);
    if (signal.aborted) return;
    print(`${sayMinutes(at)}  ${await play(cast, clock.now())}`);
  }
}

const sayMinutes = (at: number): string => {
  const seconds = Math.round(at / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(3)}:${String(seconds % 60).padStart(2, '0')}`;
};

/** Wait, or until stopped. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
  });
}

interface Source {
  readonly id: number;
  readonly title: string;
  readonly period: string;
  readonly opened: Date;
}

/** The last half-year or year meeting that was held from opening to end. */
async function lastWholeMeeting(db: Db): Promise<Source> {
  const row = await db
    .selectFrom('meeting')
    .select(['id', 'title', 'period', 'opened_at'])
    .where('simulated', '=', true)
    .where('kind', 'in', ['half-year', 'year'])
    .where('ended_at', 'is not', null)
    .orderBy('starts_at', 'desc')
    .executeTakeFirst();
  if (row === undefined || row.opened_at === null) {
    throw new AppError('thing.notFound', { what: 'meeting', id: '半年调度会（模拟）· half-year, simulated' });
  }
  return { id: row.id, title: row.title, period: row.period, opened: row.opened_at };
}

/** A meeting of its own with the same agenda and pages, ready to be opened. */
async function copyMeeting({ db, clock }: Platform, cast: Cast, source: Source): Promise<number> {
  const now = clock.now();
  const call = cast.by('diaodu', now);
  const id = await createMeeting(
    db,
    call,
    NewMeeting.parse({
      kind: 'special',
      period: source.period,
      title: `${source.title}（回放）`,
      startsAt: now.toISOString(),
      place: '省厅三楼视频会议室',
      chairPost: '党组书记、厅长',
    }),
    { simulated: true },
  );
  await db.transaction().execute(async (trx) => {
    // Nothing is prepared for it: its checklist would only tell of being late.
    await trx.deleteFrom('meeting_step').where('meeting_id', '=', id).execute();
    await trx.deleteFrom('agenda_item').where('meeting_id', '=', id).execute();
    await sql`
      insert into agenda_item (meeting_id, sort, kind, title, minutes, city_code, program_key, portfolio, speaker_post, speaker_id, suggested, reason)
      select ${id}, sort, kind, title, minutes, city_code, program_key, portfolio, speaker_post, speaker_id, suggested, reason
      from agenda_item where meeting_id = ${source.id} and parent_id is null`.execute(trx);
    await sql`
      insert into agenda_item (meeting_id, parent_id, sort, kind, title, minutes, city_code, program_key, portfolio, speaker_post, speaker_id, suggested, reason)
      select ${id}, own.id, c.sort, c.kind, c.title, c.minutes, c.city_code, c.program_key, c.portfolio, c.speaker_post, c.speaker_id, c.suggested, c.reason
      from agenda_item c
      join agenda_item p on p.id = c.parent_id
      join agenda_item own on own.meeting_id = ${id} and own.parent_id is null and own.kind = p.kind and own.sort = p.sort
      where c.meeting_id = ${source.id}`.execute(trx);
    await sql`
      insert into screen_page (meeting_id, key, sort, agenda_item_id, title, content, version, made_by_hand, composed_at)
      select ${id}, s.key, s.sort, own.id, s.title, s.content, s.version, s.made_by_hand, ${now}
      from screen_page s
      left join agenda_item a on a.id = s.agenda_item_id
      left join agenda_item own on own.meeting_id = ${id} and own.kind = a.kind and own.sort = a.sort and own.title = a.title
      where s.meeting_id = ${source.id}
      on conflict do nothing`.execute(trx);
  });
  await startPreparing(db, call, [id], true);
  return id;
}

/** Acts and lines of the meeting that was, in their order, on the meeting that is. */
async function momentsOf(db: Db, from: number, to: number): Promise<Moment[]> {
  const { rows: pairs } = await sql<{ old: number; own: number }>`
    select a.id as old, own.id as own from agenda_item a
    join agenda_item own on own.meeting_id = ${to} and own.kind = a.kind and own.sort = a.sort and own.title = a.title
    where a.meeting_id = ${from}`.execute(db);
  const itemOf = new Map(pairs.map(({ old, own }) => [old, own]));
  const events = await db
    .selectFrom('stage_event')
    .select(['act', 'detail', 'at'])
    .where('meeting_id', '=', from)
    .orderBy('revision')
    .execute();
  const opening = events.find(({ act }) => act === 'open')?.at.getTime() ?? 0;
  const acts = events.flatMap(({ act, detail, at }): Moment[] => {
    const given = { act, ...(typeof detail === 'object' ? detail : {}) } as Record<string, unknown>;
    const item = typeof given.item === 'number' ? itemOf.get(given.item) : undefined;
    const parsed = StageAct.safeParse({ ...given, ...(item === undefined ? {} : { item }) });
    if (!parsed.success || at.getTime() < opening) return [];
    return [
      {
        at: at.getTime() - opening,
        play: (cast, now) => play(db, cast, to, parsed.data, now),
      },
    ];
  });
  const lines = (await readLineRows(db, from)).map((line): Moment => {
    const agendaItem = line.agendaItem === null ? null : (itemOf.get(line.agendaItem) ?? null);
    return {
      at: Math.max(0, Date.parse(line.at) - opening),
      play: async (cast, now) => {
        await keepLine(db, cast.by('diaodu', now), to, randomUUID(), {
          revision: null,
          line: RecordLineInput.parse({ ...fieldsOf(line), agendaItem }),
        });
        return `记录 ${line.text.slice(0, 40)}`;
      },
    };
  });
  return [...acts, ...lines].sort((a, b) => a.at - b.at);
}

async function play(
  db: Db,
  cast: Cast,
  id: number,
  act: z.output<typeof StageAct>,
  now: Date,
): Promise<string> {
  const { page, meeting } = await actOnStage(db, cast.by('diaodu', now), id, { revision: null, act });
  return `${SAY[act.act] ?? act.act} ${act.act === 'show' || act.act === 'begin' ? (page ?? '') : meeting.title}`;
}

const SAY: Readonly<Record<string, string>> = {
  open: '开会',
  show: '换页',
  begin: '进入',
  end: '散会',
  blank: '黑屏',
};
