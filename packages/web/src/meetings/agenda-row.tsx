import type { AgendaItem, SpeakerSuggestion } from '@qingzhang/contract';
import { InputNumber, Popconfirm } from 'antd';
import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { usePrograms } from '../stage/use-programs.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { reasonsOf, suggestionFor } from './agenda-model.ts';
import styles from './meetings.module.css';

interface AgendaRowProps {
  readonly item: AgendaItem;
  readonly number: string;
  readonly fixedMinutes: boolean;
  readonly suggestions: readonly SpeakerSuggestion[];
  readonly editable: boolean;
  readonly pending: boolean;
  readonly onStep: (by: -1 | 1) => void;
  /** Another line was dropped on this one. */
  readonly onDrop: (id: number) => void;
  readonly onMinutes: (minutes: number) => void;
  readonly onConfirm: (confirmed: boolean) => void;
  readonly onEdit: () => void;
  /** Add a line below; null: this is a line itself. */
  readonly onAdd: (() => void) | null;
  readonly onRemove: () => void;
}

const DRAGGED = 'text/x-agenda-line';
/** Lines of these kinds are somebody's speech, to be settled with them. */
const SPOKEN: readonly AgendaItem['kind'][] = ['experience', 'pledge', 'comments'];

/** One line of the agenda: its place, what, who and why, its minutes, whether the speaker is settled. */
export function AgendaRow(props: AgendaRowProps) {
  const { item, number, fixedMinutes, suggestions, editable, pending } = props;
  const { t } = useTranslation('meetings');
  const [over, setOver] = useState(false);
  const speech = item.parent !== null && SPOKEN.includes(item.kind);
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (!pending) props.onStep(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <div
      className={`${styles.row} ${item.parent === null ? styles.rowPart : ''} ${over ? styles.over : ''}`}
      data-line={item.id}
      {...(editable && {
        onDragOver: (event: DragEvent) => {
          if (!event.dataTransfer.types.includes(DRAGGED)) return;
          event.preventDefault();
          setOver(true);
        },
        onDragLeave: () => setOver(false),
        onDrop: (event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          const id = Number(event.dataTransfer.getData(DRAGGED));
          if (Number.isInteger(id) && id > 0) props.onDrop(id);
        },
      })}
    >
      {editable ? (
        <button
          type="button"
          className={styles.handle}
          draggable
          aria-label={t('agenda.move', { title: item.title })}
          title={t('agenda.moveHint')}
          onKeyDown={keys}
          onDragStart={(event) => {
            event.dataTransfer.setData(DRAGGED, String(item.id));
            event.dataTransfer.effectAllowed = 'move';
          }}
        >
          ⠿
        </button>
      ) : (
        <span />
      )}
      <span className={styles.no}>{number}</span>
      <What item={item} suggestions={suggestions} />
      <span className={styles.rowMinutes}>
        {editable && !fixedMinutes ? (
          <InputNumber
            size="small"
            aria-label={t('agenda.minutesOf', { title: item.title })}
            min={0}
            max={600}
            precision={0}
            defaultValue={item.minutes}
            key={item.minutes}
            changeOnWheel={false}
            onBlur={({ target }) => {
              const minutes = Number(target.value);
              if (Number.isInteger(minutes) && minutes !== item.minutes) props.onMinutes(minutes);
            }}
            onPressEnter={({ target }) => target instanceof HTMLElement && target.blur()}
          />
        ) : (
          <b>{item.minutes}</b>
        )}
        <small>{t('minutesUnit')}</small>
        {item.usedSeconds > 0 && (
          <small>{t('agenda.used', { minutes: Math.ceil(item.usedSeconds / 60) })}</small>
        )}
      </span>
      <span className={styles.rowActs}>
        {speech &&
          (item.confirmed !== null ? (
            <span
              className={styles.confirmed}
              title={`${item.confirmed.post} ${momentText(item.confirmed.at)}`}
            >
              ✓ {t('agenda.confirmed')}
            </span>
          ) : (
            !editable && <span className="n3">{t('agenda.unconfirmed')}</span>
          ))}
        {editable && (
          <>
            {speech && (
              <button
                type="button"
                className={item.confirmed === null ? 'btn' : styles.quiet}
                disabled={pending}
                onClick={() => props.onConfirm(item.confirmed === null)}
              >
                {t(item.confirmed === null ? 'agenda.confirm' : 'agenda.unconfirm')}
                <span className="unseen">{item.title}</span>
              </button>
            )}
            {props.onAdd !== null && (
              <button type="button" className={styles.quiet} onClick={props.onAdd}>
                {t('agenda.addLine')}
                <span className="unseen">{item.title}</span>
              </button>
            )}
            <button type="button" className={styles.quiet} onClick={props.onEdit}>
              {t('agenda.edit')}
              <span className="unseen">{item.title}</span>
            </button>
            <Popconfirm
              title={t('agenda.removeAsk', { title: item.title })}
              okText={t('agenda.remove')}
              cancelText={t('cancel')}
              onConfirm={props.onRemove}
            >
              <button type="button" className={styles.quiet} disabled={pending}>
                {t('agenda.remove')}
                <span className="unseen">{item.title}</span>
              </button>
            </Popconfirm>
          </>
        )}
      </span>
    </div>
  );
}

/** What and who, and below why: a speaker on data that are not reviewed may not be asked to pledge (DIS-6.3). */
function What({ item, suggestions }: Pick<AgendaRowProps, 'item' | 'suggestions'>) {
  const { t } = useTranslation('meetings');
  const region = useRegionName();
  const programs = useMay('programs.read');
  const reasons = reasonsOf(item, suggestions);
  const forbidden = suggestionFor(item, suggestions)?.allowed === false;
  return (
    <span className={styles.what}>
      <span className={item.parent === null ? 'b' : undefined}>{item.title}</span>
      <small>
        {[item.speaker, item.city !== null && !item.title.includes(region(item.city)) && region(item.city)]
          .filter(Boolean)
          .join(' · ')}
        {programs && item.program !== null && <ProgramName program={item.program} title={item.title} />}
      </small>
      {reasons.map(({ code, text, reviewed }) => (
        <small key={`${code}${text}`} className={styles.reason}>
          {t('agenda.because', { reason: text })}{' '}
          <Badge kind={reviewed ? 'plain' : 'live'}>{t(reviewed ? 'head.reviewed' : 'head.live')}</Badge>
        </small>
      ))}
      {forbidden && <small className={styles.bad}>{t('agenda.forbidden')}</small>}
    </span>
  );
}

function ProgramName({ program, title }: { readonly program: string; readonly title: string }) {
  const { name } = usePrograms();
  const word = name(program);
  return title.includes(word) ? null : <> · {word}</>;
}
