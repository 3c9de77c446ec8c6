/** The public's pages as markup: without scripts, readable on a phone and by a reader for the blind. Everything is escaped. */
import { createHash } from 'node:crypto';
import { escapeHtml } from '../publications/public-copy.ts';
import type { PublicItem, PublicLine } from './read.ts';

const CSS = `:root{color-scheme:light}*{box-sizing:border-box}body{margin:0;background:#fff;color:#1d2530;font:17px/1.75 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
header,main,footer{max-width:46rem;margin:0 auto;padding:0 1rem}header{border-bottom:2px solid #a3251d;padding-top:1rem;padding-bottom:.5rem}
header p{margin:0 0 .4rem;font-size:1.15rem;font-weight:700}nav a{margin-right:1.2rem}a{color:#0b4a8f}a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,select:focus-visible,.table:focus-visible{outline:3px solid #0b4a8f;outline-offset:2px}
h1{font-size:1.45rem;line-height:1.45;margin:1.2rem 0 .8rem}h2{font-size:1.15rem;margin:1.2rem 0 .4rem}ul.list{list-style:none;margin:0;padding:0}ul.list li{border-bottom:1px solid #d9dee5;padding:.8rem 0}
ul.list a{font-weight:600}.meta,.source{color:#4d5968;font-size:.9rem;margin:.2rem 0}.notice{border:2px solid #8a5a00;background:#fff8e6;padding:.5rem .8rem}.corrected{border-left:4px solid #a3251d;background:#fdf3f2;padding:.5rem .8rem;white-space:pre-line}
.mark{display:inline-block;border:1px solid #8a5a00;color:#6b4600;font-size:.8rem;padding:0 .35rem}form.search{display:flex;gap:.5rem;margin:1rem 0}input,textarea,select,button{font:inherit;border:1px solid #6b7684;border-radius:4px;padding:.45rem .6rem;min-height:44px}
form.search input{flex:1;min-width:0}button{background:#0b4a8f;color:#fff;border-color:#0b4a8f;cursor:pointer}label{display:block;margin:.9rem 0 .2rem;font-weight:600}textarea,form.ask input,form.ask select{width:100%}
.table{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.92rem}th,td{border:1px solid #b9c1cb;padding:.3rem .5rem;text-align:center}caption{font-weight:600;text-align:left;padding:.3rem 0}.signature,.number{text-align:right}article p{margin:.6rem 0;overflow-wrap:anywhere}article>p:not([class]){text-indent:2em}
footer{border-top:1px solid #d9dee5;margin-top:2rem;color:#4d5968;font-size:.85rem;padding-top:.6rem;padding-bottom:2rem}@media print{header nav,form,footer{display:none}}`;

const STYLE_HASH = createHash('sha256').update(CSS).digest('base64');

/** Nothing is loaded, nothing runs, nothing frames; forms go nowhere but here. */
export const CONTENT_SECURITY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const KINDS: Readonly<Record<string, string>> = { release: '新闻', bulletin: '通报', ranking: '排名' };

/** 2026年7月24日 18:00 on the Beijing clock. */
function wall(at: Date): string {
  const shifted = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  const [year = '', month = '', day = ''] = shifted.slice(0, 10).split('-');
  return `${year}年${Number(month)}月${Number(day)}日 ${shifted.slice(11, 16)}`;
}

interface Frame {
  readonly issuer: string;
  readonly title: string;
  readonly body: string;
  readonly noindex?: boolean;
}

/** A whole page. */
export function publicPage({ issuer, title, body, noindex = false }: Frame): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)} - ${escapeHtml(issuer)}</title>${noindex ? '<meta name="robots" content="noindex">' : ''}<link rel="alternate" type="application/atom+xml" title="${escapeHtml(issuer)}" href="/public/feed.xml"><style>${CSS}</style></head>
<body><header><p>${escapeHtml(issuer)}信息公开</p><nav aria-label="栏目"><a href="/public">全部</a><a href="/public/news">新闻</a><a href="/public/bulletins">通报</a><a href="/public/rankings">排名</a><a href="/public/feed.xml">订阅（Atom）</a></nav></header>
<main>${body}</main>
<footer>发布单位：${escapeHtml(issuer)}。内容有误或者涉及您的权益，可在各篇文末提出更正或撤稿申请。</footer></body></html>
`;
}

const mark = (simulated: boolean): string => (simulated ? ' <span class="mark">模拟数据</span>' : '');

const lineHtml = (item: PublicLine): string =>
  `<li><a href="/public/p/${escapeHtml(item.slug)}">${escapeHtml(item.title)}</a>${mark(item.simulated)}<p class="meta">${KINDS[item.kind] ?? ''}　${wall(item.publishedAt)}${item.corrected === null ? '' : '　有更正'}</p><p class="meta">${escapeHtml(item.summary)}</p></li>`;

/** A list with its search. */
export function listBody(question: {
  readonly title: string;
  readonly path: string;
  readonly q: string;
  readonly page: number;
  readonly items: readonly PublicLine[];
  readonly more: boolean;
}): string {
  const { title, path, q, page, items, more } = question;
  const query = (to: number) =>
    escapeHtml(`${path}?${new URLSearchParams({ ...(q === '' ? {} : { q }), page: String(to) }).toString()}`);
  const turns = [
    page > 1 ? `<a href="${query(page - 1)}" rel="prev">上一页</a>` : '',
    more ? `<a href="${query(page + 1)}" rel="next">下一页</a>` : '',
  ].filter((turn) => turn !== '');
  const found = items.length === 0 ? `<p>${q === '' ? '还没有公开的内容。' : '没有找到。'}</p>` : '';
  return `<h1>${escapeHtml(title)}</h1><form class="search" role="search" action="${path}" method="get"><input type="search" name="q" value="${escapeHtml(q)}" maxlength="60" aria-label="检索"><button type="submit">检索</button></form>${found}<ul class="list">${items.map(lineHtml).join('')}</ul>${turns.length === 0 ? '' : `<p>${turns.join('　')}</p>`}`;
}

/** One thing, its corrections, its files, the way to ask. */
export function itemBody(item: Extract<PublicItem, { gone: null }>): string {
  const corrected = item.corrected === null ? '' : `<p class="corrected">${escapeHtml(item.corrected)}</p>`;
  const files = item.formats
    .map((format) => `<a href="/public/p/${escapeHtml(item.slug)}/${format}">${format.toUpperCase()}</a>`)
    .join('　');
  return `<article>${corrected}${item.html}</article><p class="meta">发布时间：${wall(item.publishedAt)}${item.updatedAt > item.publishedAt ? `　更新时间：${wall(item.updatedAt)}` : ''}</p>${files === '' ? '' : `<p>下载：${files}</p>`}<p><a href="/public/p/${escapeHtml(item.slug)}/request">申请更正或撤稿</a></p>`;
}

/** What is left of something taken down. */
export const tombstoneBody = (gone: Date): string =>
  `<h1>内容已撤下</h1><p>此处发布的内容已于${wall(gone)}撤下。</p><p><a href="/public">返回</a></p>`;

export const noneBody =
  '<h1>没有这个页面</h1><p>地址有误，或者内容尚未公开。</p><p><a href="/public">返回</a></p>';

/** What somebody filled in. */
export interface Filled {
  readonly kind: string;
  readonly text: string;
  readonly contact: string;
}

/** The form without an account. */
export function requestBody(
  item: { readonly slug: string; readonly title: string },
  filled: Filled,
  problem: string | null,
): string {
  const option = (value: string, words: string) =>
    `<option value="${value}"${filled.kind === value ? ' selected' : ''}>${words}</option>`;
  return `<h1>申请更正或撤稿</h1><p>《${escapeHtml(item.title)}》</p>${problem === null ? '' : `<p class="notice" role="alert">${escapeHtml(problem)}</p>`}<form class="ask" method="post" action="/public/p/${escapeHtml(item.slug)}/request"><label for="kind">申请</label><select id="kind" name="kind">${option('correction', '更正')}${option('take-down', '撤稿')}</select><label for="text">哪里有误、为什么（必填）</label><textarea id="text" name="text" rows="6" maxlength="2000" required>${escapeHtml(filled.text)}</textarea><label for="contact">联系方式（选填，只用于答复）</label><input id="contact" name="contact" maxlength="200" value="${escapeHtml(filled.contact)}"><p><button type="submit">提交</button></p></form><p class="meta">请勿填写涉密内容。</p>`;
}

export const takenBody = (due: string, slug: string): string =>
  `<h1>已经收到</h1><p>您的申请已经收到，将于${escapeHtml(due)}前答复处理。</p><p><a href="/public/p/${escapeHtml(slug)}">返回</a></p>`;
