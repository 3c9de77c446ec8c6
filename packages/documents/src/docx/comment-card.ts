import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type IBorderOptions,
  type IParagraphOptions,
  LineRuleType,
  Packer,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Tab,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import {
  CARD,
  CARD_SECTIONS,
  type CardFact,
  type CardLayout,
  type CardPromise,
  type CardPromises,
  type CommentCardDocument,
  cardBadges,
  citySize,
  figureSize,
  layoutCard,
  postSize,
  VERDICTS,
} from '../model/comment-card.ts';
import type { RenderOptions } from '../model/copy.ts';
import type { BadgeRun } from '../model/inline.ts';
import { legibleText } from '../model/legible.ts';
import { PROGRAM_INK, PROGRAM_LAMPS } from '../model/statement.ts';
import { copyMarks } from './copy-marks.ts';
import { inline, mm, points, words } from './text.ts';

const INK = '15181C';
const INK2 = '424951';
const INK3 = '626A73';
const ALARM = 'BF2418';
const RULE = 'DDE2E6';
const FONT = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '微软雅黑', cs: 'Arial' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
/** The width between the margins, in twentieths of a point. */
const WIDTH = (CARD.page.width - 2 * CARD.side) * 15;

/** A comment card as a Word file of one page: real text in tables without lines, every line of a fixed height. */
export async function buildCommentCardDocx(
  doc: CommentCardDocument,
  options: RenderOptions = {},
): Promise<Buffer> {
  const shown = layoutCard(doc);
  const size = new Sizes(shown.scale);
  const questions = shown.questions.map(({ city, text }) =>
    size.row(
      [CARD.ask, size.inner - CARD.ask],
      [
        [size.line(words(`问${city}`, size.run(18, { bold: true })), CARD.question.line)],
        [size.line(inline(text, size.run(CARD.question.type)), CARD.question.line)],
      ],
      CARD.question.padding / 2,
      VerticalAlign.TOP,
    ),
  );
  const promises = doc.promises
    ? [
        size.heading(CARD_SECTIONS.promises, doc.promises.note),
        ...(shown.promises.length > 0 ? [promiseTable(doc.promises, shown, size)] : []),
      ]
    : [];
  const left = shown.left
    ? [
        size.line(words(shown.left, size.run(14, { color: INK2 })), 26, {
          spacing: { before: size.twips(4) },
        }),
      ]
    : [];
  const copy = options.copy ? [copyMarks(options.copy, { width: 210, height: 297 })] : [];
  const document = new Document({
    title: `${doc.post} 点评参考卡`,
    creator: doc.organisation,
    lastModifiedBy: doc.organisation,
    styles: { default: { document: { run: { font: FONT, size: points(12), color: INK } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: {
              top: CARD.top * 15,
              bottom: (CARD.page.height - CARD.foot) * 15,
              left: CARD.side * 15,
              right: CARD.side * 15,
              header: mm(5),
              footer: mm(9),
            },
          },
        },
        headers: {
          default: new Header({
            children: [
              new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: copy }),
            ],
          }),
        },
        footers: { default: footer(doc) },
        children: [
          ...cardHead(doc),
          size.heading(CARD_SECTIONS.good, ''),
          size.section(
            shown.good.map((fact) => factRow(fact, false, size)),
            doc.empty?.good,
          ),
          size.heading(CARD_SECTIONS.lagging, ''),
          size.section(
            shown.lagging.map((fact) => factRow(fact, true, size)),
            doc.empty?.lagging,
          ),
          size.heading(CARD_SECTIONS.questions, ''),
          size.section(questions, doc.empty?.questions),
          ...promises,
          ...left,
          // A paragraph must follow a table; it takes no height.
          new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

interface RunLook {
  readonly bold?: boolean;
  readonly color?: string;
}

/** Sizes of the card in Word's units at one scale, and the pieces made of them. */
class Sizes {
  readonly scale: number;
  constructor(scale: number) {
    this.scale = scale;
  }

  /** The inner width in pixels before scaling: columns of a fixed width shrink with the type. */
  get inner(): number {
    return WIDTH / 15 / this.scale;
  }

  get promiseColumns(): number[] {
    const fixed = [CARD.promiseCity, CARD.promised, CARD.result];
    return [...fixed, this.inner - fixed.reduce((a, b) => a + b, 0)];
  }

  /** Pixels to twentieths of a point. */
  twips(px: number): number {
    return Math.round(px * 15 * this.scale);
  }

  run(px: number, look: RunLook = {}): { font: typeof FONT; size: number; bold: boolean; color: string } {
    const half = Math.max(8, Math.round(px * 0.75 * this.scale * 2));
    return { font: FONT, size: half, bold: look.bold === true, color: look.color ?? INK };
  }

  line(children: ParagraphChild[], px: number, more: IParagraphOptions = {}): Paragraph {
    return new Paragraph({
      ...more,
      spacing: { ...more.spacing, line: this.twips(px), lineRule: LineRuleType.EXACT },
      children,
    });
  }

  heading(title: string, note: string): Paragraph {
    return new Paragraph({
      keepNext: true,
      spacing: { before: this.twips(18), line: this.twips(27), lineRule: LineRuleType.EXACT, after: 40 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 6, space: 3, color: INK } },
      children: [
        ...words(title, this.run(20, { bold: true })),
        ...words(note ? `　${note}` : '', this.run(15, { color: INK3 })),
      ],
    });
  }

  section(rows: readonly TableRow[], empty = '无'): Table | Paragraph {
    if (rows.length > 0) return this.table(rows);
    return this.line(words(empty, this.run(15, { color: INK3 })), 36);
  }

  table(rows: readonly TableRow[]): Table {
    return new Table({
      width: { size: WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders: {
        top: NONE,
        bottom: NONE,
        left: NONE,
        right: NONE,
        insideHorizontal: NONE,
        insideVertical: NONE,
      },
      margins: { left: 0, right: 0, top: 0, bottom: 0 },
      rows: [...rows],
    });
  }

  row(
    columns: readonly number[],
    cells: readonly Paragraph[][],
    padding: number,
    verticalAlign: (typeof VerticalAlign)['TOP' | 'CENTER' | 'BOTTOM'],
    rule: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: RULE },
  ): TableRow {
    return new TableRow({
      cantSplit: true,
      children: cells.map(
        (children, i) =>
          new TableCell({
            width: { size: this.twips(columns[i]!), type: WidthType.DXA },
            verticalAlign,
            margins: {
              top: this.twips(padding),
              bottom: this.twips(padding),
              left: 0,
              right: i === 0 ? 0 : 60,
            },
            borders: { top: NONE, left: NONE, right: NONE, bottom: rule },
            children,
          }),
      ),
    });
  }
}

function factRow(fact: CardFact, lagging: boolean, size: Sizes): TableRow {
  const alarm = lagging ? { color: ALARM } : {};
  const { fact: sizes } = CARD;
  const lamp: ParagraphChild[] = fact.lamp
    ? [
        new TextRun({
          ...size.run(14, { bold: true, color: fact.lamp === 'yellow' ? INK : 'FFFFFF' }),
          text: ` ${PROGRAM_LAMPS[fact.lamp]} `,
          shading: { type: ShadingType.CLEAR, color: 'auto', fill: PROGRAM_INK[fact.lamp].slice(1) },
        }),
        new TextRun({ ...size.run(sizes.sentence), text: ' ' }),
      ]
    : [];
  const sentence = fact.sentence.flatMap((run) => {
    const bold = run.kind !== 'badge' && run.bold === true;
    return inline([run], size.run(sizes.sentence, bold ? alarm : {}));
  });
  const figure = size.run(sizes.figure * figureSize(fact), { bold: true, ...alarm });
  return size.row(
    [CARD.city, CARD.figure, size.inner - CARD.city - CARD.figure],
    [
      [
        size.line(
          words(fact.city, size.run(sizes.city * citySize(fact.city, sizes.city, CARD.city), { bold: true })),
          28,
        ),
        size.line(words(fact.subject, size.run(sizes.subject, { color: INK2 })), 20),
      ],
      [
        size.line(
          [...words(fact.figure, figure), ...words(` ${fact.unit}`, size.run(sizes.unit, { color: INK2 }))],
          46,
        ),
      ],
      [size.line([...lamp, ...sentence], sizes.line)],
    ],
    4,
    VerticalAlign.CENTER,
  );
}

function promiseTable(promises: CardPromises, shown: CardLayout, size: Sizes): Table {
  const titles = ['', promises.promisedTitle, '本次兑现', ''].map((title) => [
    size.line(words(title, size.run(14, { color: INK3 })), 20),
  ]);
  return size.table([
    size.row(size.promiseColumns, titles, 4, VerticalAlign.CENTER, NONE),
    ...shown.promises.map((row) => promiseRow(row, size)),
  ]);
}

function promiseRow(row: CardPromise, size: Sizes): TableRow {
  const { mark, word, ink } = VERDICTS[row.verdict];
  const { promise } = CARD;
  const city = promise.type * citySize(row.city, promise.type, CARD.promiseCity);
  const cells = [
    words(row.city, size.run(city, { bold: true })),
    words(row.promised, size.run(promise.type)),
    words(row.result, size.run(promise.type)),
    words(`${mark} ${word}`, size.run(promise.type, { bold: true, color: ink.slice(1) })),
  ];
  return size.row(
    size.promiseColumns,
    cells.map((cell) => [size.line(cell, promise.line)]),
    promise.padding / 2,
    VerticalAlign.CENTER,
  );
}

/** Title at the left, meeting, time and badges at the right, a thick rule below; never scaled. */
function cardHead(doc: CommentCardDocument): (Table | Paragraph)[] {
  const size = new Sizes(1);
  const left = WIDTH / 15 / 2 + 20;
  const post = postSize(doc.post);
  const right = (children: ParagraphChild[]): Paragraph =>
    size.line(children, 24, { alignment: AlignmentType.RIGHT });
  const slot = doc.slot
    ? [
        ...words('　您的点评 ', size.run(14, { color: INK2 })),
        ...words(doc.slot, size.run(14, { bold: true })),
      ]
    : [];
  const badges = cardBadges(doc).flatMap((badge, i) => [
    ...(i > 0 ? [new TextRun({ ...size.run(11), text: ' ' })] : []),
    badgeRun(badge),
  ]);
  return [
    size.table([
      size.row(
        [left, size.inner - left],
        [
          [
            size.line(words('点评参考卡', size.run(16, { color: INK2 })), 26),
            size.line(
              words(doc.post, size.run(post.px, { bold: true })),
              post.lines === 1 ? 44 : post.px * 1.3,
            ),
          ],
          [
            right(words(doc.meeting, size.run(14, { color: INK2 }))),
            right([...words(doc.time, size.run(14)), ...slot]),
            right(badges),
          ],
        ],
        2,
        VerticalAlign.BOTTOM,
        { style: BorderStyle.SINGLE, size: 18, color: INK },
      ),
    ]),
  ];
}

function badgeRun(badge: BadgeRun): TextRun {
  const shut = badge.badge === 'closed';
  return new TextRun({
    font: FONT,
    size: points(8.5),
    text: ` ${legibleText(badge.text)} `,
    color: shut ? 'FFFFFF' : INK,
    border: { style: BorderStyle.SINGLE, size: 4, space: 0, color: shut ? INK2 : '8B939B' },
    ...(shut
      ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: INK2 } }
      : badge.badge === 'simulated'
        ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'E8EBEE' } }
        : {}),
  });
}

function footer(doc: CommentCardDocument): Footer {
  const look = { font: FONT, size: points(9), color: INK3 };
  return new Footer({
    children: [
      new Paragraph({
        border: { top: { style: BorderStyle.SINGLE, size: 6, space: 5, color: 'C3C9CF' } },
        tabStops: [{ type: 'right', position: WIDTH }],
        children: [
          ...words(doc.footer, look),
          new TextRun({ ...look, children: [new Tab()] }),
          ...words(`${doc.number}　第 1 页，共 1 页`, look),
        ],
      }),
    ],
  });
}
