import type { DayIndex } from './calendar.ts';
import { isWeekend } from './calendar.ts';
import { DUST_FINE_SHARE, type DustStorm, dustAt } from './dust.ts';
import { DIURNAL, OZONE_DAY, seasonOf, WEEKEND } from './emissions.ts';
import type { CityProfile, Profile } from './types.ts';
import { type WeatherStreams, weatherAt } from './weather.ts';

/** Air over a city: 24 rows (labels 1…24) of so2, no2, pm10, pm25, co, o3 in µg/m³ (CO mg/m³), not rounded. */
export type CityDay = Float64Array;

export interface CityContext {
  readonly city: CityProfile;
  /** Number of its own in the hash space. */
  readonly stream: number;
  readonly anchor: DayIndex;
  readonly weather: WeatherStreams;
  readonly heating: Profile['heating'];
}

/** Brings the annual means out at the profile's levels: what stagnation, rain and rounding do to a mean. */
const CALIBRATION = { so2: 0.9, no2: 0.93, pm25: 0.94, coarse: 1, co: 0.97, o3: 1.165 } as const;
const YEAR = 365.25;

/** The 24 hours of a city's day before any station sees them. Pure in (context, day, storms). */
export function cityDay(context: CityContext, day: DayIndex, storms: readonly DustStorm[]): CityDay {
  const { city, stream, weather } = context;
  const season = seasonOf(day, context.heating);
  const years = Math.min(3, Math.max(-3, (day - context.anchor) / YEAR));
  const trend = Math.exp(city.trend * years);
  const ozoneTrend = Math.exp(city.ozoneTrend * years);
  const rest = isWeekend(day);
  const off = (key: keyof typeof WEEKEND) => (rest ? WEEKEND[key] : 1);
  const level = city.level;
  const so2 = level.so2 * trend * season.so2 * off('so2') * CALIBRATION.so2;
  const no2 = level.no2 * trend * season.no2 * off('no2') * CALIBRATION.no2;
  const co = level.co * trend * season.co * off('co') * CALIBRATION.co;
  const fine = level.pm25 * trend * season.pm25 * off('pm25') * CALIBRATION.pm25;
  const coarseLevel = Math.max(5, level.pm10 - 1.12 * level.pm25);
  const coarse = coarseLevel * trend * season.coarse * off('coarse') * CALIBRATION.coarse;
  const ozone = level.o3 * ozoneTrend * season.ozone * off('o3') * CALIBRATION.o3;
  const near = storms.filter((s) => s.from <= day * 24 + 23 && s.to >= day * 24);

  const out = new Float64Array(24 * 6);
  for (let i = 0; i < 24; i++) {
    const hour = day * 24 + i;
    const w = weatherAt(weather, city, stream, hour, season.warmth);
    const trapped = Math.exp(season.trapping * w.stagnation);
    const gas = Math.exp(0.36 * w.stagnation);
    const washed = 1 - 0.45 * w.rain;
    let dust = 0;
    for (const s of near) dust += dustAt(s, city.code, hour);
    const clearing = dust > 60 ? 0.75 : 1;
    const pm25 = fine * DIURNAL.pm25[i]! * trapped * washed * clearing;
    const lifted = Math.exp(0.12 * w.stagnation + 0.22 * w.wind) * (1 - 0.6 * w.rain);
    const at = i * 6;
    out[at] = so2 * DIURNAL.so2[i]! * gas * clearing;
    out[at + 1] = no2 * DIURNAL.no2[i]! * gas * clearing;
    out[at + 2] = 1.12 * pm25 + coarse * DIURNAL.coarse[i]! * lifted + dust;
    out[at + 3] = pm25 + DUST_FINE_SHARE * dust;
    out[at + 4] = co * DIURNAL.co[i]! * Math.exp(0.3 * w.stagnation) * clearing;
    // In stagnant winter air fresh nitric oxide eats the ozone; in summer stagnation comes with sun and makes it.
    const titrated = Math.exp(-0.14 * (1 - season.warmth) * w.stagnation);
    out[at + 5] = ozone * OZONE_DAY[i]! * sunFactor(w.sun) * (1 - 0.3 * w.rain) * titrated;
  }
  return out;
}

/** Clouds cost more ozone than one more hot day adds. */
function sunFactor(sun: number): number {
  return Math.exp((sun < 0 ? 0.3 : 0.16) * sun);
}
