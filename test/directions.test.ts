import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * The way of the data is one way (docs/architecture.md): an area of the server imports from those before it, never from
 * one after it. Composition (which areas there are) stands in the few files named here.
 */
const AREAS = [
  'platform',
  'session',
  'regions',
  'intake',
  'readings',
  'evaluation',
  'accounts',
  'ranking',
  'issuing',
  'notifications',
  'tasks',
  'programs',
  'bulletins',
  'meetings',
  'releases',
  'desk',
  'demo',
];
const COMPOSITION = new Set([
  'cli/areas.ts',
  'http/areas.ts',
  'http/app.ts',
  'cli/main.ts',
  'cli/serve.ts',
  'cli/migrate.ts',
  'jobs.ts',
  'index.ts',
]);
/** Parts of the shell that every area may use: how a route and a command are written. */
const SHELL = new Set(['http', 'cli']);

/** What each package may depend on; packages not named: on none of ours. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  standards: [],
  domain: ['standards'],
  documents: [],
  contract: ['standards', 'domain'],
  simulator: ['standards'],
  web: ['standards', 'domain', 'contract'],
  server: ['standards', 'domain', 'contract', 'documents', 'simulator'],
};

const root = resolve(import.meta.dirname, '..');
const sources = (folder: string) =>
  globSync('**/*.{ts,tsx}', { cwd: join(root, folder), exclude: ['**/node_modules/**', '**/dist/**'] });

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
}

describe('the direction of imports', () => {
  it('between areas of the server is the way of the data', () => {
    const folder = join(root, 'packages/server/src');
    const wrong: string[] = [];
    let checked = 0;
    for (const name of sources('packages/server/src')) {
      const [area = ''] = name.split('/');
      if (COMPOSITION.has(name) || /\.test\.ts$/.test(name) || SHELL.has(area)) continue;
      expect(AREAS, `${name}: an area that test/directions.test.ts does not know`).toContain(area);
      for (const target of importsOf(join(folder, name))) {
        if (!target.startsWith('.')) continue;
        const [other = ''] = relative(folder, join(folder, dirname(name), target)).split('/');
        if (other === area || SHELL.has(other)) continue;
        checked += 1;
        if (AREAS.indexOf(other) > AREAS.indexOf(area)) wrong.push(`${name} → ${target}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(50);
  });

  it('between packages is that of the house', () => {
    const wrong: string[] = [];
    let checked = 0;
    for (const [name, allowed] of Object.entries(PACKAGES)) {
      for (const file of sources(`packages/${name}`)) {
        if (/\.(test|e2e)\.tsx?$/.test(file) || file.startsWith('test/')) continue;
        for (const target of importsOf(join(root, 'packages', name, file))) {
          const other = /^@qingzhang\/([a-z0-9]+)/.exec(target)?.[1];
          if (other === undefined || other === name) continue;
          checked += 1;
          if (!allowed.includes(other)) wrong.push(`${name}/${file} → ${target}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(checked).toBeGreaterThan(100);
  });

  it('leaves the standards free of any dependency', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages/standards/package.json'), 'utf8'));
    expect(manifest.dependencies ?? {}).toEqual({});
    for (const file of sources('packages/standards/src')) {
      if (/\.test\.ts$/.test(file)) continue;
      for (const target of importsOf(join(root, 'packages/standards/src', file)))
        expect(target).toMatch(/^\.\.?\//);
    }
  });
});
