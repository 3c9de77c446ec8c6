import {
  fillLedgerWords,
  type LedgerCause,
  type LedgerImport,
  type LedgerMend,
  ledgerActWords,
  ledgerFaultWords,
  ledgerWhyWords,
  sayLedgerIssue,
} from '@qingzhang/contract';
import type { z } from 'zod';

type Lang = 'zh' | 'en';
type Target = LedgerImport['targets'][number];

/** The name of a field in the page's language, with its unit. */
export function targetName(target: Target | undefined, lang: Lang, unit = false): string {
  if (target === undefined) return '';
  const name = lang === 'zh' ? target.name : target.nameEn;
  return unit && target.unit !== null ? `${name} ${target.unit}` : name;
}

/** Why a column was matched so, in words. */
export function whyText(why: LedgerImport['columns'][number]['why'], lang: Lang): string {
  const table: Readonly<Record<string, { zh: string; en: string }>> = ledgerWhyWords;
  return why
    .flatMap(({ code, params }) => {
      const words = table[code];
      return words === undefined ? [] : [fillLedgerWords(words, params, lang)];
    })
    .join(lang === 'zh' ? '；' : '; ');
}

/** What stands against rows, in words: what it is, and why it matters. */
export function issueText(
  issue: {
    readonly code: string;
    readonly target: string | null;
    readonly shown: string;
    readonly params: Readonly<Record<string, unknown>>;
  },
  targets: readonly Target[],
  lang: Lang,
): { title: string; hint: string } {
  const target = targets.find(({ key }) => key === issue.target);
  return sayLedgerIssue(issue, targetName(target, lang), lang);
}

/** The words of a mend with its object: 下单改为安装数. */
export function actText(
  act: string,
  of: Pick<LedgerCause, 'params'> | Pick<z.output<typeof LedgerMend>, 'params'>,
  targets: readonly Target[],
  lang: Lang,
): string {
  const words = ledgerActWords[act];
  if (words === undefined) return act;
  const name = (key: unknown) =>
    targetName(
      targets.find((target) => target.key === `field:${String(key)}`),
      lang,
    );
  return fillLedgerWords(words, { low: name(of.params.to), high: name(of.params.from) }, lang);
}

/** Why a file could not be taken. */
export function faultText(
  failure: { readonly code: string; readonly params: Readonly<Record<string, unknown>> },
  lang: Lang,
): string {
  const table: Readonly<Record<string, { zh: string; en: string }>> = ledgerFaultWords;
  const words = table[failure.code];
  return words === undefined ? failure.code : fillLedgerWords(words, failure.params, lang);
}
