import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  VerticalMergeType,
  WidthType,
} from 'docx';
import { checkTable, placeCells, placeHeader, standsWhole, type TableBlock } from '../model/table.ts';
import { face, mm, points, words } from './text.ts';

const CELL_MARGIN = 40;
const ALIGNMENTS = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
} as const;

/** A caption, the unit, the table (header rows repeated on every page) and its notes. */
export function docxTable(table: TableBlock, widthMm: number): (Paragraph | Table)[] {
  checkTable(table);
  const size = table.dense ? 9 : 10.5;
  const widths = columnWidths(table, mm(widthMm));
  const places = placeCells(table, widthMm, size, CELL_MARGIN / 20);
  const whole = standsWhole(table, widthMm, size, CELL_MARGIN / 20);
  const body = table.rows.map(
    (row, r) =>
      new TableRow({
        cantSplit: true,
        children: row.cells.map((cell, c) => {
          const place = places[r]![c]!;
          return tableCell(cell.text, widths[c]!, size * place.scale, ALIGNMENTS[place.align], {
            bold: row.emphasis === true || cell.bold === true,
            inset: Math.round(place.inset * size * 20),
            // Rows held to the next keep a table of a page on one page.
            keepNext: whole && r < table.rows.length - 1,
          });
        }),
      }),
  );
  const line = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
  const inner = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
  const grid = new Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: {
      top: line,
      bottom: line,
      left: line,
      right: line,
      insideHorizontal: inner,
      insideVertical: inner,
    },
    margins: { left: CELL_MARGIN, right: CELL_MARGIN, top: 30, bottom: 30 },
    rows: [...headerRows(table, widths, size), ...body],
  });
  return [...captionParagraphs(table), grid, ...noteParagraphs(table)];
}

function columnWidths(table: TableBlock, total: number): number[] {
  const sum = table.columns.reduce((a, column) => a + column.width, 0);
  return table.columns.map((column) => Math.floor((total * column.width) / sum));
}

function headerRows(table: TableBlock, widths: readonly number[], size: number): TableRow[] {
  const placed = placeHeader(table);
  return table.header.map((_, row) => {
    const children: TableCell[] = [];
    for (let column = 0; column < table.columns.length; ) {
      const cell = placed.find((p) => p.column === column && p.row <= row && row < p.row + (p.rowSpan ?? 1));
      const span = cell?.colSpan ?? 1;
      const width = widths.slice(column, column + span).reduce((a, b) => a + b, 0);
      const starts = cell?.row === row;
      children.push(
        tableCell(starts ? (cell?.text ?? '') : '', width, size, AlignmentType.CENTER, {
          heading: true,
          columnSpan: span,
          ...((cell?.rowSpan ?? 1) > 1 ? { merge: starts ? 'restart' : 'continue' } : {}),
        }),
      );
      column += span;
    }
    return new TableRow({ tableHeader: true, cantSplit: true, children });
  });
}

interface CellOptions {
  readonly heading?: boolean;
  readonly bold?: boolean;
  readonly inset?: number;
  readonly keepNext?: boolean;
  readonly columnSpan?: number;
  readonly merge?: 'restart' | 'continue';
}

function tableCell(
  value: string,
  width: number,
  size: number,
  alignment: (typeof AlignmentType)[keyof typeof AlignmentType],
  options: CellOptions,
): TableCell {
  const merge =
    options.merge === 'restart'
      ? VerticalMergeType.RESTART
      : options.merge === 'continue'
        ? VerticalMergeType.CONTINUE
        : undefined;
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    ...(options.columnSpan && options.columnSpan > 1 ? { columnSpan: options.columnSpan } : {}),
    ...(merge ? { verticalMerge: merge } : {}),
    children: [
      new Paragraph({
        style: 'TableText',
        alignment,
        keepNext: options.keepNext === true || options.heading === true,
        ...(options.inset ? { indent: { right: options.inset, firstLine: 0, firstLineChars: 0 } } : {}),
        children: words(value, {
          size: points(size),
          bold: options.bold === true,
          font: face(options.heading ? 'hei' : 'body'),
        }),
      }),
    ],
  });
}

function captionParagraphs(table: TableBlock): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  if (table.caption) {
    paragraphs.push(
      new Paragraph({
        style: 'Caption',
        keepNext: true,
        children: words(table.caption, { font: face('hei'), size: points(12) }),
      }),
    );
  }
  if (table.unit) {
    paragraphs.push(
      new Paragraph({
        style: 'TableText',
        alignment: AlignmentType.RIGHT,
        keepNext: true,
        spacing: { after: 40 },
        children: words(`单位：${table.unit}`, { size: points(9.5) }),
      }),
    );
  }
  return paragraphs;
}

function noteParagraphs(table: TableBlock): Paragraph[] {
  // An empty paragraph keeps two tables from growing into one.
  const notes = table.notes?.length ? table.notes : [''];
  return notes.map(
    (note) =>
      new Paragraph({
        style: 'TableText',
        alignment: AlignmentType.LEFT,
        spacing: { before: 40, after: 60 },
        children: words(note, { size: points(9.5) }),
      }),
  );
}
