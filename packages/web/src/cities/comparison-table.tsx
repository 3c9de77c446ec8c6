import type { CityAccount } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import { IndicatorName } from './indicator-name.tsx';
import styles from './tables.module.css';

interface ComparisonTableProps {
  readonly year: number;
  readonly rows: CityAccount['comparison'];
}

/** 与去年同期: this year beside last year, every indicator, with what it means. */
export function ComparisonTable({ year, rows }: ComparisonTableProps) {
  const { t } = useTranslation('cities');
  if (rows.length === 0) return <p className="n3">{t('comparison.none')}</p>;
  return (
    <div className="scroll">
      <table className={styles.table}>
        <caption className="unseen">{t('comparison.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('comparison.indicator')}</th>
            <th scope="col" className="num">
              {year}
            </th>
            <th scope="col" className="num">
              {year - 1}
            </th>
            <th scope="col" className={styles.delta}>
              {t('comparison.delta')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ indicator, cell }) => (
            <tr key={indicator}>
              <th scope="row">
                <IndicatorName indicator={indicator} /> {cell.unit !== '' && <small>{cell.unit}</small>}
              </th>
              <td className="num b">
                <FigureText figure={cell.figure} />
              </td>
              <td className="num n2">
                <FigureText figure={cell.last} />
              </td>
              <td className={styles.delta}>
                <DeltaText delta={cell.delta} width={74} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
