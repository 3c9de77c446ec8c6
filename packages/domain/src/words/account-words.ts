/** One account in words: the cell of the table, the rung of the ladder, the reason of its lamp. */
import type { Account, DaysAccount, IndexAccount, MeanAccount } from '../accounts/account.ts';
import { type DayAccount, overshoot, type PollutantDay } from '../accounts/day.ts';
import type { Lamp } from '../accounts/lamp.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { counted, type Lang, pick } from './sentence.ts';
import { indicatorWord, NO_LAMP } from './terms.ts';

/** The two lines of a table cell. */
export interface CellWords {
  readonly main: string;
  readonly sub: string;
  /** Why the lamp shows what it shows. */
  readonly reason: string;
}

/** @internal */
export const percent = (share: number): number => Math.round(share * 100);
/** @internal */
export const unsigned = (text: string): string => text.replace('-', '');
/** @internal */
export const months = (account: { period: string }): number => Number(account.period.slice(5, 7));

export function noLampWords(lamp: Lamp, lang: Lang): string {
  return NO_LAMP[lamp.code]?.[lang] ?? '—';
}

const atLeastOne = (share: number): number => Math.max(1, percent(share));

/** Overshoot in whole per cent, rounded to nearest, at least one: 超 17%. */
function overWords(account: PollutantDay, lang: Lang): string | null {
  const over = overshoot(account);
  return over === null ? null : pick(lang, `超 ${atLeastOne(over)}%`, `${atLeastOne(over)}% over`);
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
        `${name} is ${p.present?.text} now; the ${counted(left, 'hour')} left may reach ${p.allowance?.brief}: at the present level it will exceed`,
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
  if (account.reserve.value >= 0 || Number(text) === 0) return pick(lang, `余 ${text}`, `${text} left`);
  return account.lamp.code === 'roundingOnly'
    ? pick(lang, `稳妥已超 ${text}`, `${text} over without rounding`)
    : pick(lang, `透支 ${text}`, `${text} over`);
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
    const level = account.expected ? brief(account.expected.text) : '—';
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
      : pick(lang, `余 ${text}`, `${text} left`);
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
        : pick(lang, `可超 ${may} 天`, `${may} may exceed`);
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

/** The bands of the lamps, for the legend. */
export const bandsOf = (settings = DEFAULT_SETTINGS): { safe: number; safeYear: number } => ({
  safe: settings.safePercent,
  safeYear: settings.safeYearPercent,
});
