import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleDocument } from '../testing/sample.ts';
import type { Block, DocumentModel } from './document.ts';
import {
  applyEdits,
  type BlockEdit,
  composedRuns,
  editableBlocks,
  figuresOf,
  UnknownFigureError,
} from './edits.ts';
import { figure, plainText, text } from './inline.ts';
import { keyed } from './keys.ts';

const NONE: readonly BlockEdit[] = [];

/** A document of two sections with keyed and unkeyed paragraphs, a list and an attachment. Invented figures. */
function paper(index = '5.02', extra: readonly Block[] = []): DocumentModel {
  return {
    ...sampleDocument(),
    blocks: [
      { kind: 'title', lines: ['关于全省环境质量的', '通报'] },
      { kind: 'recipients', text: '各市人民政府' },
      ...extra,
      { kind: 'heading', level: 1, number: '一、', text: '环境质量', key: 'air' },
      { kind: 'paragraph', key: 'air.lead', runs: [text('综合指数'), figure('index', index), text('。')] },
      { kind: 'paragraph', runs: [text('优良天数'), figure('days', '121', '天'), text('。')] },
      { kind: 'heading', level: 1, number: '二、', text: '重点工作' },
      { kind: 'paragraph', runs: [text('清洁取暖。')] },
      { kind: 'list', style: 'number', items: [{ runs: [text('甲')] }, { runs: [text('乙')] }] },
      { kind: 'heading', level: 1, number: '三、', text: '下一步' },
      { kind: 'heading', level: 2, number: '（一）', text: '抓紧。', runIn: [text('倒排工期。')] },
      { kind: 'signature', organisation: '示例省生态环境厅', date: '2020年7月17日' },
    ],
  };
}

const words = (doc: DocumentModel): string[] =>
  doc.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [plainText(block.runs)]
      : block.kind === 'list'
        ? block.items.map((item) => plainText(item.runs))
        : block.kind === 'heading'
          ? [block.number + block.text + plainText(block.runIn ?? [])]
          : [],
  );
const edit = (id: number, act: BlockEdit['act'], block: string, value?: string): BlockEdit => ({
  id,
  act,
  block,
  runs: value === undefined ? [] : [{ kind: 'text', text: value }],
});
const applied = (model: DocumentModel, edits: readonly BlockEdit[]) =>
  applyEdits(model, edits, figuresOf(model));
const shown = (model: DocumentModel, edits: readonly BlockEdit[]) =>
  editableBlocks(model, edits, figuresOf(model));

describe('keys of blocks', () => {
  it('every block and list item has a key, no key stands twice, keys given stay', () => {
    const keys = (doc: DocumentModel): string[] =>
      doc.blocks.flatMap((block) => [
        block.key ?? '',
        ...(block.kind === 'list' ? block.items.map((item) => item.key ?? '') : []),
        ...(block.kind === 'attachment' ? block.blocks.map((inner) => inner.key ?? '') : []),
      ]);
    for (const doc of [keyed(paper()), keyed(sampleDocument())]) {
      const found = keys(doc);
      expect(found).not.toContain('');
      expect(new Set(found).size).toBe(found.length);
    }
    expect(keys(keyed(paper()))).toContain('air.lead');
    expect(keyed(keyed(paper()))).toEqual(keyed(paper()));
  });

  it('a section put in before changes no key of the others, nor do moved figures', () => {
    const before = keyed(paper()).blocks.map((block) => block.key);
    const extra: Block[] = [
      { kind: 'heading', level: 1, number: '一、', text: '总体情况' },
      { kind: 'paragraph', runs: [text('总体向好。')] },
    ];
    const after = keyed(paper('4.98', extra)).blocks.map((block) => block.key);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(before.length + 2);
  });
});

describe('edits over a composed document', () => {
  it('replaces words; figures are named, their digits those of the day', () => {
    const edits: BlockEdit[] = [
      {
        id: 1,
        act: 'replace',
        block: 'air.lead',
        runs: [
          { kind: 'text', text: '指数为', bold: true },
          { kind: 'figure', id: 'index' },
          { kind: 'text', text: '，优良' },
          { kind: 'figure', id: 'days' },
        ],
      },
    ];
    expect(words(applied(paper(), edits))).toContain('指数为5.02，优良121天');
    expect(words(applied(paper('4.98'), edits))).toContain('指数为4.98，优良121天');
  });

  it('a figure keeps how it stood in the block: bold, without the unit that the heading names', () => {
    const model: DocumentModel = {
      ...paper(),
      blocks: [
        { kind: 'paragraph', key: 'a', runs: [figure('x', '46', '微克/立方米')] },
        { kind: 'paragraph', key: 'b', runs: [text('为'), { ...figure('x', '46'), bold: true }] },
      ],
    };
    const result = applied(model, [
      { id: 1, act: 'replace', block: 'b', runs: [{ kind: 'figure', id: 'x' }] },
    ]);
    expect(result.blocks[1]).toMatchObject({ runs: [{ kind: 'figure', id: 'x', text: '46', bold: true }] });
    expect(words(result)).toEqual(['46微克/立方米', '46']);
  });

  it('an unknown figure in an edit in force is refused, in one that was taken back it is not', () => {
    const bad: BlockEdit = {
      id: 1,
      act: 'replace',
      block: 'air.lead',
      runs: [{ kind: 'figure', id: 'nothing' }],
    };
    expect(() => applied(paper(), [bad])).toThrow(UnknownFigureError);
    expect(() => shown(paper(), [bad])).toThrow(UnknownFigureError);
    expect(() => applied(paper(), [bad, edit(2, 'restore', 'air.lead')])).not.toThrow();
    expect(() => applied(paper(), [{ ...bad, block: 'gone' }])).not.toThrow();
  });

  it('added paragraphs stand in the order they were added, those added after them behind them', () => {
    const edits = [
      edit(1, 'insert', 'air.lead', '第一'),
      edit(2, 'insert', 'air.lead', '第二'),
      edit(3, 'insert', 'e1', '第一之后'),
      edit(4, 'remove', 'e2'),
      edit(5, 'insert', 'air.lead', '第三'),
      edit(6, 'replace', 'e5', '第三改'),
    ];
    const all = words(applied(paper(), edits));
    const at = all.indexOf('第一');
    expect(all.slice(at - 1, at + 4)).toEqual([
      '综合指数5.02。',
      '第一',
      '第一之后',
      '第三改',
      '优良天数121天。',
    ]);
    expect(words(applied(paper(), [...edits, edit(7, 'restore', 'e5'), edit(8, 'restore', 'e2')]))).toEqual(
      expect.arrayContaining(['第二', '第三']),
    );
  });

  it('list items are edited, removed and added as items', () => {
    const list = keyed(paper()).blocks.find((block) => block.kind === 'list')!;
    const [first, second] = list.kind === 'list' ? list.items.map((item) => item.key!) : [];
    const result = applied(paper(), [edit(1, 'insert', first!, '丙'), edit(2, 'remove', second!)]);
    const after = result.blocks.find((block) => block.kind === 'list');
    expect(after?.kind === 'list' && after.items.map((item) => plainText(item.runs))).toEqual(['甲', '丙']);
  });

  it('what was added where nothing is composed any more stands at the end of its section, marked', () => {
    const edits = [edit(1, 'insert', 'air.gone', '不能丢'), edit(2, 'insert', 'nowhere', '也不能丢')];
    const all = words(applied(paper(), edits));
    expect(all.indexOf('不能丢')).toBe(all.indexOf('优良天数121天。') + 1);
    expect(all.at(-1)).toBe('也不能丢');
    expect(shown(paper(), edits).filter((block) => block.stale)).toHaveLength(2);
  });

  it('headings are numbered anew where one was removed', () => {
    const heads = (doc: DocumentModel) =>
      doc.blocks.flatMap((block) => (block.kind === 'heading' ? [block.number] : []));
    expect(heads(applied(paper(), [edit(1, 'remove', 'air')]))).toEqual(['一、', '二、', '（一）']);
    expect(heads(applied(paper(), NONE))).toEqual(['一、', '二、', '三、', '（一）']);
  });

  it('a heading that runs on keeps its own words apart from what follows', () => {
    const key = shown(paper(), NONE).find((block) => block.level === 2)!.key;
    const result = applied(paper(), [edit(1, 'replace', key, '加快。限期办结。')]);
    expect(result.blocks.find((block) => block.key === key)).toMatchObject({
      text: '加快。',
      runIn: [{ text: '限期办结。' }],
    });
  });

  it('another title is the name of the document too, in lines by meaning', () => {
    const result = applied(paper(), [
      edit(1, 'replace', 'title', '关于2021年上半年全省环境质量及重点工作进展情况的通报'),
    ]);
    expect(result.title).toBe('关于2021年上半年全省环境质量及重点工作进展情况的通报');
    const title = result.blocks.find((block) => block.kind === 'title');
    expect(title?.kind === 'title' && title.lines.length).toBe(2);
    expect(title?.kind === 'title' && title.lines.every((line) => !/^[的年月]/u.test(line))).toBe(true);
    expect(applied(paper(), NONE).title).toBe(paper().title);
  });

  it('says when the words below an edit moved, but not for digits alone', () => {
    const before = composedRuns(paper(), 'air.lead')!;
    const edits: BlockEdit[] = [{ ...edit(1, 'replace', 'air.lead', '改过'), before }];
    const stale = (model: DocumentModel) =>
      shown(model, edits).find((block) => block.key === 'air.lead')?.stale;
    expect(stale(paper())).toBe(false);
    expect(stale(paper('4.01'))).toBe(false);
    const reworded = paper();
    const blocks = reworded.blocks.map(
      (block): Block =>
        block.key === 'air.lead' && block.kind === 'paragraph'
          ? { ...block, runs: [text('指数回升。')] }
          : block,
    );
    expect(stale({ ...reworded, blocks })).toBe(true);
  });

  it('a table as a whole and red heads cannot be edited', () => {
    const model = keyed(sampleDocument());
    const keys = model.blocks
      .filter((block) => ['table', 'red-head', 'record'].includes(block.kind))
      .map((b) => b.key!);
    const edits = keys.flatMap((key, i) => [edit(i + 1, 'remove', key), edit(i + 50, 'replace', key, 'x')]);
    expect(applied(sampleDocument(), edits)).toEqual(model);
  });
});

describe('properties of edits', () => {
  const base = paper();
  const keys = [
    ...editableBlocks(base, [], new Map()).map((block) => block.key),
    ...['signature', 'gone', 'air.gone', 'e1', 'e2', 'e3', 'e7'],
  ];
  const run = fc.oneof(
    fc.string().map((value) => ({ kind: 'text' as const, text: value })),
    fc.constantFrom('index', 'days').map((id) => ({ kind: 'figure' as const, id })),
  );
  const edits = fc.array(
    fc.record({
      id: fc.integer({ min: 1, max: 12 }),
      block: fc.constantFrom(...keys),
      act: fc.constantFrom<BlockEdit['act']>('replace', 'insert', 'remove', 'restore'),
      runs: fc.array(run, { maxLength: 5 }),
    }),
    { maxLength: 14 },
  );
  const figure0 = fc.record({
    index: fc.stringMatching(/^\d{1,3}\.\d{2}$/u),
    days: fc.stringMatching(/^\d{1,3}$/u),
  });

  it('figures in edited texts always have the digits of the dictionary', () => {
    fc.assert(
      fc.property(edits, figure0, (list, values) => {
        const dictionary = new Map([
          ['index', { text: values.index }],
          ['days', { text: values.days, unit: '天' }],
        ]);
        const result = applyEdits(base, list, dictionary);
        const untouched = new Set(
          editableBlocks(base, list, dictionary).flatMap((b) => (b.origin === 'composed' ? [b.key] : [])),
        );
        for (const block of result.blocks) {
          if (block.kind !== 'paragraph' || untouched.has(block.key!)) continue;
          for (const part of block.runs) {
            if (part.kind === 'figure')
              expect(part.text).toBe(part.id === 'index' ? values.index : values.days);
          }
        }
      }),
    );
  });

  it('the same edits given twice give the same document, and applying changes neither document nor edits', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const unique = [...new Map(list.map((item) => [item.id, item])).values()];
        const frozen = JSON.stringify([base, unique]);
        const once = applied(base, unique);
        expect(applied(base, [...unique, ...unique])).toEqual(once);
        expect(applied(base, unique.toReversed())).toEqual(once);
        expect(JSON.stringify([base, unique])).toBe(frozen);
      }),
    );
  });

  it('restoring every block and removing what was added gives the composed words back', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const own = [...new Map(list.map((item) => [item.id, item])).values()];
        const undo = own.map((item, i) =>
          item.act === 'insert'
            ? edit(100 + i, 'remove', `e${item.id}`)
            : edit(100 + i, 'restore', item.block),
        );
        // Restoring an added block before it is removed would bring it back: removals come last.
        const sorted = [
          ...undo.filter((u) => u.act === 'restore'),
          ...undo.filter((u) => u.act === 'remove'),
        ];
        const renumbered = sorted.map((item, i) => ({ ...item, id: 100 + i }));
        expect(applied(base, [...own, ...renumbered])).toEqual(keyed(base));
      }),
    );
  });

  it('the editor and the document show the same words in the same order', () => {
    fc.assert(
      fc.property(edits, (list) => {
        const dictionary = figuresOf(base);
        const editor = editableBlocks(base, list, dictionary).filter((block) => block.kind === 'paragraph');
        const doc = applyEdits(base, list, dictionary).blocks.flatMap((block) =>
          block.kind === 'paragraph'
            ? [block.key!]
            : block.kind === 'list'
              ? block.items.map((i) => i.key!)
              : [],
        );
        expect(editor.map((block) => block.key)).toEqual(doc);
      }),
    );
  });
});
