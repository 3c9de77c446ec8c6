/** A row that makes a new item, as the item store takes it. */
import { NewItem } from '@qingzhang/contract';
import type { RowVerdict } from '@qingzhang/domain';
import type { NewItemFacts } from '../items/store.ts';

const list = (text: string | number | undefined): string[] =>
  text === undefined
    ? []
    : String(text)
        .split(/[、,，;；\n]+/u)
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .slice(0, 20);

/** The new item of a row. */
export function newItemOf(verdict: Extract<RowVerdict, { kind: 'create' }>): NewItemFacts {
  const { reading, values, facts } = verdict;
  const { supportingUnits, ...rest } = facts;
  const text = (value: string | number | undefined) => (value === undefined ? null : String(value));
  return NewItem.parse({
    ...rest,
    ...Object.fromEntries(
      [
        'sourceDocument',
        'sourceClause',
        'leadUnit',
        'leaderPost',
        'supervisorUnit',
        'acceptorUnit',
        'problem',
        'target',
      ].map((key) => [key, text(rest[key])]),
    ),
    supportingUnits: list(supportingUnits),
    values,
    city: reading.city,
    county: reading.county,
    township: reading.township,
    site: reading.site,
    kind: reading.kind ?? 'dated',
    measures: reading.measures.map((measure) => ({ text: measure.slice(0, 2000) })),
  });
}
