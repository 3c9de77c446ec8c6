/** What is said at a meeting (模拟): lines of the record that follow from the figures. */
import { randomUUID } from 'node:crypto';
import type { RecordLineInput, Region } from '@qingzhang/contract';
import { addDays, type Day } from '@qingzhang/standards';
import { sayNumber } from '../../meetings/commitments/suggest.ts';
import type { AgendaRow } from '../../meetings/cycle/read.ts';
import type { MeetingFacts } from '../../meetings/facts.ts';
import type { KeyWork } from '../../programs/board/key-work.ts';
import type { Chance } from '../work/chance.ts';

export interface Said {
  readonly key: string;
  readonly line: RecordLineInput;
}

interface Scene {
  readonly facts: MeetingFacts;
  readonly day: Day;
  readonly chance: Chance;
}

type Tile = KeyWork['tiles'][number];
const spaceless = (text: string) => text.replace(/\s/gu, '');
const cityName = (facts: MeetingFacts, code: string | null) =>
  facts.cities.find((city) => city.code === code)?.name ?? '';
const worst = (work: KeyWork, most: number): Tile[] =>
  work.tiles
    .filter((tile) => tile.applicable && tile.gap !== null && tile.gap > 5)
    .sort((a, b) => (b.gap ?? 0) - (a.gap ?? 0))
    .slice(0, most);

/** The last day of the month `months` after the day. */
export function monthEndAfter(day: Day, months: number): Day {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const index = year * 12 + month - 1 + months + 1;
  const next = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
}

/** A pledging city's promises: how much by when, and one in words. */
export function promisesOf(scene: Scene, row: AgendaRow): Said[] {
  const { facts, day, chance } = scene;
  const city = cityName(facts, row.city_code);
  const work = facts.programs.find(({ key }) => key === row.program_key);
  const tile = work?.tiles.find(({ region }) => region === row.city_code);
  const common = {
    kind: 'commitment' as const,
    state: 'kept' as const,
    agendaItem: row.id,
    speaker: row.speaker_post,
    cities: row.city_code === null ? [] : [row.city_code],
    program: row.program_key,
    ownerPost: `${city}生态环境局局长`,
    leadUnit: `${city}生态环境局`,
  };
  const due = monthEndAfter(day, 2);
  const said: Said[] = [];
  if (
    work !== undefined &&
    tile !== undefined &&
    tile.plan !== null &&
    tile.done !== null &&
    tile.unit !== '%'
  ) {
    // Ambitious: as far as the plan asks by then, or a little less.
    const target = Math.max(
      tile.done + 1,
      Math.round(tile.plan * Math.min(1, ((tile.planned ?? 50) + 25 + 20 * chance.of(`t${row.id}`)) / 100)),
    );
    said.push({
      key: randomUUID(),
      line: {
        ...common,
        text: `${Number(due.slice(5, 7))}月底前${spaceless(work.shortName)}完成${sayNumber(target, tile.unit)}`,
        deadline: due,
        measure: {
          kind: 'figure',
          name: `${spaceless(work.shortName)}完成数`,
          op: '>=',
          value: target,
          unit: tile.unit,
          measure: null,
        },
      },
    });
    said.push({
      key: randomUUID(),
      line: {
        ...common,
        text: `${Number(monthEndAfter(day, 0).slice(5, 7))}月底前逐县倒排工期，追赶计划报省厅`,
        deadline: monthEndAfter(day, 0),
        measure: { kind: 'text', text: '追赶计划到县、到周，经市政府分管领导签字' },
      },
    });
    return said;
  }
  const place = facts.bulletin.main.cities.find(({ code }) => code === row.city_code);
  const index = place?.indicators.index.now?.text ?? '';
  return [
    {
      key: randomUUID(),
      line: {
        ...common,
        program: null,
        text: `下一季度综合指数控制在去年同期以下（本期 ${index}）`,
        deadline: due,
        measure: { kind: 'text', text: '综合指数同比不反弹' },
      },
    },
  ];
}

/** What a city tells of its way. */
export function experienceOf({ facts }: Scene, row: AgendaRow): Said[] {
  const city = cityName(facts, row.city_code);
  const program = facts.programs.find(({ key }) => key === row.program_key);
  const subject = program === undefined ? '空气质量改善' : spaceless(program.shortName);
  return [
    {
      key: randomUUID(),
      line: {
        kind: 'experience',
        state: 'kept',
        agendaItem: row.id,
        speaker: row.speaker_post,
        cities: row.city_code === null ? [] : [row.city_code],
        program: row.program_key,
        text: `${city}介绍${subject}做法：领导包联到项、进度日清周结、验收与资金拨付挂钩。（模拟）`,
      },
    },
  ];
}

/** A leader's comments on the own field: who did well, who lags and must mend it by when. */
export function commentsOf(scene: Scene, row: AgendaRow, programs: readonly string[], air: boolean): Said[] {
  const { facts, day } = scene;
  const works = facts.programs.filter(({ key }) => programs.includes(key));
  const said: Said[] = [];
  const common = { state: 'kept' as const, agendaItem: row.id, speaker: row.speaker_post };
  for (const work of works) {
    const lagging = worst(work, 2);
    const best = work.tiles
      .filter((tile) => tile.applicable && tile.items >= 5 && tile.gap !== null && tile.gap < -10)
      .sort((a, b) => (a.gap ?? 0) - (b.gap ?? 0))[0];
    const name = spaceless(work.shortName);
    if (best !== undefined && said.length < 6) {
      said.push({
        key: randomUUID(),
        line: {
          ...common,
          kind: 'comment',
          cities: [best.region],
          program: work.key,
          text: `${cityName(facts, best.region)}${name}超前序时${Math.abs(best.gap ?? 0).toFixed(1)}点，做法可在全省推广`,
        },
      });
    }
    if (lagging.length > 0) {
      said.push({
        key: randomUUID(),
        line: {
          ...common,
          kind: 'comment',
          cities: lagging.map(({ region }) => region),
          program: work.key,
          text: `${lagging.map(({ region, gap }) => `${cityName(facts, region)}${name}落后序时${(gap ?? 0).toFixed(1)}点`).join('，')}，要查清原因、限期赶上`,
        },
      });
      said.push(requirement(row, work, lagging, facts, day));
    }
  }
  if (air) {
    const rebound = facts.bulletin.main.cities.filter(
      ({ indicators }) => (indicators.index.change?.value ?? 0) > 0,
    );
    if (rebound.length > 0) {
      said.unshift({
        key: randomUUID(),
        line: {
          ...common,
          kind: 'comment',
          cities: rebound.map(({ code }) => code),
          program: null,
          text: `${rebound.map(({ shortName, indicators }) => `${shortName}综合指数同比反弹${indicators.index.change?.text.replace(/^[+＋]/u, '')}%`).join('、')}，要逐点位、逐时段溯源`,
        },
      });
    }
  }
  return said;
}

/** One clause: these cities, this program, this verb, by this day, measured so (DIS-1.3). */
function requirement(
  row: AgendaRow,
  work: KeyWork,
  lagging: readonly Tile[],
  facts: MeetingFacts,
  day: Day,
): Said {
  const due = monthEndAfter(day, lagging.some(({ lamp }) => lamp === 'red') ? 1 : 2);
  const name = spaceless(work.shortName);
  return {
    key: randomUUID(),
    line: {
      kind: 'requirement',
      state: 'kept',
      agendaItem: row.id,
      speaker: row.speaker_post,
      cities: lagging.map(({ region }) => region),
      program: work.key,
      verb: lagging.some(({ lamp }) => lamp === 'red') ? '重点抓好' : '加快',
      text: `${name}，倒排工期、挂图作战，${Number(due.slice(5, 7))}月底前赶上序时进度`,
      deadline: due,
      measure: { kind: 'text', text: '达到序时进度，灯色转绿' },
      leadUnit:
        lagging.length === 1
          ? `${cityName(facts, lagging[0]?.region ?? null)}生态环境局`
          : '有关市生态环境局',
      supportingUnits: [work.office.replace(/^省厅\s*·\s*/u, '')],
      ownerPost: '市局局长',
    },
  };
}

/** Instructions conveyed, analysis and the head's requirements; every city gets at least one matter. */
export function closingLines(scene: Scene, agenda: readonly AgendaRow[]): Said[] {
  const { facts, day } = scene;
  const item = (kind: AgendaRow['kind']) => agenda.find((row) => row.kind === kind && row.parent_id === null);
  const common = (kind: AgendaRow['kind']) => ({
    state: 'kept' as const,
    agendaItem: item(kind)?.id ?? null,
    speaker: item(kind)?.speaker_post ?? '',
  });
  const all = facts.cities.map(({ code }: Region) => code);
  const say = (line: RecordLineInput): Said => ({ key: randomUUID(), line });
  const due = monthEndAfter(day, 1);
  return [
    say({
      ...common('instructions'),
      kind: 'instruction',
      text: '传达省委、省政府主要领导同志关于持续改善空气质量的批示精神：问题要查清，责任要压实，改善要让群众看得见。（模拟）',
    }),
    say({
      ...common('instructions'),
      kind: 'instruction',
      text: '传达关于汛期水环境安全的批示精神：汛前排查、汛中巡查、雨后核查，确保不发生污水直排。（模拟）',
    }),
    say({
      ...common('analysis'),
      kind: 'note',
      text: `${facts.label}全省环境质量总体向好、稳中有进，但城市之间进展不平衡，部分指标同比反弹，形势不容乐观`,
    }),
    say({
      ...common('requirements'),
      kind: 'note',
      text: '要强化政治意识，牢记环境质量只能变好、不能变坏，把批示要求落到项目上',
    }),
    say({
      ...common('requirements'),
      kind: 'note',
      text: '要强化争先意识，后进市对照“三好三差”倒排工期、挂图作战',
    }),
    say({
      ...common('requirements'),
      kind: 'note',
      text: '要强化担当意识，清单化管理，每件事有责任岗位、有时限、有衡量',
    }),
    say({
      ...common('requirements'),
      kind: 'requirement',
      cities: all,
      text: '对照通报和“三差”清单列出本市问题台账，逐项定措施、定时限、定责任岗位，报省厅备案',
      deadline: addDays(day, 14),
      measure: { kind: 'text', text: '问题台账和整改方案上报系统' },
      leadUnit: '各市生态环境局',
      ownerPost: '市局局长',
    }),
    say({
      ...common('requirements'),
      kind: 'requirement',
      cities: all,
      text: '以时保日、以日保月、以月保年，把年度目标余额分解到月、到县，每月交账',
      deadline: due,
      measure: { kind: 'text', text: '分解表经市政府同意后报省厅' },
      leadUnit: '各市生态环境局',
      ownerPost: '市局局长',
    }),
    say({
      ...common('requirements'),
      kind: 'requirement',
      cities: [],
      text: '对连续红灯和承诺未兑现的市开展一次现场帮扶核查，结果在下次调度会通报',
      deadline: due,
      measure: { kind: 'text', text: '核查报告' },
      leadUnit: '省厅督察办',
      supportingUnits: ['省厅执法局', '监测与应急保障中心'],
      ownerPost: '省厅 · 督察办',
    }),
  ];
}
