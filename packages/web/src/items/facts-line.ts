import type { ItemPage } from '@qingzhang/contract';
import type { TFunction } from 'i18next';
import { monthDay } from './days.ts';

/** Measures done of all, and how many of them late. */
export function measureCounts({ measures }: Pick<ItemPage, 'measures'>) {
  return {
    done: measures.filter(({ doneOn }) => doneOn !== null).length,
    all: measures.length,
    late: measures.filter(({ late }) => late > 0).length,
    days: Math.max(0, ...measures.map(({ late }) => late)),
  };
}

/** 6/6 项措施完成，正在验收；距 08-31 还剩 39 个工作日: the facts beside the title; the lamp's reason where it is not green. */
export function factsLine(item: ItemPage, t: TFunction<'items'>): string {
  const { done, all } = measureCounts(item);
  const parts = [
    ...(all > 0 ? [t('line.measures', { done, all })] : []),
    t(`line.state.${item.state}`),
    ...(item.lamp === 'green' || item.reason === '' ? [] : [item.reason]),
  ];
  return [parts.join(t('line.comma')), dueLine(item, t)].filter(Boolean).join(t('line.semicolon'));
}

function dueLine({ deadline, daysLeft }: ItemPage, t: TFunction<'items'>): string {
  if (deadline === null || daysLeft === null) return '';
  const day = monthDay(deadline);
  if (daysLeft < 0) return t('line.overdue', { day, days: -daysLeft });
  return daysLeft === 0 ? t('line.today', { day }) : t('line.left', { day, days: daysLeft });
}
