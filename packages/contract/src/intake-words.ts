/** The words of an import: why a row was turned away, why a file was, what else is worth saying. Chinese and English side by side. */
type Words = Readonly<{ zh: string; en: string }>;

/** Why a row was turned away, in words; `{name}` takes the reject's param. */
export const rejectWords = {
  'line.tooLong': {
    zh: '这一行有 {bytes} 字节，超过 {limit} 字节，未读入。请检查是否缺换行。',
    en: 'The line has {bytes} bytes, more than {limit}; it was not read. Are line breaks missing?',
  },
  'line.encoding': {
    zh: '这一行有不属于 {encoding} 的字节。请用同一种编码另存整个文件。',
    en: 'The line has bytes that are not {encoding}. Save the whole file in one encoding.',
  },
  'line.quote': {
    zh: '引号没有配对。',
    en: 'A quote is not closed.',
  },
  'row.fields': {
    zh: '有 {found} 列，表头是 {expected} 列。',
    en: '{found} fields where the header has {expected}.',
  },
  'row.duplicate': {
    zh: '文件里同一地点同一小时出现两次且数值不同：先为 {first}，后为 {second}。取先出现的，请核实后改正。',
    en: 'The same place and hour stands twice in the file with different values: first {first}, then {second}. The first was taken.',
  },
  'row.otherName': {
    zh: '文件里同一点位有两种写法且数值不同，取与登记名称一致的一行，这一行不采用。',
    en: 'The file names one station in two ways with different values; the row under the registered name was taken, this one was not.',
  },
  'time.invalid': {
    zh: '看不懂的时间“{value}”。请写成 2020-06-30 16:00。',
    en: 'Not a time: “{value}”. Write 2020-06-30 16:00.',
  },
  'time.notWholeHour': { zh: '时间“{value}”不是整点。', en: 'The time “{value}” is not a full hour.' },
  'time.otherZone': {
    zh: '时间“{value}”不是北京时间（UTC+8）。',
    en: 'The time “{value}” is not Beijing time (UTC+8).',
  },
  'time.future': { zh: '时间“{value}”在将来。', en: 'The time “{value}” lies in the future.' },
  'place.unknown': {
    zh: '没有登记的点位或城市：{place}。先登记，再整份导入一次，已入库的不会重复。',
    en: 'Not a registered station or city: {place}. Register it, then import the file again; nothing is taken twice.',
  },
  'place.ambiguous': {
    zh: '“{place}”在多个城市都有（{cities}），请加上城市一列。',
    en: '“{place}” exists in several cities ({cities}); add a city column.',
  },
  'place.otherCity': {
    zh: '这一行属于 {city}，只能导入本市（{own}）的数据。',
    en: 'The row belongs to {city}; only data of your own city ({own}) can be imported.',
  },
  'cell.notNumber': {
    zh: '“{value}”不是数。缺测请留空。',
    en: '“{value}” is not a number. Leave missing values empty.',
  },
  'cell.negative': {
    zh: '负值 {value}。缺测请留空。',
    en: 'Negative value {value}. Leave missing values empty.',
  },
  'cell.absurd': {
    zh: '{value} 超过物理上限 {limit} {unit}。确属实测时请管理员调高上限。',
    en: '{value} is above the physical limit of {limit} {unit}. If it is real, an administrator can raise the limit.',
  },
  'register.code': { zh: '编码“{value}”不合要求。', en: 'The code “{value}” cannot be used.' },
  'register.repeated': {
    zh: '编码“{value}”在文件里出现了两次。',
    en: 'The code “{value}” stands twice in the file.',
  },
  'register.name': { zh: '名称为空。', en: 'The name is empty.' },
  'register.coordinate': { zh: '坐标“{value}”不合要求。', en: 'The coordinate “{value}” cannot be used.' },
  'register.level': {
    zh: '级别“{value}”应为 province、city 或 county。',
    en: 'The level “{value}” must be province, city or county.',
  },
  'register.parent': { zh: '上级代码“{value}”没有登记。', en: 'The parent “{value}” is not registered.' },
  'register.number': { zh: '“{value}”应为整数。', en: '“{value}” must be a whole number.' },
  'register.city': { zh: '城市“{value}”没有登记。', en: 'The city “{value}” is not registered.' },
  'register.pollutant': {
    zh: '污染物“{value}”应为 PM10、PM2.5。',
    en: 'The pollutant “{value}” must be PM10 or PM2.5.',
  },
  'register.document': {
    zh: '没有确认文件，不能扣除（AIR-5.2）。',
    en: 'Without a confirming document nothing is deducted (AIR-5.2).',
  },
  'register.span': { zh: '结束早于开始。', en: 'The end is before the start.' },
  'target.region': {
    zh: '地区“{value}”不是本系统管辖的省或市。',
    en: 'The region “{value}” is no province or city of this system.',
  },
  'target.year': {
    zh: '年份“{value}”应在 2000—2100 之间。',
    en: 'The year “{value}” must lie within 2000–2100.',
  },
  'target.indicator': {
    zh: '不认识指标“{value}”。可用：PM2.5、PM10、SO2、NO2、CO、O3、综合指数、优良天数比例、重污染天数。',
    en: 'Unknown indicator “{value}”. Known: pm25, pm10, so2, no2, co, o3, index, goodDayShare, heavyDays.',
  },
  'target.value': {
    zh: '目标值“{value}”应为不超过四位小数的正数；优良天数比例不超过 100，重污染天数为整数。',
    en: 'The value “{value}” must be a number of at most four decimals; shares at most 100, days whole.',
  },
  'target.monthly': {
    zh: '逐月计划值要么十二个月都有，要么都空；“{value}”不合要求。',
    en: 'Monthly values: all twelve or none; “{value}” cannot be used.',
  },
  'target.document': { zh: '没有来源文件。', en: 'The deciding document is missing.' },
  'target.documentDate': {
    zh: '文件日期“{value}”应为 2020-01-15 的形式。',
    en: 'The date “{value}” must look like 2020-01-15.',
  },
} as const satisfies Record<string, Words>;
export type RejectCode = keyof typeof rejectWords;

/** Why a whole file was not taken, in words. Nothing of such a file is in the database. */
export const importFaultWords = {
  'file.missing': { zh: '找不到文件 {path}。', en: 'There is no file {path}.' },
  'file.empty': { zh: '文件是空的。', en: 'The file is empty.' },
  'file.damaged': {
    zh: '文件已损坏（{reason}），一行也没有入库。请重新下载或重新压缩。',
    en: 'The file is damaged ({reason}); nothing of it was taken. Fetch or compress it again.',
  },
  'file.xls': {
    zh: '这是旧版 Excel 文件（.xls），请另存为 .xlsx 或 CSV。',
    en: 'This is an old Excel file (.xls). Save it as .xlsx or CSV.',
  },
  'file.notTable': { zh: '这不是表格文件（{reason}）。', en: 'This is not a table ({reason}).' },
  'layout.unknown': {
    zh: '看不出是哪种版式，缺少：{missing}。所支持的版式见 docs/formats.md。',
    en: 'None of the known layouts; missing: {missing}. docs/formats.md lists the layouts.',
  },
  'layout.daily': {
    zh: '这是日值文件。本系统只接收小时值，日值由小时值计算。',
    en: 'This file holds daily values. Only hours are taken; days are computed from them.',
  },
  'layout.other': {
    zh: '指定了版式 {wanted}，文件却是 {found}。',
    en: 'The layout {wanted} was asked for, but the file is {found}.',
  },
  'layout.repeatedColumn': { zh: '列“{column}”出现了两次。', en: 'The column “{column}” stands twice.' },
  'layout.missingColumn': { zh: '缺少列“{column}”。', en: 'The column “{column}” is missing.' },
  'import.interrupted': {
    zh: '导入进程中断，一行也没有入库。请重新导入。',
    en: 'The import was interrupted; nothing of it was taken. Import the file again.',
  },
  'import.internal': { zh: '程序出错：{reason}', en: 'The program failed: {reason}' },
} as const satisfies Record<string, Words>;
export type ImportFaultCode = keyof typeof importFaultWords;

/** Things worth saying about a file or a register that stop nothing. */
export const importNoteWords = {
  'columns.ignored': { zh: '没有用到的列：{columns}', en: 'Columns not used: {columns}' },
  'columns.absent': { zh: '文件里没有：{pollutants}', en: 'Not in the file: {pollutants}' },
  'hour.begin': {
    zh: '按“时间标注为小时起点”读入，已换算为小时终点。',
    en: 'Labels were read as the begin of the hour and turned into its end.',
  },
  'cells.kept': {
    zh: '{count} 个缺测单元格对应已有数值，数值保留不动。',
    en: '{count} missing cells met known values; the values stay.',
  },
  'rows.repeated': {
    zh: '{count} 行在文件内重复，数值一致。',
    en: '{count} rows repeat others of the file with the same values.',
  },
  'rejects.bounded': {
    zh: '{code} 共 {count} 行，只保留了 {kept} 行供查看。',
    en: '{code}: {count} rows, of which {kept} were kept for reading.',
  },
  'station.sameSite': {
    zh: '{codes} 坐标相同，疑为同一点位换了编码：{counting} 参加评价，其余不参加；如有启停日期请补登记。',
    en: '{codes} share coordinates, probably one site under a new code: {counting} counts, the others do not; enter dates if known.',
  },
  'station.sameName': {
    zh: '{city} 有多个点位叫“{name}”：按名称导入时对应 {code}。',
    en: '{city} has several stations named “{name}”: by name, {code} is meant.',
  },
} as const satisfies Record<string, Words>;

/** The words of a code with its params put in; the code itself where it is not known. */
export function fillWords(
  table: Readonly<Record<string, Words>>,
  code: string,
  params: Readonly<Record<string, unknown>>,
  lang: 'zh' | 'en',
): string {
  const words = table[code];
  if (words === undefined) return code;
  return words[lang].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return Array.isArray(value) ? value.join(lang === 'zh' ? '、' : ', ') : String(value ?? '');
  });
}
