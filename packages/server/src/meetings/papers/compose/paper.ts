/** The frame of a paper: rendered parts as a document without a red head, or as a letter, minutes, notice. */
import {
  type BadgeRun,
  type Block,
  type DocumentForm,
  type DocumentModel,
  officialDate,
} from '@qingzhang/documents';
import { blocksOf, type RenderedPart, titleOf } from '../../../issuing/templates/render.ts';
import type { PaperContext } from './context.ts';

/** Where a paper's parts become a document. */
export interface Frame {
  readonly id: string;
  readonly form: DocumentForm;
  readonly parts: readonly RenderedPart[];
  readonly fill?: (name: string) => readonly Block[];
  /** Only forms that are issued: mark, number, who signs. */
  readonly head?: { readonly mark: string; readonly number: string | null };
  readonly signed?: boolean;
  readonly record?: { readonly copyTo: string | null };
  readonly after?: readonly Block[];
}

/** The document; simulated data say so, what is not issued is a draft. */
export function paperModel(context: PaperContext, frame: Frame): DocumentModel {
  const { facts, issuer, today } = context;
  const { parts, head, signed = false, record, after = [] } = frame;
  const blocks = blocksOf(parts, frame.fill);
  const [title] = blocks.filter((block) => block.kind === 'title');
  const rest = blocks.filter((block) => block !== title);
  const draft = frame.form !== 'plain' && (head?.number ?? null) === null;
  return {
    kind: 'official',
    version: 1,
    id: frame.id,
    form: frame.form,
    title: titleOf(parts),
    language: 'zh-CN',
    date: today,
    organisation: issuer.issuer,
    simulated: facts.simulated,
    ...(draft ? { watermark: '草稿' } : {}),
    badges: paperBadges(context),
    blocks: [
      ...(head === undefined ? [] : [{ kind: 'red-head', mark: head.mark, number: head.number } as const]),
      ...(title === undefined ? [] : [title]),
      ...(facts.simulated
        ? [{ kind: 'notice', text: '本件所列数据为模拟数据，仅供演示，不得作为依据。' } as const]
        : []),
      ...rest,
      ...(signed
        ? [{ kind: 'signature', organisation: issuer.issuer, date: officialDate(today) } as const]
        : []),
      ...after,
      ...(record === undefined
        ? []
        : [
            {
              kind: 'record',
              copyTo: record.copyTo,
              office: issuer.office,
              date: officialDate(today),
            } as const,
          ]),
    ],
  };
}

/** 已审核, 已结账, 模拟数据: the same as on the bulletin. */
export function paperBadges({ facts }: Pick<PaperContext, 'facts'>): BadgeRun[] {
  return [
    facts.reviewed
      ? { kind: 'badge', badge: 'reviewed', text: '已审核' }
      : { kind: 'badge', badge: 'live', text: '实时未审核' },
    facts.closed
      ? { kind: 'badge', badge: 'closed', text: '已结账' }
      : { kind: 'badge', badge: 'open', text: '未结账' },
    ...(facts.simulated ? [{ kind: 'badge', badge: 'simulated', text: '模拟数据' } as const] : []),
  ];
}
