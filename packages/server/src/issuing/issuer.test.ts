import { describe, expect, it } from 'vitest';
import { BulletinNames, bulletinNames, documentNumber, namesOf, termsOf } from './issuer.ts';

const region = (code: string, name: string, shortName: string) => ({ code, name, shortName });
const { standard } = bulletinNames;

describe('names that nobody has set follow from the province', () => {
  it.each([
    [region('140000', '山西省', '山西'), '山西省生态环境厅', '晋环发', '全省', '各市人民政府'],
    [
      region('450000', '广西壮族自治区', '广西'),
      '广西壮族自治区生态环境厅',
      '桂环发',
      '全区',
      '各市人民政府',
    ],
    [region('310000', '上海市', '上海'), '上海市生态环境局', '沪环发', '全市', '各区人民政府'],
    [region('910000', '某省', '某'), '某省生态环境厅', '某环发', '全省', '各市人民政府'],
  ])('%o', (province, issuer, prefix, wholeProvince, recipients) => {
    expect(namesOf(standard, province)).toMatchObject({ issuer, prefix, wholeProvince, recipients });
    expect(namesOf(standard, province).mark).toBe(`${issuer}文件`);
  });

  it('and give way to those set', () => {
    const set = { ...standard, issuer: '某省环委会', copyTo: '各有关单位', office: '某省环委办' };
    expect(namesOf(set, region('140000', '山西省', '山西'))).toMatchObject({
      issuer: '某省环委会',
      mark: '某省环委会文件',
      copyTo: '各有关单位',
      office: '某省环委办',
    });
  });
});

it('DIS-7.4 the number has its year in 〔〕 and no leading zero', () => {
  expect(documentNumber('晋环发', 2021, 12)).toBe('晋环发〔2021〕12号');
});

it('terms count from the date of the document; the later one ends with its month', () => {
  expect(termsOf(standard, '2020-07-17')).toEqual({
    date: '2020-07-17',
    planDue: '2020-07-31',
    resultDue: '2020-09-30',
  });
  // Later than counted where the meeting is later; the effect never before the plan.
  expect(termsOf(standard, '2020-07-17', '2020-10-12')).toEqual({
    date: '2020-07-17',
    planDue: '2020-10-12',
    resultDue: '2020-10-31',
  });
  expect(termsOf(standard, '2020-07-17', '2020-07-20').planDue).toBe('2020-07-31');
  expect(termsOf({ planDays: 1, resultDays: 60 }, '2023-12-31').resultDue).toBe('2024-02-29');
});

it('a comparator needs an index as it is published', () => {
  const comparators = [{ period: '2020-H1', name: '京津冀及周边地区平均水平', index: '5.4' }];
  expect(BulletinNames.safeParse({ ...standard, comparators }).success).toBe(false);
  expect(BulletinNames.safeParse(standard).success).toBe(true);
});
