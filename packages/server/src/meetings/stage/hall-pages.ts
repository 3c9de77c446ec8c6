/**
 * Which pages a hall may load (大屏链接可读范围). A link may be in anybody's hands: it reads what has been shown, what is on,
 * and so much of what comes next as its screen needs beforehand to turn without waiting. Pure.
 */
import type { MeetingState } from '@qingzhang/contract';

/** A stage, as far as this asks. */
export interface HallStage {
  readonly state: MeetingState;
  /** In the order in which they are turned. */
  readonly pages: readonly {
    readonly key: string;
    readonly agendaItem: number | null;
    readonly cover: boolean;
  }[];
  /** Items of the agenda in their order. */
  readonly agenda: readonly { readonly id: number }[];
  readonly page: string | null;
  readonly item: number | null;
  /** Pages that halls have seen. */
  readonly shown: ReadonlySet<string>;
  /** How many items of the agenda that have pages, and how many pages in their order, are open beforehand. */
  readonly ahead: number;
}

const BEFORE: ReadonlySet<MeetingState> = new Set(['planned', 'preparing', 'ready']);

/** Whether halls see nothing but the cover. */
export const isBefore = (state: MeetingState): boolean => BEFORE.has(state);

/**
 * Before the opening the cover alone; after the end what was shown. While the meeting is on also: everything up to the
 * running item of the agenda, all of the item that the page on show belongs to, and `ahead` from each of the two. A page of
 * no item (made by hand) opens only beside the one on show, or when it is shown.
 */
export function hallPages(stage: HallStage): ReadonlySet<string> {
  const { state, pages, agenda, ahead, shown } = stage;
  const open = new Set(pages.filter(({ cover }) => cover).map(({ key }) => key));
  if (isBefore(state)) return open;
  for (const { key } of pages) if (shown.has(key)) open.add(key);
  if (state !== 'live') return open;
  const place = new Map(agenda.map(({ id }, at) => [id, at]));
  const placeOf = (item: number | null): number | null => (item === null ? null : (place.get(item) ?? null));
  const withPages = [...new Set(pages.flatMap(({ agendaItem }) => placeOf(agendaItem) ?? []))].sort(
    (a, b) => a - b,
  );
  const next = (from: number): number[] => withPages.filter((at) => at > from).slice(0, ahead);
  const here = pages.findIndex(({ key }) => key === stage.page);
  const showing = placeOf(pages[here]?.agendaItem ?? null);
  const running = placeOf(stage.item) ?? -1;
  const items = new Set([...next(running), ...(showing === null ? [] : [showing, ...next(showing)])]);
  pages.forEach(({ key, agendaItem }, at) => {
    const own = placeOf(agendaItem);
    const beside = here >= 0 && Math.abs(at - here) <= ahead;
    if (at === here || beside || (own !== null && (own <= running || items.has(own)))) open.add(key);
  });
  return open;
}
