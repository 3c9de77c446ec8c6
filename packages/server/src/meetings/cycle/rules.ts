/** 会议规则: what an office may set, and what follows from the programs where nothing is set. */
import { MeetingRules } from '@qingzhang/contract';
import { standardMinutes } from '@qingzhang/domain';
import type { Db } from '../../platform/database/transaction.ts';
import { readSetting, settingType } from '../../platform/settings/settings.ts';
import { readPrograms } from '../../programs/board/programs.ts';
import { officialPost } from './words.ts';

/**
 * Values for any province: data out about the 19th of the next month (unsure: set it as it is), three working days later at
 * nine. Posts are those of every department (DIS-6.6).
 */
export const meetingRules = settingType<MeetingRules>({
  key: 'meetings.rules',
  schema: MeetingRules,
  standard: {
    dataDay: 19,
    afterWorkdays: 3,
    startTime: '09:00',
    offsets: {},
    minutes: { ...standardMinutes },
    maxPledges: 4,
    maxExperience: 2,
    pledgeGap: 15,
    portfolios: [],
    mainPosts: [
      { post: '党组书记、厅长', category: 'chair' },
      { post: '党组成员、副厅长', category: 'attend' },
      { post: '驻厅纪检监察组组长', category: 'attend' },
      { post: '一级巡视员', category: 'attend' },
      { post: '生态环境保护监察专员（副厅长级）', category: 'attend' },
      { post: '机关各处室主要负责人', category: 'attend' },
      { post: '直属单位主要负责人', category: 'sit-in' },
    ],
    branchPosts: [
      { post: '局长', category: 'attend' },
      { post: '分管副局长', category: 'attend' },
      { post: '调度员', category: 'staff' },
    ],
    countyVenues: false,
    screensAhead: 1,
  },
});

type Portfolio = MeetingRules['portfolios'][number];

/**
 * The rules in force. Where no portfolio is set they follow from the programs: air first, then one for each office in
 * charge, in the programs' order (DIS-6.2: air, water, soil and rural, inspection, enforcement, approval).
 */
export async function effectiveRules(db: Db): Promise<MeetingRules> {
  const rules = await readSetting(db, meetingRules);
  if (rules.portfolios.length > 0) return rules;
  const programs = (await readPrograms(db)).filter(({ state }) => state === 'active');
  const portfolios = portfoliosOf(programs.map(({ key, office }) => ({ key, office })));
  return { ...rules, portfolios: withLeaders(portfolios, await deputiesOf(db)) };
}

/** A leader in charge of fields, with the programs entered for him or her; `*`: all. */
interface Deputy {
  readonly id: number;
  readonly post: string;
  readonly programs: readonly string[];
}

async function deputiesOf(db: Db): Promise<Deputy[]> {
  const rows = await db
    .selectFrom('app_user as u')
    .innerJoin('user_scope as s', 's.user_id', 'u.id')
    .select(['u.id', 'u.post', 's.key'])
    .where('u.role', '=', 'deputy')
    .where('u.disabled', '=', false)
    .where('s.kind', '=', 'program')
    .orderBy('u.id')
    .execute();
  const deputies = new Map<number, Deputy & { programs: string[] }>();
  for (const { id, post, key } of rows) {
    const known = deputies.get(id) ?? { id, post, programs: [] };
    known.programs.push(key);
    deputies.set(id, known);
  }
  return [...deputies.values()];
}

/** Who is in charge of most of a portfolio's programs comments on it; else who is in charge of everything. */
export function withLeaders(portfolios: readonly Portfolio[], deputies: readonly Deputy[]): Portfolio[] {
  const everything = deputies.find(({ programs }) => programs.includes('*'));
  return portfolios.map((portfolio) => {
    const share = ({ programs }: Deputy) => portfolio.programs.filter((key) => programs.includes(key)).length;
    const [best] = [...deputies].sort((a, b) => share(b) - share(a) || a.id - b.id);
    const leader = best !== undefined && share(best) > 0 ? best : everything;
    return leader === undefined
      ? { ...portfolio, post: IN_CHARGE }
      : { ...portfolio, post: officialPost(leader.post).slice(0, 80), userId: leader.id };
  });
}

/** Nobody is entered as in charge: the post stands. */
const IN_CHARGE = '分管副厅长';

/** 土壤农村处 → 土壤农村, 督察办 → 督察: the field rather than the division. */
const fieldOf = (office: string): string => office.replace(/(?<=.)[处办局]$/u, '');

const isAir = (office: string): boolean => office.includes('大气');

/** Portfolios by office in charge; the air's exists though no program belongs to it. */
export function portfoliosOf(
  programs: readonly { readonly key: string; readonly office: string }[],
): Portfolio[] {
  const air: Portfolio = { key: 'air', name: '大气', post: '', userId: null, air: true, programs: [] };
  const byOffice = new Map<string, Portfolio>();
  for (const { key, office } of programs) {
    if (isAir(office)) {
      air.programs.push(key);
      continue;
    }
    const known = byOffice.get(office);
    if (known) known.programs.push(key);
    else {
      const name = fieldOf(officialPost(office)).slice(0, 30) || key;
      byOffice.set(office, { key: keyOf(key), name, post: '', userId: null, air: false, programs: [key] });
    }
  }
  return [air, ...byOffice.values()].slice(0, 30);
}

const keyOf = (program: string): string => {
  const key = program
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 31);
  return key === '' || key === 'air' ? `office-${key}`.slice(0, 31) : key;
};
