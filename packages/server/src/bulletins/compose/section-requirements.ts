import { type Inline, officialDate } from '@qingzhang/documents';
import type { ChapterParts, ChapterPoint } from './chapter.ts';
import type { BulletinFacts, PeriodFacts, PlaceFacts, Pollutant, TargetFacts } from './facts.ts';
import { figure, joinRuns, prose } from './prose.ts';
import { leadingSteps, listLength, names } from './ranking-words.ts';
import { worsening } from './section-problems.ts';
import { affordableTogether, byIndicator, cityNames, indicatorsWithCities } from './target-groups.ts';
import { figureId, heavyDayCount, POLLUTANT_NAMES, signed, unitOf } from './wording.ts';

/** What to work on, pollutant by pollutant: the imperative half of a requirement. */
const MEASURES: Readonly<Record<Pollutant, string>> = {
  pm25: '紧盯散煤、工业窑炉和柴油货车，落实重污染天气应急减排清单',
  pm10: '抓实工地、道路、堆场扬尘管控和裸地整治',
  so2: '严查燃煤锅炉和工业炉窑脱硫设施运行，抓实清洁取暖',
  no2: '抓好柴油货车和非道路移动机械管控、工业炉窑脱硝提标',
  co: '严查钢铁、焦化等企业烟气无组织排放',
  o3: '抓好挥发性有机物和氮氧化物协同减排，落实错峰生产和错时作业',
};

/** 下一步要求: imperatives drawn from what lags, each tied to a city, a figure and a date (DIS-7.2, DIS-1.3). */
export function requirementsOf(facts: BulletinFacts, chapters: readonly ChapterParts[]): Requirement[] {
  return [
    laggards(facts),
    rebounders(facts),
    exceeders(facts),
    accounts(facts),
    ...chapters.flatMap(({ requirements }) => requirements),
    dataDuty(facts),
  ].filter((item) => item.runs.length > 0);
}

type Requirement = ChapterPoint;

function laggards(facts: BulletinFacts): Requirement {
  const period = facts.main;
  const ranked = period.cities.filter((city) => city.indicators.index.rank !== null);
  const worst = leadingSteps(
    ranked,
    (city) => city.indicators.index.rank,
    'worst',
    listLength(ranked.length),
  ).flatMap((step) => step.cities);
  if (worst.length === 0) return { title: '', runs: [] };
  const listed = worst.map((city) => {
    const focus = city.largest ? `，主要污染物${POLLUTANT_NAMES[city.largest.pollutant]}` : '';
    const value = city.indicators.index.now?.text ?? '';
    return prose`${city.shortName}（综合指数${figure(figureId(period, city, 'index'), value)}${focus}）`;
  });
  return {
    title: '后进城市要拉条挂账。',
    runs: prose`${joinRuns(listed, '、')}要逐项查明原因，倒排工期、挂图作战，${officialDate(facts.settings.planDue)}前报送措施、时限和责任人。`,
  };
}

function rebounders(facts: BulletinFacts): Requirement {
  const period = facts.main;
  const cities = period.cities
    .filter((city) => worsening(city, 'index') > 0)
    .sort((a, b) => worsening(b, 'index') - worsening(a, 'index'));
  if (cities.length === 0) return { title: '', runs: [] };
  const listed = cities.map((city) => {
    const change = city.indicators.index.change;
    return prose`${city.shortName}（${change ? [figure(figureId(period, city, 'index', 'change'), signed(change), '%')] : []}）`;
  });
  return {
    title: '反弹城市要守住底线。',
    runs: prose`综合指数同比反弹的${joinRuns(listed, '、')}要按照“只能变好、不能变坏”的要求，对反弹点位和时段逐一溯源，${officialDate(facts.settings.resultDue)}前将综合指数控制到不高于去年同期水平。`,
  };
}

/** The pollutant that exceeds most, the cities it exceeds in, and what to do about it. */
function exceeders(facts: BulletinFacts): Requirement {
  const period = facts.main;
  const worst = worstPollutant(period);
  if (!worst) return { title: '', runs: [] };
  const { pollutant, cities } = worst;
  const first = cities[0];
  if (!first) return { title: '', runs: [] };
  const value = first.indicators[pollutant].now?.text ?? '';
  const heavy = Math.max(0, ...period.cities.map(heavyDayCount));
  const heaviest = period.cities.filter((city) => heavy > 0 && heavyDayCount(city) === heavy);
  const heavyId = figureId(period, heaviest[0] ?? first, 'heavyDays');
  const also =
    heavy > 0
      ? prose`；${names(heaviest)}出现重度及以上污染${figure(heavyId, String(heavy), '天')}，为各市最多，要逐次复盘，做到提前预警、提前减排`
      : [];
  const rest = cities.slice(1);
  const others =
    rest.length === 0
      ? ''
      : rest.length <= 3
        ? `，${names(rest)}同步推进`
        : `，其余${rest.length}个超标城市同步推进`;
  return {
    title: `突出${POLLUTANT_NAMES[pollutant]}治理。`,
    runs: prose`${first.shortName}${POLLUTANT_NAMES[pollutant]}浓度${figure(figureId(period, first, pollutant), value, unitOf(pollutant))}，超标最重，要${MEASURES[pollutant]}${others}，${officialDate(facts.settings.resultDue)}前报送减排成效${also}。`,
  };
}

/** The pollutant that led most exceeding days among those above a limit; between equals the larger multiple. */
function worstPollutant(period: PeriodFacts): { pollutant: Pollutant; cities: PlaceFacts[] } | null {
  const over = period.cities.flatMap((city) => city.exceedances.map((e) => ({ city, ...e })));
  const led = (pollutant: Pollutant) =>
    period.cities.reduce((sum, city) => sum + (city.days.primary[pollutant] ?? 0), 0);
  const top = [...over].sort(
    (a, b) => led(b.pollutant) - led(a.pollutant) || b.multiple.value - a.multiple.value,
  )[0];
  if (!top) return null;
  const cities = over
    .filter((e) => e.pollutant === top.pollutant)
    .sort((a, b) => b.multiple.value - a.multiple.value)
    .map((e) => e.city);
  return { pollutant: top.pollutant, cities };
}

function accounts(facts: BulletinFacts): Requirement {
  const overdrawn = facts.targets.filter((target) => target.state === 'overdrawn' && target.daysLeft > 0);
  const lost = facts.targets.filter((target) => target.state === 'impossible');
  const clauses: Inline[][] = byIndicator(facts, overdrawn).flatMap((group) => {
    const spent = group.filter((target) => target.allowance === null);
    const open = group.filter((target) => target.allowance !== null);
    return [open, spent].filter((part) => part.length > 0).map((part) => controlClause(facts, part));
  });
  if (lost.length > 0) {
    const whose = new Set(lost.map((target) => target.code)).size > 1 ? '有关市' : '该市';
    clauses.push(prose`${indicatorsWithCities(facts, lost)}已无可能完成，${whose}要书面说明原因和补救措施`);
  }
  if (clauses.length === 0) return { title: '', runs: [] };
  return {
    title: '多还旧账，不欠新账。',
    runs: prose`${joinRuns(clauses, '；')}。以时保日、以日保月、以月保年，${officialDate(facts.settings.planDue)}前将控制目标分解到月、到县。`,
  };
}

function controlClause(facts: BulletinFacts, group: readonly TargetFacts[]): Inline[] {
  return prose`${cityNames(facts, group)}${group[0]?.indicator ?? ''}透支${affordableTogether(group)}`;
}

function dataDuty(facts: BulletinFacts): Requirement {
  const cities = facts.main.cities.filter((city) => city.indicators.index.now === null);
  if (cities.length === 0) return { title: '', runs: [] };
  return {
    title: '保障监测数据有效。',
    runs: prose`${names(cities)}要查明${facts.main.label}有效数据不足的点位和原因，${officialDate(facts.settings.planDue)}前恢复正常运行并报送说明。`,
  };
}
