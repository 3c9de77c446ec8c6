import type { Lang } from '@qingzhang/contract';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { useIndicatorName } from '../cities/indicator-name.tsx';
import { Badge } from '../ui/badges.tsx';
import { momentText, monthText } from '../ui/moments.ts';
import { type Cell, unitOf } from './grid-model.ts';
import { TargetForm } from './target-form.tsx';
import styles from './targets.module.css';

interface TargetDrawerProps {
  readonly cell: Cell;
  readonly year: number;
  readonly lang: Lang;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

/** One target: what is in force and by which document, its versions, and the form for a new one. */
export function TargetDrawer({ cell, year, lang, mayWrite, onClose }: TargetDrawerProps) {
  const { t } = useTranslation('targets');
  const region = useRegionName();
  const indicator = useIndicatorName();
  const { current, earlier } = cell;
  return (
    <Drawer
      open
      onClose={onClose}
      size={Math.min(560, window.innerWidth)}
      title={t('drawer', { region: region(cell.region), year, indicator: indicator(cell.indicator) })}
    >
      {current ? (
        <Version target={current} unit={unitOf[cell.indicator]} lang={lang} />
      ) : (
        <p className="n2">{t('notSetYet')}</p>
      )}
      {mayWrite && (
        <section className={styles.section}>
          <h2>
            {current ? t('newVersion') : t('newTarget')}
            {current && <small>{t('newVersionNote')}</small>}
          </h2>
          <TargetForm cell={cell} year={year} lang={lang} onDone={onClose} />
        </section>
      )}
      {earlier.length > 0 && (
        <section className={styles.section}>
          <h2>{t('history')}</h2>
          {earlier.map((target) => (
            <Version key={target.id} target={target} unit={unitOf[cell.indicator]} lang={lang} />
          ))}
        </section>
      )}
    </Drawer>
  );
}

type Versioned = NonNullable<Cell['current']>;

function Version({
  target,
  unit,
  lang,
}: {
  readonly target: Versioned;
  readonly unit: string;
  readonly lang: Lang;
}) {
  const { t } = useTranslation('targets');
  const { t: ui } = useTranslation('ui');
  return (
    <article className={target.supersededAt ? styles.old : styles.version}>
      <p>
        <b className={styles.value}>{target.value}</b> <small>{unit}</small>{' '}
        <Badge>{t('version', { version: target.version })}</Badge>{' '}
        {target.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
      </p>
      <dl>
        <dt>{t('document')}</dt>
        <dd>
          {target.document}
          {target.documentDate && `　${target.documentDate}`}
        </dd>
        <dt>{t('entered')}</dt>
        <dd>
          {target.createdBy}　{momentText(target.createdAt)}
        </dd>
        {target.supersededAt && (
          <>
            <dt>{t('superseded')}</dt>
            <dd>{momentText(target.supersededAt)}</dd>
          </>
        )}
        <dt>{t('monthly')}</dt>
        <dd>
          {target.monthly === null ? (
            <span className="n3">{t('monthlyNone')}</span>
          ) : (
            <ol className={styles.months}>
              {target.monthly.map((value, month) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the place is the month
                <li key={month}>
                  <small>{monthText(month + 1, lang)}</small>
                  {value}
                </li>
              ))}
            </ol>
          )}
        </dd>
      </dl>
    </article>
  );
}
