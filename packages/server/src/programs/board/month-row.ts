import type { BoardReason } from '@qingzhang/domain';
import { z } from 'zod';
import type { Columns } from './columns.ts';

/** `program_month.figures`: additive columns of a region (see `columns.ts`). */
export const Figures = z.custom<Readonly<Record<string, number | null>>>(
  // Written by this program alone: only its being an object is looked at, as boards read hundreds.
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** `program_month.lamp_reason`: why, and the lamp without the rule of consecutive months. */
export const LampReasonRow = z.object({
  reason: z.custom<BoardReason>((value) => typeof value === 'object' && value !== null && 'code' in value),
  base: z.enum(['blue', 'green', 'yellow', 'red', 'grey']),
});

/** One region of a program in one month, as it was computed. */
export interface MonthRow {
  readonly region: string;
  readonly month: string;
  readonly columns: Columns;
  readonly progress: number | null;
  readonly planned: number | null;
  readonly lamp: z.infer<typeof LampReasonRow>['base'];
  readonly base: z.infer<typeof LampReasonRow>['base'];
  readonly reason: BoardReason;
}

/** A row of `program_month` as the program reads it. */
export function monthRow(row: {
  readonly region_code: string;
  readonly month: string;
  readonly figures: unknown;
  readonly progress: string | null;
  readonly planned_share: string | null;
  readonly lamp: string;
  readonly lamp_reason: unknown;
}): MonthRow {
  const { reason, base } = LampReasonRow.parse(row.lamp_reason);
  return {
    region: row.region_code,
    month: row.month,
    columns: Figures.parse(row.figures),
    progress: row.progress === null ? null : Number(row.progress),
    planned: row.planned_share === null ? null : Number(row.planned_share),
    lamp: LampReasonRow.shape.base.parse(row.lamp),
    base,
    reason,
  };
}
