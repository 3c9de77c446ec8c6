import { CLOSED_PAGE, type StageAgendaItem, type StageState } from '@qingzhang/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agendaTimes, forecast, nextItem } from './agenda-time.ts';
import { backoff } from './backoff.ts';
import { turned } from './chair/turned.ts';
import { anchorOf, clockText, countdownText, remainingOf, serverNow } from './clock.ts';
import { em, fitPoints, fitSheet, fitTable, sideStacks, titleSize } from './hall/fit.ts';
import { missingPages } from './use-stage.ts';

const START = Date.parse('2021-07-24T09:00:00+08:00');
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const item = (
  id: number,
  parent: number | null,
  minutes: number,
  more: Partial<StageAgendaItem> = {},
): StageAgendaItem => ({
  ...{
    id,
    parent,
    minutes,
    kind: 'other',
    title: String(id),
    speaker: '',
    city: null,
    program: null,
    note: '',
  },
  ...{ usedSeconds: 0, startedAt: null, endedAt: null },
  ...more,
});

describe('the clock of a screen', () => {
  it('counts a speaker by the server’s moment, whatever the device thinks', () => {
    const anchor = anchorOf(at(100), 5_000);
    const timer = { item: 1, seconds: 240, used: 30, startedAt: at(60) };
    expect(remainingOf(timer, serverNow(anchor, 5_000))).toBe(240 - 30 - 40);
    expect(remainingOf(timer, serverNow(anchor, 15_500))).toBe(240 - 30 - 50);
    expect(remainingOf({ ...timer, startedAt: null }, serverNow(anchor, 99_000))).toBe(210);
  });
  it('says minutes and seconds, and what is over', () => {
    expect([countdownText(118), countdownText(0), countdownText(-72)]).toEqual(['1:58', '0:00', '−1:12']);
    expect(clockText(START)).toBe('09:00');
    expect(clockText(START + 61_000, true)).toBe('09:01:01');
  });
});

describe('the agenda in time', () => {
  const stage: Pick<
    StageState,
    'agenda' | 'agendaItem' | 'timer' | 'openedAt' | 'startsAt' | 'minutesPlanned'
  > = {
    agenda: [
      item(1, null, 10, { usedSeconds: 720, startedAt: at(0), endedAt: at(720) }),
      // The server counts what its speakers used into the larger item.
      item(2, null, 99, { usedSeconds: 60, startedAt: at(720) }),
      item(21, 2, 4, { usedSeconds: 60, startedAt: at(720) }),
      item(22, 2, 4),
      item(3, null, 20),
    ],
    agendaItem: 21,
    timer: { item: 21, seconds: 240, used: 60, startedAt: at(780) },
    openedAt: at(0),
    startsAt: at(0),
    minutesPlanned: 38,
  };
  it('adds the running stretch once, to the speaker and to the item above', () => {
    const [, two] = agendaTimes(stage, START + 840_000);
    expect([two?.usedSeconds, two?.plannedSeconds, two?.state]).toEqual([120, 480, 'now']);
    expect(two?.children.map((one) => [one.usedSeconds, one.state])).toEqual([
      [120, 'now'],
      [0, 'ahead'],
    ]);
  });
  it('ends when everybody keeps to what is left, late by what was overspent', () => {
    // 14 minutes are gone; 2 of 4 are left to the speaker, then 4 and 20.
    expect(forecast(stage, START + 840_000)).toEqual({ endsAt: START + (14 + 26) * 60_000, lateMinutes: 2 });
  });
  it('goes on with the next speaker, then with the next item, and not with what has been', () => {
    const times = agendaTimes(stage, START + 840_000);
    expect(nextItem(times, 21)?.item.id).toBe(22);
    expect(nextItem(times, 22)?.item.id).toBe(3);
    expect(nextItem(times, 3)).toBeNull();
  });
});

describe('turning pages', () => {
  const pages = [{ key: 'a' }, { key: 'b' }, { key: 'c' }];
  it('goes through the screens of a long page, then on; ends at the ends', () => {
    expect(turned(pages, { page: 'b', sub: 0 }, 3, true)).toEqual({ page: 'b', sub: 1 });
    expect(turned(pages, { page: 'b', sub: 2 }, 3, true)).toEqual({ page: 'c', sub: 0 });
    expect(turned(pages, { page: 'b', sub: 2 }, 3, false)).toEqual({ page: 'b', sub: 1 });
    expect(turned(pages, { page: 'b', sub: 0 }, 3, false)).toEqual({ page: 'a', sub: 0 });
    expect(turned(pages, { page: 'c', sub: 0 }, 1, true)).toBeNull();
    expect(turned(pages, { page: 'a', sub: 0 }, 1, false)).toBeNull();
    expect(turned(pages, { page: 'gone', sub: 0 }, 1, true)).toEqual({ page: 'a', sub: 0 });
  });
});

describe('pages beforehand', () => {
  const state = {
    page: 'b',
    pages: ['a', 'b', 'c'].map((key) => ({ key, version: 2, title: '', agendaItem: null })),
  };
  it('are those missing or old, the one on show first, then what follows', () => {
    expect(missingPages(state, new Map())).toEqual(['b', 'c', 'a']);
    expect(
      missingPages(
        state,
        new Map([
          ['b', { version: 2 }],
          ['c', { version: 1 }],
        ]),
      ),
    ).toEqual(['c', 'a']);
  });
  it('are not asked for before they are open to a hall', () => {
    const closed = { key: '~3', version: CLOSED_PAGE, title: '', agendaItem: null };
    const [a, b] = state.pages;
    if (a === undefined || b === undefined) throw new Error('no pages');
    expect(missingPages({ page: 'b', pages: [a, b, closed] }, new Map())).toEqual(['b', 'a']);
  });
});

describe('coming back', () => {
  it('is tried soon, then slower, never later than five seconds, never all venues at once', () => {
    expect(backoff(0, 1)).toBe(250);
    expect(backoff(20, 1)).toBe(5_000);
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 1, noNaN: true }), (tries, spread) => {
        const wait = backoff(tries, spread);
        expect(wait).toBeGreaterThanOrEqual(125);
        expect(wait).toBeLessThanOrEqual(5_000);
      }),
    );
  });
});

describe('type on the hall’s screen', () => {
  const text = fc.stringMatching(/^[一-龥0-9A-Za-z%.]{0,24}$/);
  it('is never smaller than a hall can read, and a table never wider than its place', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 30 }),
        (rows) => {
          const fit = fitTable({ columns: ['市', '名次', '指数', '同比'], rows }, 1808, 690);
          expect(fit.widths.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1808);
          expect(fit.name).toBeGreaterThanOrEqual(40);
          expect(fit.font).toBeGreaterThanOrEqual(24);
          expect(fit.rowHeight * fit.perScreen).toBeLessThanOrEqual(690 + 84);
          expect(fit.screens * fit.perScreen).toBeGreaterThanOrEqual(rows.length);
        },
      ),
    );
  });
  it('keeps every point on exactly one screen, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ head: text, text: fc.string({ maxLength: 600 }) }), {
          minLength: 1,
          maxLength: 12,
        }),
        (points) => {
          const { screens, font } = fitPoints(points, 1808, 790);
          expect(screens.flat()).toEqual(points.map((_, index) => index));
          expect(font).toBeGreaterThanOrEqual(40);
        },
      ),
    );
  });
  describe('a sheet of a paper', () => {
    const room = { width: 1808, height: 801 };
    /** So many characters of 16 px in lines of 28 px: how high they are at a width. */
    const text = (characters: number) => (width: number) =>
      32 + 28 * Math.ceil(characters / Math.floor((width - 32) / 16));

    it('is one screen when its text stands on one, however short or unmeasured', () => {
      for (const height of [0, 44, 72, 212, 240])
        expect(fitSheet(room, () => height)).toMatchObject({ width: 560, screens: 1 });
    });
    it('is smaller before it goes on on a second screen', () => {
      expect(fitSheet(room, text(7 * 33))).toMatchObject({ width: 560, screens: 1 });
      expect(fitSheet(room, text(9 * 41))).toMatchObject({ width: 740, screens: 1 });
      expect(fitSheet(room, text(800))).toMatchObject({ width: 560, screens: 4 });
    });
    it('shows the whole text on its screens, and never a last one without anything new', () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 4000 }),
          fc.integer({ min: 500, max: 860 }),
          (length, height) => {
            const fit = fitSheet({ width: 1808, height }, text(length));
            const shown = height / fit.scale;
            expect(shown + (fit.screens - 1) * fit.step).toBeGreaterThanOrEqual(fit.height - 6);
            // One screen less would lose more than a hair of it.
            if (fit.screens > 1) expect(shown + (fit.screens - 2) * fit.step).toBeLessThan(fit.height - 6);
          },
        ),
      );
    });
  });
  it('puts labels above their figures in the speaker’s panel where one has no room beside', () => {
    const fact = (label: string, value: string, unit: string) => ({ label, value, unit });
    const short = fact('还要完成', '20.52', '万户');
    expect(sideStacks([short, fact('7月起每月', '1,832', '户')])).toBe(false);
    expect(sideStacks([short, fact('PM2.5年均浓度 余下日均不超', '67.7', '微克/立方米')])).toBe(true);
  });
  it('makes a sentence smaller before it breaks', () => {
    expect(titleSize('清洁取暖：大同差 18.4 个百分点', 1808)).toBe(60);
    expect(titleSize('一'.repeat(36), 1808)).toBe(48);
    expect(titleSize('一'.repeat(60), 1808)).toBeGreaterThanOrEqual(40);
    expect(em('大同')).toBe(2);
  });
});
