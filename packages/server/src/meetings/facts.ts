/**
 * What a meeting's agenda, papers and screens are made from: one standpoint, one set of figures. The same period at the same
 * moment gives the same facts, and they are those of evaluation, accounts, boards and bulletin: nothing is reckoned here.
 */
import type { Region } from '@qingzhang/contract';
import type { Change } from '@qingzhang/domain';
import { monthOfDay, spanOf } from '@qingzhang/standards';
import { debtRows, type StoredDebtRow } from '../accounts/debts/rows.ts';
import { periodKeyOf, type Standpoint, standingOf } from '../accounts/moment.ts';
import { type SituationFacts, situationFacts } from '../accounts/situation/facts.ts';
import type { BulletinFacts } from '../bulletins/compose/facts.ts';
import { factsOf } from '../bulletins/facts.ts';
import { type BulletinPeriod, labelOf, readBulletinPeriod } from '../bulletins/periods.ts';
import { beijingDay } from '../platform/clock.ts';
import type { Platform } from '../platform/platform.ts';
import { type KeyWork, keyWork } from '../programs/board/key-work.ts';

/** Everything about a period that a meeting speaks of. */
export interface MeetingFacts {
  readonly period: BulletinPeriod;
  readonly key: string;
  /** 2026年上半年. */
  readonly label: string;
  /** The period's last month, 'YYYY-MM'. */
  readonly month: string;
  readonly stand: Standpoint;
  /** On what knowledge the figures stand. */
  readonly asOf: Date;
  readonly closed: boolean;
  readonly reviewed: boolean;
  readonly simulated: boolean;
  /** 2026年6月30日24时. */
  readonly until: string;
  readonly province: Region | null;
  /** Managed cities in protocol order. */
  readonly cities: readonly Region[];
  /** Air: the bulletin's figures, and the accounts with their changes. */
  readonly bulletin: BulletinFacts;
  readonly air: SituationFacts;
  /** Change of the index over the period, by city. */
  readonly changes: ReadonlyMap<string, Change | null>;
  /** Key work: programs with cities' tiles. */
  readonly programs: readonly KeyWork[];
  /** 事项账 at the end of the month, all cities. */
  readonly debts: readonly StoredDebtRow[];
}

/**
 * Gather the facts of a period ('2026-06', '2026-Q2', '2026-H1', '2026'): as of the closing of its last month, else as of
 * `asOf`, else as known now. Fails with `thing.invalid` for a period that is not over, `thing.notFound` without readings.
 */
export async function meetingFacts(
  platform: Platform,
  question: { readonly period: string; readonly at: Date; readonly asOf?: Date | undefined },
): Promise<MeetingFacts> {
  const { db } = platform;
  const period = readBulletinPeriod(question.period);
  const span = spanOf(period);
  const month = span.to.slice(0, 7);
  const [gathered, air, programs] = await Promise.all([
    factsOf(platform, period, { at: question.at, asOf: question.asOf }),
    situationFacts(platform, {
      periodKey: periodKeyOf(period),
      asOf: question.asOf?.toISOString(),
      lang: 'zh',
    }),
    keyWork(db, { month, at: question.at }),
  ]);
  const { stand } = air;
  const [standing, debts] = await Promise.all([
    standingOf(stand, { from: spanOf(monthOfDay(span.from)).from, to: span.to }),
    debtRows(db, stand.codes, month, beijingDay(question.at)),
  ]);
  return {
    period,
    key: periodKeyOf(period),
    label: labelOf(period),
    month,
    stand,
    asOf: gathered.asOf,
    closed: gathered.closed,
    reviewed: standing.reviewed,
    simulated: gathered.facts.status.simulated || programs.some(({ simulated }) => simulated),
    until: gathered.facts.status.dataUntil,
    province: stand.province,
    cities: stand.cities,
    bulletin: gathered.facts,
    air,
    changes: new Map(air.cities.map(({ city, indexChange }) => [city.code, indexChange])),
    programs,
    debts,
  };
}
