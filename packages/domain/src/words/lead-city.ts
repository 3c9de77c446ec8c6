/** The sentences that stand first on the city page and on the statement. */
import type { Account, MeanAccount } from '../accounts/account.ts';
import type { PollutantDay } from '../accounts/day.ts';
import { isFailing } from '../accounts/lamp.ts';
import type { RegionAccounts } from '../accounts/region-accounts.ts';
import type { Statement } from '../books/statement.ts';
import { accountReason } from './account-words.ts';
import {
  type About,
  counted,
  type Lang,
  pick,
  type Run,
  run,
  type Sentence,
  semicolon,
  stop,
  toneOf,
} from './sentence.ts';
import { indicatorWord, LAMP_SHAPES, lampWord, monthWord, unitWord } from './terms.ts';

/** The city page: trouble first, then today, then what the year still allows. */
export function citySentence(accounts: RegionAccounts, lang: Lang): Sentence {
  const month = accounts.month.pm25;
  const year = accounts.yearly.pm25;
  const days = accounts.yearly.goodDayShare;
  const out: Run[] = [];
  const word = monthWord(Number(accounts.monthKey.slice(5, 7)), lang);
  if (month && month.kind === 'mean' && month.lamp.state !== 'none' && month.lamp.state !== 'safe')
    out.push(...monthPart(month, word, lang));
  if (accounts.day?.lead && accounts.day.lamp.state !== 'safe') {
    if (out.length > 0) out.push(run(pick(lang, '，', ', ')));
    out.push(...todayPart(accounts.day.lead, lang));
  }
  const trouble = out.length > 0;
  if (year && year.kind === 'mean') {
    if (trouble) out.push(semicolon(lang));
    out.push(...yearPart(year, trouble, lang));
  }
  if (days && isFailing(days.lamp.state)) {
    if (out.length > 0) out.push(semicolon(lang));
    out.push(
      run(`${LAMP_SHAPES[days.lamp.state]} ${pick(lang, '优良天', 'good days')}`, toneOf(days.lamp.state)),
      run(pick(lang, `：${accountReason(days, lang)}`, `: ${accountReason(days, lang)}`)),
    );
  }
  if (out.length === 0)
    return [
      run(pick(lang, '未设目标，账户还没有额度。', 'No target is set: this account has no budget yet.')),
    ];
  return [...out, stop(lang)];
}

function monthPart(month: MeanAccount, word: string, lang: Lang): Run[] {
  const tone = toneOf(month.lamp.state);
  const shape = LAMP_SHAPES[month.lamp.state];
  const numbers = pick(
    lang,
    `（${month.soFar?.text ?? '—'} 对 ${month.target}）`,
    ` (${month.soFar?.text ?? '—'} against ${month.target})`,
  );
  const state =
    month.lamp.state === 'impossible'
      ? pick(lang, '已无可能', 'out of reach')
      : lampWord(month.lamp.state, lang);
  return [
    run(pick(lang, `${shape} ${word} PM2.5 计划${state}`, `${shape} PM2.5 plan of ${word} ${state}`), tone),
    run(numbers),
  ];
}

function todayPart(lead: PollutantDay, lang: Lang): Run[] {
  const name = indicatorWord(lead.pollutant, lang);
  const state = lead.lamp.state;
  if (state === 'overdrawn' || state === 'impossible') {
    const numbers =
      lead.allowance === null
        ? pick(lang, '（余下为零也超）', ' (even with nothing in the rest)')
        : pick(
            lang,
            `（现 ${lead.present?.text}，余下 ${lead.hoursLeft} 小时须 ≤ ${lead.allowance.brief}）`,
            ` (${lead.present?.text} now, the ${counted(lead.hoursLeft, 'hour')} left may reach ${lead.allowance.brief})`,
          );
    return [
      run(pick(lang, '今天 ', 'today ')),
      run(`${LAMP_SHAPES[state]} ${name} ${lampWord(state, lang)}`, toneOf(state)),
      run(numbers),
    ];
  }
  return [run(pick(lang, `今天 ${name} ${lampWord(state, lang)}`, `${name} ${lampWord(state, lang)} today`))];
}

function yearPart(year: MeanAccount, but: boolean, lang: Lang): Run[] {
  const about: About = { region: null, scale: 'year', indicator: year.indicator };
  const { state } = year.lamp;
  const name = indicatorWord(year.indicator, lang);
  if (state === 'none')
    return [
      run(
        pick(
          lang,
          `全年 ${name}：${accountReason(year, lang)}`,
          `${name} of the year: ${accountReason(year, lang)}`,
        ),
      ),
    ];
  if (year.lamp.code === 'met' || year.lamp.code === 'missed') {
    return [
      run(
        pick(
          lang,
          `全年 ${name} ${year.soFar?.text}，目标 ${year.target}，`,
          `${name} of the year ${year.soFar?.text}, target ${year.target}: `,
        ),
      ),
      run(accountReason(year, lang), toneOf(state)),
    ];
  }
  if (year.allowance === null) {
    return [
      run(
        `${LAMP_SHAPES.impossible} ${pick(lang, `全年 ${name} 已无可能`, `${name} of the year out of reach`)}`,
        'impossible',
      ),
      run(
        pick(
          lang,
          `（至今 ${year.soFar?.text}，目标 ${year.target}）`,
          ` (${year.soFar?.text} so far, target ${year.target})`,
        ),
      ),
    ];
  }
  const bound = run(`≤ ${year.allowance.text}`, 'strong', about);
  const left = year.rest.count;
  if (isFailing(state)) {
    return lang === 'zh'
      ? [
          run(`■ 全年 ${name} 透支`, 'overdrawn'),
          run(`：余下 ${left} 天平均须 `),
          bound,
          run(`，目标路径却是 ${year.expected?.text}（年目标 ${year.target}）`),
        ]
      : [
          run(`■ ${name} of the year overdrawn`, 'overdrawn'),
          run(`: the ${counted(left, 'day')} left must average `),
          bound,
          run(`, the planned path has ${year.expected?.text} (target ${year.target})`),
        ];
  }
  const thin = state === 'tight';
  return lang === 'zh'
    ? [
        run(
          `${but ? (thin ? '全年余额不多' : '但全年仍有余额') : thin ? '全年余额不多' : '全年有余额'}：余下 ${left} 天平均 `,
        ),
        bound,
        run(` 就能守住年目标 ${year.target}`),
      ]
    : [
        run(
          `${but && !thin ? 'but the year' : 'the year'} ${thin ? 'has little room' : 'still has room'}: averaging `,
        ),
        bound,
        run(` over the ${counted(left, 'day')} left keeps the target of ${year.target}`),
      ];
}

/** The statement: spent against plan, what each day may take, what good days are still needed. */
export function statementSentence(statement: Statement, goodDays: Account | undefined, lang: Lang): Sentence {
  const row = statement.rows.find((r) => r.indicator === statement.chart?.indicator);
  const out: Run[] = [];
  if (row) {
    const name = indicatorWord(row.indicator, lang);
    const owed = row.carried.startsWith('-');
    const size = row.carried.replace('-', '');
    const unit = unitWord(row.unit, lang);
    out.push(
      run(
        pick(
          lang,
          `${name} 今年至今比计划${owed ? '多支' : '少支'} ${size} ${unit}`,
          `${name} has so far spent ${size} ${unit} ${owed ? 'more' : 'less'} than planned`,
        ),
      ),
    );
    if (row.allowance !== null) {
      out.push(
        run(
          pick(
            lang,
            `，余下 ${statement.daysLeft} 天每天须控制在 `,
            `; the ${counted(statement.daysLeft, 'day')} left may average `,
          ),
        ),
        run(`${row.allowance} ${row.indicator === 'co' ? 'mg/m³' : 'µg/m³'}`, 'strong', {
          region: statement.region,
          scale: 'year',
          indicator: row.indicator,
        }),
        run(pick(lang, ' 以内', ' at most')),
      );
    } else if (statement.daysLeft > 0)
      out.push(run(pick(lang, '，全年额度已用完', '; the budget of the year is spent'), 'impossible'));
  }
  if (goodDays?.kind === 'share' && goodDays.good) {
    if (out.length > 0) out.push(semicolon(lang));
    out.push(
      run(pick(lang, '优良天还需 ', 'good days still needed: ')),
      run(pick(lang, `${goodDays.good.needed} 天`, String(goodDays.good.needed)), 'strong'),
      run(
        pick(
          lang,
          `，最多再超标 ${Math.max(0, goodDays.mayExceed)} 天`,
          `, at most ${Math.max(0, goodDays.mayExceed)} more may exceed`,
        ),
      ),
    );
  }
  return out.length === 0
    ? [run(pick(lang, '未设目标，本月没有空气账。', 'No target is set: there is no air account this month.'))]
    : [...out, stop(lang)];
}
