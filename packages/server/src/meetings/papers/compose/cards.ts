/** 点评参考卡: one card a leader who comments, from the figures of the leader's own field (DIS-6.4). */
import type { BadgeRun, CardFact, CardPromise, CommentCardDocument, Inline } from '@qingzhang/documents';
import { sayCount } from '@qingzhang/domain';
import type { PeriodFacts, PlaceFacts } from '../../../bulletins/compose/facts.ts';
import { keyWorkFigureId } from '../../../bulletins/compose/key-work.ts';
import { figureId, unitOf } from '../../../bulletins/compose/wording.ts';
import type { KeyWork } from '../../../programs/board/key-work.ts';
import { figure, prose, type Tile } from './city-words.ts';
import { cityOf, dataWords, meetingDay, type PaperContext } from './context.ts';
import { paperBadges } from './paper.ts';
import { promiseSummary } from './review.ts';

/** A card before it is kept. */
export interface ComposedCard {
  readonly model: CommentCardDocument;
  readonly subject: string;
  readonly userId: number | null;
  readonly title: string;
}

/** What a portfolio covers: air, and programs. */
export interface Portfolio {
  readonly name: string;
  readonly air: boolean;
  readonly programs: readonly string[];
}

/** A rate over fewer items than these is not held against others (DIS-5.3). */
const LEAST_ITEMS = 5;
/** How many facts and questions a card has. */
const FACTS = 3;
const QUESTIONS = 2;

/** One card for each comment on the agenda. */
export function composeCards(context: PaperContext): ComposedCard[] {
  const rows = context.agenda.filter(({ kind, parent_id }) => kind === 'comments' && parent_id !== null);
  return rows.map((row) => {
    const portfolio = context.portfolios.find(({ name }) => name === row.portfolio) ?? {
      name: row.portfolio,
      air: false,
      programs: row.program_key === null ? [] : [row.program_key],
    };
    const post = row.speaker_post === '' ? `分管${row.portfolio}工作厅领导` : row.speaker_post;
    return {
      model: composeCard(context, portfolio, { id: row.id, post, minutes: row.minutes }),
      // By its field: the same card however often the agenda is laid out anew.
      subject: subjectOf(rows, row),
      userId: row.speaker_id,
      title: `点评参考卡：${post}（${row.portfolio}）`,
    };
  });
}

const subjectOf = (
  rows: readonly { id: number; portfolio: string }[],
  row: { id: number; portfolio: string },
): string =>
  row.portfolio !== '' && rows.filter(({ portfolio }) => portfolio === row.portfolio).length === 1
    ? row.portfolio
    : String(row.id);

interface Scored {
  readonly fact: CardFact;
  /** The larger, the better or the worse. */
  readonly weight: number;
  readonly question: readonly Inline[] | null;
}

/** The card of a portfolio. */
export function composeCard(
  context: PaperContext,
  portfolio: Portfolio,
  speaker: { readonly id: number; readonly post: string; readonly minutes: number },
): CommentCardDocument {
  const { facts, meeting } = context;
  const works = facts.programs.filter(({ key }) => portfolio.programs.includes(key));
  const programs = works.flatMap((work) => scoredTiles(context, work));
  const air = portfolio.air && facts.reviewed ? scoredAir(context) : { good: [], bad: [] };
  const good = pick([...air.good, ...programs.filter(({ weight }) => weight < 0).map(reverse)]);
  const lagging = pick([...air.bad, ...programs.filter(({ weight }) => weight > 0)]);
  const promises = context.promises.filter(
    ({ row }) =>
      (row.program_key === null && portfolio.air) ||
      (row.program_key !== null && portfolio.programs.includes(row.program_key)),
  );
  const previous = context.previous === null ? '' : monthDay(meetingDay(context.previous.starts_at));
  return {
    kind: 'comment-card',
    version: 1,
    id: `card-${meeting.id}-${speaker.id}`,
    language: 'zh-CN',
    date: context.today,
    organisation: context.issuer.issuer,
    simulated: facts.simulated,
    post: speaker.post,
    meeting: meeting.title,
    time: `${monthDay(meetingDay(meeting.starts_at))} ${clock(meeting.starts_at)}`,
    slot: `${clock(new Date(meeting.starts_at.getTime() + minutesBefore(context, speaker.id) * 60_000))} 起，${speaker.minutes} 分钟`,
    badges: [{ kind: 'badge', badge: 'open', text: '内部' } satisfies BadgeRun, ...paperBadges(context)],
    good: good.map(({ fact }) => fact),
    lagging: lagging.map(({ fact }) => fact),
    questions: lagging
      .flatMap(({ fact, question }) => (question === null ? [] : [{ city: fact.city, text: question }]))
      .slice(0, QUESTIONS),
    promises:
      promises.length === 0
        ? null
        : {
            note: `${promises.length} 条，${promiseSummary(promises)}`,
            promisedTitle: `上次承诺（${previous}）`,
            rows: promises.map(
              ({ row, result, verdict }): CardPromise => ({
                key: `${row.id}`,
                city: cityOf(context, row.city_code)?.shortName ?? row.city_code,
                promised: row.text,
                result: result === '' ? '未报' : result,
                verdict,
              }),
            ),
          },
    empty: {
      good: '本期没有超前序时或明显改善的城市。',
      lagging:
        portfolio.air && !facts.reviewed && works.length === 0
          ? '空气质量数据尚未审核，不上卡。'
          : '本期没有红灯、黄灯事项。',
      questions: '没有需要追问的事项。',
    },
    footer: `${dataWords(context)}。未审核的数据不上卡。`,
    number: `点评卡 ${meeting.period}-${String(speaker.id).padStart(2, '0')}`,
  };
}

/** Minutes from the opening until an item of the agenda, by the plan. */
function minutesBefore({ agenda }: PaperContext, id: number): number {
  let minutes = 0;
  for (const row of agenda) {
    if (row.id === id) return minutes;
    // Parts with speakers take what their speakers take.
    if (row.parent_id !== null || !agenda.some((other) => other.parent_id === row.id)) minutes += row.minutes;
  }
  return minutes;
}

const monthDay = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const clock = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);

/** The farthest of each subject in turn, so that one subject does not fill the card; nobody is named twice before others. */
function pick(scored: readonly Scored[]): Scored[] {
  const groups = [...Map.groupBy(scored, ({ fact }) => fact.subject).values()]
    .map((group) => [...group].sort((a, b) => b.weight - a.weight))
    .sort((a, b) => (b[0]?.weight ?? 0) - (a[0]?.weight ?? 0));
  const picked: Scored[] = [];
  const cities = new Set<string>();
  for (const again of [false, true]) {
    for (let round = 0; round < FACTS && picked.length < FACTS; round++) {
      for (const group of groups) {
        const next = group.find((one) => !picked.includes(one) && (again || !cities.has(one.fact.city)));
        if (next === undefined || picked.length >= FACTS) continue;
        picked.push(next);
        cities.add(next.fact.city);
      }
    }
  }
  return picked.sort((a, b) => b.weight - a.weight);
}

const reverse = (one: Scored): Scored => ({ ...one, weight: -one.weight, question: null });

/** Cities of a program by how far they are behind (positive) or ahead; unreviewed ones stay off the card. */
function scoredTiles(context: PaperContext, work: KeyWork): Scored[] {
  const ranked = work.tiles
    .filter((tile) => tile.applicable && tile.gap !== null && tile.items >= LEAST_ITEMS)
    .sort((a, b) => (b.gap ?? 0) - (a.gap ?? 0));
  return ranked.flatMap((tile, index): Scored[] => {
    const { gap, progress } = tile;
    if (gap === null || progress === null || tile.items < LEAST_ITEMS) return [];
    if ((work.unjudged.get(tile.region) ?? 0) > 0) return [];
    // Green by a hair is neither good nor lagging.
    if (gap <= 0 ? gap > -5 : tile.lamp !== 'red' && tile.lamp !== 'yellow') return [];
    const last = index === 0 && ranked.length > 1;
    const first = index === ranked.length - 1 && ranked.length > 1;
    const id = (part: string) => keyWorkFigureId(work.key, tile.region, part);
    const points = figure(id(gap > 0 ? 'gap' : 'ahead'), Math.abs(gap).toFixed(1), '点');
    const place = gap > 0 ? (last ? '，末位' : '') : first ? `，全省第 1（n＝${ranked.length}）` : '';
    const also = gap > 0 && !tile.reason.startsWith('落后序时') ? `；${tile.reason}` : '';
    return [
      {
        weight: gap > 0 ? gap + (tile.lamp === 'red' ? 10 : 0) : gap,
        fact: {
          city: cityOf(context, tile.region)?.shortName ?? tile.region,
          subject: work.shortName,
          figureId: id('progress'),
          figure: progress.toFixed(1),
          unit: '%',
          sentence: prose`${gap > 0 ? '落后' : '超前'}序时 ${points}${place}${also}`,
          lamp: gap > 0 ? tile.lamp : null,
        },
        question: gap > 0 ? questionOf(work, tile) : null,
      },
    ];
  });
}

const PER = { day: '每天', week: '每周', month: '每月' } as const;

/** 7月起每天要装1,832户，6月只有697户。差的从哪里来、哪天补齐？ */
export function questionOf(work: KeyWork, tile: Tile): Inline[] {
  const id = (part: string) => keyWorkFigureId(work.key, tile.region, part);
  const { pace } = tile;
  const alarm = tile.alarms
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => ({
      name: work.definition.alarms.find((one) => one.key === key)?.name.zh ?? '',
      count,
    }))
    .find(({ name }) => name !== '');
  if (pace !== null && pace.need > 0 && pace.actual !== null && pace.actual < pace.need) {
    const month = Number(pace.month.slice(5));
    return prose`${String(month === 12 ? 1 : month + 1)}月起${PER[pace.per]}要完成 ${figure(id('pace.need'), sayCount(pace.need), ` ${pace.unit}`)}，${String(month)}月只有 ${figure(id('pace.actual'), sayCount(pace.actual), ` ${pace.unit}`)}。差在哪里，哪天补齐？`;
  }
  if (alarm !== undefined)
    return prose`“${alarm.name}”报警 ${String(alarm.count)} ${work.definition.counter}，原因是什么，哪天销？`;
  if (tile.overdue > 0)
    return prose`逾期的 ${figure(id('overdue'), String(tile.overdue), ` ${work.definition.counter}`)}卡在哪一步，责任岗位是谁，哪天办结？`;
  return prose`落后的 ${figure(id('gap'), Math.abs(tile.gap ?? 0).toFixed(1), ' 点')}怎么补，到哪个月能赶上序时？`;
}

/** Air: largest falls and rises of the index, largest exceedance of the year's targets. */
function scoredAir({ facts }: PaperContext): { good: Scored[]; bad: Scored[] } {
  const period = facts.bulletin.main;
  const changed = period.cities.flatMap((place) => {
    const { change } = place.indicators.index;
    return change === null ? [] : [{ place, change: change.value }];
  });
  const good = changed
    .filter(({ change }) => change < 0)
    .map(
      ({ place, change }): Scored => ({ weight: -change * 3, fact: airFact(period, place), question: null }),
    );
  const bad = changed
    .filter(({ change }) => change > 0)
    .map(({ place, change }): Scored => {
      const worst = (['o3', 'pm25', 'pm10', 'no2', 'so2', 'co'] as const)
        .map((indicator) => ({ indicator, value: place.indicators[indicator].change?.value ?? 0 }))
        .sort((a, b) => b.value - a.value)[0];
      return {
        weight: change * 4,
        fact: airFact(period, place),
        question:
          worst === undefined || worst.value <= 0
            ? null
            : prose`${NAMES[worst.indicator]}同比上升 ${figure(figureId(period, place, worst.indicator, 'change'), worst.value.toFixed(1), '%')}，是哪些点位、哪些时段、哪些源？下个月压到多少？`,
      };
    });
  return { good, bad };
}

const NAMES = { o3: 'O3', pm25: 'PM2.5', pm10: 'PM10', no2: 'NO2', so2: 'SO2', co: 'CO' } as const;

function airFact(period: PeriodFacts, place: PlaceFacts): CardFact {
  const { index, pm25 } = place.indicators;
  const change = index.change;
  const word = change === null ? '' : change.value > 0 ? '反弹' : '改善';
  const arrow = change === null ? '' : change.value > 0 ? '↑' : '↓';
  const amount = change === null ? '' : change.text.replace(/^[-−+＋]/u, '');
  const rank = index.rank === null ? '' : `，由好到差第 ${index.rank}`;
  const fine =
    pm25.now === null
      ? []
      : prose`；PM2.5 ${figure(figureId(period, place, 'pm25'), pm25.now.text, ` ${unitOf('pm25')}`)}`;
  return {
    city: place.shortName,
    subject: '综合指数',
    figureId: figureId(period, place, 'index'),
    figure: index.now?.text ?? '—',
    unit: '',
    sentence:
      change === null
        ? prose`不可比${rank}${fine}`
        : [
            ...prose`同比 `,
            {
              kind: 'figure',
              id: figureId(period, place, 'index', 'change'),
              text: `${arrow}${amount}`,
              unit: `% ${word}`,
              bold: change.value > 0,
            },
            ...prose`${rank}${fine}`,
          ],
    lamp: null,
  };
}
