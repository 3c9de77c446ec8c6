import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  endpoint,
  type InputOf,
  type OutputOf,
  queryBoolean,
  queryInteger,
  queryList,
  urlOf,
} from './endpoint.ts';

const sample = endpoint({
  method: 'GET',
  path: '/api/cities/:code/days',
  params: z.object({ code: z.string() }),
  query: z.object({ pollutant: queryList(z.string()), limit: queryInteger.optional() }),
  response: z.object({ days: z.array(z.string()) }),
  permission: 'figures.read',
});

const bare = endpoint({
  method: 'POST',
  path: '/api/nothing',
  response: z.object({}),
  permission: 'self',
});

const up = endpoint({
  method: 'POST',
  path: '/api/up',
  body: 'upload',
  response: 'file',
  permission: 'intake.write',
});

describe('endpoint', () => {
  it('gives callers the types of what it declares and of nothing else', () => {
    expectTypeOf<InputOf<typeof sample>>().toExtend<{
      params: { code: string };
      query: { pollutant: string | string[]; limit?: number | string | undefined };
    }>();
    expectTypeOf<OutputOf<typeof sample>>().toEqualTypeOf<{ days: string[] }>();
    expectTypeOf<InputOf<typeof bare>>().toBeUnknown();
    expectTypeOf<InputOf<typeof up>>().toHaveProperty('body');
    // @ts-expect-error a permission outside the list does not compile
    endpoint({ method: 'GET', path: '/api/x', response: z.string(), permission: 'figures.reed' });
  });

  it('builds addresses: encodes parameters, repeats lists, leaves out what is not given', () => {
    expect(
      urlOf(sample, { params: { code: '14/01 00' }, query: { pollutant: ['pm25', 'o3'], limit: undefined } }),
    ).toBe('/api/cities/14%2F01%2000/days?pollutant=pm25&pollutant=o3');
    expect(() => urlOf(sample, { params: {} })).toThrow(/code is missing/);
  });

  it('reads query texts as what they mean', () => {
    expect(queryInteger.parse('50')).toBe(50);
    expect(queryInteger.safeParse('5.5').success).toBe(false);
    expect(queryBoolean.parse('false')).toBe(false);
    expect(queryList(z.string()).parse('pm25')).toEqual(['pm25']);
  });
});
