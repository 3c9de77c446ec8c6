/** 为什么: any figure's handle answered, those of evaluation by evaluation, those of accounts here. */
import type { Explanation, Lang } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { monthSpan, type Span, settledDays, yearSpan } from '@qingzhang/domain';
import { hourEndIso, hourIndex, monthOfDay, type Period, parsePeriod, spanOf } from '@qingzhang/standards';
import { explainFigure } from '../../evaluation/explain.ts';
import { parseFigureKey } from '../../evaluation/figure-keys.ts';
import type { Platform } from '../../platform/platform.ts';
import { type CityBooks, cityBooks } from '../books.ts';
import { type AccountFigure, parseAccountKey } from '../keys.ts';
import { type Standpoint, standAt, standingOf } from '../moment.ts';
import { explainDay, explainPeriod, type WhyContext } from './account.ts';
import { completenessOf } from './completeness.ts';

export interface WhyQuestion {
  readonly key: string;
  readonly at?: string | undefined;
  readonly asOf?: string | undefined;
  readonly lang: Lang;
}

/** The explanation of a figure; `thing.notFound` for a handle nobody knows. */
export async function readWhy(platform: Platform, question: WhyQuestion): Promise<Explanation> {
  const figure = parseAccountKey(question.key);
  if (figure !== null) return explainAccount(platform, question, figure);
  return explainEvaluation(platform, question);
}

const unknown = (key: string): AppError => new AppError('thing.notFound', { what: 'figure', id: key });

async function explainEvaluation(platform: Platform, question: WhyQuestion): Promise<Explanation> {
  const { key, at, asOf, lang } = question;
  const figure = parseFigureKey(key);
  if (figure === null) throw unknown(key);
  const period: Period =
    figure.kind === 'stat' ? figure.period : { kind: 'custom', from: figure.day, to: figure.day };
  const span = spanOf(period);
  // The page may stand within the period; the figure is of the days that were over then.
  const stand = await standAt(platform, {
    at,
    asOf,
    period: figure.kind === 'stat' ? period : monthOfDay(span.to),
  });
  const found = await explainFigure(
    {
      db: platform.db,
      book: stand.book,
      policy: { ...stand.view.policy, dust: stand.view.dust },
      lang,
      ...(stand.view.asOf === undefined ? {} : { asOf: stand.view.asOf }),
    },
    key,
  );
  if (found === null) throw unknown(key);
  const cities =
    figure.kind !== 'station' && stand.codes.includes(figure.region) ? { cities: [figure.region] } : {};
  return { ...found, standing: await standingOf(stand, span, cities) };
}

async function explainAccount(
  platform: Platform,
  question: WhyQuestion,
  figure: AccountFigure,
): Promise<Explanation> {
  const { key, lang } = question;
  const stand = await standFor(platform, question, figure);
  if (!stand.codes.includes(figure.region)) throw unknown(key);
  const year = figure.scale === 'year' ? figure.year : Number(periodOf(figure).slice(0, 4));
  const books = (await cityBooks(stand, { year, cities: [figure.region] })).get(figure.region)!;
  const context: WhyContext = { stand, books, lang };
  const span = spanOfFigure(figure, books);
  const explained = figure.scale === 'day' ? ofDay(context, figure) : explainPeriod(context, figure);
  if (explained === null) throw unknown(key);
  const days = { from: dayText(books, span.from), to: dayText(books, Math.max(span.from, span.to - 1)) };
  const indicator = figure.scale === 'day' ? figure.pollutant : figure.indicator;
  const [standing, completeness] = await Promise.all([
    standingOf(stand, days, {
      cities: [figure.region],
      simulatedTargets: books.targets.some((target) => target.simulated),
    }),
    figure.scale === 'day' ? [] : completenessOf(stand, books, indicator, span, lang),
  ]);
  return { ...explained, completeness, standing, knownAt: knownAt(stand, books, days) };
}

/** 2020-06-30, 2020-06 or 2020. */
const periodOf = (figure: AccountFigure): string =>
  figure.scale === 'day' ? figure.day : figure.scale === 'month' ? figure.month : String(figure.year);

/** A day is explained by its hours: at the latest at 23:00, when one hour is left. */
async function standFor(
  platform: Platform,
  question: WhyQuestion,
  figure: AccountFigure,
): Promise<Standpoint> {
  const { at, asOf } = question;
  if (figure.scale !== 'day') {
    return standAt(platform, { at, asOf, period: parsePeriod(periodOf(figure)) ?? undefined });
  }
  const month = monthOfDay(figure.day);
  const stand = await standAt(platform, { at, asOf, period: month });
  if (stand.running?.day === figure.day) return stand;
  return standAt(platform, { at: hourEndIso(hourIndex(figure.day, 23)), asOf, period: month });
}

function ofDay(context: WhyContext, figure: Extract<AccountFigure, { scale: 'day' }>) {
  const { day } = context.books.accounts;
  const own = day?.pollutants.find((one) => one.pollutant === figure.pollutant);
  return day && own ? explainDay(context, day, own, figure.day) : null;
}

function spanOfFigure(figure: AccountFigure, books: CityBooks): Span {
  const { ytd } = books.year;
  const settled = settledDays(ytd);
  if (figure.scale === 'day') return { from: settled, to: settled + 1 };
  const whole =
    figure.scale === 'year' ? yearSpan(ytd.year) : monthSpan(ytd.year, Number(figure.month.slice(5)));
  return { from: whole.from, to: Math.max(whole.from, Math.min(whole.to, settled)) };
}

const dayText = (books: CityBooks, index: number): string =>
  new Date(Date.UTC(books.year.ytd.year, 0, 1 + index)).toISOString().slice(0, 10);

/** When the youngest fact behind the figure became known. */
function knownAt(stand: Standpoint, books: CityBooks, days: { from: string; to: string }): string {
  let latest = 0;
  for (const { row } of books.year.days.values()) {
    if (row.day >= days.from && row.day <= days.to) latest = Math.max(latest, row.knownAt);
  }
  return latest === 0 ? hourEndIso(stand.hour) : new Date(latest).toISOString();
}
