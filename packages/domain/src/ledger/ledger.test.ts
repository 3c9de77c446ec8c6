import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causesOf } from './causes.ts';
import { headingKey, headingUnit, likeness } from './headings.ts';
import { itemIndex, type KnownItem } from './items.ts';
import { causeOf, type JudgeContext, judgeRow, type Mend, type RowVerdict } from './judging.ts';
import { type ColumnMatch, matchColumns } from './match.ts';
import { readContext, readRow } from './reading.ts';
import { regionBook, splitPlace } from './regions.ts';
import { findLayout, rowKinds, type SheetCell } from './sheet.ts';
import { knownHeadings, matchTargets } from './targets.ts';
import { heating, messy, places, rows } from './testing/heating.ts';
import { formatValue, readDay, readMonth, readValue, serialDay } from './values.ts';

const reporter = { assign: false, report: true };
const targets = matchTargets(heating, reporter);
const book = regionBook(places);
const known = { regions: book, texts: new Map(), medians: new Map() };

function match(table: typeof messy, remembered = new Map()): { matches: ColumnMatch[]; data: typeof messy } {
  const layout = findLayout(table, knownHeadings(targets));
  const kind = rowKinds(layout);
  const data = table.filter((row) => kind(row) === 'data');
  const width = Math.max(...table.map(({ cells }) => cells.length));
  const columns = Array.from({ length: width }, (_, column) => data.map(({ cells }) => cells[column]));
  return { matches: matchColumns({ layout, columns, targets, known, remembered }), data };
}

describe('the layout of a sheet', () => {
  const layout = findLayout(messy, knownHeadings(targets));

  it('joins headings over two rows and finds what stands above them', () => {
    expect(layout.headingRows).toEqual([3, 4]);
    expect(layout.headings.slice(3, 10)).toEqual([
      '改造方式',
      '任务数（户）',
      '完成情况 / 到货',
      '完成情况 / 安装',
      '完成情况 / 通',
      '用上的',
      '补贴',
    ]);
    expect(layout.month).toBe('2026-07');
    expect(layout.unit).toBe('户');
  });

  it('tells titles, headings said again, blanks, subtotals and notes from data; each row is one of them', () => {
    expect(messy.map(rowKinds(layout))).toEqual([
      'title',
      'title',
      'heading',
      'heading',
      'data',
      'data',
      'data',
      'subtotal',
      'blank',
      'heading',
      'data',
      'data',
      'data',
      'note',
    ]);
  });

  it('does not take a text ledger’s first row for headings', () => {
    const table = rows([
      ['问题', '整改目标', '牵头单位'],
      ['散煤复烧', '清零', '市能源局'],
      ['直排口未封堵', '封堵', '市住建局'],
    ]);
    const texts = findLayout(table, knownHeadings(targets));
    expect(texts.headingRows).toEqual([1]);
    expect(table.map(rowKinds(texts))).toEqual(['heading', 'data', 'data']);
  });
});

describe('names of columns', () => {
  it.each([
    ['任务数（户）', '任务数', '户'],
    ['补贴/万元', '补贴', '万元'],
    ['补贴（单位：万元）', '补贴', '万元'],
    ['县（区）', '县区', null],
    ['ＶＯＣｓ 排放量(吨)', 'vocs排放量', '吨'],
  ])('%s is %s in %s', (heading, key, unit) => {
    expect(headingKey(heading)).toBe(key);
    expect(headingUnit(heading)).toBe(unit);
  });

  it('likeness is symmetric, 1 for equals, never beyond', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const value = likeness(a, b);
        expect(value).toBeCloseTo(likeness(b, a), 12);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('regions', () => {
  it.each([
    ['阳高', '140221'],
    ['阳高县', '140221'],
    ['大同市阳高县', '140221'],
    [' 云州 区', '140215'],
    ['140222', '140222'],
  ])('%s', (text, code) => {
    expect(book.find(text, 'county')).toMatchObject({ kind: 'found', region: { code } });
  });
  it('does not guess', () => expect(book.find('北屯', 'county')).toEqual({ kind: 'unknown' }));
  it('takes a township and village apart', () => {
    expect(splitPlace('南关乡前营村')).toEqual({ township: '南关乡', site: '前营村' });
    expect(splitPlace('镇川堡镇西村')).toEqual({ township: '镇川堡镇', site: '西村' });
    expect(splitPlace('前营村')).toBeNull();
  });
});

describe('values', () => {
  const field = (key: string) => heading(key);
  const heading = (key: string) => heating.fields.find((one) => one.key === key)!;
  it.each<[string, SheetCell, unknown]>([
    ['ordered', '180户', 180],
    ['ordered', '１４６', 146],
    ['ordered', '1,234', 1234],
    ['ordered', '', null],
    ['ordered', '/', null],
    ['ordered', 0, 0],
    ['subsidy', '212000元', 21.2],
    ['subsidy', 21.200000000000003, 21.2],
    ['route', '空气源热泵', 'electric'],
    ['route', '煤改气工程', 'gas'],
  ])('%s %s', (key, cell, value) => expect(readValue(field(key), cell)).toMatchObject({ value }));
  it.each<[string, SheetCell, string]>([
    ['ordered', '若干', 'number.unreadable'],
    ['ordered', 12.5, 'number.whole'],
    ['ordered', -3, 'number.range'],
    ['ordered', '3吨', 'number.unit'],
    ['route', '太阳能', 'choice.unknown'],
  ])('%s %s is refused: %s', (key, cell, code) =>
    expect(readValue(field(key), cell)).toMatchObject({ fault: { code } }),
  );
  it.each([
    ['2026年7月1日', '2026-07-01'],
    ['2026/7/1', '2026-07-01'],
    ['2026.7.1', '2026-07-01'],
    ['20260701', '2026-07-01'],
    ['2026年12月底前', '2026-12-31'],
    ['2026年2月', '2026-02-28'],
    ['2026年底', '2026-12-31'],
    ['2026-02-30', null],
    ['长期坚持', null],
  ])('day %s', (text, day) => expect(readDay(text)).toBe(day));
  it('days as spreadsheets count them', () => {
    expect(serialDay(25569 + 20_600)).toBe('2026-05-27');
    expect(readDay(44197)).toBe('2021-01-01');
    expect(readMonth(202607)).toBe('2026-07');
  });

  it('what is written comes back: read(format(x)) = x', () => {
    const number = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(
        number,
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.boolean(),
        fc.date({ min: new Date('1991-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (whole, cents, truth, date) => {
          const day = date.toISOString().slice(0, 10);
          const yesNo = { type: 'yesNo', unit: null } as const;
          expect(readValue(field('ordered'), formatValue(field('ordered'), whole))).toMatchObject({
            value: whole,
          });
          expect(readValue(field('subsidy'), formatValue(field('subsidy'), cents / 100))).toMatchObject({
            value: cents / 100,
          });
          expect(readValue(yesNo, formatValue(yesNo, truth))).toMatchObject({ value: truth });
          expect(readDay(day)).toBe(day);
          for (const { key } of field('route').choices ?? []) {
            expect(readValue(field('route'), formatValue(field('route'), key))).toMatchObject({ value: key });
          }
        },
      ),
    );
  });
});

const targetsOf = (matches: readonly ColumnMatch[]) => matches.map(({ target }) => target);

describe('matching columns', () => {
  const { matches } = match(messy);
  it('by name, content, joined headings', () => {
    expect(targetsOf(matches)).toEqual([
      null,
      'base:county',
      'base:place',
      'field:route',
      'field:planned',
      'field:ordered',
      'field:installed',
      'field:powered',
      'field:running',
      'field:subsidy',
      'field:remark',
    ]);
  });
  it('asks where it is not sure, and says why', () => {
    const of = (target: string) => matches.find((one) => one.target === target)!;
    expect(of('base:county').ask).toBe(false);
    expect(of('field:planned')).toMatchObject({ ask: false });
    expect(of('field:powered').ask).toBe(true);
    expect(of('field:subsidy')).toMatchObject({ ask: true });
    expect(of('field:subsidy').why).toContainEqual({ code: 'mixedUnits', count: 1 });
    expect(matches[0]).toMatchObject({ target: null, ask: false, why: [{ code: 'serial' }] });
    for (const { confidence, ask, target } of matches) {
      if (target !== null) expect(ask).toBe((confidence ?? 0) < 85);
    }
  });
  it('asks nothing about what is remembered', () => {
    const memory = new Map(
      matches.map(({ heading, target, unit }) => [headingKey(heading), { target, unit }]),
    );
    const again = match(messy, memory).matches;
    expect(targetsOf(again)).toEqual(targetsOf(matches));
    expect(again.filter(({ ask }) => ask)).toEqual([]);
  });
  it('does not depend on the order of the columns', () => {
    const order = Array.from({ length: 11 }, (_, index) => index);
    fc.assert(
      fc.property(fc.shuffledSubarray(order, { minLength: 11, maxLength: 11 }), (shuffled) => {
        // One row of headings: groups do not survive shuffling.
        const flat = rows([
          shuffled.map(
            (column) =>
              [
                '序号',
                '县区',
                '乡镇村',
                '改造方式',
                '任务数（户）',
                '到货',
                '安装',
                '通',
                '用上的',
                '补贴',
                '备注',
              ][column]!,
          ),
          ...messy
            .filter(({ no }) => [5, 6, 7, 11, 12, 13].includes(no))
            .map(({ cells }) => shuffled.map((column) => cells[column] ?? null)),
        ]);
        const found = match(flat).matches;
        const straight = match(
          rows([
            order.map(
              (column) =>
                [
                  '序号',
                  '县区',
                  '乡镇村',
                  '改造方式',
                  '任务数（户）',
                  '到货',
                  '安装',
                  '通',
                  '用上的',
                  '补贴',
                  '备注',
                ][column]!,
            ),
            ...messy
              .filter(({ no }) => [5, 6, 7, 11, 12, 13].includes(no))
              .map(({ cells }) => order.map((column) => cells[column] ?? null)),
          ]),
        ).matches;
        expect(
          shuffled.map((column, at) => [column, found[at]!.target, found[at]!.confidence]).sort(),
        ).toEqual(
          order.map((column) => [column, straight[column]!.target, straight[column]!.confidence]).sort(),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('judging rows', () => {
  const item = (
    id: number,
    county: string,
    township: string,
    site: string,
    values: KnownItem['values'],
  ): KnownItem => ({
    id,
    no: id,
    title: site,
    city: '140200',
    county,
    township,
    site,
    state: 'working',
    values: { township, site, ...values },
    previous: {},
    deadline: null,
    nationalDeadline: null,
    facts: {},
    revision: 1,
    reportedFor: null,
  });
  const items = [
    item(1, '140221', '南关乡', '前营村', { planned: 212, installed: 100 }),
    item(2, '140222', '北屯镇', '下河村', { planned: 146, installed: 120 }),
    item(3, '140225', '东坊乡', '石桥村', { planned: 212 }),
    item(4, '140224', '落水乡', '三岔村', { planned: 265 }),
    item(5, '140215', '峰北乡', '上庄村', { planned: 400 }),
    item(6, '140212', '花园乡', '东梁村', { planned: 96 }),
  ];
  const index = itemIndex(heating, items, new Set(['site']));
  const judge = (mends: readonly Mend[] = [], table = messy): RowVerdict[] => {
    const { matches, data } = match(table);
    const columns = matches.flatMap(({ target, column, unit }) => {
      const found = targets.find(({ key }) => key === target);
      return found === undefined ? [] : [{ column, target: found, unit, words: {} }];
    });
    const context: JudgeContext = {
      ...readContext({
        definition: heating,
        regions: book,
        own: { city: '140200', county: null },
        columns,
        rows: data,
      }),
      rights: reporter,
      index,
      mends: new Map(mends.map((mend) => [mend.cause, mend])),
      seen: new Map(),
      month: '2026-07',
      checked: new Set(['field:planned']),
    };
    return data.map((row) => judgeRow(context, readRow(context, row), null));
  };
  const codes = (verdict: RowVerdict) =>
    verdict.kind === 'reject' ? verdict.issues.map(({ code }) => code) : verdict.kind;

  it('finds what stands against each row', () => {
    expect(judge().map(codes)).toEqual([
      'change',
      ['value.fall'],
      ['check'],
      ['number.scale'],
      ['issued.differs'],
      ['value.missing'],
    ]);
  });

  it('merges them by cause, each with a mend for all of it', () => {
    const causes = causesOf(
      { definition: heating, regions: book, checked: new Set(['field:planned']), own: { city: '140200' } },
      judge(),
    );
    expect(causes.map(({ code, acts, example }) => [code, acts[0], example.cell])).toEqual([
      ['value.fall', 'last', 'G6'],
      ['check', 'raise', 'F7'],
      ['number.scale', 'scale', 'J11'],
      ['issued.differs', 'issued', 'E12'],
      ['value.missing', 'leave', 'I13'],
    ]);
    const mends = causes.map(({ key, acts }) => ({ cause: key, act: acts[0]!, choice: null }));
    const after = judge(mends);
    expect(after.map(({ kind }) => kind)).toEqual(Array(6).fill('change'));
    const reported = after.map((verdict) => (verdict.kind === 'change' ? verdict.reported : {}));
    expect(reported[1]).toMatchObject({ installed: 120 });
    expect(reported[2]).toMatchObject({ ordered: 212, installed: 212 });
    expect(reported[3]).toMatchObject({ subsidy: 21.2 });
    expect(reported[3]).not.toHaveProperty('powered');
    expect(reported[4]).not.toHaveProperty('planned');
    expect(reported[5]).not.toHaveProperty('running');
  });

  it('asks which of two villages of one name is meant, unless the township says', () => {
    const twins = itemIndex(
      heating,
      [...items, item(7, '140222', '南河乡', '下河村', {})],
      new Set(['site']),
    );
    const reading = (township: string | null, site: string) => ({
      ...readRow(
        readContext({
          definition: heating,
          regions: book,
          own: { city: '140200', county: '140222' },
          columns: [],
          rows: [],
        }),
        { no: 1, cells: [] },
      ),
      township,
      site,
      values: new Map([['site', { value: site, column: 0 }]]),
    });
    expect(twins.find(reading(null, '下河村')).kind).toBe('several');
    expect(twins.find(reading('北屯镇', '下河村'))).toMatchObject({ kind: 'found', item: { id: 2 } });
    expect(twins.find(reading(null, '下河村（北屯）'))).toMatchObject({ kind: 'found', item: { id: 2 } });
  });

  it('turns the second row of one item away', () => {
    const twice = rows([...messy.slice(2, 5).map(({ cells }) => cells), messy[4]!.cells]);
    const verdicts = judge([], twice);
    expect(verdicts.map(codes)).toEqual(['change', ['item.twice']]);
    const issue = verdicts[1]!.kind === 'reject' ? verdicts[1]!.issues[0]! : null;
    expect(judge([{ cause: causeOf(issue!), act: 'skip', choice: null }], twice).map(codes)).toEqual([
      'change',
      'skip',
    ]);
  });
});
