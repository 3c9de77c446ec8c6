import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as contract from '@qingzhang/contract';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { areaCommands } from '../src/cli/areas.ts';
import { registerMigrate } from '../src/cli/migrate.ts';
import { registerServe } from '../src/cli/serve.ts';
import { shippedTemplates } from '../src/issuing/templates/defaults/index.ts';
import { meetingWords } from '../src/issuing/templates/defaults/meeting-words.ts';

/** What the documentation names is there: commands, addresses, files, headings, names of templates. */
const root = resolve(import.meta.dirname, '../../..');
const texts = globSync(['README*.md', 'CHANGELOG.md', 'docs/**/*.md'], { cwd: root }).map((file) => ({
  file,
  text: readFileSync(join(root, file), 'utf8'),
}));
const found = <T>(of: (text: string, file: string) => Iterable<T>) =>
  texts.flatMap(({ file, text }) => [...of(text, file)].map((one) => ({ file, one })));

describe('commands', () => {
  const program = new Command('qingzhang');
  for (const register of [registerServe, registerMigrate, ...areaCommands]) register(program);
  const named = (parent: Command, name: string) => parent.commands.find((one) => one.name() === name);

  /** What is wrong with a call as it is written; null: nothing. Values of options and arguments are not looked at. */
  function faultOf(words: readonly string[]): string | null {
    let command = program;
    let rest = [...words];
    while (command.commands.length > 0 && rest[0] !== undefined && /^[a-z][a-z-]*$/.test(rest[0])) {
      const next = named(command, rest[0]);
      if (next === undefined) return `no command “${rest[0]}”`;
      command = next;
      rest = rest.slice(1);
    }
    const known = ['--help', ...command.options.flatMap(({ long, short }) => [long, short])];
    const option = rest.find((word) => /^--?[a-z]/.test(word) && !known.includes(word));
    return option === undefined ? null : `no option “${option}” of “${command.name()}”`;
  }
  const wordsOf = (call: string) =>
    call
      .replace(/\s+#.*$/u, '')
      .replace(/\$\{[^}]*\}?.*$/u, '')
      .split(/[\s|`)]+/u)
      .filter((word) => word !== '');

  it('called with npx qingzhang are known, with their options', () => {
    const calls = found((text) =>
      [...text.matchAll(/npx qingzhang ([^`\n…]+)/gu)].map(([, call = '']) => wordsOf(call)),
    );
    expect(calls.length).toBeGreaterThan(20);
    expect(
      calls.filter(({ one }) => faultOf(one) !== null).map(({ file, one }) => [file, faultOf(one)]),
    ).toEqual([]);
  });

  it('named in words are known too', () => {
    const groups = program.commands.filter(({ commands }) => commands.length > 0);
    const calls = found((text) =>
      [...text.matchAll(/`([a-z]+ [a-z][^`\n]*)`/gu)]
        .map(([, call = '']) => wordsOf(call))
        .filter(([group]) => groups.some((one) => one.name() === group)),
    );
    expect(calls.length).toBeGreaterThan(10);
    // `meeting list|show|papers` names three.
    const split = calls.flatMap(({ file, one }) => {
      const [group = '', ...more] = one;
      const several = more.filter((word) => named(program, group)?.commands.some((c) => c.name() === word));
      return several.length > 1 ? several.map((word) => ({ file, one: [group, word] })) : [{ file, one }];
    });
    expect(
      split.filter(({ one }) => faultOf(one) !== null).map(({ file, one }) => [file, faultOf(one)]),
    ).toEqual([]);
  });
});

describe('links', () => {
  /** As a hosting site makes anchors of headings: without marks, blanks as hyphens. */
  const anchorsOf = (text: string): Set<string> =>
    new Set(
      [...text.replace(/^```[\s\S]*?^```/gmu, '').matchAll(/^#{1,6} (.+)$/gmu)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
          .trim()
          .replace(/\s/gu, '-'),
      ),
    );

  it('within the documentation lead to files and headings that are there', () => {
    const links = found((text, file) =>
      [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/gu)].map(([, target = '']) => {
        const [path = '', anchor] = target.split('#');
        const to = path === '' ? join(root, file) : join(root, dirname(file), path);
        return { target, to, anchor: anchor === undefined ? null : decodeURIComponent(anchor) };
      }),
    );
    expect(links.length).toBeGreaterThan(40);
    const dead = links.filter(
      ({ one: { to, anchor } }) =>
        !existsSync(to) || (anchor !== null && !anchorsOf(readFileSync(to, 'utf8')).has(anchor)),
    );
    expect(dead.map(({ file, one }) => `${file} → ${one.target}`)).toEqual([]);
  });

  it('show pictures that are small, and all that lie there', () => {
    const shown = new Set(
      found((text, file) =>
        [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/gu)].map(([, path = '']) =>
          relative(root, join(root, dirname(file), path)),
        ),
      ).map(({ one }) => one),
    );
    const there = globSync('docs/images/*', { cwd: root });
    expect([...shown].sort()).toEqual([...there].sort());
    expect(there.filter((file) => statSync(join(root, file)).size > 300_000)).toEqual([]);
  });
});

describe('addresses', () => {
  /** Placeholders of every kind are one: :id, $key, ID, KEY, 专项, …. */
  const plain = (path: string) =>
    path
      .replace(/\?.*$/u, '')
      .split('/')
      .map((part) => (/^[:$]|^[A-Z]+$|…|[^\x20-\x7e]/u.test(part) ? '*' : part))
      .join('/');
  const stringsOf = (file: string) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'(\/[^']*)'/gu)].map(([, path = '']) => path);
  const endpoints = Object.values(contract).flatMap((one) =>
    typeof one === 'object' && one !== null && 'path' in one && typeof one.path === 'string'
      ? [one.path]
      : [],
  );
  const pages = [
    ...stringsOf('packages/web/src/app/router.tsx'),
    ...stringsOf('packages/server/src/releases/public/routes.ts'),
  ];
  const known = [...endpoints, ...pages].map(plain);
  /** Of the machine, of other systems, of the built pages. */
  const others = [
    '/',
    '/root',
    '/var/lib/qingzhang/',
    '/.well-known/openid-configuration',
    '/sw.js',
    '/assets/*',
  ];

  it('of interfaces and pages exist', () => {
    const named = found((text) => [...text.matchAll(/`(\/[^`\s]*)`/gu)].map(([, path = '']) => plain(path)));
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter(
      ({ one }) =>
        !known.includes(one) &&
        !others.includes(one) &&
        // /api/screens/…: everything below.
        !(one.endsWith('/*') && known.some((path) => path.startsWith(one.slice(0, -1)))),
    );
    expect(missing.map(({ file, one }) => [file, one])).toEqual([]);
  });
});

describe('templates', () => {
  const formats = readFileSync(join(root, 'docs/formats.md'), 'utf8');
  interface Named {
    readonly [name: string]: { readonly type: string; readonly of?: Named };
  }
  const say = (catalogue: Named): string =>
    Object.entries(catalogue)
      .map(([name, { type, of }]) =>
        type === 'list' && of !== undefined ? `${name}（${say(of)}）` : type === 'flag' ? `${name}△` : name,
      )
      .join(' ');

  it.each(Object.values(shippedTemplates))(
    '$kind: every name and part stands in docs/formats.md',
    (template) => {
      const { kind, name, catalogue, parts } = template;
      const own = Object.fromEntries(
        Object.entries(catalogue).filter(([one]) => kind === 'bulletin' || !(one in meetingWords)),
      );
      expect(formats).toContain(`| \`${kind}\` ${name} | ${say(own)} | ${parts.join(' ') || '—'} |`);
    },
  );

  it('the names that all papers have stand there once', () => {
    expect(formats).toContain(`${Object.keys(meetingWords).join(' ')}。`);
  });
});
