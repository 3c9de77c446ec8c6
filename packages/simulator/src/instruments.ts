import { type HourIndex, MISSING, POLLUTANTS } from '@qingzhang/standards';
import type { DayIndex } from './calendar.ts';
import { hash, streamOf, uniform } from './noise.ts';
import type { Fault, Profile } from './types.ts';

/** What a station's instruments do to the air: gaps, outages, stuck, drifting, down. One per station. */
export interface Instruments {
  readonly gaps: number;
  readonly outages: number;
  readonly faultStream: number;
  readonly rowShare: number;
  readonly valueShare: number;
  readonly faults: readonly Fault[];
}

export function instrumentsOf(seed: number, profile: Profile, station: string): Instruments {
  const stream = streamOf(seed, `instruments ${station}`);
  return {
    gaps: hash(stream, 1),
    outages: hash(stream, 2),
    faultStream: hash(stream, 3),
    // A third of what is missing is the whole hour (the line is down), the rest single analysers.
    rowShare: profile.missingShare / 3,
    valueShare: (profile.missingShare * 2) / 3,
    faults: profile.faults.filter((f) => f.station === station),
  };
}

/** Applies faults and then gaps to a day of thousandths (24 rows × 6), in place. */
export function measureDay(instruments: Instruments, day: DayIndex, values: Int32Array): void {
  for (const fault of instruments.faults) {
    if (fault.kind === 'drifting') drift(instruments, fault, day, values);
  }
  dropGaps(instruments, day, values);
  for (const fault of instruments.faults) {
    if (fault.kind === 'stuck') stick(instruments, fault, day, values);
  }
  dropOutages(instruments, day, values);
}

function dropGaps(instruments: Instruments, day: DayIndex, values: Int32Array): void {
  const row = instruments.rowShare * 0x1_0000_0000;
  const single = instruments.valueShare * 0x1_0000_0000;
  for (let i = 0; i < 24; i++) {
    const key = (day * 24 + i) * 8;
    const whole = hash(instruments.gaps, key) < row;
    for (let p = 0; p < 6; p++) {
      if (whole || hash(instruments.gaps, key + 1 + p) < single) values[i * 6 + p] = MISSING;
    }
  }
}

/** Days in which one outage may begin. */
const OUTAGE_CELL = 14;

/** One outage of 3–16 hours in about every third fortnight, of all instruments or of one; and the station's long ones. */
function dropOutages(instruments: Instruments, day: DayIndex, values: Int32Array): void {
  const stream = instruments.outages;
  const cell = Math.floor(day / OUTAGE_CELL);
  for (let k = cell - 1; k <= cell; k++) {
    if (uniform(stream, k * 4) > 0.35) continue;
    const from = (k * OUTAGE_CELL + uniform(stream, k * 4 + 1) * OUTAGE_CELL) * 24;
    const hours = 3 + 13 * uniform(stream, k * 4 + 2);
    const which = hash(stream, k * 4 + 3) % 12;
    drop(values, day, Math.floor(from), Math.floor(from + hours), which < 6 ? which : undefined);
  }
  for (const fault of instruments.faults) {
    if (fault.kind !== 'down') continue;
    const k = Math.floor(day / fault.everyDays);
    for (let c = k - 1; c <= k; c++) {
      const from = (c + 0.8 * uniform(instruments.faultStream, c + 0x5000)) * fault.everyDays * 24;
      drop(values, day, Math.floor(from), Math.floor(from) + fault.hours, undefined);
    }
  }
}

/** Blanks the hours from … to-1 of one pollutant column or of all. */
function drop(
  values: Int32Array,
  day: DayIndex,
  from: HourIndex,
  to: HourIndex,
  column: number | undefined,
): void {
  const first = Math.max(0, from - day * 24);
  const last = Math.min(24, to - day * 24);
  for (let i = first; i < last; i++) {
    if (column === undefined) values.fill(MISSING, i * 6, i * 6 + 6);
    else values[i * 6 + column] = MISSING;
  }
}

function drift(
  instruments: Instruments,
  fault: Extract<Fault, { kind: 'drifting' }>,
  day: DayIndex,
  values: Int32Array,
): void {
  const p = POLLUTANTS.indexOf(fault.pollutant);
  const shift = Math.floor(fault.everyDays * uniform(instruments.faultStream, p));
  const phase = (((day + shift) % fault.everyDays) + fault.everyDays) % fault.everyDays;
  const factor = 1 + (fault.upTo * phase) / fault.everyDays;
  const step = stepOf(p);
  for (let i = p; i < 144; i += 6) {
    values[i] = Math.max(step, Math.round((values[i]! * factor) / step) * step);
  }
}

/** The label (1…24) after which a stuck run of that day begins, or undefined when the day has none. */
export function stuckAt(
  instruments: Instruments,
  fault: Extract<Fault, { kind: 'stuck' }>,
  day: DayIndex,
): number | undefined {
  const cell = Math.floor(day / fault.everyDays);
  const chosen = cell * fault.everyDays + (hash(instruments.faultStream, cell * 2) % fault.everyDays);
  return chosen === day ? hash(instruments.faultStream, cell * 2 + 1) % (25 - fault.hours) : undefined;
}

function stick(
  instruments: Instruments,
  fault: Extract<Fault, { kind: 'stuck' }>,
  day: DayIndex,
  values: Int32Array,
): void {
  const at = stuckAt(instruments, fault, day);
  if (at === undefined) return;
  const p = POLLUTANTS.indexOf(fault.pollutant);
  const present = values[at * 6 + p]!;
  const value = present === MISSING ? 12 * stepOf(p) : present;
  for (let i = at; i < at + fault.hours; i++) values[i * 6 + p] = value;
}

/** Raw values no air can have: negative, zero-point jumps, saturated. Only where `withFaults` asks for them. */
export function spikeDay(instruments: Instruments, day: DayIndex, values: Int32Array): void {
  for (const fault of instruments.faults) {
    if (fault.kind !== 'spiky') continue;
    for (let i = 0; i < 144; i++) {
      const key = day * 144 + i;
      if (uniform(instruments.faultStream, key ^ 0x2000_0000) >= fault.share) continue;
      const step = stepOf(i % 6);
      const kinds = [-step * 3, -step * 57, step * 4985, step * 9985];
      values[i] = kinds[hash(instruments.faultStream, key) % kinds.length]!;
    }
  }
}

/** Hours by which an hour of this station arrives late; 0 is on time. */
export function delayOf(instruments: Instruments, hour: HourIndex): number {
  for (const fault of instruments.faults) {
    if (fault.kind !== 'late') continue;
    const u = uniform(instruments.faultStream, hour);
    if (u < fault.share) return 1 + Math.floor((u / fault.share) * fault.maxHours);
  }
  return 0;
}

/** Thousandths in the last published digit: 1 µg/m³, for CO 0.1 mg/m³ (AIR-3.12). */
export function stepOf(column: number): number {
  return column === 4 ? 100 : 1000;
}
