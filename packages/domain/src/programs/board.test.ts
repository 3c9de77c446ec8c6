import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../words/sentence.ts';
import { boardLead, type CityFacts, cityLamp, orderTiles, sayAmount, sayBoardReason } from './board.ts';

const milestones = [
  { day: '2021-04-01', share: 0 },
  { day: '2021-06-30', share: 35 },
  { day: '2021-10-20', share: 100 },
];
const facts = (change: Partial<CityFacts> = {}): CityFacts => ({
  items: 100,
  openItems: 90,
  overdue: 0,
  unreported: 0,
  progress: 35,
  yellowBefore: 0,
  ...change,
});
const lampOf = (change: Partial<CityFacts>, path = milestones) => {
  const { lamp, reason } = cityLamp(facts(change), path, '2021-06-30', '2021-05');
  return `${lamp} ${sayBoardReason(reason, '村', 'zh')}`;
};

describe('DIS-2.2 the lamp of a city', () => {
  it('is judged by the gap to the path and says so', () => {
    expect(lampOf({ progress: 16.6 })).toBe('red 落后序时 18.4 点（>15）');
    expect(lampOf({ progress: 25.4 })).toBe('yellow 落后序时 9.6 点');
    expect(lampOf({ progress: 52.4 })).toBe('blue 超前 17.4 点');
    expect(lampOf({ progress: 25.4, yellowBefore: 1 })).toBe('red 连续两个月黄灯（落后序时 9.6 点）');
  });
  it('a city without items keeps its tile', () => {
    expect(lampOf({ items: 0, openItems: 0, progress: null })).toBe('grey 本市无此项');
  });
  it('is yellow when no row of the city was reported, not when one is missing', () => {
    expect(lampOf({ unreported: 90 })).toBe('yellow 5月未报');
    expect(lampOf({ unreported: 5 })).toBe('green 达到序时');
  });
  it('is at least yellow with overdue items, red with many of the open ones or all, and says how many', () => {
    expect(lampOf({ overdue: 3 })).toBe('yellow 逾期 3 村（在办 90 村）');
    expect(lampOf({ overdue: 18 })).toBe('yellow 逾期 18 村（在办 90 村）');
    expect(lampOf({ overdue: 19 })).toBe('red 逾期 19 村（在办 90 村）');
    expect(lampOf({ openItems: 1, overdue: 1 })).toBe('red 逾期 1 村（在办 1 村）');
    expect(lampOf({ progress: 52.4, overdue: 1 })).toBe('yellow 逾期 1 村（在办 90 村）');
    expect(lampOf({ overdue: 1 }, [])).toBe('yellow 逾期 1 村（在办 90 村）');
    expect(lampOf({ overdue: 20 }, [])).toBe('red 逾期 20 村（在办 90 村）');
    expect(lampOf({}, [])).toBe('green 期限内办理');
    // The definition may say another share.
    expect(cityLamp(facts({ overdue: 19 }), milestones, '2021-06-30', null, 25).lamp).toBe('yellow');
    expect(cityLamp(facts({ overdue: 90 }), milestones, '2021-06-30', null, 100).lamp).toBe('red');
  });
  it('of the gap and overdue items the worse one shows, and of equal ones the gap is named', () => {
    expect(lampOf({ progress: 16.6, overdue: 1 })).toBe('red 落后序时 18.4 点（>15）');
    expect(lampOf({ progress: 25.4, overdue: 1 })).toBe('yellow 落后序时 9.6 点');
    expect(lampOf({ progress: 25.4, overdue: 40 })).toBe('red 逾期 40 村（在办 90 村）');
    expect(lampOf({ unreported: 90, overdue: 1 })).toBe('yellow 逾期 1 村（在办 90 村）');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 90 }), (progress, overdue) => {
        const rank = { red: 2, yellow: 1, green: 0, blue: 0, grey: 0 };
        const of = (change: Partial<CityFacts>) =>
          rank[cityLamp(facts(change), milestones, '2021-06-30', null).lamp];
        const onPlan = { progress: 35 };
        expect(of({ progress, overdue })).toBe(Math.max(of({ progress }), of({ ...onPlan, overdue })));
      }),
    );
  });
  it('yellow by overdue items is not carried into the next month', () => {
    expect(cityLamp(facts({ overdue: 3 }), milestones, '2021-06-30', null).base).toBe('green');
    expect(cityLamp(facts({ progress: 25.4, overdue: 3 }), milestones, '2021-06-30', null).base).toBe(
      'yellow',
    );
  });
  it('who keeps to the path is not red by months in a row, nor yellow because the path ends soon', () => {
    expect(lampOf({ progress: 48.2, yellowBefore: 3 })).toBe('blue 超前 13.2 点');
    expect(lampOf({ progress: 85, yellowBefore: 3, unreported: 90 })).toBe('yellow 5月未报');
    expect(lampOf({ progress: 30, yellowBefore: 3, unreported: 90 })).toBe('red 连续四个月黄灯（5月未报）');
    const flat = [
      { day: '2021-04-01', share: 0 },
      { day: '2021-07-10', share: 80 },
    ];
    expect(cityLamp(facts({ progress: 90 }), flat, '2021-07-01', null).lamp).toBe('blue');
    expect(cityLamp(facts({ progress: 70 }), flat, '2021-07-01', null).reason.code).toBe('behindLate');
  });
  it('what is done is not late after the last milestone', () => {
    const late = cityLamp(facts({ progress: 100 }), milestones, '2021-11-20', null);
    expect(late.lamp).toBe('green');
    expect(cityLamp(facts({ progress: 99 }), milestones, '2021-11-20', null).reason.code).toBe('overdue');
  });
});

describe('the board', () => {
  it('puts late ones first, the rest in protocol order, and loses nobody', () => {
    const lamp = fc.constantFrom('blue', 'green', 'yellow', 'red', 'grey');
    const tile = fc.record({ lamp, gap: fc.option(fc.integer({ min: -20, max: 60 })) });
    fc.assert(
      fc.property(fc.array(tile), (list) => {
        const tiles = list.map((one, index) => ({ ...one, index }));
        const ordered = orderTiles(tiles);
        expect(new Set(ordered)).toEqual(new Set(tiles));
        const quiet = ordered.filter((one) => one.lamp !== 'red' && one.lamp !== 'yellow');
        expect(quiet.map(({ index }) => index)).toEqual(
          quiet.map(({ index }) => index).sort((a, b) => a - b),
        );
        const last = ordered.findLastIndex((one) => one.lamp === 'red' || one.lamp === 'yellow');
        expect(ordered.slice(0, last + 1)).toHaveLength(tiles.length - quiet.length);
      }),
    );
  });
  it('says plan, done, path, running, who lags and the alarm', () => {
    const measure = (role: 'progress' | 'companion', zh: string, en: string) => ({
      key: role,
      name: { zh, en },
      unit: null,
      role,
      better: 'more' as const,
      of: { kind: 'amount' as const, amount: { count: 'all' as const } },
    });
    const lead = {
      definition: {
        counter: '村',
        measures: [measure('progress', '安装', 'installed'), measure('companion', '运行', 'running')],
      },
      unit: '户',
      plan: 919_300,
      done: 272_800,
      progress: 29.7,
      planned: 35,
      companionDone: 128_000,
      companion: 13.9,
      items: 9000,
      overdue: 0,
      late: ['大同', '吕梁', '临汾'],
      counted: 11,
      alarms: [
        {
          name: { zh: '先拆后通', en: 'Old removed first' },
          count: 2,
          amount: 260,
          unit: '户',
          regions: ['大同'],
        },
      ],
    };
    expect(plain(boardLead(lead, 'zh'))).toBe(
      '计划 91.93 万户，安装 27.28 万户（29.7%），序时 35.0%；其中运行 12.80 万户（13.9%）。大同、吕梁、临汾落后，其余 8 市超前或差 5 点以内。▲ 大同 2 村先拆后通，涉及 260 户。',
    );
    expect(plain(boardLead(lead, 'en'))).toContain('29.7%');
    expect(plain(boardLead({ ...lead, items: 0 }, 'zh'))).toContain('尚无事项');
  });
  it('prints amounts', () => {
    expect(sayAmount(246_000, '户', 'zh')).toBe('24.60 万户');
    expect(sayAmount(1284, '个', 'zh')).toBe('1,284 个');
    expect(sayAmount(246_000, '户', 'en')).toBe('246,000 户');
    expect(sayAmount(12.25, '吨', 'zh')).toBe('12.3 吨');
  });
});
