import { type Block, headingNumber, type Inline } from '@qingzhang/documents';
import type { BulletinFacts, PeriodFacts, PlaceFacts, Published } from './facts.ts';
import { figure, joinRuns, prose, text } from './prose.ts';
import { cityCount, leadingSteps, listLength, names, placeInWords, stepsInWords } from './ranking-words.ts';
import { cityTable } from './tables.ts';
import {
  after,
  changeClause,
  comparesWithLastYear,
  daysClause,
  figureId,
  goodDayCount,
  heavyDayCount,
  POLLUTANT_NAMES,
  signed,
  validDayCount,
} from './wording.ts';

/** 各市空气质量状况: ranking, change, comparison, then one paragraph and one row for every city. */
export function citiesSection(facts: BulletinFacts): Block[] {
  const periods = facts.cumulative ? [facts.main, facts.cumulative] : [facts.main];
  const parts: { title: string; runs: Inline[][] }[] = [
    { title: '综合指数排名。', runs: periods.map(stateSentence) },
    ...(periods.some(comparesWithLastYear)
      ? [{ title: '同比变化。', runs: periods.filter(comparesWithLastYear).map(changeSentence) }]
      : []),
    { title: '与平均水平比较。', runs: periods.map((period) => comparisonSentence(period, facts)) },
  ];
  const shown = parts.filter((part) => part.runs.some((runs) => runs.length > 0));
  return [
    ...shown.map(
      (part, i): Block => ({
        kind: 'heading',
        level: 2,
        number: headingNumber(2, i + 1),
        text: part.title,
        runIn: joinRuns(part.runs, ''),
      }),
    ),
    { kind: 'heading', level: 2, number: headingNumber(2, shown.length + 1), text: '各市情况' },
    ...facts.main.cities.map(
      (city, i): Block => ({
        kind: 'heading',
        level: 3,
        number: headingNumber(3, i + 1),
        text: `${city.name}。`,
        runIn: cityParagraph(facts, city),
      }),
    ),
    cityTable(facts.main),
  ];
}

const indexRank = (city: PlaceFacts): number | null => city.indicators.index.rank;
const changeRank = (city: PlaceFacts): number | null => city.indicators.index.changeRank;

function stateSentence(period: PeriodFacts): Inline[] {
  const ranked = period.cities.filter((city) => indexRank(city) !== null);
  const limit = listLength(ranked.length);
  if (limit === 0) return [];
  const value = (city: PlaceFacts): Inline[] => [
    figure(figureId(period, city, 'index'), city.indicators.index.now?.text ?? ''),
  ];
  const best = leadingSteps(ranked, indexRank, 'best', limit);
  const worst = leadingSteps(ranked, indexRank, 'worst', limit);
  const invalid = period.cities.length - ranked.length;
  const base =
    invalid > 0
      ? `${period.cities.length}个设区市中，${ranked.length}市参与排名（${invalid}市数据无效，未参评）`
      : `${period.cities.length}个设区市中`;
  return prose`${period.label}，${base}，综合指数最好的（由小到大）${String(cityCount(best))}个城市依次是${stepsInWords(best, 'best', value)}；最差的（由大到小）${String(cityCount(worst))}个城市依次是${stepsInWords(worst, 'worst', value)}。`;
}

function changeSentence(period: PeriodFacts): Inline[] {
  const compared = period.cities.filter((city) => city.indicators.index.change !== null);
  const pick = (sign: -1 | 1): PlaceFacts[] =>
    compared.filter((city) => Math.sign(city.indicators.index.change?.value ?? 0) === sign);
  const fallen = pick(-1);
  const risen = pick(1);
  const flat = compared.filter((city) => city.indicators.index.change?.value === 0);
  const value = (city: PlaceFacts): Inline[] => {
    const change = city.indicators.index.change;
    return change ? [figure(figureId(period, city, 'index', 'change'), signed(change), '%')] : [];
  };
  const clauses: Inline[][] = [];
  if (fallen.length > 0) {
    const steps = leadingSteps(fallen, changeRank, 'best', 3);
    clauses.push(
      prose`${String(fallen.length)}市综合指数下降，${extent('降幅', steps.length, fallen.length)}${stepsInWords(steps, 'best', value)}`,
    );
  }
  if (risen.length > 0) {
    const steps = leadingSteps(risen, changeRank, 'worst', 3);
    clauses.push(
      prose`${String(risen.length)}市综合指数上升，${extent('升幅', steps.length, risen.length)}${stepsInWords(steps, 'best', value)}`,
    );
  }
  if (flat.length > 0) clauses.push(prose`${names(flat)}${String(flat.length)}市持平`);
  return clauses.length === 0 ? [] : prose`${period.label}，与去年同期相比，${joinRuns(clauses, '；')}。`;
}

function extent(word: string, steps: number, cities: number): string {
  if (cities === 1) return '为';
  return cities <= 3
    ? `${word}由大到小依次是`
    : steps === 1
      ? `${word}最大的城市是`
      : `${word}前3位的城市依次是`;
}

function comparisonSentence(period: PeriodFacts, facts: BulletinFacts): Inline[] {
  const province = period.province.indicators.index.now;
  const against: { name: string; index: Published }[] = [];
  if (facts.comparator && period === facts.main) against.push(facts.comparator);
  if (province) against.push({ name: `${facts.settings.wholeProvince}平均水平`, index: province });
  const sentences = against.map((reference) => againstSentence(period, reference));
  return sentences.length === 0 ? [] : prose`${period.label}，${joinRuns(sentences, '')}`;
}

function againstSentence(period: PeriodFacts, reference: { name: string; index: Published }): Inline[] {
  const valid = period.cities.filter((city) => city.indicators.index.now !== null);
  const pick = (sign: number): PlaceFacts[] =>
    valid.filter(
      (city) => Math.sign((city.indicators.index.now?.value ?? 0) - reference.index.value) === sign,
    );
  const [better, same, worse] = [pick(-1), pick(0), pick(1)];
  const value = `${reference.name}（${reference.index.text}）`;
  const clauses = [
    better.length > 0 ? prose`${names(better)}综合指数好于${value}` : [],
    same.length > 0 ? prose`${names(same)}与${better.length > 0 ? '其' : value}相当` : [],
    worse.length > 0
      ? better.length + same.length > 0
        ? prose`其余${String(worse.length)}市均差于${reference.name}`
        : prose`${String(worse.length)}市综合指数均差于${value}`
      : [],
  ];
  return valid.length === 0 ? [] : prose`${joinRuns(clauses, '，')}。`;
}

function cityParagraph(facts: BulletinFacts, city: PlaceFacts): Inline[] {
  const period = facts.main;
  const { index, pm25, goodDays } = city.indicators;
  const clauses: Inline[][] = [];
  if (index.now === null) {
    clauses.push(prose`综合指数数据无效，未参评`);
  } else {
    const place = placeInWords(city, period.cities, indexRank);
    const moved = placeInWords(city, period.cities, changeRank);
    const ranks = [place ? `由好到差排名${place}` : '', moved ? `改善幅度排名${moved}` : ''].filter(Boolean);
    clauses.push(
      prose`综合指数${figure(figureId(period, city, 'index'), index.now.text)}${after(changeClause(figureId(period, city, 'index', 'change'), index.change, '%'))}${ranks.length > 0 ? `，${ranks.join('、')}` : ''}`,
    );
  }
  clauses.push(
    pm25.now === null
      ? prose`PM2.5平均浓度数据无效`
      : prose`PM2.5平均浓度${figure(figureId(period, city, 'pm25'), pm25.now.text, '微克/立方米')}${after(changeClause(figureId(period, city, 'pm25', 'change'), pm25.change, '%'))}`,
  );
  clauses.push(goodDaysClause(period, city, goodDays.now));
  const heavy = heavyDayCount(city);
  if (heavy > 0)
    clauses.push(prose`重度及以上污染${figure(figureId(period, city, 'heavyDays'), String(heavy), '天')}`);
  if (city.largest) {
    clauses.push(
      prose`主要污染物为${POLLUTANT_NAMES[city.largest.pollutant]}，占综合指数的${figure(figureId(period, city, 'share'), city.largest.share.text, '%')}`,
    );
  }
  const own = joinRuns(clauses, '；');
  return prose`${own}。${cumulativeSentence(facts, city)}`;
}

function goodDaysClause(period: PeriodFacts, city: PlaceFacts, ratio: Published | null): Inline[] {
  if (ratio === null) return [text('优良天数比例数据无效')];
  const good = goodDayCount(city);
  const id = figureId(period, city, 'goodDayCount');
  const valid = validDayCount(city);
  return prose`优良天数${figure(id, String(good), '天')}（有效${String(valid)}天，比例${figure(figureId(period, city, 'goodDays'), ratio.text, '%')}）${after(daysClause(`${id}/change`, good, city.days.lastYear?.good ?? null))}`;
}

function cumulativeSentence(facts: BulletinFacts, main: PlaceFacts): Inline[] {
  const period = facts.cumulative;
  const city = period?.cities.find((place) => place.code === main.code);
  if (!period || !city) return [];
  const { now, change } = city.indicators.index;
  if (now === null) return prose`${period.label}综合指数数据无效，未参评。`;
  const place = placeInWords(city, period.cities, indexRank);
  return prose`${period.label}综合指数${figure(figureId(period, city, 'index'), now.text)}${after(changeClause(figureId(period, city, 'index', 'change'), change, '%'))}${place ? `，由好到差排名${place}` : ''}。`;
}
