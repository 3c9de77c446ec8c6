/** 重点工作进展: one paragraph a program, who leads and who lags, lamps of all cities, what cannot be met (DIS-7.2, DIS-6.7). */
import {
  type Block,
  headingNumber,
  type Inline,
  officialDate,
  type TableBlock,
  type TableCell,
} from '@qingzhang/documents';
import type { ChapterComposer, ChapterParts, ChapterPoint } from './chapter.ts';
import { KeyWorkFacts, type KeyWorkProgramFacts } from './key-work-facts.ts';
import { figure, joinRuns, prose } from './prose.ts';

type City = KeyWorkProgramFacts['cities'][number];

/** Cities named first and last. */
const NAMED = 3;
/** A rank says nothing below so many items (DIS-5.3). */
const RANKED_FROM = 5;
const LAMPS = { blue: '蓝', green: '绿', yellow: '黄', red: '红', grey: '—' } as const;

export const keyWorkComposer: ChapterComposer = {
  key: 'key-work',
  compose: (data, facts) => {
    const own = KeyWorkFacts.safeParse(data);
    return own.success && own.data.programs.length > 0
      ? keyWorkParts(own.data, { planDue: facts.settings.planDue, resultDue: facts.settings.resultDue })
      : null;
  },
};

/** The chapter from its facts; `due` dates are the bulletin's. */
export function keyWorkParts(
  facts: KeyWorkFacts,
  due: { readonly planDue: string; readonly resultDue: string },
): ChapterParts {
  const lateCities = facts.programs.flatMap((program) =>
    redCities(program).map((city) => ({ program, city })),
  );
  return {
    titlePhrase: '重点工作进展',
    section: {
      title: '重点工作进展情况',
      blocks: [intro(facts), ...facts.programs.map(programBlock(facts))],
    },
    problems: problems(facts, lateCities),
    requirements: requirements(facts, lateCities, due),
    attachments: [
      {
        title: `${monthWords(facts.month)}重点工作进展情况汇总表`,
        orientation: 'landscape',
        blocks: [summaryTable(facts)],
      },
      {
        title: `${monthWords(facts.month)}各市重点工作亮灯情况表`,
        orientation: 'landscape',
        blocks: [lampTable(facts)],
      },
      ...(facts.forecast ? forecastPages(facts) : []),
    ],
    simulated: facts.simulated,
  };
}

const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
/** Also the key under which texts refer to the figure. */
export const keyWorkFigureId = (program: string, code: string, part: string): string =>
  `work/${program}/${code}/${part}`;
const id = keyWorkFigureId;

function intro(facts: KeyWorkFacts): Block {
  const count = (lamp: City['lamp']) =>
    facts.programs.reduce(
      (sum, { cities }) => sum + cities.filter((city) => city.applicable && city.lamp === lamp).length,
      0,
    );
  const onPlan = facts.programs.filter(({ gap }) => gap !== null && gap.value <= 0);
  const behind = facts.programs.filter(({ gap }) => gap !== null && gap.value > 0);
  const unjudged =
    facts.unjudged === 0 ? '' : `其中${facts.unjudged}条上报尚未审核，审核后有出入的在下期更正。`;
  return {
    kind: 'paragraph',
    key: 'work.intro',
    runs: prose`截至${officialDate(facts.day)}，调度的${String(facts.programs.length)}项重点工作中，达到序时进度的${String(onPlan.length)}项${behind.length > 0 ? prose`，滞后的${String(behind.length)}项` : []}；各市亮红灯${String(count('red'))}处、黄灯${String(count('yellow'))}处、绿灯${String(count('green'))}处、蓝灯${String(count('blue'))}处。${unjudged}`,
  };
}

const programBlock =
  (facts: KeyWorkFacts) =>
  (program: KeyWorkProgramFacts, index: number): Block => ({
    kind: 'heading',
    key: `work.${program.key}`,
    level: 2,
    number: headingNumber(2, index + 1),
    text: `${program.name}。`,
    runIn: prose`${joinRuns(
      [
        amountClause(facts, program),
        companionClause(program),
        ladderClause(program),
        overdueClause(program),
        alarmClause(program),
      ].filter((clause) => clause.length > 0),
      '',
    )}`,
  });

/** 计划91.93万户，截至6月30日安装27.28万户，完成29.7%，落后序时进度5.3个百分点。 */
function amountClause(facts: KeyWorkFacts, program: KeyWorkProgramFacts): Inline[] {
  const at = `截至${officialDate(facts.day).replace(/^\d{4}年/u, '')}`;
  const whole = (part: string) => id(program.key, 'province', part);
  const { plan, done, progress, gap, planned } = program;
  const head =
    plan !== null && done !== null && progress !== null
      ? prose`计划${figure(whole('plan'), plan)}，${at}${program.measure || '完成'}${figure(whole('done'), done)}，完成${figure(whole('progress'), progress.text, '%')}`
      : progress !== null
        ? prose`共${String(program.items)}${program.counter}，${at}完成${figure(whole('progress'), progress.text, '%')}`
        : prose`共${String(program.items)}${program.counter}，${at}未办结${String(program.open)}${program.counter}`;
  if (gap === null || planned === null) return prose`${head}。`;
  const amount = gap.text.replace(/^[-−]/u, '');
  const word =
    gap.value === 0
      ? prose`，达到序时进度`
      : gap.value > 0
        ? prose`，落后序时进度（${figure(whole('planned'), planned.text, '%')}）${figure(whole('gap'), amount, '个百分点')}`
        : prose`，超前序时进度${figure(whole('ahead'), amount, '个百分点')}`;
  return prose`${head}${word}。`;
}

function companionClause(program: KeyWorkProgramFacts): Inline[] {
  const { companion, companionDone, companionName } = program;
  if (companion === null || companionName === '') return [];
  const amount =
    companionDone === null ? [] : figure(id(program.key, 'province', 'companionDone'), companionDone);
  return prose`其中${companionName}${amount}${companionDone === null ? '' : '，占'}${figure(id(program.key, 'province', 'companion'), companion.text, '%')}。`;
}

/** Cities that can be held against each other, the farthest first; those without enough items say nothing (DIS-5.3). */
const comparable = (program: KeyWorkProgramFacts): City[] =>
  program.cities
    .filter((city) => city.applicable && city.progress !== null && city.n >= RANKED_FROM)
    .sort((a, b) => (b.progress?.value ?? 0) - (a.progress?.value ?? 0));

function ladderClause(program: KeyWorkProgramFacts): Inline[] {
  const cities = comparable(program);
  const named = Math.min(NAMED, Math.floor(cities.length / 2));
  const best = cities[0]?.progress?.value;
  // Where all are alike nobody is first.
  if (named === 0 || best === cities.at(-1)?.progress?.value) return [];
  const one = (city: City) =>
    prose`${city.shortName}（${figure(id(program.key, city.code, 'progress'), city.progress?.text ?? '', '%')}）`;
  const end = (list: readonly City[], from: 'best' | 'worst'): Inline[] => {
    const [first] = list;
    const alike = list.filter((city) => city.progress?.value === first?.progress?.value);
    const order = from === 'best' ? '由好到差' : '由差到好';
    // More are alike than would be named: no order among them is invented.
    return first !== undefined && alike.length > named
      ? prose`进度最${from === 'best' ? '快' : '慢'}的${String(alike.length)}市为${alike.map(({ shortName }) => shortName).join('、')}，均为${figure(id(program.key, first.code, 'progress'), first.progress?.text ?? '', '%')}`
      : prose`进度${from === 'best' ? '前' : '后'}${chinese(named)}位的是${joinRuns(list.slice(0, named).map(one), '、')}（${order}）`;
  };
  return prose`${end(cities, 'best')}，${end([...cities].reverse(), 'worst')}。`;
}
const chinese = (n: number): string => ['零', '一', '二', '三'][n] ?? String(n);

function overdueClause(program: KeyWorkProgramFacts): Inline[] {
  if (program.overdue === 0) return [];
  const cities = program.cities.filter(({ overdue }) => overdue > 0).sort((a, b) => b.overdue - a.overdue);
  const listed = cities
    .slice(0, NAMED)
    .map(
      (city) =>
        prose`${city.shortName}${figure(id(program.key, city.code, 'overdue'), String(city.overdue), program.counter)}`,
    );
  return prose`逾期${figure(id(program.key, 'province', 'overdue'), String(program.overdue), program.counter)}，其中${joinRuns(listed, '、')}${cities.length > NAMED ? '等' : ''}。`;
}

function alarmClause(program: KeyWorkProgramFacts): Inline[] {
  const alarms = program.alarms.filter(({ count }) => count > 0);
  if (alarms.length === 0) return [];
  return prose`${joinRuns(
    alarms.map(
      (alarm) =>
        prose`“${alarm.name}”报警${String(alarm.count)}${program.counter}（${alarm.cities.slice(0, NAMED).join('、')}${alarm.cities.length > NAMED ? '等' : ''}）`,
    ),
    '，',
  )}。`;
}

const redCities = (program: KeyWorkProgramFacts): City[] =>
  program.cities
    .filter((city) => city.applicable && city.lamp === 'red')
    .sort((a, b) => (b.gap?.value ?? 0) - (a.gap?.value ?? 0));

interface Late {
  readonly program: KeyWorkProgramFacts;
  readonly city: City;
}

/** 大同清洁取暖落后序时18.4个百分点: city and program in one clause (DIS-1.3). */
function lateClause({ program, city }: Late): Inline[] {
  const gap = city.gap;
  if (gap !== null && gap.value > 0) {
    return prose`${city.shortName}${program.shortName}落后序时${figure(id(program.key, city.code, 'gap'), gap.text, '个百分点')}`;
  }
  if (city.overdue > 0) {
    return prose`${city.shortName}${program.shortName}逾期${figure(id(program.key, city.code, 'overdue'), String(city.overdue), program.counter)}`;
  }
  return prose`${city.shortName}${program.shortName}（${city.reason}）`;
}

/** A meeting that asks for everything asks for nothing (DIS-15.4). */
const PRIORITIES = 6;

/** So many are named; the lamp table has them all. */
const NAMED_LATE = 8;

function problems(facts: KeyWorkFacts, late: readonly Late[]): ChapterPoint[] {
  const points: ChapterPoint[] = [];
  if (late.length > 0) {
    const worst = [...late].sort((a, b) => (b.city.gap?.value ?? 0) - (a.city.gap?.value ?? 0));
    const rest = worst.length > NAMED_LATE ? `等${worst.length}处亮红灯` : `，共${worst.length}处亮红灯`;
    points.push({
      title: '重点工作进展不平衡。',
      runs: prose`${joinRuns(worst.slice(0, NAMED_LATE).map(lateClause), '、')}${rest}。`,
    });
  }
  if (facts.forecast) {
    const lost = facts.programs.flatMap((program) =>
      program.cities
        .filter(cannotBeMet)
        .map(
          (city) =>
            prose`${city.shortName}${program.shortName}（按现进度预计完成${figure(id(program.key, city.code, 'forecast'), city.forecast?.text ?? '', '%')}）`,
        ),
    );
    if (lost.length > 0) {
      points.push({
        title: '部分任务按现在的进度难以完成。',
        runs: prose`${joinRuns(lost.slice(0, NAMED_LATE), '、')}${lost.length > NAMED_LATE ? `等${lost.length}项` : ''}。`,
      });
    }
  }
  return points;
}

/** Below this forecast a task counts as one that cannot be met by going on as now. */
const LOST_BELOW = 90;
const cannotBeMet = (city: City): boolean =>
  city.applicable && city.forecast !== null && city.forecast.value < LOST_BELOW;

function requirements(
  facts: KeyWorkFacts,
  late: readonly Late[],
  due: { readonly planDue: string; readonly resultDue: string },
): ChapterPoint[] {
  const byProgram = facts.programs
    .flatMap((program) => {
      const cities = late.filter((one) => one.program.key === program.key).map(({ city }) => city);
      const worst = Math.max(...cities.map((city) => city.gap?.value ?? 0));
      return cities.length === 0 ? [] : [{ program, cities, worst }];
    })
    .sort((a, b) => b.worst - a.worst);
  if (byProgram.length === 0) return [];
  const clauses = byProgram.slice(0, PRIORITIES).map(({ program, cities }) => {
    const all = cities.length === program.cities.filter(({ applicable }) => applicable).length;
    return prose`${all ? '各市' : cities.map(({ shortName }) => shortName).join('、')}要加快${program.name}`;
  });
  if (byProgram.length > PRIORITIES) clauses.push(prose`其余亮红灯的事项见附件`);
  return [
    {
      title: '红灯事项要限期办结。',
      runs: prose`${joinRuns(clauses, '，')}，倒排工期、挂图作战、销号管理，${officialDate(due.planDue)}前报送追赶计划（到县、到周），${officialDate(due.resultDue)}前达到序时进度；连续两个月红灯的，按程序约谈。`,
    },
  ];
}

const NONE: TableCell = { text: '—' };
const cell = (value: { text: string; value: number } | null, figureId: string): TableCell =>
  value === null ? NONE : { text: value.text, value: value.value, figureId };
const words = (text: string | null): TableCell => ({ text: text ?? '—' });

function summaryTable(facts: KeyWorkFacts): TableBlock {
  const column = (key: string, width: number, align: 'left' | 'center' | 'decimal' = 'decimal') => ({
    key,
    width,
    align,
  });
  const names = (program: KeyWorkProgramFacts, lamp: City['lamp']) => {
    const applicable = program.cities.filter((city) => city.applicable);
    const lit = applicable.filter((city) => city.lamp === lamp);
    return lit.length > 1 && lit.length === applicable.length
      ? '各市'
      : lit.map(({ shortName }) => shortName).join('、');
  };
  return {
    kind: 'table',
    id: 'key-work',
    dense: true,
    columns: [
      column('program', 2.2, 'left'),
      { ...column('plan', 1.3, 'center'), fixed: true },
      { ...column('done', 1.3, 'center'), fixed: true },
      column('progress', 1),
      column('planned', 1),
      column('gap', 1),
      column('overdue', 0.8),
      { ...column('red', 2.6, 'left'), fixed: true },
      { ...column('yellow', 1.8, 'left'), fixed: true },
    ],
    header: [
      ['专项', '计划', '完成', '完成率%', '序时%', '落后（百分点）', '逾期', '红灯', '黄灯'].map((text) => ({
        text,
      })),
    ],
    rows: facts.programs.map((program) => {
      const whole = (part: string) => id(program.key, 'province', part);
      return {
        key: program.key,
        cells: [
          words(program.name),
          program.plan === null
            ? words(`${program.items}${program.counter}`)
            : { text: program.plan, figureId: whole('plan') },
          program.done === null ? NONE : { text: program.done, figureId: whole('done') },
          cell(program.progress, whole('progress')),
          cell(program.planned, whole('planned')),
          cell(program.gap, whole('gap')),
          { text: String(program.overdue), value: program.overdue, figureId: whole('overdue') },
          words(names(program, 'red') || '—'),
          words(names(program, 'yellow') || '—'),
        ],
      };
    }),
    notes: ['注：落后为正、超前为负；灯色按亮灯规则判定，人工调整的在系统内注明理由。'],
  };
}

function lampTable(facts: KeyWorkFacts): TableBlock {
  const [first] = facts.programs;
  const cities = first?.cities ?? [];
  return {
    kind: 'table',
    id: 'key-work-lamps',
    dense: true,
    columns: [
      { key: 'program', width: 2.4, align: 'left' },
      ...cities.map(({ code }) => ({
        key: code,
        width: 1,
        align: 'center' as const,
        fixed: true,
      })),
    ],
    header: [[{ text: '专项' }, ...cities.map(({ shortName }) => ({ text: shortName }))]],
    rows: facts.programs.map((program) => ({
      key: program.key,
      cells: [
        words(program.name),
        ...cities.map(({ code }): TableCell => {
          const own = program.cities.find((city) => city.code === code);
          if (own === undefined || !own.applicable) return NONE;
          const lamp = LAMPS[own.lamp];
          return {
            text: own.progress === null ? lamp : `${lamp} ${own.progress.text}`,
            bold: own.lamp === 'red',
          };
        }),
      ],
    })),
    notes: ['注：灯色后的数字为完成率（%）；—：本市无此项或尚未启动。'],
  };
}

/** 按现进度年底预计 (DIS-6.7). */
function forecastPages(facts: KeyWorkFacts): ChapterParts['attachments'] {
  const rows = facts.programs.flatMap((program) =>
    program.cities.filter(cannotBeMet).map((city) => ({
      key: `${program.key}.${city.code}`,
      cells: [
        words(program.name),
        words(city.shortName),
        cell(city.progress, id(program.key, city.code, 'progress')),
        cell(city.forecast, id(program.key, city.code, 'forecast')),
        words(program.deadline === null ? null : officialDate(program.deadline)),
        words(city.reason),
      ],
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      title: '按现进度难以完成的任务清单',
      orientation: 'portrait',
      blocks: [
        {
          kind: 'table',
          id: 'key-work-lost',
          dense: true,
          columns: [
            { key: 'program', width: 2.2, align: 'left' },
            { key: 'city', width: 0.9, align: 'center', fixed: true },
            { key: 'progress', width: 1, align: 'decimal' },
            { key: 'forecast', width: 1, align: 'decimal' },
            { key: 'deadline', width: 1.5, align: 'center' },
            { key: 'reason', width: 2, align: 'left' },
          ],
          header: [['专项', '城市', '现完成%', '预计%', '时限', '情况'].map((text) => ({ text }))],
          rows,
          notes: [`注：预计＝现完成＋上月平均进度×到时限的天数；低于${LOST_BELOW}%的列入。`],
        },
      ],
    },
  ];
}
