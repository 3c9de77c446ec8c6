import type { Region } from '@qingzhang/contract';

/** A province to develop against. Development, gallery and tests only: never part of a production bundle. */
const names = [
  ['140100', '太原', 'Taiyuan', 1, 2],
  ['140200', '大同', 'Datong', 2, 0],
  ['140600', '朔州', 'Shuozhou', 1, 0],
  ['140900', '忻州', 'Xinzhou', 1, 1],
  ['141100', '吕梁', 'Lüliang', 0, 2],
  ['140700', '晋中', 'Jinzhong', 1, 3],
  ['140300', '阳泉', 'Yangquan', 2, 2],
  ['140400', '长治', 'Changzhi', 2, 3],
  ['140500', '晋城', 'Jincheng', 2, 4],
  ['141000', '临汾', 'Linfen', 0, 3],
  ['140800', '运城', 'Yuncheng', 0, 4],
] as const;

export const cities: Region[] = names.map(([code, name, nameEn, column, row], sort) => ({
  code,
  level: 'city',
  name: `${name}市`,
  shortName: name,
  nameEn,
  parent: '140000',
  sort,
  tile: { column, row },
}));

/** The code of a city by its short name. */
export function codeOf(shortName: string): string {
  const found = names.find(([, name]) => name === shortName);
  if (!found) throw new Error(`no city ${shortName}`);
  return found[0];
}
