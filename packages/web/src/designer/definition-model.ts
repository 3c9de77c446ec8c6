/** A definition while it is being written: a blank one, a copy, and the small changes of its lists. */
import type {
  Aggregate,
  Condition,
  Field,
  FieldType,
  ItemState,
  Measure,
  ProgramDefinition,
  Term,
  Text,
} from '@qingzhang/domain';

/** Closed for good or looked at again (DIS-3.2). */
export const closedStates: readonly ItemState[] = ['closed', 'lookBack'];

const both = (zh: string, en = ''): Text => ({ zh, en });

/** The least that can be published: places from above, closed out one by one. */
export function blankDefinition(key: string, name: string, today: string): ProgramDefinition {
  const year = today.slice(0, 4);
  return {
    format: 1,
    key,
    name: both(name),
    shortName: both(name),
    purpose: both(name),
    basis: '',
    subject: 'point',
    counter: '项',
    fields: [
      {
        key: 'site',
        name: both('名称', 'Name'),
        type: 'text',
        unit: null,
        source: 'issued',
        required: 'always',
        listed: true,
      },
    ],
    identity: ['site'],
    titleField: 'site',
    measures: [
      {
        key: 'closedShare',
        name: both('销号率', 'Closed'),
        unit: '%',
        role: 'progress',
        better: 'more',
        of: { kind: 'ratio', done: { count: { state: closedStates } }, planned: { count: 'all' } },
      },
    ],
    milestones: [],
    alarms: [],
    questions: [],
    checks: [],
    evidence: [],
    standards: [],
    life: {
      acceptance: 'province',
      coSign: false,
      noticeDays: 5,
      lookBackMonths: [3, 6, 12],
      lookBackShare: 10,
      standing: false,
      siteVisitors: 2,
      stageField: null,
    },
    debt: { by: 'items', unit: '项' },
    ranking: { steps: [{ by: 'measure', measure: 'closedShare' }, { by: 'overdue' }], atLeast: 5 },
    reporting: { every: 'none', dueDay: 5, people: 1 },
    sunset: today.slice(5) > '09-30' ? `${Number(year) + 1}-12-31` : `${year}-12-31`,
  };
}

/** Another program's definition under a new key and name. */
export function copyOf(source: ProgramDefinition, key: string, name: string): ProgramDefinition {
  return { ...source, key, name: both(name), shortName: both(name) };
}

/** The first of `base1`, `base2` … that nobody has. */
export function freeKey(base: string, taken: Iterable<string>): string {
  const known = new Set(taken);
  for (let n = 1; ; n++) {
    if (!known.has(`${base}${n}`)) return `${base}${n}`;
  }
}

/** The list with one entry replaced. */
export const withAt = <T>(list: readonly T[], index: number, one: T): T[] =>
  list.map((old, at) => (at === index ? one : old));
/** The list without one entry. */
export const without = <T>(list: readonly T[], index: number): T[] => list.filter((_, at) => at !== index);
/** The list with one entry moved by so many places; at the ends nothing happens. */
export function moved<T>(list: readonly T[], index: number, by: number): T[] {
  const target = index + by;
  const one = list[index];
  if (one === undefined || target < 0 || target >= list.length) return [...list];
  const rest = without(list, index);
  return [...rest.slice(0, target), one, ...rest.slice(target)];
}

/** A new field at the end: asked every time, as most are. */
export function newField(fields: readonly Field[]): Field {
  return {
    key: freeKey(
      'field',
      fields.map(({ key }) => key),
    ),
    name: both(''),
    type: 'integer',
    unit: null,
    source: 'reported',
    required: 'never',
    min: 0,
    listed: true,
  };
}

/** A field of another type: what the new type does not have goes. */
export function withType(field: Field, type: FieldType): Field {
  const { decimals: _d, min: _m, max: _x, choices, ...rest } = field;
  const number = type === 'number' || type === 'integer';
  return {
    ...rest,
    type,
    unit: number ? field.unit : null,
    ...(number ? { min: field.min ?? 0, ...(field.max === undefined ? {} : { max: field.max }) } : {}),
    ...(type === 'number' ? { decimals: field.decimals ?? 2 } : {}),
    ...(type === 'choice' ? { choices: choices ?? [] } : {}),
  };
}

/** Fields that can be reckoned with. */
export const numberFields = (fields: readonly Field[]): Field[] =>
  fields.filter(({ type }) => type === 'integer' || type === 'number');

/** How a measure was picked in the designer; `other`: written elsewhere, shown in words. */
export type MeasureKind = 'closedRate' | 'closedCount' | 'sum' | 'ratio' | 'count' | 'weighted' | 'other';

const sameShape = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const closedCount: Aggregate = { count: { state: closedStates } };

export function measureKind({ of }: Measure): MeasureKind {
  if (of.kind === 'weighted')
    return of.parts.every(({ done, planned }) => isSum(done) && isSum(planned)) ? 'weighted' : 'other';
  if (of.kind === 'ratio') {
    if (sameShape(of.done, closedCount) && sameShape(of.planned, { count: 'all' })) return 'closedRate';
    return isSum(of.done) && isSum(of.planned) ? 'ratio' : 'other';
  }
  if (sameShape(of.amount, closedCount)) return 'closedCount';
  if (isSum(of.amount)) return 'sum';
  return 'count' in of.amount ? 'count' : 'other';
}

const isSum = (one: Aggregate): boolean => 'sum' in one && one.where === undefined && 'field' in one.sum;
/** The field that an aggregate adds up; empty for anything else. */
export const summedField = (one: Aggregate): string =>
  'sum' in one && 'field' in one.sum ? one.sum.field : '';
export const sumOf = (field: string): Aggregate => ({ sum: { field } });

/** The rule of a measure of a kind, with the program's first number fields to begin with. */
export function measureOf(kind: MeasureKind, fields: readonly Field[], before: Measure['of']): Measure['of'] {
  const [first, second] = numberFields(fields);
  const planned = sumOf(first?.key ?? '');
  const done = sumOf((second ?? first)?.key ?? '');
  switch (kind) {
    case 'closedRate':
      return { kind: 'ratio', done: closedCount, planned: { count: 'all' } };
    case 'closedCount':
      return { kind: 'amount', amount: closedCount };
    case 'sum':
      return { kind: 'amount', amount: done };
    case 'count':
      return { kind: 'amount', amount: { count: 'all' } };
    case 'ratio':
      return { kind: 'ratio', done, planned };
    case 'weighted':
      return {
        kind: 'weighted',
        parts: [{ name: both(second?.name.zh ?? '1'), unit: second?.unit ?? '', weight: 1, done, planned }],
      };
    case 'other':
      return before;
  }
}

/** One line of a sentence: field – comparison – field or number, a choice, filled or empty, past its date. */
export type Simple =
  | { readonly op: 'gt' | 'ge' | 'lt' | 'le' | 'eq' | 'ne'; readonly left: Term; readonly right: Term }
  | { readonly is: string; readonly in: readonly string[] }
  | { readonly filled: string }
  | { readonly empty: string }
  | { readonly overdue: true };

/** A condition as lines that all or any must hold; null: nested deeper than the builder goes. */
export interface Lines {
  readonly join: 'all' | 'any';
  readonly lines: readonly Simple[];
}

const plainTerm = (term: Term): boolean => 'constant' in term || 'field' in term || 'previous' in term;

function simple(condition: Condition): Simple | null {
  if ('op' in condition) return plainTerm(condition.left) && plainTerm(condition.right) ? condition : null;
  if ('is' in condition || 'filled' in condition || 'empty' in condition || 'overdue' in condition)
    return condition;
  return null;
}

export function linesOf(condition: Condition): Lines | null {
  const one = simple(condition);
  if (one !== null) return { join: 'all', lines: [one] };
  if (!('all' in condition) && !('any' in condition)) return null;
  const join = 'all' in condition ? 'all' : 'any';
  const lines = ('all' in condition ? condition.all : condition.any).map(simple);
  const known = lines.filter((line) => line !== null);
  return known.length === lines.length ? { join, lines: known } : null;
}

export function conditionOf({ join, lines }: Lines): Condition {
  const [only] = lines;
  if (only !== undefined && lines.length === 1) return only;
  return join === 'all' ? { all: lines } : { any: lines };
}

/** A first sentence to begin with: this number is zero. */
export function firstLine(fields: readonly Field[]): Simple {
  const [number] = numberFields(fields);
  return number === undefined
    ? { overdue: true }
    : { op: 'eq', left: { field: number.key }, right: { constant: 0 } };
}

/** By what an open item counts as far done: its list of measures, two reported numbers, a percentage that is reported. */
export type ProgressBy = 'measures' | 'share' | 'percent' | 'other';

/** 已完成 ÷ 应完成 × 100 of two fields. */
export const shareOf = (done: string, planned: string): Term => ({
  times: [{ ratio: [{ field: done }, { field: planned }] }, { constant: 100 }],
});

/** The two fields of `shareOf`; null: another term. */
export function sharedFields(term: Term): { readonly done: string; readonly planned: string } | null {
  if (!('times' in term)) return null;
  const [share, hundred] = term.times;
  if (!('ratio' in share) || !('constant' in hundred) || hundred.constant !== 100) return null;
  const [done, planned] = share.ratio;
  return 'field' in done && 'field' in planned ? { done: done.field, planned: planned.field } : null;
}

export function progressBy(progress: Term | undefined): ProgressBy {
  if (progress === undefined) return 'measures';
  if ('field' in progress) return 'percent';
  return sharedFields(progress) === null ? 'other' : 'share';
}

/** The rule of progress picked by its kind, with the program's first numbers to begin with; undefined: by the list of measures. */
export function progressOf(
  kind: ProgressBy,
  fields: readonly Field[],
  before: Term | undefined,
): Term | undefined {
  const [first, second] = numberFields(fields);
  switch (kind) {
    case 'measures':
      return undefined;
    case 'percent':
      return { field: first?.key ?? '' };
    case 'share':
      return shareOf((second ?? first)?.key ?? '', first?.key ?? '');
    case 'other':
      return before;
  }
}
