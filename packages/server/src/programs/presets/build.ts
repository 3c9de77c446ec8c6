/** Short words for writing a program down as data; nothing here knows any program. */
import type {
  Aggregate,
  Choice,
  Condition,
  EvidenceKind,
  EvidenceRule,
  Field,
  FieldSource,
  FieldType,
  ItemState,
  Life,
  Measure,
  Milestone,
  ProgramDefinition,
  Question,
  Standard,
  Term,
  Text,
} from '@qingzhang/domain';

/** How many bureaus report, for the form-burden figure; a province counts its own regions. */
export interface Reporters {
  readonly cities: number;
  readonly counties: number;
}

/** A shipped program for a year. */
export type Preset = (year: number, reporters?: Reporters) => ProgramDefinition;

/** An example province, where nobody has counted. */
export const exampleReporters: Reporters = { cities: 10, counties: 100 };

/** A word in both languages. */
export const t = (zh: string, en: string): Text => ({ zh, en });

type More = Partial<
  Omit<Field, 'key' | 'name' | 'type' | 'source' | 'unit' | 'decimals' | 'choices' | 'formula'>
>;

function field(source: FieldSource, key: string, name: Text, type: FieldType, more: Partial<Field>): Field {
  return { key, name, type, unit: null, source, required: 'never', ...more };
}

/** Fields of one source: `issued.integer('planned', '计划', 'Planned', '户')`. Counts and amounts are never negative. */
const fieldsOf = (source: FieldSource) => ({
  text: (key: string, zh: string, en: string, more: More = {}) => field(source, key, t(zh, en), 'text', more),
  long: (key: string, zh: string, en: string, more: More = {}) =>
    field(source, key, t(zh, en), 'longText', more),
  integer: (key: string, zh: string, en: string, unit: string | null, more: More = {}) =>
    field(source, key, t(zh, en), 'integer', { unit, min: 0, ...more }),
  number: (key: string, zh: string, en: string, unit: string | null, decimals: number, more: More = {}) =>
    field(source, key, t(zh, en), 'number', { unit, decimals, min: 0, ...more }),
  date: (key: string, zh: string, en: string, more: More = {}) => field(source, key, t(zh, en), 'date', more),
  month: (key: string, zh: string, en: string, more: More = {}) =>
    field(source, key, t(zh, en), 'month', more),
  choice: (key: string, zh: string, en: string, choices: readonly Choice[], more: More = {}) =>
    field(source, key, t(zh, en), 'choice', { choices, ...more }),
  yesNo: (key: string, zh: string, en: string, more: More = {}) =>
    field(source, key, t(zh, en), 'yesNo', more),
  link: (key: string, zh: string, en: string, more: More = {}) => field(source, key, t(zh, en), 'link', more),
});

/** 上级下达. */
export const issued = fieldsOf('issued');
/** 填一次. */
export const once = fieldsOf('once');
/** 每期填. */
export const reported = fieldsOf('reported');

/** 自动计算. */
export const computed = (
  key: string,
  zh: string,
  en: string,
  unit: string | null,
  formula: Term,
  more: Partial<Field> = {},
): Field => field('computed', key, t(zh, en), more.type ?? 'number', { unit, formula, decimals: 0, ...more });

/** One value of a choice, with other ways people write it. */
export const option = (key: string, zh: string, en: string, also: readonly string[] = []): Choice => ({
  key,
  name: t(zh, en),
  ...(also.length === 0 ? {} : { also }),
});

// Terms and conditions. A string is a field, a number itself.
type TermLike = Term | string | number;
const term = (one: TermLike): Term =>
  typeof one === 'string' ? { field: one } : typeof one === 'number' ? { constant: one } : one;

export const sum = (...parts: TermLike[]): Term => ({ sum: parts.map(term) });
export const minus = (a: TermLike, b: TermLike): Term => ({ minus: [term(a), term(b)] });
export const times = (a: TermLike, b: TermLike): Term => ({ times: [term(a), term(b)] });
export const ratio = (a: TermLike, b: TermLike): Term => ({ ratio: [term(a), term(b)] });
export const previous = (key: string): Term => ({ previous: key });
/** Percent: a ÷ b × 100. */
export const percent = (a: TermLike, b: TermLike): Term => times(ratio(a, b), 100);

const compare =
  (op: 'gt' | 'ge' | 'lt' | 'le' | 'eq' | 'ne') =>
  (left: TermLike, right: TermLike): Condition => ({ op, left: term(left), right: term(right) });
export const gt = compare('gt');
export const ge = compare('ge');
export const lt = compare('lt');
export const le = compare('le');
export const eq = compare('eq');
export const all = (...parts: Condition[]): Condition => ({ all: parts });
export const any = (...parts: Condition[]): Condition => ({ any: parts });
export const not = (part: Condition): Condition => ({ not: part });
export const is = (key: string, ...values: string[]): Condition => ({ is: key, in: values });
export const filled = (key: string): Condition => ({ filled: key });
export const empty = (key: string): Condition => ({ empty: key });
export const inState = (...state: ItemState[]): Condition => ({ state });
export const overdue: Condition = { overdue: true };
/** 已销号: look-back included; a rebound is open again. */
export const closed = inState('closed', 'lookBack');

// Measures.
export const count = (condition: Condition | 'all'): Aggregate => ({ count: condition });
export const total = (of: TermLike, where?: Condition): Aggregate =>
  where === undefined ? { sum: term(of) } : { sum: term(of), where };

type Role = Measure['role'];
export const rate = (
  key: string,
  zh: string,
  en: string,
  done: Aggregate,
  planned: Aggregate,
  role: Role = 'figure',
  better: Measure['better'] = 'more',
): Measure => ({ key, name: t(zh, en), unit: '%', role, better, of: { kind: 'ratio', done, planned } });

export const amount = (
  key: string,
  zh: string,
  en: string,
  unit: string,
  of: Aggregate,
  better: Measure['better'] = 'more',
): Measure => ({ key, name: t(zh, en), unit, role: 'figure', better, of: { kind: 'amount', amount: of } });

// Evidence, standards, life.
export const evidence = (
  key: string,
  badge: string,
  name: Text,
  kind: EvidenceKind,
  neededFor: EvidenceRule['neededFor'],
  atLeast: number,
  why: Text,
  more: Pick<EvidenceRule, 'position'> = {},
): EvidenceRule => ({ key, name, badge, kind, neededFor, atLeast, why, ...more });

/** 销号五条标准 (DIS-3.3): every one by evidence, or "not applicable, because". */
export const commonStandards: readonly Standard[] = [
  { key: 'measures', name: t('整改方案中的各项措施全部落实', 'Every measure in the plan is carried out') },
  { key: 'punished', name: t('违法违规问题依法查处到位', 'Violations are punished under the law') },
  {
    key: 'effect',
    name: t(
      '整改效果符合法律法规和行业技术规范',
      'The effect meets the law and industry technical standards',
    ),
  },
  {
    key: 'similar',
    name: t(
      '同一企业、点位和园区内同类问题一并解决（举一反三）',
      'Similar problems of the same firm, site or park are fixed too',
    ),
  },
  {
    key: 'lasting',
    name: t('标本兼治，建立长效机制', 'Root causes are treated and a lasting mechanism stands'),
  },
];

/**
 * The usual life of an item (DIS-3.2). Five working days of public notice: local rules vary from 5 to 10, so each program
 * may set its own.
 */
export const life = (differs: Partial<Life> = {}): Life => ({
  acceptance: 'province',
  coSign: true,
  noticeDays: 5,
  lookBackMonths: [3, 6, 12],
  lookBackShare: 10,
  standing: false,
  siteVisitors: 2,
  stageField: null,
  ...differs,
});

/** The planned path of a year from 'MM-DD' and shares. */
export const path = (
  year: number,
  points: readonly (readonly [day: string, share: number, zh?: string, en?: string])[],
): Milestone[] =>
  points.map(([day, share, zh, en]) => ({
    day: `${year}-${day}`,
    share,
    ...(zh === undefined ? {} : { name: t(zh, en ?? zh) }),
  }));

/** Asked before sending; `causes` are what may be picked as the answer. */
export const question = (
  key: string,
  when: Condition,
  say: Text,
  causes: readonly (readonly [zh: string, en: string])[],
): Question => ({ key, when, say, causes: causes.map(([zh, en]) => t(zh, en)) });

/** 国民经济行业 as the lists of air programs use it. */
export const industries: readonly Choice[] = [
  option('coalPower', '煤电', 'Coal power', ['火电', '热电', '电力']),
  option('coking', '焦化', 'Coking', ['炼焦', '焦化企业']),
  option('steel', '钢铁', 'Steel', ['炼铁', '炼钢', '黑色金属冶炼']),
  option('petrochemical', '石化', 'Petrochemicals', ['石油炼制', '炼油']),
  option('chemical', '化工', 'Chemicals', ['煤化工', '精细化工', '化学原料']),
  option('nonferrous', '有色冶炼', 'Non-ferrous smelting', ['有色', '有色金属冶炼', '电解铝', '氧化铝']),
  option('cement', '水泥', 'Cement', ['水泥熟料']),
  option('buildingMaterials', '建材', 'Building materials', ['砖瓦', '陶瓷', '玻璃', '耐火材料', '石灰']),
  option('coating', '工业涂装', 'Industrial coating', ['涂装', '喷涂', '家具', '汽修', '机械加工']),
  option('printing', '包装印刷', 'Packaging and printing', ['印刷', '包装']),
  option('pharmaceutical', '制药', 'Pharmaceuticals', ['医药', '化学制药', '农药']),
  option('rubberPlastics', '橡胶塑料', 'Rubber and plastics', ['橡胶', '塑料', '塑料制品']),
  option('oilStorage', '油品储运销', 'Oil storage and sale', ['加油站', '储油库', '油库', '油品']),
  option('casting', '铸造', 'Casting', ['铸造企业']),
  option('other', '其他', 'Other', ['其它']),
];
