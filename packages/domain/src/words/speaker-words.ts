/** 该问谁 in words. */
import type { Speaker, SpeakerReason } from '../outlook/speakers.ts';
import { type Lang, pick, type Run, run } from './sentence.ts';
import { indicatorWord, lampWord, monthWord } from './terms.ts';

const KINDS = {
  pledge: { zh: '表态', en: 'pledge' },
  explain: { zh: '说明', en: 'explain' },
  share: { zh: '经验', en: 'share' },
} as const;

export const speakerKind = (kind: Speaker['kind'], lang: Lang): string => KINDS[kind][lang];

function signedPercent(percent: string): string {
  return `${percent.startsWith('-') ? '↓' : '↑'}${percent.replace(/^[+-]/, '')}%`;
}

function reasonRun(reason: SpeakerReason, month: number, lang: Lang): Run {
  switch (reason.code) {
    case 'account': {
      const name = indicatorWord(reason.indicator, lang);
      if (reason.scale === 'day') {
        const over =
          reason.overPercent === null
            ? lampWord(reason.state, lang)
            : pick(lang, `超 ${reason.overPercent}%`, `${reason.overPercent}% over`);
        return run(pick(lang, `今天 ${name} ${over}`, `${name} ${over} today`));
      }
      const state = lampWord(reason.state, lang);
      return reason.scale === 'month'
        ? run(
            pick(
              lang,
              `${monthWord(month, lang)} ${name} 计划${state}`,
              `${name} plan of ${monthWord(month, lang)} ${state}`,
            ),
          )
        : run(pick(lang, `全年 ${name} ${state}`, `${name} of the year ${state}`));
    }
    case 'worstRebound':
      return run(
        pick(
          lang,
          `${monthWord(month, lang)}综合指数 ${signedPercent(reason.percent)}，全省反弹最重`,
          `composite index of ${monthWord(month, lang)} ${signedPercent(reason.percent)}, the worst of all`,
        ),
        'worse',
      );
    case 'onlyRebound':
      return run(
        pick(
          lang,
          `本期唯一反弹（${signedPercent(reason.percent)}）`,
          `the only one worse this period (${signedPercent(reason.percent)})`,
        ),
        'worse',
      );
    case 'rebound':
      return run(
        pick(
          lang,
          `本期反弹 ${signedPercent(reason.percent)}`,
          `worse this period ${signedPercent(reason.percent)}`,
        ),
        'worse',
      );
    case 'worse':
      return run(
        pick(
          lang,
          `${indicatorWord(reason.indicator, lang)} 同比 ${reason.percent === null ? '由零变差' : signedPercent(reason.percent)}`,
          `${indicatorWord(reason.indicator, lang)} ${reason.percent === null ? 'up from zero' : signedPercent(reason.percent)}`,
        ),
        'worse',
      );
    case 'yearHasRoom':
      return run(pick(lang, '全年仍有余额', 'the year still has room'));
    case 'bestImprovement':
      return run(
        pick(
          lang,
          `降幅第一（${signedPercent(reason.percent)}）`,
          `the largest improvement (${signedPercent(reason.percent)})`,
        ),
        'better',
      );
    case 'moreGoodDays':
      return run(
        pick(
          lang,
          `优良天多 ${reason.days} 天`,
          `${reason.days} more good ${reason.days === 1 ? 'day' : 'days'}`,
        ),
      );
  }
}

/** All reasons of one speaker as a sentence; `monthKey` is the month the accounts are for. */
export function speakerSentence(speaker: Speaker, monthKey: string, lang: Lang): Run[] {
  const month = Number(monthKey.slice(5, 7));
  return speaker.reasons.flatMap((reason, i) => [
    ...(i > 0 ? [run(pick(lang, '；', '; '))] : []),
    reasonRun(reason, month, lang),
  ]);
}
