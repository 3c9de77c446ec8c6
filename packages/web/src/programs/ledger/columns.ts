/** The columns of a program's sheet, in the order of its definition. */
import type { Lang, LedgerRow, ProgramBoard } from '@qingzhang/contract';
import { cellText, type FieldValue, type ReadField, readValue } from '@qingzhang/domain';
import { numberText } from '../../items/field-text.ts';
import type { Edit } from './sheet-model.ts';

type Definition = ProgramBoard['definition'];
export type LedgerField = Definition['fields'][number];

export interface SheetColumn {
  readonly key: string;
  readonly kind: 'no' | 'lamp' | 'county' | 'title' | 'field' | 'bar' | 'alarm' | 'evidence' | 'report';
  readonly field: LedgerField | null;
  readonly width: number;
  readonly right: boolean;
  /** Stays at the left while the rest scrolls. */
  readonly frozen: boolean;
  /** How it is called when rows are sorted by it; null: not sorted. */
  readonly sort: string | null;
}

/** Fields that stand in the title column already. */
const IN_TITLE = ['township', 'site'];

const WIDTHS: Partial<Record<LedgerField['type'], number>> = {
  integer: 60,
  number: 68,
  yesNo: 60,
  date: 92,
  month: 76,
  choice: 74,
};

/** All columns; with `county` only where the rows are of several counties. */
export function columnsOf(
  definition: Definition,
  options: {
    readonly city: boolean;
    readonly county: boolean;
    /** Sums of the columns: what must fit beneath them. */
    readonly totals?: Readonly<Record<string, number | null>>;
  },
): SheetColumn[] {
  const column = (
    key: string,
    kind: SheetColumn['kind'],
    width: number,
    more: Partial<SheetColumn> = {},
  ): SheetColumn => ({ key, kind, field: null, width, right: false, frozen: false, sort: null, ...more });
  const fields = definition.fields.filter(
    ({ key, listed }) => listed === true && key !== definition.titleField && !IN_TITLE.includes(key),
  );
  const bar = barOf(definition);
  return [
    column('no', 'no', 42, { frozen: true, right: true, sort: 'no' }),
    column('lamp', 'lamp', 132, { frozen: true, sort: 'lamp' }),
    ...(options.city || options.county
      ? [column('county', 'county', options.city ? 104 : 66, { frozen: true, sort: 'county' })]
      : []),
    column('title', 'title', 116, { frozen: true, sort: 'title' }),
    ...fields.map((field) =>
      field.key === bar?.idle
        ? column(field.key, 'bar', 138, { field, right: true, sort: field.key })
        : column(field.key, 'field', widthOf(field, options.totals?.[field.key] ?? null), {
            field,
            right: field.type === 'integer' || field.type === 'number',
            sort: field.key,
          }),
    ),
    ...(definition.alarms.length > 0 ? [column('alarm', 'alarm', 128)] : []),
    ...(definition.evidence.length > 0
      ? [column('evidence', 'evidence', Math.max(56, definition.evidence.length * 24 + 10))]
      : []),
    column('report', 'report', 96, { sort: 'reported' }),
  ];
}

/** Wide enough for the column's sum in bold, and for its heading. */
export function widthOf(
  { type, name, decimals }: Pick<LedgerField, 'type' | 'name' | 'decimals'>,
  total: number | null,
): number {
  if (type !== 'integer' && type !== 'number') return WIDTHS[type] ?? 140;
  // As it is printed: separators and decimals take their room too.
  const digits = total === null ? 0 : numberText(total, decimals).length;
  return Math.max(type === 'integer' ? 54 : 62, digits * 8 + 14, Math.min(80, name.zh.length * 12 + 14));
}

/** The field an aggregate sums, if it is a plain sum. */
function summed(aggregate: object): string | null {
  if (!('sum' in aggregate)) return null;
  const { sum } = aggregate;
  return typeof sum === 'object' && sum !== null && 'field' in sum ? String(sum.field) : null;
}

/** 运行 / 装而未用: where the progress and companion measures sum fields, and a computed field is their difference. */
export function barOf(definition: Definition): {
  readonly done: string;
  readonly running: string;
  readonly planned: string | null;
  readonly idle: string;
} | null {
  const of = (role: 'progress' | 'companion') => {
    const measure = definition.measures.find((one) => one.role === role);
    return measure?.of.kind === 'ratio'
      ? { done: summed(measure.of.done), planned: summed(measure.of.planned) }
      : null;
  };
  const progress = of('progress');
  const companion = of('companion');
  const done = progress?.done ?? null;
  const running = companion?.done ?? null;
  if (done === null || running === null) return null;
  const idle = definition.fields.find(({ formula }) => {
    if (formula === undefined || !('minus' in formula)) return false;
    const [first, second] = formula.minus;
    return 'field' in first && first.field === done && 'field' in second && second.field === running;
  });
  return idle === undefined ? null : { done, running, planned: progress?.planned ?? null, idle: idle.key };
}

/** The part of a field that reading needs, without what is undefined. */
function readField({ type, unit, min, max, maxLength, decimals, choices }: LedgerField): ReadField {
  return {
    type,
    unit,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(choices === undefined
      ? {}
      : {
          choices: choices.map(({ key, name, also }) => ({
            key,
            name,
            ...(also === undefined ? {} : { also }),
          })),
        }),
  };
}

/** What was typed or pasted, read as the field's type: full-width digits, thousands, units, other words of a choice. */
export function readCell(field: LedgerField, text: string): Edit {
  const read = readValue(readField(field), text.trim() === '' ? null : text.trim());
  if ('fault' in read) return { value: null, raw: text, fault: read.fault.code };
  return { value: read.value };
}

/** A value as it is edited and copied: numbers plain, a choice by its word. */
export function cellWords(field: LedgerField, value: FieldValue, lang: Lang): string {
  if (value === null || value === '') return '';
  if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (field.type === 'choice') {
    const choice = field.choices?.find(({ key }) => key === value);
    return choice === undefined ? String(value) : choice.name[lang] || choice.name.zh;
  }
  return cellText(value);
}

/** A value as it is shown: thousands apart. */
export function shownWords(field: LedgerField, value: FieldValue, lang: Lang): string {
  return typeof value === 'number' ? numberText(value, field.decimals) : cellWords(field, value, lang);
}

/** Whether this person may fill the cell now; why not, as a key of the locale. */
export function lockOf(
  field: LedgerField | null,
  row: Pick<LedgerRow, 'mayReport'>,
): 'issued' | 'computed' | 'state' | null {
  if (field === null || field.source === 'computed') return 'computed';
  if (field.source === 'issued') return 'issued';
  return row.mayReport ? null : 'state';
}
