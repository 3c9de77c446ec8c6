/** The one above accepts a report or returns it with a reason; it never overwrites (DIS-12). */
import { AppError, type judgeReport as endpoint } from '@qingzhang/contract';
import { refuse } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { z } from 'zod';
import { notify } from '../../notifications/notify.ts';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requireProgram } from '../board/programs.ts';
import { derive, judgeOf } from '../items/derive.ts';
import { requireItem } from '../items/read.ts';
import type { ItemRecord } from '../items/record.ts';
import { refusalError } from '../items/refusals.ts';
import { addEvents, follow, updateItems } from '../items/save.ts';
import { reporters } from '../items/tell.ts';

type Verdict = z.output<NonNullable<(typeof endpoint)['body']>>;

/** Judge the newest report of an item; returns the item's id. */
export async function judgeReport(db: Db, call: Call, id: number, body: Verdict): Promise<number> {
  return transaction(db, async (trx) => {
    const report = await trx.selectFrom('item_report').selectAll().where('id', '=', id).executeTakeFirst();
    if (report === undefined) throw new AppError('thing.notFound', { what: 'report', id });
    const item = await requireItem(trx, call.actor, report.item_id, { lock: true }).catch(
      (error: unknown) => {
        throw error instanceof AppError ? new AppError('thing.notFound', { what: 'report', id }) : error;
      },
    );
    const { rows } = await sql<{ id: number; state: string }>`
      select id, state from item_report where item_id = ${item.id} order by id desc limit 1`.execute(trx);
    const [newest] = rows;
    if (newest?.id !== id || newest.state !== 'sent') {
      throw new AppError('thing.conflict', {
        what: 'report',
        state: newest?.id === id ? newest.state : 'older',
      });
    }
    const behind = [call.actor.login, call.actor.actingFor?.login];
    if (behind.includes(report.sent_by)) throw refusalError('judgeReport', refuse('submittedByYou'));

    const accept = body.verdict === 'accept';
    const reason = body.verdict === 'return' ? body.reason : null;
    await trx
      .updateTable('item_report')
      .set({
        state: accept ? 'accepted' : 'returned',
        return_reason: reason,
        judged_by: call.actor.post,
        judged_at: call.at,
      })
      .where('id', '=', id)
      .execute();
    const judge = await judgeOf(trx, await requireProgram(trx, item.program), call.at);
    const judged: ItemRecord = {
      ...item,
      accepted: accept ? item.values : item.accepted,
      reportState: accept ? 'accepted' : 'returned',
      returned:
        reason === null
          ? item.returned
          : { reason, post: call.actor.post, at: call.at.toISOString(), reportId: id },
      changedAt: call.at,
    };
    const after = derive(judged, judge);
    await updateItems(trx, [after]);
    await addEvents(trx, call, [
      {
        item: item.id,
        kind: accept ? 'reportAccepted' : 'reportReturned',
        from: item.state,
        to: item.state,
        reason,
        detail: { month: report.month, report: id },
      },
    ]);
    await follow(trx, call, new Map([[item.program, judge]]), [{ before: item, after }]);
    if (reason !== null) {
      await notify(trx, call, {
        to: await reporters(trx, item),
        kind: 'item.returned',
        subject: { type: 'item', id: item.id },
        params: { title: item.title.slice(0, 300), reason },
        link: `/items/${item.id}`,
        region: item.county ?? item.city,
      });
    }
    return item.id;
  });
}
