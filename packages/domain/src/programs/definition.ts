/**
 * 专项的定义: a program as data (design.md decision 5). Fields, measures, deadlines, states and evidence are data that an
 * office can change; forms, spreadsheets, checks, progress and rankings follow from it. Nothing here knows a program by name.
 */

/** A word in both languages of the interface. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What an item belongs to: one county, firm, village, outlet … */
export type ItemSubject =
  | 'county'
  | 'firm'
  | 'village'
  | 'outlet'
  | 'project'
  | 'section'
  | 'point'
  | 'case'
  | 'lead'
  | 'problem'
  | 'member';

export type FieldType =
  | 'text'
  | 'longText'
  | 'integer'
  | 'number'
  | 'date'
  | 'month'
  | 'choice'
  | 'yesNo'
  | 'link';

/**
 * Who fills a field: `issued` comes from above and is locked for who reports (上级下达), `once` is filled once by the
 * city or county, `reported` is asked every time, `computed` follows from others and is never typed.
 */
export type FieldSource = 'issued' | 'once' | 'reported' | 'computed';

/** One of the values of a choice. */
export interface Choice {
  readonly key: string;
  readonly name: Text;
  /** Other ways people write it in their spreadsheets. */
  readonly also?: readonly string[];
}

/** A column of the ledger. */
export interface Field {
  /** Latin camelCase, unique within the program and kept through versions: the field's identity. */
  readonly key: string;
  readonly name: Text;
  readonly type: FieldType;
  /** 户, 万元, km; null for words and counts without a unit. */
  readonly unit: string | null;
  readonly source: FieldSource;
  /** Decimals shown and accepted of a `number`; integers have none. */
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** Longest text accepted; 200, long texts 4000, unless said. */
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  /** Of `computed`. */
  readonly formula?: Term;
  /** From when it must not be empty. */
  readonly required: 'never' | 'always' | 'report' | 'closeOut';
  /** A running total: falling below last month's value is asked about. */
  readonly cumulative?: boolean;
  /** Names people give this column in their own spreadsheets. */
  readonly also?: readonly string[];
  /** Columns of one group stand under one heading. */
  readonly group?: Text;
  /** Why it is asked and where it will be used (DIS-14.3); shown beside the field. */
  readonly use?: Text;
  /** Shown in the ledger's first view; others on the item's page and in the export. */
  readonly listed?: boolean;
}

/** A number made of an item's values. Anything missing makes it unknown, never zero. */
export type Term =
  | { readonly constant: number }
  | { readonly field: string }
  /** The value of the last accepted report before this one. */
  | { readonly previous: string }
  /** What the monitors say for the item's city in the month of the report. */
  | { readonly reading: ReadingTerm }
  | { readonly sum: readonly Term[] }
  | { readonly minus: readonly [Term, Term] }
  | { readonly times: readonly [Term, Term] }
  | { readonly ratio: readonly [Term, Term] };

export interface ReadingTerm {
  readonly pollutant: 'pm25' | 'pm10' | 'o3' | 'no2' | 'so2' | 'co';
  /** Days over the daily limit, or the month's mean (its percentile for O3 and CO). */
  readonly statistic: 'exceedingDays' | 'level';
}

/** Something that is true of an item, false, or unknown (then it counts as false). */
export type Condition =
  | { readonly op: 'gt' | 'ge' | 'lt' | 'le' | 'eq' | 'ne'; readonly left: Term; readonly right: Term }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly filled: string }
  | { readonly empty: string }
  /** A choice or yes-no field holds one of these ('yes', 'no'). */
  | { readonly is: string; readonly in: readonly string[] }
  | { readonly state: readonly ItemState[] }
  /** Past its deadline and not closed. */
  | { readonly overdue: true };

/** What is counted over the items of a region: items for which something holds, or the sum of a term. */
export type Aggregate =
  | { readonly count: Condition | 'all' }
  | { readonly sum: Term; readonly where?: Condition };

/** A figure of a program, per city and for the province. */
export interface Measure {
  readonly key: string;
  readonly name: Text;
  readonly unit: string | null;
  /**
   * `progress`: the one that is held against the planned path. `companion`: drawn with it (installed is a line, running
   * an area). `figure`: stands in the table, the bulletin's paragraph and the ranking.
   */
  readonly role: 'progress' | 'companion' | 'figure';
  readonly better: 'more' | 'less';
  readonly of: MeasureRule;
}

export type MeasureRule =
  | { readonly kind: 'amount'; readonly amount: Aggregate }
  /** done ÷ planned; shown in percent. Unknown when planned is zero. */
  | { readonly kind: 'ratio'; readonly done: Aggregate; readonly planned: Aggregate }
  /** Σ weight × min(1, done ÷ planned) ÷ Σ weight over the parts that have a plan: quantities of several works (DIS-4.2). */
  | {
      readonly kind: 'weighted';
      readonly parts: readonly {
        readonly name: Text;
        readonly unit: string;
        readonly weight: number;
        readonly done: Aggregate;
        readonly planned: Aggregate;
      }[];
    };

/** The planned path (序时进度): this share (0–100) by this day. */
export interface Milestone {
  /** 'YYYY-MM-DD'. */
  readonly day: string;
  readonly share: number;
  readonly name?: Text;
}

/** Something that must be seen at once, whatever the percentages: 先立后破. */
export interface Alarm {
  readonly key: string;
  readonly name: Text;
  readonly when: Condition;
  /** `red` and `yellow` set the item's lamp; `mark` only marks. */
  readonly severity: 'red' | 'yellow' | 'mark';
  /** How much of it: 先破 180 户. */
  readonly amount?: Term;
  readonly unit?: string;
}

/**
 * Asked before sending, with causes to pick; the answer is kept with the report. In `say`, `{installed}` stands for the
 * value of a field and `{previous.installed}` for last month's.
 */
export interface Question {
  readonly key: string;
  readonly when: Condition;
  readonly say: Text;
  readonly causes: readonly Text[];
}

/** Refused while it holds; the message stands at the field, with the same places for values as a question. */
export interface Check {
  readonly key: string;
  readonly field: string;
  readonly when: Condition;
  readonly say: Text;
}

export type EvidenceKind =
  | 'photoPair'
  | 'photo'
  | 'testReport'
  | 'acceptance'
  | 'invoice'
  | 'permit'
  | 'penalty'
  | 'shutdown'
  | 'satellite'
  | 'satisfaction'
  | 'notice'
  | 'rule'
  | 'survey'
  | 'signature'
  | 'document';

/** 佐证: what must lie with an item before a step. Photos are asked only where close-out needs them, with the reason. */
export interface EvidenceRule {
  readonly key: string;
  readonly name: Text;
  /** One character for the ledger's badge: 签 照 票. */
  readonly badge: string;
  readonly kind: EvidenceKind;
  readonly neededFor: 'closeOut' | 'cityCheck' | 'acceptance' | 'never';
  readonly atLeast: number;
  /** Why it is needed (DIS-14.4). */
  readonly why: Text;
  /** Only where it is needed to tell that the place is right; a position is otherwise stripped from images. */
  readonly position?: boolean;
}

/** One of the close-out standards (DIS-3.3): evidence, or a written "not applicable, because". */
export interface Standard {
  readonly key: string;
  readonly name: Text;
}

/** How an item of this program lives: the options of the one state machine (DIS-3.2). */
export interface Life {
  /** Who accepts last. */
  readonly acceptance: 'province' | 'city';
  /** Two posts must agree at acceptance (department of the field + inspection office). */
  readonly coSign: boolean;
  /** Working days of public notice (公示); 0: none. Rules vary, hence configurable (DIS-3.2). */
  readonly noticeDays: number;
  /** Look-back so many months after close-out; empty: none. */
  readonly lookBackMonths: readonly number[];
  /** At least this share of closed items is looked at again, in percent. */
  readonly lookBackShare: number;
  /** Whether an item may be accepted as standing (长期坚持). */
  readonly standing: boolean;
  /** People on the city's site visit. */
  readonly siteVisitors: number;
  /** A field of type choice whose order is the stages of a case (线索 → 核查 → 立案 …); null: none. */
  readonly stageField: string | null;
}

/** What one debt is: an item, or a quantity of it (户). */
export type DebtRule =
  | {
      readonly by: 'items';
      readonly unit: string;
      /** Percent done of an open item by what is reported (已落实措施 ÷ 措施数); absent: by its list of measures. */
      readonly progress?: Term | undefined;
    }
  | { readonly by: 'quantity'; readonly unit: string; readonly planned: Term; readonly done: Term };

/** A step in the order of cities; the next decides among equals. */
export type RankingStep =
  | { readonly by: 'measure'; readonly measure: string }
  | { readonly by: 'overdue' }
  | { readonly by: 'rebound' }
  | { readonly by: 'alarm'; readonly alarm: string };

/** When and how much is asked of people. */
export interface Reporting {
  readonly every: 'month' | 'week' | 'none';
  /** Day of the month by which a month's report is due. */
  readonly dueDay: number;
  /** How many people fill it, for the form-burden figure (fields × people × times a month). */
  readonly people: number;
}

/**
 * Facts that every item has as its own column (DIS-3.1). A field with one of these keys *is* that fact under the program's
 * own name (村名, 问题原文): its value is kept equal with the item's column.
 */
export const mirroredFacts = ['problem', 'target', 'site', 'township'] as const;
export type MirroredFact = (typeof mirroredFacts)[number];

/** A program, one version of it. */
export interface ProgramDefinition {
  readonly format: 1;
  readonly key: string;
  readonly name: Text;
  readonly shortName: Text;
  /** What it is for, one sentence. */
  readonly purpose: Text;
  /** The document that orders it, and the rule it follows (DIS-4.x). */
  readonly basis: string;
  readonly subject: ItemSubject;
  /** 项, 村, 家, 口. */
  readonly counter: string;
  readonly fields: readonly Field[];
  /** Fields that together name an item within its county, for recognising rows of a spreadsheet. */
  readonly identity: readonly string[];
  /** The field that is an item's title in lists. */
  readonly titleField: string;
  readonly measures: readonly Measure[];
  readonly milestones: readonly Milestone[];
  readonly alarms: readonly Alarm[];
  readonly questions: readonly Question[];
  readonly checks: readonly Check[];
  readonly evidence: readonly EvidenceRule[];
  readonly standards: readonly Standard[];
  readonly life: Life;
  readonly debt: DebtRule;
  readonly ranking: { readonly steps: readonly RankingStep[]; readonly atLeast: number };
  readonly reporting: Reporting;
  /** Percent of a city's open items overdue above which its lamp is red (DIS-2.2); absent: 20. */
  readonly overdueRed?: number | undefined;
  /** The form ends on this day unless it is renewed. */
  readonly sunset: string;
}

/** States of an item (DIS-3.2). */
export const itemStates = [
  'draft',
  'issued',
  'working',
  'extension',
  'applied',
  'cityCheck',
  'acceptance',
  'notice',
  'closed',
  'lookBack',
  'reopened',
  'standing',
] as const;
export type ItemState = (typeof itemStates)[number];

/** A value of a field: words (also dates 'YYYY-MM-DD', months 'YYYY-MM', choice keys), a number, yes-no, or nothing. */
export type FieldValue = string | number | boolean | null;
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** Whether an item in this state is a debt still open. */
export function isOpen(state: ItemState): boolean {
  return state !== 'draft' && state !== 'closed' && state !== 'lookBack';
}
