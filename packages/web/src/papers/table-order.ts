/** The texts of a table in the order in which Tab goes through them. Pure. */
import type { EditableTable, TablePiece } from '@qingzhang/contract';

/** Every text that stands, with what it reads. */
export const tableTexts = (table: EditableTable): readonly TablePiece[] => [
  ...(table.caption ? [table.caption] : []),
  ...table.header.flat(),
  ...table.rows.filter(({ removed }) => !removed).flatMap(({ cells }) => cells),
  ...table.notes,
];

/** Keys of the texts that can be changed: caption, headings, cells row by row, notes. */
export const cellOrder = (table: EditableTable): string[] =>
  tableTexts(table).flatMap(({ key }) => (key === null ? [] : [key]));
