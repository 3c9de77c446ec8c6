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
    expect(lampOf({ progress: 25.4, yellowBefore: 1 })).toBe('red 连续两个月黄灯');
  });
  it('a city without items keeps its tile', () => {
    expect(lampOf({ items: 0, openItems: 0, progress: null })).toBe('grey 本市无此项');
  });
  it('is yellow when no row of the city was reported, not when one is missing', () => {
    expect(lampOf({ unreported: 90 })).toBe('yellow 5月未报');
    expect(lampOf({ unreported: 5 })).toBe('green 达到序时');
  });
  it('without a path overdue items stand for the gap', () => {
    expect(lampOf({ overdue: 3 }, [])).toBe('green 逾期 3 村（共 100 村）');
    expect(lampOf({ overdue: 9 }, [])).toBe('yellow 逾期 9 村（共 100 村）');
    expect(lampOf({ overdue: 20 }, [])).toBe('red 逾期 20 村（共 100 村）');
    expect(lampOf({}, [])).toBe('green 期限内办理');
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
