import { placeHeader, type TableBlock, type TableRow } from './table.ts';

/** What a row is called: its first cell with words; empty where it holds figures only. */
export const rowName = (row: TableRow): string =>
  row.cells.find(({ text, figureId }) => figureId === undefined && /\p{Script=Han}/u.test(text))?.text ?? '';

/** What each column is called: its headings from the top, those over several columns too. */
export function columnNames(table: TableBlock): string[] {
  const words = table.columns.map((): string[] => []);
  for (const cell of placeHeader(table)) {
    for (let column = cell.column; column < cell.column + (cell.colSpan ?? 1); column++) {
      words[column]?.push(cell.text);
    }
  }
  return words.map((own) => own.filter(Boolean).join(' '));
}
