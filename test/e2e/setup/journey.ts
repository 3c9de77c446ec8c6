import { type Endpoint, type InputOf, type OutputOf, urlOf } from '@qingzhang/contract';
import { afterEach, expect, inject } from 'vitest';
import {
  type BrowserTest,
  createBrowserTest,
  type OpenedPage,
  type OpenOptions,
} from '../../../packages/server/test/harness/browser.ts';
import { WORLD } from './moments.ts';

/** A person before the pages, who may also ask the server directly, to compare what both say. */
export interface Traveller extends OpenedPage {
  /** The server's own answer with this person's session. */
  ask<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<OutputOf<E>>;
  /** The status the server gives to a request of this person. */
  statusOf<E extends Endpoint>(endpoint: E, input: InputOf<E>): Promise<number>;
}

export interface Journeys {
  readonly test: BrowserTest;
  /** A new person of the role, signed in; after the test the pages must have shown no problem. */
  open(role: Parameters<BrowserTest['open']>[0], options?: OpenOptions): Promise<Traveller>;
}

/** For the top of a file of journeys: a server over a copy of the simulated province, and a browser. */
export async function startJourneys(): Promise<Journeys> {
  const { template } = inject('world');
  const test = await createBrowserTest({ now: WORLD.now, template });
  const opened: OpenedPage[] = [];
  afterEach(async () => {
    const done = opened.splice(0);
    const problems = done.flatMap((one) => one.problems);
    await Promise.all(done.map(({ context }) => context.close()));
    // No console error, no uncaught error, no failed answer, nothing asked of another address (journey 10).
    expect(problems).toEqual([]);
  });
  return {
    test,
    open: async (role, options) => {
      const one = await test.open(role, options);
      one.page.setDefaultTimeout(10_000);
      opened.push(one);
      const send = <E extends Endpoint>(endpoint: E, input: InputOf<E>) => {
        const parts: { params?: unknown; query?: unknown; body?: unknown } = { ...Object(input) };
        return one.context.request.fetch(urlOf(endpoint, parts), {
          method: endpoint.method,
          ...(parts.body === undefined ? {} : { data: parts.body }),
        });
      };
      return {
        ...one,
        ask: async (endpoint, input) => {
          const answer = await send(endpoint, input);
          if (!answer.ok()) throw new Error(`${endpoint.path}: ${answer.status()} ${await answer.text()}`);
          return answer.json();
        },
        statusOf: async (endpoint, input) => (await send(endpoint, input)).status(),
      };
    },
  };
}
