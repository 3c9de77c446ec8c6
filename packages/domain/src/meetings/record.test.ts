import { describe, expect, it } from 'vitest';
import { changedFields, type LineFacts, missingOf, sayDemand, sayMeasure } from './record.ts';

const line: LineFacts = {
  kind: 'requirement',
  state: 'kept',
  cities: ['140200'],
  text: '两村先恢复旧炉，通电运行后再拆',
  deadline: '2021-08-10',
  measure: { kind: 'text', text: '先立后破报警 0 户' },
  leadUnit: '',
  ownerPost: '市局局长',
};

describe('缺什么 DIS-8.2', () => {
  it.each<[string, Partial<LineFacts>, string[]]>([
    ['a whole requirement', {}, []],
    ['a requirement of a unit instead of a city', { cities: [], leadUnit: '大气处' }, []],
    ['a requirement of nobody', { cities: [] }, ['city']],
    ['without a date', { deadline: null }, ['deadline']],
    ['without who answers', { ownerPost: '' }, ['owner']],
    ['without a measure', { measure: null }, ['measure']],
    [
      'with nothing',
      { cities: [], text: '', deadline: null, ownerPost: '', measure: null },
      ['city', 'text', 'deadline', 'owner', 'measure'],
    ],
    ['a commitment needs no owner: the city is', { kind: 'commitment', ownerPost: '' }, []],
    ['a commitment of a unit is nobody’s', { kind: 'commitment', cities: [], leadUnit: '大气处' }, ['city']],
    [
      'a comment needs its text alone',
      { kind: 'comment', cities: [], deadline: null, measure: null, ownerPost: '' },
      [],
    ],
    ['a comment without text', { kind: 'comment', text: '' }, ['text']],
    ['what was withdrawn lacks nothing', { state: 'void', deadline: null, measure: null }, []],
  ])('%s', (_, patch, missing) => {
    expect(missingOf({ ...line, ...patch })).toEqual(missing);
  });
});

it('a measure is said with its sign and unit', () => {
  const figure = {
    kind: 'figure',
    name: '安装户数',
    op: '>=',
    value: 226320,
    unit: '户',
    measure: null,
  } as const;
  expect(sayMeasure(figure)).toBe('安装户数 ≥226320 户');
  expect(sayMeasure({ ...figure, op: '<=', unit: '' })).toBe('安装户数 ≤226320');
});

describe('a change keeps both texts', () => {
  it('only of the fields that differ', () => {
    const after = { ...line, deadline: null, cities: ['140200', '141100'] };
    expect(changedFields({ ...line }, after)).toEqual({
      before: { cities: ['140200'], deadline: '2021-08-10' },
      after: { cities: ['140200', '141100'], deadline: null },
    });
  });

  it('the same again is no change, in whatever order its parts stand', () => {
    const turned = { text: '先立后破报警 0 户', kind: 'text' };
    expect(changedFields({ ...line }, { ...line, measure: turned })).toBeNull();
    expect(changedFields({ a: null }, {})).toBeNull();
  });
});

describe('DIS-1.3 a demand with its verb', () => {
  it.each([
    ['重点抓好', '清洁取暖，10月底前完成', '重点抓好清洁取暖，10月底前完成'],
    ['加快', '加快清洁取暖改造', '加快清洁取暖改造'],
    ['', '逐项列出问题', '逐项列出问题'],
  ])('%s %s', (verb, text, said) => expect(sayDemand({ verb, text })).toBe(said));
});
