import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@qingzhang/contract';
import type { Call } from '../actor.ts';
import { type Config, dataPaths } from '../config/config.ts';
import type { Db } from '../database/transaction.ts';

/** A file's content on disk, not yet registered. */
export interface StoredContent {
  readonly sha256: string;
  readonly size: number;
}

/** A registered file. */
export interface StoredFile extends StoredContent {
  readonly id: number;
  readonly name: string;
  readonly mime: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/**
 * Files (文件): content lies under the data directory by its SHA-256, once however often it comes; the register is
 * a table. Content is written and synced before anything refers to it, so a registered file is always whole.
 */
export class FileStore {
  readonly #root: string;
  readonly #temporary: string;

  constructor(config: Pick<Config, 'data'>) {
    const paths = dataPaths(config);
    this.#root = paths.files;
    this.#temporary = paths.temporary;
    mkdirSync(config.data, { recursive: true });
    mkdirSync(this.#root, { recursive: true, mode: 0o700 });
    mkdirSync(this.#temporary, { recursive: true, mode: 0o700 });
  }

  /** Where the content with this hash lies. */
  pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a sha-256: ${sha256}`);
    return join(this.#root, sha256.slice(0, 2), sha256);
  }

  /** Write content, streaming; refuses more than `limit` bytes and leaves nothing behind then. */
  async write(content: Readable | Uint8Array, limit = Number.POSITIVE_INFINITY): Promise<StoredContent> {
    const half = join(this.#temporary, randomBytes(12).toString('hex'));
    const hash = createHash('sha256');
    let size = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        if (size > limit) done(new AppError('request.tooLarge', { limit }));
        else done(null, chunk);
      },
    });
    try {
      const source = content instanceof Readable ? content : Readable.from([content]);
      await pipeline(source, meter, createWriteStream(half, { mode: 0o600 }));
      const sha256 = hash.digest('hex');
      const path = this.pathOf(sha256);
      if (existsSync(path)) return { sha256, size };
      mkdirSync(dirname(path), { recursive: true });
      await sync(half);
      await rename(half, path);
      await sync(dirname(path));
      return { sha256, size };
    } finally {
      rmSync(half, { force: true });
    }
  }

  /** Register written content under a name; returns its id. In the caller's transaction. */
  async register(
    trx: Db,
    content: StoredContent,
    file: { readonly name: string; readonly mime: string },
    call: Call,
  ): Promise<number> {
    const row = await trx
      .insertInto('stored_file')
      .values({ ...content, ...file, created_by: call.actor.login, created_at: call.at })
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  }

  /** A registered file, or `thing.notFound`. */
  async find(db: Db, id: number): Promise<StoredFile> {
    const row = await db.selectFrom('stored_file').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new AppError('thing.notFound', { what: 'file', id });
    const { created_by: createdBy, created_at: createdAt, ...rest } = row;
    return { ...rest, createdBy, createdAt };
  }

  /** The content as a stream; fails before it starts when the content is not there. */
  async read(content: Pick<StoredContent, 'sha256'>): Promise<Readable> {
    const path = this.pathOf(content.sha256);
    await stat(path).catch(() => {
      throw new AppError('thing.notFound', { what: 'file content', id: content.sha256 });
    });
    return createReadStream(path);
  }

  /** Remove half-written files that a killed process left; at the server's start. */
  clean(): void {
    for (const name of readdirSync(this.#temporary)) rmSync(join(this.#temporary, name), { recursive: true });
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
