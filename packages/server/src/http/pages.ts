import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import { AppError } from '@qingzhang/contract';
import type { FastifyInstance } from 'fastify';

/** Where `vite build` leaves the pages. */
const built = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/**
 * The pages: files as built, and for every other address outside `/api` the one page that finds its way itself.
 * Everything here is public; the pages hold no data.
 */
export async function installPages(app: FastifyInstance, directory: string = built): Promise<void> {
  const publicly = { config: { permission: 'public' } } as const;
  if (!existsSync(join(directory, 'index.html'))) {
    app.get('/', publicly, async (_request, reply) =>
      reply
        .status(503)
        .type('text/plain; charset=utf-8')
        .send('网页尚未构建，请运行 npm start。\nThe pages are not built: npm start.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: directory,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  app.get<{ Params: { '*': string } }>('/*', publicly, async (request, reply) => {
    const path = request.params['*'];
    if (path.startsWith('api/')) throw notFound(request.url);
    const isAsset = path.startsWith('assets/');
    if (isAsset || (path !== '' && existsSync(join(directory, path)) && !path.includes('..'))) {
      // Built names carry their content's hash; everything else may change with the next version.
      reply.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
      return reply.sendFile(path);
    }
    reply.header('cache-control', 'no-cache');
    return reply.sendFile('index.html');
  });
}

/** The failure of an address that nothing answers. */
export function notFound(url: string): AppError {
  return new AppError('request.notFound', { path: url.split('?')[0] });
}
