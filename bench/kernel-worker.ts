import { parentPort } from 'node:worker_threads';
import {
  type AqiDays,
  DEFAULT_AIR_POLICY,
  evaluateAqiDays,
  evaluatePeriods,
  evaluateStationDays,
  type HourColumns,
  type Period,
  type PeriodColumns,
  type PlaceRange,
  type StationDays,
} from '@qingzhang/standards';

/** Columns in shared memory that several threads fill together, each its own places. */
export interface SharedWork {
  readonly hours: HourColumns;
  readonly stations: StationDays;
  readonly aqi: AqiDays;
  readonly periods: readonly Period[];
  readonly figures: PeriodColumns;
  /** The next place nobody has taken yet. */
  readonly next: Int32Array;
}

/** Everything that concerns one place alone: daily values, AQI, period figures. */
function evaluatePlaces(work: SharedWork, range: PlaceRange): void {
  evaluateStationDays(work.hours, work.stations, range);
  evaluateAqiDays(work.stations, DEFAULT_AIR_POLICY, work.aqi, range);
  evaluatePeriods(work.stations, work.aqi, work.periods, DEFAULT_AIR_POLICY, work.figures, range);
}

/** Takes places in small lots until none is left, so that a thread that is held up does not hold up the rest. */
export function takePlaces(work: SharedWork): void {
  const { places } = work.hours;
  for (let from = Atomics.add(work.next, 0, LOT); from < places; from = Atomics.add(work.next, 0, LOT)) {
    evaluatePlaces(work, { from, to: Math.min(from + LOT, places) });
  }
}

const LOT = 20;

let current: SharedWork | null = null;

parentPort?.on('message', (message: { work: SharedWork } | 'go') => {
  if (message !== 'go') current = message.work;
  else if (current) takePlaces(current);
  parentPort?.postMessage('done');
});
