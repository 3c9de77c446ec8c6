import type { Lang, StatIndicator } from '@qingzhang/contract';

type Words = Readonly<Record<Lang, string>>;

const INDICATOR_NAMES: Readonly<Record<StatIndicator, Words>> = {
  index: { zh: '综合指数', en: 'composite index' },
  pm25: { zh: 'PM2.5 均值', en: 'PM2.5 mean' },
  pm10: { zh: 'PM10 均值', en: 'PM10 mean' },
  so2: { zh: 'SO₂ 均值', en: 'SO₂ mean' },
  no2: { zh: 'NO₂ 均值', en: 'NO₂ mean' },
  co: { zh: 'CO 第95百分位', en: 'CO 95th percentile' },
  o3: { zh: 'O₃ 8小时第90百分位', en: 'O₃ 8 h 90th percentile' },
  goodDays: { zh: '优良天数', en: 'good days' },
  goodDayShare: { zh: '优良天数比例', en: 'share of good days' },
  heavyDays: { zh: '重度及以上污染天数', en: 'days of heavy pollution' },
};

export function indicatorName(indicator: StatIndicator, lang: Lang): string {
  return INDICATOR_NAMES[indicator][lang];
}

const RULES: Readonly<Record<string, Words>> = {
  'AIR-0.1': { zh: '标准版本按数据日期确定', en: 'the edition follows the date of the data' },
  'AIR-1.5': { zh: '有效数据最低要求', en: 'minimum of valid data' },
  'AIR-1.6': { zh: '不足最低要求即无效，不估不补', en: 'below the minimum is invalid, never estimated' },
  'AIR-2.6': { zh: '空气质量分指数的计算公式', en: 'formula of the individual index' },
  'AIR-2.7': { zh: '分指数与指数进位取整', en: 'indices are rounded up' },
  'AIR-2.8': { zh: '先修约浓度，再求分指数', en: 'concentrations are rounded first' },
  'AIR-2.10': {
    zh: '指数取分指数最大值；大于 50 时定首要污染物',
    en: 'AQI is the largest index; above 50 it names a primary pollutant',
  },
  'AIR-3.1': {
    zh: '小时标签为小时终点，一日为 1—24 时',
    en: 'an hour is labelled by its end; a day is 1 to 24',
  },
  'AIR-3.3': { zh: '日均值至少 20 个小时值', en: 'a day mean needs 20 hours' },
  'AIR-3.4': { zh: '8 小时滑动平均至少 6 个小时值', en: 'an 8-hour mean needs 6 hours' },
  'AIR-3.5': {
    zh: '日最大 8 小时平均取 8—24 时各窗口最大值',
    en: 'MDA8 is the largest window ending at 8 to 24',
  },
  'AIR-3.6': { zh: '至少 14 个 8 小时均值，超标者例外', en: '14 windows, unless the limit is exceeded' },
  'AIR-3.8': { zh: '城市值为参评点位算术平均', en: "a city's value is the mean of its stations" },
  'AIR-3.9': { zh: '有效点位不少于 75%（不足 4 个时 50%）', en: '75 % of stations valid (50 % below four)' },
  'AIR-3.10': { zh: '时段均值为城市日均值的算术平均', en: 'a period mean is the mean of city days' },
  'AIR-3.11': { zh: '四舍六入五成双，只修约一次', en: 'half to even, rounded once' },
  'AIR-3.16': { zh: '百分位数计算方法', en: 'how a percentile is taken' },
  'AIR-3.18': {
    zh: '时段有效性：每月 27 天（2 月 25 天）',
    en: 'validity: 27 days a month (25 in February)',
  },
  'AIR-3.21': { zh: '优良天数比例＝AQI≤100 天数÷有效天数', en: 'good days: AQI ≤ 100 ÷ valid days' },
  'AIR-3.22': { zh: '缺项日的 AQI 处理', en: 'AQI of a day with a missing item' },
  'AIR-3.23': { zh: '区域优良天数比例为各城市比例的平均', en: "a region's share is the mean of its cities'" },
  'AIR-4.1': { zh: '综合指数为六项单项指数之和', en: 'the composite index is the sum of six' },
  'AIR-4.2': { zh: '各项取值：均值、CO 95、O₃ 90 百分位', en: 'means; CO 95th, O₃ 90th percentile' },
  'AIR-4.3': { zh: '单项指数的标准限值', en: 'limits of the single indices' },
  'AIR-4.5': { zh: '由未修约浓度计算，保留两位小数', en: 'from unrounded concentrations, two decimals' },
  'AIR-4.11': { zh: '任一项无效则指数无效，不参加排名', en: 'an invalid item makes the index invalid' },
  'AIR-4.12': { zh: '区域平均综合指数', en: 'average index of a region' },
  'AIR-5.5': { zh: '沙尘小时只剔除颗粒物', en: 'dust hours remove particulates only' },
  'AIR-5.6': { zh: '扣沙与天数统计', en: 'dust and the counting of days' },
};

/** Rules with their clause in words, in the order given. */
export function ruleTexts(ids: readonly string[], lang: Lang): { id: string; text: string }[] {
  return ids.map((id) => ({ id, text: RULES[id]?.[lang] ?? '' }));
}

const TEXTS = {
  month: { zh: '月', en: 'month' },
  validDays: { zh: '有效天', en: 'valid days' },
  mean: { zh: '均值', en: 'mean' },
  sum: { zh: '合计', en: 'sum' },
  total: { zh: '合计', en: 'total' },
  city: { zh: '城市', en: 'city' },
  value: { zh: '数值', en: 'value' },
  station: { zh: '点位', en: 'station' },
  hoursValid: { zh: '有效小时', en: 'valid hours' },
  hour: { zh: '时', en: 'hour' },
  pollutant: { zh: '项目', en: 'item' },
  concentration: { zh: '浓度', en: 'concentration' },
  limit: { zh: '标准限值', en: 'limit' },
  single: { zh: '单项指数', en: 'single index' },
  share: { zh: '占比 %', en: 'share %' },
  iaqi: { zh: '分指数', en: 'IAQI' },
  rank: { zh: '升序位次', en: 'position' },
  day: { zh: '日期', en: 'day' },
  level: { zh: '级别', en: 'class' },
  good: { zh: '优良', en: 'good' },
  heavy: { zh: '重度及以上', en: 'heavy' },
  window: { zh: '8小时窗口', en: '8-hour window' },
  coverage: { zh: '有效天', en: 'valid days' },
  shortMonths: { zh: '不足最低天数的月份', en: 'months below the minimum' },
  dustRemoved: { zh: '沙尘扣除', en: 'dust removed' },
  struckOut: { zh: '审核剔除', en: 'struck out by review' },
  basis: { zh: '数据来源', en: 'basis' },
  stations: { zh: '点位均值', en: 'mean of stations' },
  series: { zh: '城市小时序列（无点位数据）', en: "city's own series (no station data)" },
  mixed: {
    zh: '点位均值，其中 {days} 天为城市序列',
    en: 'mean of stations, {days} days from the city series',
  },
  none: { zh: '无', en: 'none' },
  unrounded: { zh: '未修约', en: 'unrounded' },
  published: { zh: '发布值', en: 'published' },
  otherDust: { zh: '未扣沙时', en: 'with dust hours' },
  invalid: { zh: '无效', en: 'invalid' },
  stationsValid: { zh: '有效点位', en: 'valid stations' },
  missing: { zh: '缺', en: 'missing' },
  n: { zh: '参加平均的城市', en: 'cities in the mean' },
  average: { zh: '平均', en: 'mean' },
  classes: {
    zh: '优,良,轻度污染,中度污染,重度污染,严重污染',
    en: 'excellent,good,light,moderate,heavy,severe',
  },
} satisfies Record<string, Words>;

export type TextKey = keyof typeof TEXTS;

/** A word of the explanations, with `{name}` filled in. */
export function word(
  key: TextKey,
  lang: Lang,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return TEXTS[key][lang].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** Names of the six classes of the AQI. */
export function className(level: number, lang: Lang): string {
  return TEXTS.classes[lang].split(',')[level - 1] ?? '';
}

/** A period in words: 2020年上半年, 2020年6月, 1月1日—6月29日. */
export function spanText(from: string, to: string, lang: Lang): string {
  if (lang === 'en') return from === to ? from : `${from} – ${to}`;
  const [year, month, day] = parts(from);
  const [, toMonth, toDay] = parts(to);
  return from === to ? `${year}年${month}月${day}日` : `${year}年${month}月${day}日—${toMonth}月${toDay}日`;
}

function parts(day: string): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))];
}
