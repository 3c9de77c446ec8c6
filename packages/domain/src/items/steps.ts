/** What an act does (DIS-3.2), once everything has been asked. */
import { type Day, yearOf } from '@qingzhang/standards';
import { addWorkdays } from '../calendar/working-days.ts';
import type { ItemState } from '../programs/definition.ts';
import { type ItemAct, type ItemRefusal, refuse } from './acts.ts';
import type { LifeContext } from './context.ts';
import { acceptedAs } from './guards.ts';
import type { CloseOut, LifeActor, LifeEvent, LifeFacts, LifeRecord, Signature, SiteCheck } from './life.ts';
import { nextDue, visited } from './look-back.ts';
import { addMonths } from './months.ts';

export type ItemOutcome =
  | {
      readonly ok: true;
      readonly facts: LifeFacts;
      /** At least one; the history only grows. */
      readonly events: readonly LifeEvent[];
      /** It has been closed out: a number is due (`numberCloseOut`). */
      readonly closes: boolean;
    }
  | { readonly ok: false; readonly refusal: ItemRefusal };

export const fail = (refusal: ItemRefusal): ItemOutcome => ({ ok: false, refusal });

/** Working days within which a plan of measures is due after signing (DIS-3.2; the "3" of 13710). */
export const PLAN_DAYS = 3;

/** The act itself; everything has been asked. */
export function perform(facts: LifeFacts, act: ItemAct, actor: LifeActor, context: LifeContext): ItemOutcome {
  const { today, calendar } = context;
  const { record } = facts;
  const hand = (note?: string): Signature => ({
    people: actor.people,
    post: actor.post,
    actingFor: actor.actingFor,
    on: today,
    ...(note === undefined || note === '' ? {} : { note }),
  });
  const move = (
    state: ItemState,
    change: { readonly record?: LifeRecord } & Partial<LifeFacts>,
    detail: LifeEvent['detail'] = {},
    reason: string | null = null,
    more: readonly LifeEvent[] = [],
  ): ItemOutcome => ({
    ok: true,
    facts: { ...facts, ...change, state },
    events: [{ kind: act.act, from: facts.state, to: state, reason, detail }, ...more],
    closes: false,
  });

  switch (act.act) {
    case 'issue':
      return move('issued', { record: { ...record, issued: hand() } });
    case 'sign': {
      const sentOn =
        facts.state === 'reopened'
          ? (record.closeOuts?.at(-1)?.reboundOn ?? today)
          : (record.issued?.on ?? today);
      const planDue = addWorkdays(calendar, today, PLAN_DAYS);
      return move(
        'working',
        { record: { ...record, signed: hand(), planDue } },
        { late: today > sentOn, planDue },
      );
    }
    case 'askExtension': {
      const extension = { ...hand(), until: act.until, reason: act.reason };
      return move('extension', { record: { ...record, extension } }, { until: act.until }, act.reason);
    }
    case 'approveExtension': {
      const until = record.extension?.until ?? facts.deadline;
      if (until === null) return fail(refuse('noDeadline'));
      const change = { deadline: until, record: { ...record, extension: null, extendedTo: until } };
      return move(
        'working',
        change,
        { deadline: [facts.deadline, until] },
        act.note === '' ? null : act.note,
      );
    }
    case 'denyExtension':
      return move('working', { record: { ...record, extension: null } }, {}, act.reason);
    case 'apply': {
      const applications = [...(record.applications ?? []), hand(act.note)];
      // The owner's own word is confirmed by the county first (自验).
      if (actor.tier === 'owner')
        return move('applied', { pauseUntil: null, record: { ...record, applications } });
      return move('cityCheck', { pauseUntil: null, record: { ...record, applications } });
    }
    case 'check': {
      const { visitedOn, visitors } = act;
      const check: SiteCheck = { ...hand(act.note), visitedOn, visitors };
      return move(
        'acceptance',
        { record: { ...record, check, acceptances: [] } },
        { visitedOn, visitors },
        noteOf(act.note),
      );
    }
    case 'accept':
    case 'makeStanding': {
      const words = act.act === 'accept' ? act.note : act.reason;
      const acceptances = [...(record.acceptances ?? []), { ...hand(words), as: acceptedAs(act.act) }];
      const needed = context.rules.life.coSign ? 2 : 1;
      const signed = { ...facts, record: { ...record, acceptances } };
      if (acceptances.length < needed) {
        return move('acceptance', signed, { signature: acceptances.length, of: needed }, noteOf(words));
      }
      if (act.act === 'makeStanding') {
        const standing = { since: today, nextCheck: addMonths(today, 12), accepted: acceptances };
        return move(
          'standing',
          { record: { ...signed.record, standing } },
          { nextCheck: standing.nextCheck },
          noteOf(words),
        );
      }
      const days = context.rules.life.noticeDays;
      if (days === 0) return close(signed, context, 'accept', noteOf(words));
      const notice = {
        from: addWorkdays(calendar, today, 1),
        until: addWorkdays(calendar, today, days),
        closesOn: addWorkdays(calendar, today, days + 1),
        link: null,
      };
      return move('notice', { record: { ...signed.record, notice } }, { ...notice }, noteOf(words));
    }
    case 'endNotice':
      return close(facts, context, 'endNotice', null);
    case 'return':
      return back(facts, act.reason, move);
    case 'object':
      return move('notice', {}, { from: act.from }, act.text);
    case 'answerObjection':
      if (act.upheld) return back(facts, act.answer, move, { notice: act.notice, upheld: true });
      return move('notice', {}, { notice: act.notice, upheld: false }, act.answer);
    case 'publish': {
      const notice = record.notice ? { ...record.notice, link: act.link } : record.notice;
      return move(
        facts.state,
        { record: { ...record, ...(notice === undefined ? {} : { notice }) } },
        { link: act.link },
      );
    }
    case 'startLookBack':
      return move('lookBack', {});
    case 'passLookBack': {
      const lookBacks = visited(record.lookBacks ?? [], today, 'passed', actor.post);
      return move(
        'closed',
        { lookBackOn: nextDue(lookBacks), record: { ...record, lookBacks } },
        {},
        noteOf(act.note),
      );
    }
    case 'rebound': {
      const closeOuts = (record.closeOuts ?? []).map((one, index, all) =>
        index === all.length - 1 && one.reboundOn === null
          ? { ...one, reboundOn: today, reboundReason: act.reason }
          : one,
      );
      const lookBacks =
        facts.state === 'lookBack'
          ? visited(record.lookBacks ?? [], today, 'rebound', actor.post)
          : (record.lookBacks ?? []);
      const open = { applications: [], check: null, acceptances: [], notice: null, standing: null };
      return move(
        'reopened',
        {
          closedOn: null,
          lookBackOn: null,
          reboundCount: facts.reboundCount + 1,
          record: { ...record, ...open, closeOuts, lookBacks: lookBacks.filter(({ on }) => on !== null) },
        },
        {},
        act.reason,
      );
    }
    case 'recheckStanding': {
      const nextCheck = addMonths(today, 12);
      const standing = record.standing ? { ...record.standing, nextCheck } : null;
      return move('standing', { record: { ...record, standing } }, { nextCheck }, act.note);
    }
    case 'pause':
      return move(facts.state, { pauseUntil: act.until }, { until: act.until }, act.reason);
    case 'resume':
      return move(facts.state, { pauseUntil: null }, {}, act.reason);
    case 'comment':
      return move(facts.state, {}, {}, act.text);
  }
}

const noteOf = (note: string): string | null => (note.trim() === '' ? null : note);

type Move = (
  state: ItemState,
  change: Partial<LifeFacts>,
  detail?: LifeEvent['detail'],
  reason?: string | null,
) => ItemOutcome;

/** 退回: to work again; who had signed has to look again. */
function back(facts: LifeFacts, reason: string, move: Move, detail: LifeEvent['detail'] = {}): ItemOutcome {
  const { record } = facts;
  return move(
    'working',
    {
      rejectedCount: facts.rejectedCount + 1,
      record: { ...record, applications: [], check: null, acceptances: [], notice: null },
    },
    detail,
    reason,
  );
}

function close(
  facts: LifeFacts,
  context: LifeContext,
  kind: 'accept' | 'endNotice',
  reason: string | null,
): ItemOutcome {
  const { today, rules } = context;
  const { record } = facts;
  const applied = record.applications?.at(-1);
  if (applied === undefined || !record.check) return fail(refuse('wrongState', { state: facts.state }));
  const closeOut: CloseOut = {
    on: today,
    year: yearOf(today),
    number: null,
    applied,
    checked: record.check,
    accepted: record.acceptances ?? [],
    notice: record.notice ?? null,
    reboundOn: null,
    reboundReason: null,
  };
  const lookBacks = [
    ...(record.lookBacks ?? []),
    ...rules.life.lookBackMonths
      .toSorted((a, b) => a - b)
      .map((months) => ({ dueOn: addMonths(today, months), on: null, outcome: null, post: null })),
  ];
  return {
    ok: true,
    facts: {
      ...facts,
      state: 'closed',
      closedOn: today,
      pauseUntil: null,
      lookBackOn: nextDue(lookBacks),
      record: { ...record, closeOuts: [...(record.closeOuts ?? []), closeOut], lookBacks },
    },
    events: [{ kind, from: facts.state, to: 'closed', reason, detail: {} }],
    closes: true,
  };
}

/** Give the last close-out its number; only once. */
export function numberCloseOut(facts: LifeFacts, number: number): LifeFacts {
  const closeOuts = (facts.record.closeOuts ?? []).map((one, index, all) =>
    index === all.length - 1 && one.number === null ? { ...one, number } : one,
  );
  return { ...facts, record: { ...facts.record, closeOuts } };
}

/** The day after which somebody may still object: for the line beside the button (公示 07-26 至 07-30，08-02 销号). */
export function noticeAhead(context: Pick<LifeContext, 'calendar' | 'today' | 'rules'>): {
  readonly from: Day;
  readonly until: Day;
  readonly closesOn: Day;
} | null {
  const days = context.rules.life.noticeDays;
  if (days === 0) return null;
  const { calendar, today } = context;
  return {
    from: addWorkdays(calendar, today, 1),
    until: addWorkdays(calendar, today, days),
    closesOn: addWorkdays(calendar, today, days + 1),
  };
}
