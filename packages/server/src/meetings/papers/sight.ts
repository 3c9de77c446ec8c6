/** Who sees a paper, and what may be done with it: the one place for both. */
import type { Paper } from '@qingzhang/contract';
import { type Actor, personIds } from '../../platform/actor.ts';
import { may, seesRegion } from '../../platform/policy.ts';
import type { PaperRow } from './store.ts';

type Seen = Pick<PaperRow, 'kind' | 'state' | 'city_code' | 'user_id' | 'frozen_at'>;

const isBureau = (actor: Pick<Actor, 'role'>) =>
  actor.role === 'city' || actor.role === 'county' || actor.role === 'partner';
const isMine = (actor: Actor, id: number | null) => id !== null && personIds(actor).includes(id);

/**
 * Whether the actor sees a paper. The office sees all; a leader's card is its reader's and the head's; a bureau sees what
 * concerns its own city once it is finished, its own speech from the beginning, and what was sent to it (`copied`).
 */
export function seesPaper(actor: Actor, paper: Seen, copied: boolean): boolean {
  if (!may(actor, 'papers.read')) return false;
  if (may(actor, 'papers.write')) return true;
  if (paper.state === 'withdrawn') return false;
  if (copied) return true;
  if (paper.kind === 'comment-card') return actor.role === 'leader' || isMine(actor, paper.user_id);
  if (isBureau(actor)) {
    // Of elsewhere nothing; of the meeting as a whole only what is sent or issued.
    if (paper.city_code === null) return paper.state === 'issued';
    const own = actor.role === 'city' && seesRegion(actor, paper.city_code, null);
    return own && (paper.kind === 'speech' || paper.state !== 'draft');
  }
  if (paper.kind === 'speech' || paper.kind === 'city-paper') {
    return seesRegion(actor, paper.city_code, null) && (paper.state !== 'draft' || actor.role === 'leader');
  }
  return true;
}

/** A bureau writes its own speech until it hands it in; everything else the office edits until it is finished. */
export function editsPaper(actor: Actor, paper: Seen): boolean {
  if (paper.state !== 'draft') return false;
  if (may(actor, 'papers.write')) return paper.kind !== 'comment-card';
  return (
    paper.kind === 'speech' &&
    actor.role === 'city' &&
    may(actor, 'papers.draft') &&
    seesRegion(actor, paper.city_code, null)
  );
}

/** Kinds that are issued under a number. */
export const ISSUED: readonly PaperRow['kind'][] = ['notice', 'minutes', 'letter'];

/** What the actor may do with a paper. */
export function canOf(actor: Actor, paper: Seen): Paper['can'] {
  const writes = may(actor, 'papers.write');
  return {
    edit: editsPaper(actor, paper),
    finish: editsPaper(actor, paper) || (writes && paper.state === 'draft'),
    issue:
      ISSUED.includes(paper.kind) &&
      paper.state !== 'issued' &&
      paper.state !== 'withdrawn' &&
      may(actor, 'papers.issue'),
    send: writes && (paper.state === 'final' || paper.state === 'issued'),
  };
}
