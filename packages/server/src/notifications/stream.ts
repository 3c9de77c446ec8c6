import { AppError, openEvents } from '@qingzhang/contract';
import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform/platform.ts';
import { Hub } from './hub.ts';
import { readerOf } from './messages.ts';

/** How long an address waits before it asks again for a stream it was refused. */
const AGAIN_SECONDS = 60;

/**
 * `GET /api/events`: the person's messages as they come. Lives outside of Fastify's answering once it is open; ends with
 * the session, with the server, or with the reader. Returns the hub, which runs while the server listens.
 */
export function installStream(app: FastifyInstance, platform: Platform): Hub {
  const hub = new Hub(platform);
  app.addHook('onListen', async () => hub.start());
  // Before the server waits for its connections to end: these would not end by themselves.
  app.addHook('preClose', () => hub.stop());

  app.route({
    method: openEvents.method,
    url: openEvents.path,
    config: { permission: openEvents.permission },
    schema: { ...(openEvents.summary === undefined ? {} : { summary: openEvents.summary }) },
    handler: async (request, reply) => {
      // What merely fetches addresses (a test, a crawler) would wait for ever.
      if (!(request.headers.accept ?? '').includes('text/event-stream')) {
        const message = 'Accept: text/event-stream';
        throw new AppError('request.invalid', { issues: [{ path: 'headers.accept', message }] });
      }
      const { actor, session } = request;
      if (session === null) throw new AppError('session.required');
      const userId = readerOf(actor);
      if (!hub.hasRoom(userId)) throw new AppError('request.tooMany', { seconds: AGAIN_SECONDS });

      const { raw } = reply;
      const headers = reply.getHeaders();
      reply.hijack();
      for (const [name, value] of Object.entries(headers))
        if (value !== undefined) raw.setHeader(name, value);
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // A proxy that gathers answers would gather this one for ever.
        'x-accel-buffering': 'no',
        connection: 'close',
      });
      request.raw.socket.setTimeout(0);
      request.raw.socket.setNoDelay(true);
      const sink = {
        write: (text: string) => void raw.write(text),
        // Who does not read is not waited for.
        end: () => void (raw.writableLength > 0 ? raw.destroy() : raw.end()),
        get waiting() {
          return raw.writableLength;
        },
      };
      let closed = false;
      let close = () => {};
      raw.on('close', () => {
        closed = true;
        close();
      });
      raw.on('error', () => {});
      close = await hub.open(
        { userId, tokenHash: session.tokenHash, scope: actor.scope, sink },
        after(request.headers),
      );
      if (closed) close();
    },
  });
  return hub;
}

/** The last event that a reconnecting browser has seen. */
function after(headers: { readonly [name: string]: string | string[] | undefined }): number | null {
  const text = headers['last-event-id'];
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
