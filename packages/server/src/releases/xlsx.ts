/** 新闻稿清单 as a sheet: state, who read it and when, what is public. */
import type { Lang, Release } from '@qingzhang/contract';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';

const COLUMNS = {
  title: ['标题', 'Title'],
  meeting: ['会议', 'Meeting'],
  state: ['状态', 'State'],
  round: ['轮次', 'Round'],
  words: ['字数', 'Characters'],
  reviews: ['三审三校', 'Reviews'],
  createdPost: ['起草岗位', 'Drafted by'],
  publishedAt: ['发布', 'Published'],
  publishedPost: ['发布岗位', 'Published by'],
  slug: ['公开地址', 'Public address'],
} as const;

const STATES: Readonly<Record<Release['state'], readonly [string, string]>> = {
  draft: ['起草', 'draft'],
  review: ['审校', 'under review'],
  approved: ['待发布', 'approved'],
  published: ['已发布', 'published'],
  withdrawn: ['已撤稿', 'withdrawn'],
};
const STAGES = {
  first: '一审',
  second: '二审',
  final: '终审',
  'proof-1': '一校',
  'proof-2': '二校',
  'proof-3': '三校',
} as const;

export function releasesXlsx(items: readonly Omit<Release, 'findings' | 'blocks'>[], lang: Lang): FileReply {
  const at = lang === 'zh' ? 0 : 1;
  const title = ['新闻稿', 'Releases'][at]!;
  return xlsxReply(title, {
    title,
    simulated: items.some(({ simulated }) => simulated),
    columns: Object.entries(COLUMNS).map(([key, words]) => ({ key, title: words[at] })),
    rows: items.map((item) => ({
      title: item.title,
      meeting: item.meeting?.title ?? '',
      state: STATES[item.state][at],
      round: item.round,
      words: item.words,
      reviews: item.reviews
        .filter(({ stale, verdict }) => !stale && verdict === 'pass')
        .map(({ stage, post }) => `${STAGES[stage]}：${post}`)
        .join('；'),
      createdPost: item.createdPost,
      publishedAt: item.publishedAt === null ? '' : wall(item.publishedAt),
      publishedPost: item.publishedPost ?? '',
      slug: item.publication === null ? '' : `/public/p/${item.publication.slug}`,
    })),
  });
}

function wall(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
}
