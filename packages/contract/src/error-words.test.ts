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

it('says what an error is about in the reader’s language, and a name as it is', () => {
  expect(sayError('thing.notFound', { what: 'program', id: 'x' }, 'zh')).toBe('找不到：专项 x');
  expect(sayError('thing.notFound', { what: 'ledgerImport', id: 3 }, 'en')).toBe(
    'Not found: ledger import 3',
  );
  expect(sayError('thing.invalid', { what: '清单.xlsx', reason: 'y' }, 'zh')).toBe('清单.xlsx 不合要求：y');
});
