import { describe, expect, it } from 'vitest';
import { type CheckBlock, checkRelease, countWords, type ReleaseCheck } from './checks.ts';
import { findingKey, unanswered } from './finding.ts';
import { sayReleaseFinding } from './finding-words.ts';

const paragraph = (key: string, text: string): CheckBlock => ({
  key,
  kind: 'paragraph',
  runs: [{ kind: 'text', text }],
});
const LEAD =
  '2026年7月24日，按照月调度工作机制，某某省生态环境厅召开2026年上半年调度会。省生态环境厅党组书记、厅长主持会议并讲话。';
const SOUND: ReleaseCheck = {
  blocks: [
    { key: 'title', kind: 'title', runs: [{ kind: 'text', text: '省生态环境厅召开2026年上半年调度会' }] },
    { key: 'notice', kind: 'notice', runs: [{ kind: 'text', text: '本件所列数据为模拟数据' }] },
    paragraph('lead', LEAD),
    {
      key: 'found',
      kind: 'paragraph',
      runs: [
        { kind: 'text', text: '会议指出，2026年上半年，全省环境空气质量综合指数' },
        { kind: 'figure', id: 'stat/index', text: '4.66' },
        { kind: 'text', text: '。' },
      ],
    },
    paragraph('stressed', '会议强调，一要强化政治意识，二要压实责任。'),
  ],
  meeting: { title: '2026年上半年调度会', day: '2026-07-24', hostPost: '党组书记、厅长' },
  posts: ['省厅党组书记、厅长', '省厅 · 分管大气副厅长', '党组成员、副厅长'],
  people: [{ name: '王某某', post: '党组成员、副厅长' }],
  period: { label: '2026年上半年', published: true },
  closedUntil: '2026-06',
  prefixes: ['晋环发', '晋环函'],
  figures: [
    { id: 'a', label: '大同市 清洁取暖 完成率', text: '72.7', unit: '%' },
    { id: 'b', label: '全省 综合指数 2026年上半年', text: '4.66', unit: '' },
  ],
  phrases: [
    { wrong: '省委省政府', right: '省委、省政府' },
    { wrong: '污染防治攻艰战', right: '污染防治攻坚战' },
  ],
  internal: ['内部', '暗查'],
  minWords: 20,
  maxWords: 2000,
  source: '省生态环境厅',
  simulated: true,
};
const withText = (text: string): ReleaseCheck => ({
  ...SOUND,
  blocks: [...SOUND.blocks, paragraph('more', text)],
});
const told = (input: ReleaseCheck) =>
  checkRelease(input).map(
    ({ code, severity, reason, excerpt }) => `${code} ${severity} ${reason} ${excerpt}`,
  );

describe('a sound release (DIS-9.2)', () => {
  it('has no findings', () => expect(told(SOUND)).toEqual([]));
});

describe('what a paragraph may not say', () => {
  it.each<[string, string, string[]]>([
    ['a post nobody has', '市生态环境局局长参加会议。', ['title ask post 局长']],
    ['a post of the directory', '党组成员、副厅长作了点评。', []],
    ['副厅长 is not 厅长', '分管副厅长和厅长分别讲话。', []],
    ['a name without its post', '王某某主持了讨论。', ['title ask person 王某某']],
    ['a name with its post', '党组成员、副厅长王某某作了点评。', []],
    ['an internal word', '有关情况仅供内部掌握。', ['internal stop word 内部']],
    [
      'the number of an own letter',
      '按照晋环函〔2026〕12号要求办理。',
      ['fileNumber stop ownNumber 晋环函〔2026〕12号'],
    ],
    [
      'other brackets hide nothing',
      '按照晋环函 [2026] 第12号办理。',
      ['fileNumber stop ownNumber 晋环函 [2026] 第12号'],
    ],
    ['a public document', '落实国发〔2023〕24号。', ['fileNumber ask otherNumber 落实国发〔2023〕24号']],
    ['a wrong phrase', '打好污染防治攻艰战。', ['phrase stop wrongPhrase 污染防治攻艰战']],
    ['the right phrase', '落实省委、省政府部署。', []],
    [
      'a phrase wrong beside a right one',
      '省委、省政府和省委省政府。',
      ['phrase stop wrongPhrase 省委省政府'],
    ],
    ['a day that is not', '2月30日前完成。', ['date stop noSuchDay 2月30日']],
    ['29 February of a leap year', '2028年2月29日前完成。', []],
    ['29 February of another year', '2027年2月29日前完成。', ['date stop noSuchDay 2027年2月29日']],
    ['a wrong weekday', '2026年7月31日（星期四）前上报。', ['date stop weekday 2026年7月31日（星期四）']],
    ['the right weekday', '2026年7月31日（星期五）前上报。', []],
    ['an enterprise', '责令某某焦化有限公司停产整改。', ['enterprise ask enterprise 某某焦化有限公司']],
    ['enterprises in general', '督促有关公司整改。', []],
    ['a month that is not closed', '7月份全省优良天数比例有所提高。', ['unpublished stop laterMonth 7月份']],
    ['a closed month', '6月份全省优良天数比例有所提高。', []],
    ['an aim is no measurement', '12月底前综合指数要降下来。', []],
    ['a count of months', '连续3个月综合指数下降。', []],
    ['a figure typed that differs', '大同市清洁取暖完成率75.1%。', ['figure stop differs 75.1%']],
    ['a figure typed that is known', '大同市清洁取暖完成率72.7%。', ['figure ask typed 72.7%']],
    ['a number without source', '治理效率达到95.5%。', ['figure ask unknownFigure 95.5%']],
    ['PM2.5 is a name', '抓好PM2.5治理，完成12项任务。', []],
    ['something left open', '由（待补）负责。', ['missing stop gap （待补）']],
  ])('%s', (_, text, expected) => expect(told(withText(text))).toEqual(expected));
});

describe('the release as a whole', () => {
  const lead = (text: string): ReleaseCheck => ({
    ...SOUND,
    blocks: SOUND.blocks.map((block) => (block.key === 'lead' ? paragraph('lead', text) : block)),
  });
  it.each<[string, ReleaseCheck, string[]]>([
    [
      'the host’s post is another',
      lead(LEAD.replace('党组书记、厅长', '党组成员、副厅长')),
      ['title stop host 党组书记、厅长'],
    ],
    [
      'the day is another',
      lead(LEAD.replace('7月24日', '7月23日')),
      ['date stop notTheMeeting 2026年7月23日'],
    ],
    [
      'no day, no name of the meeting',
      lead('省生态环境厅党组书记、厅长主持会议并讲话。'),
      ['missing stop part 导语中的会议日期', 'missing ask part 导语中的会议名称'],
    ],
    [
      'the period is not public',
      { ...SOUND, period: { label: '2026年上半年', published: false } },
      ['unpublished stop period 4.66'],
    ],
    ['no source', { ...SOUND, source: ' ' }, ['missing stop part 来源']],
    [
      'simulated data that do not say so',
      { ...SOUND, blocks: SOUND.blocks.filter(({ kind }) => kind !== 'notice') },
      ['simulated stop unmarked 模拟数据'],
    ],
    ['too short', { ...SOUND, minWords: 900 }, [expect.stringMatching(/^length ask short \d+字$/)]],
    ['too long', { ...SOUND, maxWords: 30 }, [expect.stringMatching(/^length ask long \d+字$/)]],
    [
      'parts that DIS-9.1 asks for',
      { ...SOUND, blocks: SOUND.blocks.filter(({ key }) => key !== 'stressed') },
      ['missing ask part 会议强调'],
    ],
  ])('%s', (_, input, expected) => expect(told(input)).toEqual(expected));

  it('every finding says in both languages what to do; a reviewer’s acceptance is by code and words', () => {
    const findings = checkRelease(
      withText('责令某某有限公司停产，仅供内部掌握，完成率95.5%，见国发〔2023〕24号。'),
    );
    for (const finding of findings) {
      for (const lang of ['zh', 'en'] as const) {
        const text = sayReleaseFinding(finding, lang);
        expect(text).not.toMatch(/\{|\}|undefined/);
        expect(text.length).toBeGreaterThan(10);
      }
    }
    const asks = findings.filter(({ severity }) => severity === 'ask');
    expect(asks).toHaveLength(3);
    const accepted = new Set(asks.slice(1).map(findingKey));
    expect(unanswered(findings, accepted)).toEqual(asks.slice(0, 1));
  });
});

describe('length', () => {
  it.each([
    ['全省PM2.5浓度为35微克', 9],
    ['', 0],
    ['一二三，四。', 4],
  ])('%s', (text, count) => expect(countWords(text)).toBe(count));
});
