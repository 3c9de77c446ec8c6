import type { ItemActBody, ItemPage } from '@qingzhang/contract';
import * as contract from '@qingzhang/contract';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH, SOUTH } from '../../accounts/testing/small-province.ts';
import { writeSetting } from '../../platform/settings/settings.ts';
import { beginSession } from '../../session/service.ts';
import { evidenceSetting } from '../evidence/settings.ts';
import { renewItems } from './night.ts';
import { insertRectification, problem, rectification } from './testing/rectification.ts';

const platform = await createTestPlatform({ now: '2026-06-15T10:00:00+08:00' });
const { db, clock } = platform;
const { app, signedIn } = await createTestApp(platform);
let office: TestClient;
let inspection: TestClient;
let city: TestClient;
let checker: TestClient;
let county: TestClient;
let south: TestClient;
let supervision: TestClient;
let leader: TestClient;

beforeAll(async () => {
  await createProvince(platform);
  await insertRectification(platform);
  office = await signedIn('office');
  inspection = await signedIn('dispatch');
  city = await signedIn('city', NORTH);
  checker = await signedIn('city', NORTH);
  county = await signedIn('county', '910101');
  south = await signedIn('city', SOUTH);
  supervision = await signedIn('supervision', undefined, [{ kind: 'region', key: NORTH }]);
  leader = await signedIn('leader');
});

/** On another day the same people sign in again: sessions end with the day. */
async function on(moment: string): Promise<void> {
  clock.set(moment);
  const again = async (client: TestClient): Promise<TestClient> => {
    const { login } = await db
      .selectFrom('app_user')
      .select('login')
      .where('id', '=', client.id)
      .executeTakeFirstOrThrow();
    const begun = await beginSession(
      db,
      platform.config,
      { login, password: 'Test-password-2026' },
      { ip: null, agent: 'test' },
      platform.call(),
    );
    if (begun.state !== 'open') throw new Error('no session');
    const cookie = `qingzhang_session=${begun.token}`;
    return {
      id: client.id,
      cookie,
      call: (endpoint, input) => {
        const parts: { params?: unknown; query?: unknown; body?: unknown } = { ...Object(input) };
        return app.inject({
          method: endpoint.method,
          url: contract.urlOf(endpoint, parts),
          headers: { cookie },
          ...(parts.body === undefined ? {} : { payload: Object(parts.body) }),
        });
      },
    };
  };
  office = await again(office);
  inspection = await again(inspection);
  city = await again(city);
  checker = await again(checker);
  county = await again(county);
  south = await again(south);
  supervision = await again(supervision);
  leader = await again(leader);
}

const page = async (id: number, who = office): Promise<ItemPage> =>
  (await who.call(contract.getItem, { params: { id: String(id) }, query: {} })).json();
async function act(who: TestClient, id: number, body: ItemActBody) {
  const { revision } = await page(id);
  return who.call(contract.actOnItem, { params: { id: String(id) }, body: { revision, body } });
}
async function done(who: TestClient, id: number, body: ItemActBody): Promise<ItemPage> {
  const answer = await act(who, id, body);
  if (answer.statusCode !== 200) throw new Error(`${body.act}: ${answer.body}`);
  return answer.json();
}
async function create(text: string, change: Partial<ReturnType<typeof problem>> = {}): Promise<ItemPage> {
  const answer = await office.call(contract.createItem, {
    params: { key: rectification.key },
    body: { ...problem(text, change), issue: true },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

/** A picture unlike others: `seed` moves its stripes. */
async function picture(seed: number, options: { width?: number; exif?: boolean } = {}): Promise<Buffer> {
  const width = options.width ?? 320;
  const bars = Array.from({ length: 12 }, (_, index) => {
    const grey = (seed * 97 + index * index * 53 + ((seed >> (index % 5)) & 1) * 120) % 256;
    const x = (index * 29 + seed * 41) % 300;
    return `<rect x="${x}" y="${(index * 37 + seed * 17) % 200}" width="${40 + ((seed * (index + 3)) % 90)}" height="60" fill="rgb(${grey},${grey},${grey})"/>`;
  });
  const drawn = sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240"><rect width="320" height="240" fill="#888"/>${bars.join('')}</svg>`,
    ),
  ).resize(width);
  const image = options.exif
    ? drawn.withExif({
        IFD0: { Make: 'Phone' },
        IFD2: { DateTimeOriginal: '2026:06:10 09:30:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '37/1 52/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '112/1 33/1 0/1',
        },
      })
    : drawn;
  return image.jpeg().toBuffer();
}

function upload(
  who: TestClient,
  id: number,
  query: Record<string, string>,
  content: Buffer,
  name = '现场.jpg',
) {
  const boundary = 'x-boundary-x';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`,
    ),
    content,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return app.inject({
    method: 'POST',
    url: `/api/items/${id}/evidence?${new URLSearchParams(query)}`,
    headers: { cookie: who.cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload,
  });
}
const PDF = (text: string) => Buffer.from(`%PDF-1.4\n${text}\n%%EOF`);

/** Everything that close-out asks. */
async function complete(id: number, seed: number): Promise<void> {
  for (const side of ['before', 'after'] as const) {
    const answer = await upload(
      county,
      id,
      { rule: 'photos', side, pair: '1', label: '泵房' },
      await picture(seed + (side === 'after' ? 1 : 0)),
    );
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json().repeat).toBeNull();
  }
  await upload(city, id, { rule: 'visit' }, PDF(`visit ${id}`), '核查记录.pdf');
  const photo = (await page(id)).evidenceList[0]?.id ?? 0;
  await county.call(contract.putItemStandard, {
    params: { id: String(id), standard: 'measures' },
    body: { met: 'evidence', evidence: photo },
  });
  await county.call(contract.putItemStandard, {
    params: { id: String(id), standard: 'punished' },
    body: { met: 'notApplicable', because: '设施失修，未发现违法排污主体' },
  });
}

const check: ItemActBody = {
  act: 'check',
  visitedOn: '2026-06-15',
  visitors: ['市局水科甲岗', '市局水科乙岗'],
  note: '',
};

describe('DIS-3.2: the whole life over HTTP', () => {
  it('issue → sign → measures → evidence → apply → check → two acceptors → notice → closed → look-back → rebound', async () => {
    const { id } = await create('县城污水主干管截流闸失效，雨天污水直排');
    expect((await act(county, id, { act: 'apply', note: '' })).json()).toMatchObject({
      code: 'item.refused',
      params: { reason: 'wrongState' },
    });
    let now = await done(county, id, { act: 'sign' });
    expect(now).toMatchObject({
      state: 'working',
      returnCount: 0,
      clocks: [
        { key: 'sign', state: 'kept' },
        { key: 'plan', due: '2026-06-18', state: 'running' },
      ],
    });
    expect(now.steps.find(({ state }) => state === 'working')).toMatchObject({
      status: 'current',
      on: '2026-06-15',
    });

    const measures = await county.call(contract.putItemMeasures, {
      params: { id: String(id) },
      body: {
        revision: now.revision,
        measures: [
          { text: '改造截流闸', due: '2026-06-10', doneOn: '2026-06-12', planned: 1, done: 1, unit: '座' },
          { text: '清掏主干管', due: '2026-06-20', doneOn: null, planned: 12.4, done: 6.2, unit: 'km' },
        ],
      },
    });
    now = measures.json();
    expect(now.measures.map(({ late }) => late)).toEqual([2, 0]);
    const early = await act(county, id, { act: 'apply', note: '' });
    expect(early.json()).toMatchObject({
      code: 'item.refused',
      params: {
        reason: 'measuresOpen',
        missing: ['清掏主干管', '改前改后照片', '措施全部落实', '违法依法处罚'],
      },
    });
    now = await page(id);
    await county.call(contract.putItemMeasures, {
      params: { id: String(id) },
      body: {
        revision: now.revision,
        measures: now.measures.map(({ late: _late, ...one }) => ({
          ...one,
          doneOn: one.doneOn ?? '2026-06-15',
          done: one.planned,
        })),
      },
    });
    await complete(id, 100);
    expect((await page(id)).evidence).toEqual({ photos: 'have', visit: 'have' });

    now = await done(county, id, { act: 'apply', note: '已完成' });
    expect(now.state).toBe('cityCheck');
    expect((await act(county, id, check)).statusCode).toBe(403);
    expect((await act(city, id, { ...check, visitors: ['甲'] })).json().params.reason).toBe('tooFewVisitors');
    expect((await act(city, id, { act: 'return', reason: ' ' })).statusCode).toBe(400);
    now = await done(city, id, { act: 'return', reason: '溢流口照片不是同一机位' });
    expect(now).toMatchObject({
      state: 'working',
      returnCount: 1,
      returned: { reason: '溢流口照片不是同一机位' },
    });
    expect(now.loops).toMatchObject([{ from: 'cityCheck', to: 'working', reason: '溢流口照片不是同一机位' }]);
    await done(county, id, { act: 'apply', note: '' });
    await done(city, id, check);
    expect((await act(city, id, { act: 'accept', note: '' })).statusCode).toBe(403);
    now = await done(office, id, { act: 'accept', note: '同意' });
    expect(now.acceptance).toMatchObject([
      { you: true, note: '同意' },
      { at: null, you: false },
    ]);
    expect((await act(office, id, { act: 'accept', note: '' })).json().params.reason).toBe('acceptedByYou');
    expect((await page(id, inspection)).acceptance[1]).toMatchObject({ you: true });
    now = await done(inspection, id, { act: 'accept', note: '' });
    expect(now).toMatchObject({ state: 'notice', closedOn: null, closeOutRecord: false });
    expect(
      (await office.call(contract.getCloseOutRecord, { params: { id: String(id) }, query: {} })).statusCode,
    ).toBe(404);

    // Nobody closes it by hand, and not before the working days are over.
    await on('2026-06-22T08:00:00+08:00');
    expect(await renewItems(db, platform.call())).toMatchObject({ closed: 0 });
    await on('2026-06-23T08:00:00+08:00');
    expect(await renewItems(db, platform.call())).toMatchObject({ closed: 1 });
    now = await page(id);
    expect(now).toMatchObject({
      state: 'closed',
      closedOn: '2026-06-23',
      closeOutRecord: true,
      lookBackOn: '2026-12-23',
      lamp: 'blue',
    });
    expect((await page(id, county)).lookBackOn).toBeNull();
    for (const format of ['pdf', 'docx'] as const) {
      const paper = await county.call(contract.getCloseOutRecord, {
        params: { id: String(id) },
        query: { format },
      });
      expect(paper.statusCode).toBe(200);
      expect(paper.rawPayload.subarray(0, 4).toString('latin1')).toBe(
        format === 'pdf' ? '%PDF' : 'PK\u0003\u0004',
      );
      expect(decodeURIComponent(String(paper.headers['content-disposition']))).toContain(
        '督察整改销〔2026〕1号',
      );
    }

    await done(supervision, id, { act: 'startLookBack' });
    now = await done(supervision, id, { act: 'rebound', reason: '雨天又直排' });
    expect(now).toMatchObject({
      id,
      no: 1,
      state: 'reopened',
      lamp: 'red',
      reboundCount: 1,
      closeOutRecord: true,
    });
    expect(now.steps[0]).toMatchObject({ state: 'reopened', status: 'current' });
    const { rows } = await sql<{ kind: string; amount: string }>`
      select kind, sum(amount) as amount from debt_entry where ref = ${String(id)} group by kind order by kind`.execute(
      db,
    );
    expect(rows).toMatchObject([
      { kind: 'added', amount: '1' },
      { kind: 'paid', amount: '1' },
      { kind: 'rebound', amount: '1' },
    ]);
    // The old record stays, and says that it came back.
    expect(
      (await county.call(contract.getCloseOutRecord, { params: { id: String(id) }, query: {} })).statusCode,
    ).toBe(200);
    expect(await db.selectFrom('close_out').select(['number', 'item_id']).execute()).toEqual([
      { number: 1, item_id: id },
    ]);
    const history = await office.call(contract.listItemEvents, {
      params: { id: String(id) },
      query: { limit: '200' },
    });
    const kinds: string[] = history.json().items.map((event: { kind: string }) => event.kind);
    for (const kind of [
      'created',
      'issue',
      'sign',
      'measures',
      'evidenceAdded',
      'standard',
      'apply',
      'return',
      'check',
      'accept',
      'endNotice',
      'startLookBack',
      'rebound',
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(
      (await office.call(contract.listItemEventsXlsx, { params: { id: String(id) }, query: {} })).statusCode,
    ).toBe(200);
    await on('2026-06-15T10:00:00+08:00');
  }, 60_000);

  it('extension only in time and by the issuing level; national deadlines stand; stale pages are refused', async () => {
    const { id, revision } = await create('延期的事项', {
      deadline: '2026-06-30',
      nationalDeadline: '2026-09-30',
    });
    await done(county, id, { act: 'sign' });
    const stale = await county.call(contract.actOnItem, {
      params: { id: String(id) },
      body: { revision, body: { act: 'comment', text: '看看' } },
    });
    expect(stale.json()).toMatchObject({ code: 'item.changed' });
    const ask = (until: string): ItemActBody => ({ act: 'askExtension', until, reason: '汛期无法施工' });
    expect((await act(county, id, ask('2026-10-31'))).json().params.reason).toBe('nationalDeadlineFixed');
    await done(county, id, ask('2026-08-31'));
    expect((await act(city, id, { act: 'approveExtension', note: '' })).json().params.reason).toBe(
      'otherLevel',
    );
    expect(await done(office, id, { act: 'approveExtension', note: '' })).toMatchObject({
      state: 'working',
      deadline: '2026-08-31',
    });
    const now = await page(id);
    const moved = await office.call(contract.changeItem, {
      params: { id: String(id) },
      body: { revision: now.revision, reason: '核定', nationalDeadline: '2026-12-31' },
    });
    expect(moved.json()).toMatchObject({ code: 'item.refused', params: { reason: 'nationalDeadlineFixed' } });
    const reported = await office.call(contract.changeItem, {
      params: { id: String(id) },
      body: { revision: now.revision, reason: '核定', values: { cases: 3 } },
    });
    expect(reported.json()).toMatchObject({ code: 'thing.invalid', params: { what: 'cases' } });
    // DIS-3.1: the problem stays verbatim, by either of its names.
    for (const other of [{ problem: '改写的问题' }, { values: { problem: '改写的问题' } }]) {
      const reworded = await office.call(contract.changeItem, {
        params: { id: String(id) },
        body: { revision: now.revision, reason: '核定', ...other },
      });
      expect(reworded.json()).toMatchObject({ code: 'thing.invalid', params: { reason: 'verbatim' } });
    }
    await on('2026-09-01T09:00:00+08:00');
    expect((await act(county, id, ask('2026-09-20'))).json().params.reason).toBe('extensionTooLate');
    await on('2026-06-15T10:00:00+08:00');
  });

  it('a lamp set by hand needs a second person', async () => {
    const { id, lamp } = await create('改灯的事项');
    expect((await act(city, id, { act: 'overrideLamp', lamp: 'red', reason: '现场未动工' })).statusCode).toBe(
      403,
    );
    expect((await done(office, id, { act: 'overrideLamp', lamp: 'red', reason: '现场未动工' })).lamp).toBe(
      lamp,
    );
    expect((await act(office, id, { act: 'confirmLamp' })).json().params.reason).toBe('submittedByYou');
    expect(await done(inspection, id, { act: 'confirmLamp' })).toMatchObject({
      lamp: 'red',
      overridden: true,
    });
    expect((await page(id)).reason).toContain('现场未动工');
    expect((await done(office, id, { act: 'liftLamp', reason: '已动工' })).lamp).toBe(lamp);
  });

  it('an objection holds the close-out up until it is answered; an upheld one leads back', async () => {
    const { id } = await create('有异议的事项');
    await done(county, id, { act: 'sign' });
    await complete(id, 300);
    for (const [who, body] of [
      [county, { act: 'apply', note: '' }],
      [city, check],
      [office, { act: 'accept', note: '' }],
      [inspection, { act: 'accept', note: '' }],
    ] as const) {
      await done(who, id, body);
    }
    const objected = await done(county, id, { act: 'object', text: '夜间仍有异味', from: '居民' });
    const notice = objected.notices[0]?.id ?? 0;
    await on('2026-07-01T08:00:00+08:00');
    expect(await renewItems(db, platform.call())).toMatchObject({ closed: 0 });
    expect(
      await done(office, id, { act: 'answerObjection', notice, answer: '属实，补做除臭', upheld: true }),
    ).toMatchObject({ state: 'working', returnCount: 1 });
    await on('2026-06-15T10:00:00+08:00');
  }, 30_000);
});

beforeEach(() => {
  if (!clock.now().toISOString().startsWith('2026-06-15')) throw new Error('a test left another day behind');
});

describe('DIS-12: scope', () => {
  it('another city finds nothing: page, acts, files, events, reports, record', async () => {
    const { id, revision } = await create('别市看不到');
    const uploaded = (
      await upload(county, id, { rule: 'photos', side: 'before' }, await picture(500))
    ).json();
    const params = { id: String(id) };
    const calls = [
      south.call(contract.getItem, { params, query: {} }),
      south.call(contract.listItemEvents, { params, query: {} }),
      south.call(contract.listItemEventsXlsx, { params, query: {} }),
      south.call(contract.actOnItem, { params, body: { revision, body: { act: 'comment', text: '看看' } } }),
      south.call(contract.putItemMeasures, { params, body: { revision, measures: [] } }),
      south.call(contract.getCloseOutRecord, { params, query: {} }),
      south.call(contract.getEvidenceFile, { params: { id: String(uploaded.id) }, query: {} }),
      south.call(contract.judgeEvidence, {
        params: { id: String(uploaded.id) },
        body: { act: 'refuse', reason: '不清' },
      }),
      south.call(contract.putItemStandard, {
        params: { ...params, standard: 'measures' },
        body: { met: 'none' },
      }),
      south.call(contract.sendReports, {
        body: {
          month: '2026-05',
          deviceKey: 'device-0001',
          rows: [{ item: id, revision, kind: 'unchanged' }],
        },
      }),
    ];
    for (const answer of await Promise.all(calls)) expect(answer.statusCode, answer.body).toBe(404);
    expect((await upload(south, id, { rule: 'photos' }, await picture(501))).statusCode).toBe(404);
    expect((await leader.call(contract.getItem, { params, query: {} })).statusCode).toBe(200);
  });
});

describe('DIS-12: what has not been issued', () => {
  it('is there for who issues alone: page, acts, reports, search', async () => {
    const answer = await office.call(contract.createItem, {
      params: { key: rectification.key },
      body: { ...problem('尚未交办的暗访线索'), issue: false },
    });
    const draft: ItemPage = answer.json();
    expect(draft.state).toBe('draft');
    const { id, revision } = draft;
    for (const who of [county, city, supervision, leader]) {
      const seen = await who.call(contract.getItem, { params: { id: String(id) }, query: {} });
      expect(seen.statusCode).toBe(404);
      const found = await who.call(contract.searchAll, { query: { q: '暗访线索' } });
      expect(found.json()).toMatchObject({ total: 0, groups: [] });
    }
    const comment = { revision, body: { act: 'comment' as const, text: '看到了' } };
    const acted = await county.call(contract.actOnItem, { params: { id: String(id) }, body: comment });
    expect(acted.statusCode).toBe(404);
    const sent = await county.call(contract.sendReports, {
      body: {
        ...{ month: '2026-06', deviceKey: 'device-of-a-draft-00', dry: true, lang: 'zh' },
        rows: [{ item: id, revision, kind: 'unchanged', cause: null, note: null, values: {}, answers: {} }],
      },
    });
    expect(sent.statusCode).toBe(404);
    expect((await office.call(contract.searchAll, { query: { q: '暗访线索' } })).json().total).toBe(1);
    expect((await done(office, id, { act: 'issue' })).state).toBe('issued');
    expect((await page(id, county)).state).toBe('issued');
  });
});

describe('DIS-3.4: evidence', () => {
  it('a picture that lies with another city’s item is pointed out; the item is named to who sees it alone', async () => {
    const theirs = await create('南市问题', { city: SOUTH, county: null });
    await done(south, theirs.id, { act: 'sign' });
    expect(
      (await upload(south, theirs.id, { rule: 'photos', side: 'after' }, await picture(901))).statusCode,
    ).toBe(200);
    const own = await create('用了南市照片的问题');
    await done(county, own.id, { act: 'sign' });
    const sent = await upload(county, own.id, { rule: 'photos', side: 'after' }, await picture(901));
    expect(sent.json().repeat).toMatchObject({ other: null, how: 'same' });
    const seen = await page(own.id, county);
    expect(seen.evidenceList[0]?.repeat).toMatchObject({ other: null });
    expect(seen.events.find(({ kind }) => kind === 'evidenceAdded')?.detail).toMatchObject({ repeats: true });
    expect((await page(own.id)).evidenceList[0]?.repeat).toMatchObject({
      other: { item: theirs.id, program: rectification.key },
    });
  });

  it('no file is larger than the setting says', async () => {
    const { id } = await create('大文件');
    await writeSetting(
      db,
      evidenceSetting,
      { ...evidenceSetting.standard, mostMegabytes: 1 },
      platform.call(),
    );
    const large = await upload(county, id, { rule: 'visit' }, PDF('x'.repeat(1_200_000)), 'x.pdf');
    expect(large.json()).toMatchObject({ code: 'request.tooLarge', params: { limit: 1_048_576 } });
    expect((await page(id)).evidenceList).toEqual([]);
    await writeSetting(db, evidenceSetting, evidenceSetting.standard, platform.call());
  });

  it('is judged by content, stripped, thumbnailed, found again elsewhere', async () => {
    const { id } = await create('佐证甲');
    const other = await create('佐证乙');
    for (const [content, name] of [
      [Buffer.from('<html><script>alert(1)</script></html>'), 'x.jpg'],
      [Buffer.from('MZ this is a program, not a picture'), 'x.png'],
      [Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(400, 7)]), 'broken.jpg'],
    ] as const) {
      const refused = await upload(county, id, { rule: 'photos' }, content, name);
      expect(refused.json(), name).toMatchObject({ code: 'evidence.refused' });
    }
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: '#123456' },
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect((await upload(county, id, { rule: 'photos' }, bomb)).json()).toMatchObject({
      code: 'evidence.refused',
    });
    expect((await upload(county, id, { rule: 'nothing' }, await picture(600))).statusCode).toBe(404);

    const sent = await upload(
      county,
      id,
      { rule: 'photos', side: 'after', pair: '1', label: '提升泵房', deviceKey: 'phone-0001' },
      await picture(600, { exif: true }),
      '../../泵房.jpeg',
    );
    expect(sent.json()).toMatchObject({ name: '泵房.jpg', takenOn: '2026-06-10', image: true, repeat: null });
    const again = await upload(
      county,
      id,
      { rule: 'photos', side: 'after', deviceKey: 'phone-0001' },
      await picture(601),
    );
    expect(again.json().id).toBe(sent.json().id);

    const file = await county.call(contract.getEvidenceFile, {
      params: { id: String(sent.json().id) },
      query: {},
    });
    expect(file.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
    expect((await sharp(file.rawPayload).metadata()).exif).toBeUndefined();
    const thumb = await county.call(contract.getEvidenceFile, {
      params: { id: String(sent.json().id) },
      query: { size: 'thumb' },
    });
    expect((await sharp(thumb.rawPayload).metadata()).width).toBeLessThanOrEqual(360);
    const pdf = await upload(county, id, { rule: 'visit' }, PDF('x'), 'x.pdf');
    const kept = await county.call(contract.getEvidenceFile, {
      params: { id: String(pdf.json().id) },
      query: {},
    });
    expect(String(kept.headers['content-disposition'])).toMatch(/^attachment/);

    // The same picture, smaller and without its data, with another item: pointed out, explained, judged by another.
    const repeated = (
      await upload(county, other.id, { rule: 'photos', side: 'after' }, await picture(600, { width: 200 }))
    ).json();
    expect(repeated.repeat).toMatchObject({
      other: { item: id, itemNo: (await page(id)).no },
      explanation: null,
    });
    expect((await page(other.id)).evidence.photos).toBe('repeated');
    const judge = (who: TestClient, body: object) =>
      who.call(contract.judgeEvidence, { params: { id: String(repeated.id) }, body: Object(body) });
    expect((await judge(county, { act: 'acceptRepeat' })).statusCode).toBe(403);
    expect(
      (await judge(county, { act: 'explainRepeat', text: '两项共用一座泵房' })).json().repeat.explanation,
    ).toBe('两项共用一座泵房');
    expect((await judge(city, { act: 'acceptRepeat' })).json().repeat.judged).toBe('accepted');
    expect((await judge(city, { act: 'demandRetake', reason: '请重拍' })).json()).toMatchObject({
      state: 'refused',
      refusal: '请重拍',
    });
    expect((await page(other.id)).evidence.photos).toBe('refused');
    const fresh = await upload(county, other.id, { rule: 'photos', side: 'after' }, await picture(777));
    expect(fresh.json().repeat).toBeNull();
  }, 60_000);
});

describe('DIS-14.3: monthly reports', () => {
  const send = (who: TestClient, rows: object[], more: object = {}) =>
    who.call(contract.sendReports, {
      body: Object({
        month: '2026-06',
        deviceKey: `device-${Math.random().toString(36).slice(2, 12)}-00`,
        rows,
        ...more,
      }),
    });
  const first = async (who: TestClient, row: object, more: object = {}) =>
    (await send(who, [row], more)).json().outcomes[0];

  it('asks and refuses before anything is sent; dry changes nothing', async () => {
    const { id } = await create('月报一');
    await done(county, id, { act: 'sign' });
    const { revision } = await page(id);
    const row = { item: id, revision, kind: 'progress', values: { cases: 2, fines: 3.5 } };
    expect(await first(county, row, { dry: true })).toMatchObject({
      outcome: 'sent',
      after: { lamp: 'green' },
    });
    expect((await page(id)).revision).toBe(revision);
    const issues = async (change: object) =>
      (await first(county, { ...row, ...change })).issues.map((issue: { field: string }) => issue.field);
    expect(await issues({ values: { cases: 2, round: '三轮' } })).toEqual(['round']);
    expect(await issues({ values: { cases: 2, perCase: 9 } })).toEqual(['perCase']);
    expect(await issues({ values: { cases: 1.5 } })).toEqual(['cases']);
    expect(await issues({ values: { cases: -1 } })).toEqual(['cases']);
    expect(await issues({ values: { fines: 3 } })).toEqual(['cases']);
    expect(await issues({ values: { cases: 0, fines: 3 } })).toEqual(['fines']);
    expect(await issues({ values: { nothing: 1 } })).toContain('nothing');
    expect(await issues({ kind: 'none', values: {}, cause: null })).toEqual(['cause']);
    expect(await first(county, row, { month: '2026-07' })).toMatchObject({
      outcome: 'refused',
      issues: [{ field: 'month' }],
    });
    expect(await db.selectFrom('item_report').selectAll().where('item_id', '=', id).execute()).toEqual([]);
  });

  it('an item opened after a month has ended owes no report of it: what is sent is the report of its own month', async () => {
    const { id } = await create('月报当月下达');
    await done(county, id, { act: 'sign' });
    const { revision } = await page(id);
    const row = { item: id, revision, kind: 'progress', values: { cases: 2, fines: 3.5 } };
    expect(await first(county, row, { month: '2026-05' })).toMatchObject({ outcome: 'sent' });
    const reports = await db.selectFrom('item_report').select('month').where('item_id', '=', id).execute();
    expect(reports).toEqual([{ month: '2026-06' }]);
    const item = await db.selectFrom('item').select('report_month').where('id', '=', id).executeTakeFirst();
    expect(item?.report_month).toBe('2026-06');
  });

  it('good rows go in, the others wait; sent twice it is the same; clashes show what stands there', async () => {
    const known = { values: { round: '二轮', problem: '月报三', cases: 2 } };
    const [a, b, c] = [await create('月报二'), await create('', known), await create('月报四')];
    for (const { id } of [a, b, c]) await done(county, id, { act: 'sign' });
    const revision = async (id: number) => (await page(id)).revision;
    const rows = [
      {
        item: a.id,
        revision: await revision(a.id),
        kind: 'progress',
        values: { cases: 4, fines: 8, firm: '某焦化' },
      },
      { item: b.id, revision: await revision(b.id), kind: 'progress', values: { cases: 20 } },
      { item: c.id, revision: 1, kind: 'none', cause: '资金未到位' },
    ];
    const sending = { deviceKey: 'phone-twice-1' };
    const answer = (await send(county, rows, sending)).json();
    expect(answer.sent).toBe(1);
    expect(answer.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'sent',
      'ask',
      'clash',
    ]);
    expect(answer.outcomes[2].current).toMatchObject({ revision: 2 });
    const again = (await send(county, rows, sending)).json();
    expect(again.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'same',
      'ask',
      'clash',
    ]);
    const now = await page(a.id);
    expect(now).toMatchObject({
      values: { cases: 4, fines: 8, perCase: 2 },
      previous: {},
      report: { month: '2026-06', state: 'sent' },
    });
    expect(now.previous.cases).toBeUndefined();
    expect(now.events[0]).toMatchObject({
      kind: 'report',
      detail: { changes: { cases: [null, 4], perCase: [null, 2] } },
    });

    // The county's number is returned, never overwritten; sent again and accepted it is what the next is compared with.
    const report = now.reports[0]?.id ?? 0;
    const judge = (who: TestClient, id: number, body: object) =>
      who.call(contract.judgeReport, { params: { id: String(id) }, body: Object(body) });
    expect((await judge(county, report, { verdict: 'accept' })).statusCode).toBe(403);
    expect((await judge(south, report, { verdict: 'accept' })).statusCode).toBe(404);
    expect(
      (await judge(city, report, { verdict: 'return', reason: '罚款应为 6 万元' })).json(),
    ).toMatchObject({
      returned: { reason: '罚款应为 6 万元', reportId: report },
      lamp: 'yellow',
      values: { fines: 8 },
    });
    expect((await judge(city, report, { verdict: 'accept' })).statusCode).toBe(409);
    expect((await act(county, a.id, { act: 'apply', note: '' })).json().params.reason).toBe(
      'evidenceMissing',
    );
    const mended = { item: a.id, revision: await revision(a.id), kind: 'progress', values: { fines: 6 } };
    expect(await first(county, mended)).toMatchObject({ outcome: 'sent', after: { lamp: 'green' } });
    const newest = (await page(a.id)).reports[0]?.id ?? 0;
    expect((await judge(city, newest, { verdict: 'accept' })).json()).toMatchObject({
      previous: { cases: 4, fines: 6 },
      returned: null,
    });

    // A running total that falls is asked about; the answer goes with it.
    const falls = { item: a.id, revision: await revision(a.id), kind: 'progress', values: { cases: 3 } };
    const asked = await first(county, falls);
    expect(asked).toMatchObject({ outcome: 'ask', questions: [{ key: 'falls.cases' }] });
    expect(await first(county, { ...falls, answers: { 'falls.cases': '更正前期多报' } })).toMatchObject({
      outcome: 'sent',
    });
    expect((await page(a.id)).reports[0]).toMatchObject({
      answers: { 'falls.cases': '更正前期多报' },
      values: { cases: 3, firm: '某焦化' },
    });
    // What is filled once is locked for the county afterwards; the city may mend it, and its own report is accepted at once.
    const firm = { item: a.id, revision: await revision(a.id), kind: 'progress', values: { firm: '另一家' } };
    expect(await first(county, firm)).toMatchObject({ outcome: 'refused', issues: [{ field: 'firm' }] });
    expect(await first(city, firm)).toMatchObject({ outcome: 'sent' });
    expect(await page(a.id)).toMatchObject({ report: { state: 'accepted' }, previous: { firm: '另一家' } });
  }, 30_000);

  it('what nobody returns is accepted after five working days; a missing report turns the lamp yellow', async () => {
    const { id } = await create('月报五');
    await done(county, id, { act: 'sign' });
    await first(county, {
      item: id,
      revision: (await page(id)).revision,
      kind: 'progress',
      values: { cases: 1 },
    });
    await on('2026-06-22T00:05:00+08:00');
    await renewItems(db, platform.call());
    expect((await page(id)).report?.state).toBe('sent');
    await on('2026-06-23T00:05:00+08:00');
    await renewItems(db, platform.call());
    expect(await page(id)).toMatchObject({ report: { state: 'accepted' }, previous: { cases: 1 } });
    await on('2026-08-06T00:05:00+08:00');
    await renewItems(db, platform.call());
    expect(await page(id)).toMatchObject({ lamp: 'yellow', reason: '7月未报' });
    await on('2026-06-15T10:00:00+08:00');
  }, 30_000);

  it('reports of a whole county at once', async () => {
    const made = await Promise.all(
      Array.from({ length: 5 }, (_, index) => index).map(async (index) => index),
    );
    const items: ItemPage[] = [];
    for (const index of made) items.push(await create(`批量 ${index}`));
    for (const { id } of items) await done(county, id, { act: 'sign' });
    const rows = await Promise.all(
      items.map(async ({ id }) => ({ item: id, revision: (await page(id)).revision, kind: 'unchanged' })),
    );
    expect((await send(county, rows)).json().sent).toBe(5);
  });
});
