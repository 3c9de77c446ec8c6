/** 修改副本: the rows to mend as they stood in the file, red where something is wrong, the reason as a comment of the cell. */
import { PassThrough } from 'node:stream';
import { sayLedgerIssue } from '@qingzhang/contract';
import { neutralise } from '@qingzhang/documents';
import { formatValue, isEmptyCell, readValue, type SheetCell, sameValue } from '@qingzhang/domain';
import exceljs from 'exceljs';
import type { FileReply } from '../../http/route.ts';
import { XLSX_MIME } from '../../http/xlsx.ts';
import { type Analysis, cellsOf, type JudgedRow } from './analysis.ts';
import type { Batch } from './batch.ts';
import { reasonsOf } from './lists.ts';

const WRONG = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFDE6E3' } } as const;
const HEAD = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFECEFF1' } } as const;

/** Text that would run as a formula gets an apostrophe, which reading takes off again. */
export function safeCell(cell: SheetCell): SheetCell {
  return typeof cell === 'string' ? neutralise(cell) : cell;
}

/** The copy; with its headings as in the file it is matched the same way, and mended it can be sent again. */
export async function mendedCopy(batch: Batch, analysis: Analysis, lang: 'zh' | 'en'): Promise<FileReply> {
  const book = new exceljs.Workbook();
  const name =
    (batch.sheet ?? '').replace(/[[\]:*?/\\]/gu, ' ').slice(0, 31) ||
    (lang === 'zh' ? '要改的行' : 'to mend');
  const sheet = book.addWorksheet(name);
  const width = batch.layout.headings.length;
  const heads = analysis.rows.filter(({ stored }) => batch.layout.headingRows.includes(stored.no));
  for (const [index, { stored }] of heads.entries()) {
    const cells = Array.from({ length: width }, (_, column) => safeCell(stored.cells[column] ?? null));
    const last = index === heads.length - 1;
    const row = sheet.addRow([
      ...cells,
      last || heads.length === 1 ? '待改原因' : null,
      last || heads.length === 1 ? '原行号' : null,
    ]);
    row.font = { bold: true };
    row.eachCell({ includeEmpty: true }, (cell) => {
      cell.fill = HEAD;
      cell.alignment = { wrapText: true, vertical: 'middle' };
    });
  }
  const targets = new Map(analysis.knowledge.targets.map(({ key, name: own }) => [key, own]));
  for (const judged of analysis.rows) {
    if (judged.outcome !== 'reject') continue;
    const cells = mendedCells(batch, analysis, judged);
    const row = sheet.addRow([
      ...Array.from({ length: width }, (_, column) => safeCell(cells[column] ?? null)),
      neutralise(reasonsOf(judged, analysis, lang)),
      judged.stored.no,
    ]);
    for (const issue of judged.issues) {
      if (issue.column === null || issue.column >= width) continue;
      const { title, hint } = sayLedgerIssue(
        issue,
        issue.target === null ? '' : (targets.get(issue.target) ?? ''),
        lang,
      );
      const cell = row.getCell(issue.column + 1);
      cell.fill = WRONG;
      cell.note = {
        texts: [{ text: hint === '' ? title : `${title}\n${hint}` }],
        margins: { insetmode: 'auto' },
      };
    }
  }
  for (let column = 1; column <= width; column++) {
    const shown = analysis.rows.slice(0, 60).map(({ stored }) => String(stored.cells[column - 1] ?? ''));
    sheet.getColumn(column).width = Math.min(
      36,
      Math.max(8, ...shown.filter((text) => !isEmptyCell(text)).map((text) => [...text].length * 1.7 + 2)),
    );
  }
  sheet.getColumn(width + 1).width = 60;
  sheet.views = [{ state: 'frozen', ySplit: Math.max(1, heads.length), xSplit: 0 }];
  return workbookReply(
    book,
    `${batch.fileName.replace(/\.\w+$/u, '')} ${lang === 'zh' ? '修改副本' : 'to mend'}`,
  );
}

/** The row as it stood, with what was agreed for whole causes: it is not to be mended a second time. */
function mendedCells(batch: Batch, { knowledge }: Analysis, judged: JudgedRow): readonly SheetCell[] {
  const cells = [...cellsOf(judged.stored).cells];
  const { verdict } = judged;
  if (verdict === null || batch.match.mends.length === 0) return cells;
  const mended = new Set(
    batch.match.mends.flatMap(({ act, target, params }) =>
      act === 'raise'
        ? [`field:${params.to}`]
        : act === 'last' || act === 'scale' || act === 'choose'
          ? [target]
          : [],
    ),
  );
  for (const { column, target, unit } of batch.match.columns) {
    if (target === null || unit !== null || !mended.has(target)) continue;
    const field = knowledge.program.definition.fields.find(({ key }) => `field:${key}` === target);
    const piece = field === undefined ? undefined : verdict.reading.values.get(field.key);
    if (field === undefined || piece?.column !== column) continue;
    const read = readValue(field, cells[column]);
    if (!('value' in read) || !sameValue(read.value, piece.value))
      cells[column] = formatValue(field, piece.value);
  }
  return cells;
}

/** A workbook as a download. */
export function workbookReply(book: exceljs.Workbook, name: string): FileReply {
  const content = new PassThrough();
  book.xlsx.write(content).then(
    () => content.end(),
    (error: unknown) => content.destroy(error instanceof Error ? error : new Error(String(error))),
  );
  return { name: `${name}.xlsx`, mime: XLSX_MIME, content };
}
