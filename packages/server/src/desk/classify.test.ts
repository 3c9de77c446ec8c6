import type { LifeRecord } from '@qingzhang/domain';
import { describe, expect, it } from 'vitest';
import { judgeAct, openReport, workAct } from './classify.ts';
import type { DeskItem } from './queries.ts';
import type { DeskSelf } from './standing.ts';

const TODAY = '2026-06-15';
const item = (over: Partial<DeskItem> = {}): DeskItem => ({
  ...{ id: 1, no: 1, title: '普明村', program_key: 'p', city_code: '141100', county_code: '141127' },
  ...{ level: 'province', state: 'working', state_since: new Date('2026-06-01T00:00:00Z') },
  ...{ deadline: '2026-10-20', pause_until: null, opened_on: '2026-04-01', progress: null, lamp: 'green' },
  ...{ lamp_reason: { code: 'onPlan' }, lamp_override: null, returned: null, report_month: null },
  ...{ report_state: null, reported_at: null, life: {}, revision: 1 },
  ...over,
});
const self = (over: Partial<DeskSelf> = {}): DeskSelf => ({
  ...{ people: [7], posts: ['水处'], reports: false, checks: false, accepts: false, assigns: false },
  ...{ looksBack: false, overrides: false, leads: false, tier: 'province' },
  ...over,
});
const hand = (people: readonly number[], post: string) => ({
  people,
  post,
  actingFor: null,
  on: '2026-06-10',
});
const province = { life: { acceptance: 'province' } } as Parameters<typeof judgeAct>[2];
const monthly = { reporting: { every: 'month' as const, dueDay: 5, people: 1 } };

describe('what a report is asked for', () => {
  it('is the month that has ended; what is sent is not asked again, what came back is', () => {
    expect(openReport(item(), monthly, TODAY)).toEqual({ month: '2026-05', due: '2026-06-05', open: true });
    const sent = { report_month: '2026-05', report_state: 'sent' };
    expect(openReport(item(sent), monthly, TODAY)?.open).toBe(false);
    expect(openReport(item({ ...sent, report_state: 'returned' }), monthly, TODAY)?.open).toBe(true);
  });

  it('is nothing before the item was there, while it is paused, or where nothing is reported', () => {
    expect(openReport(item({ opened_on: '2026-06-02' }), monthly, TODAY)).toBeNull();
    expect(openReport(item({ pause_until: '2026-07-01' }), monthly, TODAY)).toBeNull();
    expect(openReport(item({ state: 'closed' }), monthly, TODAY)).toBeNull();
    expect(openReport(item(), { reporting: { ...monthly.reporting, every: 'none' } }, TODAY)).toBeNull();
  });

  it('comes again a week after the last one where it is weekly', () => {
    const weekly = { reporting: { ...monthly.reporting, every: 'week' as const } };
    const reported_at = new Date('2026-06-10T02:00:00Z');
    expect(openReport(item(), weekly, TODAY)).toMatchObject({ due: TODAY, open: true });
    expect(openReport(item({ reported_at }), weekly, TODAY)).toMatchObject({
      due: '2026-06-17',
      open: false,
    });
  });
});

describe('DIS-12: whose act it is', () => {
  it('signs, mends, applies near the deadline, and else has nothing to do but report', () => {
    expect(workAct(item({ state: 'issued' }), TODAY)).toBe('sign');
    const returned = { reason: '缺', post: '市局', at: '2026-06-14T00:00:00Z', reportId: null };
    expect(workAct(item({ returned }), TODAY)).toBe('mend');
    expect(workAct(item({ deadline: '2026-06-20' }), TODAY)).toBe('apply');
    expect(workAct(item(), TODAY)).toBeNull();
  });

  it('keeps from acceptance who applied, who checked, who signed first and who holds the same post', () => {
    const at = (life: LifeRecord) => item({ state: 'acceptance', life });
    const accepts = (life: LifeRecord, over: Partial<DeskSelf> = {}) =>
      judgeAct(self({ accepts: true, ...over }), at(life), province, TODAY, false);
    const check = { ...hand([2], '市局'), visitedOn: '2026-06-09', visitors: ['甲', '乙'] };
    expect(accepts({ applications: [hand([1], '县分局')], check })).toBe('accept');
    expect(accepts({ applications: [hand([7], '县分局')] })).toBeNull();
    expect(accepts({ check: { ...check, people: [7] } })).toBeNull();
    expect(accepts({ acceptances: [{ ...hand([7], '水处'), as: 'closed' }] })).toBeNull();
    expect(accepts({ acceptances: [{ ...hand([8], '水处'), as: 'closed' }] })).toBeNull();
    expect(accepts({ acceptances: [{ ...hand([8], '督察办'), as: 'closed' }] })).toBe('accept');
    // A deputy is the principal too.
    expect(accepts({ check: { ...check, people: [9] } }, { people: [7, 9] })).toBeNull();
    expect(accepts({}, { tier: 'city', checks: true, accepts: false })).toBeNull();
  });

  it('leaves extensions to the level that issued, and objections before the notice’s link', () => {
    const asked = item({
      state: 'extension',
      life: { extension: { ...hand([1], '县'), until: '2026-12-01', reason: '雨' } },
    });
    expect(judgeAct(self({ assigns: true }), asked, province, TODAY, false)).toBe('decideExtension');
    expect(judgeAct(self({ tier: 'city', checks: true }), asked, province, TODAY, false)).toBeNull();
    const open = item({
      state: 'notice',
      life: { notice: { from: TODAY, until: TODAY, closesOn: TODAY, link: null } },
    });
    expect(judgeAct(self({ accepts: true }), open, province, TODAY, true)).toBe('answerObjection');
    expect(judgeAct(self({ accepts: true }), open, province, TODAY, false)).toBe('publish');
    const linked = { notice: { from: TODAY, until: TODAY, closesOn: TODAY, link: 'http://a' } };
    expect(
      judgeAct(self({ accepts: true }), item({ state: 'notice', life: linked }), province, TODAY, false),
    ).toBeNull();
  });
});
