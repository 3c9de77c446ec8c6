/** A small program (清洁取暖 in miniature) with items written by hand, for tests of board and ledger. */
import type { ProgramDefinition } from '@qingzhang/domain';
import { sql } from 'kysely';
import type { TestPlatform } from '../../../../test/harness/platform.ts';
import type { Db } from '../../../platform/database/transaction.ts';

const word = (zh: string, en: string) => ({ zh, en });
const households = (key: string, zh: string, en: string, source: 'issued' | 'reported') => ({
  key,
  name: word(zh, en),
  type: 'integer' as const,
  unit: '户',
  source,
  min: 0,
  required: source === 'issued' ? ('always' as const) : ('report' as const),
  listed: true,
  cumulative: source === 'reported',
});

export const smallDefinition: ProgramDefinition = {
  format: 1,
  key: 'small-heating',
  name: word('清洁取暖改造', 'Clean heating'),
  shortName: word('清洁取暖', 'Heating'),
  purpose: word('把散煤换成清洁取暖', 'Replace loose coal'),
  basis: 'DIS-4.4',
  subject: 'village',
  counter: '村',
  fields: [
    {
      key: 'village',
      name: word('村', 'Village'),
      type: 'text',
      unit: null,
      source: 'issued',
      required: 'always',
      listed: true,
    },
    {
      key: 'route',
      name: word('路径', 'Route'),
      type: 'choice',
      unit: null,
      source: 'issued',
      required: 'always',
      listed: true,
      choices: [
        { key: 'power', name: word('煤改电', 'Coal to power'), also: ['电'] },
        { key: 'gas', name: word('煤改气', 'Coal to gas') },
      ],
    },
    households('planned', '计划', 'Planned', 'issued'),
    households('installed', '安装', 'Installed', 'reported'),
    households('powered', '通电/气', 'Powered', 'reported'),
    households('running', '运行', 'Running', 'reported'),
    {
      ...households('idle', '装而未用', 'Installed, not in use', 'reported'),
      source: 'computed',
      cumulative: false,
      required: 'never',
      formula: { minus: [{ field: 'installed' }, { field: 'running' }] },
    },
    households('removed', '旧炉拆除', 'Old stoves removed', 'reported'),
    {
      key: 'paid',
      name: word('补贴已付', 'Subsidy paid'),
      type: 'number',
      unit: '万元',
      decimals: 1,
      source: 'reported',
      required: 'never',
      listed: true,
      min: 0,
    },
  ],
  identity: ['village'],
  titleField: 'village',
  measures: [
    {
      key: 'installedShare',
      name: word('安装', 'installed'),
      unit: '户',
      role: 'progress',
      better: 'more',
      of: { kind: 'ratio', done: { sum: { field: 'installed' } }, planned: { sum: { field: 'planned' } } },
    },
    {
      key: 'runningShare',
      name: word('运行', 'running'),
      unit: '户',
      role: 'companion',
      better: 'more',
      of: { kind: 'ratio', done: { sum: { field: 'running' } }, planned: { sum: { field: 'planned' } } },
    },
    {
      key: 'gasVillages',
      name: word('煤改气村', 'gas villages'),
      unit: '村',
      role: 'figure',
      better: 'more',
      of: { kind: 'amount', amount: { count: { is: 'route', in: ['gas'] } } },
    },
  ],
  milestones: [
    { day: '2021-04-01', share: 0 },
    { day: '2021-05-31', share: 20 },
    { day: '2021-06-30', share: 35 },
    { day: '2021-10-20', share: 100, name: word('10月20日装完', 'Installed by 20 October') },
  ],
  alarms: [
    {
      key: 'oldFirst',
      name: word('先拆后通', 'Old removed before new runs'),
      when: { op: 'gt', left: { field: 'removed' }, right: { field: 'running' } },
      severity: 'yellow',
      amount: { minus: [{ field: 'removed' }, { field: 'running' }] },
      unit: '户',
    },
  ],
  questions: [
    {
      key: 'poweredNotRunning',
      when: {
        all: [
          { op: 'gt', left: { field: 'powered' }, right: { constant: 0 } },
          { op: 'eq', left: { field: 'running' }, right: { constant: 0 } },
        ],
      },
      say: word('已通电气，运行 0 户，对吗？', 'Powered, none running: right?'),
      causes: [
        word('等调试', 'Being tuned'),
        word('等验收', 'Awaiting acceptance'),
        word('住户不在', 'Nobody at home'),
      ],
    },
  ],
  checks: [
    {
      key: 'installedOverPlan',
      field: 'installed',
      when: { op: 'gt', left: { field: 'installed' }, right: { field: 'planned' } },
      say: word('安装多于计划', 'More installed than planned'),
    },
  ],
  evidence: [
    {
      key: 'signature',
      name: word('入户签字表', 'Signature form'),
      badge: '签',
      kind: 'signature',
      neededFor: 'closeOut',
      atLeast: 1,
      why: word('证明住户已用上', 'Shows that households use it'),
    },
  ],
  standards: [{ key: 'effect', name: word('效果达标', 'Effect reached') }],
  life: {
    acceptance: 'city',
    coSign: false,
    noticeDays: 0,
    lookBackMonths: [],
    lookBackShare: 0,
    standing: false,
    siteVisitors: 1,
    stageField: null,
  },
  debt: { by: 'quantity', unit: '户', planned: { field: 'planned' }, done: { field: 'installed' } },
  ranking: { steps: [{ by: 'measure', measure: 'installedShare' }, { by: 'overdue' }], atLeast: 5 },
  reporting: { every: 'month', dueDay: 5, people: 20 },
  sunset: '2022-03-31',
};

/** Publish a definition as an active program. */
export async function insertProgram(
  { db, clock }: Pick<TestPlatform, 'db' | 'clock'>,
  definition: ProgramDefinition = smallDefinition,
): Promise<void> {
  await db
    .insertInto('program')
    .values({
      key: definition.key,
      version: 1,
      state: 'active',
      year: 2021,
      sort: 1,
      office: '大气处',
      simulated: true,
      created_by: 'test',
      created_at: clock.now(),
    })
    .execute();
  await db
    .insertInto('program_version')
    .values({
      program_key: definition.key,
      version: 1,
      definition: JSON.stringify(definition),
      note: '初版',
      created_by: 'test',
      created_at: clock.now(),
    })
    .execute();
}

/** What an item of the small program is written with. */
export interface SmallItem {
  readonly no: number;
  readonly city: string;
  readonly county?: string | null;
  readonly state?: string;
  readonly lamp?: string;
  readonly deadline?: string | null;
  readonly alarms?: readonly string[];
  readonly returned?: {
    readonly reason: string;
    readonly post: string;
    readonly at: string;
    readonly reportId: number | null;
  } | null;
  readonly reportMonth?: string | null;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly accepted?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Items as their area keeps them, without its life. */
export async function insertItems(db: Db, items: readonly SmallItem[]): Promise<number[]> {
  const rows = await db
    .insertInto('item')
    .values(
      items.map((item) => ({
        program_key: smallDefinition.key,
        version: 1,
        identity: String(item.no),
        no: item.no,
        title: String(item.values.village ?? `村${item.no}`),
        city_code: item.city,
        county_code: item.county ?? null,
        state: item.state ?? 'working',
        state_since: '2021-04-01T00:00:00+08:00',
        values: JSON.stringify(item.values),
        accepted: JSON.stringify(item.accepted ?? {}),
        planned: sql<string>`${item.values.planned ?? null}::numeric`,
        done: sql<string>`${item.values.installed ?? null}::numeric`,
        lamp: item.lamp ?? 'green',
        lamp_reason: JSON.stringify({ code: 'onPlan' }),
        alarms: [...(item.alarms ?? [])],
        returned: item.returned ? JSON.stringify(item.returned) : null,
        deadline: item.deadline ?? null,
        report_month: item.reportMonth ?? null,
        report_state: item.reportMonth ? 'sent' : null,
        opened_on: '2021-04-01',
        changed_at: '2021-06-30T00:00:00+08:00',
        search: [],
      })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
