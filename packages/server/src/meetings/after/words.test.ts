import { describe, expect, it } from 'vitest';
import { type AttendingRow, attendanceWords } from './attendance.ts';
import { headOf, trimEnd } from './compose-minutes.ts';
import { numbered } from './issue.ts';

describe('会议强调: a head and what follows it', () => {
  it.each([
    ['一要强化政治意识，坚决扛起责任。', '强化政治意识', '坚决扛起责任'],
    ['二是争先：对标一流。', '争先', '对标一流'],
    ['强化担当意识', '强化担当意识', ''],
    // No head where the first clause is a sentence of its own.
    [
      '要把清洁取暖改造作为当前最重要最紧迫的一项政治任务来抓实抓好抓到位，倒排工期',
      '要把清洁取暖改造作为当前最重要最紧迫的一项政治任务来抓实抓好抓到位，倒排工期',
      '',
    ],
  ])('%s', (text, head, rest) => {
    expect(headOf(text)).toEqual({ head, rest });
  });

  it('takes the marks at the end away', () => {
    expect(['好。', '好；', '好', ' 好。； '].map(trimEnd)).toEqual(['好', '好', '好', '好']);
  });
});

describe('DIS-10.3 attendance', () => {
  const row = (venue: number, post: string, change: Partial<AttendingRow> = {}): AttendingRow => ({
    main: venue === 1,
    venue,
    post,
    category: 'attend',
    away: false,
    signedIn: false,
    ...change,
  });

  it('counts who signed in; where nobody did, who was expected; posts in the main hall, numbers elsewhere', () => {
    const words = attendanceWords([
      row(1, '厅长', { category: 'chair', signedIn: true }),
      row(1, '副厅长', { signedIn: true }),
      row(1, '副厅长', { signedIn: true }),
      row(1, '没有来的', {}),
      row(1, '总工程师', { away: true }),
      row(1, '会务', { category: 'staff', signedIn: true }),
      row(1, '纪检组长', { category: 'sit-in', signedIn: true }),
      row(2, '局长'),
      row(2, '副局长'),
      row(3, '局长', { signedIn: true }),
      row(3, '副局长', { away: true }),
    ]);
    expect(words.overview).toContain('主会场4人、2个分会场3人');
    expect(words.present).toEqual(['厅长', '副厅长', '2个分会场参会人员']);
    expect(words.sitIn).toEqual(['纪检组长']);
    expect(words.leave).toEqual(['总工程师', '分会场1人']);
  });

  it('counts who came instead of somebody on leave; the post is on leave', () => {
    const words = attendanceWords([
      row(1, '厅长', { signedIn: true }),
      row(1, '总工程师', { away: true, substituted: true, signedIn: true }),
      row(1, '没有替会的', { away: true }),
    ]);
    expect(words.overview).toContain('主会场2人');
    expect([words.present, words.leave]).toEqual([['厅长'], ['总工程师', '没有替会的']]);
  });

  it('DIS-8: names each post once, in protocol order: a post of the rules and who holds it are one', () => {
    const rules = (post: string, change: Partial<AttendingRow> = {}) =>
      row(1, post, { held: false, ...change });
    const person = (post: string, change: Partial<AttendingRow> = {}) =>
      row(1, post, { held: true, ...change });
    const words = attendanceWords([
      person('党组书记、厅长', { category: 'chair' }),
      rules('党组成员、副厅长'),
      rules('驻厅纪检监察组组长'),
      rules('一级巡视员'),
      rules('生态环境保护监察专员（副厅长级）'),
      rules('机关各处室主要负责人'),
      rules('直属单位主要负责人', { category: 'sit-in' }),
      person('分管大气副厅长'),
      person('分管水和土壤农村副厅长'),
      person('驻厅纪检监察组'),
      person('办公室主任'),
      person('水处'),
      person('监察专员'),
      person('厅长'),
      person('监测中心', { category: 'sit-in' }),
    ]);
    expect(words.present).toEqual([
      '党组书记、厅长',
      '分管大气副厅长',
      '分管水和土壤农村副厅长',
      '驻厅纪检监察组',
      '一级巡视员',
      '监察专员',
      '机关各处室主要负责人',
    ]);
    expect(words.sitIn).toEqual(['直属单位主要负责人']);
  });

  it('says nothing of people where no list was made', () => {
    expect(attendanceWords([])).toEqual({
      overview: '会议以视频形式召开',
      present: [],
      sitIn: [],
      leave: [],
    });
  });
});

it('DIS-7.5: a document under its number has the day of signing everywhere and is no draft', () => {
  const model = numbered(
    {
      kind: 'official',
      version: 1,
      id: 'x',
      form: 'minutes',
      title: '纪要',
      language: 'zh-CN',
      date: '2025-02-12',
      organisation: '厅',
      simulated: false,
      watermark: '草稿',
      badges: [],
      blocks: [
        { kind: 'red-head', mark: '纪要', number: null, issued: { office: '办公室', date: '2025年2月12日' } },
        { kind: 'paragraph', runs: [{ kind: 'text', text: '2025年2月12日召开' }] },
        { kind: 'signature', organisation: '厅', date: '2025年2月12日' },
        { kind: 'record', copyTo: null, office: '办公室', date: '2025年2月12日' },
      ],
    },
    '2025年第3期',
    '2025-02-14',
  );
  expect(model.watermark).toBeUndefined();
  expect(model.date).toBe('2025-02-14');
  expect(model.blocks).toEqual([
    {
      kind: 'red-head',
      mark: '纪要',
      number: '2025年第3期',
      issued: { office: '办公室', date: '2025年2月14日' },
    },
    // What was said stays as it was said.
    { kind: 'paragraph', runs: [{ kind: 'text', text: '2025年2月12日召开' }] },
    { kind: 'signature', organisation: '厅', date: '2025年2月14日' },
    { kind: 'record', copyTo: null, office: '办公室', date: '2025年2月14日' },
  ]);
});
