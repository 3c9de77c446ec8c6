import { MISSING } from '@qingzhang/standards';
import { describe, expect, it } from 'vitest';
import { hourOfEndLabel } from './calendar.ts';
import { cityReadings, toNationalByCity, toNationalByType } from './national-csv.ts';
import { shanxiProfile, shanxiStations } from './presets/shanxi.ts';
import { Province } from './province.ts';
import type { Reading } from './types.ts';

const first = hourOfEndLabel('2020-01-15 01:00');
const series = (station: string, o3: readonly number[]): Reading[] =>
  o3.map((v, i) => ({
    station,
    cityCode: '140100',
    hour: first + i,
    time: '',
    so2: 10_000,
    no2: 20_000,
    pm10: 80_000,
    pm25: (30 + i) * 1000,
    co: 900,
    o3: v === MISSING ? MISSING : v * 1000,
  }));
/** EX-13 of the reference. */
const DAY = [
  58, 55, 50, 46, 41, 38, 36, 40, 52, 70, 95, 121, 146, 165, 178, 186, 190, 187, 176, 160, 138, 112, 90, 74,
];

describe('national layout, one row per place', () => {
  const lines = [...toNationalByCity(series('太原', DAY), { aqi: () => 77 })].join('').split('\n');
  const cells = (line: number) => lines[line]!.split(',');

  it('begins with a mark and the published header', () => {
    expect(lines[0]).toBe(
      '\uFEFFdate,hour,城市,AQI,PM2.5,PM2.5_24h,PM10,PM10_24h,SO2,SO2_24h,NO2,NO2_24h,O3,O3_24h,O3_8h,O3_8h_24h,CO,CO_24h',
    );
  });

  it('puts the last hour of a day under the next date, hour 0 (AIR-3.2)', () => {
    expect(cells(1).slice(0, 3)).toEqual(['20200115', '1', '太原']);
    expect(cells(24).slice(0, 3)).toEqual(['20200116', '0', '太原']);
  });

  it('shows sliding means as the publisher does: EX-13 has its 8-hour maximum 174', () => {
    expect(cells(24)[5]).toBe('42');
    expect(cells(5)[14]).toBe('');
    expect(cells(20)[14]).toBe('174');
    expect(cells(24)[15]).toBe('174');
    expect(cells(24)[13]).toBe('190');
    expect(cells(24)[3]).toBe('77');
    expect(cells(24)[16]).toBe('0.9');
  });
});

describe('national layout, one row per type', () => {
  it('has fifteen lines an hour and a column per place, empty where nothing was measured', () => {
    const a = series('A', [50, MISSING]);
    const b = series('B', [60]);
    const rows = [a[0]!, b[0]!, a[1]!];
    const lines = [...toNationalByType(rows, ['A', 'B'], { bom: false })].join('').trimEnd().split('\n');
    expect(lines[0]).toBe('date,hour,type,A,B');
    expect(lines).toHaveLength(31);
    expect(lines).toContain('20200115,1,O3,50,60');
    expect(lines).toContain('20200115,2,O3,,');
    expect(lines).toContain('20200115,2,PM2.5,31,');
    expect(lines).toContain('20200115,1,AQI,,');
  });
});

describe('city-hour series', () => {
  it('is the mean of the evaluation stations, without control sites (AIR-3.8)', () => {
    const rows = [
      ...new Province({
        seed: 4,
        stations: shanxiStations,
        profile: { ...shanxiProfile, missingShare: 0 },
      }).history('2025-02-03', hourOfEndLabel('2025-02-03 05:00')),
    ];
    const cities = [...cityReadings(rows, shanxiStations, (code) => `C${code}`)];
    expect(cities).toHaveLength(55);
    const datong = cities.find((r) => r.station === 'C140200' && r.time === '2025-02-03 03:00')!;
    const own = rows.filter(
      (r) => r.cityCode === '140200' && r.time === '2025-02-03 03:00' && r.station !== 'SIM140207',
    );
    expect(own).toHaveLength(6);
    const sum = own.reduce((s, r) => s + r.no2, 0);
    expect(datong.no2).toBe(Math.round(sum / 6 / 1000) * 1000);
  });

  it('is missing with fewer than three quarters of the stations', () => {
    const stations = shanxiStations.filter((s) => s.cityCode === '140300');
    const at = (n: number) =>
      stations.map((s, i) => ({ ...series(s.code, [i < n ? 50 : MISSING])[0]!, cityCode: '140300' }));
    expect([...cityReadings(at(4), stations, String)][0]!.o3).toBe(50_000);
    expect([...cityReadings(at(3), stations, String)][0]!.o3).toBe(MISSING);
  });
});
