import {
  AlignmentType,
  Document,
  DocumentGridType,
  type FileChild,
  Footer,
  Header,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import type { AttachmentBlock, Block, DocumentModel } from '../model/document.ts';
import { attachmentHead, docxBlock, LANDSCAPE_MM, LINE, PORTRAIT_MM } from './blocks.ts';
import { face, mm, points, words } from './text.ts';

interface Sheet {
  readonly orientation: 'portrait' | 'landscape';
  readonly children: FileChild[];
  /** 版记 stands on the last side, which is an even one. */
  readonly evenPage?: boolean;
}

/** Builds the Word file: an office edits it, so every element is real text, real tables and named styles. */
export async function buildDocx(doc: DocumentModel): Promise<Buffer> {
  const sections = sheets(doc.blocks).map((sheet) => section(sheet, doc));
  const document = new Document({
    title: doc.title,
    creator: doc.organisation,
    lastModifiedBy: doc.organisation,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: face('body'), size: points(16), language: { eastAsia: 'zh-CN', value: 'en-US' } },
          paragraph: { spacing: { before: 0, after: 0 } },
        },
      },
      paragraphStyles: [
        {
          id: 'Body',
          name: '公文正文',
          quickFormat: true,
          // A quarter of a point closer: 28 characters of 16 pt on the 156 mm line, in Word and in LibreOffice alike.
          run: { characterSpacing: -5 },
          paragraph: {
            alignment: AlignmentType.BOTH,
            // LibreOffice ignores the count of characters, so the length is given as well.
            indent: { firstLine: 640, firstLineChars: 200 },
            spacing: { line: LINE, lineRule: LineRuleType.EXACT },
          },
        },
        {
          id: 'TableText',
          name: '表文',
          paragraph: { spacing: { line: 280, lineRule: LineRuleType.AT_LEAST } },
        },
        {
          id: 'Caption',
          name: '表题图题',
          paragraph: {
            alignment: AlignmentType.CENTER,
            spacing: { before: 200, after: 60, line: 400, lineRule: LineRuleType.EXACT },
          },
        },
      ],
    },
    sections,
  });
  return Packer.toBuffer(document);
}

/** Cuts the document into stretches of pages of one orientation. */
function sheets(blocks: readonly Block[]): Sheet[] {
  const result: Sheet[] = [{ orientation: 'portrait', children: [] }];
  for (const block of blocks) {
    if (block.kind === 'attachment') {
      result.push({ orientation: block.orientation, children: attachment(block) });
      continue;
    }
    if (block.kind === 'record') {
      result.push({ orientation: 'portrait', children: docxBlock(block), evenPage: true });
      continue;
    }
    let sheet = result.at(-1)!;
    if (sheet.orientation === 'landscape') {
      sheet = { orientation: 'portrait', children: [] };
      result.push(sheet);
    }
    sheet.children.push(...docxBlock(block));
  }
  return result;
}

function attachment(block: AttachmentBlock): FileChild[] {
  const width = block.orientation === 'landscape' ? LANDSCAPE_MM : PORTRAIT_MM;
  return [...attachmentHead(block), ...block.blocks.flatMap((inner) => docxBlock(inner, width))];
}

function section(sheet: Sheet, doc: DocumentModel): ISectionOptions {
  const landscape = sheet.orientation === 'landscape';
  const header = (): Header => new Header({ children: headerParagraphs(doc) });
  return {
    properties: {
      type: sheet.evenPage ? SectionType.EVEN_PAGE : SectionType.NEXT_PAGE,
      // No snapping grid: the exact line pitch and letter spacing of the body already give 22 lines of 28 characters,
      // and a grid would stretch every table row to a whole line.
      grid: { type: DocumentGridType.DEFAULT, linePitch: 312 },
      page: {
        size: {
          width: mm(210),
          height: mm(297),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: landscape
          ? { top: mm(28), bottom: mm(24), left: mm(27), right: mm(27), header: mm(15), footer: mm(13) }
          : { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), header: mm(20), footer: mm(23) },
      },
    },
    headers: { default: header(), even: header() },
    footers: { default: folio(AlignmentType.RIGHT), even: folio(AlignmentType.LEFT) },
    children: sheet.children,
  };
}

/** — 1 —, 4号 Song, one character in from the outer edge. */
function folio(alignment: 'left' | 'right'): Footer {
  const font = { ...face('song'), ascii: '宋体', hAnsi: '宋体' };
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: alignment === AlignmentType.RIGHT ? { right: 280 } : { left: 280 },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: points(14), font })],
      }),
    ],
  });
}

function headerParagraphs(doc: DocumentModel): Paragraph[] {
  const words9 = doc.simulated
    ? words('模拟数据　仅供演示，不得作为依据', { size: points(9), font: face('hei'), color: '555555' })
    : [];
  const watermark = doc.watermark
    ? [
        new TextWatermark({
          text: doc.watermark,
          color: 'C8C8C8',
          opacity: 0.4,
          layout: 'diagonal',
          width: 230,
          height: 110,
        }),
      ]
    : [];
  return [new Paragraph({ alignment: AlignmentType.RIGHT, children: [...words9, ...watermark] })];
}
