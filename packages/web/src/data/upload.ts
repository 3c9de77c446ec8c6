import {
  ErrorBody,
  type HourLabel,
  ImportBatch,
  type ImportKind,
  type LayoutName,
  postImport,
} from '@qingzhang/contract';
import { ApiError } from '../api/api-error.ts';

/** How the files of one drop are to be read. */
export interface UploadOptions {
  readonly kind: Extract<ImportKind, 'air-hours' | 'stations' | 'dust-events'>;
  readonly layout: LayoutName | 'auto';
  readonly hourLabel: HourLabel | 'auto';
  readonly dryRun: boolean;
}

export interface Upload {
  readonly done: Promise<ImportBatch>;
  readonly abort: () => void;
}

/** The form as the server reads it: the fields stand before the file. */
export function uploadForm(file: File, options: UploadOptions): FormData {
  const form = new FormData();
  form.append('kind', options.kind);
  if (options.kind === 'air-hours') {
    form.append('layout', options.layout);
    if (options.hourLabel !== 'auto') form.append('hourLabel', options.hourLabel);
  }
  form.append('dryRun', String(options.dryRun));
  form.append('file', file, file.name);
  return form;
}

/** Send one file and tell how much of it is on its way: XMLHttpRequest, as fetch reports no progress of uploads. */
export function startUpload(file: File, options: UploadOptions, onProgress: (sent: number) => void): Upload {
  const request = new XMLHttpRequest();
  const done = new Promise<ImportBatch>((resolve, reject) => {
    request.open('POST', postImport.path);
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('load', () => {
      const result = readAnswer(request.status, request.responseText);
      if (result instanceof ApiError) reject(result);
      else resolve(result);
    });
    request.addEventListener('error', () => reject(new ApiError('network.unreachable')));
    request.addEventListener('abort', () => reject(new DOMException('upload stopped', 'AbortError')));
    request.send(uploadForm(file, options));
  });
  return { done, abort: () => request.abort() };
}

/** What the server said: the queued batch, or why it was not taken. */
export function readAnswer(status: number, text: string): ImportBatch | ApiError {
  const body = parseJson(text);
  if (status >= 200 && status < 300) {
    const batch = ImportBatch.safeParse(body);
    return batch.success ? batch.data : new ApiError('response.unreadable', {}, status);
  }
  const error = ErrorBody.safeParse(body);
  return error.success
    ? new ApiError(error.data.code, error.data.params, status, error.data.requestId)
    : new ApiError('internal', {}, status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
