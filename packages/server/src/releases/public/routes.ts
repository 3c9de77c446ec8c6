/** 公开页: plain pages under /public, without account, cookie or script; closed (404) until the office opens it. */
import { AppError } from '@qingzhang/contract';
import { officialDate } from '@qingzhang/documents';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AreaRoutes } from '../../http/route.ts';
import { bulletinNames, namesOf } from '../../issuing/issuer.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { readSetting } from '../../platform/settings/settings.ts';
import { listRegions } from '../../regions/queries.ts';
import { takeRequest } from '../publications/requests.ts';
import { atomFeed } from './feed.ts';
import * as page from './page.ts';
import { isOpen, type PublicKind, publicFile, publicItem, publicList } from './read.ts';

const ListQuery = z.object({
  q: z.string().trim().max(60).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
const Asked = z.object({
  kind: z.enum(['correction', 'take-down']).catch('correction'),
  text: z.string().trim().max(2000).catch(''),
  contact: z.string().trim().max(200).catch(''),
});

/** Readers of one address, a minute; and how often one may ask, an hour. */
const READING = { max: 300, timeWindow: 60_000 };
const ASKING = { max: 5, timeWindow: 3_600_000 };
const LISTS: readonly (readonly [path: string, title: string, kind: PublicKind | undefined])[] = [
  ['/public', '信息公开', undefined],
  ['/public/news', '新闻', 'release'],
  ['/public/bulletins', '通报', 'bulletin'],
  ['/public/rankings', '环境空气质量排名', 'ranking'],
];

type BySlug = { Params: { slug: string } };

export const publicRoutes: AreaRoutes = (app, platform) => {
  const { db } = platform;
  const publicly = { config: { permission: 'public', rateLimit: READING } } as const;
  app.register(async (scope) => {
    // A form sends its fields so where no script runs.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 32 * 1024 },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('content-security-policy', page.CONTENT_SECURITY);
      reply.header('referrer-policy', 'no-referrer');
      reply.header('x-robots-tag', 'noindex');
    });
    scope.setErrorHandler(async (error, request, reply) => {
      const status = error instanceof AppError ? error.status : 500;
      if (status >= 500) request.log.error(error, 'public page');
      const words =
        status === 429
          ? '请求过于频繁，请稍后再试。'
          : status === 404
            ? '没有这个页面。'
            : '现在无法处理，请稍后再试。';
      return reply
        .status(status)
        .type('text/html; charset=utf-8')
        .send(
          `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${status}</title><p>${words}</p></html>`,
        );
    });

    const send = async (
      reply: FastifyReply,
      title: string,
      body: string,
      options: { readonly status?: number; readonly noindex?: boolean } = {},
    ) => {
      const { status = 200, noindex = false } = options;
      if (!noindex) reply.removeHeader('x-robots-tag');
      reply.header('cache-control', status === 200 && !noindex ? 'public, max-age=60' : 'no-store');
      return reply
        .status(status)
        .type('text/html; charset=utf-8')
        .send(page.publicPage({ issuer: await issuerOf(db), title, body, noindex }));
    };
    const requireOpen = async (request: FastifyRequest) => {
      if (!(await isOpen(db))) throw new AppError('request.notFound', { path: request.url.split('?')[0] });
    };
    /** What stands at an address, or what is said instead. */
    const standing = async (request: FastifyRequest<BySlug>, reply: FastifyReply) => {
      await requireOpen(request);
      const item = await publicItem(db, request.at, request.params.slug);
      if (item === null) {
        await send(reply, '没有这个页面', page.noneBody, { status: 404, noindex: true });
        return null;
      }
      if (item.gone !== null) {
        await send(reply, '内容已撤下', page.tombstoneBody(item.gone), { status: 410, noindex: true });
        return null;
      }
      return item;
    };

    for (const [path, title, kind] of LISTS) {
      scope.get(path, publicly, async (request, reply) => {
        await requireOpen(request);
        const query = ListQuery.parse(request.query);
        const found = await publicList(db, request.at, { kind, ...query });
        return send(reply, title, page.listBody({ title, path, ...query, ...found }), {
          noindex: query.q !== '',
        });
      });
    }
    scope.get('/public/feed.xml', publicly, async (request, reply) => {
      await requireOpen(request);
      const { items } = await publicList(db, request.at, { page: 1 });
      const base = platform.config.publicUrl ?? `${request.protocol}://${request.host}`;
      reply.removeHeader('x-robots-tag');
      return reply
        .type('application/atom+xml; charset=utf-8')
        .header('cache-control', 'public, max-age=60')
        .send(atomFeed(items, { issuer: await issuerOf(db), base, at: request.at }));
    });
    scope.get<BySlug>('/public/p/:slug', publicly, async (request, reply) => {
      const item = await standing(request, reply);
      return item === null ? reply : send(reply, item.title, page.itemBody(item));
    });
    scope.get<{ Params: { slug: string; format: string } }>(
      '/public/p/:slug/:format',
      publicly,
      async (request, reply) => {
        await requireOpen(request);
        const { slug, format } = request.params;
        const id = await publicFile(db, request.at, slug, format);
        if (id === null) throw new AppError('request.notFound', { path: request.url.split('?')[0] });
        const file = await platform.files.find(db, id);
        reply.header('cache-control', 'no-store');
        reply.header(
          'content-disposition',
          `attachment; filename="${slug}.${format}"; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/gu, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
        );
        return reply.type(file.mime).send(await platform.files.read(file));
      },
    );
    scope.get<BySlug>('/public/p/:slug/request', publicly, async (request, reply) => {
      const item = await standing(request, reply);
      if (item === null) return reply;
      const empty = { kind: 'correction', text: '', contact: '' };
      return send(reply, '申请更正或撤稿', page.requestBody(item, empty, null), { noindex: true });
    });
    scope.post<BySlug>(
      '/public/p/:slug/request',
      { config: { permission: 'public', rateLimit: ASKING } },
      async (request, reply) => {
        const item = await standing(request, reply);
        if (item === null) return reply;
        const filled = Asked.parse(request.body ?? {});
        if (filled.text.length < 5) {
          const problem = '请写明哪里有误、为什么（至少5个字）。';
          const body = page.requestBody(item, filled, problem);
          return send(reply, '申请更正或撤稿', body, { status: 400, noindex: true });
        }
        const call = { actor: request.actor, requestId: request.id, at: request.at };
        const due = await takeRequest(db, call, item, filled);
        return send(reply, '已经收到', page.takenBody(officialDate(due), item.slug), { noindex: true });
      },
    );
  });
};

async function issuerOf(db: Db): Promise<string> {
  const [names, regions] = await Promise.all([readSetting(db, bulletinNames), listRegions(db)]);
  const province = regions.find(({ level }) => level === 'province') ?? { code: '', name: '', shortName: '' };
  return namesOf(names, province).issuer;
}
