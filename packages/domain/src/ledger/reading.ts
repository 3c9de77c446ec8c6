/** 读行: a row of a spreadsheet read by the columns' targets: where it lies, what it says, what cannot be read. */
import type { FieldValue, ProgramDefinition } from '../programs/definition.ts';
import { plainCell } from './headings.ts';
import { scaleOf, type UnitScale } from './profile.ts';
import { type RegionBook, splitPlace } from './regions.ts';
import { cellText, isEmptyCell, type SheetCell, type SheetRow } from './sheet.ts';
import type { BaseFact, MatchTarget, TargetKey } from './targets.ts';
import { type ReadField, readDay, readValue, unitFactor, type ValueFault } from './values.ts';

/** A column with what it was agreed to be. */
export interface ColumnPlan {
  readonly column: number;
  readonly target: MatchTarget;
  /** The unit its numbers are in; null: the field's own. */
  readonly unit: string | null;
  /** What this file's words stand for: written (plain) → choice key. */
  readonly words: Readonly<Record<string, string>>;
}

/** What stands against a row. */
export interface RowIssue {
  readonly code: RowIssueCode;
  readonly column: number | null;
  readonly target: TargetKey | null;
  /** What the cell says. */
  readonly shown: string;
  readonly params: Readonly<Record<string, string | number | null>>;
  /** Tells apart causes of one code and column: a word, a check. */
  readonly detail: string;
}

export type RowIssueCode =
  | ValueFault['code']
  | 'number.scale'
  | 'region.unknown'
  | 'region.several'
  | 'region.other'
  | 'place.unsplit'
  | 'item.unknown'
  | 'item.several'
  | 'item.closed'
  | 'item.twice'
  | 'item.nameless'
  | 'item.cityMissing'
  | 'value.missing'
  | 'value.needed'
  | 'value.fall'
  | 'issued.differs'
  | 'deadline.later'
  | 'item.refused'
  | 'check'
  | 'question';

/** Where each piece of a reading came from. */
export interface PieceOf<T> {
  readonly value: T;
  readonly column: number;
}

/** A row as read. */
export interface RowReading {
  readonly row: number;
  no: number | null;
  city: string | null;
  county: string | null;
  township: string | null;
  site: string | null;
  /** Field key → what the row says; empty cells are not here. */
  readonly values: Map<string, PieceOf<FieldValue>>;
  /** Field keys whose column is there and whose cell is empty → column. */
  readonly empty: Map<string, number>;
  /** Base facts other than the place. */
  readonly facts: Map<BaseFact, PieceOf<string | number>>;
  kind: 'immediate' | 'dated' | 'standing' | null;
  readonly measures: string[];
  readonly issues: RowIssue[];
}

/** Everything that reading rows needs, made once a file. */
export interface ReadContext {
  readonly definition: ProgramDefinition;
  readonly regions: RegionBook;
  /** The sender's own city and county: what a file without such a column means. */
  readonly own: { readonly city: string | null; readonly county: string | null };
  readonly columns: readonly PreparedColumn[];
  /** Fields that say the township and the village, where the program has them. */
  readonly placeFields: { readonly township: string | null; readonly site: string | null };
}

interface PreparedColumn extends ColumnPlan {
  readonly factor: number;
  readonly field: ReadField;
  readonly key: string | null;
  readonly scale: UnitScale | null;
}

const factField: ReadField = { type: 'text', unit: null, maxLength: 400 };

/** Make ready to read rows: factors of units, ordinary sizes of the columns in 万元. */
export function readContext(input: {
  readonly definition: ProgramDefinition;
  readonly regions: RegionBook;
  readonly own: { readonly city: string | null; readonly county: string | null };
  readonly columns: readonly ColumnPlan[];
  readonly rows: readonly SheetRow[];
}): ReadContext {
  const fields = new Map(input.definition.fields.map((field) => [field.key, field]));
  // A field with the key of a base fact is that fact under the program's own name.
  const named = (...keys: string[]) => keys.find((key) => fields.get(key)?.type === 'text') ?? null;
  const columns = [...input.columns]
    .sort((a, b) => a.column - b.column)
    .map((plan): PreparedColumn => {
      const key = plan.target.key.startsWith('field:') ? plan.target.key.slice(6) : null;
      const own = key === null ? undefined : fields.get(key);
      const field: ReadField =
        own ??
        (plan.target.type === 'number' || plan.target.type === 'date' || plan.target.type === 'choice'
          ? { type: plan.target.type, unit: null, choices: plan.target.choices }
          : plan.target.type === 'longText'
            ? { type: 'longText', unit: null, maxLength: 20_000 }
            : factField);
      const factor =
        plan.unit === null || own?.unit == null ? 1 : (unitFactor(plan.unit, plainCell(own.unit)) ?? 1);
      const money =
        own?.type === 'number' && own.unit !== null && ['万元', '万户', '万人', '万吨'].includes(own.unit);
      let scale: UnitScale | null = null;
      if (money) {
        const numbers: number[] = [];
        for (const row of input.rows) {
          const read = readValue({ type: 'number', unit: own.unit }, row.cells[plan.column], { factor });
          if ('value' in read && typeof read.value === 'number') numbers.push(read.value);
        }
        scale = scaleOf(numbers);
      }
      return { ...plan, factor, field, key, scale };
    });
  return {
    definition: input.definition,
    regions: input.regions,
    own: input.own,
    columns,
    placeFields: { township: named('township'), site: named('site', 'village') },
  };
}

/** Read one row. */
export function readRow(context: ReadContext, row: SheetRow): RowReading {
  const reading: RowReading = {
    row: row.no,
    no: null,
    city: null,
    county: null,
    township: null,
    site: null,
    values: new Map(),
    empty: new Map(),
    facts: new Map(),
    kind: null,
    measures: [],
    issues: [],
  };
  let countyCell: { text: string; column: number; target: TargetKey } | null = null;
  for (const column of context.columns) {
    const cell = row.cells[column.column];
    const { key: target } = column.target;
    if (column.key !== null) {
      readField(reading, column, cell);
      continue;
    }
    if (cell === undefined || isEmptyCell(cell)) continue;
    const text = cellText(cell);
    const issue = (code: RowIssueCode, params: RowIssue['params'] = {}, detail = '') =>
      reading.issues.push({ code, column: column.column, target, shown: text, params, detail });
    switch (target) {
      case 'base:no': {
        const number = Number(plainCell(text));
        if (Number.isInteger(number)) reading.no = number;
        break;
      }
      case 'base:city': {
        const found = context.regions.find(text, 'city');
        if (found.kind === 'found') reading.city = found.region.code;
        else issue('region.unknown', { level: 'city' }, plainCell(text));
        break;
      }
      case 'base:county':
        countyCell = { text, column: column.column, target };
        break;
      case 'base:township':
        reading.township = text;
        break;
      case 'base:site':
        reading.site = text;
        break;
      case 'base:place': {
        const parts = splitPlace(text);
        if (parts === null) reading.site = text;
        else {
          reading.township = parts.township;
          reading.site = parts.site;
        }
        break;
      }
      default:
        if (target.startsWith('measure:')) reading.measures.push(...splitMeasures(text));
        else readFact(reading, column, cell, text);
    }
  }
  if (countyCell !== null) placeCounty(reading, context, countyCell);
  reading.county ??= context.own.county;
  const parent = reading.county === null ? undefined : context.regions.byCode.get(reading.county)?.parent;
  reading.city ??= parent ?? context.own.city;
  fillPlace(reading, context);
  return reading;
}

function placeCounty(
  reading: RowReading,
  context: ReadContext,
  { text, column, target }: { text: string; column: number; target: TargetKey },
): void {
  const within = reading.city ?? context.own.city;
  const found = context.regions.find(text, 'county', within);
  if (found.kind === 'found') {
    reading.county = found.region.code;
    return;
  }
  if (found.kind === 'unknown') {
    // A whole city's matter in the column of counties: 市本级, or the city's own name.
    const city = context.regions.find(text.replace(/(市)?(本级|直属|市直)$/u, '市'), 'city');
    if (city.kind === 'found' && (within === null || city.region.code === within)) {
      reading.city = city.region.code;
      return;
    }
    if (/^(市本级|市直|市级)$/u.test(plainCell(text)) && within !== null) return;
  }
  reading.issues.push({
    code: found.kind === 'several' ? 'region.several' : 'region.unknown',
    column,
    target,
    shown: text,
    params: { level: 'county', ...(found.kind === 'several' ? { count: found.regions.length } : {}) },
    detail: plainCell(text),
  });
}

/** Township and village stand in the program's fields of that name too, where it has them; and the other way round. */
function fillPlace(reading: RowReading, { placeFields }: ReadContext): void {
  for (const part of ['township', 'site'] as const) {
    const key = placeFields[part];
    if (key === null) continue;
    const said = reading.values.get(key);
    if (said !== undefined && typeof said.value === 'string') reading[part] ??= said.value;
    else if (reading[part] !== null && !reading.empty.has(key))
      reading.values.set(key, { value: reading[part], column: -1 });
  }
}

function readField(reading: RowReading, column: PreparedColumn, cell: SheetCell | undefined): void {
  const key = column.key;
  if (key === null) return;
  const read = readValue(column.field, cell, { factor: column.factor, words: column.words });
  const shown = cellText(cell);
  const fault = (code: RowIssueCode, params: RowIssue['params'] = {}, detail = '') =>
    reading.issues.push({ code, column: column.column, target: column.target.key, shown, params, detail });
  if ('fault' in read) {
    const { code, ...params } = read.fault;
    if (code === 'number.range' && typeof column.field.max === 'number') {
      const number = Number(plainCell(shown));
      if (column.scale?.isOutlier(number * column.factor)) {
        reading.values.set(key, { value: number * column.factor, column: column.column });
        fault('number.scale', scaleParams(column.scale));
        return;
      }
    }
    fault(code, params, code === 'choice.unknown' ? plainCell(shown) : '');
    return;
  }
  if (read.value === null) {
    reading.empty.set(key, column.column);
    return;
  }
  reading.values.set(key, { value: read.value, column: column.column });
  if (typeof read.value === 'number' && read.unit === undefined && column.scale?.isOutlier(read.value)) {
    fault('number.scale', scaleParams(column.scale));
  }
}

const scaleParams = (scale: UnitScale) => ({ low: scale.low, high: scale.high, divide: 10_000 });

function readFact(reading: RowReading, column: PreparedColumn, cell: SheetCell, text: string): void {
  const fact = column.target.key.slice(5) as BaseFact;
  const issue = (code: RowIssueCode, params: RowIssue['params'] = {}, detail = '') =>
    reading.issues.push({
      code,
      column: column.column,
      target: column.target.key,
      shown: text,
      params,
      detail,
    });
  if (column.target.type === 'date') {
    const plain = plainCell(text);
    if (fact === 'deadline' && /立行立改|立即/u.test(plain) && readDay(cell) === null)
      reading.kind = 'immediate';
    else if (fact === 'deadline' && /长期|持续/u.test(plain)) reading.kind = 'standing';
    else {
      const day = readDay(cell);
      if (day === null) issue('date.unreadable');
      else reading.facts.set(fact, { value: day, column: column.column });
    }
    return;
  }
  const read = readValue(column.field, cell, { words: column.words });
  if ('fault' in read) {
    const { code, ...params } = read.fault;
    issue(code, params, code === 'choice.unknown' ? plainCell(text) : '');
  } else if (typeof read.value === 'string' || typeof read.value === 'number') {
    reading.facts.set(fact, { value: read.value, column: column.column });
  }
}

/** 1.…；2.…；3.… in one cell are so many measures; without numbers the cell is one. */
export function splitMeasures(text: string): string[] {
  const parts = text.split(
    /(?:^|[；;。\n]\s*)(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,3}、)\s*/u,
  );
  const measures = parts.map((one) => one.trim()).filter((one) => one !== '');
  return parts.length > 2 && parts[0]?.trim() === '' ? measures : [text];
}
