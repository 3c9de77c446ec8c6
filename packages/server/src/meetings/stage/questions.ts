/** 可以问: two questions for who speaks, from the figures (DIS-6.4): pace, what stands idle, a broken promise, alarms. Pure. */
import type { Lang, ProgramTile } from '@qingzhang/contract';
import { amountName, grouped, sayAmount } from '@qingzhang/domain';
import type { PlaceFacts, TargetFacts } from '../../bulletins/compose/facts.ts';
import { POLLUTANT_NAMES } from '../../bulletins/compose/wording.ts';
import type { PromiseFacts } from './pages/meeting-pages.ts';
import type { WorkFacts } from './pages/work.ts';

/** What is known of a speaking city. */
export interface QuestionFacts {
  readonly kind: 'experience' | 'pledge' | 'other';
  readonly work: Pick<WorkFacts, 'definition'> | null;
  readonly tile: ProgramTile | null;
  readonly place: PlaceFacts | null;
  readonly targets: readonly TargetFacts[];
  readonly promises: readonly PromiseFacts[];
}

/** As many as are asked at most. */
const QUESTIONS = 2;

/** The most telling questions first, two at most. */
export function questionsFor(facts: QuestionFacts, lang: Lang): string[] {
  const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
  const found =
    facts.kind === 'experience' ? experienceQuestions(facts, say) : pledgeQuestions(facts, lang, say);
  return found.slice(0, QUESTIONS);
}

type Say = (zh: string, en: string) => string;

function pledgeQuestions(facts: QuestionFacts, lang: Lang, say: Say): string[] {
  const { tile } = facts;
  const found: string[] = [];
  if (tile !== null) {
    found.push(...paceQuestion(tile, say), ...idleQuestion(facts, tile, lang, say));
  }
  for (const { promised, result, verdict } of facts.promises) {
    if (verdict !== 'broken') continue;
    found.push(
      say(
        `上次承诺“${promised}”，结果${result}。差在哪里，谁来补上？`,
        `Promised last time: “${promised}”; it came to ${result}. What went wrong, and who makes up for it?`,
      ),
    );
  }
  if (tile !== null) found.push(...alarmQuestions(facts, tile, say), ...lateQuestions(tile, say));
  found.push(...airQuestions(facts, say));
  return found;
}

function paceQuestion({ pace, gap }: ProgramTile, say: Say): string[] {
  if (pace === null || pace.actual === null || pace.actual >= pace.need) {
    return gap !== null && gap > 0 && pace === null
      ? [
          say(
            `差 ${gap.toFixed(1)} 个百分点，按什么节点追上？`,
            `${gap.toFixed(1)} points behind: by which dates is that made up?`,
          ),
        ]
      : [];
  }
  const month = Number(pace.month.slice(5));
  const per = { day: ['每天', 'a day'], week: ['每周', 'a week'], month: ['每月', 'a month'] }[pace.per];
  const [need, actual] = [grouped(pace.need), grouped(pace.actual)];
  return [
    say(
      `${(month % 12) + 1}月起${per[0]}要 ${need} ${pace.unit}，${month}月只有 ${actual} ${pace.unit}。人和设备从哪里来？`,
      `${need} ${pace.unit} ${per[1]} are needed from now; last month it was ${actual}. Where do people and equipment come from?`,
    ),
  ];
}

/** 已装 4.08 万户只运行 1.21 万户. */
function idleQuestion({ work }: QuestionFacts, tile: ProgramTile, lang: Lang, say: Say): string[] {
  const { done, companionDone, unit } = tile;
  if (done === null || companionDone === null || companionDone >= done) return [];
  const name = (role: 'progress' | 'companion') =>
    amountName(work?.definition.measures.find((one) => one.role === role)?.name, lang);
  const amount = (value: number) => sayAmount(value, unit, lang);
  return [
    say(
      `已${name('progress')} ${amount(done)}，只${name('companion')} ${amount(companionDone)}，差的 ${amount(done - companionDone)}卡在哪一步？`,
      `${amount(done)} ${name('progress')}, of these only ${amount(companionDone)} ${name('companion')}: where are the other ${amount(done - companionDone)} held up?`,
    ),
  ];
}

function alarmQuestions({ work }: QuestionFacts, { alarms }: ProgramTile, say: Say): string[] {
  return alarms
    .filter(({ count }) => count > 0)
    .map(({ key, count }) => {
      const name = work?.definition.alarms.find((one) => one.key === key)?.name;
      return say(
        `${name?.zh ?? key}报警 ${count} 处，哪一天清零？`,
        `${count} alarms of “${name?.en ?? key}”: by which day is there none?`,
      );
    });
}

const lateQuestions = ({ overdue }: ProgramTile, say: Say): string[] =>
  overdue === 0
    ? []
    : [
        say(
          `逾期 ${overdue} 件，最早的一件为什么还没有办结？`,
          `${overdue} items are overdue: why is the oldest not settled?`,
        ),
      ];

function airQuestions({ place, targets }: QuestionFacts, say: Say): string[] {
  const found: string[] = [];
  for (const { short, kind, target, actual, allowance, state } of targets) {
    if ((state !== 'overdrawn' && state !== 'tight') || actual === null || allowance === null) continue;
    const [now, goal, rest] = [actual.text, target.text, allowance.text];
    found.push(
      kind === 'days'
        ? say(
            `${short}目前 ${now}、目标 ${goal}，余下最多再超标 ${rest} 天，靠哪几条措施？`,
            `${short}: ${now} against ${goal}; ${rest} more days may exceed. By which measures?`,
          )
        : say(
            `${short}目前 ${now}、目标 ${goal}，余下日均须守住 ${rest}，靠哪几条措施？`,
            `${short}: ${now} against ${goal}; the days left may average ${rest}. By which measures?`,
          ),
    );
  }
  const { change } = place?.indicators.index ?? { change: null };
  if (change !== null && change.value > 0) {
    const share = place?.largest;
    const most =
      share == null
        ? ''
        : say(
            `，占比最大的是 ${POLLUTANT_NAMES[share.pollutant]}（${share.share.text}%）`,
            `; ${share.pollutant} has the largest share, ${share.share.text}%`,
          );
    found.push(
      say(
        `综合指数同比变差 ${change.text.replace(/^[-+]/u, '')}%${most}。下一步压哪几类源？`,
        `The index is ${change.text}% worse than last year${most}. Which sources come next?`,
      ),
    );
  }
  return found;
}

const experienceQuestions = ({ tile }: QuestionFacts, say: Say): string[] => [
  say(
    `${tile?.progress == null ? '' : `做到 ${tile.progress.toFixed(1)}%，`}最管用的是哪一条，能不能在全省推广？`,
    `${tile?.progress == null ? '' : `At ${tile.progress.toFixed(1)}%: `}which measure did most, and can all cities take it up?`,
  ),
  say(
    '花了多少钱、多少人，别的市照着做要先解决什么？',
    'What did it take in money and people, and what must others settle first?',
  ),
];
