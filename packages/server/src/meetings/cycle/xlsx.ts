/** 会议日历与座次表的电子表格. */
import type { Attendee, Lang, MeetingRow, Venue } from '@qingzhang/contract';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { listAttendees } from './attendees.ts';
import { listMeetings } from './list.ts';
import { requireMeeting } from './record.ts';
import { pick, stateWords, stepWords } from './words.ts';

type Words = readonly [zh: string, en: string];
const columnsOf = (columns: Readonly<Record<string, Words>>, lang: Lang, wide: readonly string[]) =>
  Object.entries(columns).map(([key, words]) => ({
    key,
    title: pick(words, lang),
    ...(wide.includes(key) ? { width: 32 } : {}),
  }));

const MEETING_COLUMNS = {
  title: ['会议', 'Meeting'],
  startsAt: ['时间', 'Time'],
  state: ['状态', 'State'],
  place: ['地点', 'Place'],
  chair: ['主持', 'Chair'],
  papersOnTime: ['材料按时', 'Papers on time'],
  papers: ['应有材料环节', 'Paper steps due'],
  closed: ['办结', 'Closed'],
  followUps: ['议定事项', 'Follow-ups'],
  next: ['下一步', 'Next'],
  due: ['时限', 'Due'],
} as const satisfies Record<string, Words>;

/** A year's meetings. */
export async function meetingsXlsx(
  db: Db,
  call: Call,
  query: { readonly lang: Lang; readonly year?: number | undefined },
): Promise<FileReply> {
  const { lang } = query;
  const { year, items } = await listMeetings(db, call, query);
  const title = lang === 'zh' ? `${year}年调度会` : `Dispatch meetings ${year}`;
  return xlsxReply(title, {
    title,
    simulated: items.some(({ simulated }) => simulated),
    columns: columnsOf(MEETING_COLUMNS, lang, ['title', 'place']),
    rows: items.map((row) => meetingLine(row, lang)),
  });
}

const meetingLine = (row: MeetingRow, lang: Lang) => ({
  title: row.title,
  startsAt: row.startsAt.slice(0, 16).replace('T', ' '),
  state: stateWords(row.state, lang),
  place: row.place,
  chair: row.chair,
  papersOnTime: row.papers.onTime,
  papers: row.papers.of,
  closed: row.followUps.closed,
  followUps: row.followUps.of,
  next: row.nextStep === null ? '' : stepWords(row.nextStep.step, lang),
  due: row.nextStep?.due ?? '',
});

const ATTENDEE_COLUMNS = {
  venue: ['会场', 'Venue'],
  seat: ['座次', 'Seat'],
  category: ['类别', 'Category'],
  post: ['职务', 'Post'],
  name: ['姓名', 'Name'],
  unit: ['单位', 'Unit'],
  leave: ['请假', 'Leave'],
  substitute: ['代参会', 'Substitute'],
  signedIn: ['签到', 'Signed in'],
  late: ['迟到', 'Late'],
} as const satisfies Record<string, Words>;

const CATEGORIES: Readonly<Record<Attendee['category'], Words>> = {
  chair: ['主持', 'chair'],
  attend: ['出席', 'attends'],
  'sit-in': ['列席', 'sits in'],
  staff: ['工作人员', 'staff'],
};
const LEAVES: Readonly<Record<Attendee['leave'], Words>> = {
  none: ['', ''],
  asked: ['待批', 'asked'],
  approved: ['准假', 'approved'],
  refused: ['未准', 'refused'],
};

/** 座次表 of the venues that the actor may see, in protocol order. */
export async function attendeesXlsx(db: Db, call: Call, id: number, lang: Lang): Promise<FileReply> {
  const meeting = await requireMeeting(db, call.actor, id);
  const { venues, items } = await listAttendees(db, call, id);
  const title = lang === 'zh' ? `${meeting.title}座次表` : `Seating: ${meeting.title}`;
  return xlsxReply(title, {
    title,
    simulated: meeting.simulated,
    columns: columnsOf(ATTENDEE_COLUMNS, lang, ['post', 'unit']),
    rows: items.map((row) => attendeeLine(row, venues, lang)),
  });
}

const attendeeLine = (row: Attendee, venues: readonly Venue[], lang: Lang) => ({
  venue: venues.find(({ id }) => id === row.venue)?.name ?? '',
  seat: row.seat,
  category: pick(CATEGORIES[row.category], lang),
  post: row.post,
  name: row.name,
  unit: row.unit,
  leave: pick(LEAVES[row.leave], lang),
  substitute: row.substitute,
  signedIn: row.signedInAt?.slice(0, 16).replace('T', ' ') ?? '',
  late: row.late ? pick(['迟到', 'late'], lang) : '',
});
