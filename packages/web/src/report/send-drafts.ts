/** Sending what waits on the device: each once, in the order it was written; photos after their report. */
import { addEvidence, type Lang, sendReports } from '@qingzhang/contract';
import { ApiError } from '../api/api-error.ts';
import { call } from '../api/call.ts';
import { type Draft, rowOf } from './draft.ts';
import { listDrafts, readDraft, removeDraft, writeDraft } from './draft-store.ts';

export interface Sending {
  readonly sent: number;
  /** There is no network after all: try again later. */
  readonly stopped: boolean;
}

/** Types of the fields by item, for reading what was typed. */
export type FieldsOf = (item: number) => readonly { readonly key: string; readonly type: string }[] | null;

let running: Promise<Sending> | null = null;

/** Send everything that is queued; calls at the same moment share one sending. */
export function sendDrafts(user: number, fieldsOf: FieldsOf, lang: Lang): Promise<Sending> {
  running ??= locked(() => sendAll(user, fieldsOf, lang)).finally(() => {
    running = null;
  });
  return running;
}

/** One tab of the browser at a time, where the browser can say so. */
async function locked(work: () => Promise<Sending>): Promise<Sending> {
  return 'locks' in navigator ? navigator.locks.request('qingzhang-send', work) : work();
}

async function sendAll(user: number, fieldsOf: FieldsOf, lang: Lang): Promise<Sending> {
  const waiting = (await listDrafts(user))
    .filter(({ state }) => state === 'queued' || state === 'sent')
    .sort((a, b) => a.savedAt.localeCompare(b.savedAt));
  let sent = 0;
  for (const draft of waiting) {
    try {
      const done = await sendOne(draft, fieldsOf, lang);
      if (done) sent += 1;
    } catch (error) {
      if (error instanceof ApiError && (error.code === 'network.unreachable' || error.status >= 500))
        return { sent, stopped: true };
      // The server has looked at it and said no: the person has to look.
      await settle(draft, { ...draft, state: 'refused' });
    }
  }
  return { sent, stopped: false };
}

async function sendOne(draft: Draft, fieldsOf: FieldsOf, lang: Lang): Promise<boolean> {
  let now = draft;
  if (draft.state === 'queued') {
    const fields = fieldsOf(draft.item);
    if (fields === null) return false;
    const answer = await call(sendReports, {
      body: { month: draft.month, deviceKey: draft.key, lang, rows: [rowOf(draft, fields)] },
    });
    const outcome = answer.outcomes.find(({ item }) => item === draft.item) ?? null;
    const state = {
      sent: 'sent',
      same: 'sent',
      ask: 'asked',
      refused: 'refused',
      clash: 'clash',
    } as const;
    now = { ...draft, outcome, state: outcome === null ? 'refused' : state[outcome.outcome] };
    await settle(draft, now);
    if (now.state !== 'sent') return false;
  }
  for (const photo of now.photos) {
    if (photo.sent) continue;
    const form = new FormData();
    form.append('file', photo.blob, photo.name);
    await call(addEvidence, {
      params: { id: now.item },
      query: {
        rule: photo.rule,
        ...(photo.side && { side: photo.side, pair: 1 }),
        ...(photo.takenOn && { takenOn: photo.takenOn }),
        deviceKey: photo.key,
      },
      body: form,
    });
    now = { ...now, photos: now.photos.map((one) => (one.key === photo.key ? { ...one, sent: true } : one)) };
    await settle(draft, now);
  }
  const stored = await readDraft(draft.user, draft.item);
  if (stored?.key === draft.key && stored.state === 'sent') await removeDraft(draft);
  return true;
}

/** Write what became of a draft, unless the person has gone on writing meanwhile. */
async function settle(sent: Draft, after: Draft): Promise<void> {
  const stored = await readDraft(sent.user, sent.item);
  if (stored !== null && stored.key !== sent.key) return;
  await writeDraft(after);
}
