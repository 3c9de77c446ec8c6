import { escapeMarkup } from '../charts/svg.ts';
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
  layoutCard,
  postSize,
  VERDICTS,
} from '../model/comment-card.ts';
import type { RenderOptions } from '../model/copy.ts';
import { legible, legibleText } from '../model/legible.ts';
import { PROGRAM_LAMPS } from '../model/statement.ts';
import { htmlCopyMarks } from './copy-marks.ts';
import { htmlRuns, htmlText } from './official.ts';

/** One page of A4 in large type; `--u` is a pixel times the card's scale. On a narrow screen the lines stand below each other. */
const cardStyles = `
.qz-card{--ink:#15181c;--ink2:#424951;--ink3:#626a73;--rule:#e3e6e9;--alarm:#bf2418;box-sizing:border-box;position:relative;width:794px;min-height:1123px;margin:0 auto;padding:${CARD.top}px ${CARD.side}px 80px;background:#fff;color:var(--ink);font:16px/1.4 "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-variant-numeric:tabular-nums lining-nums}
.qz-card *{box-sizing:border-box}.qz-card h1,.qz-card h2,.qz-card p{margin:0}.qz-card sub{font-size:.72em;line-height:0;vertical-align:-.2em}
.qz-card header{display:flex;justify-content:space-between;align-items:flex-end;gap:16px;min-height:${CARD.head - 8}px;padding-bottom:12px;border-bottom:3px solid var(--ink)}
.qz-card h1{font-size:var(--post,32px);line-height:1.25;text-wrap:balance}.qz-card .qz-kind{font-size:16px;color:var(--ink2)}.qz-card .qz-meta{flex:none;max-width:52%;text-align:right;font-size:14px;line-height:25px;color:var(--ink2)}.qz-card .qz-meta b,.qz-card .qz-time{color:var(--ink)}
.qz-card h2{margin-top:calc(18*var(--u));padding-bottom:calc(6*var(--u));border-bottom:1px solid var(--ink);font-size:calc(20*var(--u));line-height:1.35}.qz-card h2 small{margin-left:8px;font-size:calc(15*var(--u));font-weight:400;color:var(--ink3)}
.qz-card .qz-row{display:grid;align-items:center;border-bottom:1px solid var(--rule)}
.qz-card .qz-fact{grid-template-columns:calc(${CARD.city}*var(--u)) calc(${CARD.figure}*var(--u)) 1fr;min-height:calc(${CARD.fact.row}*var(--u));padding:calc(4*var(--u)) 0}
.qz-card .qz-city b{display:block;font-size:calc(${CARD.fact.city}*var(--u)*var(--fit,1));line-height:calc(26*var(--u))}.qz-card .qz-city span{display:block;font-size:calc(${CARD.fact.subject}*var(--u));line-height:calc(19*var(--u));color:var(--ink2)}
.qz-card .qz-no{white-space:nowrap;font-size:calc(${CARD.fact.unit}*var(--u));color:var(--ink2)}.qz-card .qz-no b{margin-right:5px;font-size:calc(${CARD.fact.figure}*var(--u)*var(--fit,1));line-height:1.1;color:var(--ink)}
.qz-card .qz-say{font-size:calc(${CARD.fact.sentence}*var(--u));line-height:calc(${CARD.fact.line}*var(--u))}
.qz-card .qz-lagging .qz-no b,.qz-card .qz-lagging .qz-say b{color:var(--alarm)}
.qz-card .qz-question{grid-template-columns:calc(${CARD.ask}*var(--u)) 1fr;align-items:baseline;padding:calc(${CARD.question.padding / 2}*var(--u)) 0;font-size:calc(${CARD.question.type}*var(--u));line-height:calc(${CARD.question.line}*var(--u))}.qz-card .qz-question>b{font-size:calc(18*var(--u))}
.qz-card .qz-promise,.qz-card .qz-phead{display:grid;grid-template-columns:calc(${CARD.promiseCity}*var(--u)) calc(${CARD.promised}*var(--u)) calc(${CARD.result}*var(--u)) 1fr}
.qz-card .qz-promise{padding:calc(${CARD.promise.padding / 2}*var(--u)) 0;font-size:calc(${CARD.promise.type}*var(--u));line-height:calc(${CARD.promise.line}*var(--u))}.qz-card .qz-promise>*{padding-right:12px}.qz-card .qz-promise>b{padding:0;font-size:calc(1em*var(--fit,1))}
.qz-card .qz-phead{padding-top:calc(8*var(--u));font-size:calc(14*var(--u));color:var(--ink3)}
.qz-card .qz-verdict{padding:0!important;font-weight:700;white-space:nowrap}.qz-card .qz-kept{color:#2a7757}.qz-card .qz-late{color:#935600}.qz-card .qz-broken{color:var(--alarm)}.qz-card .qz-open-v{color:var(--ink2)}
.qz-card .qz-p{display:inline-block;width:calc(22*var(--u));height:calc(22*var(--u));margin-right:6px;border-radius:50%;color:#fff;font-size:calc(13*var(--u));font-weight:700;line-height:calc(22*var(--u));text-align:center;vertical-align:1px}
.qz-card .qz-blue{background:#1f66b3}.qz-card .qz-green{background:#2a7757}.qz-card .qz-yellow{background:#f2c230;color:var(--ink)}.qz-card .qz-red{background:var(--alarm)}.qz-card .qz-grey{background:#6b737b}
.qz-card .qz-none,.qz-card .qz-left{padding:calc(9*var(--u)) 0;font-size:calc(15*var(--u));color:var(--ink3)}
.qz-card .qz-badge{display:inline-block;margin-left:4px;padding:0 4px;border:1px solid #8b939b;border-radius:2px;font-size:11.5px;line-height:16px;color:var(--ink)}.qz-card .qz-closed{background:var(--ink2);border-color:var(--ink2);color:#fff}.qz-card .qz-simulated,.qz-card .qz-example{background:repeating-linear-gradient(-45deg,#fff 0 3px,#dde2e6 3px 5px)}
.qz-card footer{position:absolute;left:${CARD.side}px;right:${CARD.side}px;bottom:36px;display:flex;justify-content:space-between;gap:16px;padding-top:7px;border-top:1px solid #c3c9cf;font-size:12px;color:var(--ink3)}.qz-card footer span+span{white-space:nowrap}
@media screen and (max-width:760px){.qz-card{--u:1px!important;width:auto;min-height:0;padding:16px}.qz-card header{display:block}.qz-card .qz-meta{max-width:none;margin-top:8px;text-align:left}.qz-card .qz-meta .qz-badge:first-child{margin-left:0}.qz-card .qz-fact{grid-template-columns:1fr auto;row-gap:2px}.qz-card .qz-say{grid-column:1/-1}.qz-card .qz-question{grid-template-columns:1fr}.qz-card .qz-phead{display:none}.qz-card .qz-promise{grid-template-columns:1fr auto}.qz-card .qz-promise>:nth-child(2){order:3;grid-column:1/-1}.qz-card .qz-promise>:nth-child(3){order:4;grid-column:1/-1}.qz-card footer{position:static;display:block;margin-top:24px}}
@media print{@page{size:A4;margin:0}.qz-card{margin:0}}
`.trim();

/** The card as an article element without styles. */
export function commentCardFragment(doc: CommentCardDocument, options: RenderOptions = {}): string {
  const shown = layoutCard(doc);
  return `<article class="qz-card" lang="zh-CN" style="--u:${shown.scale}px;--post:${postSize(doc.post).px}px">${options.copy ? htmlCopyMarks(options.copy) : ''}
<header><div><p class="qz-kind">点评参考卡</p><h1>${htmlText(doc.post)}</h1></div><div class="qz-meta"><p>${htmlText(doc.meeting)}</p><p class="qz-time">${htmlText(doc.time)}${doc.slot ? `　您的点评 <b>${htmlText(doc.slot)}</b>` : ''}</p><p>${htmlRuns(cardBadges(doc))}</p></div></header>
${section(CARD_SECTIONS.good, '', shown.good.map(factRow), 'good', doc.empty?.good)}
${section(CARD_SECTIONS.lagging, '', shown.lagging.map(factRow), 'lagging', doc.empty?.lagging)}
${section(
  CARD_SECTIONS.questions,
  '',
  shown.questions.map(
    ({ city, text }) =>
      `<div class="qz-row qz-question"><b>问${htmlText(city)}</b><p>${htmlRuns(text)}</p></div>`,
  ),
  'questions',
  doc.empty?.questions,
)}
${promises(doc, shown)}
${shown.left ? `<p class="qz-left">${htmlText(shown.left)}</p>` : ''}
<footer><span>${htmlText(doc.footer)}</span><span>${htmlText(doc.number)}　第 1 页，共 1 页</span></footer>
</article>`;
}

/** Styles and card together. */
export function renderCommentCardHtml(doc: CommentCardDocument, options: RenderOptions = {}): string {
  return `<style>${cardStyles}</style>\n${commentCardFragment(legible(doc), legible(options))}`;
}

/** A complete file that opens by itself, without loading anything. */
export function renderCommentCardHtmlPage(doc: CommentCardDocument, options: RenderOptions = {}): string {
  return `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeMarkup(legibleText(`${doc.post} 点评参考卡`))}</title><style>body{margin:0}</style></head><body>\n${renderCommentCardHtml(doc, options)}\n</body></html>\n`;
}

function section(title: string, note: string, rows: readonly string[], kind: string, empty = '无'): string {
  const small = note ? `<small>${htmlText(note)}</small>` : '';
  const body = rows.length > 0 ? rows.join('\n') : `<p class="qz-none">${htmlText(empty)}</p>`;
  return `<section class="qz-${kind}"><h2>${htmlText(title)}${small}</h2>\n${body}</section>`;
}

function promises(doc: CommentCardDocument, shown: CardLayout): string {
  if (!doc.promises) return '';
  const head = `<div class="qz-phead"><span></span><span>${htmlText(doc.promises.promisedTitle)}</span><span>本次兑现</span><span></span></div>`;
  return section(
    CARD_SECTIONS.promises,
    doc.promises.note,
    shown.promises.length > 0 ? [head, ...shown.promises.map(promiseRow)] : [],
    'promises',
    '',
  );
}

function factRow(fact: CardFact): string {
  const figure = htmlText(fact.figure);
  const marked = fact.figureId
    ? `<span class="qz-fig" data-figure="${escapeMarkup(fact.figureId)}">${figure}</span>`
    : figure;
  const lamp = fact.lamp ? `<span class="qz-p qz-${fact.lamp}">${PROGRAM_LAMPS[fact.lamp]}</span>` : '';
  return `<div class="qz-row qz-fact"><div class="qz-city" style="--fit:${citySize(fact.city, CARD.fact.city, CARD.city)}"><b>${htmlText(fact.city)}</b><span>${htmlText(fact.subject)}</span></div><div class="qz-no" style="--fit:${figureSize(fact)}"><b>${marked}</b>${htmlText(fact.unit)}</div><p class="qz-say">${lamp}${htmlRuns(fact.sentence)}</p></div>`;
}

function promiseRow(row: CardPromise): string {
  const { mark, word } = VERDICTS[row.verdict];
  const kind = row.verdict === 'open' ? 'open-v' : row.verdict;
  return `<div class="qz-row qz-promise"><b style="--fit:${citySize(row.city, CARD.promise.type, CARD.promiseCity)}">${htmlText(row.city)}</b><span>${htmlText(row.promised)}</span><span>${htmlText(row.result)}</span><span class="qz-verdict qz-${kind}">${mark} ${word}</span></div>`;
}
