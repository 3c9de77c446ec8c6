import { DEMO_SEED, type Profile, Province, shanxiProfile, shanxiStations } from '@qingzhang/simulator';
import {
  addDays,
  type Day,
  dayOfHour,
  daysInMonth,
  formatDay,
  HOURS_OF_DAY,
  type HourIndex,
  hourIndex,
  hourOfEpochMs,
  labelOfHour,
  monthOf,
  yearOf,
} from '@qingzhang/standards';
import { z } from 'zod';
import { settingType } from '../platform/settings/settings.ts';

/** Months of history the demonstration begins with, the one under way included. */
const MONTHS = 26;

/** 模拟省份: what a running demonstration must remember to go on exactly where it stopped. */
export const DemoState = z.object({
  seed: z.number().int(),
  /** The day the simulated levels hold at; trends run from it. */
  anchorDay: z.string(),
  firstDay: z.string(),
});
export type DemoState = z.infer<typeof DemoState>;

export const demoState = settingType<DemoState | null>({
  key: 'demo.state',
  schema: DemoState.nullable(),
  standard: null,
});

/** One month of the history. */
export interface DemoMonth {
  /** 2026-06. */
  readonly key: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly lastHour: HourIndex;
  /** Whether its last hour is over. */
  readonly over: boolean;
}

/** The demonstration that begins now: the months up to the last full hour. */
export function planDemo(now: Date): { state: DemoState; months: DemoMonth[]; lastHour: HourIndex } {
  const lastHour = hourOfEpochMs(now.getTime()) - 1;
  const today = dayOfHour(lastHour);
  const months = Array.from({ length: MONTHS }, (_, index): DemoMonth => {
    const [year, month] = shiftMonth(yearOf(today), monthOf(today), index - MONTHS + 1);
    const firstDay = formatDay(year, month, 1);
    const lastDay = formatDay(year, month, daysInMonth(year, month));
    const end = hourIndex(lastDay, HOURS_OF_DAY);
    return {
      key: firstDay.slice(0, 7),
      firstDay,
      lastDay,
      lastHour: Math.min(end, lastHour),
      over: end <= lastHour,
    };
  });
  const firstDay = months[0]!.firstDay;
  // The levels hold in the middle of the history, so that both ends lie within the reach of the trends.
  return {
    state: { seed: DEMO_SEED, anchorDay: addDays(firstDay, (MONTHS * 30) / 2), firstDay },
    months,
    lastHour,
  };
}

/** The simulated province of a demonstration. */
export function provinceOf(state: DemoState): { province: Province; profile: Profile } {
  const profile: Profile = { ...shanxiProfile, anchorDay: state.anchorDay };
  return { profile, province: new Province({ seed: state.seed, stations: shanxiStations, profile }) };
}

function shiftMonth(year: number, month: number, by: number): [number, number] {
  const index = year * 12 + month - 1 + by;
  return [Math.floor(index / 12), (index % 12) + 1];
}

/** A wall-clock moment in Beijing. */
export function moment(day: Day, clock: string): Date {
  return new Date(`${day}T${clock}:00+08:00`);
}

/** The hour in words of a log line. */
export function hourText(hour: HourIndex): string {
  return `${dayOfHour(hour)} ${labelOfHour(hour)}:00`;
}
