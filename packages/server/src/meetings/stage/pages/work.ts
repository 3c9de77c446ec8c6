/** 重点工作: one page a program naming who lags, an overview of all. Figures as the board shows them. */
import type { ProgramTile, Region, ScreenPage } from '@qingzhang/contract';
import { amountName, grouped, type Measure, sayAmount } from '@qingzhang/domain';
import type { KeyWork } from '../../../programs/board/key-work.ts';
import { cell, columns, type DraftPage, named, type PageFoot, pageOf, signedText } from './page.ts';

/** A program as far as pages ask. */
export type WorkFacts = Pick<
  KeyWork,
  'key' | 'shortName' | 'name' | 'definition' | 'tiles' | 'province' | 'unjudged' | 'day' | 'month'
>;
/** Cities' short names, in protocol order. */
export type CityNames = readonly Pick<Region, 'code' | 'name' | 'shortName'>[];

const measureBy = (work: WorkFacts, role: Measure['role']): Measure | undefined =>
  work.definition.measures.find((one) => one.role === role);

/** Behind the path, the farthest first; grey ones have no such task or have not begun. */
export function laggards(work: WorkFacts, cities: CityNames): { tile: ProgramTile; name: string }[] {
  return work.tiles
    .filter(({ applicable, lamp }) => applicable && (lamp === 'red' || lamp === 'yellow'))
    .sort((a, b) => (b.gap ?? 0) - (a.gap ?? 0))
    .map((tile) => ({ tile, name: nameOf(tile.region, cities) }));
}

export const nameOf = (code: string, cities: CityNames): string =>
  cities.find((city) => city.code === code)?.shortName ?? code;

/** 清洁取暖：大同差 18.4 个百分点，吕梁、临汾也落后. */
export function workTitle(work: WorkFacts, cities: CityNames): string {
  const [first, ...rest] = laggards(work, cities);
  if (first === undefined) {
    const gap = work.province?.gap ?? null;
    return gap === null || gap <= 0
      ? `${work.shortName}：各市均达到序时进度`
      : `${work.shortName}：全省差 ${gap.toFixed(1)} 个百分点`;
  }
  const gap = first.tile.gap;
  const head =
    gap !== null && gap > 0
      ? `${first.name}差 ${gap.toFixed(1)} 个百分点`
      : `${first.name}${first.tile.reason}`;
  const namesOf = (list: typeof rest) => named(list.map(({ name }) => name));
  // Yellow for what is overdue alone is not behind the path.
  const behind = rest.filter(({ tile }) => (tile.gap ?? 0) > 0);
  const overdue = rest.filter(({ tile }) => (tile.gap ?? 0) <= 0 && tile.overdue > 0);
  const also = behind.length === 0 ? '' : `，${namesOf(behind)}也落后`;
  const late = overdue.length === 0 ? '' : `，${namesOf(overdue)}有逾期`;
  return `${work.shortName}：${head}${also}${late}`;
}

/** Bars of a program: what is done and what runs of it, the path, lamp and gap. */
export function workPage(
  work: WorkFacts,
  cities: CityNames,
  foot: PageFoot,
  about: { readonly key: string; readonly agendaItem: number | null; readonly side?: ScreenPage['side'] },
): DraftPage {
  const [progress, companion] = [measureBy(work, 'progress'), measureBy(work, 'companion')];
  const hasCompanion = companion !== undefined && work.tiles.some((tile) => tile.companion !== null);
  // 安装率 says how much was 安装: what is counted, without the word for the share.
  const doneName = amountName(progress?.name, 'zh') || '完成';
  const runName = amountName(companion?.name, 'zh');
  const planned = plannedOf(work);
  const shares = work.tiles.flatMap((tile) => [tile.progress ?? 0, tile.companion ?? 0]);
  const { province } = work;
  return pageOf(foot, {
    key: about.key,
    agendaItem: about.agendaItem,
    title: workTitle(work, cities),
    side: about.side ?? null,
    base: province?.plan == null ? '' : `n＝${sayAmount(province.plan, province.unit, 'zh')}`,
    body: {
      kind: 'bars',
      unit: '%',
      legend: hasCompanion ? [runName, `${doneName}未${runName}`] : [doneName],
      path: planned === null ? null : { label: `序时 ${planned.toFixed(1)}%`, value: planned },
      max: fullWidth([...shares, planned ?? 0]),
      columns: hasCompanion ? [doneName, runName, '差，点'] : [doneName, '件数', '差，点'],
      rows: work.tiles.map((tile) => {
        const behind = tile.lamp === 'red' ? 'bad' : tile.lamp === 'yellow' ? 'warn' : null;
        const ends = hasCompanion ? [tile.companion, tile.progress] : [tile.progress];
        return {
          region: tile.region,
          name: nameOf(tile.region, cities),
          lamp: tile.applicable ? tile.lamp : ('grey' as const),
          parts: tile.applicable ? ends : ends.map(() => null),
          cells: tile.applicable
            ? [
                cell(percent(tile.progress)),
                hasCompanion ? cell(percent(tile.companion), 'quiet') : cell(String(tile.items), 'quiet'),
                gapCell(tile),
              ]
            : [cell('本市无此项', 'quiet'), cell(''), cell('')],
          mark: tile.applicable ? behind : null,
        };
      }),
    },
  });
}

const percent = (value: number | null): string | null => (value === null ? null : `${value.toFixed(1)}%`);
/** The board's gap is positive behind; the hall reads minus as behind. */
const gapCell = ({ gap, lamp }: ProgramTile) =>
  gap === null
    ? cell(null)
    : cell(signedText(-gap), lamp === 'red' ? 'bad' : lamp === 'yellow' ? 'warn' : 'plain');

/** One mark where all cities share a path, else the province's. */
function plannedOf(work: WorkFacts): number | null {
  const own = [...new Set(work.tiles.filter(({ applicable }) => applicable).map(({ planned }) => planned))];
  return own.length === 1 ? (own[0] ?? null) : (work.province?.planned ?? null);
}

/** A scale that is filled, but never more than a hundred. */
function fullWidth(shares: readonly number[]): number {
  const most = Math.max(10, ...shares);
  return most > 92 ? Math.max(100, most) : Math.ceil((most * 1.08) / 5) * 5;
}

/** All programs on one page: plan, done, path, gap, who is red. */
export function overviewPage(
  programs: readonly WorkFacts[],
  cities: CityNames,
  foot: PageFoot,
  agendaItem: number | null,
): DraftPage | null {
  if (programs.length === 0) return null;
  const behind = programs.filter(({ province }) => (province?.gap ?? 0) > 0);
  const farthest = [...behind].sort((a, b) => (b.province?.gap ?? 0) - (a.province?.gap ?? 0))[0];
  const red = (work: WorkFacts, lamp: 'red' | 'yellow') =>
    work.tiles
      .filter((tile) => tile.applicable && tile.lamp === lamp)
      .map(({ region }) => nameOf(region, cities));
  const title =
    farthest === undefined
      ? `重点工作：调度的 ${programs.length} 项全省均达到序时进度`
      : `重点工作：${programs.length} 项中 ${behind.length} 项滞后，${farthest.shortName}差得最多（${(farthest.province?.gap ?? 0).toFixed(1)} 个百分点）`;
  return pageOf(foot, {
    key: 'work',
    agendaItem,
    title,
    body: {
      kind: 'table',
      columns: [
        ...columns('专项', '计划', '完成', '序时', '差，点'),
        { title: '红灯', align: 'left' },
        { title: '黄灯', align: 'left' },
      ],
      rows: programs.map((work) => {
        const { province } = work;
        const gap = province?.gap ?? null;
        return {
          cells: [
            cell(work.shortName),
            cell(province?.plan == null ? null : sayAmount(province.plan, province.unit, 'zh')),
            cell(percent(province?.progress ?? null)),
            cell(percent(province?.planned ?? null), 'quiet'),
            gap === null ? cell(null) : cell(signedText(-gap), gap > 0 ? 'bad' : 'plain'),
            cell(red(work, 'red').join('、') || '—', red(work, 'red').length > 0 ? 'bad' : 'quiet'),
            cell(red(work, 'yellow').join('、') || '—', red(work, 'yellow').length > 0 ? 'warn' : 'quiet'),
          ],
        };
      }),
      note: null,
    },
  });
}

/** 还要完成 20.52 万户 · 7月起每天 1,832 户 · 6月每天 697 户: what is left and how fast it must go (mock decision 1). */
export function paceFacts(tile: ProgramTile): NonNullable<ScreenPage['side']>['facts'] {
  const facts: NonNullable<ScreenPage['side']>['facts'] = [];
  const { pace, plan, done, unit } = tile;
  if (plan !== null && done !== null && plan > done) {
    const [value = '', ...words] = sayAmount(plan - done, unit, 'zh').split(' ');
    facts.push({ label: '还要完成', value, unit: words.join(' '), tone: 'strong' });
  }
  if (pace === null) return facts;
  const per = { day: '每天', week: '每周', month: '每月' }[pace.per];
  const month = Number(pace.month.slice(5));
  const slow = pace.actual !== null && pace.actual < pace.need;
  facts.push({
    label: `${(month % 12) + 1}月起${per}`,
    value: grouped(pace.need),
    unit: pace.unit,
    tone: 'strong',
  });
  if (pace.actual !== null) {
    facts.push({
      label: `${month}月${per}`,
      value: grouped(pace.actual),
      unit: pace.unit,
      tone: slow ? 'bad' : 'good',
    });
  }
  return facts;
}
