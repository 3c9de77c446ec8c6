/** Tasks that follow a program's measure take its figure, so that nobody reports it twice (DIS-14.3). */
import { sql } from 'kysely';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { recordProgress } from '../../tasks/progress.ts';
import { measuresOf } from '../board/columns.ts';
import { Figures } from '../board/month-row.ts';
import type { Judge } from './derive.ts';

/** After the boards have been renewed: the figures of the running month into every open task linked to them. */
export async function feedTasks(trx: Db, call: Call, judges: ReadonlyMap<string, Judge>): Promise<void> {
  const { rows } = await sql<{ program: string; region: string; measure: string; figures: unknown }>`
    select distinct t.program_key as program, t.program_region as region, t.program_measure as measure, m.figures
    from task t join program_month m on m.program_key = t.program_key and m.region_code = t.program_region
    where t.program_key = any(${[...judges.keys()]}::text[]) and t.program_measure is not null
      and t.state in ('issued', 'working', 'extension', 'reopened')
      and m.month = (select max(month) from program_month l where l.program_key = m.program_key and l.region_code = m.region_code)`.execute(
    trx,
  );
  if (rows.length === 0) return;
  // By id like everybody, and not measure by measure: a hand-over may hold one of them and wait for another.
  await sql`select 1 from task where program_key = any(${[...judges.keys()]}::text[]) and program_measure is not null
    and state in ('issued', 'working', 'extension', 'reopened') and parts = 0 order by id for update`.execute(
    trx,
  );
  for (const { program, region, measure, figures } of rows) {
    const definition = judges.get(program)?.program.definition;
    const kind = definition?.measures.find(({ key }) => key === measure)?.of.kind;
    // An amount says nothing of how far a task is.
    if (definition === undefined || kind === undefined || kind === 'amount') continue;
    const { value, done } = measuresOf(definition, Figures.parse(figures))[measure] ?? {
      value: null,
      done: null,
    };
    if (value === null) continue;
    const progress = Math.min(100, Math.max(0, value));
    await recordProgress(trx, call, { program, region, measure, progress, value: done });
  }
}
