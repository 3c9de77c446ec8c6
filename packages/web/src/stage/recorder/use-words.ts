import { pinyinInitials, type RecorderWords } from '@qingzhang/domain';
import { useMemo } from 'react';
import { useOverview, useRegionName } from '../../app/overview.ts';
import { wallOf } from '../../ui/moments.ts';
import { useMeasureText } from '../record-card.tsx';
import { type Program, useProgramCount, usePrograms } from '../use-programs.ts';
import type { Say } from './draft.ts';

/** Cities, programs and the meeting's day, for reading what is typed and saying what was read. */
export function useWords(
  startsAt: string | null,
  about: string | null,
): {
  readonly dictionary: RecorderWords;
  readonly programs: readonly Program[];
  readonly say: Say;
} {
  const overview = useOverview();
  const { programs, name } = usePrograms();
  const city = useRegionName();
  const measure = useMeasureText();
  const regions = overview.data?.cities;
  const count = useProgramCount(about);
  const dictionary = useMemo(
    (): RecorderWords => ({
      cities: (regions ?? []).map((one) => ({
        code: one.code,
        names: [
          ...[one.name, one.shortName, one.nameEn.toLowerCase().replace(/[^a-z]/g, '')],
          pinyinInitials(one.nameEn),
        ],
      })),
      programs: programs.map((one) => ({
        key: one.key,
        names: [one.name, one.shortName, one.key].map((text) => text.toLowerCase()),
        ...(one.key === about ? count : { unit: null, measure: null }),
      })),
      today: wallOf(startsAt ?? new Date().toISOString()).day,
    }),
    [regions, programs, startsAt, about, count],
  );
  return { dictionary, programs, say: { city: (code) => city(code, 'short'), program: name, measure } };
}
