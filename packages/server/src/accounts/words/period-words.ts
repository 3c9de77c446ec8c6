/** How periods are called: 上半年, 二季度, 6月 … and the part of one that is over. */
import type { Lang } from '@qingzhang/contract';
import { type Period, spanOf } from '@qingzhang/standards';
import { dayName, monthName } from './words.ts';

const QUARTERS = ['一', '二', '三', '四'];

/** 上半年, first half: the name within its year. */
export function periodName(period: Period, lang: Lang): string {
  const { from, to } = spanOf(period);
  const zh = lang === 'zh';
  switch (period.kind) {
    case 'month':
      return monthName(period.month, lang);
    case 'quarter':
      return zh ? `${QUARTERS[period.quarter - 1]}季度` : `Q${period.quarter}`;
    case 'half':
      return zh
        ? period.half === 1
          ? '上半年'
          : '下半年'
        : period.half === 1
          ? 'first half'
          : 'second half';
    case 'year':
      return zh ? `${period.year}年` : String(period.year);
    case 'ytd':
      return zh ? '年初以来' : 'year to date';
    case 'custom':
      return `${dayName(from, lang)}—${dayName(to, lang)}`;
  }
}

/** 上半年至 6月29日: the period asked for, and how far it has come when it is not over. */
export function periodLabel(asked: Period, settled: Period | null, lang: Lang): string {
  const name = periodName(asked, lang);
  if (settled === null) return lang === 'zh' ? `${name}（尚无完整日）` : `${name} (no full day yet)`;
  const { to } = spanOf(settled);
  if (to === spanOf(asked).to && asked.kind !== 'ytd') return name;
  return lang === 'zh' ? `${name}至 ${dayName(to, lang)}` : `${name} to ${dayName(to, lang)}`;
}
