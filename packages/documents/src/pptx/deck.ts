import { createRequire } from 'node:module';
import type library from 'pptxgenjs';
import type { Deck, DeckPage } from '../model/deck.ts';
import { widthEm } from '../model/table.ts';
import { bodyParts } from './bodies.ts';
import { COLOR, clean, FACE, fitSize, lineCount, SLIDE, titleRuns } from './look.ts';
import type { Room, Slide } from './room.ts';
import { drawSide } from './side.ts';

// The package's types describe its CommonJS form, in which the module itself is the class.
const PptxGenJS: typeof library.default = createRequire(import.meta.url)('pptxgenjs');

const SIDE_WIDTH = 3.5;
const SIMULATED = '模拟数据';

/** Builds the deck as a PPTX file: 16:9 on white, one sentence as the title of every slide. */
export async function buildDeck(deck: Deck): Promise<Buffer> {
  const pptx = new PptxGenJS();
  pptx.layout = 'LAYOUT_WIDE';
  pptx.title = clean(deck.title);
  pptx.author = clean(deck.organisation);
  pptx.company = clean(deck.organisation);
  pptx.theme = { headFontFace: FACE, bodyFontFace: FACE };
  // The first page's cover is the deck's cover: one, not two.
  const [first] = deck.pages;
  const opening = first?.body.kind === 'cover' ? first.body.lines : [];
  drawCover(pptx.addSlide(), deck, opening);
  let number = 1;
  for (const page of opening.length > 0 ? deck.pages.slice(1) : deck.pages) {
    const room = bodyRoom(page);
    const parts = bodyParts(page.body, room);
    parts.forEach((draw, i) => {
      const slide = pptx.addSlide();
      number += 1;
      drawFrame(slide, deck, page, parts.length > 1 ? `${i + 1}/${parts.length}` : '', number);
      draw(slide, room);
      if (page.side) drawSide(slide, { ...room, x: room.x + room.w + 0.3, w: SIDE_WIDTH }, page.side);
    });
  }
  const file = await pptx.write({ outputType: 'nodebuffer' });
  if (!(file instanceof Uint8Array)) throw new TypeError('the deck was not written as bytes');
  return Buffer.from(file);
}

function bodyRoom(page: DeckPage): Room {
  const w = SLIDE.width - SLIDE.left - SLIDE.right - (page.side ? SIDE_WIDTH + 0.3 : 0);
  return { x: SLIDE.left, y: SLIDE.body, w, h: SLIDE.foot - SLIDE.body - 0.12 };
}

/** The opening slide: title, what it is for, who says it, and that data are simulated. */
function drawCover(slide: Slide, deck: Deck, lines: readonly string[]): void {
  const w = SLIDE.width - 2 * 1.1;
  const pt = fitSize(deck.title, w, [44, 40, 36, 32, 28], 2);
  slide.addText(titleRuns(deck.title, w, pt), {
    x: 1.1,
    y: 1.5,
    w,
    h: 2,
    margin: 0,
    fontFace: FACE,
    fontSize: pt,
    bold: true,
    color: COLOR.ink,
    valign: 'bottom',
  });
  slide.addShape('rect', { x: 1.1, y: 3.7, w: 1.6, h: 0.06, fill: { color: 'D7000F' } });
  const below = [deck.subtitle, ...lines.filter((line) => line !== deck.title && line !== deck.subtitle)];
  slide.addText(
    below.filter(Boolean).map((line) => ({ text: clean(line), options: { breakLine: true } })),
    {
      x: 1.1,
      y: 3.95,
      w,
      h: 1.9,
      margin: 0,
      fontFace: FACE,
      fontSize: below.length > 3 ? 16 : 20,
      color: COLOR.ink2,
      valign: 'top',
      paraSpaceAfter: 6,
    },
  );
  slide.addText(clean(deck.organisation), {
    x: 1.1,
    y: 6.2,
    w: 8,
    h: 0.5,
    margin: 0,
    fontFace: FACE,
    fontSize: 20,
    color: COLOR.ink,
    valign: 'middle',
  });
  if (deck.simulated) drawBadge(slide, SIMULATED, SLIDE.width - 1.1 - badgeWidth(SIMULATED), 6.28);
}

/** Title, badges, the moment of the data, the base and the page number. */
function drawFrame(slide: Slide, deck: Deck, page: DeckPage, part: string, number: number): void {
  const w = SLIDE.width - SLIDE.left - SLIDE.right;
  const room = part ? w - 0.9 : w;
  const pt = fitSize(page.title, room, [30, 28, 26, 24], 1);
  const size = lineCount(page.title, room, pt) <= 1 ? pt : fitSize(page.title, room, [24, 22, 20, 18, 16], 2);
  slide.addText(titleRuns(page.title, room, size), {
    x: SLIDE.left,
    y: SLIDE.title,
    w: room,
    h: 0.86,
    margin: 0,
    fontFace: FACE,
    fontSize: size,
    bold: true,
    color: COLOR.ink,
    valign: 'middle',
  });
  const small = {
    margin: 0 as const,
    fontFace: FACE,
    fontSize: 12,
    color: COLOR.ink2,
    valign: 'middle' as const,
  };
  if (part)
    slide.addText(part, {
      ...small,
      x: SLIDE.left + room,
      y: SLIDE.title,
      w: 0.9,
      h: 0.86,
      align: 'right',
      fontSize: 14,
    });
  slide.addShape('line', { x: SLIDE.left, y: SLIDE.foot, w, h: 0, line: { color: COLOR.rule, width: 1 } });
  const badges =
    deck.simulated && !page.badges.includes(SIMULATED) ? [...page.badges, SIMULATED] : page.badges;
  let x: number = SLIDE.left;
  for (const badge of badges) {
    drawBadge(slide, badge, x, SLIDE.foot + 0.13);
    x += badgeWidth(badge) + 0.1;
  }
  slide.addText(clean(page.until), { ...small, x: x + 0.05, y: SLIDE.foot + 0.1, w: 5, h: 0.32 });
  slide.addText(clean([page.base, `第 ${number} 页`].filter(Boolean).join('　')), {
    ...small,
    x: SLIDE.width - SLIDE.right - 5,
    y: SLIDE.foot + 0.1,
    w: 5,
    h: 0.32,
    align: 'right',
  });
}

function badgeWidth(words: string): number {
  return (widthEm(words) * 11 * 1.08) / 72 + 0.2;
}

function drawBadge(slide: Slide, words: string, x: number, y: number): void {
  const shut = words === '已结账';
  slide.addText(clean(words), {
    shape: 'rect',
    x,
    y,
    w: badgeWidth(words),
    h: 0.26,
    margin: 0,
    align: 'center',
    valign: 'middle',
    fontFace: FACE,
    fontSize: 11,
    color: shut ? 'FFFFFF' : COLOR.ink,
    fill: { color: shut ? COLOR.ink2 : words === SIMULATED ? 'E8EBEE' : COLOR.ground },
    line: { color: shut ? COLOR.ink2 : COLOR.axis, width: 0.75 },
  });
}
