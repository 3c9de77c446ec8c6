// Writes packages/server/src/platform/database/schema.gen.ts from the migrations, on a throw-away PostgreSQL.
// Run it after adding a migration:  node_modules/.bin/node scripts/schema-types.ts
import { migrate } from '../packages/server/src/platform/database/migrate.ts';
import { openPool } from '../packages/server/src/platform/database/pool.ts';
import { startThrowAway } from '../packages/server/test/harness/postgres.ts';
import { schemaTypes } from '../packages/server/test/harness/schema-types.ts';

const server = await startThrowAway();
try {
  const pool = await openPool(server.url, { max: 1, name: 'schema-types', onError: () => {} });
  await migrate(pool).finally(() => pool.end());
  const { ok, output } = schemaTypes(server.url, false);
  console.log(output.trim());
  process.exitCode = ok ? 0 : 1;
} finally {
  await server.stop();
}
