/** What a renewal changed: a draft made anew compared with the one there was. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { PaperFigure } from '@qingzhang/contract';
import { type DocumentModel, figuresOf } from '@qingzhang/documents';

type Figures = readonly Pick<PaperFigure, 'id' | 'text'>[];

/** A document with the figures its texts may refer to; a card has only these. */
export interface Figured {
  readonly model: DocumentModel | { readonly kind: 'comment-card' };
  readonly figures: Figures;
}

/**
 * The same words and figures. Another day's date alone is no change: the date is that of the making, and set when the
 * document is issued. Stored JSON comes back with its keys in another order.
 */
export const sameContent = (before: Figured, now: Figured): boolean =>
  isDeepStrictEqual(undated(before), undated(now));

const undated = ({ model, figures }: Figured): unknown =>
  JSON.parse(JSON.stringify({ model, figures }), (key: string, value: unknown) =>
    key === 'date' ? undefined : value,
  );

/**
 * Ids of the figures whose digits are others now, or that came or went: those that the document says, not those that it
 * might refer to.
 */
export function movedFigures(before: Figured, now: Figured): string[] {
  const [old, fresh] = [digitsOf(before), digitsOf(now)];
  const said = JSON.stringify([before.model, now.model]);
  return [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (id) => old.get(id) !== fresh.get(id) && said.includes(JSON.stringify(id)),
  );
}

function digitsOf({ model, figures }: Figured): Map<string, string> {
  const own = model.kind === 'official' ? [...figuresOf(model)] : [];
  return new Map([
    ...own.map(([id, { text }]) => [id, text] as const),
    ...figures.map(({ id, text }) => [id, text] as const),
  ]);
}
