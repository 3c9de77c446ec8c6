import type { ItemPage } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { monthAfter, monthDay } from './days.ts';

type Step = ItemPage['steps'][number];

/** When a step ahead is expected: its days, or the server's words for it. */
function whenOf(step: Step | undefined): string {
  if (step === undefined) return '';
  const { on, until, remark } = step;
  if (on !== null)
    return until !== null && until !== on ? `${monthDay(on)}–${monthDay(until)}` : monthDay(on);
  return remark ?? '';
}

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
      ? t('next.notice', { days: life.noticeDays, when: whenOf(step('notice')), closing: whenOf(closing) })
      : t('next.close'),
    first === undefined ? '' : t('next.lookBack', { month: monthAfter(base, first) }),
  ]
    .filter(Boolean)
    .join(' ');
}
