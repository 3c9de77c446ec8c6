import { describe, expect, it } from 'vitest';
import { type FieldDefinition, fieldText, numberText } from './field-text.ts';

const field: FieldDefinition = {
  key: 'laid',
  name: { zh: '累计铺设管网', en: 'Pipes laid' },
  type: 'number',
  unit: 'km',
  source: 'reported',
  decimals: 1,
  required: 'report',
};

describe('a value of the ledger in words', () => {
  it('carries its unit, its decimals and thousands apart; nothing filled is nothing, never 0', () => {
    expect(fieldText(field, 3.1, 'zh')).toBe('3.1 km');
    expect(fieldText(field, 0, 'zh')).toBe('0 km');
    expect(fieldText(field, null, 'zh')).toBe('');
    expect(fieldText(field, undefined, 'zh')).toBe('');
    expect(numberText(1234567.25, 2)).toBe('1,234,567.25');
    expect(numberText(-1200, undefined)).toBe('-1,200');
  });

  it('names a choice, and shows what is no choice any more as it was written', () => {
    const choice: FieldDefinition = {
      ...field,
      type: 'choice',
      unit: null,
      choices: [{ key: 'gas', name: { zh: '煤改气', en: 'Coal to gas' } }],
    };
    expect(fieldText(choice, 'gas', 'en')).toBe('Coal to gas');
    expect(fieldText(choice, 'coal', 'zh')).toBe('coal');
    expect(fieldText({ ...field, type: 'yesNo' }, false, 'zh')).toBe('否');
  });
});
