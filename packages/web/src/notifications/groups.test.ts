import type { Message } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { groupMessages } from './groups.ts';
import { concerns } from './live.ts';

const message = (seq: number, id: string, more: Partial<Message> = {}): Message => ({
  id: seq,
  seq,
  kind: 'task.dueSoon',
  params: { title: id },
  recipient: 'responsible',
  urgency: 'digest',
  subject: { type: 'task', id },
  link: `/tasks/${id}`,
  byPost: '',
  at: '2026-06-15T10:20:00+08:00',
  readAt: null,
  settled: null,
  snoozed: null,
  ...more,
});
const read = { readAt: '2026-06-15T11:00:00+08:00' };
const settled = { settled: { at: '2026-06-15T11:00:00+08:00', reason: 'done' } } as const;

describe('messages', () => {
  it('about one thing stand together, the newest first; groups with something unread before others', () => {
    const groups = groupMessages([
      message(1, 'a'),
      message(2, 'b', read),
      message(3, 'a', read),
      message(4, 'c', settled),
      message(5, 'd'),
    ]);
    expect(groups.map(({ key, messages }) => [key, messages.map(({ seq }) => seq)])).toEqual([
      ['task:d', [5]],
      ['task:a', [3, 1]],
      ['task:c', [4]],
      ['task:b', [2]],
    ]);
    expect(groupMessages([])).toEqual([]);
  });

  it('concern a page by type and id', () => {
    const event = { subject: { type: 'task', id: '7' } } as const;
    expect(concerns(event, { type: 'task', id: 7 })).toBe(true);
    expect(concerns(event, { type: 'task' })).toBe(true);
    expect(concerns(event, { type: 'task', id: 8 })).toBe(false);
    expect(concerns(event, { type: 'item', id: 7 })).toBe(false);
  });
});
