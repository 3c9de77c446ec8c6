/** 通报 as documents that are edited and sent: drafts can be changed by hand, issued ones stand. */
import { parseFigureKey } from '../evaluation/figure-keys.ts';
import { figureList } from '../issuing/documents/figures.ts';
import type { DocumentSource } from '../issuing/documents/source.ts';
import { may } from '../platform/policy.ts';
import * as queries from './queries.ts';
import { bulletinBehind } from './renew.ts';
import { raiseRevision } from './revision.ts';

export const bulletinDocuments: DocumentSource = {
  owner: 'bulletin',
  load: async (db, id, actor, { hold = false } = {}) => {
    // What was changed by whom is the office's own; everybody else reads the bulletin.
    if (!may(actor, 'papers.write')) return null;
    const writes = may(actor, 'bulletins.write');
    const content = await queries.loadContent(db, id, hold);
    const row = content && (await queries.findBulletinRow(db, id, { drafts: writes }));
    if (content === null || row === null) return null;
    return {
      title: row.title,
      model: content.model,
      figures: figureList(content.model, (key) => parseFigureKey(key) !== null),
      revision: row.revision,
      editable: writes && row.state === 'draft',
      sendable: row.state === 'issued',
      frozenAt: row.issuedAt,
      asOf: row.asOf,
      simulated: row.simulated,
    };
  },
  behind: bulletinBehind,
  touch: raiseRevision,
  lines: async (db, ids) => {
    const rows = await queries.titlesOf(db, ids);
    return new Map(rows.map(({ id, title }) => [id, { title, kind: 'bulletin', meeting: null }]));
  },
};
