import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breakTitle,
  chineseNumeral,
  documentNumber,
  headingNumber,
  officialDate,
  splitFormulas,
  titleLines,
} from './words.ts';

describe('DIS-7.4 numbers and dates', () => {
  it('writes heading numbers 一、（一）1.', () => {
    expect([1, 10, 11, 20, 21, 99].map(chineseNumeral)).toEqual([
      '一',
      '十',
      '十一',
      '二十',
      '二十一',
      '九十九',
    ]);
    expect([headingNumber(1, 3), headingNumber(2, 12), headingNumber(3, 4)]).toEqual([
      '三、',
      '（十二）',
      '4.',
    ]);
    expect(() => chineseNumeral(0)).toThrow(RangeError);
    expect(() => chineseNumeral(100)).toThrow(RangeError);
  });

  it('writes dates and document numbers without leading zeros', () => {
    expect(officialDate('2020-07-01')).toBe('2020年7月1日');
    expect(documentNumber('示环发', 2020, 7)).toBe('示环发〔2020〕7号');
    expect(() => officialDate('2020-7-1')).toThrow(RangeError);
  });
});

describe('DIS-7.4 title lines', () => {
  it('breaks between phrases, as evenly as they allow', () => {
    const phrases = ['关于', '2020年上半年', '全省', '环境空气质量状况的', '通报'];
    expect(breakTitle(phrases, 19)).toEqual(['关于2020年上半年全省', '环境空气质量状况的通报']);
    expect(breakTitle(['关于', '短', '通报'])).toEqual(['关于短通报']);
  });

  it('never splits a phrase, never loses one and keeps to the width where the phrases can', () => {
    const phrase = fc.string({ unit: fc.constantFrom('省', '市', '空', '气'), minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(phrase, { minLength: 1, maxLength: 7 }), (phrases) => {
        const lines = breakTitle(phrases, 19);
        expect(lines.join('')).toBe(phrases.join(''));
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(19);
      }),
    );
  });
});

describe('formulas', () => {
  it('lowers the figures of PM2.5, PM10, SO2, NO2 and O3 and nothing else', () => {
    const lowered = (value: string) =>
      splitFormulas(value)
        .filter((part) => part.sub)
        .map((part) => part.text);
    expect(lowered('PM2.5、PM10、SO2、NO2、O3和CO')).toEqual(['2.5', '10', '2', '2', '3']);
    expect(lowered('SO20、PM2.55、FO3、综合指数2.5')).toEqual([]);
    expect(lowered('O3-8h-90')).toEqual(['3']);
  });

  it('keeps every character', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('PM2.5', 'O3', 'SO2', '浓度', ' ', 'x', '1')), (parts) => {
        const value = parts.join('');
        expect(
          splitFormulas(value)
            .map((part) => part.text)
            .join(''),
        ).toBe(value);
      }),
    );
  });
});

describe('titles typed by hand', () => {
  it('break by meaning, into few and even lines, at typed breaks where there are some', () => {
    expect(titleLines('关于2020年上半年全省环境空气质量状况的通报')).toEqual([
      '关于2020年上半年',
      '全省环境空气质量状况的通报',
    ]);
    expect(titleLines('会议纪要')).toEqual(['会议纪要']);
    expect(titleLines('关于清洁取暖\n进展的通报')).toEqual(['关于清洁取暖', '进展的通报']);
    expect(titleLines('')).toEqual(['']);
  });

  it('of any length end soon, lose no character and keep to the width', () => {
    const long = '关于开展全省环境质量及重点工作进展情况调度的通知'.repeat(30);
    const lines = titleLines(long);
    expect(lines.join('')).toBe(long);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(19);
    expect(titleLines('x'.repeat(50)).join('')).toBe('x'.repeat(50));
  });
});
