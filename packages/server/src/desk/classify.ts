/** Which act of which item is this person's today: pure, from rows that SQL has found. */

import type { DeskAct } from '@qingzhang/contract';
import { type ProgramDefinition, reportDueOn, shiftMonth } from '@qingzhang/domain';
import { addDays, type Day } from '@qingzhang/standards';
import { beijingDay } from '../platform/clock.ts';
import type { DeskItem } from './queries.ts';
import { acceptsFor, type DeskSelf, issues, keptOut } from './standing.ts';

/** The month whose report is asked for on a day: the last one that has ended; for weekly reports the running one. */
export const askedMonth = ({ reporting }: Pick<ProgramDefinition, 'reporting'>, today: Day): string =>
  reporting.every === 'week' ? today.slice(0, 7) : shiftMonth(today.slice(0, 7), -1);

type Reported = Pick<
  DeskItem,
  'state' | 'opened_on' | 'pause_until' | 'report_month' | 'report_state' | 'reported_at'
>;

/** Whether the report of an item is still to be sent, of which month, until when; null: none is asked. */
export function openReport(
  item: Reported,
  definition: Pick<ProgramDefinition, 'reporting'>,
  today: Day,
): { readonly month: string; readonly due: Day; readonly open: boolean } | null {
  const { reporting } = definition;
  if (reporting.every === 'none' || !['working', 'extension', 'reopened', 'standing'].includes(item.state))
    return null;
  if (item.pause_until !== null && item.pause_until >= today) return null;
  const month = askedMonth(definition, today);
  if (item.opened_on.slice(0, 7) > month) return null;
  if (reporting.every === 'week') {
    const last = item.reported_at === null ? null : beijingDay(item.reported_at);
    const due = last === null ? today : addDays(last, 7);
    return { month, due, open: due <= today || item.report_state === 'returned' };
  }
  const sent = item.report_month !== null && item.report_month >= month && item.report_state !== 'returned';
  return { month, due: reportDueOn(reporting, month), open: !sent };
}

/** What who reports does with an item besides its monthly report; null: nothing. */
export function workAct(item: DeskItem, today: Day): DeskAct | null {
  if (item.returned !== null && ['working', 'reopened', 'standing'].includes(item.state)) return 'mend';
  if (item.state === 'issued' || item.state === 'reopened') return 'sign';
  if (item.state !== 'working' || item.deadline === null || item.deadline > addDays(today, 14)) return null;
  return 'apply';
}

/** What who judges does with an item; null: it is somebody else's, or a colleague has done it. */
export function judgeAct(
  self: DeskSelf,
  item: DeskItem,
  { life }: Pick<ProgramDefinition, 'life'>,
  today: Day,
  objected: boolean,
): DeskAct | null {
  switch (item.state) {
    case 'applied':
      // The owner's own word is confirmed by the county, or by the city where there is no county.
      return self.reports && (self.tier === 'county' || (self.tier === 'city' && item.county_code === null))
        ? 'apply'
        : null;
    case 'cityCheck':
      return self.checks && !keptOut(self, 'check', item.life) ? 'check' : null;
    case 'acceptance':
      return acceptsFor(self, life) && !keptOut(self, 'accept', item.life) ? 'accept' : null;
    case 'extension':
      return issues(self, item.level) && !sharesExtension(self, item) ? 'decideExtension' : null;
    case 'notice':
      if (!acceptsFor(self, life) && !issues(self, item.level)) return null;
      if (objected) return 'answerObjection';
      return item.life.notice?.link ? null : 'publish';
    case 'lookBack':
      return self.looksBack ? 'lookBack' : null;
    case 'standing': {
      const next = item.life.standing?.nextCheck;
      return (self.looksBack || self.accepts) && next !== undefined && next <= addDays(today, 14)
        ? 'recheck'
        : null;
    }
    default:
      return null;
  }
}

const sharesExtension = (self: DeskSelf, { life }: DeskItem): boolean =>
  life.extension?.people.some((id) => self.people.includes(id)) ?? false;
