/** The board, the ranking, the list and the scores as spreadsheets: the same figures as the pages. */
import type { Lang, ProgramRanking, ProgramScores, ProgramSummary } from '@qingzhang/contract';
import { type ProgramLamp, rankingStepName, sayLamp } from '@qingzhang/domain';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Call } from '../../platform/actor.ts';
import { type BoardFacts, boardFrom } from './board.ts';

const words = {
  city: ['市', 'City'],
  lamp: ['灯', 'Lamp'],
  reason: ['为什么', 'Why'],
  plan: ['计划', 'Plan'],
  done: ['完成', 'Done'],
  percent: ['完成 %', 'Done %'],
  planned: ['序时 %', 'Planned %'],
  gap: ['落后（点）', 'Behind (points)'],
  need: ['要求速度', 'Pace needed'],
  actual: ['上月实际', 'Last month'],
  items: ['事项', 'Items'],
  open: ['未销号', 'Open'],
  overdue: ['逾期', 'Overdue'],
  unreported: ['未报', 'Unreported'],
  rank: ['名次', 'Rank'],
  change: ['名次变化', 'Change of rank'],
  n: ['n', 'n'],
  note: ['说明', 'Remark'],
  board: ['看板', 'board'],
  ranking: ['排名', 'ranking'],
  list: ['专项清单', 'Programs'],
  name: ['专项', 'Program'],
  office: ['主管处室', 'Office'],
  sunset: ['停用日期', 'Sunset'],
  score: ['市重点工作评分', 'Key-work score'],
  total: ['得分', 'Score'],
  of: ['满分', 'Out of'],
  water: ['水', 'Water'],
  air: ['气', 'Air'],
  programs: ['专项', 'Programs'],
  honesty: ['数据', 'Data'],
  deduction: ['逾期扣分', 'Overdue'],
} as const;
type Word = keyof typeof words;
const word = (key: Word, lang: Lang) => words[key][lang === 'zh' ? 0 : 1];
const column = (key: string, name: Word, lang: Lang, decimals?: number) => ({
  key,
  title: word(name, lang),
  ...(decimals === undefined ? {} : { decimals }),
});

/** 红: the character, or the English word. */
const lampWord = (lamp: ProgramLamp, lang: Lang) => sayLamp(lamp, lang);

/** 看板: a row a city, the province last, with every measure of the definition. */
export function boardXlsx(facts: BoardFacts, lang: Lang, call: Pick<Call, 'actor' | 'at'>): FileReply {
  const board = boardFrom(facts, lang, call);
  const { definition } = facts.program;
  const cells = new Map(board.measures.map((one) => [one.region, one.cells]));
  const tiles = [...board.tiles, ...(board.province === null ? [] : [board.province])];
  const name = (code: string) => (lang === 'zh' ? facts.names(code).full : facts.names(code).en);
  return xlsxReply(`${definition.name[lang]} ${word('board', lang)} ${board.month}`, {
    title: `${definition.name[lang]} ${board.month}`,
    simulated: board.simulated,
    notes: [board.lead.map(({ text }) => text).join('')],
    columns: [
      column('city', 'city', lang),
      column('lamp', 'lamp', lang),
      { ...column('reason', 'reason', lang), width: 24 },
      column('rank', 'rank', lang),
      column('plan', 'plan', lang),
      column('done', 'done', lang),
      column('percent', 'percent', lang, 1),
      column('planned', 'planned', lang, 1),
      column('gap', 'gap', lang, 1),
      column('need', 'need', lang),
      column('actual', 'actual', lang),
      column('items', 'items', lang),
      column('open', 'open', lang),
      column('overdue', 'overdue', lang),
      column('unreported', 'unreported', lang),
      ...definition.measures.map((measure) => ({
        key: `m.${measure.key}`,
        title: measure.unit === null ? measure.name[lang] : `${measure.name[lang]} ${measure.unit}`,
      })),
      ...definition.alarms.map((alarm) => ({ key: `a.${alarm.key}`, title: alarm.name[lang] })),
    ],
    rows: tiles.map((tile) => ({
      city: name(tile.region),
      lamp: lampWord(tile.lamp, lang),
      reason: tile.reason,
      rank: tile.rank,
      plan: tile.plan,
      done: tile.done,
      percent: tile.progress,
      planned: tile.planned,
      gap: tile.gap,
      need: tile.pace?.need ?? null,
      actual: tile.pace?.actual ?? null,
      items: tile.items,
      open: tile.openItems,
      overdue: tile.overdue,
      unreported: tile.unreported,
      ...Object.fromEntries(
        Object.entries(cells.get(tile.region) ?? {}).map(([key, value]) => [`m.${key}`, value]),
      ),
      ...Object.fromEntries(tile.alarms.map(({ key, count }) => [`a.${key}`, count])),
    })),
  });
}

/** 排名. */
export function rankingXlsx(facts: BoardFacts, ranking: ProgramRanking, lang: Lang): FileReply {
  const { definition, simulated } = facts.program;
  return xlsxReply(`${definition.name[lang]} ${word('ranking', lang)} ${ranking.month}`, {
    title: `${definition.name[lang]} ${word('ranking', lang)} ${ranking.month}`,
    simulated,
    notes: [ranking.rule],
    columns: [
      column('rank', 'rank', lang),
      column('city', 'city', lang),
      column('n', 'n', lang),
      ...definition.ranking.steps.map((step, index) => ({
        key: `s${index}`,
        title: rankingStepName(step, definition)[lang],
      })),
      column('change', 'change', lang),
      column('note', 'note', lang),
    ],
    rows: ranking.rows.map((row) => ({
      rank: row.rank,
      city: lang === 'zh' ? facts.names(row.region).full : facts.names(row.region).en,
      n: row.n,
      ...Object.fromEntries(row.steps.map((value, index) => [`s${index}`, value])),
      change: row.change,
      note: row.unranked,
    })),
  });
}

/** 专项清单. */
export function programsXlsx(programs: readonly ProgramSummary[], lang: Lang): FileReply {
  return xlsxReply(word('list', lang), {
    title: word('list', lang),
    simulated: programs.some(({ simulated }) => simulated),
    columns: [
      column('name', 'name', lang),
      column('office', 'office', lang),
      column('percent', 'percent', lang, 1),
      column('planned', 'planned', lang, 1),
      column('items', 'items', lang),
      column('open', 'open', lang),
      column('overdue', 'overdue', lang),
      ...(['red', 'yellow', 'green', 'blue', 'grey'] as const).map((lamp) => ({
        key: lamp,
        title: lampWord(lamp, lang),
      })),
      column('sunset', 'sunset', lang),
    ],
    rows: programs.map((one) => ({
      name: one.name[lang],
      office: one.office,
      percent: one.progress,
      planned: one.planned,
      items: one.items,
      open: one.openItems,
      overdue: one.overdue,
      ...one.lamps,
      sunset: one.sunset,
    })),
  });
}

/** 评分: total, its parts and n. */
export function scoresXlsx(scores: ProgramScores, name: (code: string) => string, lang: Lang): FileReply {
  const part = (row: ProgramScores['rows'][number], key: string) =>
    row.parts.find((one) => one.part === key)?.points ?? null;
  return xlsxReply(`${word('score', lang)} ${scores.month}`, {
    title: `${word('score', lang)} ${scores.month}`,
    notes: [scores.rule],
    columns: [
      column('rank', 'rank', lang),
      column('city', 'city', lang),
      column('total', 'total', lang, 1),
      column('of', 'of', lang),
      column('water', 'water', lang, 1),
      column('air', 'air', lang, 1),
      column('programs', 'programs', lang, 1),
      column('honesty', 'honesty', lang, 1),
      column('deduction', 'deduction', lang, 1),
      column('n', 'n', lang),
      column('note', 'note', lang),
    ],
    rows: scores.rows.map((row) => ({
      rank: row.rank,
      city: name(row.region),
      total: row.total,
      of: row.of,
      water: part(row, 'water'),
      air: part(row, 'air'),
      programs: part(row, 'programs'),
      honesty: part(row, 'honesty'),
      deduction: part(row, 'overdue'),
      n: row.n,
      note: row.unranked,
    })),
  });
}
