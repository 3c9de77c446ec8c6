/** 大气: ranking, index, map, accounts of targets, worse than last year. Figures as the bulletin publishes them. */
import type { Region } from '@qingzhang/contract';
import type {
  BulletinFacts,
  Indicator,
  IndicatorFacts,
  PeriodFacts,
  PlaceFacts,
  TargetFacts,
} from '../../../bulletins/compose/facts.ts';
import { INDICATOR_NAMES, STATE_WORDS, signed } from '../../../bulletins/compose/wording.ts';
import {
  cell,
  columns,
  type DraftPage,
  named,
  type PageFoot,
  pageOf,
  signedText,
  type Tone,
} from './page.ts';

/** What the air pages are made of. */
export interface AirFacts {
  readonly bulletin: Pick<BulletinFacts, 'main' | 'targets'>;
  readonly cities: readonly Pick<Region, 'code' | 'tile'>[];
}

/** Concentrations and index fall, good days rise: which way a change is worse. */
const worseBy = (indicator: Indicator, { change }: IndicatorFacts): number =>
  change === null ? 0 : indicator === 'goodDays' ? -change.value : change.value;

function changeCell(indicator: Indicator, facts: IndicatorFacts) {
  if (facts.change === null) return cell(null);
  const worse = worseBy(indicator, facts);
  const tone: Tone = worse > 0 ? 'bad' : worse < 0 ? 'good' : 'quiet';
  const text = signed(facts.change).replace('-', '−');
  return cell(`${text}${indicator === 'goodDays' ? ' 点' : '%'}${worse > 0 ? ' 变差' : ''}`, tone);
}

/** All pages of the air chapter, in the order of showing. */
export function airPages(facts: AirFacts, foot: PageFoot, agendaItem: number | null): DraftPage[] {
  const { main, targets } = facts.bulletin;
  const pages = [
    rankingPage(main, foot, agendaItem),
    indexPage(main, foot, agendaItem),
    mapPage(facts, foot, agendaItem),
    ...targetPages(targets, foot, agendaItem),
    worsePage(main, foot, agendaItem),
  ];
  return pages.filter((page) => page !== null);
}

const days = (place: PlaceFacts): number => place.days.classes.reduce((sum, count) => sum + count, 0);

/** 状态与变化 side by side (DIS-5.1), from the best; who is not ranked stands last with the reason. */
function rankingPage(main: PeriodFacts, foot: PageFoot, agendaItem: number | null): DraftPage {
  const ranked = [...main.cities].sort(
    (a, b) => (a.indicators.index.rank ?? 999) - (b.indicators.index.rank ?? 999),
  );
  const places = ranked.filter(({ indicators }) => indicators.index.rank !== null);
  const [best, worst] = [places[0], places.at(-1)];
  const improved = places.find(({ indicators }) => indicators.index.changeRank === 1);
  const ranks = places.map(({ indicators }) => indicators.index.rank);
  const title =
    best === undefined || worst === undefined || best === worst
      ? `${main.label}综合指数排名`
      : `综合指数${best.shortName}最好（${best.indicators.index.now?.text ?? '—'}）、${worst.shortName}最差（${worst.indicators.index.now?.text ?? '—'}）${improvedClause(improved)}`;
  return pageOf(foot, {
    key: 'air.rank',
    agendaItem,
    title,
    base: `有效 ${Math.max(0, ...main.cities.map(days))} 天`,
    body: {
      kind: 'table',
      columns: columns('市', '名次', '综合指数', '同比', '改善名次', 'PM2.5', '同比', '优良天数比例', '同比'),
      rows: [...ranked, main.province].map((place) => {
        const { index, pm25, goodDays } = place.indicators;
        const tied = ranks.filter((rank) => rank !== null && rank === index.rank).length > 1;
        const whole = place === main.province;
        return {
          cells: [
            cell(place.shortName),
            cell(whole ? '' : index.rank === null ? '未参评' : `${tied ? '并列 ' : ''}${index.rank}`),
            cell(index.now?.text),
            changeCell('index', index),
            cell(whole || index.changeRank === null ? '' : String(index.changeRank)),
            cell(pm25.now?.text),
            changeCell('pm25', pm25),
            cell(goodDays.now === null ? null : `${goodDays.now.text}%`),
            changeCell('goodDays', goodDays),
          ],
          ...(whole ? { emphasis: true } : {}),
        };
      }),
      note: '名次由好到差，指数相同的并列；改善名次按同比由好到差。PM2.5 单位微克/立方米。',
    },
  });
}

const improvedClause = (place: PlaceFacts | undefined): string => {
  const change = place?.indicators.index.change;
  return place === undefined || change == null || change.value >= 0
    ? ''
    : `，${place.shortName}改善最多（${signed(change).replace('-', '−')}%）`;
};

/** Bars of the composite index in protocol order, with last year's and the change. */
function indexPage(main: PeriodFacts, foot: PageFoot, agendaItem: number | null): DraftPage {
  const worse = main.cities.filter(({ indicators }) => worseBy('index', indicators.index) > 0);
  const values = main.cities.map(({ indicators }) => indicators.index.now?.value ?? 0);
  const province = main.province.indicators.index.now;
  return pageOf(foot, {
    key: 'air.index',
    agendaItem,
    title:
      worse.length === 0
        ? `综合指数各市同比均未变差`
        : `综合指数 ${worse.length} 市同比变差：${named(worse.map(({ shortName }) => shortName))}`,
    body: {
      kind: 'bars',
      unit: '',
      legend: [main.label],
      path: province === null ? null : { label: `全省 ${province.text}`, value: province.value },
      max: Math.max(1, ...values, province?.value ?? 0) * 1.08,
      columns: ['综合指数', '去年同期', '同比'],
      rows: main.cities.map((place) => {
        const { index } = place.indicators;
        return {
          region: place.code,
          name: place.shortName,
          lamp: null,
          parts: [index.now?.value ?? null],
          cells: [cell(index.now?.text), cell(index.lastYear?.text, 'quiet'), changeCell('index', index)],
          mark: worseBy('index', index) > 0 ? ('bad' as const) : null,
        };
      }),
    },
  });
}

/** The yearly limit of PM2.5 (GB 3095 class II) parts the tiles; above it by steps. */
const PM25_LIMIT = 35;
function mapPage(
  { bulletin: { main }, cities }: AirFacts,
  foot: PageFoot,
  agendaItem: number | null,
): DraftPage | null {
  const tiles = cities.flatMap(({ code, tile }) => {
    const place = main.cities.find((one) => one.code === code);
    return tile === null || place === undefined ? [] : [{ place, tile }];
  });
  if (tiles.length === 0) return null;
  const classOf = (value: number | undefined) =>
    value === undefined
      ? 'grey1'
      : value <= PM25_LIMIT
        ? 'aqi1'
        : value <= 45
          ? 'aqi2'
          : value <= 55
            ? 'aqi3'
            : 'aqi4';
  const over = main.cities.filter(({ indicators }) => (indicators.pm25.now?.value ?? 0) > PM25_LIMIT);
  const title =
    over.length === 0
      ? `PM2.5 各市均不超过 ${PM25_LIMIT} 微克/立方米`
      : `PM2.5 超过 ${PM25_LIMIT} 微克/立方米的 ${over.length} 市：${named(over.map(({ shortName }) => shortName))}`;
  return pageOf(foot, {
    key: 'air.map',
    agendaItem,
    title,
    body: {
      kind: 'map',
      unit: '微克/立方米',
      tiles: tiles.map(({ place, tile }) => {
        const value = place.indicators.pm25.now?.value;
        return {
          region: place.code,
          name: place.shortName,
          text: place.indicators.pm25.now?.text ?? '—',
          row: tile.row,
          column: tile.column,
          tone: (value ?? 0) > PM25_LIMIT ? ('strong' as const) : ('plain' as const),
          class: classOf(value),
        };
      }),
      legend: [
        { text: `≤${PM25_LIMIT}`, class: 'aqi1' },
        { text: `${PM25_LIMIT}–45`, class: 'aqi2' },
        { text: '45–55', class: 'aqi3' },
        { text: '＞55', class: 'aqi4' },
      ],
    },
  });
}

/** 目标账 (余、透支), one page for each indicator. */
function targetPages(
  targets: readonly TargetFacts[],
  foot: PageFoot,
  agendaItem: number | null,
): DraftPage[] {
  const kinds = [...new Set(targets.map(keyOf))];
  return kinds.map((kind) => {
    const own = targets.filter((target) => keyOf(target) === kind);
    const short = own[0]?.short ?? '';
    const in_ = (...states: readonly TargetFacts['state'][]) =>
      own.filter(({ state }) => states.includes(state)).map(({ name }) => name.replace(/市$/u, ''));
    const [over, tight] = [in_('overdrawn', 'impossible'), in_('tight')];
    const title =
      over.length > 0
        ? `${short} 目标账：${named(over)}已透支${tight.length > 0 ? `，${named(tight)}趋紧` : ''}`
        : tight.length > 0
          ? `${short} 目标账：${named(tight)}趋紧，其余安全`
          : `${short} 目标账：各市均有结余`;
    const byDays = own[0]?.kind === 'days';
    const unit = own[0]?.unit ?? '';
    return pageOf(foot, {
      key: `air.target.${kind}`,
      agendaItem,
      title,
      base: own[0] === undefined ? '' : `年内还有 ${own[0].daysLeft} 天`,
      body: {
        kind: 'table',
        columns: columns('市', '年度目标', '目前', '较目标', byDays ? '还可超标' : '余下日均不超', '账况'),
        rows: own.map((target) => {
          const tone = toneOf(target.state);
          return {
            cells: [
              cell(target.name.replace(/市$/u, '')),
              cell(target.target.text),
              cell(target.actual?.text),
              cell(overTarget(target), tone),
              cell(target.allowance === null ? null : `${target.allowance.text}${byDays ? ' 天' : ''}`),
              cell(target.state === null ? '未评' : STATE_WORDS[target.state], tone),
            ],
            ...(target.state === 'overdrawn' || target.state === 'impossible' ? { emphasis: true } : {}),
          };
        }),
        note: unit === '' ? null : `单位 ${unit}`,
      },
    });
  });
}

/** +6, −1.3: what is measured so far against the year's target, from the published figures. */
function overTarget({ target, actual }: TargetFacts): string | null {
  if (actual === null) return null;
  const decimals = Math.max(...[target, actual].map(({ text }) => text.split('.')[1]?.length ?? 0));
  return signedText(actual.value - target.value, decimals);
}

const toneOf = (state: TargetFacts['state']): Tone =>
  state === 'overdrawn' || state === 'impossible' ? 'bad' : state === 'tight' ? 'warn' : 'plain';
/** What has no Latin letters of its own, as a key of a page takes it. */
const SLUGS = [
  ['优良', 'good-days'],
  ['重污染', 'heavy-days'],
  ['重度', 'heavy-days'],
  ['指数', 'index'],
] as const;
const keyOf = ({ short }: TargetFacts): string =>
  short.toLowerCase().replace(/[^a-z0-9]+/g, '') ||
  (SLUGS.find(([word]) => short.includes(word))?.[1] ?? 'x');

/** 只能变好、不能变坏 (DIS-3.6): what got worse against last year, whatever the target says. */
const WATCHED = ['index', 'pm25', 'pm10', 'so2', 'no2', 'co', 'o3', 'goodDays'] as const;
function worsePage(main: PeriodFacts, foot: PageFoot, agendaItem: number | null): DraftPage {
  const rows = main.cities.map((place) => ({
    place,
    worse: WATCHED.filter((indicator) => worseBy(indicator, place.indicators[indicator]) > 0),
  }));
  const items = rows.reduce((sum, { worse }) => sum + worse.length, 0);
  const cities = rows.filter(({ worse }) => worse.length > 0);
  const most = Math.max(0, ...rows.map(({ worse }) => worse.length));
  const mostly = rows.filter(({ worse }) => worse.length === most).map(({ place }) => place.shortName);
  return pageOf(foot, {
    key: 'air.worse',
    agendaItem,
    title:
      items === 0
        ? '各市各项指标同比均未变差'
        : `只能变好、不能变坏：${cities.length} 市 ${items} 项同比变差，${named(mostly)}最多（${most} 项）`,
    body: {
      kind: 'table',
      columns: columns('市', ...WATCHED.map((indicator) => INDICATOR_NAMES[indicator]), '变差'),
      rows: rows.map(({ place, worse }) => ({
        cells: [
          cell(place.shortName),
          ...WATCHED.map((indicator) => {
            const facts = place.indicators[indicator];
            if (facts.change === null) return cell(null);
            const text = signed(facts.change).replace('-', '−');
            return worse.includes(indicator) ? cell(`▲${text}`, 'bad') : cell(text, 'quiet');
          }),
          cell(worse.length === 0 ? '—' : `${worse.length} 项`, worse.length > 0 ? 'bad' : 'quiet'),
        ],
      })),
      note: '同比 %，优良天数比例为百分点；▲ 表示变差。',
    },
  });
}
