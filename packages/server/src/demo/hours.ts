import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Reading, toCsv } from '@qingzhang/simulator';
import { reevaluate } from '../evaluation/reevaluate.ts';
import { importAirHours } from '../intake/import-air-hours.ts';
import { systemActor } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';

/** A platform whose clock stands at a moment: what is entered becomes known then. */
export function platformAt(platform: Platform, at: Date): Platform {
  return { ...platform, clock: { now: () => at } };
}

/** The demonstration acting at a moment. */
export function demoCall(at: Date) {
  return { actor: systemActor('demo'), requestId: null, at };
}

/** Simulated readings enter as any others do: a file in our own layout, imported and evaluated, marked 模拟数据. */
export async function importReadings(
  platform: Platform,
  readings: Iterable<Reading>,
  name: string,
  at: Date,
  signal: AbortSignal,
): Promise<{ rows: number; revised: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'qz-demo-'));
  try {
    const path = join(directory, name);
    await pipeline(Readable.from(toCsv(readings)), createWriteStream(path));
    const batch = await importAirHours(
      platformAt(platform, at),
      demoCall(at),
      { path, name, layout: 'auto', simulated: true },
      { onTouched: reevaluate, signal },
    );
    if (batch.state !== 'done')
      throw new Error(`demo: ${name} was not taken in: ${batch.state} ${JSON.stringify(batch.error)}`);
    return { rows: batch.rows.new, revised: batch.rows.revised };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
