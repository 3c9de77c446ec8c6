import type { ItemPage } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { monthAfter } from './days.ts';

type Step = ItemPage['steps'][number];

/** 同意之后会怎样, in words: who comes next, the notice, the close-out, the look-back. */
export function useWhatNext(item: ItemPage): string {
  const { t } = useTranslation('items');
  const { life } = item.definition;
  if (item.state !== 'acceptance') return t(`next.check.${life.acceptance}`);
  const signed = item.acceptance.filter(({ at }) => at !== null).length;
  if (life.coSign && signed === 0) return t('next.second');
  const step = (state: Step['state']) => item.steps.find((one) => one.state === state);
  const [first] = life.lookBackMonths;
  const closing = step('closed');
  const base = closing?.on ?? new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return [
    life.noticeDays > 0
      ? t('next.notice', { days: life.noticeDays, closing: closing?.remark ?? '' })
      : t('next.close'),
    first === undefined ? '' : t('next.lookBack', { month: monthAfter(base, first) }),
  ]
    .filter(Boolean)
    .join(' ');
}
