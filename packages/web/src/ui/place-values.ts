import type { Delta, Figure } from '@qingzhang/contract';

/** What a map shows of one place. */
export interface PlaceValue {
  readonly code: string;
  readonly name: string;
  readonly tile: { readonly column: number; readonly row: number } | null;
  readonly figure: Figure;
  readonly delta: Delta;
}

/** The number behind a published figure, for shading only; null when there is none. */
export function numberOf(figure: Figure): number | null {
  if (figure.text === null) return null;
  const value = Number(figure.text.replace(/[^\d.\-−]/g, '').replace('−', '-'));
  return Number.isFinite(value) ? value : null;
}
