import type { FormDefinition, ReportForm } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { type Draft, numberIn, rowOf, textOf, valuesIn } from './draft.ts';
import {
  askedFields,
  fallenFields,
  faultsOf,
  forecastOf,
  planField,
  questionsOf,
  valuesAfter,
} from './model.ts';

const words = (zh: string) => ({ zh, en: zh });
const definition: FormDefinition = {
  key: 'sewage',
  name: words('农村污水'),
  shortName: words('农村污水'),
  counter: '项',
  fields: [
    { key: 'planned', name: words('计划'), type: 'number', unit: 'km', source: 'issued', required: 'always' },
    {
      ...{ key: 'laid', name: words('累计铺设管网'), type: 'number', unit: 'km', source: 'reported' },
      ...{ required: 'report', decimals: 1, cumulative: true, min: 0 },
    },
    {
      key: 'workers',
      name: words('在岗'),
      type: 'integer',
      unit: '人',
      source: 'reported',
      required: 'never',
    },
    {
      ...{
        key: 'rest',
        name: words('还差'),
        type: 'number',
        unit: 'km',
        source: 'computed',
        required: 'never',
      },
      formula: { minus: [{ field: 'planned' }, { field: 'laid' }] },
    },
  ],
  measures: [
    {
      ...{ key: 'done', name: words('完成率'), unit: '%', role: 'progress', better: 'more' },
      of: { kind: 'ratio', done: { sum: { field: 'laid' } }, planned: { sum: { field: 'planned' } } },
    },
  ],
  milestones: [
    { day: '2020-01-01', share: 0 },
    { day: '2020-12-31', share: 100 },
  ],
  alarms: [],
  questions: [
    {
      key: 'fell',
      when: { op: 'lt', left: { field: 'laid' }, right: { previous: 'laid' } },
      say: words('比上次少了（{previous.laid} → {laid}），为什么？'),
      causes: [words('上次多报')],
    },
  ],
  checks: [
    {
      key: 'tooMuch',
      field: 'laid',
      when: { op: 'gt', left: { field: 'laid' }, right: { field: 'planned' } },
      say: words('多于计划'),
    },
  ],
  evidence: [],
  debt: { by: 'quantity', unit: 'km', planned: { field: 'planned' }, done: { field: 'laid' } },
  reporting: { every: 'month', dueDay: 5, people: 10 },
};
const form: ReportForm = {
  ...{
    item: 1,
    no: 1,
    title: '普明镇管网',
    program: 'sewage',
    city: '141100',
    county: '141127',
    place: '岚县',
  },
  ...{ revision: 4, state: 'working', lamp: 'yellow', reason: '', deadline: '2020-12-31' },
  ...{ values: { planned: 4, laid: 2.4 }, previous: { laid: 2.4 }, month: '2020-06', lastReported: null },
  ...{ report: null, returned: null, progress: 60, planned: 50 },
};
const draft = (laid: string, kind: Draft['kind'] = 'progress'): Draft => ({
  ...{ user: 1, item: 1, title: '普明镇管网', month: '2020-06', revision: 4, key: 'k'.repeat(8), kind },
  ...{ texts: { laid, workers: '' }, cause: '', note: '', answers: {}, photos: [], state: 'writing' },
  ...{ outcome: null, savedAt: '2020-06-30T14:18:00+08:00' },
});

describe('a report on the device', () => {
  it('DIS-14.3: asks only what is reported, with the plan beside it', () => {
    expect(askedFields(definition, form).map(({ key }) => key)).toEqual(['laid', 'workers']);
    expect(planField(definition, 'laid')).toBe('planned');
    expect(planField(definition, 'workers')).toBeNull();
  });

  it('reads numbers as people type them; nothing is nothing and never 0', () => {
    expect(numberIn('３．１')).toBe(3.1);
    expect(numberIn('1,206')).toBe(1206);
    expect(numberIn(' ')).toBeNull();
    expect(numberIn('三')).toBeUndefined();
    expect(valuesIn(askedFields(definition, form), { laid: '3.1', workers: '' })).toEqual({
      laid: 3.1,
      workers: null,
    });
    expect(textOf(0)).toBe('0');
    expect(textOf(null)).toBe('');
  });

  it('says at the field what is wrong, and refuses what the program refuses', () => {
    const codes = (laid: string) => faultsOf(definition, form, draft(laid), 'zh').map(({ say }) => say);
    expect(codes('3.1')).toEqual([]);
    expect(codes('')).toEqual(['必填']);
    expect(codes('三')).toEqual(['要填数字']);
    expect(codes('-1')).toEqual(['不能小于 0']);
    expect(codes('4.1')).toEqual(['多于计划']);
    expect(faultsOf(definition, form, draft('', 'unchanged'), 'zh')).toEqual([]);
  });

  it('asks before sending, not after: a running total that falls', () => {
    const asked = (laid: string, kind: Draft['kind'] = 'progress') =>
      questionsOf(definition, form, draft(laid, kind), 'zh').map(({ key, say }) => [key, say]);
    expect(asked('2.3')).toEqual([['fell', '比上次少了（2.4 → 2.3），为什么？']]);
    expect(asked('2.4')).toEqual([]);
    expect(asked('2.3', 'none')).toEqual([]);
    expect(fallenFields(definition, form, draft('2.3'))).toMatchObject([{ from: 2.4, to: 2.3 }]);
    expect(fallenFields(definition, form, draft('2.4'))).toEqual([]);
  });

  it('forecasts the row by the same functions as the server', () => {
    expect(valuesAfter(definition, form, draft('3.1')).rest).toBe(0.9);
    const after = forecastOf(definition, form, draft('3.1'), '2020-06-30', 'zh');
    expect(after.progress).toBe(77.5);
    expect(after.planned).toBeCloseTo(49.6, 1);
    expect(after.lamp).toBe('blue');
    expect(forecastOf(definition, form, draft('0.5'), '2020-06-30', 'zh').lamp).toBe('red');
  });

  it('an item by itself is forecast by what is typed where the definition says so, not by its list of measures', () => {
    const share = {
      times: [{ ratio: [{ field: 'laid' }, { field: 'planned' }] }, { constant: 100 }],
    } as const;
    const single: FormDefinition = {
      ...definition,
      debt: { by: 'items', unit: '项', progress: JSON.parse(JSON.stringify(share)) },
    };
    const before = { ...form, progress: 0 };
    expect(forecastOf(single, before, draft('4'), '2020-06-30', 'zh').progress).toBe(99.9);
    expect(forecastOf(single, before, draft('1'), '2020-06-30', 'zh').progress).toBe(25);
    const listed = { ...definition, debt: { by: 'items', unit: '项' } } as const;
    expect(forecastOf(listed, { ...form, progress: 40 }, draft('4'), '2020-06-30', 'zh').progress).toBe(40);
  });

  it('sends what was typed where there is progress, and nothing else where there is none', () => {
    expect(rowOf(draft('3.1'), askedFields(definition, form))).toMatchObject({
      kind: 'progress',
      revision: 4,
      values: { laid: 3.1 },
      note: null,
    });
    const none = { ...draft('3.1', 'none'), cause: '资金未到' };
    expect(rowOf(none, askedFields(definition, form))).toMatchObject({ values: {}, cause: '资金未到' });
  });
});
