import { expect, it } from 'vitest';
import { phrasesOf, phrasesText, wordsOf } from './lists.ts';

it('phrases are read as they are written, with any arrow; what is no pair is said', () => {
  const phrases = [
    { wrong: '省委省政府', right: '省委、省政府' },
    { wrong: '攻艰战', right: '攻坚战' },
  ];
  expect(phrasesOf(phrasesText(phrases))).toEqual({ phrases, bad: [] });
  expect(phrasesOf('甲->乙\n\n 丙 => 丁 ')).toEqual({
    phrases: [
      { wrong: '甲', right: '乙' },
      { wrong: '丙', right: '丁' },
    ],
    bad: [],
  });
  expect(phrasesOf('甲\n乙→\n甲→乙→丙').bad).toEqual(['甲', '乙→', '甲→乙→丙']);
});

it('words, one a line or between marks, each once', () => {
  expect(wordsOf('内部\n暗查、内部，涉密\n')).toEqual(['内部', '暗查', '涉密']);
});
