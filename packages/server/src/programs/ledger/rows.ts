/** Rows of a ledger out of the database. */
import type { Lang, LedgerRow } from '@qingzhang/contract';
import { ItemStateName, ProgramLamp } from '@qingzhang/contract';
import {
  evaluateTerm,
  type FieldValues,
  type ItemLampReason,
  type ProgramDefinition,
  reportedStates,
  sayItemLampReason,
  type WorkCalendar,
  workdaysBetween,
} from '@qingzhang/domain';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../../platform/database/transaction.ts';
import { beijingInstant } from './instants.ts';

/** The columns a row of the ledger is made of. */
export const rowColumns = sql.raw(
  [
    ...[
      'id',
      'no',
      'title',
      'city_code',
      'county_code',
      'township',
      'site',
      'state',
      'lamp',
      'lamp_reason',
      'alarms',
    ],
    ...[
      'deadline',
      'pause_until',
      '"values"',
      'accepted',
      'returned',
      'evidence_count',
      'report_month',
      'report_state',
    ],
    ...['reported_at', 'revision', 'progress'],
  ]
    .map((name) => `i.${name}`)
    .concat("(i.lamp_override->>'confirmed') is not null as overridden")
    .join(', '),
);

/** JSON that this program alone writes: only its being an object is looked at; the answer's own schema looks at the rest. */
const own = <T extends object>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const Values = own<Record<string, string | number | boolean | null>>();
const Evidence =
  own<Record<string, { readonly have: number; readonly refused: number; readonly repeated: number }>>();
const Returned = z.object({
  reason: z.string(),
  post: z.string(),
  at: z.string(),
  reportId: z.number().nullable(),
});

/** As the database answers. */
export const LedgerRecord = z.object({
  id: z.number(),
  no: z.number(),
  title: z.string(),
  city_code: z.string(),
  county_code: z.string().nullable(),
  township: z.string().nullable(),
  site: z.string().nullable(),
  state: ItemStateName,
  lamp: ProgramLamp,
  lamp_reason: z.custom<ItemLampReason | Record<never, never>>(
    (value) => typeof value === 'object' && value !== null,
  ),
  overridden: z.boolean(),
  alarms: z.array(z.string()),
  deadline: z.string().nullable(),
  pause_until: z.string().nullable(),
  values: Values,
  accepted: Values,
  returned: Returned.nullable(),
  evidence_count: Evidence,
  report_month: z.string().nullable(),
  report_state: z.enum(['sent', 'returned', 'accepted']).nullable(),
  reported_at: z.date().nullable(),
  revision: z.number(),
});
export type LedgerRecord = z.infer<typeof LedgerRecord>;

/** What rows are worded and judged with. */
export interface RowContext {
  readonly definition: ProgramDefinition;
  readonly calendar: WorkCalendar;
  readonly today: string;
  readonly lang: Lang;
  /** The actor may fill in reports at all. */
  readonly mayReport: boolean;
  /** Posts that sent the last reports, by item. */
  readonly posts: ReadonlyMap<number, string>;
}

const stillOpen = (state: LedgerRecord['state']) =>
  state !== 'closed' && state !== 'lookBack' && state !== 'draft' && state !== 'standing';

/** One row as the contract says it. */
export function ledgerRow(row: LedgerRecord, context: RowContext): LedgerRow {
  const { definition, today, lang } = context;
  const left =
    row.deadline === null || !stillOpen(row.state)
      ? null
      : workdaysBetween(context.calendar, today, row.deadline);
  return {
    id: row.id,
    no: row.no,
    title: row.title,
    city: row.city_code,
    county: row.county_code,
    township: row.township,
    site: row.site,
    state: row.state,
    lamp: row.lamp,
    reason: reasonOf(row, lang),
    overridden: row.overridden,
    deadline: row.deadline,
    // Overdue on a day off counts as one day already: never "0 days left" after the date.
    daysLeft:
      left === null ? null : row.deadline !== null && row.deadline < today ? Math.min(left, -1) : left,
    values: { ...row.values },
    previous: { ...row.accepted },
    alarms: row.alarms.map((key) => ({
      key,
      amount: alarmAmount(definition, key, row.values, row.accepted),
    })),
    evidence: evidenceOf(definition, row.evidence_count),
    returned:
      row.returned === null ? null : { ...row.returned, at: beijingInstant(new Date(row.returned.at)) },
    report:
      row.report_month === null || row.report_state === null || row.reported_at === null
        ? null
        : {
            month: row.report_month,
            state: row.report_state,
            at: beijingInstant(row.reported_at),
            post: context.posts.get(row.id) ?? '',
          },
    mayReport: context.mayReport && reportedStates.includes(row.state),
    revision: row.revision,
  };
}

/** Why the lamp is as it is; never empty (DIS-2.2). */
function reasonOf(row: LedgerRecord, lang: Lang): string {
  const { lamp_reason: reason } = row;
  // In a narrow cell: 差 24.9 点.
  if ('code' in reason && (reason.code === 'farBehind' || reason.code === 'behind')) {
    const points = reason.points.toFixed(1);
    return lang === 'zh' ? `差 ${points} 点` : `${points} points short`;
  }
  return 'code' in reason ? sayItemLampReason(reason, lang) : lang === 'zh' ? '尚未判定' : 'Not judged yet';
}

function alarmAmount(
  definition: ProgramDefinition,
  key: string,
  values: FieldValues,
  previous: FieldValues,
): number | null {
  const amount = definition.alarms.find((alarm) => alarm.key === key)?.amount;
  return amount === undefined ? null : evaluateTerm(amount, { values, previous });
}

/** By evidence rule: repeated elsewhere, refused, enough there, or missing. */
export function evidenceOf(
  definition: Pick<ProgramDefinition, 'evidence'>,
  counts: LedgerRecord['evidence_count'],
): LedgerRow['evidence'] {
  return Object.fromEntries(
    definition.evidence.map(({ key, atLeast }) => {
      const own = counts[key] ?? { have: 0, refused: 0, repeated: 0 };
      if (own.repeated > 0) return [key, 'repeated'];
      if (own.refused > 0) return [key, 'refused'];
      return [key, own.have >= Math.max(1, atLeast) ? 'have' : 'missing'];
    }),
  );
}

/** The posts behind the newest reports of some items. */
export async function reportPosts(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ item_id: number; sent_post: string }>`
    select wanted.id as item_id, r.sent_post from unnest(${[...ids]}::bigint[]) as wanted(id)
    cross join lateral (
      select sent_post from item_report where item_id = wanted.id order by month desc, id desc limit 1
    ) r`.execute(db);
  return new Map(rows.map(({ item_id, sent_post }) => [item_id, sent_post]));
}
