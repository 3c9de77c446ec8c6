/**
 * 目标文件: CSV or XLSX of targets. Columns (Chinese or English headings): region, year, indicator, value, m1 … m12 (all or
 * none), document, documentDate. A row that says what is in force already changes nothing.
 */
import { Decimal, type NewTarget, type TargetIndicator } from '@qingzhang/contract';
import { INDICATORS } from '@qingzhang/domain';
import { isDay } from '@qingzhang/standards';
import type { Register, RegisterReject, RegisterResult, RegisterRow } from '../../intake/register-file.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { faultOf, putTarget, type TargetFault, targetRegions } from './service.ts';

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
const CHINESE_MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const NAMES: Readonly<Record<TargetIndicator, readonly string[]>> = {
  pm25: ['pm25', 'pm2.5', '细颗粒物', 'pm2.5浓度', 'pm2.5年均浓度', 'pm2.5平均浓度'],
  pm10: ['pm10', '可吸入颗粒物', 'pm10浓度', 'pm10年均浓度', 'pm10平均浓度'],
  so2: ['so2', '二氧化硫'],
  no2: ['no2', '二氧化氮'],
  co: ['co', '一氧化碳'],
  o3: ['o3', '臭氧', 'o3-8h', 'o3_8h'],
  index: ['index', '综合指数', '环境空气质量综合指数', 'compositeindex'],
  goodDayShare: ['gooddayshare', '优良天数比例', '优良天数比率', '优良率', '优良天比例'],
  heavyDays: ['heavydays', '重污染天数', '重度及以上污染天数', '重污染天'],
};

/** Header words of the file by column. */
export const TARGET_COLUMNS = {
  region: ['region', 'city', 'code', 'adcode', '地区', '城市', '市', '区域', '行政区划代码'],
  year: ['year', '年', '年份', '年度'],
  indicator: ['indicator', '指标', '科目', '指标名称'],
  value: ['value', 'target', '目标', '目标值', '数值'],
  document: ['document', '文件', '来源文件', '文号', '来源'],
  documentDate: ['documentdate', 'document_date', '文件日期', '发文日期', '日期'],
  ...Object.fromEntries(
    MONTHS.map((month): [string, string[]] => [
      `m${month}`,
      [`m${month}`, `${month}月`, `${CHINESE_MONTHS[month - 1]}月`, `${month}月计划`],
    ]),
  ),
} satisfies Record<string, readonly string[]>;

/** The register of targets; `simulated` marks what the demonstration brings. */
export const targetRegister = (options: { readonly simulated?: boolean } = {}): Register => ({
  kind: 'targets',
  columns: TARGET_COLUMNS,
  required: ['region', 'year', 'indicator', 'value', 'document'],
  put: async (trx, rows, call) => putTargets(trx, rows, call, options.simulated ?? false),
});

async function putTargets(
  trx: Db,
  rows: readonly RegisterRow[],
  call: Call,
  simulated: boolean,
): Promise<RegisterResult> {
  requirePermission(call.actor, 'targets.write');
  const codes = new Map<string, string>();
  for (const { code, name, shortName } of (await targetRegions(trx)).values()) {
    for (const text of [code, name, shortName]) codes.set(text, code);
  }
  const result: RegisterResult = { new: 0, same: 0, revised: 0, rejects: [], notes: [] };
  for (const row of rows) {
    const read = readRow(row, codes);
    if ('fault' in read) {
      result.rejects.push(read.fault);
      continue;
    }
    const { state } = await putTarget(trx, read.target, call, { simulated });
    result[state] += 1;
  }
  return result;
}

type Read = { readonly target: NewTarget } | { readonly fault: RegisterReject };

const tidy = (text: string | undefined): string => (text ?? '').normalize('NFKC').trim();

function readRow(row: RegisterRow, codes: ReadonlyMap<string, string>): Read {
  const cell = (column: string): string => tidy(row.cells[column]);
  const refuse = (column: string, code: TargetFault): Read => ({
    fault: { row, column, code, params: { value: cell(column) } },
  });
  const region = codes.get(cell('region'));
  if (region === undefined) return refuse('region', 'target.region');
  const year = Number(cell('year').replace(/年$/, ''));
  if (!Number.isInteger(year) || year < 2000 || year > 2100) return refuse('year', 'target.year');
  const name = cell('indicator').toLowerCase().replaceAll(' ', '');
  const indicator = INDICATORS.find((one) => NAMES[one].includes(name));
  if (indicator === undefined) return refuse('indicator', 'target.indicator');
  const value = cell('value').replace(/%$/, '');
  if (!Decimal.safeParse(value).success) return refuse('value', 'target.value');
  const months = MONTHS.map((month) => cell(`m${month}`).replace(/%$/, ''));
  const given = months.filter((text) => text !== '');
  const broken = months.findIndex((text) => text !== '' && !Decimal.safeParse(text).success);
  if (broken >= 0) return refuse(`m${broken + 1}`, 'target.monthly');
  if (given.length > 0 && given.length < 12) {
    return refuse(`m${months.indexOf('') + 1}`, 'target.monthly');
  }
  const document = cell('document').slice(0, 300);
  if (document === '') return refuse('document', 'target.document');
  const date = cell('documentDate').slice(0, 10).replaceAll('/', '-');
  if (date !== '' && !isDay(date)) return refuse('documentDate', 'target.documentDate');
  const target: NewTarget = {
    region,
    year,
    indicator,
    value,
    monthly: given.length === 12 ? months : null,
    document,
    documentDate: date === '' ? null : date,
  };
  const fault = faultOf(target);
  return fault === null ? { target } : refuse(fault === 'target.monthly' ? 'm1' : 'value', fault);
}
