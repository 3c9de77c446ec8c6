import { useEffect, useRef, useState } from 'react';
import { type Draft, keepDraft, loadDraft } from './draft-store.ts';
import type { Answers } from './reports.ts';
import type { SheetAction, SheetState } from './sheet-model.ts';

interface DraftOf {
  readonly program: string;
  readonly user: number | null;
  readonly state: SheetState;
  readonly answers: Answers;
  readonly attempt: Draft['attempt'];
  readonly waiting: boolean;
  readonly dispatch: (action: SheetAction) => void;
  readonly onRestored: (draft: Draft) => void;
}

/** Two levels deep, as drafts are. */
const copyOf = <T>(
  rows: Readonly<Record<number, Readonly<Record<string, T>>>>,
): Record<number, Record<string, T>> =>
  Object.fromEntries(Object.entries(rows).map(([row, cells]) => [row, { ...cells }]));

/** Keep what is not sent on the device at every change; restore it when the page opens. Returns when it was kept. */
export function useDraft({
  program,
  user,
  state,
  answers,
  attempt,
  waiting,
  dispatch,
  onRestored,
}: DraftOf): number | null {
  const [savedAt, setSavedAt] = useState<number | null>(null);
  const loaded = useRef<string | null>(null);
  const restored = useRef(onRestored);
  restored.current = onRestored;
  useEffect(() => {
    if (user === null) return;
    const name = `${program}/${user}`;
    if (loaded.current === name) return;
    loadDraft(program, user)
      .then((draft) => {
        loaded.current = name;
        if (draft === null) return;
        dispatch({ type: 'restored', edits: draft.edits, marks: draft.marks });
        restored.current(draft);
        setSavedAt(draft.savedAt);
      })
      .catch(() => {
        // A browser without storage (private window): the sheet works, drafts do not outlive the page.
        loaded.current = name;
      });
  }, [program, user, dispatch]);
  const { edits, marks } = state;
  useEffect(() => {
    if (user === null || loaded.current !== `${program}/${user}`) return;
    // At every cell, at once: writes follow each other in the order they were asked for.
    const draft: Draft = {
      edits: copyOf(edits),
      marks: { ...marks },
      answers: copyOf(answers),
      savedAt: Date.now(),
      attempt,
      waiting,
    };
    const empty = Object.keys(edits).length === 0 && Object.keys(marks).length === 0;
    keepDraft(program, user, draft).then(
      () => setSavedAt(empty ? null : draft.savedAt),
      () => setSavedAt(null),
    );
  }, [program, user, edits, marks, answers, attempt, waiting]);
  return savedAt;
}
