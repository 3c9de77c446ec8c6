import * as contract from '@qingzhang/contract';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { addReportedMeeting } from './testing.ts';

// Monday 17 February 2025. Everything that is not published carries a mark; nowhere under /public may it be read.
const MARK = '暗号零七二四';
const platform = await createTestPlatform({ now: '2025-02-17T09:00:00+08:00' });
const { db, clock } = platform;
const { app, signedIn } = await createTestApp(platform);
let leader: TestClient;
let bulletin: number;
let meeting: number;

const get = (url: string) => app.inject({ url });
const rules = async (change: Partial<contract.ReleaseRules>) => {
  const before = (await leader.call(contract.getReleaseRules, {})).json();
  const put = await leader.call(contract.putReleaseRules, { body: { ...before, ...change } });
  expect(put.statusCode, put.body).toBe(200);
};
const desk = async () =>
  contract.listPublications.response.parse(
    (await leader.call(contract.listPublications, { query: {} })).json(),
  );

/** A publication of a release, put there without the six readers. */
async function addPublication(
  slug: string,
  change: {
    title?: string;
    published_at?: Date;
    withdrawn_at?: Date;
    withdrawn_note?: string;
    html?: string;
  } = {},
): Promise<number> {
  const title = change.title ?? slug;
  const at = change.published_at ?? clock.now();
  const row = await db
    .insertInto('publication')
    .values({
      ...{ kind: 'release', slug, html: `<h1>${title}</h1>`, plain: title, ...change, title },
      published_at: at,
      updated_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

beforeAll(async () => {
  ({ bulletin, meeting } = await addReportedMeeting(platform));
  leader = await signedIn('leader');
  // Whom requests are told to.
  await signedIn('dispatch');
});

describe('closed', () => {
  it('is how it begins: every public address answers 404, and says not to be indexed', async () => {
    await addPublication('release-closed');
    for (const path of [
      '',
      '/news',
      '/rankings',
      '/bulletins',
      '/feed.xml',
      '/p/release-closed',
      '/p/release-closed/request',
    ]) {
      const response = await get(`/public${path}`);
      expect(response.statusCode, path).toBe(404);
      expect(response.headers['x-robots-tag']).toBe('noindex');
      expect(response.body).not.toContain('release-closed');
    }
    const posted = await app.inject({
      method: 'POST',
      url: '/public/p/release-closed/request',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'text=abcdefg',
    });
    expect(posted.statusCode).toBe(404);
    await db.deleteFrom('publication').execute();
  });
});

describe('open', () => {
  beforeAll(() => rules({ publicOpen: true }));

  it('an issued bulletin goes out without internal marks; a draft does not', async () => {
    const published = await leader.call(contract.publishBulletin, { params: { id: bulletin } });
    expect(published.statusCode, published.body).toBe(200);
    const { slug } = published.json();
    expect(slug).toBe('bulletin-2025-01');
    const page = await get(`/public/p/${slug}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('lang="zh-CN"');
    expect(page.body).toContain('环境空气质量');
    // Who it is sent to, states of data, handles of figures: the house's.
    for (const internal of ['抄送', '已结账', 'data-figure', 'qz-', '份号', '草稿', '<script']) {
      expect(page.body, internal).not.toContain(internal);
    }
    expect((await leader.call(contract.publishBulletin, { params: { id: bulletin } })).json()).toMatchObject({
      code: 'thing.conflict',
    });
    const pdf = await get(`/public/p/${slug}/pdf`);
    expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    const model = await db.selectFrom('bulletin').select(['model', 'facts']).executeTakeFirstOrThrow();
    const { id } = await db
      .insertInto('bulletin')
      .values({
        ...{ period: '2025-02', title: MARK, state: 'draft', closed: false, created_by: 'x' },
        model: JSON.stringify(model.model),
        facts: JSON.stringify(model.facts),
        as_of: clock.now(),
        created_at: clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    expect((await leader.call(contract.publishBulletin, { params: { id } })).statusCode).toBe(404);
  });

  it('the ranking of a closed period goes out, that of an open one does not', async () => {
    const published = await leader.call(contract.publishRanking, { params: { period: '2025-01' } });
    expect(published.statusCode, published.body).toBe(200);
    const page = await get('/public/p/ranking-2025-01');
    expect(page.body).toMatch(/<th scope="row">1<\/th><td>乙市<\/td>/u);
    expect((await get('/public/rankings')).body).toContain('环境空气质量排名');
    const open = await leader.call(contract.publishRanking, { params: { period: '2024-12' } });
    expect(open.statusCode).toBeGreaterThanOrEqual(400);
    expect((await desk()).offers.rankings).toEqual([]);
  });

  it('headers: nothing runs, nothing is loaded, no cookie', async () => {
    const { headers, cookies, body } = await get('/public');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(cookies).toEqual([]);
    expect(headers['x-robots-tag']).toBeUndefined();
    const style = /<style>(.*?)<\/style>/su.exec(body)?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    expect(headers['content-security-policy']).toContain(Buffer.from(digest).toString('base64'));
    expect(body).not.toMatch(/<script|style="|onclick|https?:\/\//u);
  });

  it('what people typed is escaped, in pages, attributes, the feed', async () => {
    await addPublication('release-markup', { title: `<img src=x onerror=alert(1)>"'&`, html: '<h1>x</h1>' });
    for (const path of [
      '/public',
      '/public/p/release-markup',
      '/public/p/release-markup/request',
      '/public/feed.xml',
      `/public?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
    ]) {
      const { body, statusCode } = await get(path);
      expect(statusCode).toBe(200);
      expect(body, path).not.toMatch(/<img|<script/u);
    }
    await db.deleteFrom('publication').where('slug', '=', 'release-markup').execute();
  });

  it('search finds pairs of Chinese and initials', async () => {
    expect((await get(`/public?q=${encodeURIComponent('综合指数')}`)).body).toContain('bulletin-2025-01');
    expect((await get('/public?q=hjkq')).body).toContain('ranking-2025-01');
    expect((await get(`/public?q=${encodeURIComponent('没有这回事')}`)).body).toContain('没有找到');
  });

  it('the feed is Atom with every thing that stands', async () => {
    const { body, headers } = await get('/public/feed.xml');
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(body).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
    expect(body.match(/<entry>/gu)).toHaveLength(2);
  });

  it('locked until its moment, then there', async () => {
    await addPublication('release-locked', {
      title: `${MARK}定时`,
      published_at: new Date(clock.now().getTime() + 600_000),
    });
    expect((await get('/public/p/release-locked')).statusCode).toBe(404);
    expect((await get('/public')).body).not.toContain(MARK);
    clock.advance(600_000);
    expect((await get('/public/p/release-locked')).statusCode).toBe(200);
    await db.deleteFrom('publication').where('slug', '=', 'release-locked').execute();
  });

  it('taken down: a tombstone that tells nothing but when', async () => {
    const id = await addPublication('release-gone', { title: `${MARK}撤`, html: `<h1>${MARK}</h1>` });
    const gone = await leader.call(contract.withdrawPublication, {
      params: { id },
      body: { note: `${MARK}理由` },
    });
    expect(gone.statusCode, gone.body).toBe(200);
    const page = await get('/public/p/release-gone');
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain('撤下');
    expect(page.body).not.toContain(MARK);
    expect((await get('/public/feed.xml')).body).not.toContain('release-gone');
  });

  it('anybody may ask for a correction; it is answered by its day, by who may publish', async () => {
    const ask = (payload: string) =>
      app.inject({
        method: 'POST',
        url: '/public/p/ranking-2025-01/request',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      });
    const short = await ask('kind=correction&text=ab');
    expect(short.statusCode).toBe(400);
    expect(short.body).toContain('至少5个字');
    const fields = { kind: 'take-down', text: '名次有误，请核实<b>', contact: '13900000000' };
    const taken = await ask(new URLSearchParams(fields).toString());
    expect(taken.statusCode, taken.body).toBe(200);
    // Five working days after Monday 17 February.
    expect(taken.body).toContain('2025年2月24日');
    const [request] = (await desk()).requests;
    expect(request).toMatchObject({ ...fields, state: 'open', due: '2025-02-24', late: false });
    const office = await signedIn('office');
    expect((await office.call(contract.listPublications, { query: {} })).json().requests[0].contact).toBe('');
    const told = await db
      .selectFrom('notification')
      .select(['kind'])
      .where('subject_type', '=', 'correction')
      .execute();
    expect(told).toEqual([{ kind: 'correction.received' }]);
    clock.advance(9 * 86_400_000);
    leader = await signedIn('leader');
    expect((await desk()).requests[0]?.late).toBe(true);
    const answer = (who: TestClient) =>
      who.call(contract.answerCorrection, {
        params: { id: request?.id ?? 0 },
        body: { accept: false, answer: '经核实无误' },
      });
    expect((await answer(await signedIn('office'))).statusCode).toBe(403);
    expect((await answer(leader)).json()).toMatchObject({
      state: 'refused',
      late: true,
      answer: '经核实无误',
    });
    expect((await answer(leader)).json()).toMatchObject({ code: 'thing.conflict' });
  });

  it('nobody may ask without end', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) {
      const response = await app.inject({
        method: 'POST',
        url: '/public/p/ranking-2025-01/request',
        remoteAddress: '192.0.2.7',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'text=abcdefgh',
      });
      statuses.push(response.statusCode);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('secrets in every other table: nothing of them is read at any public address', async () => {
    const dispatch = await signedIn('dispatch');
    const drafted = await dispatch.call(contract.postRelease, { params: { id: meeting }, query: {} });
    expect(drafted.statusCode, drafted.body).toBe(200);
    const tables = await sql<{ table_name: string; column_name: string; data_type: string }>`
      select c.table_name, c.column_name, c.data_type from information_schema.columns c
      join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.data_type in ('text', 'jsonb')
        and c.table_name not in ('publication', 'publication_file', 'stored_file', 'region', 'schema_migration', 'setting', 'audit_log')
        and c.is_generated = 'NEVER'`.execute(db);
    let marked = 0;
    for (const { table_name, column_name, data_type } of tables.rows) {
      const value =
        data_type === 'jsonb' ? sql`to_jsonb(${MARK}::text)` : sql`${MARK} || ${sql.ref(column_name)}`;
      // Where a rule of the table forbids it, the column holds no free text.
      const done = await sql`update ${sql.table(table_name)} set ${sql.ref(column_name)} = ${value}`
        .execute(db)
        .then(({ numAffectedRows }) => Number(numAffectedRows ?? 0n) > 0)
        .catch(() => false);
      if (done) marked += 1;
    }
    expect(marked).toBeGreaterThan(20);
    const seen = new Set<string>();
    const queue = [
      '/public',
      '/public/feed.xml',
      '/public?page=2',
      '/public/p/release-gone',
      `/public/p/release-${meeting}`,
      `/public?q=${encodeURIComponent(MARK)}`,
    ];
    for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
      if (seen.has(url)) continue;
      seen.add(url);
      const response = await get(url);
      expect(response.statusCode, url).toBeLessThan(500);
      const { body } = response;
      // The question itself stands in the field of the search.
      expect(url.includes('?q=') ? body.replaceAll(`value="${MARK}"`, '') : body, url).not.toContain(MARK);
      expect(JSON.stringify(response.headers), url).not.toContain(encodeURIComponent(MARK));
      for (const [, link = ''] of body.matchAll(/href="(\/[^"]*)"/gu))
        queue.push(link.replaceAll('&amp;', '&'));
    }
    expect(seen.size).toBeGreaterThan(10);
  });
});
