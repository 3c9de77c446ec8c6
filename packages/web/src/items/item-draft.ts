/** 交办内容: what is given from above, as it is typed; made anew or changed with a reason. */
import type { FormDefinition, ItemPage } from '@qingzhang/contract';
import { isEmptyValue, itemRefusals, sayItemRefusal, sayValueProblem, valueProblem } from '@qingzhang/domain';
import { ApiError } from '../api/api-error.ts';
import { numberIn, textOf, valuesIn } from '../report/draft.ts';
import { domainFields, type Fault, type FormField } from '../report/model.ts';

type Lang = 'zh' | 'en';
export const itemLevels = ['national', 'province', 'city'] as const;
export const itemKinds = ['immediate', 'dated', 'standing'] as const;

/** Facts that are plain words or a day. */
export const textFacts = [
  'township',
  'site',
  'leadUnit',
  'leaderPost',
  'supervisorUnit',
  'acceptorUnit',
  'sourceDocument',
  'sourceClause',
  'problem',
  'target',
  'deadline',
  'nationalDeadline',
] as const;
export type TextFact = (typeof textFacts)[number];

/** Everything as typed; '' where nothing is filled. */
export interface ItemDraft {
  readonly city: string;
  readonly county: string;
  readonly level: (typeof itemLevels)[number];
  readonly kind: (typeof itemKinds)[number];
  readonly facts: Readonly<Record<TextFact, string>>;
  /** Units apart by 、 or a comma. */
  readonly supportingUnits: string;
  /** The definition's fields, by key. */
  readonly texts: Readonly<Record<string, string>>;
}

type Source = Pick<
  ItemPage,
  'city' | 'county' | 'level' | 'kind' | 'supportingUnits' | 'values' | TextFact
> & { readonly definition: Pick<FormDefinition, 'fields'> };

const noFacts: ItemDraft['facts'] = {
  township: '',
  site: '',
  leadUnit: '',
  leaderPost: '',
  supervisorUnit: '',
  acceptorUnit: '',
  sourceDocument: '',
  sourceClause: '',
  problem: '',
  target: '',
  deadline: '',
  nationalDeadline: '',
};

export function emptyItem(city: string, county: string): ItemDraft {
  return { city, county, level: 'province', kind: 'dated', facts: noFacts, supportingUnits: '', texts: {} };
}

export function draftOfItem(item: Source): ItemDraft {
  return {
    city: item.city,
    county: item.county ?? '',
    level: item.level,
    kind: item.kind,
    facts: { ...noFacts, ...Object.fromEntries(textFacts.map((name) => [name, item[name] ?? ''])) },
    supportingUnits: item.supportingUnits.join('、'),
    texts: Object.fromEntries(givenFields(item.definition).map(({ key }) => [key, textOf(item.values[key])])),
  };
}

/** Fields that come from above or are filled once: those of every report and computed ones are not given. */
export const givenFields = ({ fields }: Pick<FormDefinition, 'fields'>): FormField[] =>
  fields.filter(({ source }) => source === 'issued' || source === 'once');

/** Facts that the program has no field of its own for; a field of the same name stands for the fact. */
export const ownFacts = ({ fields }: Pick<FormDefinition, 'fields'>): ReadonlySet<TextFact> =>
  new Set(textFacts.filter((name) => !fields.some(({ key }) => key === name)));

const unitsIn = (text: string): string[] =>
  text
    .split(/[、,，;；\n]/)
    .map((one) => one.trim())
    .filter(Boolean);

/** The facts as the server takes them. */
export function factsIn(draft: ItemDraft) {
  const or = (name: TextFact) => draft.facts[name].trim() || null;
  return {
    county: draft.county || null,
    level: draft.level,
    kind: draft.kind,
    supportingUnits: unitsIn(draft.supportingUnits),
    township: or('township'),
    site: or('site'),
    leadUnit: or('leadUnit'),
    leaderPost: or('leaderPost'),
    supervisorUnit: or('supervisorUnit'),
    acceptorUnit: or('acceptorUnit'),
    sourceDocument: or('sourceDocument'),
    sourceClause: or('sourceClause'),
    problem: or('problem'),
    target: or('target'),
    deadline: or('deadline'),
    nationalDeadline: or('nationalDeadline'),
  };
}

/** What is typed into the definition's fields; what is empty is left out. */
export const valuesOfNew = (definition: Pick<FormDefinition, 'fields'>, draft: ItemDraft) =>
  Object.fromEntries(
    Object.entries(valuesIn(givenFields(definition), draft.texts)).filter(([, value]) => value !== null),
  );

/** Only what differs from the item: what is not named stays as it is. */
export function changesOf(item: Source, draft: ItemDraft) {
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const before = factsIn(draftOfItem(item));
  const now = factsIn(draft);
  const facts: Partial<typeof now> = Object.fromEntries(
    Object.entries(now).filter(([name, value]) => !same(value, Reflect.get(before, name))),
  );
  const old = draftOfItem(item).texts;
  const fields = givenFields(item.definition).filter(
    ({ key }) => (draft.texts[key] ?? '') !== (old[key] ?? ''),
  );
  const values = valuesIn(fields, draft.texts);
  return { ...facts, ...(fields.length > 0 && { values }) };
}

/**
 * What is wrong with the fields. `whole`: all that a program always asks for must be there (to issue it); otherwise only
 * what tells the item from others, which a draft needs as well.
 */
export function faultsOfItem(
  definition: Pick<FormDefinition, 'fields'> & { readonly identity: readonly string[] },
  draft: ItemDraft,
  whole: boolean,
  lang: Lang,
): readonly Fault[] {
  const given = new Set(givenFields(definition).map(({ key }) => key));
  const values = valuesIn(givenFields(definition), draft.texts);
  const nameless = definition.identity.every((key) => isEmptyValue(values[key] ?? null));
  return domainFields(definition).flatMap((field): Fault[] => {
    if (!given.has(field.key)) return [];
    const text = (draft.texts[field.key] ?? '').trim();
    const fault = (problem: Parameters<typeof sayValueProblem>[0], missing: boolean): Fault[] => [
      { field: field.key, missing, say: sayValueProblem(problem, lang) },
    ];
    if (text === '') {
      const lacks =
        (nameless && definition.identity.includes(field.key)) ||
        (whole && field.required === 'always' && field.source === 'issued');
      return lacks ? fault({ code: 'required' }, true) : [];
    }
    if ((field.type === 'integer' || field.type === 'number') && numberIn(text) === undefined)
      return fault({ code: 'notNumber' }, false);
    const problem = valueProblem(field, values[field.key]);
    return problem === null ? [] : fault(problem, false);
  });
}

/** The server's refusal of an item in words, where it is one of an item's life; '' where it is another error. */
export function itemErrorText(error: unknown, lang: Lang): string {
  if (!(error instanceof ApiError)) return '';
  const code = itemRefusals.find((one) => one === error.params.reason);
  if (code === undefined) return '';
  const params = Object.fromEntries(
    Object.entries(error.params).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : [],
    ),
  );
  return sayItemRefusal({ code, params }, lang);
}

/** Another item of the program has the same identity. */
export const isTaken = (error: unknown): boolean =>
  error instanceof ApiError && error.params.reason === 'identityTaken';
