import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError, PASSWORD_MIN_LENGTH } from '@qingzhang/contract';

/** What today's hashes cost: 32 MB and some tens of milliseconds. Each hash carries its own figures. */
const COST = { n: 32_768, r: 8, p: 1 };
const LENGTH = 32;

function derive(password: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  const options = { N: cost.n, r: cost.r, p: cost.p, maxmem: 256 * cost.n * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, LENGTH, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.n, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether the password fits the hash; takes as long for no as for yes. */
export async function checkPassword(password: string, hash: string): Promise<boolean> {
  const [kind, n, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false;
  const cost = { n: Number(n), r: Number(r), p: Number(p) };
  const expected = Buffer.from(key, 'base64url');
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

/** Refuse a password that is too short or the login itself. */
export function requireStrong(password: string, login: string): void {
  if (password.length < PASSWORD_MIN_LENGTH || password.toLowerCase() === login.toLowerCase()) {
    throw new AppError('user.weakPassword', { minLength: PASSWORD_MIN_LENGTH });
  }
}

/** A password to be read aloud and typed once: 12 characters without those that look alike (71 bits). */
export function inventPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const pick = () => letters[randomInt(letters.length)] ?? '';
  return Array.from({ length: 12 }, pick).join('');
}
