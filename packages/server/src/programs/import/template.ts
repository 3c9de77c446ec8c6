/** 模板: a spreadsheet that asks exactly what the program asks, and checks it while it is filled in. */
import { AppError } from '@qingzhang/contract';
import {
  type BaseFact,
  baseNames,
  type Field,
  formatValue,
  type KnownItem,
  levelChoices,
  type ReadField,
  type SheetCell,
} from '@qingzhang/domain';
import exceljs from 'exceljs';
import type { FileReply } from '../../http/route.ts';
import type { Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import { seesRegion } from '../../platform/policy.ts';
import { type BoardProgram, requireProgram } from '../board/programs.ts';
import { standingOf } from './batch.ts';
import { safeCell, workbookReply } from './copy.ts';
import { readKnowledge, readRegionBook } from './knowledge.ts';
import { monthAsked } from './service.ts';

interface TemplateColumn {
  readonly heading: string;
  readonly field: ReadField | null;
  readonly locked: boolean;
  readonly width: number;
  readonly required: boolean;
  readonly explain: string;
  readonly value: (item: KnownItem) => SheetCell;
  /** For lists: what may be chosen. */
  readonly list: readonly string[] | null;
}

const FILL = {
  locked: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFECEFF1' } },
  open: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFFFF' } },
} as const;
const THIN = { style: 'thin', color: { argb: 'FFC3C9CF' } } as const;
/** Empty rows of a template for new items. */
const NEW_ROWS = 300;
/** Rows that carry validations; a longer ledger is checked when it comes back. */
const CHECKED_ROWS = 3000;
const NEW_MEASURES = 5;

export interface TemplateWish {
  readonly key: string;
  readonly city: string | null;
  readonly kind: 'items' | 'new';
  readonly month: string | null;
  readonly rights: { readonly assign: boolean; readonly report: boolean };
}

/** Make the template: the items that the asker sees with last month's values, or an empty one for new items. */
export async function ledgerTemplate(db: Db, call: Call, wish: TemplateWish): Promise<FileReply> {
  const { actor } = call;
  const { rights } = wish;
  if (wish.kind === 'new' && !rights.assign)
    throw new AppError('permission.denied', { permission: 'items.assign' });
  const { programs } = actor.scope;
  if (programs !== 'all' && !programs.includes(wish.key))
    throw new AppError('thing.notFound', { what: 'program', id: wish.key });
  const regions = await readRegionBook(db);
  const city = wish.city === null ? null : (regions.byCode.get(wish.city) ?? null);
  if (wish.city !== null && (city === null || !seesRegion(actor, wish.city, null))) {
    throw new AppError('permission.otherRegion', { region: wish.city, own: actor.regionCode });
  }
  const standing = standingOf(actor, rights, (county) => regions.byCode.get(county)?.parent ?? null);
  const program = await requireProgram(db, wish.key);
  const month = wish.month ?? monthAsked(call.at, program.definition.reporting.dueDay);
  const knowledge =
    wish.kind === 'new'
      ? null
      : await readKnowledge(db, wish.key, standing, wish.city === null ? null : [wish.city]);
  const items = (knowledge?.items ?? []).filter(
    ({ state }) => rights.assign || !['draft', 'closed', 'lookBack', 'standing'].includes(state),
  );
  const name = (code: string | null) => (code === null ? null : (regions.byCode.get(code)?.name ?? code));
  const counties = [...regions.byCode.values()].filter(
    ({ level, parent }) => level === 'county' && (wish.city === null || parent === wish.city),
  );
  const cities = [...regions.byCode.values()].filter(({ level }) => level === 'city');
  const columns =
    wish.kind === 'new'
      ? newColumns(
          program,
          cities.map((one) => one.name),
          counties.map((one) => one.name),
        )
      : itemColumns(program, rights, name);
  const book = new exceljs.Workbook();
  const { definition } = program;
  const title = `${definition.name.zh}台账 ${wish.kind === 'new' ? '新增事项' : month}${city === null ? '' : ` ${city.name}`}`;
  const sheet = book.addWorksheet('台账');
  sheet.addRow([safeCell(`${title}${program.simulated ? '（模拟数据，仅供演示）' : ''}`)]).font = {
    bold: true,
    size: 14,
  };
  const head = sheet.addRow(columns.map(({ heading }) => safeCell(heading)));
  head.font = { bold: true };
  head.height = 32;
  head.eachCell((cell, index) => {
    const column = columns[index - 1];
    cell.fill = FILL.locked;
    cell.border = { top: THIN, left: THIN, right: THIN, bottom: THIN };
    cell.alignment = { wrapText: true, vertical: 'middle' };
    if (column !== undefined && column.explain !== '') cell.note = column.explain;
  });
  const lists = listSheet(book, columns);
  const rows = wish.kind === 'new' ? NEW_ROWS : items.length;
  for (let index = 0; index < rows; index++) {
    const item = items[index];
    const row = sheet.addRow(
      columns.map((column) => (item === undefined ? null : safeCell(column.value(item)))),
    );
    columns.forEach((column, at) => {
      const cell = row.getCell(at + 1);
      cell.protection = { locked: column.locked };
      cell.border = { bottom: THIN, right: THIN };
      if (column.locked) cell.fill = FILL.locked;
      if (index >= CHECKED_ROWS || column.locked) return;
      const rule = ruleOf(column, lists.get(at));
      if (rule !== null) cell.dataValidation = rule;
      if (column.field?.type === 'date') cell.numFmt = 'yyyy-mm-dd';
    });
  }
  columns.forEach((column, at) => {
    sheet.getColumn(at + 1).width = column.width;
  });
  sheet.views = [
    { state: 'frozen', ySplit: 2, xSplit: wish.kind === 'new' ? 0 : Math.min(3, columns.length) },
  ];
  // Without a password: it keeps fingers off, it hides nothing.
  await sheet.protect('', {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatColumns: true,
    formatRows: true,
    autoFilter: true,
    sort: true,
    insertRows: wish.kind === 'new',
    deleteRows: wish.kind === 'new',
  });
  explain(book, program, columns, wish, month);
  return workbookReply(
    book,
    `${definition.shortName.zh}模板 ${wish.kind === 'new' ? '新增' : month}${city === null ? '' : ` ${city.shortName}`}`,
  );
}

const plainText: ReadField = { type: 'text', unit: null };

function fieldColumn(field: Field, locked: boolean): TemplateColumn {
  const unit = field.unit === null ? '' : `（${field.unit}）`;
  const explained = [
    field.use?.zh ?? '',
    field.required === 'never' ? '' : '必填',
    field.cumulative === true ? '累计数，不会比上月少' : '',
  ];
  return {
    heading: `${field.name.zh}${unit}`,
    field,
    locked,
    width: field.type === 'longText' ? 40 : field.type === 'text' ? 18 : 12,
    required: field.required === 'always' || field.required === 'report',
    explain: explained.filter((part) => part !== '').join('；'),
    value: (item) => formatValue(field, item.values[field.key]),
    list:
      field.type === 'choice'
        ? (field.choices ?? []).map(({ name }) => name.zh)
        : field.type === 'yesNo'
          ? ['是', '否']
          : null,
  };
}

function baseColumn(fact: BaseFact, more: Partial<TemplateColumn> = {}): TemplateColumn {
  const date = fact === 'deadline' || fact === 'nationalDeadline' || fact === 'startOn';
  return {
    heading: baseNames[fact].zh,
    field: date ? { type: 'date', unit: null } : plainText,
    locked: false,
    width: fact === 'problem' || fact === 'target' ? 48 : 14,
    required: false,
    explain: '',
    value: () => null,
    list: null,
    ...more,
  };
}

function itemColumns(
  { definition }: BoardProgram,
  rights: { readonly assign: boolean; readonly report: boolean },
  name: (code: string | null) => string | null,
): TemplateColumn[] {
  const locked = { locked: true };
  const own = new Set(definition.fields.map(({ key }) => key));
  const place = (['township', 'site'] as const).filter(
    (fact) => !own.has(fact) && !(fact === 'site' && own.has('village')),
  );
  return [
    baseColumn('no', { ...locked, width: 9, value: ({ no }) => no }),
    baseColumn('city', { ...locked, value: ({ city }) => name(city) }),
    baseColumn('county', { ...locked, value: ({ county }) => name(county) }),
    ...place.map((fact) => baseColumn(fact, { ...locked, value: (item) => item[fact] })),
    ...definition.fields
      .filter(({ source }) => source !== 'computed')
      .map((field) =>
        fieldColumn(
          field,
          definition.identity.includes(field.key) ||
            (field.source === 'issued' ? !rights.assign : !rights.report),
        ),
      ),
  ];
}

function newColumns(
  { definition }: BoardProgram,
  cities: readonly string[],
  counties: readonly string[],
): TemplateColumn[] {
  const own = new Set(definition.fields.map(({ key }) => key));
  const base = (fact: BaseFact, more: Partial<TemplateColumn> = {}) =>
    own.has(fact) ? [] : [baseColumn(fact, more)];
  return [
    ...base('city', { required: true, list: cities }),
    ...base('county', { list: counties }),
    ...(own.has('village') ? [] : base('site')),
    ...base('township'),
    ...base('problem'),
    ...base('target'),
    ...definition.fields
      .filter(({ source }) => source === 'issued' || source === 'once')
      .map((field) => fieldColumn(field, false)),
    ...base('leadUnit', { explain: '下达时必填' }),
    ...base('supportingUnits', { explain: '几个单位用顿号隔开' }),
    ...base('leaderPost'),
    ...base('supervisorUnit'),
    ...base('acceptorUnit'),
    ...base('level', { list: levelChoices.map(({ name }) => name.zh) }),
    ...base('deadline', { explain: '下达时必填；也可写 立行立改、长期坚持' }),
    ...base('nationalDeadline', { explain: '国家定的时限，只能提前不能推后' }),
    ...base('sourceDocument'),
    ...base('sourceClause'),
    ...Array.from({ length: NEW_MEASURES }, (_, index) =>
      baseColumn('target', {
        heading: `措施${index + 1}`,
        field: { type: 'longText', unit: null },
        width: 36,
      }),
    ),
  ];
}

/** What may be chosen stands in a sheet of its own, hidden: lists in a rule end at 255 signs. */
function listSheet(book: exceljs.Workbook, columns: readonly TemplateColumn[]): Map<number, string> {
  const used = columns.flatMap(({ list }, index) =>
    list === null || list.length === 0 ? [] : [{ index, list }],
  );
  const places = new Map<number, string>();
  if (used.length === 0) return places;
  const sheet = book.addWorksheet('选项', { state: 'veryHidden' });
  used.forEach(({ index, list }, at) => {
    list.forEach((word, row) => {
      sheet.getCell(row + 1, at + 1).value = safeCell(word);
    });
    const letter = sheet.getColumn(at + 1).letter;
    places.set(index, `选项!$${letter}$1:$${letter}$${list.length}`);
  });
  return places;
}

function ruleOf(column: TemplateColumn, list: string | undefined): exceljs.DataValidation | null {
  const { field } = column;
  const base = { allowBlank: true, showErrorMessage: true, errorTitle: column.heading } as const;
  if (list !== undefined) {
    return { ...base, type: 'list', formulae: [list], error: '请从下拉项里选' };
  }
  if (field === null) return null;
  if (field.type === 'integer' || field.type === 'number') {
    const low = field.min ?? -1e12;
    const high = field.max ?? 1e12;
    return {
      ...base,
      type: field.type === 'integer' ? 'whole' : 'decimal',
      operator: 'between',
      formulae: [low, high],
      error: `${field.type === 'integer' ? '应为整数' : '应为数'}${field.min === undefined ? '' : `，不小于 ${field.min}`}${field.max === undefined ? '' : `，不大于 ${field.max}`}。没有就空着，空不当作 0。`,
    };
  }
  if (field.type === 'text' || field.type === 'longText') {
    const limit = field.maxLength ?? (field.type === 'longText' ? 4000 : 200);
    return {
      ...base,
      type: 'textLength',
      operator: 'lessThanOrEqual',
      formulae: [limit],
      error: `最多 ${limit} 字`,
    };
  }
  return null;
}

function explain(
  book: exceljs.Workbook,
  { definition, simulated }: BoardProgram,
  columns: readonly TemplateColumn[],
  wish: TemplateWish,
  month: string,
): void {
  const sheet = book.addWorksheet('填表说明');
  const lines = [
    definition.name.zh,
    ...(simulated ? ['模拟数据，仅供演示'] : []),
    `${definition.purpose.zh}（依据：${definition.basis}）`,
    wish.kind === 'new'
      ? '每行一项。认出同一项靠：市、县和各识别列。再传同一份表不会重复。'
      : `填报 ${month} 的数。灰底的列是下达的，只核对不改写。数字已按上次填报带出，没有变化的行不用动。`,
    '空和 0 不一样：没有填就空着。单位写在表头里，格里只写数。',
    '也可以传自己的表：列名不必相同，系统会对列，第一次请您看一眼，以后记住。',
    '',
  ];
  for (const line of lines) sheet.addRow([safeCell(line)]);
  sheet.getRow(1).font = { bold: true, size: 14 };
  const head = sheet.addRow(['列', '填什么', '说明']);
  head.font = { bold: true };
  for (const column of columns) {
    const kind =
      column.list !== null
        ? `选：${column.list.slice(0, 8).join('、')}${column.list.length > 8 ? ' …' : ''}`
        : kindOf(column.field);
    const remark = [column.locked ? '不用填' : column.required ? '必填' : '', column.explain]
      .filter((part) => part !== '')
      .join('；');
    sheet.addRow([column.heading, kind, remark].map(safeCell));
  }
  sheet.getColumn(1).width = 24;
  sheet.getColumn(2).width = 48;
  sheet.getColumn(3).width = 60;
}

function kindOf(field: ReadField | null): string {
  switch (field?.type) {
    case 'integer':
      return '整数';
    case 'number':
      return '数';
    case 'date':
      return '日期，如 2026-07-31';
    case 'month':
      return '月份，如 2026-07';
    default:
      return '文字';
  }
}
