/**
 * 章 of a bulletin beyond air: each is the contribution of one area (key work; water later). It gathers plain facts, which are
 * kept with the bulletin, and composes its parts from them alone, so that the document can be made again years later.
 */
import type { AttachmentBlock, Block, Inline } from '@qingzhang/documents';
import type { BulletinFacts } from './facts.ts';

/** A numbered problem or requirement: its bold head, and the words that run on. */
export interface ChapterPoint {
  readonly title: string;
  readonly runs: readonly Inline[];
}

/** What a chapter gives to a bulletin. */
export interface ChapterParts {
  /** 重点工作进展: stands in the title, 关于…环境空气质量及重点工作进展情况的通报. */
  readonly titlePhrase: string;
  /** Section of its own after the targets; headings of level 2 inside begin at 1. */
  readonly section: { readonly title: string; readonly blocks: readonly Block[] };
  readonly problems: readonly ChapterPoint[];
  readonly requirements: readonly ChapterPoint[];
  readonly attachments: readonly Pick<AttachmentBlock, 'title' | 'orientation' | 'blocks'>[];
  readonly simulated: boolean;
}

/** Composes one kind of chapter from its facts. */
export interface ChapterComposer {
  readonly key: string;
  /** Facts as `gather` made them (and JSON brought them back); null: nothing to say. */
  compose(data: unknown, facts: BulletinFacts): ChapterParts | null;
}
