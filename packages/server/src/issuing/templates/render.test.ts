import { AppError, TemplateBody, templateKinds } from '@qingzhang/contract';
import { figure, plainText } from '@qingzhang/documents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flag, list, placeholdersOf, sampleContext, sentence, template, word } from './catalogue.ts';
import { shippedTemplates } from './defaults/index.ts';
import { checkTemplate } from './parse.ts';
import { blocksOf, renderAny, renderTemplate, titleOf } from './render.ts';

const small = template({
  kind: 'letter',
  name: '函',
  catalogue: {
    市: word('甲市'),
    指数: word('4.66'),
    督办: flag('督办函'),
    事项: list({ 内容: word('治理'), 时限: word('6月30日'), 措施: list({ 措施: word('检查') }) }),
  },
  parts: ['表'],
  body: [['p', 'paragraph', '{{市}}']],
});
const body = (text: string, kind = 'paragraph') => TemplateBody.parse({ parts: [{ key: 'p', kind, text }] });
const context = { 市: '甲市', 指数: figure('air|index', '4.66'), 督办: false, 事项: [] } as const;
const say = (text: string, over: object = {}) =>
  renderAny(small, body(text), { ...context, ...over }).map((part) =>
    part.kind === 'paragraph' ? plainText(part.runs) : '',
  );
const reasonOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${String(error.params.reason)}`;
  }
  return 'no fault';
};

describe('a template over facts', () => {
  it('figures stay references, bold is the template’s alone', () => {
    expect(renderTemplate(small, body('{{市}}综合指数**{{指数}}，达标**。'), context)).toEqual([
      {
        kind: 'paragraph',
        key: 'p',
        runs: [
          { kind: 'text', text: '甲市综合指数' },
          { kind: 'figure', id: 'air|index', text: '4.66', bold: true },
          { kind: 'text', text: '，达标', bold: true },
          { kind: 'text', text: '。' },
        ],
      },
    ]);
    expect(say('{{市}}', { 市: '**<b>&{{指数}}' })).toEqual(['**<b>&{{指数}}']);
    expect(say('{{市}}', { 市: sentence([{ kind: 'text', text: '乙' }, figure('x', '3', '天')]) })).toEqual([
      '乙3天',
    ]);
  });

  it('repeats, alternatives, and what is empty vanishes', () => {
    const 事项 = [
      { key: 'x', 内容: '甲', 时限: '', 措施: [{ 措施: '一' }, { 措施: '二' }] },
      { key: 'y', 内容: '乙', 时限: '6月30日', 措施: [] },
    ];
    const text =
      '{{#事项}}\n{{中文序号}}、{{内容}}{{#时限}}（{{时限}}）{{/时限}}{{#有措施}}：{{#措施}}{{措施}}{{^末项}}、{{/末项}}{{/措施}}{{/有措施}}\n{{/事项}}';
    const parts = renderAny(small, body(text), { ...context, 事项 });
    expect(parts.map((part) => [part.key, part.kind === 'paragraph' && plainText(part.runs)])).toEqual([
      ['p.x', '一、甲：一、二'],
      ['p.y', '二、乙（6月30日）'],
    ]);
    expect(say(text)).toEqual([]);
    expect(say('{{#督办}}督{{/督办}}{{^督办}}函{{/督办}}')).toEqual(['函']);
    expect(say('{{^有事项}}没有{{/有事项}}')).toEqual(['没有']);
  });

  it('an entry keeps its key when another goes before it', () => {
    const text = '{{#事项}}\n{{内容}}\n{{/事项}}';
    const entry = (key: string) => ({ key, 内容: key, 时限: '', 措施: [] });
    const keys = (...names: string[]) =>
      renderAny(small, body(text), { ...context, 事项: names.map(entry) }).map(({ key }) => key);
    expect(keys('a', 'b')).toEqual(['p.a', 'p.b']);
    expect(keys('b')).toEqual(['p.b']);
  });

  it.each([
    ['{{不存在}}', '没有这个占位'],
    ['{{#事项}}{{内容}}', '没有结束'],
    ['{{内容}}', '没有这个占位'],
    ['{{/事项}}', '没有开始'],
    ['{{#事项}}{{/督办}}', '没有结束'],
    ['{{市', '没有对应'],
    ['{{事项}}', '不能直接显示'],
    ['{{督办}}', '不能直接显示'],
    ['{{{市}}}', '不支持'],
    ['{{&市}}', '不支持'],
    ['{{>市}}', '不支持'],
    ['{{=<% %>=}}', '不支持'],
    ['{{constructor}}', '没有这个占位'],
    ['{{市.length}}', '没有这个占位'],
  ])('%s is refused with the part and the reason', (text, reason) => {
    expect(reasonOf(() => renderAny(small, body(text), context))).toContain(`template.invalid: `);
    expect(reasonOf(() => renderAny(small, body(text), context))).toContain(reason);
    expect(checkTemplate(small, body(text))[0]).toMatchObject({ part: 'p' });
  });

  it('a chapter that nobody makes is refused, and every fault is said at once', () => {
    const parts = [
      { key: 'a', kind: 'part', text: '没有' },
      { key: 'a', kind: 'paragraph', text: '{{甲}}{{乙}}' },
    ];
    const problems = checkTemplate(small, TemplateBody.parse({ parts }));
    expect(problems.map(({ part }) => part)).toEqual(['a', 'a', 'a', 'a']);
  });

  it('words that are filled in never become markup (property)', () => {
    fc.assert(
      fc.property(fc.string(), (words) => {
        const plain = words.replace(/\s*\n\s*/gu, '').trim();
        expect(say('「{{市}}」', { 市: words }).join('').replace(/\s/gu, '')).toBe(
          `「${words.replace(/\s*\n\s*/gu, '')}」`.replace(/\s/gu, ''),
        );
        expect(plain).toBe(plain);
      }),
    );
  });
});

describe('the shipped templates', () => {
  it.each(templateKinds)('%s has no fault, and its sample leaves nothing open', (kind) => {
    const definition = shippedTemplates[kind];
    expect(definition.kind).toBe(kind);
    expect(checkTemplate(definition, definition.body)).toEqual([]);
    const parts = renderAny(definition, definition.body, sampleContext(definition.catalogue));
    const words = parts.map((part) =>
      part.kind === 'paragraph' ? plainText(part.runs) : part.kind === 'part' ? part.name : part.text,
    );
    expect(words.join('\n')).not.toMatch(/\{\{|\}\}|\*\*|。。|，。|undefined/u);
    expect(titleOf(parts)).not.toBe('');
    expect(words.length).toBeGreaterThan(4);
    const blocks = blocksOf(parts);
    expect(new Set(blocks.map((block) => block.key)).size).toBe(blocks.length);
  });

  it.each(templateKinds)('%s: every name of the catalogue can be used where it is listed', (kind) => {
    const { catalogue } = shippedTemplates[kind];
    for (const { name, within } of placeholdersOf(catalogue)) {
      const inside = `{{#${name}}}x{{/${name}}}`;
      const text = within === null ? inside : `{{#${within}}}${inside}{{/${within}}}`;
      const nested = placeholdersOf(catalogue).find((one) => one.name === within)?.within ?? null;
      const whole = nested === null ? text : `{{#${nested}}}${text}{{/${nested}}}`;
      expect(checkTemplate(shippedTemplates[kind], body(whole)), whole).toEqual([]);
    }
  });

  it('nothing to report leaves no empty headings', () => {
    const definition = shippedTemplates.minutes;
    const bare = Object.fromEntries(
      Object.entries(definition.catalogue).map(([name, entry]) => [
        name,
        entry.type === 'list' ? [] : entry.type === 'flag' ? false : entry.example,
      ]),
    );
    const kinds = renderAny(definition, definition.body, bare).map(({ kind }) => kind);
    expect(kinds).not.toContain('heading');
  });

  it('headings are numbered in order, those of chapters among them', () => {
    const definition = shippedTemplates.bulletin;
    const parts = renderAny(definition, definition.body, sampleContext(definition.catalogue));
    const blocks = blocksOf(parts, (name) => [
      { kind: 'heading', level: 2, number: '', text: name, key: name },
    ]);
    const numbers = blocks.flatMap((block) => (block.kind === 'heading' ? [block.number] : []));
    expect(numbers.join('')).toBe('一、（一）二、（一）三、（一）（二）四、（一）五、（一）（二）');
    // Below the first level the words behind the heading run on.
    expect(blocks.find(({ key }) => key === 'account')).toMatchObject({
      text: '按时交账，办结销号。',
      runIn: [{ kind: 'text', text: expect.stringMatching(/^各市要.*下月调度。$/u) }],
    });
  });
});

describe('loops without end', () => {
  it('a list within itself is a fault of the template', () => {
    const text = '{{#事项}}{{#事项}}{{#事项}}{{市}}{{/事项}}{{/事项}}{{/事项}}';
    expect(checkTemplate(small, body(text)).map(({ message }) => message)).toEqual([
      '不能套在自己里面 · stands within itself：{{#事项}}',
    ]);
    // Its own entries' lists, and lists beside each other, are as before.
    expect(
      checkTemplate(small, body('{{#事项}}{{#措施}}{{措施}}{{/措施}}{{/事项}}{{#事项}}{{内容}}{{/事项}}')),
    ).toEqual([]);
  });

  it('lists that multiply end before they fill the memory', () => {
    const 措施 = Array.from({ length: 400 }, (_, n) => ({ 措施: String(n) }));
    const 事项 = Array.from({ length: 400 }, (_, n) => ({ key: `k${n}`, 内容: '甲', 时限: '', 措施 }));
    const text = '{{#事项}}{{#措施}}{{措施}}{{/措施}}{{/事项}}';
    expect(reasonOf(() => say(text, { 事项 }))).toContain('循环太多');
  });
});
