export * from './air/pollutants.ts';
export * from './numbers/exact.ts';
