/** 会议清单 T−7 … T+7 (DIS-6.1): the steps with their working-day offsets, who does them, and whether they are late. */
import type { Day } from '@qingzhang/standards';
import { addWorkdays, type WorkCalendar } from '../calendar/working-days.ts';

export const meetingSteps = [
  'notice',
  'cityReports',
  'crossCheck',
  'closeMonth',
  'bulletin',
  'cards',
  'speakers',
  'videoTest',
  'papersNumbered',
  'papersSent',
  'meeting',
  'minutesDraft',
  'minutesIssued',
  'tasksIssued',
  'release',
  'arrangements',
  'firstResults',
] as const;
export type MeetingStepName = (typeof meetingSteps)[number];

/** Who does a step: 调度办, 市局, 业务处室, 监测中心, 宣教. */
export type StepOwner = 'dispatch' | 'city' | 'office' | 'leader';

interface StepRule {
  /** Working days before (negative) or after the meeting. */
  readonly offset: number;
  readonly owner: StepOwner;
  /** Judged by the facts; else somebody ticks it. */
  readonly automatic: boolean;
}

/**
 * DIS-6.1; T−4 also closes the month, for nothing after it may move. The notice and the test of the lines are ticked by
 * people; a notice that was sent out through the system counts by itself.
 */
export const stepRules: Readonly<Record<MeetingStepName, StepRule>> = {
  notice: { offset: -7, owner: 'dispatch', automatic: false },
  cityReports: { offset: -5, owner: 'city', automatic: true },
  crossCheck: { offset: -4, owner: 'office', automatic: true },
  closeMonth: { offset: -4, owner: 'dispatch', automatic: true },
  bulletin: { offset: -3, owner: 'dispatch', automatic: true },
  cards: { offset: -2, owner: 'dispatch', automatic: true },
  speakers: { offset: -2, owner: 'dispatch', automatic: true },
  videoTest: { offset: -1, owner: 'dispatch', automatic: false },
  papersNumbered: { offset: -1, owner: 'dispatch', automatic: true },
  papersSent: { offset: -1, owner: 'dispatch', automatic: true },
  meeting: { offset: 0, owner: 'leader', automatic: true },
  minutesDraft: { offset: 1, owner: 'dispatch', automatic: true },
  minutesIssued: { offset: 2, owner: 'leader', automatic: true },
  tasksIssued: { offset: 2, owner: 'dispatch', automatic: true },
  release: { offset: 2, owner: 'dispatch', automatic: true },
  arrangements: { offset: 3, owner: 'city', automatic: true },
  firstResults: { offset: 7, owner: 'city', automatic: true },
};

/** Steps that are papers: what "papers on time" counts (DIS-15.2). */
export const paperSteps: readonly MeetingStepName[] = ['bulletin', 'cards', 'papersNumbered', 'papersSent'];

/** A step with its day. */
export interface DatedStep {
  readonly step: MeetingStepName;
  readonly offset: number;
  readonly due: Day;
}

/** The checklist of a meeting on a day; offsets not given are the standard's. */
export function datedSteps(
  day: Day,
  offsets: Readonly<Partial<Record<MeetingStepName, number | undefined>>>,
  calendar: WorkCalendar,
): DatedStep[] {
  return meetingSteps.map((step) => {
    const offset = step === 'meeting' ? 0 : (offsets[step] ?? stepRules[step].offset);
    return { step, offset, due: addWorkdays(calendar, day, offset) };
  });
}

/** What a step's standing is judged from. */
export interface StepFacts {
  readonly due: Day;
  readonly state: 'open' | 'done' | 'skipped';
  readonly doneOn: Day | null;
}

/** Done after its day, or not done though its day is over. What is skipped is not late. */
export function isStepLate({ due, state, doneOn }: StepFacts, today: Day): boolean {
  if (state === 'skipped') return false;
  return state === 'done' ? doneOn !== null && doneOn > due : today > due;
}

/** Of those steps whose day has come or which are done: how many there were and how many on time. */
export function onTimeOf(steps: readonly StepFacts[], today: Day): { onTime: number; of: number } {
  const counted = steps.filter(({ state, due }) => state === 'done' || (state === 'open' && due < today));
  return { onTime: counted.filter((step) => !isStepLate(step, today)).length, of: counted.length };
}
