/** 各市材料 and 发言稿: one city's account for the meeting. */

import type { Region } from '@qingzhang/contract';
import { officialDate } from '@qingzhang/documents';
import { POLLUTANTS } from '../../../bulletins/compose/facts.ts';
import { keyWorkFigureId } from '../../../bulletins/compose/key-work.ts';
import { figureId, INDICATOR_NAMES, signed, unitOf } from '../../../bulletins/compose/wording.ts';
import { sentence } from '../../../issuing/templates/catalogue.ts';
import { cityPaperTemplate, speechTemplate } from '../../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../../issuing/templates/render.ts';
import {
  airSentence,
  debtSentence,
  goodDaySentence,
  joinRuns,
  paceSentence,
  placeOf,
  programSentence,
  prose,
  targetClauses,
  tileOf,
  worseClauses,
} from './city-words.ts';
import { meetingWordsOf, type PaperContext } from './context.ts';
import { paperModel } from './paper.ts';
import { VERDICTS } from './review.ts';
import type { DocumentModel, Inline, TableBlock, TemplateBody } from './types.ts';

const LAMPS = { blue: '蓝', green: '绿', yellow: '黄', red: '红', grey: '灰' } as const;
const named = (name: string) => name.replace(/\s/gu, '');

/** The city's programs with its own tiles, red ones first. */
function programsOf({ facts }: PaperContext, city: Region) {
  const weight = { red: 0, yellow: 1, green: 2, blue: 3, grey: 4 } as const;
  return facts.programs
    .flatMap((work) => {
      const tile = tileOf(work, city.code);
      return tile === undefined ? [] : [{ work, tile }];
    })
    .sort((a, b) => weight[a.tile.lamp] - weight[b.tile.lamp]);
}

/** Problems in words: what is red, what is overdrawn, what got worse. */
function problemsOf(context: PaperContext, city: Region): { key: string; runs: Inline[] }[] {
  const { facts } = context;
  const place = placeOf(facts, city.code);
  const red = programsOf(context, city)
    .filter(({ tile }) => tile.lamp === 'red')
    .map(({ work, tile }) => {
      const pace = paceSentence(work, tile);
      return {
        key: `p-${work.key}`,
        runs: prose`${named(work.name)}红灯（${tile.reason}）${pace === null ? [] : prose`，${pace}`}`,
      };
    });
  const targets = targetClauses(facts, city.code);
  const worse = place === undefined ? [] : worseClauses(facts, place);
  return [
    ...red,
    ...(targets.length > 0 ? [{ key: 'targets', runs: joinRuns(targets, '；') }] : []),
    ...(worse.length > 0 ? [{ key: 'worse', runs: joinRuns(worse, '、') }] : []),
  ];
}

export function composeCityPaper(context: PaperContext, body: TemplateBody, city: Region): DocumentModel {
  const { facts } = context;
  const place = placeOf(facts, city.code);
  const worse = place === undefined ? [] : worseClauses(facts, place);
  const targets = targetClauses(facts, city.code);
  const problems = problemsOf(context, city);
  const own = context.agenda.find((row) => row.city_code === city.code && row.parent_id !== null);
  const parts = renderTemplate(cityPaperTemplate, body, {
    ...meetingWordsOf(context),
    市: city.name,
    空气质量: place === undefined ? '环境空气质量数据无效' : sentence(airSentence(facts, place)),
    优良天数: place === undefined ? '' : sentence(goodDaySentence(facts, place)),
    同比变差: worse.length > 0,
    变差指标: sentence(joinRuns(worse, '、')),
    有目标: facts.bulletin.targets.some(({ code }) => code === city.code),
    目标余额: targets.length === 0 ? '约束性指标均未透支' : sentence(joinRuns(targets, '；')),
    专项: programsOf(context, city).map(({ work, tile }) => ({
      key: work.key,
      专项: `${named(work.name)}（${LAMPS[tile.lamp]}）`,
      情况: sentence(programSentence(work, tile)),
    })),
    旧账新账: sentence(debtSentence(facts, city.code) ?? prose`期末无未销号事项`),
    承诺: context.promises
      .filter(({ row }) => row.city_code === city.code)
      .map(({ row, result, verdict }) => ({
        key: `c${row.id}`,
        承诺: row.text,
        期限: officialDate(row.due).replace(/^\d{4}年/u, ''),
        兑现: result === '' ? '未报' : result,
        结论: VERDICTS[verdict],
      })),
    问题: problems.map(({ key, runs }) => ({ key, 问题: sentence(runs) })),
    说明事项:
      own?.kind === 'pledge'
        ? problems.map(({ key, runs }) => ({
            key,
            事项: sentence(prose`${runs}：原因、措施、完成时限和责任岗位`),
          }))
        : [],
    点名依据: (own === undefined ? [] : (context.reasons.get(own.id) ?? [])).map(({ text }, index) => ({
      key: `r${index}`,
      依据: text.replace(/[。.]$/u, ''),
    })),
  });
  return paperModel(context, {
    id: `city-paper-${context.meeting.id}-${city.code}`,
    form: 'plain',
    parts,
    fill: (chapter) => (chapter === '主要指标表' ? airTable(context, city) : [workTable(context, city)]),
  });
}

function airTable({ facts }: PaperContext, city: Region): TableBlock[] {
  const place = placeOf(facts, city.code);
  if (place === undefined) return [];
  const period = facts.bulletin.main;
  const indicators = ['index', ...POLLUTANTS, 'goodDays'] as const;
  return [
    {
      kind: 'table',
      id: 'air',
      dense: true,
      caption: `${facts.label}主要指标`,
      columns: [
        { key: 'name', width: 2, align: 'left', fixed: true },
        { key: 'now', width: 1, align: 'decimal' },
        { key: 'last', width: 1, align: 'decimal' },
        { key: 'change', width: 1.2, align: 'decimal' },
        { key: 'rank', width: 0.8, align: 'decimal' },
      ],
      header: [['指标', '本期', '去年同期', '同比', '排名'].map((text) => ({ text }))],
      rows: indicators.map((indicator) => {
        const own = place.indicators[indicator];
        const unit =
          indicator === 'index' ? '' : indicator === 'goodDays' ? '（%）' : `（${unitOf(indicator)}）`;
        const suffix = indicator === 'goodDays' ? '' : '%';
        return {
          key: indicator,
          cells: [
            { text: `${INDICATOR_NAMES[indicator]}${unit}` },
            own.now === null
              ? { text: '数据无效' }
              : { text: own.now.text, value: own.now.value, figureId: figureId(period, place, indicator) },
            own.lastYear === null ? { text: '—' } : { text: own.lastYear.text, value: own.lastYear.value },
            own.change === null
              ? { text: '—' }
              : {
                  text: `${signed(own.change)}${suffix}`,
                  value: own.change.value,
                  figureId: figureId(period, place, indicator, 'change'),
                },
            own.rank === null ? { text: '—' } : { text: String(own.rank), value: own.rank },
          ],
        };
      }),
      notes: ['注：优良天数比例同比单位为百分点；排名由好到差。'],
    },
  ];
}

function workTable(context: PaperContext, city: Region): TableBlock {
  return {
    kind: 'table',
    id: 'work',
    dense: true,
    caption: '重点工作进展',
    columns: [
      { key: 'program', width: 2.4, align: 'left' },
      { key: 'lamp', width: 0.6, align: 'center', fixed: true },
      { key: 'progress', width: 1, align: 'decimal' },
      { key: 'planned', width: 1, align: 'decimal' },
      { key: 'overdue', width: 0.8, align: 'decimal' },
      { key: 'reason', width: 2.4, align: 'left' },
    ],
    header: [['专项', '灯', '完成率%', '序时%', '逾期', '情况'].map((text) => ({ text }))],
    rows: programsOf(context, city).map(({ work, tile }) => ({
      key: work.key,
      cells: [
        { text: named(work.name) },
        { text: LAMPS[tile.lamp], bold: tile.lamp === 'red' },
        tile.progress === null
          ? { text: '—' }
          : {
              text: tile.progress.toFixed(1),
              value: tile.progress,
              figureId: keyWorkFigureId(work.key, city.code, 'progress'),
            },
        tile.planned === null
          ? { text: '—' }
          : {
              text: tile.planned.toFixed(1),
              value: tile.planned,
              figureId: keyWorkFigureId(work.key, city.code, 'planned'),
            },
        { text: String(tile.overdue), value: tile.overdue },
        { text: tile.reason },
      ],
    })),
  };
}

/** A speaking city's skeleton: a pledge states cause, measures, date, owner; experience states practice and effect. */
export function composeSpeech(
  context: PaperContext,
  body: TemplateBody,
  city: Region,
  row: PaperContext['agenda'][number],
): DocumentModel {
  const { facts } = context;
  const place = placeOf(facts, city.code);
  const pledge = row.kind === 'pledge';
  const work = facts.programs.find(({ key }) => key === row.program_key);
  const tile = work && tileOf(work, city.code);
  const air = place === undefined ? [] : airSentence(facts, place);
  const good = programsOf(context, city).filter(
    ({ tile: own }) => own.lamp === 'blue' || (own.gap !== null && own.gap < 0),
  );
  const parts = renderTemplate(speechTemplate, body, {
    ...meetingWordsOf(context),
    市: city.name,
    表态: pledge,
    分钟: String(row.minutes),
    情况: sentence(
      work !== undefined && tile !== undefined
        ? prose`${air}；${named(work.name)}${programSentence(work, tile)}`
        : air,
    ),
    问题: problemsOf(context, city).map(({ key, runs }) => ({ key, 问题: sentence(runs) })),
    上次承诺: context.promises
      .filter(({ row: own }) => own.city_code === city.code)
      .map(({ row: own, result, verdict }) => ({
        key: `c${own.id}`,
        承诺: own.text,
        兑现: `${result === '' ? '未报' : result}（${VERDICTS[verdict]}）`,
      })),
    成效: [
      ...(place === undefined ? [] : [{ key: 'days', 成效: sentence(goodDaySentence(facts, place)) }]),
      ...good.slice(0, 3).map(({ work: own, tile: its }) => ({
        key: own.key,
        成效: sentence(prose`${named(own.name)}${programSentence(own, its)}`),
      })),
    ],
  });
  return paperModel(context, { id: `speech-${context.meeting.id}-${row.id}`, form: 'plain', parts });
}
