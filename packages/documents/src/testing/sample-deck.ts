import { drawChart } from '../charts/draw.ts';
import { renderHtml } from '../html/official.ts';
import type { Deck, DeckPage } from '../model/deck.ts';
import { sampleDocument } from './sample.ts';

/** A deck with every kind of page, for tests. Invented figures. */
export function sampleDeck(): Deck {
  const page = (
    key: string,
    title: string,
    body: DeckPage['body'],
    more: Partial<DeckPage> = {},
  ): DeckPage => ({
    key,
    title,
    body,
    side: null,
    badges: ['已结账'],
    until: '数据截至 2021-06-30 24:00',
    base: '',
    ...more,
  });
  const cities = ['甲州', '乙州', '丙州', '丁州', '戊州', '己州', '庚州', '辛州', '壬州', '癸州', '子州'];
  const chart = sampleDocument().blocks.find((block) => block.kind === 'chart');
  const svg = chart?.kind === 'chart' ? drawChart(chart.spec, chart.alt).svg : '';
  return {
    title: '2021年上半年全省环境质量及重点工作进展情况通报',
    subtitle: '2021年上半年重点工作调度会',
    organisation: '示例省生态环境厅',
    simulated: true,
    pages: [
      page('cover', '2021年上半年重点工作调度会', {
        kind: 'cover',
        lines: ['2021年7月24日 09:00', '主会场：厅二层会议室　分会场：各市生态环境局'],
      }),
      page('agenda', '今天七项议程，两个半小时', {
        kind: 'agenda',
        items: [
          { title: '主持人开场', minutes: 2, speakers: ['厅长'] },
          { title: '通报上半年环境质量及重点工作进展', minutes: 15, speakers: ['办公室'] },
          { title: '上次会议要求和承诺兑现情况', minutes: 5, speakers: ['办公室'] },
          { title: '经验交流', minutes: 10, speakers: ['甲州市生态环境局', '庚州市生态环境局'] },
          {
            title: '表态发言',
            minutes: 16,
            speakers: ['丁州市生态环境局', '戊州市生态环境局', '己州市生态环境局'],
          },
          { title: '厅领导点评', minutes: 30, speakers: ['分管大气工作副厅长', '分管水工作副厅长'] },
          { title: '传达指示，部署下一步工作', minutes: 30, speakers: ['厅长'] },
        ],
      }),
      page(
        'heat',
        '清洁取暖：丁州差 18.4 个百分点，戊州、癸州也落后',
        {
          kind: 'bars',
          unit: '%',
          legend: ['运行', '装而未用'],
          path: { label: '序时 35.0%', value: 35 },
          max: 60,
          columns: ['安装', '运行', '差，点'],
          rows: cities.map((name, i) => {
            const installed = [41.2, 16.6, 33.1, 31, 25.4, 37.5, 52.4, 39.9, 47.3, 28.9, 36.2][i]!;
            const running = installed * 0.6;
            const bad = i === 1;
            const warn = i === 4 || i === 9;
            const known = i !== 8;
            return {
              name,
              lamp: bad ? 'red' : warn ? 'yellow' : null,
              parts: known ? [running, installed] : [null, null],
              cells: known
                ? [
                    { text: `${installed.toFixed(1)}%` },
                    { text: `${running.toFixed(1)}%`, tone: 'quiet' },
                    { text: (installed - 35).toFixed(1).replace('-', '−'), tone: bad ? 'bad' : 'quiet' },
                  ]
                : [{ text: '—' }, { text: '—' }, { text: '—' }],
              mark: bad ? 'bad' : warn ? 'warn' : null,
            };
          }),
        },
        {
          base: 'n＝91.93 万户',
          side: {
            role: '表态发言',
            name: '丁州市',
            facts: [
              { label: '还要装', value: '20.52', unit: '万户', tone: 'plain' },
              { label: '7月起每天', value: '1,832', unit: '户', tone: 'plain' },
              { label: '6月每天', value: '697', unit: '户', tone: 'bad' },
            ],
            promised: '6月底安装 8.61 万户',
            result: { text: '4.08 万户，47%', verdict: 'broken' },
          },
        },
      ),
      page('rank', 'PM2.5 平均 46 微克/立方米，同比改善 11.5%，己州、癸州反弹', {
        kind: 'table',
        columns: [
          { title: '名次', align: 'center' },
          { title: '市', align: 'left' },
          { title: '综合指数', align: 'right' },
          { title: 'PM2.5', align: 'right' },
          { title: '同比', align: 'right' },
          { title: '说明', align: 'left' },
        ],
        rows: [...cities, ...cities].map((name, i) => ({
          cells: [
            { text: String(i + 1), tone: 'quiet' },
            { text: name },
            { text: (4 + i / 7).toFixed(2) },
            { text: String(38 + i) },
            { text: i % 5 === 4 ? '↑2.0%' : '↓11.5%', tone: i % 5 === 4 ? 'bad' : 'good' },
            {
              text:
                i === 3 ? '一季度沙尘天气已按规则剔除，剔除前为 5.61，名次后移两位；县级数据尚待审核' : '',
            },
          ],
          emphasis: i === 21,
        })),
        note: '由好到差；并列的名次相同。综合指数越小越好。',
      }),
      page('chart', '综合指数与同比', { kind: 'chart', dark: svg, light: svg, alt: '各市综合指数横条图' }),
      page('map', '优良天数比例：七个市过八成', {
        kind: 'map',
        unit: '%',
        tiles: cities.map((name, i) => ({
          name,
          text: (92 - i * 4.3).toFixed(1),
          row: Math.floor(i / 3),
          column: i % 3,
          tone: 'plain',
          class: i < 4 ? 'aqi-1' : i < 8 ? 'aqi-2' : i === 8 ? 'aqi-3' : 'other',
        })),
        legend: [
          { text: '85 以上', class: 'aqi-1' },
          { text: '70–85', class: 'aqi-2' },
          { text: '70 以下', class: 'aqi-3' },
        ],
      }),
      page('pledges', '上次承诺四条，兑现一条，迟一条', {
        kind: 'pledges',
        rows: [
          {
            city: '丁州',
            promised: '6月底安装 8.61 万户',
            result: '4.08 万户，47%',
            verdict: 'broken',
            verdictText: '未兑现',
          },
          {
            city: '戊州',
            promised: '6月底 VOCs 改完 60 个',
            result: '7月12日改完 60 个',
            verdict: 'late',
            verdictText: '迟兑现',
          },
          {
            city: '甲州',
            promised: '6月底运行率不低于 70%',
            result: '76.5%',
            verdict: 'kept',
            verdictText: '兑现',
          },
          {
            city: '己州',
            promised: '8月底 124 家一厂一策复核',
            result: '96 家',
            verdict: 'open',
            verdictText: '未到期',
          },
        ],
        summary: '4 条，兑现 1，迟兑现 1，未兑现 1，未到期 1',
      }),
      page('points', '下一步三项要求', {
        kind: 'points',
        points: [
          { head: '一要对账补差。', text: '丁州、戊州、癸州逐县倒排工期，8月15日前补足清洁取暖差额。' },
          { head: '二要盯紧臭氧。', text: '戊州、己州落实应急减排清单，一厂一策逐家复核，8月底前完成。' },
          { head: '三要守住汛期。', text: '各市排查沿河排口，发现直排立行立改，每周五报送进展。' },
        ],
      }),
      page('paper', '通报正文', { kind: 'document', html: renderHtml(sampleDocument()) }),
    ],
  };
}
