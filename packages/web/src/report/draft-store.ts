/** Drafts in IndexedDB: by person, so that nobody sends another's; listened to, so that every part of the page agrees. */
import { createStore, del, entries, get, set } from 'idb-keyval';
import { useEffect, useState } from 'react';
import { Draft } from './draft.ts';

const store = createStore('qingzhang-drafts', 'drafts');
const keyOf = (user: number, item: number): string => `${user}/${item}`;
const changed = new EventTarget();
const tell = () => changed.dispatchEvent(new Event('change'));

export async function readDraft(user: number, item: number): Promise<Draft | null> {
  const parsed = Draft.safeParse(await get(keyOf(user, item), store));
  return parsed.success ? parsed.data : null;
}

export async function writeDraft(draft: Draft): Promise<void> {
  await set(keyOf(draft.user, draft.item), draft, store);
  tell();
}

export async function removeDraft({ user, item }: Pick<Draft, 'user' | 'item'>): Promise<void> {
  await del(keyOf(user, item), store);
  tell();
}

/** All drafts of one person on this device; what an older version left unreadable is passed over. */
export async function listDrafts(user: number): Promise<Draft[]> {
  const all = await entries<string, unknown>(store);
  return all.flatMap(([key, raw]) => {
    if (!key.startsWith(`${user}/`)) return [];
    const parsed = Draft.safeParse(raw);
    return parsed.success ? [parsed.data] : [];
  });
}

/** The person's drafts as they change; undefined until read. */
export function useDrafts(user: number | undefined): readonly Draft[] | undefined {
  const [drafts, setDrafts] = useState<readonly Draft[]>();
  useEffect(() => {
    if (user === undefined) return;
    let current = true;
    const read = () =>
      void listDrafts(user).then(
        (list) => current && setDrafts(list),
        () => current && setDrafts([]),
      );
    read();
    changed.addEventListener('change', read);
    return () => {
      current = false;
      changed.removeEventListener('change', read);
    };
  }, [user]);
  return drafts;
}
