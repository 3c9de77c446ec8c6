import type library from 'pptxgenjs';

/** Where a body stands on the slide, in inches. */
export interface Room {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export type Slide = library.default.Slide;
export type BorderProps = library.default.BorderProps;
export type TableCell = library.default.TableCell;
export type TableCellProps = library.default.TableCellProps;
export type TableRow = library.default.TableRow;

/** Draws one slide's share of a body; a body too long for one slide gives several. */
export type Part = (slide: Slide, room: Room) => void;
