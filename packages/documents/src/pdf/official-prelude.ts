import type { FontRole, FontUse } from '../fonts/catalogue.ts';
import { PACKAGE_SANS, PACKAGE_SERIF } from '../fonts/package-fonts.ts';
import type { CopyMark } from '../model/copy.ts';
import type { DocumentModel } from '../model/document.ts';
import { copyMarksSource } from './copy-marks.ts';
import { typstArray, typstDate, typstString } from './typst-source.ts';

/** `(font: (…), weight: n)` of a role; the packaged fonts close every list, so that no character is left without a face. */
export function typstFont(fonts: readonly FontUse[], role: FontRole): string {
  const use = fonts.find((font) => font.role === role);
  const names = [...new Set([...(use?.names ?? []), PACKAGE_SERIF, PACKAGE_SANS])];
  return `(font: ${typstArray(names.map(typstString))}, weight: ${use?.weight ?? 400})`;
}

/**
 * Page and paragraphs of GB/T 9704-2012 (DIS-7.4): text block 156 × 225 mm, 28 characters of 3号 a line, 22 lines a
 * page (line pitch 225 mm / 22), page numbers outside, 7 mm below the text block.
 */
export function officialPrelude(
  doc: DocumentModel,
  fonts: readonly FontUse[],
  copy: CopyMark | null,
): string {
  const font = (role: FontRole): string => typstFont(fonts, role);
  return `
#let f-body = ${font('body')}
#let f-title = ${font('title')}
#let f-hei = ${font('hei')}
#let f-kai = ${font('kai')}
#let f-song = ${font('song')}
#let f-sans = ${font('sans')}
#let official-red = rgb("#d7000f")
#let lowered(body) = sub(typographic: false, baseline: 0.18em, size: 0.68em, body)
#let badge(body) = box(stroke: 0.5pt + luma(110), inset: (x: 2pt), outset: (y: 1.5pt), text(size: 0.72em, body))
#set document(title: ${typstString(doc.title)}, author: ${typstString(doc.organisation)}, date: ${typstDate(doc.date)})
#let folio() = context {
  let n = counter(page).get().first()
  set text(..f-song, size: 14pt, tracking: 0pt)
  let number = "— " + str(n) + " —"
  if calc.odd(n) { align(right, pad(right: 14pt, number)) } else { align(left, pad(left: 14pt, number)) }
}
#let running-head = ${doc.simulated ? 'align(right, text(..f-hei, size: 9pt, fill: luma(90), "模拟数据　仅供演示，不得作为依据"))' : 'none'}
#let copy-marks = ${copy ? copyMarksSource(copy) : 'none'}
#let draft-mark = ${doc.watermark ? `rotate(-40deg, text(..f-hei, size: 96pt, fill: luma(236), tracking: 40pt, ${typstString(doc.watermark)}))` : 'none'}
#set page(
  width: 210mm, height: 297mm, margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),
  header: running-head, header-ascent: 12mm, footer: folio(), footer-descent: 7mm, background: { copy-marks; draft-mark },
)
// A hair less than the 28th part, so that no rounding costs a line its last character.
#let character = 156mm / 28 - 0.005pt
#set text(
  ..f-body, size: 16pt, tracking: character - 16pt, lang: "zh", region: "cn", cjk-latin-spacing: none,
  top-edge: 0.86em, bottom-edge: -0.14em, hyphenate: false, overhang: false, costs: (widow: 0%, orphan: 0%),
)
#let pitch = 225mm / 22
#set par(leading: pitch - 16pt, spacing: pitch - 16pt, justify: true, linebreaks: "simple", first-line-indent: (amount: 2 * character, all: true))
#let plain(body) = par(first-line-indent: 0pt, justify: false, body)
#let blank-line(n) = v(n * pitch, weak: false)

#let doc-title(lines) = block(width: 100%, above: 0pt, below: pitch * 1.75, {
  set par(first-line-indent: 0pt, justify: false, leading: 14pt)
  set text(..f-title, size: 22pt, tracking: 0pt)
  align(center, lines.join(linebreak()))
})
#let notice(body) = block(width: 100%, stroke: (paint: luma(80), thickness: 0.8pt, dash: "dashed"), inset: 8pt, below: pitch, {
  set text(..f-hei, size: 12pt, tracking: 0pt)
  set par(first-line-indent: 0pt, leading: 6pt)
  align(center, body)
})
#let recipients(body) = plain(body + "：")
#let heading-1(body) = block(sticky: true, above: pitch - 16pt, below: pitch - 16pt, par(text(..f-hei, body)))
#let heading-2(body) = block(sticky: true, above: pitch - 16pt, below: pitch - 16pt, par(text(..f-kai, body)))
#let heading-2-run-in(head, body) = par(text(..f-kai, head) + body)
#let held(body) = block(sticky: true, above: pitch - 16pt, below: pitch - 16pt, body)
#let attachment-list(items) = {
  blank-line(1)
  let first = "附件：" + if items.len() > 1 { "1." } else { "" }
  if items.len() == 1 { block(sticky: true, above: pitch - 16pt, below: pitch - 16pt, par(first + items.at(0))) } else {
    for (i, item) in items.enumerate() {
      let label = if i == 0 { "附件：1." } else { str(i + 1) + "." }
      block(above: pitch - 16pt, below: pitch - 16pt, inset: (left: 2em), sticky: true, grid(
        columns: (4em, 1fr), align: (right, left), label,
        { set par(first-line-indent: 0pt, justify: false); item },
      ))
    }
  }
}
#let signature(organisation, date) = block(width: 100%, above: pitch * 2, breakable: false, sticky: true, context {
  let a = measure(text(organisation)).width
  let b = measure(text(date)).width
  let widest = calc.max(a, b)
  let indent = 4em.to-absolute() - (widest - b) / 2
  set par(first-line-indent: 0pt, justify: false)
  align(right, pad(right: indent, box(width: widest, align(center, organisation + linebreak() + date))))
})
#let remark(body) = block(above: pitch - 16pt, below: 0pt, par("（" + body + "）"))
#let source(body) = block(width: 100%, above: pitch, below: pitch - 16pt, align(right, { set par(first-line-indent: 0pt); "来源：" + body }))
#let byline(body) = block(width: 100%, above: 0pt, below: pitch, align(center, { set par(first-line-indent: 0pt); set text(..f-kai); body }))
#let attendance(label, names) = block(width: 100%, above: pitch - 16pt, below: pitch - 16pt, inset: (left: 2em), {
  set par(first-line-indent: 0pt, hanging-indent: 3em)
  par(text(..f-hei, label) + names)
})
#let caption(body, unit) = block(width: 100%, sticky: true, above: 14pt, below: 6pt, {
  set par(first-line-indent: 0pt, justify: false, leading: 5pt)
  set text(tracking: 0pt, size: 12pt)
  align(center, text(..f-hei, body))
  if unit != none { align(right, text(size: 9.5pt, unit)) }
})
#let table-notes(notes) = block(width: 100%, above: 5pt, below: 12pt, {
  set text(size: 9.5pt, tracking: 0pt)
  set par(first-line-indent: 0pt, leading: 4.5pt, spacing: 4.5pt)
  for note in notes { par(note) }
})
#let grid-table(size, pad-y, rows-break, columns, header, body) = {
  set table.cell(breakable: rows-break)
  set text(size: size, tracking: 0pt, top-edge: 0.86em, bottom-edge: -0.14em)
  set par(first-line-indent: 0pt, justify: false, leading: 0.3em, spacing: 0.3em)
  block(width: 100%, above: 0pt, below: 0pt, stroke: 0.9pt + black, table(
    columns: columns, inset: (x: 2pt, y: pad-y), stroke: 0.4pt + black, align: center + horizon,
    table.header(repeat: true, ..header), ..body,
  ))
}
#let whole(body) = block(width: 100%, breakable: false, above: 12pt, body)
#let head-cell(x, y, colspan, rowspan, body) = table.cell(x: x, y: y, colspan: colspan, rowspan: rowspan, text(..f-hei, body))
#let figure-cell(inset, body) = table.cell(align: right + horizon, pad(right: inset, body))
#let shrunk(scale, body) = text(size: scale * 1em, body)
#let word-cell(body) = table.cell(align: left + horizon, body)
#let chart(source, title, alt, note) = block(width: 100%, breakable: false, above: 14pt, below: 14pt, {
  set par(first-line-indent: 0pt, justify: false, leading: 5pt)
  set text(tracking: 0pt, size: 12pt)
  align(center, text(..f-hei, title))
  v(6pt, weak: true)
  image(bytes(source), format: "svg", width: 100%, alt: alt)
  if note != none { text(size: 9.5pt, note) }
})
#let attachment-head(label, title) = {
  set par(first-line-indent: 0pt, justify: false)
  block(below: 8pt, text(..f-hei, label))
  block(width: 100%, below: 10pt, above: 8pt, align(center, text(..f-title, size: 20pt, tracking: 0pt, title)))
}
`;
}
