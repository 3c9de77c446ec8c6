import { dayNumber, hourIndex, MISSING } from '@qingzhang/standards';
import { describe, expect, it } from 'vitest';
import { isWeekend } from '../src/calendar.ts';
import { DEMO_SEED, shanxiProfile, shanxiStations } from '../src/presets/shanxi.ts';
import { Province } from '../src/province.ts';
import { type CityDays, cityDays, correlation, mean, summarize, type Year } from './quick-statistics.ts';

const FIRST = '2024-10-01';
const LAST = '2026-11-30';

describe.each([DEMO_SEED, 7, 2105])('the air of a simulated province, seed %i', (seed) => {
  const province = new Province({ seed, stations: shanxiStations, profile: shanxiProfile });
  const days = new Map<string, CityDays>();
  for (const c of shanxiProfile.cities) days.set(c.code, cityDays(province, c.code, FIRST, LAST));
  const start = dayNumber(FIRST);
  const cut = (d: CityDays, from: string, to: string): CityDays => {
    const a = dayNumber(from) - start;
    const b = dayNumber(to) - start + 1;
    const part = (xs: number[]) => xs.slice(a, b);
    return {
      so2: part(d.so2),
      no2: part(d.no2),
      pm10: part(d.pm10),
      pm25: part(d.pm25),
      co: part(d.co),
      o3: part(d.o3),
      aqi: part(d.aqi),
    };
  };
  const over = (from: string, to: string): Map<string, Year> =>
    new Map([...days].map(([code, d]) => [code, summarize(cut(d, from, to))]));
  const year = over('2025-01-01', '2025-12-31');
  const provinceMean = (of: (y: Year) => number, years = year) => mean([...years.values()].map(of));

  it('has annual figures such as the province has', () => {
    for (const [code, y] of year) {
      const at = `${code} ${JSON.stringify(y)}`;
      expect(y.pm25, at).toBeGreaterThan(28);
      expect(y.pm25, at).toBeLessThan(52);
      expect(y.pm10, at).toBeGreaterThan(55);
      expect(y.pm10, at).toBeLessThan(95);
      expect(y.o3P90, at).toBeGreaterThan(145);
      expect(y.o3P90, at).toBeLessThan(192);
      expect(y.composite, at).toBeGreaterThan(3.9);
      expect(y.composite, at).toBeLessThan(5.8);
      expect(y.goodShare, at).toBeGreaterThan(58);
      expect(y.goodShare, at).toBeLessThan(91);
      expect(y.coP95, at).toBeGreaterThan(1);
      expect(y.coP95, at).toBeLessThan(3);
    }
    expect(provinceMean((y) => y.pm25)).toBeGreaterThan(34);
    expect(provinceMean((y) => y.pm25)).toBeLessThan(44);
    expect(provinceMean((y) => y.o3P90)).toBeGreaterThan(160);
    expect(provinceMean((y) => y.o3P90)).toBeLessThan(182);
    expect(provinceMean((y) => y.composite)).toBeGreaterThan(4.2);
    expect(provinceMean((y) => y.composite)).toBeLessThan(5.2);
    expect(provinceMean((y) => y.goodShare)).toBeGreaterThan(65);
    expect(provinceMean((y) => y.goodShare)).toBeLessThan(80);
  });

  it('has days of every class, and a spread from 大同 to 临汾', () => {
    const classes = [0, 1, 2, 3, 4, 5].map((i) => [...year.values()].reduce((n, y) => n + y.classes[i]!, 0));
    for (const n of classes) expect(n).toBeGreaterThan(0);
    expect(year.get('140200')!.pm25).toBeLessThan(year.get('141000')!.pm25 - 8);
    expect(year.get('140200')!.composite).toBeLessThan(year.get('140100')!.composite - 0.4);
  });

  it('has heating winters with particles, sulphur and CO, and ozone summers', () => {
    const winter = over('2025-12-01', '2026-02-28');
    const summer = over('2026-06-01', '2026-08-31');
    expect(provinceMean((y) => y.pm25, winter) / provinceMean((y) => y.pm25, summer)).toBeGreaterThan(1.8);
    expect(provinceMean((y) => y.so2, winter) / provinceMean((y) => y.so2, summer)).toBeGreaterThan(1.7);
    expect(provinceMean((y) => y.coP95, winter) / provinceMean((y) => y.coP95, summer)).toBeGreaterThan(1.4);
    expect(provinceMean((y) => y.o3P90, summer) / provinceMean((y) => y.o3P90, winter)).toBeGreaterThan(1.8);
  });

  it('improves in most cities from year to year and rebounds in one or a few', () => {
    const before = over('2025-01-01', '2025-11-30');
    const after = over('2026-01-01', '2026-11-30');
    const worse = [...after]
      .filter(([code, y]) => y.composite > before.get(code)!.composite)
      .map(([code]) => code);
    expect(worse.length).toBeGreaterThanOrEqual(1);
    expect(worse.length).toBeLessThanOrEqual(4);
    expect(worse.some((code) => code === '140600' || code === '141100')).toBe(true);
  });

  it('shares its episodes among neighbours, less with distant cities', () => {
    const series = (code: string) => cut(days.get(code)!, '2025-01-01', '2025-12-31').pm25;
    const near = correlation(series('140100'), series('140700'));
    const far = correlation(series('140200'), series('140800'));
    expect(near).toBeGreaterThan(0.8);
    expect(near).toBeLessThan(0.99);
    expect(far).toBeLessThan(near - 0.05);
    expect(far).toBeGreaterThan(0.3);
  });

  it('builds up for days and clears at once: falls are steeper than rises', () => {
    const pm25 = cut(days.get('141000')!, '2025-11-01', '2026-03-31').pm25;
    const steps = pm25.slice(1).map((v, i) => v - pm25[i]!);
    const rises = steps.filter((s) => s > 0);
    const falls = steps.filter((s) => s < 0);
    expect(rises.length).toBeGreaterThan(falls.length * 1.15);
    expect(-mean(falls)).toBeGreaterThan(mean(rises));
  });

  it('breathes with the day and the week: two rush hours of NO2, ozone in the afternoon, quieter weekends', () => {
    const from = hourIndex('2025-01-01', 1);
    const block = province.stationHours('SIM140103', from, from + 365 * 24 - 1);
    const hourly = (column: Int32Array) =>
      Array.from({ length: 24 }, (_, h) => {
        const values: number[] = [];
        for (let i = h; i < column.length; i += 24) if (column[i] !== MISSING) values.push(column[i]!);
        return mean(values);
      });
    const no2 = hourly(block.no2);
    expect(no2[7]).toBeGreaterThan(no2[4]! * 1.1);
    expect(no2[7]).toBeGreaterThan(no2[13]! * 1.3);
    expect(no2[19]).toBeGreaterThan(no2[13]! * 1.3);
    const o3 = hourly(block.o3);
    expect(o3.indexOf(Math.max(...o3))).toBeGreaterThanOrEqual(13);
    expect(o3.indexOf(Math.max(...o3))).toBeLessThanOrEqual(16);
    const days2025 = cut(days.get('140100')!, '2025-01-01', '2025-12-31').no2;
    const day0 = dayNumber('2025-01-01');
    const ends = days2025.filter((_, i) => isWeekend(day0 + i));
    const work = days2025.filter((_, i) => !isWeekend(day0 + i));
    expect(mean(ends)).toBeLessThan(mean(work) * 0.94);
  });

  it('keeps PM2.5 below PM10 nearly always', () => {
    const from = hourIndex('2025-01-01', 1);
    let above = 0;
    let n = 0;
    for (const s of shanxiStations) {
      const block = province.stationHours(s.code, from, from + 365 * 24 - 1);
      for (let i = 0; i < block.length; i++) {
        if (block.pm25[i] === MISSING || block.pm10[i] === MISSING) continue;
        n++;
        if (block.pm25[i]! > block.pm10[i]!) above++;
      }
    }
    expect(above / n).toBeLessThan(0.02);
  });

  it('has one dust event a spring: PM10 beyond 500, the share of PM2.5 falling (AIR-5.3)', () => {
    const events = province.dustEvents(FIRST, LAST);
    expect(events.map((e) => e.id)).toEqual(['SIM-DUST-2025-1', 'SIM-DUST-2026-1']);
    for (const event of events) {
      expect(event.document).toMatch(/^模拟沙尘〔\d{4}〕1号$/);
      expect(event.title).toContain('模拟数据');
      expect(event.cities.length).toBeGreaterThanOrEqual(7);
      for (const city of event.cities) {
        expect(city.from).toBeGreaterThanOrEqual(event.from);
        expect(city.to).toBeLessThanOrEqual(event.to);
        const station = shanxiStations.find((s) => s.cityCode === city.code && !s.control)!;
        const block = province.stationHours(station.code, city.from - 24, city.to + 24);
        const ratio = (from: number, to: number) => {
          const rows = [...block.pm25.keys()]
            .slice(from, to)
            .filter((i) => block.pm25[i]! > 0 && block.pm10[i]! > 0);
          return mean(rows.map((i) => block.pm25[i]! / block.pm10[i]!));
        };
        expect(Math.max(...block.pm10) / 1000).toBeGreaterThan(500);
        expect(ratio(26, 38)).toBeLessThan(ratio(0, 24) * 0.6);
      }
    }
    expect(province.dustEvents('2025-06-01', '2026-02-28')).toEqual([]);
  });
});
