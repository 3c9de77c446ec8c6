import { hourIndex, MISSING, POLLUTANTS } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourOfEndLabel } from './calendar.ts';
import { DEMO_SEED, shanxiProfile, shanxiStations } from './presets/shanxi.ts';
import { Province } from './province.ts';
import type { Reading } from './types.ts';

const options = { seed: DEMO_SEED, stations: shanxiStations, profile: shanxiProfile };
/** Changes only with a stated reason: it breaks the continuation of demos that exist. */
const GOLDEN = {
  pm25: [77000, 80000, 83000, 78000, 80000, 78000],
  o3: [15000, 18000, 22000, 20000, 19000, 22000],
  co: [1100, 1200, 1300, 1100, 1200, 1300],
};
const key = (r: Reading) => `${r.station} ${r.hour} ${POLLUTANTS.map((p) => r[p]).join(' ')}`;

describe('a simulated province', () => {
  it('has five or more evaluation stations in each of eleven cities, all named as simulated', () => {
    for (const city of shanxiProfile.cities) {
      const own = shanxiStations.filter((s) => s.cityCode === city.code && !s.control);
      expect(own.length).toBeGreaterThanOrEqual(5);
      expect(own.length).toBeLessThanOrEqual(8);
    }
    expect(shanxiProfile.cities).toHaveLength(11);
    expect(shanxiStations.filter((s) => s.control)).toHaveLength(4);
    for (const s of shanxiStations) {
      expect(s.name).toMatch(/^模拟点位·/);
      expect(s.code).toMatch(/^SIM\d{6}$/);
      expect(s.countyCode?.slice(0, 4)).toBe(s.cityCode.slice(0, 4));
    }
    expect(new Set(shanxiStations.map((s) => s.code)).size).toBe(66);
  });

  it('gives the same value for the same seed in any order, and another for another seed', () => {
    const whole = new Province(options);
    const from = hourOfEndLabel('2025-01-01 01:00');
    const to = hourOfEndLabel('2025-12-31 24:00');
    const blocks = new Map(shanxiStations.map((s) => [s.code, whole.stationHours(s.code, from, to)]));
    const other = new Province(options);
    fc.assert(
      fc.property(
        fc.constantFrom(...shanxiStations),
        fc.integer({ min: from, max: to - 30 }),
        fc.integer({ min: 0, max: 30 }),
        (station, start, length) => {
          const part = other.stationHours(station.code, start, start + length);
          const block = blocks.get(station.code)!;
          for (const p of POLLUTANTS) {
            expect(part[p]).toEqual(block[p].slice(start - from, start - from + length + 1));
          }
        },
      ),
      { numRuns: 200 },
    );
    const another = new Province({ ...options, seed: DEMO_SEED + 1 });
    const differing = another.stationHours('SIM140101', from, to).pm25.filter((v, i) => {
      return v !== blocks.get('SIM140101')!.pm25[i];
    });
    expect(differing.length).toBeGreaterThan(8000);
  });

  it('keeps its values from one version of the program to the next: a running demo goes on', () => {
    const { pm25, o3, co } = new Province(options).stationHours(
      'SIM140101',
      hourIndex('2026-01-01', 1),
      hourIndex('2026-01-01', 6),
    );
    expect({ pm25: [...pm25], o3: [...o3], co: [...co] }).toEqual(GOLDEN);
  });

  it('does not let one station depend on which others are simulated', () => {
    const alone = new Province({ ...options, stations: shanxiStations.slice(20, 21) });
    const code = shanxiStations[20]!.code;
    const from = hourOfEndLabel('2026-03-01 01:00');
    expect(alone.stationHours(code, from, from + 2000)).toEqual(
      new Province(options).stationHours(code, from, from + 2000),
    );
  });

  it('yields hours in order, every station once an hour', () => {
    const rows = [...new Province(options).history('2026-02-27', hourOfEndLabel('2026-03-01 13:00'))];
    const late = shanxiProfile.faults.find((f) => f.kind === 'late')!.station;
    const onTime = rows.filter((r) => r.station !== late);
    expect(onTime).toHaveLength(61 * 65);
    expect(onTime[0]!.time).toBe('2026-02-27 01:00');
    expect(onTime.at(-1)!.time).toBe('2026-03-01 13:00');
    for (let i = 1; i < rows.length; i++) expect(rows[i]!.hour).toBeGreaterThanOrEqual(rows[i - 1]!.hour);
    const block = new Province(options).stationHours(
      'SIM140802',
      hourOfEndLabel('2026-02-27 01:00'),
      rows.at(-1)!.hour,
    );
    const mine = rows.filter((r) => r.station === 'SIM140802');
    for (const p of POLLUTANTS) expect(mine.map((r) => r[p])).toEqual([...block[p]]);
  });

  it('streams on exactly where the history stopped, late hours included', () => {
    const history = (lastHour: number) => [...new Province(options).history('2026-05-01', lastHour)].map(key);
    const live = new Province(options);
    const then = hourOfEndLabel('2026-05-03 07:00');
    const now = hourOfEndLabel('2026-05-05 20:00');
    const arrived = history(then);
    let late = 0;
    for (let hour = then + 1; hour <= now; hour++) {
      for (const reading of live.arrivals(hour)) {
        arrived.push(key(reading));
        if (reading.hour < hour) late++;
      }
    }
    expect(late).toBeGreaterThan(5);
    expect(arrived.sort()).toEqual(history(now).sort());
  });

  it('publishes whole µg/m³ and tenths of CO, never zero or below', () => {
    for (const r of new Province(options).history('2026-01-05', hourOfEndLabel('2026-01-20 24:00'))) {
      for (const p of POLLUTANTS) {
        if (r[p] === MISSING) continue;
        expect(r[p] % (p === 'co' ? 100 : 1000)).toBe(0);
        expect(r[p]).toBeGreaterThan(0);
      }
    }
  });

  it('refuses a station of an unknown city and a repeated code', () => {
    const station = { ...shanxiStations[0]!, cityCode: '999900' };
    expect(() => new Province({ ...options, stations: [station] })).toThrow(RangeError);
    expect(() => new Province({ ...options, stations: [shanxiStations[0]!, shanxiStations[0]!] })).toThrow(
      /twice/,
    );
    expect(() => new Province(options).stationHours('X', 1, 2)).toThrow(/unknown station/);
  });
});

describe('gaps and instruments that misbehave', () => {
  const province = new Province(options);
  const from = hourIndex('2024-10-01', 1);
  const to = hourIndex('2026-11-30', 24);

  it('misses about three values in a hundred, plus outages', () => {
    let missing = 0;
    let all = 0;
    for (const s of shanxiStations) {
      const block = province.stationHours(s.code, from, to);
      for (const p of POLLUTANTS) {
        all += block.length;
        for (const v of block[p]) if (v === MISSING) missing++;
      }
    }
    expect(missing / all).toBeGreaterThan(0.03);
    expect(missing / all).toBeLessThan(0.05);
  });

  it('has a station silent for days', () => {
    const block = province.stationHours('SIM140605', from, to);
    expect(longestRun(block.pm25, (v) => v === MISSING)).toBeGreaterThanOrEqual(130);
    expect(longestRun(province.stationHours('SIM140601', from, to).pm25, (v) => v === MISSING)).toBeLessThan(
      40,
    );
  });

  it('has a stuck analyser that repeats a value for nine hours, and no other station does', () => {
    const runs = (code: string) => {
      const { pm25 } = province.stationHours(code, from, to);
      let run = 1;
      let best = 1;
      for (let i = 1; i < pm25.length; i++) {
        run = pm25[i] === pm25[i - 1] && pm25[i] !== MISSING ? run + 1 : 1;
        best = Math.max(best, run);
      }
      return best;
    };
    expect(runs('SIM140904')).toBeGreaterThanOrEqual(9);
    expect(runs('SIM140903')).toBeLessThan(9);
  });

  it('has a drifting analyser: near right after calibration, a quarter too high before the next', () => {
    const sound = new Province({ ...options, profile: { ...shanxiProfile, faults: [] } });
    const a = province.stationHours('SIM141103', from, to).o3;
    const b = sound.stationHours('SIM141103', from, to).o3;
    const ratios: number[] = [];
    for (let i = 0; i < a.length; i++) if (a[i]! > 60_000 && b[i]! > 60_000) ratios.push(a[i]! / b[i]!);
    expect(Math.min(...ratios)).toBeGreaterThan(0.98);
    expect(Math.max(...ratios)).toBeGreaterThan(1.25);
    expect(Math.max(...ratios)).toBeLessThan(1.33);
  });

  it('sends negative and absurd values only when asked to', () => {
    const raw = new Province({ ...options, withFaults: true });
    const odd = (p: Province, code: string) => {
      let n = 0;
      const block = p.stationHours(code, from, to);
      for (const name of POLLUTANTS)
        for (const v of block[name]) if (v !== MISSING && (v < 0 || v > 4_000_000)) n++;
      return n;
    };
    expect(odd(raw, 'SIM140204')).toBeGreaterThan(50);
    expect(odd(province, 'SIM140204')).toBe(0);
    expect(odd(raw, 'SIM140203')).toBe(0);
  });
});

function longestRun(values: Int32Array, is: (v: number) => boolean): number {
  let run = 0;
  let best = 0;
  for (const v of values) {
    run = is(v) ? run + 1 : 0;
    best = Math.max(best, run);
  }
  return best;
}
