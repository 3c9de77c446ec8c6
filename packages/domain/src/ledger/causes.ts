/** 按原因归并: errors of many rows as few causes, each with what would mend all of it. */
import type { ProgramDefinition } from '../programs/definition.ts';
import { columnLetters, plainCell } from './headings.ts';
import { causeOf, type MendAct, type RowVerdict, raisable } from './judging.ts';
import type { RowIssue } from './reading.ts';
import type { RegionBook } from './regions.ts';
import { levelChoices, type TargetKey } from './targets.ts';

/** A cause, with how many rows it holds back. */
export interface RowCause {
  readonly key: string;
  readonly code: RowIssue['code'];
  readonly target: TargetKey | null;
  readonly column: number | null;
  readonly rows: number;
  readonly example: { readonly row: number; readonly cell: string | null; readonly shown: string };
  readonly params: RowIssue['params'];
  /** The first is proposed. */
  readonly acts: readonly MendAct[];
  /** What to choose from, for `choose` and `answer`. */
  readonly options: readonly { readonly key: string; readonly name: string }[];
}

interface CauseContext {
  readonly definition: ProgramDefinition;
  readonly regions: RegionBook;
  readonly checked: ReadonlySet<TargetKey>;
  readonly own: { readonly city: string | null };
}

/** Merge the issues of rejected rows; most rows first, ties by the first row. */
export function causesOf(context: CauseContext, verdicts: Iterable<RowVerdict>): RowCause[] {
  const found = new Map<string, { issue: RowIssue; rows: number; row: number }>();
  for (const verdict of verdicts) {
    if (verdict.kind !== 'reject') continue;
    const once = new Set<string>();
    for (const issue of verdict.issues) {
      const key = causeOf(issue);
      if (once.has(key)) continue;
      once.add(key);
      const before = found.get(key);
      if (before === undefined) found.set(key, { issue, rows: 1, row: verdict.reading.row });
      else before.rows++;
    }
  }
  return [...found]
    .map(([key, { issue, rows, row }]) => ({
      key,
      code: issue.code,
      target: issue.target,
      column: issue.column,
      rows,
      example: {
        row,
        cell: issue.column === null ? null : `${columnLetters(issue.column)}${row}`,
        shown: issue.shown,
      },
      params: issue.params,
      ...mendsFor(context, issue),
    }))
    .sort((a, b) => b.rows - a.rows || a.example.row - b.example.row);
}

function mendsFor(context: CauseContext, issue: RowIssue): Pick<RowCause, 'acts' | 'options'> {
  const field = issue.target?.startsWith('field:')
    ? context.definition.fields.find(({ key }) => `field:${key}` === issue.target)
    : undefined;
  const optional = field === undefined || field.required === 'never' || field.required === 'closeOut';
  const leave: MendAct[] =
    optional && issue.target !== null && !context.definition.identity.includes(field?.key ?? '')
      ? ['leave']
      : [];
  const none = { options: [] };
  switch (issue.code) {
    case 'number.scale':
      return { acts: ['scale', 'keep'], ...none };
    case 'value.fall':
      return { acts: ['last', 'keep'], ...none };
    case 'value.missing':
      return { acts: issue.params.last === '' ? ['leave'] : ['leave', 'last'], ...none };
    case 'issued.differs':
    case 'deadline.later':
      return { acts: ['issued'], ...none };
    case 'value.needed':
    case 'item.twice':
    case 'item.closed':
      return { acts: ['skip'], ...none };
    case 'item.several':
    case 'item.unknown':
      return { acts: [], ...none };
    case 'check': {
      const check = context.definition.checks.find(({ key }) => key === issue.detail);
      const pair =
        check === undefined || issue.params.to === undefined ? null : raisable(context, check, null);
      return { acts: pair === null ? [] : ['raise'], ...none };
    }
    case 'question': {
      const question = context.definition.questions.find(({ key }) => key === issue.detail);
      return {
        acts: ['answer'],
        options: (question?.causes ?? []).map(({ zh }) => ({ key: zh, name: zh })),
      };
    }
    case 'choice.unknown':
      return {
        acts: ['choose', ...leave],
        options: (field?.choices ?? (issue.target === 'base:level' ? levelChoices : [])).map(
          ({ key, name }) => ({ key, name: name.zh }),
        ),
      };
    case 'region.unknown':
    case 'region.several': {
      const level = issue.params.level;
      const options = [...context.regions.byCode.values()]
        .filter(
          (region) =>
            region.level === level &&
            (level === 'city' || context.own.city === null || region.parent === context.own.city),
        )
        .filter(
          ({ name }) => issue.code === 'region.unknown' || plainCell(name).includes(plainCell(issue.shown)),
        )
        .map(({ code, name }) => ({ key: code, name }));
      return { acts: ['choose', 'skip'], options };
    }
    default:
      return { acts: [...leave], ...none };
  }
}
