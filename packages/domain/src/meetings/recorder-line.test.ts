import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LineMeasure } from './record.ts';
import { pinyinInitials, type ReadLine, type RecorderWords, readRecorderLine } from './recorder-line.ts';
import { readAmount, readDay, readPace } from './recorder-words.ts';

const TODAY = '2021-07-24';
const words: RecorderWords = {
  cities: [
    { code: '140100', names: ['太原市', '太原', 'taiyuan', 'ty'] },
    { code: '140200', names: ['大同市', '大同', 'datong', 'dt'] },
    { code: '140900', names: ['忻州市', '忻州', 'xinzhou', 'xz'] },
    { code: '141100', names: ['吕梁市', '吕梁', 'lvliang', 'll'] },
    { code: '140300', names: ['阳泉市', '阳泉', 'yangquan', 'yq'] },
  ],
  programs: [
    {
      key: 'clean-heating',
      names: ['清洁取暖改造', '清洁取暖', 'qjqn'],
      unit: '户',
      measure: { key: 'installed', name: '安装户数' },
    },
    {
      key: 'vocs',
      names: ['重点行业vocs治理', 'vocs治理', 'vocs'],
      unit: '个',
      measure: { key: 'fixed', name: '整改' },
    },
  ],
  today: TODAY,
};
const read = (typed: string): ReadLine => readRecorderLine(typed, words);

describe('a day as a recorder types it', () => {
  it.each([
    ['0930', '2021-09-30'],
    ['0930前', '2021-09-30'],
    ['9月30日', '2021-09-30'],
    ['9月30日前', '2021-09-30'],
    ['9.30', '2021-09-30'],
    ['9/30前', '2021-09-30'],
    ['20210930', '2021-09-30'],
    ['2021-09-30', '2021-09-30'],
    ['2022年3月1日', '2022-03-01'],
    ['月底', '2021-07-31'],
    ['月底前', '2021-07-31'],
    ['本月底', '2021-07-31'],
    ['8月底', '2021-08-31'],
    ['8月上旬', '2021-08-10'],
    ['8月中旬前', '2021-08-20'],
    ['8月下旬', '2021-08-31'],
    ['下月底', '2021-08-31'],
    ['年底前', '2021-12-31'],
    ['30日前', '2021-07-30'],
    ['5日前', '2021-08-05'],
    // 已过的月日是明年的。
    ['0331', '2022-03-31'],
    ['6月底', '2022-06-30'],
    ['0229', null],
    ['0931', null],
    ['1900', null],
    ['大同', null],
    ['22.63万户', null],
  ])('%s → %s', (typed, day) => {
    expect(readDay(typed, TODAY)).toBe(day);
  });
});

describe('an amount as a recorder types it', () => {
  it.each<[string, string | null, ReturnType<typeof readAmount>]>([
    ['22.63万户', '户', { name: '', op: '>=', value: 226300, unit: '户' }],
    ['22.63万户', '万户', { name: '', op: '>=', value: 22.63, unit: '万户' }],
    ['≥226320户', '户', { name: '', op: '>=', value: 226320, unit: '户' }],
    ['安装户数不少于226320户', '户', { name: '安装户数', op: '>=', value: 226320, unit: '户' }],
    ['整改率≥70%', null, { name: '整改率', op: '>=', value: 70, unit: '%' }],
    ['整改率70%以上', null, { name: '整改率', op: '>=', value: 70, unit: '%' }],
    ['5件以内', null, { name: '', op: '<=', value: 5, unit: '件' }],
    ['≤35μg/m³', null, { name: '', op: '<=', value: 35, unit: 'μg/m³' }],
    ['报警0户', null, { name: '报警', op: '<=', value: 0, unit: '户' }],
    ['5000万元', null, { name: '', op: '>=', value: 5000, unit: '万元' }],
    ['1.2亿元', null, { name: '', op: '>=', value: 1.2, unit: '亿元' }],
    ['1.2万', '户', { name: '', op: '>=', value: 12000, unit: '' }],
    ['=3个', null, { name: '', op: '=', value: 3, unit: '个' }],
    ['没有数', null, null],
    ['7月25日起', null, null],
  ])('%s in %s', (typed, own, amount) => {
    expect(readAmount(typed, own)).toEqual(amount);
  });
});

describe('a pace in a text', () => {
  it.each<[string, ReturnType<typeof readPace>]>([
    [
      '9月30日前安装 22.63 万户，7月25日起每天不少于 1,900 户',
      { value: 1900, per: 'day', from: '2021-07-25', unit: '户' },
    ],
    ['每周销号30个', { value: 30, per: 'week', from: null, unit: '个' }],
    ['0801起每月≥1.2万户', { value: 12000, per: 'month', from: '2021-08-01', unit: '户' }],
    ['每天开一次会', null],
    ['每天', null],
  ])('%s', (text, pace) => {
    expect(readPace(text, TODAY)).toEqual(pace);
  });
});

describe('一行记一条', () => {
  const installed = (value: number): LineMeasure => ({
    kind: 'figure',
    name: '安装户数',
    op: '>=',
    value,
    unit: '户',
    measure: 'installed',
  });

  it.each<[string, Partial<ReadLine['line']>]>([
    [
      '承诺 大同 清洁取暖 0930前 22.63万户 7月25日起每天不少于1900户',
      {
        kind: 'commitment',
        cities: ['140200'],
        program: 'clean-heating',
        deadline: '2021-09-30',
        measure: installed(226300),
        text: '9月30日前22.63万户，7月25日起每天不少于1900户',
      },
    ],
    [
      '2 dt qjqn 0930 226320',
      {
        kind: 'commitment',
        cities: ['140200'],
        program: 'clean-heating',
        deadline: '2021-09-30',
        measure: installed(226320),
      },
    ],
    [
      '3 吕梁、阳泉、忻州 VOCs 8月底 整改率≥70% 十环节问题清单全部复核',
      {
        kind: 'requirement',
        // 按礼宾次序，不按输入次序。
        cities: ['140900', '141100', '140300'],
        program: 'vocs',
        deadline: '2021-08-31',
        measure: { kind: 'figure', name: '整改率', op: '>=', value: 70, unit: '%', measure: null },
        text: '8月底整改率≥70%，十环节问题清单全部复核',
      },
    ],
    [
      '要求 大同 清洁取暖 两村先恢复旧炉，通电运行后再拆 责任:市局局长 衡量:先立后破报警0户 时限:0810',
      {
        kind: 'requirement',
        text: '两村先恢复旧炉，通电运行后再拆',
        ownerPost: '市局局长',
        deadline: '2021-08-10',
        measure: {
          kind: 'figure',
          name: '先立后破报警',
          op: '<=',
          value: 0,
          unit: '户',
          measure: 'installed',
        },
      },
    ],
    [
      '1 阳泉 清洁取暖 安装52.4%，其中已运行40.1%，做法在全省推广',
      {
        kind: 'comment',
        cities: ['140300'],
        measure: null,
        text: '安装52.4%，其中已运行40.1%，做法在全省推广',
      },
    ],
    [
      '要求 各市 牵头 大气处 配合 住建厅、能源局 责任 市局局长 年底前 衡量:台账全部销号',
      {
        cities: ['140100', '140200', '140900', '141100', '140300'],
        leadUnit: '大气处',
        supportingUnits: ['住建厅', '能源局'],
        ownerPost: '市局局长',
        deadline: '2021-12-31',
        measure: { kind: 'text', text: '台账全部销号' },
      },
    ],
    [
      '加快 大同 清洁取暖 改造',
      { kind: 'comment', verb: '加快', cities: ['140200'], program: 'clean-heating', text: '改造' },
    ],
    ['传达 大同的经验要推广', { kind: 'instruction', cities: [], text: '大同的经验要推广' }],
    ['', { kind: 'comment', text: '', cities: [] }],
    ['３ 大同 清洁取暖 ０９３０前', { kind: 'requirement', cities: ['140200'], deadline: '2021-09-30' }],
  ])('%s', (typed, line) => {
    expect(read(typed).line).toMatchObject(line);
  });

  const five = words.cities.map(({ code }) => code);
  it.each<[string, readonly string[], string]>([
    ['要求 大同 忻州 立即整改', ['140200', '140900'], '立即整改'],
    ['要求 dt xz，ll 立即整改', ['140200', '140900', '141100'], '立即整改'],
    ['要求 大同，忻州；阳泉/吕梁 立即整改', ['140200', '140900', '141100', '140300'], '立即整改'],
    ['要求 大同市和忻州市 立即整改', ['140200', '140900'], '立即整改'],
    ['要求 大同 与 忻州及吕梁 立即整改', ['140200', '140900', '141100'], '立即整改'],
    ['要求 大同忻州以及吕梁：立即整改', ['140200', '140900', '141100'], '立即整改'],
    ['要求 大同、忻州： 立即整改', ['140200', '140900'], '立即整改'],
    ['要求 大同 、 和 忻州 ， 立即整改', ['140200', '140900'], '立即整改'],
    ['要求 各市 立即整改', five, '立即整改'],
    ['要求 全省各市 立即整改', five, '立即整改'],
    ['要求 5市 立即整改', five, '立即整改'],
    ['要求 五个市 立即整改', five, '立即整改'],
    ['要求 各设区市：立即整改', five, '立即整改'],
    // 句中的市名是话里的字，不是对象。
    ['要求 大同 忻州 要向吕梁学习', ['140200', '140900'], '要向吕梁学习'],
    ['要求 大同 和周边地区 联防联控', ['140200'], '和周边地区联防联控'],
    ['要求 清洁取暖 大同 加强调度 忻州 跟上', ['140200'], '加强调度忻州跟上'],
    ['要求 大同 清洁取暖 忻州做法 推广', ['140200'], '忻州做法推广'],
    ['要求 和忻州一道 立即整改', [], '和忻州一道立即整改'],
    ['要求 大同的做法 忻州 要学', [], '大同的做法忻州要学'],
  ])('%s: every city that is named, and no more', (typed, cities, text) => {
    expect(read(typed).line).toMatchObject({ cities, text, measure: null });
  });

  it('a number of cities that is not all of them names nobody, and is no amount', () => {
    const { line, unread } = read('要求 四个市 立即整改');
    expect(line).toMatchObject({ cities: [], measure: null, text: '四个市立即整改' });
    expect(unread).toEqual(['四个市']);
    expect(read('要求 4市 立即整改')).toMatchObject({ unread: ['4市'], line: { cities: [], measure: null } });
  });

  it('reads any cities with anything usual between them, and leaves the sentence whole', () => {
    const marks = [
      ' ',
      '、',
      '，',
      ',',
      '；',
      ';',
      '/',
      '和',
      '与',
      '及',
      ' 和 ',
      '， ',
      ' 、',
      ' 以及',
      ' 与 ',
    ];
    const name = fc
      .constantFrom(...words.cities)
      .chain(({ code, names }) => fc.constantFrom(...names).map((one) => ({ code, name: one })));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, fc.constantFrom(...marks)), { minLength: 1, maxLength: 8 }),
        fc.constantFrom('要求 ', '3 ', '传达 ', ''),
        fc.constantFrom('', ' 清洁取暖'),
        fc.constantFrom(' ', '：', ': ', ' ， '),
        fc.constantFrom('要向太原学习', '立即整改，和阳泉一道联防', '把大同、忻州的问题改到位', '补齐短板'),
        (named, kind, program, end, sentence) => {
          const list = named.map(([one, mark], at) => (at === 0 ? '' : mark) + one.name);
          const typed = `${kind}${list.join('')}${program === '' ? end : `${program} `}${sentence}`;
          const { line, unread } = read(typed);
          expect(line.cities).toEqual(five.filter((code) => named.some(([one]) => one.code === code)));
          expect(line.text).toBe(sentence);
          expect(line.program).toBe(program === '' ? null : 'clean-heating');
          expect(unread).toEqual([]);
        },
      ),
    );
  });

  it('shows what each word was taken for', () => {
    expect(read('承诺 大同 清洁取暖 0930前 22.63万户').chips).toEqual([
      { text: '承诺', as: 'kind' },
      { text: '大同', as: 'city' },
      { text: '清洁取暖', as: 'program' },
      { text: '0930前', as: 'deadline' },
      { text: '22.63万户', as: 'measure' },
    ]);
  });

  it.each([
    ['2 dt qjqn 0931', ['0931']],
    ['2 xyz qjqn', ['xyz']],
    ['3 大同 时限:某日', ['某日']],
    ['2 dt qjqn 0930 22.63万户', []],
  ])('%s: tells what it did not understand', (typed, unread) => {
    expect(read(typed).unread).toEqual(unread);
  });

  it('never fails and never loses a word of what was said', () => {
    const pool = [
      '承诺',
      '大同',
      'dt',
      '0930',
      '22.63万户',
      '责任',
      '@局长',
      '每天',
      '≥',
      '，',
      '安装',
      '9月',
      '衡量:',
      'abc',
      '１２',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pool), fc.string({ maxLength: 6 })), { maxLength: 8 }),
        (parts) => {
          const { chips } = read(parts.join(' '));
          const kept = chips.map(({ text }) => text).join('');
          for (const part of parts.filter((one) => /^(安装|abc|9月)$/.test(one)))
            expect(kept).toContain(part);
        },
      ),
    );
  });
});

it.each([
  ['Datong', 'dt'],
  ['Taiyuan', 'ty'],
  ['Xinzhou', 'xz'],
  ['Jinzhong', 'jz'],
  ['Yangquan', 'yq'],
  ['Changzhi', 'cz'],
  ['Jincheng', 'jc'],
  ['Lüliang', 'll'],
  ['Lvliang', 'll'],
  ['Shuozhou', 'sz'],
  ['Linfen', 'lf'],
  ['Yuncheng', 'yc'],
])('%s is %s for short', (spelling, initials) => {
  expect(pinyinInitials(spelling)).toBe(initials);
});
