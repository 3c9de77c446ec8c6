import type { AuditLine } from '@qingzhang/contract';
import { addDays } from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';

/** What to show of the audit log; days are Beijing days, both included. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly objectType?: string | undefined;
  readonly objectId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The audit log, newest first; `cursor` is the last id already seen. */
export async function listAudit(
  db: Db,
  filter: AuditFilter & { readonly cursor?: number | undefined; readonly limit: number },
): Promise<{ items: AuditLine[]; total: null; nextCursor: string | null }> {
  const { actor, action, objectType, objectId, from, to, cursor, limit } = filter;
  let query = db.selectFrom('audit_log').selectAll().orderBy('id', 'desc').limit(limit);
  if (actor) {
    query = query.where((eb) => eb.or([eb('actor_login', '=', actor), eb('acting_for_login', '=', actor)]));
  }
  if (action) {
    // `user.` means all of an area's actions.
    query = action.endsWith('.')
      ? query.where((eb) => eb.fn('starts_with', ['action', eb.val(action)]), '=', true)
      : query.where('action', '=', action);
  }
  if (objectType) query = query.where('object_type', '=', objectType);
  if (objectId) query = query.where('object_id', '=', objectId);
  if (from) query = query.where('at', '>=', new Date(`${from}T00:00:00+08:00`));
  if (to) query = query.where('at', '<', new Date(`${addDays(to, 1)}T00:00:00+08:00`));
  if (cursor !== undefined) query = query.where('id', '<', cursor);
  const rows = await query.execute();
  const items = rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor_login,
    actingFor: row.acting_for_login,
    action: row.action,
    objectType: row.object_type,
    objectId: row.object_id,
    detail: typeof row.detail === 'object' && row.detail !== null ? { ...row.detail } : {},
    requestId: row.request_id,
  }));
  const last = items.length === limit ? items.at(-1) : undefined;
  return { items, total: null, nextCursor: last === undefined ? null : String(last.id) };
}

/** All lines of a filter, page by page. */
export async function* eachAuditLine(db: Db, filter: AuditFilter): AsyncGenerator<AuditLine> {
  let cursor: number | undefined;
  do {
    const page = await listAudit(db, { ...filter, cursor, limit: 2000 });
    yield* page.items;
    cursor = page.nextCursor === null ? undefined : Number(page.nextCursor);
  } while (cursor !== undefined);
}
