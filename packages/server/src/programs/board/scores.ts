/** 市重点工作评分 (DIS-5.2) over all programs: an option, with its parts, never alone. */

import type { Lang, ProgramScores } from '@qingzhang/contract';
import { type CityScore, type ScoreFacts, scoreCities, standardScoreRule } from '@qingzhang/domain';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { may } from '../../platform/policy.ts';
import { readSetting, settingType } from '../../platform/settings/settings.ts';
import { readLatest } from './months.ts';
import { type BoardProgram, readPrograms } from './programs.ts';
import { managedCities } from './progress.ts';
import { boardScope, seesProgram } from './scope.ts';

/** 是否评分: off until the department switches it on. */
export const programScores = settingType({
  key: 'programs.scores',
  schema: z.object({ enabled: z.boolean() }),
  standard: { enabled: false },
});

/** Scores as one person sees them: of all cities, or of the own one. Ranks are made over all cities. */
export async function scoresOf(
  db: Db,
  lang: Lang,
  { actor, at }: Pick<Call, 'actor' | 'at'>,
): Promise<ProgramScores> {
  const { enabled } = await readSetting(db, programScores);
  const rule = standardScoreRule;
  const head = {
    enabled,
    maySet: may(actor, 'settings.write'),
    month: beijingDay(at).slice(0, 7),
    atLeast: rule.atLeast,
    rule: sayScoreRule(lang),
  };
  if (!enabled) return { ...head, rows: [] };
  const scope = boardScope(actor);
  const programs = (await readPrograms(db)).filter(({ state }) => state === 'active');
  const latest = await readLatest(
    db,
    programs.map(({ key }) => key),
  );
  const cities = await managedCities(db);
  const facts = cities.map((region): ScoreFacts => {
    const own = programs.flatMap(({ key }) => {
      const row = latest.get(key)?.find((one) => one.region === region);
      return row === undefined ? [] : [{ key, row }];
    });
    const sum = (name: string) => own.reduce((total, { row }) => total + (row.columns[name] ?? 0), 0);
    return {
      region,
      programs: own.map(({ key, row }) => ({
        key,
        lamp: row.lamp,
        gap: row.planned === null || row.progress === null ? null : row.planned - row.progress,
        unknown: row.planned !== null && row.planned > 0 && row.progress === null,
        n: row.columns.items ?? 0,
        overdue: row.columns.overdue ?? 0,
      })),
      // Environment quality joins with the accounts of air and water; until then it is left out on both sides.
      air: null,
      water: null,
      honesty: { asked: sum('open'), onTime: sum('open') - sum('unreported'), returned: sum('returned') },
    };
  });
  const seen = scope.cities;
  const rows = scoreCities(facts, rule)
    .filter(({ region }) => seen === null || seen.includes(region))
    .filter(() => scope.programs === null || programs.some(({ key }) => seesProgram(scope, key)))
    .map(({ unknown, ...row }) => ({
      ...row,
      parts: [...row.parts],
      unranked:
        row.unranked === null
          ? null
          : sayUnscored(
              row.unranked,
              programs.filter(({ key }) => unknown.includes(key)),
              rule.atLeast,
              lang,
            ),
    }));
  return { ...head, rows };
}

/** Why a city has no score or rank. Programs count in villages, firms …: over all of them the count is of items (项). */
function sayUnscored(
  why: NonNullable<CityScore['unranked']>,
  unknown: readonly BoardProgram[],
  atLeast: number,
  lang: Lang,
): string {
  if (why === 'few')
    return lang === 'zh' ? `未参评：不足 ${atLeast} 项` : `Not ranked: fewer than ${atLeast} items`;
  if (why === 'unknown') {
    const names = unknown.map(({ definition }) => definition.shortName[lang] || definition.shortName.zh);
    return lang === 'zh'
      ? `未参评：${names.join('、')}进度缺失`
      : `Not scored: progress is missing of ${names.join(', ')}`;
  }
  return lang === 'zh' ? '未参评：无专项事项' : 'Not ranked: no items';
}

function sayScoreRule(lang: Lang): string {
  const { programs, honesty, overdue, lamp, redMost, atLeast } = standardScoreRule;
  return lang === 'zh'
    ? `专项 ${programs} 分：各专项按事项数加权，蓝 ${lamp.blue}、绿 ${lamp.green}、黄 ${lamp.yellow}、红按差距 ${redMost}–0；数据 ${honesty} 分：按期率减退回率；逾期每项扣 ${overdue} 分。环境质量 50 分待接入，得分与满分都不计。不足 ${atLeast} 项不排名，进度缺失的不评分。`
    : `Programs ${programs}: weighted by items, blue ${lamp.blue}, green ${lamp.green}, yellow ${lamp.yellow}, red ${redMost}–0 by gap; data ${honesty}: in time less returned; −${overdue} per overdue item. Environment quality (50) is not connected and left out on both sides. No rank below ${atLeast} items, no score where progress is missing.`;
}
