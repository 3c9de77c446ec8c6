import type { LedgerRow, ProgramBoard } from '@qingzhang/contract';
import type { FieldValues } from '@qingzhang/domain';
import type { ReactNode } from 'react';
import type { SheetColumn } from './columns.ts';
import type { Refusal } from './reports.ts';
import type { Sheet } from './use-sheet.ts';

/** What a sheet shows and what it is told. */
export interface SheetProps {
  readonly definition: ProgramBoard['definition'];
  readonly label: string;
  readonly sheet: Sheet;
  readonly rows: readonly LedgerRow[];
  readonly columns: readonly SheetColumn[];
  readonly total: number | null;
  readonly totals: Readonly<Record<string, number | null>>;
  readonly alarmTotals: string;
  readonly totalName: string;
  readonly sort: { readonly by: string; readonly order: 'up' | 'down' };
  readonly onSort: (by: string) => void;
  readonly onEnd: () => void;
  readonly valuesOf: (row: LedgerRow) => FieldValues;
  readonly refusals: readonly Refusal[];
  readonly clashes: ReadonlySet<number>;
  /** Under a returned row: reason, post, time and the ways out. */
  readonly below: (row: LedgerRow) => ReactNode;
  readonly height: string;
  readonly withCity: boolean;
}
