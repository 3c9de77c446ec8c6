import { drawChart } from '../charts/draw.ts';
import { escapeMarkup } from '../charts/svg.ts';
import {
  ACCOUNT_LAMPS,
  AIR_HEADINGS,
  checkLedger,
  LEDGER_HEADINGS,
  ledgerCells,
  PROGRAM_LAMPS,
  type StatementAirRow,
  type StatementDocument,
  type StatementLedgerRow,
  statementBadges,
} from '../model/statement.ts';
import { htmlRuns, htmlText } from './official.ts';

/** One page of A4 in the visual language of the product: ink on paper, colour only for lamps. */
const statementStyles = `
.qz-st{--ink:#15181c;--ink2:#424951;--ink3:#626a73;--rule:#e3e6e9;box-sizing:border-box;position:relative;width:794px;min-height:1123px;margin:0 auto;padding:50px 64px 64px;background:#fff;color:var(--ink);font:14px/1.5 "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums lining-nums}
.qz-st *{box-sizing:border-box}.qz-st h1,.qz-st h2,.qz-st p{margin:0}.qz-st sub{font-size:.72em;line-height:0;vertical-align:-.2em}
.qz-st header{display:flex;justify-content:space-between;align-items:flex-end;border-bottom:3px solid var(--ink);padding-bottom:10px}
.qz-st h1{font-size:28px;line-height:1.25}.qz-st .qz-pd{font-size:16px;color:var(--ink2)}.qz-st .qz-meta{text-align:right;font-size:12px;line-height:22px;color:var(--ink2)}
.qz-st .qz-sum{font-size:15px;line-height:25px;margin:12px 0 4px}
.qz-st h2{margin-top:14px;font-size:15px;line-height:1.4}.qz-st h2 small{font-weight:400;font-size:12px;color:var(--ink3);margin-left:8px}
.qz-st table{width:100%;table-layout:fixed;border-collapse:collapse;font-size:13px}
.qz-st th{font-size:12px;font-weight:400;color:var(--ink2);text-align:right;border-bottom:1px solid var(--ink);padding:3px 0}.qz-st thead th:first-child{text-align:left}
.qz-st tbody th{font-size:13px;font-weight:700;color:var(--ink);text-align:left;border-bottom:1px solid var(--rule)}.qz-st tbody th small,.qz-st .qz-quiet{font-weight:400;font-size:12px;color:var(--ink3)}
.qz-st td{padding:3px 0;border-bottom:1px solid var(--rule);line-height:20px;text-align:right;white-space:nowrap}
.qz-st .qz-divided>*{border-top:1px solid var(--ink2)}.qz-st .qz-why{padding-left:24px;text-align:left;white-space:normal}
.qz-st .qz-safe{color:#2a7757}.qz-st .qz-tight{color:#935600}.qz-st .qz-overdrawn{color:#bf2418}.qz-st .qz-impossible{background:#451322;color:#fff;padding:1px 4px}
.qz-st .qz-lamp{font-weight:700}.qz-st .qz-alarm{color:#bf2418;font-weight:700}
.qz-st .qz-p{display:inline-block;width:17px;height:17px;margin-right:3px;border-radius:50%;color:#fff;font:700 11px/17px inherit;font-size:11px;line-height:17px;text-align:center;vertical-align:1px}
.qz-st .qz-blue{background:#1f66b3}.qz-st .qz-green{background:#2a7757}.qz-st .qz-yellow{background:#f2c230;color:var(--ink)}.qz-st .qz-red{background:#bf2418}.qz-st .qz-grey{background:#6b737b}
.qz-st .qz-badge{display:inline-block;margin-left:4px;padding:0 4px;border:1px solid #8b939b;border-radius:2px;font-size:11px;line-height:15px}
.qz-st .qz-live,.qz-st .qz-open{border-style:dashed}.qz-st .qz-closed{background:var(--ink2);border-color:var(--ink2);color:#fff}
.qz-st .qz-simulated,.qz-st .qz-example{background:repeating-linear-gradient(-45deg,#fff 0 3px,#dde2e6 3px 5px);color:var(--ink)}
.qz-st .qz-chart{margin:12px 0 0}.qz-st .qz-chart svg{display:block;width:100%;height:auto}
.qz-st .qz-adj{margin-top:8px;font-size:12px;line-height:19px;color:var(--ink2)}
.qz-st .qz-sign{display:flex;justify-content:space-between;margin-top:40px}.qz-st .qz-sign p{display:flex;align-items:flex-end;gap:6px;white-space:nowrap}.qz-st .qz-sign i{width:96px;height:20px;border-bottom:1px solid var(--ink)}.qz-st .qz-sign p:first-child i{width:150px}
.qz-st footer{position:absolute;left:64px;right:64px;bottom:32px;display:flex;justify-content:space-between;padding-top:6px;border-top:1px solid #c3c9cf;font-size:12px;color:var(--ink3)}
@media screen and (max-width:760px){.qz-st{width:auto;min-height:0;padding:16px}.qz-st header,.qz-st .qz-sign{display:block}.qz-st .qz-meta{text-align:left}.qz-st .qz-scroll{overflow-x:auto}.qz-st table{min-width:640px}.qz-st footer{position:static;margin-top:24px}}
@media screen and (max-width:560px){.qz-st{padding:14px 12px}.qz-st h1{font-size:22px}.qz-st .qz-pd{font-size:15px}.qz-st .qz-sum{text-align:left}.qz-st .qz-scroll{overflow:visible}.qz-st h2 small{display:block;margin:0}.qz-st table{display:block;min-width:0}.qz-st thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.qz-st tbody{display:block}.qz-st tbody tr{display:grid;grid-template-columns:repeat(4,1fr);gap:4px 10px;padding:8px 0;border-bottom:1px solid var(--rule)}.qz-st tbody th{grid-column:1/-1;border:0;padding:0;font-size:14px}.qz-st td{padding:0;border:0;text-align:left;white-space:normal;font-size:14px}.qz-st td[data-h]::before{content:attr(data-h);display:block;font-size:11px;line-height:15px;color:var(--ink3)}.qz-st td.qz-left{grid-column:span 2}.qz-st td.qz-state{grid-column:1/-1}.qz-st td.qz-state::before{display:none}.qz-st .qz-why{grid-column:1/-1;padding:0}.qz-st .qz-divided>*{border-top:0}.qz-st tbody .qz-divided{border-top:1px solid var(--ink2)}.qz-st .qz-chart{overflow-x:auto}.qz-st .qz-chart svg{width:560px}.qz-st .qz-sign{margin-top:24px}.qz-st .qz-sign p{margin-top:14px}.qz-st footer{flex-wrap:wrap;gap:0 12px}}
@media print{@page{size:A4;margin:0}.qz-st{margin:0}}
`.trim();

/** The statement as an article element without styles. */
function statementFragment(doc: StatementDocument): string {
  if (doc.ledger) checkLedger(doc.ledger);
  const closed = doc.closed ? `　${escapeMarkup(doc.closed)}` : '';
  const chart = doc.chart
    ? `<figure class="qz-chart">${drawChart(doc.chart.spec, doc.chart.alt).svg}</figure>`
    : '';
  return `<article class="qz-st" lang="zh-CN">
<header><div><h1>${escapeMarkup(doc.city)}　账单</h1><p class="qz-pd">${escapeMarkup(doc.period)}</p></div><div class="qz-meta"><p>${escapeMarkup(doc.dataUntil)}${closed}</p><p>账单号 ${escapeMarkup(doc.number)}　${htmlRuns(statementBadges(doc))}</p></div></header>
<p class="qz-sum">${htmlRuns(doc.summary)}</p>
${airTable(doc)}
${chart}
${ledgerTable(doc)}
${doc.adjustments.map((line) => `<p class="qz-adj"><b>结账后更正</b>　${htmlText(line)}</p>`).join('')}
<div class="qz-sign">${doc.signatures.map((who) => `<p>${escapeMarkup(who)}<i></i></p>`).join('')}</div>
<footer><span>${escapeMarkup(doc.footer)}</span><span>第 1 页，共 1 页</span></footer>
</article>`;
}

/** Styles and statement together. */
export function renderStatementHtml(doc: StatementDocument): string {
  return `<style>${statementStyles}</style>\n${statementFragment(doc)}`;
}

/** On a narrow screen a row is a card: each cell is headed by its column. */
const said = (heading: string | undefined): string =>
  heading === undefined ? '' : ` data-h="${escapeMarkup(heading)}"`;

function airTable(doc: StatementDocument): string {
  const headings = [...AIR_HEADINGS, doc.air.leftTitle, '灯'];
  const row = (line: StatementAirRow): string => {
    const lamp = line.lamp
      ? `<span class="qz-lamp qz-${line.lamp}">${ACCOUNT_LAMPS[line.lamp].mark} ${line.remark ? htmlText(line.remark) : ACCOUNT_LAMPS[line.lamp].word}</span>`
      : `<span class="qz-quiet">— ${htmlText(line.remark ?? '')}</span>`;
    const figures = [line.budget, line.opening, line.plan, line.spent, line.closing].map((value, i) => {
      const shown = value === null ? '<span class="qz-quiet">—</span>' : escapeMarkup(value);
      return `<td${said(headings[i])}>${i === 4 ? `<b class="qz-fig" data-figure="${escapeMarkup(line.figureId)}">${shown}</b>` : shown}</td>`;
    });
    return `<tr><th scope="row">${htmlText(line.label)} <small>${htmlText(line.unit)}</small></th>${figures.join('')}<td class="qz-left"${said(doc.air.leftTitle)}>${line.affordable === null ? '<span class="qz-quiet">—</span>' : htmlText(line.affordable)}</td><td class="qz-state"${said('灯')}>${lamp}</td></tr>`;
  };
  return `<h2>空气账<small>${htmlText(doc.air.note)}</small></h2>
<div class="qz-scroll"><table><colgroup><col style="width:128px"><col><col><col><col><col><col style="width:110px"><col style="width:82px"></colgroup><thead><tr><th scope="col">科目</th>${headings.map((h) => `<th scope="col">${htmlText(h)}</th>`).join('')}</tr></thead><tbody>${doc.air.rows.map(row).join('')}</tbody></table></div>`;
}

function ledgerTable(doc: StatementDocument): string {
  if (!doc.ledger) return '';
  const row = (line: StatementLedgerRow): string => {
    const cells = ledgerCells(line).map((cell, i) => {
      const quiet = cell.quiet ? `<span class="qz-quiet">${cell.text}</span>` : cell.text;
      return `<td${cell.alarm ? ' class="qz-alarm"' : ''}${said(LEDGER_HEADINGS[i])}>${i === 4 ? `<b>${quiet}</b>` : quiet}</td>`;
    });
    return `<tr${line.divided ? ' class="qz-divided"' : ''}><th scope="row">${htmlText(line.label)} <small>${htmlText(line.unit)}</small></th>${cells.join('')}<td class="qz-why"><span class="qz-p qz-${line.lamp}">${PROGRAM_LAMPS[line.lamp]}</span>${htmlText(line.reason)}</td></tr>`;
  };
  return `<h2>事项账<small>${htmlText(doc.ledger.note)}</small></h2>
<div class="qz-scroll"><table><colgroup><col style="width:138px"><col><col><col><col><col><col><col><col style="width:184px"></colgroup><thead><tr><th scope="col">科目</th>${LEDGER_HEADINGS.map((h) => `<th scope="col">${h}</th>`).join('')}<th scope="col" class="qz-why">灯　为什么</th></tr></thead><tbody>${doc.ledger.rows.map(row).join('')}</tbody></table></div>`;
}
