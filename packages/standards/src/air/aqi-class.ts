/** A class of the air quality index (空气质量指数级别) with its colours for screen and print. */
export interface AqiClass {
  /** Level 1…6 (一级…六级). */
  readonly level: AqiLevel;
  readonly key: 'excellent' | 'good' | 'light' | 'moderate' | 'heavy' | 'severe';
  /** Largest index of the class; null for the open last class. */
  readonly upTo: number | null;
  readonly rgb: readonly [number, number, number];
  readonly hex: string;
  readonly cmyk: readonly [number, number, number, number];
}

export type AqiLevel = 1 | 2 | 3 | 4 | 5 | 6;

/** AIR-2.11: the six classes, in order: 优 良 轻度污染 中度污染 重度污染 严重污染. */
export const AQI_CLASSES: readonly [AqiClass, AqiClass, AqiClass, AqiClass, AqiClass, AqiClass] = [
  { level: 1, key: 'excellent', upTo: 50, rgb: [0, 228, 0], hex: '#00E400', cmyk: [40, 0, 100, 0] },
  { level: 2, key: 'good', upTo: 100, rgb: [255, 255, 0], hex: '#FFFF00', cmyk: [0, 0, 100, 0] },
  { level: 3, key: 'light', upTo: 150, rgb: [255, 126, 0], hex: '#FF7E00', cmyk: [0, 52, 100, 0] },
  { level: 4, key: 'moderate', upTo: 200, rgb: [255, 0, 0], hex: '#FF0000', cmyk: [0, 100, 100, 0] },
  { level: 5, key: 'heavy', upTo: 300, rgb: [153, 0, 76], hex: '#99004C', cmyk: [10, 100, 40, 30] },
  { level: 6, key: 'severe', upTo: null, rgb: [126, 0, 35], hex: '#7E0023', cmyk: [30, 100, 100, 30] },
];

/** The level of an index (AIR-2.11). */
export function levelOf(aqi: number): AqiLevel {
  return aqi <= 50 ? 1 : aqi <= 100 ? 2 : aqi <= 150 ? 3 : aqi <= 200 ? 4 : aqi <= 300 ? 5 : 6;
}

/** The class of an index (AIR-2.11). */
export function classOf(aqi: number): AqiClass {
  return AQI_CLASSES[levelOf(aqi) - 1]!;
}

/** AIR-3.21: index up to which a day is good (优良天). */
export const GOOD_UP_TO = 100;

/** AIR-3.21: index above which a day is heavily polluted or worse (重度及以上). */
export const HEAVY_ABOVE = 200;
