/** Who is told what of a task (DIS-11): the responsible first, superiors a day later, never about what is done. */
import type { NotificationKind, NotificationParams, SettleReason } from '@qingzhang/contract';
import { notify, previewNotification, settle } from '../notifications/notify.ts';
import { type Recipient, recipientsOf } from '../notifications/recipients.ts';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import type { TaskRecord } from './record.ts';

/** The owner; where nobody is named, the bureau. */
export async function responsibleOf(db: Db, task: TaskRecord): Promise<Recipient[]> {
  if (task.owner_id !== null) {
    const named = await recipientsOf(db, { userIds: [task.owner_id] });
    if (named.length > 0) return named;
  }
  if (task.county_code !== null) return recipientsOf(db, { roles: ['county'], region: task.county_code });
  if (task.city_code !== null) return recipientsOf(db, { roles: ['city'], region: task.city_code });
  return [];
}

/** 交办方: the department's office, or the city that split it. */
export async function issuersOf(db: Db, task: TaskRecord): Promise<Recipient[]> {
  if (task.issuer_city !== null) return recipientsOf(db, { roles: ['city'], region: task.issuer_city });
  if (task.program_key !== null) {
    const offices = await recipientsOf(db, { roles: ['office'], program: task.program_key });
    if (offices.length > 0) return offices;
  }
  return recipientsOf(db, { roles: ['dispatch'] });
}

/** 上级: for a county its city; for a city and a department the leader in charge. */
export async function superiorsOf(db: Db, task: TaskRecord): Promise<Recipient[]> {
  const found =
    task.county_code !== null
      ? await recipientsOf(db, { roles: ['city'], region: task.city_code, as: 'superior' })
      : [];
  return [
    ...found,
    ...(await recipientsOf(db, {
      roles: ['deputy'],
      region: task.city_code,
      program: task.program_key,
      as: 'superior',
    })),
  ];
}

export const shortTitle = (text: string): string => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** Tell people of a task. */
export async function tellTask<K extends NotificationKind>(
  trx: Db,
  call: Call,
  task: TaskRecord,
  to: readonly Recipient[],
  kind: K,
  params: NotificationParams<K>,
  once?: string,
): Promise<void> {
  await notify(trx, call, {
    to,
    kind,
    subject: { type: 'task', id: task.id },
    params,
    link: `/tasks/${task.id}`,
    region: task.county_code ?? task.city_code,
    ...(once === undefined ? {} : { once }),
  });
}

/** Somebody has done it: nobody else need be told (DIS-11.3). */
export async function settleTask(trx: Db, call: Call, task: TaskRecord, reason: SettleReason): Promise<void> {
  await settle(trx, call, { type: 'task', id: task.id }, reason);
  // A superior waiting to hear of a notice need not, once it is done, extended or withdrawn (DIS-11.4).
  const applied = ['applied', 'checked', 'closed'].includes(task.state);
  if (reason === 'done' && !applied) return;
  const open = await trx
    .selectFrom('task_notice')
    .select('id')
    .where('task_id', '=', task.id)
    .where('lifted_at', 'is', null)
    .execute();
  for (const { id } of open) await settle(trx, call, { type: 'notice', id }, reason);
}

export { notify, previewNotification, settle };
