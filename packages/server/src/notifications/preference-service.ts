import type { NotificationPreference } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { preferencesOf } from './preferences.ts';

/** How the actor wants to be told; always the own setting, also while acting for somebody. */
export async function readPreference(db: Db, call: Call): Promise<NotificationPreference> {
  const id = ownId(call);
  const { quiet, ...rest } = (await preferencesOf(db, [id]))(id);
  return { ...rest, quietFrom: quiet.from, quietTo: quiet.to };
}

/** Set it; the audit log names what changed, not the address. */
export async function writePreference(
  db: Db,
  call: Call,
  wanted: NotificationPreference,
): Promise<NotificationPreference> {
  const id = ownId(call);
  await transaction(db, async (trx) => {
    const row = {
      email: wanted.email,
      by_email: wanted.byEmail,
      digest: wanted.digest,
      digest_at: wanted.digestAt,
      quiet_from: wanted.quietFrom,
      quiet_to: wanted.quietTo,
      lang: wanted.lang,
      changed_at: call.at,
    };
    await trx
      .insertInto('notification_preference')
      .values({ user_id: id, ...row })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(row))
      .execute();
    const { email, ...detail } = wanted;
    await audit(trx, call, {
      action: 'notifications.prefer',
      objectType: 'user',
      objectId: id,
      detail: { ...detail, email: email !== null },
    });
  });
  return readPreference(db, call);
}

function ownId({ actor }: Call): number {
  if (actor.id === null) throw new AppError('session.required');
  return actor.id;
}
