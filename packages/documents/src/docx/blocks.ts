import { AlignmentType, BorderStyle, type FileChild, ImageRun, LineRuleType, Paragraph } from 'docx';
import { drawChart } from '../charts/draw.ts';
import { rasterise } from '../charts/raster.ts';
import type { ChartBlock } from '../model/chart.ts';
import {
  type AttachmentBlock,
  attendanceLines,
  type Block,
  type DocumentForm,
  listMark,
  type SignatureBlock,
} from '../model/document.ts';
import { widthEm } from '../model/table.ts';
import { docxRecord, docxRedHead } from './forms.ts';
import { LINE, PORTRAIT_MM } from './page.ts';
import { docxTable } from './table.ts';
import { face, inline, points, words } from './text.ts';

/**
 * One block as Word paragraphs and tables, `held` where it stands on one page with what follows. Attachments and the record
 * are laid out by the caller, in sections.
 */
export function docxBlock(
  block: Exclude<Block, AttachmentBlock>,
  widthMm = PORTRAIT_MM,
  form: DocumentForm = 'document',
  held = false,
): FileChild[] {
  // Two lines at least go along with what follows.
  const hold = held ? { keepNext: true, widowControl: true } : { widowControl: false };
  switch (block.kind) {
    case 'red-head':
      return docxRedHead(block, form);
    case 'title':
      return [
        ...block.lines.map(
          (line, i) =>
            new Paragraph({
              alignment: AlignmentType.CENTER,
              keepNext: true,
              spacing: {
                before: i === 0 ? LINE : 0,
                after: i === block.lines.length - 1 ? LINE : 0,
                line: 720,
                lineRule: LineRuleType.EXACT,
              },
              children: words(line, { font: face('title'), size: points(22) }),
            }),
        ),
      ];
    case 'notice': {
      const edge = { style: BorderStyle.DASHED, size: 6, space: 6, color: '555555' };
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { before: 60, after: 200, line: 400, lineRule: LineRuleType.EXACT },
          border: { top: edge, bottom: edge, left: edge, right: edge },
          children: words(block.text, { font: face('hei'), size: points(12) }),
        }),
      ];
    }
    case 'recipients':
      return [
        new Paragraph({
          style: 'Body',
          widowControl: false,
          indent: { firstLine: 0, firstLineChars: 0 },
          children: words(`${block.text}：`),
        }),
      ];
    case 'heading': {
      const font = face(block.level === 1 ? 'hei' : block.level === 2 ? 'kai' : 'body');
      return [
        new Paragraph({
          style: 'Body',
          ...hold,
          ...(block.runIn ? {} : { keepNext: true }),
          ...(block.runIn ? {} : { outlineLevel: block.level - 1 }),
          children: [...words(block.number + block.text, { font }), ...inline(block.runIn ?? [])],
        }),
      ];
    }
    case 'paragraph':
      return [new Paragraph({ style: 'Body', ...hold, children: inline(block.runs) })];
    case 'list':
      return block.items.map(
        (item, i) =>
          new Paragraph({
            style: 'Body',
            ...(i === block.items.length - 1 ? hold : { widowControl: false }),
            children: [...words(listMark(block, i)), ...inline(item.runs)],
          }),
      );
    case 'source':
      return [
        new Paragraph({
          style: 'Body',
          alignment: AlignmentType.RIGHT,
          spacing: { before: LINE },
          indent: { firstLine: 0, firstLineChars: 0 },
          children: words(`来源：${block.text}`),
        }),
      ];
    case 'byline':
      return [
        new Paragraph({
          style: 'Body',
          alignment: AlignmentType.CENTER,
          spacing: { after: LINE },
          indent: { firstLine: 0, firstLineChars: 0 },
          children: words(block.text, { font: face('kai') }),
        }),
      ];
    case 'attendance':
      return attendanceLines(block).map(
        ({ label, names }) =>
          new Paragraph({
            style: 'Body',
            widowControl: false,
            indent: { left: 640 + 960, hanging: 960, firstLineChars: 0 },
            children: [...words(label, { font: face('hei') }), ...words(names)],
          }),
      );
    case 'table':
      return docxTable(block, widthMm);
    case 'chart':
      return chart(block, widthMm);
    case 'attachment-list':
      return attachmentList(block.titles);
    case 'signature':
      return signature(block);
    case 'remark':
      return [
        new Paragraph({
          style: 'Body',
          widowControl: false,
          spacing: { before: LINE / 2 },
          children: words(`（${block.text}）`),
        }),
      ];
    case 'page-break':
      return [new Paragraph({ style: 'TableText', pageBreakBefore: true, children: [] })];
    case 'record':
      return docxRecord(block, form);
  }
}

function chart(block: ChartBlock, widthMm: number): FileChild[] {
  const drawing = drawChart(block.spec, block.alt);
  // A little narrower than the text: two charts and their titles stand on a page.
  const width = Math.round(((widthMm * 0.92) / 25.4) * 96);
  return [
    new Paragraph({
      style: 'Caption',
      keepNext: true,
      children: words(block.title, { font: face('hei'), size: points(12) }),
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: block.note !== undefined,
      children: [
        new ImageRun({
          type: 'png',
          data: rasterise(drawing),
          transformation: { width, height: Math.round((width * drawing.height) / drawing.width) },
          altText: { name: block.id, title: block.title, description: block.alt },
        }),
      ],
    }),
    ...(block.note
      ? [new Paragraph({ style: 'TableText', children: words(block.note, { size: points(9.5) }) })]
      : []),
  ];
}

function attachmentList(titles: readonly string[]): FileChild[] {
  const single = titles.length === 1;
  return titles.map((title, i) => {
    const label = i > 0 ? `${i + 1}.` : single ? '附件：' : '附件：1.';
    // 附件： takes three characters and its number begins behind it; the titles stand under each other.
    const text = 640 + 960 + (single ? 0 : 280);
    const hanging = text - (i === 0 ? 640 : 1600);
    return new Paragraph({
      style: 'Body',
      widowControl: false,
      // The signature never stands on a page without text of the document.
      keepNext: true,
      spacing: i === 0 ? { before: LINE } : {},
      indent: { left: text, hanging, firstLineChars: 0 },
      children: words(label + title),
    });
  });
}

function signature(block: SignatureBlock): FileChild[] {
  const organisation = widthEm(block.organisation);
  const date = widthEm(block.date);
  // The date ends four characters from the edge; the organisation is centred upon it (DIS-7.4).
  const dateRight = 4 + Math.max(0, (organisation - date) / 2 - 2);
  const centre = dateRight + date / 2;
  const organisationRight = Math.max(1, centre - organisation / 2);
  const line = (value: string, right: number, before: number): Paragraph =>
    new Paragraph({
      style: 'Body',
      widowControl: false,
      alignment: AlignmentType.RIGHT,
      keepNext: before > 0,
      spacing: { before },
      indent: { right: Math.round(right * 320), firstLine: 0, firstLineChars: 0 },
      children: words(value),
    });
  return [line(block.organisation, organisationRight, LINE * 2), line(block.date, dateRight, 0)];
}

/** 附件1 and its title, at the head of a new page. */
export function attachmentHead(block: AttachmentBlock): FileChild[] {
  return [
    new Paragraph({
      style: 'Body',
      widowControl: false,
      indent: { firstLine: 0, firstLineChars: 0 },
      keepNext: true,
      children: words(block.label, { font: face('hei') }),
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 80, after: 200, line: 600, lineRule: LineRuleType.EXACT },
      children: words(block.title, { font: face('title'), size: points(20) }),
    }),
  ];
}
