/** Whether a value fits its field; the same rules for forms, spreadsheets and the interface of programs. */
import { isDay } from '@qingzhang/standards';
import type { Field, FieldValue, FieldValues } from '../programs/definition.ts';

export type ValueProblem =
  | { readonly code: 'required' }
  | { readonly code: 'notNumber' }
  | { readonly code: 'notWhole' }
  | { readonly code: 'tooManyDecimals'; readonly decimals: number }
  | { readonly code: 'tooSmall'; readonly min: number }
  | { readonly code: 'tooLarge'; readonly max: number }
  | { readonly code: 'notDate' }
  | { readonly code: 'notMonth' }
  | { readonly code: 'notChoice'; readonly choices: string }
  | { readonly code: 'notYesNo' }
  | { readonly code: 'notText' }
  | { readonly code: 'tooLong'; readonly most: number };

/** Nothing filled in; zero and no are something. */
export const isEmptyValue = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || value === '';

/** What is wrong with a value; null: nothing. Empty is never wrong here (`requiredProblem`). */
export function valueProblem(field: Field, value: FieldValue | undefined): ValueProblem | null {
  if (value === undefined || value === null || value === '') return null;
  switch (field.type) {
    case 'integer':
    case 'number':
      return numberProblem(field, value);
    case 'date':
      return typeof value === 'string' && isDay(value) ? null : { code: 'notDate' };
    case 'month':
      return typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? null : { code: 'notMonth' };
    case 'yesNo':
      return typeof value === 'boolean' ? null : { code: 'notYesNo' };
    case 'choice':
      return field.choices?.some(({ key }) => key === value)
        ? null
        : { code: 'notChoice', choices: (field.choices ?? []).map(({ name }) => name.zh).join('、') };
    default: {
      if (typeof value !== 'string') return { code: 'notText' };
      const most = field.maxLength ?? (field.type === 'longText' ? 4000 : field.type === 'link' ? 400 : 200);
      return [...value].length > most ? { code: 'tooLong', most } : null;
    }
  }
}

function numberProblem(field: Field, value: FieldValue): ValueProblem | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { code: 'notNumber' };
  if (field.type === 'integer' && !Number.isInteger(value)) return { code: 'notWhole' };
  const decimals = field.type === 'integer' ? 0 : (field.decimals ?? 4);
  if (Math.abs(value - Number(value.toFixed(decimals))) > 1e-9) return { code: 'tooManyDecimals', decimals };
  if (field.min !== undefined && value < field.min) return { code: 'tooSmall', min: field.min };
  return field.max !== undefined && value > field.max ? { code: 'tooLarge', max: field.max } : null;
}

/** Words of a problem. */
export function sayValueProblem(problem: ValueProblem, lang: 'zh' | 'en'): string {
  const zh = lang === 'zh';
  switch (problem.code) {
    case 'required':
      return zh ? '必填' : 'Must be filled in';
    case 'notNumber':
      return zh ? '要填数字' : 'Must be a number';
    case 'notWhole':
      return zh ? '要填整数' : 'Must be a whole number';
    case 'tooManyDecimals':
      return zh ? `最多 ${problem.decimals} 位小数` : `At most ${problem.decimals} decimals`;
    case 'tooSmall':
      return zh ? `不能小于 ${problem.min}` : `Must be at least ${problem.min}`;
    case 'tooLarge':
      return zh ? `不能大于 ${problem.max}` : `Must be at most ${problem.max}`;
    case 'notDate':
      return zh ? '要填日期，如 2026-06-30' : 'Must be a day such as 2026-06-30';
    case 'notMonth':
      return zh ? '要填月份，如 2026-06' : 'Must be a month such as 2026-06';
    case 'notChoice':
      return zh ? `只能是：${problem.choices}` : `Must be one of: ${problem.choices}`;
    case 'notYesNo':
      return zh ? '要填是或否' : 'Must be yes or no';
    case 'notText':
      return zh ? '要填文字' : 'Must be text';
    case 'tooLong':
      return zh ? `最多 ${problem.most} 字` : `At most ${problem.most} characters`;
  }
}

/** `{installed}` and `{previous.installed}` in a question's or check's words become the values. */
export function fillWords(words: string, values: FieldValues, previous: FieldValues): string {
  return words.replace(/\{(previous\.)?([A-Za-z]\w*)\}/g, (_, before: string | undefined, key: string) => {
    const value = (before === undefined ? values : previous)[key];
    return isEmptyValue(value) ? '—' : String(value);
  });
}

/** Running totals that have fallen below the last accepted report. */
export function fallen(
  fields: readonly Field[],
  values: FieldValues,
  previous: FieldValues,
): { readonly field: Field; readonly from: number; readonly to: number }[] {
  return fields.flatMap((field) => {
    const [from, to] = [previous[field.key], values[field.key]];
    return field.cumulative === true && typeof from === 'number' && typeof to === 'number' && to < from
      ? [{ field, from, to }]
      : [];
  });
}
