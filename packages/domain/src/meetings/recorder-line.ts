/**
 * 一行记一条: what a recorder types without leaving the keyboard becomes a line of the record. `承诺 大同 清洁取暖 0930前 22.63万户 …`:
 * words apart by spaces, the kind first (1 点评 2 承诺 3 要求 4 传达 5 经验 0 备注), the others in any order. What is not
 * understood stays in the text, and is told.
 */
import type { Day } from '@qingzhang/standards';
import type { LineMeasure, RecordLineKind } from './record.ts';
import { citiesCounted, isCitySeparator, readCityWord } from './recorder-cities.ts';
import { plainText, readAmount, readDay, saysPace } from './recorder-words.ts';

/** Names that a recorder may use; all of them small letters or Chinese: 大同市, 大同, datong, dt. */
export interface RecorderWords {
  readonly cities: readonly { readonly code: string; readonly names: readonly string[] }[];
  readonly programs: readonly {
    readonly key: string;
    readonly names: readonly string[];
    /** Unit, key and name of the measure that shows the program's progress. */
    readonly unit: string | null;
    readonly measure: { readonly key: string; readonly name: string } | null;
  }[];
  readonly today: Day;
}

/** What a word was taken for: shown as a chip while typing. */
export interface RecorderChip {
  readonly text: string;
  readonly as:
    | 'kind'
    | 'city'
    | 'program'
    | 'verb'
    | 'deadline'
    | 'measure'
    | 'owner'
    | 'lead'
    | 'support'
    | 'text';
}

export interface TypedLine {
  readonly kind: RecordLineKind;
  readonly cities: readonly string[];
  readonly program: string | null;
  readonly verb: string;
  readonly text: string;
  readonly deadline: Day | null;
  readonly measure: LineMeasure | null;
  readonly leadUnit: string;
  readonly supportingUnits: readonly string[];
  readonly ownerPost: string;
}

export interface ReadLine {
  readonly line: TypedLine;
  readonly chips: readonly RecorderChip[];
  /** Words that look like a date, an amount or a name and could not be read: 0931, xyz. */
  readonly unread: readonly string[];
}

const KINDS: Readonly<Record<string, RecordLineKind>> = {
  1: 'comment',
  2: 'commitment',
  3: 'requirement',
  4: 'instruction',
  5: 'experience',
  0: 'note',
  点评: 'comment',
  承诺: 'commitment',
  表态: 'commitment',
  要求: 'requirement',
  传达: 'instruction',
  经验: 'experience',
  备注: 'note',
};
/** DIS-1.3. */
const VERBS = ['加快', '重点抓好', '继续深入'];
const LABELS = /^(责任|责任人|牵头|责任单位|配合|衡量|时限|@)[:：]?(.*)$/;

/** Read a typed line; `kind` is taken where the line names none. */
export function readRecorderLine(
  typed: string,
  words: RecorderWords,
  kind: RecordLineKind = 'comment',
): ReadLine {
  const parts = plainText(typed)
    .split(' ')
    .filter((part) => part !== '');
  const chips: RecorderChip[] = [];
  const unread: string[] = [];
  /** What is said; after an amount a new clause begins. */
  const said: string[] = [];
  let begun = false;
  /** The word before named cities: one more may follow. */
  let naming = false;
  const line = {
    kind,
    cities: [] as string[],
    program: null as string | null,
    verb: '',
    deadline: null as Day | null,
    measure: null as LineMeasure | null,
    leadUnit: '',
    supportingUnits: [] as string[],
    ownerPost: '',
  };
  const chip = (text: string, as: RecorderChip['as']) => void chips.push({ text, as });
  const own = () => words.programs.find(({ key }) => key === line.program) ?? null;

  for (let n = 0; n < parts.length; n += 1) {
    const part = parts[n] ?? '';
    const goesOn = naming;
    naming = false;
    const named = KINDS[part];
    if (n === 0 && named !== undefined) {
      line.kind = named;
      chip(part, 'kind');
      continue;
    }
    const label = LABELS.exec(part);
    if (label !== null) {
      // 责任 市局局长: the label's word may stand by itself.
      const value = label[2] === '' || label[2] === undefined ? (parts[n + 1] ?? '') : label[2];
      if (value !== '') {
        if (label[2] === '' || label[2] === undefined) n += 1;
        labelled(label[1] ?? '', value);
        continue;
      }
    }
    // A sentence that has begun goes on: names in it are its words, dates and amounts still count.
    const inText = begun;
    if (!inText && (goesOn || line.cities.length === 0) && addressed(n, goesOn)) {
      naming = true;
      continue;
    }
    const program = inText || line.program !== null ? null : programOf(part, words);
    if (program !== null) {
      line.program = program;
      chip(part, 'program');
      continue;
    }
    if (!inText && line.verb === '' && VERBS.includes(part)) {
      line.verb = part;
      chip(part, 'verb');
      continue;
    }
    dated(part);
  }
  return { line: { ...line, text: tidy(said.join(' ')) }, chips, unread };

  /** Whether the word at `n` names cities, or stands between two of them; those it names are kept. */
  function addressed(n: number, goesOn: boolean): boolean {
    const [, head, rest = ''] = /^([^：:]+)[：:](.*)$/.exec(parts[n] ?? '') ?? [];
    // 大同、朔州：加快改造: what follows the colon is the sentence.
    if (head !== undefined && readCityWord(head, words) !== null)
      parts.splice(n, 1, ...[head, rest].filter((one) => one !== ''));
    const part = parts[n] ?? '';
    const after = parts.slice(n + 1).find((one) => !isCitySeparator(one)) ?? '';
    const next = readCityWord(after.replace(/[：:].*$/, ''), words) !== null;
    const between = isCitySeparator(part);
    // A mark left over between the cities and the sentence is no word of it.
    if (goesOn && between && (next || !/\p{Script=Han}/u.test(part))) {
      chip(part, 'city');
      return true;
    }
    const word = readCityWord(part, words);
    // 和朔州, 大同和: only where there is a city on the other side.
    if (word === null || (word.follows && !goesOn) || (word.awaits && !next)) return false;
    const codes = new Set([...line.cities, ...word.codes]);
    line.cities = words.cities.flatMap(({ code }) => (codes.has(code) ? [code] : []));
    chip(part, 'city');
    return true;
  }

  function labelled(name: string, value: string): void {
    switch (name) {
      case '责任':
      case '责任人':
      case '@':
        line.ownerPost = value;
        chip(value, 'owner');
        return;
      case '牵头':
      case '责任单位':
        line.leadUnit = value;
        chip(value, 'lead');
        return;
      case '配合':
        line.supportingUnits = value.split(/[、,，]/).filter((unit) => unit !== '');
        chip(value, 'support');
        return;
      case '时限': {
        line.deadline = readDay(value, words.today);
        if (line.deadline === null) unread.push(value);
        chip(value, line.deadline === null ? 'text' : 'deadline');
        return;
      }
      default: {
        const figure = measureOf(value);
        line.measure = figure ?? { kind: 'text', text: value };
        chip(value, 'measure');
        return;
      }
    }
  }

  /** Dates and amounts stay in the text: they are what was said. */
  function dated(part: string): void {
    const day = line.deadline === null ? readDay(part, words.today) : null;
    if (day !== null) {
      line.deadline = day;
      said.push(sayTypedDay(part, day));
      chip(part, 'deadline');
      return;
    }
    // 5市 of eleven: nobody knows which, and it is no amount.
    const counted = !begun && citiesCounted(part) !== null;
    const figure = line.measure === null && !saysPace(part) && !counted ? measureOf(part) : null;
    if (figure !== null) {
      line.measure = figure;
      said.push(`${part}，`);
      chip(part, 'measure');
      return;
    }
    // 7月25日起, 0931: something was meant that is no day and no amount.
    if (counted) unread.push(part);
    else if (
      /^\d/.test(part) &&
      !saysPace(part) &&
      !/[\p{Script=Han}]{3,}/u.test(part) &&
      line.measure === null
    )
      unread.push(part);
    else if (/^[a-z]{2,12}$/i.test(part)) unread.push(part);
    begun ||= /\p{Script=Han}/u.test(part);
    said.push(part);
    chip(part, 'text');
  }

  function measureOf(part: string): LineMeasure | null {
    const program = own();
    const amount = readAmount(part, program?.unit ?? null);
    // A bare figure is one only where the program tells its unit.
    // 0931 is a day that does not exist, no amount.
    if (
      amount === null ||
      /^0\d/.test(part) ||
      (amount.unit === '' && program?.unit == null) ||
      amount.name.length > 12
    )
      return null;
    const unit = amount.unit === '' ? (program?.unit ?? '') : amount.unit;
    if (unit.length > 6) return null;
    const its = program !== null && unit === program.unit;
    return {
      kind: 'figure',
      name: amount.name === '' ? (its ? (program.measure?.name ?? '完成') : '完成') : amount.name,
      op: amount.op,
      value: amount.value,
      unit,
      measure: its ? (program.measure?.key ?? null) : null,
    };
  }
}

function programOf(part: string, { programs }: RecorderWords): string | null {
  const name = part.toLowerCase();
  return programs.find(({ names }) => names.includes(name))?.key ?? null;
}

/** 0930前 is said 9月30日前; what was typed in words stays. */
function sayTypedDay(typed: string, day: Day): string {
  if (!/^\d{4}(?:\d{4})?前?$/.test(typed)) return typed;
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日前`;
}

/** Chinese words need no spaces between them; a clause that nothing follows does not end in a comma. */
const tidy = (text: string): string =>
  text
    .replace(/，[，。；、]?\s*$/, '')
    .replace(/，\s+/g, '，')
    .replace(/(?<=[\p{Script=Han}，。；、）]) (?=[\p{Script=Han}\d（])/gu, '')
    .trim();

/** 大同 → dt, from its spelling: datong. For dictionaries of names. */
export function pinyinInitials(spelling: string): string {
  const syllables = spelling
    .toLowerCase()
    .replace(/[^a-zü]/g, '')
    .match(/(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?[aeiouvü]+(?:ng(?![aeiouü])|n(?![aeiouü])|r(?![aeiouü]))?/g);
  return (syllables ?? []).map((syllable) => syllable[0]).join('');
}
