/** A program of clean heating and the messy sheet a city sends, for tests. 示例 */
import type { Field, ProgramDefinition } from '../../programs/definition.ts';
import type { LedgerRegion } from '../regions.ts';
import type { SheetCell, SheetRow } from '../sheet.ts';

const t = (zh: string, en: string) => ({ zh, en });
const count = (key: string, zh: string, also: readonly string[], more: Partial<Field> = {}): Field => ({
  key,
  name: t(zh, key),
  type: 'integer',
  unit: '户',
  source: 'reported',
  required: 'never',
  min: 0,
  also,
  ...more,
});

export const heating: ProgramDefinition = {
  format: 1,
  key: 'heating',
  name: t('清洁取暖', 'Clean heating'),
  shortName: t('清洁取暖', 'Heating'),
  purpose: t('示例', 'Example'),
  basis: 'DIS-4.4',
  subject: 'village',
  counter: '村',
  fields: [
    {
      key: 'township',
      name: t('乡镇', 'Township'),
      type: 'text',
      unit: null,
      source: 'issued',
      required: 'never',
    },
    { key: 'site', name: t('村', 'Village'), type: 'text', unit: null, source: 'issued', required: 'always' },
    {
      key: 'route',
      name: t('路径', 'Route'),
      type: 'choice',
      unit: null,
      source: 'once',
      required: 'never',
      choices: [
        { key: 'electric', name: t('煤改电', 'Electric'), also: ['电', '空气源热泵'] },
        { key: 'gas', name: t('煤改气', 'Gas'), also: ['气'] },
        { key: 'biomass', name: t('生物质', 'Biomass') },
      ],
      also: ['改造方式'],
    },
    count('planned', '计划户', ['任务数', '任务户数'], { source: 'issued' }),
    count('ordered', '下单户', ['到货'], { group: t('完成情况', 'Done'), cumulative: true }),
    count('installed', '安装户', ['安装'], { group: t('完成情况', 'Done'), cumulative: true }),
    count('powered', '通电/气户', ['通电', '通气'], { group: t('完成情况', 'Done') }),
    count('debugged', '调试户', [], { group: t('完成情况', 'Done') }),
    count('running', '运行户', ['在用', '使用户', '用上'], { required: 'report' }),
    {
      key: 'subsidy',
      name: t('补贴已付', 'Subsidy'),
      type: 'number',
      unit: '万元',
      decimals: 2,
      source: 'reported',
      required: 'never',
      min: 0,
      also: ['补贴', '补贴资金'],
    },
    {
      key: 'remark',
      name: t('备注', 'Remark'),
      type: 'text',
      unit: null,
      source: 'reported',
      required: 'never',
    },
  ],
  identity: ['site'],
  titleField: 'site',
  measures: [],
  milestones: [],
  alarms: [],
  questions: [],
  checks: [
    {
      key: 'orderFirst',
      field: 'ordered',
      when: { op: 'gt', left: { field: 'installed' }, right: { field: 'ordered' } },
      say: t('安装 > 下单', 'installed > ordered'),
    },
  ],
  evidence: [],
  standards: [],
  life: {
    acceptance: 'city',
    coSign: false,
    noticeDays: 0,
    lookBackMonths: [],
    lookBackShare: 0,
    standing: false,
    siteVisitors: 0,
    stageField: null,
  },
  debt: { by: 'items', unit: '村' },
  ranking: { steps: [{ by: 'overdue' }], atLeast: 5 },
  reporting: { every: 'month', dueDay: 5, people: 1 },
  sunset: '2027-12-31',
};

const city = (code: string, name: string): LedgerRegion => ({
  code,
  level: 'city',
  name: `${name}市`,
  shortName: name,
  parent: null,
});
const county = (code: string, name: string, parent: string): LedgerRegion => ({
  code,
  level: 'county',
  name,
  shortName: name,
  parent,
});

export const places: readonly LedgerRegion[] = [
  city('140200', '大同'),
  city('140400', '长治'),
  county('140221', '阳高县', '140200'),
  county('140222', '天镇县', '140200'),
  county('140224', '灵丘县', '140200'),
  county('140225', '浑源县', '140200'),
  county('140215', '云州区', '140200'),
  county('140212', '新荣区', '140200'),
  county('140402', '城区', '140400'),
];

export const rows = (table: readonly (readonly SheetCell[])[]): SheetRow[] =>
  table.map((cells, index) => ({ no: index + 1, cells }));

/** Title, heading over two rows, blank, data as people type them, subtotal, heading again, a note. */
export const messy = rows([
  ['大同市清洁取暖改造进度表'],
  ['填报单位：大同市', null, null, null, '2026年7月', null, null, null, null, '单位：户'],
  ['序号', '县区', '乡镇村', '改造方式', '任务数（户）', '完成情况', null, null, '用上的', '补贴', '备注'],
  [null, null, null, null, null, '到货', '安装', '通', null, null, null],
  [1, '阳高', '南关乡前营村', '电', 212, 212, '２１２', 180, 0, 21.2, null],
  [2, '天镇县', '北屯镇下河村', '煤改电', 146, '146', '118', 96, 16, 11.8, '电网未改'],
  [3, '浑源县', '东坊乡石桥村', '空气源热泵', 212, '180户', 212, 212, 187, 31.8, null],
  ['小计', null, null, null, 570, 538, 542, 488, 203, 64.8, null],
  [null, null, null],
  ['序号', '县区', '乡镇村', '改造方式', '任务数（户）', '到货', '安装', '通', '用上的', '补贴', '备注'],
  [4, '灵丘县', '落水乡三岔村', '气', 265, 265, 40, null, 0, 212000, null],
  [5, '云州区', '峰北乡上庄村', '煤改电', 402, 180, 36, 36, 36, 5.4, null],
  [6, '新荣区', '花园乡东梁村', '生物质', 96, 96, 82, 82, null, 8.2, null],
  ['填表人：某某', null, null, '审核：某某'],
]);
