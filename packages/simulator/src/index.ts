export * from './calendar.ts';
export * from './presets/shanxi.ts';
export { Province, type ProvinceOptions, simulateProvince } from './province.ts';
export type * from './types.ts';
