/** The rows of a meeting's checklist: laid out with the meeting, dated anew when it moves. */
import { datedSteps, type MeetingStepName, stepRules } from '@qingzhang/domain';
import { sql } from 'kysely';
import { readCalendar } from '../../platform/calendar/calendar.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import type { MeetingRecord } from './record.ts';
import { meetingRules } from './rules.ts';

type Offsets = Readonly<Partial<Record<MeetingStepName, number | undefined>>>;

/** Lay out the steps of a new meeting. */
export async function insertSteps(
  trx: Db,
  meeting: Pick<MeetingRecord, 'id' | 'starts_at'>,
  offsets: Offsets,
): Promise<void> {
  const calendar = await readCalendar(trx);
  const steps = datedSteps(beijingDay(meeting.starts_at), offsets, calendar);
  await trx
    .insertInto('meeting_step')
    .values(
      steps.map(({ step, offset, due }) => ({
        meeting_id: meeting.id,
        step,
        offset_days: offset,
        due,
        owner_role: stepRules[step].owner,
        state: 'open',
        automatic: stepRules[step].automatic,
      })),
    )
    .execute();
}

/** Date the steps of meetings anew by the offsets in force; what is done stays done. */
export async function redateSteps(
  trx: Db,
  ...meetings: readonly Pick<MeetingRecord, 'id' | 'starts_at'>[]
): Promise<void> {
  const [calendar, { offsets }] = [await readCalendar(trx), await readSetting(trx, meetingRules)];
  const rows = meetings.flatMap(({ id, starts_at }) =>
    datedSteps(beijingDay(starts_at), offsets, calendar).map(({ step, offset, due }) => ({
      id,
      step,
      n: offset,
      due,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    update meeting_step s set offset_days = d.n, due = d.due
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d (id integer, step text, n smallint, due date)
    where s.meeting_id = d.id and s.step = d.step`.execute(trx);
}
