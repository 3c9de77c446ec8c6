/** How the simulated province fills a program: how many rows, what stands in them, how they grow. */
import type { NewItem } from '@qingzhang/contract';
import type { FieldValues, ProgramDefinition } from '@qingzhang/domain';
import { addDays, daysBetween, daysInMonth } from '@qingzhang/standards';
import type { z } from 'zod';
import type { Chance } from './chance.ts';

/** A city or county the rows belong to. */
export interface DemoPlace {
  readonly city: string;
  readonly cityName: string;
  readonly cityShort: string;
  readonly county: string;
  readonly countyName: string;
}

/** One row to be made. */
export interface RowContext {
  readonly definition: ProgramDefinition;
  readonly year: number;
  readonly place: DemoPlace;
  /** Of the row within its city, from 0. */
  readonly index: number;
  /** Of the row within the program, from 1. */
  readonly no: number;
  readonly chance: Chance;
}

export type MadeItem = z.input<typeof NewItem>;

/** A program's recipe; what it does not say is filled in by `fillIn`. */
export interface Recipe {
  readonly program: string;
  /** Rows of a city; `weight` is about 1. */
  rows(weight: number): number;
  /** Facts and fields of one row. */
  make(context: RowContext): Partial<MadeItem> & { readonly values: FieldValues };
  /** Reported fields when `share` (0…1) of it is done by `day`. */
  report(values: FieldValues, share: number, chance: Chance, day: string): FieldValues;
  /** Opened before this year: a share of old debts. */
  readonly oldShare?: number;
  /** Days by which work runs ahead of the path, as only what is closed out counts in it. */
  readonly lead?: number;
  /** Of those that are finished, this share applies for close-out in the month after. */
  readonly closeShare?: number;
}

/** Issued and once-filled fields that the recipe has not named, by type. */
export function fillIn(
  definition: ProgramDefinition,
  given: FieldValues,
  chance: Chance,
  year: number,
): FieldValues {
  const values: Record<string, FieldValues[string]> = { ...given };
  for (const field of definition.fields) {
    if (values[field.key] !== undefined || (field.source !== 'issued' && field.source !== 'once')) continue;
    const own = chance.under(field.key);
    switch (field.type) {
      case 'choice': {
        const choices = field.choices ?? [];
        values[field.key] = choices[own.between('choice', 0, choices.length - 1)]?.key ?? null;
        break;
      }
      case 'yesNo':
        values[field.key] = own.of('yes') < 0.85;
        break;
      case 'integer':
        values[field.key] = clamp(own.between('whole', 1, 60), field.min, field.max);
        break;
      case 'number': {
        const scale = 10 ** Math.min(field.decimals ?? 1, 2);
        values[field.key] = clamp(Math.round(own.of('number') * 40 * scale) / scale, field.min, field.max);
        break;
      }
      case 'date':
        values[field.key] = addDays(`${year}-03-01`, own.between('day', 0, 60));
        break;
      case 'month':
        values[field.key] = `${year}-${String(own.between('month', 6, 12)).padStart(2, '0')}`;
        break;
      default:
        if (field.required === 'always') values[field.key] = '模拟';
    }
  }
  return values;
}

function clamp(value: number, min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY): number {
  return Math.min(max, Math.max(min, value));
}

/** The day on which the program's path reaches a share (0…1): straight between milestones. */
export function dayAt({ milestones }: Pick<ProgramDefinition, 'milestones'>, share: number): string {
  const wanted = Math.min(1, share) * 100;
  const next = milestones.findIndex((one) => one.share >= wanted);
  const [from, to] = [milestones[next - 1], milestones[next] ?? milestones.at(-1)];
  if (to === undefined) return '';
  if (from === undefined || to.share === from.share) return to.day;
  const days = daysBetween(from.day, to.day);
  return addDays(from.day, Math.round((days * (wanted - from.share)) / (to.share - from.share)));
}

/** Days between the path's turn for a row and its deadline: close-out takes its weeks. */
const GRACE = 50;

/**
 * The deadline of a row: the end of the month some weeks after the path has reached its turn, at most the year's end. A city
 * that keeps pace is in time with each; one that lags is late with some.
 */
export function dueOf(definition: Pick<ProgramDefinition, 'milestones'>, turn: number): string {
  const reached = dayAt(definition, turn);
  if (reached === '') return '';
  const year = Number(reached.slice(0, 4));
  const due = addDays(reached, GRACE);
  if (due > `${year}-12-31`) return `${year}-12-31`;
  const month = Number(due.slice(5, 7));
  return dayOf(year, month, daysInMonth(year, month));
}

/** A part of a whole number, rounded down. */
export const part = (whole: FieldValues[string] | undefined, share: number): number =>
  Math.floor((typeof whole === 'number' ? whole : 0) * Math.min(1, Math.max(0, share)));

/** A day of the year, `month` 1–12. */
export const dayOf = (year: number, month: number, day = 30): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
