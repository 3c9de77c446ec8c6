import { errorStatus } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { hasWords } from './error-words.ts';

describe('words of failures', () => {
  it.each(Object.keys(errorStatus))('%s has words', (code) => {
    expect(hasWords(code)).toBe(true);
  });

  it('knows the local codes, and takes groups and strangers for unknown', () => {
    expect(hasWords('network.unreachable')).toBe(true);
    expect(hasWords('response.unreadable')).toBe(true);
    expect(hasWords('session')).toBe(false);
    expect(hasWords('constructor')).toBe(false);
    expect(hasWords('brand.new')).toBe(false);
  });
});
