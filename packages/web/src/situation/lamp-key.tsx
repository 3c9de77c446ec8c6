import type { Situation } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Lamp } from '../ui/lamp.tsx';

interface LampKeyProps {
  readonly bands: Situation['bands'];
  readonly sorted: boolean;
  readonly children: ReactNode;
}

/** 灯的说明: what each lamp means, in the bands that hold, and how the rows are ordered. */
export function LampKey({ bands, sorted, children }: LampKeyProps) {
  const { t } = useTranslation('situation');
  return (
    <div className="key">
      <span>{t('key.title')}</span>
      <span>
        <Lamp state="safe" word /> {t('key.safe', { percent: bands.safe })}
      </span>
      <span>
        <Lamp state="tight" word /> {t('key.tight', { percent: bands.safe, year: bands.safeYear })}
      </span>
      <span>
        <Lamp state="overdrawn" word /> {t('key.overdrawn')}
      </span>
      <span>
        <Lamp state="impossible" word /> {t('key.impossible')}
      </span>
      <span>
        <b className="overdrawn hot-mark">{t('key.hot')}</b> {t('key.hotNote')}
      </span>
      <span className="hid">{t('key.why')}</span>
      <span className="order">
        {t('key.sort')} · {sorted ? t('key.sorted') : t('key.protocol')}
      </span>
      {children}
    </div>
  );
}
