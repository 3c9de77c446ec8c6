import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveStage, type StageFacts, type StageMove, type StageOutcome, usedBy } from './stage.ts';

const item = (id: number, parent: number | null, minutes: number) => ({
  id,
  parent,
  minutes,
  startedAt: null,
  endedAt: null,
  used: 0,
});
/** 开场 · 通报 · 表态发言（大同、吕梁） · 部署. */
const ready: StageFacts = {
  state: 'ready',
  revision: 7,
  page: null,
  sub: 0,
  blank: false,
  item: null,
  clock: null,
  openedAt: null,
  endedAt: null,
  items: [
    item(1, null, 2),
    item(2, null, 15),
    item(3, null, 0),
    item(31, 3, 4),
    item(32, 3, 4),
    item(4, null, 30),
  ],
  pages: [
    { key: 'cover', subs: 1, item: 1 },
    { key: 'air', subs: 2, item: 2 },
    { key: 'work', subs: 1, item: 2 },
    { key: 'datong', subs: 1, item: 31 },
    { key: 'end', subs: 1, item: 4 },
  ],
};
const START = 1_700_000_000_000;
const after = (outcome: StageOutcome): StageFacts => {
  if (outcome.kind !== 'changed') throw new Error(JSON.stringify(outcome));
  return outcome.facts;
};
const run = (facts: StageFacts, ...moves: readonly (readonly [seconds: number, move: StageMove])[]) =>
  moves.reduce((now, [seconds, move]) => after(moveStage(now, move, START + seconds * 1000)), facts);
const usedOf = (facts: StageFacts, id: number) => facts.items.find((one) => one.id === id)?.used;

describe('the stage', () => {
  it('opens with the first item and its page; beginning the next ends the one before', () => {
    const open = run(ready, [0, { act: 'open' }]);
    expect(open).toMatchObject({
      state: 'live',
      revision: 8,
      page: 'cover',
      item: 1,
      openedAt: START / 1000,
    });
    expect(open.clock).toEqual({ item: 1, seconds: 120, used: 0, startedAt: START / 1000 });
    const second = run(open, [100, { act: 'begin', item: 2 }]);
    expect(second).toMatchObject({ revision: 9, page: 'air', item: 2 });
    expect(second.items[0]).toMatchObject({ used: 100, endedAt: START / 1000 + 100 });
    expect(second.clock).toMatchObject({ item: 2, seconds: 900, used: 0 });
  });

  it('gives the word to the first speaker below an item, then to the next; the item above lasts meanwhile', () => {
    const first = run(ready, [0, { act: 'open' }], [60, { act: 'begin', item: 3 }]);
    expect(first).toMatchObject({ item: 31, page: 'datong' });
    const second = run(first, [300, { act: 'begin', item: 3 }]);
    expect(second.item).toBe(32);
    expect(usedOf(second, 31)).toBe(240);
    expect(second.items.find(({ id }) => id === 3)).toMatchObject({ endedAt: null, used: 0 });
    const next = run(second, [400, { act: 'begin', item: 4 }]);
    expect(next.items.find(({ id }) => id === 3)).toMatchObject({ endedAt: START / 1000 + 400 });
    expect(usedOf(next, 32)).toBe(100);
  });

  it('turns pages through their screens and stops at both ends', () => {
    const keys: string[] = [];
    let facts = run(ready, [0, { act: 'open' }]);
    for (let n = 0; n < 9; n += 1) {
      const outcome = moveStage(facts, { act: 'next' }, START);
      if (outcome.kind === 'changed') facts = outcome.facts;
      keys.push(`${facts.page}${facts.sub}`);
    }
    expect(keys).toEqual(['air0', 'air1', 'work0', 'datong0', 'end0', 'end0', 'end0', 'end0', 'end0']);
    for (let n = 0; n < 4; n += 1) facts = run(facts, [0, { act: 'previous' }]);
    expect([facts.page, facts.sub]).toEqual(['air', 0]);
    expect(moveStage(run(facts, [0, { act: 'previous' }]), { act: 'previous' }, START).kind).toBe('same');
  });

  it('a black screen comes back with the next page, or where there is none with the same', () => {
    const dark = run(
      ready,
      [0, { act: 'open' }],
      [1, { act: 'show', page: 'end', sub: 0 }],
      [2, { act: 'blank', on: true }],
    );
    expect(run(dark, [3, { act: 'next' }])).toMatchObject({ page: 'end', blank: false });
  });

  it('pauses and goes on; a restart of the server in between changes nothing', () => {
    const paused = run(ready, [0, { act: 'open' }], [30, { act: 'pause' }]);
    expect(paused.clock).toMatchObject({ used: 30, startedAt: null });
    const gone: StageFacts = JSON.parse(JSON.stringify(run(paused, [100, { act: 'resume' }])));
    const clock = gone.clock;
    expect(clock === null ? null : usedBy(clock, START / 1000 + 110)).toBe(40);
    expect(usedOf(run(gone, [110, { act: 'end' }]), 1)).toBe(40);
  });

  it('an item begun again counts on from what it had', () => {
    const again = run(
      ready,
      [0, { act: 'open' }],
      [50, { act: 'begin', item: 2 }],
      [60, { act: 'begin', item: 1 }],
    );
    expect(again.clock).toMatchObject({ item: 1, used: 50 });
    expect(usedOf(run(again, [70, { act: 'end' }]), 1)).toBe(60);
  });

  it('adds time, never below nothing; minutes are planned anew only for what is to come', () => {
    const open = run(ready, [0, { act: 'open' }]);
    expect(run(open, [1, { act: 'addTime', seconds: 60 }]).clock?.seconds).toBe(180);
    expect(run(open, [1, { act: 'addTime', seconds: -3600 }]).clock?.seconds).toBe(0);
    expect(run(open, [1, { act: 'replan', minutes: { 4: 20 } }]).items.at(-1)?.minutes).toBe(20);
    expect(moveStage(open, { act: 'replan', minutes: { 1: 1 } }, START)).toEqual({
      kind: 'refused',
      why: 'item',
    });
    expect(moveStage(open, { act: 'replan', minutes: { 99: 1 } }, START)).toEqual({
      kind: 'refused',
      why: 'item',
    });
  });

  it('ended by mistake goes on where it was; opened by mistake is as before', () => {
    const open = run(ready, [0, { act: 'open' }], [60, { act: 'begin', item: 2 }]);
    const back = run(open, [100, { act: 'end' }], [130, { act: 'reopen', reason: '误点' }]);
    expect(back).toMatchObject({ state: 'live', endedAt: null, item: 2 });
    expect(back.clock).toEqual({ item: 2, seconds: 900, used: 40, startedAt: null });
    const never = run(open, [100, { act: 'reopen', reason: '试机' }]);
    expect(never).toMatchObject({ state: 'ready', openedAt: null, clock: null, item: null });
    expect(never.items.every(({ used, startedAt }) => used === 0 && startedAt === null)).toBe(true);
  });

  it.each([
    ['planned', 'open'],
    ['ready', 'begin'],
    ['ready', 'pause'],
    ['live', 'open'],
    ['ended', 'begin'],
    ['followed', 'show'],
    ['followed', 'reopen'],
    ['cancelled', 'open'],
  ] as const)('%s refuses %s', (state, act) => {
    const moves: Record<typeof act, StageMove> = {
      open: { act: 'open' },
      begin: { act: 'begin', item: 1 },
      pause: { act: 'pause' },
      show: { act: 'show', page: 'air', sub: 0 },
      reopen: { act: 'reopen', reason: '误点' },
    };
    expect(moveStage({ ...ready, state }, moves[act], START)).toEqual({ kind: 'refused', why: 'state' });
  });
});

describe('whatever is done in whatever order', () => {
  const ids = ready.items.map(({ id }) => id);
  const move: fc.Arbitrary<StageMove> = fc.oneof(
    fc.constantFrom<StageMove>({ act: 'next' }, { act: 'previous' }, { act: 'pause' }, { act: 'resume' }),
    fc.record({
      act: fc.constant('show' as const),
      page: fc.constantFrom('cover', 'air', 'end', 'none'),
      sub: fc.nat(3),
    }),
    fc.record({ act: fc.constant('blank' as const), on: fc.boolean() }),
    fc.record({ act: fc.constant('begin' as const), item: fc.constantFrom(...ids, 999) }),
    fc.record({ act: fc.constant('addTime' as const), seconds: fc.integer({ min: -300, max: 300 }) }),
    fc.constantFrom<StageMove>({ act: 'end' }, { act: 'reopen', reason: '误点' }),
  );
  /** Moves with the milliseconds that pass before each. */
  const walk = fc.array(fc.tuple(fc.nat(90_000), move), { maxLength: 40 });

  it('the revision rises by one, one item runs at most, and the seconds used are those that ran', () => {
    fc.assert(
      fc.property(walk, fc.boolean(), (steps, restarts) => {
        let at = START + 123;
        let facts = after(moveStage(ready, { act: 'open' }, at));
        const whole = (ms: number) => Math.floor(ms / 1000);
        let running = 0;
        for (const [passes, one] of steps) {
          // Opened by mistake takes all times back: not what this is about.
          if (one.act === 'reopen' && facts.state === 'live') continue;
          if (facts.clock?.startedAt !== null && facts.clock !== null)
            running += whole(at + passes) - whole(at);
          at += passes;
          const before = facts;
          const outcome = moveStage(facts, one, at);
          if (outcome.kind === 'changed') {
            facts = restarts ? (JSON.parse(JSON.stringify(outcome.facts)) as StageFacts) : outcome.facts;
            expect(facts.revision).toBe(before.revision + 1);
          }
          const open = facts.items.filter((item) => item.startedAt !== null && item.endedAt === null);
          const leaves = open.filter(({ id }) => !facts.items.some(({ parent }) => parent === id));
          expect(leaves.length).toBeLessThanOrEqual(1);
          if (facts.state === 'ended') expect(open).toEqual([]);
          // Ended items that were not begun again keep their times.
          for (const was of before.items) {
            const is = facts.items.find(({ id }) => id === was.id);
            if (was.endedAt !== null && is?.endedAt !== null) expect(is).toEqual(was);
          }
          const total = facts.items.reduce(
            (sum, { id, used }) => sum + (facts.clock?.item === id ? usedBy(facts.clock, whole(at)) : used),
            0,
          );
          expect(total).toBe(running);
        }
      }),
      { numRuns: 500 },
    );
  });
});
