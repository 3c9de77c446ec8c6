import type { HourIndex } from '@qingzhang/standards';
import type { Db } from '../platform/database/transaction.ts';
import type { PlaceBook } from './place-book.ts';
import { dayNumberOfHour } from './time-cells.ts';

/**
 * What a change of readings touched: place id → numbers of the days (since 1970-01-01) whose hours changed.
 * A day is labels 01:00…24:00 (AIR-3.1), and no daily value looks beyond its own day (AIR-3.5), so these days are all
 * that has to be evaluated anew.
 */
export type TouchedDays = Map<number, Set<number>>;

/** Called in the transaction that changed the readings, before it commits; whoever composes the areas passes it in. */
export type OnTouched = (trx: Db, touched: TouchedDays) => Promise<unknown>;

/** Gathers the days a file touches. Neighbouring rows mostly share place and day, so the last day of a place is kept. */
export class TouchedKeeper {
  readonly days: TouchedDays = new Map();
  private readonly places: Pick<PlaceBook, 'idOf'>;
  private readonly lastDay: number[] = [];
  private readonly sets: Array<Set<number> | undefined> = [];

  constructor(places: Pick<PlaceBook, 'idOf'>) {
    this.places = places;
  }

  /** An hour of a place changed; the place must have been created. */
  touch(place: number, hour: HourIndex): void {
    const day = dayNumberOfHour(hour);
    if (this.lastDay[place] === day) return;
    this.lastDay[place] = day;
    let days = this.sets[place];
    if (!days) {
      days = new Set();
      this.sets[place] = days;
      this.days.set(this.places.idOf(place), days);
    }
    days.add(day);
  }
}
