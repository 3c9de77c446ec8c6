/** The rows of a meeting's agenda and venues, in their order. */
import type { Selectable } from 'kysely';
import type { DB } from '../../platform/database/schema.gen.ts';
import type { Db } from '../../platform/database/transaction.ts';

export type AgendaRow = Selectable<DB['agenda_item']>;
export type VenueRow = Selectable<DB['venue']>;

/** The agenda in its order: parts by `sort`, each followed by its speakers. A part's minutes are the sum of its speakers'. */
export async function agendaRows(db: Db, meetingId: number): Promise<AgendaRow[]> {
  const rows = await db
    .selectFrom('agenda_item')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
  return inOrder(rows);
}

/** Parts in order, each followed by what stands under it. */
export function inOrder<T extends { readonly id: number; readonly parent_id: number | null }>(
  rows: readonly T[],
): T[] {
  return rows
    .filter(({ parent_id }) => parent_id === null)
    .flatMap((part) => [part, ...rows.filter(({ parent_id }) => parent_id === part.id)]);
}

/** Venues in protocol order: the main hall, then the bureaus'. */
export async function venueRows(db: Db, meetingId: number): Promise<VenueRow[]> {
  return db
    .selectFrom('venue')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('sort')
    .orderBy('id')
    .execute();
}
