import type { Closing, Lang } from '@qingzhang/contract';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import { indicatorName } from '../words/words.ts';

const HEADINGS = {
  period: { zh: '月份', en: 'Month' },
  asOf: { zh: '所知时刻', en: 'As known at' },
  closedAt: { zh: '结账时间', en: 'Closed at' },
  by: { zh: '结账人', en: 'By' },
  note: { zh: '说明', en: 'Note' },
  adjustments: { zh: '结账后调整', en: 'Adjusted since' },
} as const;

/** The closings (结账) with what was adjusted since, as a spreadsheet. */
export function closingsXlsx(
  closings: readonly Closing[],
  names: ReadonlyMap<string, string>,
  lang: Lang,
): FileReply {
  const title = lang === 'zh' ? '结账' : 'Closings';
  return xlsxReply(title, {
    title,
    simulated: closings.some((closing) => closing.simulated),
    columns: Object.entries(HEADINGS).map(([key, heading]) => ({ key, title: heading[lang] })),
    rows: closings.map((closing) => ({
      period: closing.period,
      asOf: closing.asOf,
      closedAt: closing.closedAt,
      by: closing.closedBy,
      note: closing.note,
      adjustments: closing.adjustments
        .map(
          (one) =>
            `${names.get(one.region) ?? one.region} ${indicatorName(one.indicator, lang)} ${one.amount} ${one.unit}`,
        )
        .join(lang === 'zh' ? '；' : '; '),
    })),
  });
}
