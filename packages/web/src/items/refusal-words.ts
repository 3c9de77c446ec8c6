import type { ItemPage, Lang } from '@qingzhang/contract';
import { itemRefusals, sayItemRefusal } from '@qingzhang/domain';

type Act = ItemPage['acts'][number];

/** Why an act cannot be sent: the server's sentence, or its code in words; '' where it can. */
export function refusalText(act: Pick<Act, 'refusal' | 'params'> | undefined, lang: Lang): string {
  const given = act?.refusal ?? '';
  const code = itemRefusals.find((one) => one === given);
  return code === undefined ? given : sayItemRefusal({ code, params: act?.params ?? {} }, lang);
}
