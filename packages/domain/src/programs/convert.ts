/** 换版: what changed between two versions of a definition, and what becomes of the values that are already there. */
import { OVERDUE_RED } from './board.ts';
import type { Field, FieldValue, ProgramDefinition, Text } from './definition.ts';

/** One line of the change log. */
export interface DefinitionChange {
  readonly code: DefinitionChangeCode;
  /** What it concerns: `fields`, `measures`, `sunset` … */
  readonly part: string;
  readonly key: string;
  readonly params: Readonly<Record<string, string>>;
}
export type DefinitionChangeCode = keyof typeof words;

const t = (zh: string, en: string): Text => ({ zh, en });
const words = {
  'field.added': t('新增字段“{name}”', 'New field “{name}”'),
  'field.removed': t(
    '停用字段“{name}”，已填的值另存不丢',
    'Field “{name}” retired; its values are kept aside',
  ),
  'field.renamed': t('“{from}”改名“{to}”', '“{from}” is now “{to}”'),
  'field.type': t('“{name}”由{from}改为{to}', '“{name}”: {from} becomes {to}'),
  'field.unit': t('“{name}”单位由{from}改为{to}', '“{name}”: unit {from} becomes {to}'),
  'field.source': t('“{name}”由{from}改为{to}', '“{name}”: {from} becomes {to}'),
  'field.required': t('“{name}”必填时机由{from}改为{to}', '“{name}” required: {from} becomes {to}'),
  'field.formula': t('“{name}”的算式已改', 'The formula of “{name}” changed'),
  'field.range': t('“{name}”的取值范围已改', 'The range of “{name}” changed'),
  'field.words': t('“{name}”的同义列名或说明已改', 'Synonyms or notes of “{name}” changed'),
  'field.order': t('字段次序已改', 'The order of fields changed'),
  'choice.added': t('“{name}”新增选项“{choice}”', '“{name}”: new choice “{choice}”'),
  'choice.removed': t('“{name}”停用选项“{choice}”', '“{name}”: choice “{choice}” retired'),
  'choice.renamed': t('“{name}”的选项“{from}”改名“{to}”', '“{name}”: choice “{from}” is now “{to}”'),
  'part.added': t('新增{part}“{name}”', 'New {part} “{name}”'),
  'part.removed': t('停用{part}“{name}”', '{part} “{name}” retired'),
  'part.changed': t('{part}“{name}”已改', '{part} “{name}” changed'),
  'milestones.changed': t('序时进度（里程碑）已改', 'The planned path changed'),
  'overdueRed.changed': t(
    '一市在办事项逾期占比超过多少亮红灯，由 {from}% 改为 {to}%',
    'Red when more than {to}% of a city’s open items are overdue, instead of {from}%',
  ),
  'sunset.changed': t('停用日由 {from} 改为 {to}', 'The form ends on {to} instead of {from}'),
  'reporting.changed': t('报送频次、日期或人数已改', 'How often, when or by how many it is reported changed'),
  'ranking.changed': t('排名规则已改', 'The ranking rule changed'),
  'life.changed': t('办理流程选项已改', 'Options of an item’s life changed'),
  'debt.changed': t('欠账算法已改', 'The rule of debts changed'),
  'progress.changed': t('一项办到几成的算法已改', 'The rule of how far an item counts as done changed'),
  'identity.changed': t('识别字段已改', 'The identifying fields changed'),
  'name.changed': t('名称、目的或依据已改', 'Name, purpose or basis changed'),
} as const;

const partNames: Readonly<Record<string, Text>> = {
  measures: t('指标', 'measure'),
  alarms: t('警报', 'alarm'),
  questions: t('提问', 'question'),
  checks: t('校验', 'check'),
  evidence: t('佐证', 'evidence'),
  standards: t('销号标准', 'standard'),
};
const typeNames: Readonly<Record<Field['type'], Text>> = {
  text: t('文字', 'text'),
  longText: t('长文字', 'long text'),
  integer: t('整数', 'whole number'),
  number: t('小数', 'number'),
  date: t('日期', 'date'),
  month: t('月份', 'month'),
  choice: t('选项', 'choice'),
  yesNo: t('是否', 'yes-no'),
  link: t('链接', 'link'),
};
const sourceNames: Readonly<Record<Field['source'], Text>> = {
  issued: t('上级下达', 'issued'),
  once: t('填一次', 'once'),
  reported: t('每期填', 'reported'),
  computed: t('自动计算', 'computed'),
};
const requiredNames: Readonly<Record<Field['required'], Text>> = {
  never: t('可不填', 'never'),
  always: t('一直必填', 'always'),
  report: t('上报时必填', 'at reports'),
  closeOut: t('销号时必填', 'at close-out'),
};

/** Words in the change log that are themselves translated: 'type:integer' stands for 整数. */
const coded = (kind: 'type' | 'source' | 'required' | 'part', value: string): string => `@${kind}:${value}`;
const dictionaries: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  type: typeNames,
  source: sourceNames,
  required: requiredNames,
  part: partNames,
};

/** A change in words. */
export function sayChange(change: Pick<DefinitionChange, 'code' | 'params'>, lang: 'zh' | 'en'): string {
  return words[change.code][lang].replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = change.params[name] ?? '';
    const [, kind, key] = /^@(\w+):(\w+)$/.exec(value) ?? [];
    return kind === undefined || key === undefined ? value : (dictionaries[kind]?.[key]?.[lang] ?? value);
  });
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** Objects with their keys in order: what comes back from a database has another one. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** What changed from one version to the next, fields first. Empty: nothing. */
export function compareDefinitions(from: ProgramDefinition, to: ProgramDefinition): DefinitionChange[] {
  const changes: DefinitionChange[] = [];
  const add = (
    code: DefinitionChangeCode,
    part: string,
    key: string,
    params: DefinitionChange['params'] = {},
  ) => void changes.push({ code, part, key, params });
  const after = new Map(to.fields.map((field) => [field.key, field]));
  const before = new Map(from.fields.map((field) => [field.key, field]));
  for (const field of from.fields) {
    const next = after.get(field.key);
    if (next === undefined) add('field.removed', 'fields', field.key, { name: field.name.zh });
    else changes.push(...fieldChanges(field, next));
  }
  for (const field of to.fields) {
    if (!before.has(field.key)) add('field.added', 'fields', field.key, { name: field.name.zh });
  }
  const kept = (fields: readonly Field[], other: ReadonlyMap<string, Field>) =>
    fields.map(({ key }) => key).filter((key) => other.has(key));
  if (!same(kept(from.fields, after), kept(to.fields, before))) add('field.order', 'fields', '');
  for (const part of ['measures', 'alarms', 'questions', 'checks', 'evidence', 'standards'] as const) {
    changes.push(...listChanges(part, from[part], to[part]));
  }
  if (!same(from.milestones, to.milestones)) add('milestones.changed', 'milestones', '');
  const [redBefore, redNow] = [from, to].map(({ overdueRed }) => String(overdueRed ?? OVERDUE_RED));
  if (redBefore !== redNow && redBefore !== undefined && redNow !== undefined)
    add('overdueRed.changed', 'overdueRed', '', { from: redBefore, to: redNow });
  if (from.sunset !== to.sunset) add('sunset.changed', 'sunset', '', { from: from.sunset, to: to.sunset });
  for (const part of ['reporting', 'ranking', 'life'] as const) {
    if (!same(from[part], to[part])) add(`${part}.changed`, part, '');
  }
  const owed = ({ debt }: ProgramDefinition) => ({ ...debt, progress: undefined });
  const progress = ({ debt }: ProgramDefinition) => (debt.by === 'items' ? debt.progress : undefined);
  if (!same(owed(from), owed(to))) add('debt.changed', 'debt', '');
  if (!same(progress(from), progress(to))) add('progress.changed', 'debt', '');
  if (!same([from.identity, from.titleField], [to.identity, to.titleField]))
    add('identity.changed', 'identity', '');
  const naming = ({ name, shortName, purpose, basis, subject, counter }: ProgramDefinition) => [
    name,
    shortName,
    purpose,
    basis,
    subject,
    counter,
  ];
  if (!same(naming(from), naming(to))) add('name.changed', 'name', '');
  return changes;
}

type Named = { readonly key: string; readonly name?: Text; readonly say?: Text };

function listChanges(part: string, from: readonly Named[], to: readonly Named[]): DefinitionChange[] {
  const change = (code: DefinitionChangeCode, one: Named): DefinitionChange => ({
    code,
    part,
    key: one.key,
    params: { part: coded('part', part), name: (one.name ?? one.say)?.zh ?? one.key },
  });
  return [
    ...from.filter((one) => !to.some(({ key }) => key === one.key)).map((one) => change('part.removed', one)),
    ...to.flatMap((one) => {
      const old = from.find(({ key }) => key === one.key);
      if (old === undefined) return [change('part.added', one)];
      return same(old, one) ? [] : [change('part.changed', one)];
    }),
  ];
}

function fieldChanges(from: Field, to: Field): DefinitionChange[] {
  const changes: DefinitionChange[] = [];
  const name = to.name.zh;
  const add = (code: DefinitionChangeCode, params: DefinitionChange['params']) =>
    void changes.push({ code, part: 'fields', key: to.key, params });
  if (from.name.zh !== name) add('field.renamed', { from: from.name.zh, to: name });
  if (from.type !== to.type)
    add('field.type', { name, from: coded('type', from.type), to: coded('type', to.type) });
  if (from.unit !== to.unit) add('field.unit', { name, from: from.unit ?? '—', to: to.unit ?? '—' });
  if (from.source !== to.source) {
    add('field.source', { name, from: coded('source', from.source), to: coded('source', to.source) });
  }
  if (from.required !== to.required) {
    add('field.required', {
      name,
      from: coded('required', from.required),
      to: coded('required', to.required),
    });
  }
  if (!same(from.formula, to.formula)) add('field.formula', { name });
  const range = ({ min, max, maxLength, decimals, cumulative }: Field) => [
    min,
    max,
    maxLength,
    decimals,
    cumulative,
  ];
  if (!same(range(from), range(to))) add('field.range', { name });
  const notes = (field: Field) => [field.also, field.group, field.use, field.listed, field.name.en];
  if (!same(notes(from), notes(to))) add('field.words', { name });
  for (const choice of from.choices ?? []) {
    const next = to.choices?.find(({ key }) => key === choice.key);
    if (next === undefined) add('choice.removed', { name, choice: choice.name.zh });
    else if (next.name.zh !== choice.name.zh)
      add('choice.renamed', { name, from: choice.name.zh, to: next.name.zh });
  }
  for (const choice of to.choices ?? []) {
    if (!from.choices?.some(({ key }) => key === choice.key))
      add('choice.added', { name, choice: choice.name.zh });
  }
  return changes;
}

/** What happens to the values of one field. `keep` is not listed. Data, so that a database can do it to all rows at once. */
export interface Conversion {
  readonly key: string;
  readonly name: string;
  readonly how: /** No way: every value is set aside. */
    | { readonly do: 'setAside' }
    /** By words: what is not in the map is set aside. */
    | { readonly do: 'map'; readonly map: Readonly<Record<string, FieldValue>> }
    /** Words that are a number, in the new unit; `whole`: 2.5 is set aside. */
    | { readonly do: 'number'; readonly whole: boolean; readonly factor: number }
    | { readonly do: 'text'; readonly longest: number }
    | { readonly do: 'date' }
    | { readonly do: 'month' };
}

/** Where a value that does not fit any more is kept, in the item's values: never lost, never read by a form. */
export const retiredKey = (key: string, version: number): string => `${key}_v${version}`;

/** Units whose numbers can be carried over: so many of the first are one of the second. */
const units: Readonly<Record<string, number>> = {
  '元>万元': 1e-4,
  '万元>元': 1e4,
  '万元>亿元': 1e-4,
  '亿元>万元': 1e4,
  '户>万户': 1e-4,
  '万户>户': 1e4,
  'm>km': 1e-3,
  'km>m': 1e3,
  'm³>万m³': 1e-4,
  '万m³>m³': 1e4,
  '吨>万吨': 1e-4,
  '万吨>吨': 1e4,
  '亩>万亩': 1e-4,
  '万亩>亩': 1e4,
  'kg>t': 1e-3,
  't>kg': 1e3,
  '㎡>亩': 0.0015,
  '人>万人': 1e-4,
  '万人>人': 1e4,
};

/** What becomes of the values of items when a version follows another; fields whose values stay as they are are not named. */
export function conversionsOf(from: ProgramDefinition, to: ProgramDefinition): Conversion[] {
  const after = new Map(to.fields.map((field) => [field.key, field]));
  return from.fields.flatMap((field): Conversion[] => {
    if (field.source === 'computed') return [];
    const next = after.get(field.key);
    const named = { key: field.key, name: field.name.zh };
    if (next === undefined || next.source === 'computed') return [{ ...named, how: { do: 'setAside' } }];
    const how = howTo(field, next);
    return how === null ? [] : [{ ...named, how }];
  });
}

const numeric = ({ type }: Field): boolean => type === 'integer' || type === 'number';
const wordy = ({ type }: Field): boolean => type === 'text' || type === 'longText';
const lengthOf = (field: Field): number => field.maxLength ?? (field.type === 'longText' ? 4000 : 200);

function howTo(from: Field, to: Field): Conversion['how'] | null {
  const factor = from.unit === to.unit ? 1 : (units[`${from.unit ?? ''}>${to.unit ?? ''}`] ?? 1);
  if (numeric(to)) {
    if (!numeric(from) && !wordy(from)) return { do: 'setAside' };
    const whole = to.type === 'integer';
    if (numeric(from) && factor === 1 && (!whole || from.type === 'integer')) return null;
    return { do: 'number', whole, factor };
  }
  if (to.type === 'choice') {
    const known = choiceWords(to);
    if (from.type === 'choice') return choiceToChoice(from, to, known);
    if (from.type === 'yesNo')
      return { do: 'map', map: pick(known, { true: ['是', 'yes'], false: ['否', 'no'] }) };
    return wordy(from) ? { do: 'map', map: known } : { do: 'setAside' };
  }
  if (to.type === 'yesNo') {
    if (from.type === 'yesNo') return null;
    const map = {
      是: true,
      有: true,
      yes: true,
      已完成: true,
      否: false,
      无: false,
      no: false,
      未完成: false,
    };
    return wordy(from) || from.type === 'choice'
      ? { do: 'map', map: withChoiceNames(map, from) }
      : { do: 'setAside' };
  }
  if (to.type === 'date')
    return from.type === 'date' ? null : wordy(from) ? { do: 'date' } : { do: 'setAside' };
  if (to.type === 'month') {
    if (from.type === 'month') return null;
    return wordy(from) || from.type === 'date' ? { do: 'month' } : { do: 'setAside' };
  }
  // To words or a link: everything can be written.
  if (from.type === 'choice') {
    return {
      do: 'map',
      map: Object.fromEntries((from.choices ?? []).map(({ key, name }) => [key, name.zh])),
    };
  }
  if (from.type === 'yesNo') return { do: 'map', map: { true: '是', false: '否' } };
  if (!numeric(from) && lengthOf(to) >= (wordy(from) ? lengthOf(from) : 10)) return null;
  return { do: 'text', longest: lengthOf(to) };
}

/** Every word a choice is known by, to its key. */
const choiceWords = (field: Field): Record<string, string> =>
  Object.fromEntries(
    (field.choices ?? []).flatMap(({ key, name, also }) =>
      [key, name.zh, name.en, ...(also ?? [])].map((word) => [word, key]),
    ),
  );

function choiceToChoice(
  from: Field,
  to: Field,
  known: Readonly<Record<string, string>>,
): Conversion['how'] | null {
  const keys = new Set((to.choices ?? []).map(({ key }) => key));
  const gone = (from.choices ?? []).filter(({ key }) => !keys.has(key));
  if (gone.length === 0) return null;
  // A choice that is now called otherwise is found again by its name or what people write for it.
  const found = gone.flatMap(({ key, name, also }) => {
    const next = [name.zh, ...(also ?? [])].map((word) => known[word]).find((one) => one !== undefined);
    return next === undefined ? [] : [[key, next] as const];
  });
  return {
    do: 'map',
    map: { ...Object.fromEntries([...keys].map((key) => [key, key])), ...Object.fromEntries(found) },
  };
}

function pick(
  known: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, readonly string[]>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).flatMap(([key, words]) => {
      const found = words.map((word) => known[word]).find((one) => one !== undefined);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}

const withChoiceNames = (map: Readonly<Record<string, boolean>>, from: Field): Record<string, boolean> => ({
  ...map,
  ...Object.fromEntries(
    (from.choices ?? []).flatMap(({ key, name }) => {
      const value = map[name.zh];
      return value === undefined ? [] : [[key, value]];
    }),
  ),
});

/** Numbers as words: `1,248`, `-2.5`. */
export const NUMBER_WORDS = '^\\s*-?[0-9][0-9,]*(\\.[0-9]+)?\\s*$';

/** A value in the new form; undefined: it does not fit and is set aside. Nothing stays nothing. */
export function convertValue(value: FieldValue, how: Conversion['how']): FieldValue | undefined {
  if (value === null || value === '') return null;
  const text = String(value);
  switch (how.do) {
    case 'setAside':
      return undefined;
    case 'map':
      return Object.hasOwn(how.map, text.trim()) ? how.map[text.trim()] : undefined;
    case 'number': {
      if (typeof value === 'boolean' || !new RegExp(NUMBER_WORDS).test(text)) return undefined;
      const number = Math.round(Number(text.replaceAll(',', '')) * how.factor * 1e7) / 1e7;
      return how.whole && !Number.isInteger(number) ? undefined : number;
    }
    case 'text':
      return text.length > how.longest ? undefined : text;
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    case 'month':
      return /^\d{4}-\d{2}(-\d{2})?$/.test(text) ? text.slice(0, 7) : undefined;
  }
}
