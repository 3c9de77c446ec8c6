import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/harness/database.ts';
import { clientTransaction, transaction } from './transaction.ts';

const { db, pool } = await createTestDatabase();

const group = (code: string) => ({ code, name: '组', name_en: 'Group' });
const codes = async () =>
  (await db.selectFrom('region_group').select('code').orderBy('code').execute()).map((row) => row.code);

it('joins the transaction it is called in, and rolls back as one', async () => {
  await expect(
    transaction(db, async (trx) => {
      await trx.insertInto('region_group').values(group('a')).execute();
      await transaction(trx, (inner) => inner.insertInto('region_group').values(group('b')).execute());
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await codes()).toEqual([]);
});

it('COPY and typed queries share one transaction, kept or thrown away together', async () => {
  const copy = (fail: boolean) =>
    clientTransaction(pool, async (trx, client) => {
      await trx.insertInto('region_group').values(group('typed')).execute();
      await pipeline(
        Readable.from(['copied\t组\tGroup\n']),
        client.query(copyFrom('copy region_group (code, name, name_en) from stdin')),
      );
      if (fail) throw new Error('half-way');
    });
  await expect(copy(true)).rejects.toThrow('half-way');
  expect(await codes()).toEqual([]);
  await copy(false);
  expect(await codes()).toEqual(['copied', 'typed']);
  expect(pool.totalCount - pool.idleCount).toBe(0);
});
