import { types as pgTypes } from 'pg';

const DATE = 1082;
const INT8 = 20;

/**
 * How values of the database arrive: `date` as 'YYYY-MM-DD' text (a Date would be a moment in some zone), `bigint`
 * as number, refused where it would lose digits, `numeric` as text (exact), `timestamptz` as Date. Given to each
 * pool; nothing global is changed.
 */
export const typeParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === DATE) return (value) => value;
    if (oid === INT8) return parseBigint;
    return format === 'binary' ? pgTypes.getTypeParser(oid, 'binary') : pgTypes.getTypeParser(oid, 'text');
  },
};

function parseBigint(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`bigint ${value} does not fit a number exactly: select it as text`);
  }
  return number;
}
