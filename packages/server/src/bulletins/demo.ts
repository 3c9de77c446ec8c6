import type { Bulletin } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import { listBulletinRows } from './queries.ts';
import { issueBulletin, makeBulletin } from './service.ts';

/**
 * Makes and issues what a department would have by now: the bulletin of the last closed month, and of the last half-year
 * all of whose months are closed. `months` are the closed ones, 2026-05; what is issued already is left as it is.
 */
export async function makeDemoBulletins(
  platform: Platform,
  call: Call,
  months: readonly string[],
): Promise<Bulletin[]> {
  const closed = new Set(months);
  const sorted = [...closed].sort();
  const halves = [...new Set(sorted.map(halfOf))].filter((half) =>
    monthsOfHalf(half).every((month) => closed.has(month)),
  );
  const periods = [halves.at(-1), sorted.at(-1)].filter((period) => period !== undefined);
  const issued = await listBulletinRows(platform.db, { drafts: false });
  const made: Bulletin[] = [];
  for (const period of periods) {
    if (issued.some((row) => row.period === period)) continue;
    const { id } = await makeBulletin(platform, period, call);
    made.push(await issueBulletin(platform, id, call));
  }
  return made;
}

/** 2026-05 lies in 2026-H1. */
const halfOf = (month: string): string => `${month.slice(0, 4)}-H${Number(month.slice(5)) <= 6 ? 1 : 2}`;

function monthsOfHalf(half: string): string[] {
  const first = half.endsWith('H1') ? 1 : 7;
  return Array.from(
    { length: 6 },
    (_, index) => `${half.slice(0, 4)}-${String(first + index).padStart(2, '0')}`,
  );
}
