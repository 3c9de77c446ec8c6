import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import type { Call } from '../actor.ts';
import { transaction } from '../database/transaction.ts';
import { audit } from './audit.ts';
import { verifyAudit } from './verify.ts';

const platform = await createTestPlatform();
const { db } = platform;

const write = (n: number, call: Call = platform.call()) =>
  audit(db, call, {
    action: 'thing.change',
    objectType: 'thing',
    objectId: n,
    detail: { 说明: `第 ${n} 次：1:2,-,`, nested: { b: 1, a: [null, 1.5] } },
  });
/** As somebody with the database's own password could. */
const behind = async (statement: string) => {
  await sql.raw('alter table audit_log disable trigger audit_log_append_only').execute(db);
  await sql.raw('alter table audit_chain disable trigger audit_chain_append_only').execute(db);
  await sql.raw(statement).execute(db);
  await sql.raw('alter table audit_log enable trigger audit_log_append_only').execute(db);
  await sql.raw('alter table audit_chain enable trigger audit_chain_append_only').execute(db);
};

/** The chain from its beginning, some rows long. */
beforeEach(async () => {
  await sql.raw('alter table audit_log disable trigger user').execute(db);
  await sql.raw('alter table audit_chain disable trigger user').execute(db);
  await sql.raw('truncate audit_log, audit_chain restart identity').execute(db);
  await sql
    .raw("update audit_head set seq = 0, hash = sha256(convert_to('qingzhang audit log', 'UTF8'))")
    .execute(db);
  await sql.raw('alter table audit_log enable trigger user').execute(db);
  await sql.raw('alter table audit_chain enable trigger user').execute(db);
  for (let n = 1; n <= 5; n++) await write(n);
});

describe('the audit log', () => {
  it.each([
    'update audit_log set actor_login = actor_login',
    'delete from audit_log',
    'truncate audit_log',
    'delete from audit_chain',
    "update audit_chain set hash = ''",
    'truncate audit_chain',
    'delete from audit_head',
  ])('refuses “%s”', async (statement) => {
    await expect(sql.raw(statement).execute(db)).rejects.toThrow(/append-only/);
  });

  it('is recomputed to the same chain, whatever the rows hold, also null fields and other scripts', async () => {
    await audit(db, platform.call(), { action: '', objectType: '空', objectId: null });
    const found = await verifyAudit(db);
    expect(found).toMatchObject({ ok: true, checked: 6, problem: null });
    expect(await verifyAudit(db, found.head)).toMatchObject({ ok: true });
    await write(7);
    expect(await verifyAudit(db, found.head)).toMatchObject({ ok: true, checked: 7 });
  });

  it('links in the order of commits, so that a long transaction holds nobody up', async () => {
    let written = () => {};
    let release = () => {};
    const inside = new Promise<void>((resolve) => {
      written = resolve;
    });
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const long = transaction(db, async (trx) => {
      await audit(trx, platform.call(), { action: 'long', objectType: 'thing', objectId: null });
      written();
      await gate;
    });
    await inside;
    await write(100);
    release();
    await long;
    const { rows } = await sql<{ action: string }>`
      select a.action from audit_chain c join audit_log a on a.id = c.audit_id order by c.seq desc limit 2`.execute(
      db,
    );
    expect(rows.map(({ action }) => action)).toEqual(['long', 'thing.change']);
    expect((await verifyAudit(db)).ok).toBe(true);
  });

  it('links thousands of rows of one transaction without growing slower', async () => {
    const insert = (count: number) =>
      sql`insert into audit_log (at, actor_login, action, object_type, object_id)
        select now(), 'x', 'y', 'thing', n::text from generate_series(1, ${count}::int) n`.execute(db);
    await insert(5000);
    await write(6);
    expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: 5006, head: { seq: 5006 } });
  });

  it('stays one chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 60 }, (_, n) => write(n)));
    expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: 65 });
  });

  it.each([
    ['a changed row', `update audit_log set detail = '{}' where id = 3`, { kind: 'changedRow', seq: 3 }],
    ['a changed time', `update audit_log set at = at + interval '1 us' where id = 2`, { kind: 'changedRow' }],
    ['a deleted row', 'delete from audit_log where id = 4', { kind: 'missingRow', seq: 4, auditId: 4 }],
    ['a deleted link', 'delete from audit_chain where seq = 2', { kind: 'brokenLink', seq: 2 }],
    [
      'a row and its link deleted',
      'with gone as (delete from audit_chain where seq = 3 returning audit_id) delete from audit_log where id in (select audit_id from gone)',
      { kind: 'brokenLink', seq: 3 },
    ],
    [
      'a changed link',
      `update audit_chain set hash = sha256('x') where seq = 3`,
      { kind: 'changedRow', seq: 3 },
    ],
    [
      'the end cut off',
      'with gone as (delete from audit_chain where seq = 5 returning audit_id) delete from audit_log where id in (select audit_id from gone)',
      { kind: 'headMoved', seq: 4 },
    ],
  ])('finds %s', async (_, statement, problem) => {
    await behind(statement);
    expect(await verifyAudit(db)).toMatchObject({ ok: false, problem });
  });

  it('finds a row that was written past the chain', async () => {
    await sql.raw('alter table audit_log disable trigger audit_log_link').execute(db);
    await write(6);
    await sql.raw('alter table audit_log enable trigger audit_log_link').execute(db);
    expect(await verifyAudit(db)).toMatchObject({ problem: { kind: 'unchainedRow', auditId: 6 } });
  });

  it('finds a chain made anew from a changed row on only by a head noted outside', async () => {
    const noted = (await verifyAudit(db)).head;
    await behind(`update audit_log set actor_login = 'nobody' where id = 3`);
    await behind('delete from audit_chain');
    await sql
      .raw("update audit_head set seq = 0, hash = sha256(convert_to('qingzhang audit log', 'UTF8'))")
      .execute(db);
    await sql.raw('select audit_link(audit_log) from audit_log order by id').execute(db);
    expect(await verifyAudit(db)).toMatchObject({ ok: true, checked: 5 });
    expect(await verifyAudit(db, noted)).toMatchObject({ ok: false, problem: { kind: 'headMoved', seq: 5 } });
  });
});
