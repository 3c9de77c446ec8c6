import { spawn } from 'node:child_process';
import { afterAll, expect, it, vi } from 'vitest';
import { createTestPlatform } from '../../test/harness/platform.ts';
import { systemActor } from '../platform/actor.ts';
import { deliverDue } from './deliveries.ts';
import { notify } from './notify.ts';
import { publishDue } from './publish.ts';
import { addUser } from './testing.ts';
import { startMailServer } from './testing-servers.ts';

const mail = await startMailServer({ user: 'qingzhang', password: 'secret' });
afterAll(() => mail.close());
const platform = await createTestPlatform({ config: { smtp: mail.url } });
const { db, clock } = platform;

/** What the process does that will be killed: it delivers, with the program's own code. */
const program = `
  import { readConfig } from ${JSON.stringify(new URL('../platform/config/config.ts', import.meta.url).href)};
  import { openPlatform } from ${JSON.stringify(new URL('../platform/platform.ts', import.meta.url).href)};
  import { deliverDue } from ${JSON.stringify(new URL('./deliveries.ts', import.meta.url).href)};
  const { AT: at, ...environment } = process.env;
  const platform = await openPlatform(readConfig(environment, process.cwd()), 'command');
  await deliverDue(platform, new Date(at));
`;

it('a process killed in the middle of a letter: the next one sends it, once, when the claim has run out', async () => {
  const user = await addUser(db, { role: 'city', post: '大同市局' });
  await db
    .insertInto('notification_preference')
    .values({ user_id: user, email: 'datong@example.test', changed_at: clock.now() })
    .execute();
  await notify(
    db,
    { actor: systemActor('system'), requestId: null, at: clock.now() },
    {
      to: [{ userId: user, as: 'responsible' }],
      kind: 'item.returned',
      subject: { type: 'item', id: 1 },
      params: { title: '某村治理' },
      link: '/items/1',
    },
  );
  await publishDue(platform, clock.now());

  const released = mail.hold();
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: {
      PATH: process.env.PATH,
      AT: clock.now().toISOString(),
      DATABASE_URL: platform.testDatabase.url,
      QINGZHANG_DATA: platform.config.data,
      QINGZHANG_SMTP: mail.url,
      QINGZHANG_LOG_LEVEL: 'error',
    },
    stdio: 'inherit',
  });
  await vi.waitFor(() => expect(mail.holding()).toBe(1), { timeout: 20_000, interval: 50 });
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  released();
  expect(mail.letters).toEqual([]);
  expect(await db.selectFrom('delivery').selectAll().execute()).toMatchObject([
    { state: 'waiting', attempts: 1 },
  ]);

  clock.advance(119_000);
  expect(await deliverDue(platform, clock.now())).toBe(0);
  clock.advance(1000);
  expect(await deliverDue(platform, clock.now())).toBe(1);
  expect(await deliverDue(platform, clock.now())).toBe(0);
  expect(mail.letters.map((letter) => letter.subject)).toEqual(['事项退回整改：某村治理']);
  expect(await db.selectFrom('delivery').selectAll().execute()).toMatchObject([
    { state: 'sent', attempts: 2 },
  ]);
});
