/** From what was changed in the sheet to the rows of a report: values, questions asked before sending, checks. Pure. */
import type { InputOf, Lang, LedgerRow, ProgramBoard, sendReports } from '@qingzhang/contract';
import {
  type FieldValue,
  type FieldValues,
  fillWords,
  holds,
  reportDueOn,
  shiftMonth,
  withComputed,
} from '@qingzhang/domain';
import type { SheetState } from './sheet-model.ts';

type Definition = ProgramBoard['definition'];
type ReportRow = InputOf<typeof sendReports>['body']['rows'][number];

/** Answers to what was asked, by item and question. */
export type Answers = Readonly<Record<number, Readonly<Record<string, string>>>>;

/** Something asked below the grid. */
export interface Doubt {
  readonly item: number;
  readonly no: number;
  readonly key: string;
  readonly say: string;
  readonly causes: readonly string[];
}

/** Something refused while it holds, at a field. */
export interface Refusal {
  readonly item: number;
  readonly field: string;
  readonly say: string;
}

/** A row's values as they would be after sending, computed fields renewed. */
export function valuesAfter(
  definition: Definition,
  row: LedgerRow,
  state: Pick<SheetState, 'edits'>,
): FieldValues {
  const edits = state.edits[row.id];
  if (edits === undefined) return row.values;
  const changed = Object.fromEntries(Object.entries(edits).map(([key, { value }]) => [key, value]));
  const facts = { values: { ...row.values, ...changed }, previous: row.previous, state: row.state };
  return withComputed(computedFields(definition), facts);
}

/** Without `undefined` formulas, as the domain's types want them. */
function computedFields({ fields }: Definition) {
  return fields.map(({ key, formula }) => (formula === undefined ? { key } : { key, formula }));
}

/** What has to be asked of the changed rows and is not answered yet. */
export function doubtsOf(
  definition: Definition,
  rows: readonly LedgerRow[],
  state: SheetState,
  answers: Answers,
  lang: Lang,
): Doubt[] {
  return rows.flatMap((row) => {
    if (state.edits[row.id] === undefined) return [];
    const values = valuesAfter(definition, row, state);
    const facts = { values, previous: row.previous, state: row.state };
    return definition.questions
      .filter(({ key, when }) => answers[row.id]?.[key] === undefined && holds(when, facts))
      .map(({ key, say, causes }) => ({
        item: row.id,
        no: row.no,
        key,
        say: fillWords(say[lang] || say.zh, values, row.previous),
        causes: causes.map((cause) => cause[lang] || cause.zh),
      }));
  });
}

/** What the definition refuses in the changed rows. */
export function refusalsOf(
  definition: Definition,
  rows: readonly LedgerRow[],
  state: SheetState,
  lang: Lang,
): Refusal[] {
  return rows.flatMap((row) => {
    if (state.edits[row.id] === undefined) return [];
    const values = valuesAfter(definition, row, state);
    const facts = { values, previous: row.previous, state: row.state };
    return definition.checks
      .filter(({ when }) => holds(when, facts))
      .map(({ field, say }) => ({
        item: row.id,
        field,
        say: fillWords(say[lang] || say.zh, values, row.previous),
      }));
  });
}

/**
 * The month a row's report is for: the last that has ended until it is due or has been sent; after that the running one.
 */
export function reportMonth(row: Pick<LedgerRow, 'report'>, today: string, dueDay: number): string {
  const running = today.slice(0, 7);
  const ended = shiftMonth(running, -1);
  if (today <= reportDueOn({ dueDay }, ended)) return ended;
  const sent = row.report !== null && row.report.month >= ended && row.report.state !== 'returned';
  return sent ? running : ended;
}

/** Rows to send, by month. Rows with a fault stay behind. */
export function reportRows(
  definition: Definition,
  rows: readonly LedgerRow[],
  state: SheetState,
  answers: Answers,
  today: string,
): ReadonlyMap<string, readonly ReportRow[]> {
  const byMonth = new Map<string, ReportRow[]>();
  for (const row of rows) {
    const report = reportRow(definition, row, state, answers);
    if (report === null) continue;
    const month = reportMonth(row, today, definition.reporting.dueDay);
    byMonth.set(month, [...(byMonth.get(month) ?? []), report]);
  }
  return byMonth;
}

function reportRow(
  definition: Definition,
  row: LedgerRow,
  state: SheetState,
  answers: Answers,
): ReportRow | null {
  const mark = state.marks[row.id];
  const base = { item: row.id, revision: row.revision };
  if (mark?.kind === 'unchanged') return { ...base, kind: 'unchanged' };
  if (mark?.kind === 'none') return { ...base, kind: 'none', cause: mark.cause };
  const edits = state.edits[row.id];
  if (edits === undefined || Object.values(edits).some(({ fault }) => fault !== undefined)) return null;
  const reported = definition.fields.filter(({ source }) => source === 'reported').map(({ key }) => key);
  const values: Record<string, FieldValue> = {};
  for (const key of reported) {
    const value = edits[key] === undefined ? row.values[key] : edits[key].value;
    if (value !== undefined) values[key] = value;
  }
  for (const [key, { value }] of Object.entries(edits)) values[key] = value;
  return { ...base, kind: 'progress', values, answers: { ...answers[row.id] } };
}
