import { expect, it } from 'vitest';
import { sayError } from './error-words.ts';

it('a refused act says its reason in the rules’ own words and names what lacks', () => {
  const params = { act: 'apply', reason: 'evidenceMissing', count: 2, missing: ['验收单', '监测报告'] };
  expect(sayError('item.refused', params, 'zh')).toBe('现在不能这样办：还缺 2 类佐证（验收单; 监测报告）。');
  expect(sayError('item.refused', { reason: 'needsReason', missing: [] }, 'en')).toBe(
    'Not possible now: Give the reason.',
  );
  expect(sayError('item.refused', { reason: 'newer' }, 'zh')).toBe('现在不能这样办：newer。');
});
