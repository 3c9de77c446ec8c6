/** The lists of readings as spreadsheets: completeness, dust events, invalidations, revisions. */
import type { Completeness, DustEvent, Invalidation, Lang, Revision } from '@qingzhang/contract';
import type { ListExport } from '@qingzhang/documents';
import { POLLUTANT_NAMES, POLLUTANTS } from '@qingzhang/standards';
import type { FileReply } from '../http/route.ts';
import { xlsxReply } from '../http/xlsx.ts';

const WORDS = {
  completeness: { zh: '数据完整性', en: 'Completeness' },
  dust: { zh: '沙尘事件', en: 'Dust events' },
  invalidations: { zh: '审核剔除', en: 'Invalidations' },
  revisions: { zh: '数据更正', en: 'Revisions' },
  city: { zh: '城市', en: 'City' },
  code: { zh: '点位编码', en: 'Station' },
  name: { zh: '点位名称', en: 'Name' },
  counts: { zh: '参加评价', en: 'Counts' },
  total: { zh: '小时合计', en: 'Hours' },
  first: { zh: '首小时', en: 'First hour' },
  last: { zh: '末小时', en: 'Last hour' },
  cities: { zh: '城市', en: 'Cities' },
  pollutants: { zh: '污染物', en: 'Pollutants' },
  document: { zh: '认定文件', en: 'Document' },
  note: { zh: '说明', en: 'Note' },
  reason: { zh: '理由', en: 'Reason' },
  by: { zh: '录入', en: 'Entered by' },
  at: { zh: '录入时间', en: 'Entered at' },
  withdrawnBy: { zh: '撤回', en: 'Withdrawn by' },
  withdrawnAt: { zh: '撤回时间', en: 'Withdrawn at' },
  withdrawnReason: { zh: '撤回理由', en: 'Why withdrawn' },
  hour: { zh: '小时', en: 'Hour' },
  before: { zh: '原值', en: 'before' },
  after: { zh: '新值', en: 'after' },
  file: { zh: '更正文件', en: 'File' },
  known: { zh: '更正时间', en: 'Known at' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
} as const;

type Word = keyof typeof WORDS;
const columnsOf = (keys: readonly Word[], lang: Lang) =>
  keys.map((key) => ({ key, title: WORDS[key][lang] }));
const exported = (title: Word, lang: Lang, list: Omit<ListExport, 'title'>, suffix = ''): FileReply =>
  xlsxReply(`${WORDS[title][lang]}${suffix}`, { title: `${WORDS[title][lang]}${suffix}`, ...list });
const names = (pollutants: readonly (typeof POLLUTANTS)[number][]) =>
  pollutants.map((pollutant) => POLLUTANT_NAMES[pollutant]).join('、');

/** Hours present of each place on each day of the month. */
export function completenessXlsx(data: Completeness, lang: Lang): FileReply {
  const days = Array.from({ length: data.days }, (_, index) => String(index + 1));
  return exported(
    'completeness',
    lang,
    {
      columns: [
        ...columnsOf(['city', 'code', 'name', 'counts'], lang),
        ...days.map((day) => ({ key: day, title: day, width: 5 })),
        ...columnsOf(['total'], lang),
      ],
      rows: data.places.map((place) => ({
        city: place.cityName,
        code: place.code,
        name: place.name,
        counts: WORDS[place.counts ? 'yes' : 'no'][lang],
        ...Object.fromEntries(place.hours.map((hours, index) => [String(index + 1), hours])),
        total: place.hours.reduce((sum, hours) => sum + hours, 0),
      })),
    },
    ` ${data.month}`,
  );
}

const withdrawal = (row: DustEvent | Invalidation) => ({
  by: row.createdBy,
  at: row.createdAt,
  withdrawnBy: row.withdrawnBy,
  withdrawnAt: row.withdrawnAt,
  withdrawnReason: row.withdrawnReason,
});
const WITHDRAWAL = ['by', 'at', 'withdrawnBy', 'withdrawnAt', 'withdrawnReason'] as const;

export function dustEventsXlsx(
  items: readonly DustEvent[],
  cityNames: ReadonlyMap<string, string>,
  lang: Lang,
): FileReply {
  return exported('dust', lang, {
    simulated: items.some((event) => event.simulated),
    columns: columnsOf(['first', 'last', 'cities', 'pollutants', 'document', 'note', ...WITHDRAWAL], lang),
    rows: items.map((event) => ({
      first: event.firstHour,
      last: event.lastHour,
      cities: event.cities.map((code) => cityNames.get(code) ?? code).join('、'),
      pollutants: names(event.pollutants),
      document: event.document,
      note: event.note,
      ...withdrawal(event),
    })),
  });
}

export function invalidationsXlsx(items: readonly Invalidation[], lang: Lang): FileReply {
  return exported('invalidations', lang, {
    columns: columnsOf(['code', 'name', 'first', 'last', 'pollutants', 'reason', ...WITHDRAWAL], lang),
    rows: items.map((one) => ({
      code: one.place.code,
      name: one.place.name,
      first: one.firstHour,
      last: one.lastHour,
      pollutants: names(one.pollutants),
      reason: one.reason,
      ...withdrawal(one),
    })),
  });
}

export function revisionsXlsx(items: readonly Revision[], lang: Lang): FileReply {
  const values = POLLUTANTS.flatMap((pollutant) => [
    { key: `${pollutant}Before`, title: `${POLLUTANT_NAMES[pollutant]} ${WORDS.before[lang]}` },
    { key: `${pollutant}After`, title: `${POLLUTANT_NAMES[pollutant]} ${WORDS.after[lang]}` },
  ]);
  return exported('revisions', lang, {
    columns: [
      ...columnsOf(['code', 'name', 'hour'], lang),
      ...values,
      ...columnsOf(['file', 'known', 'by'], lang),
    ],
    rows: items.map((one) => ({
      code: one.place.code,
      name: one.place.name,
      hour: one.hour,
      ...Object.fromEntries(
        POLLUTANTS.flatMap((pollutant) => [
          [`${pollutant}Before`, one.before[pollutant]],
          [`${pollutant}After`, one.after[pollutant]],
        ]),
      ),
      file: one.supersededBy.fileName,
      known: one.supersededBy.knownAt,
      by: one.supersededBy.createdBy,
    })),
  });
}
