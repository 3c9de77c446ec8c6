/** 三句话: today, the month, the period and the year; the cities first, then the number they must reach. */
import type { LampState, Lang, Run, Sentence, Situation } from '@qingzhang/contract';
import { daysInYear } from '@qingzhang/domain';
import { dayOfMonth, daysInMonth, type Pollutant } from '@qingzhang/standards';
import { run } from '../books.ts';
import { periodName } from '../words/period-words.ts';
import {
  arrowOf,
  cityCount,
  dayName,
  indicatorName,
  LAMP_MARKS,
  listed,
  monthName,
  POLLUTANT_NAMES,
  shortName,
  unsigned,
} from '../words/words.ts';
import { indexInYear } from '../ytd.ts';
import type { AccountColumn, CityFacts, SituationFacts } from './facts.ts';
import { indexChangeOf } from './worse.ts';

/** Days of the year not yet over. */
export const daysLeftInYear = ({ stand }: Pick<SituationFacts, 'stand'>): number =>
  daysInYear(stand.year) -
  1 -
  indexInYear(stand.lastDay < `${stand.year}-01-01` ? stand.day : stand.lastDay) +
  (stand.lastDay < `${stand.year}-01-01` ? 1 : 0);

export function sayings(facts: SituationFacts, lang: Lang): Situation['say'] {
  return [
    { heading: todayHeading(facts, lang), sentence: todaySentence(facts, lang) },
    { heading: monthHeading(facts, lang), sentence: monthSentence(facts, lang) },
    { heading: yearHeading(facts, lang), sentence: yearSentence(facts, lang) },
  ];
}

function todayHeading({ stand }: SituationFacts, lang: Lang): string {
  if (stand.running === null) return dayName(stand.day, lang);
  const left = 24 - stand.running.hour;
  return lang === 'zh' ? `今天 · 余 ${left} 小时` : `Today · ${left} hours left`;
}

/** Days of the month not yet over. */
export function daysLeftInMonth({ stand }: Pick<SituationFacts, 'stand'>): number {
  const all = daysInMonth(stand.year, stand.month);
  return stand.running === null ? all - dayOfMonth(stand.day) : all - dayOfMonth(stand.day) + 1;
}

function monthHeading(facts: SituationFacts, lang: Lang): string {
  const month = monthName(facts.stand.month, lang);
  const left = daysLeftInMonth(facts);
  if (left === 0) return lang === 'zh' ? `${month} · 已满` : `${month} · over`;
  if (left === 1) return lang === 'zh' ? `${month} · 最后一天` : `${month} · last day`;
  return lang === 'zh' ? `${month} · 余 ${left} 天` : `${month} · ${left} days left`;
}

function yearHeading(facts: SituationFacts, lang: Lang): string {
  const left = daysLeftInYear(facts);
  const name = periodName(facts.asked, lang);
  if (facts.asked.kind === 'year')
    return lang === 'zh' ? `${name} · 余 ${left} 天` : `${name} · ${left} days left`;
  return lang === 'zh'
    ? `${name}与全年 · 余 ${left} 天`
    : `${name[0]!.toUpperCase()}${name.slice(1)} and the year · ${left} days left`;
}

/** Cities whose account of a column shows a lamp, in protocol order. */
const withLamp = (facts: SituationFacts, column: AccountColumn, lamp: LampState): CityFacts[] =>
  facts.cities.filter((city) => city.cells[column].lamp === lamp);

/** ■ 太原、晋中: names behind the mark of their lamp. */
const marked = (cities: readonly CityFacts[], lamp: LampState, lang: Lang): Run =>
  run(`${LAMP_MARKS[lamp]} ${names(cities, lang)}`, lamp === 'none' ? undefined : lamp);

const names = (cities: readonly CityFacts[], lang: Lang): string =>
  listed(
    cities.map(({ city }) => shortName(city, lang)),
    lang,
  );

function todaySentence(facts: SituationFacts, lang: Lang): Sentence {
  const zh = lang === 'zh';
  if (facts.stand.running === null) return endedDay(facts, lang);
  const clauses: Run[][] = [];
  for (const [pollutant, cities] of byPollutant(withLamp(facts, 'today', 'impossible'))) {
    const name = POLLUTANT_NAMES[pollutant];
    clauses.push([
      marked(cities, 'impossible', lang),
      run(zh ? ` ${name} 已超，今天不会是“良”` : `: ${name} has broken its limit, today will not be good`),
    ]);
  }
  for (const [pollutant, cities] of byPollutant(withLamp(facts, 'today', 'overdrawn'))) {
    const name = POLLUTANT_NAMES[pollutant];
    const lead = ({ books }: CityFacts) => books.accounts.day?.lead;
    const present = cities.map((city) => lead(city)?.present?.text ?? '—').join(zh ? '、' : ', ');
    const reach = cities.flatMap((city, index): Run[] => [
      ...(index === 0 ? [] : [run(zh ? '、' : ', ')]),
      run(lead(city)?.allowance?.brief ?? '0', 'strong', city.cells.today.why),
    ]);
    clauses.push(
      zh
        ? [
            marked(cities, 'overdrawn', lang),
            run(` ${name} 已透支，须由 ${present} 压到 `),
            ...reach,
            run(' 以下才保得住“良”'),
          ]
        : [
            marked(cities, 'overdrawn', lang),
            run(`: ${name} overdrawn, must fall from ${present} to at most `),
            ...reach,
            run(' for the day to stay good'),
          ],
    );
  }
  const tight = withLamp(facts, 'today', 'tight');
  if (tight.length > 0) {
    clauses.push(
      clauses.length > 0
        ? [run(zh ? `${names(tight, lang)}趋紧` : `${names(tight, lang)} tight`)]
        : [marked(tight, 'tight', lang), run(zh ? '趋紧，其余有余量' : ' tight, the others have room')],
    );
  }
  if (clauses.length > 0) return joined(clauses, zh ? '；' : '; ', zh ? '。' : '.');
  const safe = withLamp(facts, 'today', 'safe');
  if (safe.length === 0)
    return [run(zh ? '今天还没有可评价的小时数据。' : 'No hours of today can be evaluated yet.')];
  return [
    run(`${LAMP_MARKS.safe} ${cityCount(safe.length, lang)}`, 'safe'),
    run(zh ? '今天都有余量，守得住“良”。' : ': room for the day to stay good.'),
  ];
}

/** A day of 24 hours is judged by its AQI. */
function endedDay(facts: SituationFacts, lang: Lang): Sentence {
  const zh = lang === 'zh';
  const { dust } = facts.stand.view;
  const aqiOf = (city: CityFacts) => city.books.year.days.get(facts.stand.day)?.[dust].aqi.aqi ?? null;
  const valid = facts.cities.filter((city) => aqiOf(city) !== null);
  if (valid.length === 0) return [run(zh ? '当日没有有效的 AQI。' : 'No valid AQI that day.')];
  const bad = valid.filter((city) => (aqiOf(city) ?? 0) > 100);
  const good = cityCount(valid.length - bad.length, lang);
  if (bad.length === 0) return [run(zh ? `${good}全部优良。` : `All ${good} had a good day.`)];
  return [
    run(zh ? `${good}优良；` : `${good} had a good day; `),
    run(names(bad, lang), 'overdrawn'),
    run(zh ? '超标。' : ' did not.'),
  ];
}

function byPollutant(cities: readonly CityFacts[]): Map<Pollutant, CityFacts[]> {
  const groups = new Map<Pollutant, CityFacts[]>();
  for (const city of cities) {
    const { pollutant } = city.cells.today;
    if (pollutant === null) continue;
    groups.set(pollutant, [...(groups.get(pollutant) ?? []), city]);
  }
  return groups;
}

function joined(clauses: readonly Run[][], between: string, end: string): Run[] {
  return [
    ...clauses.flatMap((clause, index) => (index === 0 ? clause : [run(between), ...clause])),
    run(end),
  ];
}

function monthSentence(facts: SituationFacts, lang: Lang): Sentence {
  const zh = lang === 'zh';
  const clauses: Run[][] = [];
  const first = (full: string, short: string) => (clauses.length === 0 ? full : short);
  const impossible = withLamp(facts, 'month', 'impossible');
  if (impossible.length > 0) {
    clauses.push([
      marked(impossible, 'impossible', lang),
      run(zh ? ' PM2.5 月计划已无可能' : ': the PM2.5 plan of the month is out of reach'),
    ]);
  }
  const overdrawn = withLamp(facts, 'month', 'overdrawn');
  if (overdrawn.length > 0) {
    clauses.push([
      marked(overdrawn, 'overdrawn', lang),
      run(
        zh ? first(' PM2.5 月计划透支', '透支') : first(': PM2.5 plan of the month overdrawn', ' overdrawn'),
      ),
    ]);
  }
  const tight = withLamp(facts, 'month', 'tight');
  if (tight.length > 0) {
    clauses.push([
      marked(tight, 'tight', lang),
      run(zh ? first(' PM2.5 月计划趋紧', '趋紧') : first(': PM2.5 plan of the month tight', ' tight')),
    ]);
  }
  const safe = withLamp(facts, 'month', 'safe');
  const month = monthName(facts.stand.month, lang);
  const plan =
    clauses.length > 0
      ? joined(clauses, zh ? '，' : ', ', zh ? '。' : '. ')
      : safe.length > 0
        ? [
            run(`${LAMP_MARKS.safe} ${cityCount(safe.length, lang)}`, 'safe'),
            run(zh ? ` PM2.5 都在${month}计划之内。` : `: PM2.5 within the plan of ${month}. `),
          ]
        : [run(zh ? '未设 PM2.5 月计划。' : 'No PM2.5 plan for the month. ')];
  return [...plan, ...monthRebound(facts, lang)];
}

/** How many cities' index of the month rebounded. */
function monthRebound(facts: SituationFacts, lang: Lang): Run[] {
  const changes = facts.cities.flatMap(({ monthStats }) => indexChangeOf(monthStats) ?? []);
  if (changes.length === 0) return [];
  const rebound = changes.filter(({ value }) => value > 0).length;
  const { month } = facts.stand;
  if (lang === 'zh') {
    return [
      run(
        rebound === 0
          ? `${month} 月没有城市综合指数同比反弹。`
          : `全省 ${rebound} 市 ${month} 月综合指数同比反弹。`,
      ),
    ];
  }
  const name = monthName(month, lang);
  return [
    run(
      rebound === 0
        ? `No city's index of ${name} rose on last year.`
        : `The index of ${name} rose on last year in ${cityCount(rebound, lang)}.`,
    ),
  ];
}

function yearSentence(facts: SituationFacts, lang: Lang): Sentence {
  return [...indexRuns(facts, lang), ...yearRuns(facts, lang)];
}

/** 全省综合指数 5.65，同比 ↓12.1% 改善；10 市改善，大同反弹。 */
function indexRuns(facts: SituationFacts, lang: Lang): Run[] {
  const zh = lang === 'zh';
  const { figure, delta } = facts.provinceStats.index;
  if (figure.text === null) {
    return [run(zh ? '全省综合指数数据不足，未评价。' : "The province's index cannot be evaluated. ")];
  }
  const runs = [
    run(zh ? '全省综合指数 ' : 'Composite index of the province '),
    run(figure.text, 'strong', figure.why),
  ];
  if (delta.kind === 'none') return [...runs, run(zh ? `（${delta.reason}）。` : ` (${delta.reason}). `)];
  runs.push(run(zh ? '，同比 ' : ', on last year '), changeRun(delta.text, delta.sense, lang));
  const changed = facts.cities.flatMap((city) => {
    const change = indexChangeOf(city.stats);
    return change === null ? [] : [{ city, value: change.value }];
  });
  const better = changed.filter(({ value }) => value < 0);
  const worse = changed.filter(({ value }) => value > 0).map(({ city }) => city);
  const who = worse.length <= 3 ? names(worse, lang) : cityCount(worse.length, lang);
  const parts = [
    ...(better.length > 0
      ? [zh ? `${cityCount(better.length, lang)}改善` : `${cityCount(better.length, lang)} better`]
      : []),
    ...(worse.length > 0 ? [zh ? `${who}反弹` : `${who} worse`] : []),
  ];
  const tail = parts.join(zh ? '，' : ', ');
  runs.push(run(tail === '' ? (zh ? '。' : '. ') : zh ? `；${tail}。` : `; ${tail}. `));
  return runs;
}

/** ↓12.1% 改善, ↑2.0% 反弹, 0.0% 持平. */
export function changeRun(text: string, sense: 'better' | 'worse' | 'flat', lang: Lang): Run {
  const word = {
    better: { zh: '改善', en: 'better' },
    worse: { zh: '反弹', en: 'worse' },
    flat: { zh: '持平', en: 'flat' },
  }[sense][lang];
  return run(`${arrowOf(text)}${unsigned(text)}% ${word}`, sense === 'flat' ? undefined : sense);
}

function yearRuns(facts: SituationFacts, lang: Lang): Run[] {
  const zh = lang === 'zh';
  const impossible = withLamp(facts, 'year', 'impossible');
  const overdrawn = withLamp(facts, 'year', 'overdrawn');
  const any = facts.cities.some(({ cells }) => cells.year.lamp !== 'none');
  if (!any) return [run(zh ? '未设全年 PM2.5 目标。' : 'No PM2.5 target for the year.')];
  const head = run(zh ? `全年 ${indicatorName('pm25', lang)} ` : 'PM2.5 of the year: ');
  const clauses: Run[][] = [];
  if (impossible.length > 0) {
    clauses.push([marked(impossible, 'impossible', lang), run(zh ? '已无可能' : ' out of reach')]);
  }
  if (overdrawn.length > 0) {
    clauses.push([
      marked(overdrawn, 'overdrawn', lang),
      run(zh ? '已走在目标路径之上' : ' above the planned path'),
    ]);
  }
  if (clauses.length === 0)
    return [head, run(zh ? '各市都在目标路径之内。' : 'every city within its planned path.')];
  return [head, ...joined(clauses, zh ? '，' : ', ', zh ? '。' : '.')];
}
