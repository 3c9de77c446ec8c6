import { describe, expect, it } from 'vitest';
import { type JudgedStep, stepSummary } from './steps.ts';

// What the list of meetings says of a checklist: papers on time, and the next step (DIS-6.1, DIS-15.2).

type Given = Parameters<typeof stepSummary>[0][number];
const step = (
  name: JudgedStep['step'],
  offset: number,
  due: string,
  doneOn: string | null = null,
  late = false,
): Given => ({ step: name, offset, due, doneOn, late, state: doneOn === null ? 'open' : 'done' });

const steps: readonly Given[] = [
  step('cityReports', -5, '2021-07-15', null, true),
  step('papersSent', -1, '2021-07-21', '2021-07-21'),
  step('meeting', 0, '2021-07-22', '2021-07-22'),
  step('minutesIssued', 2, '2021-07-26', '2021-07-26'),
  step('release', 2, '2021-07-26', null, true),
];

describe('a meeting in the list', () => {
  it('names the first open step while it is prepared, late or not', () => {
    expect(stepSummary(steps, { state: 'preparing' }, '2021-07-20').nextStep).toEqual({
      step: 'cityReports',
      due: '2021-07-15',
      late: true,
    });
  });
  it('is past what was to be done before it, once it is held', () => {
    for (const state of ['live', 'ended'] as const)
      expect(stepSummary(steps, { state }, '2021-07-27').nextStep).toMatchObject({
        step: 'release',
        late: true,
      });
  });
  it('has no next step once it is followed up, and keeps its papers', () => {
    const followed = stepSummary(steps, { state: 'followed' }, '2021-09-01');
    expect(followed.nextStep).toBeNull();
    expect(followed.papers.of).toBeGreaterThan(0);
  });
  it('owes neither papers nor steps when it was cancelled', () => {
    expect(stepSummary(steps, { state: 'cancelled' }, '2021-09-01')).toEqual({
      papers: { onTime: 0, of: 0 },
      nextStep: null,
    });
  });
});
