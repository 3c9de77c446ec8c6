import type { DeskRow } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { targetOf } from './row-target.ts';

const common = {
  ...{ key: 'k', title: 't', city: '141100', county: null, place: '', due: null, daysLeft: null, lamp: null },
  reason: null,
};
const item = (act: Extract<DeskRow, { kind: 'item' }>['act'], report: boolean | null = null): DeskRow => ({
  ...common,
  ...{
    kind: 'item',
    act,
    item: 7,
    no: 1,
    program: 'sewage',
    programName: { zh: '', en: '' },
    state: 'working',
  },
  returned: report === null ? null : { reason: '缺', post: '市局', at: '2026-06-01T00:00:00Z', report },
  ...{ from: null, second: false },
});

describe('the one button of a row', () => {
  it('opens the exact form', () => {
    expect(targetOf(item('report'))).toBe('/report/7');
    expect(targetOf(item('mend', true))).toBe('/report/7');
    expect(targetOf(item('mend', false))).toBe('/items/7#evidence');
    expect(targetOf(item('accept'))).toBe('/items/7#judge');
    expect(targetOf(item('decideExtension'))).toBe('/items/7#acts');
  });

  it('opens the list of a program, or the only form that is left of it', () => {
    const reports = {
      ...common,
      ...{ kind: 'reports' as const, program: 'sewage', programName: { zh: '', en: '' }, counter: '村' },
      ...{ month: '2026-05', left: 36, all: 40, only: null },
    };
    expect(targetOf(reports)).toBe('/report?program=sewage');
    expect(targetOf({ ...reports, left: 1, only: { item: 9, revision: 1, last: '' } })).toBe('/report/9');
  });

  it('opens the page on which a meeting’s step is done', () => {
    const step = { kind: 'meeting' as const, meeting: 3, step: 'cards' as const, link: '/meetings/3/papers' };
    expect(targetOf({ ...common, ...step })).toBe('/meetings/3/papers');
  });

  it('opens a task with the form of its act, and of its rung; a page of its own as it is', () => {
    const task = (rung: 'chase' | null): DeskRow => ({
      ...common,
      ...{
        kind: 'task',
        task: 5,
        action: { act: rung === null ? 'close' : 'notice', rung, by: null, why: '' },
      },
    });
    expect(targetOf(task(null))).toBe('/tasks/5?act=close');
    expect(targetOf(task('chase'))).toBe('/tasks/5?act=notice&rung=chase');
    expect(targetOf({ ...common, kind: 'page', act: 'chair', link: '/meetings/3/chair' })).toBe(
      '/meetings/3/chair',
    );
  });
});
