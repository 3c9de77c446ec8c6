/** The recipes of the shipped programs: rows, figures and their growth, in the words of their definitions. */
import { addDays } from '@qingzhang/standards';
import type { Chance } from './chance.ts';
import { firm, river, trades, village } from './names.ts';
import { dayAt, dayOf, dueOf, part, type Recipe } from './recipe.ts';

const PROBLEMS = [
  '该县污水处理厂长期超负荷运行，雨天溢流口直排入河，下游断面氨氮多次超标。',
  '焦化企业环保设施运行不正常，无组织排放明显，群众反映强烈。',
  '矿山生态修复滞后，排土场未按方案复垦，水土流失问题突出。',
  '两高项目未批先建，节能审查手续不全，仍在推进主体工程。',
  '散煤管控不力，建成区周边散煤复燃，冬季空气质量反弹。',
  '运输结构调整缓慢，重点企业铁路专用线未按期建成。',
] as const;

/** What is done about a problem, in order; an item has the first so many of them. */
const MEASURES = [
  '制定整改方案并公开',
  '明确责任单位和完成时限',
  '依法查处违法行为',
  '完成工程立项和设计',
  '完成工程改造',
  '完成调试并稳定运行',
  '同类问题举一反三排查',
  '建立长效机制',
] as const;

/** Which state a problem is in when so much of the city's work is done: those with a low number finish first. */
const stepOf = (share: number, turn: number): 'none' | 'going' | 'done' =>
  turn < share ? 'done' : turn < share + 0.35 ? 'going' : 'none';
const worded = { none: 'none', going: 'going', done: 'fixed' } as const;

/** Trades of dual-high projects, as that program names industries. */
const DUAL = {
  coking: 'coking',
  steel: 'steel',
  cement: 'cement',
  chemical: 'chemical',
  power: 'coalPower',
} as const;

const measuresOf = (chance: Chance): readonly string[] => MEASURES.slice(0, chance.between('measures', 3, 8));

export const recipes: readonly Recipe[] = [
  {
    program: 'central-inspection',
    rows: (weight) => Math.round(7.5 * weight),
    oldShare: 0.55,
    closeShare: 0.85,
    lead: 45,
    make: ({ definition, no, chance, place }) => ({
      level: 'national',
      kind: chance.of('kind') < 0.2 ? 'immediate' : 'dated',
      sourceDocument: '第二轮中央生态环境保护督察反馈意见（模拟）',
      sourceClause: `第${no}项`,
      leadUnit: `${place.countyName}人民政府`,
      leaderPost: '县（市、区）分管负责同志',
      supervisorUnit: `${place.cityName}生态环境局`,
      acceptorUnit: '省生态环境厅',
      nationalDeadline: dueOf(definition, chance.of('turn')),
      values: {
        round: '第二轮第三批',
        problemNo: String(no),
        problem: `${place.countyName}：${chance.pick('problem', PROBLEMS)}`,
        target: '问题整改到位，断面水质或环境空气质量稳定达标，建立长效机制。',
        measuresPlanned: measuresOf(chance).length,
        petitions: chance.between('petitions', 0, 6),
      },
      // Each has its day on the path; the last is due some weeks before the item itself.
      measures: measuresOf(chance).map((text, index, all) => ({
        text,
        due: addDays(dayAt(definition, (chance.of('turn') * (index + 1)) / all.length), 25),
      })),
    }),
    report: (values, share, chance) => {
      const done = Math.min(1, share / Math.max(0.01, chance.of('turn')));
      return {
        measuresDone: part(values.measuresPlanned, done),
        accountable: chance.of('accountable') < 0.3 ? 1 : 0,
        cases: part(3, share * chance.of('cases')),
        petitionsClosed: part(values.petitions, share * 1.2),
        progressNote: done >= 1 ? '措施全部落实，正在申请销号。' : '按方案推进。',
        ...(done >= 1 && { publicLink: 'https://example.org/notice' }),
      };
    },
  },
  {
    program: 'yellow-river',
    rows: (weight) => Math.round(2.4 * weight),
    oldShare: 0.4,
    closeShare: 0.85,
    make: ({ definition, no, year, chance, place, index }) => ({
      leadUnit: `${place.countyName}人民政府`,
      deadline: dueOf(definition, chance.of('turn')),
      site: `${river(chance)}${place.countyName}段`,
      values: {
        filmYear: year - 1,
        filmNo: String(no),
        problemType: chance.pick('type', ['sewage', 'bank', 'solidWaste', 'mine', 'farming']),
        site: `${river(chance)}${place.countyName}段 ${index + 1} 号点`,
        problem: '沿河堆存固体废物，未采取防扬散、防流失措施。',
        firm: firm(chance.pick('trade', trades), index),
        landMu: chance.between('land', 5, 120),
        wastePlanned: chance.between('waste', 500, 9000),
        greenPlanned: chance.between('green', 10, 300),
        reclaimPlanned: chance.between('reclaim', 20, 500),
        drainPlanned: chance.between('drain', 200, 3000),
        satelliteBefore: `${year - 1}-08`,
      },
    }),
    report: (values, city, chance) => {
      const share = chance.of('turn') < city ? 1 : city * 0.35;
      return {
        wasteDone: part(values.wastePlanned, share * 1.1),
        greenDone: part(values.greenPlanned, share),
        reclaimDone: part(values.reclaimPlanned, share),
        drainDone: part(values.drainPlanned, share),
        survival: 86 + Math.floor(chance.of('survival') * 10),
        dumpStability: chance.of('dump') < 0.04 ? 'risk' : 'safe',
        ...(share >= 1 && { satelliteAfter: '整改后' }),
      };
    },
  },
  {
    program: 'dual-high-projects',
    rows: (weight) => Math.round(4 * weight),
    oldShare: 0.3,
    closeShare: 0.85,
    make: ({ definition, no, year, chance, place, index }) => {
      const trade = chance.pick<keyof typeof DUAL>('trade', [
        'coking',
        'steel',
        'cement',
        'chemical',
        'power',
      ]);
      const name = firm(trade, index);
      const lacks = chance.of('lacks') < 0.08;
      return {
        leadUnit: `${place.cityName}生态环境局`,
        deadline: dueOf(definition, chance.of('turn')),
        values: {
          projectCode: `SIM-${year}-${String(no).padStart(3, '0')}`,
          projectName: `${name} ${chance.between('capacity', 40, 160)} 万吨/年项目`,
          firm: name,
          industry: DUAL[trade],
          category: chance.pick('category', ['existing', 'building', 'proposed']),
          energyEquivalent: 10 + chance.between('energy', 1, 60),
          energyEqual: 75 + chance.between('energy', 1, 60),
          energyApproval: lacks ? null : `模拟节能〔${year - 1}〕${no}号`,
          eiaApproval: `模拟环审〔${year - 1}〕${no}号`,
          permitNo: `SIM${String(no).padStart(6, '0')}`,
          efficiency: chance.pick('efficiency', ['benchmark', 'baseline', 'baseline', 'below']),
          disposal: chance.pick('disposal', ['continue', 'rectify', 'rectify', 'stopBuilding', 'cancel']),
        },
      };
    },
    report: (_values, share, chance) => {
      const state = stepOf(share, chance.of('turn'));
      return {
        disposalState: state,
        illegalStart: state !== 'done' && chance.of('illegal') < 0.03,
        energyFreed: state === 'done' ? 5 : 0,
        ...(state === 'done' && { siteChecker: '市局核查岗' }),
      };
    },
  },
  {
    program: 'clean-heating',
    rows: (weight) => Math.round(34 * weight),
    closeShare: 0.85,
    make: ({ definition, year, chance, place, index }) => {
      const households = chance.between('households', 90, 900);
      const route = chance.pick('route', ['electric', 'electric', 'electric', 'gas', 'district', 'biomass']);
      return {
        leadUnit: `${place.countyName}人民政府`,
        // Built before heating begins, accepted and closed by the end of November.
        deadline: chance.of('speed') > 0.75 ? (definition.milestones.at(-1)?.day ?? '') : dayOf(year, 11, 30),
        township: `${chance.pick('township', ['城关', '东川', '西坡', '南河'])}镇`,
        values: {
          site: village(index, place.county),
          villageCode: `${place.county}${String(100 + index).padStart(6, '0')}`,
          households,
          planned: Math.floor(households * (0.6 + 0.35 * chance.of('planned'))),
          route,
          subsidyHousehold: 6000,
          subsidyKwh: 0.2,
          gasContract: route === 'gas' ? (chance.of('contract') < 0.04 ? 0 : 40) : null,
        },
      };
    },
    report: (values, share, chance) => {
      const own = share >= 1 ? 1 : Math.min(1, share * (0.95 + 0.3 * chance.of('speed')));
      const installed = part(values.planned, own);
      // What is installed runs once the whole village is.
      const running = part(installed, Math.min(1, 0.3 + 0.2 * chance.of('running') + 0.65 * own ** 4));
      const early = chance.of('early') < 0.012;
      return {
        ordered: Math.max(installed, part(values.planned, own * 1.3)),
        installed,
        powered: part(installed, 0.85),
        commissioned: running,
        running,
        accepted: part(running, 0.7),
        removed: early ? Math.min(installed, running + 40) : part(running, 0.8),
        gridDone: own > 0.2,
        subsidyPaid: Math.round(installed * 0.1 * 10) / 10,
        complaints: own > 0.3 && chance.of('complaints') < 0.05 ? chance.between('count', 1, 6) : 0,
        coldCalls: 0,
        safety: 'passed',
        looseCoal: Math.round(running * 1.5),
      };
    },
  },
  {
    program: 'voc-industry',
    rows: (weight) => Math.round(11 * weight),
    oldShare: 0.2,
    closeShare: 0.85,
    make: ({ definition, chance, place, index, no }) => ({
      leadUnit: `${place.cityName}生态环境局`,
      deadline: dueOf(definition, chance.of('turn')),
      values: {
        firm: firm(chance.pick('trade', trades), index),
        problemNo: `V${String(no).padStart(4, '0')}`,
        industry: chance.pick('industry', ['coking', 'chemical', 'pharmaceutical', 'coating', 'printing']),
        process: '涂装、储罐、装载',
        link: chance.pick('link', [
          'tanks',
          'loading',
          'leaks',
          'collection',
          'bypass',
          'treatment',
          'abnormal',
        ]),
        problem: '废气收集效率低，治理设施简易低效。',
        keyArea: chance.of('area') < 0.4,
        collection: chance.pick('collection', ['closed', 'hood', 'semi']),
        treatment: chance.pick('treatment', ['rto', 'co', 'carbonRegenerated', 'carbonOnce', 'uv']),
        generated: 40 + chance.between('generated', 0, 90),
        emitted: 10 + chance.between('generated', 0, 20),
        initialRate: 1 + chance.between('rate', 0, 4),
        measure: '更换为高效治理设施，密闭收集。',
      },
    }),
    report: (_values, share, chance) => {
      const step = stepOf(share, chance.of('turn'));
      return {
        hoodVelocity: step === 'done' ? 0.5 : 0.35,
        nmhcIn: 300,
        nmhcOut: step === 'done' ? 30 : 55,
        ldarPoints: 400,
        ldarLeaks: 6,
        ldarRepaired: 6,
        bypasses: 0,
        online: step === 'done',
        fixState: worded[step],
        ...(step === 'done' && { reduced: 6 + chance.between('reduced', 1, 20) }),
      };
    },
  },
  {
    program: 'ozone-response',
    rows: (weight) => Math.round(7 * weight),
    closeShare: 0.85,
    make: ({ definition, chance, place, index }) => ({
      leadUnit: `${place.cityName}生态环境局`,
      deadline: dueOf(definition, 1),
      values: {
        firm: firm(chance.pick('trade', trades), index),
        industry: chance.pick('industry', ['coking', 'steel', 'cement', 'chemical', 'coating']),
        grade: chance.pick('grade', ['a', 'b', 'b', 'c', 'c', 'd']),
        lineNo: `${index + 1}#`,
        equipment: '主生产线',
        yellowMeasure: 'shiftHours',
        yellowCut: 10,
        orangeMeasure: 'lowerLoad',
        orangeCut: 20,
        redMeasure: 'lowerLoad',
        redCut: 30,
        verification: chance.pick('verification', ['power', 'online', 'video']),
        livelihood: false,
        contactPost: '环保负责岗',
        planFiled: false,
      },
    }),
    report: (_values, share, chance) => {
      const warnings = share > 0.6 ? 1 : 0;
      const weak = chance.of('weak') < 0.06;
      return {
        planFiled: chance.of('turn') < share,
        warnings,
        confirmed: warnings,
        responses: warnings,
        verifiedResponses: warnings,
        powerBefore: 10_000,
        powerDuring: warnings === 0 ? 10_000 : weak ? 9600 : 8100,
        pledgedCut: 20,
      };
    },
  },
  {
    program: 'rural-sewage',
    rows: (weight) => Math.round(15 * weight),
    oldShare: 0.25,
    closeShare: 0.85,
    make: ({ definition, chance, place, index }) => {
      const households = chance.between('households', 80, 600);
      return {
        leadUnit: `${place.countyName}人民政府`,
        deadline: dueOf(definition, chance.of('turn')),
        values: {
          site: village(index, place.county),
          villageCode: `${place.county}${String(100 + index).padStart(6, '0')}`,
          households,
          population: households * 3,
          mode: chance.pick('mode', ['network', 'joint', 'scattered', 'scattered', 'truck']),
          designFlow: 10 + chance.between('design', 1, 60),
          pipes: 1 + chance.between('pipes', 1, 6),
          standard: 'second',
          investment: chance.between('investment', 60, 400),
          operator: '县运维公司（模拟）',
          operationCost: 5,
        },
      };
    },
    report: (values, share, chance, day) => {
      const step = stepOf(share, chance.of('turn'));
      const built = step === 'done';
      // Some stand idle at first and are made to run.
      const idle = built && chance.of('idle') < 0.2 && chance.of('turn') > share - 0.15;
      return {
        stage: built ? 'done' : step === 'going' ? 'building' : 'none',
        connected: part(values.households, built ? 0.75 : step === 'going' ? 0.3 : 0),
        flow: built ? 8 : 0,
        power: built ? (idle ? 2 : 900) : 0,
        condition: built ? (idle ? 'idle' : 'normal') : 'notBuilt',
        complaints: 0,
        ...(built && { testedOn: day, cod: 38, nh3n: 6, tp: 1.2, goodTests: 2 }),
      };
    },
  },
  {
    program: 'flood-season',
    rows: (weight) => Math.round(8 * weight),
    closeShare: 0.85,
    make: ({ definition, chance, place, no, index }) => ({
      leadUnit: `${place.countyName}住建局`,
      deadline: dueOf(definition, chance.of('turn')),
      values: {
        outletCode: `${place.county}-P${String(no).padStart(3, '0')}`,
        site: `${river(chance)} ${index + 1} 号排口`,
        kind: chance.pick('kind', ['storm', 'overflow', 'mixed', 'pump', 'ditch']),
        diameter: 600 + chance.between('diameter', 0, 8) * 100,
        catchment: 1 + chance.between('catchment', 0, 8),
        water: river(chance),
        section: `${place.cityShort}出境断面（模拟）`,
        travelTime: 6,
        dutyPost: '泵站值守岗',
        instrument: chance.pick('instrument', ['both', 'video', 'level', 'none']),
      },
    }),
    report: (_values, share, chance) => {
      const step = stepOf(share, chance.of('turn'));
      return {
        dryWeatherFlow: step !== 'done' && chance.of('dry') < 0.05,
        plantLoad: 82 + chance.between('load', 0, 20),
        pipesCleaned: Math.round(share * 10) / 2,
        cleanings: Math.round(share * 3),
        preCheck: share > 0.3 ? 'done' : 'partly',
        patrols: Math.round(share * 6),
        overflows: share > 0.6 ? 1 : 0,
        overflowVolume: share > 0.6 ? 300 : 0,
        reportedInHour: share > 0.6 ? 1 : 0,
        foundByData: 0,
        fixState: worded[step],
      };
    },
  },
  {
    program: 'corridor-cleanup',
    rows: (weight) => Math.round(11 * weight),
    closeShare: 0.85,
    make: ({ definition, chance, place, no, index }) => ({
      leadUnit: `${place.countyName}人民政府`,
      deadline: dueOf(definition, chance.of('turn')),
      values: {
        pointNo: `D${String(no).padStart(4, '0')}`,
        site: `G${chance.between('road', 5, 59)} K${chance.between('km', 100, 780)}+${chance.between('m', 1, 9)}00`,
        lineKind: chance.pick('lineKind', ['motorway', 'rail']),
        line: chance.pick('line', ['高速（模拟线）', '高铁（模拟线）']),
        side: chance.pick('side', ['left', 'right']),
        distance: chance.between('distance', 20, 900),
        problemType: chance.pick('problemType', ['rubbish', 'heap', 'spoil', 'dust', 'bare', 'shacks']),
        area: chance.between('area', 50, 5000),
        volume: chance.between('volume', 20, 2000),
        dutyVillage: village(index, place.county),
        measure: chance.pick('measure', ['remove', 'cover', 'green']),
        rebounds: 0,
      },
    }),
    report: (values, share, chance) => {
      const step = stepOf(share, chance.of('turn'));
      return {
        fixState: step,
        cleared: part(values.volume, step === 'done' ? 1 : step === 'going' ? 0.4 : 0),
      };
    },
  },
  {
    program: 'enforcement-campaign',
    lead: 15,
    rows: (weight) => Math.round(6 * weight),
    closeShare: 0.85,
    make: ({ definition, chance, place, no, year, index }) => ({
      leadUnit: `${place.cityName}生态环境综合行政执法队`,
      deadline: dueOf(definition, chance.of('turn')),
      values: {
        caseNo: `SIM-${year}-${String(no).padStart(3, '0')}`,
        source: chance.pick('source', ['online', 'report', 'cross', 'police', 'routine']),
        firm: firm(chance.pick('trade', trades), index),
        kind: chance.pick('kind', ['hazardousWaste', 'falseData', 'overLimit', 'noApproval']),
        crossCity: chance.of('cross') < 0.3,
      },
    }),
    report: (_values, share, chance, day) => {
      const stages = [
        'lead',
        'verify',
        'filed',
        'investigate',
        'review',
        'decision',
        'execution',
        'done',
      ] as const;
      // Cases come to their end one after the other; the others are on their way there.
      const turn = chance.of('turn');
      const at =
        turn < share ? stages.length - 1 : Math.min(stages.length - 2, Math.floor((share / turn) * 7));
      return {
        stage: stages[at] ?? 'lead',
        fiveType: 'none',
        officers: 6 + at,
        vehicles: 2,
        firmsChecked: 1,
        ...(at >= 2 && { filedOn: day }),
        ...(at >= 5 && {
          decisionNo: '模拟罚决',
          fine: 5 + chance.between('fine', 1, 30),
          evidenceList: 'complete',
        }),
        ...(at >= 7 && { recheck: 'passed', outcome: 'none', published: true }),
      };
    },
  },
  {
    program: 'joint-control',
    rows: (weight) => Math.round(3 * weight),
    closeShare: 0.85,
    make: ({ definition, place, year, chance, no }) => {
      const kind = chance.pick('kind', ['lead', 'section', 'enforcement', 'warning']);
      return {
        leadUnit: `${place.cityName}生态环境局`,
        deadline: dueOf(definition, chance.of('turn')),
        values: {
          leadNo: `L${String(no).padStart(3, '0')}`,
          region: '省会及周边联防联控区（模拟）',
          title: `${place.countyName}移送跨界线索`,
          kind,
          sender: `${place.cityName}生态环境局`,
          level: 'yellow',
          sentOn: dayOf(year, chance.between('sent', 1, 4), 10),
          joined: null,
          upstream: '上游断面（模拟）',
          downstream: '下游断面（模拟）',
          memberIndex: null,
        },
      };
    },
    report: (values, share, chance, day) => {
      if (chance.of('turn') >= share) return { finding: 'open', jointChecks: 0 };
      return values.kind === 'warning'
        ? { confirmedAt: `${day} 09:40`, confirmHours: 1.4, finding: 'true' }
        : { acceptedOn: day, answeredOn: day, answerDays: 5, finding: 'true', jointChecks: 1 };
    },
  },
];
