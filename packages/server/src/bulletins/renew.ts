/** 随数更新: the draft of a bulletin follows its figures by itself until its books are closed. */
import { AppError } from '@qingzhang/contract';
import { spanOf } from '@qingzhang/standards';
import { z } from 'zod';
import { askWhereBehind, keepBasis, keptBasis } from '../issuing/documents/basis.ts';
import { figureList } from '../issuing/documents/figures.ts';
import { movedFigures, sameContent } from '../issuing/documents/renewed.ts';
import { bulletinNames } from '../issuing/issuer.ts';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { jobType, worker } from '../platform/jobs/jobs.ts';
import type { Platform } from '../platform/platform.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { factsBasis } from './basis.ts';
import { factsOf } from './facts.ts';
import { termsAfterMeeting } from './meeting-day.ts';
import { readBulletinPeriod } from './periods.ts';
import * as queries from './queries.ts';
import { raiseRevision } from './revision.ts';
import { composeFrom } from './templates.ts';

/** What a renewal changed. */
export interface RenewedBulletin {
  /** Figures whose digits are others now. */
  readonly figures: number;
}

const isLive = (row: queries.BulletinRow | null): row is queries.BulletinRow =>
  row !== null && row.state === 'draft' && !row.closed;

const basisOf = (db: Db, row: queries.BulletinRow): Promise<string> =>
  factsBasis(db, spanOf(readBulletinPeriod(row.period)));

/**
 * Make the draft anew where what it is made from has changed; null: nothing to do, or nothing is said otherwise. People's
 * edits stay over it, and so do the template it was made with and its date, which is set when it is issued. Once the month
 * is closed it is made from the closing, one last time; from then on it stands.
 */
export async function renewBulletin(
  platform: Platform,
  call: Call,
  id: number,
): Promise<RenewedBulletin | null> {
  const { db } = platform;
  const row = await queries.findBulletinRow(db, id, { drafts: true });
  if (!isLive(row)) return null;
  const owner = { kind: 'bulletin', id } as const;
  const basis = await basisOf(db, row);
  if ((await keptBasis(db, owner)) === basis) return null;
  const gathered = await factsOf(platform, readBulletinPeriod(row.period), { at: call.at });
  return transaction(db, async (trx) => {
    const content = await queries.loadContent(trx, id, true);
    const held = content && (await queries.findBulletinRow(trx, id, { drafts: true }));
    if (content === null || !isLive(held)) return null;
    const { facts: fresh, closed } = gathered;
    const { date } = content.facts.settings;
    const terms = closed
      ? {}
      : await termsAfterMeeting(trx, await readSetting(trx, bulletinNames), row.period, date);
    const facts = { ...fresh, settings: { ...fresh.settings, ...terms } };
    const { model, template } = await composeFrom(trx, facts, content.template);
    const before = { model: content.model, figures: figureList(content.model) };
    const now = { model, figures: figureList(model) };
    // From the closing on the draft stands as of it, even where every figure stayed.
    const same = !closed && sameContent(before, now);
    const { prefix, asOf } = gathered;
    if (same) await queries.storeChecked(trx, id, asOf);
    else {
      await queries.storeRenewed(trx, id, { model, facts, prefix, template, asOf, closed });
      await raiseRevision(trx, id);
    }
    await keepBasis(trx, owner, basis, call.at);
    if (same) return null;
    const figures = movedFigures(before, now).length;
    await audit(trx, call, {
      action: 'bulletin.renew',
      objectType: 'bulletin',
      objectId: id,
      detail: { period: row.period, figures, asOf: asOf.toISOString(), closed },
    });
    return { figures };
  });
}

/** Of one draft, or of all. */
const renewal = jobType({
  name: 'bulletins.renew',
  data: z.object({ bulletin: z.number().int().optional() }),
});

/** Whether a draft is behind its figures; then its renewal is asked for. Reads a digest, never the facts. */
export async function bulletinBehind(platform: Platform, id: number, at: Date): Promise<boolean> {
  const { db } = platform;
  const row = await queries.findBulletinRow(db, id, { drafts: true });
  if (!isLive(row)) return false;
  const job = { type: renewal, data: { bulletin: id } };
  return askWhereBehind(platform, { kind: 'bulletin', id }, await basisOf(db, row), at, job);
}

/** Renew all drafts: what data came in may concern. */
export const askBulletinRenewal = (platform: Platform): Promise<unknown> =>
  platform.jobs.enqueue(platform.db, renewal, {});

/** Each hour, behind the hour's readings and the night's boards (00:20); and whenever somebody opens what is behind. */
export const bulletinRenewalWorker = worker(
  renewal,
  async (platform, { bulletin }, run) => {
    const drafts = (await queries.listBulletinRows(platform.db, { drafts: true })).filter(isLive);
    for (const { id } of drafts.filter((row) => bulletin === undefined || row.id === bulletin)) {
      run.signal.throwIfAborted();
      try {
        const done = await renewBulletin(platform, run.call, id);
        if (done !== null) run.log.info({ bulletin: id, ...done }, 'a bulletin followed its figures');
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        run.log.warn({ bulletin: id, code: error.code, ...error.params }, 'a bulletin could not be renewed');
      }
    }
  },
  { schedule: { cron: '25 * * * *', data: {} } },
);
