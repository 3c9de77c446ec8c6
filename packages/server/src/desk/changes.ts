/** 昨夜账户变化: what the last settled day changed in the accounts of one's own city: lamps, and the good days. */
import type { DeskChanges, Lang } from '@qingzhang/contract';
import type { RegionAccounts } from '@qingzhang/domain';
import { addDays, HOURS_OF_DAY, hourEndIso, hourIndex } from '@qingzhang/standards';
import { remembered } from '../accounts/answers.ts';
import { cityBooks } from '../accounts/books.ts';
import { type Standpoint, standAt } from '../accounts/moment.ts';
import { hasSimulatedReadings, lastHour } from '../accounts/queries.ts';
import { periodCell } from '../accounts/situation/cells.ts';
import type { Actor } from '../platform/actor.ts';
import type { Platform } from '../platform/platform.ts';

const none = (city: string | null): DeskChanges => ({ city, day: null, rows: [], simulated: false });

/** The person's city: a county belongs to one. Those who see several have the situation page. */
const ownCity = ({ regionCode }: Pick<Actor, 'regionCode'>): string | null =>
  regionCode === null ? null : `${regionCode.slice(0, 4)}00`;

export async function readChanges(platform: Platform, actor: Actor, lang: Lang): Promise<DeskChanges> {
  const city = ownCity(actor);
  if (city === null || (await lastHour(platform.db)) === null) return none(city);
  const now = await standAt(platform);
  const { lastDay } = now;
  return remembered(platform, ['desk-changes', city, lastDay, lang], () =>
    compare(platform, city, lastDay, lang),
  );
}

async function compare(platform: Platform, city: string, day: string, lang: Lang): Promise<DeskChanges> {
  const before = await booksAt(platform, city, addDays(day, -1));
  const after = await booksAt(platform, city, day);
  if (before === null || after === null) return none(city);
  const sameMonth = before.stand.month === after.stand.month;
  const sameYear = before.stand.year === after.stand.year;
  const rows: DeskChanges['rows'] = [];
  if (sameMonth)
    rows.push(...lampRow('month', monthTitle(after.stand, lang), before, after, city, lang, monthOf));
  if (sameYear) {
    rows.push(
      ...lampRow('year', pick(lang, 'PM2.5 年目标', 'PM2.5 of the year'), before, after, city, lang, yearOf),
    );
    rows.push(...lampRow('days', pick(lang, '优良天数', 'Good days'), before, after, city, lang, daysOf));
    rows.push(...goodDay(before, after, day, lang));
  }
  return { city, day, rows, simulated: await hasSimulatedReadings(platform.db, day, day) };
}

interface At {
  readonly stand: Standpoint;
  readonly accounts: RegionAccounts;
}

async function booksAt(platform: Platform, city: string, day: string): Promise<At | null> {
  const stand = await standAt(platform, { at: hourEndIso(hourIndex(day, HOURS_OF_DAY)) });
  if (!stand.codes.includes(city)) return null;
  const accounts = (await cityBooks(stand, { cities: [city] })).get(city)?.accounts;
  return accounts === undefined ? null : { stand, accounts };
}

const monthOf = ({ month }: RegionAccounts) => month.pm25;
const yearOf = ({ yearly }: RegionAccounts) => yearly.pm25;
const daysOf = ({ yearly }: RegionAccounts) => yearly.goodDayShare;

const monthTitle = ({ month }: Standpoint, lang: Lang): string =>
  pick(lang, `${month}月 PM2.5 计划`, `PM2.5 plan of month ${month}`);

/** From worse to better: for telling which way a lamp has changed. */
const ORDER: readonly string[] = ['impossible', 'overdrawn', 'tight', 'safe'];

function lampRow(
  key: string,
  title: string,
  before: At,
  after: At,
  city: string,
  lang: Lang,
  of: (accounts: RegionAccounts) => ReturnType<typeof monthOf>,
): DeskChanges['rows'] {
  const from = periodCell(of(before.accounts), city, lang);
  const to = periodCell(of(after.accounts), city, lang);
  if (from.lamp === to.lamp || from.lamp === 'none' || to.lamp === 'none') return [];
  const rank = (lamp: string) => ORDER.indexOf(lamp);
  return [
    {
      key,
      title,
      kind: 'lamp',
      from: { lamp: from.lamp, word: from.main },
      to: { lamp: to.lamp, word: to.main },
      text: to.reason,
      sense: rank(to.lamp) > rank(from.lamp) ? 'better' : 'worse',
    },
  ];
}

/** 优良天 +1，累计 140 天. */
function goodDay(before: At, after: At, day: string, lang: Lang): DeskChanges['rows'] {
  const count = ({ accounts }: At) => {
    const account = accounts.yearly.goodDayShare;
    return account !== undefined && 'good' in account ? (account.good?.soFar ?? null) : null;
  };
  const [was, is] = [count(before), count(after)];
  if (was === null || is === null) return [];
  const date = `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
  const good = is > was;
  return [
    {
      key: 'goodDays',
      title: good
        ? pick(lang, `优良天 +1（${date}）`, `One good day more (${day})`)
        : pick(lang, `${date}不是优良天`, `${day} was no good day`),
      kind: 'day',
      from: null,
      to: null,
      text: pick(lang, `累计 ${is} 天`, `${is} so far`),
      sense: good ? 'better' : 'worse',
    },
  ];
}

const pick = (lang: Lang, zh: string, en: string): string => (lang === 'zh' ? zh : en);
