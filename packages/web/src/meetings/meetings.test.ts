import type { AgendaItem, MechanismHealth, MeetingProposal, MeetingRow } from '@qingzhang/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaMinutes, agendaParts, movedTo, reasonsOf, stepped } from './agenda-model.ts';
import { daysBetween, markState, nextMeeting, nextProposal, yearMarks } from './year-model.ts';

const row = (id: number, state: MeetingRow['state'], day: string): MeetingRow => ({
  id,
  kind: 'monthly',
  period: day.slice(0, 7),
  title: `no. ${id}`,
  state,
  startsAt: `${day}T09:00:00+08:00`,
  place: '',
  chair: '',
  simulated: true,
  papers: { onTime: 0, of: 0 },
  followUps: { closed: 0, of: 0 },
  nextStep: null,
});
const proposal = (day: string, meeting: number | null = null): MeetingProposal => ({
  kind: 'monthly',
  period: day.slice(0, 7),
  title: day,
  day,
  dataDay: day,
  why: '',
  meeting,
});
const months = (planned: Readonly<Record<string, number>>): MechanismHealth['months'] =>
  Array.from({ length: 12 }, (_, index) => {
    const month = `2026-${String(index + 1).padStart(2, '0')}`;
    const facts = { held: 0, papersOnTime: 0, papers: 0, closed: 0, followUps: 0 };
    return { month, planned: planned[month] ?? 0, ...facts };
  });
const year = (
  items: readonly MeetingRow[],
  proposals: readonly MeetingProposal[],
  planned: Readonly<Record<string, number>> = {},
) => ({
  year: 2026,
  items: [...items],
  proposals: [...proposals],
  health: {
    year: 2026,
    held: 0,
    planned: 0,
    cancelled: 0,
    papersOnTime: { onTime: 0, of: 0 },
    minutesOnTime: { onTime: 0, of: 0 },
    followUps: { closed: 0, late: 0, of: 0 },
    commitments: { kept: 0, late: 0, broken: 0, open: 0 },
    longestGap: null,
    months: months(planned),
    warnings: [],
  },
});
const line = (id: number, parent: number | null, sort: number, minutes = 5): AgendaItem => ({
  id,
  parent,
  sort,
  kind: parent === null ? 'pledge' : 'pledge',
  title: `line ${id}`,
  minutes,
  city: null,
  program: null,
  portfolio: '',
  speaker: '',
  speakerId: null,
  suggested: false,
  reasons: [],
  confirmed: null,
  startedAt: null,
  endedAt: null,
  usedSeconds: 0,
});

describe('the year (DIS-15.2: held against planned)', () => {
  it('a meeting whose day is past and that was not held is overdue, not planned', () => {
    expect(markState('preparing', '2026-07-24', '2026-07-25')).toBe('overdue');
    expect(markState('preparing', '2026-07-24', '2026-07-24')).toBe('planned');
    expect(markState('ended', '2026-07-24', '2026-07-25')).toBe('held');
    expect(markState('cancelled', '2026-07-24', '2026-07-25')).toBe('cancelled');
  });

  it('a proposal that was taken up is shown as its meeting only', () => {
    const marks = yearMarks(
      year(
        [row(1, 'ended', '2026-07-24')],
        [proposal('2026-02-24'), proposal('2026-07-22', 1), proposal('2026-08-24'), proposal('2026-12-22')],
        { '2026-08': 1 },
      ),
      '2026-09-01',
    );
    // Before the mechanism was kept here nothing is missing.
    expect(marks[1]).toEqual([]);
    expect(marks).toHaveLength(12);
    expect(marks[6]?.map(({ state }) => state)).toEqual(['held']);
    expect(marks[7]?.map(({ state }) => state)).toEqual(['missed']);
    expect(marks[11]?.map(({ state }) => state)).toEqual(['proposed']);
  });

  it('what was made and cancelled is cancelled, not missed as well', () => {
    const data = year([row(1, 'cancelled', '2026-08-24')], [proposal('2026-08-24'), proposal('2026-09-22')], {
      '2026-08': 1,
      '2026-09': 1,
    });
    const marks = yearMarks(data, '2026-10-08');
    expect(marks[7]?.map(({ state }) => state)).toEqual(['cancelled']);
    expect(marks[8]?.map(({ state }) => state)).toEqual(['missed']);
    // Before its day it may be made anew.
    expect(
      yearMarks(data, '2026-08-01')[7]
        ?.map(({ state }) => state)
        .sort(),
    ).toEqual(['cancelled', 'proposed']);
  });

  it('next is the one under way, else the first that comes; a proposal where nothing was made', () => {
    const items = [
      row(1, 'ended', '2026-07-24'),
      row(3, 'planned', '2026-09-24'),
      row(2, 'ready', '2026-08-24'),
    ];
    expect(nextMeeting(items, '2026-08-01')?.id).toBe(2);
    expect(nextMeeting([...items, row(4, 'live', '2026-07-31')], '2026-08-01')?.id).toBe(4);
    expect(nextMeeting([row(1, 'preparing', '2026-07-24')], '2026-08-01')).toBeNull();
    expect(nextProposal(year([], [proposal('2026-07-22'), proposal('2026-09-22')]), '2026-08-01')?.day).toBe(
      '2026-09-22',
    );
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
  });
});

describe('the agenda', () => {
  const agenda = [
    line(1, null, 10),
    line(2, null, 20, 99),
    line(21, 2, 10, 4),
    line(22, 2, 20, 4),
    line(3, null, 30),
  ];
  const parts = agendaParts(agenda);

  it('a part counts its lines, not itself', () => {
    expect(agendaMinutes(parts)).toBe(5 + 4 + 4 + 5);
  });

  it('a line moves among its siblings, and a part takes its lines along', () => {
    expect(stepped(parts, 22, -1)).toEqual([1, 2, 22, 21, 3]);
    expect(stepped(parts, 2, 1)).toEqual([1, 3, 2, 21, 22]);
    expect(stepped(parts, 1, -1)).toBeNull();
    expect(movedTo(parts, 21, 1)).toBeNull();
    expect(movedTo(parts, 3, 1)).toEqual([3, 1, 2, 21, 22]);
  });

  it('moving never loses nor doubles a line', () => {
    const ids = agenda.map(({ id }) => id);
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.constantFrom(...ids), (one, other) => {
        const order = movedTo(parts, one, other);
        if (order !== null) expect(order.toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b));
      }),
    );
  });

  it('says why of a line that a person took over (DIS-6.3)', () => {
    const taken = { ...line(9, 2, 30), city: '140200', program: 'clean-heating' };
    const reasons = [{ text: 'behind', code: 'behind', reviewed: false }];
    expect(
      reasonsOf(taken, [
        {
          kind: 'pledge',
          city: '140200',
          program: 'clean-heating',
          reasons,
          allowed: false,
          inAgenda: true,
          aside: null,
        },
      ]),
    ).toBe(reasons);
    expect(reasonsOf({ ...taken, program: null }, [])).toEqual([]);
  });
});
