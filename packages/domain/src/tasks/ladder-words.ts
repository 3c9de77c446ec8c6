/** The ladder in words. */
import { type LiftCondition, needsDecision, type Rung, type RungReason } from './ladder.ts';

type Lang = 'zh' | 'en';

const RUNGS: Readonly<Record<Rung, { readonly zh: string; readonly en: string }>> = {
  remind: { zh: '提醒函', en: 'reminder' },
  chase: { zh: '催办单', en: 'chase note' },
  supervise: { zh: '督办单', en: 'supervision notice' },
  bulletin: { zh: '通报', en: 'bulletin' },
  warning: { zh: '预警函', en: 'warning letter' },
  summons: { zh: '约谈', en: 'summons' },
  listing: { zh: '挂牌督办', en: 'listing' },
  limit: { zh: '区域限批', en: 'limited approvals' },
  transfer: { zh: '移交', en: 'transfer' },
};

/** 督办单. */
export const sayRung = (rung: Rung, lang: Lang): string => RUNGS[rung][lang];

/** Why the rules propose it: 逾期 3 个工作日. */
export function sayRungReason(reason: RungReason, lang: Lang): string {
  const zh = lang === 'zh';
  switch (reason.code) {
    case 'yellow':
      return zh ? '黄灯' : 'Yellow';
    case 'clockLate':
      return zh ? '13710 时钟超时' : 'A 13710 clock has run out';
    case 'red':
      return zh ? '红灯' : 'Red';
    case 'overdue':
      return zh ? `逾期 ${reason.workdays} 个工作日` : `Overdue by ${reason.workdays} working days`;
    case 'noEffect': {
      const unit = reason.after === 'warning' ? ['日', 'days'] : ['个工作日', 'working days'];
      return zh
        ? `${sayRung(reason.after, lang)}后 ${reason.days} ${unit[0]}未改善`
        : `No improvement ${reason.days} ${unit[1]} after the ${sayRung(reason.after, lang)}`;
    }
    case 'redMonths':
      return zh ? `连续 ${reason.months} 个月红灯` : `Red for ${reason.months} months in a row`;
  }
}

/** 连续 2 个月落后 ≤5 点. */
export function sayLift(condition: LiftCondition, lang: Lang): string {
  const zh = lang === 'zh';
  switch (condition.kind) {
    case 'withinGap':
      return zh
        ? `连续 ${condition.months} 个月落后 ≤${condition.points} 点`
        : `At most ${condition.points} points behind for ${condition.months} months in a row`;
    case 'notRed':
      return zh ? `连续 ${condition.months} 个月不是红灯` : `Not red for ${condition.months} months in a row`;
    case 'settled':
      return zh ? '申请销号或已销号' : 'Close-out applied for, or closed';
  }
}

/** When a rung that is still ahead would come, by the settings in force. */
export function sayRungAhead(
  rung: Rung,
  settings: {
    readonly superviseAfter: number;
    readonly bulletinAfter: number;
    readonly warningRedMonths: number;
    readonly summonsAfter: number;
  },
  lang: Lang,
): string {
  const zh = lang === 'zh';
  if (needsDecision(rung)) return zh ? '需厅务会决定' : 'By decision of the department only';
  switch (rung) {
    case 'remind':
      return zh ? '黄灯或时钟超时' : 'When yellow, or a clock runs out';
    case 'chase':
      return zh ? '逾期，或提醒后仍为红灯' : 'When overdue, or still red after the reminder';
    case 'supervise':
      return zh
        ? `催办后 ${settings.superviseAfter} 日未改善`
        : `${settings.superviseAfter} working days after the chase without effect`;
    case 'bulletin':
      return zh
        ? `督办后 ${settings.bulletinAfter} 日未达标`
        : `${settings.bulletinAfter} working days after the supervision notice without effect`;
    case 'warning':
      return zh
        ? `连续 ${settings.warningRedMonths} 个月红灯`
        : `Red for ${settings.warningRedMonths} months in a row`;
    default:
      return zh
        ? `预警后 ${settings.summonsAfter} 日未改善`
        : `${settings.summonsAfter} days after the warning letter without improvement`;
  }
}
