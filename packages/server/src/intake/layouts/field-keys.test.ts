import fc from 'fast-check';
import { expect, it } from 'vitest';
import { viewOfTexts } from '../lines.ts';
import { FieldKeys } from './field-keys.ts';

it('remembers one thing per text of its fields, as a map of strings would', () => {
  const field = fc.constantFrom('', 'a', 'b', 'ab', 'ba', '太原', '1081A');
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field, field), { maxLength: 60 }), (rows) => {
      const keys = new FieldKeys<string>([2, 0], (view) => `${view.line}`);
      const map = new Map<string, string>();
      rows.forEach((row, n) => {
        const made = `${n}`;
        const key = `${row[2]}\n${row[0]}`;
        if (!map.has(key)) map.set(key, made);
        expect(keys.get(viewOfTexts(row, n))).toBe(map.get(key));
      });
    }),
  );
});

it('goes on when there are more keys than it remembers', () => {
  const keys = new FieldKeys<number>([0], (view) => view.line);
  for (let n = 0; n < 70_000; n++) expect(keys.get(viewOfTexts([`k${n}`], n))).toBe(n);
  expect(keys.get(viewOfTexts(['k5'], -1))).toBe(5);
  expect(keys.get(viewOfTexts(['k69999'], -1))).toBe(-1);
});
