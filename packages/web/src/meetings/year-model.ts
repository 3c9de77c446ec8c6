/**
 * The year as a strip of twelve months: what was held, is planned, is proposed, or was missed. Pure: the day it is now is
 * told, never asked.
 */
import type {
  listMeetings,
  MeetingKind,
  MeetingProposal,
  MeetingRow,
  MeetingState,
  OutputOf,
} from '@qingzhang/contract';

/** The year as the server tells it. */
export type MeetingYear = OutputOf<typeof listMeetings>;

/** How a mark of the strip is drawn and named: shape and word, never colour alone. */
export type MarkState = 'held' | 'live' | 'planned' | 'overdue' | 'proposed' | 'missed' | 'cancelled';

export interface YearMark {
  readonly key: string;
  readonly state: MarkState;
  readonly kind: MeetingKind;
  readonly day: string;
  readonly title: string;
  /** The meeting's page; null: nothing was made yet. */
  readonly meeting: number | null;
}

const HELD: readonly MeetingState[] = ['ended', 'followed'];

/** What a meeting is to the year, on a day. */
export function markState(state: MeetingState, day: string, today: string): MarkState {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'live') return 'live';
  if (HELD.includes(state)) return 'held';
  return day < today ? 'overdue' : 'planned';
}

/** The marks of each month, January first, each by day. */
export function yearMarks(
  data: Pick<MeetingYear, 'year' | 'items' | 'proposals' | 'health'>,
  today: string,
): readonly (readonly YearMark[])[] {
  const { year, items } = data;
  const marks: YearMark[] = [
    ...items.map((one): YearMark => {
      const day = one.startsAt.slice(0, 10);
      return {
        key: `m${one.id}`,
        state: markState(one.state, day, today),
        kind: one.kind,
        day,
        title: one.title,
        meeting: one.id,
      };
    }),
    ...openProposals(data, today).map(
      (one): YearMark => ({
        key: `p${one.kind}${one.period}`,
        state: one.day < today ? 'missed' : 'proposed',
        kind: one.kind,
        day: one.day,
        title: one.title,
        meeting: null,
      }),
    ),
  ];
  return Array.from({ length: 12 }, (_, index) => {
    const month = `${year}-${String(index + 1).padStart(2, '0')}`;
    return marks.filter(({ day }) => day.startsWith(month)).sort((a, b) => (a.day < b.day ? -1 : 1));
  });
}

/**
 * Proposals of which nobody has made a meeting: those to come, and past ones that count as planned. Before the mechanism
 * was kept here nothing is missing; what was made and cancelled was cancelled, not missed.
 */
export const openProposals = (
  { items, proposals, health }: Pick<MeetingYear, 'items' | 'proposals' | 'health'>,
  today: string,
): readonly MeetingProposal[] =>
  proposals.filter(
    ({ meeting, day, period }) =>
      meeting === null &&
      (day >= today ||
        (!items.some((one) => one.state === 'cancelled' && one.period === period) &&
          health.months.some(({ month, planned, held }) => day.startsWith(month) && planned > held))),
  );

/** The meeting that comes next: the one under way, else the first that is neither over nor cancelled from today on. */
export function nextMeeting(items: readonly MeetingRow[], today: string): MeetingRow | null {
  const live = items.find(({ state }) => state === 'live');
  if (live !== undefined) return live;
  const coming = items
    .filter(
      ({ state, startsAt }) =>
        !HELD.includes(state) && state !== 'cancelled' && startsAt.slice(0, 10) >= today,
    )
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return coming[0] ?? null;
}

/** The next proposal from today on that nobody has taken up. */
export const nextProposal = (
  data: Pick<MeetingYear, 'items' | 'proposals' | 'health'>,
  today: string,
): MeetingProposal | null =>
  [...openProposals(data, today)].sort((a, b) => (a.day < b.day ? -1 : 1)).find(({ day }) => day >= today) ??
  null;

/** Calendar days from one day to another; negative: it is past. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
