import { COLOR } from './look.ts';

const AQI = ['ECECEC', 'A9DFA6', 'F7EA7C', 'F6A04D', 'E2493F', '97336A', '5C1228'] as const;
const WATER = ['ECECEC', 'CFE4F4', 'CFE4F4', 'CDEEDA', 'FFF3B3', 'FFDDB3', 'FBD0D3'] as const;
const SHARE = ['F1F3F5', 'DDE2E6', 'C0C8CF', '939DA6', '5F6A74', '343C44'] as const;
const LAMPS: Readonly<Record<string, string>> = {
  blue: '1F66B3',
  green: '2A7757',
  yellow: 'F2C230',
  red: 'BF2418',
  grey: '6B737B',
};

/** The fill of a tile's class as the screens have it: air and water classes, lamps, shares of grey; null: another word. */
export function classFill(name: string): { fill: string; ink: string } | null {
  const air = /^aqi-?([0-6])f?$/u.exec(name);
  if (air) return { fill: AQI[Number(air[1])]!, ink: Number(air[1]) < 4 ? COLOR.ink : 'FFFFFF' };
  const water = /^w-?([0-6])f?$/u.exec(name);
  if (water) return { fill: WATER[Number(water[1])]!, ink: COLOR.ink };
  const share = /^(?:grey|g)-?(\d+)$/u.exec(name);
  if (share) {
    const n = Math.min(5, Number(share[1]));
    return { fill: SHARE[n]!, ink: n >= 4 ? 'FFFFFF' : COLOR.ink };
  }
  const lamp = LAMPS[name];
  return lamp ? { fill: lamp, ink: name === 'yellow' ? COLOR.ink : 'FFFFFF' } : null;
}
