import { expect, it } from 'vitest';
import { searchQuery, searchTerms } from './terms.ts';

it('takes Chinese apart in pairs, keeps words, adds initials of pinyin', () => {
  const terms = searchTerms(['县城污水 VOCs-12', null]);
  for (const term of ['县城', '城污', '污水', '水', 'vocs', '12', 'voc', '~xc', '~xcw', '~cws'])
    expect(terms).toContain(term);
  expect(terms).not.toContain('县城污');
  expect(new Set(terms).size).toBe(terms.length);
});

it('a query asks for what its texts have', () => {
  expect(searchQuery('污水管 XCWS')).toEqual({ must: ['污水', '水管'], letters: ['xcws'] });
  expect(searchQuery('污')).toEqual({ must: ['污'], letters: [] });
  expect(searchQuery(' ，。')).toBeNull();
  const terms = searchTerms(['污水管网']);
  expect(searchQuery('污水管网')?.must.every((piece) => terms.includes(piece))).toBe(true);
});
