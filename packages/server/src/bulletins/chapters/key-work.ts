/** 重点工作's facts of a bulletin, from the boards of all programs. */
import { amountName, type ProgramDefinition, sayAmount } from '@qingzhang/domain';
import { daysBetween } from '@qingzhang/standards';
import { type KeyWork, keyWork } from '../../programs/board/key-work.ts';
import { progressMeasure } from '../../programs/board/tile.ts';
import type { KeyWorkFacts, KeyWorkProgramFacts } from '../compose/key-work-facts.ts';
import type { ChapterSource } from './source.ts';

export const keyWorkSource: ChapterSource = {
  key: 'key-work',
  gather: async ({ db }, { month, at, forecast, regions }) => {
    const programs = await keyWork(db, { month, at });
    return programs.length === 0 ? null : keyWorkFacts(programs, { forecast, names: regions });
  },
};

type Tile = KeyWork['tiles'][number];
const published = (value: number | null) => {
  if (value === null) return null;
  // No −0.0.
  const rounded = Math.round(value * 10) / 10 + 0;
  return { text: rounded.toFixed(1), value: rounded };
};

/** Boards as the plain facts of a chapter; `names`: short names by code. */
export function keyWorkFacts(
  programs: readonly KeyWork[],
  options: { readonly forecast: boolean; readonly names: ReadonlyMap<string, string> },
): KeyWorkFacts {
  return {
    month: programs[0]?.month ?? '',
    day: programs[0]?.day ?? '',
    forecast: options.forecast,
    simulated: programs.some(({ simulated }) => simulated),
    unjudged: programs.reduce(
      (sum, { unjudged }) => sum + [...unjudged.values()].reduce((a, b) => a + b, 0),
      0,
    ),
    programs: programs.map((program) => programFacts(program, options.names)),
  };
}

function programFacts(work: KeyWork, names: ReadonlyMap<string, string>): KeyWorkProgramFacts {
  const { definition, province, tiles } = work;
  const measure = progressMeasure(definition);
  const companion = definition.measures.find(({ role }) => role === 'companion');
  const unit = province?.unit ?? tiles[0]?.unit ?? definition.counter;
  const amount = (value: number | null | undefined) =>
    value === null || value === undefined || unit === '%'
      ? null
      : sayAmount(value, unit, 'zh').replace(/\s/gu, '');
  const sum = (pick: (tile: Tile) => number) => tiles.reduce((total, tile) => total + pick(tile), 0);
  const isAmount = measure !== undefined && measure.of.kind !== 'amount';
  return {
    key: work.key,
    // Official texts set no space beside Latin letters.
    name: work.name.replace(/\s/gu, ''),
    shortName: work.shortName.replace(/\s/gu, ''),
    counter: definition.counter,
    measure: nameOf(definition, 'progress'),
    companionName: nameOf(definition, 'companion'),
    plan: isAmount ? amount(province?.plan) : null,
    done: isAmount ? amount(province?.done) : null,
    companionDone: companion === undefined ? null : amount(province?.companionDone),
    progress: published(province?.progress ?? null),
    planned: published(province?.planned ?? null),
    gap: published(province?.gap ?? null),
    companion: published(province?.companion ?? null),
    items: sum(({ items }) => items),
    open: sum(({ openItems }) => openItems),
    overdue: sum(({ overdue }) => overdue),
    deadline: province?.deadline?.day ?? null,
    alarms: definition.alarms.map(({ key, name }) => {
      const at = tiles.filter((tile) => tile.alarms.some((alarm) => alarm.key === key && alarm.count > 0));
      return {
        name: name.zh,
        count: sum((tile) => tile.alarms.find((alarm) => alarm.key === key)?.count ?? 0),
        cities: at.map(({ region }) => names.get(region) ?? region),
      };
    }),
    cities: tiles.map((tile) => ({
      code: tile.region,
      shortName: names.get(tile.region) ?? tile.region,
      applicable: tile.applicable,
      lamp: tile.lamp,
      reason: tile.reason,
      progress: tile.applicable ? published(tile.progress) : null,
      gap: tile.applicable ? published(tile.gap) : null,
      rank: tile.rank,
      n: tile.items,
      overdue: tile.overdue,
      forecast: published(forecastOf(tile, work.day)),
    })),
  };
}

function nameOf({ measures }: ProgramDefinition, role: 'progress' | 'companion'): string {
  const name = amountName(measures.find((one) => one.role === role)?.name, 'zh');
  // 完成 says what 完成率 measures; a name that is no verb of its own reads badly behind an amount.
  return name.length <= 4 ? name : '';
}

/** Percent at the deadline if the pace of the last full month goes on; at most 100. */
export function forecastOf(tile: Tile, day: string): number | null {
  const { pace, deadline, plan, done, progress } = tile;
  if (!tile.applicable || deadline === null || deadline.day <= day) return null;
  if (
    pace === null ||
    pace.actual === null ||
    plan === null ||
    plan === 0 ||
    done === null ||
    progress === null
  )
    return null;
  const days = daysBetween(day, deadline.day);
  const per = { day: 1, week: 7, month: 30.4 }[pace.per];
  return Math.min(100, Math.round(((done + (pace.actual / per) * days) / plan) * 1000) / 10);
}
