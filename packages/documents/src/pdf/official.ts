import { drawChart } from '../charts/draw.ts';
import type { FontUse } from '../fonts/catalogue.ts';
import type { CopyMark } from '../model/copy.ts';
import {
  type AttachmentBlock,
  attendanceLines,
  type Block,
  type DocumentForm,
  type DocumentModel,
  listMark,
} from '../model/document.ts';
import { heldToSignature } from '../model/keep.ts';
import {
  breakable,
  checkTable,
  columnEms,
  placeCells,
  placeHeader,
  rowLines,
  standsWhole,
  type TableBlock,
} from '../model/table.ts';
import { formsPrelude, recordSource, redHeadSource } from './forms.ts';
import { officialPrelude } from './official-prelude.ts';
import { typstArray, typstRuns, typstString, typstText } from './typst-source.ts';

const PORTRAIT_MM = 156;
const LANDSCAPE_MM = 243;
const CELL_PADDING_PT = 2;

/** The whole document as Typst source. Pure: the same model and fonts give the same text. */
export function officialSource(
  doc: DocumentModel,
  fonts: readonly FontUse[],
  copy: CopyMark | null = null,
): string {
  const form = doc.form ?? 'document';
  const held = heldToSignature(doc.blocks);
  const blocks = doc.blocks.map((block) => blockSource(block, form, held.has(block))).join('\n');
  return officialPrelude(doc, fonts, copy) + formsPrelude(form) + blocks;
}

/** `held`: it stands on one page with what follows. */
function blockSource(block: Block, form: DocumentForm, held = false): string {
  const par = (content: string): string => (held ? `#held(par(${content}))` : `#par(${content})`);
  switch (block.kind) {
    case 'red-head':
      return redHeadSource(block, form);
    case 'title':
      return `#doc-title(${typstArray(block.lines.map(typstText))})`;
    case 'notice':
      return `#notice(${typstText(block.text)})`;
    case 'recipients':
      return `#recipients(${typstText(block.text)})`;
    case 'heading': {
      const words = typstText(block.number + block.text);
      if (block.runIn) {
        const head = block.level === 3 ? words : `text(..f-kai, ${words})`;
        return par(`${head} + ${typstRuns(block.runIn)}`);
      }
      return block.level === 3 ? `#par(${words})` : `#heading-${block.level}(${words})`;
    }
    case 'paragraph':
      return par(typstRuns(block.runs));
    case 'list':
      return block.items
        .map((item, i) => {
          const mark = `text(..${block.style === 'number' ? 'f-body' : 'f-hei'}, ${typstString(listMark(block, i))})`;
          const content = `${mark} + ${typstRuns(item.runs)}`;
          return i === block.items.length - 1 ? par(content) : `#par(${content})`;
        })
        .join('\n');
    case 'source':
      return `#source(${typstText(block.text)})`;
    case 'byline':
      return `#byline(${typstText(block.text)})`;
    case 'attendance':
      return attendanceLines(block)
        .map(({ label, names }) => `#attendance(${typstText(label)}, ${typstText(names)})`)
        .join('\n');
    case 'table':
      return tableSource(block, PORTRAIT_MM);
    case 'chart':
      return `#chart(${typstString(drawChart(block.spec, block.alt).svg)}, ${typstText(block.title)}, ${typstString(block.alt)}, ${block.note ? typstText(block.note) : 'none'})`;
    case 'attachment-list':
      return `#attachment-list(${typstArray(block.titles.map(typstText))})`;
    case 'signature':
      return `#signature(${typstString(block.organisation)}, ${typstString(block.date)})`;
    case 'remark':
      return `#remark(${typstString(block.text)})`;
    case 'attachment':
      return attachmentSource(block);
    case 'page-break':
      return '#pagebreak()';
    case 'record':
      return recordSource(block, form);
  }
}

function attachmentSource(block: AttachmentBlock): string {
  const landscape = block.orientation === 'landscape';
  const inner = block.blocks
    .map((item) =>
      item.kind === 'table'
        ? tableSource(item, landscape ? LANDSCAPE_MM : PORTRAIT_MM)
        : blockSource(item, 'plain'),
    )
    .join('\n');
  const head = `#attachment-head(${typstString(block.label)}, ${typstText(block.title)})`;
  if (!landscape) return `#pagebreak(weak: true)\n${head}\n${inner}`;
  // A turned page keeps the binding edge (28 mm) at the head of the table.
  return `#page(width: 297mm, height: 210mm, margin: (top: 28mm, bottom: 24mm, left: 27mm, right: 27mm), header-ascent: 8mm, footer-descent: 5mm)[\n${head}\n${inner}\n]`;
}

function tableSource(table: TableBlock, widthMm: number): string {
  checkTable(table);
  const size = table.dense ? 9 : 10.5;
  const places = placeCells(table, widthMm, size, CELL_PADDING_PT);
  const ems = columnEms(table, widthMm, size, CELL_PADDING_PT);
  const header = placeHeader(table).map(
    (cell) =>
      `head-cell(${cell.column}, ${cell.row}, ${cell.colSpan ?? 1}, ${cell.rowSpan ?? 1}, ${typstText(cell.text)})`,
  );
  const body = table.rows.flatMap((row, r) =>
    row.cells.map((cell, c) => {
      const words = typstText(breakable(cell.text, ems[c]!));
      const shown = row.emphasis || cell.bold ? `text(weight: 700, ${words})` : `[#${words}]`;
      const place = places[r]![c]!;
      const sized = place.scale === 1 ? shown : `shrunk(${place.scale}, ${shown})`;
      if (place.align === 'right') return `figure-cell(${place.inset}em, ${sized})`;
      return place.align === 'left' ? `word-cell(${sized})` : sized;
    }),
  );
  const tallest = Math.max(0, ...rowLines(table, widthMm, size, CELL_PADDING_PT));
  const columns = typstArray(table.columns.map((column) => `${column.width}fr`));
  const caption = table.caption
    ? `#caption(${typstText(table.caption)}, ${table.unit ? typstText(`单位：${table.unit}`) : 'none'})\n`
    : table.unit
      ? `#block(width: 100%, below: 4pt, align(right, text(size: 9.5pt, tracking: 0pt, ${typstText(`单位：${table.unit}`)})))\n`
      : '';
  const notes = table.notes?.length ? `\n#table-notes(${typstArray(table.notes.map(typstText))})` : '';
  const source = `${caption}#grid-table(${size}pt, ${table.dense ? 4.2 : 4.8}pt, ${tallest > 40}, ${columns}, ${typstArray(header)}, ${typstArray(body)})${notes}`;
  return standsWhole(table, widthMm, size, CELL_PADDING_PT) ? `#whole[\n${source}\n]` : source;
}
