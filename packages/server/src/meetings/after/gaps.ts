/** 缺什么 (DIS-8.2): lines of the record that keep the minutes from being issued and are not sent out as tasks. */
import type { FollowUp } from '@qingzhang/contract';
import { missingOf } from '@qingzhang/domain';
import type { Db } from '../../platform/database/transaction.ts';
import { type LineRow, lineFacts, readLineRows } from '../stage/record-rows.ts';

/** One line with what it lacks. */
export type Gap = FollowUp['gaps'][number];

/** Lines that lack something: requirements, commitments, anything without words; withdrawn ones lack nothing. */
export const gapsOf = (lines: readonly LineRow[]): Gap[] =>
  lines.flatMap((line) => {
    const missing = missingOf(lineFacts(line));
    return missing.length === 0 ? [] : [{ clientKey: line.clientKey, text: line.text, missing }];
  });

/** In force: kept, or left half written with words, so that nothing said is lost. */
export const isInForce = ({ state, text }: Pick<LineRow, 'state' | 'text'>): boolean =>
  state === 'kept' || (state === 'recording' && text !== '');

/** The lines in force of a meeting. */
export const keptLines = async (db: Db, meetingId: number): Promise<LineRow[]> =>
  (await readLineRows(db, meetingId)).filter(isInForce);
