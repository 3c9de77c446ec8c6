import type { Field, Term } from './definition.ts';

/** Units of which a sum says nothing: shares, concentrations, speeds, prices, sizes of single things. */
const INTENSIVE = /^(%|‰|倍|℃|h|小时|mm|m\/s|mg|μg|ug|元\/)/u;

const hasRatio = (term: Term): boolean => {
  if ('ratio' in term) return true;
  if ('sum' in term) return term.sum.some(hasRatio);
  if ('minus' in term) return term.minus.some(hasRatio);
  if ('times' in term) return term.times.some(hasRatio);
  return false;
};

/** Whether a column's sum over rows says something: amounts do, rates and concentrations do not. */
export function summable(field: Field): boolean {
  if (field.type !== 'integer' && field.type !== 'number') return false;
  if (field.unit === null || INTENSIVE.test(field.unit)) return false;
  return field.formula === undefined || !hasRatio(field.formula);
}
