/** 核对: a batch's rows matched and judged by what stands in the ledger now. Pure beside its inputs; kept for a moment. */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { LedgerCounts } from '@qingzhang/contract';
import {
  type ColumnMatch,
  type ColumnPlan,
  causesOf,
  type EqualShares,
  findLayout,
  headingKey,
  type JudgeContext,
  judgeRow,
  knownHeadings,
  type MatchTarget,
  matchColumns,
  type RememberedColumn,
  type RowCause,
  type RowIssue,
  type RowVerdict,
  readContext,
  readRow,
  readValue,
  type SheetLayout,
  type SheetRow,
  sameValue,
  type TargetKey,
} from '@qingzhang/domain';
import type { Db } from '../../platform/database/transaction.ts';
import { judgeOf, type NewItemFacts, refusedItems } from '../items/store.ts';
import { type Batch, lastHashes, type StoredOutcome, type StoredRow } from './batch.ts';
import { type Knowledge, valueAt } from './knowledge.ts';
import { newItemOf } from './new-item.ts';

/** A row with what becomes, or became, of it. */
export interface JudgedRow {
  readonly stored: StoredRow;
  /** Null: the row has gone in already, or is no data. */
  readonly verdict: RowVerdict | null;
  readonly outcome: 'create' | 'change' | 'same' | 'reject' | 'skip' | null;
  readonly issues: readonly RowIssue[];
  readonly hash: string | null;
}

export interface Analysis {
  readonly knowledge: Knowledge;
  readonly rows: readonly JudgedRow[];
  readonly counts: LedgerCounts;
  readonly causes: readonly RowCause[];
}

/** The cells of a row with what was changed by hand. */
export function cellsOf(row: StoredRow): SheetRow {
  if (row.edit === null) return { no: row.no, cells: row.cells };
  const cells = [...row.cells];
  for (const [column, value] of Object.entries(row.edit.cells)) {
    const index = Number(column);
    while (cells.length <= index) cells.push(null);
    cells[index] = value;
  }
  return { no: row.no, cells };
}

/** Look for the headings and match the columns. */
export async function matchSheet(
  knowledge: Knowledge,
  rows: readonly SheetRow[],
  layout: SheetLayout,
  remembered: ReadonlyMap<string, RememberedColumn>,
  own: { readonly city: string | null; readonly county: string | null },
): Promise<ColumnMatch[]> {
  const width = Math.max(layout.headings.length, ...rows.slice(0, 2000).map(({ cells }) => cells.length), 0);
  const columns = Array.from({ length: width }, (_, column) => rows.map(({ cells }) => cells[column]));
  const input = { layout, columns, targets: knowledge.targets, known: knowledge.content, remembered };
  const first = matchColumns(input);
  await setImmediate();
  const equal = equalShares(knowledge, rows, first, own);
  return equal.size === 0 ? first : matchColumns({ ...input, equal });
}

/** Rows that are looked at to compare figures with what the items say. */
const COMPARED = 1200;

/**
 * How often the figures of a column equal what was issued or reported last for the same items: what tells 安装 from 下单
 * where the headings do not.
 */
function equalShares(
  knowledge: Knowledge,
  rows: readonly SheetRow[],
  matches: readonly ColumnMatch[],
  own: { readonly city: string | null; readonly county: string | null },
): EqualShares {
  const { definition } = knowledge.program;
  const naming = matches.flatMap(({ column, target }) => {
    const found = knowledge.targets.find(({ key }) => key === target);
    return found?.identity || found?.use === 'recognise' ? [planOf(column, found, null)] : [];
  });
  const step = Math.max(1, Math.ceil(rows.length / COMPARED));
  const sample = rows.filter((_, index) => index % step === 0);
  const context = readContext({ definition, regions: knowledge.regions, own, columns: naming, rows: [] });
  const found = sample.flatMap((row) => {
    const finding = knowledge.index.find(readRow(context, row));
    return finding.kind === 'found' ? [{ row, item: finding.item }] : [];
  });
  const result = new Map<number, Map<TargetKey, { kind: 'issued' | 'last'; share: number }>>();
  if (found.length < 5) return result;
  const numeric = knowledge.targets.filter(
    ({ type, key }) => (type === 'integer' || type === 'number') && key.startsWith('field:'),
  );
  for (const { column, why } of matches) {
    if (why.some(({ code }) => code === 'serial' || code === 'ours' || code === 'empty')) continue;
    const shares = new Map<TargetKey, { kind: 'issued' | 'last'; share: number }>();
    for (const target of numeric) {
      const field = { type: 'number' as const, unit: target.unit };
      let both = 0;
      let equal = 0;
      let telling = 0;
      for (const { row, item } of found) {
        const value = valueAt(item, target.key);
        const read = readValue(field, row.cells[column]);
        if (typeof value !== 'number' || !('value' in read) || typeof read.value !== 'number') continue;
        both++;
        if (sameValue(value, read.value)) {
          equal++;
          if (value !== 0) telling++;
        }
      }
      // Zeros agree by chance.
      if (both >= 5 && both >= found.length * 0.5 && telling >= 3) {
        const source = definition.fields.find(({ key }) => `field:${key}` === target.key)?.source;
        shares.set(target.key, { kind: source === 'issued' ? 'issued' : 'last', share: equal / both });
      }
    }
    if (shares.size > 0) result.set(column, shares);
  }
  return result;
}

const planOf = (column: number, target: MatchTarget, unit: string | null): ColumnPlan => ({
  column,
  target,
  unit,
  words: {},
});

/** Layout of a sheet for a program's targets. */
export function layoutOf(knowledge: Knowledge, rows: readonly SheetRow[]): SheetLayout {
  return findLayout(rows, knownHeadings(knowledge.targets));
}

/** Judge all rows that have not gone in. `between` is called every few hundred rows. */
export async function analyse(
  db: Db,
  batch: Batch,
  stored: readonly StoredRow[],
  knowledge: Knowledge,
  at: Date,
  between: (share: number) => Promise<void> = () => Promise.resolve(),
): Promise<Analysis> {
  const { standing, match } = batch;
  const { program } = knowledge;
  const targets = new Map(knowledge.targets.map((target) => [target.key as string, target]));
  const plans = match.columns.flatMap(({ column, target, unit }) => {
    const found = target === null ? undefined : targets.get(target);
    return found === undefined ? [] : [planOf(column, found, unit)];
  });
  const open = stored.filter(isOpen);
  const data = open.map(cellsOf);
  const own = { city: standing.city, county: standing.county };
  const context: JudgeContext = {
    ...readContext({
      definition: program.definition,
      regions: knowledge.regions,
      own,
      columns: plans,
      rows: data,
    }),
    rights: standing,
    index: knowledge.index,
    mends: new Map(match.mends.map((mend) => [mend.cause, mend])),
    seen: new Map(),
    checked: knowledge.checked,
    month: batch.month,
  };
  const verdicts: RowVerdict[] = [];
  for (const [index, row] of data.entries()) {
    const edit = open[index]?.edit;
    verdicts.push(judgeRow(context, readRow(context, row), edit == null ? null : { item: edit.item }));
    if (index % 500 === 499) {
      await setImmediate();
      await between(index / data.length);
    }
  }
  const settled = await settle(db, batch, knowledge, verdicts, at);
  const byRow = new Map(open.map((row, index) => [row.no, settled[index]!]));
  const rows = stored.map((row): JudgedRow => {
    const judged = byRow.get(row.no);
    if (judged === undefined)
      return { stored: row, verdict: null, outcome: outcomeOf(row.outcome), issues: [], hash: null };
    const { verdict, hash } = judged;
    return {
      stored: row,
      verdict,
      outcome: verdict.kind,
      issues: verdict.kind === 'reject' ? verdict.issues : [],
      hash,
    };
  });
  const causes = causesOf(
    { definition: program.definition, regions: knowledge.regions, checked: knowledge.checked, own },
    settled.map(({ verdict }) => verdict),
  );
  return { knowledge, rows, counts: countsOf(batch, rows), causes };
}

/** Data that has not gone in yet. */
export const isOpen = (row: StoredRow): boolean =>
  row.kind === 'data' && (row.outcome === null || row.outcome === 'reject');

const outcomeOf = (outcome: StoredOutcome | null): JudgedRow['outcome'] =>
  outcome === null
    ? null
    : ({ created: 'create', changed: 'change', same: 'same', reject: 'reject', skipped: 'skip' } as const)[
        outcome
      ];

/** What only the database knows: rows sent before, items that cannot be made. */
async function settle(
  db: Db,
  batch: Batch,
  knowledge: Knowledge,
  verdicts: readonly RowVerdict[],
  at: Date,
): Promise<{ verdict: RowVerdict; hash: string | null }[]> {
  const changed = verdicts.flatMap((verdict) => (verdict.kind === 'change' ? [verdict.item.id] : []));
  const last =
    changed.length === 0 ? new Map<number, string>() : await lastHashes(db, batch.program, changed);
  const created: { index: number; item: NewItemFacts }[] = [];
  const settled = verdicts.map((verdict, index): { verdict: RowVerdict; hash: string | null } => {
    if (verdict.kind === 'create') {
      created.push({ index, item: newItemOf(verdict) });
      return { verdict, hash: hashOf(batch, verdict) };
    }
    if (verdict.kind !== 'change') return { verdict, hash: null };
    const hash = hashOf(batch, verdict);
    return last.get(verdict.item.id) === hash
      ? { verdict: { kind: 'same', reading: verdict.reading, item: verdict.item }, hash: null }
      : { verdict, hash };
  });
  if (created.length > 0) {
    const judge = await judgeOf(db, knowledge.program, at);
    const refusals = await refusedItems(
      db,
      judge,
      created.map(({ item }) => item),
      { issue: batch.issue },
    );
    for (const { index, refusal } of refusals) {
      const at = created[index]?.index;
      const verdict = at === undefined ? undefined : settled[at]?.verdict;
      if (at === undefined || verdict === undefined) continue;
      const issue: RowIssue = {
        code: 'item.refused',
        column: null,
        target: null,
        shown: '',
        params: { reason: refusal.code },
        detail: refusal.code,
      };
      settled[at] = {
        verdict: { kind: 'reject', reading: verdict.reading, item: null, issues: [issue], alike: [] },
        hash: null,
      };
    }
  }
  return settled;
}

/** What a row writes, in brief: the same row sent again has the same. */
function hashOf(batch: Batch, verdict: Extract<RowVerdict, { kind: 'create' | 'change' }>): string {
  const sorted = (values: Readonly<Record<string, unknown>>) =>
    Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = batch.standing.report
    ? [
        batch.month,
        sorted(Object.fromEntries([...verdict.reading.values].map(([key, { value }]) => [key, value]))),
      ]
    : [
        sorted(Object.fromEntries([...verdict.reading.values].map(([key, { value }]) => [key, value]))),
        sorted(verdict.facts),
      ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);
}

/** Every row of the file is one of these, so that they add up to its rows. */
export function countsOf(batch: Batch, rows: readonly JudgedRow[]): LedgerCounts {
  const count = (test: (row: JudgedRow) => boolean) => rows.filter(test).length;
  const kind = (name: StoredRow['kind']) => count(({ stored }) => stored.kind === name);
  const outcome = (name: JudgedRow['outcome']) =>
    count(({ stored, outcome: own }) => stored.kind === 'data' && own === name);
  const total = batch.layout.last;
  const [create, change, same, mend, leftOut] = [
    outcome('create'),
    outcome('change'),
    outcome('same'),
    outcome('reject'),
    outcome('skip'),
  ];
  const [title, heading, subtotal, note] = [kind('title'), kind('heading'), kind('subtotal'), kind('note')];
  const blank = total - rows.length;
  return {
    total,
    ready: create + change + same,
    waiting: count(({ verdict }) => verdict !== null && verdict.kind !== 'reject' && verdict.kind !== 'skip'),
    mend,
    skipped: title + heading + subtotal + note + blank + leftOut,
    create,
    change,
    same,
    title,
    heading,
    blank,
    subtotal,
    note,
    leftOut,
  };
}

/** Headings to remember: whole keys with what they were agreed to be. */
export function toRemember(batch: Batch): { heading: string; target: string | null; unit: string | null }[] {
  return batch.match.columns.flatMap(({ heading, target, unit, why }) => {
    const key = headingKey(heading);
    const plain = why.some(({ code }) => code === 'serial' || code === 'ours' || code === 'empty');
    return key === '' || plain ? [] : [{ heading: key, target, unit }];
  });
}
