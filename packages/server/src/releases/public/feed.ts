/** The Atom feed (RFC 4287) of what stands. */
import { escapeHtml } from '../publications/public-copy.ts';
import type { PublicLine } from './read.ts';

/** Signs that XML cannot hold are left out. */
const xml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those that XML 1.0 forbids
  escapeHtml(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, ''));

export function atomFeed(
  items: readonly PublicLine[],
  frame: { readonly issuer: string; readonly base: string; readonly at: Date },
): string {
  const { issuer, base, at } = frame;
  const newest = Math.max(...items.map((item) => item.updatedAt.getTime()));
  const updated = items.length === 0 ? at : new Date(newest);
  const entries = items.map((item) => {
    const address = xml(`${base}/public/p/${item.slug}`);
    return `<entry><id>${address}</id><title>${xml(item.title)}${item.simulated ? '（模拟数据）' : ''}</title><link href="${address}"/><published>${item.publishedAt.toISOString()}</published><updated>${item.updatedAt.toISOString()}</updated><summary>${xml(item.corrected === null ? item.summary : `${item.corrected}　${item.summary}`)}</summary></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><id>${xml(base)}/public</id><title>${xml(issuer)}信息公开</title><link rel="self" href="${xml(base)}/public/feed.xml"/><link href="${xml(base)}/public"/><updated>${updated.toISOString()}</updated><author><name>${xml(issuer)}</name></author>
${entries.join('\n')}
</feed>
`;
}
