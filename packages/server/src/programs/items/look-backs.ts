/** 回头看抽样: of the closed items whose look-back is due, at least the program's share is visited, unannounced. */
import { AppError } from '@qingzhang/contract';
import { drawSample } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { regionScope, withinScope } from '../../platform/policy.ts';
import { requireProgram } from '../board/programs.ts';
import { boardScope, seesProgram } from '../board/scope.ts';
import { takeStep } from './act.ts';
import { judgeOf } from './derive.ts';
import { readItems } from './read.ts';

export interface Drawn {
  readonly due: number;
  readonly drawn: number;
  readonly items: number[];
}

/** Draw and begin them. Which ones follows from the day and the program alone: drawing again the same day adds none. */
export async function drawLookBacks(
  db: Db,
  call: Call,
  key: string,
  share: number | undefined,
): Promise<Drawn> {
  if (!seesProgram(boardScope(call.actor), key))
    throw new AppError('thing.notFound', { what: 'program', id: key });
  return transaction(db, async (trx) => {
    const program = await requireProgram(trx, key);
    const judge = await judgeOf(trx, program, call.at);
    const least = program.definition.life.lookBackShare;
    const scope = withinScope(regionScope(call.actor), {
      city: 'i.city_code',
      county: 'i.county_code',
      program: 'i.program_key',
      item: 'i.id',
    });
    const { rows } = await sql<{ id: number; state: string }>`
      select i.id, i.state from item i
      where i.program_key = ${key} and i.state in ('closed', 'lookBack') and i.look_back_on <= ${judge.today}::date and ${scope}
      order by i.id`.execute(trx);
    const seed = [...`${key}${judge.today}`].reduce(
      (sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0,
      7,
    );
    const drawn = new Set(
      drawSample(
        rows.map(({ id }) => id),
        Math.max(share ?? least, least),
        seed,
      ),
    );
    const begin = rows.filter(({ id, state }) => state === 'closed' && drawn.has(id)).map(({ id }) => id);
    for (const item of await readItems(trx, begin, { lock: true })) {
      if (item.state === 'closed') await takeStep(trx, call, item, judge, { act: 'startLookBack' });
    }
    await audit(trx, call, {
      action: 'items.lookBack',
      objectType: 'program',
      objectId: key,
      detail: { due: rows.length, drawn: drawn.size },
    });
    return { due: rows.length, drawn: drawn.size, items: [...drawn] };
  });
}
