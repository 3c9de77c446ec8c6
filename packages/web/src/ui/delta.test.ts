import { describe, expect, it } from 'vitest';
import { arrowOf, magnitudeOf } from './delta.ts';

describe('delta', () => {
  it('points down for a fall, up for a rise, and nowhere when nothing changed as published', () => {
    expect(arrowOf('-11.3')).toBe('↓');
    expect(arrowOf('−0.1')).toBe('↓');
    expect(arrowOf('+0.6')).toBe('↑');
    expect(arrowOf('24')).toBe('↑');
    expect([arrowOf('0'), arrowOf('0.0'), arrowOf('-0.0'), arrowOf('+0.00')]).toEqual(['', '', '', '']);
  });

  it('keeps every digit of the figure', () => {
    expect(magnitudeOf('-0.063')).toBe('0.063');
    expect(magnitudeOf('+10.0')).toBe('10.0');
  });
});
