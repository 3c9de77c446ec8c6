import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Where the generated table types stand. */
export const schemaTypesFile = fileURLToPath(
  new URL('../../src/platform/database/schema.gen.ts', import.meta.url),
);

/**
 * Write the tables' types from a migrated database, or with `verify` only say whether the file still fits it.
 * Types follow our parsers: bigint is number, numeric and date are text.
 */
export function schemaTypes(url: string, verify: boolean): { ok: boolean; output: string } {
  const cli = createRequire(import.meta.url).resolve('kysely-codegen/dist/cli/bin.js');
  const result = spawnSync(
    process.execPath,
    [
      ...[cli, '--dialect=postgres', `--url=${url}`, `--out-file=${schemaTypesFile}`],
      ...['--date-parser=string', '--numeric-parser=string', '--default-schema=public'],
      ...['--exclude-pattern=pgboss.*', '--type-mapping={"int8":"number"}'],
      ...(verify ? ['--verify'] : []),
    ],
    { encoding: 'utf8' },
  );
  return { ok: result.status === 0, output: `${result.stdout}${result.stderr}` };
}
