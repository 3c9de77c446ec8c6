import type { FieldSchema, Lang } from '@qingzhang/contract';
import type { FieldValue } from '@qingzhang/domain';
import type { z } from 'zod';

export type FieldDefinition = z.output<typeof FieldSchema>;

/** Thousands apart, as many decimals as the field has; the value as it was written otherwise. */
export function numberText(value: number, decimals: number | undefined): string {
  const text =
    decimals === undefined ? String(Math.round(value * 1e6) / 1e6) : String(Number(value.toFixed(decimals)));
  const [whole = '', rest] = text.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** A value of the ledger as people read it, with its unit; '' where nothing is filled. */
export function fieldText(field: FieldDefinition, value: FieldValue | undefined, lang: Lang): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no';
  if (typeof value === 'number') {
    const unit = field.unit === null ? '' : ` ${field.unit}`;
    return `${numberText(value, field.decimals)}${unit}`;
  }
  return field.choices?.find(({ key }) => key === value)?.name[lang] ?? value;
}
