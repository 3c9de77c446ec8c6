/** 定义的检查: whether a program's definition holds together, before anybody is asked to fill it. */
import type {
  Aggregate,
  Condition,
  Field,
  Measure,
  Milestone,
  ProgramDefinition,
  Term,
  Text,
} from './definition.ts';

/** Something wrong with a definition. `error` forbids publishing, `note` is only said. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'note';
  /** Where: `fields.2.formula`, `alarms.0.when`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export type FindingCode = keyof typeof words;

const words = {
  'field.repeated': t('字段标识 {key} 用了两次。', 'The field key {key} stands twice.'),
  'field.sameName': t('两个字段都叫“{name}”，填表的人分不清。', 'Two fields are both named “{name}”.'),
  'field.unknown': t('没有字段 {key}。', 'There is no field {key}.'),
  'field.notNumber': t('字段“{name}”不是数，不能计算。', 'The field “{name}” is no number to reckon with.'),
  'field.notChoice': t(
    '字段“{name}”不是选项或是否，不能这样判断。',
    'The field “{name}” is neither a choice nor yes-no.',
  ),
  'field.cycle': t(
    '“{name}”要用到后面才算的字段，或绕回自己。请把它排在所用字段之后。',
    '“{name}” reads a field computed after it, or itself. Put it after what it reads.',
  ),
  'field.noFormula': t('自动计算的“{name}”没有算式。', 'The computed field “{name}” has no formula.'),
  'field.formulaIdle': t(
    '“{name}”不是自动计算，算式不起作用。',
    '“{name}” is not computed; its formula does nothing.',
  ),
  'field.noChoices': t('“{name}”没有选项。', '“{name}” has no choices.'),
  'field.choiceRepeated': t(
    '“{name}”的选项“{choice}”重复。',
    'The choice “{choice}” of “{name}” stands twice.',
  ),
  'field.choiceUnknown': t('“{name}”没有选项 {choice}。', '“{name}” has no choice {choice}.'),
  'field.range': t('“{name}”的最小值大于最大值。', 'The least of “{name}” is above its most.'),
  'key.repeated': t('标识 {key} 用了两次。', 'The key {key} stands twice.'),
  'title.unknown': t('标题字段 {key} 不存在。', 'The title field {key} does not exist.'),
  'identity.unknown': t('识别字段 {key} 不存在。', 'The identity field {key} does not exist.'),
  'identity.changes': t(
    '识别字段“{name}”每期要填，会变；识别只能用不变的字段。',
    'The identity field “{name}” is reported each time; what identifies must not change.',
  ),
  'identity.optional': t(
    '识别字段“{name}”可以不填，会认不出同一事项。',
    'The identity field “{name}” may be empty.',
  ),
  'measure.unknown': t('没有指标 {key}。', 'There is no measure {key}.'),
  'alarm.unknown': t('没有警报 {key}。', 'There is no alarm {key}.'),
  'measure.reading': t(
    '指标“{name}”用了监测数据；监测数据只能用在提问里。',
    'The measure “{name}” reads monitors; readings are for questions only.',
  ),
  'progress.missing': t('有里程碑，但没有进度指标。', 'There are milestones but no progress measure.'),
  'progress.several': t(
    '进度指标只能有一个，现有 {count} 个。',
    'One progress measure only; there are {count}.',
  ),
  'progress.amount': t(
    '进度指标“{name}”是数量，没有百分比，不能和里程碑比。',
    'The progress measure “{name}” is an amount, not a share; it cannot be held against milestones.',
  ),
  'milestone.order': t(
    '里程碑 {day} 不在前一个 {before} 之后。',
    'The milestone {day} is not after {before}.',
  ),
  'milestone.falls': t(
    '里程碑 {day} 的 {share}% 低于前一个。',
    'The {share} % of {day} is below the one before.',
  ),
  'milestone.beyond': t(
    '里程碑 {day} 的 {share}% 不在 0–100 之间。',
    'The {share} % of {day} is not within 0–100.',
  ),
  'milestone.short': t(
    '最后一个里程碑是 {share}%，没有到 100%。',
    'The last milestone is {share} %, not 100 %.',
  ),
  'sunset.early': t(
    '停用日 {sunset} 在最后里程碑 {day} 之前。',
    'The form ends on {sunset}, before the last milestone of {day}.',
  ),
  'sunset.past': t('停用日 {sunset} 已经过了。', 'The day the form ends, {sunset}, has passed.'),
  'stage.notChoice': t('阶段字段要是选项，{key} 不是。', 'The stage field must be a choice; {key} is not.'),
  'say.unknown': t('话里的“{key}”不是字段。', '“{key}” in the words is no field.'),
  'check.unknown': t('校验所在的字段 {key} 不存在。', 'The field {key} of the check does not exist.'),
  'reporting.nothing': t(
    '每期都要报，但没有一个“每期填”的字段。',
    'A report is asked for, but no field is reported.',
  ),
  'reporting.heavy': t(
    '每月要填 {entries} 格，多于 {limit}。能少一栏就少一栏。',
    '{entries} entries a month, more than {limit}. Every column less helps.',
  ),
  'lookBack.order': t('回头看的月份要由小到大。', 'The months of look-back go up.'),
  'aggregate.empty': t('组合条件里没有内容。', 'A combined condition is empty.'),
} as const;

function t(zh: string, en: string): Text {
  return { zh, en };
}

/** A finding in words. */
export function sayFinding(finding: Pick<Finding, 'code' | 'params'>, lang: 'zh' | 'en'): string {
  return words[finding.code][lang].replace(/\{(\w+)\}/g, (_all, name: string) =>
    String(finding.params[name] ?? `{${name}}`),
  );
}

/** Above this many entries a month a designer is told (DIS-14.3). */
export const HEAVY_BURDEN = 5000;

/** Everything that is wrong with a definition; empty: it may be published. `today` only for the sunset. */
export function checkDefinition(definition: ProgramDefinition, today: string | null = null): Finding[] {
  const found: Finding[] = [];
  const add: Add = (code, path, params = {}, severity = 'error') =>
    void found.push({ code, severity, path, params });
  const fields = new Map(definition.fields.map((field) => [field.key, field]));
  checkFields(definition.fields, add);
  checkNames(definition, fields, add);
  const rules = ruleChecker(fields, add);
  for (const [index, field] of definition.fields.entries()) {
    if (field.formula !== undefined) rules.term(field.formula, `fields.${index}.formula`);
  }
  checkCycles(definition.fields, add);
  for (const [index, measure] of definition.measures.entries()) {
    checkMeasure(measure, definition.fields, `measures.${index}`, rules, add);
  }
  for (const [index, alarm] of definition.alarms.entries()) {
    rules.condition(alarm.when, `alarms.${index}.when`);
    if (alarm.amount !== undefined) rules.term(alarm.amount, `alarms.${index}.amount`);
  }
  for (const [index, question] of definition.questions.entries()) {
    rules.condition(question.when, `questions.${index}.when`);
    rules.say(question.say, `questions.${index}.say`);
  }
  for (const [index, check] of definition.checks.entries()) {
    rules.condition(check.when, `checks.${index}.when`);
    rules.say(check.say, `checks.${index}.say`);
    if (!fields.has(check.field)) add('check.unknown', `checks.${index}.field`, { key: check.field });
  }
  if (definition.debt.by === 'quantity') {
    rules.term(definition.debt.planned, 'debt.planned');
    rules.term(definition.debt.done, 'debt.done');
  } else if (definition.debt.progress !== undefined) {
    rules.term(definition.debt.progress, 'debt.progress');
  }
  checkPath(definition, today, add);
  checkRanking(definition, add);
  checkReporting(definition, add);
  return found;
}

type Add = (
  code: FindingCode,
  path: string,
  params?: Finding['params'],
  severity?: Finding['severity'],
) => void;
type Fields = ReadonlyMap<string, Field>;

const repeated = <T>(all: readonly T[], of: (one: T) => string): [index: number, value: string][] =>
  all.flatMap((one, index): [number, string][] =>
    all.findIndex((other) => of(other) === of(one)) < index ? [[index, of(one)]] : [],
  );

function checkFields(fields: readonly Field[], add: Add): void {
  for (const [index, key] of repeated(fields, (one) => one.key))
    add('field.repeated', `fields.${index}.key`, { key });
  for (const [index, name] of repeated(fields, (one) => one.name.zh.trim())) {
    add('field.sameName', `fields.${index}.name`, { name });
  }
  for (const [index, field] of fields.entries()) {
    const at = `fields.${index}`;
    const name = field.name.zh;
    if (field.source === 'computed' && field.formula === undefined)
      add('field.noFormula', `${at}.formula`, { name });
    if (field.source !== 'computed' && field.formula !== undefined)
      add('field.formulaIdle', `${at}.formula`, { name });
    if (field.min !== undefined && field.max !== undefined && field.min > field.max)
      add('field.range', `${at}.min`, { name });
    if (field.type !== 'choice') continue;
    const choices = field.choices ?? [];
    if (choices.length === 0) add('field.noChoices', `${at}.choices`, { name });
    for (const [, choice] of repeated(choices, (one) => one.key))
      add('field.choiceRepeated', `${at}.choices`, { name, choice });
    for (const [, choice] of repeated(choices, (one) => one.name.zh))
      add('field.choiceRepeated', `${at}.choices`, { name, choice });
  }
}

function checkNames(definition: ProgramDefinition, fields: Fields, add: Add): void {
  if (!fields.has(definition.titleField)) add('title.unknown', 'titleField', { key: definition.titleField });
  for (const [index, key] of definition.identity.entries()) {
    const field = fields.get(key);
    if (field === undefined) add('identity.unknown', `identity.${index}`, { key });
    else if (field.source === 'reported' || field.source === 'computed') {
      add('identity.changes', `identity.${index}`, { name: field.name.zh });
    } else if (field.required !== 'always') {
      add('identity.optional', `identity.${index}`, { name: field.name.zh }, 'note');
    }
  }
  const { stageField } = definition.life;
  if (stageField !== null && fields.get(stageField)?.type !== 'choice') {
    add('stage.notChoice', 'life.stageField', { key: stageField });
  }
  for (const part of ['measures', 'alarms', 'questions', 'checks', 'evidence', 'standards'] as const) {
    const keyed: readonly { readonly key: string }[] = definition[part];
    for (const [index, key] of repeated(keyed, (one) => one.key))
      add('key.repeated', `${part}.${index}.key`, { key });
  }
}

/** Whether every reference of a term, condition or sentence resolves. */
function ruleChecker(fields: Fields, add: Add) {
  const number = (key: string, path: string): void => {
    const field = fields.get(key);
    if (field === undefined) add('field.unknown', path, { key });
    else if (field.type !== 'integer' && field.type !== 'number')
      add('field.notNumber', path, { name: field.name.zh });
  };
  const term = (part: Term, path: string): void => {
    if ('field' in part) number(part.field, path);
    else if ('previous' in part) number(part.previous, path);
    else for (const one of partsOf(part)) term(one, path);
  };
  const condition = (part: Condition, path: string): void => {
    if ('op' in part) {
      term(part.left, path);
      term(part.right, path);
    } else if ('all' in part || 'any' in part) {
      const parts = 'all' in part ? part.all : part.any;
      if (parts.length === 0) add('aggregate.empty', path);
      for (const one of parts) condition(one, path);
    } else if ('not' in part) condition(part.not, path);
    else if ('filled' in part || 'empty' in part) {
      const key = 'filled' in part ? part.filled : part.empty;
      if (!fields.has(key)) add('field.unknown', path, { key });
    } else if ('is' in part) choice(part.is, part.in, path);
  };
  const choice = (key: string, values: readonly string[], path: string): void => {
    const field = fields.get(key);
    if (field === undefined) {
      add('field.unknown', path, { key });
      return;
    }
    const name = field.name.zh;
    if (field.type !== 'choice' && field.type !== 'yesNo') {
      add('field.notChoice', path, { name });
      return;
    }
    const known = field.type === 'yesNo' ? ['yes', 'no'] : (field.choices ?? []).map((one) => one.key);
    for (const value of values) {
      if (!known.includes(value)) add('field.choiceUnknown', path, { name, choice: value });
    }
  };
  const say = (text: Text, path: string): void => {
    for (const match of `${text.zh} ${text.en}`.matchAll(/\{(?:previous\.)?(\w+)\}/g)) {
      const key = match[1] ?? '';
      if (!fields.has(key)) add('say.unknown', path, { key });
    }
  };
  const aggregate = (part: Aggregate, path: string): void => {
    if ('count' in part) {
      if (part.count !== 'all') condition(part.count, path);
      return;
    }
    term(part.sum, path);
    if (part.where !== undefined) condition(part.where, path);
  };
  return { term, condition, say, aggregate };
}

/** The terms directly inside a term. */
function partsOf(part: Term): readonly Term[] {
  if ('sum' in part) return part.sum;
  if ('minus' in part) return part.minus;
  if ('times' in part) return part.times;
  return 'ratio' in part ? part.ratio : [];
}

/** Fields of this report that a term reads; last month's values cannot make a circle. */
function currentFields(part: Term): string[] {
  return 'field' in part ? [part.field] : partsOf(part).flatMap(currentFields);
}

/** Computed fields are worked out in order, each from those before it (`withComputed`). */
function checkCycles(fields: readonly Field[], add: Add): void {
  const later = new Set(fields.filter((one) => one.source === 'computed').map((one) => one.key));
  for (const [index, { key, name, formula }] of fields.entries()) {
    if (formula !== undefined && currentFields(formula).some((one) => later.has(one))) {
      add('field.cycle', `fields.${index}.formula`, { name: name.zh });
    }
    later.delete(key);
  }
}

/** All aggregates of a measure, each with its place. */
function aggregatesOf({ of }: Measure): [Aggregate, string][] {
  if (of.kind === 'amount') return [[of.amount, 'of.amount']];
  if (of.kind === 'ratio')
    return [
      [of.done, 'of.done'],
      [of.planned, 'of.planned'],
    ];
  return of.parts.flatMap((part, index): [Aggregate, string][] => [
    [part.done, `of.parts.${index}.done`],
    [part.planned, `of.parts.${index}.planned`],
  ]);
}

function checkMeasure(
  measure: Measure,
  fields: readonly Field[],
  path: string,
  rules: ReturnType<typeof ruleChecker>,
  add: Add,
): void {
  // A computed field that reads a monitor is no better than the monitor itself.
  const monitored = new Set(
    fields.filter((one) => one.formula !== undefined && readsMonitor(one.formula)).map((one) => one.key),
  );
  for (const [aggregate, at] of aggregatesOf(measure)) {
    rules.aggregate(aggregate, `${path}.${at}`);
    const text = JSON.stringify(aggregate);
    if (text.includes('"reading":') || [...monitored].some((key) => text.includes(`"field":"${key}"`))) {
      add('measure.reading', `${path}.${at}`, { name: measure.name.zh });
    }
  }
}

const readsMonitor = (part: Term): boolean => 'reading' in part || partsOf(part).some(readsMonitor);

function checkPath(definition: ProgramDefinition, today: string | null, add: Add): void {
  const { milestones, measures, sunset } = definition;
  const progress = measures.filter(({ role }) => role === 'progress');
  if (milestones.length > 0 && progress.length === 0) add('progress.missing', 'measures');
  if (progress.length > 1) add('progress.several', 'measures', { count: progress.length });
  const [first] = progress;
  if (milestones.length > 0 && first?.of.kind === 'amount') {
    add('progress.amount', `measures.${measures.indexOf(first)}`, { name: first.name.zh });
  }
  let before: Milestone | undefined;
  for (const [index, one] of milestones.entries()) {
    const at = `milestones.${index}`;
    if (one.share < 0 || one.share > 100) add('milestone.beyond', at, { day: one.day, share: one.share });
    if (before !== undefined && one.day <= before.day)
      add('milestone.order', at, { day: one.day, before: before.day });
    if (before !== undefined && one.share < before.share)
      add('milestone.falls', at, { day: one.day, share: one.share });
    before = one;
  }
  if (before !== undefined && before.share !== 100) {
    add('milestone.short', `milestones.${milestones.length - 1}`, { share: before.share }, 'note');
  }
  if (before !== undefined && sunset < before.day) add('sunset.early', 'sunset', { sunset, day: before.day });
  if (today !== null && sunset < today) add('sunset.past', 'sunset', { sunset });
}

function checkRanking({ ranking, measures, alarms }: ProgramDefinition, add: Add): void {
  for (const [index, step] of ranking.steps.entries()) {
    const at = `ranking.steps.${index}`;
    if (step.by === 'measure' && !measures.some(({ key }) => key === step.measure)) {
      add('measure.unknown', at, { key: step.measure });
    }
    if (step.by === 'alarm' && !alarms.some(({ key }) => key === step.alarm)) {
      add('alarm.unknown', at, { key: step.alarm });
    }
  }
}

function checkReporting({ fields, reporting, life }: ProgramDefinition, add: Add): void {
  const asked = fields.filter(({ source }) => source === 'reported').length;
  if (reporting.every !== 'none' && asked === 0) add('reporting.nothing', 'reporting');
  const entries =
    asked * reporting.people * (reporting.every === 'week' ? 4 : reporting.every === 'month' ? 1 : 0);
  if (entries > HEAVY_BURDEN) add('reporting.heavy', 'reporting', { entries, limit: HEAVY_BURDEN }, 'note');
  if (
    life.lookBackMonths.some((month, index) => index > 0 && month <= (life.lookBackMonths[index - 1] ?? 0))
  ) {
    add('lookBack.order', 'life.lookBackMonths');
  }
}
