/** 会议材料: the list as far as somebody sees it, one paper, finishing and issuing. */
import { AppError, type Paper, type PaperFormat } from '@qingzhang/contract';
import { copyCounts, hasCopy } from '../../issuing/copies/copies.ts';
import type { Actor, Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { may, requirePermission } from '../../platform/policy.ts';
import { findMeeting, requireMeeting, seenMeetings } from '../cycle/read.ts';
import { canOf, editsPaper, type PaperSight, seesPaper } from './sight.ts';
import { findPaperRow, ownCopies, type PaperRow, paperRows } from './store.ts';

/** The papers of a meeting that the actor sees. */
export async function listPapers(db: Db, actor: Actor, meetingId: number): Promise<Paper[]> {
  const meeting = await requireMeeting(db, actor, meetingId);
  const rows = await paperRows(db, meetingId);
  const copied = await ownCopies(
    db,
    rows.map(({ id }) => id),
    actor,
  );
  return views(
    db,
    actor,
    rows.filter((row) => seesPaper(actor, row, { copied: copied.has(row.id), meeting: meeting.state })),
  );
}

/** One paper, or `thing.notFound` as if it were not there. */
export async function requirePaper(db: Db, actor: Actor, id: number, hold = false): Promise<PaperRow> {
  const row = await seenPaper(db, actor, id, hold);
  if (row === null) throw new AppError('thing.notFound', { what: 'paper', id });
  return row;
}

/** The paper where the actor sees it, else null. */
export async function seenPaper(db: Db, actor: Actor, id: number, hold = false): Promise<PaperRow | null> {
  const row = await findPaperRow(db, id, hold);
  if (row === null) return null;
  const [copied, meeting] = await Promise.all([
    hasCopy(db, { owner: 'paper', id }, actor),
    meetingSeen(db, actor, row.meeting_id),
  ]);
  return seesPaper(actor, row, { copied, meeting }) ? row : null;
}

async function meetingSeen(db: Db, actor: Actor, id: number | null): Promise<PaperSight['meeting']> {
  if (id === null) return 'none';
  const meeting = await findMeeting(db, id);
  const [seen] = meeting === null ? [] : await seenMeetings(db, actor, [meeting]);
  return seen?.state ?? null;
}

export async function getPaper(db: Db, actor: Actor, id: number): Promise<Paper> {
  const [view] = await views(db, actor, [await requirePaper(db, actor, id)]);
  if (view === undefined) throw new AppError('thing.notFound', { what: 'paper', id });
  return view;
}

const FORMATS: readonly PaperFormat[] = ['html', 'docx', 'pdf'];

/** Rows as pages show them. */
async function views(db: Db, actor: Actor, rows: readonly PaperRow[]): Promise<Paper[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [counts, edits] = await Promise.all([
    copyCounts(db, 'paper', ids),
    db
      .selectFrom('document_edit')
      .select((eb) => ['owner_id', eb.fn.countAll<number>().as('n')])
      .where('owner_kind', '=', 'paper')
      .where('owner_id', 'in', ids)
      .groupBy('owner_id')
      .execute(),
  ]);
  const edited = new Map(edits.map((row) => [row.owner_id, Number(row.n)]));
  return rows.map(
    (row): Paper => ({
      id: row.id,
      kind: row.kind,
      meeting: row.meeting_id,
      subject: row.subject,
      city: row.city_code,
      title: row.title,
      state: row.state,
      confidentiality: row.confidentiality === 'public' ? 'public' : 'internal',
      revision: row.revision,
      composedAt: row.composed_at.toISOString(),
      asOf: row.as_of.toISOString(),
      frozenAt: row.frozen_at?.toISOString() ?? null,
      number: row.number,
      simulated: row.simulated,
      edits: edited.get(row.id) ?? 0,
      // DIS-14.4: who opened what is the distributing office's.
      copies: may(actor, 'papers.write') ? (counts.get(row.id) ?? { sent: 0, read: 0 }) : null,
      issuedAt: row.issued_at?.toISOString() ?? null,
      issuedPost: row.issued_post,
      formats: [...FORMATS],
      can: canOf(actor, row),
    }),
  );
}

/** Finish a draft, open a finished one again, withdraw what is not issued; opening and withdrawing say why. */
export async function setPaperState(
  db: Db,
  call: Call,
  id: number,
  input: { readonly state: 'draft' | 'final' | 'withdrawn'; readonly reason: string },
): Promise<void> {
  requirePermission(call.actor, 'papers.write');
  await transaction(db, async (trx) => {
    const row = await requirePaper(trx, call.actor, id, true);
    const { state } = input;
    if (row.state === state) return;
    const allowed =
      state === 'final'
        ? row.state === 'draft'
        : row.state === 'final' || (state === 'withdrawn' && row.state === 'draft');
    if (!allowed) throw new AppError('thing.conflict', { what: 'paper', state: row.state });
    if (state !== 'final' && input.reason.length < 2) {
      throw new AppError('thing.invalid', { what: 'reason', reason: '请写明理由 · say why' });
    }
    await writeState(trx, call, row, state, input.reason);
  });
}

/** 交稿: a bureau hands its speech in; from then on the office has it. */
export async function handInSpeech(db: Db, call: Call, id: number): Promise<void> {
  requirePermission(call.actor, 'papers.draft');
  await transaction(db, async (trx) => {
    const row = await requirePaper(trx, call.actor, id, true);
    if (row.kind !== 'speech' || !editsPaper(call.actor, row)) {
      throw new AppError('thing.conflict', { what: 'paper', state: row.state });
    }
    await writeState(trx, call, row, 'final', '');
  });
}

async function writeState(
  trx: Db,
  call: Call,
  row: PaperRow,
  state: 'draft' | 'final' | 'withdrawn',
  reason: string,
): Promise<void> {
  await trx.updateTable('paper').set({ state }).where('id', '=', row.id).execute();
  await audit(trx, call, {
    action: `paper.${state}`,
    objectType: 'paper',
    objectId: row.id,
    detail: { kind: row.kind, from: row.state, ...(reason === '' ? {} : { reason }) },
  });
}
