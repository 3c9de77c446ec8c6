/** 账户格: one account in two short lines, the lamp before the allowance before the present value. */
import type { AccountCell, Lang } from '@qingzhang/contract';
import { type Account, accountCell, type DayAccount, dayCell } from '@qingzhang/domain';
import { dayAccountKey, monthAccountKey, yearAccountKey } from '../keys.ts';
import { pick } from '../sentences.ts';

/** 时保日: what the rest of today may reach, of the pollutant that decides. Null account: no day is under way. */
export function todayCell(day: DayAccount | null, region: string, date: string, lang: Lang): AccountCell {
  const none = { pollutant: null, why: null, provisional: false };
  if (day === null) {
    return {
      lamp: 'none',
      main: '—',
      sub: '',
      reason: pick(lang, '当日已满 24 小时', 'the day is over'),
      ...none,
    };
  }
  const words = dayCell(day, lang);
  if (day.lead === null) return { lamp: 'none', ...words, ...none };
  return {
    lamp: day.lamp.state,
    ...words,
    pollutant: day.lead.pollutant,
    why: dayAccountKey(day.lead.pollutant, region, date),
    provisional: true,
  };
}

/** 日保月, 月保年, 天数: an account of a month or a year; undefined: no target is set. */
export function periodCell(account: Account | undefined, region: string, lang: Lang): AccountCell {
  const words = accountCell(account, lang);
  if (account === undefined)
    return { lamp: 'none', ...words, pollutant: null, why: null, provisional: false };
  const { scale, indicator, period } = account;
  return {
    lamp: account.lamp.state,
    ...words,
    pollutant: indicator === 'pm25' ? 'pm25' : null,
    why:
      scale === 'month'
        ? monthAccountKey(indicator, region, period)
        : yearAccountKey(indicator, region, Number(period)),
    provisional:
      (account.kind === 'mean' && account.basis === 'live') || ('todayLost' in account && account.todayLost),
  };
}
