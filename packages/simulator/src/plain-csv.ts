/** Our own plain CSV: `time,station,so2,no2,pm10,pm25,co,o3`, the time being the END of the hour (AIR-3.1). */
import { MILLI, MISSING } from '@qingzhang/standards';
import type { Reading } from './types.ts';

export const PLAIN_HEADER = 'time,station,so2,no2,pm10,pm25,co,o3';

/** Whole units up to 2 999 as text, because nearly every value is one of them. */
const WHOLE: readonly string[] = Array.from({ length: 3000 }, (_, i) => String(i));

/** Thousandths as decimal text without needless zeros (1500 → '1.5'); MISSING is empty. Exact, no rounding. */
export function formatMilli(value: number): string {
  if (value === MISSING) return '';
  const units = value / MILLI;
  if (Number.isInteger(units)) return WHOLE[units] ?? String(units);
  const size = Math.abs(value);
  const whole = Math.trunc(size / MILLI);
  const rest = String(size - whole * MILLI)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${whole}.${rest}`;
}

/** One reading as a line without its line feed. */
export function plainLine(r: Reading): string {
  return `${r.time},${r.station},${formatMilli(r.so2)},${formatMilli(r.no2)},${formatMilli(r.pm10)},${formatMilli(r.pm25)},${formatMilli(r.co)},${formatMilli(r.o3)}`;
}

const CHUNK = 1 << 16;

/** Header and rows in pieces of about 64 Ki characters, each ending at a line end (LF). */
export function* toCsv(rows: Iterable<Reading>): Generator<string> {
  let text = `${PLAIN_HEADER}\n`;
  for (const r of rows) {
    text += `${plainLine(r)}\n`;
    if (text.length >= CHUNK) {
      yield text;
      text = '';
    }
  }
  if (text) yield text;
}
