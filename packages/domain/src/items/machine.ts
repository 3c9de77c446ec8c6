/**
 * 一项一生 (DIS-3.2): the one state machine of every item of every program. `actOn` gives the next facts or a refusal that
 * changes nothing. It knows no program, no clock and no database: those who call it bring the facts.
 */
import { type ItemAct, type ItemActName, type ItemRefusal, itemActNames } from './acts.ts';
import type { LifeContext } from './context.ts';
import { notReady, wrongInput } from './guards.ts';
import type { LifeActor, LifeFacts } from './life.ts';
import { fail, type ItemOutcome, perform } from './steps.ts';
import { notTheirs, wrongState } from './who.ts';

/** Do an act. */
export function actOn(facts: LifeFacts, act: ItemAct, actor: LifeActor, context: LifeContext): ItemOutcome {
  const refusal =
    wrongState(facts, act.act) ??
    notTheirs(facts, act.act, actor, context) ??
    notReady(facts, act.act, actor, context) ??
    wrongInput(facts, act, context);
  return refusal === null ? perform(facts, act, actor, context) : fail(refusal);
}

/** What somebody may do now, and what would be refused although it is theirs to do: for the page's buttons. */
export function actsOf(
  facts: LifeFacts,
  actor: LifeActor,
  context: LifeContext,
): { readonly act: ItemActName; readonly refusal: ItemRefusal | null }[] {
  return itemActNames
    .filter((act) => act !== 'endNotice' && wrongState(facts, act) === null)
    .flatMap((act) => {
      const foreign = notTheirs(facts, act, actor, context);
      if (foreign !== null && (foreign.code === 'notYours' || foreign.code === 'otherLevel')) return [];
      return [{ act, refusal: foreign ?? notReady(facts, act, actor, context) }];
    });
}
