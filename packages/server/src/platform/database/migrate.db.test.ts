import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/harness/database.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';

const { pool } = await createTestDatabase();
const applied = readMigrations();

const next = (sql: string): Migration => ({
  number: applied.length + 1,
  file: `${String(applied.length + 1).padStart(4, '0')}-test.sql`,
  sql,
  sha256: 'x',
});

it('finds nothing to do in an up-to-date database', async () => {
  expect(await migrate(pool)).toEqual([]);
});

it('rolls a failing file back whole and says which', async () => {
  const bad = next('create table half (id int); select 1/0;');
  await expect(migrate(pool, [...applied, bad])).rejects.toMatchObject({
    code: 'migration.failed',
    params: { file: bad.file, reason: 'division by zero' },
  });
  const { rows } = await pool.query(`select to_regclass('half') as half`);
  expect(rows).toEqual([{ half: null }]);
});

it('applies each file once when two processes migrate in the same moment', async () => {
  const counting = next(`create table counted (id int); insert into counted values (1)`);
  const both = await Promise.all([
    migrate(pool, [...applied, counting]),
    migrate(pool, [...applied, counting]),
  ]);
  expect(both.flat()).toEqual([counting.file]);
  expect((await pool.query('select count(*) as n from counted')).rows).toEqual([{ n: 1 }]);
});

it('refuses a database that is newer than the program, and a file changed afterwards', async () => {
  await expect(migrate(pool, applied)).rejects.toMatchObject({ code: 'migration.newer' });
  const changed = [...applied, next('')].map((one, index) =>
    index === 0 ? { ...one, sha256: 'other' } : one,
  );
  await expect(migrate(pool, changed)).rejects.toMatchObject({
    code: 'migration.changed',
    params: { file: applied[0]?.file },
  });
});
