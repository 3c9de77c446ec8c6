/** 结账: closing a month freezes its data as known then; what is corrected later becomes an adjustment of the open month. */
import type { Closing, ClosingCheck, Lang } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { bookPlan, entriesOf, exactText, freeze, parseExact, unitWord, yearFacts } from '@qingzhang/domain';
import {
  add,
  fixedHalfEven,
  hourEndIso,
  hourIndex,
  type Month,
  parsePeriod,
  spanOf,
  subtract,
} from '@qingzhang/standards';
import { loadRegionDaysAsOf } from '../../evaluation/day-book.ts';
import { lockCities } from '../../evaluation/queries.ts';
import { evaluationPolicy } from '../../evaluation/settings.ts';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { requirePermission } from '../../platform/policy.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { cityBooks } from '../books.ts';
import { holdDebtMonths } from '../debts/book.ts';
import { freezeDebts } from '../debts/rows.ts';
import { type Standpoint, standAt } from '../moment.ts';
import { type ClosingRow, hasSimulatedReadings, listClosingRows } from '../queries.ts';
import { postsOf } from '../targets/queries.ts';
import { checkOut, findings, nextMonth } from './check.ts';
import { type EntryRow, entriesByAccount, listEntries, lockClosings, type StoredEntry } from './queries.ts';

function monthOf(period: string): Month {
  const month = parsePeriod(period);
  if (month?.kind !== 'month') throw new AppError('thing.invalid', { what: 'month', reason: period });
  return month;
}

/** What stands in the way of closing a month. */
export async function checkClosing(platform: Platform, period: string, lang: Lang): Promise<ClosingCheck> {
  monthOf(period);
  const stand = await standAt(platform);
  return checkOut(stand, period, await findings(stand, period), lang);
}

/**
 * Close a month: as of the moment all writers of readings are held back, its daily values and every account's entry are
 * frozen. Refuses with `thing.conflict` and the codes of what stands in the way.
 */
export async function closeMonth(
  platform: Platform,
  input: { readonly period: string; readonly note: string },
  call: Call,
): Promise<Closing> {
  requirePermission(call.actor, 'accounts.close');
  const month = monthOf(input.period);
  const { from, to } = spanOf(month);
  await transaction(platform.db, async (trx) => {
    await lockClosings(trx);
    const open = await standAt(platform);
    // Whoever is evaluating new readings commits before this moment or after all of it.
    await lockCities(trx, open.codes);
    await holdDebtMonths(trx);
    const stops = (await findings(open, input.period)).filter(({ severity }) => severity === 'stop');
    if (stops.length > 0) {
      const state = stops.map(({ code }) => code).join(', ');
      throw new AppError('thing.conflict', { what: `closing ${input.period}`, state });
    }
    const asOf = platform.clock.now();
    const stand = await standAt(platform, {
      at: hourEndIso(hourIndex(to, 24)),
      asOf: asOf.toISOString(),
      period: month,
    });
    const row = await trx
      .insertInto('closing')
      .values({
        period: input.period,
        as_of: asOf,
        policy: JSON.stringify(await readSetting(trx, evaluationPolicy)),
        note: input.note,
        simulated: await hasSimulatedReadings(trx, from, to),
        closed_by: call.actor.login,
        closed_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const days = await freezeDays(trx, row.id, stand, from, to, asOf);
    const entries = await monthEntries(stand, month);
    if (entries.length > 0) {
      await trx
        .insertInto('closing_entry')
        .values(
          entries.map(({ region, indicator, entry }) => ({
            closing_id: row.id,
            region_code: region,
            indicator,
            entry: JSON.stringify(entry),
          })),
        )
        .execute();
    }
    const debts = await freezeDebts(trx, row.id, stand.codes, input.period);
    await audit(trx, call, {
      action: 'month.close',
      objectType: 'closing',
      objectId: row.id,
      detail: {
        period: input.period,
        asOf: asOf.toISOString(),
        days,
        entries: entries.length,
        debts,
        note: input.note,
      },
    });
  });
  const closed = (await listClosings(platform, 'zh')).items.find(({ period }) => period === input.period);
  if (closed === undefined) throw new Error(`closing ${input.period} is gone`);
  return closed;
}

async function freezeDays(
  trx: Db,
  closing: number,
  stand: Standpoint,
  from: string,
  to: string,
  asOf: Date,
): Promise<number> {
  const rows = await loadRegionDaysAsOf(trx, stand.codes, from, to, asOf);
  if (rows.length === 0) return 0;
  await trx
    .insertInto('closing_day')
    .values(
      rows.map(({ region, day, ...values }) => ({
        closing_id: closing,
        region_code: region,
        day,
        values: JSON.stringify(values),
      })),
    )
    .execute();
  return rows.length;
}

/** The entries of a month as a standpoint knows them: what a closing freezes, and what it is checked against later. */
export async function monthEntries(stand: Standpoint, month: Month): Promise<Omit<EntryRow, 'period'>[]> {
  const books = await cityBooks(stand, { year: month.year, month: month.month });
  const earlier = (await listEntries(stand.db, month.year)).filter(({ entry }) => entry.month < month.month);
  const frozen = entriesByAccount(earlier);
  return [...books.values()].flatMap(({ code, input }) =>
    input.targets.flatMap((target) => {
      const { indicator } = target;
      const entry = entriesOf(input, target, frozen.get(`${code}|${indicator}`) ?? [])?.find(
        (one) => one.month === month.month,
      );
      const facts = yearFacts(input.ytd, target, bookPlan(input, target));
      if (entry === undefined || facts === null) return [];
      const stored: StoredEntry = {
        ...freeze(entry),
        unit: facts.unit,
        target: target.value,
        version: target.version,
      };
      return [{ region: code, indicator, entry: stored }];
    }),
  );
}

/** Every closing with what was corrected since, and the month to close next. */
export async function listClosings(
  platform: Platform,
  lang: Lang,
): Promise<{ items: Closing[]; next: ClosingCheck | null }> {
  const { db } = platform;
  const closings = await listClosingRows(db);
  const stand = await standAt(platform).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'thing.notFound') return null;
    throw error;
  });
  const [posts, adjustments] = await Promise.all([
    postsOf(
      db,
      closings.map((row) => row.closedBy),
    ),
    stand === null ? new Map<string, Closing['adjustments']>() : adjustmentsOf(stand, lang),
  ]);
  const items = closings
    .map(
      (row): Closing => ({
        period: row.period,
        asOf: row.asOf.toISOString(),
        closedAt: row.closedAt.toISOString(),
        closedBy: posts.get(row.closedBy) ?? row.closedBy,
        note: row.note,
        simulated: row.simulated,
        adjustments: adjustments.get(row.period) ?? [],
      }),
    )
    .reverse();
  const month = stand && nextMonth(stand);
  return {
    items,
    next: stand && month ? checkOut(stand, month, await findings(stand, month), lang) : null,
  };
}

/** What the data of today would have booked differently in each closed month, by period. */
export async function adjustmentsOf(
  stand: Standpoint,
  lang: Lang,
): Promise<Map<string, Closing['adjustments']>> {
  const touched = await changedClosings(stand);
  const found = new Map<string, Closing['adjustments']>();
  for (const year of new Set(touched.map(({ period }) => Number(period.slice(0, 4))))) {
    const [books, entries] = await Promise.all([cityBooks(stand, { year }), listEntries(stand.db, year)]);
    for (const { period, region, indicator, entry } of entries) {
      if (!touched.some((row) => row.period === period)) continue;
      const own = books.get(region);
      const target = own?.input.targets.find((one) => one.indicator === indicator);
      if (own === undefined || target === undefined) continue;
      const facts = yearFacts(own.input.ytd, target, bookPlan(own.input, target));
      const month = facts?.months.find((one) => one.month === entry.month);
      if (!facts || month === undefined) continue;
      const amount = add(
        subtract(parseExact(entry.spent), month.spent),
        subtract(parseExact(entry.lapsed), month.lapsed),
      );
      if (exactText(amount) === '0') continue;
      const text = fixedHalfEven(amount, facts.unit === 'days' ? 0 : 1);
      found.set(period, [
        ...(found.get(period) ?? []),
        {
          region,
          indicator,
          amount: text.startsWith('-') ? text : `+${text}`,
          unit: unitWord(facts.unit, lang),
        },
      ]);
    }
  }
  return found;
}

/** Closings of months of which anything became known later. */
async function changedClosings(stand: Standpoint): Promise<ClosingRow[]> {
  const [first, last] = [stand.closings[0], stand.closings.at(-1)];
  if (first === undefined || last === undefined) return [];
  const days = await stand.book.days(
    stand.db,
    stand.codes,
    `${first.period}-01`,
    spanOf(monthOf(last.period)).to,
    stand.view.policy,
  );
  const all = [...days.values()].flat();
  return stand.closings.filter(({ period, asOf }) =>
    all.some(({ row }) => row.knownAt > asOf.getTime() && row.day.startsWith(period)),
  );
}
