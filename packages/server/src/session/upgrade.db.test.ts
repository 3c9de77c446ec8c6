import { expect, it } from 'vitest';
import { createTestDatabase } from '../../test/harness/database.ts';
import { systemActor } from '../platform/actor.ts';
import { verifyAudit } from '../platform/audit/verify.ts';
import { migrate, readMigrations } from '../platform/database/migrate.ts';
import { createMissingAdministrators } from './administrators.ts';
import { listUsers } from './users.ts';

/** A database as it was before duties were parted: one administrator who could do everything. */
const { db, pool } = await createTestDatabase('template0');
const migrations = readMigrations();

it('chains the audit log that is there, keeps who could sign in, and makes the two other administrators', async () => {
  const before = migrations.filter(({ file }) => file < '0007');
  expect(await migrate(pool, before)).toHaveLength(before.length);
  await pool.query(`insert into app_user (login, display_name, post, role, password_hash, created_at)
    values ('admin', '管理员', '管理员', 'admin', 'x', now())`);
  await pool.query(`insert into audit_log (at, actor_id, actor_login, action, object_type, object_id, detail)
    select now(), 1, 'admin', 'user.change', 'user', n::text, '{"说明": "旧"}' from generate_series(1, 300) n`);
  expect(await migrate(pool)).toHaveLength(migrations.length - before.length);
  expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: 300 });
  expect(await listUsers(db)).toMatchObject([{ login: 'admin', role: 'admin', awaitingRole: false }]);

  const call = { actor: systemActor('system'), requestId: null, at: new Date('2026-06-15T10:00:00+08:00') };
  const made = await createMissingAdministrators(db, call);
  expect(made.map(({ login }) => login)).toEqual(['security', 'auditor']);
  expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: 302 });
});
