/** 账户格: one account in two short lines, the lamp before the allowance before the present value. */
import type { AccountCell, Lang } from '@qingzhang/contract';
import {
  type Account,
  type DayAccount,
  type DaysAccount,
  type MeanAccount,
  overshoot,
} from '@qingzhang/domain';
import { dayAccountKey, monthAccountKey, yearAccountKey } from '../keys.ts';
import { accountReason, dayReason, reasonWords } from '../words/reason-words.ts';
import { POLLUTANT_NAMES } from '../words/words.ts';

const NO_TARGET = { zh: '未设目标', en: 'no target set' };
const OUT_OF_REACH = { zh: '已无可能', en: 'out of reach' };

/** A cell without an account: the reason stands in it, never a zero. */
function emptyCell(main: string, reason: string): AccountCell {
  return { lamp: 'none', main, sub: '', reason, pollutant: null, why: null, provisional: false };
}

export const noTargetCell = (lang: Lang): AccountCell => emptyCell(NO_TARGET[lang], NO_TARGET[lang]);

/** 时保日: what the rest of today may reach, of the pollutant that decides. Null account: no day is under way. */
export function todayCell(day: DayAccount | null, region: string, date: string, lang: Lang): AccountCell {
  if (day === null) {
    return emptyCell('—', lang === 'zh' ? '当日已满 24 小时' : 'the day is over');
  }
  const { lead } = day;
  if (lead === null) return emptyCell('—', reasonWords(day.lamp.code, lang));
  const name = POLLUTANT_NAMES[lead.pollutant];
  const present = lead.present?.text ?? '—';
  const now = lang === 'zh' ? `现 ${present}` : `now ${present}`;
  const over = overshoot(lead);
  const percent = over === null ? 0 : Math.round(over * 100);
  const excess = percent === 0 ? '' : lang === 'zh' ? `，超 ${percent}%` : `, ${percent} % over`;
  return {
    lamp: day.lamp.state,
    main: lead.allowance === null ? `${name} ${OUT_OF_REACH[lang]}` : `${name} ≤${lead.allowance.brief}`,
    sub: `${now}${excess}`,
    reason: dayReason(day, lang),
    pollutant: lead.pollutant,
    why: dayAccountKey(lead.pollutant, region, date),
    provisional: true,
  };
}

/** 日保月 of a mean: what the rest of the month may average. */
export function monthCell(account: MeanAccount | null, region: string, lang: Lang): AccountCell {
  if (account === null) return noTargetCell(lang);
  const plan = account.target;
  return {
    lamp: account.lamp.state,
    ...monthLines(account, plan, lang),
    reason: accountReason(account, lang),
    pollutant: 'pm25',
    why: monthAccountKey(account.indicator, region, account.period),
    provisional: account.basis === 'live',
  };
}

function monthLines(account: MeanAccount, plan: string, lang: Lang): { main: string; sub: string } {
  const { lamp, overPlan, expected, allowance, soFar, rest } = account;
  const zh = lang === 'zh';
  if (lamp.code === 'met' || lamp.code === 'missed') {
    const sub = zh ? `均值 ${soFar?.text ?? '—'}，计划 ${plan}` : `mean ${soFar?.text ?? '—'}, plan ${plan}`;
    return { main: lamp.code === 'met' ? (zh ? '已守住' : 'kept') : zh ? '未守住' : 'missed', sub };
  }
  if (allowance === null || lamp.state === 'impossible') {
    const sub = overPlan
      ? zh
        ? `超计划 ${overPlan.text}`
        : `${overPlan.text} over plan`
      : zh
        ? `计划 ${plan}`
        : `plan ${plan}`;
    return { main: OUT_OF_REACH[lang], sub };
  }
  if (lamp.state === 'none') return { main: '—', sub: reasonWords(lamp.code, lang) };
  // Beside whole-number hours of a single day one decimal more would promise too much.
  const may = rest.unit === 'hours' ? allowance.brief : allowance.text;
  const main = zh ? `余下 ≤${may}` : `rest ≤${may}`;
  if (expected === null) return { main, sub: zh ? `计划 ${plan}` : `plan ${plan}` };
  if (expected.by === 'hour') {
    const now = String(Math.round(expected.value));
    return { main, sub: zh ? `现 ${now}，计划 ${plan}` : `now ${now}, plan ${plan}` };
  }
  const pace = zh ? '近日' : 'lately';
  return {
    main,
    sub: zh ? `${pace} ${expected.text}，计划 ${plan}` : `${pace} ${expected.text}, plan ${plan}`,
  };
}

/** 月保年 of a mean: what the rest of the year may average, and what the planned path leaves of it. */
export function yearCell(account: MeanAccount | null, region: string, year: number, lang: Lang): AccountCell {
  if (account === null) return noTargetCell(lang);
  const zh = lang === 'zh';
  const { lamp, reserve, allowance, target, soFar } = account;
  const goal = zh ? `目标 ${target}` : `target ${target}`;
  const lines = ((): { main: string; sub: string } => {
    if (lamp.code === 'met' || lamp.code === 'missed') {
      const mean = zh ? `均值 ${soFar?.text ?? '—'}` : `mean ${soFar?.text ?? '—'}`;
      const main = lamp.code === 'met' ? (zh ? '已达标' : 'met') : zh ? '未达标' : 'missed';
      return { main, sub: `${mean}${zh ? '，' : ', '}${goal}` };
    }
    if (allowance === null) return { main: OUT_OF_REACH[lang], sub: goal };
    const main = `≤${allowance.text}`;
    if (lamp.state === 'none') return { main, sub: reasonWords(lamp.code, lang) };
    if (reserve === null) return { main, sub: goal };
    const size = reserve.text.replace(/^-/, '');
    // Less than the last digit is neither: it rounds to 0.0.
    const short = reserve.value < 0 && Number(reserve.text) !== 0;
    const word = short ? (zh ? '透支' : 'short by') : zh ? '余' : 'spare';
    return { main, sub: `${word} ${size}${zh ? '，' : ', '}${goal}` };
  })();
  return {
    lamp: lamp.state,
    ...lines,
    reason: accountReason(account, lang),
    pollutant: 'pm25',
    why: yearAccountKey(account.indicator, region, year),
    provisional: account.basis === 'live',
  };
}

/** 天数: how many of the days left may still exceed. */
export function daysCell(account: DaysAccount | null, region: string, year: number, lang: Lang): AccountCell {
  if (account === null) return noTargetCell(lang);
  const zh = lang === 'zh';
  const { lamp, mayExceed, good, days, soFar, target } = account;
  const lines = ((): { main: string; sub: string } => {
    if (days.left === 0) {
      const main = lamp.code === 'met' ? (zh ? '已达标' : 'met') : zh ? '未达标' : 'missed';
      const share = soFar?.text ?? '—';
      return { main, sub: zh ? `优良 ${share}%，目标 ${target}%` : `good ${share} %, target ${target} %` };
    }
    const needed = good?.needed ?? 0;
    const sub = zh ? `还需良 ${needed} / ${days.left}` : `${needed} good of ${days.left} needed`;
    if (mayExceed < 0) return { main: OUT_OF_REACH[lang], sub };
    return { main: zh ? `可超 ${mayExceed} 天` : `${mayExceed} may exceed`, sub };
  })();
  return {
    lamp: lamp.state,
    ...lines,
    reason: accountReason(account, lang),
    pollutant: null,
    why: yearAccountKey(account.indicator, region, year),
    provisional: account.todayLost,
  };
}

/** An account when it is of the kind asked for. */
export const meanOf = (account: Account | undefined): MeanAccount | null =>
  account?.kind === 'mean' ? account : null;
export const daysOf = (account: Account | undefined): DaysAccount | null =>
  account !== undefined && account.kind !== 'mean' && account.kind !== 'index' ? account : null;
