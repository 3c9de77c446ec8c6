import { describe, expect, it } from 'vitest';
import { parseSearch, SharedSearch, stringifySearch } from './search.ts';

describe('state in the URL', () => {
  it('keeps texts as texts: a year is not a number, true is not a boolean', () => {
    expect(parseSearch('?period=2020&sort=true')).toEqual({ period: '2020', sort: 'true' });
  });

  it('comes back as it was written, plus signs and colons included', () => {
    const state = {
      period: '2020-YTD-06',
      at: '2020-06-30T14:00:00+08:00',
      why: 'day|140100|2020-06-30',
      lang: 'en',
    };
    const text = stringifySearch(state);
    expect(text).toContain('at=2020-06-30T14:00:00%2B08:00');
    expect(parseSearch(text)).toEqual(state);
    expect(SharedSearch.parse(parseSearch(text))).toEqual(state);
  });

  it('leaves out what is not set and what does not fit, so that an old link still opens', () => {
    expect(stringifySearch({ period: undefined, at: null, lang: '' })).toBe('');
    expect(SharedSearch.parse({ lang: 'fr', at: 'yesterday', period: '2020-06', other: 'x' })).toEqual({
      lang: undefined,
      at: undefined,
      period: '2020-06',
    });
  });
});
