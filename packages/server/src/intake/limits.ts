import type { PerPollutant } from '@qingzhang/standards';
import { z } from 'zod';
import { settingType } from '../platform/settings/settings.ts';

const limit = z.number().positive().max(1_000_000);

/**
 * 物理上限: hourly values above these cannot be air. µg/m³, CO mg/m³. The defaults lie above anything measured in
 * Chinese cities but below what failing instruments send: dust storms have passed 9 700 µg/m³ of PM10, while 9 985 is
 * the top of the scale that a stuck instrument shows.
 */
export const physicalLimits = settingType<PerPollutant<number>>({
  key: 'intake.physicalLimits',
  schema: z.object({ so2: limit, no2: limit, pm10: limit, pm25: limit, co: limit, o3: limit }),
  standard: { so2: 3000, no2: 2000, pm10: 9900, pm25: 3000, co: 100, o3: 1200 },
});

/** The limits in thousandths, as readings are kept. */
export function limitsInMilli(limits: PerPollutant<number>): PerPollutant<number> {
  const { so2, no2, pm10, pm25, co, o3 } = limits;
  return {
    so2: so2 * 1000,
    no2: no2 * 1000,
    pm10: pm10 * 1000,
    pm25: pm25 * 1000,
    co: co * 1000,
    o3: o3 * 1000,
  };
}
