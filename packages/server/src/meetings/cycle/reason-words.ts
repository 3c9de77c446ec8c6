/** Why somebody was suggested, as sentences (DIS-6.3); the agenda keeps the facts. */
import type { Lang, SuggestionReason } from '@qingzhang/contract';
import type { CandidateReason } from '@qingzhang/domain';
import { z } from 'zod';
import type { Names } from './names.ts';

const text = z.string().nullable();
const place = { rank: z.number(), of: z.number() };
const Reason = z.discriminatedUnion('code', [
  z.object({ code: z.literal('topState'), ...place, index: text }),
  z.object({ code: z.literal('mostImproved'), change: text }),
  z.object({ code: z.literal('ahead'), points: z.number() }),
  z.object({ code: z.literal('bottomState'), ...place, index: text }),
  z.object({ code: z.literal('bottomChange'), ...place, change: text }),
  z.object({ code: z.literal('behind'), points: z.number() }),
  z.object({ code: z.literal('named'), times: z.number() }),
]) satisfies z.ZodType<CandidateReason>;

/** Reasons as a row of the agenda keeps them: about one program (null: air), on data that were reviewed or not. */
export const KeptReasons = z.object({
  program: text,
  reviewed: z.boolean(),
  reasons: z.array(Reason),
});
export type KeptReasons = z.output<typeof KeptReasons>;

/** The kept reasons in the language asked for; none where a person put the speaker in. */
export function reasonViews(kept: unknown, names: Names, lang: Lang): SuggestionReason[] {
  const parsed = KeptReasons.safeParse(kept);
  return parsed.success ? sayReasons(parsed.data, names, lang) : [];
}

export function sayReasons(kept: KeptReasons, names: Names, lang: Lang): SuggestionReason[] {
  const program = names.program(kept.program, lang);
  return kept.reasons.map((reason) => ({
    code: reason.code,
    text: lang === 'zh' ? zhReason(reason, program) : enReason(reason, program),
    reviewed: kept.reviewed,
  }));
}

/** Beside a speaker whom a person put in: the data spoken about are not reviewed, which the rules would not ask upon (DIS-6.3). */
export const unreviewedReason = (lang: Lang): SuggestionReason => ({
  code: 'unreviewed',
  text:
    lang === 'zh' ? '由人列入；所涉数据尚未审核' : 'put in by hand; the data spoken about are not reviewed',
  reviewed: false,
});

const pointsText = (points: number): string => points.toFixed(1);
const fromLast = ({ rank, of }: { readonly rank: number; readonly of: number }): number =>
  Math.max(1, of - rank + 1);

/** 同比上升 3.4%, 同比下降 17.2%, 同比持平 (DIS-7.3). */
function zhChange(change: string | null): string {
  if (change === null) return '同比 —';
  if (Number(change) === 0) return '同比持平';
  return `同比${change.startsWith('-') ? '下降' : '上升'} ${change.replace(/^[-+]/, '')}%`;
}
const signed = (change: string | null): string =>
  change === null ? '—' : Number(change) > 0 && !change.startsWith('+') ? `+${change}` : change;

function zhReason(reason: CandidateReason, program: string): string {
  switch (reason.code) {
    case 'topState':
      return `综合指数 ${reason.index ?? '—'}，由好到差居第 ${reason.rank} 位（共 ${reason.of} 市）`;
    case 'mostImproved':
      return `综合指数${zhChange(reason.change)}，改善幅度最大`;
    case 'ahead':
      return `${program}超序时进度 ${pointsText(reason.points)} 个百分点，居首位`;
    case 'bottomState':
      return `综合指数 ${reason.index ?? '—'}，由差到好居第 ${fromLast(reason)} 位（共 ${reason.of} 市）`;
    case 'bottomChange':
      return `综合指数${zhChange(reason.change)}，改善幅度由差到好居第 ${fromLast(reason)} 位（共 ${reason.of} 市）`;
    case 'behind':
      return `${program}滞后序时进度 ${pointsText(reason.points)} 个百分点，红灯`;
    case 'named':
      return `近几次会议已被点名 ${reason.times} 次，仍未扭转`;
  }
}

function enReason(reason: CandidateReason, program: string): string {
  switch (reason.code) {
    case 'topState':
      return `composite index ${reason.index ?? '—'}: no. ${reason.rank} of ${reason.of} from the best`;
    case 'mostImproved':
      return `composite index ${signed(reason.change)}% on last year, the largest improvement`;
    case 'ahead':
      return `${program}: ${pointsText(reason.points)} points ahead of its path, more than anybody`;
    case 'bottomState':
      return `composite index ${reason.index ?? '—'}: no. ${fromLast(reason)} of ${reason.of} from the worst`;
    case 'bottomChange':
      return `composite index ${signed(reason.change)}% on last year: no. ${fromLast(reason)} of ${reason.of} from the least improved`;
    case 'behind':
      return `${program}: ${pointsText(reason.points)} points behind its path, red`;
    case 'named':
      return `named at ${reason.times} of the last meetings and still behind`;
  }
}
