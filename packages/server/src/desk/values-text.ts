/** 上次的数, in one line. */

import type { Lang } from '@qingzhang/contract';
import type { FieldValues, ProgramDefinition } from '@qingzhang/domain';
import { grouped } from '@qingzhang/domain';

/** 下单 1,206 户，安装 840 户: the first reported numbers of an item; '' where nothing has been reported. */
export function valuesText(
  { fields }: Pick<ProgramDefinition, 'fields'>,
  values: FieldValues,
  lang: Lang,
  most = 3,
): string {
  const parts = fields
    .filter(({ source, type }) => source === 'reported' && (type === 'integer' || type === 'number'))
    .flatMap(({ key, name, unit }) => {
      const value = values[key];
      if (typeof value !== 'number') return [];
      return [`${name[lang]} ${grouped(value, 6)}${unit === null ? '' : ` ${unit}`}`];
    });
  return parts.slice(0, most).join(lang === 'zh' ? '，' : ', ');
}
