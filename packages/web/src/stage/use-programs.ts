import { getProgramBoard, listPrograms } from '@qingzhang/contract';
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

/** What a program counts in, and the measure that counts it: what a bare figure of a promise means. */
export interface ProgramCount {
  readonly unit: string | null;
  readonly measure: { readonly key: string; readonly name: string } | null;
}

/** Of one program, as soon as its board is known; nothing is guessed before. */
export function useProgramCount(key: string | null): ProgramCount {
  const { lang } = useView();
  const { data } = useCall(
    getProgramBoard,
    { params: { key: key ?? 'none' }, query: { lang } },
    { enabled: key !== null },
  );
  return useMemo(() => {
    const unit = data?.key === key ? (data?.province ?? data?.tiles[0])?.unit || null : null;
    const counts = data?.definition.measures.find((one) => one.of.kind === 'amount' && one.unit === unit);
    const measure =
      unit === null || counts === undefined
        ? null
        : { key: counts.key, name: counts.name[lang] || counts.name.zh };
    return { unit, measure };
  }, [data, key, lang]);
}
