import { describe, expect, it } from 'vitest';
import { coveredMonths, latestWholeMonth } from './periods.ts';

describe('periods of bulletins', () => {
  it('offers the last month that is over', () => {
    expect(latestWholeMonth('2020-06-29')).toBe('2020-05');
    expect(latestWholeMonth('2020-06-30')).toBe('2020-06');
    expect(latestWholeMonth('2020-01-05')).toBe('2019-12');
    expect(latestWholeMonth('2019-12-31')).toBe('2019-12');
  });

  it('knows the months a bulletin stands on', () => {
    expect(coveredMonths('2020-06')).toEqual(['2020-06']);
    expect(coveredMonths('2020-Q2')).toEqual(['2020-04', '2020-05', '2020-06']);
    expect(coveredMonths('2020-H1')).toHaveLength(6);
    expect(coveredMonths('2020-H2')[0]).toBe('2020-07');
    expect(coveredMonths('2020')).toHaveLength(12);
    expect(coveredMonths('2020-YTD-02')).toEqual(['2020-01', '2020-02']);
    expect(coveredMonths('2020-01-01..2020-01-15')).toEqual([]);
  });
});
