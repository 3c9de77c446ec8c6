import {
  getMeeting,
  getSuggestions,
  listAttendees,
  listMeetings,
  listPapers,
  postMeeting,
  postStage,
  putAgendaItem,
  putDataReview,
  putMeetingStep,
  putRecordLine,
} from '@qingzhang/contract';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { startJourneys, type Traveller } from './setup/journey.ts';
import { WORLD } from './setup/moments.ts';
import { download } from './setup/pages.ts';

const { test, open } = await startJourneys();
const DATONG = '140200';
/** The meeting about May, as the calendar proposes it. */
const PERIOD = '2026-05';

const shots = process.env.QINGZHANG_SHOTS;
const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};
/** Asked again until it is so. */
const soon = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 10_000 });
const yes = (page: Page, name: string) =>
  page.locator('.ant-popconfirm:visible').getByRole('button', { name }).click();

/** The meeting about May: made where the journey before has not. */
async function meetingOf(office: Traveller): Promise<number> {
  const { items, proposals } = await office.ask(listMeetings, { query: { year: 2026 } });
  const known = items.find(({ period }) => period === PERIOD);
  if (known) return known.id;
  const day = proposals.find(({ period }) => period === PERIOD)?.day;
  const body = { kind: 'monthly', period: PERIOD, startsAt: `${day}T09:00:00+08:00` } as const;
  return (await office.ask(postMeeting, { query: {}, body })).id;
}
/** The notice is out: who is invited sees the meeting. */
const announce = (office: Traveller, id: number) =>
  office.ask(putMeetingStep, {
    params: { id, step: 'notice' },
    query: {},
    body: { state: 'done', note: '' },
  });
/** Sign in anew: nobody's session outlives a night. */
const again = ({ context, login, password }: Traveller) =>
  context.request.post('/api/session', { data: { login, password } });

it('the calendar proposes a day and says why; one button makes the meeting with checklist, agenda and venues', async () => {
  const office = await open('dispatch');
  const { page } = office;
  await page.goto('/meetings?year=2026');
  await page.getByRole('heading', { name: '机制自身的健康' }).waitFor();
  const proposed = (await office.ask(listMeetings, { query: { year: 2026 } })).proposals.find(
    ({ period }) => period === PERIOD,
  );
  if (!proposed) throw new Error('nothing is proposed for May');
  const row = page
    .getByRole('listitem')
    .filter({ hasText: proposed.title })
    .filter({ hasText: '国家数据日' });
  expect(await row.textContent()).toContain(proposed.why);
  await shoot(page, 'meetings-year');
  await row.getByRole('button', { name: '建立会议' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText(proposed.why).waitFor();
  await drawer.getByLabel('主会场地点').fill('省厅三楼视频会议室');
  await drawer.getByRole('button', { name: '建立会议' }).click();
  await page.getByRole('heading', { level: 1, name: proposed.title }).waitFor();
  const id = Number(new URL(page.url()).pathname.split('/').at(-1));
  const meeting = await office.ask(getMeeting, { params: { id }, query: {} });
  expect(meeting.startsAt.slice(0, 10)).toBe(proposed.day);
  expect(meeting.venues).toHaveLength(12);

  // The checklist: what the facts judge cannot be ticked, what people do can; skipping says why.
  const list = page.getByRole('list', { name: '会议清单 T−7 到 T+7' });
  expect(await list.getByRole('button', { name: '记为已办 结账' }).count()).toBe(0);
  await list.getByRole('button', { name: '记为已办 印发会议通知' }).click();
  await list.getByRole('button', { name: '改回未办 印发会议通知' }).waitFor();
  await list.getByRole('button', { name: '本次不办 视频调试' }).click();
  const why = page.getByRole('dialog');
  await why.getByLabel('原因').fill('沿用上月线路');
  await why.getByRole('button', { name: '本次不办' }).click();
  await list.getByText('沿用上月线路', { exact: false }).waitFor();
  const after = await office.ask(getMeeting, { params: { id }, query: {} });
  const state = (step: string) => after.steps.find((one) => one.step === step)?.state;
  expect([state('notice'), state('videoTest')]).toEqual(['done', 'skipped']);

  // The plan is changed where it stands.
  await page.getByRole('button', { name: '编辑安排' }).click();
  await page.getByLabel('会议系统链接').fill('https://meet.example.cn/26');
  await page.getByRole('button', { name: '保存安排' }).click();
  await page.getByRole('link', { name: '进入视频会议' }).waitFor();
  await shoot(page, 'meeting-prepare');
});

it('the agenda: nobody pledges on unreviewed data; a suggestion is taken over, settled, moved by keys, and adds up', async () => {
  const office = await open('dispatch');
  const monitoring = await open('monitoring');
  const { page, ask } = office;
  const id = await meetingOf(office);
  const suggested = async () => (await ask(getSuggestions, { params: { id }, query: {} })).items;
  const agenda = async () => (await ask(getMeeting, { params: { id }, query: {} })).agenda;
  expect((await suggested()).some(({ allowed }) => allowed)).toBe(false);
  await page.goto(`/meetings/${id}/agenda`);
  const aside = page.getByRole('complementary', { name: '建议谁发言' });
  await aside.getByText('数据未审核，不列入。').first().waitFor();
  expect(await aside.getByRole('button', { name: '列入议程' }).count()).toBe(0);

  await monitoring.ask(putDataReview, {
    params: { month: PERIOD },
    body: { reviewed: true, document: '五月数据审核意见', note: '' },
  });
  await page.reload();
  const take = aside.getByRole('button', { name: /^列入议程/ }).first();
  await take.waitFor();
  const [first] = (await suggested()).filter(({ kind, inAgenda }) => kind === 'pledge' && !inAgenda);
  if (!first) throw new Error('nobody is suggested');
  await take.click();
  const taken = async () =>
    (await agenda()).find(
      ({ parent, city, kind }) => parent !== null && kind === 'pledge' && city === first.city,
    );
  await soon(taken).toBeTruthy();
  const line = await taken();
  if (!line) throw new Error('not taken');
  const item = page.locator(`[data-line="${line.id}"]`);
  // Why stands under the speaker, as the suggestion said it.
  await item.getByText(`因为：${first.reasons[0]?.text}`).waitFor();
  await item.getByRole('button', { name: /^确认发言/ }).click();
  await item.getByText('已确认').waitFor();
  await shoot(page, 'meeting-agenda');

  // Minutes are typed in place; parts add up and the bar says how far it is from the plan.
  await item.getByRole('spinbutton').fill('7');
  await item.getByRole('spinbutton').press('Enter');
  await soon(async () => (await taken())?.minutes).toBe(7);
  const sum = (await agenda())
    .filter(({ parent }) => parent === null)
    .reduce((all, { minutes }) => all + minutes, 0);
  await page.getByText(`合计 ${sum} 分钟`, { exact: false }).waitFor();

  // By keyboard: the third part before the second.
  const tops = async () =>
    (await agenda()).filter(({ parent }) => parent === null).sort((a, b) => a.sort - b.sort);
  const [, second, third] = await tops();
  if (!second || !third) throw new Error('an agenda has parts');
  await page.getByRole('button', { name: `移动“${third.title}”，按上下键` }).focus();
  await page.keyboard.press('ArrowUp');
  await soon(async () => (await tops())[1]?.id).toBe(third.id);
  await page.getByText(`已移动：${third.title}`).waitFor({ state: 'attached' });
  // And back by dragging.
  await page
    .getByRole('button', { name: `移动“${third.title}”，按上下键` })
    .dragTo(page.locator(`[data-line="${second.id}"]`));
  await soon(async () => (await tops())[1]?.id).toBe(second.id);

  // A part of one's own, taken out again.
  await page.getByRole('button', { name: '加一项议程' }).click();
  await page.getByLabel('事项').fill('观看警示片');
  await page.getByRole('button', { name: '加入议程' }).click();
  await page.getByRole('button', { name: /^删去 观看警示片/ }).click();
  await yes(page, '删去');
  await soon(async () => (await agenda()).some(({ title }) => title === '观看警示片')).toBe(false);
});

it('the papers are made, read beside the list, finished and sent; a bureau writes and hands in its own speech only', async () => {
  const office = await open('dispatch');
  const city = await open('city', { regionCode: DATONG });
  const { page, ask } = office;
  const id = await meetingOf(office);
  await announce(office, id);
  const { agenda } = await ask(getMeeting, { params: { id }, query: {} });
  const pledges = agenda.find(({ kind, parent }) => kind === 'pledge' && parent === null);
  if (!pledges) throw new Error('an agenda has pledges');
  // 大同 speaks, whatever the figures say of it today.
  await page.goto(`/meetings/${id}/agenda`);
  await page.getByRole('button', { name: `加发言 ${pledges.title}` }).click();
  await page.getByLabel('事项').fill('大同市就扬尘管控作表态发言');
  await page.getByRole('combobox', { name: '市', exact: true }).click();
  await page.locator('.ant-select-dropdown:visible').getByTitle('大同市', { exact: true }).click();
  await page.getByRole('button', { name: '加入议程' }).click();
  const line = async () =>
    (await ask(getMeeting, { params: { id }, query: {} })).agenda.find(
      ({ title }) => title === '大同市就扬尘管控作表态发言',
    );
  await soon(line).toBeTruthy();
  const speech = await line();
  if (!speech) throw new Error('no line');
  const { id: item, parent, kind, title, minutes, city: region } = speech;
  await ask(putAgendaItem, {
    params: { id, item },
    query: {},
    body: { parent, kind, title, minutes, city: region, confirmed: true },
  });

  await page.goto(`/meetings/${id}/papers`);
  await page.getByRole('button', { name: '生成会议材料' }).click();
  const notice = page.getByRole('button', { name: /^关于召开.*的通知$/ });
  await notice.waitFor({ timeout: 40_000 });
  await shoot(page, 'meeting-papers');
  await notice.click();
  await page
    .getByRole('dialog')
    .frameLocator('iframe')
    .getByText('省厅三楼视频会议室')
    .or(page.getByRole('dialog').frameLocator('iframe').getByText('重点工作月调度会'))
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: /^定稿 2026.*议程$/ }).click();
  const agendaRow = page.getByRole('row').filter({ hasText: /议程/ }).filter({ hasText: '退回修改' });
  await agendaRow.getByRole('button', { name: /^分发/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: '分发与阅读' }).click();
  await page
    .getByRole('dialog')
    .getByRole('heading', { name: /已分发|分发/ })
    .first()
    .waitFor();
  await page.keyboard.press('Escape');
  const archive = await download(page, page.getByRole('link', { name: '全部打包下载' }));
  expect(archive.content.subarray(0, 2).toString()).toBe('PK');

  // The bureau: its own speech, nobody else's; nothing of the checklist.
  await city.page.goto(`/meetings/${id}`);
  await city.page.getByRole('heading', { name: '请我单位做的' }).waitFor();
  expect(await city.page.getByText('会议清单').count()).toBe(0);
  await city.page.getByText('大同市就扬尘管控作表态发言').first().waitFor();
  await city.page.getByRole('link', { name: '写发言稿' }).waitFor();
  await city.page.getByRole('button', { name: '交发言稿' }).click();
  await yes(city.page, '交发言稿');
  await city.page.getByText('发言稿已交').waitFor();
  await shoot(city.page, 'meeting-city');
  const own = await city.ask(listPapers, { params: { id }, query: {} });
  expect(new Set(own.items.map((paper) => paper.city))).toEqual(new Set([DATONG]));
});

it('venues: a bureau keeps its own list and asks for leave, the office judges it, people sign in on the day', async () => {
  const office = await open('dispatch');
  const city = await open('city', { regionCode: DATONG });
  const id = await meetingOf(office);
  await announce(office, id);
  const people = () => office.ask(listAttendees, { params: { id }, query: {} });
  const { page } = city;
  await page.goto(`/meetings/${id}/venues`);
  await page.getByRole('heading', { name: /大同分会场/ }).waitFor();
  await page.getByRole('img', { name: '视频会议二维码' }).waitFor();
  expect(await page.getByRole('button', { name: /太原分会场/ }).count()).toBe(0);
  await page.getByRole('button', { name: '添加参会人' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('职务').fill('大气科科长');
  await form.getByLabel('座位').fill('A3');
  await form.getByRole('button', { name: '添加参会人' }).click();
  await page.getByRole('row', { name: /大气科科长/ }).waitFor();
  await page.getByRole('button', { name: '请假 分管副局长', exact: true }).click();
  const leave = page.getByRole('dialog');
  await leave.getByLabel('谁替会').fill('总工程师');
  await leave.getByLabel('原因').fill('迎接省级暗访');
  await leave.getByRole('button', { name: '报请批准' }).click();
  await page.getByText('由总工程师替会').waitFor();
  // Who asks does not judge.
  expect(await page.getByRole('button', { name: /^批准请假/ }).count()).toBe(0);

  await office.page.goto(`/meetings/${id}/venues`);
  await office.page.getByText('待批假 1').first().waitFor();
  await office.page.getByRole('button', { name: '批准请假 分管副局长' }).click();
  await office.page.getByRole('cell', { name: /准假/ }).waitFor();
  await shoot(office.page, 'meeting-venues');
  // The screen's link is told once, to copy or to scan.
  await office.page.getByRole('button', { name: '生成大屏链接' }).click();
  const link = office.page.getByLabel('大屏链接', { exact: true });
  await link.waitFor();
  expect(await link.inputValue()).toMatch(/\/screen\/[\w-]{20,}$/);
  await office.page.getByRole('dialog').getByRole('button', { name: '复制链接' }).waitFor();
  await office.page.keyboard.press('Escape');

  const { startsAt } = await office.ask(getMeeting, { params: { id }, query: {} });
  // The pages are put away first: an answer to an old session, weeks too old by then, would take the new cookie.
  const venuesPage = page.url();
  await Promise.all([page, office.page].map((one) => one.goto('about:blank')));
  test.platform.clock.set(`${startsAt.slice(0, 10)}T08:40:00+08:00`);
  try {
    await again(city);
    await page.goto(venuesPage);
    await page.getByRole('button', { name: '签到 大气科科长', exact: true }).click();
    await page.getByRole('button', { name: '撤回签到 大气科科长' }).waitFor();
    await again(office);
    const { items } = await people();
    expect(items.find(({ post }) => post === '大气科科长')).toMatchObject({ seat: 'A3', late: false });
    expect(items.find(({ post }) => post === '大气科科长')?.signedInAt).not.toBeNull();
    expect(items.filter(({ leave: state }) => state === 'approved')).toHaveLength(1);
  } finally {
    test.platform.clock.set(WORLD.now);
  }
});

it('afterwards: a gap is named and leads to the record; minutes, tasks and promises follow, a bureau sees its own', async () => {
  const maker = await open('dispatch');
  const id = await meetingOf(maker);
  await announce(maker, id);
  const { startsAt } = await maker.ask(getMeeting, { params: { id }, query: {} });
  const day = startsAt.slice(0, 10);
  test.platform.clock.set(`${day}T09:00:00+08:00`);
  try {
    const office = await open('dispatch');
    const { page, ask } = office;
    const act = (what: 'open' | 'end') =>
      ask(postStage, { params: { id }, body: { revision: null, act: { act: what } } });
    await act('open');
    const requirement = crypto.randomUUID();
    const line = {
      kind: 'requirement',
      state: 'kept',
      cities: [DATONG],
      verb: '加快',
      text: '加快扬尘在线监测安装',
      speaker: '厅长',
      leadUnit: '大同市生态环境局',
      ownerPost: '局长',
      deadline: '2026-07-31',
    } as const;
    const keep = (clientKey: string, revision: number | null, value: Parameters<typeof record>[2]) =>
      record(clientKey, revision, value);
    const record = (
      clientKey: string,
      revision: number | null,
      value: Record<string, unknown> & { kind: 'requirement' | 'commitment'; text: string },
    ) => ask(putRecordLine, { params: { id, clientKey }, query: {}, body: { revision, line: value } });
    const first = await keep(requirement, null, line);
    await keep(crypto.randomUUID(), null, {
      kind: 'commitment',
      state: 'kept',
      cities: [DATONG],
      text: '七月底前安装 120 台',
      speaker: '大同市局局长',
      deadline: '2026-07-31',
      measure: { kind: 'text', text: '安装 120 台' },
    });
    await act('end');

    await page.goto(`/meetings/${id}/follow-up`);
    await page.getByText('1 条记录不全，纪要不能签发。').waitFor();
    await page.getByText('缺衡量标准').waitFor();
    await page.getByRole('button', { name: '由记录起草纪要' }).click();
    await page.getByRole('link', { name: /纪要$/ }).first().waitFor({ timeout: 40_000 });
    const fill = page.getByRole('link', { name: /^去补记录/ });
    expect(await fill.getAttribute('href')).toBe(`/meetings/${id}/record#${requirement}`);
    expect(await page.getByRole('button', { name: '要求转任务、承诺入账' }).isDisabled()).toBe(true);
    await keep(requirement, first.revision, { ...line, measure: { kind: 'text', text: '全部联网' } });
    await page.reload();
    await page.getByRole('button', { name: '要求转任务、承诺入账' }).click();
    await yes(page, '要求转任务、承诺入账');
    await page.getByRole('link', { name: /加快扬尘在线监测安装/ }).waitFor({ timeout: 20_000 });
    await page.getByRole('heading', { name: /本次会上的承诺/ }).waitFor();
    await page.getByText('七月底前安装 120 台').first().waitFor();
    await page.getByRole('button', { name: '大同市', exact: true }).click();
    await page.getByRole('heading', { name: /大同市的任务/ }).waitFor();
    await shoot(page, 'meeting-follow-up');

    // A person decides what came of a promise; the page says who did.
    await page
      .getByRole('button', { name: /^认定兑现/ })
      .first()
      .click();
    await page.getByLabel('结果').fill('六月已装 120 台');
    await page.getByRole('button', { name: '认定为已兑现' }).click();
    await page.getByText('六月已装 120 台').waitFor();

    // The head signs; a number is taken.
    const head = await open('leader');
    await head.page.goto(`/meetings/${id}/follow-up`);
    await head.page.getByRole('button', { name: '签发纪要' }).click();
    await yes(head.page, '签发纪要');
    await head.page.getByText('已签发').first().waitFor({ timeout: 40_000 });

    const city = await open('city', { regionCode: DATONG });
    await city.page.goto(`/meetings/${id}/follow-up`);
    await city.page.getByRole('link', { name: /加快扬尘在线监测安装/ }).waitFor();
    expect(await city.page.getByRole('button', { name: '发函' }).count()).toBe(0);
    const other = await open('city', { regionCode: '140300' });
    await other.page.goto(`/meetings/${id}/follow-up`);
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    await other.page.getByText('会议要求 0 条', { exact: false }).waitFor();
    expect(await other.page.getByText('扬尘在线监测').count()).toBe(0);
  } finally {
    test.platform.clock.set(WORLD.now);
  }
});

it('the rules are open to all and kept by the office; a county reads them and changes nothing', async () => {
  const reader = await open('city', { regionCode: DATONG });
  await reader.page.goto('/meeting-rules');
  await reader.page.getByRole('heading', { name: '分管与点评' }).waitFor();
  expect(await reader.page.getByRole('button', { name: '保存会议规则' }).count()).toBe(0);
  const office = await open('dispatch');
  const { page } = office;
  await page.goto('/meetings');
  await page.getByRole('link', { name: '会议规则' }).click();
  const after = page.getByLabel('其后第几个工作日开会');
  await after.fill('4');
  await page.getByRole('button', { name: '保存会议规则' }).click();
  await page.getByText('会议规则已保存').waitFor();
  const { proposals } = await office.ask(listMeetings, { query: { year: 2026 } });
  expect(proposals.find(({ period }) => period === '2026-06')?.why ?? proposals.at(-1)?.why).toContain(
    '第 4 个工作日',
  );
});

it('on a phone the year and a meeting stand in one column', async () => {
  const office = await open('dispatch', { context: { viewport: { width: 390, height: 844 } } });
  const { page } = office;
  const id = await meetingOf(office);
  for (const address of [
    '/meetings?year=2026',
    `/meetings/${id}`,
    `/meetings/${id}/agenda`,
    `/meetings/${id}/venues`,
  ]) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(wide, address).toBeLessThanOrEqual(1);
  }
});
