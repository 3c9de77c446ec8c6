import type { RecordLine, StageAgendaItem } from '@qingzhang/contract';
import type { RecorderWords } from '@qingzhang/domain';
import { describe, expect, it } from 'vitest';
import { draftOfLine, type LineDraft, newDraft, resolve, type Say } from './draft.ts';

const words: RecorderWords = {
  cities: [
    { code: '140200', names: ['大同市', '大同', 'datong', 'dt'] },
    { code: '141100', names: ['吕梁市', '吕梁', 'lvliang', 'll'] },
    { code: '140300', names: ['阳泉市', '阳泉', 'yangquan', 'yq'] },
  ],
  programs: [
    { key: 'clean-heating', names: ['清洁取暖改造', '清洁取暖'], unit: null, measure: null },
    { key: 'vocs', names: ['重点行业vocs治理', 'vocs治理'], unit: null, measure: null },
  ],
  today: '2021-07-24',
};
const say: Say = {
  city: (code) => words.cities.find((one) => one.code === code)?.names[1] ?? code,
  program: (key) => words.programs.find((one) => one.key === key)?.names[1] ?? key,
  measure: (measure) =>
    measure.kind === 'text'
      ? measure.text
      : `${measure.name} ≥${measure.value.toLocaleString('zh')} ${measure.unit}`,
};
const item: StageAgendaItem = {
  ...{ id: 53, parent: 5, kind: 'pledge', title: '表态发言', speaker: '大同市局局长', city: '140200' },
  ...{ program: 'clean-heating', minutes: 4, usedSeconds: 0, startedAt: null, endedAt: null, note: '' },
};
const draft = (more: Partial<LineDraft>): LineDraft => ({ ...newDraft('k', null), ...more });

describe('a line of the record as it is written', () => {
  it('is prefilled by the item that is on: kind, city, program, speaker', () => {
    const { kind, line, shown } = resolve(draft({ text: '保证完成' }), item, words, say);
    expect(kind).toBe('commitment');
    expect(line).toMatchObject({
      cities: ['140200'],
      program: 'clean-heating',
      speaker: '大同市局局长',
      agendaItem: 53,
    });
    expect(shown.cities).toEqual({ text: '大同', from: 'item' });
    expect(shown.deadline.from).toBe('none');
  });

  it('takes the words before the item, and what was typed before the words', () => {
    const said = draft({ kind: 'requirement', text: '吕梁、阳泉 VOCs治理 0831前 整改率≥70%' });
    const read = resolve(said, item, words, say);
    expect(read.line).toMatchObject({
      kind: 'requirement',
      cities: ['141100', '140300'],
      program: 'vocs',
      deadline: '2021-08-31',
      measure: { kind: 'figure', name: '整改率', op: '>=', value: 70, unit: '%' },
    });
    expect(read.shown.cities.from).toBe('words');
    const typed = resolve(
      { ...said, typed: { cities: 'dt', deadline: '9月30日', measure: '' } },
      item,
      words,
      say,
    );
    expect(typed.line).toMatchObject({ cities: ['140200'], deadline: '2021-09-30', measure: null });
  });

  it('finds cities and one deadline in a sentence written without parts', () => {
    const { line } = resolve(
      draft({ kind: 'requirement', text: '吕梁要在9月底前补齐短板' }),
      item,
      words,
      say,
    );
    expect(line.cities).toEqual(['141100']);
    expect(line.deadline).toBe('2021-09-30');
  });

  it('says which field is not understood and guesses nothing', () => {
    const { unread, line } = resolve(
      draft({ text: '好', typed: { deadline: '0931', cities: '某市' } }),
      item,
      words,
      say,
    );
    expect(unread).toEqual(['cities', 'deadline']);
    expect(line).toMatchObject({ deadline: null, cities: [] });
    expect(resolve(draft({ kind: 'commitment', text: '0931前 完成' }), item, words, say).strange).toContain(
      '0931前',
    );
  });

  it('amends a kept line as it stands: the same parts come back, unchanged', () => {
    const line: RecordLine = {
      ...{ id: 1, clientKey: 'k', sort: 10, revision: 3, post: '记录员', at: '2021-07-24T09:36:00+08:00' },
      ...{ missing: [], doubt: null, changes: 0, confirmed: null, tasks: [] },
      ...{ agendaItem: 53, speaker: '大同市局局长', program: 'clean-heating', verb: '加快' },
      kind: 'commitment',
      state: 'kept',
      cities: ['140200'],
      text: '大同 9月30日前安装22.63万户',
      ...{ deadline: '2021-09-30', leadUnit: '', supportingUnits: ['住建局'], ownerPost: '市局局长' },
      measure: { kind: 'figure', name: '安装户数', op: '>=', value: 226320, unit: '户', measure: null },
    };
    const { line: again, unread } = resolve(draftOfLine(line, say), null, words, say);
    expect(unread).toEqual([]);
    for (const name of Object.keys(again) as (keyof typeof again)[])
      expect(again[name], name).toEqual(line[name]);
  });
});
