/** 附件与公文: files with reports and replies, and the papers of notices. */
import { AppError, type TaskFile } from '@qingzhang/contract';
import { type DocumentModel, renderDocx, renderHtmlPage, renderPdf } from '@qingzhang/documents';
import type { FastifyRequest } from 'fastify';
import type { FileReply } from '../http/route.ts';
import type { Call } from '../platform/actor.ts';
import { audit } from '../platform/audit/audit.ts';
import { transaction } from '../platform/database/transaction.ts';
import type { Platform } from '../platform/platform.ts';
import { fileOf } from './detail.ts';
import { findNotice } from './notices.ts';
import { findTask } from './queries.ts';
import { isIssuer, isResponsible } from './sides.ts';

/** What may be attached, told by its first bytes and its name alike. */
const KINDS: readonly { readonly ends: RegExp; readonly mime: string; readonly begins: readonly number[] }[] =
  [
    { ends: /\.jpe?g$/i, mime: 'image/jpeg', begins: [0xff, 0xd8, 0xff] },
    { ends: /\.png$/i, mime: 'image/png', begins: [0x89, 0x50, 0x4e, 0x47] },
    { ends: /\.pdf$/i, mime: 'application/pdf', begins: [0x25, 0x50, 0x44, 0x46] },
    {
      ends: /\.docx$/i,
      mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      begins: [0x50, 0x4b],
    },
    {
      ends: /\.xlsx$/i,
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      begins: [0x50, 0x4b],
    },
  ];

/** Keep a file for the next report, application or reply. */
export async function addTaskFile(
  platform: Platform,
  call: Call,
  id: number,
  request: FastifyRequest,
): Promise<TaskFile> {
  const task = await findTask(platform.db, call.actor, id);
  if (!isResponsible(call.actor, task) && !isIssuer(call.actor, task)) {
    throw new AppError('task.notYours', { side: 'responsible' });
  }
  const part = await request.file();
  if (part === undefined) throw new AppError('thing.invalid', { what: 'file', reason: 'missing' });
  const content = await part.toBuffer();
  const kind = KINDS.find(({ ends }) => ends.test(part.filename));
  if (kind === undefined || !kind.begins.every((byte, index) => content[index] === byte)) {
    throw new AppError('thing.invalid', { what: part.filename, reason: 'JPG, PNG, PDF, DOCX, XLSX' });
  }
  const stored = await platform.files.write(content, platform.config.uploadLimit);
  return transaction(platform.db, async (trx) => {
    const file = await platform.files.register(trx, stored, { name: part.filename, mime: kind.mime }, call);
    const row = await trx
      .insertInto('task_file')
      .values({
        task_id: id,
        file_id: file,
        added_by: call.actor.id,
        added_post: call.actor.post,
        added_at: call.at,
      })
      .returning(['id', 'added_post', 'added_at'])
      .executeTakeFirstOrThrow();
    await audit(trx, call, {
      action: 'task.file',
      objectType: 'task',
      objectId: id,
      detail: { file: row.id, name: part.filename, sha256: stored.sha256 },
    });
    return fileOf({ ...row, name: part.filename, mime: kind.mime, size: stored.size });
  });
}

/** A file of a task within sight; never another task's. */
export async function taskFile(platform: Platform, call: Call, id: number, file: number): Promise<FileReply> {
  await findTask(platform.db, call.actor, id);
  const row = await platform.db
    .selectFrom('task_file')
    .select('file_id')
    .where('id', '=', file)
    .where('task_id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('thing.notFound', { what: 'file', id: file });
  const stored = await platform.files.find(platform.db, row.file_id);
  return {
    name: stored.name,
    mime: stored.mime,
    content: await platform.files.read(stored),
    inline: stored.mime.startsWith('image/'),
  };
}

const PAPERS = {
  html: {
    mime: 'text/html; charset=utf-8',
    draw: async (model: DocumentModel) => Buffer.from(renderHtmlPage(model)),
  },
  docx: {
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    draw: (model: DocumentModel) => renderDocx(model),
  },
  pdf: { mime: 'application/pdf', draw: (model: DocumentModel) => renderPdf(model) },
} as const;

/** The paper of a notice, drawn from what was kept when it was issued. */
export async function noticePaper(
  platform: Platform,
  call: Call,
  id: number,
  format: keyof typeof PAPERS,
): Promise<FileReply> {
  const { notice } = await findNotice(platform.db, call, id);
  // Written by `issueNotice` alone, in this very shape.
  const model = notice.model as object as DocumentModel;
  const { mime, draw } = PAPERS[format];
  const mark = model.simulated ? '（模拟数据）' : '';
  return {
    name: `${notice.number} ${model.title}${mark}.${format}`,
    mime,
    content: await draw(model),
    inline: format === 'html',
  };
}
