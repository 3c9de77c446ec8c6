/** 表单的规矩: what a form asks, refuses and wants to know, and what the row becomes; worked out on the device. */
import type { FormDefinition, ProgramLamp, ReportForm } from '@qingzhang/contract';
import {
  type FieldValues,
  holds,
  itemFigures,
  plannedPercent,
  programLamp,
  sayLampReason,
  type Term,
  withComputed,
} from '@qingzhang/domain';
import { type Draft, numberIn, valuesIn } from './draft.ts';

export type FormField = FormDefinition['fields'][number];
type Lang = 'zh' | 'en';

/** The fields that are asked every time: only these stand on the form. */
export const askedFields = ({ fields }: Pick<FormDefinition, 'fields'>): FormField[] =>
  fields.filter(({ source }) => source === 'reported');

/** The ledger's values with what the draft changes, computed fields worked out. */
export function valuesAfter(definition: FormDefinition, form: ReportForm, draft: Draft): FieldValues {
  const typed =
    draft.kind === 'progress' || draft.kind === 'done' ? valuesIn(askedFields(definition), draft.texts) : {};
  const computed = definition.fields.flatMap(({ key, formula }) =>
    formula === undefined ? [] : [{ key, formula }],
  );
  const values = { ...form.values, ...typed };
  return withComputed(computed, { values, previous: form.values });
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
  readonly code: 'number' | 'whole' | 'least' | 'most' | 'missing' | 'check';
  readonly say: string;
}

export function faultsOf(
  definition: FormDefinition,
  form: ReportForm,
  draft: Draft,
  lang: Lang,
): readonly Fault[] {
  if (draft.kind !== 'progress' && draft.kind !== 'done') return [];
  const faults: Fault[] = [];
  for (const field of askedFields(definition)) {
    const text = draft.texts[field.key] ?? '';
    const fault = faultIn(field, text);
    if (fault !== null) faults.push({ field: field.key, code: fault, say: '' });
  }
  const values = valuesAfter(definition, form, draft);
  for (const { field, when, say } of definition.checks) {
    if (holds(when, { values, previous: form.values, state: form.state }))
      faults.push({ field, code: 'check', say: say[lang] });
  }
  return faults;
}

function faultIn(field: FormField, text: string): Exclude<Fault['code'], 'check'> | null {
  const empty = text.trim() === '';
  if (empty) return field.required === 'report' || field.required === 'always' ? 'missing' : null;
  if (field.type !== 'integer' && field.type !== 'number') return null;
  const value = numberIn(text);
  if (value === undefined || value === null) return 'number';
  if (field.type === 'integer' && !Number.isInteger(value)) return 'whole';
  if (value < (field.min ?? 0)) return 'least';
  return field.max !== undefined && value > field.max ? 'most' : null;
}

/** 发送前问: what the definition asks of these figures, with causes to pick; those without an answer hold it back. */
export function questionsOf(definition: FormDefinition, form: ReportForm, draft: Draft) {
  if (draft.kind !== 'progress' && draft.kind !== 'done') return [];
  const values = valuesAfter(definition, form, draft);
  return definition.questions.filter(({ when }) =>
    holds(when, { values, previous: form.values, state: form.state }),
  );
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
  const progress = definition.debt.by === 'quantity' ? figures.progress : form.progress;
  const planned = definition.debt.by === 'quantity' ? plannedOn(definition, today) : form.planned;
  const red = definition.alarms.find(
    ({ severity, when }) =>
      severity === 'red' && holds(when, { values, previous: form.values, state: form.state }),
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
