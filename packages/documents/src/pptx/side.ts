import type { DeckSide } from '../model/deck.ts';
import { widthEm } from '../model/table.ts';
import { COLOR, clean, FACE, fitSize, lineCount, lineHeight, TONE_INK, VERDICT } from './look.ts';
import type { Room, Slide } from './room.ts';

/** The speaker's panel: who speaks, what is still to do, what was promised and what came of it. */
export function drawSide(slide: Slide, room: Room, side: DeckSide): void {
  slide.addShape('line', { x: room.x, y: room.y, w: 0, h: room.h, line: { color: COLOR.axis, width: 0.75 } });
  const x = room.x + 0.3;
  const w = room.w - 0.3;
  let y = room.y;
  const put = (
    words: string,
    pt: number,
    options: { color?: string; bold?: boolean; gap?: number } = {},
  ): void => {
    const h = lineCount(words, w, pt) * lineHeight(pt);
    slide.addText(clean(words), {
      x,
      y,
      w,
      h,
      margin: 0,
      fontFace: FACE,
      fontSize: pt,
      color: options.color ?? COLOR.ink,
      bold: options.bold === true,
      valign: 'top',
    });
    y += h + (options.gap ?? 0.04);
  };
  put(side.role, 15, { color: COLOR.ink2 });
  put(side.name, fitSize(side.name, w, [32, 26, 20, 16], 1), { bold: true, gap: 0.18 });
  const label = Math.min(
    w * 0.5,
    Math.max(0.8, ...side.facts.map((fact) => (widthEm(fact.label) * 15 * 1.1) / 72 + 0.12)),
  );
  for (const fact of side.facts) {
    const room2 = w - label;
    const wide = (pt: number): number => (widthEm(fact.value) * pt + widthEm(fact.unit) * 14) * 1.1;
    const pt = [26, 22, 18, 14].find((size) => wide(size) / 72 <= room2) ?? 12;
    slide.addText(clean(fact.label), {
      x,
      y,
      w: label,
      h: 0.5,
      margin: 0,
      fontFace: FACE,
      fontSize: fitSize(fact.label, label, [15, 12, 10], 1),
      color: COLOR.ink2,
      valign: 'bottom',
    });
    slide.addText(
      [
        { text: clean(fact.value), options: { fontSize: pt, bold: true, color: TONE_INK[fact.tone] } },
        { text: clean(fact.unit ? ` ${fact.unit}` : ''), options: { fontSize: 14, color: COLOR.ink2 } },
      ],
      { x: x + label, y, w: room2, h: 0.5, margin: 0, fontFace: FACE, valign: 'bottom' },
    );
    y += 0.54;
  }
  const divide = (): void => {
    y += 0.1;
    slide.addShape('line', { x, y, w, h: 0, line: { color: COLOR.rule, width: 1 } });
    y += 0.1;
  };
  if (side.promised !== null) {
    divide();
    put('上次承诺', 14, { color: COLOR.ink2 });
    put(side.promised, fitSize(side.promised, w, [18, 16, 14, 12], 3));
  }
  if (side.result) {
    const { mark, ink } = VERDICT[side.result.verdict];
    divide();
    put('本次兑现', 14, { color: COLOR.ink2 });
    put(`${mark} ${side.result.text}`, fitSize(side.result.text, w, [20, 18, 16, 14, 12], 2), {
      color: ink,
      bold: true,
    });
  }
}
