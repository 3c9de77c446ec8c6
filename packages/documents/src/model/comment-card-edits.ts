import {
  CARD_SECTIONS,
  type CardFact,
  type CardPromise,
  type CommentCardDocument,
  VERDICTS,
} from './comment-card.ts';
import type { Block, DocumentModel } from './document.ts';
import { cellRuns, wordCell } from './edit-tables.ts';
import { applyEdits, type BlockEdit } from './edits.ts';
import type { FigureDictionary } from './figures.ts';
import { type Inline, plainText, text } from './inline.ts';
import { PROGRAM_LAMPS } from './statement.ts';
import type { TableBlock, TableColumn, TableRow } from './table.ts';

/**
 * A comment card as a document for its editor: its sentences, questions and promises are what people change; cities, figures,
 * lamps and verdicts are the form's own. Questions are paragraphs that begin with the city in bold; others may be added.
 */
export function cardDocument(card: CommentCardDocument): DocumentModel {
  const { id, language, date, organisation, simulated, badges, promises, empty } = card;
  return {
    kind: 'official',
    version: 1,
    id,
    form: 'plain',
    title: `点评参考卡：${card.post}`,
    language,
    date,
    organisation,
    simulated,
    badges,
    blocks: [
      ...factBlocks('good', card.good, empty?.good),
      ...factBlocks('lagging', card.lagging, empty?.lagging),
      { ...sectionHead('questions'), fixed: 'words' },
      ...card.questions.map(({ city, text: asked }): Block => {
        const name: Inline[] = city === '' ? [] : [{ kind: 'text', text: `${city}：`, bold: true }];
        return { kind: 'paragraph', key: `questions.${plain(city)}`, runs: [...name, ...asked] };
      }),
      ...(card.questions.length === 0 ? [line('questions.empty', empty?.questions ?? '无')] : []),
      ...(promises === null
        ? []
        : [sectionHead('promises'), line('promises.note', promises.note), promiseTable(promises)]),
      line('footer', card.footer),
    ],
  };
}

/** The card with the edits laid over it. Throws UnknownFigureError as `applyEdits` does. */
export function applyCardEdits(
  card: CommentCardDocument,
  edits: readonly BlockEdit[],
  figures: FigureDictionary,
): CommentCardDocument {
  const { blocks } = applyEdits(cardDocument(card), edits, figures);
  const table = (id: string) => blocks.find((block) => block.kind === 'table' && block.id === id);
  const words = (key: string): string | undefined => {
    const block = blocks.find((one) => one.key === key);
    return block?.kind === 'paragraph' ? plainText(block.runs) : undefined;
  };
  const facts = (section: 'good' | 'lagging'): CardFact[] => {
    const found = table(section);
    const rows = found?.kind === 'table' ? found.rows : [];
    const own = factKeys(card[section]);
    return rows.flatMap((row) => {
      const fact = card[section][own.indexOf(row.key ?? '')];
      const [, subject, , , sentence] = row.cells;
      if (!fact || !subject || !sentence) return [];
      return [{ ...fact, subject: subject.text, sentence: dressed(cellRuns(sentence), fact.sentence) }];
    });
  };
  const start = blocks.findIndex(({ key }) => key === 'questions');
  const stop = blocks.findIndex(({ key }, at) => at > start && (key === 'promises' || key === 'footer'));
  const asked = blocks
    .slice(start + 1, stop)
    .flatMap((block) =>
      block.kind === 'paragraph' && block.key !== 'questions.empty' ? [question(block.runs)] : [],
    );
  const promised = table('promises');
  const keys = promiseKeys(card.promises?.rows ?? []);
  return {
    ...card,
    good: facts('good'),
    lagging: facts('lagging'),
    questions: asked,
    promises:
      card.promises === null || promised?.kind !== 'table'
        ? card.promises
        : {
            note: words('promises.note') ?? card.promises.note,
            promisedTitle: promised.header[0]?.[1]?.text ?? card.promises.promisedTitle,
            rows: promised.rows.flatMap((row) => {
              const one = card.promises?.rows[keys.indexOf(row.key ?? '')];
              const [, what, result] = row.cells;
              return one && what && result ? [{ ...one, promised: what.text, result: result.text }] : [];
            }),
          },
    ...(card.empty === undefined ? {} : { empty: emptyWords(card.empty, words) }),
    footer: words('footer') ?? card.footer,
  };
}

type Empty = NonNullable<CommentCardDocument['empty']>;

function emptyWords(empty: Empty, words: (key: string) => string | undefined): Empty {
  const kept = (['good', 'lagging', 'questions'] as const).flatMap((part) => {
    const value = words(`${part}.empty`) ?? empty[part];
    return value === undefined ? [] : [[part, value] as const];
  });
  return Object.fromEntries(kept);
}

const sectionHead = (key: keyof typeof CARD_SECTIONS): Extract<Block, { kind: 'heading' }> => ({
  kind: 'heading',
  level: 1,
  number: '',
  text: CARD_SECTIONS[key],
  key,
  fixed: 'all',
});

const line = (key: string, words: string): Block => ({
  kind: 'paragraph',
  key,
  fixed: 'place',
  runs: [text(words)],
});

function factBlocks(section: 'good' | 'lagging', facts: readonly CardFact[], empty = '无'): Block[] {
  if (facts.length === 0) return [sectionHead(section), line(`${section}.empty`, empty)];
  const keys = factKeys(facts);
  return [
    sectionHead(section),
    cardTable(
      section,
      [
        { key: 'city', width: 1.2, align: 'left', fixed: true },
        { key: 'subject', width: 1.5, align: 'left' },
        { key: 'figure', width: 1.2, align: 'decimal' },
        { key: 'lamp', width: 0.8, align: 'center', fixed: true },
        { key: 'sentence', width: 5, align: 'left' },
      ],
      ['市', '事项', '数', '灯', '点评要点'].map((words) => ({ text: words, fixed: true })),
      facts.map((fact, index) => ({
        key: keys[index] ?? '',
        cells: [
          { text: fact.city, bold: true },
          { text: fact.subject },
          fact.figureId === undefined
            ? { text: fact.figure }
            : { text: fact.figure, figureId: fact.figureId },
          { text: fact.lamp === null ? '' : PROGRAM_LAMPS[fact.lamp] },
          wordCell(fact.sentence),
        ],
      })),
    ),
  ];
}

function promiseTable({ promisedTitle, rows }: NonNullable<CommentCardDocument['promises']>): TableBlock {
  const keys = promiseKeys(rows);
  return cardTable(
    'promises',
    [
      { key: 'city', width: 1.2, align: 'left', fixed: true },
      { key: 'promised', width: 4, align: 'left' },
      { key: 'result', width: 3, align: 'left' },
      { key: 'verdict', width: 1.4, align: 'center', fixed: true },
    ],
    [
      { text: '市', fixed: true },
      { text: promisedTitle },
      { text: '本次兑现', fixed: true },
      { text: '结论', fixed: true },
    ],
    rows.map((row, index) => ({
      key: keys[index] ?? '',
      cells: [
        { text: row.city, bold: true },
        { text: row.promised },
        { text: row.result },
        { text: VERDICTS[row.verdict].word },
      ],
    })),
  );
}

const cardTable = (
  id: string,
  columns: readonly TableColumn[],
  header: TableBlock['header'][number],
  rows: readonly TableRow[],
): TableBlock => ({ kind: 'table', id, fixed: 'all', columns, header: [header], rows });

/** Signs that addresses are put together with stand in no key. */
const plain = (words: string): string => words.replace(/[/#]/gu, '.');

const factKeys = (facts: readonly CardFact[]): string[] =>
  numbered(facts.map(({ figureId, city, subject }) => plain(figureId ?? `${city}.${subject}`)));

/** By the composer's name; without one by the city and its place among the city's promises. */
const promiseKeys = (rows: readonly CardPromise[]): string[] =>
  numbered(rows.map(({ key, city }) => plain(key ?? city)));

/** A second use of a key gets '~2', as `keyed` does it. */
function numbered(keys: readonly string[]): string[] {
  const used = new Map<string, number>();
  return keys.map((key) => {
    const n = (used.get(key) ?? 0) + 1;
    used.set(key, n);
    return n === 1 ? key : `${key}~${n}`;
  });
}

/** A question's city is its bold beginning. */
function question(runs: readonly Inline[]): CommentCardDocument['questions'][number] {
  const [first, ...rest] = runs;
  if (first?.kind !== 'text' || !first.bold) return { city: '', text: runs };
  return { city: first.text.replace(/：$/u, ''), text: rest };
}

/** Words that were not changed keep how they were set, bold ones bold. */
const dressed = (runs: readonly Inline[], composed: readonly Inline[]): readonly Inline[] =>
  plainText(runs) === plainText(composed) ? composed : runs;
