/** Definitions of the programs that stand on a desk. */
import type { ProgramDefinition } from '@qingzhang/domain';
import type { Db } from '../platform/database/transaction.ts';
import { readPrograms } from '../programs/board/programs.ts';

export interface DeskProgram {
  readonly definition: ProgramDefinition;
  readonly simulated: boolean;
  readonly sort: number;
}

/** By key, in the programs' own order; parsed once per version. */
export async function deskPrograms(db: Db): Promise<ReadonlyMap<string, DeskProgram>> {
  const programs = await readPrograms(db);
  return new Map(
    programs
      .filter(({ state }) => state === 'active')
      .map(({ key, definition, simulated }, sort) => [key, { definition, simulated, sort }]),
  );
}
