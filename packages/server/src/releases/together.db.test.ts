import * as contract from '@qingzhang/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestClient } from '../../test/harness/app.ts';
import { createTestPlatform } from '../../test/harness/platform.ts';

// Two people upon one publication at the same moment: it happens once, and neither waits for the other for ever.
const platform = await createTestPlatform({ now: '2025-02-17T09:00:00+08:00' });
const { db, clock } = platform;
const { signedIn } = await createTestApp(platform);
let leader: TestClient;
let dispatch: TestClient;
beforeAll(async () => {
  [leader, dispatch] = await Promise.all([signedIn('leader'), signedIn('dispatch')]);
});

async function addPublished(n: number): Promise<{ release: number; publication: number }> {
  const title = `新闻${n}`;
  const model = {
    ...{ kind: 'official', version: 1, id: 'x', form: 'plain', title, language: 'zh-CN', date: '2025-02-17' },
    ...{
      organisation: '某省生态环境厅',
      simulated: true,
      badges: [],
      blocks: [{ kind: 'title', lines: [title] }],
    },
  };
  const release = await db
    .insertInto('release')
    .values({
      title,
      state: 'published',
      model: JSON.stringify(model),
      figures: '[]',
      as_of: clock.now(),
      drafted_at: clock.now(),
      created_post: '调度办',
      created_at: clock.now(),
      published_at: clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const publication = await db
    .insertInto('publication')
    .values({
      ...{ kind: 'release', slug: `release-${n}`, title, html: title, plain: title, source_id: release.id },
      ...{ published_at: clock.now(), updated_at: clock.now(), source_revision: 1 },
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { release: release.id, publication: publication.id };
}

describe('taken down', () => {
  it('from the release and from the publication at once: once, and nobody fails for the other', async () => {
    for (let n = 1; n <= 10; n += 1) {
      const { release, publication } = await addPublished(n);
      const answers = await Promise.all([
        leader.call(contract.withdrawRelease, {
          params: { id: release },
          query: {},
          body: { reason: '有误' },
        }),
        dispatch.call(contract.withdrawPublication, { params: { id: publication }, body: { note: '有误' } }),
      ]);
      expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
      const log = await db
        .selectFrom('audit_log')
        .select('id')
        .where('action', '=', 'release.withdraw')
        .where('object_id', '=', String(release))
        .execute();
      expect(log).toHaveLength(1);
    }
  });
});
