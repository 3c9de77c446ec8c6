/** 会议规则 of the demonstration: who comments on which field. */
import type { MeetingRules } from '@qingzhang/contract';
import { effectiveRules } from '../../meetings/cycle/rules.ts';
import { writeRules } from '../../meetings/cycle/rules-change.ts';
import type { Platform } from '../../platform/platform.ts';
import { moment } from '../plan.ts';
import type { Cast } from './cast.ts';

/** Fields of the leaders by programs' keys; a program nobody names stays with whom the rules gave it to. */
const FIELDS: readonly (Pick<
  MeetingRules['portfolios'][number],
  'key' | 'name' | 'post' | 'air' | 'programs'
> & {
  readonly login: string | null;
})[] = [
  {
    key: 'air',
    name: '大气',
    post: '党组成员、副厅长（分管大气）',
    login: 'fenguan',
    air: true,
    programs: ['clean-heating', 'voc-industry', 'ozone-response', 'corridor-cleanup', 'joint-control'],
  },
  {
    key: 'water',
    name: '水和土壤农村',
    post: '党组成员、副厅长（分管水和土壤农村）',
    login: 'fenguan2',
    air: false,
    programs: ['flood-season', 'rural-sewage', 'yellow-river'],
  },
  {
    key: 'inspection',
    name: '督察整改',
    post: '生态环境保护监察专员（副厅长级）',
    login: null,
    air: false,
    programs: ['central-inspection'],
  },
  {
    key: 'approval',
    name: '环评和执法',
    post: '一级巡视员',
    login: null,
    air: false,
    programs: ['dual-high-projects', 'enforcement-campaign'],
  },
];

/** Set them at the year's beginning. */
export async function setMeetingRules(platform: Platform, cast: Cast, year: number): Promise<void> {
  const rules = await effectiveRules(platform.db);
  await writeRules(platform.db, cast.by('diaodu', moment(`${year}-01-05`, '10:00')), {
    ...rules,
    maxPledges: 4,
    maxExperience: 2,
    portfolios: FIELDS.map(({ login, ...field }) => ({
      ...field,
      programs: [...field.programs],
      userId: login === null ? null : cast.id(login),
    })),
  });
}
