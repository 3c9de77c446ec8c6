/** Why a lamp shows what it shows, in words. */
import type { Lang } from '@qingzhang/contract';
import type { Account, DayAccount, PollutantDay, ReasonCode } from '@qingzhang/domain';
import type { Both } from './words.ts';

const PLAIN: Readonly<Record<ReasonCode, Both>> = {
  room: { zh: '余量充足', en: 'there is room' },
  littleRoom: { zh: '还有余量，但不多', en: 'there is room, but little' },
  roundingOnly: { zh: '只靠修约过线', en: 'kept only by rounding' },
  paceExceeds: { zh: '照现在的水平会超', en: 'the present level exceeds it' },
  pathExceeds: { zh: '目标路径的余下段高于可承受值', en: 'the planned path of the rest exceeds it' },
  evenZeroExceeds: { zh: '余下为零也超', en: 'exceeded even with nothing in the rest' },
  met: { zh: '已期满，达到', en: 'over: met' },
  missed: { zh: '已期满，未达到', en: 'over: missed' },
  secured: { zh: '余下全部超标也能守住', en: 'kept whatever follows' },
  noneAllowed: { zh: '目标为零，至今未发生', en: 'none allowed, none so far' },
  noTarget: { zh: '未设目标', en: 'no target set' },
  noData: { zh: '没有有效数据', en: 'no valid data' },
  notBegun: { zh: '尚未开始', en: 'not begun' },
  dayInvalid: { zh: '有效小时不足，当日无法评价', en: 'too few valid hours: the day cannot be evaluated' },
  periodInvalid: {
    zh: '有效天数不足，本期无法评价',
    en: 'too few valid days: the period cannot be evaluated',
  },
};

/** The plain words of a reason. */
export const reasonWords = (code: ReasonCode, lang: Lang): string => PLAIN[code][lang];

const percent = (share: number): string => String(Math.round(Math.abs(share) * 100));

/** The reason of a period's lamp with its numbers. */
export function accountReason(account: Account, lang: Lang): string {
  const { code, room } = account.lamp;
  const plain = reasonWords(code, lang);
  if (account.kind === 'mean' && account.expected !== null && account.allowance !== null && room !== null) {
    const { expected, allowance, unit } = account;
    const share = percent(room);
    const what = EXPECTED[expected.by][lang];
    if (room >= 0) {
      return lang === 'zh'
        ? `${what} ${expected.text}，低于可承受值 ${share}%`
        : `${what} ${expected.text} ${unit}, ${share} % below what may be afforded`;
    }
    return lang === 'zh'
      ? `${what} ${expected.text}，高于可承受值 ${allowance.text}`
      : `${what} ${expected.text} ${unit}, above the ${allowance.text} that may be afforded`;
  }
  if (
    (account.kind === 'share' || account.kind === 'count' || account.kind === 'percentile') &&
    room !== null
  ) {
    return lang === 'zh'
      ? `${plain}：还可超 ${account.mayExceed} 天，按目标路径余下会超 ${account.expectedDays.text} 天`
      : `${plain}: ${account.mayExceed} days may still exceed, the planned path expects ${account.expectedDays.text}`;
  }
  if (account.kind === 'index' && account.current !== null && account.expected !== null) {
    return lang === 'zh'
      ? `${plain}：现 ${account.current.text}，按目标路径应为 ${account.expected.text}`
      : `${plain}: now ${account.current.text}, the planned path says ${account.expected.text}`;
  }
  return plain;
}

const EXPECTED: Readonly<Record<'hour' | 'days' | 'path', Both>> = {
  hour: { zh: '最近一小时', en: 'the latest hour is' },
  days: { zh: '近几日均值', en: 'the last days average' },
  path: { zh: '目标路径余下段', en: 'the planned path of the rest averages' },
};

/** The reason of one pollutant's day. */
export function pollutantDayReason(day: PollutantDay, lang: Lang): string {
  const plain = reasonWords(day.lamp.code, lang);
  if (day.present === null || day.allowance === null || day.usedShare === null) return plain;
  return lang === 'zh'
    ? `${plain}：现值为可承受值的 ${percent(day.usedShare)}%`
    : `${plain}: the present value is ${percent(day.usedShare)} % of what may be afforded`;
}

/** The reason of the whole day's lamp. */
export const dayReason = (day: DayAccount, lang: Lang): string =>
  day.lead ? pollutantDayReason(day.lead, lang) : reasonWords(day.lamp.code, lang);
