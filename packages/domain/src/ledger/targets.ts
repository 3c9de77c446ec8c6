/** 台账字段: what a column of a spreadsheet may stand for, in a program. */
import {
  type Choice,
  type FieldType,
  mirroredFacts,
  type ProgramDefinition,
} from '../programs/definition.ts';
import { headingKey } from './headings.ts';

/** Facts that every item has, whatever its program. `place`: township and village in one cell. */
export const baseFacts = [
  'no',
  'city',
  'county',
  'township',
  'site',
  'place',
  'problem',
  'target',
  'leadUnit',
  'supportingUnits',
  'leaderPost',
  'supervisorUnit',
  'acceptorUnit',
  'sourceDocument',
  'sourceClause',
  'startOn',
  'deadline',
  'nationalDeadline',
  'level',
  'longitude',
  'latitude',
] as const;
export type BaseFact = (typeof baseFacts)[number];

/** `field:installed`, `base:county`, `measure:1`. */
export type TargetKey = `field:${string}` | `base:${BaseFact}` | `measure:${number}`;

/** How a column's target is used: written, only compared with what was issued, only to recognise the item. */
export type TargetUse = 'write' | 'check' | 'recognise';

/** Something a column may stand for. */
export interface MatchTarget {
  readonly key: TargetKey;
  readonly name: string;
  readonly also: readonly string[];
  readonly type: FieldType | 'city' | 'county' | 'place' | 'no' | 'site';
  readonly unit: string | null;
  readonly choices: readonly Choice[];
  readonly min?: number;
  readonly max?: number;
  readonly use: TargetUse;
  /** Names the item, with the others that do. */
  readonly identity: boolean;
  readonly group: string | null;
  /** Asked every time: what a spreadsheet of a month is about. */
  readonly monthly: boolean;
}

/** Names of the base facts and how people head them. */
export const baseNames: Readonly<
  Record<BaseFact, { readonly zh: string; readonly en: string; readonly also: readonly string[] }>
> = {
  no: { zh: '事项编号', en: 'Item no.', also: ['编号', '台账编号', '任务编号', '问题编号', '点位编号'] },
  city: {
    zh: '市',
    en: 'City',
    also: ['地市', '设区市', '市州', '所在市', '城市', '所属市', '责任市', '市域'],
  },
  county: {
    zh: '县(区)',
    en: 'County',
    also: [
      '县区',
      '县',
      '区县',
      '县市区',
      '市县区',
      '所在县',
      '所属县',
      '所属区县',
      '所在县区',
      '责任县区',
      '行政区',
    ],
  },
  township: { zh: '乡镇', en: 'Township', also: ['乡', '镇', '乡镇街道', '街道', '所在乡镇', '镇乡'] },
  site: {
    zh: '村或点位',
    en: 'Site',
    also: [
      '地点',
      '位置',
      '所在地',
      '具体位置',
      '地址',
      '详细地址',
      '点位名称',
      '村名',
      '村庄',
      '行政村',
      '自然村',
      '村庄名称',
      '村',
    ],
  },
  place: {
    zh: '乡镇 + 村',
    en: 'Township + village',
    also: ['乡镇村', '乡村', '乡镇及村', '乡镇行政村', '镇村', '乡镇村庄', '所在乡镇村'],
  },
  problem: {
    zh: '问题',
    en: 'Problem',
    also: ['存在问题', '问题描述', '反馈问题', '问题内容', '具体问题', '整改问题', '突出问题'],
  },
  target: { zh: '整改目标', en: 'Target', also: ['目标', '工作目标', '目标任务', '整改要求'] },
  leadUnit: {
    zh: '牵头单位',
    en: 'Lead unit',
    also: [
      '责任单位',
      '主责单位',
      '整改责任单位',
      '牵头部门',
      '责任部门',
      '整改单位',
      '牵头',
      '责任单位牵头',
    ],
  },
  supportingUnits: {
    zh: '配合单位',
    en: 'Supporting units',
    also: ['协助单位', '参与单位', '配合部门', '配合', '责任单位配合'],
  },
  leaderPost: {
    zh: '包联领导岗位',
    en: 'Responsible leader',
    also: ['责任领导', '包联领导', '领办领导', '责任人', '牵头领导'],
  },
  supervisorUnit: {
    zh: '督导单位',
    en: 'Supervisor',
    also: ['督办单位', '省级督导单位', '监管单位', '督导部门'],
  },
  acceptorUnit: { zh: '验收单位', en: 'Acceptor', also: ['验收部门', '省级验收单位', '销号单位'] },
  sourceDocument: {
    zh: '来源文件',
    en: 'Source document',
    also: ['文件', '文号', '来源', '任务来源', '问题来源'],
  },
  sourceClause: { zh: '来源条款', en: 'Source clause', also: ['条款', '序列', '原文条目', '问题序号'] },
  startOn: { zh: '开始日期', en: 'Start', also: ['开工时间', '开始时间', '启动时间', '开工日期'] },
  deadline: {
    zh: '完成时限',
    en: 'Deadline',
    also: [
      '整改时限',
      '完成时间',
      '期限',
      '时限',
      '整改期限',
      '办结时限',
      '截止日期',
      '完成期限',
      '计划完成时间',
    ],
  },
  nationalDeadline: {
    zh: '国家时限',
    en: 'National deadline',
    also: ['国家完成时限', '部定时限', '国家要求时限'],
  },
  level: { zh: '层级', en: 'Level', also: ['级别', '任务级别'] },
  longitude: { zh: '经度', en: 'Longitude', also: ['东经', '经度坐标'] },
  latitude: { zh: '纬度', en: 'Latitude', also: ['北纬', '纬度坐标'] },
};

const baseTypes: Readonly<Record<BaseFact, MatchTarget['type']>> = {
  no: 'no',
  city: 'city',
  county: 'county',
  township: 'text',
  site: 'site',
  place: 'place',
  problem: 'longText',
  target: 'longText',
  leadUnit: 'text',
  supportingUnits: 'text',
  leaderPost: 'text',
  supervisorUnit: 'text',
  acceptorUnit: 'text',
  sourceDocument: 'text',
  sourceClause: 'text',
  startOn: 'date',
  deadline: 'date',
  nationalDeadline: 'date',
  level: 'choice',
  longitude: 'number',
  latitude: 'number',
};

/** The levels an item may have. */
export const levelChoices: readonly Choice[] = [
  { key: 'national', name: { zh: '国家', en: 'national' }, also: ['国家级', '中央', '国家层面'] },
  { key: 'province', name: { zh: '省级', en: 'province' }, also: ['省', '省级层面'] },
  { key: 'city', name: { zh: '市级', en: 'city' }, also: ['市', '市级层面'] },
];

/** How many numbered measures (措施1 …) a sheet may have. */
export const MOST_MEASURES = 12;

/** What the sender may write: an issuing office makes items and sets what is issued, a reporting unit what is reported. */
export interface SenderRights {
  readonly assign: boolean;
  readonly report: boolean;
}

/** Facts by which a row's item is recognised; never changed by an import of an existing item. */
const RECOGNISING: readonly BaseFact[] = ['no', 'city', 'county', 'township', 'site', 'place'];

/**
 * What columns may stand for. A field of the program takes precedence over a base fact of the same name; what the
 * sender may not write is there to be checked against.
 */
export function matchTargets(definition: ProgramDefinition, rights: SenderRights): MatchTarget[] {
  const targets: MatchTarget[] = [];
  const taken = new Set<string>();
  const own = new Set(definition.fields.map(({ key }) => key));
  for (const field of definition.fields) {
    if (field.source === 'computed') continue;
    const writes = field.source === 'issued' ? rights.assign : rights.report || rights.assign;
    targets.push({
      key: `field:${field.key}`,
      name: field.name.zh,
      also: [field.name.en, ...(field.also ?? []), ...mirroredNames(field.key)],
      type: isSite(field.key) ? 'site' : field.type,
      unit: field.unit,
      choices: field.choices ?? [],
      ...(field.min === undefined ? {} : { min: field.min }),
      ...(field.max === undefined ? {} : { max: field.max }),
      use: writes ? 'write' : definition.identity.includes(field.key) ? 'recognise' : 'check',
      identity: definition.identity.includes(field.key),
      group: field.group?.zh ?? null,
      monthly: field.source === 'reported',
    });
    for (const name of [field.name.zh, ...(field.also ?? []), ...mirroredNames(field.key)])
      taken.add(headingKey(name));
  }
  for (const fact of baseFacts) {
    const { zh, en, also } = baseNames[fact];
    if (own.has(fact) || (fact === 'site' && own.has('village')) || taken.has(headingKey(zh))) continue;
    const type = baseTypes[fact];
    targets.push({
      key: `base:${fact}`,
      name: zh,
      also: [en, ...also].filter((name) => !taken.has(headingKey(name))),
      type,
      unit: null,
      choices: fact === 'level' ? levelChoices : [],
      use: RECOGNISING.includes(fact) ? 'recognise' : rights.assign ? 'write' : 'check',
      identity: RECOGNISING.includes(fact),
      group: null,
      monthly: false,
    });
  }
  if (rights.assign) {
    for (let n = 1; n <= MOST_MEASURES; n++) {
      targets.push({
        key: `measure:${n}`,
        name: `措施${n}`,
        also: [`整改措施${n}`, `Measure ${n}`, ...(n === 1 ? ['整改措施', '措施', '具体措施'] : [])],
        type: 'longText',
        unit: null,
        choices: [],
        use: 'write',
        identity: false,
        group: null,
        monthly: false,
      });
    }
  }
  return targets;
}

/** Fields whose text names a village or place. */
const isSite = (key: string): boolean => key === 'site' || key === 'village';

/** How people head a base fact that the program names its own way. */
function mirroredNames(key: string): readonly string[] {
  const fact = key === 'village' ? 'site' : mirroredFacts.find((one) => one === key);
  return fact === undefined ? [] : [baseNames[fact].zh, ...baseNames[fact].also];
}

/** Keys of all names that columns may have, to find the heading rows by. */
export function knownHeadings(targets: readonly MatchTarget[]): Set<string> {
  const known = new Set(['序号', '备注', '小计', 'no'].map(headingKey));
  for (const { name, also } of targets) for (const word of [name, ...also]) known.add(headingKey(word));
  known.delete('');
  return known;
}
