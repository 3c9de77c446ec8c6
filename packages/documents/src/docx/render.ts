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
import type { RenderOptions } from '../model/copy.ts';
import type { AttachmentBlock, DocumentModel } from '../model/document.ts';
import { heldToSignature } from '../model/keep.ts';
import { recordStandsBelowText } from '../pdf/record-place.ts';
import { attachmentHead, docxBlock } from './blocks.ts';
import { copyMarks } from './copy-marks.ts';
import { docxRecordBelow, letterFooter, letterHeader } from './forms.ts';
import { LANDSCAPE_MM, LINE, PORTRAIT_MM } from './page.ts';
import { face, mm, points, words } from './text.ts';

interface Sheet {
  readonly orientation: 'portrait' | 'landscape';
  readonly children: FileChild[];
  /** 版记 stands on the last side, which is an even one. */
  readonly evenPage?: boolean;
}

/** Builds the Word file: an office edits it, so every element is real text, real tables and named styles. */
export async function buildDocx(doc: DocumentModel, options: RenderOptions = {}): Promise<Buffer> {
  const sections = sheets(doc).map((sheet, i) => section(sheet, doc, options, i === 0));
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
function sheets(doc: DocumentModel): Sheet[] {
  const form = doc.form ?? 'document';
  const result: Sheet[] = [{ orientation: 'portrait', children: [] }];
  const held = heldToSignature(doc.blocks);
  for (const block of doc.blocks) {
    if (block.kind === 'attachment') {
      result.push({ orientation: block.orientation, children: attachment(block) });
      continue;
    }
    if (block.kind === 'record' && form !== 'letter') {
      const last = result.at(-1);
      if (last?.orientation === 'portrait' && recordStandsBelowText(doc)) {
        last.children.push(...docxRecordBelow(block));
      } else result.push({ orientation: 'portrait', children: docxBlock(block), evenPage: true });
      continue;
    }
    let sheet = result.at(-1)!;
    if (sheet.orientation === 'landscape') {
      sheet = { orientation: 'portrait', children: [] };
      result.push(sheet);
    }
    sheet.children.push(...docxBlock(block, PORTRAIT_MM, form, held.has(block)));
  }
  return result;
}

function attachment(block: AttachmentBlock): FileChild[] {
  const width = block.orientation === 'landscape' ? LANDSCAPE_MM : PORTRAIT_MM;
  return [...attachmentHead(block), ...block.blocks.flatMap((inner) => docxBlock(inner, width))];
}

function section(
  sheet: Sheet,
  doc: DocumentModel,
  options: RenderOptions,
  opening: boolean,
): ISectionOptions {
  const landscape = sheet.orientation === 'landscape';
  const header = (): Header => new Header({ children: [headerLine(doc, options, landscape)] });
  const letter = doc.form === 'letter';
  const head = doc.blocks.find((block) => block.kind === 'red-head');
  const first = opening && letter && head !== undefined;
  return {
    properties: {
      type: sheet.evenPage ? SectionType.EVEN_PAGE : SectionType.NEXT_PAGE,
      ...(first ? { titlePage: true } : {}),
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
          : // A letter's mark stands 30 mm below the edge, below the line of the header; its lower line 20 mm above.
            {
              top: mm(37),
              bottom: mm(35),
              left: mm(28),
              right: mm(26),
              header: first ? mm(30) - HEADER_LINE : mm(20),
              footer: first ? mm(20) : mm(23),
            },
      },
    },
    headers: {
      default: header(),
      even: header(),
      ...(first
        ? { first: new Header({ children: [headerLine(doc, options, false), ...letterHeader(head)] }) }
        : {}),
    },
    footers: {
      default: folio(AlignmentType.RIGHT, first ? mm(3) : 0),
      even: folio(AlignmentType.LEFT, first ? mm(3) : 0),
      ...(first ? { first: new Footer({ children: [letterFooter()] }) } : {}),
    },
    children: sheet.children,
  };
}

/** — 1 —, 4号 Song, one character in from the outer edge. */
function folio(alignment: 'left' | 'right', after: number): Footer {
  const font = { ...face('song'), ascii: '宋体', hAnsi: '宋体' };
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        spacing: { after },
        indent: alignment === AlignmentType.RIGHT ? { right: 280 } : { left: 280 },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: points(14), font })],
      }),
    ],
  });
}

/** The header's one line is 14 points high. */
const HEADER_LINE = 280;

function headerLine(doc: DocumentModel, options: RenderOptions, landscape: boolean): Paragraph {
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
  const page = landscape ? { width: 297, height: 210 } : { width: 210, height: 297 };
  const copy = options.copy ? [copyMarks(options.copy, page)] : [];
  return new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: { line: HEADER_LINE, lineRule: LineRuleType.EXACT },
    // The copy's page is opaque white: what stands after it, the draft's words too, stands upon it.
    children: [...copy, ...words9, ...watermark],
  });
}
