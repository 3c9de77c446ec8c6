import type { NewNotice } from '@qingzhang/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { messagesOf } from '../notifications/testing.ts';
import { noticePaper } from './files.ts';
import { askExtension, decideExtension } from './life.ts';
import { recomputeTasks } from './nightly.ts';
import { listNotices } from './notice-list.ts';
import { draftNotice, holdNotice, issueNotice, liftNotice, replyToNotice, seeReply } from './notices.ts';
import { castOf, lifeOf, type Someone } from './testing.ts';

const MONDAY = '2021-07-12T10:20:00+08:00';
const platform = await createTestPlatform({ now: MONDAY });
const { db, clock } = platform;
const cast = await castOf(platform);
const life = lifeOf(platform, cast);
const { read, revision } = life;
const refused = (code: string, params: object = {}) => ({ code, params: expect.objectContaining(params) });
beforeEach(() => clock.set(MONDAY));

const night = async (day: string) => {
  clock.set(`${day}T10:20:00+08:00`);
  await recomputeTasks(db, platform.call());
};
const notice = (change: Partial<NewNotice> = {}): Omit<NewNotice, 'revision'> => ({
  rung: 'remind',
  matter: '清洁取暖进度滞后',
  demand: '补齐 6 月底前安装任务',
  feedback: '',
  receiverPost: '市局局长',
  receiverPhone: '',
  replyDue: null,
  decision: null,
  ...change,
});
const send = async (id: number, change: Partial<NewNotice> = {}, who: Someone = cast.dispatch) =>
  issueNotice(db, who(), id, { ...notice(change), revision: await revision(id) });
const last = async (id: number) => (await read(cast.dispatch, id)).notices[0]!;

describe('DIS-2.3 the ladder', () => {
  it('is proposed by rules day by day, issued by a person, one rung at a time', async () => {
    const id = await life.working({ deadline: '2021-07-15' });
    await night('2021-07-13');
    expect(await read(cast.dispatch, id)).toMatchObject({
      lamp: { lamp: 'yellow', reason: '距期限 2 天，未申请销号' },
      action: { act: 'notice', rung: 'remind', why: '黄灯' },
    });
    await expect(send(id, { rung: 'chase' })).rejects.toMatchObject(
      refused('notice.outOfOrder', { rung: '催办单', next: '提醒函' }),
    );
    await expect(send(id, {}, cast.datong)).rejects.toMatchObject(refused('permission.denied'));
    await send(id);
    expect((await read(cast.dispatch, id)).ladder).toMatchObject({
      last: { rung: 'remind', on: '2021-07-13' },
      dots: ['done', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead'],
    });
    await night('2021-07-16');
    expect((await read(cast.dispatch, id)).action).toMatchObject({ act: 'notice', rung: 'chase' });
    await send(id, { rung: 'chase', replyDue: '2021-07-19' });
    await night('2021-07-19');
    expect((await read(cast.dispatch, id)).action?.rung ?? null).toBeNull();
    // 15 July plus three working days: Tuesday 20.
    await night('2021-07-20');
    expect((await read(cast.dispatch, id)).action).toMatchObject({
      rung: 'supervise',
      why: '逾期 3 个工作日',
    });
    const draft = await draftNotice(db, cast.dispatch(), id, undefined, 'zh');
    expect(draft).toMatchObject({
      rung: 'supervise',
      because: '逾期 3 个工作日',
      replyDue: '2021-07-23',
      receiverPost: '市局局长',
      liftWords: '连续 2 个月不是红灯',
      facts: { lamp: 'red', overdueDays: 3 },
    });
    expect(draft.tell).toEqual({
      responsible: {
        at: '2021-07-20T02:20:00.000Z',
        posts: expect.arrayContaining([cast.datong().actor.post.replace(/-\d+$/, '')]),
      },
      superior: { at: '2021-07-21T02:20:00.000Z', posts: ['deputy'] },
    });
  });
  it('numbers run through the year for each kind, and are never given twice', async () => {
    const ids = [await life.working(), await life.working()];
    for (const id of ids) await send(id);
    const numbers = await Promise.all(ids.map(async (id) => (await last(id)).number));
    const [first, second] = numbers.map((number) => /^晋环提〔2021〕(\d+)号$/u.exec(number)?.[1]);
    expect(Number(second)).toBe(Number(first) + 1);
  });
  it('beyond the summons nothing without a recorded decision; a most urgent matter may begin with the supervision notice', async () => {
    const id = await life.working({ urgency: 'critical' });
    await expect(send(id, { rung: 'bulletin' })).rejects.toMatchObject(refused('notice.outOfOrder'));
    for (const rung of ['supervise', 'bulletin', 'warning', 'summons'] as const) await send(id, { rung });
    await expect(send(id, { rung: 'listing' })).rejects.toMatchObject(
      refused('notice.needsDecision', { rung: '挂牌督办' }),
    );
    const decision = { by: '厅务会', document: '厅务会纪要〔2021〕7号', on: '2021-07-09' };
    await send(id, { rung: 'listing', decision });
    expect(await last(id)).toMatchObject({ rung: 'listing', decision });
    await expect(
      db
        .updateTable('task_notice')
        .set({ decision: null })
        .where('task_id', '=', id)
        .where('rung', '=', 'listing')
        .execute(),
    ).rejects.toThrow(/check constraint/);
  });
  it('may be held back with a reason until a day, then it is proposed again', async () => {
    const id = await life.working({ deadline: '2021-07-15' });
    await night('2021-07-13');
    const hold = async (rung: 'remind' | 'chase', until: string) =>
      holdNotice(db, cast.dispatch(), id, { rung, until, reason: '设备在途', revision: await revision(id) });
    await expect(hold('chase', '2021-07-14')).rejects.toMatchObject(refused('thing.conflict'));
    await expect(hold('remind', '2021-07-24')).rejects.toMatchObject(refused('task.deadlineTooLate'));
    await hold('remind', '2021-07-14');
    const held = await read(cast.dispatch, id);
    expect(held.action).toBeNull();
    expect(held.rungs[0]).toMatchObject({ state: 'held', held: { reason: '设备在途', until: '2021-07-14' } });
    await night('2021-07-14');
    expect((await read(cast.dispatch, id)).action).toBeNull();
    await night('2021-07-15');
    expect((await read(cast.dispatch, id)).action).toMatchObject({ rung: 'remind' });
  });
});

describe('DIS-11.4 the responsible first, the superior a day later unless it is answered', () => {
  const told = async (id: number) =>
    (await messagesOf(db, 'notice', (await last(id)).id))
      .filter(({ kind }) => kind === 'notice.issued')
      .map(({ recipient, visible_from, settled_reason }) => ({
        recipient,
        hours: (visible_from.getTime() - new Date(MONDAY).getTime()) / 3_600_000,
        settled: settled_reason,
      }));
  it('answered within the day: the superior never hears', async () => {
    const id = await life.working();
    await send(id, { replyDue: '2021-07-15' });
    expect(await told(id)).toEqual([
      { recipient: 'responsible', hours: 0, settled: null },
      { recipient: 'responsible', hours: 0, settled: null },
      { recipient: 'superior', hours: 24, settled: null },
    ]);
    const { id: number } = await last(id);
    expect((await read(cast.datong, id)).can).toContain('reply');
    await expect(
      replyToNotice(db, cast.dispatch(), number, { text: '知道了', files: [] }),
    ).rejects.toMatchObject(refused('task.notYours'));
    await expect(
      replyToNotice(db, cast.taiyuan(), number, { text: '知道了', files: [] }),
    ).rejects.toMatchObject(refused('thing.notFound', { what: 'notice' }));
    await expect(seeReply(db, cast.dispatch(), number)).rejects.toMatchObject(refused('thing.conflict'));
    await replyToNotice(db, cast.datong(), number, { text: '设备 8 月到货', files: [] });
    expect((await told(id)).map(({ settled }) => settled)).toEqual(['answered', 'answered', 'answered']);
    await expect(replyToNotice(db, cast.datong(), number, { text: '再答', files: [] })).rejects.toMatchObject(
      refused('thing.conflict'),
    );
    expect((await read(cast.dispatch, id)).action).toMatchObject({ act: 'seeReply' });
    await seeReply(db, cast.dispatch(), number);
    expect((await read(cast.dispatch, id)).action?.act).not.toBe('seeReply');
    expect((await read(cast.dispatch, id)).rungs[0]).toMatchObject({
      state: 'done',
      words: '回复：设备 8 月到货',
    });
  });
  it('extended within the day: neither', async () => {
    const id = await life.working();
    await send(id, { replyDue: '2021-07-15' });
    const ask = { to: '2021-08-31', pause: false, reason: '设备未到', revision: await revision(id) };
    await askExtension(db, cast.datong(), id, ask);
    expect((await told(id)).map(({ settled }) => settled)).toEqual([null, null, null]);
    await decideExtension(db, cast.dispatch(), id, {
      approve: true,
      reason: '',
      revision: await revision(id),
    });
    expect((await told(id)).map(({ settled }) => settled)).toEqual(['extended', 'extended', 'extended']);
  });
});

describe('lifting', () => {
  it('by the data of months that have ended since; before that only with a note that says why', async () => {
    const id = await life.working({ urgency: 'critical', deadline: '2021-12-31', complexity: 'complex' });
    await send(id, { rung: 'supervise' });
    const { id: number } = await last(id);
    await expect(liftNotice(db, cast.datong(), number, '已好')).rejects.toMatchObject(
      refused('permission.denied'),
    );
    await expect(liftNotice(db, cast.dispatch(), number, '')).rejects.toMatchObject(
      refused('task.reasonNeeded'),
    );
    await life.report(id, 50);
    await night('2021-07-30');
    await life.report(id, 60);
    await night('2021-08-30');
    expect((await last(id)).liftMet).toBe(false);
    await night('2021-09-01');
    expect(await last(id)).toMatchObject({ liftMet: true, liftWords: '连续 2 个月不是红灯' });
    // Reports wait to be judged first; then the lifting is asked for.
    for (const { id: report, state } of (await read(cast.dispatch, id)).reports) {
      if (state === 'sent') await life.accept(id, report);
    }
    expect((await read(cast.dispatch, id)).action).toMatchObject({ act: 'lift' });
    await liftNotice(db, cast.dispatch(), number, '');
    const task = await read(cast.dispatch, id);
    expect(task.rungs[2]).toMatchObject({ state: 'lifted' });
    expect(task.ladder.last).toBeNull();
    await expect(liftNotice(db, cast.dispatch(), number, 'x')).rejects.toMatchObject(
      refused('thing.conflict'),
    );
  });
});

describe('DIS-2.5 the paper', () => {
  it('carries every field and the facts of its moment, as page, DOCX and PDF', async () => {
    const id = await life.working({ supportingUnits: ['大同市住建局'], ownerPhone: '0352-1234567' });
    await send(id, { replyDue: '2021-07-15', receiverPhone: '0352-1234567', feedback: '每月续报' });
    const { id: number, number: name } = await last(id);
    const html = await noticePaper(platform, cast.datong(), number, 'html');
    const text = String(html.content).replace(/<[^>]+>/g, '');
    for (const words of [
      name,
      '清洁取暖进度滞后',
      '会议：4-22 会议承诺',
      '清洁取暖：补齐 6 月底前安装 8.61 万户',
      '大同市住建局',
      '市局局长，0352-1234567',
      '2021年7月30日',
      '2021年7月15日前首报；每月续报',
      '平急',
      '内部',
      '领导批示',
      '解除条件：申请销号或已销号',
    ]) {
      expect(text).toContain(words);
    }
    const docx = await noticePaper(platform, cast.datong(), number, 'docx');
    expect(
      Buffer.from(docx.content as Buffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const pdf = await noticePaper(platform, cast.datong(), number, 'pdf');
    expect(
      Buffer.from(pdf.content as Buffer)
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    await expect(noticePaper(platform, cast.taiyuan(), number, 'html')).rejects.toMatchObject(
      refused('thing.notFound'),
    );
  }, 60_000);
  it('stands in the list of who may see its task, and in nobody else’s', async () => {
    const filter = { lang: 'zh' } as const;
    const mine = await listNotices(db, cast.datong(), filter, { limit: 200 });
    expect(mine.items.length).toBeGreaterThan(3);
    expect((await listNotices(db, cast.taiyuan(), filter, { limit: 200 })).items).toEqual([]);
    const first = await listNotices(db, cast.dispatch(), filter, { limit: 2 });
    const next = await listNotices(db, cast.dispatch(), filter, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(next.items[0]!.id).toBeLessThan(first.items[1]!.id);
    const open = await listNotices(db, cast.dispatch(), { ...filter, open: 'false' }, { limit: 200 });
    expect(open.items.every(({ lifted }) => lifted !== null)).toBe(true);
  });
});
