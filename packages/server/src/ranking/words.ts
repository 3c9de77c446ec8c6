import type { Lang, Sentence, StatIndicator } from '@qingzhang/contract';
import { dayOfMonth, monthOf, type Period, spanOf, yearOf } from '@qingzhang/standards';

/** A period as a page names it: 2020年上半年, 2020年6月, 2020年1月1日—6月29日. */
export function periodLabel(period: Period, lang: Lang): string {
  const { from, to } = spanOf(period);
  const year = yearOf(from);
  if (lang === 'en') {
    switch (period.kind) {
      case 'month':
        return `${ENGLISH_MONTHS[period.month - 1]} ${year}`;
      case 'quarter':
        return `Q${period.quarter} ${year}`;
      case 'half':
        return `H${period.half} ${year}`;
      case 'year':
        return String(year);
      default:
        return `${from} – ${to}`;
    }
  }
  switch (period.kind) {
    case 'month':
      return `${year}年${period.month}月`;
    case 'quarter':
      return `${year}年${['一', '二', '三', '四'][period.quarter - 1]}季度`;
    case 'half':
      return `${year}年${period.half === 1 ? '上' : '下'}半年`;
    case 'year':
      return `${year}年`;
    default:
      return `${year}年${monthOf(from)}月${dayOfMonth(from)}日—${monthOf(to)}月${dayOfMonth(to)}日`;
  }
}

const ENGLISH_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What the lead sentence of the ranking is built from. */
export interface RankingFacts {
  readonly indicator: StatIndicator;
  readonly level: 'city' | 'county';
  readonly best: { readonly names: readonly string[]; readonly value: string } | null;
  readonly worst: { readonly names: readonly string[]; readonly value: string } | null;
  readonly improved: { readonly names: readonly string[]; readonly change: string } | null;
  /** Those that got worse, worst first. */
  readonly rebounded: readonly { readonly name: string; readonly change: string }[];
  readonly compared: number;
}

/** 状态最好的是…，最差的是…；改善最多的是…，反弹的是…. */
export function rankingSentence(facts: RankingFacts, lang: Lang): Sentence {
  const zh = lang === 'zh';
  const list = (names: readonly string[]) => names.join(zh ? '、' : ', ');
  const told = (names: readonly string[], figure: string) =>
    zh ? `${list(names)}（${figure}）` : `${list(names)} (${figure})`;
  const city = facts.level === 'city';
  const said: Sentence = [];
  if (facts.best !== null && facts.worst !== null) {
    said.push(
      { text: zh ? '状态最好的是' : 'Best: ' },
      { text: told(facts.best.names, facts.best.value), tone: 'strong' },
      { text: zh ? '，最差的是' : '; worst: ' },
      { text: told(facts.worst.names, facts.worst.value), tone: 'strong' },
    );
  }
  if (facts.improved !== null) {
    said.push(
      { text: zh ? '；改善最多的是' : '; most improved: ' },
      { text: told(facts.improved.names, facts.improved.change), tone: 'better' },
    );
  }
  const [first, ...others] = facts.rebounded;
  if (first !== undefined) {
    const all = facts.rebounded.length === facts.compared;
    const only = others.length === 0 ? (zh ? '，唯一反弹的是' : '; the only one worse: ') : null;
    const many = zh
      ? `，${all ? '全部 ' : ''}${facts.rebounded.length} ${city ? '市' : '个县区'}反弹，最重的是`
      : `; ${facts.rebounded.length} ${city ? 'cities' : 'counties'} worse, most of all `;
    said.push({ text: only ?? many }, { text: told([first.name], first.change), tone: 'worse' });
  } else if (facts.compared > 0) {
    said.push({ text: zh ? `，没有反弹的${city ? '城市' : '县区'}` : '; none got worse' });
  }
  if (said.length === 0)
    return [{ text: zh ? '本期没有可以排名的数据。' : 'Nothing can be ranked in this period.' }];
  said.push({ text: zh ? '。' : '.' });
  return said;
}

const TEXTS = {
  invalid: { zh: '数据无效，不参加排名', en: 'invalid data, not ranked' },
  note: {
    zh: '有效天 n：六项中最少的一项，应有 {days} 天。名次按发布值，并列占位。',
    en: 'n: least valid days among the six items of {days}. Ranks by published values; ties take up places.',
  },
  daysNote: { zh: '{name} 的日值，本期与去年同期', en: 'daily {name}, this period and a year before' },
  down: { zh: '{down} 在降', en: '{down} fell' },
  up: { zh: '{up} 在升', en: '{up} rose' },
  state: { zh: '状态排名', en: 'rank' },
  change: { zh: '变化排名', en: 'change rank' },
  city: { zh: '城市', en: 'city' },
  valid: { zh: '有效天', en: 'valid days' },
  main: { zh: '最大单项指数', en: 'largest single index' },
  last: { zh: '去年同期', en: 'a year before' },
  delta: { zh: '同比', en: 'change' },
  title: { zh: '排名', en: 'Ranking' },
} as const;

/** A small text with `{name}` filled in. */
export function text(
  key: keyof typeof TEXTS,
  lang: Lang,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return TEXTS[key][lang].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
