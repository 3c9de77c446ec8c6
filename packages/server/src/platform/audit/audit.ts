import type { Call } from '../actor.ts';
import type { Db } from '../database/transaction.ts';

/** What was done to what; `detail` holds plain facts, never secrets. */
export interface AuditEntry {
  /** Verb in the words of the area: `user.create`, `month.close`. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string | number | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Append a row to the audit log (审计日志), in the transaction of the act itself: both happen or neither. */
export async function audit(trx: Db, call: Call, entry: AuditEntry): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values({
      at: call.at,
      actor_id: call.actor.id,
      actor_login: call.actor.login,
      acting_for_id: call.actor.actingFor?.id ?? null,
      acting_for_login: call.actor.actingFor?.login ?? null,
      action: entry.action,
      object_type: entry.objectType,
      object_id: entry.objectId === null ? null : String(entry.objectId),
      detail: JSON.stringify(entry.detail ?? {}),
      request_id: call.requestId,
    })
    .execute();
}
