/** 形势: the read model of the first page. */
import {
  type LampState,
  LampState as LampStateSchema,
  type Lang,
  type Run,
  type Sentence,
  type Situation,
  type StatIndicator,
} from '@qingzhang/contract';
import { bandsOf, bottomLine, counted } from '@qingzhang/domain';
import {
  DECIMALS,
  formatDay,
  formatRounded,
  type Period,
  POLLUTANTS,
  spanOf,
  standardOfPeriod,
} from '@qingzhang/standards';
import { STAT_INDICATORS } from '../../evaluation/published.ts';
import type { Platform } from '../../platform/platform.ts';
import { dayCells, weekCells } from '../day-cells.ts';
import { type Asked, periodKeyOf, standingOf } from '../moment.ts';
import { pick, run } from '../sentences.ts';
import { periodLabel } from '../words/period-words.ts';
import { cityCount, listed, monthName, shortName } from '../words/words.ts';
import {
  ACCOUNT_COLUMNS,
  type AccountColumn,
  type CityFacts,
  type SituationFacts,
  settledDayCount,
  situationFacts,
} from './facts.ts';
import { daysLeftInMonth, daysLeftInYear, riseRun, sayings } from './say.ts';
import { failingOf, speakers } from './speakers.ts';
import { worseList } from './worse.ts';

export interface SituationQuestion extends Asked {
  readonly periodKey?: string | undefined;
  readonly lang: Lang;
}

/** Everything the situation page shows, in the language asked for. */
export async function readSituation(platform: Platform, question: SituationQuestion): Promise<Situation> {
  const facts = await situationFacts(platform, question);
  const { stand, asked, settled } = facts;
  const { lang } = question;
  const span = spanOf(settled ?? asked);
  const standing = await standingOf(stand, span, {
    simulatedTargets: facts.cities.some(({ books }) => books.targets.some((target) => target.simulated)),
  });
  const standard = standardOfPeriod(settled ?? asked, stand.view.policy);
  const stripUnit = asked.kind === 'year' ? 'week' : 'day';
  return {
    period: {
      key: periodKeyOf(asked),
      label: periodLabel(asked, settled, lang),
      ...span,
      days: settledDayCount(settled),
      daysLeftInYear: daysLeftInYear(facts),
    },
    standing,
    say: sayings(facts, lang),
    headings: headings(facts, stripUnit, lang),
    stripUnit,
    rows: facts.cities.map((city) => ({
      region: city.city.code,
      ...city.cells,
      failing: failingOf(city),
      stats: city.stats,
      rank: city.rank,
      validDays: city.validDays,
      strip:
        stripUnit === 'week'
          ? weekCells(stand, city.books.year.days, stand.year)
          : dayCells(stand, city.books.year.days, monthStart(facts), monthEnd(facts)),
    })),
    province: { lamps: lampCounts(facts.cities), stats: facts.provinceStats },
    worse: worseList(facts.cities),
    worseNote: worseNote(facts, lang),
    speakers: speakers(facts, lang),
    bands: bandsOf(stand.settings),
    limits: limitsOf(standard),
  };
}

const monthOf = ({ stand }: SituationFacts): Period => ({
  kind: 'month',
  year: stand.year,
  month: stand.month,
});
const monthStart = (facts: SituationFacts): string => formatDay(facts.stand.year, facts.stand.month, 1);
const monthEnd = (facts: SituationFacts): string => spanOf(monthOf(facts)).to;

function headings(facts: SituationFacts, stripUnit: 'day' | 'week', lang: Lang): Situation['headings'] {
  const { stand, asked, settled } = facts;
  const zh = lang === 'zh';
  const month = monthName(stand.month, lang);
  const left = daysLeftInMonth(facts);
  const leftInYear = daysLeftInYear(facts);
  const hours = stand.running === null ? 0 : 24 - stand.running.hour;
  const monthRest =
    left === 0
      ? zh
        ? '已满'
        : 'over'
      : left === 1 && hours > 0
        ? zh
          ? `余 ${hours} 小时`
          : `${counted(hours, 'hour')} left`
        : zh
          ? `余 ${left} 天`
          : `${counted(left, 'day')} left`;
  const lastYear = Number(spanOf(settled ?? asked).to.slice(0, 4)) - 1;
  return {
    today: stand.running === null ? (zh ? '当日' : 'The day') : zh ? '今天' : 'Today',
    todayNote: zh ? '时保日：守住“良”' : 'hours: keep it good',
    month: zh ? `${month} PM2.5` : `PM2.5 of ${month}`,
    monthNote: zh ? `日保月：${monthRest}` : `days: ${monthRest}`,
    year: zh ? '全年 PM2.5' : 'PM2.5 of the year',
    yearNote: zh ? `月保年：余 ${leftInYear} 天` : `months: ${counted(leftInYear, 'day')} left`,
    days: zh ? '全年优良天' : 'Good days of the year',
    daysNote: zh ? `余 ${leftInYear} 天里` : `of ${counted(leftInYear, 'day')} left`,
    strip:
      stripUnit === 'week'
        ? zh
          ? `${stand.year}年每周最差一天 AQI`
          : `worst AQI of each week of ${stand.year}`
        : zh
          ? `${month}每天 AQI`
          : `AQI of each day of ${month}`,
    stats: zh
      ? `${periodLabel(asked, settled, lang)}，同比 ${lastYear} 年同期`
      : `${periodLabel(asked, settled, lang)}, against ${lastYear}`,
  };
}

function lampCounts(cities: readonly CityFacts[]): Situation['province']['lamps'] {
  const count = (column: AccountColumn): Record<LampState, number> => {
    const counts = Object.fromEntries(LampStateSchema.options.map((lamp) => [lamp, 0])) as Record<
      LampState,
      number
    >;
    for (const { cells } of cities) counts[cells[column].lamp] += 1;
    return counts;
  };
  return Object.fromEntries(
    ACCOUNT_COLUMNS.map((column) => [column, count(column)]),
  ) as Situation['province']['lamps'];
}

/** The limits of the index as the map names them: annual means, the day percentiles of CO and O3. */
function limitsOf(standard: ReturnType<typeof standardOfPeriod>): Situation['limits'] {
  return Object.fromEntries(
    STAT_INDICATORS.map((indicator: StatIndicator) => {
      const pollutant = POLLUTANTS.find((name) => name === indicator);
      if (pollutant === undefined) return [indicator, null];
      const text = formatRounded(standard.indexLimits[pollutant], DECIMALS[pollutant]);
      return [indicator, text.replace(/\.0$/, '')];
    }),
  ) as Situation['limits'];
}

/** How many names a note lists before it only counts. */
const NAMED = 5;

/** 6月单月更要紧：10 市综合指数反弹，太原 ↑13.2%、…；只有临汾持平。 */
function worseNote(facts: SituationFacts, lang: Lang): Sentence {
  const changes = facts.cities.flatMap(({ city, monthIndexChange }) =>
    monthIndexChange === null ? [] : [{ city, change: monthIndexChange }],
  );
  if (changes.length === 0) return [];
  const month = monthName(facts.stand.month, lang);
  const byCode = new Map(changes.map(({ city }) => [city.code, city]));
  const worse = bottomLine(changes.map(({ change }) => change));
  if (worse.length === 0) {
    return [run(pick(lang, `${month}单月没有城市综合指数反弹。`, `In ${month} alone no city's index rose.`))];
  }
  const overPeriod = facts.cities.filter(({ indexChange }) => indexChange?.sense === 'worse').length;
  const graver = facts.asked.kind !== 'month' && worse.length > overPeriod;
  const head = pick(
    lang,
    `${month}单月${graver ? '更要紧' : ''}：`,
    `${month} alone${graver ? ' is graver' : ''}: `,
  );
  const named = worse
    .slice(0, NAMED)
    .flatMap((change, index): Run[] => [
      run(`${index === 0 ? '' : pick(lang, '、', ', ')}${shortName(byCode.get(change.region)!, lang)} `),
      riseRun(change),
    ]);
  const rest = changes.filter(({ change }) => change.sense !== 'worse');
  const names = listed(
    rest.map(({ city }) => shortName(city, lang)),
    lang,
  );
  const flat = rest.every(({ change }) => change.sense === 'flat');
  const few = pick(
    lang,
    `；只有${names}${flat ? '持平' : '没有反弹'}`,
    `; only ${names} ${flat ? 'stayed flat' : 'did not'}`,
  );
  const many = pick(
    lang,
    `；其余 ${rest.length} 市改善或持平`,
    `; the other ${rest.length} improved or stayed flat`,
  );
  return [
    run(head, 'strong'),
    run(
      pick(lang, `${worse.length} 市综合指数反弹，`, `the index rose in ${cityCount(worse.length, lang)}: `),
    ),
    ...named,
    run(`${rest.length === 0 ? '' : rest.length <= 2 ? few : many}${pick(lang, '。', '.')}`),
  ];
}
