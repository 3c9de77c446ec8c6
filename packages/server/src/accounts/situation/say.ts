/** 三句话: today, the month, the period and the year; the cities first, then the number they must reach. */
import type { Lang, Run, Sentence, Situation } from '@qingzhang/contract';
import {
  type Change,
  counted,
  daysInYear,
  monthSentence,
  todaySentence,
  yearSentence,
} from '@qingzhang/domain';
import { dayOfMonth, daysInMonth, GOOD_UP_TO } from '@qingzhang/standards';
import { namesOf, pick, run, type SpokenAt, spoken } from '../sentences.ts';
import { periodName } from '../words/period-words.ts';
import { cityCount, dayName, listed, monthName, shortName } from '../words/words.ts';
import { indexInYear } from '../ytd.ts';
import type { CityFacts, SituationFacts } from './facts.ts';

/** Days of the year not yet over, the one under way included. */
export const daysLeftInYear = ({ stand }: Pick<SituationFacts, 'stand'>): number =>
  daysInYear(stand.year) - indexInYear(stand.day) - (stand.running === null ? 1 : 0);

/** Days of the month not yet over, the one under way included. */
export const daysLeftInMonth = ({ stand }: Pick<SituationFacts, 'stand'>): number =>
  daysInMonth(stand.year, stand.month) - dayOfMonth(stand.day) + (stand.running === null ? 0 : 1);

/** The three sentences with their headings. */
export function sayings(facts: SituationFacts, lang: Lang): Situation['say'] {
  const { stand, cities, provinceStats } = facts;
  const names = namesOf(stand.cities);
  const accounts = cities.map(({ books }) => books.accounts);
  const province = stand.province?.code ?? '';
  const at: SpokenAt = {
    stand,
    region: province,
    period: (_, indicator) => (indicator === 'goodDayShare' ? null : provinceStats[indicator].figure.why),
  };
  const index = provinceStats.index;
  const year = yearSentence(
    accounts,
    { now: index.figure.text, change: facts.provinceChange },
    cities.map(({ indexChange }) => indexChange),
    names,
    lang,
  );
  const months = cities.map(({ monthIndexChange }) => monthIndexChange);
  return [
    {
      heading: todayHeading(facts, lang),
      sentence:
        stand.running === null ? endedDay(facts, lang) : spoken(todaySentence(accounts, names, lang), at),
    },
    {
      heading: monthHeading(facts, lang),
      sentence: spoken(monthSentence(accounts, months, names, lang), at),
    },
    { heading: yearHeading(facts, lang), sentence: spoken(year, at) },
  ];
}

function todayHeading({ stand }: SituationFacts, lang: Lang): string {
  if (stand.running === null) return dayName(stand.day, lang);
  const left = 24 - stand.running.hour;
  return pick(lang, `今天 · 余 ${left} 小时`, `Today · ${counted(left, 'hour')} left`);
}

function monthHeading(facts: SituationFacts, lang: Lang): string {
  const month = monthName(facts.stand.month, lang);
  const left = daysLeftInMonth(facts);
  if (left === 0) return pick(lang, `${month} · 已满`, `${month} · over`);
  if (left === 1) return pick(lang, `${month} · 最后一天`, `${month} · last day`);
  return pick(lang, `${month} · 余 ${left} 天`, `${month} · ${counted(left, 'day')} left`);
}

function yearHeading(facts: SituationFacts, lang: Lang): string {
  const left = daysLeftInYear(facts);
  const name = periodName(facts.asked, lang);
  const capital = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  if (facts.asked.kind === 'year')
    return pick(lang, `${name} · 余 ${left} 天`, `${capital} · ${counted(left, 'day')} left`);
  return pick(
    lang,
    `${name}与全年 · 余 ${left} 天`,
    `${capital} and the year · ${counted(left, 'day')} left`,
  );
}

/** A day of 24 hours is judged by its AQI. */
function endedDay(facts: SituationFacts, lang: Lang): Sentence {
  const { dust } = facts.stand.view;
  const aqiOf = (city: CityFacts) => city.books.year.days.get(facts.stand.day)?.[dust].aqi.aqi ?? null;
  const valid = facts.cities.filter((city) => aqiOf(city) !== null);
  if (valid.length === 0) return [run(pick(lang, '当日没有有效的 AQI。', 'No valid AQI that day.'))];
  const bad = valid.filter((city) => (aqiOf(city) ?? 0) > GOOD_UP_TO);
  const good = cityCount(valid.length - bad.length, lang);
  if (bad.length === 0) return [run(pick(lang, `${good}全部优良。`, `All ${good} had a good day.`))];
  return [
    run(pick(lang, `${good}优良；`, `${good} had a good day; `)),
    run(
      listed(
        bad.map(({ city }) => shortName(city, lang)),
        lang,
      ),
      'overdrawn',
    ),
    run(pick(lang, '超标。', ' did not.')),
  ];
}

/** ↑13.2%: a rise of the index, as notes say it. */
export const riseRun = (change: Change): Run => {
  const text = change.percent ?? change.difference;
  return run(
    `${text.startsWith('-') ? '↓' : '↑'}${text.replace(/^[+-]/, '')}${change.percent === null ? '' : '%'}`,
    change.sense === 'flat' ? undefined : change.sense,
  );
};
