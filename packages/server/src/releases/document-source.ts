/** 新闻稿 as documents that are edited: in draft, under review, and after publishing for a correction. */
import type { DocumentSource } from '../issuing/documents/source.ts';
import { personIds } from '../platform/actor.ts';
import { may } from '../platform/policy.ts';
import { beijingInstant } from '../programs/ledger/instants.ts';
import { retitle } from './draft.ts';
import { findReleaseRow, listReleaseRows, releaseContent, withAuthors } from './store.ts';

export const releaseDocuments: DocumentSource = {
  owner: 'release',
  load: async (db, id, actor, { hold = false } = {}) => {
    if (!may(actor, 'releases.read')) return null;
    const row = await findReleaseRow(db, id, hold);
    if (row === null) return null;
    const { model, figures } = await releaseContent(db, id);
    return {
      title: row.title,
      model,
      figures,
      revision: row.revision,
      editable: may(actor, 'releases.write') && row.state !== 'withdrawn',
      sendable: row.state === 'published',
      // The figures are those of the drafting; they are renewed only by drafting again.
      frozenAt: row.drafted_at,
      asOf: row.as_of,
      simulated: row.simulated,
    };
  },
  touch: async (trx, id, call) => {
    await trx
      .updateTable('release')
      .set((eb) => ({
        revision: eb('revision', '+', 1),
        authors: withAuthors(personIds(call.actor)),
        // What all had read is another text now: it is read again.
        state: eb.case().when('state', '=', 'approved').then('review').else(eb.ref('state')).end(),
      }))
      .where('id', '=', id)
      .execute();
    await retitle(trx, id);
  },
  lines: async (db, ids) => {
    const rows = (await listReleaseRows(db)).filter(({ id }) => ids.includes(id));
    const meetings = rows.flatMap(({ meeting_id }) => (meeting_id === null ? [] : [meeting_id]));
    const starts = new Map(
      meetings.length === 0
        ? []
        : (
            await db.selectFrom('meeting').select(['id', 'starts_at']).where('id', 'in', meetings).execute()
          ).map(({ id, starts_at }) => [id, starts_at] as const),
    );
    return new Map(
      rows.map((row) => {
        const startsAt = row.meeting_id === null ? undefined : starts.get(row.meeting_id);
        const meeting =
          row.meeting_id === null || row.meeting_title === null || startsAt === undefined
            ? null
            : { id: row.meeting_id, title: row.meeting_title, startsAt: beijingInstant(startsAt) };
        return [row.id, { title: row.title, kind: 'release', meeting }];
      }),
    );
  },
};
