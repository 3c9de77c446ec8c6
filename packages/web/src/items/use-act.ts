import {
  actOnItem,
  getDesk,
  getItem,
  type ItemActBody,
  type ItemPage,
  listItemEvents,
} from '@qingzhang/contract';
import { useSend } from '../api/use-call.ts';

/** Send one act on an item; the page, its history and the desk are asked again. */
export function useAct(item: Pick<ItemPage, 'id' | 'revision'>) {
  const send = useSend(actOnItem, [getItem, listItemEvents, getDesk]);
  return {
    error: send.error,
    pending: send.isPending,
    act: (body: ItemActBody, done?: () => void) =>
      send.mutate(
        { params: { id: item.id }, body: { revision: item.revision, body } },
        { onSuccess: () => done?.() },
      ),
  };
}

/** The act as the server allows it to who asks; undefined where it is out of the question. */
export const actOf = (item: Pick<ItemPage, 'acts'>, name: ItemActBody['act']) =>
  item.acts.find(({ act }) => act === name);

/** Whether the act may be sent now. */
export const mayAct = (item: Pick<ItemPage, 'acts'>, name: ItemActBody['act']): boolean =>
  actOf(item, name)?.allowed ?? false;
