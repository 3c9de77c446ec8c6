import { listReportForms, type ReportForms } from '@qingzhang/contract';
import { useEffect, useMemo } from 'react';
import { useCall, useStaleAll } from '../api/use-call.ts';
import { useSession } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { useOnline } from '../offline/use-online.ts';
import { useDrafts } from './draft-store.ts';
import { askedFields } from './model.ts';
import { sendDrafts } from './send-drafts.ts';

/** Between two tries of sending what waits, ms. */
const AGAIN = 30_000;

/** The month's forms: the server's, without a network the last ones that came. */
export function useForms(enabled = true) {
  const { lang } = useView();
  return useCall(listReportForms, { query: { lang } }, { enabled });
}

/** The person's drafts, and the sending of those that wait: at once when there is a network, again every half minute. */
export function useSending(enabled = true) {
  const { lang } = useView();
  const user = useSession()?.user.id;
  const drafts = useDrafts(enabled ? user : undefined);
  const forms = useForms(enabled);
  const online = useOnline();
  const staleAll = useStaleAll();
  const { data, refetch } = forms;
  const waits = drafts?.some(({ state }) => state === 'queued' || state === 'sent') ?? false;
  const fieldsOf = useMemo(() => fieldsByItem(data), [data]);
  useEffect(() => {
    if (!waits || !online || user === undefined) return;
    let current = true;
    const send = () =>
      void sendDrafts(user, fieldsOf, lang).then(({ sent }) => {
        if (!current || sent === 0) return;
        void staleAll();
        void refetch();
      });
    send();
    const timer = setInterval(send, AGAIN);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [waits, online, user, fieldsOf, lang, staleAll, refetch]);
  return { drafts, forms, online };
}

/** The asked fields of an item's program. */
export function fieldsByItem(data: Pick<ReportForms, 'definitions' | 'rows'> | undefined) {
  return (item: number) => {
    const form = data?.rows.find((row) => row.item === item);
    const definition = data?.definitions.find(({ key }) => key === form?.program);
    return form === undefined || definition === undefined ? null : askedFields(definition, form);
  };
}
