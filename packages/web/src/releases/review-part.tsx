import {
  getRelease,
  listReleases,
  type Release,
  ReviewStage,
  reviewRelease,
  submitRelease,
} from '@qingzhang/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { Field } from '../tasks/acts/fields.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './releases.module.css';

const touched = [getRelease, listReleases];
type Review = Release['reviews'][number];

/** 三审三校 as a path of six: done by whom, stale or to be done; buttons only for what one may do. */
export function ReviewPart({
  release,
  accepted,
}: {
  readonly release: Release;
  readonly accepted: readonly string[];
}) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const submit = useSend(submitRelease, touched);
  const [mine] = release.can.review;
  const latest = (stage: ReviewStage) => release.reviews.findLast((review) => review.stage === stage);
  const returned = release.reviews.findLast(({ verdict }) => verdict === 'return');
  const earlier = release.reviews.filter((review) => latest(review.stage) !== review);
  return (
    <section>
      <h2>
        {t('review.title')}
        <small>{t('review.round', { round: release.round })}</small>
      </h2>
      {release.state === 'draft' && returned !== undefined && (
        <p className={styles.returned}>
          {t('review.returnedBy', { post: returned.post, stage: t(`stage.${returned.stage}`) })}
          {returned.opinion}
        </p>
      )}
      <ol className={styles.path}>
        {ReviewStage.options.map((stage) => (
          <Stage
            key={stage}
            stage={stage}
            review={latest(stage)}
            next={release.waiting[0] === stage && release.state !== 'draft'}
          />
        ))}
      </ol>
      {mine !== undefined && <ReviewForm key={mine} stage={mine} release={release} accepted={accepted} />}
      {mine === undefined && release.state === 'review' && <p className="cap">{t('review.others')}</p>}
      {release.can.submit && (
        <div className={styles.buttons}>
          <button
            type="button"
            className={release.state === 'draft' ? 'btn pri' : 'btn'}
            disabled={submit.isPending}
            onClick={() => submit.mutate({ params: { id: release.id }, query: { lang } })}
          >
            {t(release.state === 'draft' ? 'review.submit' : 'review.again')}
          </button>
        </div>
      )}
      {submit.error && <ErrorPanel error={submit.error} />}
      {earlier.length > 0 && (
        <details className={styles.earlier}>
          <summary>{t('review.earlier', { count: earlier.length })}</summary>
          <ul className={styles.lines}>
            {earlier.map((review) => (
              <li key={`${review.at}${review.stage}`}>
                <span>
                  {t('review.earlierLine', { round: review.round, stage: t(`stage.${review.stage}`) })}{' '}
                  {t(`verdict.${review.verdict}`)}
                  <small>
                    {review.post} {momentText(review.at)} {review.opinion}
                  </small>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

interface StageProps {
  readonly stage: ReviewStage;
  readonly review: Review | undefined;
  readonly next: boolean;
}

function Stage({ stage, review, next }: StageProps) {
  const { t } = useTranslation('releases');
  const done = review !== undefined && !review.stale && review.verdict === 'pass';
  const mark = done ? 'done' : next ? 'next' : 'open';
  return (
    <li className={styles[mark]} aria-current={next ? 'step' : undefined}>
      <b>{t(`stage.${stage}`)}</b> <span>{t(`mark.${mark}`)}</span>
      {review !== undefined && (
        <small>
          {review.stale && <em>{t(review.verdict === 'return' ? 'verdict.return' : 'review.stale')} </em>}
          {review.post}
          {review.actingFor !== null && t('review.actingFor', { post: review.actingFor })}{' '}
          {momentText(review.at)}
          {review.opinion !== '' && ` ${review.opinion}`}
        </small>
      )}
    </li>
  );
}

interface FormProps {
  readonly stage: ReviewStage;
  readonly release: Release;
  readonly accepted: readonly string[];
}

function ReviewForm({ stage, release, accepted }: FormProps) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const [opinion, setOpinion] = useState('');
  const send = useSend(reviewRelease, touched);
  const say = (verdict: 'pass' | 'return') =>
    send.mutate(
      {
        params: { id: release.id },
        query: { lang },
        body: { stage, verdict, opinion, revision: release.revision, accepted: [...accepted] },
      },
      { onSuccess: () => setOpinion('') },
    );
  const name = t(`stage.${stage}`);
  return (
    <form className={styles.form} aria-label={name} onSubmit={(event) => event.preventDefault()}>
      <Field label={t('review.opinion', { stage: name })}>
        <Input.TextArea
          rows={3}
          maxLength={1000}
          value={opinion}
          onChange={({ target }) => setOpinion(target.value)}
        />
      </Field>
      <div className={styles.buttons}>
        <button type="button" className="btn pri" disabled={send.isPending} onClick={() => say('pass')}>
          {t('review.pass', { stage: name })}
        </button>
        <button
          type="button"
          className="btn"
          disabled={send.isPending || opinion.trim().length < 2}
          title={t('review.returnHint')}
          onClick={() => say('return')}
        >
          {t('review.return')}
        </button>
      </div>
      {send.error && <ErrorPanel error={send.error} />}
    </form>
  );
}
