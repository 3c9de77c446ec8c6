/** A list that an office issues: units under one heading, row numbers that are the numbers of the matters, measures in a cell. */
import { describe, expect, it } from 'vitest';
import type { Field } from '../programs/definition.ts';
import { matchColumns } from './match.ts';
import { splitMeasures } from './reading.ts';
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
