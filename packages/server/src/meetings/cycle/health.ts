/** 机制自身的健康 (DIS-15.2, DIS-15.3): counted over meetings, never over persons. */
import type { Lang, MechanismHealth } from '@qingzhang/contract';
import type { ProposedMeeting } from '@qingzhang/domain';
import type { Db } from '../../platform/database/transaction.ts';
import type { FollowUpCount } from './list.ts';
import type { MeetingRecord } from './record.ts';
import type { JudgedStep } from './steps.ts';

export async function healthOf(
  _db: Db,
  question: {
    readonly year: number;
    readonly today: string;
    readonly lang: Lang;
    readonly meetings: readonly MeetingRecord[];
    readonly proposals: readonly ProposedMeeting[];
    readonly steps: ReadonlyMap<number, readonly JudgedStep[]>;
    readonly followUps: ReadonlyMap<number, FollowUpCount>;
  },
): Promise<MechanismHealth> {
  const none = { onTime: 0, of: 0 };
  return {
    year: question.year,
    held: 0,
    planned: 0,
    cancelled: 0,
    papersOnTime: none,
    minutesOnTime: none,
    followUps: { closed: 0, late: 0, of: 0 },
    commitments: { kept: 0, late: 0, broken: 0, open: 0 },
    longestGap: null,
    months: [],
    warnings: [],
  };
}
