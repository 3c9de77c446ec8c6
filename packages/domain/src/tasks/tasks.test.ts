import { addDays } from '@qingzhang/standards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workCalendar } from '../calendar/working-days.ts';
import { type ClockFacts, clocksOf, monthLater } from './clocks.ts';
import {
  type LadderFacts,
  liftMet,
  mayIssue,
  needsDecision,
  nextRung,
  proposeRung,
  rungs,
  standardLift,
} from './ladder.ts';
import { sayLift, sayRung, sayRungAhead, sayRungReason } from './ladder-words.ts';

// National Day 2021: 1–7 October off, worked instead on Sunday 26 September and Saturday 9 October.
const calendar = workCalendar(
  [
    { day: '2021-09-26', work: true },
    { day: '2021-10-01', work: false },
    { day: '2021-10-04', work: false },
    { day: '2021-10-05', work: false },
    { day: '2021-10-06', work: false },
    { day: '2021-10-07', work: false },
    { day: '2021-10-09', work: true },
  ],
  [2021],
);

const facts = (change: Partial<ClockFacts> = {}): ClockFacts => ({
  issuedOn: '2021-07-12',
  complexity: 'ordinary',
  deadline: '2021-07-30',
  signedOn: null,
  reportedOn: null,
  plannedOn: null,
  settledOn: null,
  closedOn: null,
  extendedTo: null,
  notApplicable: false,
  ...change,
});
const states = (change: Partial<ClockFacts>, today: string) =>
  clocksOf(facts(change), today, calendar).map(({ state }) => state);

describe('DIS-1.5 the clocks of 13710', () => {
  it('run on working days: same day, third, seventh, one month', () => {
    const dues = clocksOf(facts({ complexity: 'complex' }), '2021-07-12', calendar).map(({ due }) => due);
    expect(dues).toEqual(['2021-07-12', '2021-07-15', '2021-07-21', '2021-08-12', '2021-07-30']);
  });
  it('DIS-11.2 count make-up days and skip holidays', () => {
    // Issued on Thursday 30 September: 8 Oct (Fri), 9 Oct (Sat, worked), 11 Oct are the three working days.
    const dues = clocksOf(facts({ issuedOn: '2021-09-30' }), '2021-09-30', calendar).map(({ due }) => due);
    expect(dues.slice(0, 3)).toEqual(['2021-09-30', '2021-10-11', '2021-10-15']);
    // Issued on a holiday: to be signed on the first working day.
    expect(clocksOf(facts({ issuedOn: '2021-10-02' }), '2021-10-02', calendar)[0]?.due).toBe('2021-10-08');
  });
  it('one at a time; a clock that has run out is late, one done after its day too', () => {
    expect(states({}, '2021-07-12')).toEqual(['running', 'notYet', 'notYet', 'none', 'notYet']);
    expect(states({}, '2021-07-13')).toEqual(['late', 'notYet', 'notYet', 'none', 'notYet']);
    expect(states({ signedOn: '2021-07-12' }, '2021-07-13')[1]).toBe('running');
    expect(states({ signedOn: '2021-07-13' }, '2021-07-13')[0]).toBe('late');
    const reported = { signedOn: '2021-07-12', reportedOn: '2021-07-15' };
    expect(states(reported, '2021-07-21')).toEqual(['met', 'met', 'running', 'none', 'notYet']);
    expect(states(reported, '2021-07-22')).toEqual(['met', 'met', 'late', 'none', 'notYet']);
    expect(states({ ...reported, settledOn: '2021-07-21', closedOn: '2021-07-28' }, '2021-08-30')).toEqual([
      'met',
      'met',
      'met',
      'none',
      'met',
    ]);
    expect(states(reported, '2021-08-02')[4]).toBe('late');
  });
  it('a complex matter owes a dated plan by the seventh day, its result within the month', () => {
    const planned = { complexity: 'complex', signedOn: '2021-07-12', plannedOn: '2021-07-20' } as const;
    expect(states(planned, '2021-07-22')).toEqual(['met', 'late', 'met', 'running', 'notYet']);
    // Its deadline lies beyond the month: the plan is enough (or else a dated plan).
    expect(states({ ...planned, deadline: '2021-12-31' }, '2021-09-01')[3]).toBe('met');
    expect(states(planned, '2021-08-13')[3]).toBe('late');
  });
  it('an approved extension stops what was not done and puts off the result', () => {
    const extended = { signedOn: '2021-07-12', reportedOn: '2021-07-14', extendedTo: '2021-08-31' };
    expect(states(extended, '2021-08-02')).toEqual(['met', 'met', 'stopped', 'none', 'stopped']);
    expect(clocksOf(facts(extended), '2021-08-02', calendar)[2]?.due).toBe('2021-08-31');
    expect(states(extended, '2021-09-01')[2]).toBe('late');
  });
  it('do not run for a draft or where the city has no such task', () => {
    expect(new Set(states({ issuedOn: null }, '2021-07-12'))).toEqual(new Set(['none']));
    expect(new Set(states({ notApplicable: true }, '2021-07-12'))).toEqual(new Set(['none']));
  });

  const day = fc.integer({ min: 0, max: 500 }).map((n) => addDays('2021-01-01', n));
  it('are never due on a day off, in order, and never late on their day', () => {
    fc.assert(
      fc.property(
        fc.record({
          issuedOn: day,
          deadline: fc.option(day),
          extendedTo: fc.option(day),
          complexity: fc.constantFrom('ordinary' as const, 'complex' as const),
        }),
        (some) => {
          const clocks = clocksOf(facts(some), some.issuedOn, calendar);
          for (const { due } of clocks) if (due !== null) expect(calendar.isWorkday(due)).toBe(true);
          const [sign, progress, settle] = clocks;
          expect(sign!.due! < progress!.due! && progress!.due! < settle!.due!).toBe(true);
          for (const clock of clocks) {
            if (clock.due === null) continue;
            const onDay = clocksOf(facts(some), clock.due, calendar).find((one) => one.clock === clock.clock);
            expect(onDay?.state).not.toBe('late');
          }
        },
      ),
    );
  });
  it('once late, a clock that is never done stays late (without extension)', () => {
    fc.assert(
      fc.property(day, fc.nat(60), fc.nat(60), (issuedOn, first, more) => {
        const some = facts({ issuedOn });
        const before = clocksOf(some, addDays(issuedOn, first), calendar);
        const after = clocksOf(some, addDays(issuedOn, first + more), calendar);
        before.forEach((clock, index) => {
          if (clock.state === 'late') expect(after[index]?.state).toBe('late');
        });
      }),
    );
  });
});

it('one month later keeps within the month', () => {
  expect(monthLater('2021-01-31')).toBe('2021-02-28');
  expect(monthLater('2020-12-15')).toBe('2021-01-15');
});

describe('DIS-2.3 the ladder', () => {
  const ladder = (change: Partial<LadderFacts> = {}): LadderFacts => ({
    lamp: 'red',
    deadline: '2021-07-30',
    settled: false,
    clockLate: false,
    redMonths: 0,
    last: null,
    held: null,
    ...change,
  });
  const propose = (change: Partial<LadderFacts>, today: string) =>
    proposeRung(ladder(change), today, calendar);

  it('begins with a reminder, for what is yellow or red only', () => {
    expect(propose({ lamp: 'yellow' }, '2021-07-20')).toMatchObject({
      rung: 'remind',
      reason: { code: 'yellow' },
    });
    expect(propose({ lamp: 'yellow', clockLate: true }, '2021-07-20')?.reason.code).toBe('clockLate');
    for (const lamp of ['green', 'blue', 'grey'] as const) {
      expect(propose({ lamp, redMonths: 9 }, '2021-09-20')).toBeNull();
    }
    expect(propose({ settled: true }, '2021-09-20')).toBeNull();
    // A clock that has run out is reminded of whatever the lamp; nothing more, and nothing where grey.
    expect(propose({ lamp: 'green', clockLate: true }, '2021-07-20')).toMatchObject({ rung: 'remind' });
    expect(propose({ lamp: 'grey', clockLate: true }, '2021-07-20')).toBeNull();
    const reminded = { rung: 'remind', issuedOn: '2021-07-01' } as const;
    expect(propose({ lamp: 'green', clockLate: true, last: reminded }, '2021-09-20')).toBeNull();
  });
  it('chases at T+0, supervises at T+3, names in the bulletin at T+7 working days', () => {
    const reminded = { rung: 'remind', issuedOn: '2021-07-26' } as const;
    expect(propose({ lamp: 'yellow', last: reminded }, '2021-07-30')).toBeNull();
    expect(propose({ last: reminded }, '2021-07-31')).toMatchObject({ rung: 'chase' });
    const chased = { rung: 'chase', issuedOn: '2021-08-04' } as const;
    expect(propose({ last: chased }, '2021-08-03')).toBeNull();
    expect(propose({ last: chased }, '2021-08-04')).toEqual({
      rung: 'supervise',
      reason: { code: 'overdue', workdays: 3 },
    });
    const supervised = { rung: 'supervise', issuedOn: '2021-08-09' } as const;
    expect(propose({ last: supervised }, '2021-08-09')).toBeNull();
    expect(propose({ last: supervised }, '2021-08-10')).toMatchObject({ rung: 'bulletin' });
  });
  it('goes on without a deadline passed when nothing improves: three working days after the chase (mock: 7-20 → 7-23)', () => {
    const last = { rung: 'chase', issuedOn: '2021-07-20' } as const;
    expect(propose({ last, deadline: '2021-12-31' }, '2021-07-22')).toBeNull();
    expect(propose({ last, deadline: '2021-12-31' }, '2021-07-23')).toEqual({
      rung: 'supervise',
      reason: { code: 'noEffect', after: 'chase', days: 3 },
    });
  });
  it('warns after two red months, summons fifteen days later, and proposes nothing beyond', () => {
    const named = { rung: 'bulletin', issuedOn: '2021-08-10' } as const;
    expect(propose({ last: named, redMonths: 1 }, '2021-10-10')).toBeNull();
    expect(propose({ last: named, redMonths: 2 }, '2021-09-10')).toMatchObject({ rung: 'warning' });
    const warned = { rung: 'warning', issuedOn: '2021-09-10' } as const;
    expect(propose({ last: warned, redMonths: 2 }, '2021-09-24')).toBeNull();
    expect(propose({ last: warned, redMonths: 2 }, '2021-09-25')).toMatchObject({ rung: 'summons' });
    expect(
      propose({ last: { rung: 'summons', issuedOn: '2021-09-25' }, redMonths: 9 }, '2022-03-01'),
    ).toBeNull();
  });
  it('keeps back what is held until its day', () => {
    const held = { rung: 'remind', until: '2021-07-25' } as const;
    expect(propose({ held }, '2021-07-25')).toBeNull();
    expect(propose({ held }, '2021-07-26')?.rung).toBe('remind');
    expect(propose({ held: { ...held, rung: 'chase' } }, '2021-07-25')?.rung).toBe('remind');
  });
  it('lets nobody skip a rung, but a most urgent matter may begin with the supervision notice (DIS-2.1)', () => {
    expect(mayIssue('remind', null, 'normal')).toBe(true);
    expect(mayIssue('chase', null, 'urgent')).toBe(false);
    expect(mayIssue('supervise', null, 'critical')).toBe(true);
    expect(mayIssue('bulletin', null, 'critical')).toBe(false);
    expect(mayIssue('bulletin', 'supervise', 'normal')).toBe(true);
    expect(mayIssue('warning', 'supervise', 'critical')).toBe(false);
    // The same again, or a lower one, is no escalation.
    expect(mayIssue('chase', 'supervise', 'normal')).toBe(true);
    expect(rungs.filter(needsDecision)).toEqual(['listing', 'limit', 'transfer']);
    expect(nextRung('transfer')).toBeNull();
  });
  it('never proposes what a person may not issue, nor anything that needs a decision', () => {
    const any = fc.record({
      lamp: fc.constantFrom(
        'red' as const,
        'yellow' as const,
        'green' as const,
        'blue' as const,
        'grey' as const,
      ),
      deadline: fc.option(fc.constant('2021-07-30')),
      settled: fc.boolean(),
      clockLate: fc.boolean(),
      redMonths: fc.nat(4),
      last: fc.option(fc.record({ rung: fc.constantFrom(...rungs), issuedOn: fc.constant('2021-07-20') })),
      held: fc.constant(null),
    });
    fc.assert(
      fc.property(any, fc.nat(90), (some, later) => {
        const found = proposeRung(some, addDays('2021-07-20', later), calendar);
        if (found === null) return;
        expect(mayIssue(found.rung, some.last?.rung ?? null, 'normal')).toBe(true);
        expect(needsDecision(found.rung)).toBe(false);
        expect(sayRungReason(found.reason, 'zh')).not.toMatch(/undefined|NaN/u);
      }),
    );
  });
});

describe('DIS-2.3 lifting is symmetric and read from data', () => {
  const within = { kind: 'withinGap', points: 5, months: 2 } as const;
  const month = (name: string, gap: number | null, lamp: 'red' | 'yellow' | 'green' | 'grey' = 'green') => ({
    month: name,
    gap,
    lamp,
  });
  const met = (months: readonly ReturnType<typeof month>[], issuedMonth = '2021-07') =>
    liftMet(within, { settled: false, issuedMonth, months });
  it('two months within five points', () => {
    expect(met([month('2021-07', 4), month('2021-08', 5)])).toBe(true);
    expect(met([month('2021-07', 4), month('2021-08', 5.1)])).toBe(false);
    expect(met([month('2021-07', 6), month('2021-08', 2)])).toBe(false);
    expect(met([month('2021-08', 2)])).toBe(false);
    // Months before the notice prove nothing; months without plan neither.
    expect(met([month('2021-06', 1), month('2021-08', 1)])).toBe(false);
    expect(met([month('2021-07', null), month('2021-08', 1)])).toBe(false);
    expect(met([month('2021-07', 1, 'grey'), month('2021-08', 1)])).toBe(false);
    // The order of the list does not matter, the last two do.
    expect(met([month('2021-09', 3), month('2021-07', 30), month('2021-08', 5)])).toBe(true);
  });
  it('not red, or settled', () => {
    const notRed = { kind: 'notRed', months: 1 } as const;
    const at = { settled: false, issuedMonth: '2021-07' };
    expect(liftMet(notRed, { ...at, months: [month('2021-07', null, 'yellow')] })).toBe(true);
    expect(liftMet(notRed, { ...at, months: [month('2021-07', null, 'red')] })).toBe(false);
    expect(liftMet({ kind: 'settled' }, { ...at, months: [] })).toBe(false);
    expect(liftMet({ kind: 'settled' }, { ...at, settled: true, months: [] })).toBe(true);
  });
  it('has a standard for each rung: three months at least for limited approvals (Anhui 2018)', () => {
    const standard = { points: 5, months: 2 };
    expect(standardLift('supervise', true, standard)).toEqual(within);
    expect(standardLift('supervise', false, standard)).toEqual({ kind: 'notRed', months: 2 });
    expect(standardLift('limit', true, standard)).toMatchObject({ months: 3 });
    expect(standardLift('chase', true, standard)).toEqual({ kind: 'settled' });
  });
});

it('DIS-1.4 says the ladder in the words of the field', () => {
  expect(rungs.map((rung) => sayRung(rung, 'zh')).join('→')).toBe(
    '提醒函→催办单→督办单→通报→预警函→约谈→挂牌督办→区域限批→移交',
  );
  expect(sayLift({ kind: 'withinGap', points: 5, months: 2 }, 'zh')).toBe('连续 2 个月落后 ≤5 点');
  const settings = { superviseAfter: 3, bulletinAfter: 7, warningRedMonths: 2, summonsAfter: 15 };
  expect(sayRungAhead('bulletin', settings, 'zh')).toBe('督办后 7 日未达标');
  expect(sayRungAhead('summons', settings, 'zh')).toBe('预警后 15 日未改善');
  expect(sayRungAhead('limit', settings, 'zh')).toBe('需厅务会决定');
});
