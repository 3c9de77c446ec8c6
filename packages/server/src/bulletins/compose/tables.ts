import type { HeaderCell, TableBlock, TableCell, TableColumn, TableRow } from '@qingzhang/documents';
import {
  INDICATORS,
  type Indicator,
  type PeriodFacts,
  type PlaceFacts,
  type Published,
  type TargetFacts,
} from './facts.ts';
import {
  comparesWithLastYear,
  figureId,
  goodDayCount,
  heavyDayCount,
  INDICATOR_NAMES,
  POLLUTANT_NAMES,
  STATE_WORDS,
  signed,
} from './wording.ts';

const NONE: TableCell = { text: '—' };
const INVALID: TableCell = { text: '数据无效' };
const UNRANKED: TableCell = { text: '未参评' };

function number(value: Published, id: string, text = value.text): TableCell {
  return { text, value: value.value, figureId: id };
}

function count(value: number, id?: string): TableCell {
  return id === undefined ? { text: String(value), value } : { text: String(value), value, figureId: id };
}

/** Row of the city in 二: index, change, place, PM2.5, good days, heavy days, main pollutant. */
export function cityTable(period: PeriodFacts): TableBlock {
  const compares = comparesWithLastYear(period);
  const column = (key: string, width: number, align: TableColumn['align'] = 'decimal'): TableColumn => ({
    key,
    width,
    align,
  });
  const columns = [
    { ...column('city', 1.35, 'center'), fixed: true },
    column('index', 1.2),
    ...(compares ? [column('indexChange', 1.2)] : []),
    column('rank', 0.9),
    column('pm25', 1),
    ...(compares ? [column('pm25Change', 1.2)] : []),
    column('good', 0.9),
    column('ratio', 1.1),
    ...(compares ? [column('ratioChange', 1.3)] : []),
    column('heavy', 0.9),
    { ...column('largest', 1.25, 'center'), fixed: true },
  ];
  const pair = (text: string, more: number): HeaderCell => ({ text, colSpan: more });
  const top: HeaderCell[] = [
    { text: '城市', rowSpan: 2 },
    pair('综合指数', compares ? 3 : 2),
    pair('PM2.5', compares ? 2 : 1),
    pair('优良天数', compares ? 3 : 2),
    { text: '重污染天数', rowSpan: 2 },
    { text: '主要污染物', rowSpan: 2 },
  ];
  const second = [
    '指数',
    ...(compares ? ['同比%'] : []),
    '排名',
    '浓度',
    ...(compares ? ['同比%'] : []),
    '天数',
    '比例%',
    ...(compares ? ['同比（百分点）'] : []),
  ].map((text) => ({ text }));
  const row = (place: PlaceFacts, isProvince: boolean): TableRow => {
    const { index, pm25, goodDays } = place.indicators;
    const good = isProvince ? NONE : count(goodDayCount(place), figureId(period, place, 'goodDayCount'));
    const cells = [
      { text: place.shortName },
      valueCell(period, place, 'index'),
      ...(compares ? [changeCell(period, place, 'index')] : []),
      isProvince
        ? NONE
        : index.rank === null
          ? UNRANKED
          : count(index.rank, figureId(period, place, 'index', 'rank')),
      pm25.now ? number(pm25.now, figureId(period, place, 'pm25')) : INVALID,
      ...(compares ? [changeCell(period, place, 'pm25')] : []),
      goodDays.now ? good : INVALID,
      valueCell(period, place, 'goodDays'),
      ...(compares ? [changeCell(period, place, 'goodDays')] : []),
      isProvince
        ? count(period.cities.reduce((sum, city) => sum + heavyDayCount(city), 0))
        : count(heavyDayCount(place), figureId(period, place, 'heavyDays')),
      place.largest ? { text: POLLUTANT_NAMES[place.largest.pollutant] } : NONE,
    ];
    return isProvince ? { key: 'province', cells, emphasis: true } : { key: place.code, cells };
  };
  return {
    kind: 'table',
    id: `cities-${period.key}`,
    caption: `表1　${period.label}各市环境空气质量状况`,
    columns,
    header: [top, second],
    rows: [...period.cities.map((city) => row(city, false)), row(period.province, true)],
    notes: [
      '注：PM2.5浓度单位为μg/m³；优良天数比例以有效天数为分母；重污染指重度及以上污染，末行为各市合计；排名由好到差。',
    ],
  };
}

function valueCell(period: PeriodFacts, place: PlaceFacts, indicator: Indicator): TableCell {
  const now = place.indicators[indicator].now;
  return now ? number(now, figureId(period, place, indicator)) : INVALID;
}

function changeCell(period: PeriodFacts, place: PlaceFacts, indicator: Indicator): TableCell {
  const change = place.indicators[indicator].change;
  return change ? number(change, figureId(period, place, indicator, 'change'), signed(change)) : NONE;
}

const HEADINGS: Readonly<Record<Indicator, string>> = {
  ...INDICATOR_NAMES,
  co: 'CO-95',
  o3: 'O3-8h-90',
};

/** 主要指标排名情况汇总表: every indicator's value and place (AIR §4, annexes). */
export function stateTable(period: PeriodFacts): TableBlock {
  return wideTable(
    period,
    `state-${period.key}`,
    '数值',
    (place, indicator) => {
      const { now, rank } = place.indicators[indicator];
      return [
        now ? number(now, figureId(period, place, indicator)) : INVALID,
        rank === null ? UNRANKED : count(rank, figureId(period, place, indicator, 'rank')),
      ];
    },
    [
      '注：1. 各项均由好到差排名，数值相同的并列，其后名次顺延；数据无效的城市不参评。',
      '2. 浓度单位：CO为mg/m³，其余为μg/m³；CO-95为日均值第95百分位数，O3-8h-90为日最大8小时平均第90百分位数；优良天数比例单位为%。',
    ],
  );
}

/** 同比变化率排名情况汇总表: every indicator's change and place by improvement; null without a last year. */
export function changeTable(period: PeriodFacts): TableBlock | null {
  if (!comparesWithLastYear(period)) return null;
  return wideTable(
    period,
    `change-${period.key}`,
    '变化',
    (place, indicator) => {
      const { change, changeRank } = place.indicators[indicator];
      return [
        change ? number(change, figureId(period, place, indicator, 'change'), signed(change)) : NONE,
        changeRank === null
          ? UNRANKED
          : count(changeRank, `${figureId(period, place, indicator, 'change')}.rank`),
      ];
    },
    [
      '注：1. 变化为与上年同期相比的百分率（%），负值为下降；优良天数比例为百分点之差，正值为上升。',
      '2. 均按改善幅度由大到小排名，相同的并列；无上年同期有效数据的不参评。',
    ],
  );
}

function wideTable(
  period: PeriodFacts,
  id: string,
  valueTitle: string,
  cellsOf: (place: PlaceFacts, indicator: Indicator) => TableCell[],
  notes: readonly string[],
): TableBlock {
  const row = (place: PlaceFacts, isProvince: boolean): TableRow => {
    const cells = [
      { text: place.shortName },
      ...INDICATORS.flatMap((indicator) => {
        const [value, rank] = cellsOf(place, indicator);
        return [value ?? NONE, isProvince ? NONE : (rank ?? NONE)];
      }),
    ];
    return isProvince ? { key: 'province', cells, emphasis: true } : { key: place.code, cells };
  };
  return {
    kind: 'table',
    id,
    dense: true,
    columns: [
      { key: 'city', width: 1.3, align: 'center', fixed: true },
      ...INDICATORS.flatMap((indicator): TableColumn[] => [
        { key: indicator, width: 1.1, align: 'decimal' },
        { key: `${indicator}Rank`, width: 0.85, align: 'decimal' },
      ]),
    ],
    header: [
      [
        { text: '城市', rowSpan: 2 },
        ...INDICATORS.map((indicator) => ({ text: HEADINGS[indicator], colSpan: 2 })),
      ],
      INDICATORS.flatMap(() => [{ text: valueTitle }, { text: '排名' }]),
    ],
    rows: [...period.cities.map((city) => row(city, false)), row(period.province, true)],
    notes,
  };
}

/** Accounts of the targets: budget, spent, left, and what may still be afforded. */
export function targetTable(targets: readonly TargetFacts[]): TableBlock {
  const cell = (value: Published | null | undefined, id: string): TableCell =>
    value ? number(value, id) : NONE;
  return {
    kind: 'table',
    id: 'targets',
    caption: '表2　约束性指标账户',
    columns: [
      { key: 'city', width: 1.1, align: 'center', fixed: true },
      { key: 'indicator', width: 1.9, align: 'left' },
      { key: 'target', width: 1, align: 'decimal' },
      { key: 'actual', width: 1, align: 'decimal' },
      { key: 'budget', width: 1.3, align: 'decimal' },
      { key: 'spent', width: 1.3, align: 'decimal' },
      { key: 'left', width: 1.3, align: 'decimal' },
      { key: 'allowance', width: 1.25, align: 'decimal' },
      { key: 'state', width: 1.2, align: 'center', fixed: true },
    ],
    header: [
      ['城市', '指标', '目标', '目前', '全年额度', '已支出', '余额', '还可承受', '状态'].map((text) => ({
        text,
      })),
    ],
    rows: targets.map((target) => ({
      key: target.figureId,
      cells: [
        { text: target.name.replace(/市$/u, '') },
        { text: target.short },
        cell(target.target, `${target.figureId}/target`),
        target.actual ? cell(target.actual, `${target.figureId}/actual`) : INVALID,
        cell(target.account?.budget, `${target.figureId}/budget`),
        cell(target.account?.spent, `${target.figureId}/spent`),
        cell(target.account?.left, `${target.figureId}/left`),
        cell(target.allowance, `${target.figureId}/allowance`),
        { text: target.state === null ? '未评价' : STATE_WORDS[target.state].replace('完成', '') },
      ],
    })),
    notes: [
      '注：浓度类额度为目标值与全年天数之积（μg·天/m³，CO为mg·天/m³），还可承受为余下天数的日均浓度上限；天数类额度为全年可超标天数，还可承受为余下可超标天数。还可承受一律舍去取整，不作进位。',
    ],
  };
}
