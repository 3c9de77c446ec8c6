import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDocx } from '../docx/render.ts';
import { renderHtml } from '../html/official.ts';
import { sampleDocument } from '../testing/sample.ts';
import { sampleCard } from '../testing/sample-card.ts';
import { applyCardEdits, cardDocument } from './comment-card-edits.ts';
import type { DocumentModel } from './document.ts';
import {
  applyEdits,
  type BlockEdit,
  composedRuns,
  editableBlocks,
  editPlaces,
  figuresOf,
  findEditable,
  piecesOf,
} from './edits.ts';
import { plainText } from './inline.ts';
import { keyed } from './keys.ts';
import type { TableBlock, TableRow } from './table.ts';

/** Words of an edit. */
const text = (value: string) => ({ kind: 'text', text: value }) as const;
const row = (key: string, name: string, progress: string, reason: string): TableRow => ({
  key,
  cells: [
    { text: name },
    { text: progress, value: Number(progress), figureId: `${key}/progress` },
    { text: reason },
  ],
});
const NORTH = row('140200', '大同', '16.6', '施工队不足');
const SOUTH = row('141000', '临汾', '52.4', '—');

function table(rows: readonly TableRow[] = [NORTH, SOUTH]): TableBlock {
  return {
    kind: 'table',
    id: 'work',
    caption: '重点工作进展',
    columns: [
      { key: 'city', width: 1, align: 'center', fixed: true },
      { key: 'progress', width: 1, align: 'decimal' },
      { key: 'reason', width: 3, align: 'left' },
    ],
    header: [[{ text: '市' }, { text: '完成率%' }, { text: '情况' }]],
    rows,
    notes: ['注：截至月末。'],
  };
}
const paper = (rows?: readonly TableRow[]): DocumentModel => ({ ...sampleDocument(), blocks: [table(rows)] });
const edit = (
  id: number,
  act: BlockEdit['act'],
  block: string,
  ...runs: BlockEdit['runs'][number][]
): BlockEdit => ({
  id,
  act,
  block,
  runs,
});
const applied = (model: DocumentModel, edits: readonly BlockEdit[]) =>
  applyEdits(model, edits, figuresOf(model));
const tableOf = (model: DocumentModel): TableBlock => {
  const [block] = model.blocks;
  if (block?.kind !== 'table') throw new Error('no table');
  return block;
};
const REASON = 'table:work/140200/reason';

describe('edits of tables', () => {
  it('words of a cell, a heading, the caption and a note are changed; figures, names and judgements are not', () => {
    const edits = [
      edit(1, 'replace', REASON, text('只完成'), { kind: 'figure', id: '140200/progress' }),
      edit(2, 'replace', 'table:work/#head1/reason', text('原因')),
      edit(3, 'replace', 'table:work/#caption', text('进展表')),
      edit(4, 'replace', 'table:work/#note/1', text('注：另行核对。')),
      edit(5, 'replace', 'table:work/140200/progress', text('99.9')),
      edit(6, 'replace', 'table:work/140200/city', text('临汾')),
      edit(7, 'remove', 'table:work'),
    ];
    const after = tableOf(applied(paper(), edits));
    expect(after.caption).toBe('进展表');
    expect(after.header[0]?.map((cell) => cell.text)).toEqual(['市', '完成率%', '原因']);
    expect(after.notes).toEqual(['注：另行核对。']);
    expect(after.rows[0]?.cells.map((cell) => cell.text)).toEqual(['大同', '16.6', '只完成16.6']);
    // A reference among the words: newer data, newer digits.
    const newer = [row('140200', '大同', '20.1', '施工队不足'), SOUTH];
    expect(tableOf(applied(paper(newer), edits)).rows[0]?.cells[2]?.text).toBe('只完成20.1');
    expect(renderHtml(applied(paper(), edits))).toContain(
      '只完成<span class="qz-fig" data-figure="140200/progress">16.6',
    );
  });

  it('an edit finds its row wherever it stands; where it is gone it is told, and does nothing', () => {
    const edits = [edit(1, 'replace', REASON, text('已补两队'))];
    expect(tableOf(applied(paper([SOUTH, NORTH]), edits)).rows[1]?.cells[2]?.text).toBe('已补两队');
    expect(editPlaces(paper(), edits).get(1)).toEqual({
      place: { part: 'cell', table: '重点工作进展', row: '大同', column: '情况' },
      lost: false,
    });
    const gone = paper([SOUTH]);
    expect(tableOf(applied(gone, edits)).rows).toHaveLength(1);
    expect(editPlaces(gone, edits).get(1)).toMatchObject({ lost: true, place: { row: '' } });
  });

  it('says when the composed words of a cell moved', () => {
    const edits = [
      { ...edit(1, 'replace', REASON, text('已补两队')), before: composedRuns(paper(), REASON)! },
    ];
    const stale = (model: DocumentModel) => findEditable(model, edits, figuresOf(model), REASON)?.stale;
    expect(stale(paper())).toBe(false);
    expect(stale(paper([row('140200', '大同', '16.6', '资金未到'), SOUTH]))).toBe(true);
  });

  it('a row is taken out and put back; a table without rows can still be drawn', async () => {
    const edits = [edit(1, 'remove', 'table:work/140200', text('已并入临汾'))];
    expect(tableOf(applied(paper(), edits)).rows.map((one) => one.key)).toEqual(['141000']);
    const shown = editableBlocks(paper(), edits, new Map())[0]?.table;
    expect(shown?.rows.map((one) => one.removed)).toEqual([true, false]);
    expect(applied(paper(), [...edits, edit(2, 'restore', 'table:work/140200')])).toEqual(keyed(paper()));
    const none = applied(paper(), [...edits, edit(2, 'remove', 'table:work/141000')]);
    expect((await buildDocx(none)).length).toBeGreaterThan(1000);
  });

  it('property: no edits change a figure, and taking them back gives the composed table', () => {
    const parts = ['', '/#caption', '/#head1/reason', '/#note/1', '/140200', '/141000'].map(
      (end) => `table:work${end}`,
    );
    const cells = ['140200', '141000'].flatMap((key) =>
      ['city', 'progress', 'reason'].map((column) => `table:work/${key}/${column}`),
    );
    const run = fc.oneof(
      fc.string().map((value) => text(value)),
      fc.constantFrom('140200/progress', '141000/progress').map((id) => ({ kind: 'figure' as const, id })),
    );
    const any = fc.record({
      id: fc.integer({ min: 1, max: 20 }),
      block: fc.constantFrom(...parts, ...cells),
      act: fc.constantFrom<BlockEdit['act']>('replace', 'remove', 'restore'),
      runs: fc.array(run, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (edits) => {
        const after = applied(paper(), edits);
        for (const { key, cells: now } of tableOf(after).rows) {
          const composed = [NORTH, SOUTH].find((one) => one.key === key);
          expect(now[0]).toEqual(composed?.cells[0]);
          expect(now[1]).toEqual(composed?.cells[1]);
          for (const part of now[2]?.runs ?? []) {
            if (part.kind === 'figure')
              expect(part.text).toBe(part.id === '140200/progress' ? '16.6' : '52.4');
          }
        }
        const back = edits.map(({ block }, index) => edit(100 + index, 'restore', block));
        expect(applied(paper(), [...edits, ...back])).toEqual(keyed(paper()));
        // What the editor shows is what is printed.
        const shown = editableBlocks(paper(), edits, figuresOf(paper()))[0]?.table;
        expect(shown?.rows.filter(({ removed }) => !removed)).toHaveLength(tableOf(after).rows.length);
      }),
    );
  });
});

describe('DIS-6.4 edits of a comment card', () => {
  const card = sampleCard();
  const figures = figuresOf(cardDocument(card));
  const keys = editableBlocks(cardDocument(card), [], figures).flatMap(({ key, table: own }) =>
    own === null ? [key] : [...piecesOf(own), ...own.rows].flatMap((one) => one.key ?? []),
  );

  it('without edits it is the card itself', () => {
    expect(applyCardEdits(card, [], figures)).toEqual(card);
  });

  it('sentences, questions and promises are changed, a question is added, a fact taken out; figures stand', () => {
    const sentence = keys.find((key) => key.startsWith('table:good/heat:a/') && key.endsWith('sentence'))!;
    const after = applyCardEdits(
      card,
      [
        edit(
          1,
          'replace',
          sentence,
          text('超前 '),
          { kind: 'figure', id: 'heat:a:gap' },
          text('，经验可推广'),
        ),
        edit(2, 'insert', 'questions.丁州', { kind: 'text', text: '戊州：', bold: true }, text('何时改完？')),
        edit(3, 'remove', keys.find((key) => /^table:lagging\/[^/]+$/u.test(key))!),
        edit(4, 'replace', 'footer', text('仅供参考。')),
        edit(5, 'replace', 'table:good/heat:a/figure', text('99.9')),
        edit(6, 'remove', 'questions'),
      ],
      figures,
    );
    expect(plainText(after.good[0]?.sentence ?? [])).toBe('超前 17.4 点，经验可推广');
    expect(after.good[0]).toMatchObject({ city: '甲州', figure: '52.4', unit: '%' });
    expect(after.questions.map(({ city }) => city)).toEqual(['丁州', '戊州', '戊州']);
    expect(plainText(after.questions[1]?.text ?? [])).toBe('何时改完？');
    expect(after.lagging).toEqual(card.lagging.slice(1));
    expect(after.footer).toBe('仅供参考。');
    expect(after.promises).toEqual(card.promises);
  });

  it('property: whatever is edited, the large figures stay, and taking it back gives the card', () => {
    const any = fc.record({
      id: fc.integer({ min: 1, max: 20 }),
      block: fc.constantFrom(...keys),
      act: fc.constantFrom<BlockEdit['act']>('replace', 'remove', 'restore'),
      runs: fc.array(
        fc.string().map((value) => text(value)),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 10 }), (edits) => {
        const after = applyCardEdits(card, edits, figures);
        const known = [...card.good, ...card.lagging].map((fact) => `${fact.city}${fact.figure}${fact.unit}`);
        for (const fact of [...after.good, ...after.lagging]) {
          expect(known).toContain(`${fact.city}${fact.figure}${fact.unit}`);
        }
        const back = edits.map(({ block }, index) => edit(100 + index, 'restore', block));
        expect(applyCardEdits(card, [...edits, ...back], figures)).toEqual(card);
      }),
    );
  });
});
