/** What the cycle says, in both languages: owners and pages of steps, why a day was proposed. */
import type { Lang, MeetingState, StepName } from '@qingzhang/contract';
import type { StepOwner } from '@qingzhang/domain';
import { dayOfMonth, monthOf } from '@qingzhang/standards';
import { z } from 'zod';
import type { MeetingRecord } from './record.ts';

type Words = readonly [zh: string, en: string];
export const pick = (words: Words, lang: Lang): string => words[lang === 'zh' ? 0 : 1];

/** 省厅 · 分管副厅长 → 分管副厅长, 大同市局 · 局长 → 局长: the post without the house it is in, which stands beside it. */
export function officialPost(post: string): string {
  const [house = '', ...rest] = post.split(/\s*·\s*/);
  return rest.length > 0 && (house === '省厅' || house.endsWith('局')) ? rest.join(' · ') : post;
}

const OWNERS: Readonly<Record<StepOwner, Words>> = {
  dispatch: ['调度办', 'Dispatch office'],
  city: ['各市局', 'City bureaus'],
  office: ['业务处室', 'Divisions'],
  leader: ['厅领导', 'Leaders'],
};
export const ownerWords = (owner: StepOwner, lang: Lang): string => pick(OWNERS[owner], lang);

/** The page on which a step is done. */
export function stepLinks(step: StepName, id: number, bulletin: number | null): string {
  switch (step) {
    case 'cityReports':
    case 'crossCheck':
      return '/today';
    case 'closeMonth':
      return '/targets';
    case 'bulletin':
      return bulletin === null ? '/bulletins' : `/bulletins/${bulletin}`;
    case 'notice':
    case 'cards':
    case 'papersNumbered':
    case 'papersSent':
      return `/meetings/${id}/papers`;
    case 'speakers':
      return `/meetings/${id}/agenda`;
    case 'videoTest':
      return `/meetings/${id}/venues`;
    case 'meeting':
      return `/meetings/${id}/chair`;
    default:
      return `/meetings/${id}/follow-up`;
  }
}

const dayWords = (day: string, lang: Lang): string =>
  lang === 'zh' ? `${monthOf(day)}月${dayOfMonth(day)}日` : day;

/** 国家数据日 7月19日之后第 3 个工作日. */
export const whyWords = (dataDay: string, afterWorkdays: number, lang: Lang): string =>
  afterWorkdays === 0
    ? pick(
        [`国家数据日 ${dayWords(dataDay, 'zh')}（当日或其后第一个工作日）`, `national data day ${dataDay}`],
        lang,
      )
    : pick(
        [
          `国家数据日 ${dayWords(dataDay, 'zh')}之后第 ${afterWorkdays} 个工作日`,
          `${afterWorkdays} working ${afterWorkdays === 1 ? 'day' : 'days'} after the national data day, ${dataDay}`,
        ],
        lang,
      );

const Proposed = z.object({ dataDay: z.string(), afterWorkdays: z.number(), day: z.string() });

/** Why the meeting's day was proposed; a meeting held on another day says so. Empty for special meetings. */
export function proposedWhy(
  meeting: Pick<MeetingRecord, 'proposed_reason'>,
  day: string,
  lang: Lang,
): string {
  const proposed = Proposed.safeParse(meeting.proposed_reason);
  if (!proposed.success) return '';
  const { dataDay, afterWorkdays, day: suggested } = proposed.data;
  const why = whyWords(dataDay, afterWorkdays, lang);
  if (suggested === day) return why;
  return pick(
    [
      `按规则建议 ${dayWords(suggested, 'zh')}（${why}），改在 ${dayWords(day, 'zh')}`,
      `proposed for ${suggested} (${why}), set for ${day}`,
    ],
    lang,
  );
}

const STATES: Readonly<Record<MeetingState, Words>> = {
  planned: ['计划', 'planned'],
  preparing: ['筹备', 'preparing'],
  ready: ['就绪', 'ready'],
  live: ['进行', 'live'],
  ended: ['散会', 'ended'],
  followed: ['已落实', 'followed up'],
  cancelled: ['取消', 'cancelled'],
};
export const stateWords = (state: MeetingState, lang: Lang): string => pick(STATES[state], lang);

const STEPS: Readonly<Record<StepName, Words>> = {
  notice: ['印发会议通知', 'send the notice'],
  cityReports: ['各市填报', 'cities’ reports'],
  crossCheck: ['交叉核对', 'cross-check'],
  closeMonth: ['结账', 'close the month'],
  bulletin: ['汇编通报', 'make the bulletin'],
  cards: ['点评参考卡', 'comment cards'],
  speakers: ['确认发言', 'confirm the speakers'],
  videoTest: ['视频调试', 'test the lines'],
  papersNumbered: ['材料定稿编号', 'freeze and number the papers'],
  papersSent: ['分发材料', 'send the papers'],
  meeting: ['开会', 'the meeting'],
  minutesDraft: ['起草纪要', 'draft the minutes'],
  minutesIssued: ['印发纪要', 'issue the minutes'],
  tasksIssued: ['交办任务', 'issue the tasks'],
  release: ['发布新闻稿', 'publish the release'],
  arrangements: ['各市部署情况', 'cities’ arrangements'],
  firstResults: ['首批落实结果', 'first results'],
};
export const stepWords = (step: StepName, lang: Lang): string => pick(STEPS[step], lang);
