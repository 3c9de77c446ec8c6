/** 核行: whether a row can go in, as what, and what stands against it; mends agreed for a cause are applied to all of it. */
import {
  type Check,
  type Field,
  type FieldValue,
  type FieldValues,
  mirroredFacts,
  type Term,
} from '../programs/definition.ts';
import { fieldsRead, holds, type ItemFacts, withComputed } from '../programs/terms.ts';
import type { ItemIndex, KnownItem } from './items.ts';
import type { PieceOf, ReadContext, RowIssue, RowIssueCode, RowReading } from './reading.ts';
import type { BaseFact, SenderRights, TargetKey } from './targets.ts';
import { sameValue } from './values.ts';

/**
 * How a whole cause is mended: `last` last month's value, `scale` divided by 10,000, `raise` the lower figure set to the
 * higher, `issued` the issued number holds, `leave` not filled in, `keep` it is as written, `choose` this choice, item or
 * region, `answer` with this cause, `skip` these rows are not imported.
 */
export type MendAct = 'last' | 'scale' | 'raise' | 'issued' | 'leave' | 'keep' | 'choose' | 'answer' | 'skip';

/** A mend agreed for a cause. */
export interface Mend {
  readonly cause: string;
  readonly act: MendAct;
  /** The choice's key, the region's code, the answer. */
  readonly choice: string | null;
}

/** What a person has changed in one row. */
export interface RowEdit {
  /** The item the row speaks of. */
  readonly item: number | null;
}

/** What becomes of a row. */
export type RowVerdict =
  | {
      readonly kind: 'create';
      readonly reading: RowReading;
      readonly values: FieldValues;
      readonly facts: Readonly<Record<string, string | number>>;
    }
  | {
      readonly kind: 'change';
      readonly reading: RowReading;
      readonly item: KnownItem;
      /** Fields reported, whether changed or not: a month's report. */
      readonly reported: FieldValues;
      /** Issued fields and base facts that change; only of issuing offices. */
      readonly values: FieldValues;
      readonly facts: Readonly<Record<string, string | number>>;
      readonly answers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'same'; readonly reading: RowReading; readonly item: KnownItem }
  | {
      readonly kind: 'reject';
      readonly reading: RowReading;
      readonly item: KnownItem | null;
      readonly issues: readonly RowIssue[];
      /** Items it may mean, to choose from. */
      readonly alike: readonly KnownItem[];
    }
  | { readonly kind: 'skip'; readonly reading: RowReading };

export interface JudgeContext extends ReadContext {
  readonly rights: SenderRights;
  readonly index: ItemIndex;
  readonly mends: ReadonlyMap<string, Mend>;
  /** Names of items seen so far in the file → row. */
  readonly seen: Map<string, number>;
  /** The month that is reported. */
  readonly month: string;
  /** Targets that are compared only. */
  readonly checked: ReadonlySet<TargetKey>;
}

/** The cause of an issue: what is mended together. */
export function causeOf(issue: Pick<RowIssue, 'code' | 'target' | 'detail'>): string {
  return `${issue.code}|${issue.target ?? ''}|${issue.detail}`;
}

/** Items that take no reports any more; drafts are not issued yet. */
const CLOSED = new Set(['closed', 'lookBack', 'standing', 'draft']);

/** Judge a row. `edit`: what a person decided for this row alone. */
export function judgeRow(context: JudgeContext, reading: RowReading, edit: RowEdit | null): RowVerdict {
  const issues: RowIssue[] = [];
  const answers: Record<string, string> = {};
  let skip = false;
  const raise = (issue: RowIssue, apply: (mend: Mend) => boolean = () => false) => {
    const mend = context.mends.get(causeOf(issue));
    if (mend?.act === 'skip') skip = true;
    else if (mend === undefined || !apply(mend)) issues.push(issue);
  };
  const at = (
    code: RowIssueCode,
    target: TargetKey | null,
    piece: { column: number; shown: string } | null,
    params: RowIssue['params'] = {},
    detail = '',
  ): RowIssue => ({
    code,
    column: piece === null || piece.column < 0 ? null : piece.column,
    target,
    shown: piece?.shown ?? '',
    params,
    detail,
  });
  for (const issue of reading.issues) raise(issue, (mend) => mendReading(context, reading, issue, mend));

  const finding = context.index.find(reading);
  let item: KnownItem | null = edit?.item == null ? null : (context.index.byId.get(edit.item) ?? null);
  let alike: readonly KnownItem[] = [];
  if (item === null) {
    if (finding.kind === 'found') item = finding.item;
    else if (finding.kind === 'several') {
      alike = finding.items;
      raise(at('item.several', null, nameCell(context, reading), { count: finding.items.length }));
    } else if (finding.kind === 'nameless') {
      const field = context.definition.fields.find(({ key }) => key === finding.missing);
      if (!reading.issues.some(({ target }) => target === `field:${finding.missing}`)) {
        raise(
          at(
            'item.nameless',
            `field:${finding.missing}`,
            null,
            { field: field?.name.zh ?? finding.missing },
            finding.missing,
          ),
        );
      }
    } else if (!context.rights.assign) {
      alike = finding.alike;
      raise(at('item.unknown', null, nameCell(context, reading), { count: finding.alike.length }));
    } else if (reading.city === null && !reading.issues.some(({ code }) => code.startsWith('region.'))) {
      raise(at('item.cityMissing', 'base:city', null));
    }
  }
  const name = item === null ? context.index.nameOf(reading) : `#${item.id}`;
  if (name !== null && issues.length === 0) {
    const before = context.seen.get(name);
    if (before === undefined) context.seen.set(name, reading.row);
    else if (before !== reading.row) {
      raise(at('item.twice', null, nameCell(context, reading), { row: before }));
    }
  }
  if (skip) return { kind: 'skip', reading };
  if (item === null) {
    const values = plainValues(reading);
    if (context.rights.assign && finding.kind === 'none') needed(context, reading, raise, at);
    checks(context, reading, null, values, raise, at, answers, false);
    if (skip) return { kind: 'skip', reading };
    if (issues.length > 0 || finding.kind !== 'none') return { kind: 'reject', reading, item, issues, alike };
    return { kind: 'create', reading, values: plainValues(reading), facts: plainFacts(reading) };
  }

  const { definition, rights } = context;
  const previous = (field: string): FieldValue | undefined => item.previous[field] ?? item.values[field];
  for (const field of definition.fields) {
    const said = reading.values.get(field.key);
    if (said === undefined || said.column < 0) continue;
    const target: TargetKey = `field:${field.key}`;
    if (field.source === 'issued' && !rights.assign && !definition.identity.includes(field.key)) {
      const issued = item.values[field.key];
      if (!sameValue(issued, said.value) && issued !== undefined && issued !== null) {
        raise(
          at('issued.differs', target, shownOf(said), { issued: asText(issued) }),
          (mend) => mend.act === 'issued',
        );
      }
    }
    if (field.cumulative === true && rights.report && field.source !== 'issued') {
      const last = previous(field.key);
      if (typeof last === 'number' && typeof said.value === 'number' && said.value < last) {
        raise(at('value.fall', target, shownOf(said), { last }), (mend) => {
          if (mend.act === 'last') reading.values.set(field.key, { value: last, column: said.column });
          return mend.act === 'last' || mend.act === 'keep';
        });
      }
    }
  }
  if (rights.report) missing(context, reading, item, raise, at);
  const later = reading.facts.get('nationalDeadline');
  if (
    rights.assign &&
    later !== undefined &&
    item.nationalDeadline !== null &&
    String(later.value) > item.nationalDeadline
  ) {
    raise(
      at(
        'deadline.later',
        'base:nationalDeadline',
        { column: later.column, shown: String(later.value) },
        { issued: item.nationalDeadline },
      ),
      (mend) => {
        if (mend.act === 'issued') reading.facts.delete('nationalDeadline');
        return mend.act === 'issued';
      },
    );
  }
  const change = changes(context, reading, item);
  const touches =
    Object.keys(change.reported).length +
    Object.keys(change.values).length +
    Object.keys(change.facts).length;
  if (touches > 0 && CLOSED.has(item.state) && !(item.state === 'draft' && rights.assign)) {
    raise(
      at('item.closed', null, nameCell(context, reading), { state: item.state, no: item.no }, item.state),
    );
  }
  checks(
    context,
    reading,
    item,
    { ...item.values, ...change.reported, ...change.values },
    raise,
    at,
    answers,
    true,
  );
  if (skip) return { kind: 'skip', reading };
  if (issues.length > 0) return { kind: 'reject', reading, item, issues, alike };
  const after = changes(context, reading, item);
  // What is the same as last month is a report of this month all the same.
  const unreported = Object.keys(after.reported).length > 0 && (item.reportedFor ?? '') < context.month;
  const differs =
    unreported ||
    Object.entries(after.reported).some(([key, value]) => !sameValue(item.values[key], value)) ||
    Object.keys(after.values).length > 0 ||
    Object.keys(after.facts).length > 0;
  return differs ? { kind: 'change', reading, item, ...after, answers } : { kind: 'same', reading, item };
}

type Raise = (issue: RowIssue, apply?: (mend: Mend) => boolean) => void;
type At = (
  code: RowIssueCode,
  target: TargetKey | null,
  piece: { column: number; shown: string } | null,
  params?: RowIssue['params'],
  detail?: string,
) => RowIssue;

const asText = (value: FieldValue | undefined): string | number =>
  typeof value === 'number' ? value : value === null || value === undefined ? '' : String(value);

const shownOf = (piece: PieceOf<FieldValue>) => ({
  column: piece.column,
  shown: String(asText(piece.value)),
});

const plainValues = (reading: RowReading): FieldValues =>
  Object.fromEntries([...reading.values].map(([key, { value }]) => [key, value]));

const plainFacts = (reading: RowReading): Record<string, string | number> => ({
  ...Object.fromEntries([...reading.facts].map(([key, { value }]) => [key, value])),
  ...(reading.kind === null ? {} : { kind: reading.kind }),
});

/** The cell that names the item, to point at. */
function nameCell(context: JudgeContext, reading: RowReading): { column: number; shown: string } | null {
  for (const field of [...context.definition.identity].reverse()) {
    const piece = reading.values.get(field);
    if (piece !== undefined && piece.column >= 0) return shownOf(piece);
  }
  const place = context.columns.find(
    ({ target }) => target.key === 'base:place' || target.key === 'base:site',
  );
  return place === undefined ? null : { column: place.column, shown: reading.site ?? '' };
}

/**
 * Fields that a new item cannot be without and that its row does not give: the cell is empty, or there is no such column.
 * What is reported later may come later, unless the file has a column of it.
 */
function needed(context: JudgeContext, reading: RowReading, raise: Raise, at: At): void {
  for (const field of context.definition.fields) {
    if (field.required !== 'always' || field.source === 'computed') continue;
    const target: TargetKey = `field:${field.key}`;
    if (reading.values.has(field.key) || statedAsFact(reading, field.key)) continue;
    // What is said of the cell is said already.
    if (reading.issues.some((issue) => issue.target === target)) continue;
    const column = reading.empty.get(field.key);
    if (column === undefined && field.source === 'reported') continue;
    raise(at('value.needed', target, column === undefined ? null : { column, shown: '' }));
  }
}

/** Whether a field that mirrors a fact of the item (problem, target, place) is given as that fact. */
function statedAsFact(reading: RowReading, key: string): boolean {
  const fact = mirroredFacts.find((one) => one === key);
  if (fact === undefined) return false;
  return fact === 'site' || fact === 'township' ? reading[fact] !== null : reading.facts.has(fact);
}

/** Required fields of a month's report whose column is there and whose cell is empty. */
function missing(context: JudgeContext, reading: RowReading, item: KnownItem, raise: Raise, at: At): void {
  for (const field of context.definition.fields) {
    const column = reading.empty.get(field.key);
    const target: TargetKey = `field:${field.key}`;
    if (column === undefined || context.checked.has(target) || field.source !== 'reported') continue;
    if (field.required !== 'report' && field.required !== 'always') continue;
    const last = item.previous[field.key] ?? item.values[field.key] ?? null;
    raise(at('value.missing', target, { column, shown: '' }, { last: asText(last) }), (mend) => {
      if (mend.act === 'last' && last !== null) reading.values.set(field.key, { value: last, column });
      return mend.act === 'leave' || (mend.act === 'last' && last !== null);
    });
  }
}

/** The definition's checks and questions, as far as this row touches them. */
function checks(
  context: JudgeContext,
  reading: RowReading,
  item: KnownItem | null,
  given: FieldValues,
  raise: Raise,
  at: At,
  answers: Record<string, string>,
  asks: boolean,
): void {
  const { definition } = context;
  // Worked out once for all checks, and again only after a mend has changed something.
  let worked: { readonly of: FieldValues; readonly facts: ItemFacts } | null = null;
  const facts = (values: FieldValues): ItemFacts => {
    if (worked?.of === values) return worked.facts;
    const base = { values, ...(item === null ? {} : { previous: item.previous, state: item.state }) };
    worked = { of: values, facts: { ...base, values: withComputed(definition.fields, base) } };
    return worked.facts;
  };
  let values = given;
  const written = (key: string) => {
    const piece = reading.values.get(key);
    return piece !== undefined && piece.column >= 0;
  };
  for (const check of definition.checks) {
    const reads = readBy(check);
    if (!reads.some(written) || !holds(check.when, facts(values))) continue;
    const pair = raisable(context, check, reading);
    const place = [check.field, ...reads].find(written);
    const piece = place === undefined ? undefined : reading.values.get(place);
    raise(
      at(
        'check',
        place === undefined ? null : `field:${place}`,
        piece === undefined ? null : shownOf(piece),
        {
          say: filledIn(check.say.zh, values, item),
          sayEn: filledIn(check.say.en, values, item),
          ...(pair === null
            ? {}
            : {
                high: asText(reading.values.get(pair.from)?.value ?? values[pair.from]),
                low: asText(values[pair.to]),
                to: pair.to,
                from: pair.from,
              }),
        },
        check.key,
      ),
      (mend) => {
        if (mend.act !== 'raise' || pair === null) return false;
        const from = reading.values.get(pair.from);
        if (from === undefined) return false;
        reading.values.set(pair.to, {
          value: from.value,
          column: reading.values.get(pair.to)?.column ?? from.column,
        });
        values = { ...values, [pair.to]: from.value };
        return !holds(check.when, facts(values));
      },
    );
  }
  if (!asks || !context.rights.report) return;
  for (const question of definition.questions) {
    const reads = readBy(question);
    if (!reads.some(written) || !holds(question.when, facts(values))) continue;
    const place = reads.find(written);
    const piece = place === undefined ? undefined : reading.values.get(place);
    raise(
      at(
        'question',
        place === undefined ? null : `field:${place}`,
        piece === undefined ? null : shownOf(piece),
        {
          say: filledIn(question.say.zh, values, item),
          sayEn: filledIn(question.say.en, values, item),
        },
        question.key,
      ),
      (mend) => {
        if (mend.act !== 'answer' || mend.choice === null) return false;
        answers[question.key] = mend.choice;
        return true;
      },
    );
  }
}

const reads = new WeakMap<object, readonly string[]>();

/** Fields that a check or question reads, worked out once. */
function readBy(rule: Pick<Check, 'when'>): readonly string[] {
  let found = reads.get(rule);
  if (found === undefined) {
    found = fieldsRead(rule.when);
    reads.set(rule, found);
  }
  return found;
}

/** Of a check "this must not be more than that" between two reported figures: which is raised to which. */
export function raisable(
  context: Pick<JudgeContext, 'definition' | 'checked'>,
  check: Check,
  reading: Pick<RowReading, 'values'> | null,
): { readonly from: string; readonly to: string } | null {
  const { when } = check;
  if (!('op' in when)) return null;
  const left = fieldOf(when.left);
  const right = fieldOf(when.right);
  if (left === null || right === null) return null;
  const [from, to] =
    when.op === 'gt' || when.op === 'ge'
      ? [left, right]
      : when.op === 'lt' || when.op === 'le'
        ? [right, left]
        : [null, null];
  if (from === null || to === null) return null;
  const field: Field | undefined = context.definition.fields.find(({ key }) => key === to);
  if (field === undefined || field.source === 'issued' || field.source === 'computed') return null;
  if (context.checked.has(`field:${to}`)) return null;
  return reading === null || (reading.values.has(from) && reading.values.has(to)) ? { from, to } : null;
}

/** The words of a check with this row's figures in their places. */
function filledIn(words: string, values: FieldValues, item: KnownItem | null): string {
  return words.replace(/\{(previous\.)?(\w+)\}/g, (_, last: string | undefined, key: string) =>
    sayValue(last === undefined ? values[key] : item?.previous[key]),
  );
}

const sayValue = (value: FieldValue | undefined): string =>
  asText(value) === '' ? '—' : String(asText(value));

const fieldOf = (term: Term): string | null => ('field' in term ? term.field : null);

/** Apply a mend to what could not be read; true: the issue is settled. */
function mendReading(context: JudgeContext, reading: RowReading, issue: RowIssue, mend: Mend): boolean {
  const key = issue.target?.startsWith('field:') ? issue.target.slice(6) : null;
  if (mend.act === 'keep') return issue.code === 'number.scale';
  if (mend.act === 'leave') {
    if (key !== null) reading.values.delete(key);
    return true;
  }
  if (mend.act === 'scale' && key !== null) {
    const piece = reading.values.get(key);
    if (issue.code !== 'number.scale' || piece === undefined || typeof piece.value !== 'number') return false;
    reading.values.set(key, { value: Math.round(piece.value * 1000) / 1e7, column: piece.column });
    return true;
  }
  if (mend.act !== 'choose' || mend.choice === null) return false;
  if (issue.code === 'choice.unknown' && issue.column !== null) {
    if (key !== null) reading.values.set(key, { value: mend.choice, column: issue.column });
    else if (issue.target !== null)
      reading.facts.set(issue.target.slice(5) as BaseFact, { value: mend.choice, column: issue.column });
    return true;
  }
  if (issue.code === 'region.unknown' || issue.code === 'region.several') {
    const region = context.regions.byCode.get(mend.choice);
    if (region === undefined) return false;
    if (region.level === 'city') reading.city = region.code;
    else {
      reading.county = region.code;
      reading.city = region.parent ?? reading.city;
    }
    return true;
  }
  return false;
}

/** What a row changes: what it reports, and what an issuing office sets anew. */
function changes(
  context: JudgeContext,
  reading: RowReading,
  item: KnownItem,
): { reported: FieldValues; values: FieldValues; facts: Record<string, string | number> } {
  const { definition, rights } = context;
  const reported: Record<string, FieldValue> = {};
  const values: Record<string, FieldValue> = {};
  for (const field of definition.fields) {
    const said = reading.values.get(field.key);
    if (said === undefined || field.source === 'computed' || definition.identity.includes(field.key))
      continue;
    if (field.source === 'issued') {
      if (rights.assign && !sameValue(item.values[field.key], said.value)) values[field.key] = said.value;
      continue;
    }
    // Who issues does not overwrite what was reported; it can only return it.
    if (rights.report) {
      if (said.column >= 0 || !sameValue(item.values[field.key], said.value))
        reported[field.key] = said.value;
    }
  }
  const facts: Record<string, string | number> = {};
  if (rights.assign) {
    for (const [fact, { value }] of reading.facts) {
      const now =
        fact === 'deadline'
          ? item.deadline
          : fact === 'nationalDeadline'
            ? item.nationalDeadline
            : item.facts[fact];
      if (!sameValue(now ?? null, value)) facts[fact] = value;
    }
  }
  return { reported, values, facts };
}
