/** 草稿: what is not sent yet, on this device, by program and person. */
import { createStore, del, get, set } from 'idb-keyval';
import { z } from 'zod';

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Edit = z.object({ value: Value, raw: z.string().exactOptional(), fault: z.string().exactOptional() });
const Mark = z.union([
  z.object({ kind: z.literal('unchanged') }),
  z.object({ kind: z.literal('none'), cause: z.string() }),
]);

const Draft = z.object({
  edits: z.record(z.coerce.number(), z.record(z.string(), Edit)),
  marks: z.record(z.coerce.number(), Mark),
  answers: z.record(z.coerce.number(), z.record(z.string(), z.string())),
  /** Epoch milliseconds. */
  savedAt: z.number(),
  /** The last attempt to send: the same content goes with the same key, so that it arrives once. */
  attempt: z.object({ key: z.string(), content: z.string() }).nullable(),
  /** Waiting for the network. */
  waiting: z.boolean(),
});
export type Draft = z.infer<typeof Draft>;

const store = createStore('qingzhang-ledger', 'drafts');
const name = (program: string, user: number) => `${program}/${user}`;

/** The draft of a program; null where there is none or another version of the program wrote it. */
export async function loadDraft(program: string, user: number): Promise<Draft | null> {
  const parsed = Draft.safeParse(await get(name(program, user), store));
  return parsed.success ? parsed.data : null;
}

/** Keep it; an empty one is removed. */
export async function keepDraft(program: string, user: number, draft: Draft): Promise<void> {
  const empty = Object.keys(draft.edits).length === 0 && Object.keys(draft.marks).length === 0;
  if (empty) await del(name(program, user), store);
  else await set(name(program, user), draft, store);
}

/** The key for this content: the same as before where nothing has changed since the last attempt. */
export function attemptFor(
  last: Draft['attempt'],
  content: string,
  fresh: () => string,
): NonNullable<Draft['attempt']> {
  return last !== null && last.content === content ? last : { key: fresh(), content };
}
