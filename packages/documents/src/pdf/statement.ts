import { drawChart } from '../charts/draw.ts';
import type { FontUse } from '../fonts/catalogue.ts';
import {
  ACCOUNT_LAMPS,
  type AccountLamp,
  AIR_HEADINGS,
  checkLedger,
  LEDGER_HEADINGS,
  ledgerCells,
  PROGRAM_INK,
  PROGRAM_LAMPS,
  type StatementDocument,
  statementBadges,
} from '../model/statement.ts';
import { typstFont } from './official-prelude.ts';
import { typstArray, typstDate, typstRuns, typstString, typstText } from './typst-source.ts';

const LAMP_INK: Readonly<Record<AccountLamp, string>> = {
  safe: '#2a7757',
  tight: '#935600',
  overdrawn: '#bf2418',
  impossible: '#451322',
};
/** The statement as Typst source: one page, the sizes of the page on the screen (1 px = 0.75 pt). */
export function statementSource(doc: StatementDocument, fonts: readonly FontUse[]): string {
  if (doc.ledger) checkLedger(doc.ledger);
  const chart = doc.chart
    ? `#v(8pt)\n#image(bytes(${typstString(drawChart(doc.chart.spec, doc.chart.alt).svg)}), format: "svg", width: 100%, alt: ${typstString(doc.chart.alt)})`
    : '';
  const adjustments = doc.adjustments.map((line) => `#adjustment(${typstText(line)})`).join('\n');
  const lines = doc.signatures
    .map((who, i) => `sign-line(${typstString(who)}, ${i === 0 ? '112pt' : '74pt'}),`)
    .join(' ');
  return `${prelude(doc, fonts)}
#statement-head(${typstString(`${doc.city}　账单`)}, ${typstString(doc.period)}, ${typstString(doc.dataUntil + (doc.closed ? `　${doc.closed}` : ''))}, ${typstString(`账单号 ${doc.number}`)}, ${typstArray(statementBadges(doc).map((badge) => `badge(${typstString(badge.text)}, ${badge.badge === 'closed'}, ${badge.badge === 'simulated'})`))})
#block(above: 10pt, below: 0pt, { set text(size: 11.25pt); set par(leading: 7.5pt); ${typstRuns(doc.summary)} })
${airSource(doc)}
${chart}
${ledgerSource(doc)}
${adjustments}
#v(28pt)
#grid(columns: ${typstArray(doc.signatures.map(() => 'auto'))}, column-gutter: 1fr, ${lines})
`;
}

function prelude(doc: StatementDocument, fonts: readonly FontUse[]): string {
  return `
#let f-sans = ${typstFont(fonts, 'sans')}
#let ink = rgb("#15181c")
#let ink2 = rgb("#424951")
#let ink3 = rgb("#626a73")
#let rule = rgb("#e3e6e9")
#let alarm-ink = rgb("#bf2418")
#let lowered(body) = sub(typographic: false, baseline: 0.18em, size: 0.7em, body)
#set document(title: ${typstString(`${doc.city}${doc.period}账单`)}, author: ${typstString(doc.organisation)}, date: ${typstDate(doc.date)})
#set page(width: 210mm, height: 297mm, margin: (top: 37.5pt, left: 48pt, right: 48pt, bottom: 50pt), footer-descent: 6pt, footer: {
  set text(size: 9pt, fill: ink3)
  line(length: 100%, stroke: 0.75pt + rgb("#c3c9cf"))
  v(5pt, weak: true)
  grid(columns: (1fr, auto), ${typstText(doc.footer)}, "第 1 页，共 1 页")
})
#set text(..f-sans, size: 9.75pt, fill: ink, lang: "zh", region: "cn", cjk-latin-spacing: none, hyphenate: false, overhang: false, top-edge: 0.88em, bottom-edge: -0.12em, number-width: "tabular")
#set par(leading: 4pt, spacing: 6pt)
#show strong: set text(weight: 700)
#let hatch = tiling(size: (4pt, 4pt), { place(rect(width: 4pt, height: 4pt, fill: white)); place(line(start: (0pt, 4pt), end: (4pt, 0pt), stroke: 1pt + rgb("#dde2e6"))) })
#let badge(body, shut, simulated) = box(
  stroke: 0.75pt + (if shut { ink2 } else { rgb("#8b939b") }), radius: 1.5pt, inset: (x: 3pt, y: 1.5pt), baseline: 1.5pt,
  fill: if shut { ink2 } else if simulated { hatch } else { white },
  text(size: 8.25pt, fill: if shut { white } else { ink }, body),
)
#let statement-head(title, period, until, number, badges) = {
  grid(columns: (1fr, auto), align: (left + bottom, right + bottom),
    { text(size: 21pt, weight: 700, title); v(6pt, weak: true); text(size: 12pt, fill: ink2, period) },
    { set text(size: 9pt, fill: ink2); until; v(6pt, weak: true); number + h(8pt) + badges.join(h(3pt)) },
  )
  v(7pt, weak: true)
  line(length: 100%, stroke: 2.25pt + ink)
}
#let section(title, note) = block(above: 12pt, below: 4pt, text(size: 11.25pt, weight: 700, title) + h(6pt) + text(size: 9pt, fill: ink3, note))
#let head(body) = text(size: 9pt, fill: ink2, body)
#let quiet(body) = text(size: 9pt, fill: ink3, body)
#let item(label, unit) = text(weight: 700, label) + h(3pt) + quiet(unit)
#let total(body) = text(weight: 700, body)
#let alarm(body) = text(weight: 700, fill: alarm-ink, body)
#let lamp(mark, word, ink) = text(weight: 700, fill: ink, mark + h(2pt) + word)
#let lost(mark, word, ink) = box(fill: ink, inset: (x: 3pt), outset: (y: 2pt), text(weight: 700, fill: white, mark + h(2pt) + word))
#let dot(char, fill, ink) = box(width: 12.75pt, height: 12.75pt, baseline: 2.6pt, circle(radius: 6.375pt, fill: fill, inset: 0pt, align(center + horizon, text(size: 8.25pt, weight: 700, fill: ink, top-edge: "cap-height", bottom-edge: "baseline", char))))
#let ledger(columns, align, divided, ..cells) = table(
  columns: columns, align: align, inset: (x: 0pt, y: 3.6pt),
  stroke: (x, y) => (bottom: if y == 0 { 0.75pt + ink } else { 0.75pt + rule }, top: if y in divided { 0.75pt + ink2 } else { none }),
  ..cells,
)
#let adjustment(body) = block(above: 7pt, below: 0pt, { set text(size: 9pt, fill: ink2); text(weight: 700, "结账后更正") + h(9pt) + body })
#let sign-line(who, width) = box(text(size: 10.5pt, who) + h(4pt) + box(width: width, line(length: 100%, stroke: 0.75pt + ink)))
`;
}

function airSource(doc: StatementDocument): string {
  const heads = ['科目', ...AIR_HEADINGS, doc.air.leftTitle, '灯'].map((h) => `head(${typstText(h)})`);
  const cells = doc.air.rows.flatMap((row) => {
    const figures = [row.budget, row.opening, row.plan, row.spent, row.closing].map((value, i) => {
      if (value === null) return 'quiet("—")';
      return i === 4 ? `total(${typstString(value)})` : typstString(value);
    });
    const lamp = row.lamp
      ? `${row.lamp === 'impossible' ? 'lost' : 'lamp'}(${typstString(ACCOUNT_LAMPS[row.lamp].mark)}, ${typstText(row.remark ?? ACCOUNT_LAMPS[row.lamp].word)}, rgb("${LAMP_INK[row.lamp]}"))`
      : `quiet(${typstText(`— ${row.remark ?? ''}`)})`;
    return [
      `item(${typstText(row.label)}, ${typstText(row.unit)})`,
      ...figures,
      row.affordable === null ? 'quiet("—")' : typstText(row.affordable),
      lamp,
    ];
  });
  return `#section("空气账", ${typstText(doc.air.note)})
#ledger((96pt, 1fr, 1fr, 1fr, 1fr, 1fr, 82pt, 62pt), (x, y) => horizon + if x == 0 { left } else { right }, (), ${[...heads, ...cells].join(', ')})`;
}

function ledgerSource(doc: StatementDocument): string {
  if (!doc.ledger) return '';
  const heads = ['科目', ...LEDGER_HEADINGS].map((h) => `head("${h}")`);
  const cells = doc.ledger.rows.flatMap((row) => {
    const figures = ledgerCells(row).map((cell, i) => {
      const value = typstString(cell.text);
      if (cell.alarm) return `alarm(${value})`;
      if (cell.quiet) return `quiet(${value})`;
      return i === 4 ? `total(${value})` : value;
    });
    const ink = row.lamp === 'yellow' ? 'ink' : 'white';
    return [
      `item(${typstText(row.label)}, ${typstText(row.unit)})`,
      ...figures,
      `pad(left: 18pt, dot("${PROGRAM_LAMPS[row.lamp]}", rgb("${PROGRAM_INK[row.lamp]}"), ${ink}) + h(3pt) + ${typstText(row.reason)})`,
    ];
  });
  const divided = doc.ledger.rows.flatMap((row, i) => (row.divided ? [String(i + 1)] : []));
  return `#section("事项账", ${typstText(doc.ledger.note)})
#ledger((100pt, 1fr, 1fr, 1fr, 1fr, 1fr, 1.35fr, 1fr, 146pt), (x, y) => horizon + if x == 0 or x == 8 { left } else { right }, ${typstArray(divided)}, ${[...heads, 'pad(left: 18pt, head("灯　为什么"))', ...cells].join(', ')})`;
}
