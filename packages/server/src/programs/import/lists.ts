/** Batches and their rows as spreadsheets. */
import {
  fillLedgerWords,
  type LedgerImportLine,
  ledgerFaultWords,
  sayLedgerIssue,
} from '@qingzhang/contract';
import { columnLetters } from '@qingzhang/domain';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { BoardProgram } from '../board/programs.ts';
import type { Analysis, JudgedRow } from './analysis.ts';
import type { Batch } from './batch.ts';

const states = {
  reading: { zh: '在读', en: 'reading' },
  matching: { zh: '待认可', en: 'to be agreed' },
  running: { zh: '在入账', en: 'running' },
  done: { zh: '已入账', en: 'taken in' },
  cancelled: { zh: '已停下', en: 'stopped' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
  failed: { zh: '失败', en: 'failed' },
} as const;

export function batchesXlsx(
  program: BoardProgram,
  lines: readonly LedgerImportLine[],
  lang: 'zh' | 'en',
): FileReply {
  const t = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const title = `${program.definition.shortName[lang]} ${t('导入批次', 'imports')}`;
  return xlsxReply(title, {
    title,
    simulated: program.simulated,
    columns: [
      { key: 'id', title: t('批次', 'Batch') },
      { key: 'file', title: t('文件', 'File'), width: 40 },
      { key: 'month', title: t('月份', 'Month') },
      { key: 'state', title: t('状态', 'State') },
      { key: 'post', title: t('岗位', 'Post'), width: 24 },
      { key: 'at', title: t('时间', 'Time'), width: 20 },
      { key: 'total', title: t('行数', 'Rows') },
      { key: 'create', title: t('新增', 'New') },
      { key: 'change', title: t('更新', 'Changed') },
      { key: 'same', title: t('相同', 'Same') },
      { key: 'mend', title: t('要改', 'To mend') },
      { key: 'skipped', title: t('跳过', 'Skipped') },
      { key: 'failure', title: t('原因', 'Reason'), width: 40 },
    ],
    rows: lines.map((line) => ({
      id: line.id,
      file: line.fileName,
      month: line.month,
      state: states[line.state][lang],
      post: line.post,
      at: beijing(line.finishedAt ?? line.createdAt),
      total: line.counts?.total,
      create: line.counts?.create,
      change: line.counts?.change,
      same: line.counts?.same,
      mend: line.counts?.mend,
      skipped: line.counts?.skipped,
      failure: line.failure === null ? '' : faultText(line.failure.code, line.failure.params, lang),
    })),
  });
}

/** Why a batch failed, in words. */
export function faultText(
  code: string,
  params: Readonly<Record<string, unknown>>,
  lang: 'zh' | 'en',
): string {
  const words = Object.entries(ledgerFaultWords).find(([known]) => known === code)?.[1];
  return words === undefined ? code : fillLedgerWords(words, params, lang);
}

const beijing = (at: string): string =>
  new Date(new Date(at).getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

const outcomes = {
  create: { zh: '新增', en: 'new' },
  change: { zh: '更新', en: 'changed' },
  same: { zh: '相同', en: 'same' },
  reject: { zh: '要改', en: 'to mend' },
  skip: { zh: '不入账', en: 'left out' },
} as const;

/** All reasons against a row, in words. */
export function reasonsOf(row: JudgedRow, analysis: Analysis, lang: 'zh' | 'en'): string {
  return row.issues
    .map((issue) => {
      const name = analysis.knowledge.targets.find(({ key }) => key === issue.target)?.name ?? '';
      const { title, hint } = sayLedgerIssue(issue, name, lang);
      const cell = issue.column === null ? '' : `${columnLetters(issue.column)}${row.stored.no} `;
      return `${cell}${title}${hint === '' ? '' : lang === 'zh' ? `（${hint}）` : ` (${hint})`}`;
    })
    .join(lang === 'zh' ? '；' : '; ');
}

export function rowsXlsx(batch: Batch, analysis: Analysis, lang: 'zh' | 'en'): FileReply {
  const t = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const title = `${batch.fileName.replace(/\.\w+$/u, '')} ${t('逐行结果', 'rows')}`;
  return xlsxReply(title, {
    title,
    simulated: analysis.knowledge.program.simulated,
    columns: [
      { key: 'row', title: t('行', 'Row') },
      { key: 'outcome', title: t('结果', 'Outcome') },
      { key: 'item', title: t('事项编号', 'Item no.') },
      { key: 'title', title: t('事项', 'Item'), width: 32 },
      { key: 'reasons', title: t('原因', 'Reason'), width: 80 },
    ],
    rows: analysis.rows
      .filter(({ stored }) => stored.kind === 'data')
      .map((row) => {
        const item = row.verdict !== null && 'item' in row.verdict ? row.verdict.item : null;
        const known =
          item ??
          (row.stored.item === null ? null : (analysis.knowledge.index.byId.get(row.stored.item) ?? null));
        return {
          row: row.stored.no,
          outcome: row.outcome === null ? '' : outcomes[row.outcome][lang],
          item: known?.no,
          title: known?.title ?? '',
          reasons: reasonsOf(row, analysis, lang),
        };
      }),
  });
}
