import type { RankColumn } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import { moreIsBetter } from '../ui/pollutants.ts';
import { type Accent, SlopeChart } from '../ui/slope-chart.tsx';
import { Twin } from '../ui/twin.tsx';
import { NARROW, useMedia } from '../ui/use-media.ts';
import { HeadCell } from './head-cell.tsx';
import { usePlaceName } from './place-name.ts';
import type { RankBy } from './ranking-search.ts';

interface SlopeColumnProps {
  readonly column: RankColumn;
  readonly by: RankBy;
  readonly accents: ReadonlyMap<string, Accent>;
  readonly showN: boolean;
  readonly asked: string | null;
  readonly onPick: (code: string) => void;
}

/** One period: the slope chart, what is not ranked and why, n. On a phone: one column, best first. */
export function SlopeColumn({ column, by, accents, showN, asked, onPick }: SlopeColumnProps) {
  const { t } = useTranslation('ranking');
  const { t: ui } = useTranslation('ui');
  const name = usePlaceName(column.rows);
  const low = useMedia('(max-height: 800px)');
  const narrow = useMedia(NARROW);
  const indicator = ui(`indicator.${by}`);
  const invalid = column.rows.filter(({ rank }) => rank === null);
  const many = column.rows.length > 15;
  const table = <RankTable column={column} indicator={indicator} onPick={onPick} asked={asked} />;
  const label = t('slope.label', { period: column.period.label, indicator, n: column.n });
  return (
    <section aria-label={label}>
      <h2>
        {column.period.label}
        {showN && !narrow && <small>{t('slope.hint')}</small>}
      </h2>
      {narrow ? (
        table
      ) : (
        <Twin
          label={label}
          chart={
            <SlopeChart
              label={label}
              rows={column.rows.map((row) => ({
                code: row.region,
                name: name(row.region, 'short'),
                rank: row.rank,
                figure: row.cell.figure,
                changeRank: row.changeRank,
                delta: row.cell.delta,
                n: row.validDays,
              }))}
              headings={{
                state: t('slope.state', { indicator }),
                stateNote: moreIsBetter(by) ? t('slope.moreIsBetter') : t('slope.lessIsBetter'),
                change: t('slope.change', { lastYear: Number(column.period.from.slice(0, 4)) - 1 }),
                changeNote: t('slope.changeNote'),
              }}
              accents={accents}
              showN={showN}
              rowHeight={many ? 22 : low ? 44 : 57.2}
              selected={asked}
              onPick={onPick}
            />
          }
          table={table}
        />
      )}
      {invalid.length > 0 && (
        <p className="not-ranked">
          <b>{t('slope.invalid')}</b>{' '}
          {invalid.map((row) => (
            <span key={row.region}>
              {name(row.region, 'short')}
              {row.invalid && t('slope.because', { reason: row.invalid })}
            </span>
          ))}
        </p>
      )}
      <p className="cap">{column.note}</p>
    </section>
  );
}

interface RankTableProps {
  readonly column: RankColumn;
  readonly indicator: string;
  readonly asked: string | null;
  readonly onPick: (code: string) => void;
}

/** The chart's table: state rank, figure, change and its rank, n; best state first. */
function RankTable({ column, indicator, asked, onPick }: RankTableProps) {
  const { t } = useTranslation('ranking');
  const name = usePlaceName(column.rows);
  const rows = [...column.rows].sort((a, b) => (a.rank ?? 9999) - (b.rank ?? 9999));
  const rankText = (rank: number | null, tied: boolean) =>
    rank === null ? '—' : tied ? t('table.tied', { rank }) : rank;
  return (
    <table className="grid rank-table">
      <caption className="unseen">
        {t('slope.against', { period: column.period.label, lastYear: column.lastYear })}
      </caption>
      <thead>
        <tr>
          <HeadCell of="rank" />
          <HeadCell of="city" />
          <th scope="col" className="num">
            {indicator}
          </th>
          <HeadCell of="change" />
          <HeadCell of="changeRank" />
          <HeadCell of="validDays" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.region} className={row.region === asked ? 'asked' : undefined}>
            <td className="num n3">{rankText(row.rank, row.tied)}</td>
            <th scope="row">
              <button type="button" className="plain pick-city" onClick={() => onPick(row.region)}>
                {name(row.region, 'short')}
              </button>
            </th>
            <td className="num b">
              <FigureText figure={row.cell.figure} />
            </td>
            <td className="num">
              <DeltaText delta={row.cell.delta} />
            </td>
            <td className="num n3">{rankText(row.changeRank, row.changeTied)}</td>
            <td className="num n3">{row.validDays}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
