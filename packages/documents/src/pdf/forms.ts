import type { DocumentForm, RecordBlock, RedHeadBlock } from '../model/document.ts';
import { typstArray, typstString } from './typst-source.ts';

const MM_TO_PT = 72 / 25.4;

/** 版头 of a form as a Typst call; a plain document has none. */
export function redHeadSource(block: RedHeadBlock, form: DocumentForm): string {
  if (form === 'plain') return '';
  const markings = typstArray((block.markings ?? []).map(typstString));
  const widest = form === 'letter' ? 40 : 48;
  const size = Math.min(widest, Math.floor((148 * MM_TO_PT) / (block.mark.length * 1.06)));
  const call = `${typstString(block.mark)}, ${typstString(block.number ?? '')}, ${markings}, ${size}pt`;
  if (form === 'letter') return `#letter-head(${call})`;
  if (form === 'minutes') {
    const issued = block.issued
      ? `(${typstString(block.issued.office)}, ${typstString(block.issued.date)})`
      : 'none';
    return `#minutes-head(${call}, ${issued})`;
  }
  return `#red-head(${call})`;
}

/** 版记 of a form; in a letter the distribution alone, without rules (GB/T 9704-2012, 10.1). */
export function recordSource(block: RecordBlock, form: DocumentForm): string {
  const copyTo = block.copyTo === null ? 'none' : typstString(block.copyTo);
  if (form === 'letter') return block.copyTo === null ? '' : `#letter-record(${copyTo})`;
  return `#place-record(record(${copyTo}, ${typstString(block.office)}, ${typstString(block.date)}))`;
}

/** Heads and records of every form, and what the form changes on the page. Follows the official prelude. */
export function formsPrelude(form: DocumentForm): string {
  return `${SHARED}${form === 'letter' ? LETTER_PAGE : ''}`;
}

const SHARED = `
#let marking-lines(markings) = {
  set text(..f-hei)
  for line in markings { plain(line) }
}
#let mark-line(mark, size) = block(width: 100%, above: 0pt, below: 0pt, align(center, text(..f-title, size: size, fill: official-red, tracking: size * 0.06, mark)))
#let red-line = line(length: 100%, stroke: 0.7mm + official-red)
#let red-head(mark, number, markings, size) = {
  set par(first-line-indent: 0pt)
  block(height: 35mm, width: 100%, below: 0pt, marking-lines(markings))
  mark-line(mark, size)
  block(width: 100%, above: pitch * 2, below: 0pt, align(center, number))
  block(width: 100%, above: 4mm, below: pitch * 2, red-line)
}
#let minutes-head(mark, number, markings, size, issued) = {
  set par(first-line-indent: 0pt, justify: false)
  block(height: 35mm, width: 100%, below: 0pt, marking-lines(markings))
  mark-line(mark, size)
  block(width: 100%, above: pitch, below: 0pt, align(center, number))
  if issued != none {
    block(width: 100%, above: pitch, below: 0pt, pad(x: 16pt, grid(columns: (1fr, auto), column-gutter: 1em, ..issued)))
  }
  block(width: 100%, above: 4mm, below: pitch * 2, red-line)
}
// 170 mm wide, in the middle of the page.
// A line has no height of its own: the distance is from middle to middle, 0.6 mm of white between.
#let thick-thin = stack(spacing: 1.2mm, line(length: 170mm, stroke: 0.9mm + official-red), line(length: 170mm, stroke: 0.35mm + official-red))
#let thin-thick = stack(spacing: 1.2mm, line(length: 170mm, stroke: 0.35mm + official-red), line(length: 170mm, stroke: 0.9mm + official-red))
// The mark's upper edge stands 30 mm below the page's, 7 mm above the text block; the line 4 mm below the mark.
#let letter-head(mark, number, markings, size) = {
  set par(first-line-indent: 0pt, justify: false)
  v(-7mm)
  mark-line(mark, size)
  block(width: 100%, above: 4mm, below: 0pt, height: 2mm, place(top + left, dx: -8mm, thick-thin))
  block(width: 100%, above: 5mm, below: pitch * 2, grid(columns: (1fr, auto), marking-lines(markings), number))
}
#let letter-record(copy-to) = {
  v(1fr)
  block(width: 100%, breakable: false, above: pitch, below: 0pt, {
    set text(size: 14pt, tracking: 0pt)
    set par(first-line-indent: 0pt, justify: false, leading: 8pt)
    pad(x: 14pt, grid(columns: (3em, 1fr), "抄送：", copy-to + "。"))
  })
}
#let record(copy-to, office, date) = block(width: 100%, breakable: false, above: 0pt, below: 0pt, {
  set text(size: 14pt, tracking: 0pt)
  set par(first-line-indent: 0pt, justify: false, leading: 8pt, spacing: 8pt)
  let thick = line(length: 100%, stroke: 0.35mm + black)
  set block(spacing: 7pt)
  thick
  if copy-to != none {
    pad(x: 14pt, grid(columns: (3em, 1fr), "抄送：", copy-to + "。"))
    line(length: 100%, stroke: 0.25mm + black)
  }
  pad(x: 14pt, grid(columns: (1fr, auto), office, date + "印发"))
  thick
})
// The record stands at the foot of the last side, which is an even one. The mark of no height says where the text
// ends: without it the position asked for would be that of the record itself.
#let place-record(body) = {
  [#block(height: 0pt, above: 0pt, below: 0pt)<text-end>]
  context {
    let at = query(<text-end>).first().location()
    let height = measure(block(width: 156mm, body)).height
    let room = 262mm - at.position().y
    let below = not calc.odd(at.page()) and room >= height + 8mm
    if calc.odd(at.page()) { pagebreak() } else if not below { pagebreak(); hide[x]; pagebreak() }
    v(1fr)
    [#metadata(if below { "text" } else { "own" })<record-place>]
    body
  }
}
`;

/** A letter's first page: no number, and the lower double line 20 mm above the page's edge. */
const LETTER_PAGE = `
#set page(
  footer: context if here().page() > 1 { folio() },
  background: {
    copy-marks
    draft-mark
    context if here().page() == 1 { place(bottom + center, dy: -20mm, thin-thick) }
  },
)
`;
