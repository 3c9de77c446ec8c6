/** 入账: the good rows go in as one transaction, through the item store; the bad ones stay aside. */
import { roleNames } from '@qingzhang/contract';
import { type FieldValues, mirroredFacts } from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { holdVersion } from '../definitions/queries.ts';
import { changeItems, createItems, type WantedChange } from '../items/store.ts';
import { type Analysis, type JudgedRow, toRemember } from './analysis.ts';
import {
  type Batch,
  findBatch,
  noteBackend,
  type RowResult,
  remember,
  saveResults,
  saveSummary,
  settleBatch,
} from './batch.ts';
import { LedgerFault } from './fault.ts';
import { analysisOf, forget } from './kept.ts';
import { newItemOf } from './new-item.ts';
import { pulseOf, type WorkOptions } from './reading-job.ts';

/**
 * Items written at a time; between two times the batch can be stopped. City by city, as the store renews the figures of
 * every city that a time touches.
 */
const CHUNK = 12_000;

/** Take the batch's good rows in. All of it or nothing: a run that was cut off left nothing and can be done again. */
export async function runLedger(platform: Platform, id: number, options: WorkOptions): Promise<void> {
  const { db } = platform;
  const batch = await findBatch(db, id);
  if (batch?.state !== 'running') return;
  if (options.backend !== undefined) await noteBackend(db, id, options.backend);
  try {
    await run(platform, batch, options);
  } catch (error) {
    if (options.signal.aborted && !(error instanceof LedgerFault)) throw error;
    const fault = error instanceof LedgerFault ? error : new LedgerFault('internal', {}, { cause: error });
    if (fault.code === 'internal')
      platform.log.error({ err: error, batch: id }, 'a ledger could not be imported');
    await settleBatch(db, id, 'running', {
      state: fault.code === 'cancelled' ? 'cancelled' : 'failed',
      failure: { code: fault.code, params: fault.params },
    });
  }
}

/** Acts in the name of who sent the file. */
export function senderCall(batch: Batch, at: Date, requestId: string | null): Call {
  const { actor, scope } = batch.standing;
  return {
    actor: { ...actor, role: z.enum([...roleNames, 'system', 'nobody']).parse(actor.role), scope },
    at,
    requestId,
  };
}

async function run(platform: Platform, batch: Batch, options: WorkOptions): Promise<void> {
  const { db } = platform;
  const call = senderCall(batch, platform.clock.now(), null);
  const pulse = pulseOf(db, batch.id, options);
  await pulse(0.01);
  const analysis = await analysisOf(platform, batch, { between: (share) => pulse(0.05 + share * 0.25) });
  await transaction(db, async (trx) => {
    const results = await write(trx, call, batch, analysis, (share) => pulse(0.3 + share * 0.6));
    await saveResults(trx, batch.id, results);
    await pulse(0.97);
    await remember(trx, batch.program, batch.sender, toRemember(batch), call.at);
    await audit(trx, call, {
      action: 'ledger.import',
      objectType: 'ledgerImport',
      objectId: batch.id,
      detail: {
        program: batch.program,
        month: batch.month,
        file: batch.fileName,
        sha256: batch.sha256,
        created: results.filter(({ outcome }) => outcome === 'created').length,
        changed: results.filter(({ outcome }) => outcome === 'changed').length,
        rejected: results.filter(({ outcome }) => outcome === 'reject').length,
      },
    });
    await saveSummary(trx, batch.id, { counts: { ...analysis.counts, waiting: 0 }, causes: [] });
    const done = await settleBatch(trx, batch.id, 'running', {
      state: 'done',
      finishedAt: call.at,
      progress: 1,
    });
    if (!done) throw new LedgerFault('cancelled');
  });
  forget(batch.id);
}

async function write(
  trx: Db,
  call: Call,
  batch: Batch,
  { knowledge, rows }: Analysis,
  pulse: (share: number) => Promise<void>,
): Promise<RowResult[]> {
  const { program } = knowledge;
  await holdVersion(trx, program.key, program.version);
  // All items before the first write: whoever acts on one of them waits for the board after it, not before.
  const ids = rows.flatMap(({ verdict }) => (verdict?.kind === 'change' ? [verdict.item.id] : []));
  await sql`select count(*) from (
    select 1 from item where id = any(${ids}::bigint[]) order by id for update) one`.execute(trx);
  const results: RowResult[] = [];
  const creates: JudgedRow[] = [];
  const changes: JudgedRow[] = [];
  for (const row of rows) {
    if (row.verdict === null) continue;
    if (row.verdict.kind === 'create') creates.push(row);
    else if (row.verdict.kind === 'change') changes.push(row);
    else {
      const { verdict } = row;
      results.push({
        no: row.stored.no,
        outcome: verdict.kind === 'same' ? 'same' : verdict.kind === 'skip' ? 'skipped' : 'reject',
        item: verdict.kind === 'same' ? verdict.item.id : null,
        revision: null,
        hash: null,
        issues: row.issues.length === 0 ? null : row.issues,
        before: null,
      });
    }
  }
  const cityOf = ({ verdict }: JudgedRow) => (verdict?.kind === 'change' ? verdict.item.city : '');
  changes.sort((a, b) =>
    cityOf(a) < cityOf(b) ? -1 : cityOf(a) > cityOf(b) ? 1 : a.stored.no - b.stored.no,
  );
  const all = creates.length + changes.length;
  let done = 0;
  const detail = { import: batch.id };
  for (let start = 0; start < creates.length; start += CHUNK) {
    const part = creates.slice(start, start + CHUNK);
    const made = await createItems(
      trx,
      call,
      program,
      part.flatMap(({ verdict }) => (verdict?.kind === 'create' ? [newItemOf(verdict)] : [])),
      { kind: 'imported', issue: batch.issue, detail },
    );
    part.forEach(({ stored, hash }, index) => {
      results.push({
        no: stored.no,
        outcome: 'created',
        item: made[index]?.id ?? null,
        revision: 1,
        hash,
        issues: null,
        before: null,
      });
    });
    done += part.length;
    await pulse(done / all);
  }
  for (let start = 0; start < changes.length; start += CHUNK) {
    results.push(...(await change(trx, call, batch, knowledge.program, changes.slice(start, start + CHUNK))));
    done += Math.min(CHUNK, changes.length - start);
    await pulse(done / all);
  }
  return results;
}

const Before = z.object({
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  facts: z.record(z.string(), z.unknown()),
  report: z.object({
    month: z.string().nullable(),
    state: z.string().nullable(),
    at: z.string().nullable(),
    returned: z.unknown(),
  }),
});
/** What an item said before a batch changed it, to take the batch back. */
export const parseBefore = (raw: unknown): z.output<typeof Before> => Before.parse(raw);

async function change(
  trx: Db,
  call: Call,
  batch: Batch,
  program: Analysis['knowledge']['program'],
  rows: readonly JudgedRow[],
): Promise<RowResult[]> {
  const reports = batch.standing.report && !batch.standing.assign;
  const wanted = rows.flatMap(({ verdict }): WantedChange[] => {
    if (verdict?.kind !== 'change') return [];
    const { supportingUnits, ...facts } = verdict.facts;
    return [
      {
        id: verdict.item.id,
        values: { ...verdict.reported, ...verdict.values },
        facts: {
          ...facts,
          ...(supportingUnits === undefined ? {} : { supportingUnits: String(supportingUnits).split('、') }),
        },
      },
    ];
  });
  const outcomes = await changeItems(trx, call, program, wanted, {
    kind: 'imported',
    detail: { import: batch.id, month: batch.month },
    reason: null,
    ...(reports ? { accepted: false, reportMonth: batch.month, reportState: 'sent' as const } : {}),
  });
  const byId = new Map(outcomes.map((one) => [one.id, one]));
  const sent: { item: number; values: FieldValues; answers: Readonly<Record<string, string>> }[] = [];
  const results = rows.flatMap(({ stored, verdict, hash }): RowResult[] => {
    if (verdict?.kind !== 'change') return [];
    const one = byId.get(verdict.item.id);
    const revision = one?.after?.revision ?? null;
    const base = { no: stored.no, item: verdict.item.id, revision, hash, issues: null, before: null };
    if (
      one === undefined ||
      one.outcome === 'refused' ||
      one.outcome === 'clash' ||
      one.outcome === 'missing'
    ) {
      const reason = one?.refusal?.code ?? one?.outcome ?? 'missing';
      const issue = {
        code: 'item.refused',
        column: null,
        target: null,
        shown: '',
        params: { reason },
        detail: reason,
      };
      return [{ ...base, item: null, revision: null, hash: null, outcome: 'reject', issues: [issue] }];
    }
    if (reports) sent.push({ item: verdict.item.id, values: verdict.reported, answers: verdict.answers });
    const { before } = one;
    const keys = [...Object.keys(verdict.reported), ...Object.keys(verdict.values)];
    const factKeys = Object.keys(verdict.facts);
    const was =
      before === null
        ? null
        : {
            values: Object.fromEntries(keys.map((key) => [key, before.values[key] ?? null])),
            facts: Object.fromEntries(
              Object.entries(before).filter(
                ([key]) =>
                  factKeys.includes(key) &&
                  !mirroredFacts.some((fact) => keys.includes(fact) && fact === key),
              ),
            ),
            report: {
              month: before.reportMonth,
              state: before.reportState,
              at: before.reportedAt?.toISOString() ?? null,
              returned: before.returned,
            },
          };
    return [{ ...base, outcome: 'changed', before: was }];
  });
  if (sent.length > 0) await sendReports(trx, call, batch, sent);
  return results;
}

/** The month's reports of these rows; a second run of the same batch replaces nothing, as keys are unique. */
async function sendReports(
  trx: Db,
  call: Call,
  batch: Batch,
  rows: readonly { item: number; values: FieldValues; answers: Readonly<Record<string, string>> }[],
): Promise<void> {
  await sql`
    insert into item_report (item_id, month, kind, "values", answers, state, sent_by, sent_post, sent_at, device_key)
    select item, ${batch.month}, 'import', "values", answers, 'sent', ${call.actor.login}, ${call.actor.post}, ${call.at},
           ${deviceKey(batch)}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (item bigint, "values" jsonb, answers jsonb)
    on conflict (item_id, device_key) do update set "values" = excluded."values", answers = excluded.answers`.execute(
    trx,
  );
}

/** By this a batch's reports are known. */
export const deviceKey = (batch: Pick<Batch, 'id'>): string => `ledger-import-${batch.id}`;
