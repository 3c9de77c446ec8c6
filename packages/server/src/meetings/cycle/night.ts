/** 每日: preparations begin, what the facts have reached is written down with its day, what is overdue is told once. */
import { addDays } from '@qingzhang/standards';
import { z } from 'zod';
import { notify } from '../../notifications/notify.ts';
import { recipientsOf } from '../../notifications/recipients.ts';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { jobType, worker } from '../../platform/jobs/jobs.ts';
import { setMeetingState } from './change.ts';
import { startPreparing } from './create.ts';
import { findMeeting, type MeetingRecord, meetingOf } from './record.ts';
import { type JudgedStep, judgeSteps, settleStep, stepSubject } from './steps.ts';
import { stepLinks, stepWords } from './words.ts';

export interface MeetingNight {
  /** Meetings whose preparation begins today. */
  readonly begun: number;
  /** Steps whose day was written down. */
  readonly settled: number;
  readonly told: number;
  /** Meetings of which nothing is left to do. */
  readonly followed: number;
}

/** One night over all meetings that are not finished; harmless to repeat. */
export async function renewMeetings(db: Db, call: Call, signal?: AbortSignal): Promise<MeetingNight> {
  const begun = await transaction(db, (trx) => startPreparing(trx, call));
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('state', 'not in', ['cancelled', 'followed'])
    .orderBy('starts_at')
    .execute();
  const meetings = rows.map(meetingOf);
  const judged = await judgeSteps(db, meetings, call.at);
  const count = { begun: begun.length, settled: 0, told: 0, followed: 0 };
  for (const meeting of meetings) {
    signal?.throwIfAborted();
    const steps = judged.get(meeting.id) ?? [];
    await transaction(db, async (trx) => {
      const held = await findMeeting(trx, meeting.id, { hold: true });
      count.settled += await writeDays(trx, call, steps);
      count.told += await tellOverdue(trx, call, meeting, steps);
      if (meeting.state === 'ended' && steps.every(({ state }) => state !== 'open')) {
        if (held?.state !== 'ended') return;
        await setMeetingState(trx, call, held, 'followed');
        count.followed += 1;
      }
    });
  }
  return count;
}

/** What the facts have reached keeps its day, whatever happens to them later; nobody is told of it any more. */
async function writeDays(trx: Db, call: Call, steps: readonly JudgedStep[]): Promise<number> {
  const fresh = steps.filter(({ unsettled }) => unsettled);
  for (const { meeting, step, doneOn, dateless } of fresh) {
    // Seen first after midnight: it was reached during the day before.
    const day = dateless ? addDays(beijingDay(call.at), -1) : doneOn;
    await trx
      .updateTable('meeting_step')
      .set({ done_on: day })
      .where('meeting_id', '=', meeting)
      .where('step', '=', step)
      .execute();
    await settleStep(trx, call, meeting, step);
  }
  return fresh.length;
}

/** Each overdue step is told to who prepares, once. */
async function tellOverdue(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  steps: readonly JudgedStep[],
): Promise<number> {
  const overdue = steps.filter(({ state, late }) => state === 'open' && late);
  if (overdue.length === 0) return 0;
  const to = await recipientsOf(trx, { roles: ['dispatch'] });
  let told = 0;
  for (const { step, due } of overdue) {
    const id = await notify(trx, call, {
      to,
      kind: 'meeting.stepDue',
      subject: stepSubject(meeting.id, step),
      params: { title: `${meeting.title} · ${stepWords(step, 'zh')}`, due },
      link: stepLinks(step, meeting.id, null),
      once: `meeting:${meeting.id}:${step}:${due}`,
    });
    if (id !== null) told += 1;
  }
  return told;
}

const meetingJob = jobType({ name: 'meetings.night', data: z.object({}) });

/** Each day at 00:15, after the tasks. */
export const meetingWorker = worker(
  meetingJob,
  async (platform, _data, run) => {
    const count = await renewMeetings(platform.db, run.call, run.signal);
    run.log.info(count, 'meetings renewed');
  },
  { schedule: { cron: '15 0 * * *', data: {} } },
);
