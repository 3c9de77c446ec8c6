/** 销号文号: reserved in the register when an item closes, per program and year, never used again. */
import { type LifeFacts, numberCloseOut } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Db } from '../../platform/database/transaction.ts';
import type { BoardProgram } from '../board/programs.ts';

/** 督察整改销〔2021〕12号. */
export const closeOutMark = (program: BoardProgram, year: number, number: number): string =>
  `${program.definition.shortName.zh}销〔${year}〕${number}号`;

/** Give a closed item the next number; whoever closes another of the program waits. */
export async function registerCloseOut(
  trx: Db,
  program: BoardProgram,
  item: number,
  facts: LifeFacts,
): Promise<{ readonly facts: LifeFacts; readonly mark: string }> {
  const closeOut = facts.record.closeOuts?.at(-1);
  if (closeOut === undefined) throw new Error('an item closes without a close-out');
  await sql`select 1 from program where key = ${program.key} for no key update`.execute(trx);
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(number), 0) + 1 as next from close_out
    where program_key = ${program.key} and year = ${closeOut.year}`.execute(trx);
  const number = rows[0]?.next ?? 1;
  const mark = closeOutMark(program, closeOut.year, number);
  await trx
    .insertInto('close_out')
    .values({
      program_key: program.key,
      year: closeOut.year,
      number,
      item_id: item,
      on_day: closeOut.on,
      mark,
    })
    .execute();
  return { facts: numberCloseOut(facts, number), mark };
}
