import type { Lang, Ranking, StatCell, StatIndicator } from '@qingzhang/contract';
import type { ListExport } from '@qingzhang/documents';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { STAT_INDICATORS } from '../evaluation/published.ts';
import { indicatorName } from '../evaluation/words.ts';
import type { FileReply } from '../http/route.ts';
import { numberOf, xlsxReply } from '../http/xlsx.ts';
import { text } from './words.ts';

/** The full table of a ranking as a spreadsheet: figures now, a year before and the change, state and change ranks. */
export function rankingXlsx(ranking: Ranking, lang: Lang): FileReply {
  const [main] = ranking.columns;
  const label = main?.period.label ?? '';
  const sample: Record<string, StatCell> = ranking.table[0]?.stats ?? ranking.province;
  const decimals = (indicator: StatIndicator) => sample[indicator]?.figure.text?.split('.')[1]?.length ?? 0;
  const named = (indicator: StatIndicator) => {
    const unit = sample[indicator]?.unit ?? '';
    return unit === '' ? indicatorName(indicator, lang) : `${indicatorName(indicator, lang)} ${unit}`;
  };
  const list: ListExport = {
    title: `${label} ${text('title', lang)}`,
    simulated: main?.standing.simulated ?? false,
    notes: main === undefined ? [] : [main.note, `GB 3095-${main.standing.edition}`],
    columns: [
      { key: 'city', title: text('city', lang) },
      { key: 'rank', title: text('state', lang) },
      { key: 'changeRank', title: text('change', lang) },
      ...STAT_INDICATORS.flatMap((indicator) => [
        {
          key: indicator,
          title: named(indicator),
          decimals: decimals(indicator),
        },
        {
          key: `${indicator}Last`,
          title: `${named(indicator)} ${text('last', lang)}`,
          decimals: decimals(indicator),
        },
        { key: `${indicator}Change`, title: `${named(indicator)} ${text('delta', lang)}`, decimals: 1 },
      ]),
      { key: 'main', title: text('main', lang) },
      { key: 'valid', title: text('valid', lang) },
    ],
    rows: ranking.table.map((row) => ({
      city: row.name ?? row.region,
      rank: row.rank,
      changeRank: row.changeRank,
      ...Object.fromEntries(
        STAT_INDICATORS.flatMap((indicator) => {
          const cell = row.stats[indicator];
          const delta = cell?.delta;
          return [
            [indicator, numberOf(cell?.figure.text ?? null)],
            [`${indicator}Last`, numberOf(cell?.last.text ?? null)],
            [`${indicator}Change`, delta?.kind === 'change' ? Number(delta.text) : null],
          ];
        }),
      ),
      main: row.maxPollutants.map((pollutant) => POLLUTANT_NAMES[pollutant]).join('、'),
      valid: row.validDays,
    })),
  };
  return xlsxReply(list.title, list);
}
