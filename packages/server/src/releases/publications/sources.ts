/** What may go before the public: a reviewed release, an issued bulletin, the ranking of a closed period. */
import { AppError } from '@qingzhang/contract';
import { type DocumentModel, officialDate } from '@qingzhang/documents';
import { periodKeyOf } from '../../accounts/moment.ts';
import type { PlaceFacts } from '../../bulletins/compose/facts.ts';
import { INDICATOR_NAMES, signed, unitOf } from '../../bulletins/compose/wording.ts';
import { factsOf } from '../../bulletins/facts.ts';
import { labelOf, readBulletinPeriod } from '../../bulletins/periods.ts';
import * as bulletins from '../../bulletins/queries.ts';
import { readModel } from '../../bulletins/service.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { type ReleaseRow, releaseContent } from '../store.ts';
import { releaseText } from '../text.ts';

/** Something whole, ready to be copied for the public. */
export interface PublicSource {
  readonly kind: 'release' | 'bulletin' | 'ranking';
  readonly sourceId: number | null;
  readonly period: string | null;
  /** The text's revision, by which later changes are seen. */
  readonly revision: number | null;
  readonly model: DocumentModel;
}

export async function releaseSource(db: Db, row: ReleaseRow): Promise<PublicSource> {
  const model = await releaseText(db, row, await releaseContent(db, row.id));
  return { kind: 'release', sourceId: row.id, period: null, revision: row.revision, model };
}

/** An issued bulletin; a draft answers `thing.notFound`, as it does on the pages. */
export async function bulletinSource(platform: Platform, id: number): Promise<PublicSource> {
  const row = await bulletins.findBulletinRow(platform.db, id, { drafts: false });
  if (row === null) throw new AppError('thing.notFound', { what: 'bulletin', id });
  const model = await readModel(platform, id);
  return { kind: 'bulletin', sourceId: id, period: row.period, revision: row.revision, model };
}

/**
 * The ranking of a closed period, from the same facts as the bulletin. Fails with `meeting.notClosed` where the period is not
 * closed.
 */
export async function rankingSource(platform: Platform, key: string, at: Date): Promise<PublicSource> {
  const period = readBulletinPeriod(key);
  const { facts, closed } = await factsOf(platform, period, { at, asOf: undefined });
  if (!closed) throw new AppError('meeting.notClosed', { month: facts.main.to.slice(0, 7) });
  const label = labelOf(period);
  const rankOf = ({ indicators }: PlaceFacts) => indicators.index.rank ?? Number.POSITIVE_INFINITY;
  const cities = [...facts.main.cities].sort((a, b) => rankOf(a) - rankOf(b));
  const change = ({ indicators }: PlaceFacts, name: 'index' | 'pm25') =>
    indicators[name].change === null ? '—' : signed(indicators[name].change);
  const title = `${label}${facts.settings.wholeProvince}环境空气质量排名`;
  const model: DocumentModel = {
    kind: 'official',
    version: 1,
    id: `ranking-${periodKeyOf(period)}`,
    form: 'plain',
    title,
    language: 'zh-CN',
    date: facts.settings.date,
    organisation: facts.settings.issuer,
    simulated: facts.status.simulated,
    badges: [],
    blocks: [
      { kind: 'title', lines: [title] },
      ...(facts.status.simulated
        ? [{ kind: 'notice', text: '本表所列数据为模拟数据，仅供演示，不得作为依据。' } as const]
        : []),
      {
        kind: 'paragraph',
        runs: [
          {
            kind: 'text',
            text: `按环境空气质量综合指数由好到差排列；数据截至${facts.status.dataUntil}，已经结账。`,
          },
        ],
      },
      {
        kind: 'table',
        id: 'ranking',
        columns: [
          { key: 'rank', width: 0.8, align: 'center' },
          { key: 'city', width: 1.4, align: 'left' },
          { key: 'index', width: 1.2, align: 'decimal' },
          { key: 'change', width: 1.2, align: 'decimal' },
          { key: 'changeRank', width: 1.2, align: 'center' },
          { key: 'pm25', width: 1.3, align: 'decimal' },
          { key: 'goodDays', width: 1.3, align: 'decimal' },
        ],
        header: [
          [
            '排名',
            '市',
            INDICATOR_NAMES.index,
            '同比（%）',
            '改善幅度排名',
            `PM2.5（${unitOf('pm25')}）`,
            `${INDICATOR_NAMES.goodDays}（%）`,
          ].map((text) => ({ text })),
        ],
        rows: cities.map((city) => ({
          cells: [
            { text: city.indicators.index.rank === null ? '未参评' : String(city.indicators.index.rank) },
            { text: city.name },
            { text: city.indicators.index.now?.text ?? '—' },
            { text: change(city, 'index') },
            {
              text:
                city.indicators.index.changeRank === null ? '—' : String(city.indicators.index.changeRank),
            },
            { text: city.indicators.pm25.now?.text ?? '—' },
            { text: city.indicators.goodDays.now?.text ?? '—' },
          ],
        })),
      },
      { kind: 'source', text: `${facts.settings.issuer}　${officialDate(facts.settings.date)}` },
    ],
  };
  return { kind: 'ranking', sourceId: null, period: periodKeyOf(period), revision: null, model };
}
