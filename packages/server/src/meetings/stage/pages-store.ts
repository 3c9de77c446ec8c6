/** The screen pages as they are kept. */
import { ScreenPage } from '@qingzhang/contract';
import type { Db } from '../../platform/database/transaction.ts';

const Content = ScreenPage.omit({ key: true, agendaItem: true, title: true, version: true });

/** Pages of a meeting in their order, or those of the keys given. */
export async function readPages(
  db: Db,
  meetingId: number,
  wanted: ReadonlySet<string> | null,
): Promise<ScreenPage[]> {
  let query = db
    .selectFrom('screen_page')
    .select(['key', 'agenda_item_id', 'title', 'content', 'version'])
    .where('meeting_id', '=', meetingId);
  if (wanted !== null) {
    if (wanted.size === 0) return [];
    query = query.where('key', 'in', [...wanted]);
  }
  const rows = await query.orderBy('sort').orderBy('id').execute();
  return rows.map((row) => ({
    ...Content.parse(row.content),
    key: row.key,
    agendaItem: row.agenda_item_id,
    title: row.title,
    version: row.version,
  }));
}

/** `?keys=cover,air.index`; null: all. */
export function keysOf(text: string | undefined): ReadonlySet<string> | null {
  return text === undefined ? null : new Set(text.split(',').filter((key) => key !== ''));
}
