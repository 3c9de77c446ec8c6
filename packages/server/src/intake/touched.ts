import type { Db } from '../platform/database/transaction.ts';

/**
 * What a change of readings touched: place id → numbers of the days (since 1970-01-01) whose hours changed.
 * A day is labels 01:00…24:00 (AIR-3.1), and no daily value looks beyond its own day (AIR-3.5), so these days are all
 * that has to be evaluated anew.
 */
export type TouchedDays = Map<number, Set<number>>;

/** Called in the transaction that changed the readings, before it commits; whoever composes the areas passes it in. */
export type OnTouched = (trx: Db, touched: TouchedDays) => Promise<unknown>;
