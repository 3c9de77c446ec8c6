/** The facts of a moment that a notice stands on, as data and as words (DIS-2.3). */
import type { ProgramLamp, TriggerFacts } from '@qingzhang/contract';
import { plannedPercent, sayLampReason, workdaysBetween } from '@qingzhang/domain';
import type { Rules } from './derive.ts';
import { lampReasonOf, measureOf, numberOf, pathOf, type TaskRecord } from './record.ts';

/** Thousands apart, at most two decimals: 8,600. */
const amount = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
const one = (value: number): string => (Math.round(value * 10) / 10).toFixed(1);

export const lampOf = (record: Pick<TaskRecord, 'lamp'>): ProgramLamp => {
  const { lamp } = record;
  return lamp === 'red' || lamp === 'yellow' || lamp === 'green' || lamp === 'blue' ? lamp : 'grey';
};

/** Why it stands where it stands, as of today. */
export function triggerFacts(
  record: TaskRecord,
  { today, calendar }: Rules,
  lang: 'zh' | 'en',
): TriggerFacts {
  const planned = plannedPercent(pathOf(record), today);
  const progress = numberOf(record.progress);
  const zh = lang === 'zh';
  const over =
    record.deadline !== null && today > record.deadline
      ? workdaysBetween(calendar, record.deadline, today)
      : 0;
  const measure = measureOf(record);
  const reason = lampReasonOf(record);
  // How far it is overdue is said in its own line below.
  const words = reason.code === 'overdue' && over > 0 ? [] : [sayLampReason(reason, lang)];
  if (measure?.kind === 'figure' && measure.current !== null) {
    words.push(
      zh
        ? `${measure.name} ${amount(measure.current)} ${measure.unit}，目标 ${amount(measure.target)} ${measure.unit}`
        : `${measure.name} ${amount(measure.current)} of ${amount(measure.target)} ${measure.unit}`,
    );
  }
  if (planned !== null) {
    words.push(
      zh
        ? `实际 ${one(progress ?? 0)}%，序时 ${one(planned)}%`
        : `${one(progress ?? 0)}% done, ${one(planned)}% planned`,
    );
  }
  if (over > 0) words.push(zh ? `逾期 ${over} 个工作日` : `overdue by ${over} working days`);
  if (record.red_months > 1)
    words.push(zh ? `连续 ${record.red_months} 个月红灯` : `red for ${record.red_months} months`);
  return {
    day: today,
    lamp: lampOf(record),
    gap: planned === null ? null : Math.round((planned - (progress ?? 0)) * 10) / 10,
    progress,
    planned: planned === null ? null : Math.round(planned * 10) / 10,
    overdueDays: over,
    redMonths: record.red_months,
    words,
  };
}
