import { expect, it } from 'vitest';
import { createTestDatabase } from '../../../test/harness/database.ts';
import { schemaTypes } from '../../../test/harness/schema-types.ts';

const { pool, url } = await createTestDatabase();

it('the generated table types fit the migrated database (else run scripts/schema-types.ts)', () => {
  const { ok, output } = schemaTypes(url, true);
  expect(output).toMatch(/up-to-date|✓/i);
  expect(ok).toBe(true);
});

it('every table says in Chinese what it holds', async () => {
  const { rows } = await pool.query<{ name: string; comment: string | null }>(
    `select relname as name, obj_description(oid, 'pg_class') as comment from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> 'schema_migration'`,
  );
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.filter((row) => !/\p{Script=Han}/u.test(row.comment ?? '')).map((row) => row.name)).toEqual([]);
});

it('values arrive as they must: dates as text, bigint exactly or not at all, numeric as text', async () => {
  const { rows } = await pool.query(
    `select date '2024-02-29' as day, 9007199254740991::bigint as big, 40.10::numeric as value,
            timestamptz '2024-02-29 16:00+08' as hour, to_char(timestamptz '2024-02-29T23:30Z', 'YYYY-MM-DD') as wall`,
  );
  expect(rows).toEqual([
    {
      day: '2024-02-29',
      big: 9007199254740991,
      value: '40.10',
      hour: new Date('2024-02-29T08:00:00Z'),
      wall: '2024-03-01',
    },
  ]);
  await expect(pool.query('select 9007199254740993::bigint')).rejects.toThrow(
    /does not fit a number exactly/,
  );
});
