/** O3 of the running day by its 8-hour windows (AIR-3.4 … AIR-3.6, AIR-8.3). */
import {
  compare,
  divide,
  type Exact,
  type Fraction,
  fraction,
  MIN_WINDOW_HOURS,
  subtract,
  sum,
} from '@qingzhang/standards';
import { times } from '../numbers/ratio.ts';
import { type Bound, keeps } from '../targets/threshold.ts';

/** One 8-hour window `end−7 … end`; missing past hours are in neither `known` nor `future`. */
export interface OzoneWindow {
  readonly end: number;
  readonly known: number;
  readonly future: number;
  readonly sum: Fraction;
}

export interface OzoneState {
  /** Windows that count or may still count, t = 8 … 24. */
  readonly windows: readonly OzoneWindow[];
  readonly possibleWindows: number;
  /** Highest complete window so far. */
  readonly highest: Fraction | null;
  /**
   * The constant level the rest may hold so that every window keeps the threshold. Null when no window can count. When a
   * complete window is already above, the bound is below zero: the day is lost whatever follows.
   */
  readonly bound: (threshold: Bound) => Bound | null;
  /** The unfinished window that binds. */
  readonly tightest: (threshold: Bound) => OzoneWindow | null;
}

const LOST: Fraction = fraction(-1, 1);

const meanOf = (w: OzoneWindow): Fraction => divide(w.sum, fraction(w.known, 1));

/** Reads the windows of a day of which `hour` hours are known; future hours are expected to be valid. */
export function ozoneAllowance(hours: readonly (Exact | null)[], hour: number): OzoneState {
  const windows: OzoneWindow[] = [];
  for (let end = 8; end <= 24; end++) {
    const past = hours.slice(end - 8, Math.min(end, hour)).flatMap((v) => (v ? [v] : []));
    const future = Math.min(8, Math.max(0, end - hour));
    if (past.length + future >= MIN_WINDOW_HOURS)
      windows.push({ end, known: past.length, future, sum: sum(past) });
  }
  const complete = windows.filter((w) => w.future === 0);
  const open = windows.filter((w) => w.future > 0);
  const levelOf = (w: OzoneWindow, t: Fraction): Fraction =>
    divide(subtract(times(t, w.known + w.future), w.sum), fraction(w.future, 1));
  const tightest = ({ value }: Bound): OzoneWindow | null => {
    let best: OzoneWindow | null = null;
    for (const w of open) if (best === null || compare(levelOf(w, value), levelOf(best, value)) < 0) best = w;
    return best;
  };
  return {
    windows,
    possibleWindows: windows.length,
    highest: complete.reduce<Fraction | null>(
      (top, w) => (top === null || compare(meanOf(w), top) > 0 ? meanOf(w) : top),
      null,
    ),
    bound: (threshold) => {
      const lost = complete.some((w) => !keeps(meanOf(w), threshold));
      if (lost) return { value: LOST, inclusive: true };
      const window = tightest(threshold);
      return window === null
        ? null
        : { value: levelOf(window, threshold.value), inclusive: threshold.inclusive };
    },
    tightest,
  };
}
