import { listImports } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { startUpload, type Upload, type UploadOptions } from './upload.ts';

/** One file on its way to the server. What becomes of it there is a batch. */
export interface UploadItem {
  readonly id: number;
  readonly file: File;
  readonly options: UploadOptions;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'sent' | 'stopped' | 'failed';
  readonly batch: number | null;
  readonly error: unknown;
}

export interface Uploads {
  readonly items: readonly UploadItem[];
  readonly add: (files: readonly File[], options: UploadOptions) => void;
  readonly stop: (id: number) => void;
  readonly clear: () => void;
}

/** Files are sent one after the other, in the order they were given; each can be stopped. */
export function useUploads(onBatch: (id: number) => void): Uploads {
  const client = useQueryClient();
  const [items, setItems] = useState<readonly UploadItem[]>([]);
  const queue = useRef<UploadItem[]>([]);
  const current = useRef<{ id: number; upload: Upload } | null>(null);
  const counter = useRef(0);
  const notify = useRef(onBatch);
  notify.current = onBatch;

  const patch = useCallback(
    (id: number, part: Partial<UploadItem>) =>
      setItems((all) => all.map((item) => (item.id === id ? { ...item, ...part } : item))),
    [],
  );

  const pump = useCallback(async () => {
    if (current.current !== null) return;
    for (let item = queue.current.shift(); item !== undefined; item = queue.current.shift()) {
      const { id } = item;
      patch(id, { state: 'sending' });
      const upload = startUpload(item.file, item.options, (sent) => patch(id, { sent }));
      current.current = { id, upload };
      try {
        const batch = await upload.done;
        patch(id, { state: 'sent', sent: item.file.size, batch: batch.id });
        notify.current(batch.id);
        await client.invalidateQueries({ queryKey: [listImports.path] });
      } catch (error) {
        const stopped = error instanceof DOMException && error.name === 'AbortError';
        patch(id, stopped ? { state: 'stopped' } : { state: 'failed', error });
      }
      current.current = null;
    }
  }, [client, patch]);

  const add = useCallback(
    (files: readonly File[], options: UploadOptions) => {
      const fresh = files.map((file): UploadItem => {
        counter.current += 1;
        return { id: counter.current, file, options, sent: 0, state: 'waiting', batch: null, error: null };
      });
      queue.current.push(...fresh);
      setItems((all) => [...all, ...fresh]);
      void pump();
    },
    [pump],
  );

  const stop = useCallback(
    (id: number) => {
      if (current.current?.id === id) current.current.upload.abort();
      else {
        queue.current = queue.current.filter((item) => item.id !== id);
        patch(id, { state: 'stopped' });
      }
    },
    [patch],
  );

  const clear = useCallback(
    () => setItems((all) => all.filter(({ state }) => state === 'waiting' || state === 'sending')),
    [],
  );
  return { items, add, stop, clear };
}
