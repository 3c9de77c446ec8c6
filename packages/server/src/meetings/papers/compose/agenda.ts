/** 会议议程 and 会议通知 from the agenda as it stands. */

import { officialDate } from '@qingzhang/documents';
import { agendaTemplate, noticeTemplate } from '../../../issuing/templates/defaults/index.ts';
import { renderTemplate } from '../../../issuing/templates/render.ts';
import { cityOf, meetingWordsOf, type PaperContext } from './context.ts';
import { paperModel } from './paper.ts';
import type { DocumentModel, TableBlock, TemplateBody } from './types.ts';

type Row = PaperContext['agenda'][number];
const children = (context: PaperContext, row: Row) =>
  context.agenda.filter(({ parent_id }) => parent_id === row.id);
const roots = (context: PaperContext) => context.agenda.filter(({ parent_id }) => parent_id === null);

/** 大同市生态环境局作表态发言（清洁取暖）. */
function speakerLine(context: PaperContext, row: Row): string {
  const city = cityOf(context, row.city_code);
  if (city === undefined) return row.speaker_post === '' ? row.title : `${row.speaker_post}：${row.title}`;
  const program = context.facts.programs
    .find(({ key }) => key === row.program_key)
    ?.shortName.replace(/\s/gu, '');
  const act = row.kind === 'experience' ? '作经验交流' : '作表态发言';
  return `${city.name}生态环境局${act}${program === undefined ? '' : `（${program}）`}`;
}

export function composeAgenda(context: PaperContext, body: TemplateBody): DocumentModel {
  const parts = renderTemplate(agendaTemplate, body, {
    ...meetingWordsOf(context),
    议程: roots(context).map((row) => ({
      key: `i${row.id}`,
      事项: row.title,
      发言岗位: row.speaker_post,
      分钟: String(row.minutes),
      分项: children(context, row).map((child) => ({
        key: `i${child.id}`,
        分项: speakerLine(context, child),
        分钟: String(child.minutes),
      })),
    })),
    总分钟: String(roots(context).reduce((sum, { minutes }) => sum + minutes, 0)),
  });
  return paperModel(context, {
    id: `agenda-${context.meeting.id}`,
    form: 'plain',
    parts,
    // The list says it all; the table is for an office whose template has no list.
    fill: (name) =>
      name === '议程表' && !body.parts.some(({ key, on }) => key === 'items' && on)
        ? [agendaTable(context)]
        : [],
  });
}

function agendaTable(context: PaperContext): TableBlock {
  return {
    kind: 'table',
    id: 'agenda',
    columns: [
      { key: 'no', width: 0.6, align: 'center' },
      { key: 'title', width: 5, align: 'left' },
      { key: 'minutes', width: 0.9, align: 'decimal' },
    ],
    header: [[{ text: '序号' }, { text: '议程' }, { text: '分钟' }]],
    rows: roots(context).flatMap((row, index) => [
      {
        key: `i${row.id}`,
        emphasis: true,
        cells: [
          { text: String(index + 1) },
          { text: row.title },
          { text: String(row.minutes), value: row.minutes },
        ],
      },
      ...children(context, row).map((child) => ({
        key: `i${child.id}`,
        cells: [
          { text: '' },
          { text: speakerLine(context, child) },
          { text: String(child.minutes), value: child.minutes },
        ],
      })),
    ]),
  };
}

export function composeNotice(context: PaperContext, body: TemplateBody): DocumentModel {
  const { steps, venues } = context;
  const due = (step: string) => officialDate(steps.get(step) ?? context.today).replace(/^\d{4}年/u, '');
  const speakers = context.agenda.filter(
    ({ kind, parent_id, city_code }) =>
      parent_id !== null && city_code !== null && (kind === 'experience' || kind === 'pledge'),
  );
  const parts = renderTemplate(noticeTemplate, body, {
    ...meetingWordsOf(context),
    主送机关: '各市生态环境局，厅机关各处室，有关直属单位',
    分会场: venues
      .filter(({ kind }) => kind !== 'main')
      .map(({ id, name }) => ({ key: `v${id}`, 分会场: name })),
    主会场参会: '厅领导、一级巡视员、生态环境保护监察专员，各处室和有关直属单位主要负责人',
    分会场参会: '各市生态环境局领导班子成员、有关科室和直属单位负责人',
    议题: roots(context)
      .filter(({ kind }) => kind !== 'opening')
      .map((row) => ({ key: `i${row.id}`, 议题: row.title })),
    发言市: speakers.map((row) => ({
      key: `i${row.id}`,
      市: cityOf(context, row.city_code)?.name ?? '',
      发言类型: row.kind === 'experience' ? '经验交流' : '表态发言',
      分钟: String(row.minutes),
    })),
    材料截止: `${due('cityReports')}12时`,
    名单截止: `${due('speakers')}18时`,
    调试时间: `${due('videoTest')}15时`,
    联系岗位: '调度办会务岗',
    联系电话: context.meeting.conference_note === '' ? '见系统通讯录' : context.meeting.conference_note,
  });
  return paperModel(context, {
    id: `notice-${context.meeting.id}`,
    form: 'letter',
    parts,
    head: { mark: context.issuer.issuer, number: null },
    signed: true,
    record: { copyTo: null },
  });
}
