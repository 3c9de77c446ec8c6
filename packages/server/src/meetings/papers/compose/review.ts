/** 上次会议要求落实和承诺兑现情况 (DIS-6.5). */
import { officialDate } from '@qingzhang/documents';
import { reviewTemplate } from '../../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../../issuing/templates/render.ts';
import { cityOf, type HeardPromise, meetingDay, meetingWordsOf, type PaperContext } from './context.ts';
import { paperModel } from './paper.ts';
import type { DocumentModel, TableBlock, TemplateBody } from './types.ts';

export const VERDICTS = { kept: '兑现', late: '晚兑现', broken: '未兑现', open: '待定' } as const;
const short = (day: string | null) => (day === null ? '未定' : officialDate(day).replace(/^\d{4}年/u, ''));

/** 按期兑现3项，超期兑现1项，未兑现1项，未到期0项. */
export function promiseSummary(promises: readonly HeardPromise[]): string {
  const count = (verdict: HeardPromise['verdict']) =>
    promises.filter((one) => one.verdict === verdict).length;
  const parts = (['kept', 'late', 'broken', 'open'] as const).filter((verdict) => count(verdict) > 0);
  return parts.map((verdict) => `${VERDICTS[verdict]}${count(verdict)}项`).join('，');
}

export function composeReview(context: PaperContext, body: TemplateBody): DocumentModel {
  const { previous, promises, requirements } = context;
  const name = (code: string | null) => cityOf(context, code)?.name ?? '省厅有关处室';
  const closed = requirements.filter(({ state }) => state === 'closed').length;
  const late = requirements.filter((one) => one.late).length;
  const parts = renderTemplate(reviewTemplate, body, {
    ...meetingWordsOf(context),
    有上次会议: previous !== null,
    上次会议: previous?.title ?? '',
    上次日期: previous === null ? '' : officialDate(meetingDay(previous.starts_at)),
    要求概况:
      requirements.length === 0
        ? '会议未提出需跟踪的要求'
        : `会议共提出工作要求${requirements.length}项，已销号${closed}项，办理中${requirements.length - closed}项${late > 0 ? `（其中逾期${late}项）` : ''}`,
    // The table says them one by one; a list of a hundred would be read by nobody.
    要求: [],
    承诺概况:
      promises.length === 0
        ? '没有需要兑现的承诺'
        : `各市承诺${promises.length}项，${promiseSummary(promises)}`,
    承诺: [],
    未兑现: promises
      .filter(({ verdict }) => verdict === 'broken')
      .map(({ row, result }) => ({
        key: `c${row.id}`,
        市: name(row.city_code),
        承诺: row.text,
        兑现: result,
      })),
  });
  return paperModel(context, {
    id: `review-${context.meeting.id}`,
    form: 'plain',
    parts,
    fill: (chapter) => {
      if (chapter === '要求落实表') return requirements.length === 0 ? [] : [requirementTable(context, name)];
      return promises.length === 0 ? [] : [promiseTable(promises, name)];
    },
  });
}

function requirementTable({ requirements }: PaperContext, name: (code: string | null) => string): TableBlock {
  return {
    kind: 'table',
    id: 'requirements',
    dense: true,
    caption: '会议要求落实情况表',
    columns: [
      { key: 'city', width: 1.1, align: 'center' },
      { key: 'text', width: 4, align: 'left' },
      { key: 'due', width: 1.1, align: 'center' },
      { key: 'progress', width: 0.9, align: 'decimal' },
      { key: 'state', width: 1, align: 'center', fixed: true },
    ],
    header: [['责任单位', '要求', '时限', '进度%', '状态'].map((text) => ({ text }))],
    rows: requirements.map((one) => ({
      cells: [
        { text: name(one.city) },
        { text: one.text },
        { text: short(one.due) },
        one.progress === null
          ? { text: '—' }
          : { text: String(Math.round(one.progress)), value: one.progress },
        { text: one.state === 'closed' ? '已销号' : one.late ? '逾期' : '办理中', bold: one.late },
      ],
    })),
  };
}

function promiseTable(promises: readonly HeardPromise[], name: (code: string | null) => string): TableBlock {
  return {
    kind: 'table',
    id: 'promises',
    dense: true,
    caption: '上次承诺，本次兑现',
    columns: [
      { key: 'city', width: 1, align: 'center' },
      { key: 'promised', width: 3.2, align: 'left' },
      { key: 'due', width: 1, align: 'center' },
      { key: 'result', width: 2.4, align: 'left' },
      { key: 'verdict', width: 1, align: 'center', fixed: true },
    ],
    header: [['市', '上次承诺', '时限', '本次兑现', '结论'].map((text) => ({ text }))],
    rows: promises.map(({ row, result, verdict }) => ({
      key: `c${row.id}`,
      cells: [
        { text: name(row.city_code) },
        { text: row.text },
        { text: short(row.due) },
        { text: result === '' ? '—' : result },
        { text: VERDICTS[verdict], bold: verdict === 'broken' },
      ],
    })),
  };
}
