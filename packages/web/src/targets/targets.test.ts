import { type Region, Target } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { targets } from './fixtures/targets.ts';
import { decimalText, gridOf, monthlyState, pastedMonths } from './grid-model.ts';

const cities = Array.from({ length: 11 }, (_, index): Region => {
  const code = `14${String(index + 1).padStart(2, '0')}00`;
  return {
    code,
    level: 'city',
    name: code,
    shortName: code,
    nameEn: code,
    parent: '140000',
    sort: index,
    tile: null,
  };
});

describe('grid of targets', () => {
  it('keeps protocol order and shows only indicators in use', () => {
    const grid = gridOf(targets, cities, false);
    expect(grid.indicators).toEqual(['pm25', 'goodDayShare']);
    expect(grid.rows.map(({ region }) => region)).toEqual(cities.map(({ code }) => code));
    expect(grid.set).toBe(21);
  });

  it('tells the version in force from the earlier ones', () => {
    const cell = gridOf(targets, cities, false).rows[10]?.cells[0];
    expect(cell?.current).toMatchObject({ value: '37', version: 2 });
    expect(cell?.earlier.map(({ value }) => value)).toEqual(['39']);
  });

  it('names what some cities have and others lack, not what nobody has', () => {
    expect(gridOf(targets, cities, true).gaps).toEqual([{ indicator: 'goodDayShare', regions: ['140500'] }]);
  });

  it('does not lose a target of a region that is not listed', () => {
    const province = Target.parse({ ...targets[0], id: 999, region: '140000' });
    expect(gridOf([...targets, province], cities, false).rows.at(-1)?.region).toBe('140000');
  });
});

describe('what is typed', () => {
  it('forgives full-width digits, spaces and commas, not letters', () => {
    expect(decimalText('３８．５')).toBe('38.5');
    expect(decimalText(' 1,200 ')).toBe('1200');
    expect(decimalText('38。5')).toBe('38.5');
    expect(['', '-3', '38µg', '1.23456', '.5'].map(decimalText)).toEqual([null, null, null, null, null]);
  });

  it('takes twelve pasted cells of a row or a column', () => {
    const row = Array.from({ length: 12 }, (_, index) => String(index));
    expect(pastedMonths(row.join('\t'))).toEqual(row);
    expect(pastedMonths(`${row.join('\r\n')}\r\n`)).toEqual(row);
    expect(pastedMonths('38')).toBeNull();
  });

  it('wants all months or none', () => {
    const twelve = (text: string) => Array.from({ length: 12 }, () => text);
    expect(monthlyState(twelve(''))).toBe('none');
    expect(monthlyState(twelve('30'))).toBe('all');
    expect(monthlyState(['30', ...twelve('').slice(1)])).toBe('partial');
    expect(monthlyState(['x', ...twelve('30').slice(1)])).toBe('invalid');
  });
});
