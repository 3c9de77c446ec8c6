import { listBulletins, postBulletin } from '@qingzhang/contract';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useOverview } from '../app/overview.ts';
import { wallOf } from '../ui/moments.ts';
import { PeriodPicker } from '../ui/period-picker.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './bulletins.module.css';
import { usePeriodName } from './period-name.ts';
import { coveredMonths, latestWholeMonth } from './periods.ts';

const kinds = ['month', 'quarter', 'half', 'year'] as const;

/** 生成通报: choose the period; whether it will be final or provisional is said before. */
export function MakeBulletin() {
  const { t } = useTranslation('bulletins');
  const { data: overview } = useOverview();
  const navigate = useNavigate();
  const name = usePeriodName();
  const make = useSend(postBulletin, [listBulletins]);
  const [picked, setPicked] = useState<string | null>(null);
  const lastDay = overview?.span ? wallOf(overview.span.last).day : null;
  if (!overview || lastDay === null) return null;
  const period = picked ?? latestWholeMonth(lastDay);
  const closed = new Set(overview.closings.map((closing) => closing.period));
  const open = coveredMonths(period).filter((month) => !closed.has(month));
  return (
    <section className={styles.make}>
      <PeriodPicker value={period} onChange={setPicked} kinds={kinds} />
      <button
        type="button"
        className="btn pri"
        disabled={make.isPending}
        onClick={() =>
          make.mutate(
            { body: { period } },
            {
              onSuccess: ({ id }) => void navigate({ to: '/bulletins/$id', params: { id: String(id) } }),
            },
          )
        }
      >
        {make.isPending ? t('make.making') : t('make.make', { period: name(period) })}
      </button>
      <span className="n3">
        {open.length === 0
          ? t('make.closed')
          : t('make.provisional', { months: open.map(name).join(t('separator')) })}
      </span>
      {make.error && <ErrorPanel error={make.error} />}
    </section>
  );
}
