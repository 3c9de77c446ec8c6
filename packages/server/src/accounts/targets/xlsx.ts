/** The list of targets as a spreadsheet with the headings an import reads, so that it can be filled in and brought back. */
import type { Lang } from '@qingzhang/contract';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { listTargetRows } from '../queries.ts';
import { pick } from '../sentences.ts';
import { indicatorName } from '../words/words.ts';
import { targetYears } from './queries.ts';
import { targetRegions } from './service.ts';

export async function targetsXlsx(db: Db, asked: number | undefined, lang: Lang): Promise<FileReply> {
  const year = asked ?? (await targetYears(db))[0] ?? 0;
  const rows = await listTargetRows(db, { year });
  const regions = await targetRegions(db);
  const months = Array.from({ length: 12 }, (_, index) => index + 1);
  return xlsxReply(pick(lang, `${year}年约束性指标`, `targets ${year}`), {
    title: pick(lang, `${year}年约束性指标`, `Targets ${year}`),
    columns: [
      { key: 'region', title: pick(lang, '地区', 'region') },
      { key: 'year', title: pick(lang, '年份', 'year') },
      { key: 'indicator', title: pick(lang, '指标', 'indicator'), width: 18 },
      { key: 'value', title: pick(lang, '目标值', 'value'), decimals: 4 },
      ...months.map((month) => ({
        key: `m${month}`,
        title: pick(lang, `${month}月`, `m${month}`),
        decimals: 1,
      })),
      { key: 'document', title: pick(lang, '来源文件', 'document'), width: 40 },
      { key: 'documentDate', title: pick(lang, '文件日期', 'documentDate'), width: 14 },
      { key: 'version', title: pick(lang, '版本', 'version') },
    ].map((column) => (column.key === 'value' ? { ...column, decimals: 1 } : column)),
    rows: rows.map((row) => ({
      region: regions.get(row.region)?.name ?? row.region,
      year: row.year,
      indicator: pick(lang, indicatorFile(row.indicator), row.indicator),
      value: Number(row.value),
      ...Object.fromEntries(months.map((month) => [`m${month}`, numeric(row.monthly?.[month - 1])])),
      document: row.document,
      documentDate: row.documentDate,
      version: row.version,
    })),
    simulated: rows.some((row) => row.simulated),
  });
}

/** As an import reads it back: a share of days is not a count. */
const indicatorFile = (indicator: Parameters<typeof indicatorName>[0]): string =>
  indicator === 'goodDayShare'
    ? '优良天数比例'
    : indicator === 'heavyDays'
      ? '重污染天数'
      : indicatorName(indicator, 'zh');

const numeric = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
