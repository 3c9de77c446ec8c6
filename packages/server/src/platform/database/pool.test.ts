import { expect, it } from 'vitest';
import { openPool, reasonOf, requireVersion } from './pool.ts';

it('PostgreSQL 15 and later will do; older ones are refused with what was found and what is needed', () => {
  expect(() => requireVersion(150000, '15.0')).not.toThrow();
  expect(() => requireVersion(180004, '18.4')).not.toThrow();
  expect(() => requireVersion(140011, '14.11')).toThrow(
    expect.objectContaining({ params: { found: '14.11', needed: '15' } }),
  );
  expect(() => requireVersion(Number.NaN, '?')).toThrow(/tooOld/);
});

it('a server that is not there is named without the password', async () => {
  const options = { max: 1, name: 'test', onError: () => {} };
  const failure = await openPool('postgresql://u:hunter2@127.0.0.1:1/d', options).catch((error) => error);
  expect(failure).toMatchObject({
    code: 'database.unreachable',
    params: { reason: expect.stringContaining('127.0.0.1:1') },
  });
  expect(JSON.stringify(failure.params)).not.toContain('hunter2');
  expect(reasonOf(new AggregateError([new Error('a'), new Error('b')]))).toBe('a; b');
});
