import { createHash } from 'node:crypto';
import type { AuditVerification } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Db } from '../database/transaction.ts';

/** Rows a page. */
const PAGE = 5000;

/** Before the first link. */
const GENESIS = createHash('sha256').update('qingzhang audit log').digest();

/** A link of the chain with its row's fields as text; `audit_id` null: the row is gone. */
interface Link {
  readonly seq: number;
  readonly link_id: number;
  readonly prev: Buffer;
  readonly hash: Buffer;
  readonly id: string | null;
  readonly fields: readonly (string | null)[];
}

/** A head noted earlier: this link must still be in the chain, with this hash. */
export interface NotedHead {
  readonly seq: number;
  readonly hash: string;
}

/** A field as its length in bytes and its text, as the database wrote it (migration 0007, `audit_field`). */
function field(value: string | null): string {
  return value === null ? '-,' : `${Buffer.byteLength(value)}:${value},`;
}

/** The hash of a link: SHA-256 over the previous hash, its own number and the row's fields. */
export function linkHash(prev: Buffer, seq: number, fields: readonly (string | null)[]): Buffer {
  const text = [String(seq), ...fields].map(field).join('');
  return createHash('sha256').update(prev).update(text, 'utf8').digest();
}

/**
 * Recompute the audit log's chain from its beginning, page by page, in one snapshot, and say the first thing that is wrong:
 * a row changed or gone, a link that does not fit the one before, a row that was never linked, a head that is not the last
 * link's or (with `noted`) no longer holds what an auditor wrote down outside.
 */
export async function verifyAudit(db: Db, noted: NotedHead | null = null): Promise<AuditVerification> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => verify(trx, noted));
}

type Problem = NonNullable<AuditVerification['problem']>;

async function verify(db: Db, noted: NotedHead | null): Promise<AuditVerification> {
  let seq = 0;
  let hash: Buffer = GENESIS;
  let problem: Problem | null = null;
  let notedFits = noted === null || (noted.seq === 0 && noted.hash === GENESIS.toString('hex'));
  walk: for (;;) {
    const links = await page(db, seq);
    for (const link of links) {
      problem = wrongWith(link, seq + 1, hash);
      if (problem !== null) break walk;
      seq = link.seq;
      hash = link.hash;
      if (seq === noted?.seq && hash.toString('hex') === noted.hash) notedFits = true;
    }
    if (links.length < PAGE) break;
  }
  problem ??= await unchained(db);
  if (problem === null && !(notedFits && (await headIs(db, seq, hash)))) {
    problem = { kind: 'headMoved', seq: noted !== null && !notedFits ? noted.seq : seq, auditId: null };
  }
  return { ok: problem === null, checked: seq, head: { seq, hash: hash.toString('hex') }, problem };
}

function wrongWith(link: Link, expected: number, prev: Buffer): Problem | null {
  if (link.seq !== expected) return { kind: 'brokenLink', seq: expected, auditId: null };
  const problem = (kind: Problem['kind']) => ({ kind, seq: link.seq, auditId: link.link_id });
  if (!link.prev.equals(prev)) return problem('brokenLink');
  if (link.id === null) return problem('missingRow');
  return linkHash(prev, link.seq, link.fields).equals(link.hash) ? null : problem('changedRow');
}

async function page(db: Db, after: number): Promise<readonly Link[]> {
  const { rows } = await sql<Link>`
    select c.seq, c.audit_id as link_id, c.prev, c.hash, a.id::text as id,
      array[a.id::text, ((extract(epoch from a.at) * 1000000)::bigint)::text, a.actor_id::text, a.actor_login,
        a.acting_for_id::text, a.acting_for_login, a.action, a.object_type, a.object_id, a.detail::text,
        a.request_id] as fields
    from (select * from audit_chain where seq > ${after} order by seq limit ${PAGE}) c
    left join audit_log a on a.id = c.audit_id
    order by c.seq`.execute(db);
  return rows;
}

async function unchained(db: Db): Promise<Problem | null> {
  const { rows } = await sql<{ id: number }>`
    select a.id from audit_log a
    where not exists (select from audit_chain c where c.audit_id = a.id)
    order by a.id limit 1`.execute(db);
  return rows[0] === undefined ? null : { kind: 'unchainedRow', seq: null, auditId: rows[0].id };
}

async function headIs(db: Db, seq: number, hash: Buffer): Promise<boolean> {
  const head = await db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirst();
  return head !== undefined && head.seq === seq && head.hash.equals(hash);
}
