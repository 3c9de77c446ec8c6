/** Papers as documents that are edited and sent. */
import { cardDocument } from '@qingzhang/documents';
import type { DocumentSource } from '../../issuing/documents/source.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { findMeeting } from '../cycle/read.ts';
import { papersBehind } from './renew.ts';
import { seenPaper } from './service.ts';
import { editsPaper, isSendable, seesTraces } from './sight.ts';
import { findPaperRow, paperContent, titlesOf, venuePeople } from './store.ts';

export const paperDocuments: DocumentSource = {
  owner: 'paper',
  load: async (db, id, actor, { hold = false } = {}) => {
    const row = await seenPaper(db, actor, id, hold);
    // What was changed by whom is the office's own; everybody else reads the paper.
    if (row === null || !seesTraces(actor, row)) return null;
    const content = await paperContent(db, id);
    const meeting = row.meeting_id === null ? null : await findMeeting(db, row.meeting_id);
    if (content === null) return null;
    const model = content.model.kind === 'official' ? content.model : cardDocument(content.model);
    return {
      title: row.title,
      model,
      figures: content.figures,
      revision: row.revision,
      editable: editsPaper(actor, row),
      // What was called off is told by the cancellation, not by its papers.
      sendable: isSendable(row) && meeting?.state !== 'cancelled',
      inHouse: row.kind === 'comment-card',
      frozenAt: row.frozen_at,
      asOf: row.as_of,
      simulated: row.simulated,
    };
  },
  behind: async (platform, id, at) => {
    const row = await findPaperRow(platform.db, id);
    return row?.state === 'draft' && papersBehind(platform, row.meeting_id, at);
  },
  touch: async (trx, id) => {
    await trx
      .updateTable('paper')
      .set((eb) => ({ revision: eb('revision', '+', 1) }))
      .where('id', '=', id)
      .execute();
  },
  lines: async (db, ids) => {
    const rows = await titlesOf(db, ids);
    return new Map(
      rows.map((row) => [
        row.id,
        {
          title: row.title,
          kind: row.kind,
          meeting:
            row.meeting_id === null || row.meeting === null || row.starts_at === null
              ? null
              : { id: row.meeting_id, title: row.meeting, startsAt: beijingInstant(row.starts_at) },
        },
      ]),
    );
  },
  groups: async (db, id) => {
    const rows = await venuePeople(db, id);
    return [...Map.groupBy(rows, ({ venue }) => venue)].map(([name, people]) => ({
      name,
      people: people.map((one) => one.user_id),
    }));
  },
};
