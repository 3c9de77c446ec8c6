/** Words of imports of ledgers: why a column was matched so, what stands against a row, why a file was not read. */

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Why a column stands for a field. */
export const ledgerWhyWords = {
  remembered: { zh: '上次记住', en: 'remembered' },
  sameName: { zh: '列名一致', en: 'same name' },
  alsoName: { zh: '“{name}”是它的别名', en: '“{name}” is another name of it' },
  alike: { zh: '列名像“{name}”', en: 'the name is like “{name}”' },
  byContent: { zh: '内容像', en: 'by its content' },
  joined: { zh: '两行表头合并', en: 'two heading rows joined' },
  split: { zh: '拆成乡镇和村两列', en: 'taken apart into township and village' },
  regions: { zh: '{count} 处写法认出是本省县区', en: '{count} cells are regions of the province' },
  found: { zh: '{count} 处与台账已有内容对上', en: '{count} cells are known in the ledger' },
  choices: { zh: '“{from}”归入{to}', en: '“{from}” goes to {to}' },
  fullWidth: { zh: '全角转半角', en: 'full-width digits read' },
  unitOff: { zh: '去掉“{unit}”字', en: '“{unit}” taken off' },
  unitDiffers: {
    zh: '表头写的是{unit}，台账用{wanted}',
    en: 'the heading says {unit}, the ledger has {wanted}',
  },
  wholeScale: {
    zh: '比台账现有数大约 {times} 倍，可能不是{wanted}',
    en: 'about {times} times the ledger’s figures: perhaps not {wanted}',
  },
  mixedUnits: { zh: '像是混了单位：{count} 格大得多', en: 'units look mixed: {count} cells are far larger' },
  equalIssued: { zh: '{share}% 与下达数一致', en: '{share}% equal what was issued' },
  equalLast: { zh: '{share}% 与上期数一致', en: '{share}% equal the last report' },
  contentFails: { zh: '内容只有 {share}% 对得上', en: 'only {share}% of the content fits' },
  orElse: { zh: '还可能是“{name}”', en: 'may also be “{name}”' },
  serial: { zh: '流水号，不入账', en: 'a serial number, not imported' },
  ours: { zh: '本系统加的列，不入账', en: 'a column of ours, not imported' },
  empty: { zh: '空列', en: 'an empty column' },
  noTarget: { zh: '台账里没有这一列', en: 'the ledger has no such column' },
  chosen: { zh: '您选定', en: 'chosen by you' },
  taken: { zh: '原来的字段改给了别的列', en: 'its field went to another column' },
} as const satisfies Record<string, Words>;

/** What stands against a row: what it is, and why it matters or what it probably is. */
export const ledgerIssueWords: Readonly<Record<string, { readonly title: Words; readonly hint: Words }>> = {
  'number.unreadable': {
    title: { zh: '{field}不是数', en: '{field} is no number' },
    hint: {
      zh: '“{shown}”读不成数；没有就空着，空不当作 0',
      en: '“{shown}” cannot be read as a number; leave it empty if there is none',
    },
  },
  'number.whole': {
    title: { zh: '{field}应为整数', en: '{field} must be whole' },
    hint: { zh: '写的是 {shown}', en: 'it says {shown}' },
  },
  'number.unit': {
    title: { zh: '{field}单位不对', en: 'wrong unit of {field}' },
    hint: { zh: '写的是{unit}，与台账的单位换算不了', en: '{unit} cannot be converted' },
  },
  'number.range': {
    title: { zh: '{field}超出范围', en: '{field} out of range' },
    hint: { zh: '应在 {min} 到 {max} 之间', en: 'should be between {min} and {max}' },
  },
  'number.scale': {
    title: { zh: '{field}单位不一', en: 'mixed units in {field}' },
    hint: { zh: '同列其他格在 {low}–{high} 之间', en: 'other cells lie between {low} and {high}' },
  },
  'date.unreadable': {
    title: { zh: '{field}不是日期', en: '{field} is no date' },
    hint: { zh: '写成 2026-07-31 或 2026年7月底', en: 'write 2026-07-31' },
  },
  'choice.unknown': {
    title: { zh: '{field}里没有“{shown}”', en: '{field} has no “{shown}”' },
    hint: { zh: '选它归入哪一项，整类一起改', en: 'choose where it belongs' },
  },
  'yesNo.unreadable': {
    title: { zh: '{field}应写是或否', en: '{field} must be yes or no' },
    hint: { zh: '写的是“{shown}”', en: 'it says “{shown}”' },
  },
  'text.long': {
    title: { zh: '{field}太长', en: '{field} too long' },
    hint: { zh: '最多 {limit} 字', en: 'at most {limit} characters' },
  },
  'region.unknown': {
    title: { zh: '没有叫“{shown}”的{levelName}', en: 'no {levelName} is called “{shown}”' },
    hint: { zh: '选它是哪一个', en: 'choose which one it is' },
  },
  'region.several': {
    title: { zh: '“{shown}”不止一个', en: 'several are called “{shown}”' },
    hint: { zh: '选是哪一个，或加一列市', en: 'choose which, or add a column of cities' },
  },
  'region.other': { title: { zh: '不是本市县的', en: 'another region' }, hint: { zh: '', en: '' } },
  'place.unsplit': {
    title: { zh: '乡镇村拆不开', en: 'place cannot be taken apart' },
    hint: { zh: '', en: '' },
  },
  'item.unknown': {
    title: { zh: '台账里没有这一条', en: 'not in the ledger' },
    hint: {
      zh: '名称对不上；新增事项由主管处室下达',
      en: 'the name matches nothing; new items are issued by the office',
    },
  },
  'item.several': {
    title: { zh: '名称对上不止一条', en: 'several items of that name' },
    hint: { zh: '本县有 {count} 个同名的，逐行选', en: '{count} in this county; choose row by row' },
  },
  'item.closed': {
    title: { zh: '事项已不在填报', en: 'the item takes no reports' },
    hint: { zh: '{no} 号已销号或尚未下达', en: 'no. {no} is closed or not yet issued' },
  },
  'item.twice': {
    title: { zh: '同一条写了两行', en: 'the same item twice' },
    hint: { zh: '第 {row} 行已经有了', en: 'row {row} has it already' },
  },
  'item.nameless': {
    title: { zh: '{field}空着', en: '{field} is empty' },
    hint: { zh: '靠它认出是哪一条', en: 'it tells which item is meant' },
  },
  'item.cityMissing': {
    title: { zh: '不知道是哪个市的', en: 'no city' },
    hint: { zh: '表里没有认出市、县', en: 'neither city nor county was recognised' },
  },
  'item.refused': {
    title: { zh: '台账不收', en: 'refused by the ledger' },
    hint: { zh: '{reasonWords}', en: '{reasonWords}' },
  },
  'value.missing': {
    title: { zh: '{field}为空', en: '{field} is empty' },
    hint: { zh: '空和 0 不一样：0 是没有', en: 'empty is not 0: 0 means none' },
  },
  'value.needed': {
    title: { zh: '{field}没有填', en: '{field} is not given' },
    hint: {
      zh: '新增事项必须有；表里没有这一列的，请加上这一列',
      en: 'a new item needs it; where the sheet has no such column, add one',
    },
  },
  'value.fall': {
    title: { zh: '{field}比上月少', en: '{field} is less than last month' },
    hint: { zh: '累计数不会减少；像是数字颠倒或漏填', en: 'a running total does not fall' },
  },
  'issued.differs': {
    title: { zh: '{field}与下达数不同', en: '{field} differs from what was issued' },
    hint: { zh: '下达的是 {issued}，只核对不改写', en: '{issued} was issued; it is only compared' },
  },
  'deadline.later': {
    title: { zh: '国家时限不能推后', en: 'a national deadline cannot move later' },
    hint: { zh: '现为 {issued}', en: 'it is {issued}' },
  },
  check: { title: { zh: '{say}', en: '{sayEn}' }, hint: { zh: '', en: '' } },
  question: {
    title: { zh: '{say}', en: '{sayEn}' },
    hint: { zh: '请选原因，整类一起说明', en: 'choose the cause' },
  },
};

/** What the item store says of a new item. */
export const ledgerRefusalWords: Readonly<Record<string, Words>> = {
  identityEmpty: { zh: '认不出是哪一条：名称各列都空着', en: 'nothing names it' },
  identityTaken: { zh: '台账里已有同名的一条', en: 'one of that name exists' },
  fieldMissing: { zh: '必填的列空着', en: 'a required column is empty' },
  leadUnitMissing: { zh: '下达要有牵头单位', en: 'issuing needs a lead unit' },
  deadlineMissing: { zh: '下达要有完成时限', en: 'issuing needs a deadline' },
};

/** Words of one mend, with its object. */
export const ledgerActWords: Readonly<Record<string, Words>> = {
  last: { zh: '恢复上月数', en: 'Restore last month’s' },
  scale: { zh: '元换成万元', en: 'Divide by 10,000' },
  raise: { zh: '{low}改为{high}数', en: 'Raise {low} to {high}' },
  issued: { zh: '按下达数', en: 'Take the issued figure' },
  leave: { zh: '记为未报', en: 'Leave unreported' },
  keep: { zh: '确实如此，照此入账', en: 'It is so, take it' },
  choose: { zh: '归入', en: 'Take as' },
  answer: { zh: '原因是', en: 'The cause is' },
  skip: { zh: '这些行不入账', en: 'Leave these rows out' },
};

/** Why a file as a whole could not be taken. */
export const ledgerFaultWords = {
  'file.empty': { zh: '文件是空的。', en: 'The file is empty.' },
  'file.xls': { zh: '这是旧版 .xls。请另存为 .xlsx 再传。', en: 'This is an old .xls; save it as .xlsx.' },
  'file.damaged': { zh: '文件打不开：{reason}', en: 'The file cannot be opened: {reason}' },
  'file.notTable': {
    zh: '这不是表格文件（收 .xlsx、.csv、.tsv）。',
    en: 'This is no table (.xlsx, .csv, .tsv).',
  },
  'file.tooLong': {
    zh: '太大：最多 {limit} 行（格）。请分成几个文件。',
    en: 'Too large: at most {limit}. Split the file.',
  },
  'file.tooWide': { zh: '列太多：最多 {limit} 列。', en: 'Too many columns: at most {limit}.' },
  'file.badLine': { zh: '第 {line} 行读不了（{fault}）。', en: 'Line {line} cannot be read ({fault}).' },
  'file.noSheet': { zh: '没有叫“{sheet}”的工作表。', en: 'There is no sheet “{sheet}”.' },
  'file.noHeadings': {
    zh: '“{sheet}”里没有找到表头。表头至少要有两个列名。',
    en: 'No headings were found in “{sheet}”.',
  },
  'file.noRows': {
    zh: '“{sheet}”表头下面没有数据行。',
    en: 'There are no rows below the headings of “{sheet}”.',
  },
  cancelled: { zh: '已停下，一行也没有入账。', en: 'Stopped; nothing was taken.' },
  interrupted: {
    zh: '中途断了，一行也没有入账，可以重来。',
    en: 'Cut off; nothing was taken; it can be done again.',
  },
  internal: {
    zh: '程序出错，已记入日志；一行也没有入账，可以重来。',
    en: 'A mistake of the program; nothing was taken; it can be done again.',
  },
} as const satisfies Record<string, Words>;

/** Words with params in their places; a place without a param is a dash. */
export function fillLedgerWords(
  words: Words,
  params: Readonly<Record<string, unknown>>,
  lang: 'zh' | 'en',
): string {
  return words[lang].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    return value === undefined || value === null || value === '' ? '—' : String(value);
  });
}

/** What stands against a row, in words. `field`: the name of its column's target. */
export function sayLedgerIssue(
  issue: {
    readonly code: string;
    readonly shown: string;
    readonly params: Readonly<Record<string, unknown>>;
  },
  field: string,
  lang: 'zh' | 'en',
): { readonly title: string; readonly hint: string } {
  const words = ledgerIssueWords[issue.code];
  if (words === undefined) return { title: issue.code, hint: '' };
  const level = issue.params.level === 'city' ? { zh: '市', en: 'city' } : { zh: '县(区)', en: 'county' };
  const refusal = ledgerRefusalWords[String(issue.params.reason ?? '')];
  const params = {
    ...issue.params,
    field,
    shown: issue.shown === '' ? (lang === 'zh' ? '空' : 'empty') : issue.shown,
    levelName: level[lang],
    reasonWords: refusal?.[lang] ?? issue.params.reason,
  };
  const hint = words.hint[lang] === '' ? '' : fillLedgerWords(words.hint, params, lang);
  return { title: fillLedgerWords(words.title, params, lang), hint };
}
