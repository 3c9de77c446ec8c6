import {
  type Attendee,
  askLeave,
  getMeeting,
  judgeLeave,
  listAttendees,
  type Meeting,
  signInAttendee,
} from '@qingzhang/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { Field } from '../tasks/acts/fields.tsx';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './meetings.module.css';
import { ReasonModal } from './reason-modal.tsx';

const touched = [listAttendees, getMeeting];

interface AttendeeTableProps {
  readonly meeting: Meeting;
  readonly items: readonly Attendee[];
  readonly onEdit: (attendee: Attendee) => void;
}

/** The list of one venue in protocol order: post, seat, leave, sign-in. */
export function AttendeeTable({ meeting, items, onEdit }: AttendeeTableProps) {
  const { t } = useTranslation('meetings');
  const ask = useSend(askLeave, touched);
  const judge = useSend(judgeLeave, touched);
  const sign = useSend(signInAttendee, touched);
  const [asking, setAsking] = useState<Attendee | null>(null);
  const [refusing, setRefusing] = useState<Attendee | null>(null);
  const [substitute, setSubstitute] = useState('');
  const params = (one: Attendee) => ({ id: meeting.id, attendee: one.id });
  const error = sign.error ?? (refusing === null ? judge.error : null);
  return (
    <>
      {error && <ErrorPanel error={error} />}
      <ListTable
        className={`${styles.table} ${styles.people}`}
        headings={[
          t('person.post'),
          t('person.category'),
          t('person.seat'),
          t('person.leave'),
          t('person.signIn'),
          '',
        ]}
      >
        {items.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.post}
              {one.name !== '' && <span className="n2"> {one.name}</span>}
              {one.unit !== '' && <small>{one.unit}</small>}
            </th>
            <td className="nowrap">{t(`category.${one.category}`)}</td>
            <td className="nowrap" data-label={t('person.seat')} data-empty={one.seat === '' || undefined}>
              {one.seat || '—'}
            </td>
            <td data-empty={one.leave === 'none' || undefined}>
              <Leave attendee={one} />
              {one.can.judgeLeave && one.leave === 'asked' && (
                <span className={styles.rowActs}>
                  <button
                    type="button"
                    className="btn pri"
                    disabled={judge.isPending}
                    onClick={() => judge.mutate({ params: params(one), body: { approve: true, reason: '' } })}
                  >
                    {t('leave.approve')}
                    <span className="unseen">{one.post}</span>
                  </button>
                  <button type="button" className="btn" onClick={() => setRefusing(one)}>
                    {t('leave.refuse')}
                    <span className="unseen">{one.post}</span>
                  </button>
                </span>
              )}
            </td>
            <td className="nowrap">
              {one.signedInAt === null ? (
                <span className="n3">{t('person.notYet')}</span>
              ) : (
                <>
                  ✓ {momentText(one.signedInAt).slice(5)}
                  {one.late && <b className={styles.amber}> {t('person.late')}</b>}
                </>
              )}
            </td>
            <td>
              <span className={styles.rowActs}>
                {one.can.signIn && !(one.leave === 'approved' && one.substitute === '') && (
                  <button
                    type="button"
                    className={one.signedInAt === null ? 'btn' : styles.quiet}
                    disabled={sign.isPending}
                    onClick={() =>
                      sign.mutate({ params: params(one), body: { signedIn: one.signedInAt === null } })
                    }
                  >
                    {t(one.signedInAt === null ? 'person.sign' : 'person.unsign')}
                    <span className="unseen">{one.post}</span>
                  </button>
                )}
                {one.can.askLeave && (
                  <button type="button" className={styles.quiet} onClick={() => setAsking(one)}>
                    {t('leave.ask')}
                    <span className="unseen">{one.post}</span>
                  </button>
                )}
                {one.can.edit && (
                  <button type="button" className={styles.quiet} onClick={() => onEdit(one)}>
                    {t('person.edit')}
                    <span className="unseen">{one.post}</span>
                  </button>
                )}
              </span>
            </td>
          </tr>
        ))}
      </ListTable>
      {asking !== null && (
        <ReasonModal
          title={t('leave.askFor', { post: asking.post })}
          send={t('leave.send')}
          pending={ask.isPending}
          error={ask.error}
          onClose={close}
          onSend={(reason) =>
            ask.mutate(
              { params: params(asking), body: { reason, substitute: substitute.trim() } },
              { onSuccess: close },
            )
          }
        >
          <Field label={t('leave.substitute')} hint={t('leave.substituteHint')}>
            <Input
              value={substitute}
              maxLength={120}
              onChange={({ target }) => setSubstitute(target.value)}
            />
          </Field>
        </ReasonModal>
      )}
      {refusing !== null && (
        <ReasonModal
          title={t('leave.refuseTo', { post: refusing.post })}
          send={t('leave.refuse')}
          pending={judge.isPending}
          error={judge.error}
          onClose={close}
          onSend={(reason) =>
            judge.mutate({ params: params(refusing), body: { approve: false, reason } }, { onSuccess: close })
          }
        />
      )}
    </>
  );

  function close(): void {
    setAsking(null);
    setRefusing(null);
    setSubstitute('');
  }
}

/** 请假: reason first, then what was said to it and who comes instead. */
function Leave({ attendee }: { readonly attendee: Attendee }) {
  const { t } = useTranslation('meetings');
  if (attendee.leave === 'none') return <span className="n3">—</span>;
  return (
    <>
      <b className={attendee.leave === 'asked' ? styles.amber : undefined}>
        {t(`leaveState.${attendee.leave}`)}
      </b>{' '}
      {attendee.leaveReason}
      {attendee.substitute !== '' && <small>{t('leave.instead', { post: attendee.substitute })}</small>}
      {attendee.leaveBy !== null && (
        <small>{[attendee.leaveBy, attendee.leaveAnswer].filter(Boolean).join('：')}</small>
      )}
    </>
  );
}
