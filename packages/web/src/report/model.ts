/** 表单的规矩: what a form asks, refuses and wants to know, and what the row becomes; worked out on the device. */
import type { FormDefinition, ProgramLamp, ReportForm } from '@qingzhang/contract';
import {
  type Field,
  type FieldValue,
  type FieldValues,
  fallen,
  fillWords,
  holds,
  isEmptyValue,
  itemFigures,
  plannedPercent,
  programLamp,
  sayLampReason,
  sayValueProblem,
  type Term,
  type ValueProblem,
  valueProblem,
  withComputed,
} from '@qingzhang/domain';
import { type Draft, numberIn, valuesIn } from './draft.ts';

export type FormField = FormDefinition['fields'][number];
type Lang = 'zh' | 'en';

/** The definition's fields as the domain takes them: absent and undefined are told apart by the JSON round trip. */
export function domainFields(definition: Pick<FormDefinition, 'fields'>): readonly Field[] {
  const known = domain.get(definition.fields);
  if (known !== undefined) return known;
  const fields: readonly Field[] = JSON.parse(JSON.stringify(definition.fields));
  domain.set(definition.fields, fields);
  return fields;
}
const domain = new WeakMap<FormDefinition['fields'], readonly Field[]>();

const needed = ({ required }: Pick<FormField, 'required'>, kind: Draft['kind']): boolean =>
  required === 'always' || required === 'report' || (kind === 'done' && required === 'closeOut');

/**
 * The fields that stand on the form: those that are asked every time, and of those filled once the ones that the report
 * needs and nobody has filled yet.
 */
export const askedFields = (
  { fields }: Pick<FormDefinition, 'fields'>,
  { values }: Pick<ReportForm, 'values'>,
): FormField[] =>
  fields.filter(
    (field) =>
      field.source === 'reported' ||
      (field.source === 'once' && needed(field, 'progress') && isEmptyValue(values[field.key])),
  );

/** The ledger's values with what the draft changes, computed fields worked out. */
export function valuesAfter(definition: FormDefinition, form: ReportForm, draft: Draft): FieldValues {
  const typed =
    draft.kind === 'progress' || draft.kind === 'done'
      ? valuesIn(askedFields(definition, form), draft.texts)
      : {};
  const computed = definition.fields.flatMap(({ key, formula }) =>
    formula === undefined ? [] : [{ key, formula }],
  );
  const values = { ...form.values, ...typed };
  return withComputed(computed, { values, previous: form.previous });
}

const sumOf = (aggregate: { readonly count: unknown } | { readonly sum: Term }): string | null =>
  'sum' in aggregate && 'field' in aggregate.sum ? aggregate.sum.field : null;

/** 计划: the field that says how much is planned of this one, where the definition puts the two against each other. */
export function planField(definition: FormDefinition, key: string): string | null {
  const { debt, measures } = definition;
  if (debt.by === 'quantity' && 'field' in debt.done && debt.done.field === key && 'field' in debt.planned)
    return debt.planned.field;
  for (const { of } of measures) {
    const pairs = of.kind === 'ratio' ? [of] : of.kind === 'weighted' ? of.parts : [];
    for (const { done, planned } of pairs) if (sumOf(done) === key) return sumOf(planned);
  }
  return null;
}

/** What is wrong with a field; refused before it is sent. */
export interface Fault {
  readonly field: string;
  /** Nothing is filled yet: complained of only after the first try. */
  readonly missing: boolean;
  readonly say: string;
}

export function faultsOf(
  definition: FormDefinition,
  form: ReportForm,
  draft: Draft,
  lang: Lang,
): readonly Fault[] {
  if (draft.kind !== 'progress' && draft.kind !== 'done') return [];
  const asked = new Set(askedFields(definition, form).map(({ key }) => key));
  const typed = valuesIn(askedFields(definition, form), draft.texts);
  const faults: Fault[] = [];
  for (const field of domainFields(definition)) {
    if (!asked.has(field.key)) continue;
    const text = draft.texts[field.key] ?? '';
    const problem = problemIn(field, text, typed[field.key], draft.kind);
    if (problem !== null)
      faults.push({
        field: field.key,
        missing: problem.code === 'required',
        say: sayValueProblem(problem, lang),
      });
  }
  const values = valuesAfter(definition, form, draft);
  for (const { field, when, say } of definition.checks) {
    if (holds(when, { values, previous: form.previous, state: form.state }))
      faults.push({ field, missing: false, say: fillWords(say[lang], values, form.previous) });
  }
  return faults;
}

function problemIn(
  field: Field,
  text: string,
  value: FieldValue | undefined,
  kind: Draft['kind'],
): ValueProblem | null {
  if (text.trim() === '') return needed(field, kind) ? { code: 'required' } : null;
  const numeric = field.type === 'integer' || field.type === 'number';
  return numeric && numberIn(text) === undefined ? { code: 'notNumber' } : valueProblem(field, value);
}

export interface AskedQuestion {
  readonly key: string;
  readonly say: string;
  readonly causes: readonly string[];
}

/** 发送前问: what the definition asks of these figures, with causes to pick; those without an answer hold it back. */
export function questionsOf(
  definition: FormDefinition,
  form: ReportForm,
  draft: Draft,
  lang: Lang,
): readonly AskedQuestion[] {
  if (draft.kind !== 'progress' && draft.kind !== 'done') return [];
  const values = valuesAfter(definition, form, draft);
  return definition.questions
    .filter(({ when }) => holds(when, { values, previous: form.previous, state: form.state }))
    .map(({ key, say, causes }) => ({
      key,
      say: fillWords(say[lang], values, form.previous),
      causes: causes.map((one) => one[lang]),
    }));
}

/** Running totals that fell below the last accepted report; asked under the key that the server knows. */
export function fallenFields(definition: FormDefinition, form: ReportForm, draft: Draft) {
  if (draft.kind !== 'progress' && draft.kind !== 'done') return [];
  return fallen(domainFields(definition), valuesAfter(definition, form, draft), form.previous);
}

export interface Forecast {
  readonly progress: number | null;
  readonly planned: number | null;
  readonly lamp: ProgramLamp;
  readonly reason: string;
}

/** 提交后这一行会变成: by the same functions as the server's, without what only the server knows (earlier yellow months). */
export function forecastOf(
  definition: FormDefinition,
  form: ReportForm,
  draft: Draft,
  today: string,
  lang: Lang,
): Forecast {
  const values = valuesAfter(definition, form, draft);
  const figures = itemFigures(definition.debt, { values, state: form.state, measures: [] });
  // Without a rule by what is reported, an item's progress is its list of measures: only the server has that.
  const told = definition.debt.by === 'quantity' || definition.debt.progress !== undefined;
  const progress = told ? figures.progress : form.progress;
  const planned = definition.debt.by === 'quantity' ? plannedOn(definition, today) : form.planned;
  const red = definition.alarms.find(
    ({ severity, when }) =>
      severity === 'red' && holds(when, { values, previous: form.previous, state: form.state }),
  );
  if (red !== undefined) return { progress, planned, lamp: 'red', reason: red.name[lang] };
  const judged = programLamp({
    planned,
    actual: progress,
    daysLeft: form.deadline === null ? null : daysBetween(today, form.deadline),
    rebound: form.state === 'reopened',
  });
  return { progress, planned, lamp: judged.lamp, reason: sayLampReason(judged.reason, lang) };
}

function plannedOn({ milestones }: FormDefinition, today: string): number | null {
  return plannedPercent(
    { start: null, milestones: milestones.map(({ day, share }) => ({ day, percent: share })) },
    today,
  );
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);

/** The rule under which a photo is taken; null: this program asks for none, so none is offered. */
export const photoRule = ({ evidence }: Pick<FormDefinition, 'evidence'>) =>
  evidence.find(({ kind }) => kind === 'photoPair' || kind === 'photo') ?? null;
