/** 督办单等的清单. */
import { AppError, type Lang, type Notice, type RungName } from '@qingzhang/contract';
import { sql } from 'kysely';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { rulesOf } from './change.ts';
import { fileOf, noticeOf } from './detail.ts';
import { findNotice } from './notices.ts';
import { taskScope } from './sides.ts';

export interface NoticeFilter {
  readonly lang: Lang;
  readonly rung?: RungName | undefined;
  readonly city?: string | undefined;
  readonly open?: 'true' | 'false' | undefined;
  readonly year?: number | undefined;
}

/** Newest first; two statements a page, whatever its length. */
export async function listNotices(
  db: Db,
  call: Call,
  filter: NoticeFilter,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: Notice[]; total: null; nextCursor: string | null }> {
  let query = db
    .selectFrom('task_notice as n')
    .innerJoin('task', 'task.id', 'n.task_id')
    .selectAll('n')
    .where(taskScope(call.actor));
  if (filter.rung !== undefined) query = query.where('n.rung', '=', filter.rung);
  if (filter.city !== undefined) query = query.where('n.city_code', '=', filter.city);
  if (filter.year !== undefined) query = query.where('n.year', '=', filter.year);
  if (filter.open === 'true') query = query.where('n.lifted_at', 'is', null);
  if (filter.open === 'false') query = query.where('n.lifted_at', 'is not', null);
  if (page.cursor !== undefined) {
    if (!/^\d{1,15}$/.test(page.cursor))
      throw new AppError('thing.invalid', { what: 'cursor', reason: page.cursor });
    query = query.where('n.id', '<', Number(page.cursor));
  }
  const rows = await query
    .orderBy('n.id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  const ids = [...new Set(shown.map(({ task_id }) => task_id))];
  const [rules, tasks] = await Promise.all([
    rulesOf(db, call.at),
    db.selectFrom('task').selectAll().where(sql<boolean>`id = any(${ids})`).execute(),
  ]);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return {
    items: shown.flatMap((row) => {
      const task = byId.get(row.task_id);
      return task === undefined ? [] : [noticeOf(row, task, [], rules, filter.lang)];
    }),
    total: null,
    nextCursor: rows.length > page.limit ? String(shown.at(-1)?.id) : null,
  };
}

/** One notice, with the files of its reply. */
export async function readNotice(db: Db, call: Call, id: number, lang: Lang): Promise<Notice> {
  const { notice, task } = await findNotice(db, call, id);
  const files = await db
    .selectFrom('task_file as f')
    .innerJoin('stored_file as s', 's.id', 'f.file_id')
    .select(['f.id', 'f.added_post', 'f.added_at', 's.name', 's.mime', 's.size'])
    .where('f.notice_id', '=', id)
    .orderBy('f.id')
    .execute();
  return noticeOf(notice, task, files.map(fileOf), await rulesOf(db, call.at), lang);
}

/** All notices of a filter, page by page. */
export async function* everyNotice(db: Db, call: Call, filter: NoticeFilter): AsyncGenerator<Notice> {
  let cursor: string | undefined;
  do {
    const page = await listNotices(db, call, filter, { cursor, limit: 200 });
    yield* page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
