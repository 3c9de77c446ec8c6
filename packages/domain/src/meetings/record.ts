/** 会议记录 (DIS-1.3, DIS-8.2): what a line must have before it can be issued, and how a change of it is kept. */
import type { Day } from '@qingzhang/standards';

/** Kinds of what is said. */
export const recordLineKinds = [
  'comment',
  'commitment',
  'instruction',
  'requirement',
  'experience',
  'note',
] as const;
export type RecordLineKind = (typeof recordLineKinds)[number];

/** 衡量: a figure to be reached, or a sentence where no number can be named. */
export type LineMeasure =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'figure';
      readonly name: string;
      readonly op: '>=' | '<=' | '=';
      readonly value: number;
      readonly unit: string;
      readonly measure: string | null;
    };

/** A line as far as the rules ask. */
export interface LineFacts {
  readonly kind: RecordLineKind;
  readonly state: 'recording' | 'kept' | 'void';
  readonly cities: readonly string[];
  readonly text: string;
  readonly deadline: Day | null;
  readonly measure: LineMeasure | null;
  readonly leadUnit: string;
  readonly ownerPost: string;
}

/** What may be missing, in the order in which it is asked for. */
export type MissingPart = 'city' | 'text' | 'deadline' | 'owner' | 'measure';

/**
 * 缺什么 (DIS-8.2): a requirement needs a city or a unit, a deadline, who answers and a measure; a commitment a city, a
 * deadline and a measure. Minutes are refused until it is filled; what was withdrawn lacks nothing.
 */
export function missingOf(line: LineFacts): MissingPart[] {
  if (line.state === 'void') return [];
  const missing: MissingPart[] = [];
  const { kind } = line;
  const nowhere = line.cities.length === 0 && (kind === 'commitment' || line.leadUnit === '');
  if ((kind === 'commitment' || kind === 'requirement') && nowhere) missing.push('city');
  if (line.text === '') missing.push('text');
  if (kind !== 'commitment' && kind !== 'requirement') return missing;
  if (line.deadline === null) missing.push('deadline');
  if (kind === 'requirement' && line.ownerPost === '') missing.push('owner');
  if (line.measure === null) missing.push('measure');
  return missing;
}

/** 安装户数 ≥226320 户. */
export function sayMeasure(measure: LineMeasure): string {
  if (measure.kind === 'text') return measure.text;
  const sign = { '>=': '≥', '<=': '≤', '=': '＝' }[measure.op];
  return `${measure.name} ${sign}${measure.value}${measure.unit === '' ? '' : ` ${measure.unit}`}`;
}

/** The fields that differ, as they were and as they are; both texts are kept. */
export function changedFields(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = keys.filter((key) => !same(before[key], after[key]));
  if (differing.length === 0) return null;
  const pick = (of: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(differing.map((key) => [key, of[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

/** Equal as plain data, whatever the order of keys. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a ?? null, b ?? null)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([key, value]) => same(value, right.find(([other]) => other === key)?.[1]))
  );
}

/** 重点抓好＋清洁取暖，…: what was required, with its verb unless the words begin with it (DIS-1.3). */
export function sayDemand({ verb, text }: { readonly verb: string; readonly text: string }): string {
  const words = text.trim();
  return verb === '' || words.startsWith(verb) ? words : `${verb}${words}`;
}
