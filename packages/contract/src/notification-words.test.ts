import { describe, expect, it } from 'vitest';
import { notificationKinds } from './notification-kinds.ts';
import { sayDaysLeft, sayMessage } from './notification-words.ts';

describe('DIS-11.3 messages say how many days are left', () => {
  it.each([
    ['2026-06-20', '还剩 5 天', '5 days left'],
    ['2026-06-16', '还剩 1 天', '1 day left'],
    ['2026-06-15', '今天到期', 'today'],
    ['2026-06-13', '已逾期 2 天', '2 days overdue'],
  ])('%s seen on 15 June', (due, zh, en) => {
    expect(sayDaysLeft(due, 'zh', '2026-06-15')).toBe(zh);
    expect(sayDaysLeft(due, 'en', '2026-06-15')).toBe(en);
  });

  it('the same message says less the next day', () => {
    const message = {
      kind: 'item.returned',
      params: { title: '某村治理', due: '2026-06-20', reason: '照片看不清' },
      recipient: 'responsible',
    } as const;
    expect(sayMessage(message, 'zh', '2026-06-15')).toEqual({
      title: '事项退回整改：某村治理',
      due: '6月20日截止，还剩 5 天',
      reason: '照片看不清',
    });
    expect(sayMessage(message, 'zh', '2026-06-16').due).toBe('6月20日截止，还剩 4 天');
    expect(sayMessage(message, 'en', '2025-06-16').due).toBe('due 20 June 2026, 369 days left');
  });

  it('a superior is told for information; an unknown kind shows its title', () => {
    expect(
      sayMessage({ kind: 'lamp.red', params: { title: '甲' }, recipient: 'superior' }, 'zh', '2026-06-15')
        .title,
    ).toBe('报知：亮红灯：甲');
    expect(
      sayMessage(
        { kind: 'of.tomorrow', params: { title: '乙' }, recipient: 'responsible' },
        'en',
        '2026-06-15',
      ).title,
    ).toBe('乙');
  });
});

describe('DIS-11.1 what comes at once', () => {
  it('is new work, returns, same-day limits, red lamps, notices, notes and warnings alone', () => {
    const immediate = Object.entries(notificationKinds)
      .filter(([, { urgency }]) => urgency !== 'digest')
      .map(([name]) => name);
    for (const name of immediate) {
      expect(name).toMatch(/\.(assigned|returned|reopened|dueToday|red|issued|replyDue|note|received)$/);
    }
    expect(notificationKinds['warning.issued'].urgency).toBe('emergency');
    expect(notificationKinds['task.dueSoon'].urgency).toBe('digest');
  });

  it('the words of both languages take facts that the kind has, the same ones', () => {
    for (const [name, { zh, en, params }] of Object.entries(notificationKinds)) {
      const facts = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      expect(facts(zh), name).toEqual(facts(en));
      for (const fact of facts(zh)) expect(Object.keys(params.shape), name).toContain(fact);
    }
  });
});
