import { widthEm } from './table.ts';

/**
 * Whose copy this is: printed pale and repeated across every page (DIS-10.2), for example
 * 份号 007 · 吕梁市局 调度员 · 2026-07-23 17:20.
 */
export interface CopyMark {
  readonly text: string;
}

/** What belongs to one drawing of a document and not to the document. */
export interface RenderOptions {
  readonly copy?: CopyMark;
}

export interface CopySpot {
  /** Millimetres from the left and the top of the page to the middle of the words. */
  readonly x: number;
  readonly y: number;
}

/** The size of the words, in points, and their turn, in degrees. */
export const COPY_TYPE_PT = 10;
export const COPY_TURN = -24;
const ROW_MM = 38;

/** Where the words stand on a page of that size: rows of which every other is shifted by half, no place left free. */
export function copySpots(
  copy: CopyMark,
  page: { readonly width: number; readonly height: number },
): CopySpot[] {
  const width = (widthEm(copy.text) * COPY_TYPE_PT * 25.4) / 72;
  const pitch = Math.max(50, width * 0.95 + 14);
  const spots: CopySpot[] = [];
  for (let row = 0; row * ROW_MM < page.height + ROW_MM / 2; row++) {
    const shift = row % 2 === 0 ? pitch / 4 : (pitch * 3) / 4;
    for (let x = shift; x < page.width + pitch / 2; x += pitch) {
      spots.push({ x: Math.round(x * 10) / 10, y: ROW_MM / 2 + row * ROW_MM });
    }
  }
  return spots;
}
