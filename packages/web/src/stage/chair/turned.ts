/** The screen before or after: the next one of a long page, then the next page. Null at either end. */
export function turned(
  pages: readonly { readonly key: string }[],
  here: { readonly page: string; readonly sub: number },
  screens: number,
  forth: boolean,
): { page: string; sub: number } | null {
  const at = pages.findIndex(({ key }) => key === here.page);
  if (at >= 0 && forth && here.sub + 1 < screens) return { page: here.page, sub: here.sub + 1 };
  if (at >= 0 && !forth && here.sub > 0) return { page: here.page, sub: Math.min(here.sub, screens) - 1 };
  const to = pages[at < 0 ? 0 : at + (forth ? 1 : -1)];
  return to === undefined ? null : { page: to.key, sub: 0 };
}
