/** 整改任务清单: the spreadsheet an inspection office really sends. 模拟数据. */
import exceljs from 'exceljs';

/** A county as the list names it. */
export interface ListedCounty {
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly cityName: string;
}

/** How many tasks the list has (DIS-4.1). */
export const TASKS = 82;

const problems = [
  ['水', '县城污水主干管截流闸失效，雨天污水溢流直排', '雨季前完成截流闸改造，溢流口不再直排'],
  ['大气', '焦化企业熄焦塔除尘设施长期停用，烟尘无组织排放', '除尘设施恢复运行，排放稳定达标'],
  ['矿山', '煤矸石堆场未按要求分层碾压覆土，扬尘和自燃严重', '堆场规范整治，自燃点全部熄灭'],
  ['煤炭消费', '燃煤锅炉淘汰不到位，淘汰台账与现场不符', '应淘汰锅炉全部拆除，台账与现场一致'],
  ['责任落实不力', '部门推诿扯皮，群众反映的异味问题多年未解决', '明确责任分工，异味问题彻底解决'],
  ['其它', '建筑垃圾违规倾倒河道管理范围', '清运完毕并恢复河道原状'],
] as const;

/** Of task n (1 … 82): so that the tests know what they sent. */
export const problemOf = (n: number): string => {
  const [, text] = problems[n % problems.length] ?? problems[0];
  return `第${n}号：${text}`;
};

/** As people write dates, all in one column; the first is due in two days. */
function dueOf(n: number): string | Date {
  if (n === 1) return '2026年6月17日';
  const ways: (string | Date)[] = [
    '2026年底',
    '2026.9.30',
    new Date(Date.UTC(2026, 9, 31)),
    '2026年11月底前',
  ];
  return ways[n % ways.length] ?? '2026年底';
}

/** 兴县 stays, 方山县 → 方山, 孝义市 → 孝义. */
const said = (name: string): string => (name.length > 2 ? name.replace(/[县市区]$/u, '') : name);

/** Title row, source row, headings over two rows with merged cells, subtotals by city, a signature; short names. */
export async function rectificationList(counties: readonly ListedCounty[]): Promise<Buffer> {
  const book = new exceljs.Workbook();
  book.addWorksheet('填表说明').addRow(['本表由各责任单位核对后报省督察整改办']);
  const sheet = book.addWorksheet('整改任务清单');
  sheet.addRow(['贯彻落实中央生态环境保护督察反馈意见整改任务清单（82项，模拟数据）']);
  sheet.mergeCells('A1:N1');
  sheet.addRow(['填报单位：省督察整改工作领导小组办公室']);
  const heads = [
    '序号',
    '督察轮次',
    '责任地区',
    null,
    '反馈问题',
    '问题类别',
    '整改目标',
    '整改措施',
    '整改时限',
  ];
  sheet.addRow([...heads, '责任单位', null, '信访件数', '验收单位', '备注']);
  sheet.addRow([null, null, '市', '县（市、区）', ...Array(5).fill(null), '牵头', '配合']);
  sheet.mergeCells('C3:D3');
  sheet.mergeCells('J3:K3');
  for (const column of 'ABEFGHILMN') sheet.mergeCells(`${column}3:${column}4`);
  for (let n = 1; n <= TASKS; n++) {
    const county = counties[n - 1];
    if (county === undefined) throw new Error(`no county for task ${n}`);
    const [category, , target] = problems[n % problems.length] ?? problems[0];
    sheet.addRow([
      n,
      n <= 50 ? '第二轮' : ' 第二轮“回头看”',
      said(county.cityName),
      // One county is written wrongly: the row must be asked about, not guessed.
      n === 40 ? '某某新区' : said(county.name),
      problemOf(n),
      category,
      target,
      '1.制定整改方案；2.完成工程治理；3.建立长效机制',
      dueOf(n),
      `${county.name}人民政府`,
      n % 3 === 0 ? '生态环境局、水利局' : null,
      n % 4 === 0 ? `${n % 7}件` : n % 7,
      '省生态环境厅',
      n % 9 === 0 ? '典型案例' : null,
    ]);
    if (counties[n]?.city !== county.city) sheet.addRow(['小计', null, `${said(county.cityName)}小计`]);
  }
  sheet.addRow([]);
  sheet.addRow(['填表人：某某', null, null, '审核人：某某']);
  return Buffer.from(await book.xlsx.writeBuffer());
}
