import type { PollutantName } from '@qingzhang/contract';
import type { z } from 'zod';

/** Pollutants as they are written in every language. */
export const pollutantNames: Readonly<Record<z.infer<typeof PollutantName>, string>> = {
  pm25: 'PM2.5',
  pm10: 'PM10',
  so2: 'SO₂',
  no2: 'NO₂',
  co: 'CO',
  o3: 'O₃',
};
