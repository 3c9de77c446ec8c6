/** Findings in words: what is wrong and what to do, in both languages. */
import type { FindingReason, SafetyFinding } from './finding.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

const WORDS: Readonly<Record<FindingReason, Words>> = {
  host: {
    zh: '主持人职务应写作“{post}”，与会议登记一致。请改正。',
    en: 'The host’s post must read “{post}”, as the meeting has it. Correct it.',
  },
  post: {
    zh: '职务“{words}”不在通讯录和参会名单中。请核对全称，确认无误后由审核人认可。',
    en: '“{words}” is no post of the directory or the meeting. Check its full title; a reviewer accepts it if it is right.',
  },
  person: {
    zh: '“{words}”与其职务“{post}”没有写在一起。请核对姓名和职务。',
    en: '“{words}” stands without the post “{post}”. Check name and post.',
  },
  period: {
    zh: '{period}的数据尚未公布（须结账并印发通报），不得发布其数值和排名。请先印发通报，或删去这些内容。',
    en: 'Data of {period} are not published (closed, and the bulletin issued): no figures, no rankings of it. Issue the bulletin first or remove them.',
  },
  laterMonth: {
    zh: '{period}尚未结账，不得发布其数值和排名。请删去。',
    en: '{period} is not closed: no figures and rankings of it. Remove them.',
  },
  word: {
    zh: '“{words}”属于内部事项用语，不得对外。请删去或改写。',
    en: '“{words}” belongs to internal matters and must not go out. Remove or reword it.',
  },
  ownNumber: {
    zh: '“{words}”是内部文件的文号，不得对外。请删去文号，改写文件名称或内容。',
    en: '“{words}” is the number of an internal document. Remove it.',
  },
  otherNumber: {
    zh: '“{words}”是文号。请确认该文件已公开，由审核人认可；未公开的删去。',
    en: '“{words}” is a document number. Make sure that the document is public, or remove it.',
  },
  wrongPhrase: {
    zh: '“{words}”应为“{right}”。请改正。',
    en: '“{words}” must read “{right}”. Correct it.',
  },
  noSuchDay: {
    zh: '没有“{words}”这一天。请改正日期。',
    en: 'There is no such day as “{words}”. Correct it.',
  },
  notTheMeeting: {
    zh: '“{words}”与会议日期{day}不一致。请改正。',
    en: '“{words}” is not the meeting’s day, {day}. Correct it.',
  },
  weekday: {
    zh: '“{words}”应为星期{weekday}。请改正。',
    en: '“{words}” is a {weekday} (weekday in Chinese). Correct it.',
  },
  enterprise: {
    zh: '点到企业“{words}”。处理决定生效前不得点名：请确认决定已生效，由审核人认可；否则删去。',
    en: 'The enterprise “{words}” is named. Not before a decision about it takes effect: confirm that it has, or remove it.',
  },
  differs: {
    zh: '手工填写的“{words}”与系统数值“{known}”（{label}）不一致。请改用数值引用或更正。',
    en: '“{words}” was typed and differs from the system’s “{known}” ({label}). Use the reference or correct it.',
  },
  typed: {
    zh: '“{words}”是手工填写的，与系统数值“{label}”相同。请改用数值引用，或由审核人认可。',
    en: '“{words}” was typed; it is the system’s “{label}”. Use the reference, or a reviewer accepts it.',
  },
  unknownFigure: {
    zh: '“{words}”没有数据出处。请核实来源，由审核人认可。',
    en: '“{words}” has no source in the data. Verify it; a reviewer accepts it.',
  },
  unmarked: {
    zh: '数据是模拟数据，文中没有标明。请恢复“模拟数据”说明。',
    en: 'The data are simulated and the text does not say so. Restore the statement.',
  },
  short: {
    zh: '全文{count}字，少于{limit}字。请核对内容是否完整，由审核人认可。',
    en: '{count} characters, fewer than {limit}. Check that it is complete; a reviewer accepts it.',
  },
  long: {
    zh: '全文{count}字，多于{limit}字。请压缩，或由审核人认可。',
    en: '{count} characters, more than {limit}. Shorten it, or a reviewer accepts it.',
  },
  part: {
    zh: '缺少“{part}”。请补上。',
    en: '“{part}” is missing. Add it.',
  },
  gap: {
    zh: '“{words}”还没有补齐。请补上或删去。',
    en: '“{words}” still has to be filled. Fill or remove it.',
  },
};

/** A finding as a sentence that says what is wrong and what to do. */
export function sayReleaseFinding(
  { reason, facts }: Pick<SafetyFinding, 'reason' | 'facts'>,
  lang: 'zh' | 'en',
): string {
  return WORDS[reason][lang].replace(/\{(\w+)\}/gu, (_, name: string) => facts[name] ?? '');
}
