import { errorStatus } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { hasWords } from './error-words.ts';
import en from './locale/en.json';
import zh from './locale/zh-CN.json';

const LOCAL = ['network.unreachable', 'response.unreadable'];
const leaves = (tree: object, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : leaves(value, `${prefix}${key}.`),
  );

describe('words of failures', () => {
  // Codes without words of their own here are said in the contract's words, which its types demand for every code.
  it.each(leaves(zh.errors))('%s is a code of the contract or of the page itself', (code) => {
    expect([...Object.keys(errorStatus), ...LOCAL]).toContain(code);
  });

  it('stands in both languages', () => {
    expect(leaves(en.errors).sort()).toEqual(leaves(zh.errors).sort());
  });

  it('knows the local codes, and takes groups and strangers for unknown', () => {
    expect(hasWords('network.unreachable')).toBe(true);
    expect(hasWords('response.unreadable')).toBe(true);
    expect(hasWords('session')).toBe(false);
    expect(hasWords('constructor')).toBe(false);
    expect(hasWords('brand.new')).toBe(false);
  });
});
