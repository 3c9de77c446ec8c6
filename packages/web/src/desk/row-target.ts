import type { DeskRow } from '@qingzhang/contract';

/** Where a row's one button leads: the page, and the place on it, that hold the form. */
export function targetOf(row: DeskRow): string {
  switch (row.kind) {
    case 'reports':
      return row.only === null ? `/report?program=${row.program}` : `/report/${row.only.item}`;
    case 'task': {
      const { act, rung } = row.action;
      return `/tasks/${row.task}?act=${act}${rung === null ? '' : `&rung=${rung}`}`;
    }
    case 'meeting':
    case 'page':
      return row.link;
    case 'item':
      if (row.act === 'report' || (row.act === 'mend' && row.returned?.report)) return `/report/${row.item}`;
      return `/items/${row.item}${placeOf[row.act] ?? '#acts'}`;
  }
}

const placeOf: Partial<Record<string, string>> = {
  check: '#judge',
  accept: '#judge',
  judge: '#reports',
  mend: '#evidence',
};
