import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from '../platform/config/config.ts';

const CIPHER = 'aes-256-gcm';

/** Where the key lies: beside the database, not in it, so that a dump of the database alone opens nothing. */
const keyPath = (config: Pick<Config, 'data'>) => join(config.data, 'keys', 'second-factor.key');

/** The key, made at first use, readable by the owner only (0600). */
function readKey(config: Pick<Config, 'data'>): Buffer {
  const path = keyPath(config);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    // Fails where it exists already: two processes never make two keys.
    writeFileSync(path, randomBytes(32).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  chmodSync(path, 0o600);
  const key = Buffer.from(readFileSync(path, 'utf8'), 'base64');
  if (key.length !== 32) throw new Error(`${path} is no key of 32 bytes`);
  return key;
}

/** Encrypt (AES-256-GCM); `owner` must be the same to decrypt, so that a value cannot be moved to another user. */
export function seal(config: Pick<Config, 'data'>, owner: string, plain: Buffer): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv(CIPHER, readKey(config), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return ['v1', iv, cipher.getAuthTag(), sealed]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** Decrypt; throws where the key, the owner or the value is not the one it was. */
export function unseal(config: Pick<Config, 'data'>, owner: string, text: string): Buffer {
  const [version, iv, tag, sealed] = text.split('.');
  if (version !== 'v1' || iv === undefined || tag === undefined || sealed === undefined) {
    throw new Error('a sealed value that cannot be read');
  }
  const part = (value: string) => Buffer.from(value, 'base64url');
  const decipher = createDecipheriv(CIPHER, readKey(config), part(iv)).setAAD(Buffer.from(owner));
  decipher.setAuthTag(part(tag));
  return Buffer.concat([decipher.update(part(sealed)), decipher.final()]);
}
