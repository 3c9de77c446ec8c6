/** 请假的消息: who may judge a leave is told that it waits, who asked is told the answer; nobody of what is judged already. */
import { notify, type Subject, settle } from '../../notifications/notify.ts';
import { recipientsOf } from '../../notifications/recipients.ts';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { MeetingRecord } from './record.ts';

/** One attendee's leave, as far as messages say it. */
interface Leave {
  readonly id: number;
  readonly post: string;
  readonly unit: string;
  /** Who asked, and whose leave it is: none of them judges it. */
  readonly people: readonly number[];
  /** The city or county of the venue. */
  readonly region: string | null;
}

const subjectOf = ({ id }: Pick<Leave, 'id'>): Subject => ({ type: 'meeting', id: `leave:${id}` });

/** 2021年上半年调度会：大同市生态环境局局长. */
const titleOf = (meeting: MeetingRecord, { unit, post }: Leave): string =>
  `${meeting.title}：${unit}${post}`.slice(0, 300);

/** A leave waits: the office that keeps the lists, except who asked. What was told of an earlier one is over. */
export async function tellAsked(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  leave: Leave,
  reason: string,
): Promise<void> {
  await settle(trx, call, subjectOf(leave), 'replaced');
  const office = await recipientsOf(trx, { roles: ['dispatch'] });
  await notify(trx, call, {
    to: office.filter(({ userId }) => !leave.people.includes(userId)),
    kind: 'leave.received',
    subject: subjectOf(leave),
    params: { title: titleOf(meeting, leave), due: beijingDay(meeting.starts_at), reason },
    link: `/meetings/${meeting.id}/venues`,
  });
}

/** It was judged: the office's messages are over, and who asked knows. */
export async function tellJudged(
  trx: Db,
  call: Call,
  meeting: MeetingRecord,
  leave: Leave,
  answer: { readonly approve: boolean; readonly reason: string },
): Promise<void> {
  await settle(trx, call, subjectOf(leave), 'done');
  await notify(trx, call, {
    to: await recipientsOf(trx, { userIds: leave.people }),
    kind: answer.approve ? 'leave.approved' : 'leave.returned',
    subject: subjectOf(leave),
    params: {
      title: titleOf(meeting, leave),
      ...(answer.reason === '' ? {} : { reason: answer.reason }),
    },
    link: `/meetings/${meeting.id}`,
    region: leave.region,
  });
}

/** The meeting is not held: nobody has a leave to judge. */
export async function settleLeaves(trx: Db, call: Call, meetingId: number): Promise<void> {
  const asked = await trx
    .selectFrom('attendee')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('leave_state', '=', 'asked')
    .execute();
  for (const leave of asked) await settle(trx, call, subjectOf(leave), 'withdrawn');
}
