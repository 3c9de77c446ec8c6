import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDefinitions, conversionsOf, convertValue, retiredKey, sayChange } from './convert.ts';
import type { Field, FieldType, ProgramDefinition } from './definition.ts';

const field = (key: string, type: FieldType, more: Partial<Field> = {}): Field => ({
  key,
  name: { zh: `名${key}`, en: key },
  type,
  unit: null,
  source: 'reported',
  required: 'never',
  ...more,
});
const program = (fields: Field[], more: Partial<ProgramDefinition> = {}): ProgramDefinition => ({
  format: 1,
  key: 'p',
  name: { zh: '甲', en: 'A' },
  shortName: { zh: '甲', en: 'A' },
  purpose: { zh: '甲', en: 'A' },
  basis: '',
  subject: 'village',
  counter: '村',
  fields,
  identity: ['a'],
  titleField: 'a',
  measures: [],
  milestones: [],
  alarms: [],
  questions: [],
  checks: [],
  evidence: [],
  standards: [],
  life: {
    acceptance: 'province',
    coSign: true,
    noticeDays: 5,
    lookBackMonths: [],
    lookBackShare: 0,
    standing: false,
    siteVisitors: 2,
    stageField: null,
  },
  debt: { by: 'items', unit: '村' },
  ranking: { steps: [{ by: 'overdue' }], atLeast: 5 },
  reporting: { every: 'month', dueDay: 5, people: 1 },
  sunset: '2021-12-31',
  ...more,
});
const choices = (...names: [string, string, string[]?][]) =>
  names.map(([key, zh, also]) => ({ key, name: { zh, en: key }, ...(also === undefined ? {} : { also }) }));
const log = (from: ProgramDefinition, to: ProgramDefinition) =>
  compareDefinitions(from, to).map((change) => sayChange(change, 'zh'));
const how = (from: Field, to: Field) => conversionsOf(program([from]), program([to]))[0]?.how ?? null;

describe('change log between versions', () => {
  it('says nothing where nothing changed, whatever the order of keys', () => {
    const one = program([field('a', 'text')]);
    const reordered = Object.fromEntries(Object.entries(one).reverse());
    expect(compareDefinitions(one, { ...one, ...reordered })).toEqual([]);
    expect(compareDefinitions(one, { ...one })).toEqual([]);
  });
  it('names fields added, retired, renamed and changed in type', () => {
    const from = program([field('a', 'text'), field('b', 'integer'), field('c', 'integer')]);
    const to = program([
      field('a', 'text', { name: { zh: '新名', en: 'a' } }),
      field('b', 'choice', { choices: choices(['x', '甲']) }),
      field('d', 'date'),
    ]);
    expect(log(from, to)).toEqual([
      '“名a”改名“新名”',
      '“名b”由整数改为选项',
      '“名b”新增选项“甲”',
      '停用字段“名c”，已填的值另存不丢',
      '新增字段“名d”',
    ]);
  });
  it('names choices, the sunset and parts', () => {
    const from = program([field('a', 'choice', { choices: choices(['x', '甲'], ['y', '乙']) })]);
    const to = program([field('a', 'choice', { choices: choices(['x', '改']) })], {
      sunset: '2022-06-30',
      alarms: [{ key: 'r', name: { zh: '逾期', en: 'late' }, when: { overdue: true }, severity: 'red' }],
    });
    expect(log(from, to)).toEqual([
      '“名a”的选项“甲”改名“改”',
      '“名a”停用选项“乙”',
      '新增警报“逾期”',
      '停用日由 2021-12-31 改为 2022-06-30',
    ]);
  });
});

describe('what makes a lamp or progress', () => {
  it('is a change of its own, said with both numbers; the standard line written out is none', () => {
    const one = program([field('a', 'integer'), field('b', 'integer')]);
    expect(log(one, { ...one, overdueRed: 20 })).toEqual([]);
    expect(log(one, { ...one, overdueRed: 35 })).toEqual([
      '一市在办事项逾期占比超过多少亮红灯，由 20% 改为 35%',
    ]);
    expect(log({ ...one, overdueRed: 35 }, { ...one, overdueRed: 0 })).toEqual([
      '一市在办事项逾期占比超过多少亮红灯，由 35% 改为 0%',
    ]);
    const debt = { by: 'items', unit: '村', progress: { field: 'a' } } as const;
    expect(log(one, { ...one, debt })).toEqual(['一项办到几成的算法已改']);
    expect(log(one, { ...one, debt: { ...debt, unit: '户' } })).toEqual([
      '欠账算法已改',
      '一项办到几成的算法已改',
    ]);
  });
});

describe('what becomes of values', () => {
  it('stays as it is where the type does', () => {
    expect(how(field('a', 'integer'), field('a', 'number'))).toBeNull();
    expect(how(field('a', 'text'), field('a', 'longText'))).toBeNull();
  });
  it('words become numbers where they are numbers', () => {
    const rule = how(field('a', 'text'), field('a', 'integer'));
    if (rule === null) throw new Error('no rule');
    expect(convertValue('1,248', rule)).toBe(1248);
    expect(convertValue('2.5', rule)).toBeUndefined();
    expect(convertValue('约 20 户', rule)).toBeUndefined();
    expect(convertValue('', rule)).toBeNull();
  });
  it('a change of unit carries the number over', () => {
    const rule = how(field('a', 'number', { unit: '元' }), field('a', 'number', { unit: '万元' }));
    if (rule === null) throw new Error('no rule');
    expect(convertValue(212000, rule)).toBe(21.2);
  });
  it('words become choices by any name they are known by; the rest is set aside', () => {
    const to = field('a', 'choice', { choices: choices(['electric', '煤改电', ['空气源热泵']]) });
    const rule = how(field('a', 'text'), to);
    if (rule === null) throw new Error('no rule');
    expect(convertValue('空气源热泵', rule)).toBe('electric');
    expect(convertValue('constructor', rule)).toBeUndefined();
  });
  it('a retired choice goes over to the one that knows its name', () => {
    const from = field('a', 'choice', { choices: choices(['uv', 'UV光解'], ['rto', 'RTO']) });
    const to = field('a', 'choice', { choices: choices(['simple', '简易', ['UV光解']], ['rto', 'RTO']) });
    const rule = how(from, to);
    if (rule === null) throw new Error('no rule');
    expect([convertValue('uv', rule), convertValue('rto', rule), convertValue('old', rule)]).toEqual([
      'simple',
      'rto',
      undefined,
    ]);
  });
  it('a retired field is set aside, under a key no form has', () => {
    expect(
      conversionsOf(program([field('a', 'text'), field('b', 'text')]), program([field('a', 'text')])),
    ).toEqual([{ key: 'b', name: '名b', how: { do: 'setAside' } }]);
    expect(retiredKey('b', 3)).toBe('b_v3');
  });
  it('what is converted to words and back is what it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (number) => {
        const there = how(field('a', 'integer'), field('a', 'text'));
        const back = how(field('a', 'text'), field('a', 'integer'));
        if (there === null || back === null) return false;
        return convertValue(convertValue(number, there) ?? null, back) === number;
      }),
    );
  });
});
