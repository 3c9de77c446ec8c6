import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { canReach, chooseUser, prepareClusterDirectory } from './unprivileged.ts';

const isRoot = process.getuid?.() === 0;
const base = mkdtempSync(join(tmpdir(), 'qz-reach-'));
const made: string[] = [base];
afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true });
});

describe('as an ordinary user', () => {
  it.skipIf(isRoot)('PostgreSQL runs as that user', () => expect(chooseUser(base)).toBeNull());
});

describe.skipIf(!isRoot)('as root', () => {
  const user = isRoot ? chooseUser(base) : null;
  const other = user ?? { uid: 1, gid: 1 };

  it('PostgreSQL runs as somebody else', () => {
    expect(user?.uid).toBeGreaterThan(0);
  });

  it('sees whether that user can pass the way', () => {
    chmodSync(base, 0o711);
    const closed = join(base, 'closed');
    mkdirSync(join(closed, 'inside'), { recursive: true });
    writeFileSync(join(base, 'program'), '', { mode: 0o755 });
    writeFileSync(join(base, 'secret'), '', { mode: 0o600 });
    expect(canReach(join(closed, 'inside'), other)).toBe(true);
    expect(canReach(join(base, 'program'), other)).toBe(true);
    expect(canReach(join(base, 'secret'), other)).toBe(false);
    chmodSync(closed, 0o700);
    expect(canReach(join(closed, 'inside'), other)).toBe(false);
  });

  it('puts the cluster where it belongs, else beside a link, and finds it again', () => {
    const open = join(base, 'open');
    mkdirSync(open);
    expect(prepareClusterDirectory(join(open, 'postgres'), user)).toBe(join(open, 'postgres'));
    expect(statSync(join(open, 'postgres')).uid).toBe(other.uid);

    const shut = join(base, 'shut');
    mkdirSync(shut, { mode: 0o700 });
    const real = prepareClusterDirectory(join(shut, 'postgres'), user);
    made.push(real);
    expect(real).toMatch(/^\/var\/lib\/qingzhang\/data-/);
    expect(lstatSync(join(shut, 'postgres')).isSymbolicLink()).toBe(true);
    expect(prepareClusterDirectory(join(shut, 'postgres'), user)).toBe(real);
  });

  it('says so when the link leads nowhere, instead of beginning with an empty database', () => {
    symlinkSync('/nowhere/at/all', join(base, 'lost'));
    expect(() => prepareClusterDirectory(join(base, 'lost'), user)).toThrow(
      /nowhere\/at\/all, which is gone/,
    );
  });
});
