/** A city's year day by day as a spreadsheet: concentrations as published, AQI, class, primary pollutants. */
import { DECIMALS, daysFromTo, formatDay, POLLUTANTS, powerOfTen, UNITS } from '@qingzhang/standards';
import { className } from '../../evaluation/words.ts';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';
import type { Platform } from '../../platform/platform.ts';
import { earlierDay, laterDay, standingOf } from '../moment.ts';
import { pick } from '../sentences.ts';
import { fullName, indicatorName, listed } from '../words/words.ts';
import { yearsToDate } from '../ytd.ts';
import { type CityQuestion, standForCity } from './account.ts';

export async function cityDaysXlsx(platform: Platform, question: CityQuestion): Promise<FileReply> {
  const { code, lang } = question;
  const { stand, year } = await standForCity(platform, question);
  const city = stand.cities.find((one) => one.code === code)!;
  const { days } = (await yearsToDate(stand, year, [code])).get(code)!;
  const [first, last] = [formatDay(year, 1, 1), formatDay(year, 12, 31)];
  const to = laterDay(first, earlierDay(stand.lastDay, last));
  const standing = await standingOf(stand, { from: first, to }, { cities: [code] });
  const name = `${fullName(city, lang)} ${year}${pick(lang, '年每日空气质量', ' daily air quality')}`;
  return xlsxReply(name, {
    title: name,
    columns: [
      { key: 'day', title: pick(lang, '日期', 'day'), width: 12 },
      { key: 'aqi', title: 'AQI' },
      { key: 'level', title: pick(lang, '级别', 'class'), width: 12 },
      { key: 'primary', title: pick(lang, '首要污染物', 'primary'), width: 18 },
      ...POLLUTANTS.map((pollutant) => ({
        key: pollutant,
        title: `${indicatorName(pollutant, lang)} (${UNITS[pollutant]})`,
        decimals: DECIMALS[pollutant],
      })),
      { key: 'dust', title: pick(lang, '沙尘小时', 'dust hours') },
    ],
    rows: (stand.lastDay < first ? [] : daysFromTo(first, to)).map((day) => {
      const found = days.get(day);
      const aqi = found?.[stand.view.dust].aqi;
      return {
        day,
        aqi: aqi?.aqi ?? null,
        level: aqi?.level ? className(aqi.level, lang) : null,
        primary: listed(
          (aqi?.primary ?? []).map((one) => indicatorName(one, lang)),
          lang,
        ),
        ...Object.fromEntries(
          POLLUTANTS.map((pollutant) => {
            const rounded = aqi?.rounded[pollutant] ?? null;
            return [pollutant, rounded === null ? null : rounded / powerOfTen(DECIMALS[pollutant])];
          }),
        ),
        dust: found?.row.dustHours ?? null,
      };
    }),
    notes: [
      pick(lang, `数据截至 ${standing.at}，实时未审核`, `data up to ${standing.at}, live and not reviewed`),
    ],
    simulated: standing.simulated,
  });
}
