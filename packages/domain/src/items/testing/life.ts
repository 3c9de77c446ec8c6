/** An item, people and a calendar for the tests of its life. */
import { workCalendar } from '../../calendar/working-days.ts';
import type { EvidenceRule, Life } from '../../programs/definition.ts';
import type { LifeContext } from '../context.ts';
import type { LifeActor, LifeFacts } from '../life.ts';

const nothing = {
  read: true,
  assign: false,
  report: false,
  check: false,
  accept: false,
  lookBack: false,
  overrideLamp: false,
};

/** Somebody; `id` null is the program itself. */
export function person(
  id: number | null,
  tier: LifeActor['tier'],
  may: Partial<LifeActor['may']>,
  post = `post ${id}`,
  actingFor: { readonly id: number; readonly post: string } | null = null,
): LifeActor {
  const people = [id, actingFor?.id].filter((one) => typeof one === 'number');
  return { people, post, actingFor: actingFor?.post ?? null, tier, may: { ...nothing, ...may } };
}

export const office = person(1, 'province', {
  assign: true,
  accept: true,
  lookBack: true,
  overrideLamp: true,
});
export const inspection = person(2, 'province', { assign: true, accept: true, lookBack: true });
export const county = person(11, 'county', { report: true });
export const cityReporter = person(21, 'city', { report: true, check: true });
export const cityChecker = person(22, 'city', { report: true, check: true });
export const village = person(31, 'owner', { report: true });
export const itself = person(null, 'province', {
  assign: true,
  report: true,
  check: true,
  accept: true,
  lookBack: true,
});

export const life: Life = {
  acceptance: 'province',
  coSign: true,
  noticeDays: 5,
  lookBackMonths: [6, 12],
  lookBackShare: 10,
  standing: true,
  siteVisitors: 2,
  stageField: null,
};

const word = (zh: string) => ({ zh, en: zh });
export const pair: EvidenceRule = {
  key: 'photos',
  name: word('改前改后照片'),
  badge: '照',
  kind: 'photoPair',
  neededFor: 'closeOut',
  atLeast: 1,
  why: word('同一机位'),
};

/** Everything that close-out asks is there, unless changed. */
export function complete(change: Partial<LifeContext> = {}): LifeContext {
  return {
    rules: {
      life,
      evidence: [
        pair,
        { ...pair, key: 'record', name: word('核查记录'), kind: 'document', neededFor: 'cityCheck' },
      ],
      standards: [
        { key: 'measures', name: word('措施落实') },
        { key: 'punished', name: word('依法处罚') },
      ],
    },
    calendar: workCalendar([], [2026]),
    today: '2026-06-15',
    evidence: { photos: 1, record: 1 },
    repeats: [],
    measures: [{ text: '改造截流闸', doneOn: '2026-06-01' }],
    standards: [
      { key: 'measures', met: 'evidence', because: null },
      { key: 'punished', met: 'notApplicable', because: '未发现违法' },
    ],
    blanks: [],
    reportReturned: false,
    openObjections: [],
    ...change,
  };
}

export const draft: LifeFacts = {
  state: 'draft',
  level: 'province',
  kind: 'dated',
  leadUnit: '县水务局',
  deadline: '2026-08-31',
  nationalDeadline: null,
  pauseUntil: null,
  closedOn: null,
  lookBackOn: null,
  reboundCount: 0,
  rejectedCount: 0,
  record: {},
};
