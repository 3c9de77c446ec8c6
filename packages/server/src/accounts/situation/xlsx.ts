/** The account table as a spreadsheet: what the page shows, figures as numbers, its moment and badges below. */
import type { CityWork, Situation, StatIndicator } from '@qingzhang/contract';
import { lampText } from '@qingzhang/domain';
import type { FileReply } from '../../http/route.ts';
import { numberOf, xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { pick } from '../sentences.ts';
import { indicatorName } from '../words/words.ts';
import { ACCOUNT_COLUMNS } from './facts.ts';
import { readSituation, type SituationQuestion } from './situation.ts';

/** Tasks and debts beside the accounts, as of now; given by the area that knows them. Null: not for this reader. */
export type SituationWork = (db: Db, call: Call) => Promise<CityWork | null>;

const DECIMALS: Partial<Record<StatIndicator, number>> = { index: 2, co: 1, goodDayShare: 1 };

export async function situationXlsx(
  platform: Platform,
  question: SituationQuestion,
  names: ReadonlyMap<string, string>,
  work: CityWork | null,
): Promise<FileReply> {
  const situation = await readSituation(platform, question);
  const { lang } = question;
  const indicators = Object.keys(situation.province.stats) as StatIndicator[];
  const title = pick(lang, '形势', 'Situation');
  const headings = { ...situation.headings };
  const workOf = new Map(work?.cities.map((one) => [one.city, one]));
  return xlsxReply(`${title} ${situation.period.key}`, {
    title: `${title} ${situation.period.label}`,
    columns: [
      { key: 'region', title: pick(lang, '城市', 'City') },
      ...ACCOUNT_COLUMNS.flatMap((column) => [
        { key: `${column}Lamp`, title: `${headings[column]} ${pick(lang, '灯', 'lamp')}`, width: 10 },
        { key: column, title: headings[column], width: 26 },
      ]),
      ...indicators.flatMap((indicator) => {
        const name = indicatorName(indicator, lang);
        const decimals = DECIMALS[indicator] ?? 0;
        return [
          { key: indicator, title: name, decimals },
          { key: `${indicator}Last`, title: `${name} ${pick(lang, '去年同期', 'last year')}`, decimals },
          {
            key: `${indicator}Change`,
            title: `${name} ${pick(lang, '同比', 'change')}`,
            decimals: indicator.endsWith('Days') ? 0 : 1,
          },
        ];
      }),
      { key: 'rank', title: pick(lang, '指数名次', 'index rank') },
      { key: 'changeRank', title: pick(lang, '变化名次', 'change rank') },
      { key: 'validDays', title: pick(lang, '有效天', 'valid days') },
      ...(workOf.size === 0
        ? []
        : [
            { key: 'late', title: pick(lang, '逾期任务', 'overdue tasks'), decimals: 0 },
            { key: 'old', title: pick(lang, '旧账（笔）', 'old debts'), decimals: 0 },
          ]),
    ],
    rows: [
      ...situation.rows.map((row) => ({
        region: names.get(row.region) ?? row.region,
        ...Object.fromEntries(
          ACCOUNT_COLUMNS.flatMap((column) => [
            [`${column}Lamp`, lampText(row[column].lamp, lang)],
            [column, [row[column].main, row[column].sub].filter(Boolean).join(pick(lang, '；', '; '))],
          ]),
        ),
        ...statValues(row.stats, indicators),
        rank: row.rank.state,
        changeRank: row.rank.change,
        validDays: row.validDays,
        late: workOf.get(row.region)?.late,
        old: workOf.get(row.region)?.old,
      })),
      { region: pick(lang, '全省', 'Province'), ...statValues(situation.province.stats, indicators) },
    ],
    notes: [
      pick(lang, `数据截至 ${situation.standing.at}`, `data up to ${situation.standing.at}`),
      headings.stats,
      pick(
        lang,
        situation.standing.dust === 'deducted' ? '扣沙' : '未扣沙',
        situation.standing.dust === 'deducted' ? 'dust deducted' : 'dust as measured',
      ),
      ...(work === null || workOf.size === 0
        ? []
        : [
            pick(
              lang,
              `逾期任务、旧账为 ${work.day} 的情况；旧账是本年以前形成、尚未销账的`,
              `overdue tasks and old debts as of ${work.day}; old debts were opened before this year and are not paid`,
            ),
          ]),
      ...(situation.standing.closed ? [pick(lang, '已结账', 'closed')] : []),
    ],
    simulated: situation.standing.simulated || (work?.simulated ?? false),
  });
}

function statValues(
  stats: Situation['rows'][number]['stats'],
  indicators: readonly StatIndicator[],
): Record<string, number | null> {
  return Object.fromEntries(
    indicators.flatMap((indicator) => {
      const { figure, last, delta } = stats[indicator];
      return [
        [indicator, numberOf(figure.text)],
        [`${indicator}Last`, numberOf(last.text)],
        [`${indicator}Change`, delta.kind === 'change' ? Number(delta.text) : null],
      ];
    }),
  );
}
