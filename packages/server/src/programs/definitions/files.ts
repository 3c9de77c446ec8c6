/** Definitions as files: the list as a spreadsheet, one definition as JSON. */
import type { Lang, ProgramDesign } from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import type { FileReply } from '../../http/route.ts';
import { xlsxReply } from '../../http/xlsx.ts';

const words = {
  title: ['专项定义', 'Program definitions'],
  key: ['标识', 'Key'],
  name: ['专项', 'Program'],
  state: ['状态', 'State'],
  version: ['版本', 'Version'],
  year: ['年度', 'Year'],
  office: ['主管处室', 'Office'],
  fields: ['字段', 'Fields'],
  asked: ['每期填', 'Asked'],
  people: ['填报人数', 'People'],
  times: ['次/月', 'Times a month'],
  burden: ['每月格数', 'Entries a month'],
  items: ['事项', 'Items'],
  sunset: ['停用日', 'Ends on'],
} as const;
const states = {
  new: ['未发布', 'not published'],
  draft: ['草稿', 'draft'],
  active: ['在用', 'in force'],
  ended: ['已停用', 'ended'],
} as const;

/** The designers' list as a spreadsheet. */
export function designsXlsx(designs: readonly ProgramDesign[], lang: Lang): FileReply {
  const at = lang === 'zh' ? 0 : 1;
  const { title, ...columns } = words;
  return xlsxReply(title[at], {
    title: title[at],
    columns: Object.entries(columns).map(([key, word]) => ({ key, title: word[at] })),
    rows: designs.map((one) => ({
      key: one.key,
      name: one.name[lang] || one.name.zh,
      state: states[one.state][at],
      version: one.version,
      year: one.year,
      office: one.office,
      fields: one.fields,
      asked: one.burden.fields,
      people: one.burden.people,
      times: one.burden.times,
      burden: one.burden.entriesPerMonth,
      items: one.items,
      sunset: one.sunset,
    })),
  });
}

/** A definition as a file that `programs define` and the designer take. */
export function definitionFile(found: {
  readonly version: number;
  readonly definition: ProgramDefinition;
}): FileReply {
  return {
    name: `${found.definition.key}-v${found.version}.json`,
    mime: 'application/json; charset=utf-8',
    content: `${JSON.stringify(found.definition, null, 2)}\n`,
  };
}
