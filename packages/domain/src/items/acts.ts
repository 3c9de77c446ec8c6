/** The acts of an item's life, and why one may be refused. */
import type { Day } from '@qingzhang/standards';

/** An act with what it needs. */
export type ItemAct =
  | { readonly act: 'issue' }
  | { readonly act: 'sign' }
  | { readonly act: 'askExtension'; readonly until: Day; readonly reason: string }
  | { readonly act: 'approveExtension'; readonly note: string }
  | { readonly act: 'denyExtension'; readonly reason: string }
  | { readonly act: 'apply'; readonly note: string }
  | {
      readonly act: 'check';
      readonly visitedOn: Day;
      readonly visitors: readonly string[];
      readonly note: string;
    }
  | { readonly act: 'accept'; readonly note: string }
  | { readonly act: 'makeStanding'; readonly reason: string }
  | { readonly act: 'return'; readonly reason: string }
  | { readonly act: 'object'; readonly text: string; readonly from: string }
  | {
      readonly act: 'answerObjection';
      readonly notice: number;
      readonly answer: string;
      readonly upheld: boolean;
    }
  | { readonly act: 'publish'; readonly link: string }
  /** By itself, when the notice has passed without objection. */
  | { readonly act: 'endNotice' }
  | { readonly act: 'startLookBack' }
  | { readonly act: 'passLookBack'; readonly note: string }
  | { readonly act: 'rebound'; readonly reason: string }
  | { readonly act: 'recheckStanding'; readonly note: string }
  | { readonly act: 'pause'; readonly until: Day; readonly reason: string }
  | { readonly act: 'resume'; readonly reason: string }
  | { readonly act: 'comment'; readonly text: string };

export type ItemActName = ItemAct['act'];

/** All acts, in the order in which buttons for them stand. */
export const itemActNames = [
  'issue',
  'sign',
  'apply',
  'check',
  'accept',
  'makeStanding',
  'return',
  'approveExtension',
  'denyExtension',
  'askExtension',
  'publish',
  'object',
  'answerObjection',
  'endNotice',
  'startLookBack',
  'passLookBack',
  'rebound',
  'recheckStanding',
  'pause',
  'resume',
  'comment',
] as const satisfies readonly ItemActName[];

/** Why an act is refused. */
export const itemRefusals = [
  /** The item is in another state. */
  'wrongState',
  /** The post has no part in this step. */
  'notYours',
  /** Only the level that issued it decides (DIS-3.2). */
  'otherLevel',
  'leadUnitMissing',
  'deadlineMissing',
  /** A self-set deadline lies after the national one. */
  'deadlineAfterNational',
  /** A national deadline is moved or taken away. */
  'nationalDeadlineFixed',
  /** An extension is asked for after the deadline. */
  'extensionTooLate',
  'extensionNotLater',
  'extensionAskedByYou',
  'noDeadline',
  'measuresOpen',
  'evidenceMissing',
  'standardsOpen',
  'fieldsEmpty',
  'reportReturned',
  'repeatUnexplained',
  'repeatUnjudged',
  'submittedByYou',
  'checkedByYou',
  'acceptedByYou',
  /** Both acceptors hold the same post: two posts are needed. */
  'samePost',
  /** The first acceptor closes it, the second one makes it standing, or the other way round. */
  'acceptorsDiffer',
  /** Somebody must answer for it; the program itself cannot. */
  'nobodyAnswers',
  'tooFewVisitors',
  'applicantVisited',
  'visitOutsideTime',
  'needsReason',
  'noticeRunning',
  'objectionOpen',
  'objectionUnknown',
  'standingNotAllowed',
  'pauseWithoutExtension',
  'pauseNotLater',
  'notPaused',
] as const;
export type ItemRefusalCode = (typeof itemRefusals)[number];

/** A refusal: what is wrong, with the facts that fill its words; `missing` names what lacks. */
export interface ItemRefusal {
  readonly code: ItemRefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly missing: readonly string[];
}

export const refuse = (
  code: ItemRefusalCode,
  params: ItemRefusal['params'] = {},
  missing: readonly string[] = [],
): ItemRefusal => ({ code, params, missing });
