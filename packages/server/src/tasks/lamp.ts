/** 人工改灯 (DIS-2.2, DIS-12): with a reason and four eyes; a corner mark until it is lifted or the rules say something else. */
import {
  AppError,
  type TaskLampConfirmation,
  type TaskLampLift,
  type TaskLampProposal,
} from '@qingzhang/contract';
import type { z } from 'zod';
import { type Call, personIds } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { act, needReason } from './change.ts';
import { manualLampOf, proposalOf } from './record.ts';
import { issuersOf, shortTitle, tellTask } from './tell.ts';

/** The first pair of eyes proposes. Nothing changes yet. */
export async function proposeLamp(db: Db, call: Call, id: number, body: z.output<typeof TaskLampProposal>) {
  return act(db, call, { id, revision: body.revision, act: 'proposeLamp' }, async ({ trx, task }) => {
    if (body.lamp === task.lamp) throw new AppError('thing.conflict', { what: 'lamp', state: task.lamp });
    const proposal = {
      lamp: body.lamp,
      reason: body.reason,
      post: call.actor.post,
      people: [...personIds(call.actor)],
      at: call.at.toISOString(),
    };
    return {
      patch: { lamp_proposal: JSON.stringify(proposal) },
      event: { kind: 'lampProposed', reason: body.reason, detail: { lamp: [task.lamp, body.lamp] } },
      after: async (record) =>
        tellTask(trx, call, record, await issuersOf(trx, record), 'lamp.override', {
          title: shortTitle(record.text),
          reason: body.reason,
        }),
    };
  });
}

/** The second pair confirms, or refuses with a reason. */
export async function confirmLamp(
  db: Db,
  call: Call,
  id: number,
  body: z.output<typeof TaskLampConfirmation>,
) {
  return act(db, call, { id, revision: body.revision, act: 'confirmLamp' }, async ({ task }) => {
    const proposal = proposalOf(task);
    if (proposal === null) throw new AppError('thing.conflict', { what: 'lamp', state: 'no proposal' });
    if (!body.confirm) {
      const reason = needReason(body.reason);
      return { patch: { lamp_proposal: null }, event: { kind: 'lampRefused', reason } };
    }
    const manual = {
      lamp: proposal.lamp,
      computed: task.lamp_computed,
      reason: proposal.reason,
      post: proposal.post,
      confirmedBy: call.actor.post,
      at: call.at.toISOString(),
    };
    return {
      patch: { lamp_proposal: null, lamp_manual: JSON.stringify(manual) },
      event: { kind: 'lampConfirmed', reason: proposal.reason, detail: { lamp: [task.lamp, proposal.lamp] } },
    };
  });
}

/** Back to what the rules say. */
export async function liftLamp(db: Db, call: Call, id: number, body: z.output<typeof TaskLampLift>) {
  return act(db, call, { id, revision: body.revision, act: 'liftLamp' }, async ({ task }) => ({
    patch: { lamp_manual: null },
    event: {
      kind: 'lampLifted',
      reason: body.reason,
      detail: { lamp: [manualLampOf(task)?.lamp ?? task.lamp, task.lamp_computed] },
    },
  }));
}
