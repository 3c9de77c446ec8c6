import type { Bulletin, Lang } from '@qingzhang/contract';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';

const HEADINGS = {
  number: { zh: '文号', en: 'Number' },
  period: { zh: '期间', en: 'Period' },
  title: { zh: '标题', en: 'Title' },
  state: { zh: '状态', en: 'State' },
  asOf: { zh: '所知时刻', en: 'As known at' },
  createdBy: { zh: '生成', en: 'Made by' },
  createdAt: { zh: '生成时间', en: 'Made at' },
  issuedBy: { zh: '印发', en: 'Issued by' },
  issuedAt: { zh: '印发时间', en: 'Issued at' },
} as const;

const STATES = { draft: { zh: '草稿', en: 'draft' }, issued: { zh: '已印发', en: 'issued' } } as const;

/** The list of bulletins (通报) as a spreadsheet. */
export function bulletinsXlsx(bulletins: readonly Bulletin[], lang: Lang): FileReply {
  const title = lang === 'zh' ? '通报' : 'Bulletins';
  return xlsxReply(title, {
    title,
    simulated: bulletins.some((bulletin) => bulletin.simulated),
    columns: Object.entries(HEADINGS).map(([key, heading]) => ({ key, title: heading[lang] })),
    rows: bulletins.map((bulletin) => ({ ...bulletin, state: STATES[bulletin.state][lang] })),
  });
}
