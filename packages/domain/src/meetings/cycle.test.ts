import { addDays, formatDay, monthOf, spanOf, yearOf } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workCalendar } from '../calendar/working-days.ts';
import { fitMinutes, planAgenda, standardMinutes } from './agenda.ts';
import { datedSteps, isStepLate, meetingSteps, onTimeOf } from './checklist.ts';
import { lastMonthOf, mayMeetingBecome, periodBefore, proposeMeetings } from './cycle.ts';

// The arrangement of 2021 as far as July needs it: none.
const calendar = workCalendar([], [2021]);
const rules = { dataDay: 19, afterWorkdays: 3 };

describe('which meeting is held when (DIS-1.2)', () => {
  it('half-year in July, year in January, quarter in April and October, else monthly', () => {
    expect(
      proposeMeetings(2021, rules, calendar).map(({ kind, key, month }) => `${kind} ${key} ${month}`),
    ).toEqual([
      'year 2020 2020-12',
      'monthly 2021-01 2021-01',
      'monthly 2021-02 2021-02',
      'quarterly 2021-Q1 2021-03',
      'monthly 2021-04 2021-04',
      'monthly 2021-05 2021-05',
      'half-year 2021-H1 2021-06',
      'monthly 2021-07 2021-07',
      'monthly 2021-08 2021-08',
      'quarterly 2021-Q3 2021-09',
      'monthly 2021-10 2021-10',
      'monthly 2021-11 2021-11',
    ]);
  });

  it('19 July 2021 and three working days: Thursday the 22nd', () => {
    expect(proposeMeetings(2021, rules, calendar)[6]).toMatchObject({
      dataDay: '2021-07-19',
      day: '2021-07-22',
    });
  });

  const anyRules = fc.record({
    dataDay: fc.integer({ min: 1, max: 28 }),
    afterWorkdays: fc.integer({ min: 0, max: 20 }),
  });
  const holidays = fc.array(fc.record({ at: fc.integer({ min: 0, max: 364 }), work: fc.boolean() }), {
    maxLength: 30,
  });
  it('always a working day from the data day on, after exactly as many working days, about the month before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2000, max: 2100 }), anyRules, holidays, (year, some, days) => {
        const own = workCalendar(
          days.map(({ at, work }) => ({ day: addDays(formatDay(year, 1, 1), at), work })),
          [year],
        );
        const found = proposeMeetings(year, some, own);
        expect(new Set(found.map(({ month }) => month)).size).toBe(12);
        found.forEach(({ day, dataDay, period, month }, index) => {
          expect(own.isWorkday(day)).toBe(true);
          expect(day >= dataDay).toBe(true);
          expect(spanOf(period).to).toBe(addDays(formatDay(year, index + 1, 1), -1));
          expect(month).toBe(lastMonthOf(period));
          let worked = 0;
          for (let at = addDays(dataDay, 1); at <= day; at = addDays(at, 1))
            if (own.isWorkday(at)) worked += 1;
          if (some.afterWorkdays > 0) expect(worked).toBe(some.afterWorkdays);
          expect(periodBefore(yearOf(dataDay), monthOf(dataDay))).toEqual(period);
        });
      }),
    );
  });

  it('a meeting ends only after it was live, and nothing comes after it was cancelled', () => {
    expect(mayMeetingBecome('planned', 'live')).toBe(false);
    expect(mayMeetingBecome('ready', 'ended')).toBe(false);
    expect(mayMeetingBecome('live', 'cancelled')).toBe(false);
    expect(mayMeetingBecome('cancelled', 'planned')).toBe(false);
  });
});

describe('the checklist T−7 … T+7 (DIS-6.1)', () => {
  it('counts working days on both sides of the meeting, also of one on a Saturday', () => {
    const due = Object.fromEntries(
      datedSteps('2021-07-24', {}, calendar).map(({ step, due }) => [step, due]),
    );
    expect(due).toMatchObject({
      notice: '2021-07-15',
      cityReports: '2021-07-19',
      bulletin: '2021-07-21',
      papersSent: '2021-07-23',
      meeting: '2021-07-24',
      minutesIssued: '2021-07-27',
      arrangements: '2021-07-28',
      firstResults: '2021-08-03',
    });
  });

  it('an office may change the offsets, never the meeting itself', () => {
    const steps = datedSteps('2021-07-22', { bulletin: -1, meeting: 5 }, calendar);
    expect(steps.find(({ step }) => step === 'bulletin')?.due).toBe('2021-07-21');
    expect(steps.find(({ step }) => step === 'meeting')?.due).toBe('2021-07-22');
    expect(steps.map(({ step }) => step)).toEqual(meetingSteps);
  });

  it('late is what was done after its day or is not done though it is over; skipped is never late', () => {
    const due = '2021-07-15';
    expect(isStepLate({ due, state: 'open', doneOn: null }, '2021-07-15')).toBe(false);
    expect(isStepLate({ due, state: 'open', doneOn: null }, '2021-07-16')).toBe(true);
    expect(isStepLate({ due, state: 'done', doneOn: '2021-07-15' }, '2021-08-01')).toBe(false);
    expect(isStepLate({ due, state: 'done', doneOn: '2021-07-16' }, '2021-08-01')).toBe(true);
    expect(isStepLate({ due, state: 'skipped', doneOn: null }, '2021-08-01')).toBe(false);
    expect(
      onTimeOf(
        [
          { due, state: 'done', doneOn: '2021-07-16' },
          { due, state: 'done', doneOn: due },
          { due: '2021-09-01', state: 'open', doneOn: null },
          { due, state: 'skipped', doneOn: null },
        ],
        '2021-07-20',
      ),
    ).toEqual({ onTime: 1, of: 2 });
  });
});

describe('the agenda in the order of the article (DIS-6.2)', () => {
  const speakers = (experience: number, pledge: number, comments: number) => ({
    experience: Array.from({ length: experience }, (_, index) => ({ of: `e${index}` })),
    pledge: Array.from({ length: pledge }, (_, index) => ({ of: `p${index}` })),
    comments: Array.from({ length: comments }, (_, index) => ({ of: `c${index}` })),
  });

  it('as suggested fits two hours: 2, 15, 5, 5 each, 4 each, 5 each, 30 for the head', () => {
    const plan = planAgenda({ planned: 120, minutes: {}, speakers: speakers(2, 4, 6) });
    expect(plan.lines.map(({ part, speaker, minutes }) => `${speaker ?? part} ${minutes}`).join(', ')).toBe(
      'opening 2, bulletin 15, review 5, experience 10, e0 5, e1 5, pledge 16, p0 4, p1 4, p2 4, p3 4, ' +
        'comments 30, c0 5, c1 5, c2 5, c3 5, c4 5, c5 5, instructions 8, analysis 7, requirements 15',
    );
    expect(plan).toMatchObject({ total: 108, over: 0 });
  });

  it('is shortened to fit, and says by how much it cannot', () => {
    expect(planAgenda({ planned: 90, minutes: {}, speakers: speakers(2, 4, 6) }).total).toBe(90);
    const plan = planAgenda({ planned: 30, minutes: {}, speakers: speakers(2, 4, 6) });
    expect(plan.over).toBe(plan.total - 30);
    expect(plan.over).toBeGreaterThan(0);
  });

  it('a part with speakers takes what they take, the whole what its parts take', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10, max: 600 }),
        fc.tuple(fc.nat(4), fc.nat(8), fc.nat(10)),
        fc.record({ pledge: fc.nat(30), requirements: fc.nat(60) }, { requiredKeys: [] }),
        (planned, [e, p, c], minutes) => {
          const plan = planAgenda({ planned, minutes, speakers: speakers(e, p, c) });
          const parts = plan.lines.filter(({ speaker }) => speaker === null);
          expect(parts.reduce((sum, line) => sum + line.minutes, 0)).toBe(plan.total);
          for (const part of ['experience', 'pledge', 'comments']) {
            const own = plan.lines.filter((line) => line.part === part && line.speaker !== null);
            expect(own.reduce((sum, line) => sum + line.minutes, 0)).toBe(
              parts.find((line) => line.part === part)?.minutes,
            );
          }
          expect(plan.over).toBe(Math.max(0, plan.total - planned));
        },
      ),
    );
  });

  it('nobody goes below the least, nobody grows, and what can fit does to the minute', () => {
    const items = fc.array(
      fc
        .record({ least: fc.nat(20), more: fc.nat(40) })
        .map(({ least, more }) => ({ least, minutes: least + more })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(items, fc.nat(600), (some, planned) => {
        const fitted = fitMinutes(some, planned);
        const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
        some.forEach(({ least, minutes }, index) => {
          expect(fitted[index]).toBeGreaterThanOrEqual(least);
          expect(fitted[index]).toBeLessThanOrEqual(minutes);
        });
        const [all, least] = [sum(some.map((one) => one.minutes)), sum(some.map((one) => one.least))];
        expect(sum(fitted)).toBe(Math.max(least, Math.min(all, planned)));
      }),
    );
  });

  it('the head speaks for thirty minutes', () => {
    const { instructions, analysis, requirements } = standardMinutes;
    expect(instructions + analysis + requirements).toBe(30);
  });
});
