/** 阶梯: the same sum at four scales, then the city's other targets. */
import type { Lang, Rung } from '@qingzhang/contract';
import { type Account, accountRung, dayRung, INDICATORS, type Indicator } from '@qingzhang/domain';
import type { CityBooks } from '../books.ts';
import { dayAccountKey, monthAccountKey, yearAccountKey } from '../keys.ts';
import type { Standpoint } from '../moment.ts';
import { run } from '../sentences.ts';
import { indicatorName } from '../words/words.ts';

export function rungs(stand: Standpoint, books: CityBooks, lang: Lang): Rung[] {
  const { accounts } = books;
  const shown: Rung[] = [];
  const { day } = accounts;
  if (day !== null) {
    const words = dayRung(day, lang);
    const { lead } = day;
    shown.push({
      scale: 'day',
      indicator: lead?.pollutant ?? '',
      title: words.title,
      text: [run(words.text)],
      note: words.note,
      lamp: day.lamp.state,
      allowance: words.allowance,
      unit: words.unit,
      timeShare: day.timeShare,
      usedShare: lead?.usedShare ?? 0,
      barNote: words.bars,
      why: lead === null ? null : dayAccountKey(lead.pollutant, books.code, stand.day),
    });
  }
  const { month, yearly } = accounts;
  if (month.pm25) shown.push(rung('month', month.pm25, books.code, lang));
  if (yearly.pm25) shown.push(rung('year', yearly.pm25, books.code, lang));
  if (yearly.goodDayShare) shown.push(rung('days', yearly.goodDayShare, books.code, lang));
  const others = INDICATORS.filter((indicator) => indicator !== 'pm25' && indicator !== 'goodDayShare');
  for (const indicator of others) shown.push(...otherRungs(yearly[indicator], indicator, books.code, lang));
  return shown;
}

function otherRungs(account: Account | undefined, indicator: Indicator, region: string, lang: Lang): Rung[] {
  if (account === undefined) return [];
  return [{ ...rung('other', account, region, lang), title: indicatorName(indicator, lang) }];
}

function rung(scale: Rung['scale'], account: Account, region: string, lang: Lang): Rung {
  const words = accountRung(account, lang);
  const { indicator, period } = account;
  return {
    scale,
    indicator,
    title: words.title,
    text: [run(words.text)],
    note: words.note,
    lamp: account.lamp.state,
    allowance: words.allowance,
    unit: words.unit,
    timeShare: account.timeShare,
    usedShare: account.usedShare,
    barNote: words.bars,
    why:
      account.scale === 'month'
        ? monthAccountKey(indicator, region, period)
        : yearAccountKey(indicator, region, Number(period)),
  };
}
