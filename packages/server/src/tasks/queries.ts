/** SQL of single tasks and of what hangs on them; the lists stand in `board-queries.ts`. */

import { AppError, LiftCondition, RungName } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Actor } from '../platform/actor.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Db } from '../platform/database/transaction.ts';
import type { Extras } from './derive.ts';
import type { TaskRecord } from './record.ts';
import { taskScope } from './sides.ts';

/** A task within the actor's sight, or `thing.notFound`: whether it exists is nobody's business. */
export async function findTask(db: Db, actor: Actor, id: number, hold = false): Promise<TaskRecord> {
  let query = db.selectFrom('task').selectAll().where('id', '=', id).where(taskScope(actor));
  if (hold) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'task', id });
  return row;
}

const none: Extras = { sentReport: false, notice: null, lookBackDue: null, closePeople: [] };

/** What other tables say about tasks, for many at once. */
export async function loadExtras(db: Db, ids: readonly number[]): Promise<(id: number) => Extras> {
  if (ids.length === 0) return () => none;
  const all = [...ids];
  const [reports, notices, lookBacks, closes] = await Promise.all([
    db
      .selectFrom('task_report')
      .select('task_id')
      .distinct()
      .where('state', '=', 'sent')
      .where(sql<boolean>`task_id = any(${all})`)
      .execute(),
    db
      .selectFrom('task_notice')
      .distinctOn('task_id')
      .select(['task_id', 'rung', 'issued_at', 'reply_due', 'reply_at', 'seen_at', 'lift'])
      .where('lifted_at', 'is', null)
      .where(sql<boolean>`task_id = any(${all})`)
      .orderBy('task_id')
      .orderBy('id', 'desc')
      .execute(),
    db
      .selectFrom('task_look_back')
      .select('task_id')
      .select((eb) => eb.fn.min('due_on').as('due'))
      .where('outcome', 'is', null)
      .where(sql<boolean>`task_id = any(${all})`)
      .groupBy('task_id')
      .execute(),
    db
      .selectFrom('task_close')
      .select(['task_id', 'applied_people', 'checked_people'])
      .where('accepted_at', 'is', null)
      .where('returned_at', 'is', null)
      .where(sql<boolean>`task_id = any(${all})`)
      .execute(),
  ]);
  const sent = new Set(reports.map(({ task_id }) => task_id));
  const inForce = new Map(notices.map((row) => [row.task_id, row]));
  const due = new Map(lookBacks.map((row) => [row.task_id, row.due]));
  const people = new Map(
    closes.map((row) => [row.task_id, [...row.applied_people, ...(row.checked_people ?? [])]]),
  );
  return (id) => {
    const notice = inForce.get(id);
    return {
      sentReport: sent.has(id),
      notice:
        notice === undefined
          ? null
          : {
              rung: RungName.parse(notice.rung),
              issuedOn: beijingDay(notice.issued_at),
              replyDue: notice.reply_due,
              replied: notice.reply_at !== null,
              seen: notice.seen_at !== null,
              lift: LiftCondition.parse(notice.lift),
            },
      lookBackDue: due.get(id) ?? null,
      closePeople: people.get(id) ?? [],
    };
  };
}

/** The progress of a parent: its parts' by weight, closed ones whole; what is not applicable does not count. */
export async function rollUp(db: Db, parent: number) {
  const { rows } = await sql<{ parts: number; closed: number; progress: string | null }>`
    select count(*) as parts,
      count(*) filter (where state = 'closed') as closed,
      round(sum(weight * case when state = 'closed' then 100 else coalesce(progress, 0) end)
        / nullif(sum(weight), 0), 4) as progress
    from task where parent_id = ${parent} and not_applicable is null and state <> 'cancelled'`.execute(db);
  return rows[0]!;
}

/** The next number of a year: 2021-148. */
export async function nextTaskNo(trx: Db, year: number): Promise<string> {
  const { rows } = await sql<{ last_number: number }>`
    insert into document_number (prefix, year, last_number) values ('任务', ${year}, 1)
    on conflict (prefix, year) do update set last_number = document_number.last_number + 1
    returning last_number`.execute(trx);
  return `${year}-${rows[0]!.last_number}`;
}

/** Refuse a region that is not there, or a county outside its city. */
export async function requirePlace(db: Db, city: string | null, county: string | null): Promise<void> {
  if (city === null) {
    if (county !== null) throw new AppError('thing.invalid', { what: 'county', reason: 'without its city' });
    return;
  }
  const codes = county === null ? [city] : [city, county];
  const rows = await db
    .selectFrom('region')
    .select(['code', 'level', 'parent_code'])
    .where('code', 'in', codes)
    .where('managed', '=', true)
    .execute();
  const found = new Map(rows.map((row) => [row.code, row]));
  if (found.get(city)?.level !== 'city') throw new AppError('thing.notFound', { what: 'city', id: city });
  if (county !== null && found.get(county)?.parent_code !== city) {
    throw new AppError('thing.notFound', { what: 'county', id: county });
  }
}

/** Files of this task that nothing names yet, or `thing.notFound`. */
export async function attachFiles(
  trx: Db,
  task: number,
  files: readonly number[],
  to: { readonly report_id: number } | { readonly close_id: number } | { readonly notice_id: number },
): Promise<void> {
  if (files.length === 0) return;
  const changed = await trx
    .updateTable('task_file')
    .set(to)
    .where('task_id', '=', task)
    .where('id', 'in', [...files])
    .where('report_id', 'is', null)
    .where('close_id', 'is', null)
    .where('notice_id', 'is', null)
    .executeTakeFirst();
  if (Number(changed.numUpdatedRows) !== new Set(files).size) {
    throw new AppError('thing.notFound', { what: 'task file', id: files.join(', ') });
  }
}
