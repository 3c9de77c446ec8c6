import type { Lang } from '@qingzhang/contract';
import { type FieldDefinition, fieldText } from './field-text.ts';

/** Kinds of events that have words of their own; others show the name the server gave them. */
export const eventKinds = [
  'created',
  'imported',
  'issue',
  'sign',
  'askExtension',
  'approveExtension',
  'denyExtension',
  'apply',
  'check',
  'accept',
  'makeStanding',
  'return',
  'object',
  'answerObjection',
  'publish',
  'endNotice',
  'startLookBack',
  'passLookBack',
  'rebound',
  'recheckStanding',
  'pause',
  'resume',
  'comment',
  'overrideLamp',
  'confirmLamp',
  'liftLamp',
  'lamp',
  'changed',
  'measures',
  'report',
  'reportReturned',
  'reportAccepted',
  'evidenceAdded',
  'evidenceWithdraw',
  'evidenceRefuse',
  'evidenceExplainRepeat',
  'evidenceAcceptRepeat',
  'evidenceDemandRetake',
  'standard',
  'handover',
  'version',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The kind as its words are filed: `evidence.refuse` under `evidenceRefuse`. */
export function knownEvent(kind: string): EventKind | null {
  const plain = kind.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
  return eventKinds.find((one) => one === plain) ?? null;
}

export interface Change {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** What the event is about: the standard that was judged, the piece of evidence that came; '' where its kind says it all. */
export function aboutOf(
  kind: EventKind | null,
  detail: Readonly<Record<string, unknown>>,
  definition: {
    readonly evidence: readonly { readonly key: string; readonly name: Readonly<Record<Lang, string>> }[];
    readonly standards: readonly { readonly name: Readonly<Record<Lang, string>> }[];
  },
  lang: Lang,
): string {
  if (kind === 'standard') {
    const known = definition.standards.find(({ name }) => name.zh in detail);
    return known?.name[lang] ?? Object.keys(detail)[0] ?? '';
  }
  if (kind !== 'evidenceAdded') return '';
  const rule = definition.evidence.find(({ key }) => key === detail.rule)?.name[lang] ?? '';
  const piece = [detail.label, detail.name].find((one) => typeof one === 'string' && one !== '');
  return [rule, piece].filter((one) => one !== '' && one !== undefined).join(' ');
}

/** Fields that changed, `{key: [old, new]}`, in words; other facts of the event are not for reading. */
export function changesOf(
  detail: Readonly<Record<string, unknown>>,
  fields: readonly FieldDefinition[],
  lang: Lang,
): readonly Change[] {
  const { changes } = detail;
  const all = typeof changes === 'object' && changes !== null ? { ...detail, ...changes } : detail;
  return Object.entries(all).flatMap(([key, value]) => {
    if (!Array.isArray(value) || value.length !== 2) return [];
    const field = fields.find((one) => one.key === key);
    if (field === undefined) return [];
    const [from, to] = value.map((one: unknown) =>
      typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
        ? fieldText(field, one, lang)
        : '',
    );
    return from === to ? [] : [{ name: field.name[lang], from: from ?? '', to: to || '—' }];
  });
}
