import { describe, expect, it } from 'vitest';
import { hourOfEndLabel } from './calendar.ts';
import { MESS_KINDS, type MessKind, MISSING_MARKERS, mess } from './mess.ts';
import { PLAIN_HEADER, plainLine } from './plain-csv.ts';
import { shanxiProfile, shanxiStations } from './presets/shanxi.ts';
import { Province } from './province.ts';

const rows = [
  ...new Province({
    seed: 5,
    stations: shanxiStations,
    profile: shanxiProfile,
  }).history('2025-02-03', hourOfEndLabel('2025-02-08 24:00')),
];
const rates = Object.fromEntries(MESS_KINDS.map((k) => [k, 0.01])) as Record<MessKind, number>;
const lines = [...mess(rows, { seed: 9, rates })];

describe('messed-up lines', () => {
  it('tell of each fault what stands where', () => {
    const columns = PLAIN_HEADER.split(',');
    for (const { text, reading, fault } of lines.slice(1)) {
      if (!fault) {
        expect(text).toBe(plainLine(reading!));
        continue;
      }
      if (fault.column) expect(text.split(',')[columns.indexOf(fault.column)]).toBe(fault.text);
      else expect(text.split(',').length).toBeLessThan(columns.length);
    }
  });

  it.each(MESS_KINDS)('contain %s at about the asked rate', (kind) => {
    const n = lines.filter((l) => l.fault?.kind === kind).length;
    expect(n / rows.length).toBeGreaterThan(0.006);
    expect(n / rows.length).toBeLessThan(0.014);
  });

  it('repeat an hour with a value that differs, right after the good one', () => {
    const at = lines.findIndex((l) => l.fault?.kind === 'duplicateHour');
    expect(lines[at - 1]!.reading).toBe(lines[at]!.reading);
    expect(lines[at - 1]!.text).not.toBe(lines[at]!.text);
  });

  it('never write a missing marker where a negative is meant', () => {
    const markers: readonly string[] = MISSING_MARKERS;
    for (const l of lines) if (l.fault?.kind === 'negative') expect(markers).not.toContain(l.fault.text);
  });

  it('are the same for the same seed, and clean at rate zero', () => {
    expect([...mess(rows, { seed: 9, rates })]).toEqual(lines);
    expect([...mess(rows, { seed: 9, rates: {} })].every((l) => l.fault === null)).toBe(true);
  });
});
