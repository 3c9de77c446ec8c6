import { ErrorBody, LedgerImportLine, postLedgerImport, urlOf } from '@qingzhang/contract';
import { ApiError } from '../api/api-error.ts';

/** Send a spreadsheet and tell how much of it is on its way; answers with the batch. */
export function sendLedger(
  key: string,
  file: File,
  month: string | null,
  onProgress: (share: number) => void,
): Promise<LedgerImportLine> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf(postLedgerImport, { params: { key } }));
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      onProgress(total === 0 ? 0 : loaded / total),
    );
    request.addEventListener('load', () => {
      const body = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        const line = LedgerImportLine.safeParse(body);
        if (line.success) resolve(line.data);
        else reject(new ApiError('response.unreadable', {}, request.status));
        return;
      }
      const error = ErrorBody.safeParse(body);
      reject(
        error.success
          ? new ApiError(error.data.code, error.data.params, request.status, error.data.requestId)
          : new ApiError('response.unreadable', {}, request.status),
      );
    });
    request.addEventListener('error', () => reject(new ApiError('network.unreachable')));
    const form = new FormData();
    if (month !== null) form.append('month', month);
    form.append('file', file, file.name);
    request.send(form);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
