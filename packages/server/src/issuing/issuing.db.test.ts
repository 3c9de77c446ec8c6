import {
  type DocumentDesk,
  type DocumentEditInput,
  getBulletin,
  getBulletinFile,
  getDocumentDesk,
  getNumberRules,
  getTemplate,
  issueBulletin,
  listBulletins,
  listCopies,
  listCopiesXlsx,
  listDataReviews,
  listReceivedPapers,
  listTemplates,
  postBulletin,
  postDocumentEdit,
  previewTemplate,
  putDataReview,
  putNumberRules,
  putTemplate,
  sendCopies,
  type TemplateBody,
  withdrawCopy,
} from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { closeMonth } from '../accounts/closings/service.ts';
import { createProvince, NORTH, SOUTH, writeDays } from '../accounts/testing/small-province.ts';
import { bulletinDocuments } from '../bulletins/document-source.ts';
import { composePeriod } from '../bulletins/service.ts';
import { putDataReview as review } from '../readings/reviews.ts';
import { copyCounts, hasCopy } from './copies/copies.ts';
import { reserveDocumentNumber, rungPrefix } from './number-rules.ts';
import { minutesTemplate } from './templates/defaults/index.ts';
import { readTemplate } from './templates/store.ts';

const platform = await createTestPlatform({ now: '2025-03-05T09:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);
let places: Map<string, number>;
let dispatch: TestClient;
let bulletin = 0;
const owner = 'bulletin' as const;
const write = (city: string, value: number, year: number) =>
  writeDays(platform, places.get(city) ?? 0, `${year}-01-01`, `${year}-02-28`, () => value);

beforeAll(async () => {
  places = await createProvince(platform);
  for (const [year, north, south] of [
    [2024, 60, 40],
    [2025, 50, 50],
  ] as const) {
    await write(NORTH, north, year);
    await write(SOUTH, south, year);
  }
  dispatch = await signedIn('dispatch');
  const made = await dispatch.call(postBulletin, { body: { period: '2025-02' } });
  bulletin = made.json().id;
});

const desk = async (id = bulletin): Promise<DocumentDesk> => {
  const response = await dispatch.call(getDocumentDesk, { params: { owner, id }, query: {} });
  expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
  return response.json();
};
const send = (edit: DocumentEditInput, revision: number, id = bulletin, who = dispatch) =>
  who.call(postDocumentEdit, { params: { owner, id }, body: { revision, edit } });
const edit = async (input: DocumentEditInput, id = bulletin): Promise<DocumentDesk> => {
  const response = await send(input, (await desk(id)).revision, id);
  expect(response.statusCode, response.body.slice(0, 300)).toBe(200);
  return response.json();
};
/** Whether the document as a page says it. */
const shows = async (words: string, who: TestClient = dispatch, id = bulletin) =>
  (await who.call(getBulletinFile, { params: { id, format: 'html' } })).body.includes(words);
const text = (words: string) => ({ kind: 'text', text: words }) as const;

describe('editing a document', () => {
  it('shows blocks with stable keys, and figures with words to find them by', async () => {
    const { blocks, figures, editable, frozenAt, edits } = await desk();
    expect(editable).toBe(true);
    expect(frozenAt).toBeNull();
    expect(edits).toEqual([]);
    expect(blocks[0]).toMatchObject({ kind: 'title', origin: 'composed', stale: false });
    expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length);
    const index = figures.find(({ id }) => id === `2025-02/${NORTH}/index/now`);
    expect(index?.label).toBe('甲 综合指数 指数 · 2025年2月各市环境空气质量状况');
    expect(index?.text).toBe('4.66');
    for (const run of blocks.flatMap(({ runs }) => runs)) {
      if (run.kind === 'figure') expect(figures.map(({ id }) => id)).toContain(run.id);
    }
  });

  it('a figure in edited words keeps the digits of the data; the page, the list and the history show it', async () => {
    const { blocks, figures } = await desk();
    const block = blocks.find(
      ({ kind, runs }) => kind === 'paragraph' && runs.some((run) => run.kind === 'figure'),
    );
    const chosen = figures.find(({ id }) => id === `2025-02/${NORTH}/index/now`);
    if (!block || !chosen) throw new Error('no such block');
    const after = await edit({
      act: 'replace',
      block: block.key,
      runs: [text('经'), text('办公室复核，\n甲市综合指数'), { kind: 'figure', id: chosen.id }, text('。')],
    });
    const changed = after.blocks.find(({ key }) => key === block.key);
    expect(changed).toMatchObject({
      origin: 'edited',
      stale: false,
      runs: [text('经办公室复核， 甲市综合指数'), { kind: 'figure', id: chosen.id }, text('。')],
    });
    expect(changed?.composed).toEqual(block.runs);
    expect(after.edits).toHaveLength(1);
    expect(after.edits[0]).toMatchObject({ act: 'replace', actingFor: null });
    expect(after.edits[0]?.after).toBe(`经办公室复核， 甲市综合指数${chosen.text}${chosen.unit}。`);
    expect(after.edits[0]?.before).not.toBe('');
    expect(await shows('经办公室复核')).toBe(true);
    const log = await db.selectFrom('audit_log').selectAll().where('action', '=', 'document.edit').execute();
    expect(log).toHaveLength(1);

    // New data, the same draft anew: the words stay, the digits follow.
    await write(NORTH, 90, 2025);
    await dispatch.call(postBulletin, { body: { period: '2025-02' } });
    const later = await desk();
    expect(later.figures.find(({ id }) => id === chosen.id)?.text).not.toBe(chosen.text);
    expect(later.edits[0]?.after).toContain(later.figures.find(({ id }) => id === chosen.id)?.text);
    expect(later.warnings).toEqual([]);
    expect(await shows('经办公室复核')).toBe(true);
    // The system's own sentence says 上升 now: both are shown, and a person stands by the change or not.
    const moved = later.blocks.find(({ key }) => key === block.key);
    expect(moved).toMatchObject({ origin: 'edited', stale: true });
    expect(moved?.composed).not.toEqual(block.runs);
    const kept = await edit({ act: 'replace', block: block.key, runs: [...(moved?.runs ?? [])] });
    expect(kept.blocks.find(({ key }) => key === block.key)).toMatchObject({ stale: false });
    await write(NORTH, 50, 2025);
    await dispatch.call(postBulletin, { body: { period: '2025-02' } });
  });

  it('another’s edit in between is told, not overwritten', async () => {
    const { revision, blocks } = await desk();
    const [title] = blocks;
    const input: DocumentEditInput = {
      act: 'replace',
      block: title!.key,
      runs: [text('关于二月的通报')],
    };
    const answers = await Promise.all([send(input, revision), send(input, revision)]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const [late] = answers.filter(({ statusCode }) => statusCode === 409);
    expect(late?.json()).toMatchObject({ code: 'document.changed' });
    // What a document is called follows its title, in lists too.
    const [listed] = (await dispatch.call(listBulletins, undefined)).json().items;
    expect(listed.title).toBe('关于二月的通报');
  });

  it('adds, removes and gives back', async () => {
    const { blocks } = await desk();
    const anchor = blocks.find(({ kind }) => kind === 'recipients')!;
    const added = await edit({ act: 'insert', block: anchor.key, runs: [text('另行通知。')] });
    const own = added.blocks.find(({ origin }) => origin === 'added')!;
    expect(added.blocks.indexOf(own)).toBe(added.blocks.findIndex(({ key }) => key === anchor.key) + 1);
    expect(own.composed).toBeNull();
    const removed = await edit({ act: 'remove', block: own.key });
    expect(removed.blocks.some(({ key }) => key === own.key)).toBe(false);
    expect((await edit({ act: 'restore', block: own.key })).blocks.some(({ key }) => key === own.key)).toBe(
      true,
    );
    await edit({ act: 'remove', block: anchor.key });
    expect((await desk()).blocks.some(({ key }) => key === anchor.key)).toBe(false);
    const back = await edit({ act: 'restore', block: anchor.key });
    expect(back.blocks.find(({ key }) => key === anchor.key)).toMatchObject({ origin: 'composed' });
    const again = await edit({ act: 'restore', block: anchor.key });
    expect(again.edits).toHaveLength(back.edits.length);
    expect(again.revision).toBe(back.revision);
  });

  it('points out what reads like a typed figure, and lets dates be', async () => {
    const { blocks, figures } = await desk();
    const block = blocks.find(({ kind }) => kind === 'paragraph')!;
    const chosen = figures.find(({ text: digits }) => /^\d+\.\d+$/.test(digits))!;
    const words = `2025年2月28日，综合指数为${chosen.text}。`;
    const { warnings } = await edit({ act: 'insert', block: block.key, runs: [text(words)] });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ text: chosen.text });
    expect(warnings[0]?.figures.length).toBeGreaterThan(0);
  });

  it.each([
    [
      'a figure that is not there',
      { act: 'replace', runs: [{ kind: 'figure', id: 'stat|no' }] },
      400,
      'document.unknownFigure',
    ],
    ['no words', { act: 'replace', runs: [text('  \n ')] }, 400, 'thing.invalid'],
    ['a title that goes', { act: 'remove' }, 409, 'thing.conflict'],
  ])('refuses %s', async (_, input, status, code) => {
    const { blocks, revision } = await desk();
    const edit = { ...input, block: blocks[0]!.key } as DocumentEditInput;
    const response = await send(edit, revision);
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
  });

  it('refuses a block that is not there, a document that is not there, and who may not', async () => {
    const { revision } = await desk();
    const nowhere = { act: 'remove', block: 'no.such' } as const;
    expect((await send(nowhere, revision)).json().code).toBe('thing.notFound');
    expect((await send(nowhere, 1, 99_999)).json().code).toBe('thing.notFound');
    const city = await signedIn('city', NORTH);
    // A bureau writes its own papers; a bulletin is not one of them, issued or not.
    expect((await send(nowhere, revision, bulletin, city)).statusCode).toBe(404);
    const reader = await signedIn('reader');
    expect((await send(nowhere, revision, bulletin, reader)).statusCode).toBe(403);
  });

  it('words of a table are changed cell by cell, a row goes with its reason; figures and who may not are refused', async () => {
    const made = (await dispatch.call(postBulletin, { body: { period: '2025-01' } })).json().id;
    const first = await desk(made);
    const block = first.blocks.find(({ table }) => table !== null);
    const note = block?.table?.notes[0];
    const row = block?.table?.rows[0];
    if (!block?.table || !note?.key || !row) throw new Error('no table with a note');
    const figureCell = row.cells.find(({ figure }) => figure !== null);
    expect(figureCell?.key).toBeNull();
    const chosen = first.figures.find(({ id }) => id === figureCell?.figure);
    const head = block.table.header.flat().find(({ key }) => key !== null);
    // Typed over a figure: there is no such place.
    const over = `${row.key}/index`;
    const typed = await send({ act: 'replace', block: over, runs: [text('1.00')] }, first.revision, made);
    expect(typed.json().code).toBe('thing.notFound');
    const noReason = await send({ act: 'remove', block: row.key }, first.revision, made);
    expect([noReason.statusCode, noReason.json().code]).toEqual([400, 'thing.invalid']);
    const city = await signedIn('city', NORTH);
    const hidden = await send(
      { act: 'replace', block: note.key, runs: [text('x')] },
      first.revision,
      made,
      city,
    );
    expect(hidden.statusCode).toBe(404);

    const after = await edit(
      { act: 'replace', block: note.key, runs: [text('注：甲市指数'), { kind: 'figure', id: chosen!.id }] },
      made,
    );
    expect(after.edits[0]).toMatchObject({
      place: {
        part: 'note',
        table: block.table.caption?.runs.map((run) => (run.kind === 'text' ? run.text : '')).join(''),
      },
      lost: false,
    });
    expect(await shows('注：甲市指数', dispatch, made)).toBe(true);
    await edit({ act: 'replace', block: head!.key!, runs: [text('新表头')] }, made);
    const removed = await edit({ act: 'remove', block: row.key, reason: '数据另行通报' }, made);
    expect(removed.edits.at(-1)).toMatchObject({
      reason: '数据另行通报',
      after: '',
      place: { part: 'row', row: row.name },
    });
    expect(removed.blocks.find(({ key }) => key === block.key)?.table?.rows[0]?.removed).toBe(true);
    // Composed anew, the row stays out; put back, it has its figures.
    await dispatch.call(postBulletin, { body: { period: '2025-01' } });
    const again = await edit({ act: 'restore', block: row.key }, made);
    const back = again.blocks.find(({ key }) => key === block.key)?.table?.rows[0];
    expect(back).toMatchObject({ removed: false, key: row.key });
    expect(back?.cells.map(({ runs }) => runs)).toEqual(row.cells.map(({ runs }) => runs));
    for (const place of [note.key, head!.key!]) await edit({ act: 'restore', block: place }, made);
  });

  it('edited words whose figure is gone say so, and stop issuing', async () => {
    const other = (await dispatch.call(postBulletin, { body: { period: '2025-01' } })).json().id;
    const { blocks, figures } = await desk(other);
    const block = blocks.find(({ kind }) => kind === 'paragraph')!;
    await edit({ act: 'replace', block: block.key, runs: [{ kind: 'figure', id: figures[0]!.id }] }, other);
    await db
      .updateTable('document_edit')
      .set({ after: JSON.stringify([{ kind: 'figure', id: 'stat|gone' }]) })
      .where('owner_id', '=', other)
      .execute();
    expect((await desk(other)).blocks.find(({ key }) => key === block.key)).toMatchObject({ stale: true });
    expect(await shows('此数已不在文稿中', dispatch, other)).toBe(true);
    const refused = await dispatch.call(issueBulletin, { params: { id: other } });
    expect(refused.json()).toMatchObject({ code: 'document.unknownFigure', params: { figure: 'stat|gone' } });
    await edit({ act: 'restore', block: block.key }, other);
    expect((await dispatch.call(issueBulletin, { params: { id: other } })).statusCode).toBe(200);
  });

  it('what is issued keeps its edits and takes no more', async () => {
    const { revision, blocks } = await desk();
    await dispatch
      .call(sendCopies, { params: { owner, id: bulletin }, body: { to: [dispatch.id] } })
      .then((early) => expect(early.json()).toMatchObject({ code: 'thing.conflict' }));
    const issued = (await dispatch.call(issueBulletin, { params: { id: bulletin } })).json();
    expect(issued).toMatchObject({ state: 'issued', title: '关于二月的通报' });
    expect(await shows('经办公室复核')).toBe(true);
    const frozen = await desk();
    expect(frozen.editable).toBe(false);
    expect(frozen.frozenAt).not.toBeNull();
    const city = await signedIn('city', NORTH);
    const history = await city.call(getDocumentDesk, { params: { owner, id: bulletin }, query: {} });
    expect(history.statusCode).toBe(404);
    const refused = await send({ act: 'remove', block: blocks[2]!.key }, revision);
    expect(refused.json()).toMatchObject({ code: 'thing.conflict', params: { state: 'frozen' } });
  });
});

describe('copies', () => {
  let north: TestClient;
  let south: TestClient;
  const params = () => ({ owner, id: bulletin });
  const give = (...to: number[]) => dispatch.call(sendCopies, { params: params(), body: { to } });
  const copies = async () => (await dispatch.call(listCopies, { params: params() })).json();
  const received = async (who: TestClient) => (await who.call(listReceivedPapers, undefined)).json().items;
  const told = (who: TestClient) =>
    db
      .selectFrom('message as m')
      .innerJoin('notification as n', 'n.id', 'm.notification_id')
      .select(['n.link', 'm.settled_reason'])
      .where('n.kind', '=', 'paper.received')
      .where('m.user_id', '=', who.id)
      .execute();

  beforeAll(async () => {
    north = await signedIn('city', NORTH);
    south = await signedIn('city', SOUTH);
  });

  it('are numbered, told of once, and offered by place', async () => {
    const { people, groups, sendable } = await copies();
    expect(sendable).toBe(true);
    expect(people.map(({ id }: { id: number }) => id)).toContain(north.id);
    expect(groups.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['甲市', '乙市']),
    );
    expect((await give(north.id, south.id, north.id)).json()).toEqual({ sent: 2, already: 0 });
    expect((await give(north.id)).json()).toEqual({ sent: 0, already: 1 });
    expect((await copies()).items).toMatchObject([
      { copyNo: 1, userId: north.id, readAt: null, downloads: 0, withdrawn: false },
      { copyNo: 2, userId: south.id },
    ]);
    expect(await told(north)).toEqual([{ link: `/papers/bulletin/${bulletin}`, settled_reason: null }]);
    expect(await received(north)).toMatchObject([{ owner, id: bulletin, copyNo: 1, readAt: null }]);
    expect(await received(dispatch)).toEqual([]);
  });

  it('who cannot read papers gets none', async () => {
    const reader = await signedIn('reader');
    expect((await give(reader.id)).json()).toMatchObject({ code: 'thing.invalid' });
  });

  it('opening is noted once, downloads are counted, pages carry the number', async () => {
    clock.advance(60_000);
    expect(await shows('份号 001', north)).toBe(true);
    expect(await shows('份号', dispatch)).toBe(false);
    const [first] = (await copies()).items;
    clock.advance(60_000);
    await shows('', north);
    await north.call(getBulletinFile, { params: { id: bulletin, format: 'xlsx' } });
    const [copy] = (await copies()).items;
    expect(copy).toMatchObject({ readAt: first.readAt, downloads: 1 });
    expect(first.readAt).not.toBeNull();
    expect((await received(north))[0].readAt).toBe(first.readAt);
    expect(await told(north)).toMatchObject([{ settled_reason: 'done' }]);
    expect((await copyCounts(db, owner, [bulletin])).get(bulletin)).toEqual({ sent: 2, read: 1 });
  });

  it('are withdrawn, and given again under the same number', async () => {
    const at = (userId: number) => ({ params: { ...params(), userId } });
    expect((await dispatch.call(withdrawCopy, at(south.id))).json()).toEqual({ withdrawn: true });
    expect(await received(south)).toEqual([]);
    const call = { ...platform.call().actor, id: south.id };
    expect(await hasCopy(db, { owner, id: bulletin }, call)).toBe(false);
    expect((await give(south.id)).json()).toEqual({ sent: 1, already: 0 });
    expect((await copies()).items[1]).toMatchObject({ copyNo: 2, withdrawn: false });
    expect((await dispatch.call(withdrawCopy, at(dispatch.id))).statusCode).toBe(404);
  });

  it('as a sheet', async () => {
    const response = await dispatch.call(listCopiesXlsx, { params: params(), query: { lang: 'zh' } });
    expect(response.headers['content-type']).toContain('spreadsheetml');
    expect(response.rawPayload.length).toBeGreaterThan(2000);
  });
});

describe('templates', () => {
  const at = (version?: number) =>
    dispatch.call(getTemplate, {
      params: { kind: 'minutes' },
      query: version === undefined ? {} : { version },
    });

  it('are the shipped ones until changed; every version stays and can be taken up again', async () => {
    const shipped = (await at()).json();
    expect(shipped).toMatchObject({ version: 0, versions: [] });
    expect(shipped.placeholders).toContainEqual({
      name: '责任岗位',
      example: '大同市生态环境局局长',
      repeats: false,
      within: '要求',
    });
    const body = structuredClone(shipped.body);
    body.parts[0].text = '{{会议名称}}会议纪要';
    const put = (version: number, changed: TemplateBody) =>
      dispatch.call(putTemplate, {
        params: { kind: 'minutes' },
        body: { version, body: changed, note: '改题目' },
      });
    expect((await put(0, body)).json()).toMatchObject({
      version: 1,
      versions: [{ version: 1, note: '改题目' }],
    });
    expect((await put(0, body)).json()).toMatchObject({ code: 'thing.conflict' });
    expect((await readTemplate(db, 'minutes')).body.parts[0]?.text).toBe('{{会议名称}}会议纪要');
    expect((await at(0)).json().body).toEqual(minutesTemplate.body);
    expect((await put(1, (await at(0)).json().body)).json()).toMatchObject({ version: 2 });
    expect((await at(7)).statusCode).toBe(404);
    body.parts[0].text = '{{没有}}';
    expect((await put(2, body)).json()).toMatchObject({
      code: 'template.invalid',
      params: { part: 'title' },
    });
    const list = (await dispatch.call(listTemplates, undefined)).json().items;
    expect(list.find(({ kind }: { kind: string }) => kind === 'minutes')).toMatchObject({ version: 2 });
    expect(list.find(({ kind }: { kind: string }) => kind === 'release')).toMatchObject({ version: 0 });
  });

  it('preview says faults and draws the rest', async () => {
    const parts = [
      { key: 'title', kind: 'title', level: null, text: '{{会议名称}}纪要', on: true },
      { key: 'bad', kind: 'paragraph', level: null, text: '{{#要求}}', on: true },
      { key: 'good', kind: 'paragraph', level: null, text: '由{{主持岗位}}主持<b>', on: true },
    ] as const;
    const response = await dispatch.call(previewTemplate, {
      params: { kind: 'minutes' },
      body: { body: { parts: [...parts] } },
    });
    const { html, problems } = response.json();
    expect(problems).toMatchObject([{ part: 'bad' }]);
    expect(html).toContain('由党组书记、厅长主持&lt;b&gt;');
  });
});

describe('numbers (DIS-7.5)', () => {
  it('follow from the province, are shown before they are taken, and never come twice', async () => {
    const before = (await dispatch.call(getNumberRules, undefined)).json();
    const next = new Map(before.next.map((one: { kind: string; number: string }) => [one.kind, one.number]));
    expect(next.get('bulletin')).toBe('某环发〔2025〕3号');
    expect(next.get('letter')).toBe('某环函〔2025〕1号');
    expect(next.get('minutes')).toBe('2025年第1期');
    const taken = await db
      .transaction()
      .execute(async (trx) => [
        await reserveDocumentNumber(trx, 'letter', '2025-03-05'),
        await reserveDocumentNumber(trx, 'letter', '2025-03-05'),
        await reserveDocumentNumber(trx, 'letter', '2026-01-04'),
      ]);
    expect(taken.map(({ number }) => number)).toEqual([
      '某环函〔2025〕1号',
      '某环函〔2025〕2号',
      '某环函〔2026〕1号',
    ]);
    expect(await rungPrefix(db, '催')).toBe('某环催');
    const rules = [{ kind: 'letter', prefix: '某气防办', style: 'year' } as const];
    const after = (await dispatch.call(putNumberRules, { body: { rules } })).json();
    expect(after.rules).toHaveLength(6);
    expect(after.next).toContainEqual({ kind: 'letter', prefix: '某气防办', number: '某气防办〔2025〕1号' });
  });

  it('DIS-7.5: an issue of a year comes once, whatever the kind is called under', async () => {
    const take = () => db.transaction().execute((trx) => reserveDocumentNumber(trx, 'minutes', '2027-03-05'));
    const named = (prefix: string | null) =>
      dispatch.call(putNumberRules, { body: { rules: [{ kind: 'minutes', prefix, style: 'issue' }] } });
    const taken = [await take()];
    await named('某环会纪');
    taken.push(await take());
    await named(null);
    taken.push(await take());
    expect(taken.map(({ number }) => number)).toEqual(['2027年第1期', '2027年第2期', '2027年第3期']);
  });
});

describe('months that are reviewed (DIS-6.3)', () => {
  it('by the monitoring centre; what rests on them says so', async () => {
    const centre = await signedIn('monitoring');
    const list = async () => (await centre.call(listDataReviews, undefined)).json().items;
    expect((await list()).slice(0, 2)).toMatchObject([
      { month: '2025-02', reviewed: false },
      { month: '2025-01', reviewed: false },
    ]);
    const put = (month: string, reviewed: boolean, who = centre) =>
      who.call(putDataReview, { params: { month }, body: { reviewed, document: '审核单3号', note: '' } });
    const status = async () =>
      (await composePeriod(platform, { period: '2025-02' }, platform.call())).facts.status.review;
    expect(await status()).toBe('live');
    expect((await put('2025-02', true)).json()).toMatchObject({ reviewed: true, document: '审核单3号' });
    // 1—2 months stand beside February: January is not reviewed yet.
    expect(await status()).toBe('live');
    await put('2025-01', true);
    expect(await status()).toBe('reviewed');
    expect((await list())[0]).toMatchObject({ reviewed: true, post: expect.any(String) });
    expect((await put('2025-03', true)).json()).toMatchObject({ code: 'thing.invalid' });
    expect((await put('2025-02', true, await signedIn('city', NORTH))).statusCode).toBe(403);
    await put('2025-01', false);
    expect(await status()).toBe('live');
  });

  it('also after the closing, but not as of a moment before the review', async () => {
    await closeMonth(platform, { period: '2025-01', note: '' }, platform.call());
    clock.advance(3_600_000);
    const input = { reviewed: true, document: '', note: '' };
    await review(db, '2025-01', input, { ...platform.call() });
    const of = async (asOf?: Date) =>
      (await composePeriod(platform, { period: '2025-01', asOf }, platform.call())).facts.status.review;
    expect(await of()).toBe('reviewed');
    expect(await of(new Date(clock.now().getTime() - 60_000))).toBe('live');
  });
});

it('a source answers nobody who may not see its drafts', async () => {
  const office = await signedIn('dispatch');
  const made = await office.call(postBulletin, { body: { period: '2025-02' } });
  expect(made.statusCode, made.body).toBe(200);
  const draft = made.json().id;
  const city = { ...platform.call().actor, role: 'city' } as const;
  expect(await bulletinDocuments.load(db, draft, city)).toBeNull();
  expect(await bulletinDocuments.load(db, draft, platform.call().actor)).not.toBeNull();
  expect((await office.call(getBulletin, { params: { id: draft } })).statusCode).toBe(200);
});
