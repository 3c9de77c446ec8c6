import type { Decomposition, RankColumn } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { LineChart } from '../ui/line-chart.tsx';
import { addDays, dayText } from '../ui/moments.ts';
import { SentenceText } from '../ui/sentence.tsx';
import { Empty } from '../ui/states.tsx';
import { Twin } from '../ui/twin.tsx';
import { useMedia } from '../ui/use-media.ts';
import { Waterfall } from '../ui/waterfall.tsx';
import { usePlaceName } from './place-name.ts';
import type { RankBy } from './ranking-search.ts';

interface DecompositionPanelProps {
  readonly decomposition: Decomposition | null;
  readonly column: RankColumn | undefined;
  readonly by: RankBy;
}

/** 为什么变了: what moved a city's index, pollutant by pollutant, adding up exactly; and which days did it. */
export function DecompositionPanel({ decomposition, column, by }: DecompositionPanelProps) {
  const { t, i18n } = useTranslation('ranking');
  const { t: ui } = useTranslation('ui');
  const name = usePlaceName(column?.rows ?? []);
  const low = useMedia('(max-height: 800px)');
  if (decomposition === null || column === undefined) {
    return (
      <section>
        <h2>{t('why.title')}</h2>
        <Empty title={t('why.none')}>
          <p className="n2">{t('why.noneHint')}</p>
        </Empty>
      </section>
    );
  }
  const { items, days } = decomposition;
  const year = column.period.from.slice(0, 4);
  const last = String(Number(year) - 1);
  const city = name(decomposition.region);
  const pollutant = ui(`indicator.${days.pollutant}`);
  // What is taken apart is always the index: said so where the ranking is by something else.
  const subject = by === 'index' ? city : t('why.indexOf', { city });
  const rose = items.reduce((sum, { value }) => sum + value, 0) > 0;
  return (
    <section className="why-moved">
      <h2>
        {rose ? t('why.rose', { subject }) : t('why.fell', { subject })}
        <small>{t('why.exact')}</small>
      </h2>
      <Waterfall
        row={low ? 27 : 33}
        label={t('why.label', { city, last: decomposition.last, now: decomposition.now })}
        start={{ label: t('why.was', { period: last }), text: decomposition.last }}
        end={{ label: column.period.label, text: decomposition.now }}
        steps={items.map((item) => ({
          key: item.pollutant,
          label: ui(`indicator.${item.pollutant}`),
          text: item.contribution,
          value: item.value,
        }))}
      />
      <p className="moved-sentence">
        <SentenceText runs={decomposition.sentence} />
      </p>
      <table className="grid">
        <caption className="unseen">{t('why.tableCaption', { city })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('why.item')}</th>
            <th scope="col" className="num">
              {last}
            </th>
            <th scope="col" className="num">
              {year}
            </th>
            <th scope="col" className="num">
              {t('why.limit')}
            </th>
            <th scope="col" className="num">
              {t('why.contribution')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.pollutant}>
              <th scope="row">{item.label}</th>
              <td className="num">{item.last}</td>
              <td className="num b">{item.now}</td>
              <td className="num">÷ {item.limit}</td>
              <td className={`num ${item.value > 0 ? 'worse' : item.value < 0 ? 'better' : ''}`}>
                {item.contribution}
              </td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row">{t('why.total')}</th>
            <td className="num">{decomposition.last}</td>
            <td className="num">{decomposition.now}</td>
            <td />
            <td className={`num ${rose ? 'worse' : 'better'}`}>{decomposition.change}</td>
          </tr>
        </tbody>
      </table>
      <p className="cap">{t('why.formula', { year, last })}</p>
      <h2 className="which-days">
        {t('days.title')}
        <small>
          {t('days.note', { pollutant, unit: days.unit })}
          <b className="ink">{year}</b>
          {ui('join')}
          {last}
        </small>
      </h2>
      <Twin
        label={t('days.label', { city, pollutant })}
        chart={
          <LineChart
            label={t('days.label', { city, pollutant })}
            from={days.from}
            now={days.now}
            last={days.last}
          />
        }
        table={
          <table className="grid">
            <thead>
              <tr>
                <th scope="col">{t('days.day')}</th>
                <th scope="col" className="num">
                  {year}
                </th>
                <th scope="col" className="num">
                  {last}
                </th>
              </tr>
            </thead>
            <tbody>
              {days.now.map((value, at) => {
                const day = addDays(days.from, at);
                return (
                  <tr key={day}>
                    <th scope="row">{dayText(day, i18n.language)}</th>
                    <td className="num">{value ?? '—'}</td>
                    <td className="num">{days.last[at] ?? '—'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        }
      />
      <p className="cap">{days.note}</p>
    </section>
  );
}
