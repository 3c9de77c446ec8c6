import type { Sentence } from '@qingzhang/contract';
import { Ask } from './figure.tsx';

/** A sentence of the server: pieces with their tone, figures in it can be asked why. */
export function SentenceText({ runs }: { readonly runs: Sentence }) {
  return runs.map((run, index) => {
    const tone = run.tone ? `run-${run.tone}` : undefined;
    // Runs have no identity of their own and never move: their place is their key.
    const key = `${index}:${run.text}`;
    return (
      <Ask key={key} why={run.why} {...(tone && { className: tone })}>
        {run.text}
      </Ask>
    );
  });
}
