/** 议程骨架: every part in the article's order, and a comment for each portfolio; speakers come with the figures. */
import type { MeetingRules } from '@qingzhang/contract';
import { type AgendaPart, isSpoken, planAgenda } from '@qingzhang/domain';
import type { Insertable } from 'kysely';
import type { DB } from '../../platform/database/schema.gen.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { MeetingRecord } from './record.ts';

type Portfolio = MeetingRules['portfolios'][number];

/** Titles of the parts as the agenda is read out; papers are Chinese. */
export const partTitles: Readonly<Record<AgendaPart, string>> = {
  opening: '主持人宣布开会',
  bulletin: '通报环境质量及重点工作进展情况',
  review: '通报上次会议要求和承诺落实情况',
  experience: '经验交流',
  pledge: '表态发言',
  comments: '厅领导逐一点评',
  instructions: '传达近期重要批示指示精神',
  analysis: '分析形势',
  requirements: '部署下一步工作、提出要求',
};

/** Lay out the agenda of a new meeting. */
export async function insertSkeleton(
  trx: Db,
  meeting: Pick<MeetingRecord, 'id' | 'minutes_planned' | 'chair_post' | 'chair_id'>,
  rules: MeetingRules,
): Promise<void> {
  const plan = planAgenda<Portfolio>({
    planned: meeting.minutes_planned,
    minutes: rules.minutes,
    speakers: { experience: [], pledge: [], comments: rules.portfolios.map((of) => ({ of })) },
  });
  const parts = plan.lines.filter(({ speaker }) => speaker === null);
  const inserted = await trx
    .insertInto('agenda_item')
    .values(
      parts.map(({ part, minutes }, index) => ({
        meeting_id: meeting.id,
        sort: (index + 1) * 10,
        kind: part,
        title: partTitles[part],
        minutes,
        ...partSpeaker(part, meeting),
      })),
    )
    .returning(['id', 'kind'])
    .execute();
  const comments = inserted.find(({ kind }) => kind === 'comments');
  const children = plan.lines.flatMap(({ speaker, minutes }) =>
    speaker === null ? [] : [{ speaker, minutes }],
  );
  if (comments === undefined || children.length === 0) return;
  await trx
    .insertInto('agenda_item')
    .values(
      children.map(({ speaker, minutes }, index) =>
        commentLine(meeting.id, comments.id, speaker, minutes, (index + 1) * 10),
      ),
    )
    .execute();
}

/** Who speaks to a part: the chair, except where the office reports or others speak. */
export function partSpeaker(
  part: AgendaPart,
  meeting: Pick<MeetingRecord, 'chair_post' | 'chair_id'>,
): { speaker_post: string; speaker_id: number | null } {
  const others = part === 'bulletin' || part === 'review';
  return isSpoken(part) || others
    ? { speaker_post: others ? '调度办' : '', speaker_id: null }
    : { speaker_post: meeting.chair_post, speaker_id: meeting.chair_id };
}

/** 点评大气方面工作: one leader on the field he or she is in charge of. */
export const commentLine = (
  meetingId: number,
  parentId: number,
  portfolio: Portfolio,
  minutes: number,
  sort: number,
): Insertable<DB['agenda_item']> => ({
  meeting_id: meetingId,
  parent_id: parentId,
  sort,
  kind: 'comments',
  title: `点评${portfolio.name}方面工作`,
  minutes,
  portfolio: portfolio.name,
  speaker_post: portfolio.post,
  speaker_id: portfolio.userId,
  suggested: true,
});
