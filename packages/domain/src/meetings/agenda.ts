/** 议程: the items in the order of the article with their minutes, fitted to the planned length (DIS-1.1, DIS-6.2, DIS-15.4). */

export const agendaOrder = [
  'opening',
  'bulletin',
  'review',
  'experience',
  'pledge',
  'comments',
  'instructions',
  'analysis',
  'requirements',
] as const;
export type AgendaPart = (typeof agendaOrder)[number];

/** DIS-6.2; the head's thirty minutes are the last three parts. Minutes a speaker where several speak. */
export const standardMinutes: Readonly<Record<AgendaPart, number>> = {
  opening: 2,
  bulletin: 15,
  review: 5,
  experience: 5,
  pledge: 4,
  comments: 5,
  instructions: 8,
  analysis: 7,
  requirements: 15,
};

/** Below this nobody can say what must be said: a pledge states cause, measures, date and owner. */
const LEAST: Readonly<Record<AgendaPart, number>> = {
  opening: 1,
  bulletin: 8,
  review: 3,
  experience: 3,
  pledge: 3,
  comments: 2,
  instructions: 4,
  analysis: 4,
  requirements: 8,
};

/** DIS-15.4: more than this many matters, and attention is lost. */
export const MOST_PRIORITIES = 8;

/** Somebody who speaks under experience, pledge or comments. */
export interface AgendaSpeaker<T> {
  readonly of: T;
  /** What was given by people stays; null: the rule's. */
  readonly minutes?: number | null;
}

/** One line of the agenda: a part, or a speaker under it. */
export interface PlannedLine<T> {
  readonly part: AgendaPart;
  /** Null: the part itself. A part with speakers takes what they take. */
  readonly speaker: T | null;
  readonly minutes: number;
}

export interface AgendaPlan<T> {
  readonly lines: readonly PlannedLine<T>[];
  readonly total: number;
  /** Minutes by which the least that is needed exceeds the planned length; 0 where it fits. */
  readonly over: number;
}

/** Parts under which people speak one after the other. */
export const spokenParts = ['experience', 'pledge', 'comments'] as const;
export type SpokenPart = (typeof spokenParts)[number];
export const isSpoken = (part: string): part is SpokenPart => spokenParts.some((one) => one === part);

/**
 * The agenda in its order: every part, below experience, pledge and comments their speakers. Minutes are the rules',
 * shortened evenly towards the least that makes sense where the planned length asks for it; a meeting that needs less is
 * left short.
 */
export function planAgenda<T>(question: {
  readonly planned: number;
  readonly minutes: Readonly<Partial<Record<AgendaPart, number | undefined>>>;
  readonly speakers: Readonly<Record<SpokenPart, readonly AgendaSpeaker<T>[]>>;
  /** Parts whose minutes people have set: they give nothing. */
  readonly fixed?: Readonly<Partial<Record<AgendaPart, number | undefined>>>;
  /** Minutes that other items of the agenda take already. */
  readonly taken?: number;
}): AgendaPlan<T> {
  const { planned, speakers, fixed = {}, taken = 0 } = question;
  const ofPart = (part: AgendaPart) => question.minutes[part] ?? standardMinutes[part];
  interface Slot {
    readonly part: AgendaPart;
    readonly speaker: T | null;
    readonly minutes: number;
    readonly least: number;
  }
  const slots = agendaOrder.flatMap((part): Slot[] => {
    const rule = ofPart(part);
    const least = Math.min(LEAST[part], rule);
    if (!isSpoken(part)) {
      const set = fixed[part];
      return [{ part, speaker: null, minutes: set ?? rule, least: set ?? least }];
    }
    return speakers[part].map(({ of, minutes = null }) => ({
      part,
      speaker: of,
      minutes: minutes ?? rule,
      least: minutes ?? least,
    }));
  });
  const fitted = fitMinutes(slots, Math.max(0, planned - taken));
  const lines = agendaOrder.flatMap((part): PlannedLine<T>[] => {
    const own = slots.flatMap((slot, index) =>
      slot.part === part ? [{ part, speaker: slot.speaker, minutes: fitted[index] ?? 0 }] : [],
    );
    if (!isSpoken(part)) return own;
    return [{ part, speaker: null, minutes: sum(own.map(({ minutes }) => minutes)) }, ...own];
  });
  const total = sum(fitted) + taken;
  return { lines, total, over: Math.max(0, total - planned) };
}

/**
 * Shorten so that the sum fits: each item gives in proportion to what it has above its least, none goes below it, none
 * grows. Where even the least is too much, everything is at its least.
 */
export function fitMinutes(
  items: readonly { readonly minutes: number; readonly least: number }[],
  planned: number,
): number[] {
  const total = sum(items.map(({ minutes }) => minutes));
  const slack = items.map(({ minutes, least }) => Math.max(0, minutes - least));
  const give = Math.min(total - planned, sum(slack));
  if (give <= 0) return items.map(({ minutes }) => minutes);
  const whole = sum(slack);
  const cuts = slack.map((own) => Math.floor((own * give) / whole));
  // The minutes that rounding left: to the largest remainders, the later items first where they are equal.
  const order = slack
    .map((own, index) => ({ index, rest: (own * give) % whole }))
    .filter(({ rest }) => rest > 0)
    .sort((x, y) => y.rest - x.rest || y.index - x.index)
    .slice(0, give - sum(cuts));
  for (const { index } of order) cuts[index] = (cuts[index] ?? 0) + 1;
  return items.map(({ minutes }, index) => minutes - (cuts[index] ?? 0));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
