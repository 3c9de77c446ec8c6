import type { ProgramTile } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { halfYearFacts } from '../../bulletins/compose/testing/half-year-facts.ts';
import { cleanHeating } from '../../programs/presets/clean-heating.ts';
import { type QuestionFacts, questionsFor } from './questions.ts';

const tile: ProgramTile = {
  region: '140200',
  plan: 246_000,
  unit: '户',
  lamp: 'red',
  reason: '差 18.4 点',
  gap: 18.4,
  planned: 35,
  done: 40_800,
  companionDone: 12_100,
  deadline: null,
  path: [],
  series: [],
  progress: 16.6,
  companion: 4.9,
  pace: { need: 1832, actual: 697, month: '2021-06', unit: '户', per: 'day' },
  items: 12,
  openItems: 3,
  todo: 3,
  overdue: 2,
  unreported: 0,
  missingSince: null,
  alarms: [],
  applicable: true,
  rank: null,
};
const facts: QuestionFacts = {
  kind: 'pledge',
  work: { definition: cleanHeating(2021) },
  tile,
  place: null,
  targets: [],
  promises: [],
};
const ask = (patch: Partial<QuestionFacts>) => questionsFor({ ...facts, ...patch }, 'zh');

describe('可以问 DIS-6.4', () => {
  it('the pace first, then what stands idle: two, with their figures', () => {
    const [pace, idle, ...rest] = ask({});
    expect(pace).toBe('7月起每天要 1,832 户，6月只有 697 户。人和设备从哪里来？');
    expect(idle).toMatch(/4\.08 万户.*1\.21 万户.*2\.87 万户.*卡在哪一步？$/u);
    expect(rest).toEqual([]);
  });

  it('who goes fast enough and runs what is built is asked about the broken promise, then what is late', () => {
    const promise = {
      city: '140200',
      program: null,
      promised: '6月底 8.61 万户',
      result: '4.08万户',
      verdict: 'broken',
      from: '',
    } as const;
    const quick = { ...tile, pace: null, gap: null, companionDone: null };
    expect(ask({ tile: quick, promises: [promise] })).toEqual([
      '上次承诺“6月底 8.61 万户”，结果4.08万户。差在哪里，谁来补上？',
      '逾期 2 件，最早的一件为什么还没有办结？',
    ]);
    expect(ask({ tile: { ...quick, overdue: 0 }, promises: [{ ...promise, verdict: 'kept' }] })).toEqual([]);
  });

  it('on air: the account, then the rebound with what weighs most', () => {
    const { main, targets } = halfYearFacts();
    const place = main.cities.find(({ indicators }) => (indicators.index.change?.value ?? 0) > 0) ?? null;
    const own = targets.filter(({ state }) => state === 'overdrawn').slice(0, 1);
    const questions = ask({ work: null, tile: null, place, targets: own });
    expect(questions).toHaveLength(2);
    expect(questions[0]).toContain(own[0]?.allowance?.text);
    expect(questions[1]).toMatch(/^综合指数同比变差 [\d.]+%，占比最大的是/u);
  });

  it('good ones are asked what others can take up, in both languages', () => {
    expect(ask({ kind: 'experience' })[0]).toBe('做到 16.6%，最管用的是哪一条，能不能在全省推广？');
    for (const question of questionsFor({ ...facts, kind: 'experience' }, 'en'))
      expect(question).not.toMatch(/\p{Script=Han}/u);
  });
});
