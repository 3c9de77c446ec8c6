/** The reason of a lamp in words (DIS-2.2: shown beside every lamp). */
import { type Day, dayOfMonth, monthOf } from '@qingzhang/standards';
import type { LampReason, ProgramLamp } from './program-lamp.ts';

const LAMP_WORDS: Readonly<Record<ProgramLamp, { readonly zh: string; readonly en: string }>> = {
  red: { zh: '红', en: 'red' },
  yellow: { zh: '黄', en: 'yellow' },
  green: { zh: '绿', en: 'green' },
  blue: { zh: '蓝', en: 'blue' },
  grey: { zh: '灰', en: 'grey' },
};

/** The character that is always printed in the lamp (colour-blind safe), or its English name. */
export const sayLamp = (lamp: ProgramLamp, lang: 'zh' | 'en'): string => LAMP_WORDS[lamp][lang];

/** One decimal, halves away from zero. */
const points = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);
const shortDay = (day: Day): string => `${monthOf(day)}-${dayOfMonth(day)}`;
const days = (n: number): string => (n === 1 ? '1 day' : `${n} days`);
const inside = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
const TIMES_ZH = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

/** 落后序时 18.4 点（>15）; 18.4 points behind plan (> 15). */
export function sayLampReason(reason: LampReason, lang: 'zh' | 'en'): string {
  return lang === 'zh' ? sayZh(reason) : sayEn(reason);
}

function sayZh(reason: LampReason): string {
  switch (reason.code) {
    case 'notApplicable':
      return '本市无此项';
    case 'paused':
      return `经批准暂停至 ${shortDay(reason.until)}，不计分母`;
    case 'notStarted':
      return `按计划 ${shortDay(reason.startsOn)} 启动`;
    case 'closedEarly':
      return `提前 ${reason.days} 天办结`;
    case 'closed':
      return '按期销号';
    case 'closedLate':
      return `逾期 ${reason.days} 天后销号`;
    case 'rebound':
      return '销号后反弹';
    case 'overdue':
      return `逾期 ${reason.days} 天`;
    case 'farBehind':
      return `落后序时 ${points(reason.points)} 点（>${reason.limit}）`;
    case 'yellowMonths':
      return `连续${TIMES_ZH[reason.months] ?? reason.months}个月黄灯（${sayZh(reason.after)}）`;
    case 'behind':
      return `落后序时 ${points(reason.points)} 点`;
    case 'behindLate':
      return `差 ${points(reason.points)} 点，只剩 ${reason.days} 天`;
    case 'deadlineNear':
      return `距期限 ${reason.days} 天，未申请销号`;
    case 'reportMissing':
      return `${Number(reason.month.slice(5, 7))}月未报`;
    case 'rejected':
      return `佐证被退 ${reason.times} 次`;
    case 'ahead':
      return `超前 ${points(reason.points)} 点`;
    case 'onPlan':
      return '达到序时';
    case 'calm':
      return reason.days === null
        ? `差 ${points(reason.points)} 点`
        : `差 ${points(reason.points)} 点，余 ${reason.days} 天`;
    case 'noPlan':
      return '期限内办理';
  }
}

function sayEn(reason: LampReason): string {
  switch (reason.code) {
    case 'notApplicable':
      return 'No such task in this city';
    case 'paused':
      return `Paused with approval until ${reason.until}, not counted`;
    case 'notStarted':
      return `Begins by plan on ${reason.startsOn}`;
    case 'closedEarly':
      return `Closed ${days(reason.days)} early`;
    case 'closed':
      return 'Closed in time';
    case 'closedLate':
      return `Closed ${days(reason.days)} late`;
    case 'rebound':
      return 'Came back after close-out';
    case 'overdue':
      return `Overdue by ${days(reason.days)}`;
    case 'farBehind':
      return `${points(reason.points)} points behind plan (> ${reason.limit})`;
    case 'yellowMonths':
      return `Yellow for ${reason.months} months in a row (${inside(sayEn(reason.after))})`;
    case 'behind':
      return `${points(reason.points)} points behind plan`;
    case 'behindLate':
      return `${points(reason.points)} points short with ${days(reason.days)} left`;
    case 'deadlineNear':
      return `${days(reason.days)} to the deadline, close-out not applied for`;
    case 'reportMissing':
      return `No report for ${reason.month}`;
    case 'rejected':
      return reason.times === 1 ? 'Evidence returned once' : `Evidence returned ${reason.times} times`;
    case 'ahead':
      return `${points(reason.points)} points ahead`;
    case 'onPlan':
      return 'On plan';
    case 'calm':
      return reason.days === null
        ? `${points(reason.points)} points short`
        : `${points(reason.points)} points short, ${days(reason.days)} left`;
    case 'noPlan':
      return 'Within its time';
  }
}
