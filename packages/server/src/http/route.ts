import type { Readable } from 'node:stream';
import type { Endpoint, PermissionName } from '@qingzhang/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor, Call } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';
import type { OpenSession } from '../session/service.ts';

/** An area's routes: `export const intakeRoutes: AreaRoutes = (app, platform) => { route(app, …); }`. */
export type AreaRoutes = (app: FastifyInstance, platform: Platform) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call the route; a route without it does not start. */
    permission?: PermissionName | 'public';
  }
  interface FastifyRequest {
    session: OpenSession | null;
    /** The moment of the request by the platform's clock. */
    at: Date;
    /** Filled in by the guard; `anonymous` on public routes without a session. */
    actor: Actor;
  }
}

/** A download: answered with a name, kept out of the page unless `inline`. */
export interface FileReply {
  readonly name: string;
  readonly mime: string;
  readonly content: Readable | Uint8Array | string;
  /** Shown in the browser (a preview) instead of saved. */
  readonly inline?: boolean;
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;
type Answer<R> = R extends z.ZodType ? z.output<R> : FileReply;

/** What a handler gets: the validated parts of the request, who acts, and Fastify's own objects for the rest. */
export interface RouteContext<P, Q, B> {
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  /** For `'upload'` endpoints undefined: read `request.file()` or `request.parts()`. */
  readonly body: Parsed<B>;
  readonly actor: Actor;
  readonly call: Call;
  readonly session: OpenSession | null;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

interface RouteOptions {
  /** At most `max` requests of one address in `timeWindow` milliseconds. */
  readonly rateLimit?: { readonly max: number; readonly timeWindow: number };
}

type Schema = z.ZodType | undefined;

/**
 * Serve an endpoint: the request is validated before the handler sees it, the answer before it leaves, and the
 * endpoint's permission is asked before anything is read.
 */
export function route<
  P extends Schema,
  Q extends Schema,
  B extends z.ZodType | 'upload' | undefined,
  R extends z.ZodType | 'file',
>(
  app: FastifyInstance,
  endpoint: Endpoint<P, Q, B, R>,
  handle: (context: RouteContext<P, Q, B>) => Answer<R> | Promise<Answer<R>>,
  options: RouteOptions = {},
): void {
  const { params, query, body, response } = endpoint;
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: {
      permission: endpoint.permission,
      ...(options.rateLimit === undefined ? {} : { rateLimit: options.rateLimit }),
    },
    schema: {
      ...(endpoint.summary === undefined ? {} : { summary: endpoint.summary }),
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { querystring: query }),
      ...(body === undefined || body === 'upload' ? {} : { body }),
      ...(body === 'upload' ? { consumes: ['multipart/form-data'] } : {}),
      ...(response === 'file' ? {} : { response: { 200: response } }),
    },
    handler: async (request, reply) => {
      const answer = await handle({
        // Fastify has parsed these parts with the very schemas that name their types.
        params: request.params as Parsed<P>,
        query: request.query as Parsed<Q>,
        body: request.body as Parsed<B>,
        actor: request.actor,
        call: { actor: request.actor, requestId: request.id, at: request.at },
        session: request.session,
        request,
        reply,
      });
      if (response !== 'file') return answer;
      if (!isFileReply(answer)) throw new Error(`${endpoint.path} must answer a file`);
      const { name, mime, content, inline } = answer;
      reply.type(mime);
      reply.header('content-disposition', disposition(name, inline === true));
      return reply.send(content);
    },
  });
}

function isFileReply(answer: unknown): answer is FileReply {
  return typeof answer === 'object' && answer !== null && 'content' in answer && 'mime' in answer;
}

/** RFC 6266: the name in UTF-8, with an ASCII one for what cannot read that. */
function disposition(name: string, inline: boolean): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
