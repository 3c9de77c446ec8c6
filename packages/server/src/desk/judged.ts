/** Which items of a state wait for this person's judgement, as SQL asks it: the same rules as `judgeAct`, which has the last word. */
import type { ItemState, Life } from '@qingzhang/domain';
import { addDays, type Day } from '@qingzhang/standards';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { acceptsFor, type DeskSelf, judgedStates } from './standing.ts';

/** A state, and what of its items is asked besides the scope. */
export interface JudgedState {
  readonly state: ItemState;
  readonly where: RawBuilder<SqlBool>;
}

/** What a state's items must be so that this person may judge them; `programs`: how the active ones close an item. */
export function judgedStatesOf(
  self: DeskSelf,
  programs: ReadonlyMap<string, Pick<Life, 'acceptance'>>,
  today: Day,
): JudgedState[] {
  return judgedStates(self).map((state) => ({ state, where: conditionOf(self, state, programs, today) }));
}

function conditionOf(
  self: DeskSelf,
  state: ItemState,
  programs: ReadonlyMap<string, Pick<Life, 'acceptance'>>,
  today: Day,
): RawBuilder<SqlBool> {
  const accepted = [...programs].filter(([, life]) => acceptsFor(self, life)).map(([key]) => key);
  const accepts =
    accepted.length === programs.size
      ? sql<SqlBool>`true`
      : sql<SqlBool>`item.program_key = any(${accepted}::text[])`;
  switch (state) {
    case 'applied':
      // Of a county's items the county itself confirms what its villages and firms say.
      return self.tier === 'city' ? sql<SqlBool>`item.county_code is null` : sql<SqlBool>`true`;
    case 'acceptance':
      return accepts;
    case 'extension':
      return issued(self);
    case 'notice':
      return sql<SqlBool>`(${accepts} or ${issued(self)}) and (coalesce(item.life #>> '{notice,link}', '') = ''
        or exists (select from item_notice n where n.item_id = item.id and n.kind = 'objection' and n.answer is null))`;
    case 'standing':
      // They wait all year: only those whose yearly check has come.
      return sql<SqlBool>`item.life #>> '{standing,nextCheck}' <= ${addDays(today, 14)}`;
    default:
      return sql<SqlBool>`true`;
  }
}

/** Items that the person's own level has issued. */
function issued(self: DeskSelf): RawBuilder<SqlBool> {
  if (self.tier === 'city' && self.checks) return sql<SqlBool>`item.level = 'city'`;
  return self.tier === 'province' && self.assigns ? sql<SqlBool>`item.level <> 'city'` : sql<SqlBool>`false`;
}
