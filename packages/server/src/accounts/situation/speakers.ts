/** 该问谁: whom the meeting should hear, with the reason (DIS-6.3). Posts, never persons. */
import type { Lang, Run, Situation } from '@qingzhang/contract';
import { bottomLine, type Change, isFailing, overshoot, suggestSpeakers } from '@qingzhang/domain';
import { pick, run } from '../sentences.ts';
import { periodName } from '../words/period-words.ts';
import { fullName, indicatorName, monthName, unsigned } from '../words/words.ts';
import type { CityFacts, SituationFacts } from './facts.ts';
import { riseRun } from './say.ts';
import { comparisonsOf } from './worse.ts';

type Speaker = Situation['speakers'][number];

/** At most so many of a kind: a meeting has room for no more (DIS-6.2). */
const MOST: Readonly<Record<Speaker['kind'], number>> = { pledge: 4, explain: 3, share: 1 };

export const failingOf = (city: CityFacts): number =>
  Object.values(city.cells).filter(({ lamp }) => isFailing(lamp)).length;

/** Suggested speakers in words: the domain chooses, the reasons are said together as a person would. */
export function speakers(facts: SituationFacts, lang: Lang): Speaker[] {
  const byCode = new Map(facts.cities.map((city) => [city.city.code, city]));
  const suggested = suggestSpeakers(
    facts.cities.map((city) => ({
      accounts: city.books.accounts,
      periodIndex: city.indexChange,
      monthIndex: city.monthIndexChange,
      changes: worseOf(city),
      moreGoodDays: moreGoodDays(city),
    })),
  );
  const said = { pledge: 0, explain: 0, share: 0 };
  return suggested.flatMap(({ kind, region, reasons }): Speaker[] => {
    const city = byCode.get(region);
    if (city === undefined || said[kind] >= MOST[kind]) return [];
    said[kind] += 1;
    const has = (code: (typeof reasons)[number]['code']) => reasons.some((reason) => reason.code === code);
    const reason =
      kind === 'pledge'
        ? pledgeReason(facts, city, has('worstRebound'), lang)
        : kind === 'share'
          ? shareReason(city, lang)
          : has('onlyRebound') || has('rebound')
            ? reboundReason(facts, city, has('onlyRebound'), lang)
            : lostReason(facts, city, has('yearHasRoom'), lang);
    const who = pick(lang, `${city.city.name}局局长`, `Director, ${fullName(city.city, lang)} bureau`);
    return [{ kind, region, who, reason }];
  });
}

/** What got worse in one city, worst first. */
const worseOf = (city: CityFacts): Change[] => bottomLine(comparisonsOf(city));

function moreGoodDays({ stats }: CityFacts): number | null {
  const { delta } = stats.goodDays;
  return delta.kind === 'change' ? Number(delta.text) : null;
}

function pledgeReason(facts: SituationFacts, city: CityFacts, worst: boolean, lang: Lang): Run[] {
  const runs = [run(failures(facts, city, lang).join(pick(lang, '，', ', ')))];
  if (worst && city.monthIndexChange !== null) {
    const month = monthName(facts.stand.month, lang);
    runs.push(
      run(pick(lang, `；${month}综合指数 `, `; index of ${month} `)),
      riseRun(city.monthIndexChange),
      run(pick(lang, '，全省反弹最重', ', the sharpest rise of all')),
    );
  }
  return runs;
}

/** What is overdrawn or out of reach, one clause each; those overdrawn alike said together. */
function failures(facts: SituationFacts, city: CityFacts, lang: Lang): string[] {
  const { cells } = city;
  const month = monthName(facts.stand.month, lang);
  const clauses: string[] = [];
  if (isFailing(cells.today.lamp)) clauses.push(todayFailure(city, lang));
  if (cells.month.lamp === 'impossible')
    clauses.push(pick(lang, `${month}计划已无可能`, `plan of ${month} out of reach`));
  if (cells.year.lamp === 'impossible')
    clauses.push(pick(lang, '全年 PM2.5 已无可能', 'PM2.5 of the year out of reach'));
  if (cells.days.lamp === 'impossible') clauses.push(pick(lang, '优良天已无可能', 'good days out of reach'));
  const means = [
    ...(cells.month.lamp === 'overdrawn' ? [month] : []),
    ...(cells.year.lamp === 'overdrawn' ? [pick(lang, '全年', 'the year')] : []),
  ];
  const days = cells.days.lamp === 'overdrawn';
  const count = means.length + (days ? 1 : 0);
  if (count === 0) return clauses;
  if (lang === 'en') {
    const mean = means.length > 0 ? [`PM2.5 of ${means.join(' and ')}`] : [];
    return [...clauses, `${[...mean, ...(days ? ['good days'] : [])].join(' and ')} overdrawn`];
  }
  const mean = means.length > 0 ? `${means.join('、')} PM2.5` : '';
  const subject = mean !== '' && days ? `${mean} 和优良天` : mean !== '' ? `${mean} ` : '优良天';
  const many = count === 1 ? '' : `${'零一两三'[count]}本`;
  return [...clauses, `${subject}${many}透支`];
}

function todayFailure(city: CityFacts, lang: Lang): string {
  const lead = city.books.accounts.day?.lead;
  const name = lead ? indicatorName(lead.pollutant, lang) : '';
  if (city.cells.today.lamp === 'impossible')
    return pick(lang, `今天 ${name} 已保不住“良”`, `${name} of today lost`);
  const over = lead ? Math.round((overshoot(lead) ?? 0) * 100) : 0;
  if (over === 0) return pick(lang, `今天 ${name} 透支`, `${name} of today overdrawn`);
  return pick(lang, `今天 ${name} 超 ${over}%`, `${name} of today ${over}% over`);
}

/** CO ↑13.8%、PM10 ↑4.9%: the pollutants that rose most. */
const rises = (city: CityFacts, most: number, lang: Lang): Run[] =>
  worseOf(city)
    .filter(({ indicator, percent }) => indicator !== 'index' && indicator !== 'goodDays' && percent !== null)
    .slice(0, most)
    .flatMap((change, index) => [
      run(`${index === 0 ? '' : pick(lang, '、', ', ')}${indicatorName(change.indicator, lang)} `),
      riseRun(change),
    ]);

function reboundReason(facts: SituationFacts, city: CityFacts, alone: boolean, lang: Lang): Run[] {
  if (city.indexChange === null) return [];
  const name = periodName(facts.asked, lang);
  const detail = rises(city, 2, lang);
  return [
    run(
      pick(
        lang,
        `${name}${alone ? '唯一反弹' : '综合指数反弹'}（`,
        `${alone ? 'the only city worse' : 'index worse'} over the ${name} (`,
      ),
    ),
    riseRun(city.indexChange),
    run(pick(lang, '）', ')')),
    ...(detail.length > 0 ? [run(pick(lang, '：', ': ')), ...detail] : []),
  ];
}

function lostReason(facts: SituationFacts, city: CityFacts, room: boolean, lang: Lang): Run[] {
  const month = monthName(facts.stand.month, lang);
  const only = city.cells.month.lamp === 'impossible' && failingOf(city) === 1;
  const head = only
    ? [pick(lang, `${month} PM2.5 计划已无可能`, `PM2.5 plan of ${month} out of reach`)]
    : failures(facts, city, lang);
  const [worst] = worseOf(city).filter(({ indicator, percent }) => indicator !== 'index' && percent !== null);
  const runs = [run(head.join(pick(lang, '，', ', ')))];
  if (worst !== undefined) {
    const name = indicatorName(worst.indicator, lang);
    runs.push(run(pick(lang, `；${name} 同比 `, `; ${name} `)), riseRun(worst));
  }
  if (room) runs.push(run(pick(lang, '；全年仍有余额', '; the year still has room')));
  return runs;
}

function shareReason(city: CityFacts, lang: Lang): Run[] {
  const change = unsigned(city.indexChange?.percent ?? '');
  const gained = moreGoodDays(city) ?? 0;
  const runs = [
    run(pick(lang, '降幅第一（', 'largest fall (')),
    run(`↓${change}%`, 'better'),
    run(pick(lang, '）', ')')),
    ...(gained > 0 ? [run(pick(lang, `，优良天多 ${gained} 天`, `, ${gained} more good days`))] : []),
  ];
  const { today, month, year, days } = city.cells;
  if (isFailing(today.lamp) && today.pollutant !== null) {
    const name = indicatorName(today.pollutant, lang);
    runs.push(
      run(
        pick(
          lang,
          `。今天 ${name} 透支，先答后讲`,
          `. ${name} of today overdrawn: answers first, then shares`,
        ),
      ),
    );
  } else if ([month, year, days].some(({ lamp }) => isFailing(lamp))) {
    runs.push(
      run(pick(lang, '。有账透支，先答后讲', '. An account is overdrawn: answers first, then shares')),
    );
  }
  return runs;
}
