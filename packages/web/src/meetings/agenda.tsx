import {
  type AgendaInput,
  type AgendaItem,
  deleteAgendaItem,
  getMeeting,
  getSuggestions,
  type Meeting,
  postAgendaItem,
  proposeAgenda,
  putAgendaItem,
  putAgendaOrder,
} from '@qingzhang/contract';
import { Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { Empty, ErrorPanel } from '../ui/states.tsx';
import { AgendaForm } from './agenda-form.tsx';
import { agendaParts, movedTo, stepped } from './agenda-model.ts';
import { AgendaRow } from './agenda-row.tsx';
import styles from './meetings.module.css';
import { MinutesStrip } from './minutes-strip.tsx';
import { Suggestions } from './suggestions.tsx';

type Input = z.input<typeof AgendaInput>;
/** The form that is open: of a line, or of a new one under a part. */
type Open = { readonly item: AgendaItem } | { readonly under: AgendaItem | null };

/** What of a line can be written again. */
export const inputOf = (item: AgendaItem): Input => ({
  parent: item.parent,
  kind: item.kind,
  title: item.title,
  minutes: item.minutes,
  city: item.city,
  program: item.program,
  portfolio: item.portfolio,
  speaker: item.speaker,
  speakerId: item.speakerId,
});

/** 议程: parts in the order of the article, speakers under them with the reason each was suggested, minutes that add up. */
export function Agenda({ meeting }: { readonly meeting: Meeting }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const touched = [getMeeting, getSuggestions];
  const order = useSend(putAgendaOrder, touched);
  const put = useSend(putAgendaItem, touched);
  const add = useSend(postAgendaItem, touched);
  const remove = useSend(deleteAgendaItem, touched);
  const propose = useSend(proposeAgenda, touched);
  const [open, setOpen] = useState<Open | null>(null);
  const [said, setSaid] = useState('');
  const editable = meeting.can.prepare && ['planned', 'preparing', 'ready', 'live'].includes(meeting.state);
  const before = meeting.state !== 'live';
  const suggestions = useCall(
    getSuggestions,
    { params: { id: meeting.id }, query: { lang } },
    { enabled: meeting.can.prepare },
  );
  const suggested = suggestions.data?.items ?? [];
  const parts = agendaParts(meeting.agenda);
  const target = { id: meeting.id };
  const query = { lang };
  const arrange = (items: readonly number[] | null, item: AgendaItem) => {
    if (items === null) return;
    order.mutate(
      { params: target, query, body: { items: [...items] } },
      { onSuccess: () => setSaid(t('agenda.moved', { title: item.title })) },
    );
  };
  const find = (id: number) => meeting.agenda.find((one) => one.id === id);
  const change = (item: AgendaItem, with_: Partial<Input> & { confirmed?: boolean }) =>
    put.mutate({ params: { ...target, item: item.id }, query, body: { ...inputOf(item), ...with_ } });
  const error = order.error ?? put.error ?? remove.error ?? propose.error ?? null;
  const pending = order.isPending || put.isPending || remove.isPending;
  const row = (item: AgendaItem, number: string, under: readonly AgendaItem[] | null) => (
    <AgendaRow
      key={item.id}
      item={item}
      number={number}
      // A part's minutes are its lines' sum.
      fixedMinutes={under !== null && under.length > 0}
      suggestions={suggested}
      editable={editable}
      pending={pending}
      onStep={(by) => arrange(stepped(parts, item.id, by), item)}
      onDrop={(id) => {
        const moved = find(id);
        if (moved) arrange(movedTo(parts, id, item.id), moved);
      }}
      onMinutes={(minutes) => change(item, { minutes })}
      onConfirm={(confirmed) => change(item, { confirmed })}
      onEdit={() => setOpen({ item })}
      onAdd={under === null ? null : () => setOpen({ under: item })}
      onRemove={() => remove.mutate({ params: { ...target, item: item.id }, query })}
    />
  );
  return (
    <>
      <MinutesStrip parts={parts} planned={meeting.minutesPlanned} />
      {error !== null && <ErrorPanel error={error} />}
      <p className="unseen" aria-live="polite">
        {said}
      </p>
      <div className={editable ? styles.twoWide : styles.readable}>
        <section>
          {parts.length === 0 ? (
            <Empty title={t('agenda.empty')} />
          ) : (
            <ol className={styles.agenda} aria-label={t('tab.agenda')}>
              {parts.map((part, index) => (
                <li key={part.item.id}>
                  {row(part.item, String(index + 1), part.under)}
                  {part.under.length > 0 && (
                    <ol>
                      {part.under.map((item, at) => (
                        <li key={item.id}>{row(item, `${index + 1}.${at + 1}`, null)}</li>
                      ))}
                    </ol>
                  )}
                </li>
              ))}
            </ol>
          )}
          {editable && (
            <div className={styles.buttons}>
              <button type="button" className="btn" onClick={() => setOpen({ under: null })}>
                {t('agenda.addPart')}
              </button>
              {before && (
                <Popconfirm
                  title={t('agenda.proposeAsk')}
                  description={t('agenda.proposeHint')}
                  okText={t('agenda.propose')}
                  cancelText={t('cancel')}
                  onConfirm={() => propose.mutate({ params: target, query })}
                >
                  <button type="button" className="btn" disabled={propose.isPending}>
                    {t('agenda.propose')}
                  </button>
                </Popconfirm>
              )}
              <span className="cap">{t('agenda.keys')}</span>
            </div>
          )}
        </section>
        {editable && (
          <Suggestions
            query={suggestions}
            meeting={meeting}
            pending={add.isPending}
            error={add.error}
            onTake={(input) => add.mutate({ params: target, query, body: input })}
          />
        )}
      </div>
      {open !== null && (
        <AgendaForm
          key={'item' in open ? `i${open.item.id}` : `n${open.under?.id ?? ''}`}
          item={'item' in open ? open.item : null}
          under={'item' in open ? null : open.under}
          hasLines={'item' in open && meeting.agenda.some(({ parent }) => parent === open.item.id)}
          pending={put.isPending || add.isPending}
          error={put.error ?? add.error}
          onClose={() => setOpen(null)}
          onSend={(input) => {
            const onSuccess = () => setOpen(null);
            if ('item' in open)
              put.mutate({ params: { ...target, item: open.item.id }, query, body: input }, { onSuccess });
            else add.mutate({ params: target, query, body: input }, { onSuccess });
          }}
        />
      )}
    </>
  );
}
