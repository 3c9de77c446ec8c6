/** 承诺入账 (DIS-6.5, DIS-3.5): a promise is a debt of its city until it is kept; a broken one stays owed. */
import { bookDebts, type DebtMovement, declareSubjects } from '../../accounts/debts/book.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';

/** The line of statements. */
export const COMMITMENTS = 'commitments';

export type CommitmentState = 'open' | 'kept' | 'late' | 'broken' | 'withdrawn';

/** What is booked of a promise. */
export interface BookedCommitment {
  readonly id: number;
  readonly city_code: string;
  readonly made_on: string;
  readonly due: string;
  readonly simulated: boolean;
}

type Side = 'owed' | 'paid' | 'none';
const SIDES: Readonly<Record<CommitmentState, Side>> = {
  open: 'owed',
  broken: 'owed',
  kept: 'paid',
  late: 'paid',
  withdrawn: 'none',
};

/** What moves when a promise comes from one state into another; null: it was not in the books. Withdrawn is not paid. */
export function movementsOf(
  from: CommitmentState | null,
  to: CommitmentState,
): Pick<DebtMovement, 'kind' | 'amount'>[] {
  const [before, after] = [from === null ? 'none' : SIDES[from], SIDES[to]];
  if (before === after) return [];
  if (before === 'owed')
    return after === 'paid' ? [{ kind: 'paid', amount: 1 }] : [{ kind: 'added', amount: -1 }];
  if (before === 'paid') {
    return after === 'owed'
      ? [{ kind: 'rebound', amount: 1 }]
      : [
          { kind: 'paid', amount: -1 },
          { kind: 'added', amount: -1 },
        ];
  }
  return after === 'owed'
    ? [{ kind: 'added', amount: 1 }]
    : [
        { kind: 'added', amount: 1 },
        { kind: 'paid', amount: 1 },
      ];
}

/** Book promises that have come from one state into another, in the caller's transaction. A new one counts from its day. */
export async function bookCommitments(
  trx: Db,
  call: Call,
  rows: readonly BookedCommitment[],
  from: CommitmentState | null,
  to: CommitmentState,
): Promise<void> {
  const moves = movementsOf(from, to);
  if (rows.length === 0 || moves.length === 0) return;
  await declareSubjects(trx, [
    {
      subject: COMMITMENTS,
      name: '承诺',
      nameEn: 'Commitments',
      unit: '项',
      sort: 910,
      simulated: rows.every(({ simulated }) => simulated),
    },
  ]);
  await bookDebts(
    trx,
    call,
    rows.flatMap((row) =>
      moves.map(
        (move): DebtMovement => ({
          ...move,
          subject: COMMITMENTS,
          ref: String(row.id),
          cityCode: row.city_code,
          unit: '项',
          openedOn: row.made_on,
          dueOn: row.due,
          ...(from === null ? { on: row.made_on } : {}),
        }),
      ),
    ),
  );
}

/** A promise that stays owed but by another day. */
export const bookDue = (trx: Db, call: Call, row: BookedCommitment): Promise<void> =>
  bookDebts(trx, call, [
    {
      subject: COMMITMENTS,
      ref: String(row.id),
      cityCode: row.city_code,
      unit: '项',
      openedOn: row.made_on,
      dueOn: row.due,
      kind: 'added',
      amount: 0,
    },
  ]);
