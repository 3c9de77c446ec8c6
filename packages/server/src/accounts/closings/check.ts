/** 结账检查: what stands in the way of closing a month, and what should be known before it is done. */
import type { ClosingCheck, Lang } from '@qingzhang/contract';
import { daysInMonth, formatDay, type Month, POLLUTANTS, parsePeriod, spanOf } from '@qingzhang/standards';
import { evaluateCities } from '../../evaluation/statistics.ts';
import type { Standpoint } from '../moment.ts';
import { isClosed } from '../moment.ts';
import { listTargetRows } from '../queries.ts';
import { pick } from '../sentences.ts';
import { indicatorName, listed, shortName } from '../words/words.ts';
import { countRunningImports } from './queries.ts';

/** A finding as data; the words are made when it is shown. */
export type Finding =
  | { readonly code: 'closed' | 'notOver' | 'noData'; readonly severity: 'stop' }
  | { readonly code: 'previousOpen'; readonly severity: 'stop'; readonly month: string }
  | { readonly code: 'importsRunning'; readonly severity: 'stop'; readonly count: number }
  | {
      readonly code: 'invalid';
      readonly severity: 'note';
      readonly region: string;
      readonly pollutants: readonly string[];
    }
  | { readonly code: 'noTarget'; readonly severity: 'note'; readonly regions: readonly string[] };

/** The month that may be closed next: the one after the last closed; with none closed, the last that is over. */
export function nextMonth(stand: Standpoint): string | null {
  const last = stand.closings.at(-1)?.period;
  if (last !== undefined) return following(last);
  const over = spanOf({ kind: 'month', year: stand.year, month: stand.month }).to <= stand.lastDay;
  return over ? stand.day.slice(0, 7) : previous(stand.day.slice(0, 7));
}

/** The month after a month. */
export function following(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function previous(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** Look at a month before it is closed. */
export async function findings(stand: Standpoint, period: string): Promise<Finding[]> {
  const month = parsePeriod(period) as Month;
  const { to } = spanOf(month);
  if (isClosed(stand.closings, period)) return [{ code: 'closed', severity: 'stop' }];
  const found: Finding[] = [];
  const last = stand.closings.at(-1)?.period;
  if (last !== undefined && period !== following(last)) {
    found.push({ code: 'previousOpen', severity: 'stop', month: following(last) });
  }
  if (stand.lastDay < to) return [...found, { code: 'notOver', severity: 'stop' }];
  const [running, result, targets] = await Promise.all([
    countRunningImports(stand.db),
    evaluateCities(stand.db, stand.book, stand.codes, month, stand.view),
    listTargetRows(stand.db, { year: month.year, regions: stand.codes }),
  ]);
  if (running > 0) found.push({ code: 'importsRunning', severity: 'stop', count: running });
  if (result.cities.every(({ knownAt }) => knownAt === 0))
    return [...found, { code: 'noData', severity: 'stop' }];
  for (const city of result.cities) {
    const pollutants = POLLUTANTS.filter((pollutant) => !city.now.pollutants[pollutant].validity.valid);
    if (pollutants.length > 0)
      found.push({ code: 'invalid', severity: 'note', region: city.code, pollutants });
  }
  const without = stand.codes.filter((code) => !targets.some((target) => target.region === code));
  if (without.length > 0) found.push({ code: 'noTarget', severity: 'note', regions: without });
  return found;
}

/** Whether nothing stands in the way. */
export const isReady = (list: readonly Finding[]): boolean =>
  list.every(({ severity }) => severity !== 'stop');

/** The check in words. */
export function checkOut(
  stand: Standpoint,
  period: string,
  list: readonly Finding[],
  lang: Lang,
): ClosingCheck {
  return {
    period,
    ready: isReady(list),
    findings: list.map((finding) => ({
      severity: finding.severity,
      text: words(stand, period, finding, lang),
    })),
  };
}

function words(stand: Standpoint, period: string, finding: Finding, lang: Lang): string {
  const [year = 0, number = 0] = period.split('-').map(Number);
  const month = pick(lang, `${year}年${number}月`, period);
  const name = (code: string) => {
    const city = stand.cities.find((one) => one.code === code);
    return city === undefined ? code : shortName(city, lang);
  };
  switch (finding.code) {
    case 'closed':
      return pick(lang, `${month}已结账。`, `${month} is closed already.`);
    case 'notOver': {
      const last = formatDay(year, number, daysInMonth(year, number));
      return pick(
        lang,
        `${month}的数据未到 ${last} 24:00，月末后才能结账。`,
        `Data of ${month} do not reach ${last} 24:00 yet.`,
      );
    }
    case 'noData':
      return pick(lang, `${month}没有任何数据。`, `There are no data of ${month}.`);
    case 'previousOpen':
      return pick(lang, `须先结 ${finding.month}。`, `${finding.month} must be closed first.`);
    case 'importsRunning':
      return pick(
        lang,
        `还有 ${finding.count} 次导入未完成，等完成或取消后再结账。`,
        `${finding.count} imports are not finished; wait for them or cancel them.`,
      );
    case 'invalid': {
      const what = listed(
        POLLUTANTS.filter((pollutant) => finding.pollutants.includes(pollutant)).map((one) =>
          indicatorName(one, lang),
        ),
        lang,
      );
      return pick(
        lang,
        `${name(finding.region)} ${what} 有效天数不足，本月该项无效，仍可结账。`,
        `${name(finding.region)}: too few valid days of ${what}; invalid this month, closing is possible.`,
      );
    }
    case 'noTarget': {
      const who = listed(finding.regions.map(name), lang);
      return pick(
        lang,
        `${who} 未设 ${year} 年目标，不记账。`,
        `No target of ${year} for ${who}: no entries are made.`,
      );
    }
  }
}
