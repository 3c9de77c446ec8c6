/** 发文机关: who issues, how it is called and addressed; what nobody has set follows from the province. */
import { addDays, type Day, daysInMonth, formatDay, monthOf, yearOf } from '@qingzhang/standards';
import { z } from 'zod';
import { settingType } from '../platform/settings/settings.ts';

const name = z.string().trim().min(1).max(200).nullable();

/** Names and terms of the bulletin; null: as derived from the province. */
export const BulletinNames = z.object({
  issuer: name,
  /** 发文机关标志. */
  mark: name,
  /** 机关代字, for example 某环发. */
  prefix: name,
  recipients: name,
  copyTo: name,
  /** 印发机关. */
  office: name,
  wholeProvince: name,
  /** 附注. */
  remark: name,
  /** Days from the date of the bulletin until named cities report their plan. */
  planDays: z.number().int().min(1).max(365),
  /** Working days from the meeting about the same period; the later of both days holds. */
  planAfterMeeting: z.number().int().min(1).max(60).default(3),
  /** Days until they report the effect; the term ends with that month. */
  resultDays: z.number().int().min(1).max(730),
  /** Averages of other regions as announced, by period: 2020-H1, 京津冀及周边地区平均水平, 5.36. */
  comparators: z
    .array(
      z.object({
        period: z.string().max(24),
        name: z.string().trim().min(1).max(100),
        index: z.string().regex(/^\d{1,2}\.\d{2}$/),
      }),
    )
    .max(1000),
});
export type BulletinNames = z.infer<typeof BulletinNames>;

export const bulletinNames = settingType<BulletinNames>({
  key: 'bulletins.names',
  schema: BulletinNames,
  standard: {
    issuer: null,
    mark: null,
    prefix: null,
    recipients: null,
    copyTo: null,
    office: null,
    wholeProvince: null,
    remark: null,
    planDays: 14,
    planAfterMeeting: 3,
    resultDays: 60,
    comparators: [],
  },
});

/** Names, number and dates from the settings of the issuing department. */
export interface BulletinSettings {
  /** 发文机关标志: 某某省生态环境厅文件. */
  readonly mark: string;
  readonly issuer: string;
  readonly office: string;
  /** 发文字号 once reserved, else null: the document is then marked as a draft. */
  readonly number: string | null;
  readonly recipients: string;
  readonly copyTo: string | null;
  /** How the province is called in a sentence: 全省, 全区, 全市. */
  readonly wholeProvince: string;
  /** 成文日期, 'YYYY-MM-DD'. */
  readonly date: string;
  /** By when named cities report their plan, 'YYYY-MM-DD'. */
  readonly planDue: string;
  /** By when they report what came of it. */
  readonly resultDue: string;
  readonly remark: string | null;
}

/** 简称 of the provinces by the first two digits of their GB/T 2260 code: the first character of a 机关代字. */
const SHORT_CHARACTERS: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '11京12津13冀14晋15蒙21辽22吉23黑31沪32苏33浙34皖35闽36赣37鲁41豫42鄂43湘44粤45桂46琼50渝51川52黔53滇54藏' +
    '61陕62甘63青64宁65新'
  )
    .match(/\d\d\D/gu)
    ?.map((entry) => [entry.slice(0, 2), entry.slice(2)]) ?? [],
);

interface NamedRegion {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
}

/** The names in force: those set, the rest from the province. 省 → 全省, 自治区 → 全区, 直辖市 → 全市. */
export function namesOf(
  names: BulletinNames,
  province: NamedRegion,
): Omit<BulletinSettings, 'number' | 'date' | 'planDue' | 'resultDue'> & { readonly prefix: string } {
  const kind = province.name.endsWith('自治区') ? '自治区' : province.name.endsWith('市') ? '市' : '省';
  const issuer = names.issuer ?? `${province.name}生态环境${kind === '市' ? '局' : '厅'}`;
  const parts = kind === '市' ? '区' : '市';
  return {
    issuer,
    mark: names.mark ?? `${issuer}文件`,
    prefix: names.prefix ?? `${SHORT_CHARACTERS[province.code.slice(0, 2)] ?? province.shortName}环发`,
    recipients: names.recipients ?? `各${parts}人民政府`,
    copyTo: names.copyTo ?? `${kind}委办公厅，${kind}政府办公厅，各${parts}生态环境局`,
    office: names.office ?? `${issuer}办公室`,
    wholeProvince: names.wholeProvince ?? (kind === '自治区' ? '全区' : `全${kind}`),
    remark: names.remark,
  };
}

/** The terms that follow from the date of the document; the plan is due on `earliest` at least, its effect after it. */
export function termsOf(
  names: Pick<BulletinNames, 'planDays' | 'resultDays'>,
  date: Day,
  earliest: Day = date,
): Pick<BulletinSettings, 'date' | 'planDue' | 'resultDue'> {
  const counted = addDays(date, names.planDays);
  const planDue = later(counted, earliest);
  const result = later(addDays(date, names.resultDays), planDue);
  const [year, month] = [yearOf(result), monthOf(result)];
  return {
    date,
    planDue,
    resultDue: formatDay(year, month, daysInMonth(year, month)),
  };
}

const later = (a: Day, b: Day): Day => [a, b].sort().at(-1) ?? a;

/** 发文字号 after GB/T 9704: year in 〔〕, no leading zero. */
export const documentNumber = (prefix: string, year: number, number: number): string =>
  `${prefix}〔${year}〕${number}号`;
