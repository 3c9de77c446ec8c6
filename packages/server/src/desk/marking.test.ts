import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf, marked, wordsOf } from './marking.ts';

describe('marking what was looked for', () => {
  it('marks every place of every word; the longer word wins where two overlap', () => {
    expect(marked('两高项目与两高沿线', wordsOf('两高 两高沿线'))).toEqual([
      { text: '两高', hit: true },
      { text: '项目与', hit: false },
      { text: '两高沿线', hit: true },
    ]);
    expect(marked('溢流口 K612', wordsOf('k612'))).toEqual([
      { text: '溢流口 ', hit: false },
      { text: 'K612', hit: true },
    ]);
  });

  it('loses nothing of a text, whatever is looked for', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (text, words) => {
        expect(
          marked(text, wordsOf(words.join(' ')))
            .map((one) => one.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('cuts an excerpt around the hit, and finds none where there is none', () => {
    const long = `${'前'.repeat(30)}截流闸${'后'.repeat(60)}`;
    const excerpt = excerptOf([null, '别处', long], ['截流闸']);
    expect(excerpt?.map(({ text }) => text).join('')).toMatch(/^…前{14}截流闸后+…$/);
    expect(excerpt?.filter(({ hit }) => hit)).toEqual([{ text: '截流闸', hit: true }]);
    expect(excerptOf(['别处'], ['截流闸'])).toBeNull();
  });
});
