import { describe, expect, it } from 'vitest';
import { offlineRoute } from './policy.ts';

describe('what is kept on a device', () => {
  it('is the shell, and answers about oneself', () => {
    expect(offlineRoute('GET', '/report/12', true)).toBe('page');
    expect(offlineRoute('GET', '/assets/index-abc.js', false)).toBe('asset');
    for (const path of ['/api/session', '/api/overview', '/api/desk', '/api/desk/forms'])
      expect(offlineRoute('GET', path, false)).toBe('data');
  });

  it('is never a picture, a file, a list of others, or anything sent', () => {
    for (const path of ['/api/evidence/5/file', '/api/items/5', '/api/desk.xlsx', '/api/users'])
      expect(offlineRoute('GET', path, false)).toBe('network');
    expect(offlineRoute('GET', '/api/items/5/close-out', true)).toBe('network');
    for (const path of ['/public', '/public/p/release-1'])
      expect(offlineRoute('GET', path, true)).toBe('network');
    expect(offlineRoute('POST', '/api/item-reports', false)).toBe('network');
  });

  it('is forgotten when somebody signs in or out or acts for another', () => {
    expect(offlineRoute('POST', '/api/session', false)).toBe('forget');
    expect(offlineRoute('DELETE', '/api/session', false)).toBe('forget');
    expect(offlineRoute('PUT', '/api/session/acting-for', false)).toBe('forget');
  });
});
