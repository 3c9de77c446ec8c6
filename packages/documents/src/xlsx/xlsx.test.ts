import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { sampleDocument } from '../testing/sample.ts';
import { cellValue, neutralise, numberFormat, sheetName } from './cells.ts';
import { buildXlsx } from './document.ts';
import { type ListExport, writeList } from './list.ts';

async function open(bytes: Buffer): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  const view = new ArrayBuffer(bytes.length);
  new Uint8Array(view).set(bytes);
  await book.xlsx.load(view);
  return book;
}

function cells(sheet: exceljs.Worksheet | undefined): exceljs.Cell[] {
  const found: exceljs.Cell[] = [];
  sheet?.eachRow((row) => row.eachCell((cell) => found.push(cell)));
  return found;
}

describe('cells', { timeout: 30_000 }, () => {
  it('guards text that a spreadsheet could take for a formula', () => {
    expect(['=1+1', '+1', '-x', '@a', '\t=1', '正常', '—'].map(neutralise)).toEqual([
      "'=1+1",
      "'+1",
      "'-x",
      "'@a",
      "'\t=1",
      '正常',
      '—',
    ]);
  });

  it('keeps numbers as numbers with the format that prints the published text', () => {
    expect(cellValue({ text: '5.02', value: 5.02 })).toEqual({ value: 5.02, format: '0.00' });
    expect(cellValue({ text: '7,431', value: 7431 })).toEqual({ value: 7431, format: '#,##0' });
    expect(cellValue({ text: '+0.8', value: 0.8 })).toEqual({ value: 0.8, format: '+0.0;-0.0;0.0' });
    expect(numberFormat('100')).toBe('0');
  });

  it('prints the text where it is not that very number', () => {
    expect(cellValue({ text: '≤36.1', value: 36.1 })).toEqual({ value: '≤36.1' });
    expect(cellValue({ text: '5.0', value: 5.02 })).toEqual({ value: '5.0' });
  });

  it('makes sheet names that are allowed and unique', () => {
    expect(sheetName('a/b:[c]*?', new Set())).toBe('a b  c');
    expect(sheetName('表', new Set(['表']))).toBe('表(2)');
    expect(sheetName('长'.repeat(40), new Set())).toHaveLength(31);
  });
});

describe('the document as a workbook', { timeout: 30_000 }, () => {
  it('has a sheet for every table, with real numbers, notes and the word 模拟数据', async () => {
    const book = await open(await buildXlsx(sampleDocument()));
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual([
      '说明',
      '表1　各市主要指标',
      '附件1 主要指标排名情况汇总表',
    ]);
    const all = cells(book.worksheets[1]);
    const index = all.find((cell) => cell.value === 7.53);
    expect(index?.numFmt).toBe('0.00');
    expect(all.some((cell) => cell.value === "'=SUM(A1)")).toBe(true);
    expect(all.some((cell) => cell.formula)).toBe(false);
    for (const words of [
      '数据无效',
      '注：丙州有效天数不足。',
      '模拟数据　仅供演示，不得作为依据',
      '单位：μg/m³',
    ]) {
      expect(all.some((cell) => cell.value === words)).toBe(true);
    }
  });
});

describe('any list as a workbook', { timeout: 30_000 }, () => {
  async function exported(list: ListExport, maxRows?: number): Promise<exceljs.Workbook> {
    const target = new PassThrough();
    const [bytes] = await Promise.all([buffer(target), writeList(list, target, maxRows)]);
    return open(bytes);
  }

  it('streams rows with types, guards text and goes on in a further sheet', async () => {
    const book = await exported(
      {
        title: '导入记录',
        columns: [
          { key: 'name', title: '名称' },
          { key: 'value', title: '数值', decimals: 2 },
        ],
        rows: [
          { name: '=HYPERLINK("x")', value: 1.5 },
          { name: '乙', value: null },
          { name: '丙', value: Number.NaN },
        ],
        notes: ['注'],
        simulated: true,
      },
      2,
    );
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['导入记录', '导入记录(2)']);
    const [first, second] = book.worksheets;
    expect(first?.getCell('A2').value).toBe('模拟数据　仅供演示，不得作为依据');
    expect(first?.getCell('A3').value).toBe('名称');
    expect(first?.getCell('A4').value).toBe('\'=HYPERLINK("x")');
    expect(first?.getCell('B4').value).toBe(1.5);
    expect(first?.getCell('B4').numFmt).toBe('0.00');
    expect(second?.getCell('A4').value).toBe('丙');
    expect(second?.getCell('B4').value).toBeNull();
    expect(second?.getCell('A5').value).toBe('注');
  });
});
