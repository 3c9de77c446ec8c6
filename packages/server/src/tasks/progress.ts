/** 专项进度流入: what a program's progress does to the tasks linked to it. Called by programs, in their transaction. */
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { applyChange, hand, rulesOf } from './change.ts';
import { figuresOf } from './life.ts';
import { measureOf } from './record.ts';

/** Progress of one measure of a program in one region, as accepted there. */
export interface ProgramProgress {
  readonly program: string;
  /** A city or county; the province's code for the whole. */
  readonly region: string;
  readonly measure: string;
  /** Percent, 0…100. */
  readonly progress: number;
  /** The figure behind it, in the measure's unit; null: none. */
  readonly value: number | null;
}

/**
 * Write accepted progress into every open task linked to it; tasks whose progress is the same stay untouched. Returns how
 * many changed. The figure has been judged in the program, so nobody is asked again (one fact once, DIS-14.3).
 */
export async function recordProgress(trx: Db, call: Call, came: ProgramProgress): Promise<number> {
  const tasks = await trx
    .selectFrom('task')
    .selectAll()
    .where('program_key', '=', came.program)
    .where('program_region', '=', came.region)
    .where('program_measure', '=', came.measure)
    .where('state', 'in', ['issued', 'working', 'extension', 'reopened'])
    .where('parts', '=', 0)
    .orderBy('id')
    .forUpdate()
    .execute();
  const rules = await rulesOf(trx, call.at);
  let changed = 0;
  for (const task of tasks) {
    const measure = measureOf(task);
    const figures = figuresOf(task, { progress: came.progress, value: came.value });
    const progress = figures.progress ?? came.progress;
    const same =
      task.progress !== null &&
      Number(task.progress) === progress &&
      task.last_report_on !== null &&
      task.last_report_on.slice(0, 7) === rules.today.slice(0, 7);
    if (same) continue;
    changed += 1;
    await applyChange(
      { ...rules, trx, call, task },
      {
        patch: {
          progress: String(progress),
          reported_on: task.reported_on ?? rules.today,
          last_report_on: rules.today,
          ...(measure?.kind === 'figure' && figures.value !== null
            ? { measure: JSON.stringify({ ...measure, current: figures.value }) }
            : {}),
        },
        event: { kind: 'progress', detail: { program: came.program, progress: [task.progress, progress] } },
        after: async () => {
          await trx
            .insertInto('task_report')
            .values({
              task_id: task.id,
              kind: 'program',
              text: '',
              progress: String(progress),
              value: figures.value === null ? null : String(figures.value),
              state: 'accepted',
              sent_by: hand(call).by,
              sent_for: hand(call).for,
              sent_post: call.actor.post,
              sent_at: call.at,
              judged_by: call.actor.id,
              judged_post: call.actor.post,
              judged_at: call.at,
            })
            .execute();
        },
      },
    );
  }
  return changed;
}
