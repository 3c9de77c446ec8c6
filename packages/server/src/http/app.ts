import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import { AppError } from '@qingzhang/contract';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Platform } from '../platform/platform.ts';
import { areaRoutes } from './areas.ts';
import { installErrorHandler } from './errors.ts';
import { installGuard } from './guard.ts';
import { installPages, notFound } from './pages.ts';
import type { AreaRoutes } from './route.ts';
import { installStorable } from './storable.ts';

/** JSON bodies are small; files come as uploads with their own limit. */
const JSON_LIMIT = 8 * 1024 * 1024;

export interface AppOptions {
  /** The areas to serve; all of them unless a test says otherwise. */
  readonly areas?: readonly AreaRoutes[];
  /** Where the built pages lie. */
  readonly pages?: string;
}

/** The web application over a platform: not yet listening, so that tests may `inject` requests. */
export async function buildApp(platform: Platform, options: AppOptions = {}): Promise<FastifyInstance> {
  const { config } = platform;
  // Fastify's own chatter (where it listens …) is for who debugs.
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel;
  const logger: FastifyBaseLogger = platform.log.child({}, { level });
  const app = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    bodyLimit: JSON_LIMIT,
    genReqId: () => randomUUID(),
    routerOptions: { ignoreTrailingSlash: true },
  });
  app.setValidatorCompiler(validatorCompiler);
  installStorable(app);
  app.setSerializerCompiler(serializerCompiler);
  // A form of another site can send plain text without asking; nothing of ours is sent so.
  app.removeContentTypeParser('text/plain');

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const facts = {
      requestId: request.id,
      method: request.method,
      url: request.url.split('?')[0],
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      actor: request.actor.login,
    };
    if (reply.statusCode >= 500) platform.log.error(facts, 'request');
    else platform.log.debug(facts, 'request');
  });

  await app.register(helmet, contentSecurity);
  await app.register(cookie);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, context) =>
      new AppError('request.tooMany', { seconds: Math.ceil(context.ttl / 1000) }),
  });
  await app.register(multipart, {
    limits: { fileSize: config.uploadLimit, files: 20, fields: 50, parts: 70 },
  });
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: '青账 Qingzhang', version: '0.1.0' } },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  installErrorHandler(app);
  installGuard(app, platform);
  app.setNotFoundHandler((request) => {
    throw notFound(request.url);
  });

  app.get('/api/openapi.json', { config: { permission: 'self' }, schema: { hide: true } }, async () =>
    app.swagger(),
  );
  for (const area of options.areas ?? areaRoutes) area(app, platform);
  await installPages(app, options.pages);
  await app.ready();
  return app;
}

/** Everything comes from here and nowhere else; the pages work without the internet and over plain HTTP. */
const contentSecurity = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      // The control library writes its styles into the page.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      workerSrc: ["'self'", 'blob:'],
      frameSrc: ["'self'", 'blob:'],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
    },
  },
  // These only make sense over HTTPS; the reverse proxy that ends TLS sets them.
  hsts: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
} as const;
