/** Edited words as data: what an editor's content says, and a typed number turned into a reference. Pure. */
import type { EditRun, PaperFigure } from '@qingzhang/contract';

/** Neighbouring words of one kind become one; empty ones go. */
export function joined(runs: readonly EditRun[]): EditRun[] {
  const result: EditRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (run.kind === 'figure') result.push(run);
    else if (run.text === '') continue;
    else if (last?.kind === 'text' && (last.bold ?? false) === (run.bold ?? false)) {
      result[result.length - 1] = { ...last, text: last.text + run.text };
    } else
      result.push(run.bold ? { kind: 'text', text: run.text, bold: true } : { kind: 'text', text: run.text });
  }
  return result;
}

/** The words with a number that was typed in them replaced by the figure; its unit behind it goes with it. */
export function referTo(
  runs: readonly EditRun[],
  typed: string,
  figure: Pick<PaperFigure, 'id' | 'unit'>,
): EditRun[] {
  let done = false;
  return joined(
    runs.flatMap((run): EditRun[] => {
      if (done || run.kind !== 'text') return [run];
      const at = run.text.indexOf(typed);
      if (at < 0) return [run];
      done = true;
      const rest = run.text.slice(at + typed.length);
      const after =
        figure.unit !== '' && rest.trimStart().startsWith(figure.unit)
          ? rest.trimStart().slice(figure.unit.length)
          : rest;
      const words = (text: string): EditRun => ({ ...run, text });
      return [words(run.text.slice(0, at)), { kind: 'figure', id: figure.id }, words(after)];
    }),
  );
}

/** Whether there is anything to read. */
export const isBlank = (runs: readonly EditRun[]): boolean =>
  runs.every((run) => run.kind === 'text' && run.text.trim() === '');

/** Figures whose words hold all of what is asked, best first: those whose label begins with it. */
export function findFigures(figures: readonly PaperFigure[], asked: string, most = 40): PaperFigure[] {
  const words = asked.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const of = ({ label, text, unit }: PaperFigure) => `${label} ${text}${unit}`.toLowerCase();
  const found = figures.filter((figure) => words.every((word) => of(figure).includes(word)));
  const [first = ''] = words;
  const begins = (figure: PaperFigure) => (figure.label.toLowerCase().startsWith(first) ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, most);
}
