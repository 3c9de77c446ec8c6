/** Server-sent events over a response that Fastify has let go of. */
import { AppError } from '@qingzhang/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StageHub, StageStream } from './hub.ts';

/** How long an address waits before it asks again for a stream it was refused. */
const AGAIN_SECONDS = 20;

/** Answer with a stream of the stage. Everything that may refuse was asked before; from here the answer is open. */
export async function answerStream(
  hub: StageHub,
  request: FastifyRequest,
  reply: FastifyReply,
  about: Omit<StageStream, 'sink'>,
): Promise<void> {
  // What merely fetches addresses (a test, a crawler) would wait for ever.
  if (!(request.headers.accept ?? '').includes('text/event-stream')) {
    const message = 'Accept: text/event-stream';
    throw new AppError('request.invalid', { issues: [{ path: 'headers.accept', message }] });
  }
  if (!hub.hasRoom(about)) throw new AppError('request.tooMany', { seconds: AGAIN_SECONDS });
  const { raw } = reply;
  const headers = reply.getHeaders();
  reply.hijack();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) raw.setHeader(name, value);
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
    write: (text: string | Buffer) => void raw.write(text),
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
  try {
    close = await hub.open({ ...about, sink });
  } catch (error) {
    request.log.warn({ err: error }, 'a stage stream could not be opened');
    raw.destroy();
  }
  if (closed) close();
}
