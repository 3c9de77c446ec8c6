/** What waits for who prepares meetings: the office's own open steps, and what others owe once it is overdue. */
import type { Lang, StepName } from '@qingzhang/contract';
import type { Day } from '@qingzhang/standards';
import type { Db } from '../../platform/database/transaction.ts';
import { type MeetingRecord, meetingOf } from './record.ts';
import { judgeSteps } from './steps.ts';
import { stepLinks, stepWords } from './words.ts';

export interface OpenStep {
  readonly meeting: MeetingRecord;
  readonly step: StepName;
  readonly due: Day;
  readonly link: string;
  /** 印发会议通知. */
  readonly text: string;
}

/** Open steps of meetings in preparation or to be followed up, due up to a day; the earliest first. */
export async function openSteps(db: Db, at: Date, until: Day, lang: Lang): Promise<OpenStep[]> {
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('state', 'in', ['preparing', 'ready', 'live', 'ended'])
    .orderBy('starts_at')
    .execute();
  const meetings = rows.map(meetingOf);
  const judged = await judgeSteps(db, meetings, at);
  return meetings
    .flatMap((meeting) =>
      (judged.get(meeting.id) ?? [])
        .filter(
          ({ state, due, owner, late }) => state === 'open' && due <= until && (owner === 'dispatch' || late),
        )
        .map(({ step, due }) => ({
          meeting,
          step,
          due,
          link: stepLinks(step, meeting.id, null),
          text: stepWords(step, lang),
        })),
    )
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}
