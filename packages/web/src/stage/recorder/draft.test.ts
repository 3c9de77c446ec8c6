import type { RecordLine, StageAgendaItem } from '@qingzhang/contract';
import type { RecorderWords } from '@qingzhang/domain';
import { describe, expect, it } from 'vitest';
import { afterKept, draftOfLine, type LineDraft, newDraft, resolve, type Say } from './draft.ts';
import { keepOnDevice } from './use-outbox.ts';

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

  it.each([
    ['requirement', '九月底前补齐短板', { cities: ['140200'], program: 'clean-heating', speaker: '' }],
    ['comment', '差距还是很大', { cities: ['140200'], program: 'clean-heating', speaker: '' }],
    ['commitment', '保证完成', { cities: ['140200'], program: 'clean-heating', speaker: '大同市局局长' }],
    ['experience', '整村推进', { cities: ['140200'], program: 'clean-heating', speaker: '大同市局局长' }],
    // 传达的话不是对正在发言的市说的。
    ['instruction', '省政府要求压实责任', { cities: [], program: null, speaker: '' }],
  ] as const)('while a city speaks, a line that is a %s says whom it concerns', (kind, text, parts) => {
    const { line, shown } = resolve(draft({ kind, text }), item, words, say);
    expect(line).toMatchObject({ ...parts, agendaItem: 53 });
    expect(shown.cities.from).toBe(parts.cities.length === 0 ? 'none' : 'item');
  });

  it('an instruction concerns who is named in it, in its head or in its field', () => {
    const of = (more: Partial<LineDraft>) =>
      resolve(draft({ kind: 'instruction', ...more }), item, words, say);
    expect(of({ text: '吕梁 阳泉 压实责任' }).line.cities).toEqual(['141100', '140300']);
    expect(of({ text: '压实责任', typed: { cities: 'll和yq' } }).line.cities).toEqual(['141100', '140300']);
    expect(of({ text: '各市要压实责任' }).line.cities).toEqual(['140200', '141100', '140300']);
    // 键入“传达”二字与选了“传达”一样。
    expect(resolve(draft({ text: '传达 压实责任' }), item, words, say)).toMatchObject({
      kind: 'instruction',
      line: { cities: [], program: null, speaker: '' },
    });
  });

  it('a sentence to all cities is to all but those it leaves out', () => {
    const of = (text: string) => resolve(draft({ kind: 'requirement', text }), item, words, say).line.cities;
    expect(of('各市要向阳泉学习')).toEqual(['140200', '141100', '140300']);
    expect(of('除阳泉外，各市都要报方案')).toEqual(['140200', '141100']);
    expect(of('各市的短板在阳泉')).toEqual(['140300']);
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

describe('a line leaves the composer', () => {
  const kept = draft({ key: 'a', text: '大同 加快' });
  const next = newDraft('b', null);
  it('for the next one; what was typed meanwhile begins it', () => {
    expect(afterKept(kept, kept, next)).toBe(next);
    expect(afterKept({ ...kept, text: '大同 加快吕' }, kept, next)).toEqual({ ...next, text: '吕' });
    const other = draft({ key: 'c', text: '另一条' });
    expect(afterKept(other, kept, next)).toBe(other);
  });

  it('only when the device has it: nobody signed in, or no memory, is said', async () => {
    const line = { meeting: 1, key: 'a', revision: null, line: { kind: 'note', text: '大同' } } as const;
    const put: unknown[] = [];
    const store = async (one: unknown) => void put.push(one);
    expect(await keepOnDevice({ ...line, user: undefined }, store)).toBe('nobody');
    expect(put).toEqual([]);
    expect(await keepOnDevice({ ...line, user: 7 }, () => Promise.reject(new Error('QuotaExceeded')))).toBe(
      'device',
    );
    expect(await keepOnDevice({ ...line, user: 7 }, store)).toBe('kept');
    expect(put).toMatchObject([{ user: 7, meeting: 1, key: 'a', state: 'queued', line: { text: '大同' } }]);
  });
});
