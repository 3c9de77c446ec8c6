import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemAct, ItemRefusalCode } from './acts.ts';
import { itemActNames, itemRefusals } from './acts.ts';
import { lifeClocks } from './clocks.ts';
import type { LifeContext } from './context.ts';
import { countEvidence } from './context.ts';
import { deadlineRefusal, nationalDeadlineRefusal } from './guards.ts';
import { itemStateWords, sayItemRefusal } from './item-words.ts';
import type { LifeActor, LifeFacts } from './life.ts';
import { drawSample } from './look-back.ts';
import { actOn, actsOf } from './machine.ts';
import { numberCloseOut } from './steps.ts';
import {
  cityChecker,
  cityReporter,
  complete,
  county,
  draft,
  inspection,
  itself,
  life,
  office,
  pair,
  person,
  village,
} from './testing/life.ts';

type Step = readonly [ItemAct, LifeActor, Partial<LifeContext>?];

/** Follow steps that must all be allowed. */
function follow(facts: LifeFacts, steps: readonly Step[]): LifeFacts {
  return steps.reduce((before, [act, actor, change]) => {
    const outcome = actOn(before, act, actor, complete(change));
    if (!outcome.ok) throw new Error(`${act.act}: ${outcome.refusal.code}`);
    return outcome.closes ? numberCloseOut(outcome.facts, 7) : outcome.facts;
  }, facts);
}

function refused(facts: LifeFacts, [act, actor, change]: Step): ItemRefusalCode | null {
  const outcome = actOn(facts, act, actor, complete(change));
  return outcome.ok ? null : outcome.refusal.code;
}

const check: ItemAct = {
  act: 'check',
  visitedOn: '2026-06-15',
  visitors: ['市局水科 甲岗', '市局水科 乙岗'],
  note: '',
};
const apply: ItemAct = { act: 'apply', note: '' };
const accept: ItemAct = { act: 'accept', note: '' };

const issued = follow(draft, [[{ act: 'issue' }, office]]);
const working = follow(issued, [[{ act: 'sign' }, county]]);
const applied = follow(working, [[apply, county]]);
const checked = follow(applied, [[check, cityChecker]]);
const first = follow(checked, [[accept, office]]);
const noticed = follow(first, [[accept, inspection]]);
const closed = follow(noticed, [[{ act: 'endNotice' }, itself, { today: '2026-06-23' }]]);

describe('DIS-3.2: the whole way', () => {
  it('goes from 待交办 to 已销号, with the acceptors on the record', () => {
    expect([issued, working, applied, checked, first, noticed, closed].map(({ state }) => state)).toEqual([
      'issued',
      'working',
      'cityCheck',
      'acceptance',
      'acceptance',
      'notice',
      'closed',
    ]);
    expect(noticed.record.notice).toMatchObject({
      from: '2026-06-16',
      until: '2026-06-22',
      closesOn: '2026-06-23',
    });
    expect(closed.record.closeOuts).toMatchObject([
      {
        year: 2026,
        number: 7,
        on: '2026-06-23',
        accepted: [{ post: 'post 1' }, { post: 'post 2' }],
        checked: { visitors: ['市局水科 甲岗', '市局水科 乙岗'] },
      },
    ]);
    expect(closed.lookBackOn).toBe('2026-12-23');
  });

  it('signing on the day is in time, a day later is late; the plan is due 3 working days after', () => {
    const late = actOn(issued, { act: 'sign' }, county, complete({ today: '2026-06-16' }));
    expect(late).toMatchObject({ ok: true, events: [{ detail: { late: true, planDue: '2026-06-19' } }] });
    expect(working.record.planDue).toBe('2026-06-18');
  });

  it('what the owner has applied for the county confirms', () => {
    const own = follow(working, [[apply, village]]);
    expect(own.state).toBe('applied');
    expect(refused(own, [apply, village])).toBe('notYours');
    expect(follow(own, [[apply, county]]).state).toBe('cityCheck');
  });

  it('a rebound keeps the old close-out in sight, counts, and the item can be closed again', () => {
    const again = follow(closed, [
      [{ act: 'rebound', reason: '雨天又直排' }, office, { today: '2026-09-01' }],
    ]);
    expect(again).toMatchObject({ state: 'reopened', reboundCount: 1, closedOn: null });
    expect(again.record.closeOuts).toMatchObject([
      { number: 7, reboundOn: '2026-09-01', reboundReason: '雨天又直排' },
    ]);
    const second = follow(again, [
      [{ act: 'sign' }, county],
      [apply, county],
      [check, cityChecker],
      [accept, office],
      [accept, inspection],
      [{ act: 'endNotice' }, itself, { today: '2026-06-23' }],
    ]);
    expect(second.record.closeOuts).toHaveLength(2);
    expect(second.record.closeOuts?.[1]).toMatchObject({ reboundOn: null });
  });

  it('look-backs follow the planned months; a visit before the first is one more', () => {
    const visit = (today: string): Step[] => [
      [{ act: 'startLookBack' }, office, { today }],
      [{ act: 'passLookBack', note: '' }, office, { today }],
    ];
    const early = follow(closed, visit('2026-08-01'));
    expect(early.lookBackOn).toBe('2026-12-23');
    expect(early.record.lookBacks).toHaveLength(3);
    const half = follow(early, visit('2027-01-05'));
    expect(half.lookBackOn).toBe('2027-06-23');
    expect(follow(half, visit('2027-07-01')).lookBackOn).toBeNull();
  });

  it('standing: by two posts, re-checked every year, never closed', () => {
    const reason = '长期坚持';
    const stands = follow(checked, [
      [{ act: 'makeStanding', reason }, office],
      [{ act: 'makeStanding', reason }, inspection],
    ]);
    expect(stands).toMatchObject({ state: 'standing', closedOn: null });
    expect(stands.record.standing?.nextCheck).toBe('2027-06-15');
    const checkedAgain = follow(stands, [
      [{ act: 'recheckStanding', note: '仍在运行' }, office, { today: '2027-06-10' }],
    ]);
    expect(checkedAgain.record.standing?.nextCheck).toBe('2028-06-10');
  });

  it('an extension by the issuing level moves the deadline, and only then may the clock pause', () => {
    const extended = follow(working, [
      [{ act: 'askExtension', until: '2026-10-31', reason: '汛期无法施工' }, county],
      [{ act: 'approveExtension', note: '' }, office],
    ]);
    expect(extended).toMatchObject({ state: 'working', deadline: '2026-10-31' });
    expect(
      follow(extended, [[{ act: 'pause', until: '2026-09-30', reason: '汛期' }, office]]).pauseUntil,
    ).toBe('2026-09-30');
  });

  it('without a notice the second signature closes; one acceptor is enough where the program says so', () => {
    const rules = { ...complete().rules, life: { ...life, noticeDays: 0, coSign: false } };
    expect(follow(checked, [[accept, office, { rules }]]).state).toBe('closed');
  });
});

describe('DIS-3.2, DIS-12: what is refused', () => {
  const standing = follow(checked, [
    [{ act: 'makeStanding', reason: '长期' }, office],
    [{ act: 'makeStanding', reason: '长期' }, inspection],
  ]);
  const asked = follow(working, [[{ act: 'askExtension', until: '2026-10-31', reason: '汛期' }, county]]);
  const ask = (until: string): ItemAct => ({ act: 'askExtension', until, reason: '汛期' });
  const deputy = person(3, 'province', { accept: true }, 'deputy', { id: 1, post: 'post 1' });
  const samePost = person(4, 'province', { accept: true }, 'post 1');
  const cityOfChecker = person(23, 'city', { check: true }, 'stand-in', { id: 11, post: 'post 11' });
  const other = { ...draft, level: 'city' as const };

  it.each<[string, LifeFacts, Step, ItemRefusalCode]>([
    ['issue without a lead unit', { ...draft, leadUnit: ' ' }, [{ act: 'issue' }, office], 'leadUnitMissing'],
    ['issue without a deadline', { ...draft, deadline: null }, [{ act: 'issue' }, office], 'deadlineMissing'],
    [
      'a deadline after the national one',
      { ...draft, nationalDeadline: '2026-08-01' },
      [{ act: 'issue' }, office],
      'deadlineAfterNational',
    ],
    ['issue by a county', draft, [{ act: 'issue' }, county], 'notYours'],
    ['sign twice', working, [{ act: 'sign' }, county], 'wrongState'],
    ['sign by the province', issued, [{ act: 'sign' }, office], 'notYours'],
    [
      'extension after expiry',
      working,
      [ask('2026-12-31'), county, { today: '2026-09-01' }],
      'extensionTooLate',
    ],
    ['extension to an earlier day', working, [ask('2026-08-31'), county], 'extensionNotLater'],
    [
      'extension beyond the national deadline',
      { ...working, nationalDeadline: '2026-09-30' },
      [ask('2026-10-31'), county],
      'nationalDeadlineFixed',
    ],
    [
      'extension without a deadline',
      { ...working, deadline: null },
      [ask('2026-10-31'), county],
      'noDeadline',
    ],
    [
      'extension judged by the city',
      asked,
      [{ act: 'approveExtension', note: '' }, cityChecker],
      'otherLevel',
    ],
    [
      'extension of a city’s item judged by the province',
      { ...asked, level: 'city' },
      [{ act: 'approveExtension', note: '' }, office],
      'otherLevel',
    ],
    [
      'extension judged by who asked',
      {
        ...asked,
        level: 'city',
        record: {
          ...asked.record,
          extension: {
            people: [22],
            post: 'p',
            actingFor: null,
            on: '2026-06-15',
            until: '2026-10-31',
            reason: 'r',
          },
        },
      },
      [{ act: 'approveExtension', note: '' }, cityChecker],
      'extensionAskedByYou',
    ],
    ['denial without a reason', asked, [{ act: 'denyExtension', reason: ' ' }, office], 'needsReason'],
    [
      'apply with open measures',
      working,
      [apply, county, { measures: [{ text: 'a', doneOn: null }] }],
      'measuresOpen',
    ],
    ['apply without evidence', working, [apply, county, { evidence: {} }], 'evidenceMissing'],
    ['apply with open standards', working, [apply, county, { standards: [] }], 'standardsOpen'],
    ['apply with a column left empty', working, [apply, county, { blanks: ['公开链接'] }], 'fieldsEmpty'],
    [
      'not applicable without because',
      working,
      [
        apply,
        county,
        {
          standards: [
            { key: 'measures', met: 'evidence', because: null },
            { key: 'punished', met: 'notApplicable', because: ' ' },
          ],
        },
      ],
      'standardsOpen',
    ],
    ['apply with a returned report', working, [apply, county, { reportReturned: true }], 'reportReturned'],
    [
      'apply with a repeated picture nobody explains',
      working,
      [apply, county, { repeats: [{ label: '泵房', explained: false, accepted: false }] }],
      'repeatUnexplained',
    ],
    ['check by the county', applied, [check, county], 'notYours'],
    ['check by the province', applied, [check, office], 'notYours'],
    ['check for the applicant', applied, [check, cityOfChecker], 'submittedByYou'],
    [
      'check without the record',
      applied,
      [check, cityChecker, { evidence: { photos: 1 } }],
      'evidenceMissing',
    ],
    ['one visitor', applied, [{ ...check, visitors: ['甲'] }, cityChecker], 'tooFewVisitors'],
    [
      'one visitor named twice',
      applied,
      [{ ...check, visitors: ['甲', '甲 '] }, cityChecker],
      'tooFewVisitors',
    ],
    [
      'the applicant as visitor',
      applied,
      [{ ...check, visitors: ['甲', 'post 11'] }, cityChecker],
      'applicantVisited',
    ],
    ['a visit tomorrow', applied, [{ ...check, visitedOn: '2026-06-16' }, cityChecker], 'visitOutsideTime'],
    [
      'a visit before the application',
      applied,
      [{ ...check, visitedOn: '2026-06-14' }, cityChecker],
      'visitOutsideTime',
    ],
    ['acceptance by the city', checked, [accept, cityChecker], 'notYours'],
    ['acceptance by the program itself', checked, [accept, itself], 'nobodyAnswers'],
    [
      'acceptance by who checked',
      checked,
      [accept, person(22, 'province', { accept: true })],
      'checkedByYou',
    ],
    [
      'acceptance by who applied',
      checked,
      [accept, person(11, 'province', { accept: true })],
      'submittedByYou',
    ],
    ['second acceptance by the first', first, [accept, office], 'acceptedByYou'],
    ['second acceptance for the first', first, [accept, deputy], 'acceptedByYou'],
    ['second acceptance by the same post', first, [accept, samePost], 'samePost'],
    [
      'acceptors that differ',
      first,
      [{ act: 'makeStanding', reason: '长期' }, inspection],
      'acceptorsDiffer',
    ],
    [
      'acceptance with an unjudged repeat',
      checked,
      [accept, office, { repeats: [{ label: '泵房', explained: true, accepted: false }] }],
      'repeatUnjudged',
    ],
    [
      'standing where the program has none',
      checked,
      [
        { act: 'makeStanding', reason: '长期' },
        office,
        { rules: { ...complete().rules, life: { ...life, standing: false } } },
      ],
      'standingNotAllowed',
    ],
    ['the notice running', noticed, [{ act: 'endNotice' }, itself, { today: '2026-06-22' }], 'noticeRunning'],
    [
      'an open objection',
      noticed,
      [{ act: 'endNotice' }, itself, { today: '2026-07-01', openObjections: [5] }],
      'objectionOpen',
    ],
    [
      'an objection that is not there',
      noticed,
      [
        { act: 'answerObjection', notice: 6, answer: '不属实', upheld: false },
        office,
        { openObjections: [5] },
      ],
      'objectionUnknown',
    ],
    ['return without a reason', checked, [{ act: 'return', reason: '' }, office], 'needsReason'],
    ['return by the county', checked, [{ act: 'return', reason: '照片不对' }, county], 'notYours'],
    [
      'return of the province’s acceptance by the city',
      checked,
      [{ act: 'return', reason: '照片不对' }, cityReporter],
      'notYours',
    ],
    ['rebound of what is open', working, [{ act: 'rebound', reason: '反弹' }, office], 'wrongState'],
    ['rebound by the county', closed, [{ act: 'rebound', reason: '反弹' }, county], 'notYours'],
    ['re-check without words', standing, [{ act: 'recheckStanding', note: '' }, office], 'needsReason'],
    [
      'pause without an extension',
      working,
      [{ act: 'pause', until: '2026-07-31', reason: '汛期' }, office],
      'pauseWithoutExtension',
    ],
    [
      'pause beyond the extension',
      { ...working, record: { ...working.record, extendedTo: '2026-07-01' } },
      [{ act: 'pause', until: '2026-07-31', reason: '汛期' }, office],
      'pauseWithoutExtension',
    ],
    [
      'pause that is over',
      { ...working, record: { ...working.record, extendedTo: '2026-07-01' } },
      [{ act: 'pause', until: '2026-06-15', reason: '汛期' }, office],
      'pauseNotLater',
    ],
    ['resume what runs', working, [{ act: 'resume', reason: '完' }, office], 'notPaused'],
    [
      'pause by another level',
      { ...working, level: 'city' },
      [{ act: 'pause', until: '2026-07-31', reason: 'x' }, office],
      'otherLevel',
    ],
    ['comment of nothing', other, [{ act: 'comment', text: ' ' }, county], 'needsReason'],
  ])('%s', (_name, facts, step, code) => {
    expect(refused(facts, step)).toBe(code);
    expect(sayItemRefusal({ code, params: {} }, 'zh')).not.toBe('');
  });

  it('names everything that lacks at once', () => {
    const outcome = actOn(
      working,
      apply,
      county,
      complete({ evidence: {}, standards: [], measures: [{ text: '清掏', doneOn: null }] }),
    );
    expect(outcome).toMatchObject({ refusal: { missing: ['清掏', '改前改后照片', '措施落实', '依法处罚'] } });
  });

  it('a return and an upheld objection lead back to work, with everything to be signed again', () => {
    const back = follow(checked, [[{ act: 'return', reason: '照片不是同一机位' }, office]]);
    expect(back).toMatchObject({
      state: 'working',
      rejectedCount: 1,
      record: { applications: [], check: null },
    });
    const upheld = follow(noticed, [
      [{ act: 'answerObjection', notice: 5, answer: '属实', upheld: true }, office, { openObjections: [5] }],
    ]);
    expect(upheld).toMatchObject({ state: 'working', record: { acceptances: [], notice: null } });
    expect(refused(upheld, [{ act: 'endNotice' }, itself, { today: '2026-12-01' }])).toBe('wrongState');
  });

  it('national deadlines do not move later and do not go away', () => {
    expect(nationalDeadlineRefusal('2026-08-31', '2026-09-01')?.code).toBe('nationalDeadlineFixed');
    expect(nationalDeadlineRefusal('2026-08-31', null)?.code).toBe('nationalDeadlineFixed');
    expect(nationalDeadlineRefusal('2026-08-31', '2026-08-01')).toBeNull();
    expect(deadlineRefusal({ deadline: '2026-09-01', nationalDeadline: '2026-08-31' })?.code).toBe(
      'deadlineAfterNational',
    );
  });
});

it('buttons: what is mine, with the reason where I am kept from it', () => {
  expect(actsOf(first, inspection, complete()).map(({ act }) => act)).toEqual([
    'accept',
    'makeStanding',
    'return',
    'comment',
  ]);
  expect(actsOf(first, office, complete()).find(({ act }) => act === 'accept')?.refusal?.code).toBe(
    'acceptedByYou',
  );
  expect(actsOf(first, county, complete()).map(({ act }) => act)).toEqual(['comment']);
  expect(actsOf(working, county, complete({ evidence: {} }))[0]).toMatchObject({
    act: 'apply',
    refusal: { code: 'evidenceMissing', missing: ['改前改后照片'] },
  });
});

it('a pair counts with both sides, a refused picture not at all', () => {
  const piece = { rule: 'photos', pair: 1, state: 'have' } as const;
  const before = { ...piece, side: 'before' } as const;
  const after = { ...piece, side: 'after' } as const;
  expect(countEvidence([pair], [before]).photos).toBe(0);
  expect(countEvidence([pair], [before, after, { ...before, pair: 2 }]).photos).toBe(1);
  expect(countEvidence([pair], [before, { ...after, state: 'refused' }]).photos).toBe(0);
});

it('the sample of look-backs holds at least the share, and the same for the same seed', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(1e6)),
      fc.integer({ min: 0, max: 100 }),
      fc.integer(),
      (ids, share, seed) => {
        const drawn = drawSample(ids, share, seed);
        expect(drawn.length).toBeGreaterThanOrEqual((ids.length * share) / 100);
        expect(drawn.every((id) => ids.includes(id))).toBe(true);
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawSample(ids.toReversed(), share, seed)).toEqual(drawn);
      },
    ),
  );
});

describe('DIS-3.2 over random lives', () => {
  const people = [
    office,
    inspection,
    county,
    cityReporter,
    cityChecker,
    village,
    itself,
    person(1, 'city', { check: true }),
    person(5, 'province', { accept: true }, 'post 1'),
  ];
  const days = ['2026-06-15', '2026-06-18', '2026-06-23', '2026-06-30', '2027-07-01'];
  const acts: ItemAct[] = [
    { act: 'issue' },
    { act: 'sign' },
    apply,
    check,
    { ...check, visitors: ['甲'] },
    accept,
    { act: 'makeStanding', reason: '长期' },
    { act: 'return', reason: '照片' },
    { act: 'return', reason: '' },
    { act: 'askExtension', until: '2026-10-31', reason: '汛' },
    { act: 'approveExtension', note: '' },
    { act: 'denyExtension', reason: '不必' },
    { act: 'object', text: '仍有异味', from: '居民' },
    { act: 'answerObjection', notice: 1, answer: '属实', upheld: true },
    { act: 'publish', link: 'https://x.gov.cn/1' },
    { act: 'endNotice' },
    { act: 'startLookBack' },
    { act: 'passLookBack', note: '' },
    { act: 'rebound', reason: '反弹' },
    { act: 'recheckStanding', note: '在' },
    { act: 'pause', until: '2026-10-01', reason: '汛' },
    { act: 'resume', reason: '完' },
    { act: 'comment', text: '请快' },
  ];
  const step = fc.record({
    act: fc.constantFrom(...acts),
    actor: fc.constantFrom(...people),
    day: fc.nat(days.length - 1),
    evidence: fc.constantFrom({ photos: 1, record: 1 }, { photos: 1, record: 1 }, {}),
    open: fc.constantFrom<number[]>([], [], [1]),
  });
  /** What leads on from a state, so that random lives get somewhere. */
  const onward = ({ state, record }: LifeFacts): Step => {
    if (state === 'draft') return [{ act: 'issue' }, office];
    if (state === 'issued' || state === 'reopened') return [{ act: 'sign' }, county];
    if (state === 'extension') return [{ act: 'denyExtension', reason: '不必' }, office];
    if (state === 'cityCheck') return [check, cityChecker];
    if (state === 'acceptance') return [accept, record.acceptances?.length ? inspection : office];
    if (state === 'notice') return [{ act: 'endNotice' }, itself, { today: '2027-07-01' }];
    return [apply, county];
  };

  it('closed only with two acceptors of two posts, evidence and notice; history grows; a refusal changes nothing', () => {
    let closings = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(step, fc.constant('onward' as const)), { minLength: 15, maxLength: 60 }),
        (steps) => {
          let facts: LifeFacts = draft;
          let history = 0;
          let numbers = 0;
          for (const one of steps) {
            const [act, actor, change]: Step =
              one === 'onward'
                ? onward(facts)
                : [
                    one.act,
                    one.actor,
                    {
                      today: days[one.day] ?? '2026-06-15',
                      evidence: one.evidence,
                      openObjections: one.open,
                    },
                  ];
            const before = facts;
            const frozen = JSON.stringify(facts);
            const outcome = actOn(facts, act, actor, complete(change));
            expect(JSON.stringify(facts)).toBe(frozen);
            if (!outcome.ok) continue;
            expect(outcome.events.length).toBeGreaterThan(0);
            expect(outcome.events.at(-1)?.to).toBe(outcome.facts.state);
            history += outcome.events.length;
            if (outcome.closes) {
              closings += 1;
              numbers += 1;
              facts = numberCloseOut(outcome.facts, numbers);
              const record = facts.record.closeOuts?.at(-1);
              if (record === undefined) throw new Error('closed without a record');
              const hands = [record.applied, record.checked, ...record.accepted];
              const ids = hands.flatMap((hand) => hand.people);
              expect(record.accepted).toHaveLength(2);
              expect(new Set(record.accepted.map(({ post }) => post)).size).toBe(2);
              expect(new Set(ids).size).toBe(ids.length);
              expect(record.checked.visitors.length).toBeGreaterThanOrEqual(2);
              expect(record.notice).not.toBeNull();
              expect(record.on >= (record.notice?.closesOn ?? '9')).toBe(true);
            } else facts = outcome.facts;
            // Nothing that was closed out is ever forgotten or numbered twice.
            expect((facts.record.closeOuts ?? []).map(({ number }) => number)).toEqual(
              Array.from({ length: numbers }, (_, index) => index + 1),
            );
            expect(facts.rejectedCount).toBeGreaterThanOrEqual(before.rejectedCount);
            expect(facts.state === 'closed' || facts.state === 'lookBack').toBe(facts.closedOn !== null);
          }
          expect(history).toBeGreaterThanOrEqual(numbers);
        },
      ),
      { numRuns: 600, seed: 31 },
    );
    expect(closings).toBeGreaterThan(50);
  }, 30_000);
});

it('DIS-3.2, DIS-1.5: the clocks of signing and of the plan', () => {
  const clocks = (facts: LifeFacts, planned: boolean, today: string) =>
    lifeClocks({ ...facts, planned }, today).map(({ key, due, state }) => `${key} ${due} ${state}`);
  expect(clocks(draft, false, '2026-06-15')).toEqual([]);
  expect(clocks(issued, false, '2026-06-15')).toEqual(['sign 2026-06-15 running']);
  expect(clocks(issued, false, '2026-06-16')).toEqual(['sign 2026-06-15 late']);
  expect(clocks(working, false, '2026-06-18')).toEqual(['sign 2026-06-15 kept', 'plan 2026-06-18 running']);
  expect(clocks(working, false, '2026-06-19')).toEqual(['sign 2026-06-15 kept', 'plan 2026-06-18 late']);
  expect(clocks(working, true, '2026-07-30')).toEqual(['sign 2026-06-15 kept', 'plan 2026-06-18 kept']);
  const back = follow(closed, [[{ act: 'rebound', reason: '反弹' }, office, { today: '2026-09-01' }]]);
  expect(clocks(back, true, '2026-09-02')).toEqual(['sign 2026-09-01 late']);
});

it('every state, act and refusal has words', () => {
  expect(Object.keys(itemStateWords)).toHaveLength(12);
  expect(itemActNames).toHaveLength(21);
  for (const code of itemRefusals) {
    expect(sayItemRefusal({ code, params: {} }, 'zh')).toMatch(/[一-鿿]/);
    expect(sayItemRefusal({ code, params: {} }, 'en')).not.toMatch(/[一-鿿]/);
  }
});
