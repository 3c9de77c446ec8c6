/** What a kind of template may use (占位): words and figures, marks that are there or not, parts that repeat. */
import type { TemplateBody, TemplateKind } from '@qingzhang/contract';
import type { FigureRun, Inline } from '@qingzhang/documents';

/** A word, a sentence or a figure. */
interface WordEntry {
  readonly type: 'word';
  readonly example: string;
}
/** Something that holds or does not: `{{#表态}}…{{/表态}}`, `{{^表态}}…{{/表态}}`. */
interface FlagEntry {
  readonly type: 'flag';
  /** When it holds, in words. */
  readonly example: string;
}
/** Something that repeats: `{{#承诺}}…{{/承诺}}`; its own names are used inside. */
interface ListEntry<C extends Catalogue = Catalogue> {
  readonly type: 'list';
  readonly of: C;
}
type Entry = WordEntry | FlagEntry | ListEntry;
export interface Catalogue {
  readonly [name: string]: Entry;
}

export const word = (example: string): WordEntry => ({ type: 'word', example });
export const flag = (example: string): FlagEntry => ({ type: 'flag', example });
export const list = <const C extends Catalogue>(of: C): ListEntry<C> => ({ type: 'list', of });

/** Words with figures among them, as composers write sentences. */
export interface Sentence {
  readonly kind: 'sentence';
  readonly runs: readonly Inline[];
}
/** A sentence as the value of a placeholder. */
export const sentence = (runs: readonly Inline[]): Sentence => ({ kind: 'sentence', runs });

export type WordValue = string | FigureRun | Sentence;

type ValueOf<E> =
  E extends ListEntry<infer C>
    ? readonly (ContextOf<C> & { readonly key?: string })[]
    : E extends FlagEntry
      ? boolean
      : WordValue;
/**
 * The values of a catalogue's names: a composer that leaves one out does not compile. `key` of a repeated entry names its
 * paragraph, so that an edit of it stays with it when others come or go.
 */
export type ContextOf<C extends Catalogue> = { readonly [N in keyof C]: ValueOf<C[N]> };

/** Values as the renderer sees them. */
export interface AnyContext {
  readonly [name: string]: WordValue | boolean | readonly AnyContext[] | undefined;
}

/** A kind of template: its names, its words as shipped, and the chapters that areas put in. */
export interface TemplateDefinition<C extends Catalogue = Catalogue> {
  readonly kind: TemplateKind;
  readonly name: string;
  readonly catalogue: C;
  /** Chapters and tables that the program makes: the text of a part of kind `part` is one of these names. */
  readonly parts: readonly string[];
  readonly body: TemplateBody;
}

type PartKind = TemplateBody['parts'][number]['kind'];
/** A part of a shipped template: key, kind, words. */
export type PartLine = readonly [key: string, kind: PartKind | 1 | 2 | 3, text: string];

/** Declare a shipped template. Headings are given by their level. */
export function template<const C extends Catalogue>(definition: {
  readonly kind: TemplateKind;
  readonly name: string;
  readonly catalogue: C;
  readonly parts?: readonly string[];
  readonly body: readonly PartLine[];
}): TemplateDefinition<C> {
  const { kind, name, catalogue, parts = [] } = definition;
  const lines = definition.body.map(([key, of, text]) => ({
    key,
    kind: typeof of === 'number' ? ('heading' as const) : of,
    level: typeof of === 'number' ? of : null,
    text,
    on: true,
  }));
  return { kind, name, catalogue, parts, body: { parts: lines } };
}

/** Names that every repeated part has beside its own: its number, and whether it is the last. */
export const LIST_NAMES: Catalogue = {
  序号: word('1'),
  中文序号: word('一'),
  末项: flag('本重复部分的最后一项'),
};

/** `有承诺` holds where the repeated part `承诺` has an entry: every list brings it. */
const HAS = '有';
export const listOfFlag = (name: string): string | null =>
  name.startsWith(HAS) && name.length > HAS.length ? name.slice(HAS.length) : null;

/** What a name means where these catalogues are in sight, the innermost last; undefined: nothing. */
export function entryOf(name: string, scopes: readonly Catalogue[]): Entry | undefined {
  const found = scopes.findLast((scope) => Object.hasOwn(scope, name))?.[name];
  if (found !== undefined) return found;
  if (scopes.length > 1 && Object.hasOwn(LIST_NAMES, name)) return LIST_NAMES[name];
  const of = listOfFlag(name);
  if (of === null || entryOf(of, scopes)?.type !== 'list') return undefined;
  return flag(`${of}不为空`);
}

/** A name as the editor lists it. */
export interface Placeholder {
  readonly name: string;
  readonly example: string;
  readonly repeats: boolean;
  readonly within: string | null;
}

/** Every name of a catalogue with its example, those of repeated parts behind theirs. */
export function placeholdersOf(catalogue: Catalogue, within: string | null = null): Placeholder[] {
  const own = within === null ? catalogue : { ...catalogue, ...LIST_NAMES };
  return Object.entries(own).flatMap(([name, entry]) => {
    if (entry.type !== 'list') return [{ name, example: entry.example, repeats: false, within }];
    const inner = placeholdersOf(entry.of, name);
    const example = Object.keys(entry.of)
      .map((one) => `{{${one}}}`)
      .join('');
    const has = { name: `${HAS}${name}`, example: `${name}不为空`, repeats: false, within };
    return [{ name, example: `{{#${name}}}${example}{{/${name}}}`, repeats: true, within }, ...inner, has];
  });
}

/** A context in which every name has its example, every mark holds, and every repeated part comes twice. */
export function sampleContext(catalogue: Catalogue): AnyContext {
  return Object.fromEntries(
    Object.entries(catalogue).map(([name, entry]) => {
      if (entry.type === 'flag') return [name, true];
      if (entry.type === 'word') return [name, entry.example];
      const one = sampleContext(entry.of);
      return [
        name,
        [
          { ...one, key: 'a' },
          { ...one, key: 'b' },
        ],
      ];
    }),
  );
}
