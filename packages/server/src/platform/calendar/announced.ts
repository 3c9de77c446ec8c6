import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { addDays, type Day, formatDay, isLeapYear } from '@qingzhang/standards';
import { z } from 'zod';

/** `2026-10-10` → `National Day,国庆节,3`: English name, Chinese name, days off granted. */
const Named = z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), z.string());
const Arrangement = z.object({ holidays: Named, workdays: Named });

/** A named day of the official arrangement: a holiday, or a weekend day worked for one. */
export interface AnnouncedDay {
  readonly day: Day;
  readonly work: boolean;
  readonly name: string;
  readonly nameEn: string;
}

/** The arrangements that the installed package knows, by year, and what to cite. */
export interface AnnouncedYears {
  readonly source: string;
  readonly years: ReadonlyMap<number, readonly AnnouncedDay[]>;
}

/** Read the State Council's yearly arrangements as the package `chinese-days` carries them. */
export function announcedYears(): AnnouncedYears {
  const require = createRequire(import.meta.url);
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  const { version } = z
    .object({ version: z.string() })
    .parse(read(require.resolve('chinese-days/package.json')));
  const { holidays, workdays } = Arrangement.parse(
    read(require.resolve('chinese-days/dist/chinese-days.json')),
  );

  const years = new Map<number, AnnouncedDay[]>();
  for (const [days, work] of [
    [holidays, false],
    [workdays, true],
  ] as const) {
    for (const [day, text] of Object.entries(days)) {
      const [nameEn = '', name = ''] = text.split(',');
      const year = Number(day.slice(0, 4));
      const entry = { day, work, name, nameEn };
      const list = years.get(year);
      if (list === undefined) years.set(year, [entry]);
      else list.push(entry);
    }
  }
  return { source: `国务院办公厅节假日安排（chinese-days ${version}）`, years };
}

/** Every day of a year. */
export function daysOfYear(year: number): Day[] {
  const first = formatDay(year, 1, 1);
  return Array.from({ length: isLeapYear(year) ? 366 : 365 }, (_, index) => addDays(first, index));
}
