/** 由会议起草新闻稿: renewed from the record as often as asked; people's edits lie over it. */
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '@qingzhang/contract';
import { editedModel } from '../issuing/documents/edits.ts';
import { readTemplate } from '../issuing/templates/store.ts';
import { attendingRows } from '../meetings/after/attendance.ts';
import { requireEnded } from '../meetings/after/draft-minutes.ts';
import { frozenFigures, listFrozen, withFrozen } from '../meetings/after/frozen.ts';
import { keptLines } from '../meetings/after/gaps.ts';
import { findMeeting, requireMeeting } from '../meetings/cycle/read.ts';
import { meetingFigures } from '../meetings/papers/compose/figures.ts';
import { gatherPapers } from '../meetings/papers/gather.ts';
import { type Call, personIds } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { type Db, transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { requirePermission } from '../platform/policy.ts';
import { composeRelease } from './compose/compose-release.ts';
import { readReleaseRules } from './rules.ts';
import { releaseContent, releaseOfMeeting, withAuthors } from './store.ts';

/**
 * Draft the release of an ended meeting, or draft it anew. Answers its id. Fails with `meeting.state` before the end,
 * `thing.conflict` without a record, and once the text has left the hands of who writes it.
 */
export async function draftRelease(platform: Platform, call: Call, meetingId: number): Promise<number> {
  requirePermission(call.actor, 'releases.write');
  const { db } = platform;
  const meeting = await requireMeeting(db, call.actor, meetingId);
  requireEnded(meeting, 'release');
  const context = await gatherPapers(platform, meeting, call.at);
  return transaction(db, async (trx) => {
    const held = await findMeeting(trx, meetingId, { hold: true });
    if (held === null) throw new AppError('thing.notFound', { what: 'meeting', id: meetingId });
    requireEnded(held, 'release');
    const [lines, attending, template, rules] = await Promise.all([
      keptLines(trx, meetingId),
      attendingRows(trx, meetingId),
      readTemplate(trx, 'release'),
      readReleaseRules(trx),
    ]);
    if (lines.length === 0) throw new AppError('thing.conflict', { what: 'record', state: 'empty' });
    const frozen = await frozenFigures(trx, meetingId);
    const model = withFrozen(composeRelease({ context, lines, attending }, template.body), frozen);
    const content = {
      title: model.title,
      model: JSON.stringify(model),
      figures: JSON.stringify(listFrozen(meetingFigures(context.facts), frozen)),
      simulated: model.simulated,
      as_of: context.facts.asOf,
      drafted_at: call.at,
    };
    const known = await releaseOfMeeting(trx, meetingId, true);
    if (known !== null && known.state !== 'draft') {
      throw new AppError('thing.conflict', { what: 'release', state: known.state });
    }
    const people = personIds(call.actor);
    const id =
      known === null
        ? (
            await trx
              .insertInto('release')
              .values({
                ...content,
                meeting_id: meetingId,
                state: 'draft',
                source: rules.source === '' ? context.issuer.issuer : rules.source,
                reprint: rules.reprint,
                authors: [...people],
                created_by: call.actor.id,
                created_post: call.actor.post,
                created_at: call.at,
              })
              .returning('id')
              .executeTakeFirstOrThrow()
          ).id
        : known.id;
    if (known !== null) {
      const before = await releaseContent(trx, id);
      // Stored JSON comes back with its keys in another order.
      const same = isDeepStrictEqual(before.model, JSON.parse(content.model));
      await trx
        .updateTable('release')
        .set((eb) => ({
          ...content,
          authors: withAuthors(people),
          ...(same ? {} : { revision: eb('revision', '+', 1) }),
        }))
        .where('id', '=', id)
        .execute();
    }
    await retitle(trx, id);
    await audit(trx, call, {
      action: 'release.draft',
      objectType: 'release',
      objectId: id,
      detail: { meeting: meetingId, lines: lines.length, again: known !== null },
    });
    return id;
  });
}

/** Named as it reads with people's edits. */
export async function retitle(trx: Db, id: number): Promise<void> {
  const { title } = await editedModel(trx, 'release', id, await releaseContent(trx, id));
  await trx.updateTable('release').set({ title }).where('id', '=', id).execute();
}
