import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RoleName } from '@qingzhang/contract';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll } from 'vitest';
import { areaPreparations } from '../../src/cli/areas.ts';
import { buildApp } from '../../src/http/app.ts';
import { workers } from '../../src/jobs.ts';
import type { ScopeEntry } from '../../src/platform/policy.ts';
import { createTestPlatform, type TestPlatform } from './platform.ts';
import { createTestUser } from './user.ts';

const pages = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/** A real Chromium before the built pages, served with everything behind them. */
export interface BrowserTest {
  readonly platform: TestPlatform;
  readonly browser: Browser;
  readonly url: string;
  /** A page of a new user of the role, signed in; `null`: nobody. Its clock shows the platform's moment. */
  open(role: RoleName | null, options?: OpenOptions): Promise<OpenedPage>;
}

export interface OpenOptions {
  readonly regionCode?: string;
  readonly scope?: readonly ScopeEntry[];
  readonly context?: BrowserContextOptions;
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly login: string;
  readonly password: string;
  /** Console errors, uncaught errors, failed answers and anything asked of another address, as they come. */
  readonly problems: readonly string[];
}

/** For `test/e2e/*.e2e.ts`, at the top of the file. The pages must have been built (`npm test` does it). */
export async function createBrowserTest(
  options: { readonly now?: string; readonly template?: string } = {},
): Promise<BrowserTest> {
  if (!existsSync(join(pages, 'index.html')))
    throw new Error('the pages are not built: run `npm test` or `vite build`');
  const platform = await createTestPlatform(options);
  for (const prepare of areaPreparations) await prepare(platform);
  const app = await buildApp(platform);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  await platform.jobs.start(platform, workers);
  const browser = await launchChromium();
  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  let users = 0;
  return {
    platform,
    browser,
    url,
    open: async (role, { regionCode, scope, context: more } = {}) => {
      const context = await browser.newContext({
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1366, height: 768 },
        baseURL: url,
        ...more,
      });
      users += 1;
      const login = `${role ?? 'nobody'}${users}`;
      const password = 'Test-password-2026';
      if (role !== null) {
        await createTestUser(platform, login, role, regionCode, scope);
        const answer = await context.request.post('/api/session', { data: { login, password } });
        if (!answer.ok()) throw new Error(`signing in failed: ${await answer.text()}`);
      }
      await context.clock.setFixedTime(platform.clock.now());
      const page = await context.newPage();
      return { page, context, login, password, problems: watch(page, url) };
    },
  };
}

function watch(page: Page, url: string): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    // A refused request is seen below, with its address; and the clock that stands still is a script of ours, which a
    // document's sandbox refuses as it should.
    const expected = /^Failed to load resource|^Blocked script execution in 'about:srcdoc'/;
    if (message.type() === 'error' && !expected.test(message.text())) {
      problems.push(`console: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) {
      problems.push(`elsewhere: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    // 401 is how a page learns that nobody is signed in.
    if (response.status() >= 400 && response.status() !== 401) {
      problems.push(`${response.status()}: ${response.url()}`);
    }
  });
  return problems;
}

/** The machine's Chromium, without a window. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    // Without a UTF-8 locale Chromium cannot name a downloaded file in Chinese and calls it "download".
    env: { ...process.env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    args: [
      ...[
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
      ...['--disable-component-update', '--disable-sync', '--font-render-hinting=none'],
    ],
  });
}

/** The machine's Chromium: `CHROMIUM` if set, else the first on the path. */
function findChromium(): string {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const directories = (process.env.PATH ?? '').split(delimiter);
  const candidates = directories.flatMap((directory) => names.map((name) => join(directory, name)));
  for (const path of [process.env.CHROMIUM, ...candidates]) {
    if (path === undefined || path === '') continue;
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not here: look on.
    }
  }
  throw new Error('no Chromium found: install the package chromium, or name it in CHROMIUM');
}
