export * from './calendar.ts';
export * from './mess.ts';
export * from './national-csv.ts';
export { streamOf, uniform } from './noise.ts';
export * from './plain-csv.ts';
export * from './presets/shanxi.ts';
export { Province } from './province.ts';
export * from './targets.ts';
export type * from './types.ts';
