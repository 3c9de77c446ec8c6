import { expect, it } from 'vitest';
import { beijingDay } from './clock.ts';

it('a Beijing day begins at 16:00 UTC', () => {
  expect(beijingDay(new Date('2026-06-14T16:00:00Z'))).toBe('2026-06-15');
  expect(beijingDay(new Date('2026-06-14T15:59:59Z'))).toBe('2026-06-14');
});
