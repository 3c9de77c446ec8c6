import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countHealth, healthWarnings, type MeetingHealth } from './health.ts';
import { type CityStanding, candidates, chooseSpeakers } from './speakers.ts';

const rules = { pledgeGap: 15 };
const city = (code: string, rank: number, change: Partial<CityStanding> = {}): CityStanding => ({
  city: code,
  air: { rank, changeRank: rank, index: String(4 + rank / 10), change: '-1.0', sense: 'better' },
  airReviewed: true,
  programs: [],
  named: [],
  ...change,
});
const heating = (gap: number, reviewed = true) => ({
  program: 'heating',
  lamp: 'red' as const,
  gap,
  reviewed,
});
const six = (change: Readonly<Record<string, Partial<CityStanding>>> = {}) =>
  [1, 2, 3, 4, 5, 6].map((rank) => city(`c${rank}`, rank, change[`c${rank}`]));

describe('who speaks (DIS-6.3)', () => {
  it('the best two and the most improved give experience, the last two pledge', () => {
    const found = candidates(six(), rules);
    expect(found.map(({ kind, city: code }) => `${kind} ${code}`)).toEqual([
      'pledge c5',
      'pledge c6',
      'experience c1',
      'experience c2',
    ]);
    expect(found[0]?.reasons.map(({ code }) => code)).toEqual(['bottomState', 'bottomChange']);
    expect(found[2]?.reasons.map(({ code }) => code)).toEqual(['topState', 'mostImproved']);
  });

  it('red in a program pledges from more than fifteen points on, not at fifteen', () => {
    expect(
      candidates(six({ c3: { programs: [heating(15)] } }), rules).some(({ city: code }) => code === 'c3'),
    ).toBe(false);
    const [first] = candidates(six({ c3: { programs: [heating(18.4)] } }), rules).filter(
      ({ city: code }) => code === 'c3',
    );
    expect(first).toMatchObject({
      kind: 'pledge',
      program: 'heating',
      reasons: [{ code: 'behind', points: 18.4 }],
    });
  });

  it('repeated naming counts where the city is still behind, and puts it first', () => {
    const named = [{ program: 'heating', times: 2 }];
    const behind = candidates(six({ c3: { programs: [heating(20)], named } }), rules);
    expect(behind[0]).toMatchObject({
      city: 'c3',
      reasons: [{ code: 'behind' }, { code: 'named', times: 2 }],
    });
    const recovered = { program: 'heating', lamp: 'green' as const, gap: 0, reviewed: true };
    expect(
      candidates(six({ c3: { programs: [recovered], named } }), rules).some(
        ({ program }) => program !== null,
      ),
    ).toBe(false);
  });

  it('subject by subject: one of each before a second of any', () => {
    const red = (program: string, gap: number) => ({ program, lamp: 'red' as const, gap, reviewed: true });
    const found = candidates(
      six({
        c2: { programs: [red('a', 60)] },
        c3: { programs: [red('a', 50)] },
        c4: { programs: [red('b', 20)] },
      }),
      rules,
    );
    const chosen = chooseSpeakers(found, { maxPledges: 3, maxExperience: 0 });
    expect(chosen.map(({ city: code, program }) => `${code} ${program}`)).toEqual([
      'c5 null',
      'c2 a',
      'c4 b',
    ]);
  });

  it('who shares the lead of a program with others does not lead it', () => {
    const blue = (gap: number) => [{ program: 'voc', lamp: 'blue' as const, gap, reviewed: true }];
    const leads = (change: Readonly<Record<string, Partial<CityStanding>>>) =>
      candidates(six(change), rules)
        .filter(({ program }) => program === 'voc')
        .map(({ city: code }) => code);
    expect(leads({ c3: { programs: blue(-12) }, c4: { programs: blue(-12) } })).toEqual([]);
    expect(leads({ c3: { programs: blue(-12.5) }, c4: { programs: blue(-12) } })).toEqual(['c3']);
  });

  it('nobody is asked on unreviewed data, and yet is listed', () => {
    const found = candidates(
      six({ c3: { programs: [heating(40, false)] }, c6: { airReviewed: false } }),
      rules,
    );
    expect(
      found
        .filter(({ allowed }) => !allowed)
        .map(({ city: code }) => code)
        .sort(),
    ).toEqual(['c3', 'c6']);
    const chosen = chooseSpeakers(found, { maxPledges: 11, maxExperience: 11 });
    expect(chosen.every(({ allowed }) => allowed)).toBe(true);
    expect(chosen.map(({ city: code }) => code)).toEqual(['c5', 'c1', 'c2']);
  });

  it('the best who got worse gives no experience', () => {
    const worse = city('c1', 1, {
      air: { rank: 1, changeRank: 6, index: '4.1', change: '+3.0', sense: 'worse' },
    });
    expect(
      candidates([worse, ...six().slice(1)], rules).some(
        ({ kind, city: code }) => kind === 'experience' && code === 'c1',
      ),
    ).toBe(false);
  });

  const standing = fc.record({
    rank: fc.option(fc.integer({ min: 1, max: 11 })),
    changeRank: fc.option(fc.integer({ min: 1, max: 11 })),
    sense: fc.constantFrom('better' as const, 'worse' as const, 'flat' as const, null),
  });
  const program = fc.record({
    program: fc.constantFrom('a', 'b', 'c', 'd'),
    lamp: fc.constantFrom(
      'red' as const,
      'yellow' as const,
      'green' as const,
      'blue' as const,
      'grey' as const,
    ),
    gap: fc.option(fc.double({ min: -50, max: 100, noNaN: true })),
    reviewed: fc.boolean(),
  });
  const anyCity = fc.record({
    air: fc.option(standing.map((own) => ({ ...own, index: '4.00', change: '-1.0' }))),
    airReviewed: fc.boolean(),
    programs: fc.uniqueArray(program, { selector: (one) => one.program, maxLength: 4 }),
    named: fc.array(fc.record({ program: fc.constantFrom('a', 'b', null), times: fc.nat(4) }), {
      maxLength: 3,
    }),
  });
  it('every suggestion has a reason; at most eight are chosen, one a city, none unreviewed, none above its limit', () => {
    fc.assert(
      fc.property(
        fc.array(anyCity, { maxLength: 11 }),
        fc.record({ maxPledges: fc.nat(11), maxExperience: fc.nat(11) }),
        (some, limits) => {
          const found = candidates(
            some.map((own, index) => ({ ...own, city: `c${index}` })),
            rules,
          );
          expect(found.every(({ reasons }) => reasons.length > 0)).toBe(true);
          const chosen = chooseSpeakers(found, limits);
          expect(chosen.length).toBeLessThanOrEqual(8);
          expect(new Set(chosen.map(({ city: code }) => code)).size).toBe(chosen.length);
          expect(chosen.every(({ allowed }) => allowed)).toBe(true);
          const count = (kind: string) => chosen.filter((one) => one.kind === kind).length;
          expect(count('pledge')).toBeLessThanOrEqual(limits.maxPledges);
          expect(count('experience')).toBeLessThanOrEqual(limits.maxExperience);
        },
      ),
    );
  });
});

describe('the health of the mechanism itself (DIS-15.2, DIS-15.3)', () => {
  const meeting = (id: number, day: string, change: Partial<MeetingHealth> = {}): MeetingHealth => ({
    id,
    day,
    about: day.slice(0, 7),
    state: 'held',
    chair: '厅长',
    papers: { onTime: 4, of: 4 },
    minutes: { onTime: 1, of: 1 },
    followUps: { of: 6, closed: 6, late: 0, ownerless: 0 },
    experience: 1,
    pledges: 2,
    ...change,
  });
  const expected = ['2021-01', '2021-02', '2021-03'].map((about) => ({ about, day: `${about}-22` }));
  const year = ['2021-01-22', '2021-02-22', '2021-03-22'].map((day, index) => meeting(index + 1, day));
  const codes = (meetings: readonly MeetingHealth[], today = '2021-04-01') =>
    healthWarnings(meetings, expected, today, null, true).map(({ code }) => code);

  it('says nothing of a mechanism that works', () => {
    expect(codes(year)).toEqual([]);
    expect(countHealth(year, expected, '2021-04-01')).toMatchObject({
      held: 3,
      planned: 3,
      cancelled: 0,
      longestGap: 31,
    });
  });

  it('a meeting that nobody made was planned all the same; one put off is not missed', () => {
    expect(countHealth(year.slice(1), expected, '2021-04-01')).toMatchObject({ held: 2, planned: 3 });
    expect(codes(year.slice(1))).toContain('missed');
    const putOff = meeting(1, '2021-04-20', { about: '2021-01', state: 'coming' });
    expect(codes([...year.slice(1), putOff])).not.toContain('missed');
  });

  it('what was cancelled and made anew was planned once', () => {
    const anew = [meeting(9, '2021-03-10', { about: '2021-03', state: 'cancelled' }), ...year];
    expect(countHealth(anew, expected, '2021-04-01')).toMatchObject({ held: 3, planned: 3, cancelled: 1 });
  });

  it.each([
    ['noPurpose', year.map((one) => ({ ...one, experience: 0, pledges: 0 }))],
    ['tooMany', [meeting(1, '2021-01-22', { pledges: 8, experience: 1 }), ...year.slice(1)]],
    [
      'nobodyResponsible',
      [
        meeting(1, '2021-01-22', { followUps: { of: 2, closed: 0, late: 0, ownerless: 1 } }),
        ...year.slice(1),
      ],
    ],
    ['noChair', [meeting(1, '2021-01-22', { chair: '' }), ...year.slice(1)]],
    ['manyChairs', year.map((one, index) => ({ ...one, chair: `副厅长${index}` }))],
    ['cancelledOften', [year[0]!, ...year.slice(1).map((one) => ({ ...one, state: 'cancelled' as const }))]],
    ['rare', [year[0]!, meeting(2, '2021-03-22')]],
    ['noAnalysts', year.map((one) => ({ ...one, papers: { onTime: 1, of: 4 } }))],
    ['noFollowUp', year.map((one) => ({ ...one, followUps: { of: 6, closed: 1, late: 3, ownerless: 0 } }))],
    ['minutesLate', year.map((one) => ({ ...one, minutes: { onTime: 0, of: 1 } }))],
    ['brutal', year.map((one) => ({ ...one, experience: 0 }))],
    ['bland', year.map((one) => ({ ...one, pledges: 0 }))],
  ] as const)('shows %s', (code, meetings) => {
    expect(codes(meetings)).toContain(code);
  });
});
