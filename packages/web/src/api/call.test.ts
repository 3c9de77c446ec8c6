import { endpoint } from '@qingzhang/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { call } from './call.ts';

const getThing = endpoint({
  method: 'GET',
  path: '/api/things/:id',
  params: z.object({ id: z.string() }),
  query: z.object({ lang: z.enum(['zh', 'en']).default('zh') }),
  response: z.object({ name: z.string() }),
  permission: 'self',
});
const postThing = endpoint({
  method: 'POST',
  path: '/api/things',
  body: z.object({ name: z.string() }),
  response: z.object({}),
  permission: 'self',
});
const upload = endpoint({
  method: 'POST',
  path: '/api/up',
  body: 'upload',
  response: z.object({}),
  permission: 'self',
});

const asked = vi.fn<typeof fetch>();
function answers(response: Response | Error): void {
  asked.mockReset();
  if (response instanceof Error) asked.mockRejectedValue(response);
  else asked.mockResolvedValue(response);
  vi.stubGlobal('fetch', asked);
}
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
const input = { params: { id: '1' }, query: {} };
const failure = (run: Promise<unknown>) =>
  run.then(
    () => expect.unreachable('the call should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ApiError);
      return error instanceof ApiError ? error : new ApiError('none');
    },
  );

describe('call', () => {
  it('asks the address of the endpoint and gives its validated answer', async () => {
    answers(Response.json({ name: 'a', more: 1 }));
    await expect(call(getThing, { params: { id: 'x/y' }, query: { lang: 'en' } })).resolves.toEqual({
      name: 'a',
    });
    expect(asked.mock.calls[0]?.[0]).toBe('/api/things/x%2Fy?lang=en');
    expect(asked.mock.calls[0]?.[1]).toMatchObject({ method: 'GET', credentials: 'same-origin' });
  });

  it('sends a body as JSON, and form data as it is so that the browser writes its boundary', async () => {
    answers(Response.json({}));
    await call(postThing, { body: { name: 'b' } });
    expect(asked.mock.calls[0]?.[1]).toMatchObject({
      body: '{"name":"b"}',
      headers: { 'content-type': 'application/json' },
    });
    answers(Response.json({}));
    const form = new FormData();
    await call(upload, { body: form });
    expect(asked.mock.calls[0]?.[1]?.body).toBe(form);
    expect(asked.mock.calls[0]?.[1]?.headers).toBeUndefined();
  });

  it('turns the server’s named failure into an ApiError with its code, params and request id', async () => {
    answers(
      Response.json({ code: 'user.loginTaken', params: { login: 'x' }, requestId: 'r1' }, { status: 409 }),
    );
    expect(await failure(call(getThing, input))).toMatchObject({
      code: 'user.loginTaken',
      params: { login: 'x' },
      status: 409,
      requestId: 'r1',
    });
  });

  it('names what no server named: a proxy’s page, no network, an answer against the contract', async () => {
    answers(new Response('<html>Bad gateway</html>', { status: 502 }));
    expect(await failure(call(getThing, input))).toMatchObject({ code: 'internal', status: 502 });
    answers(new TypeError('Failed to fetch'));
    expect(await failure(call(getThing, input))).toMatchObject({ code: 'network.unreachable' });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    answers(Response.json({ name: 5 }));
    expect(await failure(call(getThing, input))).toMatchObject({ code: 'response.unreadable' });
    answers(new Response('not json'));
    expect(await failure(call(getThing, input))).toMatchObject({ code: 'response.unreadable' });
  });

  it('lets a cancelled call end as cancelled, not as a lost network', async () => {
    const controller = new AbortController();
    controller.abort();
    const aborted = new DOMException('aborted', 'AbortError');
    answers(aborted);
    await expect(call(getThing, input, { signal: controller.signal })).rejects.toBe(aborted);
  });
});
