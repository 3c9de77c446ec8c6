import { getProgramDefinition, getProgramDesign } from '@qingzhang/contract';
import { expect, it } from 'vitest';
import { startJourneys } from './setup/journey.ts';
import { dense } from './setup/pages.ts';

const { open } = await startJourneys();
const key = 'dust-sites';

it('defines a new program in the interface, without code, and publishes it', async () => {
  const { page, ask } = await open('office');
  await page.goto('/programs/design');
  const begin = page.getByRole('form', { name: '新建专项' });
  const opener = page.getByRole('button', { name: '新建专项' });
  await begin.or(opener).first().waitFor();
  if (!(await begin.isVisible())) await opener.click();
  await begin.getByLabel('专项名称').fill('工地扬尘治理');
  await begin.getByLabel('标识（拉丁字母）').fill('Dust Sites');
  await page.getByText('标识用小写字母').waitFor();
  expect(await begin.getByRole('button', { name: '开始设计' }).isDisabled()).toBe(true);
  await begin.getByLabel('标识（拉丁字母）').fill(key);
  await begin.getByRole('button', { name: '开始设计' }).click();
  await page.getByRole('heading', { level: 1, name: '工地扬尘治理' }).waitFor();

  // Two numbers: what is planned comes from above, what is covered is asked every month.
  const fields = page.getByRole('region', { name: /^字段/ });
  await fields.getByRole('button', { name: '加一个字段' }).click();
  await fields.getByLabel('第 2 个字段的名称').fill('应苫盖面积');
  await fields.getByLabel('应苫盖面积谁填').selectOption('issued');
  await fields.getByLabel('应苫盖面积的单位').fill('㎡');
  await fields.getByRole('button', { name: '加一个字段' }).click();
  // A form that is not filled cannot be published, and says where.
  await page.getByText('这里还没填。').first().waitFor();
  await fields.getByLabel('第 3 个字段的名称').fill('已苫盖面积');
  await fields.getByLabel('已苫盖面积的单位').fill('㎡');
  await fields.getByLabel('表里的其他叫法').fill('苫盖面积、覆盖面积');
  await fields.getByLabel('累计数，比上月少就问').check();

  const measures = page.getByRole('region', { name: /^指标/ });
  await measures.getByLabel('怎么算').first().selectOption('ratio');
  await measures.getByLabel('指标名称', { exact: true }).first().fill('苫盖率');
  await measures.getByLabel('计划', { exact: true }).selectOption({ label: '应苫盖面积' });
  await measures.getByLabel('完成', { exact: true }).selectOption({ label: '已苫盖面积' });

  const path = page.getByRole('region', { name: /^里程碑/ });
  await path.getByRole('button', { name: '加一个里程碑' }).click();
  await path.getByRole('button', { name: '加一个里程碑' }).click();
  await path.getByRole('img', { name: '序时进度曲线' }).waitFor();

  const checks = page.getByRole('region', { name: /^校验/ });
  await checks.getByRole('button', { name: '加一个校验' }).click();
  await checks.getByLabel('看哪个字段').selectOption({ label: '已苫盖面积' });
  await checks.getByLabel('怎么比').selectOption('gt');
  await checks.getByLabel('与什么比', { exact: true }).selectOption({ label: '应苫盖面积' });
  await checks.getByLabel('怎么说', { exact: true }).fill('已苫盖 {ghost}，多于应苫盖。');
  // What is wrong stands beside what it concerns.
  await checks.getByText('话里的“ghost”不是字段。').waitFor();
  const publish = page.getByRole('form', { name: '发布' });
  await publish.getByLabel('变更说明').fill('首次发布');
  expect(await publish.getByRole('button', { name: '发布第 1 版' }).isDisabled()).toBe(true);
  await checks.getByLabel('怎么说', { exact: true }).fill('已苫盖多于应苫盖，请核对。');

  const reporting = page.getByRole('region', { name: '报送与停用' });
  await reporting.getByLabel('多久报一次').selectOption('month');
  await reporting.getByLabel('多少人填').fill('117');
  const burden = page.getByRole('region', { name: '填报负担' });
  await burden.getByText('1 个字段 × 117 人 × 1 次/月').waitFor();
  expect(dense(await page.getByRole('region', { name: '县里手机上' }).textContent())).toContain('已苫盖面积');

  // The draft survives a reload, and the server has it too.
  await page.getByText('草稿已存').waitFor();
  await page.reload();
  expect(await fields.getByLabel('第 3 个字段的名称').inputValue()).toBe('已苫盖面积');
  expect((await ask(getProgramDesign, { params: { key }, query: {} })).state).toBe('new');

  await publish.getByLabel('变更说明').fill('首次发布');
  await publish.getByLabel('主管处室').fill('大气处');
  await publish.getByRole('button', { name: '发布第 1 版' }).click();
  await page.getByText('在用 第 1 版').waitFor();
  const { version, definition } = await ask(getProgramDefinition, { params: { key }, query: {} });
  expect(version).toBe(1);
  expect(definition.fields.map(({ name, source, unit }) => [name.zh, source, unit])).toEqual([
    ['名称', 'issued', null],
    ['应苫盖面积', 'issued', '㎡'],
    ['已苫盖面积', 'reported', '㎡'],
  ]);
  expect(definition.fields[2]).toMatchObject({ also: ['苫盖面积', '覆盖面积'], cumulative: true });

  // A second version: the change is said in words before it is in force.
  await fields.getByLabel('第 3 个字段的名称').fill('苫盖完成面积');
  await page
    .getByRole('region', { name: '与现行版本相比' })
    .getByText('“已苫盖面积”改名“苫盖完成面积”')
    .waitFor();
  await path.getByLabel('在办事项逾期占比超过百分之几亮红灯').fill('35');
  await page.getByRole('region', { name: '与现行版本相比' }).getByText('由 20% 改为 35%').waitFor();
  await publish.getByLabel('变更说明').fill('改叫法');
  await publish.getByRole('button', { name: '发布第 2 版' }).click();
  await page.getByText('在用 第 2 版').waitFor();
  await page.getByRole('region', { name: '变更记录' }).getByText('改叫法').waitFor();
  expect((await ask(getProgramDesign, { params: { key }, query: {} })).versions).toHaveLength(2);

  await page.getByRole('link', { name: '专项设计' }).click();
  const row = page.getByRole('row', { name: /工地扬尘治理/ });
  expect(dense(await row.textContent())).toContain('117');
});
