/** 由记录起草纪要: a draft that is renewed from the record as often as asked; people's edits lie over it. */
import { AppError } from '@qingzhang/contract';
import { editedModel } from '../../issuing/documents/edits.ts';
import { readTemplate } from '../../issuing/templates/store.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { findMeeting, type MeetingRecord, requireMeeting } from '../cycle/read.ts';
import type { PaperContext } from '../papers/compose/context.ts';
import { gatherPapers } from '../papers/gather.ts';
import { type ComposedPaper, storePaper } from '../papers/store.ts';
import { attendanceWords, attendingRows } from './attendance.ts';
import { composeMinutes } from './compose-minutes.ts';
import { frozenFigures, listFrozen, withFrozen } from './frozen.ts';
import { gapsOf, keptLines } from './gaps.ts';
import { figuresSaid, readSaid, type Said, saidOf, standpointOf } from './said.ts';

/** After the end of a meeting. */
export const hasEnded = ({ state }: Pick<MeetingRecord, 'state'>): boolean =>
  state === 'ended' || state === 'followed';

export function requireEnded(meeting: Pick<MeetingRecord, 'state'>, act: string): void {
  if (!hasEnded(meeting)) throw new AppError('meeting.state', { state: meeting.state, act });
}

/** Draft the minutes, or draft them anew. Answers the paper. Fails with `thing.conflict` once they are finished or issued. */
export async function draftMinutes(platform: Platform, call: Call, meetingId: number): Promise<number> {
  requirePermission(call.actor, 'papers.write');
  const { db } = platform;
  const meeting = await requireMeeting(db, call.actor, meetingId);
  requireEnded(meeting, 'minutes');
  const { context, said } = await gatherMeeting(platform, meeting, call.at);
  return transaction(db, async (trx) => {
    const held = await findMeeting(trx, meetingId, { hold: true });
    if (held === null) throw new AppError('thing.notFound', { what: 'meeting', id: meetingId });
    requireEnded(held, 'minutes');
    const [lines, attending, template] = await Promise.all([
      keptLines(trx, meetingId),
      attendingRows(trx, meetingId),
      readTemplate(trx, 'minutes'),
    ]);
    const model = composeMinutes(
      { context, lines, attendance: attendanceWords(attending), said },
      template.body,
    );
    const id = await keepPaper(trx, call, meetingId, context.facts.asOf, {
      kind: 'minutes',
      subject: '',
      cityCode: null,
      userId: null,
      title: model.title,
      model,
      figures: figuresSaid(said, null),
      template: { kind: 'minutes', version: template.version },
    });
    await audit(trx, call, {
      action: 'minutes.draft',
      objectType: 'meeting',
      objectId: meetingId,
      detail: { paper: id, lines: lines.length, gaps: gapsOf(lines).length },
    });
    return id;
  });
}

/**
 * What is written from after a meeting: of a frozen meeting the figures and their words as they were frozen, else as they
 * are known now. A simulated meeting's papers say so, whatever their figures are.
 */
export async function gatherMeeting(
  platform: Platform,
  meeting: MeetingRecord,
  at: Date,
): Promise<{ readonly context: PaperContext; readonly said: Said }> {
  const [context, frozen] = await Promise.all([
    gatherPapers(platform, meeting, at),
    readSaid(platform.db, meeting.id),
  ]);
  const said = frozen ?? saidOf(context);
  const facts = { ...context.facts, ...standpointOf(said, context.facts) };
  return {
    context: { ...context, facts: { ...facts, simulated: facts.simulated || meeting.simulated } },
    said,
  };
}

/** Keep a draft, with the figures as they were frozen for the meeting, and name it as it reads with people's edits. */
export async function keepPaper(
  trx: Db,
  call: Call,
  meetingId: number,
  asOf: Date,
  composed: ComposedPaper,
): Promise<number> {
  const frozen = await frozenFigures(trx, meetingId);
  const paper: ComposedPaper = {
    ...composed,
    model: composed.model.kind === 'official' ? withFrozen(composed.model, frozen) : composed.model,
    figures: listFrozen(composed.figures, frozen),
  };
  const id = await storePaper(trx, meetingId, paper, {
    at: call.at,
    asOf,
    frozenAt: null,
    userId: call.actor.id,
    post: call.actor.post,
  });
  if (id === null) throw new AppError('thing.conflict', { what: 'paper', state: 'finished' });
  if (paper.model.kind === 'official') {
    const { title } = await editedModel(trx, 'paper', id, { model: paper.model, figures: paper.figures });
    await trx.updateTable('paper').set({ title }).where('id', '=', id).execute();
  }
  return id;
}
