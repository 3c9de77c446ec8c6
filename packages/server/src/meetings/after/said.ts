/**
 * 冻结时的说法: the sentences and figures of which minutes and letters are written, kept at the freezing. Not digits alone:
 * a correction that turns 下降 into 上升, or 落后 into 超前, changes neither the figure nor the word beside it.
 */
import type { PaperFigure } from '@qingzhang/contract';
import type { Inline, TableBlock } from '@qingzhang/documents';
import { keyWorkFigureId } from '../../bulletins/compose/key-work.ts';
import { cityCount, leadingSteps, listLength, stepsInWords } from '../../bulletins/compose/ranking-words.ts';
import { changeClause, figureId } from '../../bulletins/compose/wording.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { MeetingFacts } from '../facts.ts';
import {
  airSentence,
  figure,
  type PlaceFacts,
  programSentence,
  prose,
  type Tile,
  tileOf,
} from '../papers/compose/city-words.ts';
import type { PaperContext } from '../papers/compose/context.ts';
import { meetingFigures } from '../papers/compose/figures.ts';

type Cell = TableBlock['rows'][number]['cells'][number];

/** What is said of a period's figures, and on what knowledge. Plain data. */
export interface Said {
  readonly label: string;
  readonly asOf: string;
  readonly until: string;
  readonly closed: boolean;
  readonly closedAt: string | null;
  readonly reviewed: boolean;
  readonly simulated: boolean;
  /** 会议通报, sentence by sentence. */
  readonly reported: readonly { readonly key: string; readonly runs: readonly Inline[] }[];
  /** Each city in each program, in the programs' order. */
  readonly progress: readonly {
    readonly program: string;
    readonly city: string;
    readonly name: string;
    readonly runs: readonly Inline[];
    readonly cells: readonly Cell[];
  }[];
  /** Figures that a text may refer to: all, and those of one city's papers by their ids. */
  readonly figures: readonly PaperFigure[];
  readonly ofCity: Readonly<Record<string, readonly string[]>>;
}

type Source = Pick<PaperContext, 'facts' | 'issuer'>;

/** What is said now. Pure. */
export function saidOf(source: Source): Said {
  const { facts } = source;
  return {
    label: facts.label,
    asOf: facts.asOf.toISOString(),
    until: facts.until,
    closed: facts.closed,
    closedAt: facts.bulletin.status.closedAt,
    reviewed: facts.reviewed,
    simulated: facts.simulated,
    reported: reported(source),
    progress: facts.programs.flatMap((work) =>
      facts.cities.flatMap(({ code }) => {
        const tile = tileOf(work, code);
        if (tile === undefined) return [];
        const runs = programSentence(work, tile);
        return [
          { program: work.key, city: code, name: work.name, runs, cells: progressCells(work.key, tile) },
        ];
      }),
    ),
    figures: meetingFigures(facts),
    ofCity: Object.fromEntries(
      facts.cities.map(({ code }) => [code, meetingFigures(facts, code).map(({ id }) => id)]),
    ),
  };
}

/** The figures of a paper: of one city's the city's and the province's. */
export function figuresSaid(said: Said, city: string | null): PaperFigure[] {
  const ids = city === null ? null : new Set(said.ofCity[city] ?? []);
  return said.figures.filter(({ id }) => ids === null || ids.has(id));
}

/** On what knowledge it is said, in the places of the meeting's facts. */
export const standpointOf = (said: Said, { bulletin }: MeetingFacts) => ({
  label: said.label,
  asOf: new Date(said.asOf),
  until: said.until,
  closed: said.closed,
  reviewed: said.reviewed,
  simulated: said.simulated,
  bulletin: { ...bulletin, status: { ...bulletin.status, closedAt: said.closedAt } },
});

/** Keep it with the papers that are frozen, in their transaction; frozen anew, it is said anew. */
export async function keepSaid(trx: Db, meetingId: number, source: Source, at: Date): Promise<void> {
  const row = { said: JSON.stringify(saidOf(source)), kept_at: at };
  await trx
    .insertInto('meeting_said')
    .values({ meeting_id: meetingId, ...row })
    .onConflict((conflict) => conflict.column('meeting_id').doUpdateSet(row))
    .execute();
}

/** What was said at the freezing; null where the meeting was not frozen. */
export async function readSaid(db: Db, meetingId: number): Promise<Said | null> {
  const row = await db
    .selectFrom('meeting_said as s')
    .innerJoin('meeting as m', 'm.id', 's.meeting_id')
    .select('s.said')
    .where('s.meeting_id', '=', meetingId)
    .where('m.frozen_at', 'is not', null)
    .executeTakeFirst();
  // Written by keepSaid alone, in this very shape.
  return row === undefined ? null : (row.said as object as Said);
}

/** 完成率, 序时, 落后 of one city in a program. */
function progressCells(program: string, tile: Tile): Cell[] {
  const id = (part: string) => keyWorkFigureId(program, tile.region, part);
  const share = (value: number | null, figureId?: string): Cell =>
    value === null
      ? { text: '—' }
      : {
          text: value.toFixed(1),
          value: Math.round(value * 10) / 10,
          ...(figureId === undefined ? {} : { figureId }),
        };
  return [
    share(tile.progress, id('progress')),
    share(tile.planned, id('planned')),
    // Ahead is another figure, told without its sign.
    share(tile.gap, tile.gap !== null && tile.gap >= 0 ? id('gap') : undefined),
  ];
}

/** 会议通报: the province's air with who leads and lags, then each program; figures as in the bulletin. */
function reported(context: Source): { readonly key: string; readonly runs: readonly Inline[] }[] {
  const { facts } = context;
  const period = facts.bulletin.main;
  const whole = { ...period.province, name: context.issuer.wholeProvince };
  const ranking = rankingSentence(context);
  return [
    { key: 'air', runs: prose`${facts.label}，${context.issuer.wholeProvince}${airSentence(facts, whole)}` },
    ...goodDays(context),
    ...(ranking.length === 0 ? [] : [{ key: 'ranking', runs: ranking }]),
    ...facts.programs.flatMap((work) => {
      if (work.province === null) return [];
      // Named as every other paper names the province's figures.
      const tile = { ...work.province, region: 'province' };
      return [
        { key: work.key, runs: prose`${work.shortName.replace(/\s/gu, '')}：${programSentence(work, tile)}` },
      ];
    }),
  ];
}

/** 优良天数比例85.6%，同比上升2.2个百分点: of the whole province days are not counted, cities' days are not one another's. */
function goodDays({ facts, issuer }: Source): { readonly key: string; readonly runs: readonly Inline[] }[] {
  const period = facts.bulletin.main;
  const { now, change } = period.province.indicators.goodDays;
  if (now === null) return [];
  const id = (part: 'now' | 'change') => figureId(period, period.province, 'goodDays', part);
  const clause = changeClause(id('change'), change, '个百分点');
  const share = figure(id('now'), now.text, '%');
  return [
    {
      key: 'days',
      runs: prose`${issuer.wholeProvince}优良天数比例${share}${clause.length > 0 ? prose`，${clause}` : []}`,
    },
  ];
}

function rankingSentence({ facts }: Source): Inline[] {
  const period = facts.bulletin.main;
  const rankOf = (city: PlaceFacts) => city.indicators.index.rank;
  const ranked = period.cities.filter((city) => rankOf(city) !== null);
  const limit = listLength(ranked.length);
  if (limit === 0) return [];
  const value = (city: PlaceFacts): Inline[] => [
    figure(figureId(period, city, 'index'), city.indicators.index.now?.text ?? ''),
  ];
  const best = leadingSteps(ranked, rankOf, 'best', limit);
  const worst = leadingSteps(ranked, rankOf, 'worst', limit);
  return prose`综合指数由好到差排名前${String(cityCount(best))}位的是${stepsInWords(best, 'best', value)}，由差到好排名前${String(cityCount(worst))}位的是${stepsInWords(worst, 'worst', value)}`;
}
