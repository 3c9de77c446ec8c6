import { Lang } from '@qingzhang/contract';

const KEY = 'qingzhang.lang';

/** The language chosen last on this device, else what the browser asks for; zh unless English is preferred. */
export function preferredLang(): Lang {
  const stored = Lang.safeParse(readItem(KEY));
  if (stored.success) return stored.data;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

export function rememberLang(lang: Lang): void {
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // Storage may be forbidden by policy: the URL still carries the choice.
  }
}

function readItem(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
