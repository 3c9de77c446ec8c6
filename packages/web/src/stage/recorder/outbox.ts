/**
 * Lines on their way: in IndexedDB before they are sent, under their own key, and only taken out when the server has said
 * that it keeps them. A reload, a lost network, a killed server lose nothing; sending twice does no harm.
 */
import { RecordLineInput } from '@qingzhang/contract';
import { createStore, del, entries, get, set } from 'idb-keyval';
import { z } from 'zod';

export const Waiting = z.object({
  user: z.number().int(),
  meeting: z.number().int(),
  key: z.string(),
  revision: z.number().int().nullable(),
  line: RecordLineInput,
  /** When it was last written here: in this order they are sent. */
  savedAt: z.number(),
  state: z.enum(['queued', 'conflict', 'refused']),
  /** Of a conflict: what the server keeps, and its revision. Of a refusal: the server's word. */
  other: z
    .object({ text: z.string(), revision: z.number().int(), fields: z.array(z.string()) })
    .nullable()
    .default(null),
  problem: z.string().nullable().default(null),
});
export type Waiting = z.output<typeof Waiting>;
type WaitingInput = z.input<typeof Waiting>;

const store = createStore('qingzhang-record', 'lines');
const keyOf = ({ user, meeting, key }: Pick<Waiting, 'user' | 'meeting' | 'key'>) =>
  `${user}/${meeting}/${key}`;
const changed = new EventTarget();
/** Other windows of the same device write here too. */
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('qingzhang-record') : null;
channel?.addEventListener('message', () => changed.dispatchEvent(new Event('change')));
function tell(): void {
  changed.dispatchEvent(new Event('change'));
  channel?.postMessage('change');
}

export async function putWaiting(one: WaitingInput): Promise<void> {
  await set(keyOf(one), one, store);
  tell();
}

export async function readWaiting(at: Pick<Waiting, 'user' | 'meeting' | 'key'>): Promise<Waiting | null> {
  const parsed = Waiting.safeParse(await get(keyOf(at), store));
  return parsed.success ? parsed.data : null;
}

export async function dropWaiting(one: Pick<Waiting, 'user' | 'meeting' | 'key'>): Promise<void> {
  await del(keyOf(one), store);
  tell();
}

/** Everything of a person and a meeting that the server has not acknowledged, in the order of writing. */
export async function listWaiting(user: number, meeting: number): Promise<Waiting[]> {
  const all = await entries<string, unknown>(store);
  return all
    .flatMap(([key, raw]) => {
      if (!key.startsWith(`${user}/${meeting}/`)) return [];
      const parsed = Waiting.safeParse(raw);
      return parsed.success ? [parsed.data] : [];
    })
    .sort((a, b) => a.savedAt - b.savedAt);
}

export function onWaiting(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}
