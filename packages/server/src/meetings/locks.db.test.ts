import * as contract from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { createTestApp } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { addMeeting } from './stage/testing.ts';

// Who prepares, drives and records at the same moment: nobody is refused for another's sake (locks.ts).
const platform = await createTestPlatform({ now: '2026-07-24T09:00:00+08:00' });
const { db } = platform;
const { signedIn } = await createTestApp(platform);
const dispatch = await signedIn('dispatch');
const recorder = await signedIn('dispatch');
const leader = await signedIn('leader');

const ROUNDS = 12;
const line = (text: string, agendaItem: number) => ({
  revision: null,
  line: { kind: 'note' as const, text, agendaItem },
});

describe('acts upon one meeting at the same moment', () => {
  it('a line is recorded, the page turned, minutes added and the agenda changed: all happen, none is lost', async () => {
    const { id, items } = await addMeeting(db);
    await leader.call(contract.postStage, { params: { id }, body: { act: { act: 'open' }, revision: null } });
    const statuses: number[] = [];
    const kept: Promise<void>[] = [];
    const go = (answer: Promise<{ statusCode: number }>) => {
      kept.push(answer.then(({ statusCode }) => void statuses.push(statusCode)));
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = crypto.randomUUID();
      go(
        recorder.call(contract.putRecordLine, {
          params: { id, clientKey: key },
          query: {},
          body: line(`第${round}句`, items[3]),
        }),
      );
      go(
        leader.call(contract.postStage, {
          params: { id },
          body: { act: { act: 'begin', item: items[round % 2 === 0 ? 3 : 4] }, revision: null },
        }),
      );
      go(
        dispatch.call(contract.putAgendaItem, {
          params: { id, item: items[3] },
          query: {},
          body: {
            parent: items[2],
            kind: 'pledge',
            title: `大同市 ${round}`,
            minutes: 4 + (round % 3),
            city: '140200',
            program: null,
            portfolio: '',
            speaker: '',
            speakerId: null,
          },
        }),
      );
      if (round === ROUNDS - 1) {
        go(
          leader.call(contract.postStage, { params: { id }, body: { act: { act: 'end' }, revision: null } }),
        );
        go(
          recorder.call(contract.putRecordLine, {
            params: { id, clientKey: crypto.randomUUID() },
            query: {},
            body: line('散会前的一句', items[3]),
          }),
        );
      }
    }
    await Promise.all(kept);
    // Behind the end the agenda is closed and nothing begins: refused by state, never broken.
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    const { n } = await db
      .selectFrom('record_line')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .where('meeting_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(Number(n)).toBe(ROUNDS + 1);
  });

  it('pages are put in order while the agenda is proposed anew and loses an item', async () => {
    const { id, items } = await addMeeting(db, 'preparing', 2027);
    const extra = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (sort) => {
        const row = await db
          .insertInto('agenda_item')
          .values({ meeting_id: id, sort: 50 + sort, kind: 'other', title: `其他${sort}`, minutes: 1 })
          .returning('id')
          .executeTakeFirstOrThrow();
        return row.id;
      }),
    );
    const answers = await Promise.all(
      extra.flatMap((item, at) => [
        dispatch.call(contract.putStagePage, {
          params: { id, key: `hand-${at}` },
          body: { title: '要点', agendaItem: item, points: [{ head: '一', text: '点' }], after: null },
        }),
        dispatch.call(contract.putPageOrder, { params: { id }, body: { keys: ['work', 'air', 'cover'] } }),
        dispatch.call(contract.deleteAgendaItem, { params: { id, item }, query: {} }),
        recorder.call(contract.putRecordLine, {
          params: { id, clientKey: crypto.randomUUID() },
          query: {},
          body: line('一句', items[0]),
        }),
      ]),
    );
    expect(answers.map(({ statusCode }) => statusCode).filter((status) => status >= 500)).toEqual([]);
  });
});
