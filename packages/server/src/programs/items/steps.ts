/** 经过的路: the steps of an item's present life, passed, now and ahead, and the loops of returns over it. */

import type { ItemPage } from '@qingzhang/contract';
import { type ItemState, itemStates, noticeAhead } from '@qingzhang/domain';
import { daysBetween } from '@qingzhang/standards';
import { beijingDay } from '../../platform/clock.ts';
import type { Judge } from './derive.ts';
import type { ItemRecord } from './record.ts';

/** A step of the history. */
export interface PastEvent {
  readonly kind: string;
  readonly at: Date;
  readonly post: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string | null;
}

type Step = ItemPage['steps'][number];
type Lang = 'zh' | 'en';

const way: readonly ItemState[] = [
  'draft',
  'issued',
  'working',
  'applied',
  'cityCheck',
  'acceptance',
  'notice',
  'closed',
  'lookBack',
];
/** Where states that stand beside the way stand on it. */
const beside: Readonly<Partial<Record<ItemState, ItemState>>> = { extension: 'working', standing: 'closed' };

/** The way of the item since it was opened, or since it came back. */
export function stepsOf(item: ItemRecord, events: readonly PastEvent[], judge: Judge, lang: Lang): Step[] {
  const { life } = judge.program.definition;
  const start = events.findLastIndex(({ kind }) => kind === 'rebound');
  const own = start < 0 ? events : events.slice(start);
  const path = [...(start < 0 ? way.slice(0, 2) : (['reopened'] as const)), ...way.slice(2)].filter(
    (state) =>
      !(state === 'notice' && life.noticeDays === 0) &&
      !(state === 'lookBack' && life.lookBackMonths.length === 0),
  );
  const place = (state: ItemState): ItemState => beside[state] ?? state;
  const now = path.indexOf(place(item.state));
  const moves = own.filter(({ from, to }) => from !== to && to !== null);
  return path.map((state, index): Step => {
    const shown =
      index === now ? item.state : state === 'closed' && item.state === 'standing' ? 'standing' : state;
    const entry = lastEntry(state, moves, place);
    if (index > now) return { ...blank(shown, 'ahead'), remark: ahead(state, item, judge, lang) };
    // An application that the county itself makes goes on at once: it was there for a moment.
    const through =
      state === 'applied' && entry === null ? moves.findLast(({ kind }) => kind === 'apply') : undefined;
    if (through !== undefined && index < now) {
      const on = beijingDay(through.at);
      return { ...blank(shown, 'passed'), on, until: on, post: through.post, days: 0 };
    }
    if (entry === null) return blank(shown, index === now ? 'current' : 'skipped');
    const left = moves.find(
      (move) =>
        move.at >= entry.at &&
        move !== entry &&
        move.from !== null &&
        place(known(move.from)) === state &&
        place(known(move.to ?? '')) !== state,
    );
    const on = beijingDay(entry.at);
    const until = index === now ? null : left === undefined ? null : beijingDay(left.at);
    return {
      state: shown,
      status: index === now ? 'current' : 'passed',
      on,
      until,
      post: (index === now ? entry : (left ?? entry)).post,
      days: daysBetween(on, until ?? judge.today),
      remark: index === now ? present(item, lang) : null,
    };
  });
}

const known = (state: string): ItemState => itemStates.find((one) => one === state) ?? 'draft';

const blank = (state: ItemState, status: Step['status']): Step => ({
  state,
  status,
  on: null,
  until: null,
  post: null,
  days: null,
  remark: null,
});

function lastEntry(
  state: ItemState,
  moves: readonly PastEvent[],
  place: (state: ItemState) => ItemState,
): PastEvent | null {
  const entries = moves.filter(
    ({ from, to }) =>
      to !== null && place(known(to)) === state && (from === null || place(known(from)) !== state),
  );
  return entries.at(-1) ?? null;
}

const short = (day: string): string => day.slice(5);

function present(item: ItemRecord, lang: Lang): string | null {
  if (item.pauseUntil !== null)
    return lang === 'zh' ? `暂停至 ${short(item.pauseUntil)}` : `Paused until ${item.pauseUntil}`;
  const { notice, standing, extension } = item.life;
  if (item.state === 'notice' && notice) {
    return lang === 'zh' ? `公示至 ${short(notice.until)}` : `Notice until ${notice.until}`;
  }
  if (item.state === 'standing' && standing) {
    return lang === 'zh' ? `下次复核 ${standing.nextCheck}` : `Next check ${standing.nextCheck}`;
  }
  if (item.state === 'extension' && extension) {
    return lang === 'zh' ? `申请延至 ${extension.until}` : `Asked until ${extension.until}`;
  }
  return null;
}

function ahead(state: ItemState, item: ItemRecord, judge: Judge, lang: Lang): string | null {
  const { life } = judge.program.definition;
  if (state === 'notice') {
    return lang === 'zh' ? `≥${life.noticeDays} 工作日` : `≥ ${life.noticeDays} working days`;
  }
  if (state === 'closed') {
    const on =
      item.life.notice?.closesOn ??
      (item.state === 'acceptance'
        ? noticeAhead({ ...judge, rules: judge.program.definition })?.closesOn
        : undefined);
    return on === undefined ? null : lang === 'zh' ? `约 ${short(on)}` : `About ${on}`;
  }
  if (state === 'lookBack') {
    if (item.lookBackOn !== null)
      return lang === 'zh' ? `${item.lookBackOn}，不打招呼` : `${item.lookBackOn}, unannounced`;
    const [months] = life.lookBackMonths.toSorted((a, b) => a - b);
    return months === undefined
      ? null
      : lang === 'zh'
        ? `销号后 ${months} 个月，不打招呼`
        : `${months} months after, unannounced`;
  }
  return null;
}

/** Returns drawn over the way. */
export function loopsOf(events: readonly PastEvent[]): ItemPage['loops'] {
  return events
    .filter(
      ({ kind, from, to }) =>
        (kind === 'return' || kind === 'answerObjection' || kind === 'rebound') && from !== to,
    )
    .map(({ from, to, at, reason }) => ({
      from: known(from ?? ''),
      to: known(to ?? ''),
      on: beijingDay(at),
      reason: reason ?? '',
    }));
}
