import { getOverview, type Lang, type Region } from '@qingzhang/contract';
import { useCall } from '../api/use-call.ts';
import { useView } from './view.ts';

/** Regions, span of the data, closings: what the shell asks once. */
export function useOverview() {
  return useCall(getOverview, undefined);
}

/** A region's name in the page's language; the code until names are known. */
export function nameOf(region: Region | undefined, lang: Lang, form: 'full' | 'short' = 'full'): string {
  if (!region) return '';
  if (lang === 'en') return region.nameEn;
  return form === 'short' ? region.shortName : region.name;
}

/** Names by code for the page's language: `name('140100')` is 太原市, `name('140100', 'short')` 太原. */
export function useRegionName(): (code: string, form?: 'full' | 'short') => string {
  const { data } = useOverview();
  const { lang } = useView();
  return (code, form = 'full') => {
    if (data?.province?.code === code) return nameOf(data.province, lang, form);
    return (
      nameOf(
        data?.cities.find((one) => one.code === code) ?? data?.counties.find((one) => one.code === code),
        lang,
        form,
      ) || code
    );
  };
}
