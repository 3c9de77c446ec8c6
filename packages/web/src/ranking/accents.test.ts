import { describe, expect, it } from 'vitest';
import { ranking } from '../dev/fixture-ranking.ts';
import { accentsOf } from './accents.ts';

const [half, june] = ranking.columns;

describe('cities that stand out in the slope charts', () => {
  it('are the greatest improvement, the greatest rebound and the worst state', () => {
    expect([...accentsOf(half, undefined)].sort()).toEqual([
      ['140100', 'ink'],
      ['140200', 'worse'],
      ['141000', 'better'],
    ]);
  });

  it('are never more than three, the city asked about among them', () => {
    const accents = accentsOf(half, '141100');
    expect(accents.get('141100')).toBe('ink');
    expect(accents.size).toBe(3);
  });

  it('do not call a city better when all got worse, nor make a tie stand out', () => {
    if (!june) throw new Error('the fixture has two columns');
    const worsened = {
      ...june,
      rows: june.rows.filter(({ cell }) => cell.delta.kind === 'change' && cell.delta.sense === 'worse'),
    };
    expect([...accentsOf(worsened, undefined).values()]).not.toContain('better');
    expect(accentsOf(undefined, '140100').size).toBe(0);
  });
});
