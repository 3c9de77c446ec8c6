/** 先放下: a suggested speaker put aside stays aside at the next look, until somebody takes it up again. */
import { AppError, type SpeakerSuggestion } from '@qingzhang/contract';
import type { Call } from '../../platform/actor.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { beijingInstant } from '../../programs/ledger/instants.ts';
import { auditMeeting } from './change.ts';
import { requireBefore, requireMeeting } from './record.ts';

type Suggested = Pick<SpeakerSuggestion, 'kind' | 'city' | 'program'>;

/** One suggestion: a city, a program (null: the air), as experience or pledge. */
export const suggestionKey = ({ kind, city, program }: Suggested): string =>
  `${kind}/${city}/${program ?? ''}`;

/** What was put aside for a meeting, by `suggestionKey`. */
export async function asidesOf(
  db: Db,
  meetingId: number,
): Promise<ReadonlyMap<string, NonNullable<SpeakerSuggestion['aside']>>> {
  const rows = await db
    .selectFrom('suggestion_aside')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .execute();
  return new Map(
    rows.map((row) => [
      `${row.kind}/${row.city_code}/${row.program_key}`,
      { post: row.put_post, at: beijingInstant(row.put_at), reason: row.reason },
    ]),
  );
}

/** Put one aside, or take it up again; doing it twice is doing it once, the first word stands. Before the meeting only. */
export async function putAside(
  db: Db,
  call: Call,
  meetingId: number,
  { aside, reason, ...suggested }: Suggested & { readonly aside: boolean; readonly reason: string },
): Promise<void> {
  const { kind, city } = suggested;
  const program = suggested.program ?? '';
  await transaction(db, async (trx) => {
    const meeting = await requireMeeting(trx, call.actor, meetingId, { hold: true });
    requireBefore(meeting, 'suggestion');
    const place = await trx.selectFrom('region').select('code').where('code', '=', city).executeTakeFirst();
    if (place === undefined) throw new AppError('thing.notFound', { what: 'city', id: city });
    const changed = aside
      ? await trx
          .insertInto('suggestion_aside')
          .values({
            meeting_id: meetingId,
            kind,
            city_code: city,
            program_key: program,
            reason,
            put_by: call.actor.id,
            put_post: call.actor.post,
            put_at: call.at,
          })
          .onConflict((conflict) => conflict.doNothing())
          .returning('meeting_id')
          .execute()
      : await trx
          .deleteFrom('suggestion_aside')
          .where('meeting_id', '=', meetingId)
          .where('kind', '=', kind)
          .where('city_code', '=', city)
          .where('program_key', '=', program)
          .returning('meeting_id')
          .execute();
    if (changed.length === 0) return;
    await auditMeeting(trx, call, meetingId, aside ? 'suggestion.aside' : 'suggestion.resume', {
      ...suggested,
      ...(reason === '' ? {} : { reason }),
    });
  });
}
