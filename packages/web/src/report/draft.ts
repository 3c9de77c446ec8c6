/** 草稿: what is being written on this device about one item, until the server has it. Kept in IndexedDB, never elsewhere. */
import { type FieldValuesSchema, ReportOutcome, type ReportRow } from '@qingzhang/contract';
import { z } from 'zod';

export const reportKinds = ['unchanged', 'progress', 'done', 'none'] as const;
export type ReportKind = (typeof reportKinds)[number];

const isBlob = (value: unknown): value is Blob => typeof Blob !== 'undefined' && value instanceof Blob;

export const DraftPhoto = z.object({
  /** The device's key of this one sending. */
  key: z.string(),
  name: z.string(),
  rule: z.string(),
  side: z.enum(['before', 'after']).nullable(),
  takenOn: z.string().nullable(),
  blob: z.custom<Blob>(isBlob),
  sent: z.boolean(),
});
export type DraftPhoto = z.output<typeof DraftPhoto>;

/**
 * `writing`: on the device only. `queued`: to be sent as soon as there is a network. `asked`, `refused`, `clash`: the server
 * has answered and somebody has to look. `sent`: the report is there, photos may still be under way.
 */
export const Draft = z.object({
  user: z.number().int(),
  item: z.number().int(),
  title: z.string(),
  month: z.string(),
  revision: z.number().int(),
  /** Made once; the same on every try. A changed draft after an answer gets a new one. */
  key: z.string(),
  kind: z.enum(reportKinds),
  /** As typed, by field. */
  texts: z.record(z.string(), z.string()),
  cause: z.string(),
  note: z.string(),
  answers: z.record(z.string(), z.string()),
  photos: z.array(DraftPhoto),
  state: z.enum(['writing', 'queued', 'asked', 'refused', 'clash', 'sent']),
  outcome: ReportOutcome.nullable(),
  savedAt: z.string(),
});
export type Draft = z.output<typeof Draft>;

type Values = z.output<typeof FieldValuesSchema>;

/** A number as people type it: full-width digits, thousands apart; null: nothing; undefined: no number. */
export function numberIn(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  if (plain === '') return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** What is typed, as the ledger's values. */
export function valuesIn(
  fields: readonly { readonly key: string; readonly type: string }[],
  texts: Readonly<Record<string, string>>,
): Values {
  const values: Values = {};
  for (const { key, type } of fields) {
    const text = texts[key];
    if (text === undefined) continue;
    if (type === 'integer' || type === 'number') values[key] = numberIn(text) ?? null;
    else if (type === 'yesNo') values[key] = text === '' ? null : text === 'yes';
    else values[key] = text.trim() === '' ? null : text.trim();
  }
  return values;
}

/** A value of the ledger as it stands in a field. */
export function textOf(value: Values[string] | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** The row that is sent. */
export function rowOf(
  draft: Draft,
  fields: readonly { readonly key: string; readonly type: string }[],
): z.input<typeof ReportRow> {
  const carries = draft.kind === 'progress' || draft.kind === 'done';
  return {
    item: draft.item,
    revision: draft.revision,
    kind: draft.kind,
    values: carries ? valuesIn(fields, draft.texts) : {},
    cause: draft.kind === 'none' ? draft.cause.trim() || null : null,
    note: draft.note.trim() || null,
    answers: Object.fromEntries(Object.entries(draft.answers).filter(([, answer]) => answer.trim() !== '')),
  };
}
