import { listPrograms } from '@qingzhang/contract';
import { useCallback, useMemo } from 'react';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';

/** A program by its names in the page's language. */
export interface Program {
  readonly key: string;
  readonly name: string;
  readonly shortName: string;
}

/** The programs and what they are called; a key that is not known (yet) stands for itself. */
export function usePrograms(): {
  readonly programs: readonly Program[];
  readonly name: (key: string) => string;
} {
  const { lang } = useView();
  const { data } = useCall(listPrograms, { query: { lang } });
  const programs = useMemo(
    () =>
      (data?.items ?? []).map(({ key, name, shortName }) => ({
        key,
        name: name[lang] || name.zh,
        shortName: shortName[lang] || shortName.zh,
      })),
    [data, lang],
  );
  const name = useCallback(
    (key: string) => programs.find((one) => one.key === key)?.shortName ?? key,
    [programs],
  );
  return { programs, name };
}
