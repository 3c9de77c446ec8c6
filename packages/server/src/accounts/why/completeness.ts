/** 完整与剔除: which days do not count and why, what dust and review took out. */
import type { Explanation, Lang } from '@qingzhang/contract';
import { counted, dayOfIndex, type Indicator, isPollutant, type Span } from '@qingzhang/domain';
import { MIN_DAY_HOURS, MIN_WINDOWS, type Pollutant } from '@qingzhang/standards';
import { loadPlaceDaysAsOf } from '../../evaluation/day-book.ts';
import { listPlaces } from '../../evaluation/queries.ts';
import type { CityBooks } from '../books.ts';
import type { Standpoint } from '../moment.ts';
import { pick } from '../sentences.ts';
import { dayName, listed } from '../words/words.ts';

/** Days named before the rest is only counted. */
const NAMED = 3;

/** What a reader must know about the days behind an account. */
export async function completenessOf(
  stand: Standpoint,
  books: CityBooks,
  indicator: Indicator,
  span: Span,
  lang: Lang,
): Promise<Explanation['completeness']> {
  const { ytd } = books.year;
  const column = isPollutant(indicator) ? ytd.days[indicator] : ytd.aqi;
  const invalid: string[] = [];
  for (let index = span.from; index < span.to; index++) {
    if ((column[index] ?? null) === null) invalid.push(dayOfIndex(ytd.year, index));
  }
  const rows = [...books.year.days.values()].filter(({ row }) => {
    const [first, last] = [
      dayOfIndex(ytd.year, span.from),
      dayOfIndex(ytd.year, Math.max(span.from, span.to - 1)),
    ];
    return row.day >= first && row.day <= last;
  });
  const dustHours = rows.reduce((sum, { row }) => sum + row.dustHours, 0);
  const dustDays = rows.filter(({ row }) => row.dustHours > 0).length;
  const excluded = rows.reduce((sum, { row }) => sum + row.excluded, 0);
  return [
    {
      label: pick(lang, '未计入', 'not counted'),
      text: await invalidWords(stand, books, indicator, invalid, lang),
    },
    { label: pick(lang, '沙尘扣除', 'dust'), text: dustWords(stand, dustHours, dustDays, lang) },
    {
      label: pick(lang, '人工剔除', 'struck out'),
      text:
        excluded === 0
          ? pick(lang, '无', 'none')
          : pick(lang, `${excluded} 个小时值`, `${excluded} hourly values`),
    },
  ];
}

function dustWords(stand: Standpoint, hours: number, days: number, lang: Lang): string {
  const view =
    stand.view.dust === 'deducted' ? pick(lang, '扣沙', 'deducted') : pick(lang, '未扣沙', 'as measured');
  if (hours === 0) return pick(lang, `${view}；本期无沙尘时段`, `${view}; no dust in this period`);
  return pick(
    lang,
    `${view}；沙尘 ${days} 天 ${hours} 小时`,
    `${view}; ${counted(hours, 'dust hour')} on ${counted(days, 'day')}`,
  );
}

async function invalidWords(
  stand: Standpoint,
  books: CityBooks,
  indicator: Indicator,
  days: readonly string[],
  lang: Lang,
): Promise<string> {
  if (days.length === 0) return pick(lang, '无', 'none');
  const named = days.slice(0, NAMED);
  const reasons = isPollutant(indicator)
    ? await Promise.all(named.map((day) => reasonOf(stand, books, indicator, day, lang)))
    : named.map(() => null);
  const words = named.map((day, index) => {
    const reason = reasons[index] ?? null;
    return reason === null ? dayName(day, lang) : `${dayName(day, lang)}${pick(lang, '：', ': ')}${reason}`;
  });
  const more =
    days.length > NAMED ? pick(lang, ` 等 ${days.length} 天`, ` and others, ${days.length} days`) : '';
  return `${listed(words, lang)}${more}${pick(lang, ' → 不计入 N，不补值（AIR-1.6）', ' → out of N, never filled in (AIR-1.6)')}`;
}

/** Why a day has no value: too few hours of the city's series, or too few stations. */
async function reasonOf(
  stand: Standpoint,
  books: CityBooks,
  pollutant: Pollutant,
  day: string,
  lang: Lang,
): Promise<string | null> {
  const row = books.year.days.get(day)?.row;
  if (row === undefined) return pick(lang, '没有数据', 'no data');
  if (row.basis === 'stations') {
    return pick(
      lang,
      `${row.places} 个点位仅 ${row.n[pollutant]} 个有效`,
      `only ${row.n[pollutant]} of ${row.places} stations valid`,
    );
  }
  const places = (await listPlaces(stand.db, [books.code])).filter(({ kind }) => kind === 'city_series');
  const ids = places.map(({ id }) => id);
  const [own] = await loadPlaceDaysAsOf(stand.db, ids, day, day, stand.view.asOf);
  if (own === undefined) return null;
  return pollutant === 'o3'
    ? pick(
        lang,
        `仅 ${own.n.o3} 个 8 小时均值有效，少于 ${MIN_WINDOWS}`,
        `only ${own.n.o3} valid 8-hour means, fewer than ${MIN_WINDOWS}`,
      )
    : pick(
        lang,
        `仅 ${own.n[pollutant]} 小时有效，少于 ${MIN_DAY_HOURS}`,
        `only ${own.n[pollutant]} valid hours, fewer than ${MIN_DAY_HOURS}`,
      );
}
