/** One row of a report looked at: what is refused at which field, what is asked, what the item would become. */
import type { Lang, ReportRow } from '@qingzhang/contract';
import {
  type Field,
  type FieldValues,
  fallen,
  fillWords,
  holds,
  isEmptyValue,
  type ReadingTerm,
  reportedStates,
  reportMonthOf,
  sayValueProblem,
  valueProblem,
} from '@qingzhang/domain';
import type { z } from 'zod';
import { derive, isOverdue, type Judge } from '../items/derive.ts';
import type { ItemRecord } from '../items/record.ts';

export type Row = z.output<typeof ReportRow>;

export interface RowIssue {
  readonly field: string;
  readonly say: string;
}

export interface RowQuestion {
  readonly key: string;
  readonly say: string;
  readonly causes: readonly string[];
}

export interface LookedAt {
  readonly issues: readonly RowIssue[];
  /** Not answered yet. */
  readonly questions: readonly RowQuestion[];
  /** The item as the report would make it. */
  readonly item: ItemRecord;
}

export interface LookContext {
  readonly judge: Judge;
  readonly month: string;
  readonly lang: Lang;
  readonly reading: (term: ReadingTerm) => number | null;
  /** May fill in again what is filled once. */
  readonly mayRefill: boolean;
}

const words = (lang: Lang, zh: string, en: string) => (lang === 'zh' ? zh : en);

/** Look at a row against the item as it stands. */
export function lookAt(item: ItemRecord, row: Row, context: LookContext): LookedAt {
  const { judge, lang } = context;
  const month = reportMonthOf(item, context.month);
  const { definition } = judge.program;
  const issues: RowIssue[] = [];
  const refuse = (field: string, say: string) => issues.push({ field, say });

  if (!reportedStates.includes(item.state))
    refuse('', words(lang, '这件事项现在不用报', 'It is not reported now'));
  if (month > judge.today.slice(0, 7))
    refuse('month', words(lang, '还没到这个月', 'That month has not begun'));
  if (item.reportMonth !== null && month < item.reportMonth) {
    refuse('month', words(lang, `已报过 ${item.reportMonth}`, `${item.reportMonth} has been reported`));
  }
  if (row.kind === 'none' && (row.cause ?? '') === '') {
    refuse('cause', words(lang, '无进展要选原因', 'Pick the cause of no progress'));
  }

  const asked = row.kind === 'progress' || row.kind === 'done';
  const given = asked ? row.values : {};
  for (const [key, value] of Object.entries(row.values)) {
    const field = definition.fields.find((one) => one.key === key);
    const same = JSON.stringify(value ?? null) === JSON.stringify(item.values[key] ?? null);
    if (field === undefined) refuse(key, words(lang, '没有这一列', 'There is no such column'));
    else if (!same && !asked)
      refuse(key, words(lang, '选了“无变化”或“无进展”，不能改数', 'Unchanged: no figure may differ'));
    else if (!same && locked(field, item, context)) refuse(key, lockedWords(field, lang));
    else if (field.source !== 'computed') {
      const problem = valueProblem(field, value);
      if (problem !== null) refuse(key, sayValueProblem(problem, lang));
    }
  }
  const values: FieldValues = { ...item.values, ...given };
  const required = row.kind === 'done' ? ['always', 'report', 'closeOut'] : ['always', 'report'];
  for (const field of definition.fields) {
    const mine = field.source === 'reported' || field.source === 'once';
    if (asked && mine && required.includes(field.required) && isEmptyValue(values[field.key])) {
      refuse(field.key, sayValueProblem({ code: 'required' }, lang));
    }
  }

  const after = derive({ ...item, values, reportMonth: month, reportState: 'sent', returned: null }, judge);
  const facts = {
    values: after.values,
    previous: item.accepted,
    state: item.state,
    overdue: isOverdue(item, judge.today),
    reading: context.reading,
  };
  for (const check of definition.checks) {
    if (holds(check.when, facts))
      refuse(check.field, fillWords(check.say[lang], after.values, item.accepted));
  }
  return { issues, questions: open(item, after, row, context, facts), item: after };
}

function open(
  before: ItemRecord,
  after: ItemRecord,
  row: Row,
  { judge, lang }: LookContext,
  facts: Parameters<typeof holds>[1],
): RowQuestion[] {
  const { definition } = judge.program;
  const previous = facts.previous ?? {};
  const questions: RowQuestion[] = definition.questions
    .filter(({ when }) => holds(when, facts))
    .map(({ key, say, causes }) => ({
      key,
      say: fillWords(say[lang], after.values, previous),
      causes: causes.map((cause) => cause[lang]),
    }));
  for (const { field, from, to } of fallen(definition.fields, after.values, previous)) {
    // A fall that was sent and answered before is not asked about again.
    if (to === before.values[field.key]) continue;
    questions.push({
      key: `falls.${field.key}`,
      say: words(
        lang,
        `“${field.name.zh}”是累计数，上次 ${from}，这次 ${to}，少了，对吗？`,
        `${field.name.en} is a running total: ${from} before, ${to} now. Is it right that it fell?`,
      ),
      causes: [
        words(lang, '更正前期多报', 'Too much was reported before'),
        words(lang, '口径调整', 'The definition has changed'),
        words(lang, '损坏、拆除或停用', 'Damaged, removed or out of use'),
      ],
    });
  }
  if (row.kind === 'done' && after.progress !== null && after.progress < 99) {
    questions.push({
      key: 'doneBelowPlan',
      say: words(
        lang,
        `报“已完成”，进度是 ${after.progress}%，对吗？`,
        `Reported as done at ${after.progress} %: right?`,
      ),
      causes: [
        words(lang, '计划量核减', 'The plan was reduced'),
        words(lang, '余量并入他项', 'The rest went to another item'),
      ],
    });
  }
  return questions.filter(({ key }) => (row.answers[key] ?? '') === '');
}

/** What comes from above is never the sender's to change; what is filled once only while it is empty. */
function locked(field: Field, item: ItemRecord, { mayRefill }: LookContext): boolean {
  if (field.source === 'issued' || field.source === 'computed') return true;
  return field.source === 'once' && !mayRefill && !isEmptyValue(item.values[field.key]);
}

function lockedWords(field: Field, lang: Lang): string {
  if (field.source === 'computed') return words(lang, '自动计算，不用填', 'Computed; not typed');
  if (field.source === 'issued') return words(lang, '上级下达，不能改', 'Fixed from above');
  return words(lang, '已填过一次；要改请市局办理', 'Filled in once; ask the city bureau to change it');
}
