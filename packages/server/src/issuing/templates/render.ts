/** A template's words over the facts: figures stay references, names are never read as anything but words. */
import { AppError, type TemplateBody } from '@qingzhang/contract';
import { type Block, chineseNumeral, headingNumber, type Inline, titleLines } from '@qingzhang/documents';
import {
  type AnyContext,
  type Catalogue,
  type ContextOf,
  listOfFlag,
  type TemplateDefinition,
  type WordValue,
} from './catalogue.ts';
import { checkTemplate, type Node, parseTemplate } from './parse.ts';

/** A part of a template in words. What came out empty is left out. */
export type RenderedPart =
  | { readonly kind: 'title' | 'recipients' | 'remark'; readonly key: string; readonly text: string }
  | { readonly kind: 'heading'; readonly key: string; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly key: string; readonly runs: readonly Inline[] }
  /** A chapter or table that the composer puts in. */
  | { readonly kind: 'part'; readonly key: string; readonly name: string };

/**
 * The parts of a template that are switched on, in words. A paragraph ends at a line break; a paragraph of a repeated
 * part has the key of its entry, so that it keeps its edits. Bold is written `**so**` in the template (never in what
 * is filled in). Throws `template.invalid` for the first fault.
 */
export function renderTemplate<C extends Catalogue>(
  definition: TemplateDefinition<C>,
  body: TemplateBody,
  context: ContextOf<C>,
): RenderedPart[] {
  return renderAny(definition, body, context);
}

/** The same over a context whose names are not known when the program is written: a preview's. */
export function renderAny(
  definition: TemplateDefinition,
  body: TemplateBody,
  context: AnyContext,
): RenderedPart[] {
  const [problem] = checkTemplate(definition, body);
  if (problem) throw new AppError('template.invalid', { part: problem.part, reason: problem.message });
  return body.parts
    .filter(({ on }) => on)
    .flatMap((part): RenderedPart[] => {
      const { key } = part;
      if (part.kind === 'part') return [{ kind: 'part', key, name: part.text }];
      const lines = linesOf(key, parseTemplate(part.text), context);
      if (part.kind === 'paragraph' || part.kind === 'list') {
        return lines.map((line, index) => ({
          kind: 'paragraph',
          key: line.key === null ? (index === 0 ? key : `${key}.${index + 1}`) : `${key}.${line.key}`,
          runs: line.runs,
        }));
      }
      const text = lines.map(({ runs }) => wordsOf(runs)).join(part.kind === 'title' ? '\n' : '');
      if (text === '') return [];
      if (part.kind === 'heading') return [{ kind: 'heading', key, level: levelOf(part.level), text }];
      return [{ kind: part.kind, key, text }];
    });
}

const levelOf = (level: number | null): 1 | 2 | 3 => (level === 2 ? 2 : level === 3 ? 3 : 1);
const wordsOf = (runs: readonly Inline[]) =>
  runs.map((run) => (run.kind === 'figure' ? run.text + (run.unit ?? '') : run.text)).join('');

/**
 * The parts as blocks of a document; `fill` gives the blocks of a chapter by its name. Headings are numbered in order, level
 * by level, those of the chapters among them. Parts whose chapter is empty vanish.
 */
export function blocksOf(
  parts: readonly RenderedPart[],
  fill: (name: string) => readonly Block[] = () => [],
): Block[] {
  const blocks = parts.flatMap((part) => (part.kind === 'part' ? fill(part.name) : [blockOf(part)]));
  const counts = [0, 0, 0];
  return blocks.map((block) => {
    if (block.kind !== 'heading') return block;
    counts[block.level - 1]! += 1;
    counts.fill(0, block.level);
    return { ...block, number: headingNumber(block.level, counts[block.level - 1]!) };
  });
}

function blockOf(part: Exclude<RenderedPart, { kind: 'part' }>): Block {
  const { key } = part;
  switch (part.kind) {
    case 'title':
      return { kind: 'title', key, lines: titleLines(part.text) };
    case 'recipients':
      return { kind: 'recipients', key, text: part.text.replace(/[：:]$/u, '') };
    case 'remark':
      return { kind: 'remark', key, text: part.text };
    case 'heading':
      return headingOf(key, part);
    case 'paragraph':
      return { kind: 'paragraph', key, runs: part.runs };
  }
}

/** Below the first level words behind the heading's own sentence run on: （四）按时交账，办结销号。各市要…. */
function headingOf(key: string, { level, text }: Extract<RenderedPart, { kind: 'heading' }>): Block {
  const end = level === 1 ? -1 : text.indexOf('。') + 1;
  const heading = { kind: 'heading', key, level, number: '' } as const;
  if (end <= 0 || end === text.length) return { ...heading, text };
  return { ...heading, text: text.slice(0, end), runIn: [{ kind: 'text', text: text.slice(end) }] };
}

/** The title of rendered parts on one line; empty where the template has none. */
export function titleOf(parts: readonly RenderedPart[]): string {
  const title = parts.find((part) => part.kind === 'title');
  return title?.kind === 'title' ? title.text.replaceAll('\n', '') : '';
}

interface Line {
  readonly key: string | null;
  readonly runs: readonly Inline[];
}

/** The text in lines, each with the key of the repeated entry it comes from. */
function linesOf(part: string, nodes: readonly Node[], context: AnyContext): Line[] {
  const writer = new Writer(part);
  writer.nodes(nodes, [context], []);
  return writer.lines();
}

type Path = readonly string[];

function common(a: Path, b: Path): Path {
  const apart = a.findIndex((one, index) => one !== b[index]);
  return apart < 0 ? a : a.slice(0, apart);
}

/** So many pieces a part may have: lists within lists multiply, and no document is that long. */
const MOST_PIECES = 20_000;

class Writer {
  readonly #part: string;
  #pieces = 0;
  /** With the entries that all of a line comes from, outermost first; undefined: nothing yet. */
  readonly #lines: { path?: Path; runs: Inline[] }[] = [{ runs: [] }];
  #bold = false;

  constructor(part: string) {
    this.#part = part;
  }

  nodes(nodes: readonly Node[], scopes: readonly AnyContext[], path: Path): void {
    for (const node of nodes) {
      this.#pieces += 1;
      if (this.#pieces > MOST_PIECES) {
        const reason = '循环太多，文稿过长 · too many repetitions';
        throw new AppError('template.invalid', { part: this.#part, reason });
      }
      if (node.kind === 'text') {
        this.#template(node.text, path);
        continue;
      }
      const value = valueIn(node.name, scopes);
      if (node.kind === 'name') this.#value(value, path);
      else if (node.not) {
        if (!holds(value)) this.nodes(node.inner, scopes, path);
      } else if (Array.isArray(value)) {
        value.forEach((entry: AnyContext, index) => {
          const item: AnyContext = {
            序号: String(index + 1),
            中文序号: index < 99 ? chineseNumeral(index + 1) : String(index + 1),
            末项: index === value.length - 1,
            ...entry,
          };
          const own = typeof entry.key === 'string' ? entry.key : String(index + 1);
          this.nodes(node.inner, [...scopes, item], [...path, own]);
        });
      } else if (holds(value)) this.nodes(node.inner, scopes, path);
    }
  }

  /** Words of the template: `**` turns bold on and off, a line break begins a paragraph. */
  #template(text: string, path: Path): void {
    text.split('**').forEach((piece, index) => {
      if (index > 0) this.#bold = !this.#bold;
      piece.split('\n').forEach((words, line) => {
        if (line > 0) this.#lines.push({ runs: [] });
        if (words !== '') this.#put({ kind: 'text', text: words }, path);
      });
    });
  }

  #value(value: AnyContext[string], path: Path): void {
    if (typeof value === 'string') {
      // Lines of a filled-in word stay within its paragraph.
      const words = value.replace(/\s*\n\s*/gu, '');
      if (words !== '') this.#put({ kind: 'text', text: words }, path);
    } else if (isWord(value)) {
      for (const run of value.kind === 'figure' ? [value] : value.runs) this.#put(run, path);
    }
  }

  #put(run: Inline, path: Path): void {
    const line = this.#lines.at(-1)!;
    line.path = line.path === undefined ? path : common(line.path, path);
    const bold = this.#bold && run.kind !== 'badge' ? { ...run, bold: true } : run;
    const last = line.runs.at(-1);
    if (bold.kind === 'text' && last?.kind === 'text' && (last.bold ?? false) === (bold.bold ?? false)) {
      line.runs[line.runs.length - 1] = { ...last, text: last.text + bold.text };
    } else line.runs.push(bold);
  }

  /** Without white space at the ends, without empty ones; a second line of the same entry gets its own key. */
  lines(): Line[] {
    const seen = new Map<string, number>();
    return this.#lines.flatMap(({ path = [], runs }): Line[] => {
      const key = path.length === 0 ? null : path.join('.');
      const trimmed = trim(runs);
      if (trimmed.length === 0) return [];
      if (key === null) return [{ key, runs: trimmed }];
      const times = (seen.get(key) ?? 0) + 1;
      seen.set(key, times);
      return [{ key: times === 1 ? key : `${key}-${times}`, runs: trimmed }];
    });
  }
}

/** The innermost value of a name; `有承诺` tells whether the list `承诺` has entries. */
function valueIn(name: string, scopes: readonly AnyContext[]): AnyContext[string] {
  const scope = scopes.findLast((one) => Object.hasOwn(one, name));
  if (scope !== undefined) return scope[name];
  const of = listOfFlag(name);
  return of === null ? undefined : holds(valueIn(of, scopes));
}

function isWord(value: AnyContext[string]): value is Exclude<WordValue, string> {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

function holds(value: AnyContext[string]): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isWord(value)) return value.kind === 'figure' || value.runs.length > 0;
  return value !== undefined && value !== false && value !== '';
}

function trim(runs: readonly Inline[]): Inline[] {
  const cut = [...runs];
  const edge = (at: number, shorten: (text: string) => string) => {
    for (let run = cut.at(at); run?.kind === 'text'; run = cut.at(at)) {
      const text = shorten(run.text);
      const index = at < 0 ? cut.length - 1 : 0;
      if (text !== '') {
        cut[index] = { ...run, text };
        return;
      }
      cut.splice(index, 1);
    }
  };
  edge(0, (text) => text.replace(/^[\s　]+/u, ''));
  edge(-1, (text) => text.replace(/[\s　]+$/u, ''));
  return cut;
}
