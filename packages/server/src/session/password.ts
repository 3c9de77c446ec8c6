import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';
import { AppError, type SecurityPolicy } from '@qingzhang/contract';

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

/** How many kinds of characters it has: upper case, lower case, digits, other signs. */
export function passwordClasses(password: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((kind) => kind.test(password))
    .length;
}

/** Refuse a password that is too short or too plain, or has the login in it. */
export function requireStrong(password: string, login: string, rules: SecurityPolicy['password']): void {
  const { minLength, classes, history } = rules;
  const weak =
    [...password].length < minLength ||
    passwordClasses(password) < classes ||
    password.toLowerCase().includes(login.toLowerCase());
  if (weak) throw new AppError('user.weakPassword', { minLength, classes, history });
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyz';
const CAPITALS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const SIGNS = '-+=_';

/**
 * A password to be read aloud and typed once: all four kinds of characters, none that looks like another, at least 14 of
 * them (70 bits and more) and as many as the rules ask.
 */
export function inventPassword(minLength = 0): string {
  const pick = (from: string) => from[randomInt(from.length)] ?? '';
  const length = Math.max(14, minLength);
  const rest = Array.from({ length: length - 4 }, () => pick(LETTERS + CAPITALS + DIGITS));
  const signs = [pick(LETTERS), pick(CAPITALS), pick(DIGITS), pick(SIGNS), ...rest];
  for (let at = signs.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [signs[at], signs[other]] = [signs[other] ?? '', signs[at] ?? ''];
  }
  return signs.join('');
}
