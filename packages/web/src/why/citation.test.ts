import { describe, expect, it } from 'vitest';
import { explanation } from '../cities/fixtures/account.ts';
import { citation, citedAddress } from './citation.ts';

const words = {
  known: (moment: string) => `known at ${moment}`,
  rules: (ids: string) => `clauses ${ids}`,
  separator: ', ',
};

describe('citation', () => {
  it('says what, how much, known when, by which edition and clauses, and where it stands', () => {
    const text = citation(explanation, 'http://h/cities/141100?why=k', '2020-06-30 14:00', words);
    const [figure, basis, address] = text.split('\n');
    expect(figure).toBe(
      `${explanation.subject} ${explanation.title}: ${explanation.value} ${explanation.unit}`,
    );
    expect(basis).toContain('known at 2020-06-30 14:00');
    expect(basis).toContain('AIR-8.4, AIR-8.1, AIR-1.5');
    expect(address).toBe('http://h/cities/141100?why=k');
  });

  it('leaves out clauses that there are none of', () => {
    expect(citation({ ...explanation, rules: [] }, 'a', 'm', words)).not.toContain('clauses');
  });

  it('fixes the question and the moment in the address, and keeps the rest of the page', () => {
    const url = new URL(
      citedAddress('http://h/cities/141100?year=2020&why=old', 'year:pm25', '2020-06-30T14:00:00+08:00'),
    );
    expect(Object.fromEntries(url.searchParams)).toEqual({
      year: '2020',
      why: 'year:pm25',
      asOf: '2020-06-30T14:00:00+08:00',
    });
  });
});
