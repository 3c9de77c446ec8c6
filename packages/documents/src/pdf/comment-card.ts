import type { FontUse } from '../fonts/catalogue.ts';
import {
  CARD,
  CARD_SECTIONS,
  type CardFact,
  type CardLayout,
  type CardPromise,
  type CommentCardDocument,
  cardBadges,
  citySize,
  figureSize,
  postSize,
  VERDICTS,
} from '../model/comment-card.ts';
import type { CopyMark } from '../model/copy.ts';
import { PROGRAM_INK, PROGRAM_LAMPS } from '../model/statement.ts';
import { copyMarksSource } from './copy-marks.ts';
import { typstFont } from './official-prelude.ts';
import { typstArray, typstDate, typstRuns, typstString, typstText } from './typst-source.ts';

/** One pixel of the page on the screen, in points. */
const PT = 0.75;

/** The card as Typst source: one page, the sizes of the page on the screen times the layout's scale. */
export function commentCardSource(
  doc: CommentCardDocument,
  shown: CardLayout,
  fonts: readonly FontUse[],
  copy: CopyMark | null,
): string {
  const badges = cardBadges(doc).map(
    (badge) =>
      `badge(${typstString(badge.text)}, ${badge.badge === 'closed'}, ${badge.badge === 'simulated'})`,
  );
  const slot = doc.slot ? `h(8pt) + "您的点评 " + text(weight: 700, ${typstString(doc.slot)})` : '""';
  return `${prelude(doc, shown, fonts, copy)}
#card-head(${typstString(doc.post)}, ${typstString(doc.meeting)}, ${typstString(doc.time)} + ${slot}, ${typstArray(badges)})
${section(
  CARD_SECTIONS.good,
  '',
  shown.good.map((fact) => factRow(fact, false)),
  doc.empty?.good,
)}
${section(
  CARD_SECTIONS.lagging,
  '',
  shown.lagging.map((fact) => factRow(fact, true)),
  doc.empty?.lagging,
)}
${section(
  CARD_SECTIONS.questions,
  '',
  shown.questions.map(({ city, text }) => `#question-row(${typstString(`问${city}`)}, ${typstRuns(text)})`),
  doc.empty?.questions,
)}
${doc.promises ? `#section(${typstString(CARD_SECTIONS.promises)}, ${typstText(doc.promises.note)})${shown.promises.length > 0 ? `\n#promise-head(${typstText(doc.promises.promisedTitle)}, "本次兑现")` : ''}\n${shown.promises.map(promiseRow).join('\n')}` : ''}
${shown.left ? `#left-out(${typstString(shown.left)})` : ''}
`;
}

function section(title: string, note: string, rows: readonly string[], empty = '无'): string {
  const body = rows.length > 0 ? rows.join('\n') : `#nothing(${typstText(empty)})`;
  return `#section(${typstString(title)}, ${typstText(note)})\n${body}`;
}

function factRow(fact: CardFact, lagging: boolean): string {
  const lamp = fact.lamp
    ? `dot("${PROGRAM_LAMPS[fact.lamp]}", rgb("${PROGRAM_INK[fact.lamp]}"), ${fact.lamp === 'yellow' ? 'ink' : 'white'}) + h(5 * u) + `
    : '';
  return `#fact-row(${citySize(fact.city, CARD.fact.city, CARD.city)}, ${typstString(fact.city)}, ${typstText(fact.subject)}, ${figureSize(fact)}, ${typstString(fact.figure)}, ${typstText(fact.unit)}, ${lamp}${typstRuns(fact.sentence)}, ${lagging})`;
}

function promiseRow(row: CardPromise): string {
  const { mark, word, ink } = VERDICTS[row.verdict];
  return `#promise-row(${citySize(row.city, CARD.promise.type, CARD.promiseCity)}, ${typstString(row.city)}, ${typstText(row.promised)}, ${typstText(row.result)}, text(weight: 700, fill: rgb("${ink}"), "${mark}" + h(3 * u) + "${word}"))`;
}

function prelude(
  doc: CommentCardDocument,
  shown: CardLayout,
  fonts: readonly FontUse[],
  copy: CopyMark | null,
): string {
  const { fact, question, promise } = CARD;
  return `
#let u = ${PT * shown.scale}pt
#let f-sans = ${typstFont(fonts, 'sans')}
#let ink = rgb("#15181c")
#let ink2 = rgb("#424951")
#let ink3 = rgb("#626a73")
#let rule = rgb("#e3e6e9")
#let alarm-ink = rgb("#bf2418")
#let lowered(body) = sub(typographic: false, baseline: 0.18em, size: 0.7em, body)
#set document(title: ${typstString(`${doc.post} 点评参考卡`)}, author: ${typstString(doc.organisation)}, date: ${typstDate(doc.date)})
#set page(width: 210mm, height: 297mm, margin: (top: ${CARD.top * PT}pt, left: ${CARD.side * PT}pt, right: ${CARD.side * PT}pt, bottom: ${(CARD.page.height - CARD.foot) * PT}pt), footer-descent: 4pt, footer: {
  set text(size: 9pt, fill: ink3)
  line(length: 100%, stroke: 0.75pt + rgb("#c3c9cf"))
  v(6pt, weak: true)
  grid(columns: (1fr, auto), column-gutter: 12pt, ${typstText(doc.footer)}, ${typstString(`${doc.number}　第 1 页，共 1 页`)})
}, background: ${copy ? copyMarksSource(copy, 'f-sans') : 'none'})
#set text(..f-sans, size: 12pt, fill: ink, lang: "zh", region: "cn", cjk-latin-spacing: none, hyphenate: false, overhang: false, top-edge: 0.88em, bottom-edge: -0.12em, number-width: "tabular")
#set par(leading: 4pt, spacing: 6pt)
#set block(above: 0pt, below: 0pt)
#show strong: set text(weight: 700)
#let hatch = tiling(size: (4pt, 4pt), { place(rect(width: 4pt, height: 4pt, fill: white)); place(line(start: (0pt, 4pt), end: (4pt, 0pt), stroke: 1pt + rgb("#dde2e6"))) })
#let badge(body, ..kind) = {
  let (shut, simulated) = if kind.pos().len() == 2 { kind.pos() } else { (false, false) }
  box(
    stroke: 0.75pt + (if shut { ink2 } else { rgb("#8b939b") }), radius: 1.5pt, inset: (x: 3pt, y: 1.5pt), baseline: 1.5pt,
    fill: if shut { ink2 } else if simulated { hatch } else { white },
    text(size: 8.5pt, weight: 400, fill: if shut { white } else { ink }, body),
  )
}
#let dot(char, fill, ink) = box(width: 22 * u, height: 22 * u, baseline: 4.5 * u, circle(radius: 11 * u, fill: fill, inset: 0pt, align(center + horizon, text(size: 13 * u, weight: 700, fill: ink, top-edge: "cap-height", bottom-edge: "baseline", char))))
#let card-head(post, meeting, time, badges) = {
  block(height: ${CARD.head * PT - 12}pt, width: 100%, {
    place(left + bottom, block(width: 53%, { set par(leading: 3pt); text(size: 12pt, fill: ink2, "点评参考卡"); v(4pt, weak: true); text(size: ${postSize(doc.post).px * PT}pt, weight: 700, post) }))
    place(right + bottom, { set align(right); set text(size: 10.5pt, fill: ink2); meeting; v(6pt, weak: true); text(fill: ink, time); v(6pt, weak: true); badges.join(h(3pt)) })
  })
  v(8pt)
  line(length: 100%, stroke: 2.25pt + ink)
}
// A column without width holds every row to its least height.
#let row(pad, least, columns, ..cells) = block(width: 100%, breakable: false, stroke: (bottom: 0.75pt + rule), inset: (y: pad * u), grid(
  columns: (0pt, ..columns), align: left + horizon, box(width: 0pt, height: least * u - 2 * pad * u), ..cells,
))
#let section(title, note) = block(width: 100%, sticky: true, above: ${CARD.section - 34} * u, stroke: (bottom: 0.75pt + ink), inset: (bottom: 6 * u), text(size: 20 * u, weight: 700, title) + h(7 * u) + text(size: 15 * u, fill: ink3, note))
#let nothing(body) = row(9, 36, (1fr,), text(size: 15 * u, fill: ink3, body))
#let fact-row(city-size, city, subject, figure-size, figure, unit, sentence, lagging) = row(${4 + (fact.line - fact.sentence) / 2}, ${fact.row}, (${CARD.city} * u, ${CARD.figure} * u, 1fr),
  block(height: auto, { set par(leading: 3 * u); text(size: ${fact.city} * u * city-size, weight: 700, city); linebreak(); text(size: ${fact.subject} * u, fill: ink2, subject) }),
  { text(size: ${fact.figure} * u * figure-size, weight: 700, fill: if lagging { alarm-ink } else { ink }, top-edge: 0.8em, bottom-edge: -0.05em, figure); h(5 * u); text(size: ${fact.unit} * u, fill: ink2, unit) },
  { set text(size: ${fact.sentence} * u); set par(leading: ${fact.line - fact.sentence} * u); show strong: set text(fill: if lagging { alarm-ink } else { ink }); sentence },
)
#let question-row(city, body) = row(${(question.padding + question.line - question.type) / 2}, ${question.padding + question.line}, (${CARD.ask} * u, 1fr),
  align(top, text(size: 18 * u, weight: 700, city)),
  { set text(size: ${question.type} * u); set par(leading: ${question.line - question.type} * u); body },
)
#let promise-columns = (${CARD.promiseCity} * u, ${CARD.promised} * u, ${CARD.result} * u, 1fr)
#let promise-head(promised, result) = block(width: 100%, sticky: true, inset: (top: 8 * u, bottom: 2 * u), { set text(size: 14 * u, fill: ink3); grid(columns: promise-columns, [], promised, result, []) })
#let promise-row(city-size, city, promised, result, verdict) = {
  set text(size: ${promise.type} * u)
  set par(leading: ${promise.line - promise.type} * u)
  row(${(promise.padding + promise.line - promise.type) / 2}, ${promise.padding + promise.line}, promise-columns, text(size: 1em * city-size, weight: 700, city), pad(right: 12 * u, promised), pad(right: 12 * u, result), verdict)
}
#let left-out(body) = block(above: 8 * u, text(size: 14 * u, fill: ink2, body))
`;
}
