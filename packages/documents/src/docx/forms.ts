import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  FrameAnchorType,
  FrameWrap,
  HeightRule,
  HorizontalPositionAlign,
  type IParagraphOptions,
  LineRuleType,
  OverlapType,
  Paragraph,
  RelativeVerticalPosition,
  Tab,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalPositionAlign,
  WidthType,
} from 'docx';
import type { DocumentForm, RecordBlock, RedHeadBlock } from '../model/document.ts';
import { widthEm } from '../model/table.ts';
import { LINE, PORTRAIT_MM, RED } from './page.ts';
import { face, mm, points, words } from './text.ts';

const FLUSH = { firstLine: 0, firstLineChars: 0 };
/** 170 mm in the middle of the page, from a text block of 156 mm: 8 mm out at the left, 6 mm at the right. */
const WIDE = { left: -mm(8), right: -mm(6), ...FLUSH };

/** 版头 of a form. A letter's mark stands in the header of its first page (see `letterHeader`), its number here. */
export function docxRedHead(block: RedHeadBlock, form: DocumentForm): FileChild[] {
  if (form === 'plain') return [];
  if (form === 'letter') return letterNumber(block);
  const markings = block.markings ?? [];
  const space = Math.max(0, mm(35) - markings.length * LINE);
  const number = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: LINE, line: LINE, lineRule: LineRuleType.EXACT, after: LINE },
    ...(block.issued && form === 'minutes' ? {} : { border: redLine }),
    children: words(block.number ?? ''),
  });
  return [
    ...markings.map(
      (line) =>
        new Paragraph({
          style: 'Body',
          widowControl: false,
          indent: FLUSH,
          children: words(line, { font: face('hei') }),
        }),
    ),
    // Word drops space above the first paragraph of a page: an empty line of exactly that height stands in.
    new Paragraph({
      spacing: { line: space - 200, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      children: [],
    }),
    markParagraph(block.mark, 48),
    number,
    ...(block.issued && form === 'minutes' ? [issuedLine(block.issued)] : []),
  ];
}

const redLine = { bottom: { style: BorderStyle.SINGLE, size: 18, space: 8, color: RED } };

function markParagraph(mark: string, widest: number): Paragraph {
  const size = Math.min(widest, Math.floor((mm(150) / 20 / mark.length) * 0.96));
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: Math.round(size * 20 * 1.3), lineRule: LineRuleType.EXACT },
    children: words(mark, {
      font: face('title'),
      size: points(size),
      color: RED,
      characterSpacing: Math.round(size * 0.05 * 20),
    }),
  });
}

/** Who drew the minutes up, and when, above the red line. */
function issuedLine(issued: { readonly office: string; readonly date: string }): Paragraph {
  return new Paragraph({
    spacing: { line: LINE, lineRule: LineRuleType.EXACT, after: LINE },
    border: redLine,
    tabStops: [{ type: 'right', position: mm(PORTRAIT_MM) - 320 }],
    children: [...words(`　${issued.office}`), new TextRun({ children: [new Tab()] }), ...words(issued.date)],
  });
}

/** The mark 30 mm below the page's edge and the double line below it, for the header of a letter's first page. */
export function letterHeader(block: RedHeadBlock): Paragraph[] {
  return [
    markParagraph(block.mark, 40),
    new Paragraph({
      spacing: { line: mm(3), lineRule: LineRuleType.EXACT, after: 120 },
      indent: WIDE,
      border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 36, space: 1, color: RED } },
      children: [],
    }),
  ];
}

/** The lower double line, for the footer of a letter's first page. */
export function letterFooter(): Paragraph {
  return new Paragraph({
    spacing: { line: 20, lineRule: LineRuleType.EXACT },
    indent: WIDE,
    border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 36, space: 1, color: RED } },
    children: [],
  });
}

function letterNumber(block: RedHeadBlock): Paragraph[] {
  const [first = '', ...rest] = block.markings ?? [];
  const line = (children: TextRun[], after: number): Paragraph =>
    new Paragraph({
      style: 'Body',
      widowControl: false,
      alignment: AlignmentType.LEFT,
      indent: FLUSH,
      spacing: { after },
      tabStops: [{ type: 'right', position: mm(PORTRAIT_MM) }],
      children,
    });
  return [
    line(
      [
        ...words(first, { font: face('hei') }),
        new TextRun({ children: [new Tab()] }),
        ...words(block.number ?? ''),
      ],
      rest.length === 0 ? LINE : 0,
    ),
    ...rest.map((marking, i) =>
      line(words(marking, { font: face('hei') }), i === rest.length - 1 ? LINE : 0),
    ),
  ];
}

/** 版记. In a letter the distribution alone, at the foot of the page on which the text ends, without rules. */
export function docxRecord(block: RecordBlock, form: DocumentForm): Paragraph[] {
  if (form !== 'letter') return record(block);
  if (block.copyTo === null) return [];
  return [
    new Paragraph({
      spacing: { line: 440, lineRule: LineRuleType.EXACT },
      indent: { left: 1120, right: 280, hanging: 840 },
      frame: {
        type: 'alignment',
        width: mm(PORTRAIT_MM),
        height: 440,
        rule: HeightRule.ATLEAST,
        wrap: FrameWrap.AROUND,
        anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
        alignment: { x: HorizontalPositionAlign.LEFT, y: VerticalPositionAlign.BOTTOM },
      },
      children: words(`抄送：${block.copyTo}。`, { size: points(14) }),
    }),
    // A frame needs a paragraph to hang on.
    new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] }),
  ];
}

/** 版记 at the foot of its own (even) page: an empty paragraph of the height above it holds it there, in every program. */
function record(block: RecordBlock): Paragraph[] {
  const holder = new Paragraph({
    spacing: { line: mm(225) - recordHeight(block), lineRule: LineRuleType.EXACT },
    children: [],
  });
  return [holder, ...recordLines(block)];
}

/** 版记 at the foot of the page on which the text ends: a table of its lines that stands on the lower margin. */
export function docxRecordBelow(block: RecordBlock): FileChild[] {
  const thick = { style: BorderStyle.SINGLE, size: 8, color: '000000' };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const width = mm(PORTRAIT_MM);
  const rows = recordLines(block, {}).map(
    (line) =>
      new TableRow({
        cantSplit: true,
        children: [new TableCell({ width: { size: width, type: WidthType.DXA }, children: [line] })],
      }),
  );
  return [
    new Table({
      rows,
      width: { size: width, type: WidthType.DXA },
      columnWidths: [width],
      layout: TableLayoutType.FIXED,
      margins: { left: 0, right: 0, top: 80, bottom: 80 },
      borders: {
        top: thick,
        bottom: thick,
        left: none,
        right: none,
        insideHorizontal: { style: BorderStyle.SINGLE, size: 6, color: '000000' },
        insideVertical: none,
      },
      float: {
        // From the page's edge: of the margins' width, LibreOffice lets nothing float that leaves no room beside it.
        horizontalAnchor: TableAnchorType.PAGE,
        absoluteHorizontalPosition: mm(28),
        verticalAnchor: TableAnchorType.MARGIN,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
        overlap: OverlapType.NEVER,
      },
    }),
    // What floats hangs on the paragraph after it.
    new Paragraph({ spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] }),
  ];
}

/** 抄送, and who printed it when; without rules where `borders` is given. */
function recordLines(block: RecordBlock, borders?: IParagraphOptions['border']): Paragraph[] {
  const thick = { style: BorderStyle.SINGLE, size: 8, space: 4, color: '000000' };
  const thin = { style: BorderStyle.SINGLE, size: 6, space: 4, color: '000000' };
  const spacing = { line: 440, lineRule: LineRuleType.EXACT };
  const issued = new Paragraph({
    spacing,
    border: borders ?? { top: block.copyTo === null ? thick : thin, bottom: thick },
    indent: { left: 280, right: 280 },
    tabStops: [{ type: 'right', position: mm(PORTRAIT_MM) - 280 }],
    children: [
      ...words(block.office, { size: points(14) }),
      new TextRun({ children: [new Tab(), `${block.date}印发`], size: points(14) }),
    ],
  });
  if (block.copyTo === null) return [issued];
  const copy = new Paragraph({
    spacing,
    border: borders ?? { top: thick },
    indent: { left: 1120, right: 280, hanging: 840 },
    children: words(`抄送：${block.copyTo}。`, { size: points(14) }),
  });
  return [copy, issued];
}

/** The height of the record in twentieths of a point, from the lines its distribution list will take. */
function recordHeight(block: RecordBlock): number {
  const row = (lines: number): number => lines * 440 + 160;
  if (block.copyTo === null) return row(1);
  const perLine = Math.floor((mm(PORTRAIT_MM) - 560 - 840) / 280);
  return row(Math.ceil(widthEm(`${block.copyTo}。`) / perLine)) + row(1);
}
