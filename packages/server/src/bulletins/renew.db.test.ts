import * as contract from '@qingzhang/contract';
import { plainText } from '@qingzhang/documents';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { closeMonth } from '../accounts/closings/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../accounts/testing/small-province.ts';
import { bulletinTemplate } from '../issuing/templates/defaults/index.ts';
import { workers } from '../jobs.ts';
import { ensureCalendar } from '../platform/calendar/calendar.ts';
import { loadContent } from './queries.ts';
import { renewBulletin } from './renew.ts';
import { issueBulletin, makeBulletin, readModel } from './service.ts';

// Issue 4: drafts' figures are live until closing; their words are the template's, which an office changes without code.
const platform = await createTestPlatform({ now: '2025-03-05T09:00:00+08:00' });
const { db, clock, jobs } = platform;
const { signedIn } = await createTestApp(platform);
const renewers = workers.filter(({ type }) => type.name === 'bulletins.renew');
let office: TestClient;
let places: Map<string, number>;

const newData = (month: string, value: number) => {
  clock.advance(60_000);
  return writeDays(platform, places.get(NORTH) ?? 0, `${month}-01`, `${month}-28`, () => value);
};
const read = <T>(answer: { statusCode: number; body: string }, schema: { parse(value: unknown): T }): T => {
  expect(answer.statusCode, answer.body).toBe(200);
  return schema.parse(JSON.parse(answer.body));
};
const make = (period: string) => makeBulletin(platform, period, platform.call());
const stored = (id: number) =>
  db.selectFrom('bulletin').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const params = (id: number) => ({ owner: 'bulletin' as const, id });
const desk = async (id: number) =>
  read(await office.call(contract.getDocumentDesk, { params: params(id), query: {} }), contract.DocumentDesk);
const view = async (id: number) =>
  read(await office.call(contract.getBulletin, { params: { id } }), contract.getBulletin.response);
const sentences = async (id: number) =>
  (await readModel(platform, id)).blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return [plainText(block.runs)];
    if (block.kind === 'heading') return [`${block.number}${block.text}${plainText(block.runIn ?? [])}`];
    return block.kind === 'notice' ? [block.text] : [];
  });
const renewals = () =>
  db
    .selectFrom('audit_log')
    .select(['actor_login', 'detail'])
    .where('action', '=', 'bulletin.renew')
    .execute();

beforeAll(async () => {
  places = await createProvince(platform);
  for (const year of ['2024', '2025']) {
    await writeDays(platform, places.get(NORTH) ?? 0, `${year}-01-01`, `${year}-02-28`, () => 50);
    await writeDays(platform, places.get(SOUTH) ?? 0, `${year}-01-01`, `${year}-02-28`, () => 44);
  }
  await ensureCalendar(db, platform.call());
  await closeMonth(platform, { period: '2025-01', note: '' }, platform.call());
  office = await signedIn('dispatch');
}, 120_000);

describe('the draft of a bulletin', () => {
  it('follows its figures: asked for by whoever opens it, edits stay, its date too, the log says how many', async () => {
    const { id } = await make('2025-02');
    const figure = `2025-02/${NORTH}/index/now`;
    const before = await desk(id);
    const digits = (shown: contract.DocumentDesk) => shown.figures.find((one) => one.id === figure)?.text;
    const basis = before.blocks.find(({ key }) => key === 'basis')!;
    const runs = [
      { kind: 'text' as const, text: '现通报如下，甲市综合指数' },
      { kind: 'figure' as const, id: figure },
    ];
    const edited = await office.call(contract.postDocumentEdit, {
      params: params(id),
      body: { revision: before.revision, edit: { act: 'replace', block: basis.key, runs } },
    });
    expect(edited.statusCode, edited.body).toBe(200);
    expect([(await view(id)).updating, (await desk(id)).updating]).toEqual([false, false]);
    const made = await stored(id);

    await newData('2025-02', 90);
    expect([(await view(id)).updating, (await desk(id)).updating]).toEqual([true, true]);
    expect(await jobs.drain(platform, renewers)).toBe(1);
    const after = await desk(id);
    expect([(await view(id)).updating, after.updating]).toEqual([false, false]);
    expect(digits(after)).not.toBe(digits(before));
    expect(after.blocks.find(({ key }) => key === basis.key)).toMatchObject({ origin: 'edited', runs });
    expect((await sentences(id))[0]).toBe(`现通报如下，甲市综合指数${digits(after)}`);
    const renewed = await stored(id);
    expect(renewed).toMatchObject({
      created_by: made.created_by,
      created_at: made.created_at,
      state: 'draft',
    });
    expect((await renewals()).map(({ actor_login }) => actor_login)).toEqual(['system']);
    expect((await renewals())[0]?.detail).toMatchObject({ period: '2025-02', figures: expect.any(Number) });

    // The next day nothing new is known: not a word moves, nothing is logged.
    clock.advance(24 * 3_600_000);
    office = await signedIn('dispatch');
    await newData('2025-02', 90);
    expect(await renewBulletin(platform, platform.call(), id)).toBeNull();
    expect(await stored(id)).toEqual({ ...renewed, as_of: expect.any(Date) });
    expect(await renewals()).toHaveLength(1);
  });

  it('of a closed month stands, and so does what was issued', async () => {
    const closed = await make('2025-01');
    const before = await stored(closed.id);
    await newData('2025-01', 120);
    expect((await view(closed.id)).updating).toBe(false);
    expect(await renewBulletin(platform, platform.call(), closed.id)).toBeNull();
    expect(await stored(closed.id)).toEqual(before);
    await issueBulletin(platform, closed.id, platform.call());
    const issued = await stored(closed.id);
    await jobs.enqueue(db, renewers[0]!.type, {});
    await jobs.drain(platform, renewers);
    expect(await stored(closed.id)).toEqual(issued);
  });

  it('is made once more from the closing, and stands from then on', async () => {
    const { id } = await make('2025-02');
    expect((await stored(id)).closed).toBe(false);
    clock.advance(60_000);
    await closeMonth(platform, { period: '2025-02', note: '' }, platform.call());
    await renewBulletin(platform, platform.call(), id);
    const closed = await stored(id);
    expect(closed.closed).toBe(true);
    expect((await sentences(id)).join()).not.toContain('尚未结账');
    await newData('2025-02', 30);
    expect(await renewBulletin(platform, platform.call(), id)).toBeNull();
    expect(await stored(id)).toEqual(closed);
  });
});

describe('the template of the bulletin', () => {
  const save = async (change: (parts: contract.TemplatePart[]) => contract.TemplatePart[]) => {
    const current = read(
      await office.call(contract.getTemplate, { params: { kind: 'bulletin' }, query: {} }),
      contract.Template,
    );
    return office.call(contract.putTemplate, {
      params: { kind: 'bulletin' },
      body: { version: current.version, body: { parts: change(current.body.parts) }, note: '' },
    });
  };
  const part = (
    over: Partial<contract.TemplatePart> & Pick<contract.TemplatePart, 'key' | 'kind' | 'text'>,
  ) => ({
    level: null,
    on: true,
    ...over,
  });

  it('changed by the office, changes the next bulletin; the shipped words are the same as ever', async () => {
    const { id } = await make('2025-02');
    const shipped = await sentences(id);
    expect(shipped).toContain('四、存在问题');
    const saved = await save((parts) => [
      ...parts.map((one) =>
        one.key === 'problems-head'
          ? { ...one, text: '当前突出问题' }
          : { ...one, on: one.key !== 'targets-head' && one.key !== 'targets' && one.on },
      ),
      part({
        key: 'end',
        kind: 'paragraph',
        text: '{{全省}}各级要闻令而动。{{#有问题}}{{#问题}}{{序号}}.{{标题}}；{{/问题}}{{/有问题}}',
      }),
      part({ key: 'note', kind: 'remark', text: '此件公开发布' }),
    ]);
    expect(saved.statusCode, saved.body).toBe(200);
    await make('2025-02');
    const words = await sentences(id);
    expect(words).toContain('三、当前突出问题');
    expect(words.join()).not.toContain('约束性指标');
    expect(words.at(-1)).toMatch(/^全省各级要闻令而动。1\.部分指标超过标准；/u);
    const kinds = (await readModel(platform, id)).blocks.map(({ kind }) => kind);
    expect(kinds.indexOf('remark')).toBe(kinds.indexOf('signature') + 1);
    // Issued in the words that were read as a draft, whatever the template says by then.
    expect((await loadContent(db, id))?.template).toBe(1);
    expect((await save((parts) => parts.filter(({ key }) => key !== 'end'))).statusCode).toBe(200);
    await issueBulletin(platform, id, platform.call());
    expect(await sentences(id)).toContain(words.at(-1));
  });

  it('that cannot be used is refused where it is saved, with the line and the reason', async () => {
    const refused = await save((parts) =>
      parts.map((one) => (one.key === 'basis' ? { ...one, text: '现将{{时期}}通报如下。' } : one)),
    );
    expect(refused.statusCode).toBe(400);
    expect(refused.json()).toMatchObject({
      code: 'template.invalid',
      params: { part: 'basis', reason: expect.stringContaining('{{时期}}') },
    });
    const page = await office.call(contract.previewTemplate, {
      params: { kind: 'bulletin' },
      body: { body: { parts: [part({ key: 'p', kind: 'part', text: '环境空气质量' })] } },
    });
    expect(page.json().problems).toEqual([{ part: 'p', message: expect.stringContaining('没有这一部分') }]);
  });

  it('of an older program costs no bulletin: the draft says on its face what is to be mended, and is not issued', async () => {
    const { version } = read(
      await office.call(contract.getTemplate, { params: { kind: 'bulletin' }, query: {} }),
      contract.Template,
    );
    const old = bulletinTemplate.body.parts.map((one) =>
      one.key === 'air' ? { ...one, text: '环境空气质量' } : one,
    );
    await db
      .insertInto('template')
      .values({
        ...{ kind: 'bulletin', version: version + 1, body: JSON.stringify({ parts: old }) },
        ...{ created_post: '调度办', created_at: clock.now() },
      })
      .execute();
    const { id } = await make('2025-02');
    const words = await sentences(id);
    expect(words[0]).toMatch(/^通报模板第\d+版第5段（air）不能使用：没有这一部分/u);
    expect(words).toContain('一、全省空气质量总体状况');
    const refused = await office.call(contract.issueBulletin, { params: { id } });
    expect(refused.json()).toMatchObject({ code: 'template.invalid', params: { part: 'air' } });
    // Mended, the draft is made anew in good words.
    expect(
      (await save((parts) => parts.map((one) => (one.key === 'air' ? { ...one, text: '总体状况' } : one))))
        .statusCode,
    ).toBe(200);
    await make('2025-02');
    expect((await sentences(id))[0]).not.toContain('模板');
    expect((await office.call(contract.issueBulletin, { params: { id } })).statusCode).toBe(200);
  });
});
