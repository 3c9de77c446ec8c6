import type { BulletinFacts, DustFacts, TargetFacts } from '../facts.ts';
import { periodFromRows, published, type Row } from './facts-from-rows.ts';

/** [name, now…, last year…, classes, last year's good and heavy days, primary days]. Invented figures. */
type Line = [string, (number | null)[], (number | null)[], Row['classes'], [number, number], Row['primary']];

const LINES: readonly Line[] = [
  [
    '临河市',
    [5.54, 55, 96, 17, 41, 1.9, 181, 57.1],
    [5.94, 58, 104, 21, 45, 2.1, 183, 54.7],
    [9, 95, 61, 12, 5, 0],
    [99, 9],
    { o3: 41, pm25: 26, pm10: 11 },
  ],
  [
    '东同市',
    [4.23, 34, 78, 27, 27, 1.8, 148, 84.1],
    [4.23, 35, 80, 33, 29, 2.2, 145, 83.4],
    [31, 122, 26, 2, 1, 0],
    [151, 1],
    { o3: 14, pm10: 11, pm25: 4 },
  ],
  [
    '朔原市',
    [4.62, 38, 86, 31, 31, 1.6, 160, 78.0],
    [4.81, 41, 92, 36, 33, 1.7, 158, 76.2],
    [18, 124, 34, 5, 1, 0],
    [138, 2],
    { o3: 19, pm10: 14, pm25: 7 },
  ],
  [
    '新州市',
    [4.71, 43, 83, 28, 36, 1.9, 150, 74.2],
    [5.26, 50, 97, 38, 41, 2.2, 152, 68.5],
    [16, 119, 39, 6, 2, 0],
    [124, 4],
    { o3: 18, pm25: 19, pm10: 10 },
  ],
  [
    '吕原市',
    [4.88, 39, 88, 30, 42, 1.8, 162, 72.5],
    [5.33, 44, 99, 41, 45, 2.0, 161, 69.1],
    [14, 118, 42, 6, 2, 0],
    [125, 3],
    { o3: 27, pm25: 14, pm10: 9 },
  ],
  [
    '晋宁市',
    [5.45, 53, 91, 29, 39, 2.0, 177, 58.8],
    [5.93, 57, 103, 39, 43, 2.5, 178, 56.4],
    [8, 99, 58, 12, 5, 0],
    [102, 8],
    { o3: 38, pm25: 27, pm10: 10 },
  ],
  [
    '阳川市',
    [5.34, 49, 86, 26, 41, 2.1, 182, 62.1],
    [5.58, 51, 95, 30, 43, 2.3, 179, 59.7],
    [10, 103, 57, 9, 3, 0],
    [108, 5],
    { o3: 42, pm25: 19, pm10: 8 },
  ],
  [
    '长安市',
    [null, 50, 80, 16, null, 2.2, 170, 68.3],
    [5.32, 52, 88, 20, 33, 2.5, 176, 64.6],
    [17, 106, 48, 7, 2, 0],
    [117, 5],
    { o3: 31, pm25: 21, pm10: 5 },
  ],
  [
    '晋山市',
    [5.34, 48, 85, 18, 37, 2.3, 192, 61.0],
    [5.76, 51, 97, 21, 38, 2.9, 196, 58.0],
    [9, 102, 60, 8, 3, 0],
    [105, 6],
    { o3: 49, pm25: 15, pm10: 7 },
  ],
  [
    '汾阳市',
    [6.31, 66, 103, 33, 39, 3.2, 190, 49.5],
    [6.59, 71, 108, 40, 40, 3.5, 188, 47.0],
    [5, 85, 62, 20, 9, 1],
    [85, 18],
    { o3: 44, pm25: 39, pm10: 9 },
  ],
  [
    '运河市',
    [5.74, 62, 98, 17, 32, 2.3, 188, 52.7],
    [5.69, 61, 100, 18, 32, 2.6, 185, 53.6],
    [7, 89, 66, 14, 6, 0],
    [97, 12],
    { o3: 46, pm25: 33, pm10: 7 },
  ],
];

function row([name, now, lastYear, classes, [good, heavy], primary]: Line, i: number): Row {
  return {
    code: `99${String(i + 1).padStart(2, '0')}00`,
    name,
    now,
    lastYear,
    classes,
    lastYearDays: { good, heavy },
    primary,
  };
}

const PROVINCE: Row = {
  code: '990000',
  name: '全省',
  now: [5.22, 49, 89, 25, 37, 2.1, 173, 65.3],
  lastYear: [5.49, 52, 97, 31, 38, 2.4, 173, 62.8],
  classes: [0, 0, 0, 0, 0, 0],
  lastYearDays: null,
  primary: {},
};

function target(
  i: number,
  name: string,
  rest: Omit<TargetFacts, 'figureId' | 'code' | 'name' | 'daysLeft'>,
): TargetFacts {
  return {
    figureId: `2020/target/${i}`,
    code: `99${String(i).padStart(2, '0')}00`,
    name,
    daysLeft: 184,
    ...rest,
  };
}

function mean(
  goal: number,
  actual: number,
  budget: number,
  spent: number,
  allowance: number,
  state: TargetFacts['state'],
) {
  return {
    indicator: 'PM2.5年均浓度',
    short: 'PM2.5年均浓度',
    kind: 'mean',
    unit: '微克/立方米',
    target: published(goal, 0),
    actual: published(actual, 0),
    account: {
      unit: '微克·天/立方米',
      budget: thousands(budget),
      spent: thousands(spent),
      left: thousands(budget - spent),
    },
    allowance: published(allowance, 1),
    state,
  } as const;
}

function days(goal: number, actual: number, budget: number, spent: number, state: TargetFacts['state']) {
  const left = budget - spent;
  return {
    indicator: '优良天数比例',
    short: '优良天数比例',
    kind: 'days',
    unit: '%',
    target: published(goal, 1),
    actual: published(actual, 1),
    account: {
      unit: '天',
      budget: published(budget, 0),
      spent: published(spent, 0),
      left: published(left, 0),
    },
    allowance: left < 0 ? null : published(left, 0),
    state,
  } as const;
}

function thousands(value: number) {
  return { value, text: value.toLocaleString('en-US') };
}

/** A half-year with a tie (阳川、晋山), an invalid city (长安), a flat one (东同) and one rebound (运河). */
export function halfYearFacts(): BulletinFacts {
  return {
    id: 'bulletin-2020-H1',
    main: periodFromRows(
      { kind: 'half-year', key: '2020-H1', label: '2020年上半年', from: '2020-01-01', to: '2020-06-30' },
      PROVINCE,
      LINES.map(row),
    ),
    cumulative: null,
    status: {
      review: 'live',
      knownAt: null,
      closedAt: '2020-07-17T18:00+08:00',
      dataUntil: '2020年6月30日24时',
      dustExcluded: null,
      standards: [
        '《环境空气质量标准》（GB 3095—2012）及修改单',
        '《环境空气质量评价技术规范（试行）》（HJ 663—2013）',
      ],
      comparability: null,
      simulated: false,
    },
    settings: {
      mark: '示例省生态环境厅文件',
      issuer: '示例省生态环境厅',
      office: '示例省生态环境厅办公室',
      number: '示环发〔2020〕12号',
      recipients: '各市人民政府',
      copyTo: '省委办公厅，省政府办公厅，省纪委监委驻厅纪检监察组，各市生态环境局',
      wholeProvince: '全省',
      date: '2020-07-17',
      planDue: '2020-07-31',
      resultDue: '2020-09-30',
      remark: '此件公开发布',
    },
    dust: [],
    comparator: { name: '京津冀及周边地区平均水平', index: published(5.36, 2) },
    targets: [
      target(1, '临河市', mean(52, 55, 19032, 10010, 49.0, 'tight')),
      target(1, '临河市', days(62.0, 57.1, 139, 78, 'overdrawn')),
      target(2, '东同市', mean(36, 34, 13176, 6188, 37.9, 'safe')),
      target(8, '长安市', mean(46, 50, 16836, 9100, 42.0, 'overdrawn')),
      target(10, '汾阳市', mean(58, 66, 21228, 12012, 50.0, 'overdrawn')),
      target(10, '汾阳市', days(75.0, 49.5, 91, 92, 'impossible')),
    ],
  };
}

/** Two cities out of which a dust storm was taken, and the province. */
function dustSample(): DustFacts {
  const figures = (index: number, pm25: number, pm10: number, goodDays: number) => ({
    index: published(index, 2),
    pm25: published(pm25, 0),
    pm10: published(pm10, 0),
    goodDays: published(goodDays, 1),
  });
  const row = (code: string, shortName: string, hours: number, days: number) => ({
    code,
    shortName,
    isProvince: code === '990000',
    hours,
    days,
    deducted: figures(4.23, 34, 78, 84.1),
    measured: figures(4.61, 36, 97, 84.1),
  });
  return {
    key: '2020-06',
    label: '2020年6月',
    rows: [row('990200', '东同', 20, 5), row('990300', '朔原', 16, 4), row('990000', '全省', 36, 9)],
  };
}

/** The same province for one month with 1–6 together, without last year and without targets, simulated and not yet numbered. */
export function monthFacts(): BulletinFacts {
  const half = halfYearFacts();
  const bare = LINES.map(row).map((line) => ({ ...line, lastYear: null, lastYearDays: null }));
  return {
    ...half,
    id: 'bulletin-2020-06',
    main: periodFromRows(
      { kind: 'month', key: '2020-06', label: '2020年6月', from: '2020-06-01', to: '2020-06-30' },
      { ...PROVINCE, lastYear: null },
      bare,
    ),
    cumulative: { ...half.main, kind: 'months', key: '2020-01..06', label: '2020年1—6月' },
    status: { ...half.status, closedAt: null, simulated: true, dustExcluded: { hours: 36, cityDays: 9 } },
    dust: [dustSample()],
    settings: { ...half.settings, number: null, remark: null },
    comparator: null,
    targets: [],
  };
}
