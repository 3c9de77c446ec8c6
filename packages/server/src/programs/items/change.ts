/** Changes of what comes from above, of one item or of many at once. */
import type { FieldValues } from '@qingzhang/domain';
import { deadlineRefusal, type ItemRefusal, nationalDeadlineRefusal } from '@qingzhang/domain';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { BoardProgram } from '../board/programs.ts';
import { derive, identityOf, judgeOf, typed } from './derive.ts';
import { readItems } from './read.ts';
import type { ItemFactsOfOwn, ItemRecord } from './record.ts';
import { addEvents, differences, follow, type ItemChange, type ItemEventRow, updateItems } from './save.ts';

/** What is to become of an item; what is not named stays. */
export interface WantedChange {
  readonly id: number;
  /** The revision it was read at; another one is a clash. Absent: whatever stands there now. */
  readonly revision?: number;
  readonly values?: FieldValues;
  readonly facts?: Partial<ItemFactsOfOwn> & { readonly county?: string | null };
}

export interface ChangeOutcome {
  readonly id: number;
  readonly outcome: 'changed' | 'same' | 'clash' | 'missing' | 'refused';
  readonly refusal: ItemRefusal | null;
  readonly before: ItemRecord | null;
  readonly after: ItemRecord | null;
}

export interface ChangeOptions {
  readonly kind?: 'changed' | 'imported' | 'withdrawn';
  readonly reason?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Values count as accepted at once: of an import by who issues, of a change from above. Default true. */
  readonly accepted?: boolean;
  /** The month these values are the report of (an import of a month's ledger). */
  readonly reportMonth?: string;
  /** Whether that report still waits for somebody's judgement; `accepted` unless said. */
  readonly reportState?: 'sent' | 'accepted';
}

/**
 * Change items of one program in the caller's transaction: what can be changed is, the others come back with the reason.
 * A few statements for thousands of items; the same change again changes nothing.
 */
export async function changeItems(
  trx: Db,
  call: Call,
  program: BoardProgram,
  wanted: readonly WantedChange[],
  options: ChangeOptions = {},
): Promise<ChangeOutcome[]> {
  const judge = await judgeOf(trx, program, call.at);
  const stored = await readItems(
    trx,
    wanted.map(({ id }) => id),
    { lock: true },
  );
  const byId = new Map(stored.filter((item) => item.program === program.key).map((item) => [item.id, item]));
  const outcomes = wanted.map((one): ChangeOutcome => {
    const before = byId.get(one.id) ?? null;
    const fail = (outcome: ChangeOutcome['outcome'], refusal: ItemRefusal | null = null): ChangeOutcome => ({
      id: one.id,
      outcome,
      refusal,
      before,
      after: before,
    });
    if (before === null) return fail('missing');
    if (one.revision !== undefined && one.revision !== before.revision) return fail('clash');
    const values = {
      ...before.values,
      ...typed(program.definition, one.values ?? {}),
      ...mirroredBack(program, one),
    };
    const changed: ItemRecord = {
      ...before,
      ...one.facts,
      values,
      accepted:
        options.accepted === false
          ? before.accepted
          : { ...before.accepted, ...typed(program.definition, one.values ?? {}) },
      ...(options.reportMonth === undefined || (before.reportMonth ?? '') > options.reportMonth
        ? {}
        : {
            reportMonth: options.reportMonth,
            reportState: options.reportState ?? ('accepted' as const),
            reportedAt: call.at,
            returned: null,
          }),
    };
    const identity = identityOf(program.definition, changed) ?? before.identity;
    const refusal =
      nationalDeadlineRefusal(before.nationalDeadline, changed.nationalDeadline) ?? deadlineRefusal(changed);
    if (refusal !== null) return fail('refused', refusal);
    const after = derive({ ...changed, identity, changedAt: call.at }, judge);
    const moved = options.reportMonth !== undefined && changed.reportMonth !== before.reportMonth;
    return { ...fail(moved || Object.keys(diff(before, after)).length > 0 ? 'changed' : 'same'), after };
  });
  const changes = outcomes.flatMap(({ outcome, before, after }): ItemChange[] =>
    outcome === 'changed' && after !== null ? [{ before, after }] : [],
  );
  if (changes.length === 0) return outcomes;
  await updateItems(
    trx,
    changes.map(({ after }) => after),
  );
  const events = changes.map(
    ({ before, after }): ItemEventRow => ({
      item: after.id,
      kind: options.kind ?? 'changed',
      from: after.state,
      to: after.state,
      reason: options.reason ?? null,
      detail: { ...options.detail, ...(before === null ? {} : diff(before, after)) },
    }),
  );
  await addEvents(trx, call, events);
  await follow(trx, call, new Map([[program.key, judge]]), changes);
  return outcomes.map((one) =>
    one.outcome === 'changed' && one.after !== null
      ? { ...one, after: { ...one.after, revision: one.after.revision + 1 } }
      : one,
  );
}

/** A fact that the program names its own way is changed by either name. */
function mirroredBack(program: BoardProgram, { facts = {}, values = {} }: WantedChange): FieldValues {
  const back: Record<string, string | null> = {};
  for (const fact of ['problem', 'target', 'site', 'township'] as const) {
    const given = facts[fact];
    if (given === undefined || values[fact] !== undefined) continue;
    if (program.definition.fields.some(({ key }) => key === fact)) back[fact] = given;
  }
  return back;
}

const told = [
  'county',
  'township',
  'site',
  'longitude',
  'latitude',
  'level',
  'kind',
  'sourceDocument',
  'sourceClause',
  'problem',
  'target',
  'leadUnit',
  'supportingUnits',
  'leaderPost',
  'supervisorUnit',
  'acceptorUnit',
  'startOn',
  'deadline',
  'nationalDeadline',
] as const;

/** Every field and fact that differs, as [old, new]. */
function diff(before: ItemRecord, after: ItemRecord): Record<string, [unknown, unknown]> {
  const facts = (item: ItemRecord) => Object.fromEntries(told.map((name) => [name, item[name]]));
  return { ...differences(facts(before), facts(after)), ...differences(before.values, after.values) };
}
