import { expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { type Call, everywhere, systemActor } from '../platform/actor.ts';
import { transaction } from '../platform/database/transaction.ts';
import { Hub, type Stream } from './hub.ts';
import { notify } from './notify.ts';
import { addUser } from './testing.ts';

const platform = await createTestPlatform();
const { db, clock } = platform;
const people = await Promise.all([0, 1, 2].map((n) => addUser(db, { role: 'dispatch', post: `岗位${n}` })));
const call = (): Call => ({
  actor: { ...systemActor('system'), post: '调度办' },
  requestId: null,
  at: clock.now(),
});
const write = (id: string, on = db) =>
  notify(on, call(), {
    to: people.map((userId) => ({ userId, as: 'responsible' })),
    kind: 'task.assigned',
    subject: { type: 'task', id },
    params: { title: id },
    link: '/tasks',
  });

/** A reader that keeps what it hears; `slow`: nothing is taken off its hands. */
function reader(userId: number, slow = false) {
  let text = '';
  let ended = false;
  const stream: Stream = {
    userId,
    tokenHash: Buffer.alloc(32),
    scope: everywhere,
    sink: {
      write: (part) => {
        text += part;
      },
      end: () => {
        ended = true;
      },
      get waiting() {
        return slow ? Number.MAX_SAFE_INTEGER : 0;
      },
    },
  };
  return {
    stream,
    ended: () => ended,
    seqs: () => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1])),
    ids: () => [...text.matchAll(/"subject":\{"type":"task","id":"([^"]+)"/g)].map((match) => match[1]),
  };
}

it('several servers on one database: each reader hears everything once, in order, whoever published', async () => {
  const hubs = [new Hub(platform), new Hub(platform), new Hub(platform)];
  const readers = people.flatMap((userId) => hubs.map((hub) => ({ hub, ...reader(userId) })));
  for (const { hub, stream } of readers) await hub.open(stream, null);
  const writers = Array.from({ length: 30 }, (_, n) => async () => {
    await transaction(db, async (trx) => {
      await write(`many-${n}`, trx);
      // Some commit long after others that began later.
      if (n % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 40));
    });
  });
  const rounds = async (hub: Hub) => {
    for (let i = 0; i < 12; i += 1) {
      await hub.round();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all([...writers.map((run) => run()), ...hubs.map(rounds)]);
  for (const hub of hubs) await hub.round();
  for (const { seqs, ids } of readers) {
    expect(new Set(ids()).size).toBe(30);
    expect(ids()).toHaveLength(30);
    expect(seqs()).toEqual([...seqs()].sort((a, b) => a - b));
  }
});

it('a message committed late comes after what was said before, not never', async () => {
  const hub = new Hub(platform);
  const [userId = 0] = people;
  const first = reader(userId);
  const close = await hub.open(first.stream, null);
  await transaction(db, async (trx) => {
    await write('late', trx);
    await write('early');
    await hub.round();
    expect(first.ids()).toEqual(['early']);
    close();
  });
  await hub.round();
  // Cut off in between: the last seq it saw leads to what it missed.
  const again = reader(userId);
  await hub.open(again.stream, first.seqs().at(-1) ?? null);
  expect(again.ids()).toEqual(['late']);
});

it('a reader that opens while others write misses nothing', async () => {
  const hub = new Hub(platform);
  const [userId = 0] = people;
  const known = Number((await db.selectFrom('message_head').select('seq').executeTakeFirstOrThrow()).seq);
  const opened: ReturnType<typeof reader>[] = [];
  for (let n = 0; n < 10; n += 1) {
    const one = reader(userId);
    opened.push(one);
    await Promise.all([write(`while-${n}`), hub.round(), hub.open(one.stream, known), hub.round()]);
  }
  await hub.round();
  for (const one of opened) {
    expect(one.ids().filter((id) => id?.startsWith('while-'))).toHaveLength(10);
  }
});

it('who does not read is let go', async () => {
  const hub = new Hub(platform);
  const [userId = 0] = people;
  const slow = reader(userId, true);
  await hub.open(slow.stream, null);
  await write('unread');
  await hub.round();
  expect(slow.ended()).toBe(true);
  expect(slow.ids()).toEqual([]);
});

it('stopping ends every stream; a lapsed session ends its own', async () => {
  const hub = new Hub(platform);
  const [userId = 0] = people;
  const one = reader(userId);
  await hub.open(one.stream, null);
  expect(hub.size).toBe(1);
  // No session has this token.
  await hub.endLapsed();
  expect(one.ended()).toBe(true);
  const two = reader(userId);
  await hub.open(two.stream, null);
  await hub.stop();
  expect(two.ended()).toBe(true);
  expect(hub.size).toBe(0);
});
