/** 台账: a page of rows with totals and counts, in at most a few queries. */

import type { Lang, LedgerRow } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may, regionScope } from '../../platform/policy.ts';
import type { Columns } from '../board/columns.ts';
import { type BoardProgram, openMonths, requireProgram } from '../board/programs.ts';
import { boardScope, seesProgram } from '../board/scope.ts';
import {
  afterCursor,
  baseCondition,
  type LedgerQuery,
  narrowing,
  orderSql,
  readCursor,
  sortOf,
  wholeCities,
  writeCursor,
} from './filter.ts';
import { LedgerRecord, ledgerRow, reportPosts, rowColumns } from './rows.ts';
import {
  countedColumns,
  countsOf,
  isCount,
  isTotal,
  keptColumns,
  rememberedColumns,
  totalsOf,
} from './totals.ts';

/** A page of the ledger as the contract says it. */
export interface LedgerPage {
  readonly items: LedgerRow[];
  readonly total: number | null;
  readonly nextCursor: string | null;
  readonly totals: Record<string, number | null>;
  readonly counts: ReturnType<typeof countsOf>;
}

/** The program behind a ledger; outside the scope it is not there. */
export async function ledgerProgram(db: Db, key: string, call: Pick<Call, 'actor'>): Promise<BoardProgram> {
  if (!seesProgram(boardScope(call.actor), key)) {
    throw new AppError('thing.notFound', { what: 'program', id: key });
  }
  return requireProgram(db, key);
}

/** Whether the asker sees drafts: who issues items. */
export const seesDrafts = ({ actor }: Pick<Call, 'actor'>): boolean => may(actor, 'items.assign');

/** One page. Totals and counts are given with the first page; later pages answer the same from the same figures. */
export async function ledgerPage(
  db: Db,
  key: string,
  query: LedgerQuery & { readonly cursor?: string | undefined; readonly limit: number; readonly lang: Lang },
  call: Pick<Call, 'actor' | 'at'>,
): Promise<LedgerPage> {
  const program = await ledgerProgram(db, key, call);
  const today = beijingDay(call.at);
  const days = { today, dueMonth: openMonths(today, program.definition).dueMonth };
  const base = baseCondition(key, query, call.actor, seesDrafts(call));
  const narrow = narrowing(query, days);
  const sort = sortOf(query.sort, program.definition);
  const after =
    query.cursor === undefined ? sql`true` : afterCursor(sort, query.order, readCursor(query.cursor));
  const [{ rows }, { totals, counts }, calendar] = await Promise.all([
    sql<{ id: number; sorted: string | null }>`
      select ${rowColumns}, (${sort.expression})::text as sorted from item i
      where ${base} and ${narrow ?? sql`true`} and ${after}
      order by ${orderSql(sort, query.order)} limit ${query.limit + 1}`.execute(db),
    figures(db, program, query, call, days),
    readCalendar(db),
  ]);
  const page = rows.slice(0, query.limit);
  const posts = await reportPosts(
    db,
    page.map(({ id }) => id),
  );
  const context = {
    definition: program.definition,
    calendar,
    today,
    lang: query.lang,
    mayReport: may(call.actor, 'items.report'),
    posts,
  };
  const last = page.at(-1);
  return {
    items: page.map((row) => ledgerRow(LedgerRecord.parse(row), context)),
    total: totals.items ?? 0,
    nextCursor:
      rows.length > query.limit && last !== undefined
        ? writeCursor({ id: last.id, value: last.sorted })
        : null,
    totals: totalsOf(program, totals),
    counts: countsOf(program, counts),
  };
}

/** Columns of the filtered rows, and of all rows of place and scope. */
async function figures(
  db: Db,
  program: BoardProgram,
  query: LedgerQuery,
  call: Pick<Call, 'actor'>,
  days: { readonly today: string; readonly dueMonth: string | null },
): Promise<{ totals: Columns; counts: Columns }> {
  const narrow = narrowing(query, days);
  // Drafts belong to no figure.
  const base = baseCondition(program.key, query, call.actor, false);
  const scope = regionScope(call.actor);
  const cities =
    query.city === undefined
      ? scope.cities
      : (scope.cities?.includes(query.city) ?? true)
        ? [query.city]
        : [];
  const kept =
    query.county === undefined && wholeCities(scope)
      ? await keptColumns(db, program.key, cities, days.today)
      : null;
  const counted = () => countedColumns(db, program, sql`${base} and ${narrow ?? sql`true`}`, days, isTotal);
  // A search is asked once; the standing filters again and again.
  const standing = kept !== null && (query.q ?? '') === '';
  const { show, alarm, state, lamp } = query;
  const name = JSON.stringify([
    program.key,
    program.version,
    days,
    cities,
    show,
    alarm,
    state,
    lamp,
    kept?.stamp,
  ]);
  const [counts, totals] = await Promise.all([
    kept?.columns ??
      countedColumns(
        db,
        program,
        base,
        days,
        (column) => isCount(column) || (narrow === null && isTotal(column)),
      ),
    narrow === null ? null : standing ? rememberedColumns(name, counted) : counted(),
  ]);
  return { counts, totals: totals ?? counts };
}
