/** The shipped programs of a year, as a program office would have put them in force. */
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { presets } from '../../programs/presets/presets.ts';

/** Programs that stand are left. */
export async function installDemoPrograms(db: Db, call: Call, year: number): Promise<void> {
  await transaction(db, async (trx) => {
    for (const [sort, { preset, office }] of presets.entries()) {
      const definition = preset(year);
      const { rows } = await sql`
        insert into program (key, version, state, year, sort, office, simulated, created_by, created_at)
        values (${definition.key}, 1, 'active', ${year}, ${sort + 1}, ${office}, true, ${call.actor.login}, ${call.at})
        on conflict do nothing returning key`.execute(trx);
      if (rows.length === 0) continue;
      await sql`
        insert into program_version (program_key, version, definition, note, created_by, created_at)
        values (${definition.key}, 1, ${JSON.stringify(definition)}::jsonb, '随系统提供（模拟数据）', ${call.actor.login}, ${call.at})`.execute(
        trx,
      );
    }
  });
}
