import exceljs from 'exceljs';
import { type DocumentModel, tablesOf } from '../model/document.ts';
import { plainText } from '../model/inline.ts';
import { checkTable, placeHeader, type TableBlock, widthEm } from '../model/table.ts';
import { cellValue, neutralise, sheetName } from './cells.ts';

const SIMULATED = '模拟数据　仅供演示，不得作为依据';
const THIN = { style: 'thin', color: { argb: 'FF8B939B' } } as const;

/** Every table of the document as a sheet, and first a sheet that says what it is and how the data stand. */
export async function buildXlsx(doc: DocumentModel): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const stamp = new Date(`${doc.date}T00:00:00+08:00`);
  book.creator = doc.organisation;
  book.created = stamp;
  book.modified = stamp;
  book.title = doc.title;
  const taken = new Set<string>();
  const about = book.addWorksheet('说明');
  taken.add('说明');
  about.getColumn(1).width = 110;
  for (const line of aboutLines(doc)) {
    const row = about.addRow([neutralise(line)]);
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
  }
  about.getRow(1).font = { bold: true, size: 14 };
  for (const { table, attachment } of tablesOf(doc)) {
    const title = table.caption ?? attachment?.title ?? table.id;
    const wanted = attachment ? `${attachment.label} ${table.caption ?? attachment.title}` : title;
    const name = sheetName(wanted, taken);
    taken.add(name.toLowerCase());
    addTable(book.addWorksheet(name), table, title, doc.simulated);
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

function aboutLines(doc: DocumentModel): string[] {
  const intro = doc.blocks.find((block) => block.kind === 'paragraph');
  return [
    doc.title,
    ...(doc.simulated ? [SIMULATED] : []),
    `${doc.organisation}　${doc.date}`,
    ...(doc.badges.length > 0 ? [`数据状态：${doc.badges.map((badge) => badge.text).join('、')}`] : []),
    ...(intro ? [plainText(intro.runs)] : []),
    '各表数值与文件正文、网页、PDF 相同；数字单元格为数值，可直接计算。',
  ];
}

function addTable(sheet: exceljs.Worksheet, table: TableBlock, title: string, simulated: boolean): void {
  checkTable(table);
  const width = table.columns.length;
  const intro = [title, ...(simulated ? [SIMULATED] : []), ...(table.unit ? [`单位：${table.unit}`] : [])];
  intro.forEach((line, i) => {
    const row = sheet.addRow([neutralise(line)]);
    if (width > 1) sheet.mergeCells(row.number, 1, row.number, width);
    row.getCell(1).font = { bold: i === 0, size: i === 0 ? 14 : 10 };
    row.getCell(1).alignment = { horizontal: i === 0 ? 'center' : 'right' };
  });
  const top = intro.length + 1;
  for (const cell of placeHeader(table)) {
    const row = top + cell.row;
    const column = cell.column + 1;
    sheet.getCell(row, column).value = neutralise(cell.text);
    const lastRow = row + (cell.rowSpan ?? 1) - 1;
    const lastColumn = column + (cell.colSpan ?? 1) - 1;
    if (lastRow > row || lastColumn > column) sheet.mergeCells(row, column, lastRow, lastColumn);
  }
  const first = top + table.header.length;
  for (let r = top; r < first; r++) {
    for (let c = 1; c <= width; c++) {
      const cell = sheet.getCell(r, c);
      cell.font = { bold: true };
      cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
      cell.border = { top: THIN, bottom: THIN, left: THIN, right: THIN };
    }
  }
  table.rows.forEach((row, r) => {
    row.cells.forEach((source, c) => {
      const cell = sheet.getCell(first + r, c + 1);
      const { value, format } = cellValue(source);
      cell.value = value;
      if (format) cell.numFmt = format;
      cell.font = { bold: row.emphasis === true || source.bold === true };
      cell.alignment = {
        horizontal:
          typeof value === 'number' ? 'right' : table.columns[c]?.align === 'left' ? 'left' : 'center',
      };
      cell.border = { top: THIN, bottom: THIN, left: THIN, right: THIN };
    });
  });
  table.columns.forEach((_, c) => {
    const longest = Math.max(4, ...table.rows.map((row) => widthEm(row.cells[c]?.text ?? '')));
    sheet.getColumn(c + 1).width = Math.min(40, longest * 2 + 2);
  });
  for (const note of table.notes ?? []) {
    const row = sheet.addRow([neutralise(note)]);
    if (width > 1) sheet.mergeCells(row.number, 1, row.number, width);
    row.getCell(1).alignment = { wrapText: true, vertical: 'top' };
    row.height = 15 * Math.max(1, Math.ceil(widthEm(note) / (width * 6)));
  }
  sheet.views = [{ state: 'frozen', xSplit: 1, ySplit: first - 1 }];
  sheet.pageSetup = {
    paperSize: 9,
    orientation: width > 9 ? 'landscape' : 'portrait',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
  };
}
