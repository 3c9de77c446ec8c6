import {
  plainText,
  renderDocx,
  renderHtml,
  renderPdfWithReport,
  renderXlsx,
  tablesOf,
} from '@qingzhang/documents';
import exceljs from 'exceljs';
import { describe, expect, it } from 'vitest';
import { composeBulletin } from './compose.ts';
import type { BulletinFacts, PlaceFacts } from './facts.ts';
import { leadingSteps, stepsInWords } from './ranking-words.ts';
import { halfYearFacts, monthFacts } from './testing/half-year-facts.ts';

/** Every sentence of the body, in order. */
function sentences(facts: BulletinFacts): string {
  return composeBulletin(facts)
    .blocks.map((block) => {
      if (block.kind === 'paragraph') return plainText(block.runs);
      if (block.kind === 'heading') return block.number + block.text + plainText(block.runIn ?? []);
      return '';
    })
    .filter(Boolean)
    .join('\n');
}

function withCities(facts: BulletinFacts, change: (city: PlaceFacts) => PlaceFacts): BulletinFacts {
  return { ...facts, main: { ...facts.main, cities: facts.main.cities.map(change) } };
}

describe('golden documents', () => {
  it('the half-year bulletin, with a tie, an invalid city, a flat one and a rebound', async () => {
    const json = `${JSON.stringify(composeBulletin(halfYearFacts()), null, 1)}\n`;
    await expect(json).toMatchFileSnapshot('./testing/half-year.golden.txt');
  });

  it('the month with 1–6 together: simulated, without last year, targets or number', async () => {
    await expect(`${sentences(monthFacts())}\n`).toMatchFileSnapshot('./testing/month.golden.txt');
  });

  it('survives being stored as JSON', () => {
    const doc = composeBulletin(halfYearFacts());
    expect(JSON.parse(JSON.stringify(doc))).toEqual(doc);
    expect(composeBulletin(structuredClone(halfYearFacts()))).toEqual(doc);
  });
});

describe('AIR-4.7, 4.8 ranking in words', () => {
  const city = (shortName: string, rank: number): PlaceFacts => {
    const [base] = halfYearFacts().main.cities;
    if (!base) throw new Error('the fixture has cities');
    const index = { ...base.indicators.index, rank };
    return { ...base, shortName, indicators: { ...base.indicators, index } };
  };
  const rankOf = (place: PlaceFacts): number | null => place.indicators.index.rank;
  const say = (places: PlaceFacts[], from: 'best' | 'worst'): string =>
    plainText(stepsInWords(leadingSteps(places, rankOf, from, 3), from));

  it('a tie takes up places: 甲和乙（并列第1）、丙', () => {
    expect(say([city('甲', 1), city('乙', 1), city('丙', 3), city('丁', 4)], 'best')).toBe(
      '甲和乙（并列第1）、丙',
    );
  });

  it('a tie at the end of the list is named whole', () => {
    const places = [city('甲', 1), city('乙', 2), city('丙', 3), city('丁', 3), city('戊', 5)];
    expect(say(places, 'best')).toBe('甲、乙、丙和丁（并列第3）');
  });

  it('counts from the worst in the same way', () => {
    const places = [city('甲', 1), city('乙', 2), city('丙', 3), city('丁', 3), city('戊', 5)];
    expect(say(places, 'worst')).toBe('戊、丙和丁（并列倒数第2）');
  });
});

describe('wording', () => {
  const half = sentences(halfYearFacts());

  it('DIS-7.3 states the state of the data', () => {
    expect(half).toContain(
      '截至2020年6月30日24时，实时发布、未经审核，未扣除沙尘天气影响，已于2020年7月17日18时结账',
    );
    expect(sentences(monthFacts())).toContain(
      '已按规定扣除沙尘天气影响，剔除36个城市小时、涉及9个城市日，扣除前后对照见附件，尚未结账',
    );
  });

  it('AIR-5.8 shows both views of dust, and says so where there was none', () => {
    const doc = composeBulletin(monthFacts());
    const dust = tablesOf(doc).find(({ table }) => table.id === 'dust-2020-06')?.table;
    expect(dust?.rows.map(({ cells }) => cells.slice(0, 5).map((cell) => cell.text))).toEqual([
      ['东同', '20', '5', '4.23', '4.61'],
      ['朔原', '16', '4', '4.23', '4.61'],
      ['全省', '36', '9', '4.23', '4.61'],
    ]);
    const { status, ...rest } = monthFacts();
    const none = { ...rest, dust: [], status: { ...status, dustExcluded: { hours: 0, cityDays: 0 } } };
    expect(sentences(none)).toContain('没有需要扣除的沙尘时段');
    expect(composeBulletin(none).badges.map((badge) => badge.text)).toContain('无沙尘扣除');
  });

  it('tells one target whole, several by their cities, and counts heavy days as they occur', () => {
    const half = halfYearFacts();
    const [mean] = half.targets;
    if (mean === undefined) throw new Error('the fixture has targets');
    const overdrawn = half.main.cities.slice(0, 4).map((city, i) => ({
      ...mean,
      code: city.code,
      name: city.name,
      actual: { text: String(50 + i), value: 50 + i },
      state: 'overdrawn' as const,
    }));
    const heavy = {
      ...mean,
      indicator: '重度及以上污染天数',
      kind: 'days' as const,
      unit: '天',
      allowance: { text: '1', value: 1 },
      state: 'overdrawn' as const,
    };
    const text = sentences({ ...half, targets: [...overdrawn, heavy] });
    expect(text).toContain(
      'PM2.5年均浓度4市，为临河、东同、朔原、新州，其中新州市距目标最远，目标52微克/立方米、目前53',
    );
    expect(text).toContain('临河重度及以上污染天数透支，余下184天最多再出现1天');
  });

  it('names the moment where what was known then was asked for', () => {
    const half = halfYearFacts();
    const status = { ...half.status, closedAt: null, knownAt: '2020-07-05T10:30+08:00' };
    expect(sentences({ ...half, status })).toContain('尚未结账，按2020年7月5日10时30分已知的数据）');
  });

  it('AIR-4.9 words a change by its direction, and a zero as 持平', () => {
    expect(half).toContain('综合指数平均为5.22，同比下降4.9%');
    expect(half).toContain('第90百分位数浓度为173微克/立方米，同比持平');
    expect(half).toContain('综合指数5.74，同比上升0.9%');
    expect(half).toContain('优良天数比例为65.3%，同比上升2.5个百分点');
    expect(half).toContain('东同1市持平');
  });

  it('AIR-4.11 an invalid city is named and not ranked', () => {
    expect(half).toContain('长安1市数据无效，未参评');
    expect(half).toContain('10市参与排名（1市数据无效，未参评）');
    expect(half).toContain('长安市。综合指数数据无效，未参评');
  });

  it('AIR-4.7 says 并列 where values are equal', () => {
    expect(half).toContain('排名并列第5位');
  });

  it('compares with nothing where there is no last year', () => {
    const facts = { ...monthFacts(), cumulative: null };
    expect(sentences(facts)).not.toMatch(/同比|去年|改善幅度/u);
    expect(tablesOf(composeBulletin(facts)).some(({ table }) => table.id.startsWith('change'))).toBe(false);
  });

  it('DIS-7.2 ties every requirement to a city, a figure and a date', () => {
    const requirements = half.slice(half.indexOf('五、下一步要求')).split('\n').slice(1);
    expect(requirements.length).toBeGreaterThanOrEqual(5);
    for (const requirement of requirements) expect(requirement).toMatch(/\d+年\d+月\d+日前/u);
    expect(requirements[0]).toContain('汾阳（综合指数6.31，主要污染物PM2.5）');
    expect(requirements.join('')).toContain('余下184天日均须分别控制在42.0、50.0微克/立方米以内');
  });

  it('says so where nothing is wrong', () => {
    const calm = withCities({ ...halfYearFacts(), targets: [] }, (city) => {
      const indicators = Object.fromEntries(
        Object.entries(city.indicators).map(([key, facts]) => [
          key,
          { ...facts, now: facts.now ?? { text: '30', value: 30 }, change: null },
        ]),
      ) as PlaceFacts['indicators'];
      return { ...city, indicators, exceedances: [], days: { ...city.days, classes: [100, 82, 0, 0, 0, 0] } };
    });
    expect(sentences(calm)).toContain('各市各项指标未见超标、反弹和透支。');
    expect(sentences(calm)).toContain('尚未录入约束性指标');
  });

  it('marks a document without a number as a draft', () => {
    expect(composeBulletin(monthFacts()).watermark).toBe('草稿');
    expect(composeBulletin(halfYearFacts()).watermark).toBeUndefined();
  });
});

describe('one document, four formats, the same figures', { timeout: 60_000 }, () => {
  const doc = composeBulletin(halfYearFacts());

  it('every figure of the tables stands in the page, and the workbook holds it as a number', async () => {
    const page = renderHtml(doc).replaceAll(/<sub>|<\/sub>/gu, '');
    const book = new exceljs.Workbook();
    const bytes = await renderXlsx(doc);
    const view = new ArrayBuffer(bytes.length);
    new Uint8Array(view).set(bytes);
    await book.xlsx.load(view);
    const numbers = new Set<number>();
    for (const sheet of book.worksheets) {
      sheet.eachRow((row) =>
        row.eachCell((cell) => typeof cell.value === 'number' && numbers.add(cell.value)),
      );
    }
    let checked = 0;
    for (const { table } of tablesOf(doc)) {
      for (const cell of table.rows.flatMap((row) => row.cells)) {
        expect(page).toContain(cell.text);
        if (cell.value === undefined) continue;
        expect(numbers.has(cell.value), `${table.id}: ${cell.text}`).toBe(true);
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(300);
  });

  it('a cell prints exactly the number behind it', () => {
    for (const { table } of tablesOf(doc)) {
      for (const cell of table.rows.flatMap((row) => row.cells)) {
        if (cell.value !== undefined) expect(Number(cell.text.replaceAll(',', ''))).toBe(cell.value);
      }
    }
  });

  it('Word and PDF are made, the PDF twice with identical bytes', async () => {
    expect((await renderDocx(doc)).subarray(0, 2).toString('latin1')).toBe('PK');
    const options = { systemFonts: false };
    const first = await renderPdfWithReport(doc, options);
    const second = await renderPdfWithReport(composeBulletin(halfYearFacts()), options);
    expect(second.pdf.equals(first.pdf)).toBe(true);
    expect(first.pages).toBeGreaterThan(8);
  });
});
