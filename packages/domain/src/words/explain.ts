/** 为什么 in words: formula with letters, with numbers, the clauses, and why the lamp shows what it shows. */
import type { Explanation } from '../accounts/explanation.ts';
import { type Lang, pick } from './sentence.ts';

const RULES: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  'AIR-1.5': { zh: '有效日', en: 'valid days' },
  'AIR-3.3': { zh: '日均值至少 20 小时', en: 'a day mean needs 20 hours' },
  'AIR-3.5': { zh: '臭氧日最大 8 小时', en: 'largest 8-hour ozone of the day' },
  'AIR-3.6': { zh: '至少 14 个 8 小时均值', en: 'at least 14 eight-hour means' },
  'AIR-3.11': { zh: '四舍六入五成双', en: 'rounding half to even' },
  'AIR-3.16': { zh: '百分位数', en: 'percentile' },
  'AIR-3.17': { zh: '百分位序号取整数计算', en: 'rank of the percentile in whole numbers' },
  'AIR-3.21': { zh: '优良天数比例', en: 'share of good days' },
  'AIR-4.1': { zh: '综合指数', en: 'composite index' },
  'AIR-4.5': { zh: '综合指数修约', en: 'rounding of the index' },
  'AIR-8.1': { zh: '修约阈值', en: 'threshold after rounding' },
  'AIR-8.2': { zh: '时→日均值余量', en: 'hours to day, means' },
  'AIR-8.3': { zh: '时→日臭氧余量', en: 'hours to day, ozone' },
  'AIR-8.4': { zh: '日→月、年均值余量', en: 'days to month and year, means' },
  'AIR-8.5': { zh: '百分位余量', en: 'percentile budgets' },
  'AIR-8.6': { zh: '优良天余量', en: 'good-day budgets' },
  'AIR-8.7': { zh: '综合指数余量', en: 'index budget' },
};

/** Clause of a rule id in words. */
export const ruleWord = (id: string, lang: Lang): string => RULES[id]?.[lang] ?? '';

const signedBy = (value: string): string => (value.startsWith('-') ? `(${value})` : value);

/** The formula line by line: letters, numbers, result. Lines of a formula that has no result end with what is impossible. */
export function formulaLines(explanation: Explanation, lang: Lang): string[] {
  const v = (name: string): string => explanation.values[name] ?? '';
  const nothing = pick(lang, '已无余量', 'nothing is left');
  const floor = (result: string): string =>
    result === '' ? nothing : pick(lang, `向下取 ${result}`, `rounded down ${result}`);
  switch (explanation.formula) {
    case 'hoursMean':
      return [
        pick(lang, '（T* × (n + r) − 已用）÷ 余下小时 r', '(T* × (n + r) − spent) ÷ hours left r'),
        `= (${v('threshold')} × ${v('of')} − ${v('spent')}) ÷ ${v('left')}`,
        `= (${v('budget')} − ${v('spent')}) ÷ ${v('left')} → ${floor(v('result'))}`,
      ];
    case 'ozoneWindow':
      return v('window') === ''
        ? [
            pick(
              lang,
              '已完成的 8 小时均值超过 T*，今天已无可能',
              'a completed 8-hour mean is above T*: today is lost',
            ),
          ]
        : [
            pick(
              lang,
              `每个 8 小时窗口：（T* × 有效小时 − 已知）÷ 余下小时；最紧的是 ${v('window')} 时`,
              `each 8-hour window: (T* × valid hours − known) ÷ hours left; the tightest is ${v('window')}`,
            ),
            `= (${v('threshold')} × ${v('of')} − ${v('spent')}) ÷ ${v('left')}`,
            `= (${v('budget')} − ${v('spent')}) ÷ ${v('left')} → ${floor(v('result'))}`,
          ];
    case 'daysMean':
    case 'daysMeanWithToday':
      return [
        explanation.formula === 'daysMean'
          ? pick(lang, '（T* × N − 已用）÷ 余下天数', '(T* × N − spent) ÷ days left')
          : pick(
              lang,
              '（T* × N − 已用，含今天已过的小时）÷ 余下天数（今天按余下小时折算）',
              '(T* × N − spent, hours of today included) ÷ days left (today as the part that is left)',
            ),
        `= (${v('threshold')} × ${v('n')} − ${v('spent')}) ÷ ${v('left')}`,
        `= (${v('budget')} − ${v('spent')}) ÷ ${v('left')}${v('exact') === '' ? '' : ` = ${v('exact')}`} → ${floor(v('result'))}`,
      ];
    case 'goodDays':
      return [
        pick(
          lang,
          '使 修约(G ÷ N) ≥ R 的最小 G；还需 = G − 已有；可再超 = 余下天数 − 还需',
          'smallest G with round(G ÷ N) ≥ R; needed = G − so far; may exceed = days left − needed',
        ),
        pick(
          lang,
          `R = ${v('target')}%，N = ${v('n')}：G = ${v('total')}（${v('share')}%；少一天为 ${v('below')}%）`,
          `R = ${v('target')}%, N = ${v('n')}: G = ${v('total')} (${v('share')}%; one less is ${v('below')}%)`,
        ),
        pick(
          lang,
          `还需 ${v('total')} − ${v('good')} = ${v('needed')}`,
          `needed ${v('total')} − ${v('good')} = ${v('needed')}`,
        ),
        `${pick(lang, '可再超', 'may exceed')} ${v('left')} − ${v('needed')}${v('lost') === '1' ? ' − 1' : ''} = ${v('result')}`,
      ];
    case 'heavyDays':
      return [
        pick(lang, '可再有 = 目标 − 已有', 'may still be = target − so far'),
        `= ${v('target')} − ${v('used')} = ${v('result')}`,
      ];
    case 'percentile':
      return [
        pick(
          lang,
          `k = 1 + (N − 1) × ${v('percent')}%；最高的 N − ⌈k⌉ 天不限`,
          `k = 1 + (N − 1) × ${v('percent')}%; the highest N − ⌈k⌉ days are free`,
        ),
        pick(
          lang,
          `N = ${v('n')}，k = ${v('k')}：不限 ${v('free')} 天，已用 ${v('used')} 天，还可超 ${v('result')} 天`,
          `N = ${v('n')}, k = ${v('k')}: ${v('free')} free, ${v('used')} used, ${v('result')} may still exceed`,
        ),
        v('level') === ''
          ? ''
          : pick(
              lang,
              `余下 ${v('left')} 天若每天相同，≤ ${v('level')}`,
              `if the ${v('left')} days left were all alike: ≤ ${v('level')}`,
            ),
      ].filter((line) => line !== '');
    case 'index':
      return [
        pick(lang, 'T* − 至今的综合指数', 'T* − composite index so far'),
        `= ${v('threshold')} − ${v('current')} = ${signedBy(v('result'))}`,
      ];
  }
}
