export * from './accounts/account.ts';
export * from './accounts/amount.ts';
export * from './accounts/day.ts';
export * from './accounts/explanation.ts';
export { goodDaysAccount, goodDaysNeeded, heavyDaysAccount } from './accounts/good-days.ts';
export { indexAccount, indexSoFar } from './accounts/index-account.ts';
export * from './accounts/lamp.ts';
export { type MeanInput, type MeanPollutant, meanAccount } from './accounts/mean-account.ts';
export { constantLevel, freeDays, percentileAccount } from './accounts/percentile-account.ts';
export * from './accounts/region-accounts.ts';
export * from './accounts/year-to-date.ts';
export * from './books/ledger.ts';
export * from './books/month-facts.ts';
export * from './books/statement.ts';
export * from './calendar.ts';
export * from './numbers/ratio.ts';
export * from './outlook/bottom-line.ts';
export * from './outlook/cumulative.ts';
export * from './outlook/speakers.ts';
export * from './outlook/what-if.ts';
export { historyOf } from './plans/history.ts';
export * from './plans/seasonal-plan.ts';
export * from './settings.ts';
export * from './targets/indicator.ts';
export * from './targets/target.ts';
export * from './targets/threshold.ts';
export { yearOnYearTarget } from './targets/year-on-year.ts';
export {
  accountCell,
  accountReason,
  bandsOf,
  type CellWords,
  dayCell,
  dayReason,
  reserveWords,
} from './words/account-words.ts';
export * from './words/explain.ts';
export { citySentence, statementSentence } from './words/lead-city.ts';
export { deltaRun, monthSentence, todaySentence, yearSentence } from './words/lead-situation.ts';
export { accountRung, dayRung, type RungWords } from './words/rung-words.ts';
export {
  type About,
  counted,
  type Lang,
  type Names,
  plain,
  type Run,
  run,
  type Sentence,
  type Tone,
  toneOf,
} from './words/sentence.ts';
export * from './words/speaker-words.ts';
export * from './words/terms.ts';
