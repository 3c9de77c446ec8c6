/** A file of targets from the page: kept, taken in as one batch, what was turned away said at once. */

import type { Readable } from 'node:stream';
import { AppError, fillWords, type Lang, rejectWords } from '@qingzhang/contract';
import { importRegister } from '../../intake/register-file.ts';
import type { Call } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { targetRegister } from './register.ts';

export interface UploadResult {
  added: number;
  same: number;
  rejected: { line: number; column: string | null; reason: string; raw: string }[];
}

/** More than this is no list of targets. */
const UPLOAD_LIMIT = 16 * 1024 * 1024;
/** Rows said at once; the batch keeps them all. */
const SAID = 500;

export async function uploadTargets(
  platform: Platform,
  file: { readonly name: string; readonly content: Readable | Uint8Array },
  call: Call,
  lang: Lang,
): Promise<UploadResult> {
  const content = await platform.files.write(file.content, UPLOAD_LIMIT);
  const path = platform.files.pathOf(content.sha256);
  const batch = await importRegister(platform, call, targetRegister(), { path, name: file.name });
  if (batch.state !== 'done') {
    const { code, params } = batch.error ?? { code: 'file.notTable', params: {} };
    throw new AppError('thing.invalid', { what: 'file', reason: code, ...params });
  }
  const rows = await platform.db
    .selectFrom('batch_reject')
    .select(['line', 'col', 'code', 'params', 'raw'])
    .where('batch_id', '=', batch.id)
    .orderBy('line')
    .limit(SAID)
    .execute();
  return {
    added: batch.rows.new + batch.rows.revised,
    same: batch.rows.same,
    rejected: rows.map(({ line, col, code, params, raw }) => ({
      line,
      column: col,
      reason: fillWords(rejectWords, code, Object(params), lang),
      raw,
    })),
  };
}
