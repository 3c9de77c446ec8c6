import { type LedgerRow, ProgramDefinitionSchema } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { barOf, columnsOf, lockOf, readCell } from './columns.ts';
import { attemptFor } from './draft-store.ts';
import { doubtsOf, refusalsOf, reportMonth, reportRows, valuesAfter } from './reports.ts';
import { emptySheet, type SheetState } from './sheet-model.ts';

const word = (zh: string) => ({ zh, en: '' });
const field = (key: string, source: 'issued' | 'reported' | 'computed', more: object = {}) => ({
  key,
  name: word(key),
  type: 'integer' as const,
  unit: '户',
  source,
  required: 'never' as const,
  listed: true,
  ...more,
});
const ratio = (role: 'progress' | 'companion', done: string) => ({
  key: role,
  name: word(role),
  unit: null,
  role,
  better: 'more' as const,
  of: { kind: 'ratio' as const, done: { sum: { field: done } }, planned: { sum: { field: 'planned' } } },
});
const definition = ProgramDefinitionSchema.parse({
  format: 1,
  key: 'heating',
  name: word('取暖'),
  shortName: word('取暖'),
  purpose: word('取暖'),
  basis: 'DIS-4.4',
  subject: 'village',
  counter: '村',
  identity: ['village'],
  milestones: [],
  standards: [],
  life: {
    acceptance: 'city',
    coSign: false,
    noticeDays: 0,
    lookBackMonths: [],
    lookBackShare: 0,
    standing: false,
    siteVisitors: 1,
    stageField: null,
  },
  debt: { by: 'items', unit: '村' },
  ranking: { steps: [{ by: 'overdue' }], atLeast: 5 },
  sunset: '2022-03-31',
  titleField: 'village',
  fields: [
    { ...field('village', 'issued'), type: 'text', unit: null },
    field('planned', 'issued'),
    field('installed', 'reported'),
    field('powered', 'reported'),
    field('running', 'reported'),
    field('idle', 'computed', { formula: { minus: [{ field: 'installed' }, { field: 'running' }] } }),
  ],
  measures: [ratio('progress', 'installed'), ratio('companion', 'running')],
  alarms: [{ key: 'a', name: word('a'), when: { overdue: true }, severity: 'red' }],
  evidence: [],
  questions: [
    {
      key: 'q',
      when: {
        all: [
          { op: 'gt', left: { field: 'powered' }, right: { constant: 0 } },
          { op: 'eq', left: { field: 'running' }, right: { constant: 0 } },
        ],
      },
      say: word('通电 {powered} 户，运行 {running} 户，上月 {previous.running}，对吗？'),
      causes: [word('等调试')],
    },
  ],
  checks: [
    {
      key: 'c',
      field: 'installed',
      when: { op: 'gt', left: { field: 'installed' }, right: { field: 'planned' } },
      say: word('安装 {installed} 多于计划 {planned}'),
    },
  ],
  reporting: { every: 'month', dueDay: 5, people: 1 },
});
const row = (change: object = {}): LedgerRow => ({
  ...({ id: 1, no: 7, revision: 3, state: 'working', mayReport: true, report: null } as LedgerRow),
  values: { planned: 212, installed: 200, powered: 180, running: 20, idle: 180 },
  previous: { running: 9 },
  ...change,
});
const edited = (edits: SheetState['edits'], marks: SheetState['marks'] = {}): SheetState => ({
  ...emptySheet,
  edits,
  marks,
});

describe('what is sent', () => {
  it('changed values with all others of the report, computed ones renewed but never sent', () => {
    const state = edited({ 1: { running: { value: 30 } } });
    expect(valuesAfter(definition, row(), state).idle).toBe(170);
    const rows = reportRows(definition, [row(), row({ id: 2 })], state, {}, '2021-07-04').get('2021-06');
    expect(rows).toEqual([
      {
        item: 1,
        revision: 3,
        kind: 'progress',
        values: { installed: 200, powered: 180, running: 30 },
        answers: {},
      },
    ]);
  });
  it('rows with a fault stay behind; unchanged and no progress go with their kind', () => {
    const state = edited(
      { 1: { running: { value: null, raw: 'x', fault: 'number.unreadable' } } },
      { 2: { kind: 'unchanged' }, 3: { kind: 'none', cause: '停工' } },
    );
    const rows = reportRows(definition, [row(), row({ id: 2 }), row({ id: 3 })], state, {}, '2021-07-04').get(
      '2021-06',
    );
    expect(rows?.map(({ item, kind, cause }) => [item, kind, cause])).toEqual([
      [2, 'unchanged', undefined],
      [3, 'none', '停工'],
    ]);
  });
  it('a month is asked for until it is due or sent, then the running one', () => {
    const sent = (state: 'sent' | 'returned') =>
      row({ report: { month: '2021-06', state, at: '', post: '' } });
    expect(reportMonth(row(), '2021-07-05', 5)).toBe('2021-06');
    expect(reportMonth(row(), '2021-07-20', 5)).toBe('2021-06');
    expect(reportMonth(sent('sent'), '2021-07-20', 5)).toBe('2021-07');
    expect(reportMonth(sent('returned'), '2021-07-20', 5)).toBe('2021-06');
  });
});

describe('asked and refused before sending', () => {
  const state = edited({ 1: { running: { value: 0 } } });
  it('asks with the values in place, until it is answered; unchanged rows are not asked', () => {
    expect(doubtsOf(definition, [row()], state, {}, 'zh')).toEqual([
      { item: 1, no: 7, key: 'q', say: '通电 180 户，运行 0 户，上月 9，对吗？', causes: ['等调试'] },
    ]);
    expect(doubtsOf(definition, [row()], state, { 1: { q: '等调试' } }, 'zh')).toEqual([]);
    expect(doubtsOf(definition, [row({ values: { powered: 1, running: 0 } })], emptySheet, {}, 'zh')).toEqual(
      [],
    );
  });
  it('refuses at the field', () => {
    expect(refusalsOf(definition, [row()], edited({ 1: { installed: { value: 300 } } }), 'zh')).toEqual([
      { item: 1, field: 'installed', say: '安装 300 多于计划 212' },
    ]);
  });
});

describe('columns', () => {
  it('finds the bar of running and idle, locks what is issued, computed or not to be filled in now', () => {
    expect(barOf(definition)).toEqual({
      done: 'installed',
      running: 'running',
      planned: 'planned',
      idle: 'idle',
    });
    const columns = columnsOf(definition, { city: false, county: true });
    expect(columns.map(({ kind }) => kind)).toEqual([
      'no',
      'lamp',
      'county',
      'title',
      'field',
      'field',
      'field',
      'field',
      'bar',
      'alarm',
      'report',
    ]);
    const locks = definition.fields.map((one) => lockOf(one, { mayReport: true }));
    expect(locks).toEqual(['issued', 'issued', null, null, null, 'computed']);
    expect(lockOf(definition.fields[2] ?? null, { mayReport: false })).toBe('state');
  });
  it('reads what people type and paste', () => {
    const installed = definition.fields[2];
    if (installed === undefined) throw new Error('no field');
    expect(readCell(installed, ' １，２３４户 ')).toEqual({ value: 1234 });
    expect(readCell(installed, '')).toEqual({ value: null });
    expect(readCell(installed, '很多')).toMatchObject({ raw: '很多', fault: 'number.unreadable' });
  });
});

it('the same content is sent with the same key, other content with another', () => {
  let n = 0;
  const fresh = () => `key-${++n}`;
  const first = attemptFor(null, 'a', fresh);
  expect(attemptFor(first, 'a', fresh)).toBe(first);
  expect(attemptFor(first, 'b', fresh).key).toBe('key-2');
});
