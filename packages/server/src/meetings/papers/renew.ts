/** 随数更新: drafts of a meeting's papers follow their figures by themselves, until they are frozen. */
import { AppError } from '@qingzhang/contract';
import { z } from 'zod';
import { askWhereBehind, keepBasis, keptBasis } from '../../issuing/documents/basis.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { jobType, worker } from '../../platform/jobs/jobs.ts';
import type { Platform } from '../../platform/platform.ts';
import { findMeeting, type MeetingRecord } from '../cycle/read.ts';
import { papersBasis } from './basis.ts';
import { COMPOSED, composeAll } from './compose/all.ts';
import { LIVE_PAPERS, readTemplates } from './compose-papers.ts';
import { gatherPapers } from './gather.ts';
import { renewPaper } from './store.ts';

/** What a renewal changed. */
export interface RenewedPapers {
  readonly papers: number;
  /** Figures whose digits are others now, each counted once. */
  readonly figures: number;
}

const isLive = (meeting: MeetingRecord | null): meeting is MeetingRecord =>
  meeting !== null && meeting.frozen_at === null && LIVE_PAPERS.includes(meeting.state);

/**
 * Make the drafts of a meeting anew where what they are made from has changed; null: nothing to do. People's edits stay over
 * them, and so do the templates they were made with. Nothing is added or withdrawn, nothing frozen, finished or issued is
 * touched. Of a change the audit log says which papers and how many figures; where nothing is said otherwise, nothing is
 * logged.
 */
export async function renewPapers(
  platform: Platform,
  call: Call,
  meetingId: number,
): Promise<RenewedPapers | null> {
  const { db } = platform;
  const meeting = await findMeeting(db, meetingId);
  if (!isLive(meeting)) return null;
  const versions = await draftKinds(db, meetingId);
  if (versions.size === 0) return null;
  const owner = { kind: 'meeting', id: meetingId } as const;
  const basis = await papersBasis(db, meeting, call.at);
  if ((await keptBasis(db, owner)) === basis) return null;
  const context = await gatherPapers(platform, meeting, call.at);
  return transaction(db, async (trx) => {
    const held = await findMeeting(trx, meetingId, { hold: true });
    if (!isLive(held)) return null;
    const papers: { readonly id: number; readonly kind: string; readonly figures: number }[] = [];
    const moved = new Set<string>();
    const kinds = COMPOSED.filter((kind) => versions.has(kind));
    for (const paper of composeAll(context, await readTemplates(trx, versions), kinds)) {
      const done = await renewPaper(trx, meetingId, paper, { at: call.at, asOf: context.facts.asOf });
      if (done === null) continue;
      papers.push({ id: done.id, kind: paper.kind, figures: done.moved.length });
      for (const id of done.moved) moved.add(id);
    }
    await keepBasis(trx, owner, basis, call.at);
    if (papers.length > 0) {
      await audit(trx, call, {
        action: 'papers.renew',
        objectType: 'meeting',
        objectId: meetingId,
        detail: { papers, figures: moved.size, asOf: context.facts.asOf.toISOString() },
      });
    }
    return { papers: papers.length, figures: moved.size };
  });
}

/** Kinds of which the meeting has a draft that follows its figures, with the version of their template. */
async function draftKinds(db: Db, meetingId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('paper')
    .select((eb) => ['kind', eb.fn.max('template_version').as('version')])
    .where('meeting_id', '=', meetingId)
    .where('kind', 'in', COMPOSED)
    .where('state', '=', 'draft')
    .where('frozen_at', 'is', null)
    .groupBy('kind')
    .execute();
  return new Map(rows.map(({ kind, version }) => [kind, version ?? 0]));
}

/** Of one meeting, or of all whose papers are live. */
const renewal = jobType({ name: 'papers.renew', data: z.object({ meeting: z.number().int().optional() }) });

/**
 * Whether a meeting's drafts are behind their figures; then their renewal is asked for. For pages that show them: reads two
 * digests, never the facts.
 */
export async function papersBehind(platform: Platform, meetingId: number | null, at: Date): Promise<boolean> {
  const { db } = platform;
  const meeting = meetingId === null ? null : await findMeeting(db, meetingId);
  if (!isLive(meeting) || (await draftKinds(db, meeting.id)).size === 0) return false;
  const basis = await papersBasis(db, meeting, at);
  const job = { type: renewal, data: { meeting: meeting.id } };
  return askWhereBehind(platform, { kind: 'meeting', id: meeting.id }, basis, at, job);
}

/** Renew all: what data came in may concern. */
export const askPapersRenewal = (platform: Platform): Promise<unknown> =>
  platform.jobs.enqueue(platform.db, renewal, {});

/** Each hour, behind the hour's readings and the night's boards (00:20); and whenever somebody opens what is behind. */
export const paperRenewalWorker = worker(
  renewal,
  async (platform, { meeting }, run) => {
    const ids = meeting === undefined ? await liveMeetings(platform.db) : [meeting];
    for (const id of ids) {
      run.signal.throwIfAborted();
      try {
        const done = await renewPapers(platform, run.call, id);
        if (done !== null && done.papers > 0)
          run.log.info({ meeting: id, ...done }, 'papers followed their figures');
      } catch (error) {
        // A template or a period that cannot be used is for people to mend, and no reason to leave the other meetings.
        if (!(error instanceof AppError)) throw error;
        run.log.warn({ meeting: id, code: error.code, ...error.params }, 'papers could not be renewed');
      }
    }
  },
  { schedule: { cron: '25 * * * *', data: {} } },
);

async function liveMeetings(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('meeting')
    .select('id')
    .where('state', 'in', [...LIVE_PAPERS])
    .where('frozen_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}
