import { createHash, randomInt } from 'node:crypto';
import { AppError, type SecondFactor } from '@qingzhang/contract';
import { Secret, TOTP } from 'otpauth';
import { renderSVG } from 'uqr';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import type { Config } from '../platform/config/config.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import { endSessions, type UserRow } from './queries.ts';
import { seal, unseal } from './secret-box.ts';

const PERIOD = 30;
/** Codes of the neighbouring half minutes count too: clocks differ. */
const WINDOW = 1;
const RECOVERY_CODES = 10;
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** What an authenticator shows beside the code. */
const ISSUER = '青账';

type Keys = Pick<Config, 'data'>;
type Owner = Pick<UserRow, 'id' | 'totp_secret' | 'totp_since'>;

const totpOf = (secret: Secret, login: string) =>
  new TOTP({ issuer: ISSUER, label: login, algorithm: 'SHA1', digits: 6, period: PERIOD, secret });

const ownerOf = (id: number) => `user:${id}`;

const hashCode = (id: number, code: string) =>
  createHash('sha256')
    .update(`${id}:${code.replace(/[\s-]/g, '').toUpperCase()}`)
    .digest();

/**
 * Whether a code of the device (each only once) or an unused recovery code fits; uses it up. False where no second factor
 * is active.
 */
export async function checkCode(db: Db, config: Keys, user: Owner, code: string, at: Date): Promise<boolean> {
  if (user.totp_since === null || user.totp_secret === null) return false;
  const digits = code.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) return useDeviceCode(db, config, user, digits, at);
  const used = await db
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('user_id', '=', user.id)
    .where('code_hash', '=', hashCode(user.id, code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(used.numUpdatedRows) === 1;
}

/** A code fits one half minute; that and all before it are used up afterwards, also against a second request just now. */
async function useDeviceCode(db: Db, config: Keys, user: Owner, digits: string, at: Date): Promise<boolean> {
  if (user.totp_secret === null) return false;
  const secret = secretFrom(unseal(config, ownerOf(user.id), user.totp_secret));
  const delta = totpOf(secret, '').validate({ token: digits, timestamp: at.getTime(), window: WINDOW });
  if (delta === null) return false;
  const step = Math.floor(at.getTime() / 1000 / PERIOD) + delta;
  const result = await db
    .updateTable('app_user')
    .set({ totp_last_step: step })
    .where('id', '=', user.id)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** The own second factor as it stands. */
export async function secondFactorOf(db: Db, user: UserRow, required: boolean): Promise<SecondFactor> {
  const { n } = await db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('user_id', '=', user.id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    active: user.totp_since !== null,
    since: user.totp_since?.toISOString() ?? null,
    recoveryLeft: n,
    required,
  };
}

/** Begin: a secret for the device, not yet asked for at sign-in. The answer is the only place that shows it. */
export async function setUp(
  db: Db,
  config: Keys,
  user: UserRow,
): Promise<{ secret: string; uri: string; svg: string }> {
  if (user.totp_since !== null) throw new AppError('user.secondFactorActive');
  const secret = new Secret({ size: 20 });
  const uri = totpOf(secret, user.login).toString();
  const sealed = seal(config, ownerOf(user.id), Buffer.from(secret.bytes));
  await db
    .updateTable('app_user')
    .set({ totp_secret: sealed, totp_last_step: null })
    .where('id', '=', user.id)
    .where('totp_since', 'is', null)
    .execute();
  return { secret: secret.base32, uri, svg: renderSVG(uri, { border: 2 }) };
}

/** Confirm with a first code: from now on it is asked for. Answers the recovery codes; the other sessions end. */
export async function confirm(
  db: Db,
  config: Keys,
  user: UserRow,
  code: string,
  tokenHash: Buffer,
  call: Call,
): Promise<string[]> {
  if (user.totp_since !== null) throw new AppError('user.secondFactorActive');
  if (user.totp_secret === null) throw new AppError('user.secondFactorNone');
  if (!/^\d{6}$/.test(code.trim())) throw new AppError('session.wrongCode');
  if (!(await useDeviceCode(db, config, user, code.trim(), call.at))) throw new AppError('session.wrongCode');
  const codes = Array.from({ length: RECOVERY_CODES }, inventCode);
  await transaction(db, async (trx) => {
    await trx.updateTable('app_user').set({ totp_since: call.at }).where('id', '=', user.id).execute();
    await trx.deleteFrom('recovery_code').where('user_id', '=', user.id).execute();
    await trx
      .insertInto('recovery_code')
      .values(codes.map((one) => ({ user_id: user.id, code_hash: hashCode(user.id, one) })))
      .execute();
    await endSessions(trx, user.id, tokenHash);
    await audit(trx, call, { action: 'user.secondFactor', objectType: 'user', objectId: user.id });
  });
  return codes;
}

/** Take the second factor away: the person with a code, or the security administrator after a loss. */
export async function remove(db: Db, userId: number, call: Call): Promise<void> {
  await transaction(db, async (trx) => {
    const result = await trx
      .updateTable('app_user')
      .set({ totp_secret: null, totp_since: null, totp_last_step: null })
      .where('id', '=', userId)
      .where('totp_secret', 'is not', null)
      .executeTakeFirst();
    if (Number(result.numUpdatedRows) === 0) throw new AppError('user.secondFactorNone');
    await trx.deleteFrom('recovery_code').where('user_id', '=', userId).execute();
    await audit(trx, call, { action: 'user.removeSecondFactor', objectType: 'user', objectId: userId });
  });
}

/** Twelve signs that do not look alike (60 bits), in groups. */
function inventCode(): string {
  const signs = Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('');
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}

function secretFrom(bytes: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(bytes).buffer });
}
