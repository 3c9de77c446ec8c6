/** One account in words: the cell of the table, the rung of the ladder, the reason of its lamp. */
import type { Account, DaysAccount, IndexAccount, MeanAccount } from '../accounts/account.ts';
import { type DayAccount, overshoot, type PollutantDay } from '../accounts/day.ts';
import type { Lamp } from '../accounts/lamp.ts';
import { dayOfIndex } from '../calendar.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import type { Lang } from './sentence.ts';
import { dayWord, indicatorWord, monthWord, NO_LAMP } from './terms.ts';

/** The two lines of a table cell. */
export interface CellWords {
  readonly main: string;
  readonly sub: string;
  /** Why the lamp shows what it shows. */
  readonly reason: string;
}

/** One rung: what stands, what it leaves, and what the two bars show. */
export interface RungWords {
  readonly title: string;
  readonly text: string;
  readonly note: string;
  readonly allowance: string;
  readonly unit: string;
  readonly bars: string;
}

const percent = (share: number): number => Math.round(share * 100);
const unsigned = (text: string): string => text.replace('-', '');
const pick = (lang: Lang, zh: string, en: string): string => (lang === 'zh' ? zh : en);
const months = (account: { period: string }): number => Number(account.period.slice(5, 7));

export function noLampWords(lamp: Lamp, lang: Lang): string {
  return NO_LAMP[lamp.code]?.[lang] ?? '—';
}

/** Overshoot in whole per cent, rounded to nearest: 超 17%. */
function overWords(account: PollutantDay, lang: Lang): string | null {
  const over = overshoot(account);
  return over === null ? null : pick(lang, `超 ${percent(over)}%`, `${percent(over)}% over`);
}

/** The reason of today's lamp for one pollutant. */
export function dayReason(p: PollutantDay, lang: Lang): string {
  const name = indicatorWord(p.pollutant, lang);
  const left = p.hoursLeft;
  switch (p.lamp.code) {
    case 'evenZeroExceeds':
      return pick(
        lang,
        `${name} 余下为零也超 ${p.limit}，今天保不住“良”`,
        `${name} exceeds ${p.limit} even with nothing in the rest: today cannot stay good`,
      );
    case 'paceExceeds':
      return pick(
        lang,
        `${name} 现 ${p.present?.text}，余下 ${left} 小时须 ≤${p.allowance?.brief}，照现在的水平会超`,
        `${name} is ${p.present?.text} now; the ${left} hours left may reach ${p.allowance?.brief}: at the present level it will exceed`,
      );
    case 'littleRoom':
      return pick(
        lang,
        `${name} 距上限只有 ${percent(p.lamp.room ?? 0)}%`,
        `${name} is only ${percent(p.lamp.room ?? 0)}% below its allowance`,
      );
    case 'room':
      return pick(
        lang,
        `${name} 余量 ${percent(p.lamp.room ?? 0)}%`,
        `${name} has ${percent(p.lamp.room ?? 0)}% of room`,
      );
    default:
      return noLampWords(p.lamp, lang);
  }
}

/** Table cell of today. */
export function dayCell(day: DayAccount | null, lang: Lang): CellWords {
  const lead = day?.lead;
  if (!day || !lead) {
    const reason = day ? noLampWords(day.lamp, lang) : (NO_LAMP.noData?.[lang] ?? '');
    return { main: '—', sub: reason, reason };
  }
  const name = indicatorWord(lead.pollutant, lang);
  const now = pick(lang, `现 ${lead.present?.text}`, `now ${lead.present?.text}`);
  if (lead.lamp.state === 'impossible') {
    return {
      main: pick(lang, `${name} 已无可能`, `${name} impossible`),
      sub: now,
      reason: dayReason(lead, lang),
    };
  }
  const over = overWords(lead, lang);
  return {
    main: `${name} ≤${lead.allowance?.brief}`,
    sub: over === null ? now : `${now}${pick(lang, '，', ', ')}${over}`,
    reason: dayReason(lead, lang),
  };
}

/** The reason of an account's lamp. */
export function accountReason(account: Account, lang: Lang): string {
  const { lamp } = account;
  const room = percent(lamp.room ?? 0);
  const byPath = account.scale === 'year' || account.kind !== 'mean';
  switch (lamp.code) {
    case 'met':
      return pick(lang, `已守住 ${account.target}`, `kept ${account.target}`);
    case 'missed':
      return pick(lang, `未守住 ${account.target}`, `missed ${account.target}`);
    case 'secured':
      return pick(lang, '余下每天都超也已达成', 'secured even if every day left exceeds');
    case 'noneAllowed':
      return pick(lang, '目标为零，至今没有', 'the target is zero and there has been none');
    case 'evenZeroExceeds':
      return account.kind === 'mean' || account.kind === 'index'
        ? pick(
            lang,
            `余下为零也超 ${account.target}`,
            `exceeds ${account.target} even with nothing in the rest`,
          )
        : pick(lang, '余下每天都不超也不够', 'not enough even if no day left exceeds');
    case 'pathExceeds':
      return pick(lang, pathWords(account, 'zh'), pathWords(account, 'en'));
    case 'paceExceeds':
      return pick(lang, '照现在的水平会超', 'at the present level it will exceed');
    case 'roundingOnly':
      return account.kind === 'mean'
        ? pick(
            lang,
            `靠修约才守得住：按稳妥，目标路径余下段高 ${unsigned(account.reserve?.text ?? '')}`,
            `rounding alone keeps it: without it the planned path of the rest is ${unsigned(account.reserve?.text ?? '')} too high`,
          )
        : '';
    case 'room':
    case 'littleRoom':
      return byPath
        ? pick(
            lang,
            `目标路径余下段比可承受低 ${room}%`,
            `the planned path of the rest is ${room}% below what may be afforded`,
          )
        : pick(
            lang,
            `现在的水平比可承受低 ${room}%`,
            `the present level is ${room}% below what may be afforded`,
          );
    default:
      return noLampWords(lamp, lang);
  }
}

function pathWords(account: Account, lang: Lang): string {
  if (account.kind === 'mean') {
    return pick(
      lang,
      `目标路径余下段为 ${account.expected?.text}，高于可承受的 ${account.allowance?.text}`,
      `the planned path of the rest is ${account.expected?.text}, above the ${account.allowance?.text} that may be afforded`,
    );
  }
  if (account.kind === 'index') {
    return pick(
      lang,
      `至今 ${account.current?.text}，高于目标路径的 ${account.expected?.text}`,
      `${account.current?.text} so far, above ${account.expected?.text} on the planned path`,
    );
  }
  return pick(
    lang,
    `按目标路径余下会超 ${account.expectedDays.text} 天，只可超 ${account.mayExceed} 天`,
    `on the planned path ${account.expectedDays.text} of the days left exceed; ${account.mayExceed} may`,
  );
}

/** Table cell of a month or a year. */
export function accountCell(account: Account | undefined, lang: Lang): CellWords {
  if (!account) {
    const reason = NO_LAMP.noTarget?.[lang] ?? '';
    return { main: reason, sub: '', reason };
  }
  const reason = accountReason(account, lang);
  if (account.lamp.state === 'none') return { main: '—', sub: reason, reason };
  if (account.kind === 'mean') return meanCell(account, lang, reason);
  if (account.kind === 'index') return indexCell(account, lang, reason);
  return daysCell(account, lang, reason);
}

const planWord = (account: MeanAccount, lang: Lang): string =>
  account.scale === 'month'
    ? pick(lang, `计划 ${account.target}`, `plan ${account.target}`)
    : pick(lang, `目标 ${account.target}`, `target ${account.target}`);

function finishedWord(lamp: Lamp, lang: Lang): string {
  return lamp.code === 'met' ? pick(lang, '已守住', 'kept') : pick(lang, '未守住', 'missed');
}

/** 余 1.4, 透支 3.9, or 稳妥已超 0.3 where rounding alone keeps the year. */
export function reserveWords(account: MeanAccount, lang: Lang): string {
  if (account.reserve === null) return '';
  const text = unsigned(account.reserve.text);
  if (account.reserve.value >= 0 || Number(text) === 0) return pick(lang, `余 ${text}`, `${text} to spare`);
  return account.lamp.code === 'roundingOnly'
    ? pick(lang, `稳妥已超 ${text}`, `${text} over without rounding`)
    : pick(lang, `透支 ${text}`, `overdrawn by ${text}`);
}

function meanCell(account: MeanAccount, lang: Lang, reason: string): CellWords {
  const over = account.overPlan;
  if (account.rest.count === 0 || account.lamp.code === 'met' || account.lamp.code === 'missed') {
    return {
      main: finishedWord(account.lamp, lang),
      sub: `${account.soFar?.text ?? '—'}${pick(lang, '，', ', ')}${planWord(account, lang)}`,
      reason,
    };
  }
  if (account.allowance === null) {
    const sub =
      over === null
        ? planWord(account, lang)
        : pick(
            lang,
            `超${account.scale === 'month' ? '计划' : '目标'} ${over.text}`,
            `${over.text} over the ${account.scale === 'month' ? 'plan' : 'target'}`,
          );
    return { main: pick(lang, '已无可能', 'impossible'), sub, reason };
  }
  const comma = pick(lang, '，', ', ');
  if (account.rest.unit === 'hours') {
    const now = account.expected ? brief(account.expected.text) : '—';
    return {
      main: pick(lang, `余下 ≤${account.allowance.brief}`, `rest ≤${account.allowance.brief}`),
      sub: `${pick(lang, `现 ${now}`, `now ${now}`)}${comma}${planWord(account, lang)}`,
      reason,
    };
  }
  if (account.scale === 'month') {
    const level = account.expected?.text ?? '—';
    const days = pick(lang, `近日 ${level}`, `lately ${level}`);
    return { main: `≤${account.allowance.text}`, sub: `${days}${comma}${planWord(account, lang)}`, reason };
  }
  return {
    main: `≤${account.allowance.text}`,
    sub: `${reserveWords(account, lang)}${comma}${planWord(account, lang)}`,
    reason,
  };
}

/** A latest hour has no decimals of its own. */
const brief = (text: string): string => text.replace(/\.0$/, '');

function indexCell(account: IndexAccount, lang: Lang, reason: string): CellWords {
  const room = account.room;
  const text = room ? unsigned(room.text) : '—';
  const word =
    room && room.value < 0
      ? pick(lang, `超 ${text}`, `${text} over`)
      : pick(lang, `余 ${text}`, `${text} to spare`);
  return {
    main: account.current?.text ?? '—',
    sub: `${word}${pick(lang, '，目标 ', ', target ')}${account.target}`,
    reason,
  };
}

function daysCell(account: DaysAccount, lang: Lang, reason: string): CellWords {
  const may = Math.max(0, account.mayExceed);
  const main =
    account.lamp.state === 'impossible'
      ? pick(lang, '已无可能', 'impossible')
      : account.kind === 'count'
        ? pick(lang, `可再有 ${may} 天`, `${may} more allowed`)
        : pick(lang, `可超 ${may} 天`, `${may} days may exceed`);
  if (account.good) {
    const { needed } = account.good;
    return {
      main,
      sub: pick(
        lang,
        `还需良 ${needed} / ${account.rest.count}`,
        `${needed} good of ${account.rest.count} needed`,
      ),
      reason,
    };
  }
  return {
    main,
    sub: pick(
      lang,
      `已用 ${account.usedDays} / ${account.budgetDays}`,
      `${account.usedDays} of ${account.budgetDays} used`,
    ),
    reason,
  };
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
        `${name} is ${lead.present?.text} now; ${day.hoursLeft} hours at ≤ ${lead.allowance.brief} keep the day good`,
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
  const rest = pick(lang, `余下 ${count} ${unit === 'hours' ? '小时' : '天'}`, `${count} ${unit} left`);
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

/** The bands of the lamps, for the legend. */
export const bandsOf = (settings = DEFAULT_SETTINGS): { safe: number; safeYear: number } => ({
  safe: settings.safePercent,
  safeYear: settings.safeYearPercent,
});
