import { type Commitment, getFollowUp, listCommitments, settleCommitment } from '@qingzhang/contract';
import { Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { today as dayNow } from '../notifications/today.ts';
import { useMeasureText } from '../stage/record-card.tsx';
import { Field, Form } from '../tasks/acts/fields.tsx';
import { Badge } from '../ui/badges.tsx';
import { dayText } from '../ui/moments.ts';
import styles from './meetings.module.css';

const touched = [listCommitments, getFollowUp];
const verdicts = ['kept', 'late', 'broken', 'withdrawn', 'open'] as const;
const marks = { kept: '●', late: '▲', broken: '■', open: '○', withdrawn: '–' } as const;

interface CommitmentListProps {
  readonly items: readonly Commitment[];
  /** The meeting at which results are heard; null: outside a meeting. */
  readonly heardIn: number | null;
}

/** 承诺 | 结果 | 认定: what was promised beside what came of it, city by city. */
export function CommitmentList({ items, heardIn }: CommitmentListProps) {
  const { t } = useTranslation('meetings');
  return (
    <div className={styles.promises}>
      <p className={styles.promiseHead} aria-hidden="true">
        <span>{t('promise.promise')}</span>
        <span>{t('promise.result')}</span>
        <span>{t('promise.verdict')}</span>
      </p>
      <ul>
        {items.map((one) => (
          <PromiseLine key={one.id} commitment={one} heardIn={heardIn} />
        ))}
      </ul>
    </div>
  );
}

interface PromiseProps {
  readonly commitment: Commitment;
  readonly heardIn: number | null;
}

function PromiseLine({ commitment, heardIn }: PromiseProps) {
  const { t, i18n } = useTranslation('meetings');
  const region = useRegionName();
  const measure = useMeasureText();
  const [open, setOpen] = useState(false);
  const { state, suggestion } = commitment;
  return (
    <li>
      <div className={styles.promise}>
        <span>
          <b>{region(commitment.city)}</b>
          {commitment.programName !== null && <> · {commitment.programName}</>}
          <span className={styles.quote}>{commitment.text}</span>
          <small>
            {[
              commitment.measure !== null && measure(commitment.measure),
              t('promise.by', { day: dayText(commitment.due, i18n.language) }),
              t('promise.made', { day: dayText(commitment.madeOn, i18n.language) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </span>
        <span>
          {commitment.result ?? suggestion?.text ?? <span className="n3">{t('promise.noResult')}</span>}
          {commitment.result === null && suggestion !== null && (
            <small>
              {t('promise.suggested', { verdict: t(`verdict.${suggestion.verdict}`) })}{' '}
              <Badge kind={suggestion.reviewed ? 'plain' : 'live'}>
                {t(suggestion.reviewed ? 'head.reviewed' : 'head.live')}
              </Badge>
            </small>
          )}
        </span>
        <span>
          <b className={styles[`verdict-${state}`]}>
            <span aria-hidden="true">{marks[state]} </span>
            {state === 'open' && commitment.due < dayNow() ? t('promise.overdue') : t(`verdict.${state}`)}
          </b>
          {commitment.settledPost !== null && (
            <small>{[commitment.settledPost, commitment.settledIn?.title].filter(Boolean).join(' · ')}</small>
          )}
          {commitment.can.settle && !open && (
            <button
              type="button"
              className={state === 'open' ? 'btn' : styles.quiet}
              onClick={() => setOpen(true)}
            >
              {t(state === 'open' ? 'promise.settle' : 'promise.change')}
              <span className="unseen">
                {region(commitment.city)} {commitment.text}
              </span>
            </button>
          )}
        </span>
      </div>
      {open && <Settle commitment={commitment} heardIn={heardIn} onDone={() => setOpen(false)} />}
    </li>
  );
}

/** 认定兑现: the figures' word is filled in; a person decides, and says why where it was decided before. */
function Settle({ commitment, heardIn, onDone }: PromiseProps & { readonly onDone: () => void }) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const send = useSend(settleCommitment, touched);
  const { suggestion } = commitment;
  const first = commitment.state === 'open';
  const [state, setState] = useState<Commitment['state']>(
    first ? (suggestion?.verdict ?? 'kept') : commitment.state,
  );
  const [result, setResult] = useState(commitment.result ?? suggestion?.text ?? '');
  const [reason, setReason] = useState('');
  const judged = state === 'kept' || state === 'late' || state === 'broken';
  const needsReason = !first || state === 'withdrawn';
  const ready =
    (!judged || result.trim() !== '') &&
    (!needsReason || reason.trim().length >= 2) &&
    !(first && state === 'open');
  return (
    <div className={styles.settle}>
      <Form
        title={t('promise.settle')}
        send={t('promise.send', { verdict: t(`verdict.${state}`) })}
        ready={ready}
        pending={send.isPending}
        error={send.error}
        other={
          <button type="button" className="btn" onClick={onDone}>
            {t('cancel')}
          </button>
        }
        onSend={() =>
          send.mutate(
            {
              params: { id: commitment.id },
              query: { lang },
              body: {
                state,
                result: result.trim(),
                value: suggestion?.value ?? null,
                meeting: heardIn,
                reason: reason.trim(),
              },
            },
            { onSuccess: onDone },
          )
        }
      >
        <Radio.Group
          aria-label={t('promise.verdict')}
          value={state}
          onChange={({ target }) => setState(target.value)}
          options={verdicts
            .filter((one) => !(first && one === 'open'))
            .map((value) => ({ value, label: t(`verdict.${value}`) }))}
        />
        <Field label={t('promise.result')} hint={t('promise.resultHint')}>
          <Input.TextArea
            rows={2}
            maxLength={400}
            value={result}
            onChange={({ target }) => setResult(target.value)}
          />
        </Field>
        {needsReason && (
          <Field label={t('reason')}>
            <Input value={reason} maxLength={400} onChange={({ target }) => setReason(target.value)} />
          </Field>
        )}
      </Form>
    </div>
  );
}
