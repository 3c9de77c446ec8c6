/** What becomes of a piece of evidence: withdrawn, refused, its repetition explained and judged. */
import { AppError, type judgeEvidence as endpoint, type ItemEvidence } from '@qingzhang/contract';
import { refuse } from '@qingzhang/domain';
import type { z } from 'zod';
import { notify } from '../../notifications/notify.ts';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { requireProgram } from '../board/programs.ts';
import { judgeOf } from '../items/derive.ts';
import { requireItem } from '../items/read.ts';
import { refusalError } from '../items/refusals.ts';
import { reporters } from '../items/tell.ts';
import { recount } from './add.ts';
import { readEvidence } from './read.ts';

type Judgement = z.output<NonNullable<(typeof endpoint)['body']>>;

const byReporter = ['withdraw', 'explainRepeat'];
const SEALED = ['notice', 'closed', 'lookBack'];

/** Do it; who added a piece never judges it. */
export async function judgeEvidence(db: Db, call: Call, id: number, body: Judgement): Promise<ItemEvidence> {
  await transaction(db, async (trx) => {
    const piece = await trx.selectFrom('item_evidence').selectAll().where('id', '=', id).executeTakeFirst();
    if (piece === undefined) throw new AppError('thing.notFound', { what: 'evidence', id });
    const item = await requireItem(trx, call.actor, piece.item_id, { lock: true }).catch((error: unknown) => {
      throw error instanceof AppError ? new AppError('thing.notFound', { what: 'evidence', id }) : error;
    });
    const { actor } = call;
    const theirs = byReporter.includes(body.act)
      ? may(actor, 'items.report')
      : may(actor, 'items.check') || may(actor, 'items.accept');
    if (!theirs) throw new AppError('permission.denied', { permission: body.act });
    if (!byReporter.includes(body.act) && [actor.login, actor.actingFor?.login].includes(piece.added_by)) {
      throw refusalError(body.act, refuse('submittedByYou'));
    }
    const repeats =
      body.act === 'explainRepeat' || body.act === 'acceptRepeat' || body.act === 'demandRetake';
    if (SEALED.includes(item.state) || piece.state !== 'have' || (repeats && piece.repeat_of === null)) {
      throw refusalError(body.act, refuse('wrongState', { state: item.state }));
    }
    // What the city has passed is not taken back by who is judged.
    if (body.act === 'withdraw' && item.state === 'acceptance') {
      throw refusalError(body.act, refuse('wrongState', { state: item.state }));
    }
    await trx.updateTable('item_evidence').set(changeOf(body)).where('id', '=', id).execute();
    const judge = await judgeOf(trx, await requireProgram(trx, item.program), call.at);
    const reason = 'reason' in body ? body.reason : 'text' in body ? body.text : null;
    await recount(trx, call, item, judge, {
      item: item.id,
      kind: `evidence.${body.act}`,
      from: item.state,
      to: item.state,
      reason,
      detail: { evidence: id, rule: piece.rule_key, label: piece.label },
    });
    if (body.act === 'refuse' || body.act === 'demandRetake') {
      await notify(trx, call, {
        to: await reporters(trx, item),
        kind: 'item.returned',
        subject: { type: 'item', id: item.id },
        params: { title: item.title.slice(0, 300), reason: body.reason },
        link: `/items/${item.id}`,
        region: item.county ?? item.city,
      });
    }
  });
  const [after] = await readEvidence(db, call.actor, { piece: id });
  if (after === undefined) throw new AppError('thing.notFound', { what: 'evidence', id });
  return after;
}

function changeOf(body: Judgement) {
  switch (body.act) {
    case 'withdraw':
      return { state: 'withdrawn', refusal: body.reason };
    case 'refuse':
      return { state: 'refused', refusal: body.reason };
    case 'explainRepeat':
      return { repeat_word: body.text, repeat_judged: null };
    case 'acceptRepeat':
      return { repeat_judged: 'accepted' };
    case 'demandRetake':
      return { repeat_judged: 'retake', state: 'refused', refusal: body.reason };
  }
}
