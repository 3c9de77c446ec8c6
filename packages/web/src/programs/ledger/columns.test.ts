import { expect, it } from 'vitest';
import { widthOf } from './columns.ts';

it('a column is as wide as its sum is printed, decimals and separators included', () => {
  const field = { type: 'number', name: { zh: '补贴已付', en: 'Paid' }, decimals: 2 } as const;
  const [whole, decimals] = [{ ...field, type: 'integer', decimals: 0 } as const, field];
  expect(widthOf(decimals, 15_290.64)).toBeGreaterThanOrEqual('15,290.64'.length * 8 + 14);
  expect(widthOf(decimals, 15_290.64)).toBeGreaterThan(widthOf(whole, 15_290));
  expect(widthOf(field, null)).toBeGreaterThanOrEqual(62);
});
