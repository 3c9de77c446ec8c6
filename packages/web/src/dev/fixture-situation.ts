import {
  type AccountCell,
  type DayCell,
  type Delta,
  type LampState,
  type Sentence,
  Situation,
  type StatCell,
  type StatIndicator,
} from '@qingzhang/contract';
import { codeOf } from './fixture-cities.ts';

/** The half-year of the mock, 1 January to 29 June 2020, standing at 14:00 of 30 June. */
type Account = readonly [lamp: LampState, main: string, sub: string];
type Stat = readonly [value: string, change: string];
type Row = readonly [
  city: string,
  today: Account,
  month: Account,
  year: Account,
  days: Account,
  index: Stat,
  pm25: Stat,
  goodDays: Stat,
  june: string,
];

// biome-ignore format: one city a line
const table: readonly Row[] = [
  ['太原', ['tight', 'O₃ ≤160', '现 147'], ['overdrawn', '余下 ≤5', '现 17，计划 44'], ['overdrawn', '≤50.0', '透支 3.9，目标 55'], ['overdrawn', '可超 69 天', '还需良 116 / 185'], ['6.41', '-11.3'], ['61', '-7.6'], ['103', '+24'], '119 94 132 147 161 182 143 98 115 150 91 133 84 104 80 72 83 148 155 135 174 130 136 124 150 73 124 120 123'],
  ['大同', ['safe', 'O₃ ≤160', '现 143'], ['safe', '余下 ≤146', '现 13，计划 27'], ['tight', '≤32.5', '余 0.1，目标 33'], ['safe', '可超 27 天', '还需良 158 / 185'], ['5.23', '+0.6'], ['34', '-8.1'], ['147', '+1'], '82 104 292 95 139 146 136 89 97 70 67 91 59 84 104 133 96 99 132 130 141 70 101 96 70 77 95 116 83'],
  ['朔州', ['tight', 'O₃ ≤160', '现 159'], ['safe', '余下 ≤89', '现 29，计划 26'], ['tight', '≤36.2', '余 0.6，目标 39'], ['safe', '可超 39 天', '还需良 146 / 185'], ['5.35', '-10.4'], ['43', '-4.4'], ['131', '+25'], '111 93 179 99 130 117 124 85 95 77 70 84 67 72 109 100 93 95 135 123 136 111 80 99 71 79 119 106 87'],
  ['忻州', ['tight', 'O₃ ≤160', '现 158'], ['safe', '余下 ≤127', '现 15，计划 36'], ['safe', '≤41.2', '余 1.2，目标 47'], ['safe', '可超 57 天', '还需良 128 / 185'], ['5.62', '-8.0'], ['54', '+1.9'], ['112', '+6'], '73 72 107 136 129 159 145 111 111 127 79 117 69 87 90 96 110 107 165 151 180 116 123 117 120 105 135 119 99'],
  ['吕梁', ['tight', 'O₃ ≤160', '现 153'], ['impossible', '已无可能', '超计划 1.7'], ['safe', '≤39.2', '余 1.4，目标 38'], ['safe', '可超 47 天', '还需良 138 / 185'], ['5.03', '-15.9'], ['38', '-19.1'], ['140', '+18'], '126 104 80 95 121 127 92 95 88 115 70 116 71 70 109 64 63 93 92 110 153 101 114 87 79 57 105 95 88'],
  ['晋中', ['safe', 'O₃ ≤160', '现 139'], ['overdrawn', '余下 ≤34', '现 36，计划 35'], ['safe', '≤46.2', '余 2.2，目标 46'], ['tight', '可超 55 天', '还需良 130 / 185'], ['5.38', '-14.9'], ['47', '-13.0'], ['118', '+18'], '91 89 121 151 153 174 125 104 120 169 111 160 100 93 81 62 73 137 127 129 147 133 109 123 146 74 129 115 115'],
  ['阳泉', ['safe', 'O₃ ≤160', '现 133'], ['safe', '余下 ≤155', '现 40，计划 37'], ['safe', '≤47.1', '余 2.2，目标 48'], ['overdrawn', '可超 58 天', '还需良 127 / 185'], ['5.74', '-10.9'], ['50', '-16.7'], ['106', '+11'], '66 89 106 140 131 150 121 104 140 163 129 146 108 92 105 75 89 113 153 186 175 147 128 143 144 82 169 109 110'],
  ['长治', ['safe', 'O₃ ≤160', '现 144'], ['safe', '余下 ≤57', '现 49，计划 38'], ['safe', '≤45.6', '余 1.4，目标 47'], ['safe', '可超 50 天', '还需良 135 / 185'], ['5.37', '-12.5'], ['49', '-12.5'], ['120', '+24'], '104 98 96 159 135 147 100 108 122 165 86 118 142 131 90 80 47 111 95 115 116 110 111 130 108 60 126 79 80'],
  ['晋城', ['safe', 'O₃ ≤160', '现 120'], ['overdrawn', '余下 ≤57', '现 84，计划 38'], ['safe', '≤50.8', '余 1.8，目标 51'], ['tight', '可超 77 天', '还需良 108 / 185'], ['5.91', '-15.3'], ['52', '-18.8'], ['104', '+25'], '114 94 105 149 161 184 142 130 101 182 90 80 109 149 86 83 48 129 121 134 120 90 113 144 127 61 137 84 110'],
  ['临汾', ['overdrawn', 'O₃ ≤152', '现 178，超 17%'], ['safe', '余下 ≤111', '现 16，计划 36'], ['safe', '≤61.3', '余 11.0，目标 60'], ['safe', '可超 76 天', '还需良 109 / 185'], ['6.28', '-19.6'], ['60', '-16.7'], ['102', '+28'], '112 87 145 144 171 174 130 77 90 140 108 165 117 127 62 74 50 135 120 133 107 107 129 150 150 55 108 96 102'],
  ['运城', ['overdrawn', 'O₃ ≤157', '现 175，超 11%'], ['impossible', '已无可能', '超计划 1.4'], ['overdrawn', '≤49.3', '透支 1.3，目标 56'], ['tight', '可超 63 天', '还需良 122 / 185'], ['5.77', '-12.2'], ['64', '-7.2'], ['108', '+20'], '102 69 107 143 160 157 103 89 51 85 72 118 94 143 100 48 49 89 90 106 91 74 77 96 110 61 97 71 75'],
];

const levelOf = (aqi: number) => [50, 100, 150, 200, 300].filter((top) => aqi > top).length + 1;

function strip(june: string): DayCell[] {
  const days = june.split(' ').map(Number);
  return Array.from({ length: 30 }, (_, at) => {
    const aqi = days[at];
    return {
      day: `2020-06-${String(at + 1).padStart(2, '0')}`,
      state: aqi === undefined ? 'running' : 'valid',
      aqi: aqi ?? null,
      level: aqi === undefined ? null : levelOf(aqi),
      primary: aqi === undefined || aqi <= 50 ? [] : ['o3'],
      dust: false,
    };
  });
}

const more = (key: StatIndicator) => key === 'goodDays' || key === 'goodDayShare';

function stat(key: StatIndicator, code: string, [value, change]: Stat, last: string, unit: string): StatCell {
  const rises = Number(change) > 0;
  const delta: Delta = {
    kind: 'change',
    text: change,
    unit: key === 'goodDays' || key === 'heavyDays' ? 'days' : key === 'goodDayShare' ? 'points' : '%',
    sense: Number(change) === 0 ? 'flat' : rises === more(key) ? 'better' : 'worse',
  };
  return {
    figure: { text: value, why: `stat|${code}|2020-H1|${key}` },
    last: { text: last, why: `stat|${code}|2019-H1|${key}` },
    delta,
    unit,
  };
}

/** Figures the mock does not show are made from those it shows, so that every indicator of the map has something. */
function stats(code: string, index: Stat, pm25: Stat, goodDays: Stat): Record<StatIndicator, StatCell> {
  const base = Number(pm25[0]);
  const made = (factor: number, digits = 0) => (base * factor).toFixed(digits);
  return {
    index: stat('index', code, index, (Number(index[0]) / (1 + Number(index[1]) / 100)).toFixed(2), ''),
    pm25: stat('pm25', code, pm25, (base / (1 + Number(pm25[1]) / 100)).toFixed(0), 'µg/m³'),
    pm10: stat('pm10', code, [made(1.9), '-9.1'], made(2.1), 'µg/m³'),
    so2: stat('so2', code, [made(0.45), '-20.0'], made(0.56), 'µg/m³'),
    no2: stat('no2', code, [made(0.7), '-5.1'], made(0.74), 'µg/m³'),
    co: stat('co', code, [made(0.045, 1), '0.0'], made(0.045, 1), 'mg/m³'),
    o3: stat(
      'o3',
      code,
      [String(150 + Math.round(base / 3)), '-1.1'],
      String(152 + Math.round(base / 3)),
      'µg/m³',
    ),
    goodDays: stat('goodDays', code, goodDays, String(Number(goodDays[0]) - Number(goodDays[1])), ''),
    goodDayShare: stat('goodDayShare', code, [(Number(goodDays[0]) / 1.8).toFixed(1), '+9.4'], '50.0', '%'),
    heavyDays: stat('heavyDays', code, ['4', '-3'], '7', ''),
  };
}

function account(code: string, scale: string, [lamp, main, sub]: Account): AccountCell {
  return {
    lamp,
    main,
    sub,
    reason: sub,
    pollutant: scale === 'today' ? 'o3' : 'pm25',
    why: `account|${code}|${scale}`,
    provisional: scale === 'today',
  };
}

const say = (heading: string, ...sentence: Sentence) => ({ heading, sentence });
const worse = (
  city: string,
  indicator: StatIndicator,
  last: string,
  now: string,
  unit: string,
  percent: number,
) => ({
  region: codeOf(city),
  indicator,
  last: { text: last, why: null },
  now: { text: now, why: `stat|${codeOf(city)}|2020-H1|${indicator}` },
  unit,
  delta: { kind: 'change', text: `+${percent.toFixed(1)}`, unit: '%', sense: 'worse' },
  percent,
});

export const situation: Situation = Situation.parse({
  period: {
    key: '2020-H1',
    label: '上半年至 6月29日',
    from: '2020-01-01',
    to: '2020-06-29',
    days: 181,
    daysLeftInYear: 185,
  },
  standing: {
    at: '2020-06-30T14:00:00+08:00',
    asOf: null,
    closed: null,
    reviewed: false,
    simulated: false,
    dust: 'measured',
    dustHours: 0,
    edition: '2012',
    adjusted: false,
  },
  say: [
    say(
      '今天 · 余 10 小时',
      { text: '■ 临汾、运城', tone: 'overdrawn' },
      { text: ' O₃ 已透支，须由 178、175 压到 ' },
      { text: '152', tone: 'strong', why: 'account|141000|today' },
      { text: '、' },
      { text: '157', tone: 'strong', why: 'account|140800|today' },
      { text: ' 以下才保得住“良”；太原、朔州、忻州、吕梁趋紧。' },
    ),
    say(
      '6月 · 最后一天',
      { text: '✕ 吕梁、运城', tone: 'impossible' },
      { text: ' PM2.5 月计划已无可能，' },
      { text: '■ 太原、晋中、晋城', tone: 'overdrawn' },
      { text: '透支。全省 10 市 6 月综合指数同比反弹。' },
    ),
    say(
      '上半年与全年 · 余 185 天',
      { text: '全省综合指数 ' },
      { text: '5.65', tone: 'strong', why: 'stat|140000|2020-H1|index' },
      { text: '，同比 ' },
      { text: '↓12.1% 改善', tone: 'better' },
      { text: '；10 市改善，大同反弹。全年 PM2.5 ' },
      { text: '■ 太原、运城', tone: 'overdrawn' },
      { text: '已走在目标路径之上。' },
    ),
  ],
  headings: {
    today: '今天',
    todayNote: '时保日：守住“良”',
    month: '6月 PM2.5',
    monthNote: '日保月：余10小时',
    year: '全年 PM2.5',
    yearNote: '月保年：余 185 天',
    days: '全年优良天',
    daysNote: '余 185 天里',
    strip: '6月每天 AQI',
    stats: '上半年至 6月29日，同比 2019 年同期',
  },
  rows: table.map(([city, today, month, year, days, index, pm25, goodDays, june]) => {
    const code = codeOf(city);
    return {
      region: code,
      today: account(code, 'today', today),
      month: account(code, 'month', month),
      year: account(code, 'year', year),
      days: account(code, 'days', days),
      failing: [today, month, year, days].filter(([lamp]) => lamp === 'overdrawn' || lamp === 'impossible')
        .length,
      stats: stats(code, index, pm25, goodDays),
      rank: {
        state: 1 + table.filter((other) => Number(other[5][0]) < Number(index[0])).length,
        change: 1 + table.filter((other) => Number(other[5][1]) < Number(index[1])).length,
      },
      validDays: 180,
      strip: strip(june),
    };
  }),
  province: {
    lamps: {
      today: { safe: 5, tight: 4, overdrawn: 2, impossible: 0, none: 0 },
      month: { safe: 6, tight: 0, overdrawn: 3, impossible: 2, none: 0 },
      year: { safe: 7, tight: 2, overdrawn: 2, impossible: 0, none: 0 },
      days: { safe: 6, tight: 3, overdrawn: 2, impossible: 0, none: 0 },
    },
    stats: stats('140000', ['5.65', '-12.1'], ['50', '-12.3'], ['117', '+18']),
  },
  worse: [
    worse('大同', 'co', '2.9', '3.3', 'mg/m³', 13.8),
    worse('阳泉', 'o3', '180', '192', 'µg/m³', 6.7),
    worse('大同', 'pm10', '82', '86', 'µg/m³', 4.9),
    worse('吕梁', 'pm10', '96', '99', 'µg/m³', 3.1),
    worse('忻州', 'pm25', '53', '54', 'µg/m³', 1.9),
    worse('大同', 'o3', '152', '154', 'µg/m³', 1.3),
    worse('大同', 'index', '5.20', '5.23', '', 0.6),
  ],
  worseNote: [
    { text: '6月单月更要紧：', tone: 'strong' },
    { text: '10 市综合指数反弹，太原 ' },
    { text: '↑13.2%', tone: 'worse' },
    { text: '、长治 ' },
    { text: '↑12.9%', tone: 'worse' },
    { text: '、大同 ' },
    { text: '↑9.9%', tone: 'worse' },
    { text: '、运城 ' },
    { text: '↑9.7%', tone: 'worse' },
    { text: '、吕梁 ' },
    { text: '↑8.5%', tone: 'worse' },
    { text: '；只有临汾持平。' },
  ],
  speakers: [
    {
      kind: 'pledge',
      region: codeOf('太原'),
      who: '太原市局局长',
      reason: [
        { text: '6月、全年 PM2.5 和优良天三本透支；6月综合指数 ' },
        { text: '↑13.2%', tone: 'worse' },
        { text: '，全省反弹最重' },
      ],
    },
    {
      kind: 'pledge',
      region: codeOf('运城'),
      who: '运城市局局长',
      reason: [{ text: '今天 O₃ 超 11%，6月计划已无可能，全年 PM2.5 透支' }],
    },
    {
      kind: 'explain',
      region: codeOf('大同'),
      who: '大同市局局长',
      reason: [
        { text: '上半年唯一反弹（↑0.6%）：CO ' },
        { text: '↑13.8%', tone: 'worse' },
        { text: '、PM10 ↑4.9%' },
      ],
    },
    {
      kind: 'explain',
      region: codeOf('吕梁'),
      who: '吕梁市局局长',
      reason: [{ text: '6月 PM2.5 计划已无可能；PM10 同比 ↑3.1%；全年仍有余额' }],
    },
    {
      kind: 'share',
      region: codeOf('临汾'),
      who: '临汾市局局长',
      reason: [{ text: '降幅第一（↓19.6%），优良天多 28 天。今天 O₃ 透支，先答后讲' }],
    },
  ],
  bands: { safe: 10, safeYear: 5 },
  limits: {
    index: null,
    pm25: '35',
    pm10: '70',
    so2: '60',
    no2: '40',
    co: '4',
    o3: '160',
    goodDays: null,
    goodDayShare: null,
    heavyDays: null,
  },
});
