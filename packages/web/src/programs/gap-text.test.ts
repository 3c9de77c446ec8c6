import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { gapText } from './gap-text.ts';
import words from './locale/zh-CN.json';

const say: unknown = (key: string, { points = '' }: { points?: string } = {}) => {
  const tile: Readonly<Record<string, unknown>> = words.tile;
  return String(tile[key.replace('tile.', '')]).replace('{{points}}', points);
};
const isTranslate = (value: unknown): value is TFunction<'programs'> => typeof value === 'function';

it('says behind, ahead or even, and never 超前 0.0 点', () => {
  if (!isTranslate(say)) throw new Error('no words');
  expect([18.44, -6.2, 0, -0.04, 0.049].map((gap) => gapText(gap, say))).toEqual([
    '落后 18.4 点',
    '超前 6.2 点',
    '与序时持平',
    '与序时持平',
    '与序时持平',
  ]);
});
