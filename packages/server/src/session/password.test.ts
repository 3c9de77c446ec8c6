import { expect, it } from 'vitest';
import { checkPassword, hashPassword, inventPassword, passwordClasses, requireStrong } from './password.ts';
import { securityPolicy } from './security-policy.ts';

const rules = securityPolicy.standard.password;

it.each([
  ['too short', 'Sh0rt-one'],
  ['one kind of characters', 'onlylowercase'],
  ['two kinds', 'lower-and-sign'],
  ['the login in it', 'Xx1-Diaodu-9'],
])('refuses a password with %s', (_, password) => {
  expect(() => requireStrong(password, 'diaodu', rules)).toThrow(/user.weakPassword/);
});

it('takes what fits, in any script', () => {
  expect(() => requireStrong('Fits-well-26', 'diaodu', rules)).not.toThrow();
  expect(passwordClasses('aA1-')).toBe(4);
  expect(passwordClasses('密码')).toBe(1);
  expect(() => requireStrong('qingzhang-demo', 'diaodu', { ...rules, classes: 2 })).not.toThrow();
});

it('makes up passwords that its own rules take, each another', () => {
  const made = Array.from({ length: 200 }, () => inventPassword(16));
  for (const password of made) {
    expect(password).toHaveLength(16);
    expect(passwordClasses(password)).toBe(4);
    expect(password).not.toMatch(/[0O1lI]/);
  }
  expect(new Set(made).size).toBe(200);
});

it('keeps a hash that only the password fits, in whatever form it was typed', async () => {
  const hash = await hashPassword('Ｐａｓｓ word');
  expect(await checkPassword('Pass word', hash)).toBe(true);
  expect(await checkPassword('Pass-word', hash)).toBe(false);
});
