import { renderSvgPdf } from '@qingzhang/documents';
import type { FileReply } from '../../../http/route.ts';
import type { Call } from '../../../platform/actor.ts';
import { beijingInstant } from '../../ledger/instants.ts';
import { type BoardFacts, boardFrom } from '../board.ts';
import { rankingOf } from '../ranking.ts';
import { drawWall } from './draw.ts';

/** Landscape, in millimetres. */
const SIZES = { A3: { width: 420, height: 297 }, A0: { width: 1189, height: 841 } } as const;

/** 挂图: the board as a sheet of A3 or A0, or as a picture for the page; always in Chinese, as it hangs on the wall. */
export async function wallChart(
  facts: BoardFacts,
  size: keyof typeof SIZES,
  format: 'pdf' | 'svg',
  call: Pick<Call, 'actor' | 'at'>,
): Promise<FileReply> {
  const board = boardFrom(facts, 'zh', call);
  const svg = drawWall({
    board,
    ranking: rankingOf(facts, 'zh'),
    name: (code) => facts.names(code).full,
    drawnAt: beijingInstant(call.at).slice(0, 16).replace('T', ' '),
  });
  const name = `${board.name.zh} ${board.month} 挂图 ${size}`;
  if (format === 'svg') return { name: `${name}.svg`, mime: 'image/svg+xml', content: svg, inline: true };
  return {
    name: `${name}.pdf`,
    mime: 'application/pdf',
    content: await renderSvgPdf(svg, SIZES[size], name),
  };
}
