/** The agenda as a tree of two levels: its sums, and what its order becomes by moving one line. Pure. */
import type { AgendaItem, SpeakerSuggestion, SuggestionReason } from '@qingzhang/contract';

export interface AgendaPart {
  readonly item: AgendaItem;
  readonly under: readonly AgendaItem[];
}

const bySort = (a: AgendaItem, b: AgendaItem) => a.sort - b.sort || a.id - b.id;

/** Parts in their order, with the lines under each. A line whose part is not seen stands by itself. */
export function agendaParts(agenda: readonly AgendaItem[]): readonly AgendaPart[] {
  const ids = new Set(agenda.map(({ id }) => id));
  return agenda
    .filter(({ parent }) => parent === null || !ids.has(parent))
    .toSorted(bySort)
    .map((item) => ({
      item,
      under: agenda.filter(({ parent }) => parent === item.id).toSorted(bySort),
    }));
}

/** Minutes of a part: the sum of its lines, its own where it has none. */
export const partMinutes = ({ item, under }: AgendaPart): number =>
  under.length === 0 ? item.minutes : under.reduce((sum, { minutes }) => sum + minutes, 0);

export const agendaMinutes = (parts: readonly AgendaPart[]): number =>
  parts.reduce((sum, part) => sum + partMinutes(part), 0);

/** The order of all lines as the server takes it: each part, then what stands under it. */
const flat = (parts: readonly AgendaPart[]): number[] =>
  parts.flatMap(({ item, under }) => [item.id, ...under.map(({ id }) => id)]);

/**
 * The whole order after a line took the place of a sibling; null where they are no siblings or nothing changes. A line
 * stays under its part: a pledge does not become an experience by dragging.
 */
export function movedTo(parts: readonly AgendaPart[], id: number, target: number): number[] | null {
  if (id === target) return null;
  const top = parts.map(({ item }) => item.id);
  if (top.includes(id)) {
    if (!top.includes(target)) return null;
    const order = moved(top, id, target);
    return flat(order.flatMap((one) => parts.find(({ item }) => item.id === one) ?? []));
  }
  const part = parts.find(({ under }) => under.some((one) => one.id === id));
  const ids = part?.under.map((one) => one.id) ?? [];
  if (part === undefined || !ids.includes(target)) return null;
  const order = moved(ids, id, target);
  return flat(
    parts.map((one) =>
      one === part
        ? {
            item: one.item,
            under: order.flatMap((next) => part.under.find((line) => line.id === next) ?? []),
          }
        : one,
    ),
  );
}

/** The order after a step up (−1) or down (+1) among siblings; null at the end. */
export function stepped(parts: readonly AgendaPart[], id: number, by: -1 | 1): number[] | null {
  const siblings =
    [parts.map(({ item }) => item), ...parts.map(({ under }) => under)].find((list) =>
      list.some((one) => one.id === id),
    ) ?? [];
  const target = siblings[siblings.findIndex((one) => one.id === id) + by];
  return target === undefined ? null : movedTo(parts, id, target.id);
}

function moved(order: readonly number[], id: number, target: number): number[] {
  const at = order.indexOf(target);
  const rest = order.filter((one) => one !== id);
  return rest.toSpliced(at, 0, id);
}

/** Why somebody speaks: what the agenda keeps; of a line that a person took over, what the rules say of that city now. */
export function reasonsOf(
  item: AgendaItem,
  suggestions: readonly SpeakerSuggestion[],
): readonly SuggestionReason[] {
  if (item.reasons.length > 0) return item.reasons;
  return suggestionFor(item, suggestions)?.reasons ?? [];
}

/** The suggestion a line of the agenda answers to. */
export const suggestionFor = (
  item: AgendaItem,
  suggestions: readonly SpeakerSuggestion[],
): SpeakerSuggestion | undefined =>
  suggestions.find(
    ({ kind, city, program }) => kind === item.kind && city === item.city && program === item.program,
  );
