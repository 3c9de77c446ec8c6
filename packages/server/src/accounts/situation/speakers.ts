/** 该问谁: whom the meeting should hear, with the reason (DIS-6.3). Posts, never persons. */
import type { Lang, Run, Situation } from '@qingzhang/contract';
import { isFailing, overshoot } from '@qingzhang/domain';
import { run } from '../books.ts';
import { periodName } from '../words/period-words.ts';
import { fullName, indicatorName, monthName, POLLUTANT_NAMES, unsigned } from '../words/words.ts';
import type { CityFacts, SituationFacts } from './facts.ts';
import { indexChangeOf, worseOf } from './worse.ts';

type Speaker = Situation['speakers'][number];

/** At most so many of a kind: a meeting has room for no more (DIS-6.2). */
const MOST = { pledge: 4, explain: 3 };

/** Accounts of four that make a city answer for itself. */
const PLEDGE_FROM = 2;

export const failingOf = (city: CityFacts): number =>
  Object.values(city.cells).filter(({ lamp }) => isFailing(lamp)).length;

/**
 * 表态: two or more accounts overdrawn or impossible. 说明: an index worse than last year, or an account out of reach.
 * 经验: the largest improvement, if it need not pledge.
 */
export function speakers(facts: SituationFacts, lang: Lang): Speaker[] {
  const pledging = facts.cities
    .filter((city) => failingOf(city) >= PLEDGE_FROM)
    .sort((a, b) => failingOf(b) - failingOf(a))
    .slice(0, MOST.pledge);
  const others = facts.cities.filter((city) => !pledging.includes(city));
  const rebounding = others.filter((city) => (indexChangeOf(city.stats)?.value ?? 0) > 0);
  const lost = others.filter(
    (city) =>
      !rebounding.includes(city) && Object.values(city.cells).some(({ lamp }) => lamp === 'impossible'),
  );
  const explaining = [...rebounding, ...lost].slice(0, MOST.explain);
  const best = others.find((city) => city.rank.change === 1 && (indexChangeOf(city.stats)?.value ?? 0) < 0);
  const speaker = (kind: Speaker['kind'], city: CityFacts, reason: Run[]): Speaker => ({
    kind,
    region: city.city.code,
    who: lang === 'zh' ? `${city.city.name}局局长` : `Director, ${fullName(city.city, lang)} bureau`,
    reason,
  });
  return [
    ...pledging.map((city) => speaker('pledge', city, pledgeReason(facts, city, lang))),
    ...explaining.map((city) =>
      speaker(
        'explain',
        city,
        rebounding.includes(city)
          ? reboundReason(facts, city, rebounding.length === 1, lang)
          : lostReason(facts, city, lang),
      ),
    ),
    ...(best === undefined || explaining.includes(best)
      ? []
      : [speaker('share', best, shareReason(best, lang))]),
  ];
}

const rise = (text: string): Run => run(`↑${unsigned(text)}%`, 'worse');

function pledgeReason(facts: SituationFacts, city: CityFacts, lang: Lang): Run[] {
  const zh = lang === 'zh';
  const runs = [run(failures(facts, city, lang).join(zh ? '，' : ', '))];
  const own = indexChangeOf(city.monthStats);
  const others = facts.cities.flatMap(({ monthStats }) => indexChangeOf(monthStats)?.value ?? []);
  if (own !== null && own.value > 0 && own.value >= Math.max(...others)) {
    const month = monthName(facts.stand.month, lang);
    runs.push(
      run(zh ? `；${month}综合指数 ` : `; index of ${month} `),
      rise(own.text),
      run(zh ? '，全省反弹最重' : ', the sharpest rise of all'),
    );
  }
  return runs;
}

/** What is overdrawn or out of reach, one clause each; those overdrawn alike said together. */
function failures(facts: SituationFacts, city: CityFacts, lang: Lang): string[] {
  const zh = lang === 'zh';
  const { cells } = city;
  const month = monthName(facts.stand.month, lang);
  const clauses: string[] = [];
  if (isFailing(cells.today.lamp)) clauses.push(todayFailure(city, lang));
  if (cells.month.lamp === 'impossible')
    clauses.push(zh ? `${month}计划已无可能` : `plan of ${month} out of reach`);
  if (cells.year.lamp === 'impossible')
    clauses.push(zh ? '全年 PM2.5 已无可能' : 'PM2.5 of the year out of reach');
  if (cells.days.lamp === 'impossible') clauses.push(zh ? '优良天已无可能' : 'good days out of reach');
  const means = [
    ...(cells.month.lamp === 'overdrawn' ? [month] : []),
    ...(cells.year.lamp === 'overdrawn' ? [zh ? '全年' : 'the year'] : []),
  ];
  const days = cells.days.lamp === 'overdrawn';
  const count = means.length + (days ? 1 : 0);
  if (count === 0) return clauses;
  const many = count === 1 ? '' : zh ? `${'零一两三'[count]}本` : '';
  if (zh) {
    const mean = means.length > 0 ? `${means.join('、')} PM2.5` : '';
    const subject = mean !== '' && days ? `${mean} 和优良天` : mean !== '' ? `${mean} ` : '优良天';
    clauses.push(`${subject}${many}透支`);
  } else {
    const mean = means.length > 0 ? `PM2.5 of ${means.join(' and ')}` : '';
    clauses.push(`${[mean, days ? 'good days' : ''].filter(Boolean).join(' and ')} overdrawn`);
  }
  return clauses;
}

function todayFailure(city: CityFacts, lang: Lang): string {
  const zh = lang === 'zh';
  const lead = city.books.accounts.day?.lead;
  const name = lead ? POLLUTANT_NAMES[lead.pollutant] : '';
  if (city.cells.today.lamp === 'impossible') return zh ? `今天 ${name} 已超` : `${name} of today broken`;
  const over = lead ? Math.round((overshoot(lead) ?? 0) * 100) : 0;
  if (over === 0) return zh ? `今天 ${name} 透支` : `${name} of today overdrawn`;
  return zh ? `今天 ${name} 超 ${over}%` : `${name} of today ${over} % over`;
}

/** CO ↑13.8%、PM10 ↑4.9%: the pollutants that rose most. */
function rises(city: CityFacts, most: number, lang: Lang): Run[] {
  return worseOf(city)
    .filter(
      ({ indicator, cell }) =>
        indicator !== 'index' && cell.delta.kind === 'change' && cell.delta.unit === '%',
    )
    .slice(0, most)
    .flatMap(({ indicator, cell }, index): Run[] => [
      run(`${index === 0 ? '' : lang === 'zh' ? '、' : ', '}${indicatorName(indicator, lang)} `),
      rise(cell.delta.kind === 'change' ? cell.delta.text : ''),
    ]);
}

function reboundReason(facts: SituationFacts, city: CityFacts, alone: boolean, lang: Lang): Run[] {
  const zh = lang === 'zh';
  const change = indexChangeOf(city.stats)?.text ?? '';
  const name = periodName(facts.asked, lang);
  const detail = rises(city, 2, lang);
  return [
    run(
      zh
        ? `${name}${alone ? '唯一反弹' : '综合指数反弹'}（`
        : `${alone ? 'the only city worse' : 'index worse'} over ${name} (`,
    ),
    rise(change),
    run(zh ? '）' : ')'),
    ...(detail.length > 0 ? [run(zh ? '：' : ': '), ...detail] : []),
  ];
}

function lostReason(facts: SituationFacts, city: CityFacts, lang: Lang): Run[] {
  const zh = lang === 'zh';
  const month = monthName(facts.stand.month, lang);
  const only = city.cells.month.lamp === 'impossible' && failingOf(city) === 1;
  const head = only
    ? [zh ? `${month} PM2.5 计划已无可能` : `PM2.5 plan of ${month} out of reach`]
    : failures(facts, city, lang);
  const detail = worseOf(city).find(({ indicator }) => indicator !== 'index');
  const runs = [run(head.join(zh ? '，' : ', '))];
  if (detail !== undefined && detail.cell.delta.kind === 'change' && detail.cell.delta.unit === '%') {
    const name = indicatorName(detail.indicator, lang);
    runs.push(run(zh ? `；${name} 同比 ` : `; ${name} `), rise(detail.cell.delta.text));
  }
  const room = city.cells.year.lamp === 'safe' || city.cells.year.lamp === 'tight';
  if (room) runs.push(run(zh ? '；全年仍有余额' : '; the year still has room'));
  return runs;
}

function shareReason(city: CityFacts, lang: Lang): Run[] {
  const zh = lang === 'zh';
  const change = unsigned(indexChangeOf(city.stats)?.text ?? '');
  const { delta } = city.stats.goodDays;
  const gained = delta.kind === 'change' && delta.sense === 'better' ? Number(delta.text) : 0;
  const runs = [
    run(zh ? '降幅第一（' : 'largest fall ('),
    run(`↓${change}%`, 'better'),
    run(zh ? '）' : ')'),
    ...(gained > 0 ? [run(zh ? `，优良天多 ${gained} 天` : `, ${gained} more good days`)] : []),
  ];
  const { today, month, year, days } = city.cells;
  if (isFailing(today.lamp) && today.pollutant !== null) {
    const name = POLLUTANT_NAMES[today.pollutant];
    runs.push(
      run(zh ? `。今天 ${name} 透支，先答后讲` : `. ${name} of today overdrawn: answers first, then shares`),
    );
  } else if ([month, year, days].some(({ lamp }) => isFailing(lamp))) {
    runs.push(run(zh ? '。有账透支，先答后讲' : '. An account is overdrawn: answers first, then shares'));
  }
  return runs;
}
