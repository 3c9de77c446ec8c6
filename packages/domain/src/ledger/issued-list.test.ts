/** A list that an office issues: units under one heading, row numbers that are the numbers of the matters, measures in a cell. */
import { describe, expect, it } from 'vitest';
import type { Field } from '../programs/definition.ts';
import { causesOf } from './causes.ts';
import { itemIndex } from './items.ts';
import { judgeRow } from './judging.ts';
import { matchColumns } from './match.ts';
import { readContext, readRow, splitMeasures } from './reading.ts';
import { regionBook } from './regions.ts';
import { findLayout } from './sheet.ts';
import { knownHeadings, matchTargets } from './targets.ts';
import { heating, places, rows } from './testing/heating.ts';

const numbered: Field = {
  key: 'problemNo',
  name: { zh: '反馈问题编号', en: 'Problem no.' },
  type: 'text',
  unit: null,
  source: 'issued',
  required: 'always',
  also: ['序号'],
};
const sheet = rows([
  ['序号', '县区', '责任单位', null, '整改时限'],
  [null, null, '牵头', '配合', null],
  [1, '阳高县', '县政府', '水利局', '2026-09-30'],
  [2, '天镇县', '县政府', null, '2026-10-31'],
  [3, '浑源县', '县政府', '能源局', '2026-12-31'],
]);

function match(fields: readonly Field[]) {
  const targets = matchTargets({ ...heating, fields }, { assign: true, report: false });
  const layout = findLayout(sheet, knownHeadings(targets));
  const data = sheet.slice(2);
  const columns = Array.from({ length: 5 }, (_, column) => data.map(({ cells }) => cells[column]));
  const known = { regions: regionBook(places), texts: new Map(), medians: new Map() };
  return matchColumns({ layout, columns, targets, known, remembered: new Map() });
}

describe('an issued list', () => {
  it('tells 牵头 from 配合 under one heading', () => {
    const matches = match(heating.fields);
    expect(matches[2]).toMatchObject({ target: 'base:leadUnit' });
    expect(matches[3]).toMatchObject({ target: 'base:supportingUnits' });
  });
  it('takes 序号 for the number of the matter only where the program says so, and asks', () => {
    expect(match(heating.fields)[0]).toMatchObject({ target: null, ask: false, why: [{ code: 'serial' }] });
    expect(match([...heating.fields, numbered])[0]).toMatchObject({ target: 'field:problemNo', ask: true });
  });
  it('takes numbered measures of one cell apart, and leaves others alone', () => {
    expect(splitMeasures('1.制定方案；2.完成治理；3.建立机制')).toEqual(['制定方案', '完成治理', '建立机制']);
    expect(splitMeasures('一、清运\n二、复绿')).toEqual(['清运', '复绿']);
    expect(splitMeasures('（1）拆除1.5吨锅炉；（2）接入热网')).toEqual(['拆除1.5吨锅炉', '接入热网']);
    expect(splitMeasures('改造截流闸，闸底抬高 0.6 m；验收')).toEqual(['改造截流闸，闸底抬高 0.6 m；验收']);
    expect(splitMeasures('1.只有一条')).toEqual(['1.只有一条']);
  });
});

describe('DIS-14.3 what a new item cannot be without', () => {
  const route = { ...heating.fields.find(({ key }) => key === 'route')!, required: 'always' as const };
  const running = {
    ...heating.fields.find(({ key }) => key === 'running')!,
    required: 'always' as const,
    source: 'reported' as const,
  };
  const definition = {
    ...heating,
    fields: heating.fields.map((field) =>
      field.key === 'route' ? route : field.key === 'running' ? running : field,
    ),
  };
  const regions = regionBook(places);
  const judge = (headings: readonly string[], line: readonly (string | number | null)[]) => {
    const targets = matchTargets(definition, { assign: true, report: false });
    const columns = headings.map((heading, column) => {
      const target = targets.find(({ name }) => name === heading);
      if (target === undefined) throw new Error(heading);
      return { column, target, unit: null, words: {} };
    });
    const own = { city: '140200', county: '140221' };
    const table = rows([line]);
    const context = {
      ...readContext({ definition, regions, own, columns, rows: table }),
      rights: { assign: true, report: false },
      index: itemIndex(definition, [], new Set(['site'])),
      mends: new Map(),
      seen: new Map(),
      month: '2026-07',
      checked: new Set<never>(),
    };
    const verdict = judgeRow(context, readRow(context, table[0]!), null);
    const causes = causesOf({ definition, regions, checked: context.checked, own }, [verdict]);
    return {
      kind: verdict.kind,
      issues:
        verdict.kind === 'reject'
          ? verdict.issues.map(({ code, target, column }) => [code, target, column])
          : [],
      acts: causes.map(({ acts }) => acts),
    };
  };

  it('is refused where the sheet has no column of it, and where the cell is empty; only leaving the row out mends it', () => {
    expect(judge(['村', '计划户'], ['新村', 30])).toEqual({
      kind: 'reject',
      issues: [['value.needed', 'field:route', null]],
      acts: [['skip']],
    });
    expect(judge(['村', '路径'], ['新村', null])).toEqual({
      kind: 'reject',
      issues: [['value.needed', 'field:route', 1]],
      acts: [['skip']],
    });
  });
  it('is taken once it is there; what is reported later may come later, but not as an empty cell', () => {
    expect(judge(['村', '路径'], ['新村', '气']).kind).toBe('create');
    expect(judge(['村', '路径', '运行户'], ['新村', '气', null]).issues).toEqual([
      ['value.needed', 'field:running', 2],
    ]);
  });
  it('says a cell that cannot be read once', () => {
    expect(judge(['村', '路径'], ['新村', '烧木头']).issues).toEqual([['choice.unknown', 'field:route', 1]]);
  });
  it('a nameless row is told as nameless', () => {
    expect(judge(['村', '路径'], [null, '气']).issues).toEqual([['item.nameless', 'field:site', null]]);
  });
});
