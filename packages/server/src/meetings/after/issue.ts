/** 签发 (DIS-7.5, DIS-8.2): minutes, letters and notices take a number and stand from then on. */
import { AppError } from '@qingzhang/contract';
import { type DocumentModel, officialDate } from '@qingzhang/documents';
import { editedModel, lostFigures } from '../../issuing/documents/edits.ts';
import { type NumberedKind, reserveDocumentNumber } from '../../issuing/number-rules.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { findMeeting, refusedByState } from '../cycle/read.ts';
import { lockStage } from '../locks.ts';
import { requirePaper } from '../papers/service.ts';
import { ISSUED } from '../papers/sight.ts';
import { type PaperRow, paperContent } from '../papers/store.ts';
import { settleFollowed } from './followed.ts';
import { gapsOf, keptLines } from './gaps.ts';

/**
 * Issue a paper under the next number of its kind, with the day's date. Its figures are frozen as it reads. Minutes with a
 * line that lacks something are refused with `minutes.incomplete`, naming every line and what it lacks.
 */
export async function issuePaper(db: Db, call: Call, id: number): Promise<void> {
  requirePermission(call.actor, 'papers.issue');
  await transaction(db, async (trx) => {
    const seen = await requirePaper(trx, call.actor, id);
    // As everybody holds them (locks.ts): no line is added between the look for gaps and the number.
    const meeting = seen.meeting_id === null ? null : await findMeeting(trx, seen.meeting_id, { hold: true });
    if (meeting !== null) await lockStage(trx, meeting.id, call.at);
    const row = await requirePaper(trx, call.actor, id, true);
    if (!ISSUED.includes(row.kind) || row.state === 'issued' || row.state === 'withdrawn') {
      throw new AppError('thing.conflict', { what: 'paper', state: row.state });
    }
    if (meeting?.state === 'cancelled') throw refusedByState(meeting, 'issue');
    if (row.kind === 'minutes' && meeting !== null) {
      const gaps = gapsOf(await keptLines(trx, meeting.id));
      if (gaps.length > 0) throw new AppError('minutes.incomplete', { lines: gaps });
      await requireCurrent(trx, meeting.id, row.composed_at);
    }
    const content = await paperContent(trx, id);
    if (content === null || content.model.kind !== 'official') {
      throw new AppError('thing.conflict', { what: 'paper', state: row.state });
    }
    const [lost] = await lostFigures(trx, 'paper', id, { model: content.model, figures: content.figures });
    if (lost !== undefined) throw new AppError('document.unknownFigure', { figure: lost });
    const date = beijingDay(call.at);
    const { number } = await reserveDocumentNumber(trx, numberedAs(row), date);
    const model = numbered(content.model, number, date);
    const { title } = await editedModel(trx, 'paper', id, { model, figures: content.figures });
    await trx
      .updateTable('paper')
      .set((eb) => ({
        model: JSON.stringify(model),
        title,
        number,
        state: 'issued',
        frozen_at: row.frozen_at ?? call.at,
        revision: eb('revision', '+', 1),
        issued_by: call.actor.id,
        issued_post: call.actor.post,
        issued_at: call.at,
      }))
      .where('id', '=', id)
      .execute();
    await audit(trx, call, {
      action: 'paper.issue',
      objectType: 'paper',
      objectId: id,
      detail: { kind: row.kind, meeting: row.meeting_id, number, date },
    });
    if (row.kind === 'minutes' && meeting !== null) await settleFollowed(trx, call, meeting.id);
  });
}

/** What was recorded since the draft is not in it: it is drafted anew first, people's edits stay. */
async function requireCurrent(trx: Db, meetingId: number, composedAt: Date): Promise<void> {
  const { n } = await trx
    .selectFrom('record_line')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('meeting_id', '=', meetingId)
    .where('changed_at', '>', composedAt)
    .executeTakeFirstOrThrow();
  if (Number(n) > 0) throw new AppError('minutes.behind', { lines: Number(n) });
}

/** 督办函 are counted with the supervision slips, other letters as letters. */
function numberedAs(row: Pick<PaperRow, 'kind' | 'subject'>): NumberedKind {
  if (row.kind === 'minutes') return 'minutes';
  if (row.kind === 'notice') return 'notice';
  return row.subject.startsWith('supervision-') ? 'supervision' : 'letter';
}

/** The document under its number: head, date of signing and of printing follow; the mark of a draft goes. Pure. */
export function numbered(model: DocumentModel, number: string, date: string): DocumentModel {
  const { watermark: _, ...rest } = model;
  const printed = officialDate(date);
  return {
    ...rest,
    date,
    blocks: model.blocks.map((block) => {
      if (block.kind === 'red-head') {
        return {
          ...block,
          number,
          ...(block.issued === undefined ? {} : { issued: { ...block.issued, date: printed } }),
        };
      }
      return block.kind === 'signature' || block.kind === 'record' ? { ...block, date: printed } : block;
    }),
  };
}
