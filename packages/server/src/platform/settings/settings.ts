import { AppError } from '@qingzhang/contract';
import type { z } from 'zod';
import type { Call } from '../actor.ts';
import { audit } from '../audit/audit.ts';
import { type Db, transaction } from '../database/transaction.ts';

/** A setting (可调参数) that an administrator changes while the program runs: bands, policies, names. */
export interface SettingType<T> {
  readonly key: string;
  readonly schema: z.ZodType<T>;
  /** What holds until somebody changes it. */
  readonly standard: T;
}

/** Declare a setting; each area exports its own. */
export function settingType<T>(type: SettingType<T>): SettingType<T> {
  return type;
}

/** The setting's value, or its standard where nobody has set it. */
export async function readSetting<T>(db: Db, type: SettingType<T>): Promise<T> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', type.key).executeTakeFirst();
  return row === undefined ? type.standard : type.schema.parse(row.value);
}

/** Change a setting; the audit log keeps what it was and what it became. */
export async function writeSetting<T>(db: Db, type: SettingType<T>, value: T, call: Call): Promise<T> {
  const parsed = type.schema.safeParse(value);
  if (!parsed.success) throw new AppError('thing.invalid', { what: type.key, reason: parsed.error.message });
  const text = JSON.stringify(parsed.data);
  await transaction(db, async (trx) => {
    const before = await trx
      .selectFrom('setting')
      .select('value')
      .where('key', '=', type.key)
      .forUpdate()
      .executeTakeFirst();
    const row = { value: text, updated_by: call.actor.login, updated_at: call.at };
    await trx
      .insertInto('setting')
      .values({ key: type.key, ...row })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
      .execute();
    const detail = { before: before?.value ?? null, after: parsed.data };
    await audit(trx, call, { action: 'setting.change', objectType: 'setting', objectId: type.key, detail });
  });
  return parsed.data;
}
