/** 账户报表: the balances of the cities at four scales in machine-readable form, for the command line. */
import type { Standing } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import {
  type Account,
  accountCell,
  accountReason,
  type DayAccount,
  dayCell,
  dayReason,
  LAMP_SHAPES,
  type LampState,
  type StatementRow,
  statement,
} from '@qingzhang/domain';
import { formatDay, hourEndIso, type Period } from '@qingzhang/standards';
import type { Platform } from '../platform/platform.ts';
import { type CityBooks, cityBooks } from './books.ts';
import { entriesByAccount, listEntries } from './closings/queries.ts';
import { standAt, standingOf } from './moment.ts';
import { monthText } from './sentences.ts';

export interface ReportQuestion {
  readonly year?: number | undefined;
  readonly city?: string | undefined;
  readonly at?: string | undefined;
  readonly asOf?: string | undefined;
}

interface TableCell {
  readonly mark: string;
  readonly main: string;
  readonly sub: string;
}

export interface AccountReport {
  readonly at: string;
  readonly asOf: string | null;
  readonly year: number;
  /** 2020-06. */
  readonly month: string;
  readonly lastDay: string;
  readonly standing: Standing;
  readonly cities: readonly {
    readonly code: string;
    readonly name: string;
    readonly failing: number;
    readonly day: ReturnType<typeof dayOut> | null;
    readonly month: ReturnType<typeof accountOut>[];
    readonly year: ReturnType<typeof accountOut>[];
    readonly entries: readonly StatementRow[];
    readonly table: Readonly<Record<'today' | 'month' | 'year' | 'days', TableCell>>;
  }[];
}

/** Balances of every city (or one) at a moment. */
export async function accountReport(platform: Platform, question: ReportQuestion): Promise<AccountReport> {
  const { at, asOf, city } = question;
  const period: Period | undefined =
    question.year === undefined ? undefined : { kind: 'year', year: question.year };
  const stand = await standAt(platform, { at, asOf, period });
  if (city !== undefined && !stand.codes.includes(city)) {
    throw new AppError('thing.notFound', { what: 'city', id: city });
  }
  const year = question.year ?? stand.year;
  const cities = city === undefined ? stand.codes : [city];
  const month = year === stand.year ? stand.month : 12;
  const known = stand.view.asOf === undefined ? {} : { asOf: stand.view.asOf };
  const [books, entries] = await Promise.all([
    cityBooks(stand, { year, cities }),
    listEntries(stand.db, year, { regions: cities, ...known }),
  ]);
  const frozen = entriesByAccount(entries);
  const standing = await standingOf(stand, { from: formatDay(year, 1, 1), to: stand.lastDay }, { cities });
  return {
    at: hourEndIso(stand.hour),
    asOf: stand.view.asOf?.toISOString() ?? null,
    year,
    month: monthText({ year, month }),
    lastDay: stand.lastDay,
    standing,
    cities: stand.cities
      .filter(({ code }) => cities.includes(code))
      .map(({ code, name }) => {
        const own = books.get(code)!;
        const closings = Object.fromEntries(
          own.targets.map(({ indicator }) => [indicator, frozen.get(`${code}|${indicator}`) ?? []]),
        );
        return {
          code,
          name,
          failing: own.accounts.failing,
          day: own.accounts.day && dayOut(own.accounts.day),
          month: Object.values(own.accounts.month).map(accountOut),
          year: Object.values(own.accounts.yearly).map(accountOut),
          entries: statement(own.input, month, closings).rows,
          table: tableOf(own),
        };
      }),
  };
}

function tableOf({ accounts }: CityBooks): AccountReport['cities'][number]['table'] {
  const cell = (account: Account | undefined): TableCell => ({
    mark: markOf(account?.lamp.state),
    ...accountCell(account, 'zh'),
  });
  return {
    today: { mark: markOf(accounts.day?.lamp.state), ...dayCell(accounts.day, 'zh') },
    month: cell(accounts.month.pm25),
    year: cell(accounts.yearly.pm25),
    days: cell(accounts.yearly.goodDayShare),
  };
}

const markOf = (state: LampState | undefined): string => LAMP_SHAPES[state ?? 'none'];

function dayOut(day: DayAccount) {
  return {
    state: day.lamp.state,
    reason: day.lead ? dayReason(day.lead, 'zh') : null,
    hour: day.hour,
    hoursLeft: day.hoursLeft,
    lead: day.lead?.pollutant ?? null,
    lost: day.lost,
    pollutants: day.pollutants.map((own) => ({
      pollutant: own.pollutant,
      unit: own.unit,
      state: own.lamp.state,
      reason: dayReason(own, 'zh'),
      limit: own.limit,
      present: own.present?.text ?? null,
      soFar: own.soFar?.text ?? null,
      allowance: own.allowance?.text ?? null,
      safeAllowance: own.safeAllowance?.text ?? null,
      validHours: own.validHours,
      hoursLeft: own.hoursLeft,
    })),
  };
}

function accountOut(account: Account) {
  const common = {
    indicator: account.indicator,
    kind: account.kind,
    unit: account.unit,
    period: account.period,
    target: account.target,
    state: account.lamp.state,
    reason: accountReason(account, 'zh'),
    code: account.lamp.code,
    days: account.days,
    rest: account.rest,
    planSource: account.planSource,
    explanation: account.explanation,
  };
  switch (account.kind) {
    case 'mean': {
      const { usable } = account.basis === 'live' && account.live !== null ? account.live : account.settled;
      return {
        ...common,
        soFar: account.soFar?.text ?? null,
        budget: usable.budget.text,
        spent: usable.spent.text,
        left: usable.left.text,
        allowance: account.allowance?.text ?? null,
        safeAllowance: account.safeAllowance?.text ?? null,
        expected: account.expected && { text: account.expected.text, by: account.expected.by },
        reserve: account.reserve?.text ?? null,
        basis: account.basis,
      };
    }
    case 'index':
      return {
        ...common,
        soFar: account.current?.text ?? null,
        room: account.room?.text ?? null,
        worth: account.worth.map(({ indicator, unit, value }) => ({ indicator, unit, value: value.text })),
      };
    default:
      return {
        ...common,
        soFar: account.soFar?.text ?? null,
        budgetDays: account.budgetDays,
        usedDays: account.usedDays,
        mayExceed: account.mayExceed,
        safeMayExceed: account.safeMayExceed,
        expectedDays: account.expectedDays.text,
        good: account.good,
        allowance: account.allowance?.text ?? null,
      };
  }
}
