export * from './accounts/account.ts';
export * from './accounts/amount.ts';
export * from './accounts/day.ts';
export * from './accounts/explanation.ts';
export { indexSoFar } from './accounts/index-account.ts';
export * from './accounts/lamp.ts';
export * from './accounts/region-accounts.ts';
export * from './accounts/year-to-date.ts';
export * from './books/ledger.ts';
export * from './books/month-facts.ts';
export * from './books/statement.ts';
export * from './calendar/working-days.ts';
export * from './calendar.ts';
export * from './items/index.ts';
export * from './lamps/lamp-words.ts';
export * from './lamps/milestones.ts';
export * from './lamps/program-lamp.ts';
export * from './ledger/index.ts';
export * from './meetings/agenda.ts';
export * from './meetings/checklist.ts';
export * from './meetings/cycle.ts';
export * from './meetings/health.ts';
export * from './meetings/pace-check.ts';
export * from './meetings/record.ts';
export { readCityList } from './meetings/recorder-cities.ts';
export * from './meetings/recorder-line.ts';
export { readPace } from './meetings/recorder-words.ts';
export * from './meetings/replan.ts';
export * from './meetings/speakers.ts';
export * from './meetings/stage.ts';
export * from './numbers/ratio.ts';
export * from './outlook/bottom-line.ts';
export * from './outlook/cumulative.ts';
export * from './outlook/speakers.ts';
export * from './outlook/what-if.ts';
export { historyOf } from './plans/history.ts';
export * from './plans/seasonal-plan.ts';
export * from './programs/board.ts';
export * from './programs/burden.ts';
export * from './programs/check.ts';
export * from './programs/convert.ts';
export type { Milestone } from './programs/definition.ts';
export * from './programs/definition.ts';
export * from './programs/measures.ts';
export * from './programs/pace.ts';
export * from './programs/rank.ts';
export * from './programs/score.ts';
export * from './programs/summable.ts';
export * from './programs/terms.ts';
export * from './releases/index.ts';
export * from './settings.ts';
export * from './targets/indicator.ts';
export * from './targets/target.ts';
export * from './targets/threshold.ts';
export * from './tasks/clocks.ts';
export * from './tasks/ladder.ts';
export * from './tasks/ladder-words.ts';
export {
  accountCell,
  accountReason,
  bandsOf,
  dayCell,
  dayReason,
} from './words/account-words.ts';
export * from './words/digits.ts';
export * from './words/explain.ts';
export { citySentence, statementSentence } from './words/lead-city.ts';
export { monthSentence, todaySentence, yearSentence } from './words/lead-situation.ts';
export { accountRung, dayRung } from './words/rung-words.ts';
export {
  type About,
  counted,
  type Names,
  plain,
  type Run,
} from './words/sentence.ts';
export * from './words/terms.ts';
