/** 把时间追回来: a meeting that runs late gets its minutes back from what is still to come. Whole minutes, nobody below half. */

/** An item whose clock can run (a speaker, or a part without speakers), in the order of the agenda. */
export interface TimedItem {
  readonly id: number;
  readonly kind: string;
  readonly minutes: number;
  /** Seconds its clock has counted. */
  readonly used: number;
  readonly state: 'waiting' | 'running' | 'over';
}

/** Where minutes come from, first to last: leaders shorten before cities that were asked to speak. */
const GIVES = [
  'comments',
  'analysis',
  'requirements',
  'other',
  'experience',
  'instructions',
  'review',
  'bulletin',
  'pledge',
];

/** Seconds the meeting is behind its plan: what was over-used so far, what was saved taken off; never below nothing. */
export function secondsLate(items: readonly TimedItem[]): number {
  const late = items.reduce((sum, { state, used, minutes }) => {
    if (state === 'waiting') return sum;
    const over = used - minutes * 60;
    return sum + (state === 'over' ? over : Math.max(0, over));
  }, 0);
  return Math.max(0, late);
}

/** New minutes for some items, and how many minutes that gives back; null: not late by a minute, or nobody can give. */
export function proposeReplan(items: readonly TimedItem[]): {
  readonly late: number;
  readonly back: number;
  readonly minutes: Readonly<Record<string, number>>;
} | null {
  const late = Math.floor(secondsLate(items) / 60);
  if (late < 1) return null;
  const minutes: Record<string, number> = {};
  let back = 0;
  for (const kind of GIVES) {
    const own = items.filter((one) => one.kind === kind && one.state === 'waiting');
    // A minute from each in turn, the longest first, so that nobody gives two before all have given one.
    while (back < late) {
      const giving = own
        .filter((one) => (minutes[one.id] ?? one.minutes) - 1 >= Math.max(1, Math.ceil(one.minutes / 2)))
        .sort((a, b) => b.minutes - a.minutes);
      if (giving.length === 0) break;
      for (const one of giving) {
        if (back >= late) break;
        minutes[one.id] = (minutes[one.id] ?? one.minutes) - 1;
        back += 1;
      }
    }
    if (back >= late) break;
  }
  return back === 0 ? null : { late, back, minutes };
}
