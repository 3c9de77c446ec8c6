import { escapeMarkup } from '../charts/svg.ts';
import { COPY_TURN, type CopyMark, copySpots } from '../model/copy.ts';

/** Four rows of words: the tile joins to itself. */
const ROWS_MM = 152;

/** The copy's words, pale and repeated down the page, as an element behind its text. */
export function htmlCopyMarks(copy: CopyMark): string {
  const spots = copySpots(copy, { width: 210, height: ROWS_MM })
    .filter(({ y }) => y < ROWS_MM)
    .map(
      ({ x, y }) =>
        `<text x="${x}" y="${y}" transform="rotate(${COPY_TURN} ${x} ${y})">${escapeMarkup(copy.text)}</text>`,
    );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 ${ROWS_MM}" width="210mm" height="${ROWS_MM}mm"><g text-anchor="middle" font-family="Noto Sans SC,Noto Sans CJK SC,Microsoft YaHei,sans-serif" font-size="3.5" fill="#000" fill-opacity=".14">${spots.join('')}</g></svg>`;
  const image = encodeURIComponent(svg).replaceAll("'", '%27');
  return `<div class="qz-copy" role="note" aria-label="${escapeMarkup(copy.text)}" style="position:absolute;inset:0;pointer-events:none;print-color-adjust:exact;background:left top/210mm auto repeat url('data:image/svg+xml,${image}')"></div>`;
}
