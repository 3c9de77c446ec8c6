import { expect, it } from 'vitest';
import { momentDay, shortMoment } from './days.ts';

it('the day of an instant is Beijing’s, also before eight in the morning', () => {
  expect(momentDay('2026-11-23T23:07:00.000Z')).toBe('11-24');
  expect(momentDay('2026-11-24T07:07:00+08:00')).toBe('11-24');
  expect(momentDay('2026-11-24T15:59:59.000Z')).toBe('11-24');
  expect(momentDay('2026-11-24T16:00:00.000Z')).toBe('11-25');
  expect(shortMoment('2026-11-23T23:07:00.000Z')).toBe('11-24 07:07');
});
