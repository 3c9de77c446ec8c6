import type { ImportBatch, Lang } from '@qingzhang/contract';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';

const HEADINGS = {
  id: { zh: '批次', en: 'Batch' },
  kind: { zh: '内容', en: 'Kind' },
  file: { zh: '文件', en: 'File' },
  state: { zh: '状态', en: 'State' },
  layout: { zh: '版式', en: 'Layout' },
  encoding: { zh: '编码', en: 'Encoding' },
  total: { zh: '行数', en: 'Rows' },
  new: { zh: '新入库', en: 'New' },
  same: { zh: '相同', en: 'Same' },
  revised: { zh: '更正', en: 'Revised' },
  empty: { zh: '缺测', en: 'Empty' },
  rejected: { zh: '拒收', en: 'Turned away' },
  first: { zh: '首小时', en: 'First hour' },
  last: { zh: '末小时', en: 'Last hour' },
  by: { zh: '经手', en: 'By' },
  known: { zh: '入库时刻', en: 'Known at' },
} as const;

/** The list of imports (批次) as a spreadsheet. */
export function batchesXlsx(batches: readonly ImportBatch[], lang: Lang): FileReply {
  const title = lang === 'zh' ? '导入记录' : 'Imports';
  return xlsxReply(title, {
    title,
    simulated: batches.some((batch) => batch.simulated),
    columns: Object.entries(HEADINGS).map(([key, heading]) => ({ key, title: heading[lang] })),
    rows: batches.map((batch) => ({
      id: batch.id,
      kind: batch.kind,
      file: batch.fileName,
      state: batch.state,
      layout: batch.layout,
      encoding: batch.encoding,
      ...batch.rows,
      first: batch.firstHour,
      last: batch.lastHour,
      by: batch.createdBy,
      known: batch.knownAt,
    })),
  });
}
