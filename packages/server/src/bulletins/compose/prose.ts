import { figure, type Inline, text } from '@qingzhang/documents';

type Piece = string | Inline | readonly Inline[];

/** Joins words and figures into runs: prose`综合指数为${fig}，${clause}`. Neighbouring words become one run. */
export function prose(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Inline[] {
  const flat: Inline[] = [];
  strings.forEach((words, i) => {
    flat.push(text(words));
    const piece = pieces[i];
    if (piece !== undefined) flat.push(...runsOf(piece));
  });
  return merge(flat);
}

/** Clauses with a mark between them; empty ones are left out. */
export function joinRuns(clauses: readonly (readonly Inline[])[], mark: string): Inline[] {
  const present = clauses.filter((clause) => clause.length > 0);
  return merge(present.flatMap((clause, i) => (i === 0 ? [...clause] : [text(mark), ...clause])));
}

function runsOf(piece: Piece): readonly Inline[] {
  if (typeof piece === 'string') return [text(piece)];
  return 'kind' in piece ? [piece] : piece;
}

function merge(runs: readonly Inline[]): Inline[] {
  const merged: Inline[] = [];
  for (const run of runs) {
    if (run.kind === 'text' && run.text === '') continue;
    const last = merged.at(-1);
    if (run.kind === 'text' && last?.kind === 'text' && !run.bold && !last.bold) {
      merged[merged.length - 1] = text(last.text + run.text);
    } else merged.push(run);
  }
  return merged;
}

export { figure, text };
