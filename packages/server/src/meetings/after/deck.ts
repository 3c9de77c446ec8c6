/** 幻灯片: the meeting's screen pages as a deck for a hall without this system. */
import { AppError } from '@qingzhang/contract';
import { officialDate, renderDeck } from '@qingzhang/documents';
import type { FileReply } from '../../http/route.ts';
import { bulletinNames, namesOf } from '../../issuing/issuer.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { listRegions } from '../../regions/queries.ts';
import { type MeetingRecord, requireMeeting } from '../cycle/read.ts';
import { meetingDay } from '../papers/compose/context.ts';
import { readPages } from '../stage/pages-store.ts';

export const PPTX_MIME = 'application/vnd.openxmlformats-officedocument.presentationml.presentation';

/** The deck, or null where no page was made yet. */
export async function meetingDeck(db: Db, meeting: MeetingRecord): Promise<Buffer | null> {
  const pages = await readPages(db, meeting.id, null);
  if (pages.length === 0) return null;
  const [names, regions] = await Promise.all([readSetting(db, bulletinNames), listRegions(db)]);
  const province = regions.find(({ level, managed }) => level === 'province' && managed);
  const organisation = province === undefined ? '' : namesOf(names, province).issuer;
  return renderDeck({
    title: meeting.title,
    subtitle: `${officialDate(meetingDay(meeting.starts_at))}　${organisation}`.trim(),
    organisation,
    simulated: meeting.simulated,
    pages,
  });
}

/** 会议名（模拟数据）.pptx. */
export const deckName = ({ title, simulated }: Pick<MeetingRecord, 'title' | 'simulated'>): string =>
  `${title}${simulated ? '（模拟数据）' : ''}.pptx`;

export async function deckFile(db: Db, call: Call, meetingId: number): Promise<FileReply> {
  requirePermission(call.actor, 'meetings.drive');
  const meeting = await requireMeeting(db, call.actor, meetingId);
  const content = await meetingDeck(db, meeting);
  if (content === null) throw new AppError('thing.notFound', { what: 'meeting', id: `${meetingId}/deck` });
  return { name: deckName(meeting), mime: PPTX_MIME, content };
}
