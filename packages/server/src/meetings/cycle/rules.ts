/** 会议规则: what an office may set, and what follows from the programs where nothing is set. */
import { MeetingRules } from '@qingzhang/contract';
import { standardMinutes } from '@qingzhang/domain';
import type { Db } from '../../platform/database/transaction.ts';
import { readSetting, settingType } from '../../platform/settings/settings.ts';
import { readPrograms } from '../../programs/board/programs.ts';

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
  return { ...rules, portfolios: portfoliosOf(programs.map(({ key, office }) => ({ key, office }))) };
}

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
      const name = office.replace(/^省厅\s*·\s*/, '').slice(0, 30) || key;
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
