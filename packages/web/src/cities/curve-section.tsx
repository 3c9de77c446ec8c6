import type { CityAccount, Lang, TargetIndicator } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { dayText } from '../ui/moments.ts';
import { Empty } from '../ui/states.tsx';
import { Twin } from '../ui/twin.tsx';
import { CumulativeChart } from './chart/cumulative-chart.tsx';
import { type Curve, countsDays, curveModel, monthEnds } from './chart/curve-model.ts';
import { whole } from './chart/format.ts';
import { useIndicatorName } from './indicator-name.tsx';
import styles from './tables.module.css';

interface CurveSectionProps {
  readonly account: CityAccount;
  /** The target that is looked at; it may have no curve. */
  readonly indicator: TargetIndicator;
  readonly lang: Lang;
  readonly className?: string | undefined;
  readonly onIndicator: (indicator: TargetIndicator) => void;
}

/** The cumulative chart with its heading, the choice of the target and the same data as a table. */
export function CurveSection({ account, indicator, lang, className, onIndicator }: CurveSectionProps) {
  const { t } = useTranslation('cities');
  const name = useIndicatorName();
  const { curve, year } = account;
  const choices = account.ledger.rows.map(({ indicator }) => indicator);
  return (
    <section className={className}>
      <div className={styles.head}>
        <h2>
          {t('curve.title', { indicator: name(indicator) })}
          {curve && <small>{note(curve)}</small>}
        </h2>
        <span className={`${styles.right} noprint`}>
          {choices.length > 1 && (
            <Select
              size="small"
              aria-label={t('curve.pick')}
              value={indicator}
              onChange={onIndicator}
              popupMatchSelectWidth={false}
              options={choices.map((indicator) => ({ value: indicator, label: name(indicator) }))}
            />
          )}
        </span>
      </div>
      {curve ? (
        <Twin
          label={t('curve.title', { indicator: name(indicator) })}
          chart={<CumulativeChart curve={curve} year={year} lang={lang} />}
          table={<MonthTable curve={curve} lang={lang} />}
        />
      ) : (
        <Empty
          title={indicator === 'index' && choices.includes('index') ? t('curve.noSum') : t('curve.none')}
        >
          {choices.length === 0 && (
            <p className="n2">
              {t('curve.noneHint')} <Link to="/targets">{t('curve.toTargets')}</Link>
            </p>
          )}
        </Empty>
      )}
    </section>
  );

  function note(shown: Curve): string {
    const { unit } = shown;
    const model = curveModel(shown);
    if (countsDays(shown) && model.daysLeft > 0 && model.cone) return t('curve.noteDays');
    if (model.daysLeft <= 0) return t('curve.noteClosed', { unit });
    return model.cone === null ? t('curve.noteOver', { unit }) : t('curve.note', { unit });
  }
}

/** The month ends of the chart as a table. */
function MonthTable({ curve, lang }: { readonly curve: Curve; readonly lang: Lang }) {
  const { t } = useTranslation('cities');
  const cell = (value: number | null) => <td className="num">{value === null ? '—' : whole(value)}</td>;
  const known = curve.points.findLast(({ spent }) => spent !== null);
  const rows = monthEnds(curve);
  const shown =
    known && !rows.includes(known) ? [...rows, known].sort((a, b) => a.day.localeCompare(b.day)) : rows;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('curve.month')}</th>
          {(['spentColumn', 'planColumn', 'lastColumn', 'balanceColumn'] as const).map((column) => (
            <th key={column} scope="col" className="num">
              {t(`curve.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((point) => (
          <tr key={point.day}>
            <th scope="row">{dayText(point.day, lang)}</th>
            {cell(point.spent)}
            {cell(point.plan)}
            {cell(point.last)}
            {cell(point.balance)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
