import { COPY_TURN, COPY_TYPE_PT, type CopyMark, copySpots } from '../model/copy.ts';
import { typstArray, typstString } from './typst-source.ts';

/** The words of a copy over a whole page of A4, upright or turned, as Typst content for the page's background. */
export function copyMarksSource(copy: CopyMark, font = 'f-hei'): string {
  const spots = copySpots(copy, { width: 297, height: 297 }).map((spot) => `(${spot.x}mm, ${spot.y}mm)`);
  return `{
  let words = rotate(${COPY_TURN}deg, text(..${font}, size: ${COPY_TYPE_PT}pt, fill: luma(222), tracking: 0pt, ${typstString(copy.text)}))
  for (x, y) in ${typstArray(spots)} { place(top + left, dx: x - 150mm, dy: y - 10mm, box(width: 300mm, height: 20mm, align(center + horizon, words))) }
}`;
}
