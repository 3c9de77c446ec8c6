import type { TableCell } from '../model/table.ts';

/**
 * Guards text that a spreadsheet could take for a formula: a leading = + - @, tab or line break gets an apostrophe
 * before it, so that nothing somebody typed runs when the file is opened, pasted or saved as CSV.
 */
export function neutralise(value: string): string {
  return /^[=+\-@\t\r\n]/u.test(value) ? `'${value}` : value;
}

/** How a published figure is printed, as a spreadsheet number format: 5.02 → 0.00, 7,431 → #,##0. */
export function numberFormat(text: string): string {
  const digits = /\.(\d+)/u.exec(text)?.[1]?.length ?? 0;
  const whole = text.includes(',') ? '#,##0' : '0';
  const format = digits > 0 ? `${whole}.${'0'.repeat(digits)}` : whole;
  return /^[+＋]/u.test(text) ? `+${format};-${format};${format}` : format;
}

/** A cell's value for a spreadsheet: a real number where the printed text is one, else guarded text. */
export function cellValue(cell: TableCell): { value: number | string; format?: string } {
  if (cell.value !== undefined && printsAs(cell.text, cell.value)) {
    return { value: cell.value, format: numberFormat(cell.text) };
  }
  return { value: neutralise(cell.text) };
}

/** Whether the text is that very number, so that a sheet can show it by a format without changing a digit. */
function printsAs(text: string, value: number): boolean {
  const plain = text
    .replaceAll(',', '')
    .replace('−', '-')
    .replace(/^[+＋]/u, '');
  return /^-?\d+(\.\d+)?$/u.test(plain) && Number(plain) === value;
}

/** A sheet name that every spreadsheet program accepts: at most 31 characters, none of []:*?/\\, unique in the book. */
export function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const clean =
    wanted
      .replace(/[[\]:*?/\\]/gu, ' ')
      .replace(/^'+|'+$/gu, '')
      .trim()
      .slice(0, 31) || '表';
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `(${n})`;
    const name = clean.slice(0, 31 - suffix.length) + suffix;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
