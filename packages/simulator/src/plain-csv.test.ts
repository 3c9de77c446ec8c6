import { MISSING } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourOfEndLabel } from './calendar.ts';
import { formatMilli, toCsv } from './plain-csv.ts';
import { shanxiProfile, shanxiStations } from './presets/shanxi.ts';
import { Province } from './province.ts';

describe('our own plain CSV', () => {
  it.each([
    [0, '0'],
    [1000, '1'],
    [1500, '1.5'],
    [900, '0.9'],
    [12_345, '12.345'],
    [10, '0.01'],
    [-3000, '-3'],
    [-500, '-0.5'],
    [4_985_000, '4985'],
    [MISSING, ''],
  ])('writes %i thousandths as %j', (milli, text) => {
    expect(formatMilli(milli)).toBe(text);
  });

  it('writes every value so that it reads back the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 2_000_000_000 }), (v) => {
        expect(Math.round(Number(formatMilli(v)) * 1000)).toBe(v);
      }),
    );
  });

  it('labels the END of the hour and writes 24:00 as the next day 00:00 (AIR-3.1)', () => {
    const rows = new Province({
      seed: 3,
      stations: shanxiStations.slice(0, 2),
      profile: { ...shanxiProfile, missingShare: 0 },
    }).history('2020-06-15', hourOfEndLabel('2020-06-15 24:00'));
    const lines = [...toCsv(rows)].join('').split('\n');
    expect(lines[0]).toBe('time,station,so2,no2,pm10,pm25,co,o3');
    expect(lines[1]).toMatch(/^2020-06-15 01:00,SIM140101,\d+,\d+,\d+,\d+,\d+(\.\d)?,\d+$/);
    expect(lines[48]).toMatch(/^2020-06-16 00:00,SIM140102,/);
    expect(lines.slice(49)).toEqual(['']);
  });

  it('comes in pieces that end at line ends', () => {
    const rows = new Province({
      seed: 3,
      stations: shanxiStations,
      profile: shanxiProfile,
    }).history('2025-06-15', hourOfEndLabel('2025-06-20 24:00'));
    const pieces = [...toCsv(rows)];
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.endsWith('\n')).toBe(true);
    expect(pieces.join('').trimEnd().split('\n').length).toBeGreaterThan(6 * 24 * 65);
  });
});
