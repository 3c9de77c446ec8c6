import {
  HorizontalPositionRelativeFrom,
  ImageRun,
  type ParagraphChild,
  TextWrappingType,
  VerticalPositionRelativeFrom,
} from 'docx';
import { rasterise } from '../charts/raster.ts';
import { CHART_FONT, escapeMarkup } from '../charts/svg.ts';
import { COPY_TURN, COPY_TYPE_PT, type CopyMark, copySpots } from '../model/copy.ts';

/** Picture points a millimetre: enough for pale words of 10 points, and small in the file. */
const PX_PER_MM = 5;

/** A page of the copy's words, behind the text: it stands in the header and so on every page. */
export function copyMarks(
  copy: CopyMark,
  page: { readonly width: number; readonly height: number },
): ParagraphChild {
  const size = (COPY_TYPE_PT * 25.4) / 72;
  const words = copySpots(copy, page)
    .map(
      ({ x, y }) =>
        `<text x="${x}" y="${y}" transform="rotate(${COPY_TURN} ${x} ${y})" text-anchor="middle" font-family="${CHART_FONT}" font-size="${size.toFixed(3)}" fill="#dedede">${escapeMarkup(copy.text)}</text>`,
    )
    .join('');
  const { width, height } = page;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${words}</svg>`;
  return new ImageRun({
    type: 'png',
    data: rasterise({ svg, width, height }, PX_PER_MM),
    transformation: { width: (width / 25.4) * 96, height: (height / 25.4) * 96 },
    altText: { name: 'copy', title: copy.text, description: copy.text },
    floating: {
      behindDocument: true,
      allowOverlap: true,
      wrap: { type: TextWrappingType.NONE },
      horizontalPosition: { relative: HorizontalPositionRelativeFrom.PAGE, offset: 0 },
      verticalPosition: { relative: VerticalPositionRelativeFrom.PAGE, offset: 0 },
    },
  });
}
