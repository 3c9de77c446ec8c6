import type { Ranking, StatCell, StatIndicator } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOverview } from '../app/overview.ts';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import { unitOf } from '../ui/pollutants.ts';
import { HeadCell } from './head-cell.tsx';
import { usePlaceName } from './place-name.ts';
import { orderedTable, type TableOrder, tableOrders } from './table-order.ts';

const columns = [
  'index',
  'pm25',
  'pm10',
  'so2',
  'no2',
  'co',
  'o3',
  'goodDayShare',
  'heavyDays',
] as const satisfies readonly StatIndicator[];

interface FullTableProps {
  readonly ranking: Ranking;
  readonly order: TableOrder;
  readonly onOrder: (order: TableOrder) => void;
}

/** 总表: every city with all six pollutants, its ranks and what weighed most; protocol order unless asked. */
export function FullTable({ ranking, order, onOrder }: FullTableProps) {
  const { t } = useTranslation('ranking');
  const { t: ui } = useTranslation('ui');
  const name = usePlaceName(ranking.table);
  const { data: overview } = useOverview();
  return (
    <section className="full">
      <h2>
        {t('full.title')}
        <small>{ranking.columns[0]?.period.label}</small>
        <fieldset className="seg" aria-label={t('full.order')}>
          {tableOrders.map((one) => (
            <button key={one} type="button" aria-pressed={one === order} onClick={() => onOrder(one)}>
              {t(`full.by.${one}`)}
            </button>
          ))}
        </fieldset>
      </h2>
      <div className="scroll">
        <table className="grid">
          <caption className="unseen">{t('full.title')}</caption>
          <thead>
            <tr>
              <HeadCell of="city" />
              <HeadCell of="rank" />
              <HeadCell of="changeRank" />
              {columns.map((column) => (
                <th key={column} scope="col" className="num" colSpan={2}>
                  {ui(`indicator.${column}`)}
                  {unitOf[column] && <span className="unit"> {unitOf[column]}</span>}
                </th>
              ))}
              <th scope="col" className="largest">
                {t('full.largest')}
              </th>
              <HeadCell of="validDays" />
            </tr>
          </thead>
          <tbody>
            {orderedTable(ranking.table, order).map((row) => (
              <tr key={row.region}>
                <th scope="row" className="b">
                  {overview?.cities.some(({ code }) => code === row.region) ? (
                    <Link to="/cities/$code" params={{ code: row.region }}>
                      {name(row.region)}
                    </Link>
                  ) : (
                    name(row.region)
                  )}
                </th>
                <td className="num">{row.rank ?? '—'}</td>
                <td className="num">{row.changeRank ?? '—'}</td>
                {columns.map((column) => (
                  <Stat key={column} cell={row.stats[column]} />
                ))}
                <td className="largest">
                  {row.maxPollutants.map((pollutant) => ui(`indicator.${pollutant}`)).join(ui('join'))}
                </td>
                <td className="num n3">{row.validDays}</td>
              </tr>
            ))}
            <tr className="sum">
              <th scope="row">{t('full.province')}</th>
              <td />
              <td />
              {columns.map((column) => (
                <Stat key={column} cell={ranking.province[column]} />
              ))}
              <td />
              <td />
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Stat({ cell }: { readonly cell: StatCell | undefined }) {
  if (!cell) {
    return (
      <>
        <td className="num">—</td>
        <td />
      </>
    );
  }
  return (
    <>
      <td className="num figure">
        <FigureText figure={cell.figure} />
      </td>
      <td className="num change">
        <DeltaText delta={cell.delta} word={false} />
      </td>
    </>
  );
}
