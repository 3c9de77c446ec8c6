import { describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { type Call, systemActor } from '../platform/actor.ts';
import { transaction } from '../platform/database/transaction.ts';
import { notify, previewNotification, settle } from './notify.ts';
import { recipientsOf } from './recipients.ts';
import { addRegions, addUser, messagesOf } from './testing.ts';

const platform = await createTestPlatform();
const { db } = platform;
await addRegions(db);
const datong = await addUser(db, { role: 'city', region: '140200', post: '大同市局综合科' });
const datong2 = await addUser(db, { role: 'city', region: '140200', post: '大同市局大气科' });
const pingcheng = await addUser(db, { role: 'county', region: '140213', post: '平城分局' });
const taiyuan = await addUser(db, { role: 'city', region: '140100', post: '太原市局' });
const water = await addUser(db, { role: 'office', scopes: [['program', 'water']], post: '水处' });
const deputy = await addUser(db, {
  role: 'deputy',
  scopes: [
    ['program', 'sewage'],
    ['region', '140200'],
  ],
  post: '分管副厅长',
});

const ids = (list: readonly { userId: number }[]) => list.map(({ userId }) => userId);
const call = (userId?: number): Call => ({
  actor: { ...systemActor('system'), id: userId ?? null, post: '调度办' },
  requestId: null,
  at: platform.clock.now(),
});

describe('recipients are found by post and scope', () => {
  it('a county’s matter reaches its county and its city, not other cities', async () => {
    expect(ids(await recipientsOf(db, { roles: ['county', 'city'], region: '140213' }))).toEqual([
      datong,
      datong2,
      pingcheng,
    ]);
    expect(ids(await recipientsOf(db, { roles: ['county', 'city'], region: '140200' }))).toEqual([
      datong,
      datong2,
    ]);
  });

  it('a program’s matter reaches who has it', async () => {
    expect(ids(await recipientsOf(db, { roles: ['office'], program: 'water' }))).toEqual([water]);
    expect(await recipientsOf(db, { roles: ['office'], program: 'air' })).toEqual([]);
    const both = { roles: ['deputy'], program: 'sewage', region: '140213', as: 'superior' } as const;
    expect(await recipientsOf(db, both)).toEqual([{ userId: deputy, as: 'superior' }]);
    expect(await recipientsOf(db, { ...both, region: '140100' })).toEqual([]);
  });

  it('named people, as far as they are there', async () => {
    await db.updateTable('app_user').set({ disabled: true }).where('id', '=', taiyuan).execute();
    expect(ids(await recipientsOf(db, { userIds: [taiyuan, water] }))).toEqual([water]);
    await db.updateTable('app_user').set({ disabled: false }).where('id', '=', taiyuan).execute();
  });
});

describe('DIS-11.4 the responsible person first', () => {
  const told = (id: number) =>
    ({
      to: [
        { userId: datong, as: 'responsible' },
        { userId: deputy, as: 'superior' },
        { userId: datong, as: 'superior' },
      ],
      kind: 'lamp.red',
      subject: { type: 'task', id },
      params: { title: '清洁取暖', due: '2026-06-20' },
      link: `/tasks/${id}`,
    }) as const;

  it('superiors 24 hours later; sooner is refused', async () => {
    await transaction(db, (trx) => notify(trx, call(), told(1)));
    const messages = await messagesOf(db, 'task', 1);
    expect(
      messages.map(({ user_id, recipient, visible_from }) => [user_id, recipient, visible_from]),
    ).toEqual([
      [datong, 'responsible', new Date('2026-06-15T10:20:00+08:00')],
      [deputy, 'superior', new Date('2026-06-16T10:20:00+08:00')],
    ]);
    await expect(notify(db, call(), { ...told(1), superiorsAfter: 23.9 })).rejects.toThrow('DIS-11.4');
  });

  it('counts from when the responsible person is told, and keeps what was rolled back from everybody', async () => {
    const tomorrow = new Date('2026-06-16T15:00:00+08:00');
    const failing = transaction(db, async (trx) => {
      await notify(trx, call(), { ...told(2), notBefore: tomorrow });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await messagesOf(db, 'task', 2)).toEqual([]);
    await notify(db, call(), { ...told(2), notBefore: tomorrow, superiorsAfter: 48 });
    expect((await messagesOf(db, 'task', 2)).map(({ visible_from }) => visible_from)).toEqual([
      tomorrow,
      new Date('2026-06-18T15:00:00+08:00'),
    ]);
  });

  it('DIS-11.3: who acts is not told of it, and a clock that repeats tells once', async () => {
    expect(await notify(db, call(datong), { ...told(3), to: told(3).to.slice(0, 1) })).toBeNull();
    const once = { ...told(4), once: 'task:4:T+1' };
    expect(await notify(db, call(), once)).not.toBeNull();
    expect(await notify(db, call(), once)).toBeNull();
    expect(await messagesOf(db, 'task', 4)).toHaveLength(2);
  });

  it('says beforehand who will be told when: quiet hours hold, the digest has no moment', async () => {
    const night: Call = { ...call(), at: new Date('2026-06-15T23:00:00+08:00') };
    expect(await previewNotification(db, night, told(5))).toEqual([
      {
        post: '大同市局综合科',
        recipient: 'responsible',
        visibleFrom: night.at,
        pushedAt: new Date('2026-06-16T07:00:00+08:00'),
      },
      {
        post: '分管副厅长',
        recipient: 'superior',
        visibleFrom: new Date('2026-06-16T23:00:00+08:00'),
        pushedAt: new Date('2026-06-17T07:00:00+08:00'),
      },
    ]);
    const [line] = await previewNotification(db, night, { ...told(5), urgency: 'digest' });
    expect(line?.pushedAt).toBeNull();
    expect(await messagesOf(db, 'task', 5)).toEqual([]);
  });
});

describe('DIS-11.3 never about what is done', () => {
  it('settled before the superior’s time: marked for who has it, withheld from the superior', async () => {
    expect(await settle(db, call(), { type: 'task', id: 1 }, 'done')).toEqual({ withheld: 2, marked: 0 });
    expect(await settle(db, call(), { type: 'task', id: 1 }, 'done')).toEqual({ withheld: 0, marked: 0 });
    const other = await messagesOf(db, 'task', 4);
    expect(other.every(({ settled_at }) => settled_at === null)).toBe(true);
  });

  it('of one kind, of some people', async () => {
    const some = { kinds: ['task.dueSoon'], userIds: [deputy] } as const;
    expect(await settle(db, call(), { type: 'task', id: 4 }, 'done', some)).toEqual({
      withheld: 0,
      marked: 0,
    });
    expect(await settle(db, call(), { type: 'task', id: 4 }, 'done', { userIds: [deputy] })).toEqual({
      withheld: 1,
      marked: 0,
    });
  });
});

it('a link leads nowhere else', async () => {
  const to = [{ userId: datong, as: 'responsible' }] as const;
  for (const link of ['//evil.example', 'https://evil.example', '/\\evil', 'x', '/a b']) {
    const told = {
      to,
      kind: 'leader.note',
      subject: { type: 'note', id: 1 },
      params: { title: 'x' },
      link,
    } as const;
    await expect(notify(db, call(), told)).rejects.toThrow(RangeError);
  }
});
