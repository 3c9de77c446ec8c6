/** 事项账 as pages, documents and spreadsheets read it: within the asker's regions, in protocol order. */

import type { DebtRow, Lang } from '@qingzhang/contract';
import { AppError } from '@qingzhang/contract';
import { managedCities } from '../../evaluation/subjects.ts';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Actor } from '../../platform/actor.ts';
import { beijingDay } from '../../platform/clock.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { seesRegion } from '../../platform/policy.ts';
import { pick } from '../sentences.ts';
import { fullName } from '../words/words.ts';
import { readDebts, type StoredDebtRow } from './rows.ts';

/** A line in one language. */
function worded(row: StoredDebtRow, frozen: boolean, lang: Lang): DebtRow {
  const { cityCode: _, name, reason, ...figures } = row;
  return { ...figures, name: pick(lang, name.zh, name.en), reason: pick(lang, reason.zh, reason.en), frozen };
}

interface Question {
  readonly month?: string | undefined;
  readonly lang: Lang;
}

/** One city's lines of a month (the running one unless said), and the months there are. */
export async function cityDebts(db: Db, actor: Actor, now: Date, code: string, question: Question) {
  if (!seesRegion(actor, code, null)) {
    throw new AppError('permission.otherRegion', { region: code, own: actor.regionCode ?? '' });
  }
  const today = beijingDay(now);
  const month = question.month ?? today.slice(0, 7);
  const { frozen, rows } = await readDebts(db, [code], month, today);
  return {
    month,
    months: await debtMonths(db, today),
    frozen,
    rows: rows.map((row) => worded(row, frozen, question.lang)),
  };
}

/** From the first debt to now, newest first; at most five years. */
async function debtMonths(db: Db, today: string): Promise<string[]> {
  const row = await db
    .selectFrom('debt')
    .select((eb) => eb.fn.min('opened_on').as('first'))
    .executeTakeFirst();
  const months: string[] = [];
  const first = row?.first?.slice(0, 7) ?? today.slice(0, 7);
  for (let month = today.slice(0, 7); month >= first && months.length < 60; month = before(month)) {
    months.push(month);
  }
  return months;
}

function before(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** All cities the asker sees, city by city in protocol order. */
export async function allDebts(db: Db, actor: Actor, now: Date, question: Question) {
  const cities = (await managedCities(db)).filter(({ code }) => seesRegion(actor, code, null));
  const today = beijingDay(now);
  const month = question.month ?? today.slice(0, 7);
  const { frozen, rows } = await readDebts(
    db,
    cities.map(({ code }) => code),
    month,
    today,
  );
  const byCity = Map.groupBy(rows, ({ cityCode }) => cityCode);
  return {
    month,
    frozen,
    rows: cities.flatMap(({ code }) =>
      (byCity.get(code) ?? []).map((row) => ({ ...worded(row, frozen, question.lang), city: code })),
    ),
  };
}

const LAMPS = { blue: '蓝', green: '绿', yellow: '黄', red: '红', grey: '灰' } as const;

/** The same as a spreadsheet. */
export async function debtsXlsx(
  db: Db,
  actor: Actor,
  now: Date,
  question: Question & { readonly city?: string | undefined },
): Promise<FileReply> {
  const { lang, city } = question;
  const { month, frozen, rows } = await allDebts(db, actor, now, question);
  const names = new Map((await managedCities(db)).map((one) => [one.code, fullName(one, lang)]));
  const simulated = await db
    .selectFrom('debt_subject')
    .select('subject')
    .where('simulated', '=', true)
    .executeTakeFirst();
  const title = pick(lang, '事项账', 'Debts of items');
  const amount = (key: string, zh: string, en: string) => ({ key, title: pick(lang, zh, en), decimals: 0 });
  return xlsxReply(`${title} ${month}`, {
    title: `${title} ${month}`,
    columns: [
      { key: 'city', title: pick(lang, '城市', 'City') },
      { key: 'name', title: pick(lang, '科目', 'Subject'), width: 22 },
      { key: 'unit', title: pick(lang, '单位', 'Unit') },
      amount('opening', '期初', 'opening'),
      amount('added', '新增', 'added'),
      amount('paid', '销账', 'paid'),
      amount('rebound', '反弹', 'rebound'),
      amount('closing', '期末', 'closing'),
      amount('old', '其中旧账', 'old debt'),
      amount('overdue', '逾期', 'overdue'),
      { key: 'lamp', title: pick(lang, '灯', 'Lamp') },
      { key: 'reason', title: pick(lang, '为什么', 'Why'), width: 30 },
    ],
    rows: rows
      .filter((row) => city === undefined || row.city === city)
      .map(({ frozen: _, lamp, ...row }) => ({
        ...row,
        city: names.get(row.city) ?? row.city,
        lamp: pick(lang, LAMPS[lamp], lamp),
      })),
    notes: [
      pick(lang, '期初＋新增－销账＋反弹＝期末', 'opening + added − paid + rebound = closing'),
      ...(frozen ? [pick(lang, '已结账', 'closed')] : []),
    ],
    simulated: simulated !== undefined,
  });
}
