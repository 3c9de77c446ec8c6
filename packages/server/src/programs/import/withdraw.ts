/** 整批撤回: what a batch wrote is taken back as one transaction, as long as nobody has touched it since. */

import { AppError } from '@qingzhang/contract';
import { owed } from '@qingzhang/domain';
import { sql } from 'kysely';
import { bookDebts } from '../../accounts/debts/book.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { touchProgress } from '../board/progress.ts';
import { changeItems, readItems } from '../items/store.ts';
import { type Batch, findBatch, WITHDRAW_HOURS } from './batch.ts';
import { deviceKey, parseBefore } from './running-job.ts';

export interface TouchedRow {
  readonly row: number;
  readonly item: number;
  readonly no: number;
  readonly title: string;
}

const CHUNK = 5000;

/** Take the batch back; or say which rows have been changed since, and take nothing back. */
export async function withdrawBatch(db: Db, call: Call, id: number): Promise<readonly TouchedRow[]> {
  return transaction(db, async (trx) => {
    await sql`select from ledger_import where id = ${id} for update`.execute(trx);
    const batch = await findBatch(trx, id);
    if (batch === undefined) throw new AppError('thing.notFound', { what: 'ledgerImport', id });
    const age =
      batch.finishedAt === null ? Number.POSITIVE_INFINITY : call.at.getTime() - batch.finishedAt.getTime();
    if (batch.state !== 'done' || age > WITHDRAW_HOURS * 3_600_000) {
      throw new AppError('thing.conflict', { what: 'ledgerImport', state: batch.state });
    }
    const rows = await trx
      .selectFrom('ledger_import_row')
      .select(['row_no', 'item_id', 'outcome', 'revision', 'before'])
      .where('import_id', '=', id)
      .where('outcome', 'in', ['created', 'changed'])
      .orderBy('row_no')
      .execute();
    const items = await readItems(
      trx,
      rows.flatMap(({ item_id }) => (item_id === null ? [] : [item_id])),
      { lock: true },
    );
    const byId = new Map(items.map((item) => [item.id, item]));
    const used = await usedItems(
      trx,
      rows.flatMap(({ outcome, item_id }) => (outcome === 'created' && item_id !== null ? [item_id] : [])),
    );
    const touched = rows.flatMap((row): TouchedRow[] => {
      const item = row.item_id === null ? undefined : byId.get(row.item_id);
      return item === undefined || (item.revision === row.revision && !used.has(item.id))
        ? []
        : [{ row: row.row_no, item: item.id, no: item.no, title: item.title }];
    });
    if (touched.length > 0) return touched;
    await takeBack(trx, call, batch, rows, byId);
    await sql`
      update ledger_import set state = 'withdrawn', withdrawn_at = ${call.at}, revision = revision + 1 where id = ${id}`.execute(
      trx,
    );
    await audit(trx, call, {
      action: 'ledger.withdraw',
      objectType: 'ledgerImport',
      objectId: id,
      detail: { program: batch.program, rows: rows.length },
    });
    return [];
  });
}

/** New items with which somebody's work lies already, though no form became stale by it: evidence, standards. */
async function usedItems(trx: Db, ids: readonly number[]): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ item_id: number }>`
    select item_id from item_evidence where item_id = any(${[...ids]}::bigint[])
    union select item_id from item_standard where item_id = any(${[...ids]}::bigint[])`.execute(trx);
  return new Set(rows.map(({ item_id }) => item_id));
}

async function takeBack(
  trx: Db,
  call: Call,
  batch: Batch,
  rows: readonly {
    readonly item_id: number | null;
    readonly outcome: string | null;
    readonly before: unknown;
  }[],
  items: ReadonlyMap<number, Awaited<ReturnType<typeof readItems>>[number]>,
): Promise<void> {
  const program = await requireProgram(trx, batch.program);
  const changed = rows.flatMap((row) =>
    row.outcome === 'changed' && row.item_id !== null
      ? [{ id: row.item_id, before: parseBefore(row.before) }]
      : [],
  );
  for (let start = 0; start < changed.length; start += CHUNK) {
    const part = changed.slice(start, start + CHUNK);
    const ids = part.map(({ id }) => id);
    await sql`
      delete from item_report where device_key = ${deviceKey(batch)} and item_id = any(${ids}::bigint[])`.execute(
      trx,
    );
    const reports = part.map(({ id, before }) => ({ id, ...before.report }));
    await sql`
      update item set report_month = one.month, report_state = one.state, reported_at = one.at, returned = one.returned
        from jsonb_to_recordset(${JSON.stringify(reports)}::jsonb) as one (
             id bigint, month text, state text, at timestamptz, returned jsonb)
       where item.id = one.id`.execute(trx);
    await changeItems(
      trx,
      call,
      program,
      part.map(({ id, before }) => ({ id, values: before.values, facts: before.facts })),
      {
        kind: 'withdrawn',
        detail: { import: batch.id },
        accepted: !batch.standing.report || batch.standing.assign,
      },
    );
  }
  const made = rows.flatMap((row) => {
    const item = row.outcome === 'created' && row.item_id !== null ? items.get(row.item_id) : undefined;
    return item === undefined ? [] : [item];
  });
  const cities = [...new Set([...items.values()].map(({ city }) => city))];
  const touch = () =>
    touchProgress(
      trx,
      cities.map((city) => ({ program: batch.program, city })),
      call.at,
    );
  // Also where only the month's report went away and every value stayed.
  if (made.length === 0) return touch();
  // What was never owed is taken off the account again, not paid.
  const { debt } = program.definition;
  await bookDebts(
    trx,
    call,
    made
      .filter(({ state }) => state !== 'draft')
      .map((item) => ({
        subject: item.program,
        ref: String(item.id),
        cityCode: item.city,
        unit: debt.unit,
        openedOn: item.openedOn,
        dueOn: item.deadline,
        kind: 'added',
        amount: -owed(debt, item),
      })),
  );
  const ids = made.map(({ id }) => id);
  for (const table of [
    'item_measure',
    'item_event',
    'item_report',
    'item_standard',
    'item_notice',
    'item_evidence',
  ] as const) {
    await sql`delete from ${sql.table(table)} where item_id = any(${ids}::bigint[])`.execute(trx);
  }
  await sql`delete from item where id = any(${ids}::bigint[])`.execute(trx);
  await touch();
}
