/** Reads a part's text: mustache's tags as a tree, and every fault in it said at once. */
import type { TemplateBody } from '@qingzhang/contract';
import mustache from 'mustache';
import { type Catalogue, entryOf, type TemplateDefinition } from './catalogue.ts';

/** A piece of a template's text. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'section';
      readonly name: string;
      readonly not: boolean;
      readonly inner: readonly Node[];
    };

/** A fault of a template, where and why. */
export interface TemplateProblem {
  /** Key of the part. */
  readonly part: string;
  readonly message: string;
}

/** A text that cannot be read as a template; the message says why in both languages. */
export class TemplateFault extends Error {}

/** The tree of a text. Throws TemplateFault for broken sections and for tags that templates do not take. */
export function parseTemplate(text: string): Node[] {
  let spans: TemplateSpans;
  try {
    // Tags are given each time: the library's own default could be changed by others.
    spans = mustache.parse(text, ['{{', '}}']);
  } catch (error) {
    throw new TemplateFault(sayFault(error instanceof Error ? error.message : String(error)));
  }
  return spans.map(nodeOf);
}

type TemplateSpans = ReturnType<typeof mustache.parse>;

function nodeOf(span: TemplateSpans[number]): Node {
  const [type, value] = span;
  switch (type) {
    case 'text':
      return { kind: 'text', text: value };
    case 'name':
      return { kind: 'name', name: value };
    case '#':
    case '^': {
      const inner = Array.isArray(span[4]) ? span[4] : [];
      return { kind: 'section', name: value, not: type === '^', inner: inner.map(nodeOf) };
    }
    case '!':
      return { kind: 'text', text: '' };
    default:
      throw new TemplateFault(`不支持这种写法 · not supported：{{${type}${value}}}`);
  }
}

/** The library's own messages in words an office understands. */
function sayFault(message: string): string {
  const name = /"([^"]*)"/.exec(message)?.[1] ?? '';
  if (message.startsWith('Unclosed section')) return `{{#${name}}} 没有结束 · is not closed`;
  if (message.startsWith('Unopened section')) return `{{/${name}}} 没有开始 · was not opened`;
  if (message.startsWith('Unclosed tag')) return '{{ 没有对应的 }} · a tag is not closed';
  return `读不懂 · cannot be read：${message}`;
}

/** Every fault of a body, in the order of its parts; empty: it can be used. */
export function checkTemplate(definition: TemplateDefinition, body: TemplateBody): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  const keys = new Set<string>();
  for (const part of body.parts) {
    const say = (message: string) => problems.push({ part: part.key, message });
    if (keys.has(part.key)) say(`键重复 · two parts have this key：${part.key}`);
    keys.add(part.key);
    if (part.kind === 'heading' && part.level === null) say('标题没有级别 · a heading has no level');
    if (part.kind === 'part') {
      if (!definition.parts.includes(part.text)) say(`没有这一部分 · no such part：${part.text}`);
      continue;
    }
    try {
      for (const message of faultsOf(parseTemplate(part.text), [definition.catalogue])) say(message);
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      say(error.message);
    }
  }
  if (!body.parts.some(({ on, kind }) => on && kind !== 'title')) {
    problems.push({ part: body.parts[0]?.key ?? '', message: '没有启用的正文 · nothing is switched on' });
  }
  return problems;
}

/** Names that are not there, or used as what they are not. The innermost catalogue stands last. */
function faultsOf(
  nodes: readonly Node[],
  scopes: readonly Catalogue[],
  within: readonly string[] = [],
): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [];
    const entry = entryOf(node.name, scopes);
    if (entry === undefined) return [`没有这个占位 · unknown placeholder：{{${node.name}}}`];
    if (node.kind === 'name') {
      if (entry.type === 'word') return [];
      const form = `{{#${node.name}}}…{{/${node.name}}}`;
      return [`不能直接显示，应写作 · is a section, write：${form}`];
    }
    if (entry.type !== 'list' || node.not) return faultsOf(node.inner, scopes, within);
    // Each turn would repeat them all again.
    if (within.includes(node.name)) return [`不能套在自己里面 · stands within itself：{{#${node.name}}}`];
    return faultsOf(node.inner, [...scopes, entry.of], [...within, node.name]);
  });
}
