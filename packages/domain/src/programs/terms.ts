/** Terms and conditions of a definition, worked out for one item. Unknown stays unknown; it is never zero. */
import type { Condition, FieldValue, FieldValues, ItemState, ReadingTerm, Term } from './definition.ts';

/** What a term or condition may look at. */
export interface ItemFacts {
  readonly values: FieldValues;
  /** Values of the last accepted report; absent at the first. */
  readonly previous?: FieldValues;
  readonly state?: ItemState;
  readonly overdue?: boolean;
  readonly reading?: (term: ReadingTerm) => number | null;
}

/** Seven decimals: sums of tenths come out as people wrote them. */
const tidy = (value: number): number => Math.round(value * 1e7) / 1e7;

const numberIn = (value: FieldValue | undefined): number | null => (typeof value === 'number' ? value : null);

/** The value of a term; null when anything in it is unknown or a divisor is zero. */
export function evaluateTerm(term: Term, facts: ItemFacts): number | null {
  if ('constant' in term) return term.constant;
  if ('field' in term) return numberIn(facts.values[term.field]);
  if ('previous' in term) return numberIn(facts.previous?.[term.previous]);
  if ('reading' in term) return facts.reading?.(term.reading) ?? null;
  if ('sum' in term) {
    const parts = term.sum.map((one) => evaluateTerm(one, facts));
    let total = 0;
    for (const part of parts) {
      if (part === null) return null;
      total += part;
    }
    return tidy(total);
  }
  const [first, second] = 'minus' in term ? term.minus : 'times' in term ? term.times : term.ratio;
  const a = evaluateTerm(first, facts);
  const b = evaluateTerm(second, facts);
  if (a === null || b === null) return null;
  if ('minus' in term) return tidy(a - b);
  if ('times' in term) return tidy(a * b);
  return b === 0 ? null : a / b;
}

const isEmpty = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || value === '';

/** Whether a condition holds; what is unknown does not hold. */
export function holds(condition: Condition, facts: ItemFacts): boolean {
  if ('op' in condition) return compares(condition, facts);
  if ('all' in condition) return condition.all.every((one) => holds(one, facts));
  if ('any' in condition) return condition.any.some((one) => holds(one, facts));
  if ('not' in condition) return !holds(condition.not, facts);
  if ('filled' in condition) return !isEmpty(facts.values[condition.filled]);
  if ('empty' in condition) return isEmpty(facts.values[condition.empty]);
  if ('is' in condition) return condition.in.includes(choiceKey(facts.values[condition.is]));
  if ('state' in condition) return facts.state !== undefined && condition.state.includes(facts.state);
  return facts.overdue === true;
}

/** A yes-no is compared as 'yes' or 'no'. */
function choiceKey(value: FieldValue | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === undefined || value === null ? '' : String(value);
}

function compares(condition: Extract<Condition, { op: string }>, facts: ItemFacts): boolean {
  const left = evaluateTerm(condition.left, facts);
  const right = evaluateTerm(condition.right, facts);
  if (left === null || right === null) return false;
  switch (condition.op) {
    case 'gt':
      return left > right;
    case 'ge':
      return left >= right;
    case 'lt':
      return left < right;
    case 'le':
      return left <= right;
    case 'eq':
      return left === right;
    case 'ne':
      return left !== right;
  }
}

/** All field keys a term or condition reads, to check a definition and to know what a change touches. */
export function fieldsRead(part: Term | Condition): string[] {
  if ('op' in part) return [...fieldsRead(part.left), ...fieldsRead(part.right)];
  if ('all' in part) return part.all.flatMap(fieldsRead);
  if ('any' in part) return part.any.flatMap(fieldsRead);
  if ('not' in part) return fieldsRead(part.not);
  if ('filled' in part) return [part.filled];
  if ('empty' in part) return [part.empty];
  if ('is' in part) return [part.is];
  if ('state' in part || 'overdue' in part || 'constant' in part || 'reading' in part) return [];
  if ('field' in part) return [part.field];
  if ('previous' in part) return [part.previous];
  if ('sum' in part) return part.sum.flatMap(fieldsRead);
  const pair = 'minus' in part ? part.minus : 'times' in part ? part.times : part.ratio;
  return pair.flatMap(fieldsRead);
}

/** All `computed` fields filled in; in the order of the definition, each may read those before it. */
export function withComputed(
  fields: readonly { readonly key: string; readonly formula?: Term }[],
  facts: ItemFacts,
): FieldValues {
  let values = facts.values;
  for (const { key, formula } of fields) {
    if (formula !== undefined) values = { ...values, [key]: evaluateTerm(formula, { ...facts, values }) };
  }
  return values;
}
