/** The line being written: words, and parts that are typed, recognised in the words, or taken from the item that is on. */
import type { RecordKind, RecordLine, StageAgendaItem } from '@qingzhang/contract';
import { type RecorderWords, readRecorderLine } from '@qingzhang/domain';
import { citiesIn, dayIn, programIn, readCities, readDeadline, readMeasure, readProgram } from './parts.ts';

/** In the order of Tab. */
export const partNames = [
  'cities',
  'program',
  'deadline',
  'measure',
  'leadUnit',
  'ownerPost',
  'speaker',
] as const;
export type PartName = (typeof partNames)[number];

export interface LineDraft {
  readonly key: string;
  /** Of the line as the server keeps it; null: not kept there yet. */
  readonly revision: number | null;
  /** Null: as the item suggests. */
  readonly kind: RecordKind | null;
  readonly text: string;
  /** Only what was typed; an empty text says: none. */
  readonly typed: Readonly<Partial<Record<PartName, string>>>;
  readonly agendaItem: number | null;
  /** A line that was there before: its words are taken as they stand. */
  readonly amends: boolean;
  /** Of such a line, what has no field of its own. */
  readonly verb: string;
  readonly supportingUnits: readonly string[];
}

export const newDraft = (key: string, agendaItem: number | null): LineDraft => ({
  key,
  revision: null,
  kind: null,
  text: '',
  typed: {},
  agendaItem,
  amends: false,
  verb: '',
  supportingUnits: [],
});

/** Names for the values, as they are shown in the fields and typed again. */
export interface Say {
  city(code: string): string;
  program(key: string): string;
  measure(measure: NonNullable<RecordLine['measure']>): string;
}

export function draftOfLine(line: RecordLine, say: Say): LineDraft {
  return {
    key: line.clientKey,
    revision: line.revision,
    kind: line.kind,
    text: line.text,
    typed: {
      cities: line.cities.map(say.city).join('、'),
      program: line.program === null ? '' : say.program(line.program),
      deadline: line.deadline ?? '',
      measure: line.measure === null ? '' : say.measure(line.measure),
      leadUnit: line.leadUnit,
      ownerPost: line.ownerPost,
      speaker: line.speaker,
    },
    agendaItem: line.agendaItem,
    amends: true,
    verb: line.verb,
    supportingUnits: line.supportingUnits,
  };
}

/** What kind of line an item of the agenda brings. */
const kindOfItem: Readonly<Partial<Record<StageAgendaItem['kind'], RecordKind>>> = {
  experience: 'experience',
  pledge: 'commitment',
  comments: 'comment',
  instructions: 'instruction',
  analysis: 'requirement',
  requirements: 'requirement',
};

/**
 * What an item says of a line: whom it may concern, about what, by whom. What is conveyed from above (传达) concerns nobody
 * in particular unless that is said. While a city speaks, only its promise and its experience are its own words.
 */
function ofItem(
  item: StageAgendaItem | null,
  kind: RecordKind,
): { readonly cities: string[] | null; readonly program: string | null; readonly speaker: string | null } {
  if (item === null) return { cities: null, program: null, speaker: null };
  const own = item.city === null || kind === 'commitment' || kind === 'experience' || kind === 'note';
  const conveyed = kind === 'instruction';
  return {
    cities: item.city === null || conveyed ? null : [item.city],
    program: conveyed ? null : item.program,
    speaker: own && item.speaker !== '' ? item.speaker : null,
  };
}

/** A line with all its parts said. */
export type LineParts = Pick<
  RecordLine,
  | 'verb'
  | 'supportingUnits'
  | 'kind'
  | 'text'
  | 'agendaItem'
  | 'cities'
  | 'program'
  | 'deadline'
  | 'measure'
  | 'leadUnit'
  | 'ownerPost'
  | 'speaker'
>;

export type Origin = 'typed' | 'words' | 'item' | 'none';
export interface Resolved {
  readonly kind: RecordKind;
  readonly line: LineParts;
  /** What stands in each field, and where it comes from. */
  readonly shown: Readonly<Record<PartName, { readonly text: string; readonly from: Origin }>>;
  /** Fields whose words are not understood. */
  readonly unread: readonly PartName[];
  /** Words of the line that look like a day, an amount or a name and are none. */
  readonly strange: readonly string[];
}

/** Take everything together. `item` is the running item of the agenda, or the one the line belongs to. */
export function resolve(
  draft: LineDraft,
  item: StageAgendaItem | null,
  words: RecorderWords,
  say: Say,
): Resolved {
  const { typed } = draft;
  const ownKind = draft.kind ?? (item === null ? 'note' : (kindOfItem[item.kind] ?? 'note'));
  // What was kept before is amended as it stands; what is new is read as a recorder's line.
  const read = draft.amends ? null : readRecorderLine(draft.text, words, ownKind);
  const kind = draft.kind ?? read?.line.kind ?? ownKind;
  const its = ofItem(item, kind);
  const text = read === null ? draft.text.trim() : read.line.text;
  const binding = kind === 'commitment' || kind === 'requirement';
  const unread: PartName[] = [];
  /** Typed, else in the words, else of the item. */
  const part = <T>(
    name: PartName,
    understand: (said: string) => T | null,
    own: T | null,
    proposed: T | null,
    write: (value: T) => string,
  ): { value: T | null; shown: { text: string; from: Origin } } => {
    const said = typed[name];
    if (said !== undefined) {
      const value = said.trim() === '' ? null : understand(said);
      if (said.trim() !== '' && value === null) unread.push(name);
      return { value, shown: { text: said, from: 'typed' } };
    }
    if (own !== null) return { value: own, shown: { text: write(own), from: 'words' } };
    if (proposed !== null) return { value: proposed, shown: { text: write(proposed), from: 'item' } };
    return { value: null, shown: { text: '', from: 'none' } };
  };
  const asIs = (said: string) => said.trim();
  const some = (said: string | undefined) => (said === undefined || said === '' ? null : said);
  const named =
    read === null ? [] : read.line.cities.length > 0 ? [...read.line.cities] : citiesIn(text, words);
  const cities = part(
    'cities',
    (said) => readCities(said, words),
    named.length > 0 ? named : null,
    its.cities,
    (codes) => codes.map(say.city).join('、'),
  );
  const program = part(
    'program',
    (said) => readProgram(said, words),
    read === null ? null : (read.line.program ?? programIn(text, words)),
    its.program,
    say.program,
  );
  const deadline = part(
    'deadline',
    (said) => readDeadline(said, words),
    read === null ? null : (read.line.deadline ?? (binding ? dayIn(text, words) : null)),
    null,
    (day) => day,
  );
  const measure = part(
    'measure',
    (said) => readMeasure(said, program.value, words),
    read === null || read.line.measure === null ? null : { ...read.line.measure },
    null,
    say.measure,
  );
  const leadUnit = part('leadUnit', asIs, some(read?.line.leadUnit), null, asIs);
  const ownerPost = part('ownerPost', asIs, some(read?.line.ownerPost), null, asIs);
  const speaker = part('speaker', asIs, null, its.speaker, asIs);
  return {
    kind,
    line: {
      kind,
      text,
      verb: read?.line.verb ?? draft.verb,
      supportingUnits: read === null ? [...draft.supportingUnits] : [...read.line.supportingUnits],
      agendaItem: draft.agendaItem ?? item?.id ?? null,
      cities: cities.value ?? [],
      program: program.value,
      deadline: deadline.value,
      measure: measure.value,
      leadUnit: leadUnit.value ?? '',
      ownerPost: ownerPost.value ?? '',
      speaker: speaker.value ?? '',
    },
    shown: {
      cities: cities.shown,
      program: program.shown,
      deadline: deadline.shown,
      measure: measure.shown,
      leadUnit: leadUnit.shown,
      ownerPost: ownerPost.shown,
      speaker: speaker.shown,
    },
    unread,
    strange: read?.unread ?? [],
  };
}

/** The keys that choose a kind, in their order on the page. */
export const kindKeys: readonly (readonly [key: string, kind: RecordKind])[] = [
  ['1', 'comment'],
  ['2', 'commitment'],
  ['3', 'requirement'],
  ['4', 'instruction'],
  ['5', 'experience'],
  ['0', 'note'],
];
export const kindOfKey = (key: string): RecordKind | null =>
  kindKeys.find(([one]) => one === key)?.[1] ?? null;

/** Whether anything was written that would be lost. */
export const isWritten = (draft: LineDraft): boolean =>
  draft.text.trim() !== '' || Object.values(draft.typed).some((words) => words.trim() !== '');

/**
 * What is in the composer once a line has been kept: the next one. What was typed while the device was writing is the
 * beginning of the next; a line that has meanwhile been left for another stays that other one.
 */
export function afterKept(now: LineDraft, kept: LineDraft, next: LineDraft): LineDraft {
  if (now.key !== kept.key) return now;
  if (now.text === kept.text || !now.text.startsWith(kept.text)) return next;
  return { ...next, text: now.text.slice(kept.text.length) + next.text };
}
