import type { ChartBlock } from './chart.ts';
import type { BadgeRun, Inline } from './inline.ts';
import type { TableBlock } from './table.ts';

/**
 * An official document (公文) after GB/T 9704-2012: one object from which page, DOCX, PDF and XLSX are drawn.
 * It is plain JSON; drawn again years later it gives the same figures (design.md decision 6, DIS-7.4).
 */
export interface DocumentModel {
  readonly kind: 'official';
  readonly version: 1;
  readonly id: string;
  /** How it is laid out; without it, the usual form of a document (公文). */
  readonly form?: DocumentForm;
  /** The title on one line, for lists and file names. */
  readonly title: string;
  readonly language: 'zh-CN';
  /** The document's own date (成文日期 or the moment of drafting), 'YYYY-MM-DD': the date inside files too. */
  readonly date: string;
  readonly organisation: string;
  /** Simulated data say so on every page, sheet and picture (design.md decision 9). */
  readonly simulated: boolean;
  /** Pale words across each page, for example 草稿 before signing (DIS-7.5). */
  readonly watermark?: string;
  readonly badges: readonly BadgeRun[];
  readonly blocks: readonly Block[];
}

/**
 * document: red head with a line across · letter: 信函格式, double red lines and the number at the right, no page number on
 * page 1, the record without rules · minutes: 纪要格式, who drew it up and when below the number · plain: papers, agendas,
 * releases, without a red head.
 */
export type DocumentForm = 'document' | 'letter' | 'minutes' | 'plain';

export type Block =
  | RedHeadBlock
  | TitleBlock
  | NoticeBlock
  | RecipientsBlock
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | TableBlock
  | ChartBlock
  | AttachmentListBlock
  | SignatureBlock
  | RemarkBlock
  | SourceBlock
  | BylineBlock
  | AttendanceBlock
  | AttachmentBlock
  | PageBreakBlock
  | RecordBlock;

/** What edits refer to (see edits.ts). */
interface Keyed {
  /**
   * The block's name within the document, for example 'air.lead': the same however often the document is composed anew.
   * Blocks without one get a derived key (`keyed`).
   */
  readonly key?: string;
  /**
   * What of it is the form's own: `place`, its words may be changed, but it stays and nothing is added after it; `words`, it
   * is changed by nobody, yet something may be added after it; `all`, neither. Without it, people change what they like.
   */
  readonly fixed?: 'place' | 'words' | 'all';
}

/** 版头: who issues, under which number. */
export interface RedHeadBlock extends Keyed {
  readonly kind: 'red-head';
  /** 发文机关标志, for example 某某省生态环境厅文件. */
  readonly mark: string;
  /** 发文字号, for example 某环发〔2020〕12号; null before a number is reserved. */
  readonly number: string | null;
  /** 紧急程度, 密级: 3号黑体 at the top left. */
  readonly markings?: readonly string[];
  /** Minutes only: who drew them up (left) and the day as printed (right), above the red line. */
  readonly issued?: { readonly office: string; readonly date: string };
}

/** 标题, in lines broken by meaning (see `breakTitle`). */
export interface TitleBlock extends Keyed {
  readonly kind: 'title';
  readonly lines: readonly string[];
}

/** A boxed statement that must not be overlooked, for example 模拟数据. */
export interface NoticeBlock extends Keyed {
  readonly kind: 'notice';
  readonly text: string;
}

/** 主送机关, without the colon. */
export interface RecipientsBlock extends Keyed {
  readonly kind: 'recipients';
  readonly text: string;
}

/** Headings with their number: 1 一、 (黑体), 2 （一） (楷体), 3 1. (仿宋). */
export interface HeadingBlock extends Keyed {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3;
  readonly number: string;
  readonly text: string;
  /** Text that runs on in the same paragraph, as is usual for levels 2 and 3. */
  readonly runIn?: readonly Inline[];
}

export interface ParagraphBlock extends Keyed {
  readonly kind: 'paragraph';
  readonly runs: readonly Inline[];
}

/** A list: numbered 1. 2. or with points. Every item is a paragraph of its own that can be edited. */
export interface ListBlock extends Keyed {
  readonly kind: 'list';
  readonly style: 'number' | 'point';
  readonly items: readonly ListItem[];
}

export interface ListItem extends Keyed {
  readonly runs: readonly Inline[];
}

/** 来源: where a text comes from, below its title or its end, without 来源：. */
export interface SourceBlock extends Keyed {
  readonly kind: 'source';
  readonly text: string;
}

/** A line below the title of a plain document: the day, who reports, for example 2021年7月24日　办公室. */
export interface BylineBlock extends Keyed {
  readonly kind: 'byline';
  readonly text: string;
}

/** 出席、请假、列席 after the body of minutes (DIS-7.4), by post. A group without names is left out. */
export interface AttendanceBlock extends Keyed {
  readonly kind: 'attendance';
  readonly groups: readonly { readonly label: string; readonly names: readonly string[] }[];
}

/** 附件说明: the list below the body. */
export interface AttachmentListBlock extends Keyed {
  readonly kind: 'attachment-list';
  readonly titles: readonly string[];
}

/** 署名 and 成文日期. */
export interface SignatureBlock extends Keyed {
  readonly kind: 'signature';
  readonly organisation: string;
  /** As printed: 2020年7月17日. */
  readonly date: string;
}

/** 附注, without the brackets: 此件公开发布. */
export interface RemarkBlock extends Keyed {
  readonly kind: 'remark';
  readonly text: string;
}

/** 附件: starts a new page; wide tables turn the page. */
export interface AttachmentBlock extends Keyed {
  readonly kind: 'attachment';
  /** 附件1, or 附件 where there is one only. */
  readonly label: string;
  readonly title: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly blocks: readonly (ParagraphBlock | TableBlock | ChartBlock | NoticeBlock)[];
}

export interface PageBreakBlock extends Keyed {
  readonly kind: 'page-break';
}

/** 版记: 抄送, 印发机关, 印发日期. */
export interface RecordBlock extends Keyed {
  readonly kind: 'record';
  readonly copyTo: string | null;
  readonly office: string;
  /** As printed, without 印发: 2020年7月17日. */
  readonly date: string;
}

/** What stands before an item of a list: 1. or •. */
export function listMark(list: ListBlock, index: number): string {
  return list.style === 'number' ? `${index + 1}.` : '•　';
}

/** The groups of an attendance list as printed: 出席： and the names with 、 between; empty groups are left out. */
export function attendanceLines(block: AttendanceBlock): { label: string; names: string }[] {
  return block.groups
    .filter((group) => group.names.length > 0)
    .map((group) => ({ label: `${group.label}：`, names: group.names.join('、') }));
}

/** Every table of a document in reading order, with the attachment it stands in. */
export function tablesOf(doc: DocumentModel): { table: TableBlock; attachment: AttachmentBlock | null }[] {
  return doc.blocks.flatMap((block): { table: TableBlock; attachment: AttachmentBlock | null }[] => {
    if (block.kind === 'table') return [{ table: block, attachment: null }];
    if (block.kind !== 'attachment') return [];
    return block.blocks
      .filter((inner) => inner.kind === 'table')
      .map((table) => ({ table, attachment: block }));
  });
}
