import type { Lang } from '@qingzhang/contract';
import { useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { preferredLang } from './preferences.ts';

export interface PageView {
  readonly lang: Lang;
  readonly at?: string;
  readonly asOf?: string;
}

/** Language and moment of the page, as every query of the contract takes them (`View`). */
export function useView(): PageView {
  const { lang, at, asOf } = useSearch({ from: '__root__' });
  return useMemo(
    () => ({ lang: lang ?? preferredLang(), ...(at && { at }), ...(asOf && { asOf }) }),
    [lang, at, asOf],
  );
}
