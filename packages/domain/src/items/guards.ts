/** What must be there before an act, and what its own words and dates must keep to (DIS-3.2). */
import type { Day } from '@qingzhang/standards';
import type { EvidenceRule } from '../programs/definition.ts';
import { type ItemAct, type ItemActName, type ItemRefusal, refuse } from './acts.ts';
import { type LifeContext, missingEvidence, openStandards } from './context.ts';
import type { Acceptance, LifeActor, LifeFacts } from './life.ts';
import { postsOf } from './who.ts';

/** What must be there first. */
export function notReady(
  facts: LifeFacts,
  act: ItemActName,
  actor: LifeActor,
  context: LifeContext,
): ItemRefusal | null {
  switch (act) {
    case 'issue':
      if ((facts.leadUnit ?? '').trim() === '') return refuse('leadUnitMissing');
      if (facts.deadline === null && facts.kind !== 'standing') return refuse('deadlineMissing');
      return deadlineRefusal(facts);
    case 'askExtension':
      if (facts.deadline === null) return refuse('noDeadline');
      return context.today > facts.deadline ? refuse('extensionTooLate', { deadline: facts.deadline }) : null;
    case 'apply':
      return notComplete(context);
    case 'check':
      return (
        lacking(context, ['closeOut', 'cityCheck']) ??
        (context.repeats.some((one) => !one.explained)
          ? refuse('repeatUnexplained', {}, labels(context))
          : null)
      );
    case 'accept':
      return lacking(context, ['closeOut', 'cityCheck', 'acceptance']) ?? unjudged(context);
    case 'makeStanding':
      if (!context.rules.life.standing) return refuse('standingNotAllowed');
      return lacking(context, ['closeOut', 'cityCheck', 'acceptance']) ?? unjudged(context);
    case 'endNotice': {
      const { notice } = facts.record;
      if (context.openObjections.length > 0)
        return refuse('objectionOpen', { count: context.openObjections.length });
      return notice && context.today < notice.closesOn
        ? refuse('noticeRunning', { until: notice.until })
        : null;
    }
    case 'answerObjection':
      return context.openObjections.length === 0 ? refuse('objectionUnknown') : null;
    case 'pause':
      return facts.record.extendedTo === undefined ? refuse('pauseWithoutExtension') : null;
    case 'resume':
      return facts.pauseUntil === null ? refuse('notPaused') : null;
    case 'recheckStanding':
    case 'rebound':
    case 'startLookBack':
    case 'passLookBack':
      return actor.people.length === 0 ? refuse('nobodyAnswers') : null;
    default:
      return null;
  }
}

/** A self-set deadline may be earlier than the national one, never later (DIS-3.1). */
export function deadlineRefusal(facts: Pick<LifeFacts, 'deadline' | 'nationalDeadline'>): ItemRefusal | null {
  const { deadline, nationalDeadline } = facts;
  if (nationalDeadline === null || deadline === null || deadline <= nationalDeadline) return null;
  return refuse('deadlineAfterNational', { deadline, national: nationalDeadline });
}

/** National deadlines cannot be moved later or taken away (DIS-3.2); earlier is nobody's harm. */
export function nationalDeadlineRefusal(before: Day | null, after: Day | null): ItemRefusal | null {
  return before !== null && (after === null || after > before)
    ? refuse('nationalDeadlineFixed', { national: before })
    : null;
}

/** 申请销号: measures, evidence, standards, fields, reports; names everything that lacks at once. */
function notComplete(context: LifeContext): ItemRefusal | null {
  const measures = context.measures.filter(({ doneOn }) => doneOn === null).map(({ text }) => text);
  const evidence = missingEvidence(context, 'closeOut').map(({ name }) => name.zh);
  const standards = openStandards(context).map(({ name }) => name.zh);
  const repeats = context.repeats.filter((one) => !one.explained).map(({ label }) => label);
  const missing = [...measures, ...evidence, ...standards, ...context.blanks, ...repeats];
  if (measures.length > 0) return refuse('measuresOpen', { count: measures.length }, missing);
  if (evidence.length > 0) return refuse('evidenceMissing', { count: evidence.length }, missing);
  if (standards.length > 0) return refuse('standardsOpen', { count: standards.length }, missing);
  if (context.blanks.length > 0) return refuse('fieldsEmpty', { count: context.blanks.length }, missing);
  if (repeats.length > 0) return refuse('repeatUnexplained', {}, missing);
  return context.reportReturned ? refuse('reportReturned') : null;
}

const labels = (context: LifeContext): string[] => context.repeats.map(({ label }) => label);

/** Evidence may have been refused since: everything needed so far must still lie there. */
function lacking(context: LifeContext, steps: readonly EvidenceRule['neededFor'][]): ItemRefusal | null {
  const missing = steps.flatMap((step) => missingEvidence(context, step)).map(({ name }) => name.zh);
  return missing.length === 0 ? null : refuse('evidenceMissing', { count: missing.length }, missing);
}

function unjudged(context: LifeContext): ItemRefusal | null {
  const open = context.repeats.filter((one) => !one.accepted).map(({ label }) => label);
  return open.length === 0 ? null : refuse('repeatUnjudged', {}, open);
}

/** What is wrong with the act's own words and dates. */
export function wrongInput(facts: LifeFacts, act: ItemAct, context: LifeContext): ItemRefusal | null {
  const { today } = context;
  switch (act.act) {
    case 'askExtension': {
      if (blank(act.reason)) return refuse('needsReason');
      if (facts.deadline !== null && act.until <= facts.deadline) {
        return refuse('extensionNotLater', { deadline: facts.deadline });
      }
      const national = facts.nationalDeadline;
      return national !== null && act.until > national ? refuse('nationalDeadlineFixed', { national }) : null;
    }
    case 'check': {
      const applied = facts.record.applications?.at(-1)?.on ?? null;
      if (act.visitedOn > today || (applied !== null && act.visitedOn < applied)) {
        return refuse('visitOutsideTime', { from: applied ?? '', to: today });
      }
      const visitors = new Set(act.visitors.map((post) => post.trim()).filter((post) => post !== ''));
      const applicants = new Set((facts.record.applications ?? []).flatMap(postsOf));
      if ([...visitors].some((post) => applicants.has(post))) return refuse('applicantVisited');
      const needed = context.rules.life.siteVisitors;
      return visitors.size < needed ? refuse('tooFewVisitors', { needed, given: visitors.size }) : null;
    }
    case 'accept':
    case 'makeStanding': {
      if (act.act === 'makeStanding' && blank(act.reason)) return refuse('needsReason');
      const first = facts.record.acceptances?.[0];
      return first !== undefined && first.as !== acceptedAs(act.act) ? refuse('acceptorsDiffer') : null;
    }
    case 'answerObjection':
      if (blank(act.answer)) return refuse('needsReason');
      return context.openObjections.includes(act.notice) ? null : refuse('objectionUnknown');
    case 'pause': {
      if (blank(act.reason)) return refuse('needsReason');
      if (act.until <= today) return refuse('pauseNotLater', { today });
      const extended = facts.record.extendedTo;
      return extended === undefined || act.until > extended ? refuse('pauseWithoutExtension') : null;
    }
    case 'return':
    case 'denyExtension':
    case 'rebound':
    case 'resume':
      return blank(act.reason) ? refuse('needsReason') : null;
    case 'recheckStanding':
      return blank(act.note) ? refuse('needsReason') : null;
    case 'comment':
    case 'object':
      return blank(act.text) ? refuse('needsReason') : null;
    default:
      return null;
  }
}

const blank = (text: string): boolean => text.trim() === '';
/** What an acceptor's act says of the item's future. */
export const acceptedAs = (act: 'accept' | 'makeStanding'): Acceptance['as'] =>
  act === 'accept' ? 'closed' : 'standing';
