import { describe, expect, it } from 'vitest';

/** Locale files, sources and the keys used in them, read as text by Vite. */
const files = import.meta.glob<Record<string, unknown>>('../*/locale/*.json', {
  eager: true,
  import: 'default',
});
/** Vite writes this folder's own files as './locale/…'. */
const locales = Object.fromEntries(
  Object.entries(files).map(([path, words]) => [path.replace(/^\.\//, '../app/'), words]),
);
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

const features = [...new Set(Object.keys(locales).map((path) => path.split('/')[1] ?? ''))].sort();
const at = (feature: string, language: string) =>
  flatten(locales[`../${feature}/locale/${language}.json`] ?? {});
const allSource = Object.entries(sources)
  .filter(([path]) => !path.includes('/dev/') && !path.includes('/fixtures/'))
  .map(([, text]) => text)
  .join('\n');

function flatten(value: unknown, prefix = ''): Map<string, string> {
  const out = new Map<string, string>();
  if (typeof value === 'string') return out.set(prefix, value);
  if (typeof value !== 'object' || value === null) return out;
  for (const [key, inner] of Object.entries(value)) {
    for (const entry of flatten(inner, prefix ? `${prefix}.${key}` : key)) out.set(...entry);
  }
  return out;
}

const placeholders = (text: string) =>
  (text.match(/\{\{\s*\w+/g) ?? []).map((one) => one.slice(2).trim()).sort();
/** Plural forms are one key to the caller. */
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');

describe('locale files', () => {
  it('exist for every feature in both languages', () => {
    expect(features.length).toBeGreaterThan(5);
    for (const feature of features) {
      expect(Object.keys(locales)).toContain(`../${feature}/locale/zh-CN.json`);
      expect(Object.keys(locales)).toContain(`../${feature}/locale/en.json`);
    }
  });

  it.each(features)(
    '%s: no key is missing or extra, placeholders are the same, nothing is empty',
    (feature) => {
      const zh = at(feature, 'zh-CN');
      const en = at(feature, 'en');
      expect([...new Set([...en.keys()].map(stem))].sort()).toEqual(
        [...new Set([...zh.keys()].map(stem))].sort(),
      );
      for (const [key, text] of zh) {
        expect(text.trim(), key).not.toBe('');
        const other = en.get(key) ?? en.get(`${stem(key)}_other`);
        expect(placeholders(other ?? ''), key).toEqual(placeholders(text));
      }
    },
  );

  it.each(features)('%s: every key is used somewhere', (feature) => {
    const unused = [...new Set([...at(feature, 'zh-CN').keys()].map(stem))].filter((key) => {
      if (allSource.includes(`'${key}'`) || allSource.includes(`:${key}'`)) return false;
      // t(`lamp.${state}`): a key built from its group counts as used when the group's template is there.
      const parts = key.split('.');
      return !parts.some((_, end) => end > 0 && allSource.includes(`\`${parts.slice(0, end).join('.')}.\${`));
    });
    expect(unused).toEqual([]);
  });
});

describe('sources', () => {
  it('hold no Chinese text: words stand in locale files', () => {
    const tsx = Object.entries(sources).filter(([path]) => path.endsWith('.tsx') && !path.includes('/dev/'));
    expect(tsx.length).toBeGreaterThan(10);
    const found = tsx.flatMap(([path, text]) =>
      withoutComments(text)
        .split('\n')
        .filter((line) => /\p{Script=Han}/u.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
}
