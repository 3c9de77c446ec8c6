/** 事项账: what cities owe in items, tasks and commitments (DIS-3.5). */
import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { Lang, Month, RegionCode } from './figures.ts';

/** One line: opening + added − paid + rebound = closing. Units differ per line, so lines are never totalled. */
export const DebtRow = z
  .object({
    subject: z.string(),
    name: z.string(),
    unit: z.string(),
    opening: z.number(),
    added: z.number(),
    paid: z.number(),
    rebound: z.number(),
    closing: z.number(),
    /** Of the closing: opened before this year (旧账). */
    old: z.number(),
    overdue: z.number(),
    lamp: z.enum(['blue', 'green', 'yellow', 'red', 'grey']),
    reason: z.string(),
    /** Frozen with the month's closing. */
    frozen: z.boolean(),
  })
  .meta({ id: 'DebtRow' });
export type DebtRow = z.output<typeof DebtRow>;

const query = z.object({ month: Month.optional(), lang: Lang.default('zh') });

export const getCityDebts = endpoint({
  method: 'GET',
  path: '/api/cities/:code/debts',
  summary: '事项账 · a city’s debts of a month',
  params: z.object({ code: RegionCode }),
  query,
  response: z.object({ month: Month, months: z.array(Month), frozen: z.boolean(), rows: z.array(DebtRow) }),
  permission: 'figures.read',
});

/** All cities, for comparing one subject over them. */
export const listDebts = endpoint({
  method: 'GET',
  path: '/api/debts',
  summary: '各市事项账 · the debts of all cities',
  query,
  response: z.object({
    month: Month,
    frozen: z.boolean(),
    rows: z.array(DebtRow.extend({ city: RegionCode })),
  }),
  permission: 'figures.read',
});

export const listDebtsXlsx = endpoint({
  method: 'GET',
  path: '/api/debts.xlsx',
  summary: '各市事项账（表格） · the debts of all cities as a spreadsheet',
  query: query.extend({ city: RegionCode.optional() }),
  response: 'file',
  permission: 'figures.read',
});
