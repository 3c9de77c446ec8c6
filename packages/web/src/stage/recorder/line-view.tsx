import { getRecordChanges, type RecordLine } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../api/use-call.ts';
import { usePostName } from '../../ui/post-name.ts';
import { Loaded } from '../../ui/states.tsx';
import { clockText } from '../clock.ts';
import { RecordCard } from '../record-card.tsx';
import type { Waiting } from './outbox.ts';
import styles from './recorder.module.css';

interface LineViewProps {
  readonly meeting: number;
  readonly line: RecordLine;
  /** On its way, in conflict or refused; null: as the server keeps it. */
  readonly waiting: Waiting | null;
  readonly current: boolean;
  readonly mayWrite: boolean;
  readonly programName: (key: string) => string;
  /** The words are one's own, and not confirmed yet. */
  readonly onConfirm: (() => void) | null;
  readonly onEdit: () => void;
  readonly onVoid: (voided: boolean) => void;
  readonly onSettle: (mine: boolean) => void;
}

/** One line of the record with what became of it. */
export function LineView(props: LineViewProps) {
  const { meeting, line, waiting, current, mayWrite, programName, onConfirm, onEdit, onVoid, onSettle } =
    props;
  const { t } = useTranslation('stage');
  const post = usePostName();
  const [open, setOpen] = useState(false);
  const gone = line.state === 'void';
  return (
    <li
      className={`${styles.line} ${current ? styles.current : ''} ${gone ? styles.gone : ''}`}
      data-key={line.clientKey}
      tabIndex={-1}
      data-waiting={waiting?.state ?? 'none'}
    >
      <RecordCard line={line} programName={programName}>
        <p className={styles.lineFoot}>
          <span className="n3">
            {clockText(Date.parse(line.at), true)} {post(line.post)}
          </span>
          {waiting?.state === 'queued' && <b className={styles.pending}>{t('recorder.unsent')}</b>}
          {gone && <b>{t('recorder.voided')}</b>}
          {line.confirmed !== null && (
            <span className="n3">{t('recorder.confirmed', { post: line.confirmed.post })}</span>
          )}
          {line.tasks.length > 0 && (
            <span className="n3">
              {t('recorder.tasks', { numbers: line.tasks.map(({ no }) => no).join(t('join')) })}
            </span>
          )}
          <span className={styles.lineActs}>
            {line.changes > 0 && (
              <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
                {t('recorder.changes', { count: line.changes })}
              </button>
            )}
            {onConfirm !== null && (
              <button type="button" className="plain" onClick={onConfirm}>
                {t('recorder.confirm')}
              </button>
            )}
            {mayWrite && !gone && (
              <button type="button" className="plain" onClick={onEdit}>
                {t('recorder.edit')}
              </button>
            )}
            {mayWrite && (
              <button type="button" className="plain" onClick={() => onVoid(!gone)}>
                {t(gone ? 'recorder.restore' : 'recorder.void')}
              </button>
            )}
          </span>
        </p>
        {waiting?.state === 'conflict' && waiting.other !== null && (
          <div className={styles.conflict} role="alert">
            <b>▲ {t('recorder.conflict')}</b>
            <dl>
              <dt>{t('recorder.mine')}</dt>
              <dd>{waiting.line.text}</dd>
              <dt>{t('recorder.theirs')}</dt>
              <dd>{waiting.other.text}</dd>
            </dl>
            <button type="button" className="btn" onClick={() => onSettle(true)}>
              {t('recorder.useMine')}
            </button>
            <button type="button" className="btn" onClick={() => onSettle(false)}>
              {t('recorder.useTheirs')}
            </button>
          </div>
        )}
        {waiting?.state === 'refused' && (
          <div className={styles.conflict} role="alert">
            <b>▲ {t('recorder.refused', { words: waiting.problem ?? '' })}</b>
            <button type="button" className="btn" onClick={() => onSettle(false)}>
              {t('recorder.dropMine')}
            </button>
          </div>
        )}
        {open && <Changes meeting={meeting} line={line} />}
      </RecordCard>
    </li>
  );
}

/** What was changed since it was first kept: the text before stays readable. */
function Changes({ meeting, line }: { readonly meeting: number; readonly line: RecordLine }) {
  const { t } = useTranslation('stage');
  const post = usePostName();
  const changes = useCall(getRecordChanges, { params: { id: meeting, clientKey: line.clientKey } });
  return (
    <Loaded query={changes}>
      {({ items }) => {
        // While it was being written the line changed with every pause; that is no amendment.
        const kept = items.findIndex(({ field, before }) => field === 'state' && before === 'recording');
        const at = items[kept]?.at;
        const amended = kept < 0 ? items : items.filter((change) => at !== undefined && change.at > at);
        return (
          <ul className={styles.changes}>
            {amended.length === 0 && <li className="n3">{t('recorder.noChanges')}</li>}
            {amended.map((change) => (
              <li key={`${change.at} ${change.field}`}>
                <span className="n3">
                  {clockText(Date.parse(change.at), true)} {post(change.post)}{' '}
                  {t(`recorder.field.${fieldOf(change.field)}`)}
                </span>
                <del>{change.before || '—'}</del> <ins>{change.after || '—'}</ins>
              </li>
            ))}
          </ul>
        );
      }}
    </Loaded>
  );
}

const fields = [
  'kind',
  'state',
  'agendaItem',
  'speaker',
  'cities',
  'program',
  'verb',
  'text',
  'deadline',
  'measure',
  'leadUnit',
  'supportingUnits',
  'ownerPost',
] as const;
const fieldOf = (name: string): (typeof fields)[number] | 'other' =>
  fields.find((field) => field === name) ?? 'other';
