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

it('says the state that forbids it in Chinese, and what is no state as it is', () => {
  const of = (state: string, language: 'zh' | 'en' = 'zh') =>
    sayError('thing.conflict', { what: 'paper', state }, language);
  expect(of('draft')).toBe('材料 当前状态（草稿）不允许这样做。');
  expect(of('nothing open')).toContain('没有在办事项');
  expect(of('v3')).toContain('（v3）');
  expect(of('draft', 'en')).toBe('paper is draft: not possible now.');
});

it('says why a new item was not accepted, with the fields that lack', () => {
  const params = { what: 'item', reason: 'fieldMissing', fields: '轮次、问题' };
  expect(sayError('thing.invalid', params, 'zh')).toBe('事项 不合要求：必填的列空着（轮次、问题）');
  expect(sayError('thing.invalid', { what: 'item', reason: 'identityTaken' }, 'zh')).toContain('同名');
});
