import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import styles from './data.module.css';
import { DustEvents } from './dust-events.tsx';
import { Invalidations } from './invalidations.tsx';

/** 剔除: what is left out of evaluations, by whom and on what ground. */
export function ExclusionsTab() {
  const { t } = useTranslation('data');
  const mayReview = useMay('readings.review');
  const [withdrawn, setWithdrawn] = useState(false);
  return (
    <>
      <div className={styles.tools}>
        <Checkbox checked={withdrawn} onChange={(event) => setWithdrawn(event.target.checked)}>
          {t('exclusions.withdrawn')}
        </Checkbox>
        {!mayReview && <span className="n3">{t('exclusions.mayNot')}</span>}
      </div>
      <DustEvents withdrawn={withdrawn} />
      <Invalidations withdrawn={withdrawn} />
    </>
  );
}
