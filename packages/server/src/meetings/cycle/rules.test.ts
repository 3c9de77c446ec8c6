import { describe, expect, it } from 'vitest';
import { meetingRules, portfoliosOf, withLeaders } from './rules.ts';

const programs = [
  { key: 'inspection', office: '督察办' },
  { key: 'heating', office: '大气处' },
  { key: 'sewage', office: '土壤农村处' },
  { key: 'voc', office: '大气处' },
  { key: 'yellow-river', office: '督察办' },
];

describe('portfolios where none is set follow from the programs (DIS-6.2)', () => {
  it('air first with the programs of its division, then one for each division in the programs’ order', () => {
    expect(
      portfoliosOf(programs).map(({ key, name, air, programs: own }) => ({ key, name, air, own })),
    ).toEqual([
      { key: 'air', name: '大气', air: true, own: ['heating', 'voc'] },
      { key: 'inspection', name: '督察', air: false, own: ['inspection', 'yellow-river'] },
      { key: 'sewage', name: '土壤农村', air: false, own: ['sewage'] },
    ]);
  });

  it('are led by who is in charge of most of their programs, else of everything, else by the post', () => {
    const portfolios = portfoliosOf(programs);
    const air = { id: 1, post: '副厅长（大气）', programs: ['heating'] };
    const all = { id: 2, post: '常务副厅长', programs: ['*'] };
    expect(withLeaders(portfolios, [air, all]).map(({ userId }) => userId)).toEqual([1, 2, 2]);
    expect(withLeaders(portfolios, []).map(({ post, userId }) => [post, userId])).toEqual(
      portfolios.map(() => ['分管副厅长', null]),
    );
  });
});

it('the standard rules are ones that can be set', () => {
  expect(meetingRules.schema.parse(meetingRules.standard)).toEqual(meetingRules.standard);
});
