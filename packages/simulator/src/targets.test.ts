import { describe, expect, it } from 'vitest';
import { cityDays, summarize } from '../test/quick-statistics.ts';
import { DEMO_SEED, shanxiProfile, shanxiStations } from './presets/shanxi.ts';
import { Province } from './province.ts';
import { demoTargets } from './targets.ts';

const targets = demoTargets(shanxiProfile, 2026);

describe('targets of the demo', () => {
  it('cover every city, indicator and both years, and say that they are simulated', () => {
    expect(targets).toHaveLength(2 * 11 * 5);
    for (const t of targets) {
      expect(t.document).toContain(`模拟〔${t.year}〕1号`);
      expect(t.document).toContain('模拟数据');
      expect(t.value).toMatch(/^\d{1,6}(\.\d{1,4})?$/);
    }
    expect(new Set(targets.map((t) => t.year))).toEqual(new Set([2025, 2026]));
  });

  it('are met with room by some cities, just met or missed by others, and hopeless for a few', () => {
    const province = new Province({ seed: DEMO_SEED, stations: shanxiStations, profile: shanxiProfile });
    const gaps: number[] = [];
    let heavyBroken = 0;
    let heavyKept = 0;
    for (const city of shanxiProfile.cities) {
      const year = summarize(cityDays(province, city.code, '2026-01-01', '2026-11-22'));
      const value = (indicator: string) =>
        Number(
          targets.find((t) => t.year === 2026 && t.region === city.code && t.indicator === indicator)!.value,
        );
      gaps.push((year.pm25 * 326) / (value('pm25') * 365));
      if (year.heavyDays > value('heavyDays')) heavyBroken++;
      else heavyKept++;
    }
    // Share of the year's PM2.5 budget spent on 22 November, 89 % of the year gone: over 1 cannot be mended.
    expect(gaps.some((g) => g < 0.87)).toBe(true);
    expect(gaps.some((g) => g > 0.87 && g < 0.93)).toBe(true);
    expect(gaps.some((g) => g > 0.93)).toBe(true);
    expect(heavyBroken).toBeGreaterThan(0);
    expect(heavyKept).toBeGreaterThan(2);
  });
});
