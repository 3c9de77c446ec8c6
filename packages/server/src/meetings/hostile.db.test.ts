import * as contract from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { addMeeting } from './stage/testing.ts';

// What is typed or pasted into a meeting: refused or kept, never a failure of the server, and nothing of it runs.
const platform = await createTestPlatform({ now: '2026-07-24T09:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
const dispatch = await signedIn('dispatch');

const TEXTS = [
  '甲\u0000乙',
  '甲\ud800乙',
  '甲\u0001乙',
  '<script>alert(1)</script>',
  '=HYPERLINK("x")',
  '甲'.repeat(110),
];

describe('hostile words', () => {
  it.each(TEXTS)('%j as title, place, line, page, venue and attendee', async (text) => {
    const { id, items, main } = await addMeeting(db, 'preparing');
    const answers = await Promise.all([
      dispatch.call(contract.patchMeeting, {
        params: { id },
        query: {},
        body: { revision: 1, title: text, place: text },
      }),
      dispatch.call(contract.putRecordLine, {
        params: { id, clientKey: crypto.randomUUID() },
        query: {},
        body: { revision: null, line: { kind: 'note', text, speaker: text, agendaItem: items[0] } },
      }),
      dispatch.call(contract.putStagePage, {
        params: { id, key: 'hand-1' },
        body: { title: text.slice(0, 60), agendaItem: null, points: [{ head: '一', text }], after: null },
      }),
      dispatch.call(contract.postAttendee, {
        params: { id },
        body: {
          venue: main,
          post: text.slice(0, 40),
          name: '',
          unit: text.slice(0, 40),
          userId: null,
          category: 'attend',
          seat: '',
        },
      }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).filter((status) => status >= 500)).toEqual([]);
    const deck = await dispatch.call(contract.getMeetingDeck, { params: { id } });
    expect(deck.statusCode).toBe(200);
    for (const endpoint of [contract.listRecordXlsx, contract.listAttendeesXlsx]) {
      expect((await dispatch.call(endpoint, { params: { id }, query: {} })).statusCode).toBe(200);
    }
  });

  it('what the database cannot hold is left out, the line is kept', async () => {
    const { id } = await addMeeting(db, 'preparing');
    const clientKey = crypto.randomUUID();
    const line = { kind: 'note' as const, text: '甲\u0000乙\ud800丙😀' };
    const kept = await dispatch.call(contract.putRecordLine, {
      params: { id, clientKey },
      query: {},
      body: { revision: null, line },
    });
    expect(kept.json()).toMatchObject({ text: '甲乙丙😀' });
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//evil.example', 'ftp://x'])(
    'a conference link %s is refused',
    async (conferenceLink) => {
      const { id } = await addMeeting(db, 'preparing');
      const answer = await dispatch.call(contract.patchMeeting, {
        params: { id },
        query: {},
        body: { revision: 1, conferenceLink },
      });
      expect(answer.statusCode).toBe(400);
    },
  );
});
