/** 阶梯: one account as a rung, what stands, what it leaves, and what its two bars show. */
import type { Account, MeanAccount } from '../accounts/account.ts';
import type { DayAccount, PollutantDay } from '../accounts/day.ts';
import { dayOfIndex } from '../calendar.ts';
import {
  accountReason,
  dayReason,
  months,
  noLampWords,
  percent,
  reserveWords,
  unsigned,
} from './account-words.ts';
import { counted, type Lang, pick } from './sentence.ts';
import { dayWord, indicatorWord, monthWord } from './terms.ts';

/** One rung: what stands, what it leaves, and what the two bars show. */
export interface RungWords {
  readonly title: string;
  readonly text: string;
  readonly note: string;
  readonly allowance: string;
  readonly unit: string;
  readonly bars: string;
}

const hourBars = (day: DayAccount, lead: PollutantDay, lang: Lang): string => {
  const used = lead.usedShare === null ? '—' : `${Math.floor(lead.usedShare * 100)}%`;
  return pick(
    lang,
    `时间 ${percent(day.timeShare)}%　现值为可承受的 ${used}`,
    `time ${percent(day.timeShare)}% · present is ${used} of the allowance`,
  );
};

/** 时保日. */
export function dayRung(day: DayAccount, lang: Lang): RungWords {
  const { lead } = day;
  const title = pick(lang, '时保日', 'Hour → day');
  if (!lead)
    return { title, text: noLampWords(day.lamp, lang), note: '', allowance: '—', unit: '', bars: '' };
  const name = indicatorWord(lead.pollutant, lang);
  const text = lead.allowance
    ? pick(
        lang,
        `${name} 现 ${lead.present?.text}，余下 ${day.hoursLeft} 小时每小时 ≤ ${lead.allowance.brief} 可保“良”`,
        `${name} is ${lead.present?.text} now; ${counted(day.hoursLeft, 'hour')} at ≤ ${lead.allowance.brief} keep the day good`,
      )
    : dayReason(lead, lang);
  return {
    title,
    text,
    note: dayReason(lead, lang),
    allowance: lead.allowance ? `≤${lead.allowance.brief}` : '—',
    unit: lead.allowance ? lead.unit : '',
    bars: hourBars(day, lead, lang),
  };
}

const lastDay = (account: MeanAccount, lang: Lang): string =>
  dayWord(
    dayOfIndex(Number(account.period), Math.max(0, account.days.calendar - account.days.left - 1)),
    lang,
  );

/** The second line of a rung: what the lamp goes by. */
function rungNote(account: Account, lang: Lang): string {
  if (account.kind === 'mean' && account.scale === 'month' && account.lamp.code === 'evenZeroExceeds') {
    const month = monthWord(months(account), lang);
    return pick(
      lang,
      `${month}记为未完成；超出部分已计入全年账`,
      `${month} counts as missed; the excess is in the account of the year`,
    );
  }
  if (account.kind === 'mean' && account.scale === 'year' && account.expected && account.allowance) {
    return pick(
      lang,
      `按目标路径余下段为 ${account.expected.text}，${reserveWords(account, lang)}`,
      `the planned path of the rest is ${account.expected.text}: ${reserveWords(account, lang)}`,
    );
  }
  if (account.kind === 'share') {
    return pick(
      lang,
      `目标 ${account.target}%；超标已用 ${account.usedDays} 天`,
      `target ${account.target}%; ${account.usedDays} exceeding days used`,
    );
  }
  return accountReason(account, lang);
}

/** 日保月, 月保年, 天数 and the others. */
export function accountRung(account: Account, lang: Lang): RungWords {
  const name = indicatorWord(account.indicator, lang);
  const bars = pick(
    lang,
    `时间 ${percent(account.timeShare)}%　${account.kind === 'share' ? '超标天' : name} 已用 ${percent(account.usedShare)}%`,
    `time ${percent(account.timeShare)}% · ${account.kind === 'share' ? 'exceeding days' : name} ${percent(account.usedShare)}% used`,
  );
  const note = rungNote(account, lang);
  const month = account.scale === 'month';
  const { count, unit } = account.rest;
  const rest = pick(
    lang,
    `余下 ${count} ${unit === 'hours' ? '小时' : '天'}`,
    `${counted(count, unit === 'hours' ? 'hour' : 'day')} left`,
  );
  if (account.kind === 'mean') {
    const title = month ? pick(lang, '日保月', 'Day → month') : pick(lang, '月保年', 'Month → year');
    const shown = account.allowance && (unit === 'hours' ? account.allowance.brief : account.allowance.text);
    const passed = account.days.calendar - account.days.left;
    const mean = account.soFar?.text ?? '—';
    const soFar = month
      ? pick(
          lang,
          `${monthWord(months(account), lang)}前 ${passed} 天 ${name} 均值 ${mean}，月计划 ${account.target}`,
          `${name} averages ${mean} over the first ${passed} days of ${monthWord(months(account), lang)}; plan ${account.target}`,
        )
      : pick(
          lang,
          `1月1日—${lastDay(account, lang)} ${name} 均值 ${mean}，年目标 ${account.target}`,
          `${name} averages ${mean} from 1 January to ${lastDay(account, lang)}; target ${account.target}`,
        );
    const then = shown
      ? pick(lang, `：${rest}平均 ≤ ${shown}`, `: ${rest}, averaging ≤ ${shown}`)
      : count === 0
        ? ''
        : pick(lang, `：${rest}为 0 也超`, `: even zero in the ${rest} exceeds`);
    return {
      title,
      text: soFar + then,
      note,
      allowance: shown ? `≤${shown}` : '—',
      unit: shown ? account.unit : pick(lang, '已无余量', 'nothing left'),
      bars,
    };
  }
  if (account.kind === 'index') {
    const text = pick(
      lang,
      `综合指数至今 ${account.current?.text ?? '—'}，目标 ${account.target}`,
      `composite index ${account.current?.text ?? '—'} so far; target ${account.target}`,
    );
    return {
      title: pick(lang, '综合指数', 'Index'),
      text,
      note,
      allowance: account.room
        ? pick(lang, account.room.value < 0 ? '超 ' : '余 ', account.room.value < 0 ? 'over by ' : '') +
          unsigned(account.room.text)
        : '—',
      unit: '',
      bars,
    };
  }
  const may = Math.max(0, account.mayExceed);
  const title = account.kind === 'share' ? pick(lang, '天数', 'Days') : name;
  const text = account.good
    ? pick(
        lang,
        `优良 ${account.good.soFar} 天，还需 ${account.good.needed} 天（余 ${count} 天的 ${account.good.neededShare ?? '—'}%）`,
        `${account.good.soFar} good days, ${account.good.needed} more needed (${account.good.neededShare ?? '—'}% of the ${count} left)`,
      )
    : pick(
        lang,
        `${name} 至今 ${account.soFar?.text ?? '—'}，目标 ${account.target}；可超的 ${account.budgetDays} 天已用 ${account.usedDays} 天`,
        `${name} ${account.soFar?.text ?? '—'} so far, target ${account.target}; ${account.usedDays} of ${account.budgetDays} days used`,
      );
  return {
    title,
    text,
    note,
    allowance: String(may),
    unit:
      account.kind === 'count'
        ? pick(lang, '天可再有', 'more allowed')
        : pick(lang, '天可再超标', 'days may exceed'),
    bars,
  };
}
