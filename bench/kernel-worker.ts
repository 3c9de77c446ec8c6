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
}

/** Everything that concerns one place alone: daily values, AQI, period figures. */
export function evaluatePlaces(work: SharedWork, range: PlaceRange): void {
  evaluateStationDays(work.hours, work.stations, range);
  evaluateAqiDays(work.stations, DEFAULT_AIR_POLICY, work.aqi, range);
  evaluatePeriods(work.stations, work.aqi, work.periods, DEFAULT_AIR_POLICY, work.figures, range);
}

let current: SharedWork | null = null;

parentPort?.on('message', (message: { work: SharedWork } | { range: PlaceRange }) => {
  if ('work' in message) current = message.work;
  else if (current) evaluatePlaces(current, message.range);
  parentPort?.postMessage('done');
});
