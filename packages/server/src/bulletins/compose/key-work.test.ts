import { plainText } from '@qingzhang/documents';
import { describe, expect, it } from 'vitest';
import { keyWorkComposer, keyWorkParts } from './key-work.ts';
import { KeyWorkFacts, type KeyWorkProgramFacts } from './key-work-facts.ts';
import { halfYearFacts } from './testing/half-year-facts.ts';

const published = (value: number) => ({ text: value.toFixed(1), value });
const city = (
  shortName: string,
  progress: number,
  gap: number,
  more: Partial<KeyWorkProgramFacts['cities'][number]> = {},
): KeyWorkProgramFacts['cities'][number] => ({
  code: `14${shortName.charCodeAt(0) % 100}00`,
  shortName,
  applicable: true,
  lamp: gap > 15 ? 'red' : gap > 5 ? 'yellow' : 'green',
  reason: `落后序时 ${gap.toFixed(1)} 点`,
  progress: published(progress),
  gap: published(gap),
  rank: null,
  n: 10,
  overdue: 0,
  forecast: null,
  ...more,
});
const program = (
  cities: KeyWorkProgramFacts['cities'],
  more: Partial<KeyWorkProgramFacts> = {},
): KeyWorkProgramFacts => ({
  key: 'clean-heating',
  name: '清洁取暖改造',
  shortName: '清洁取暖',
  counter: '村',
  measure: '安装',
  companionName: '运行',
  plan: '91.93万户',
  done: '27.28万户',
  companionDone: '12.80万户',
  progress: published(29.7),
  planned: published(35),
  gap: published(5.3),
  companion: published(13.9),
  items: 110,
  open: 90,
  overdue: 0,
  deadline: '2021-10-20',
  alarms: [],
  cities,
  ...more,
});
const facts = (programs: KeyWorkProgramFacts[], forecast = false): KeyWorkFacts =>
  KeyWorkFacts.parse({
    month: '2021-06',
    day: '2021-06-30',
    forecast,
    simulated: false,
    unjudged: 0,
    programs,
  });
const due = { planDue: '2021-07-31', resultDue: '2021-09-30' };
const spoken = (programs: KeyWorkProgramFacts[], forecast = false) => {
  const { section, problems, requirements } = keyWorkParts(facts(programs, forecast), due);
  const blocks = section.blocks.map((block) =>
    block.kind === 'paragraph'
      ? plainText(block.runs)
      : block.kind === 'heading'
        ? block.text + plainText(block.runIn ?? [])
        : '',
  );
  return {
    blocks,
    problems: problems.map(({ runs }) => plainText(runs)),
    requirements: requirements.map(({ runs }) => plainText(runs)),
  };
};

describe('DIS-7.2 key work in a bulletin', () => {
  const mock = [
    city('阳泉', 52.4, -17.4),
    city('晋城', 47.3, -12.3),
    city('太原', 41.2, -6.2),
    city('吕梁', 25.4, 9.6),
    city('大同', 16.6, 18.4),
    city('忻州', 31, 4),
  ];

  it('says plan, done, rate, the path, the companion, the first and the last', () => {
    expect(spoken([program(mock)]).blocks[1]).toBe(
      '清洁取暖改造。计划91.93万户，截至6月30日安装27.28万户，完成29.7%，落后序时进度（35.0%）5.3个百分点。其中运行12.80万户，占13.9%。' +
        '进度前三位的是阳泉（52.4%）、晋城（47.3%）、太原（41.2%）（由好到差），进度后三位的是大同（16.6%）、吕梁（25.4%）、忻州（31.0%）（由差到好）。',
    );
  });

  it('names city and program in one clause where a lamp is red, and asks that city (DIS-1.3)', () => {
    const { problems, requirements } = spoken([program(mock)]);
    expect(problems).toEqual(['大同清洁取暖落后序时18.4个百分点，共1处亮红灯。']);
    expect(requirements[0]).toContain('大同要加快清洁取暖改造');
    expect(requirements[0]).toContain('2021年7月31日前报送追赶计划');
  });

  it('puts no order among cities that are alike, nor any where all are', () => {
    const alike = ['甲', '乙', '丙', '丁', '戊'].map((name) => city(name, 100, -10));
    expect(spoken([program([...alike, city('己', 50, 40), city('庚', 60, 30)])]).blocks[1]).toContain(
      '进度最快的5市为甲、乙、丙、丁、戊，均为100.0%，',
    );
    expect(spoken([program(alike)]).blocks[1]).not.toMatch(/进度[前后最]/u);
  });

  it('does not hold cities with fewer than five items against others (DIS-5.3)', () => {
    const small = [...mock.slice(0, 4), city('大同', 0, 50, { n: 3 })];
    expect(spoken([program(small)]).blocks[1]).not.toContain('大同（0.0%）');
  });

  it('asks six programs at most; the others stand in the attachment (DIS-15.4)', () => {
    const many = Array.from({ length: 8 }, (_, i) =>
      program([city('大同', 10, 20 + i), ...mock.slice(0, 3)], {
        key: `p${i}`,
        name: `专项${i}`,
        shortName: `专项${i}`,
      }),
    );
    const [text = ''] = spoken(many).requirements;
    expect(text.match(/要加快/gu)).toHaveLength(6);
    expect(text).toContain('要加快专项7');
    expect(text).toContain('其余亮红灯的事项见附件');
  });

  it('the half-year edition lists what cannot be met (DIS-6.7); a month does not', () => {
    const lost = [...mock.slice(0, 3), city('大同', 16.6, 18.4, { forecast: published(52.2) })];
    expect(spoken([program(lost)], true).problems[1]).toBe('大同清洁取暖（按现进度预计完成52.2%）。');
    expect(spoken([program(lost)]).problems).toHaveLength(1);
    const titles = (forecast: boolean) =>
      keyWorkParts(facts([program(lost)], forecast), due).attachments.map(({ title }) => title);
    expect(titles(true)).toContain('按现进度难以完成的任务清单');
    expect(titles(false)).not.toContain('按现进度难以完成的任务清单');
  });

  it('keeps silent over facts that are none of its own', () => {
    expect(keyWorkComposer.compose({ other: true }, halfYearFacts())).toBeNull();
    expect(keyWorkComposer.compose(facts([]), halfYearFacts())).toBeNull();
  });
});
