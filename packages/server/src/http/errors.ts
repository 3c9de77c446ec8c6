import { AppError, type ErrorCode, type ErrorParams } from '@qingzhang/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';

/** Answer every failure as `{code, params, requestId}`; what has no name is logged and shown by its number only. */
export function installErrorHandler(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof AppError) {
      if (error.status >= 500) request.log.error({ err: error }, 'a request failed');
      return answer(request, reply, error.status, error.code, error.params);
    }
    if (hasZodFastifySchemaValidationErrors(error)) {
      const issues = error.validation.map((issue) => ({
        path: [error.validationContext ?? '', ...issue.instancePath.split('/').filter(Boolean)].join('.'),
        message: issue.message ?? '',
      }));
      return answer(request, reply, 400, 'request.invalid', { issues });
    }
    const { status, code, message } = known(error);
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') {
      return answer(request, reply, 413, 'request.tooLarge', { limit: request.routeOptions.bodyLimit });
    }
    // Fastify's own refusals: broken JSON, an unknown media type …
    if (status >= 400 && status < 500) {
      return answer(request, reply, status, 'request.invalid', { issues: [{ path: '', message }] });
    }
    request.log.error({ err: error }, 'a request failed unexpectedly');
    return answer(request, reply, 500, 'internal', {});
  });
}

function known(error: unknown): { status: number; code: string; message: string } {
  if (!(error instanceof Error)) return { status: 500, code: '', message: '' };
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return { status, code: 'code' in error ? String(error.code) : '', message: error.message };
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: ErrorCode,
  params: ErrorParams,
): FastifyReply {
  return reply.status(status).type('application/json').serializer(JSON.stringify).send({
    code,
    params,
    requestId: request.id,
  });
}
