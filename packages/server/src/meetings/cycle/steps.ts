/** 清单: the steps of meetings as they stand, judged by the facts or ticked by people. */
import {
  AppError,
  type Lang,
  type MeetingRow,
  type MeetingStep,
  type StepName,
  StepName as Steps,
} from '@qingzhang/contract';
import { isStepLate, meetingSteps, onTimeOf, paperSteps, type StepOwner } from '@qingzhang/domain';
import type { Day } from '@qingzhang/standards';
import { settle } from '../../notifications/notify.ts';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { auditMeeting } from './change.ts';
import { startPreparing } from './create.ts';
import { type MeetingRecord, refusedByState, requireMeeting } from './record.ts';
import { stepFacts } from './step-facts.ts';
import { ownerWords, stepLinks } from './words.ts';

/** A step as judged on a day. */
export interface JudgedStep {
  readonly meeting: number;
  readonly step: StepName;
  readonly offset: number;
  readonly due: Day;
  readonly owner: StepOwner;
  readonly automatic: boolean;
  readonly state: 'open' | 'done' | 'skipped';
  readonly doneOn: Day | null;
  readonly late: boolean;
  readonly done: number | null;
  readonly of: number | null;
  readonly post: string | null;
  readonly note: string;
  /** Reached by the facts, and the night has not written down when yet; `dateless`: nor do the facts tell the day. */
  readonly unsettled: boolean;
  readonly dateless: boolean;
}

/** Judge the steps of these meetings, in the checklist's order. */
export async function judgeSteps(
  db: Db,
  meetings: readonly MeetingRecord[],
  at: Date,
): Promise<ReadonlyMap<number, readonly JudgedStep[]>> {
  if (meetings.length === 0) return new Map();
  const ids = meetings.map(({ id }) => id);
  const [rows, facts] = await Promise.all([
    db.selectFrom('meeting_step').selectAll().where('meeting_id', 'in', ids).execute(),
    stepFacts(db, meetings),
  ]);
  const today = beijingDay(at);
  const byMeeting = new Map<number, JudgedStep[]>(ids.map((id) => [id, []]));
  const cancelled = new Set(meetings.filter(({ state }) => state === 'cancelled').map(({ id }) => id));
  for (const row of rows) {
    const step = Steps.parse(row.step);
    const fact = facts.get(row.meeting_id)?.[step];
    const ticked = row.state === 'skipped' || (row.state === 'done' && !row.automatic);
    const reached = !ticked && fact?.reached === true;
    const state = row.state === 'skipped' ? 'skipped' : ticked || reached ? 'done' : 'open';
    const doneOn = ticked ? row.done_on : reached ? (row.done_on ?? fact.on ?? today) : null;
    byMeeting.get(row.meeting_id)?.push({
      meeting: row.meeting_id,
      step,
      offset: row.offset_days,
      due: row.due,
      owner: ownerOf(row.owner_role),
      automatic: row.automatic,
      state,
      doneOn,
      late: !cancelled.has(row.meeting_id) && isStepLate({ due: row.due, state, doneOn }, today),
      done: fact?.done ?? null,
      of: fact?.of ?? null,
      post: ticked ? row.done_post : null,
      note: row.note,
      unsettled: reached && row.done_on === null,
      dateless: reached && row.done_on === null && fact.on === null,
    });
  }
  const order = (step: StepName) => meetingSteps.indexOf(step);
  for (const steps of byMeeting.values()) {
    steps.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : order(a.step) - order(b.step)));
  }
  return byMeeting;
}

const OWNERS: readonly StepOwner[] = ['dispatch', 'city', 'office', 'leader'];
const ownerOf = (role: string): StepOwner => OWNERS.find((one) => one === role) ?? 'dispatch';

/** As the page shows it. */
export function stepView(
  step: JudgedStep,
  meeting: MeetingRecord,
  bulletin: number | null,
  actor: Call['actor'],
  lang: Lang,
): MeetingStep {
  const { meeting: _, owner, unsettled: __, dateless: ___, ...rest } = step;
  return {
    ...rest,
    owner: ownerWords(owner, lang),
    link: stepLinks(step.step, meeting.id, bulletin),
    can: may(actor, 'meetings.prepare') && meeting.state !== 'cancelled',
  };
}

/**
 * What a list says of the steps: papers on time, and what comes next. A meeting that was cancelled owes nothing and has no
 * papers to be late; one that was held is past what was to be done before it, one followed up is past everything.
 */
export function stepSummary(
  steps: readonly Pick<JudgedStep, 'step' | 'offset' | 'due' | 'state' | 'doneOn' | 'late'>[],
  meeting: Pick<MeetingRecord, 'state'>,
  today: Day,
): Pick<MeetingRow, 'papers' | 'nextStep'> {
  if (meeting.state === 'cancelled') return { papers: { onTime: 0, of: 0 }, nextStep: null };
  const papers = onTimeOf(
    steps.filter(({ step }) => paperSteps.includes(step)),
    today,
  );
  const held = meeting.state === 'live' || meeting.state === 'ended';
  const next =
    meeting.state === 'followed'
      ? undefined
      : steps.find(({ state, offset }) => state === 'open' && (!held || offset >= 0));
  return {
    papers,
    nextStep: next === undefined ? null : { step: next.step, due: next.due, late: next.late },
  };
}

/** Tick, untick or skip a step. What the facts judge can only be skipped, with a note, or taken up again. */
export async function setStep(
  db: Db,
  call: Call,
  id: number,
  step: StepName,
  input: { readonly state: 'open' | 'done' | 'skipped'; readonly note: string },
): Promise<number> {
  return transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, id, { hold: true });
    if (meeting.state === 'cancelled') throw refusedByState(meeting, 'step');
    const row = await trx
      .selectFrom('meeting_step')
      .selectAll()
      .where('meeting_id', '=', id)
      .where('step', '=', step)
      .executeTakeFirst();
    if (row === undefined) throw new AppError('thing.notFound', { what: 'meeting', id });
    if (row.automatic && input.state === 'done') throw new AppError('meeting.stepByFacts', { step });
    if (input.state === 'skipped' && input.note === '') {
      throw new AppError('thing.invalid', { what: 'document', reason: 'note' });
    }
    const open = input.state === 'open';
    await trx
      .updateTable('meeting_step')
      .set({
        state: input.state,
        note: input.note,
        done_on: open || row.automatic ? null : beijingDay(call.at),
        done_by: open ? null : call.actor.id,
        done_post: open ? null : call.actor.post,
      })
      .where('meeting_id', '=', id)
      .where('step', '=', step)
      .execute();
    if (!open) await settleStep(trx, call, id, step);
    await auditMeeting(trx, call, id, 'step', { step, ...input, before: row.state });
    // The notice is out: who is invited sees the meeting.
    if (step === 'notice' && input.state === 'done') await startPreparing(trx, call, [id], true);
    return id;
  });
}

/** What a notification about a step is about. */
export const stepSubject = (meetingId: number, step: StepName) => ({
  type: 'meeting' as const,
  id: `${meetingId}:${step}`,
});

/** Nobody is told any more of what is done (DIS-11.3). */
export async function settleStep(trx: Db, call: Call, meetingId: number, step: StepName): Promise<void> {
  await settle(trx, call, stepSubject(meetingId, step), 'done');
}
