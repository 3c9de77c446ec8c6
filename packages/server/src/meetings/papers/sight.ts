/** Who sees a paper, and what may be done with it: the one place for both. */
import type { MeetingState, Paper } from '@qingzhang/contract';
import { type Actor, personIds } from '../../platform/actor.ts';
import { may, seesRegion } from '../../platform/policy.ts';
import { isInvited } from '../cycle/read.ts';
import type { PaperRow } from './store.ts';

type Seen = Pick<PaperRow, 'kind' | 'state' | 'city_code' | 'user_id' | 'frozen_at'>;

const isMine = (actor: Actor, id: number | null) => id !== null && personIds(actor).includes(id);

/** Kinds that are issued under a number: before that they are the house's alone. */
export const ISSUED: readonly PaperRow['kind'][] = ['notice', 'minutes', 'letter'];

/** What is asked beside the paper itself. */
export interface PaperSight {
  /** The actor has a copy that was not withdrawn. */
  readonly copied: boolean;
  /** Its meeting as far as the actor sees it; null: it does not. A paper of no meeting is `none`. */
  readonly meeting: MeetingState | 'none' | null;
}

/**
 * Whether the actor sees a paper. The office sees all; a leader's card is its reader's and the head's, and never a bureau's;
 * a bureau sees what was sent to it while that is finished, of meetings it attends what was issued, and what concerns its
 * own city once it is finished, its own speech from the beginning.
 */
export function seesPaper(actor: Actor, paper: Seen, { copied, meeting }: PaperSight): boolean {
  if (!may(actor, 'papers.read')) return false;
  if (may(actor, 'papers.write')) return true;
  if (paper.state === 'withdrawn') return false;
  if (isInvited(actor)) return seesAsBureau(actor, paper, copied, meeting);
  if (copied) return true;
  if (paper.kind === 'comment-card') return actor.role === 'leader' || isMine(actor, paper.user_id);
  if (paper.kind === 'speech' || paper.kind === 'city-paper') {
    return seesRegion(actor, paper.city_code, null) && (paper.state !== 'draft' || actor.role === 'leader');
  }
  return true;
}

function seesAsBureau(actor: Actor, paper: Seen, copied: boolean, meeting: PaperSight['meeting']): boolean {
  if (paper.kind === 'comment-card') return false;
  // Sent and written anew: read again once it is finished again.
  if (copied && paper.state !== 'draft') return true;
  if (meeting === null) return false;
  if (paper.city_code === null) return paper.state === 'issued';
  // Of elsewhere nothing.
  if (actor.role !== 'city' || !seesRegion(actor, paper.city_code, null)) return false;
  if (paper.state === 'issued') return true;
  if (meeting === 'cancelled' || ISSUED.includes(paper.kind)) return false;
  return paper.kind === 'speech' || paper.state !== 'draft';
}

/** Whether what was changed in the paper, and by whom, is the actor's to see: the office's, and of a speech its bureau's. */
export const seesTraces = (actor: Actor, paper: Seen): boolean =>
  may(actor, 'papers.write') ||
  (paper.kind === 'speech' && actor.role === 'city' && seesRegion(actor, paper.city_code, null));

/** A bureau writes its own speech until it hands it in; everything else the office edits until it is finished. */
export function editsPaper(actor: Actor, paper: Seen): boolean {
  if (paper.state !== 'draft') return false;
  if (may(actor, 'papers.write')) return true;
  return (
    paper.kind === 'speech' &&
    actor.role === 'city' &&
    may(actor, 'papers.draft') &&
    seesRegion(actor, paper.city_code, null)
  );
}

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
    send: writes && isSendable(paper),
  };
}

/** Finished or issued; a letter or a notice is nobody's before it is issued, minutes go round before they are. */
export const isSendable = ({ kind, state }: Pick<Seen, 'kind' | 'state'>): boolean =>
  state === 'issued' || (state === 'final' && kind !== 'letter' && kind !== 'notice');
