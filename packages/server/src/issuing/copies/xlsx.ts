/** 分发清单: who has which copy and whether it was opened, for the file of the meeting. */
import type { Lang, PaperCopy } from '@qingzhang/contract';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';

const COLUMNS = {
  copyNo: ['份号', 'Copy'],
  post: ['接收岗位', 'Post'],
  sentAt: ['发出', 'Sent'],
  sentPost: ['发出岗位', 'Sent by'],
  readAt: ['首次打开', 'First opened'],
  downloads: ['下载次数', 'Downloads'],
  withdrawn: ['状态', 'State'],
} as const;

/** A document's copies as a sheet. */
export function copiesXlsx(
  document: { readonly title: string; readonly simulated: boolean },
  copies: readonly PaperCopy[],
  lang: Lang,
): FileReply {
  const at = lang === 'zh' ? 0 : 1;
  const title = `${document.title} ${['分发清单', 'copies'][at]}`;
  const state = (withdrawn: boolean) =>
    withdrawn ? ['已收回', 'withdrawn'][at]! : ['有效', 'in force'][at]!;
  return xlsxReply(title, {
    title,
    simulated: document.simulated,
    columns: Object.entries(COLUMNS).map(([key, words]) => ({ key, title: words[at] })),
    rows: copies.map((copy) => ({
      copyNo: copy.copyNo,
      post: copy.post,
      sentAt: wall(copy.sentAt),
      sentPost: copy.sentPost,
      readAt: copy.readAt === null ? '' : wall(copy.readAt),
      downloads: copy.downloads,
      withdrawn: state(copy.withdrawn),
    })),
  });
}

/** An instant on the Beijing clock, to the minute. */
function wall(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
}
