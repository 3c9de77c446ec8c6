import type { LampState, Situation, SituationRow, StatCell } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { StandingBadges } from '../ui/badges.tsx';
import { DayStrip, StripLegend } from '../ui/day-strip.tsx';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import { lampCell, lampGlyph } from '../ui/lamp.tsx';
import { monthText } from '../ui/moments.ts';
import { AccountText } from './account-cell.tsx';
import { type ShownWork, WorkText, WorkTotal } from './city-work.tsx';
import { nextSort, ordered, type Scale, type ShownStat, scales, shownStats } from './order.ts';
import type { SortKey } from './situation-search.ts';
import { stripTicks } from './strip-ticks.ts';

interface AccountTableProps {
  readonly situation: Situation;
  /** 任务 逾期/旧账, where the reader may see it. */
  readonly work: ShownWork | null;
  readonly sort: SortKey | undefined;
  readonly onSort: (sort: SortKey | undefined) => void;
}

/** 账户表: one row a city in protocol order, four accounts, the figures of the period, every day as a square. */
export function AccountTable({ situation, work, sort, onSort }: AccountTableProps) {
  const { t } = useTranslation('situation');
  const { headings, standing } = situation;
  return (
    <div className="scroll">
      <table className={work === null ? 'acc' : 'acc with-work'}>
        <caption className="unseen">{t('table.caption')}</caption>
        <colgroup>
          <col className="c-city" />
          <col className="c-today" />
          <col className="c-month" />
          <col className="c-year" />
          <col className="c-days" />
          <col className="c-index" />
          <col className="c-stat" />
          <col className="c-stat" />
          <col className="c-good" />
          {work !== null && <col className="c-work" />}
          <col />
        </colgroup>
        <thead>
          <tr className="grp">
            <td />
            <th className="g" colSpan={4} scope="colgroup">
              {t('table.affordable')}
              <StandingBadges standing={standing} parts={['review', 'simulated']} />
            </th>
            <th className="g" colSpan={4} scope="colgroup">
              {headings.stats}
              <StandingBadges standing={standing} parts={['dust', 'simulated']} />
            </th>
            {work !== null && <td />}
            <td />
          </tr>
          <tr>
            <th scope="col">{t('table.city')}</th>
            {scales.map((scale) => (
              <th key={scale} scope="col" aria-sort={sort === scale ? 'descending' : 'none'}>
                <SortButton heading={scale} sort={sort} onSort={onSort} text={headings[scale]} />
                <small>{headings[`${scale}Note`]}</small>
              </th>
            ))}
            {shownStats.map((stat) => (
              <th
                key={stat}
                scope="col"
                className="f"
                aria-sort={sort === stat || sort === `${stat}-change` ? 'ascending' : 'none'}
              >
                <SortButton heading={stat} sort={sort} onSort={onSort} text={t(`stat.${stat}`)} />
              </th>
            ))}
            {work !== null && (
              <th scope="col" className="wk" title={t('work.hint', { day: work.day })}>
                {t('work.tasks')}
                <small>{t('work.columns')}</small>
              </th>
            )}
            <th scope="col" className="st">
              {headings.strip}
              <StripAxis days={situation.rows[0]?.strip.map(({ day }) => day) ?? []} />
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered(situation.rows, sort).map((row) => (
            <CityRow key={row.region} row={row} work={work} sort={sort} />
          ))}
        </tbody>
        <tfoot>
          <ProvinceRow situation={situation} work={work} />
        </tfoot>
      </table>
    </div>
  );
}

interface SortButtonProps {
  readonly heading: Scale | ShownStat;
  readonly sort: SortKey | undefined;
  readonly onSort: (sort: SortKey | undefined) => void;
  readonly text: string;
}

function SortButton({ heading, sort, onSort, text }: SortButtonProps) {
  const { t } = useTranslation('situation');
  const mark =
    sort === heading ? t('table.byState') : sort === `${heading}-change` ? t('table.byChange') : '';
  return (
    <button type="button" className="plain sort" onClick={() => onSort(nextSort(heading, sort))}>
      {text}
      {mark && <span className="sort-mark">{mark}</span>}
    </button>
  );
}

/** Failing two or more of the four accounts draws the red rule: the mark does the ranking's job. */
const HOT = 2;

interface CityRowProps extends Pick<AccountTableProps, 'work' | 'sort'> {
  readonly row: SituationRow;
}

function CityRow({ row, work, sort }: CityRowProps) {
  const name = useRegionName();
  const rank = sort === 'index' ? row.rank.state : sort === 'index-change' ? row.rank.change : null;
  return (
    <tr>
      <th scope="row" className={row.failing >= HOT ? 'city hot' : 'city'}>
        {rank !== null && <span className="rank">{rank}</span>}
        <Link to="/cities/$code" params={{ code: row.region }}>
          {name(row.region)}
        </Link>
      </th>
      {scales.map((scale) => (
        <td
          key={scale}
          className={`l ${scale} changed ${lampCell(row[scale].lamp)}`}
          title={row[scale].reason}
        >
          <AccountText cell={row[scale]} />
        </td>
      ))}
      {shownStats.map((stat) => (
        <td key={stat} className={`f ${stat}`}>
          <StatText stat={stat} cell={row.stats[stat]} />
        </td>
      ))}
      {work !== null && (
        <td className="wk">
          <WorkText city={row.region} work={work} />
        </td>
      )}
      <td className="st">
        <DayStrip place={name(row.region, 'short')} cells={row.strip} />
      </td>
    </tr>
  );
}

function StatText({ stat, cell }: { readonly stat: ShownStat; readonly cell: StatCell }) {
  return (
    <>
      <span className="x">
        <FigureText figure={cell.figure} />
      </span>
      <DeltaText delta={cell.delta} word={stat !== 'goodDays'} width={stat === 'goodDays' ? 30 : 38} />
    </>
  );
}

const counted: readonly LampState[] = ['impossible', 'overdrawn', 'tight'];

function ProvinceRow({ situation: { province, rows }, work }: Pick<AccountTableProps, 'situation' | 'work'>) {
  const { t } = useTranslation('situation');
  const { t: ui } = useTranslation('ui');
  return (
    <tr className="prov">
      <th scope="row" className="city">
        {t('table.province')}
      </th>
      {scales.map((scale) => {
        const lamps = province.lamps[scale];
        const troubled = counted.filter((state) => lamps[state] > 0);
        const shown: readonly LampState[] =
          troubled.length > 0 ? troubled : lamps.safe > 0 ? ['safe'] : ['none'];
        return (
          <td key={scale} className="l cnt">
            {shown.map((state) => (
              <span key={state} className={state} title={ui(`lamp.${state}`)}>
                {lampGlyph[state]} {lamps[state] || ''}
              </span>
            ))}
          </td>
        );
      })}
      {shownStats.map((stat) => (
        <td key={stat} className={`f b ${stat}`}>
          <StatText stat={stat} cell={province.stats[stat]} />
        </td>
      ))}
      {work !== null && (
        <td className="wk">
          <WorkTotal cities={rows.map(({ region }) => region)} work={work} />
        </td>
      )}
      <td className="st">
        <StripLegend levels={[1, 2, 3, 4, 5, 6]} />
      </td>
    </tr>
  );
}

function StripAxis({ days }: { readonly days: readonly string[] }) {
  const { i18n } = useTranslation();
  return (
    <span className="strip-axis" aria-hidden="true">
      {stripTicks(days).map(({ at, label }) => (
        <span key={`${label.kind}${label.value}`} style={{ left: `${at * 100}%` }}>
          {label.kind === 'month' ? monthText(label.value, i18n.language) : label.value}
        </span>
      ))}
    </span>
  );
}
