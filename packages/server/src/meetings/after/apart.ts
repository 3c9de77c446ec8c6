/**
 * 任务与记录不一致: tasks whose line was changed after they were made and which did not follow, since somebody had taken
 * them up. Told so that the issuing side changes them by their own acts: extension, another post, not applicable.
 */

import { isDeepStrictEqual } from 'node:util';
import type { FollowUp } from '@qingzhang/contract';
import type { Db } from '../../platform/database/transaction.ts';
import type { TaskRecord } from '../../tasks/record.ts';
import type { LineRow } from '../stage/record-rows.ts';
import { placesOf } from './owed.ts';
import { measureOf, taskOf, taskSources } from './task-of.ts';

/** In what a task and its line differ. */
export type Apart = FollowUp['tasks'][number]['apart'];

type Part = Apart[number];

/** Which fields of a line each part of a task follows from. */
const FIELDS: Readonly<Record<Exclude<Part, 'withdrawn'>, readonly string[]>> = {
  text: ['text', 'verb'],
  deadline: ['deadline'],
  owner: ['ownerPost'],
  unit: ['leadUnit', 'cities'],
  measure: ['measure', 'program'],
};

/**
 * By task, in what it differs from its line, as far as the line was changed since the task was made: what the office or an
 * extension changed on the task itself is no difference. `lines` are all lines of the meeting, withdrawn ones too.
 */
export async function apartOf(
  db: Db,
  tasks: readonly (TaskRecord & { readonly line_id: number })[],
  lines: readonly LineRow[],
  at: Date,
): Promise<ReadonlyMap<number, Apart>> {
  const changed = lines.filter(({ changes }) => changes > 0).map(({ id }) => id);
  const concerned = tasks.filter(({ line_id }) => changed.includes(line_id));
  if (concerned.length === 0) return new Map();
  const [changes, sources] = await Promise.all([
    db
      .selectFrom('record_change')
      .select(['line_id', 'after', 'changed_at'])
      .where('line_id', 'in', changed)
      .execute(),
    taskSources(db, at),
  ]);
  const apart = new Map<number, Apart>();
  for (const task of concerned) {
    const line = lines.find(({ id }) => id === task.line_id);
    if (line === undefined || ['closed', 'cancelled'].includes(task.state) || task.not_applicable !== null)
      continue;
    const place = task.county_code ?? task.city_code;
    if (line.state === 'void' || line.kind !== 'requirement' || !placesOf(line).includes(place)) {
      apart.set(task.id, ['withdrawn']);
      continue;
    }
    const since = new Set(
      changes
        .filter((one) => one.line_id === line.id && one.changed_at >= task.created_at)
        .flatMap(({ after }) => (typeof after === 'object' && after !== null ? Object.keys(after) : [])),
    );
    const is = taskOf(line, place, sources);
    const measure = measureOf(line, task.program_key !== null);
    const differs: Readonly<Record<keyof typeof FIELDS, boolean>> = {
      text: task.text !== is.text,
      deadline: task.extended_to === null && task.deadline !== is.deadline && is.deadline !== null,
      owner: (task.owner_post ?? '') !== is.ownerPost && is.ownerPost !== '',
      unit: (task.lead_unit ?? '') !== is.leadUnit && is.leadUnit !== '',
      measure: measure !== null && !isDeepStrictEqual(goal(task.measure), goal(measure)),
    };
    const parts = (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).filter(
      (part) => differs[part] && FIELDS[part].some((field) => since.has(field)),
    );
    if (parts.length > 0) apart.set(task.id, parts);
  }
  return apart;
}

/** How far somebody has come is no difference of what is asked. */
function goal(measure: unknown): unknown {
  if (typeof measure !== 'object' || measure === null) return measure;
  return { ...measure, current: null };
}
