/** 发文字号 (DIS-7.5): one counter per 机关代字 and year, taken at signing, never used again. */
import { sql } from 'kysely';
import type { Db } from '../platform/database/transaction.ts';

/**
 * The next number of a 机关代字 in a year (DIS-7.5). The row stays locked until the transaction ends: numbers are given
 * one after the other, and one that was given never comes again.
 */
export async function reserveNumber(trx: Db, prefix: string, year: number): Promise<number> {
  const { rows } = await sql<{ last_number: number }>`
    insert into document_number (prefix, year, last_number) values (${prefix}, ${year}, 1)
    on conflict (prefix, year) do update set last_number = document_number.last_number + 1
    returning last_number`.execute(trx);
  return rows[0]!.last_number;
}
