import type { PollutantDay } from '../accounts/day.ts';
import type { LampState } from '../accounts/lamp.ts';
import type { RegionAccounts } from '../accounts/region-accounts.ts';
import type { Change } from '../outlook/bottom-line.ts';
import {
  type About,
  joined,
  type Lang,
  type Names,
  pick,
  type Run,
  run,
  type Sentence,
  semicolon,
  stop,
  toneOf,
} from './sentence.ts';
import { indicatorWord, LAMP_SHAPES, monthWord } from './terms.ts';

const list = (lang: Lang): string => pick(lang, '、', ', ');

function names(codes: readonly string[], lang: Lang, of: Names): string {
  return codes.map((code) => of(code)[lang]).join(list(lang));
}

/** Lamp shape and cities, coloured together: `■ 太原、运城`. */
function cities(state: LampState, codes: readonly string[], lang: Lang, of: Names): Run {
  return run(`${LAMP_SHAPES[state]} ${names(codes, lang, of)}`, toneOf(state));
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const out = new Map<K, T[]>();
  for (const item of items) out.set(key(item), [...(out.get(key(item)) ?? []), item]);
  return out;
}

/** Today: who must come down to what, who is lost, who is tight. Regions in protocol order. */
export function todaySentence(regions: readonly RegionAccounts[], of: Names, lang: Lang): Sentence {
  const led = regions.flatMap(({ region, day }) => (day?.lead ? [{ region, lead: day.lead }] : []));
  if (led.length === 0)
    return [run(pick(lang, '今天还没有可用的小时数据。', 'There are no usable hours of today yet.'))];
  const parts: Sentence[] = [];
  const lost = led.filter((r) => r.lead.lamp.state === 'impossible');
  for (const [pollutant, group] of groupBy(lost, (r) => r.lead.pollutant)) {
    const name = indicatorWord(pollutant, lang);
    parts.push([
      cities(
        'impossible',
        group.map((r) => r.region),
        lang,
        of,
      ),
      run(pick(lang, ` ${name} 已保不住“良”`, `: ${name} can no longer stay good`)),
    ]);
  }
  const over = led.filter((r) => r.lead.lamp.state === 'overdrawn');
  for (const [pollutant, group] of groupBy(over, (r) => r.lead.pollutant))
    parts.push(overToday(pollutant, group, of, lang));
  const tight = led.filter((r) => r.lead.lamp.state === 'tight').map((r) => r.region);
  if (tight.length > 0)
    parts.push([
      run(names(tight, lang, of)),
      run(pick(lang, '趋紧', tight.length === 1 ? ' is tight' : ' are tight'), 'tight'),
    ]);
  if (parts.length === 0) {
    const count = led.length;
    return [
      run(`${LAMP_SHAPES.safe} `, 'safe'),
      run(
        pick(
          lang,
          `${count} 市今天照现在的水平都保得住“良”`,
          `At the present level all ${count} cities keep today good`,
        ),
      ),
      stop(lang),
    ];
  }
  return [...joined(parts, pick(lang, '；', '; ')), stop(lang)];
}

function overToday(
  pollutant: PollutantDay['pollutant'],
  group: readonly { region: string; lead: PollutantDay }[],
  of: Names,
  lang: Lang,
): Sentence {
  const name = indicatorWord(pollutant, lang);
  const present = group.map((r) => r.lead.present?.text ?? '—').join(list(lang));
  const about = (region: string): About => ({ region, scale: 'day', indicator: pollutant });
  const bounds = joined(
    group.map((r) => [run(r.lead.allowance?.brief ?? '—', 'strong', about(r.region))]),
    list(lang),
  );
  const codes = group.map((r) => r.region);
  return lang === 'zh'
    ? [
        cities('overdrawn', codes, lang, of),
        run(` ${name} 已透支，须由 ${present} 压到 `),
        ...bounds,
        run(' 以下才保得住“良”'),
      ]
    : [
        cities('overdrawn', codes, lang, of),
        run(` overdrawn in ${name}: from ${present} down to `),
        ...bounds,
        run(' to keep the day good'),
      ];
}

/** The month: who can no longer keep its plan, who is overdrawn, and how many cities are worse than last year. */
export function monthSentence(
  regions: readonly RegionAccounts[],
  monthChanges: readonly (Change | null)[],
  of: Names,
  lang: Lang,
): Sentence {
  const month = Number(regions[0]?.monthKey.slice(5, 7) ?? 0);
  const word = monthWord(month, lang);
  const having = (state: LampState): string[] =>
    regions.filter((r) => r.month.pm25?.lamp.state === state).map((r) => r.region);
  const [lost, over, tight] = [having('impossible'), having('overdrawn'), having('tight')];
  const judged = regions.filter((r) => r.month.pm25 && r.month.pm25.lamp.state !== 'none').length;
  const parts: Sentence[] = [];
  if (lost.length > 0) {
    parts.push([
      cities('impossible', lost, lang, of),
      run(pick(lang, ' PM2.5 月计划已无可能', `: the PM2.5 plan of ${word} is out of reach`)),
    ]);
  }
  if (over.length > 0) {
    parts.push([
      cities('overdrawn', over, lang, of),
      run(
        pick(
          lang,
          lost.length > 0 ? ' 透支' : ' PM2.5 月计划透支',
          lost.length > 0 ? ' overdrawn' : ' overdrawn on PM2.5',
        ),
      ),
    ]);
  }
  if (parts.length === 0 && tight.length > 0) {
    parts.push([cities('tight', tight, lang, of), run(pick(lang, ' PM2.5 月计划趋紧', ' tight on PM2.5'))]);
  }
  const accounts: Run[] =
    parts.length > 0
      ? [...joined(parts, pick(lang, '，', ', ')), stop(lang)]
      : judged > 0
        ? [
            run(`${LAMP_SHAPES.safe} `, 'safe'),
            run(
              pick(
                lang,
                `${judged} 市 ${word} PM2.5 都在计划之内。`,
                `All ${judged} cities are within their PM2.5 plan of ${word}.`,
              ),
            ),
          ]
        : [run(pick(lang, `${word}未设 PM2.5 月计划。`, `No PM2.5 plan is set for ${word}.`))];
  const known = monthChanges.filter((c): c is Change => c !== null);
  const worse = known.filter((c) => c.sense === 'worse').length;
  if (known.length === 0) return accounts;
  const tail =
    worse === 0
      ? pick(
          lang,
          `全省没有城市 ${word}综合指数同比反弹。`,
          ` No city's composite index of ${word} is worse than last year.`,
        )
      : pick(
          lang,
          `全省 ${worse} 市 ${month} 月综合指数同比反弹。`,
          ` The composite index of ${word} is worse than last year in ${worse} of ${known.length} cities.`,
        );
  return [...accounts, run(tail)];
}

/** `↓12.1% 改善`: arrow, size, word, in the tone of better or worse. */
export function deltaRun(change: Change, lang: Lang, about?: About): Run {
  const size = (change.percent ?? change.difference).replace(/^[+-]/, '');
  const unit = change.percent === null ? '' : '%';
  if (change.sense === 'flat')
    return run(pick(lang, `持平 ${size}${unit}`, `unchanged ${size}${unit}`), 'quiet', about);
  const arrow = (change.percent ?? change.difference).startsWith('-') ? '↓' : '↑';
  const word = change.sense === 'better' ? pick(lang, '改善', 'better') : pick(lang, '反弹', 'worse');
  return run(`${arrow}${size}${unit} ${word}`, change.sense, about);
}

/** The period and the year: the province's index, who improved and who did not, who is above the planned path. */
export function yearSentence(
  regions: readonly RegionAccounts[],
  province: { readonly now: string | null; readonly change: Change | null },
  periodChanges: readonly (Change | null)[],
  of: Names,
  lang: Lang,
): Sentence {
  const out: Run[] = [];
  const about: About = { region: null, scale: 'period', indicator: 'index' };
  if (province.now !== null) {
    out.push(
      run(pick(lang, '全省综合指数 ', "The province's composite index is ")),
      run(province.now, 'strong', about),
    );
    if (province.change)
      out.push(
        run(pick(lang, '，同比 ', ', ')),
        deltaRun(province.change, lang),
        ...(lang === 'en' ? [run(' than last year')] : []),
      );
  }
  const known = periodChanges.filter((c): c is Change => c !== null);
  const better = known.filter((c) => c.sense === 'better').length;
  const worse = known.filter((c) => c.sense === 'worse').map((c) => c.region);
  const flat = known.filter((c) => c.sense === 'flat').map((c) => c.region);
  if (known.length > 0) {
    const few = (codes: readonly string[]): string =>
      codes.length <= 3 ? names(codes, lang, of) : pick(lang, `${codes.length} 市`, `${codes.length} cities`);
    if (out.length > 0) out.push(semicolon(lang));
    out.push(run(pick(lang, `${better} 市改善`, `${better} ${better === 1 ? 'city' : 'cities'} improved`)));
    if (worse.length > 0) out.push(run(pick(lang, `，${few(worse)}反弹`, `, ${few(worse)} worsened`)));
    if (flat.length > 0) out.push(run(pick(lang, `，${few(flat)}持平`, `, ${few(flat)} unchanged`)));
  }
  if (out.length > 0) out.push(stop(lang));
  return [...out, ...pathPart(regions, of, lang)];
}

function pathPart(regions: readonly RegionAccounts[], of: Names, lang: Lang): Run[] {
  const having = (state: LampState): string[] =>
    regions.filter((r) => r.yearly.pm25?.lamp.state === state).map((r) => r.region);
  const [lost, over] = [having('impossible'), having('overdrawn')];
  const judged = regions.filter((r) => r.yearly.pm25 && r.yearly.pm25.lamp.state !== 'none').length;
  const space = lang === 'en' ? ' ' : '';
  if (judged === 0)
    return [run(pick(lang, '全年未设 PM2.5 目标。', `${space}No PM2.5 target is set for the year.`))];
  const parts: Sentence[] = [];
  if (lost.length > 0)
    parts.push([cities('impossible', lost, lang, of), run(pick(lang, ' 已无可能', ' out of reach'))]);
  if (over.length > 0)
    parts.push([
      cities('overdrawn', over, lang, of),
      run(pick(lang, '已走在目标路径之上', ' above the path to the target')),
    ]);
  if (parts.length === 0)
    return [
      run(
        pick(
          lang,
          `全年 PM2.5 ${judged} 市都在目标路径之内。`,
          `${space}PM2.5 of the year: all ${judged} cities are within their path.`,
        ),
      ),
    ];
  return [
    run(pick(lang, '全年 PM2.5 ', `${space}PM2.5 of the year: `)),
    ...joined(parts, pick(lang, '，', '; ')),
    stop(lang),
  ];
}
