/** Changing the rules: meetings that have not begun take the new offsets over. */
import type { MeetingRules } from '@qingzhang/contract';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { writeSetting } from '../../platform/settings/settings.ts';
import { redateSteps } from './plan-steps.ts';
import { effectiveRules, meetingRules } from './rules.ts';

/** Write the rules and date the checklists of coming meetings anew. */
export async function writeRules(db: Db, call: Call, rules: MeetingRules): Promise<MeetingRules> {
  return transaction(db, async (trx) => {
    await writeSetting(trx, meetingRules, rules, call);
    const coming = await trx
      .selectFrom('meeting')
      .select(['id', 'starts_at'])
      .where('state', 'in', ['planned', 'preparing', 'ready'])
      .execute();
    await redateSteps(trx, ...coming);
    return effectiveRules(trx);
  });
}
