/** 参会概况: who was there, by category and post, never by name (DIS-10.3). */
import type { Db } from '../../platform/database/transaction.ts';
import { isOneOf, samePost } from '../cycle/posts.ts';

/** One line of the lists, as far as minutes say it. */
export interface AttendingRow {
  readonly main: boolean;
  readonly venue: number;
  readonly post: string;
  readonly category: string;
  readonly away: boolean;
  /** Away, and somebody came instead. */
  readonly substituted?: boolean;
  readonly signedIn: boolean;
  /** Somebody is known to hold the post; else the list names it by rule alone. */
  readonly held?: boolean;
}

/** 出席、列席、请假 as groups of posts, and the sentence about all. */
export interface AttendanceWords {
  readonly overview: string;
  readonly present: readonly string[];
  readonly sitIn: readonly string[];
  readonly leave: readonly string[];
}

export async function attendingRows(db: Db, meetingId: number): Promise<AttendingRow[]> {
  const rows = await db
    .selectFrom('attendee as a')
    .innerJoin('venue as v', 'v.id', 'a.venue_id')
    .select([
      'v.kind',
      'v.id as venue',
      'a.post',
      'a.category',
      'a.leave_state',
      'a.signed_in_at',
      'a.substitute',
      'a.user_id',
      'a.name',
    ])
    .where('a.meeting_id', '=', meetingId)
    .orderBy('v.sort')
    .orderBy('a.sort')
    .orderBy('a.id')
    .execute();
  return rows.map((row) => ({
    main: row.kind === 'main',
    venue: row.venue,
    post: row.post,
    category: row.category,
    away: row.leave_state === 'approved',
    substituted: row.leave_state === 'approved' && row.substitute !== '',
    signedIn: row.signed_in_at !== null,
    held: row.user_id !== null || row.name !== '',
  }));
}

/**
 * Posts of the main hall by category; branch venues by number. Where nobody signed in at a venue, everybody expected there
 * counts as present: the list is then all one knows. Who comes instead of somebody on leave is counted, the post is on leave.
 */
export function attendanceWords(all: readonly AttendingRow[]): AttendanceWords {
  const rows = oncePerPost(all);
  const signing = new Set(rows.filter(({ signedIn }) => signedIn).map(({ venue }) => venue));
  const there = rows.filter(
    (row) => (!row.away || row.substituted) && (row.signedIn || !signing.has(row.venue)),
  );
  const main = there.filter((row) => row.main && row.category !== 'staff');
  const branch = there.filter((row) => !row.main && row.category !== 'staff');
  const venues = new Set(branch.map(({ venue }) => venue)).size;
  const unique = (posts: readonly AttendingRow[]) => eachOnce(posts.map(({ post }) => post));
  const inPerson = main.filter(({ away }) => !away);
  const parts = [
    ...(main.length === 0 ? [] : [`主会场${main.length}人`]),
    ...(branch.length === 0 ? [] : [`${venues}个分会场${branch.length}人`]),
  ];
  const isSitting = ({ category }: AttendingRow) => category === 'sit-in';
  return {
    overview:
      parts.length === 0
        ? '会议以视频形式召开'
        : `厅领导、有关处室和直属单位负责人，各市生态环境局负责人参加会议，其中${parts.join('、')}`,
    present: [
      ...unique(inPerson.filter((row) => !isSitting(row))),
      ...(branch.length === 0 ? [] : [`${venues}个分会场参会人员`]),
    ],
    sitIn: unique(inPerson.filter(isSitting)),
    leave: unique(rows.filter((row) => row.away && row.main)).concat(
      branchLeave(rows) === 0 ? [] : [`分会场${branchLeave(rows)}人`],
    ),
  };
}

/**
 * Without what a rule names and somebody's row names too: the row of the person stands, at the place that protocol gives
 * the post. Of the main hall, in which posts are named.
 */
function oncePerPost(all: readonly AttendingRow[]): AttendingRow[] {
  const main = all.filter((row) => row.main);
  const chair = main.find(({ category }) => category === 'chair');
  const stands = (row: AttendingRow) => row === chair || row.held !== false || row.signedIn || row.away;
  const named = main.filter((row) => !stands(row));
  const taken = (row: AttendingRow) =>
    main.some((other) => stands(other) && (samePost(row.post, other.post) || isOneOf(row.post, other.post)));
  const placed = main
    .filter((row) => stands(row) || !taken(row) || isBody(row, main))
    // A house has one head: who chairs is not named again as who heads it.
    .filter((row) => row === chair || chair === undefined || !isHead(row, chair))
    .map((row, index) => {
      const place = named.find((rule) => samePost(rule.post, row.post));
      return { row, at: place === undefined ? main.indexOf(row) : main.indexOf(place), index };
    })
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ row }) => row);
  return [...placed, ...all.filter((row) => !row.main)];
}

/** 机关各处室主要负责人 stays beside its members: others of them have no account. */
const isBody = (row: AttendingRow, main: readonly AttendingRow[]): boolean =>
  main.some((other) => isOneOf(row.post, other.post));

const isHead = (row: AttendingRow, chair: AttendingRow): boolean =>
  /[^副][厅局]长$|^[厅局]长$/u.test(chair.post) && row.post !== chair.post && samePost(chair.post, row.post);

/** Each post once, and none beside the body that it is one of. */
const eachOnce = (posts: readonly string[]): string[] => {
  const names = [...new Set(posts)];
  return names.filter((post) => !names.some((other) => isOneOf(other, post)));
};

const branchLeave = (rows: readonly AttendingRow[]): number =>
  rows.filter((row) => row.away && !row.main).length;
