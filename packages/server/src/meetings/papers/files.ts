/** A paper as page, DOCX and PDF, with people's edits laid over it; an own copy carries its number and is counted. */
import { AppError, type PaperFormat } from '@qingzhang/contract';
import {
  type RenderOptions,
  renderCommentCardDocx,
  renderCommentCardHtmlPage,
  renderCommentCardPdf,
  renderDocx,
  renderHtmlPage,
  renderPdf,
} from '@qingzhang/documents';
import type { FileReply } from '../../http/route.ts';
import { copyMark, markRead, readerMark } from '../../issuing/copies/copies.ts';
import { editedCard, editedModel } from '../../issuing/documents/edits.ts';
import { paperMessages } from '../../notifications/papers.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { may } from '../../platform/policy.ts';
import { requirePaper } from './service.ts';
import { type PaperModel, type PaperRow, paperContent } from './store.ts';

const MIME: Readonly<Record<Exclude<PaperFormat, 'pptx'>, string>> = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** The paper as it now reads. */
export async function readPaperModel(db: Db, id: number): Promise<PaperModel> {
  const content = await paperContent(db, id);
  if (content === null) throw new AppError('thing.notFound', { what: 'paper', id });
  const { model, figures } = content;
  return model.kind === 'official'
    ? editedModel(db, 'paper', id, { model, figures })
    : editedCard(db, id, { model, figures });
}

/** Draw it. */
export async function renderPaper(
  model: PaperModel,
  format: Exclude<PaperFormat, 'pptx'>,
  options: RenderOptions = {},
): Promise<Buffer> {
  if (model.kind === 'comment-card') {
    if (format === 'html') return Buffer.from(renderCommentCardHtmlPage(model, options));
    if (format === 'docx') return renderCommentCardDocx(model, options);
    return (await renderCommentCardPdf(model, options)).pdf;
  }
  if (format === 'html') return Buffer.from(renderHtmlPage(model, options));
  return format === 'docx' ? renderDocx(model, options) : renderPdf(model, options);
}

/** 大同市表态发言（模拟数据）.docx; a draft says so. */
export function paperFileName(
  row: Pick<PaperRow, 'title' | 'simulated' | 'state' | 'number'>,
  format: string,
): string {
  const marks = `${row.state === 'draft' ? '（草稿）' : ''}${row.simulated ? '（模拟数据）' : ''}`;
  return `${row.title}${marks}.${format}`;
}

export async function paperFile(
  platform: Platform,
  id: number,
  format: PaperFormat,
  call: Call,
): Promise<FileReply> {
  const { db } = platform;
  const row = await requirePaper(db, call.actor, id);
  if (format === 'pptx') throw new AppError('thing.notFound', { what: 'paper', id: `${id}.pptx` });
  await markRead(db, call, { owner: 'paper', id }, paperMessages, { download: format !== 'html' });
  const own = await copyMark(db, 'paper', id, call.actor, call.at);
  // The office works on its papers without marks.
  const mark = own ?? (may(call.actor, 'papers.write') ? null : readerMark(call.actor, call.at));
  const content = await renderPaper(
    await readPaperModel(db, id),
    format,
    mark === null ? {} : { copy: mark },
  );
  return { name: paperFileName(row, format), mime: MIME[format], content, inline: format === 'html' };
}
