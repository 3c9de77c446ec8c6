/** Sentences as runs of text that carry a tone and the account they speak of; page, phone and bulletin build on the same ones. */
import type { Scale } from '../accounts/account.ts';
import type { LampState } from '../accounts/lamp.ts';
import type { Indicator } from '../targets/indicator.ts';

/** zh: 简体中文; en: English. */
export type Lang = 'zh' | 'en';

export type Tone = 'strong' | 'safe' | 'tight' | 'overdrawn' | 'impossible' | 'better' | 'worse' | 'quiet';

/** The figure or account a run speaks of, so that it can be asked why. */
export interface About {
  readonly region: string | null;
  readonly scale: Scale | 'day' | 'period';
  readonly indicator: Indicator | 'goodDays';
}

export interface Run {
  readonly text: string;
  readonly tone?: Tone;
  readonly about?: About;
}
export type Sentence = readonly Run[];

export const run = (text: string, tone?: Tone, about?: About): Run => ({
  text,
  ...(tone && { tone }),
  ...(about && { about }),
});

/** The sentence without its tones. */
export const plain = (sentence: Sentence): string => sentence.map((r) => r.text).join('');

export const toneOf = (state: LampState): Tone => (state === 'none' ? 'quiet' : state);

/** Joins alternatives of runs with a separator between them. */
export function joined(parts: readonly Sentence[], separator: string): Run[] {
  return parts.flatMap((part, i) => (i === 0 ? [...part] : [run(separator), ...part]));
}

/** Names of regions in both languages, by code. */
export type Names = (code: string) => { readonly zh: string; readonly en: string };

/** The text in the language asked for. */
export const pick = (lang: Lang, zh: string, en: string): string => (lang === 'zh' ? zh : en);
/** A count with its English noun: 1 day, 2 days. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
export const stop = (lang: Lang): Run => run(pick(lang, '。', '.'));
export const semicolon = (lang: Lang): Run => run(pick(lang, '；', '; '));
