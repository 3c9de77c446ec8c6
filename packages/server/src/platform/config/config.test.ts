import { readFileSync } from 'node:fs';
import { AppError } from '@qingzhang/contract';
import { describe, expect, it } from 'vitest';
import { readConfig, settingDefinitions } from './config.ts';

const issuesOf = (environment: Record<string, string>) => {
  try {
    readConfig(environment, '/srv');
  } catch (error) {
    if (error instanceof AppError) return error.params.issues;
    throw error;
  }
  return null;
};

describe('settings', () => {
  it('have defaults that run on one machine without anything set', () => {
    expect(readConfig({ PATH: '/bin' }, '/srv')).toEqual({
      data: '/srv/data',
      host: '127.0.0.1',
      port: 7080,
      databaseUrl: null,
      databasePool: 12,
      logLevel: 'info',
      sessionHours: 12,
      uploadLimit: 4096 * 1024 * 1024,
      secureCookies: 'auto',
      trustProxy: false,
      province: 'shanxi',
      publicUrl: null,
      smtp: null,
      mailFrom: 'qingzhang@localhost.localdomain',
      webhookHosts: ['oapi.dingtalk.com', 'qyapi.weixin.qq.com'],
      oidc: null,
    });
  });

  it('take what is set; an empty text is not set', () => {
    const config = readConfig({ QINGZHANG_DATA: '/var/qz', PORT: '', QINGZHANG_TRUST_PROXY: 'true' }, '/srv');
    expect(config).toMatchObject({ data: '/var/qz', port: 7080, trustProxy: true });
  });

  it('refuse misspelt names and bad values, all at once', () => {
    expect(issuesOf({ QINGZHANG_DATTA: 'x', PORT: '70000', QINGZHANG_LOG_LEVEL: 'loud' })).toMatchObject([
      { name: 'QINGZHANG_DATTA', kind: 'unknown' },
      { name: 'PORT', kind: 'bad', value: '70000' },
      { name: 'QINGZHANG_LOG_LEVEL', kind: 'bad', value: 'loud' },
    ]);
  });

  it('never repeat a database address that was refused: it may hold a password', () => {
    expect(JSON.stringify(issuesOf({ DATABASE_URL: 'mysql://u:hunter2@h/d' }))).not.toContain('hunter2');
    expect(JSON.stringify(issuesOf({ QINGZHANG_SMTP: 'http://u:hunter2@h' }))).not.toContain('hunter2');
  });

  it('are all in docs/operations.md, with their default and meaning', () => {
    const text = readFileSync(new URL('../../../../../docs/operations.md', import.meta.url), 'utf8');
    const rows = text.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line));
    const expected = Object.values(settingDefinitions).map(
      (one) =>
        `| \`${one.name}\` | ${one.standard === null ? '—' : `\`${one.standard}\``} | ${one.accepts.zh} | ${one.zh} | ${one.en} |`,
    );
    expect(rows).toEqual(expected);
  });
});
