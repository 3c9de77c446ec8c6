/** 新闻稿 of the half-year meeting (模拟): drafted, read by six, published. */

import type { Platform } from '../../platform/platform.ts';
import { reviewRelease, submitRelease } from '../../releases/acts.ts';
import { draftRelease } from '../../releases/draft.ts';
import { checkRow, sayFindings } from '../../releases/findings.ts';
import { publishRelease } from '../../releases/publications/acts.ts';
import { findReleaseRow } from '../../releases/store.ts';
import { platformAt } from '../hours.ts';
import type { Cast } from './cast.ts';

/** Three reviews and three proof-readings, each by somebody else. */
const READERS = [
  ['first', 'xuanjiao'],
  ['second', 'fenguan'],
  ['final', 'tingzhang'],
  ['proof-1', 'bangongshi'],
  ['proof-2', 'ducha'],
  ['proof-3', 'shuichu'],
] as const;

/** From draft to publication, a quarter of an hour each. `begin`: when it is drafted. */
export async function releaseMeeting(
  platform: Platform,
  cast: Cast,
  meetingId: number,
  begin: Date,
): Promise<void> {
  const { db } = platform;
  const at = (step: number) => new Date(begin.getTime() + step * 15 * 60_000);
  const id = await draftRelease(platformAt(platform, begin), cast.by('diaodu', begin), meetingId);
  await submitRelease(db, cast.by('diaodu', at(1)), id);
  for (const [index, [stage, login]] of READERS.entries()) {
    const row = await findReleaseRow(db, id);
    if (row === null) return;
    // Questions of the checks are looked at by the one who reads last.
    const findings = sayFindings(await checkRow(db, row), 'zh');
    const last = index === READERS.length - 1;
    await reviewRelease(db, cast.by(login, at(2 + index)), id, {
      stage,
      verdict: 'pass',
      opinion: '',
      revision: row.revision,
      accepted: last ? findings.filter(({ severity }) => severity === 'ask').map(({ key }) => key) : [],
    });
  }
  const published = at(9);
  await publishRelease(platformAt(platform, published), cast.by('diaodu', published), id);
}
