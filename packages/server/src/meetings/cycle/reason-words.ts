/** Why somebody was suggested, as sentences (DIS-6.3); the agenda keeps the facts. */
import type { Lang, SuggestionReason } from '@qingzhang/contract';
import type { Names } from './page.ts';

/** The kept reasons in the language asked for. */
export function reasonViews(_kept: unknown, _names: Names, _lang: Lang): SuggestionReason[] {
  return [];
}
